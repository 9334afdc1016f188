"""``tiptranslate import``."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import click

from tiptranslate import exchanging
from tiptranslate.cli.common import (
    App,
    echo,
    echo_errors,
    echo_json,
    error_lines,
    format_option,
    pass_app,
    shown,
)
from tiptranslate.exchange.applying import Outcome
from tiptranslate.exchanging import Imported, ImportReport
from tiptranslate.reports import exit_code

_REFUSED = 1
"""The exit code where an answer was not taken."""
_file_argument = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


@click.group("import")
def import_() -> None:
    """Take back what `tiptranslate export` has given out.

    Corrections, approvals and comments go into the catalogs; nothing else in them is
    touched. What was changed in a catalog since is never written over: such answers are
    refused, each with its reason, and the exit code is 1.
    """


@import_.command()
@_file_argument
@format_option
@pass_app
def review(app: App, file: Path, format_: str) -> None:
    """Read a review table, .docx or .xlsx, as Word, Excel or LibreOffice saved it."""
    _finish(exchanging.import_review(app.project, file), format_)


@import_.command()
@_file_argument
@format_option
@pass_app
def xliff(app: App, file: Path, format_: str) -> None:
    """Read an XLIFF file, 1.2 or 2.x.

    The states "reviewed", "final" and "signed-off" approve; "translated" does not.
    """
    _finish(exchanging.import_xliff(app.project, file), format_)


@import_.command()
@_file_argument
@format_option
@pass_app
def package(app: App, file: Path, format_: str) -> None:
    """Read a package that an agency has given back."""
    _finish(exchanging.import_package(app.project, file), format_)


def _finish(report: ImportReport, format_: str) -> None:
    """Print what became of every answer and leave with the exit code."""
    for note in report.notes:
        echo(f"tiptranslate: {note}", err=True)
    if format_ == "json":
        echo_json(
            imported=[_as_json(done) for done in report.imported],
            errors=error_lines(report.errors),
        )
    else:
        for done in report.imported:
            _print(done)
    echo_errors(report.errors)
    refused = _REFUSED if any(done.refused for done in report.imported) else 0
    code = max(exit_code(report.errors), refused)
    if code:
        click.get_current_context().exit(code)


def _as_json(done: Imported) -> dict[str, object]:
    return {
        "slug": done.slug,
        "language": done.language,
        "file": done.file.as_posix(),
        "path": done.path.as_posix(),
        "written": done.written,
        "unit": done.unit,
        "rows": [
            {"row": outcome.row, "what": outcome.what, "why": outcome.refused}
            for outcome in done.outcomes
        ],
    }


def _print(done: Imported) -> None:
    """A line an answer; those in a row that change nothing share one."""
    echo(f"{shown(done.file)} -> {done.path.as_posix()}")
    for what, group in groupby(done.outcomes, lambda outcome: outcome.what):
        outcomes = list(group)
        if what == "unchanged":
            click.echo(f"  {_rows(done.unit, outcomes)}: {what}")
            continue
        for outcome in outcomes:
            why = f": {outcome.refused}" if outcome.refused else ""
            echo(f"  {done.unit} {outcome.row}: {what}{why}")
    click.echo(f"  {', '.join(_summary(done.outcomes)) or 'nothing in it'}")


def _rows(unit: str, outcomes: Sequence[Outcome]) -> str:
    """The first and the last of several rows."""
    first, last = outcomes[0].row, outcomes[-1].row
    return f"{unit} {first}" if first == last else f"{unit}s {first} to {last}"


def _summary(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """How many answers did what."""
    counts = {
        "changed": sum(outcome.changed for outcome in outcomes),
        "approved": sum(outcome.approved for outcome in outcomes),
        "approval withdrawn": sum(outcome.withdrawn for outcome in outcomes),
        "commented": sum(outcome.commented for outcome in outcomes),
        "unchanged": sum(outcome.what == "unchanged" for outcome in outcomes),
        "refused": sum(bool(outcome.refused) for outcome in outcomes),
    }
    return (f"{number:,} {what}" for what, number in counts.items() if number)
