"""`comments.toml`: option before file before default; what is wrong in it is said with its line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from samples import THANKS, Outcome, page

from comments import RunError
from comments.running.configuration import TEMPLATE, Configuration, load, write_template

HTML = """<html><head><link rel="canonical" href="https://www.dawn.com/news/1"></head><body><article>
<h1>Mayor presents a plan</h1><p>The mayor presented a plan for the farmers on Monday, she said.</p>
<p>The council will vote on it next week, and most of its members have said that they agree.</p></article>
<div id="comments"><div class="comment"><cite>Anna</cite><p>Thank you for this good article.</p></div>
<div class="comment"><cite>Bob</cite><p>The vote is next Tuesday.</p></div></div></body></html>"""

FULL = """\ufeff# a study
out = "found"
model = "MODEL"
languages = ["ur", "en", "ur"]
keep_authors = true
keep_columns = ["topic"]

[columns]
text = "Kommentar"

[outlets]
"DAWN.com" = "Dawn"

[report]
language = "fr"
paper = "letter"
quotes = true
nastaliq = true
by = "language"
"""


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny: Path) -> Callable[[str], None]:
    """Makes the working folder one with pages and a `comments.toml` of this text."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "plan.html").write_text(HTML, encoding="utf-8")
    (tmp_path / "pages" / "vote.txt").write_text(page("Council votes", THANKS), encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def write(text: str) -> None:
        text = text.replace("MODEL", tiny.as_posix())
        Path("comments.toml").write_text(text, encoding="utf-8")

    return write


def record(out: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(out, "run.json").read_text(encoding="utf-8"))
    return found


def test_every_setting_is_read(study: Callable[[str], None], tiny: Path) -> None:
    study(FULL)
    found = load()
    assert (found.out, found.model, found.keep_authors) == (Path("found"), str(tiny), True)
    assert (found.languages, found.keep_columns) == (("ur", "en"), ("topic",))
    assert (found.columns, found.outlets) == ({"text": "Kommentar"}, {"dawn.com": "Dawn"})
    assert found.report == {
        **{"language": "fr", "paper": "letter", "quotes": True, "nastaliq": True},
        "by": "language",
    }


def test_without_a_file_nothing_is_set(tmp_path: Path) -> None:
    assert load(tmp_path / "comments.toml") == Configuration()


def test_a_run_goes_by_the_file_and_records_it(
    study: Callable[[str], None], command: Callable[..., Outcome]
) -> None:
    study(FULL.replace('[columns]\ntext = "Kommentar"', "").replace('keep_columns = ["topic"]', ""))
    done = command("run", "pages")
    assert done.status == 0, done.err
    found = record("found")
    assert found["configuration"]["report"]["language"] == "fr"
    assert found["configuration"]["outlets"] == {"DAWN.com": "Dawn"}
    assert found["settings"]["authors"] == "names kept"
    assert found["settings"]["languages"] == ["ur", "en"]
    assert found["settings"]["outlets"] == ["dawn.com=Dawn"]
    assert found["documents"]["language"] == "fr"
    assert found["documents"]["paper"] == "letter"
    articles = pd.read_parquet("found/articles.parquet").set_index("source")["outlet"]
    assert [o for s, o in articles.items() if s.endswith("plan.html")] == ["Dawn"]
    assert "Anna" in set(pd.read_parquet("found/comments.parquet")["author"])


def test_an_option_has_the_last_word(
    study: Callable[[str], None], command: Callable[..., Outcome], tiny: Path
) -> None:
    study(
        'out = "no"\nmodel = "no"\nkeep_authors = true\n[report]\npaper = "letter"\nquotes = true\n'
    )
    options = ["--model", tiny, "--out", "yes", "--pseudonyms", "--paper", "a4", "--no-quotes"]
    done = command("run", "pages", *options)
    assert done.status == 0, done.err
    found = record("yes")
    assert found["settings"]["authors"] == "pseudonyms"
    assert (found["documents"]["paper"], found["documents"]["quotes"]) == ("a4", False)
    assert found["configuration"]["keep_authors"] is True
    assert not Path("no").exists()


def test_columns_of_options_and_file_go_together(
    study: Callable[[str], None], command: Callable[..., Outcome]
) -> None:
    study('model = "MODEL"\nout = "o"\n[columns]\ntext = "Rede"\nauthor = "Wer"\n')
    Path("t.csv").write_text("Wer,Rede,Kommentar\nAnna,no,The comment itself\n", encoding="utf-8")
    assert command("run", "t.csv", "--columns", "text=Kommentar").status == 0
    assert list(pd.read_parquet("o/comments.parquet")["text"]) == ["The comment itself"]
    assert record("o")["settings"]["columns"] == "author=Wer, text=Kommentar"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ('[outlets]\n"dawn.com" = "Dawn"\n', "outlets was none, is now 'dawn.com=Dawn'"),
        ('languages = ["ur", "en"]\n', "languages was"),
        ("keep_authors = true\n", "authors was pseudonyms, is now names kept"),
    ],
)
def test_a_setting_that_the_tables_depend_on_is_refused_when_it_has_changed(
    change: str, said: str, study: Callable[[str], None], command: Callable[..., Outcome]
) -> None:
    study('model = "MODEL"\n')
    assert command("run", "pages", "--out", "o").status == 0
    before = Path("o/comments.parquet").read_bytes()
    study(f'model = "MODEL"\n{change}')
    done = command("run", "pages", "--out", "o")
    assert done.status == 2
    assert said in done.err[-1]
    assert "--fresh" in done.err[-1]
    assert Path("o/comments.parquet").read_bytes() == before
    assert command("run", "pages", "--out", "o", "--fresh").status == 0


def test_a_changed_report_language_draws_the_reports_anew(
    study: Callable[[str], None], command: Callable[..., Outcome]
) -> None:
    study('model = "MODEL"\nout = "o"\n')
    assert command("run", "pages").status == 0
    study('model = "MODEL"\nout = "o"\n[report]\nlanguage = "fr"\n')
    assert command("run", "pages").status == 0
    assert record("o")["documents"]["language"] == "fr"
    assert record("o")["configuration"]["report"] == {"language": "fr"}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("\nlangages = ['ur']\n", 2, "langages is no setting; did you mean languages?"),
        ("x = 1\n", 1, "x is no setting; the settings here are out, model,"),
        ("[outlet]\n'a.b' = 'c'\n", 1, "outlet is no setting; did you mean outlets?"),
        ("[report]\n\npapr = 'a4'\n", 3, "report.papr is no setting; did you mean paper?"),
        ("[report]\npaper = 'A4'\n", 2, "report.paper is 'A4'; write one of 'a4', 'letter'"),
        ("[report]\nlanguage = 'de'\n", 2, "report.language is 'de'; write one of 'en', 'ar'"),
        ("[report]\nquotes = 'yes'\n", 2, "report.quotes is 'yes'; write true or false"),
        ("[report]\nby = ''\n", 2, "report.by is ''; write a text in quotes"),
        ("keep_authors = 1\n", 1, "keep_authors is 1; write true or false"),
        ("out = true\n", 1, "out is true; write a text in quotes, as \"reports/may\""),
        ("languages = 'ur'\n", 1, "languages is 'ur'; write a list of texts, as [\"ur\"]"),
        ("languages = []\n", 1, "languages is []; write a list"),
        ("languages = ['Urdu']\n", 1, "languages has 'Urdu', which is no code; write 'ur'"),
        ("languages = ['ur-Latn']\n", 1, "languages has 'ur-Latn', which is no code; write 'ur'"),
        ("languages = ['xx']\n", 1, "languages has 'xx', which is no code; write ISO 639-1"),
        ("[columns]\nkommentar = 'x'\n", 2, "columns.kommentar is no setting; the settings here"),
        ("[columns]\ntext = 3\n", 2, "columns.text is 3; write a text in quotes"),
        ("[outlets]\n'https://dawn.com/' = 'D'\n", 2, "is no domain; write it as \"dawn.com\""),
        ("[outlets]\n'dawn.com' = 3\n", 2, "outlets.dawn.com is 3; write the outlet in quotes"),
        ("[outlets]\n'a.com' = 'A'\n'A.com' = 'B'\n", 3, "stands there twice"),
        ("[outlets]\ndawn.com = 'Dawn'\n", None, "outlets.dawn is no domain; write it as \"dawn.com\""),
        ("outlets = 'Dawn'\n", 1, "outlets is no table; write [outlets]"),
        ("out = reports\n", None, "not valid TOML: Invalid value (at line 1, column 7); texts stand in"),
        ("[report]\nquotes = True\n", None, "at line 2"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_line_with_its_place_and_the_remedy(
    text: str, line: int | None, said: str, tmp_path: Path
) -> None:
    file = tmp_path / "comments.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RunError) as error:
        load(file)
    place = f"{file}, line {line}: " if line else f"{file}: "
    assert str(error.value).startswith(place)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_of_other_letters_is_refused(tmp_path: Path) -> None:
    (tmp_path / "comments.toml").write_bytes('out = "é"'.encode("cp1252"))
    with pytest.raises(RunError, match="save it as UTF-8"):
        load(tmp_path / "comments.toml")


def test_a_wrong_file_stops_a_run_before_it_does_anything(
    study: Callable[[str], None], command: Callable[..., Outcome]
) -> None:
    study("languages = ['Urdu']\n")
    done = command("run", "pages", "--out", "o")
    assert (done.status, len(done.err)) == (2, 1)
    assert "comments.toml, line 1" in done.err[0]
    assert not Path("o").exists()


def test_init_writes_a_template_that_sets_nothing_and_never_overwrites(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Callable[..., Outcome]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert command("init").status == 0
    found = load()
    assert not found.given
    Path("comments.toml").write_text("# mine", encoding="utf-8")
    again = command("init")
    assert again.status == 2
    assert "is there already" in again.err[-1]
    assert Path("comments.toml").read_text(encoding="utf-8") == "# mine"


def test_every_line_of_the_template_is_a_valid_setting(tmp_path: Path) -> None:
    lines = TEMPLATE.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("# out"))
    settings = "\n".join(line.removeprefix("# ") for line in lines[start:])
    (tmp_path / "comments.toml").write_text(settings, encoding="utf-8")
    found = load(tmp_path / "comments.toml")
    assert found.languages == ("ur", "en")
    assert found.outlets == {"dawn.com": "Dawn"}
    assert set(found.report) == {"language", "paper", "quotes", "nastaliq", "by"}


def test_the_template_can_be_refused_by_the_disk(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="choose a folder"):
        write_template(tmp_path / "none" / "comments.toml")


@pytest.mark.parametrize(
    "text",
    [
        "out = " + "[" * 20_000,
        "out = " + "1" * 5_000,
        "out = 0x" + "f" * 5_000,
        'out = "a\\u0000b"',
    ],
    ids=["deep", "a long number", "a long hexadecimal number", "a NUL"],
)
def test_values_made_to_break_the_reader_are_one_line(text: str, tmp_path: Path) -> None:
    file = tmp_path / "comments.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RunError) as error:
        load(file)
    assert str(error.value).startswith(str(file))
    assert len(str(error.value)) < 500
