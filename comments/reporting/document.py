"""A document: a Typst template, filled with data and written as a tagged PDF (PDF/UA-1).

Words reach a template only inside one JSON string, so that a title such as `#import "x"` is a
title. Templates read no files but each other and fetch nothing.
"""

from __future__ import annotations

import json
import re
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from comments.durable import write_atomically
from comments.reporting.fonts import NASTALIQ, drawable, families, is_right_to_left, typst_fonts
from comments.reporting.settings import Paper
from comments.reporting.wording import capitals, number, runs_right_to_left, say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from comments.reporting.settings import DocumentSettings

PAPERS = {Paper.A4: "a4", Paper.LETTER: "us-letter"}
"""Typst's names for them."""

Words = dict[str, Any]
"""A text from outside, with what a template needs to set it right."""


def outside(text: str, language: str | None = None) -> Words:
    """A text that is not ours (a title, an outlet, a path), with its direction and fonts."""
    shown = drawable(text)
    code = re.match(r"[a-z]{2,3}(?=-|$)", language or "")
    return {
        "text": shown,
        "rtl": is_right_to_left(shown),
        "lang": code.group() if code and code.group() != "und" else None,
        "fonts": families(shown),
    }


def ours(text: str) -> Words:
    """A sentence of ours, which runs as the report does. It keeps its direction marks; what it says
    of others must be `isolated`.
    """
    return {"text": text, "rtl": runs_right_to_left(), "lang": None, "fonts": families(text)}


def nastaliq(words: Words) -> Words:
    """A text in Urdu set in Nastaliq, which needs more room between lines and is not bold."""
    if words["lang"] != "ur" or not words["rtl"]:
        return words
    return {**words, "fonts": [NASTALIQ, *words["fonts"]], "nastaliq": True}


def address(text: str) -> Words:
    """A path or address, which runs from left to right whatever its letters."""
    return {**outside(text), "rtl": False}


def write_document(
    template: str, data: Mapping[str, Any], path: Path, settings: DocumentSettings
) -> None:
    """Set `template` with `data` and write the PDF to `path`, whole or not at all."""
    import typst

    filled = {
        "language": settings.language.value,
        "paper": PAPERS[settings.paper],
        "rtl": runs_right_to_left(),
        "digits": [number(digit) for digit in range(10)],
        "fonts": families(say("methods")),
        **data,
        "kicker": capitals(data["kicker"]),
    }
    with as_file(files("comments.reporting") / "templates") as folder:
        pdf = typst.compile(
            folder / f"{template}.typ",
            root=folder,
            font_paths=typst_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(filled, ensure_ascii=False)},
            pdf_standards=["ua-1"],
            format="pdf",
            timestamp=0,
        )
    write_atomically(path, pdf)
