"""``tiptranslate init``."""

from pathlib import Path

import click

from tiptranslate import workspace


@click.command()
@click.argument("folder", default=".", type=click.Path(path_type=Path), metavar="[DIR]")
def init(folder: Path) -> None:
    """Make a workspace in DIR: settings, folders, a starter glossary.

    What is there already stays as it is.
    """
    for path in workspace.init(folder):
        click.echo(f"made {path}")
    click.echo("Next: bring a release in with `tiptranslate add FILE`, then `tiptranslate draft`.")
