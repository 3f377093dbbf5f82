"""`comments.toml`: what a study always wants of `comments run`, so that it need not be typed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from comments.errors import RunError
from comments.parsing.language import identifiable
from comments.parsing.outlets import domain
from comments.parsing.tables.table import FIELDS
from comments.reporting.catalogue import Language
from comments.reporting.settings import Paper

FILE = Path("comments.toml")
"""In the working folder."""

TEMPLATE = """\
# What `comments run` goes by in this folder. Take the # away from a line to set it;
# an option on the command line has the last word. See docs/configuration.md.

# out = "reports/may"          # folder for tables and reports
# model = "default"            # or a bundle's folder, or a panel's .toml file
# languages = ["ur", "en"]     # the study's languages, by their ISO 639-1 codes
# keep_authors = false         # true keeps commenters' names; otherwise pseudonyms
# keep_columns = ["topic"]     # columns of tables that stay beside the comments

# [columns]                    # columns of tables that their names do not tell
# text = "Kommentar"

# [outlets]                    # names of outlets by the domain of a page's address
# "dawn.com" = "Dawn"

# [report]
# language = "en"              # ar, en, fa, fr, tr, ur
# paper = "a4"                 # or "letter"
# quotes = false               # true quotes comments word for word
# nastaliq = false             # true sets Urdu in Nastaliq
# by = "outlet"                # the column that makes the comparison's groups
"""


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings of a file; None or empty what it does not set. `given` is all of it, as read."""

    out: Path | None = None
    model: str | None = None
    languages: tuple[str, ...] | None = None
    keep_authors: bool | None = None
    keep_columns: tuple[str, ...] | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    outlets: Mapping[str, str] = field(default_factory=dict)
    report: Mapping[str, Any] = field(default_factory=dict)
    given: Mapping[str, Any] = field(default_factory=dict)


def write_template(path: Path = FILE) -> None:
    """Write a file of commented settings. Raises RunError where there is one, or none can be."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(TEMPLATE)
    except FileExistsError as error:
        raise RunError(f"{path}: is there already; edit it, or move it away") from error
    except OSError as error:
        what = (error.strerror or str(error)).lower()
        raise RunError(f"{path}: {what}; choose a folder that you may write to") from error


def load(path: Path = FILE) -> Configuration:
    """The settings in `path`; none where there is no such file.

    Raises RunError, naming file, line and remedy, for what is no valid TOML, no setting of ours, or
    not of its kind.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        values = tomllib.loads(text)
    except FileNotFoundError:
        return Configuration()
    except UnicodeDecodeError as error:
        raise RunError(f"{path}: not in UTF-8; save it as UTF-8") from error
    except (ValueError, RecursionError) as error:  # beside TOML's own: a number of 5,000 digits
        raise RunError(f"{path}: not valid TOML: {error}; texts stand in quotes") from error
    except OSError as error:
        what = (error.strerror or str(error)).lower()
        raise RunError(f"{path}: {what}; check its permissions") from error
    return _Checked(path, text).configuration(values)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and "\0" not in value


def _is_switch(value: Any) -> bool:
    return isinstance(value, bool)


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_text, value))


def _one_of(choices: Iterable[str]) -> tuple[Callable[[Any], bool], str]:
    listed = [str(choice) for choice in choices]
    return listed.__contains__, f"write one of {', '.join(map(repr, listed))}"


_TEXT = (_is_text, 'write a text in quotes, as "{}"')
_SWITCH = (_is_switch, "write true or false")
_LIST = (_is_list, 'write a list of texts, as ["{}"]')
_ITSELF = (_is_text, "write a text in quotes")
_SETTINGS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "out": (_TEXT[0], _TEXT[1].format("reports/may")),
    "model": (_TEXT[0], _TEXT[1].format("default")),
    "languages": (_LIST[0], _LIST[1].format("ur")),
    "keep_authors": _SWITCH,
    "keep_columns": (_LIST[0], _LIST[1].format("topic")),
}
_REPORT: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "language": _one_of(Language),
    "paper": _one_of(Paper),
    "quotes": _SWITCH,
    "nastaliq": _SWITCH,
    "by": (_TEXT[0], _TEXT[1].format("outlet")),
}
_TABLES = ("columns", "outlets", "report")


class _Checked:
    """The values of one file, checked; errors name its lines."""

    def __init__(self, path: Path, text: str) -> None:
        self._path, self._text = path, text

    def configuration(self, values: Mapping[str, Any]) -> Configuration:
        plain = {name: value for name, value in values.items() if name not in _TABLES}
        self._check("", plain, _SETTINGS, also=_TABLES)
        tables = {name: values.get(name, {}) for name in _TABLES}
        for name, table in tables.items():
            if not isinstance(table, dict):
                self._refuse("", name, f"is no table; write [{name}] and its settings below it")
        self._check("columns", tables["columns"], dict.fromkeys(FIELDS, _ITSELF))
        self._check("report", tables["report"], _REPORT)
        out, languages, kept = (plain.get(n) for n in ("out", "languages", "keep_columns"))
        return Configuration(
            out=None if out is None else Path(out),
            model=plain.get("model"),
            languages=None if languages is None else self._languages(languages),
            keep_authors=plain.get("keep_authors"),
            keep_columns=None if kept is None else tuple(kept),
            columns=tables["columns"],
            outlets=self._outlets(tables["outlets"]),
            report=tables["report"],
            given=values,
        )

    def _check(
        self,
        table: str,
        values: Mapping[str, Any],
        known: Mapping[str, tuple[Callable[[Any], bool], str]],
        also: Iterable[str] = (),
    ) -> None:
        for name, value in values.items():
            if name not in known:
                near = get_close_matches(name, [*known, *also], 1, 0.6)
                all_of_them = f"the settings here are {', '.join([*known, *also])}"
                hint = f"did you mean {near[0]}?" if near else all_of_them
                self._refuse(table, name, f"is no setting; {hint}")
            is_right, remedy = known[name]
            if not is_right(value):
                self._refuse(table, name, f"is {_shown(value)}; {remedy}")

    def _languages(self, codes: list[str]) -> tuple[str, ...]:
        known = identifiable()
        for code in codes:
            if code not in known:
                hint = _meant(code, known)
                advice = f"write {hint!r}" if hint else "write ISO 639-1 codes, as 'ur' or 'en'"
                self._refuse("", "languages", f"has {code!r}, which is no code; {advice}")
        return tuple(dict.fromkeys(codes))

    def _outlets(self, names: Mapping[str, Any]) -> Mapping[str, str]:
        by_domain: dict[str, str] = {}
        for name, outlet in names.items():
            try:
                key = domain(name)
            except ValueError:
                self._refuse("outlets", name, 'is no domain; write it as "dawn.com" = "Dawn"')
            if not _is_text(outlet):
                self._refuse("outlets", name, f"is {_shown(outlet)}; write the outlet in quotes")
            if by_domain.setdefault(key, outlet) != outlet:
                self._refuse("outlets", name, "stands there twice; keep one of the two")
        return by_domain

    def _refuse(self, table: str, name: str, what: str) -> NoReturn:
        line = self._line(table, name)
        place = f"{self._path}, line {line}" if line else str(self._path)
        raise RunError(f"{place}: {f'{table}.' if table else ''}{name} {what}")

    def _line(self, table: str, name: str) -> int | None:
        """Where a setting stands; None where it is written in another way than we look for."""
        within = ""
        for number, line in enumerate(self._text.splitlines(), start=1):
            if header := re.match(r"\s*\[\s*([^\[\]]+?)\s*\]", line):
                within = header[1].strip("\"'")
                if not table and within == name:
                    return number
            elif within == table and re.match(rf"""\s*["']?{re.escape(name)}["']?\s*=""", line):
                return number
        return None


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    try:
        return repr(value)[:60]
    except ValueError:  # Python writes no number of more than 4,300 digits
        return "too large a number"


def _meant(code: str, known: frozenset[str]) -> str | None:
    """The code of a language that is named in English, in other letters, or with its script."""
    from babel import Locale

    base = re.split(r"[-_]", code.strip().lower())[0]
    names = {name.lower(): code for code, name in Locale("en").languages.items()}
    return next((found for found in (base, names.get(base)) if found in known), None)
