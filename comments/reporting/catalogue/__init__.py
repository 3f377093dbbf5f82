"""The texts of charts and documents, a file a language: `en.toml` explains what may stand in them.

`comments.reporting.wording.say` finds, fills and inflects them; code never holds a sentence.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

Message = str | Mapping[str, str]
"""One text, or one for each plural form: `zero`, `one`, `two`, `few`, `many`, `other` (CLDR)."""


class Language(StrEnum):
    """Languages that reports are written in, by ISO 639-1 code."""

    ENGLISH = "en"
    ARABIC = "ar"
    URDU = "ur"
    PERSIAN = "fa"
    TURKISH = "tr"
    FRENCH = "fr"


@cache
def catalogue(language: Language) -> Mapping[str, Message]:
    """Every message of a language, by its key. A key that it lacks is an error, never English."""
    file = files("comments.reporting.catalogue") / f"{language.value}.toml"
    messages: dict[str, Message] = tomllib.loads(file.read_text("utf-8"))
    return messages
