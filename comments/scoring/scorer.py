"""One pass of the encoder over any number of texts, and the score columns that come of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from comments.records import FRAMINGS, SENTIMENTS
from comments.scoring.bundle import Bundle
from comments.scoring.cache import ScoreCache, origin
from comments.scoring.calibration import Floats, chosen, probabilities
from comments.scoring.communities import named_communities
from comments.scoring.heads import HEADS, LOGITS
from comments.scoring.text import own_words, prepare
from comments.scoring.windows import batches, window_starts

if TYPE_CHECKING:
    import pyarrow as pa
    from tokenizers import Encoding

TOKEN_BUDGET = 4080
"""Tokens in a batch: large enough to fill the matrix units, small in memory; with the rows that
attention may want after the last piece (`inference.KEYS`) still a multiple of `inference.ROWS`."""

AT_ONCE = 20_000
"""Texts that are scored before they are kept: what a stopped run of a long table loses at most."""

ENCODED_AT_ONCE = 1_000
"""Texts that are tokenised together."""

UNKNOWN_LIMIT = 0.5
"""A text more than half of whose letters are unknown to the model gets no scores at all."""

_BY_NAME = {head.name: head for head in HEADS}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A window of a text: index of the text, token ids with the two specials, and its characters."""

    text: int
    ids: list[int]
    words: str


def score_texts(
    texts: Sequence[str],
    bundle: Bundle,
    progress: Callable[[int], object] | None = None,
    cache: ScoreCache | None = None,
) -> pa.Table:
    """Scores of `texts`, one row a text in their order, columns as in `records.score_schema`.

    Lines that quote another comment ("> …") are left out. Exact duplicates are scored once. A text longer than the bundle's window is scored in overlapping
    windows: sentiment is their mean weighted by tokens; hostility, types, targets and frames take the
    strongest window, framing the window that is surest that a belonging is at issue, since an
    attack in one paragraph makes the comment an attack. Where the model knows less than half of a
    text, or there is no text, all scores are null. `progress` is called with the number of texts
    that are done since the last call. What the `cache` knows is taken from it, to the last bit the same.
    """
    prepared = [prepare(text) for text in texts]
    copies = Counter(prepared)
    known = {} if cache is None else cache.look_up(copies, origin(bundle.info))
    if progress is not None and known:
        progress(sum(copies[text] for text in known))
    unknown = [text for text in copies if text not in known]
    for start in range(0, len(unknown), AT_ONCE):
        some = unknown[start : start + AT_ONCE]
        rows = _score_unique(some, bundle, [copies[text] for text in some], progress)
        fresh = dict(zip(some, rows, strict=True))
        if cache is not None:
            cache.store(fresh, origin(bundle.info))
        known |= fresh
    return _table([known[text] for text in prepared], texts)


def _score_unique(
    texts: list[str],
    bundle: Bundle,
    copies: list[int],
    progress: Callable[[int], object] | None,
) -> list[dict[str, Any] | None]:
    unknown = bundle.token_id("<unk>")
    # What the tokenizer says of a text is many times as large as the text: a part at a time.
    pieces = [
        piece
        for start in range(0, len(texts), ENCODED_AT_ONCE)
        for i, encoding in enumerate(
            bundle.tokenizer.encode_batch(
                texts[start : start + ENCODED_AT_ONCE], add_special_tokens=False
            ),
            start,
        )
        if _share_known(encoding, unknown) >= 1 - UNKNOWN_LIMIT
        for piece in _windows(i, texts[i], encoding, bundle)
    ]
    # Texts of equal length share their attention; ties by position keep batches reproducible.
    order = sorted(range(len(pieces)), key=lambda k: (len(pieces[k].ids), k))
    logits = np.zeros((len(pieces), LOGITS), np.float32)
    left = np.bincount(np.array([p.text for p in pieces], np.int64), minlength=len(texts))
    if progress is not None and (
        nothing := sum(n for n, k in zip(copies, left, strict=True) if not k)
    ):
        progress(nothing)
    for batch in batches(order, [len(p.ids) for p in pieces], TOKEN_BUDGET):
        logits[batch] = bundle.encoder.logits([pieces[k].ids for k in batch]).numpy()
        if progress is not None:
            finished = 0
            for k in batch:
                left[pieces[k].text] -= 1
                finished += copies[pieces[k].text] if left[pieces[k].text] == 0 else 0
            progress(finished)
    return _rows(pieces, logits, len(texts), bundle)


def _share_known(encoding: Encoding, unknown: int) -> float:
    """Share of a text's characters that lie in tokens of the vocabulary; 0 for an empty text."""
    spans = [end - start for start, end in encoding.offsets]
    lost = sum(s for s, token in zip(spans, encoding.ids, strict=True) if token == unknown)
    return 1 - lost / sum(spans) if sum(spans) else 0.0


def _windows(number: int, text: str, encoding: Encoding, bundle: Bundle) -> list[_Piece]:
    """Windows of at most `bundle.window` tokens, specials included, OVERLAP tokens shared."""
    ids = encoding.ids
    start, end = bundle.token_id("<s>"), bundle.token_id("</s>")
    size = bundle.window - 2
    if len(ids) <= size:
        return [_Piece(number, [start, *ids, end], text)]
    starts = window_starts(len(ids), size)
    spans = [(encoding.offsets[s][0], encoding.offsets[s + size - 1][1]) for s in starts]
    return [
        _Piece(number, [start, *ids[s : s + size], end], text[first:last])
        for s, (first, last) in zip(starts, spans, strict=True)
    ]


def _rows(
    pieces: list[_Piece], logits: Floats, count: int, bundle: Bundle
) -> list[dict[str, Any] | None]:
    """Pool the windows of each text and choose labels; None for texts without pieces."""
    surface = bundle.surface.logits([piece.words for piece in pieces])
    probability = probabilities(logits, surface, bundle.calibration)
    windows: list[list[int]] = [[] for _ in range(count)]
    for k, piece in enumerate(pieces):
        windows[piece.text].append(k)
    rows: list[dict[str, Any] | None] = []
    for ks in windows:
        if not ks:
            rows.append(None)
            continue
        tokens = np.array([len(pieces[k].ids) for k in ks], np.float32)
        pooled = {
            "sentiment": np.average(probability["sentiment"][ks], axis=0, weights=tokens),
            "hostility": _strongest_level(probability["hostility"][ks]),
            "sectarian": probability["sectarian"][ks][probability["sectarian"][ks][:, 0].argmin()],
        }
        pooled |= {h.name: probability[h.name][ks].max(axis=0) for h in HEADS if not h.exclusive}
        rows.append(_labels(pooled, bundle) | {"windows": len(ks)})
    return rows


def _strongest_level(levels: Floats) -> Floats:
    """Level probabilities of a text from those of its windows, shape (windows, 4) to (4,).

    P(level >= k) is the largest of the windows, for each k.
    """
    at_least = levels[:, ::-1].cumsum(axis=1)[:, ::-1].max(axis=0)
    return np.append(at_least[:-1] - at_least[1:], at_least[-1])


def median_level(levels: Floats) -> int:
    """The highest level k with P(level >= k) of at least 1/2: the median of the distribution.

    The most probable level would contradict the `p_` columns: [.4, .3, .2, .1] is uncivil with a
    probability of .6, though level 0 is the likeliest of the four.
    """
    at_least = levels[::-1].cumsum()[::-1]
    return int((at_least[1:] >= 0.5).sum())  # P(level >= k) falls with k


def _labels(p: dict[str, Any], bundle: Bundle) -> dict[str, Any]:
    level = median_level(p["hostility"])
    framing = FRAMINGS[int(p["sectarian"].argmax())]
    lists = {
        name: chosen(p[name][None], _BY_NAME[name], bundle.calibration)[0]
        for name in ("hostility_types", "hostility_target", "frames")
    }
    return {
        "sentiment": SENTIMENTS[int(p["sentiment"].argmax())],
        **{f"p_{name}": rounded(p["sentiment"][i]) for i, name in enumerate(SENTIMENTS)},
        "hostility": level,
        "p_uncivil": rounded(p["hostility"][1:].sum()),
        "p_hostile": rounded(p["hostility"][2:].sum()),
        "p_violent": rounded(p["hostility"][3]),
        "hostility_types": lists["hostility_types"] if level >= 1 else [],
        "hostility_target": lists["hostility_target"] if level >= 1 else [],
        "sectarian": framing,
        "p_sectarian": rounded(p["sectarian"][FRAMINGS.index("sectarian")]),
        "p_bridging": rounded(p["sectarian"][FRAMINGS.index("bridging")]),
        "frames": lists["frames"] if framing == "sectarian" else [],
    }


def rounded(value: float) -> float:
    """Four decimals: more than the model knows, and steady against the order of summation."""
    return round(min(1.0, max(0.0, float(value))), 4)


def _table(rows: list[dict[str, Any] | None], texts: Sequence[str]) -> pa.Table:
    import pyarrow as pa

    from comments.records import score_schema

    full = [
        {} if row is None else row | {"groups": named_communities(own_words(text))}
        for row, text in zip(rows, texts, strict=True)
    ]
    return pa.Table.from_pylist(full, schema=score_schema())
