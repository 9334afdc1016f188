"""``tiptranslate export``."""

from pathlib import Path

import click

from tiptranslate import exchanging
from tiptranslate.cli.common import (
    App,
    counted,
    echo,
    lang_option,
    pass_app,
    releases_argument,
    shown,
)
from tiptranslate.errors import UsageError
from tiptranslate.exchanging import Exported

_out_option = click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The file to make.",
)
_lang_option = click.option(
    "-l", "--lang", "language", metavar="CODE", help="The language; needed where there are several."
)
_force_option = click.option("--force", is_flag=True, help="Write over a file that is there.")
_version_option = click.option(
    "--version",
    type=click.Choice(exchanging.XLIFF_VERSIONS),
    default=exchanging.XLIFF_VERSIONS[0],
    show_default=True,
    help="Of XLIFF.",
)


@click.group()
def export() -> None:
    """Give work out: tables to review, XLIFF, packages for an agency.

    What comes back is read by `tiptranslate import`.
    """


@export.command()
@click.argument("release")
@_lang_option
@_out_option
@_force_option
@pass_app
def review(app: App, release: str, language: str | None, out: Path, force: bool) -> None:
    """Make a table of RELEASE in which people correct and approve.

    It is for Word or LibreOffice (.docx), or for a spreadsheet (.xlsx); what FILE ends
    in says which.
    """
    (slug,) = app.project.select([release])
    _print(exchanging.export_review(app.project, slug, _one(app, language), out, force=force))


@export.command()
@click.argument("release")
@_lang_option
@_version_option
@_out_option
@_force_option
@pass_app
def xliff(
    app: App, release: str, language: str | None, version: str, out: Path, force: bool
) -> None:
    """Write the catalog of RELEASE for a translation program."""
    (slug,) = app.project.select([release])
    _print(
        exchanging.export_xliff(app.project, slug, _one(app, language), version, out, force=force)
    )


@export.command()
@releases_argument
@lang_option
@_version_option
@_out_option
@_force_option
@pass_app
def package(
    app: App,
    releases: tuple[str, ...],
    langs: tuple[str, ...],
    version: str,
    out: Path,
    force: bool,
) -> None:
    """Make a .zip for an agency: PO, XLIFF and how to work with them."""
    project = app.project
    slugs, languages = project.select(releases), project.languages(langs)
    _print(exchanging.export_package(project, slugs, languages, out, version=version, force=force))


def _one(app: App, language: str | None) -> str:
    """The language asked for, or the only one there is."""
    languages = app.project.languages([language] if language else [])
    if len(languages) > 1:
        raise UsageError(f"say which language with --lang; there are: {', '.join(languages)}")
    return languages[0]


def _print(made: Exported) -> None:
    for note in made.notes:
        echo(f"tiptranslate: {note}", err=True)
    same = "" if made.written else "  (unchanged)"
    click.echo(f"{shown(made.path)}  {counted(made.sentences, 'sentence')}{same}")
