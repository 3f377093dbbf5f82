"""The command line: arguments in, calls, printing. Progress goes to stderr, results to stdout or files.

Exit status 0: all done. 1: done, but some sources could not be read. 2: nothing could be done.
"""

from __future__ import annotations

import io
import os
import sys
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comments.errors import CommentsError, SourceError
from comments.reporting.catalogue import Language
from comments.reporting.settings import DEFAULTS, Paper
from comments.running.progress import counted, printable

if TYPE_CHECKING:
    from comments.running.run import Run

SOME_FAILED = 1
NOTHING_DONE = 2
OUT = Path("reports/run")
INTERRUPTED = 130  # what typer makes of Ctrl-C

# Rich-drawn help costs a third of a second of imports; plain help is instant.
app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Reads the comments under saved news pages, scores sentiment, hostility and sectarian "
    "framing, and writes tables and PDF reports. Works offline.",
)
models_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Model bundles.")
app.add_typer(models_app, name="models")

Paths = Annotated[
    list[str],
    typer.Argument(help="Saved pages: files, folders, or patterns such as 'pages/*.html'."),
]
Model = Annotated[str, typer.Option(help="`default`, a bundle's folder, or a panel's .toml file.")]
KeepAuthors = Annotated[
    bool, typer.Option("--keep-authors", help="Keep commenters' names; otherwise pseudonyms.")
]
Columns = Annotated[
    list[str],
    typer.Option(
        "--columns",
        metavar="FIELD=NAME",
        help="A column of tables that its name does not tell: text=Kommentar. May be repeated.",
    ),
]
KeepColumns = Annotated[
    list[str],
    typer.Option(
        "--keep-columns",
        metavar="NAMES",
        help="Columns of tables that go into the comments' table as they are: topic,coder.",
    ),
]
EXPLAIN_RUN_HELP = (
    "Mark the words that hostile and sectarian scores rest on. Each such comment takes as many times"
    " longer as it has words."
)
EXPLAIN_HELP = (
    "Tell the words that drove each score. Takes as many times longer as a comment has words."
)
QUOTES_HELP = (
    "Quote comments word for word in article reports; search engines find their writers by them."
)
NASTALIQ_HELP = "Set Urdu titles and quotes of article reports in Nastaliq; all else keeps Naskh."
NoCache = Annotated[
    bool,
    typer.Option("--no-cache", help="Neither use nor keep scores of earlier runs."),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print results and errors only.")]


class Engine(StrEnum):
    """What a run runs on."""

    LOCAL = "local"
    RAY = "ray"


@app.command()
def run(
    paths: Paths,
    out: Annotated[
        Path | None, typer.Option(help=f"Folder for tables and reports.  [default: {OUT}]")
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            help="`default`, a bundle's folder, or a panel's .toml file.  [default: default]"
        ),
    ] = None,
    columns: Columns = [],  # noqa: B006 - typer copies it
    keep_columns: KeepColumns = [],  # noqa: B006 - typer copies it
    keep_authors: Annotated[
        bool | None,
        typer.Option(
            "--keep-authors/--pseudonyms", help="Keep commenters' names; otherwise pseudonyms."
        ),
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Start the folder over.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help=EXPLAIN_RUN_HELP)] = False,
    language: Annotated[
        Language | None,
        typer.Option(help=f"The reports' language.  [default: {DEFAULTS.language}]"),
    ] = None,
    paper: Annotated[
        Paper | None, typer.Option(help=f"The reports' paper.  [default: {DEFAULTS.paper}]")
    ] = None,
    quotes: Annotated[bool | None, typer.Option("--quotes/--no-quotes", help=QUOTES_HELP)] = None,
    nastaliq: Annotated[bool | None, typer.Option("--nastaliq/--naskh", help=NASTALIQ_HELP)] = None,
    no_cache: NoCache = False,
    engine: Annotated[
        Engine, typer.Option(help="Where it runs: on this machine, or on Ray (docs/cluster.md).")
    ] = Engine.LOCAL,
    address: Annotated[
        str | None,
        typer.Option(help="A Ray cluster: auto, or HOST:PORT. Without it, Ray is started here."),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Read, score, study and report; goes on with a stopped run by itself.

    What is not given is as `comments.toml` in the working folder has it (see `comments init`).
    """
    from comments.running import configuration
    from comments.running.progress import FailuresOnly, Shown
    from comments.running.run import run as run_all

    file = configuration.load()
    documents = DEFAULTS.changed(**file.report)
    result = run_all(
        paths,
        out or file.out or OUT,
        model=model or file.model or "default",
        columns={**file.columns, **_named(columns)},
        keep_columns=_names(keep_columns) or file.keep_columns or (),
        keep_authors=bool(file.keep_authors if keep_authors is None else keep_authors),
        languages=file.languages,
        outlets=file.outlets,
        configuration=file.given,
        fresh=fresh,
        explain=explain,
        cache=not no_cache,
        documents=documents.changed(
            language=language, paper=paper, quotes=quotes, nastaliq=nastaliq
        ),
        engine=engine.value,
        address=address,
        progress=FailuresOnly() if quiet else Shown(),
    )
    _finish(result)


@app.command()
def init() -> None:
    """Write a `comments.toml` of commented settings into the working folder."""
    from comments.running import configuration

    configuration.write_template()
    typer.echo(f"{configuration.FILE}: take the # away from the lines that you want to set")


def _finish(result: Run) -> None:
    folder, failed = result.folder, len(result.failures)
    articles = result.articles
    if result.was_up_to_date:
        _note("Nothing to do: all sources are read and scored, and every report is there.")
    typer.echo(
        printable(
            f"{counted(len(articles), 'article')}, "
            f"{counted(int(articles['found_comments'].sum()), 'comment')} in {folder.path}: "
            f"{folder.comparison.name}, {folder.explorer.name}, articles/, articles.csv, comments.csv (and .parquet), run.json"
        )
    )
    if failed:
        _note(f"{counted(failed, 'source')} could not be read: {folder.failures}")
        raise typer.Exit(SOME_FAILED)


def _named(columns: list[str]) -> dict[str, str]:
    """`["text=Kommentar"]` as a mapping from field to column."""
    from comments.parsing.tables.table import FIELDS

    pairs = [item.partition("=") for item in columns]
    for field, equals, name in pairs:
        if not equals or not name or field not in FIELDS:
            raise typer.BadParameter(
                f"{field}{equals}{name}: write FIELD=NAME, with FIELD one of {', '.join(FIELDS)}",
                param_hint="--columns",
            )
    return {field: name for field, _, name in pairs}


def _names(lists: list[str]) -> list[str]:
    """`["topic,coder", '"a, b"']` as single names; one with a comma stands in quotation marks."""
    import csv

    cells = (cell.strip() for row in csv.reader(lists, skipinitialspace=True) for cell in row)
    return list(dict.fromkeys(filter(None, cells)))


def _note(line: str) -> None:
    typer.echo(printable(line), err=True)


@app.command()
def read(
    paths: Paths,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", help="A .parquet, .csv, .xlsx or .jsonl file; without it, a summary."
        ),
    ] = None,
    columns: Columns = [],  # noqa: B006 - typer copies it
    keep_columns: KeepColumns = [],  # noqa: B006 - typer copies it
    keep_authors: KeepAuthors = False,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Show which evidence decided, region by region."),
    ] = False,
) -> None:
    """Separate articles and comments only; JSON lines when piped."""
    from comments import parsing
    from comments.running.progress import told_of
    from comments.running.tables import save_comments
    from comments.terminal import explanation, json_line, summary

    failures: list[SourceError] = []

    def remember(error: SourceError) -> None:
        failures.append(error)
        _note(f"! {error}")

    passed_over = Counter[str]()
    named, kept = _named(columns), _names(keep_columns)
    if explain:
        told = parsing.explain(paths, columns=named, on_error=remember, passed_over=passed_over)
        count = _print_all(starmap(explanation, told))
    else:
        articles = parsing.read(
            paths,
            columns=named,
            keep_columns=kept,
            keep_authors=keep_authors,
            on_error=remember,
            passed_over=passed_over,
        )
        if output is not None:
            count = save_comments(articles, output, kept)
        else:
            count = _print_all(map(summary if sys.stdout.isatty() else json_line, articles))
    if passed_over:
        _note(told_of(passed_over))
    if not count and not failures:
        _note("comments: no saved page among these files; name files or folders of pages")
    if failures or not count:
        raise typer.Exit(SOME_FAILED if count else NOTHING_DONE)


def _print_all(blocks: Iterable[str]) -> int:
    """Print each as it comes; how many came."""
    count = 0
    for block in blocks:
        typer.echo(block)
        count += 1
    return count


@app.command()
def score(
    table: Annotated[Path, typer.Argument(help="A .csv, .tsv, .xlsx, .jsonl or .parquet table.")],
    output: Annotated[
        Path, typer.Option("-o", "--output", help="A .parquet, .csv, .xlsx or .jsonl file.")
    ],
    column: Annotated[str, typer.Option(help="The column that holds the texts.")] = "text",
    model: Model = "default",
    explain: Annotated[bool, typer.Option("--explain", help=EXPLAIN_HELP)] = False,
    no_cache: NoCache = False,
) -> None:
    """Add the score columns to any table with a text column."""
    from comments.running.progress import Shown
    from comments.running.tables import score_table

    count = score_table(
        table,
        output,
        column=column,
        model=model,
        progress=Shown(),
        explain=explain,
        cache=not no_cache,
    )
    typer.echo(printable(f"{count:,} texts scored: {output}"))


@app.command()
def report(
    folder: Annotated[Path, typer.Argument(help="The folder of a finished run.")],
    language: Annotated[
        Language | None, typer.Option(help="The reports' language; else it stays.")
    ] = None,
    paper: Annotated[Paper | None, typer.Option(help="The reports' paper; else it stays.")] = None,
    quotes: Annotated[bool | None, typer.Option("--quotes/--no-quotes", help=QUOTES_HELP)] = None,
    nastaliq: Annotated[bool | None, typer.Option("--nastaliq/--naskh", help=NASTALIQ_HELP)] = None,
    by: Annotated[
        str | None,
        typer.Option(help="The column that makes the comparison's groups; else it stays: outlet."),
    ] = None,
) -> None:
    """Write all documents of a finished run again, in another language or on other paper too."""
    from comments.running.progress import Shown
    from comments.running.run import report as report_all

    report_all(
        folder,
        language=language,
        paper=paper,
        quotes=quotes,
        nastaliq=nastaliq,
        by=by,
        progress=Shown(),
    )
    typer.echo(printable(f"Reports written: {folder}"))


@app.command()
def verify(
    folder: Annotated[Path, typer.Argument(help="The folder of a finished run.")],
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="Where its pages lie now, if not where the run found them."),
    ] = None,
    model: Model = "default",
    quiet: Quiet = False,
) -> None:
    """Derive the figures of a finished run from its inputs again, and say whether they are the same."""
    from comments.running.progress import FailuresOnly, Shown
    from comments.running.verify import verify as derive_again

    checks = derive_again(
        folder, paths or (), model=model, progress=FailuresOnly() if quiet else Shown()
    )
    for check in checks:
        said = "same" if check.is_same else "DIFFERENT"
        typer.echo(printable(f"{said:<10}{check.what}" + (f": {check.note}" if check.note else "")))
    if not all(check.is_same for check in checks):
        _note(f"{folder}: not all figures come out again from these inputs")
        raise typer.Exit(SOME_FAILED)


class Against(StrEnum):
    """What each group is compared with."""

    EACH_OTHER = "each other"
    THE_REST = "the rest"


@app.command()
def compare(
    folder: Annotated[Path, typer.Argument(help="The folder of a finished run.")],
    by: Annotated[
        str, typer.Option(help="The column that makes the groups: outlet, language, posted_month …")
    ],
    against: Annotated[
        Against, typer.Option(help="What each group is compared with.")
    ] = Against.EACH_OTHER,
    matched: Annotated[
        list[str],
        typer.Option(
            "--matched",
            metavar="COLUMN",
            help="Compare only comments that agree in this column: title. May be repeated.",
        ),
    ] = [],  # noqa: B006 - typer copies it
) -> None:
    """Set groups of a finished run side by side: differences with intervals, and what else differs."""
    from comments.running.compare import compare as compare_groups

    written = compare_groups(folder, by, against=against.value, matched=matched)
    typer.echo(printable(f"{written[0].parent}: {', '.join(file.name for file in written)}"))


class Part(StrEnum):
    """What `models show` prints."""

    CARD = "card"
    EVALUATION = "evaluation"


@models_app.command("list")
def list_models() -> None:
    """Name, version and place of the bundle that ships with the package."""
    from comments.scoring.bundle import default_bundle, inspect

    info = inspect(default_bundle())
    typer.echo(f"default\t{info.name} {info.version}\t{info.path}")


@models_app.command("show")
def show_model(
    model: Annotated[str, typer.Argument(help="`default` or a bundle's folder.")] = "default",
    part: Annotated[Part, typer.Option(help="The model card, or its figures as JSON.")] = Part.CARD,
) -> None:
    """Check a bundle and print its model card or its figures."""
    from comments.scoring.bundle import inspect, resolve

    info = inspect(resolve(model))
    name = "README.md" if part is Part.CARD else "evaluation.json"
    text = (info.path / name).read_text(encoding="utf-8", errors="replace")
    typer.echo("\n".join(map(printable, text.splitlines())))


@models_app.command("cache")
def show_cache(
    forget: Annotated[
        bool, typer.Option("--clear", help="Forget all scores that are kept.")
    ] = False,
) -> None:
    """Where scores of earlier runs are kept, how many, and how large the file is."""
    from comments.scoring import cache_file

    folder = cache_file.cache_folder()
    if forget:
        cache_file.clear(folder)
    found = cache_file.state(folder)
    size = f"{counted(found.texts, 'text')}\t{found.size / 1e6:,.1f} MB"
    typer.echo(f"{printable(str(found.file))}\t{size}")
    if found.trouble:
        _note(f"It cannot be used ({found.trouble}): make a new one with --clear")
        raise typer.Exit(SOME_FAILED)


class Split(StrEnum):
    """Which labelled rows a model is measured on."""

    DEV = "dev"
    TEST = "test"


@models_app.command("evaluate")
def evaluate_model(
    data: Annotated[
        Path,
        typer.Option(help="Folder of labelled rows, as scripts/prepare_data.py writes it."),
    ],
    model: Annotated[
        str, typer.Argument(help="`default`, a bundle's folder, or a panel's .toml file.")
    ] = "default",
    split: Annotated[Split, typer.Option(help="Which of its tables to measure on.")] = Split.DEV,
    rows_a_set: Annotated[
        int, typer.Option(min=1, help="Rows of a set at most; of the coded ones all.")
    ] = 250,
    baseline: Annotated[
        Path | None,
        typer.Option(help="What scripts/baseline.py wrote, to stand beside."),
    ] = None,
) -> None:
    """Measure a model on labelled rows, and print every figure of its card."""
    from comments.running.progress import Shown
    from comments.scoring.evaluation import evaluate_on
    from comments.scoring.figures import figures

    shown = Shown()
    with shown.stage("Scoring", None, "texts") as stage:
        found = evaluate_on(
            data,
            model,
            split=split.value,
            rows_a_set=rows_a_set,
            baseline=baseline,
            progress=stage.advance,
        )
    typer.echo("\n\n".join(figures(found)))


def main() -> None:
    """Entry point: every error is one line; an interrupt says how to go on.

    COMMENTS_DEBUG=1 lets the traceback of an error of ours through.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Comments in any script must survive a pipe in a terminal of any code page.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except CommentsError as error:
        _note(f"comments: {error}")
        sys.exit(NOTHING_DONE)
    except SystemExit as end:
        if end.code == INTERRUPTED:
            _note("comments: stopped; the same command goes on from here")
        raise
    except Exception as error:
        if os.environ.get("COMMENTS_DEBUG"):
            raise
        what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        _note(
            f"comments: an error of ours ({what}); run it with COMMENTS_DEBUG=1 and send us what it says"
        )
        sys.exit(NOTHING_DONE)
