"""Which files a user means by the paths that he names, and what is said of those that fail."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from comments.errors import SourceError
from comments.parsing.sources import RUN_MARK, Source, expand, opened


def put(folder: Path, *names: str) -> None:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("A page", encoding="utf-8")


def load(source: Source) -> bytes:
    """All bytes of a source."""
    with opened(source) as stream:
        return stream.read()


def names(paths: list[str | Path], root: Path) -> list[str]:
    """Names of the sources under `root`; failures in angle brackets."""
    return [
        os.path.relpath(item.name, root)
        if isinstance(item, Source)
        else f"<{os.path.relpath(item.source, root)}: {item.reason}>"
        for item in expand(paths)
    ]


def test_a_folder_gives_its_files_in_name_order_and_then_those_of_its_folders(
    tmp_path: Path,
) -> None:
    put(tmp_path, "b.txt", "a.html", "2020/c.txt", "2019/d.txt")
    assert names([tmp_path], tmp_path) == ["a.html", "b.txt", "2019/d.txt", "2020/c.txt"]


def test_sources_keep_the_order_in_which_they_are_named(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "b.txt")
    assert names([tmp_path / "b.txt", tmp_path / "a.txt"], tmp_path) == ["b.txt", "a.txt"]


def test_a_file_that_is_named_twice_or_linked_to_is_read_once(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    (tmp_path / "z.txt").symlink_to(tmp_path / "a.txt")
    assert names([tmp_path / "a.txt", tmp_path, tmp_path / "a.txt"], tmp_path) == ["a.txt"]


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", ".DS_Store", ".git/config")
    assert names([tmp_path], tmp_path) == ["a.txt"]


@pytest.mark.parametrize(
    "ending", ["_files", "-Dateien", "_fichiers", ".files", "_arquivos", "_dosyalar"]
)
def test_the_folder_of_pictures_beside_a_saved_page_is_passed_over(
    tmp_path: Path, ending: str
) -> None:
    put(tmp_path, "page.html", f"page{ending}/frame.html", f"other{ending}/real.html")
    assert names([tmp_path], tmp_path) == ["page.html", f"other{ending}/real.html"]


def test_it_is_passed_over_also_where_the_shell_or_a_pattern_names_it(tmp_path: Path) -> None:
    put(tmp_path, "page.html", "page_files/frame.html")
    from_shell = [tmp_path / "page.html", tmp_path / "page_files"]
    assert names(from_shell, tmp_path) == ["page.html"]
    assert names([f"{tmp_path}/*"], tmp_path) == ["page.html"]
    assert names([tmp_path / "page_files"], tmp_path) == ["page_files/frame.html"]


def test_results_of_a_run_are_no_sources(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", f"reports/run/{RUN_MARK}", "reports/run/articles.csv")
    assert names([tmp_path], tmp_path) == ["a.txt"]
    assert names([tmp_path / "reports/run"], tmp_path) == [
        "<reports/run: the results of a run, not saved pages>"
    ]


def test_patterns_are_expanded_where_the_shell_did_not(tmp_path: Path) -> None:
    put(tmp_path, "b.html", "a.html", "c.txt", "deep/d.html")
    assert names([f"{tmp_path}/*.html"], tmp_path) == ["a.html", "b.html"]
    assert names([f"{tmp_path}/**/*.html"], tmp_path) == ["a.html", "b.html", "deep/d.html"]
    assert names([f"{tmp_path}/*.pdf"], tmp_path) == ["<*.pdf: no file has a name like this>"]


@pytest.mark.parametrize(
    "name", ["a[1].txt", "what?.txt", "two\nlines.txt", "تقرير.txt", "a'b;c.txt"]
)
def test_a_name_may_hold_any_sign(tmp_path: Path, name: str) -> None:
    put(tmp_path, name)
    (source,) = expand([tmp_path / name])
    assert isinstance(source, Source)
    assert load(source) == b"A page"
    assert names([tmp_path], tmp_path) == [name]


def test_a_name_that_is_no_utf8_is_spelled_out(tmp_path: Path) -> None:
    file = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(file)).write_bytes(b"A page")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (source,) = expand([tmp_path])
    assert isinstance(source, Source)
    assert source.name.endswith("/caf\\xe9.txt")
    assert load(source) == b"A page"


def test_links_to_folders_are_followed_and_loops_end(tmp_path: Path) -> None:
    put(tmp_path, "pages/a.txt", "elsewhere/b.txt")
    (tmp_path / "pages/more").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "pages/again").symlink_to(tmp_path / "pages")
    (tmp_path / "elsewhere/back").symlink_to(tmp_path / "pages")
    assert names([tmp_path / "pages"], tmp_path) == ["pages/a.txt", "pages/more/b.txt"]


def test_a_link_to_itself_and_a_link_to_nothing_are_failures_of_their_own(tmp_path: Path) -> None:
    put(tmp_path, "z.txt")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    assert names([tmp_path / "loop", tmp_path / "z.txt"], tmp_path) == [
        "<loop: a link that leads nowhere>",
        "z.txt",
    ]
    loop, nowhere, page = expand([tmp_path])
    for link in (loop, nowhere):
        assert isinstance(link, Source)
        with pytest.raises(SourceError, match="check the file"):
            load(link)
    assert isinstance(page, Source)


def test_a_missing_path_and_an_empty_folder_say_so_and_the_rest_goes_on(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    (tmp_path / "empty").mkdir()
    given = [tmp_path / "gone.txt", tmp_path / "empty", tmp_path / "a.txt"]
    assert names(given, tmp_path) == [
        "<gone.txt: no such file or folder>",
        "<empty: the folder has no files>",
        "a.txt",
    ]


@pytest.mark.parametrize("name", ["x" * 300, "nul\0byte"])
def test_a_name_that_no_file_can_have_is_a_failure(name: str) -> None:
    (error,) = expand([name])
    assert isinstance(error, SourceError)


def test_a_folder_and_a_file_without_permission_are_failures_of_their_own(
    common: Path, unprivileged: Callable[[], AbstractContextManager[None]]
) -> None:
    put(common, "a.txt", "locked/b.txt", "secret.txt")
    (common / "locked").chmod(0o000)
    (common / "secret.txt").chmod(0o000)
    with unprivileged():
        found = list(expand([common, common / "locked", common / "locked/b.txt"]))
        a, secret, *locked = found
        assert isinstance(a, Source)
        assert load(a) == b"A page"
        assert isinstance(secret, Source)
        with pytest.raises(SourceError, match=r"secret\.txt: no permission to read it; check"):
            load(secret)
    assert [type(item) for item in locked] == [SourceError] * 3
    assert all("no permission" in str(item) for item in locked)
    (common / "locked").chmod(0o755)


def test_an_empty_file_and_a_device_are_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    with pytest.raises(SourceError, match="the file is empty; save the page again"):
        load(Source(tmp_path / "empty.txt", "empty.txt"))
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(SourceError, match="not a regular file"):
            load(Source(tmp_path / "pipe", "pipe"))


def test_the_cache_of_a_mirror_which_has_every_page_again_is_passed_over(tmp_path: Path) -> None:
    for name in ("www.example.org/a.html", "hts-cache/new.zip", "hts-cache/doit.log"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("A page")
    found = [source for source in expand([tmp_path]) if isinstance(source, Source)]
    assert [source.path.name for source in found] == ["a.html"]
