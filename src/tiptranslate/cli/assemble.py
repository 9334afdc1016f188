"""``tiptranslate assemble``."""

from pathlib import Path

import click

from tiptranslate import pipeline
from tiptranslate.assemble import FORMATS, LAYOUTS
from tiptranslate.cli.common import (
    App,
    counted,
    echo_json,
    echo_no_releases,
    error_lines,
    finish,
    format_option,
    lang_option,
    pass_app,
    releases_argument,
    shown,
)
from tiptranslate.pipeline import Wanted
from tiptranslate.reports import AssembleReport, Made


@click.command()
@releases_argument
@lang_option
@click.option(
    "--to",
    "formats",
    multiple=True,
    type=click.Choice(list(FORMATS)),
    help="Only this kind of document.",
)
@click.option(
    "--layout",
    "layouts",
    multiple=True,
    type=click.Choice(list(LAYOUTS)),
    help="mono: the translation alone; side: beside its source; stacked: under its source.",
)
@click.option("--allow-drafts", is_flag=True, help="Take unreviewed text, visibly marked.")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path, file_okay=False), help="Instead of build/."
)
@format_option
@pass_app
def assemble(
    app: App,
    releases: tuple[str, ...],
    langs: tuple[str, ...],
    formats: tuple[str, ...],
    layouts: tuple[str, ...],
    allow_drafts: bool,
    out: Path | None,
    format_: str,
) -> None:
    """Make documents from what people have approved.

    A release with a sentence that nobody has reviewed is refused, unless drafts are
    allowed; then every such sentence is marked and the document says so on top.
    """
    project = app.project
    settings = project.settings.assemble
    wanted = Wanted(
        languages=project.languages(langs),
        formats=formats or settings.formats,
        layouts=layouts or settings.layouts,
        allow_drafts=allow_drafts,
        out=out,
    )
    report = pipeline.assemble(project, project.select(releases), wanted)
    if format_ == "json":
        echo_json(
            documents=[_as_json(made) for made in report.made],
            errors=error_lines(report.errors),
        )
    else:
        _print(report)
    finish(report.errors)


def _as_json(made: Made) -> dict[str, object]:
    return {
        "slug": made.slug,
        "language": made.language,
        "layout": made.layout,
        "format": made.format,
        "path": made.path.as_posix(),
        "unreviewed": made.unreviewed,
        "written": made.written,
    }


def _print(report: AssembleReport) -> None:
    for made in report.made:
        note = (
            f"  DRAFT: {counted(made.unreviewed, 'sentence')} unreviewed" if made.unreviewed else ""
        )
        same = "" if made.written else "  (unchanged)"
        click.echo(f"{shown(made.path)}{note}{same}")
    if not report.made and not report.errors:
        echo_no_releases()
