"""What is said while a run works, and that hostile names say nothing to a terminal."""

import pytest

from comments.errors import SourceError
from comments.running.progress import FailuresOnly, Shown, Silent, duration, printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain [bold]text[/bold] :smile:", "plain [bold]text[/bold] :smile:"),
        ("\x1b[31mred\x07", "\\x1b[31mred\\x07"),
        ("\x9b31m", "\\x9b31m"),
        ("two\nlines\r", "two\\nlines\\r"),
        ("\u202eevil", "\\u202eevil"),
        ("می\u200cگویند", "می\u200cگویند"),
        ("\ud800", "\\ud800"),
    ],
)
def test_control_characters_are_spelled_out(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_a_stage_ends_with_what_it_did_and_how_long_it_took(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = Shown()
    with shown.stage("Reading", 1200, "sources") as stage:
        for _ in range(1200):
            stage.advance()
    shown.fail(SourceError("a\x1b[2J.txt", "broken", "mend it [now]"))
    out, err = capsys.readouterr()
    assert out == ""
    first, second = err.splitlines()
    assert first == "Reading   1,200 sources in 0.0 s"
    assert second == "! a\\x1b[2J.txt: broken; mend it [now]"


def test_a_long_stage_without_a_terminal_says_where_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("comments.running.progress.QUIET_SECONDS", -1.0)
    with Shown().stage("Scoring", None, "comments") as stage:
        stage.advance(2)
        stage.expect(3)
        stage.advance(1)
    first, second, _ = capsys.readouterr().err.splitlines()
    assert first == "Scoring   2 comments after 0 s"
    assert second == "Scoring   3 of 3 comments after 0 s, 0 s left"


def test_stages_may_overlap(capsys: pytest.CaptureFixture[str]) -> None:
    shown = Shown()
    with shown.stage("Reading", 2, "sources") as reading:
        with shown.stage("Scoring", None, "comments") as scoring:
            scoring.advance(5)
            reading.advance(2)
        shown.say("between")
    lines = capsys.readouterr().err.splitlines()
    assert lines == ["Scoring   5 comments in 0.0 s", "between", "Reading   2 sources in 0.0 s"]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.4, "0 s"), (89, "89 s"), (90, "2 min"), (5399, "90 min"), (9000, "2.5 h")],
)
def test_a_duration_is_said_as_people_say_it(seconds: float, said: str) -> None:
    assert duration(seconds) == said


def test_quiet_says_what_failed_and_silent_says_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for progress in (FailuresOnly(), Silent()):
        with progress.stage("Reading", 1, "sources") as stage:
            stage.advance()
        progress.say("hello")
        progress.fail(SourceError("a.txt", "broken", "mend it"))
    assert capsys.readouterr() == ("", "! a.txt: broken; mend it\n")
