"""``tiptranslate status``."""

from collections.abc import Iterator
from dataclasses import asdict

import click

from tiptranslate import pipeline
from tiptranslate.cli.common import (
    App,
    echo_json,
    echo_no_releases,
    finish,
    lang_option,
    pass_app,
    releases_argument,
    table,
)
from tiptranslate.cli.sheets import as_csv, as_markdown
from tiptranslate.errors import TiptranslateError
from tiptranslate.reports import CatalogStatus, Counts, total

_COLUMNS = ("words", "segments", "untranslated", "draft", "stale", "reviewed")
_BAR = 10
"""Characters of a bar."""
_SHOWN = 20
"""Drafts that are shown unless another number is asked for."""


@click.command()
@releases_argument
@lang_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "csv", "markdown"]),
    default="text",
    show_default=True,
    help="For people, for programs, for a spreadsheet, or for a page.",
)
@click.option(
    "--analysis",
    "is_analysis",
    is_flag=True,
    help="Show words by how well the memory knows their sentences, before work begins.",
)
@click.option(
    "--risk",
    "is_risk",
    is_flag=True,
    help="List the machine's drafts that most need a careful reader, worst first.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    help=f"With --risk: how many drafts at most, by default {_SHOWN}.",
)
@pass_app
def status(
    app: App,
    releases: tuple[str, ...],
    langs: tuple[str, ...],
    format_: str,
    is_analysis: bool,
    is_risk: bool,
    limit: int | None,
) -> None:
    """Show how far every release is in every language.

    Changes nothing. Sentences that have changed since the last `draft` are counted as
    it would leave them. Catalogs with outdated sentences come first, those that nobody
    has touched for longest before the others.

    With `--analysis` it counts words by match with the memory instead, with `--risk` it
    lists drafts by how much they need a careful reader.
    """
    if is_analysis and is_risk:
        raise click.UsageError("--analysis and --risk are two reports; ask for one of them.")
    if limit and not is_risk:
        raise click.UsageError("--limit is about drafts at risk; add --risk.")
    project = app.project
    slugs, codes = project.select(releases), project.languages(langs)
    if not slugs and format_ != "json":
        echo_no_releases()
    if is_analysis:
        from tiptranslate.analysis import analyse  # noqa: PLC0415 - as below
        from tiptranslate.cli.bands import show_bands  # noqa: PLC0415

        show_bands(list(analyse(project, slugs, codes)), format_)
    elif is_risk:
        from tiptranslate.cli.risks import show_risks  # noqa: PLC0415 - no checks for a mere count

        show_risks(pipeline.risks(project, slugs, codes), format_, limit or _SHOWN)
    else:
        _show(list(pipeline.status(project, slugs, codes)), format_)


def _show(found: list[CatalogStatus | TiptranslateError], format_: str) -> None:
    errors = [item for item in found if isinstance(item, TiptranslateError)]
    catalogs = [item for item in found if not isinstance(item, TiptranslateError)]
    catalogs.sort(key=lambda item: item.urgency)
    if format_ == "json":
        _print_json(catalogs)
    elif catalogs or format_ == "csv":
        click.echo({"text": _text, "csv": _csv, "markdown": _markdown}[format_](catalogs))
    finish(errors)


def _print_json(catalogs: list[CatalogStatus]) -> None:
    echo_json(
        catalogs=[
            {
                "slug": item.slug,
                "language": item.language,
                "path": item.path.as_posix(),
                **asdict(item.counts),
            }
            for item in catalogs
        ],
        total=asdict(total(catalogs)),
    )


def _text(catalogs: list[CatalogStatus]) -> str:
    return table([(*row, bar) for row, bar in _rows(catalogs)])


def _csv(catalogs: list[CatalogStatus]) -> str:
    """Bare numbers, with how many per cent are reviewed; no total, which a spreadsheet makes."""
    rows = [
        (item.slug, item.language, *_numbers(item.counts), _percent(item.counts))
        for item in catalogs
    ]
    return as_csv([("release", "language", *_COLUMNS, "percent"), *rows])


def _markdown(catalogs: list[CatalogStatus]) -> str:
    return as_markdown([row for row, _ in _rows(catalogs)], range(2, 3 + len(_COLUMNS)))


def _rows(catalogs: list[CatalogStatus]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The head, a row a catalog, the total; each with its bar."""
    yield ("release", "language", *_COLUMNS, "done"), ""
    for item in catalogs:
        yield _row(item.slug, item.language, item.counts)
    yield _row("total", "", total(catalogs))


def _row(slug: str, language: str, counts: Counts) -> tuple[tuple[str, ...], str]:
    percent = _percent(counts)
    done = "-" if percent == "" else f"{percent} %"
    return (slug, language, *(f"{number:,}" for number in _numbers(counts)), done), _bar(counts)


def _numbers(counts: Counts) -> list[int]:
    """The counts in the order of the columns."""
    return [getattr(counts, name) for name in _COLUMNS]


def _percent(counts: Counts) -> int | str:
    """How much is reviewed, rounded down, so that 100 means every sentence; "" of nothing."""
    return 100 * counts.reviewed // counts.segments if counts.segments else ""


def _bar(counts: Counts) -> str:
    """Reviewed sentences as "#", drafts and outdated ones as "+", what is missing as "."."""
    if not counts.segments:
        return ""
    reviewed = _BAR * counts.reviewed // counts.segments
    begun = _BAR * (counts.segments - counts.untranslated) // counts.segments
    return "[" + "#" * reviewed + "+" * (begun - reviewed) + "." * (_BAR - begun) + "]"
