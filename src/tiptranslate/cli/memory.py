"""``tiptranslate memory``."""

import click

from tiptranslate import pipeline
from tiptranslate.cli.common import App, echo_json, format_option, pass_app
from tiptranslate.errors import UsageError


@click.group()
def memory() -> None:
    """Look up approved translations.

    The memory is every sentence that people have reviewed, in all catalogs.
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
