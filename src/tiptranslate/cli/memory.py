"""``tiptranslate memory``."""

from pathlib import Path

import click

from tiptranslate import memories, pipeline
from tiptranslate.cli.common import (
    App,
    counted,
    echo_json,
    format_option,
    lang_option,
    pass_app,
    shown,
)
from tiptranslate.errors import UsageError
from tiptranslate.memories import MemoryReport


@click.group()
def memory() -> None:
    """Look up approved translations, give them out and take others in.

    The memory is every sentence that people have reviewed, in all catalogs, and what was
    imported into memory/.
    """


@memory.command()
@click.argument("text")
@click.option("-l", "--lang", "langs", multiple=True, metavar="CODE", help="Only this language.")
@click.option(
    "--min",
    "minimum",
    type=click.IntRange(1, 100),
    default=60,
    show_default=True,
    help="Least similarity, in per cent.",
)
@format_option
@pass_app
def find(app: App, text: str, langs: tuple[str, ...], minimum: int, format_: str) -> None:
    """Show how TEXT, or a sentence like it, was translated before."""
    if not text.strip():
        raise UsageError("there is no text to look up")
    project = app.project
    found = [
        (language, unit, int(score * 100))
        for language in project.languages(langs)
        for unit, score in pipeline.find_memory(project, language, text, minimum / 100)
    ]
    if format_ == "json":
        echo_json(
            matches=[
                {
                    "language": language,
                    "score": score,
                    "source": unit.source,
                    "target": unit.target,
                    "origin": unit.origin,
                }
                for language, unit, score in found
            ]
        )
        return
    for language, unit, score in found:
        click.echo(f"{score:>3} %  {language}  {unit.origin}\n       {unit.source}")
        click.echo(f"       {unit.target}")
    if not found:
        click.echo(f"Nothing in the memory is {minimum} % like it.")


@memory.command()
@lang_option
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The .tmx file to make.",
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@pass_app
def export(app: App, langs: tuple[str, ...], out: Path, force: bool) -> None:
    """Write the memory as TMX, for other programs."""
    _print(memories.export_memory(app.project, app.project.languages(langs), out, force=force))


@memory.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--name", metavar="NAME", help="What to call it; by default as FILE.")
@click.option("--force", is_flag=True, help="Let it take the place of one of the same name.")
@pass_app
def import_(app: App, file: Path, name: str | None, force: bool) -> None:
    """Take in a TMX file: `draft` and `memory find` use it from then on.

    Its pairs in the languages of the workspace go into memory/NAME.tmx.
    """
    _print(memories.import_memory(app.project, file, name=name, force=force))


def _print(report: MemoryReport) -> None:
    counts = ", ".join(
        f"{language}: {counted(number, 'unit')}" for language, number in report.units.items()
    )
    click.echo(f"{shown(report.path)}  {counts}")
    if report.left_out:
        left_out = counted(report.left_out, "unit")
        click.echo(
            f"tiptranslate: left out: {left_out} without the languages of this workspace", err=True
        )
