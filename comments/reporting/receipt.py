"""What figures hang on, in one hash: two documents with the same receipt have the same figures."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace


@dataclass(frozen=True, slots=True)
class Receipt:
    """SHA-256, in hexadecimal, of each thing that the figures depend on.

    `inputs` is of the content of all documents, in their order; names and places are left out, so
    that the same pages in another folder have the same receipt. `settings` is of everything that the
    tables depend on beside them, the model's digest among it, and of how documents are written. `code`
    is of the package's own files: the seeds of every resampling are constants there.
    """

    inputs: str
    settings: str
    code: str

    @property
    def hash(self) -> str:
        """The receipt as it is printed, 64 hexadecimal digits."""
        return digest_of(asdict(self))

    def of_article(self, article_id: str) -> Receipt:
        """The receipt of an article's own report: its inputs are its content, which makes its id."""
        return replace(self, inputs=digest_of(article_id))


def digest_of(value: object) -> str:
    """SHA-256 of what JSON can hold, written in one way."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
