"""``tiptranslate assemble``."""

from dataclasses import replace
from pathlib import Path

import click

from tiptranslate import pipeline
from tiptranslate.assemble import FORMATS, LAYOUTS, SEVERAL, require_possible
from tiptranslate.assembling import Wanted, wanted_languages
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
from tiptranslate.errors import UsageError
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
    help="mono: the translation alone; side: beside its source; stacked: under its source; "
    "trilingual: all languages beside each other.",
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Every kind, layout and language, with a list of the files (manifest.json).",
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
    everything: bool,
    allow_drafts: bool,
    out: Path | None,
    format_: str,
) -> None:
    """Make documents from what people have approved.

    A release with a sentence that nobody has reviewed is refused, unless drafts are
    allowed; then every such sentence is marked and the document says so on top. Uzbek
    in Cyrillic script (--lang uz@cyrillic) is made from the Latin.
    """
    project = app.project
    settings = project.settings.assemble
    wanted = Wanted(
        languages=wanted_languages(project, langs, derived=everything),
        formats=formats or (_possible() if everything else settings.formats),
        layouts=layouts or (tuple(LAYOUTS) if everything else settings.layouts),
        allow_drafts=allow_drafts,
        out=out,
        several=list(dict.fromkeys(langs)) or project.languages(()),
        manifest=everything,
    )
    if len(wanted.several) < 2 and not layouts:  # noqa: PLR2004 - what several means
        kept = [layout for layout in wanted.layouts if layout != SEVERAL]
        wanted = replace(wanted, layouts=kept)
    report = pipeline.assemble(project, project.select(releases), wanted)
    if format_ == "json":
        echo_json(
            documents=[_as_json(made) for made in report.made],
            manifests=[path.as_posix() for path in report.manifests],
            errors=error_lines(report.errors),
        )
    else:
        _print(report)
    finish(report.errors)


def _possible() -> tuple[str, ...]:
    """The formats that can be made here; what is left out is said."""
    found = []
    for name in FORMATS:
        try:
            require_possible(name)
        except UsageError as error:
            click.echo(f"tiptranslate: left out: {error}", err=True)
        else:
            found.append(name)
    return tuple(found)


def _as_json(made: Made) -> dict[str, object]:
    return {
        "slug": made.slug,
        "language": made.language,
        "layout": made.layout,
        "format": made.format,
        "path": made.path.as_posix(),
        "unreviewed": made.unreviewed,
        "written": made.written,
        "derived": made.derived,
    }


def _print(report: AssembleReport) -> None:
    for made in report.made:
        draft = f"  DRAFT: {counted(made.unreviewed, 'sentence')} unreviewed"
        notes = (
            draft if made.unreviewed else "",
            "  derived from Latin script" if made.derived else "",
            "" if made.written else "  (unchanged)",
        )
        click.echo(shown(made.path) + "".join(notes))
    for path in report.manifests:
        click.echo(shown(path))
    if not report.made and not report.errors:
        echo_no_releases()
