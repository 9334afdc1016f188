"""``tiptranslate glossary``."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from tiptranslate import vocabulary
from tiptranslate.cli.common import (
    App,
    counted,
    echo_errors,
    echo_json,
    format_option,
    pass_app,
    shown,
    table,
)
from tiptranslate.errors import GlossaryError, UsageError
from tiptranslate.model import Match, Name, Target, Term, Wording

_FOUND = 1
"""The exit code where there is something for a person to look at."""
_SHOWN = 20
"""Terms that a message names before it only counts them."""


@click.group()
def glossary() -> None:
    """Find, check and exchange the terms and names of the workspace.

    They are in glossary/terms.csv and glossary/names.csv.
    """


@contextmanager
def _all_mistakes() -> Iterator[None]:
    """Show every mistake in a table, not only the first."""
    try:
        yield
    except GlossaryError as error:
        echo_errors(error.errors)
        click.get_current_context().exit(error.exit_code)


@glossary.command()
@click.argument("text", nargs=-1, required=True, metavar="TEXT...")
@click.option(
    "-l",
    "--lang",
    "language",
    default="en",
    show_default=True,
    metavar="CODE",
    help="The language of the text.",
)
@format_option
@pass_app
def find(app: App, text: tuple[str, ...], language: str, format_: str) -> None:
    """Show the terms and names in TEXT, however they are inflected.

    TEXT may be several words; `-` reads it from the standard input.
    """
    whole = _standard_input() if text == ("-",) else " ".join(text)
    if not whole.strip():
        raise UsageError("there is no text to look through")
    with _all_mistakes():
        matches = vocabulary.find(app.project, whole, language)
    if format_ == "json":
        echo_json(matches=[_as_json(match, whole, language) for match in matches])
    elif matches:
        rows: list[tuple[str, ...]] = [("found", "term", "status", "target", "position")]
        rows += [_row(match, whole, language) for match in matches]
        click.echo(table(rows, left=len(rows[0])))
    else:
        click.echo("No term and no name of the glossary is in it.")


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError("the standard input is not UTF-8; give it as UTF-8") from None


def _targets(item: Term | Name, language: str) -> dict[str, Target]:
    """All targets for English, else the one of the text's language."""
    return {code: target for code, target in item.targets.items() if language in {"en", code}}


def _as_json(match: Match, text: str, language: str) -> dict[str, object]:
    item, targets = match.item, _targets(match.item, language)
    return {
        "term": item.source,
        "found": text[match.start : match.end],
        "start": match.start,
        "end": match.end,
        "kind": "term" if isinstance(item, Term) else item.kind.value,
        "wording": match.wording.value,
        "status": item.status.value if isinstance(item, Term) else None,
        "target": {code: target.text for code, target in targets.items()},
        "forms": {code: list(target.forms) for code, target in targets.items()},
    }


def _row(match: Match, text: str, language: str) -> tuple[str, ...]:
    item = match.item
    is_plain = match.wording in {Wording.SOURCE, Wording.TARGET}
    status = item.status.value if isinstance(item, Term) else item.kind.value
    before = text[: match.start]
    line, column = before.count("\n") + 1, match.start - before.rfind("\n")
    targets = _targets(item, language).items()
    return (
        " ".join(text[match.start : match.end].split()),
        item.source,
        status if is_plain else f"{status}, {match.wording.value}",
        "; ".join(f"{code}: {target.text}" for code, target in targets if target.text) or "-",
        f"{line}:{column}",
    )


@glossary.command()
@pass_app
def validate(app: App) -> None:
    """Check both tables; every mistake with its line and column."""
    with _all_mistakes():
        tables = vocabulary.read(app.project)
    click.echo(f"{counted(len(tables.terms), 'term')}, {counted(len(tables.names), 'name')}: good.")


@glossary.command("compile")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if something would change.")
@pass_app
def compile_(app: App, check: bool) -> None:
    """Make the Russian forms of all targets.

    They go into the tables, for a linguist to review. Rows with `-` as head keep
    the forms that were made by hand. Needs `pip install 'tiptranslate[compile]'`;
    no other command does.
    """
    with _all_mistakes():
        changed, notes = vocabulary.compile_forms(app.project, check=check)
    for note in notes:
        click.echo(f"tiptranslate: {note}", err=True)
    if not changed:
        click.echo("All forms are up to date.")
        return
    _list("forms to be made anew" if check else "forms made anew", changed)
    if check:
        click.echo("tiptranslate: forms are stale; run `tiptranslate glossary compile`", err=True)
        click.get_current_context().exit(_FOUND)


@glossary.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--replace", is_flag=True, help="Let rows of FILE take the place of those that differ."
)
@pass_app
def import_(app: App, file: Path, replace: bool) -> None:
    """Bring the rows of a CSV or TBX file into the tables.

    New terms and names are added at the end. Those that are there and differ stay as
    they are and are named, with exit code 1, unless --replace is given.
    """
    with _all_mistakes():
        done = vocabulary.import_file(app.project, file, replace=replace)
    _list("added", done.added)
    _list("replaced", done.replaced)
    if done.unchanged:
        click.echo(f"unchanged: {len(done.unchanged):,}")
    if done.differing:
        _list("differ, not changed", done.differing, whole=True)
        click.echo("tiptranslate: some rows differ; --replace takes those of the file", err=True)
        click.get_current_context().exit(_FOUND)


def _list(what: str, texts: tuple[str, ...] | list[str], *, whole: bool = False) -> None:
    """One line: what was done, to how many, and which."""
    if texts:
        named = texts if whole else texts[:_SHOWN]
        more = ", ..." if len(named) < len(texts) else ""
        click.echo(f"{what}: {len(texts):,} ({'; '.join(named)}{more})")


@glossary.command()
@click.argument("to", type=click.Path(path_type=Path), metavar="FILE|DIR")
@click.option(
    "--format",
    "format_",
    type=click.Choice(vocabulary.FORMATS),
    required=True,
    help="Tables, TBX-Basic, or rules for Vale.",
)
@click.option(
    "--kind",
    type=click.Choice(vocabulary.KINDS),
    default="all",
    show_default=True,
    help="What to export.",
)
@click.option("--force", is_flag=True, help="Write over files that are there.")
@pass_app
def export(app: App, to: Path, format_: str, kind: str, force: bool) -> None:
    """Write the vocabulary for other programs.

    Vale gets a folder, and so do both tables as CSV; all else is one file.
    """
    with _all_mistakes():
        made = vocabulary.export(app.project, format_, kind, to, force=force)
    for path in made:
        click.echo(f"made {shown(path)}")
