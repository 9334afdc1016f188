"""``tiptranslate status``."""

from dataclasses import asdict

import click

from tiptranslate import pipeline
from tiptranslate.cli.common import (
    App,
    echo_json,
    echo_no_releases,
    finish,
    format_option,
    lang_option,
    pass_app,
    releases_argument,
    table,
)
from tiptranslate.errors import TiptranslateError
from tiptranslate.reports import CatalogStatus, Counts, total

_COLUMNS = ("words", "segments", "untranslated", "draft", "stale", "reviewed")


@click.command()
@releases_argument
@lang_option
@format_option
@pass_app
def status(app: App, releases: tuple[str, ...], langs: tuple[str, ...], format_: str) -> None:
    """Show how far every release is in every language.

    Writes nothing. Sentences that have changed since the last `draft` are counted as
    it would leave them.
    """
    project = app.project
    found = list(pipeline.status(project, project.select(releases), project.languages(langs)))
    errors = [item for item in found if isinstance(item, TiptranslateError)]
    catalogs = [item for item in found if not isinstance(item, TiptranslateError)]
    if format_ == "json":
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
    elif catalogs:
        click.echo(_table(catalogs))
    elif not errors:
        echo_no_releases()
    finish(errors)


def _table(catalogs: list[CatalogStatus]) -> str:
    rows: list[tuple[str, ...]] = [("release", "language", *_COLUMNS, "done")]
    rows += [_row(item.slug, item.language, item.counts) for item in catalogs]
    rows.append(_row("total", "", total(catalogs)))
    return table(rows)


def _row(slug: str, language: str, counts: Counts) -> tuple[str, ...]:
    # Rounded down, so that 100 % means every sentence.
    done = f"{100 * counts.reviewed // counts.segments} %" if counts.segments else "-"
    return slug, language, *(f"{getattr(counts, name):,}" for name in _COLUMNS), done
