"""Which evidence decided what each part of a text copy is, for `comments read --explain`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from comments.parsing.regions import Region
from comments.parsing.text.account import COMMENT, FURNITURE, Role, roles_of
from comments.parsing.text.cuts import Block
from comments.parsing.text.reader import Separated, separate

_SHOWN = 80


def explain(text: str) -> list[Region]:
    """The parts of a text copy in page order; `place` gives their lines in the file, from 1.

    Each comment is a region with its author line and controls, any other run of lines of one kind.
    """
    found = separate(text)
    if found is None:
        return []
    roles = roles_of(found)
    owner = {
        index: block
        for block in found.blocks
        for index in (*block.lines, *block.controls, *block.stamps)
    }
    regions = []
    for _, run in groupby(range(len(roles)), lambda i: id(owner[i]) if i in owner else roles[i]):
        indices = list(run)
        regions.append(_region(found, indices, roles, owner.get(indices[0])))
    return regions


def _region(
    found: Separated, indices: Sequence[int], roles: Sequence[Role], block: Block | None
) -> Region:
    page = found.page
    first, last = page.lines[indices[0]].first, page.lines[indices[-1]].last
    place = f"{first}" if first == last else f"{first}-{last}"
    if block is None:
        role = roles[indices[0]]
        return Region(place, role.kind, role.rule, (), _shown(page.text(indices[0])))
    said = set(block.lines)
    lines = [i for i in indices if i in said]
    kind = COMMENT if lines else FURNITURE
    text = page.text(lines[0] if lines else indices[0])
    return Region(place, kind, found.rule, tuple(_evidence(found, block)), _shown(text))


def _evidence(found: Separated, block: Block) -> list[str]:
    page = found.page
    told = [f'author line "{_shown(page.text(i))}"' for i in block.stamps]
    told += [f'control "{_shown(page.text(i))}"' for i in block.controls]
    if not told:
        gap = page.lines[block.lines[0]].gap
        told.append(f"{gap} blank line{'' if gap == 1 else 's'} before it")
    return told


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
