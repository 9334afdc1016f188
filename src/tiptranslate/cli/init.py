"""``tiptranslate init``."""

from pathlib import Path

import click

from tiptranslate import workspace
from tiptranslate.cli.common import App, pass_app


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@pass_app
def init(app: App, folder: Path | None) -> None:
    """Make a workspace in DIR: settings, folders, a starter glossary.

    DIR is the current folder by default. What is there already stays as it is.
    """
    for path in workspace.init(folder or app.workspace or Path()):
        click.echo(f"made {path}")
    click.echo("Next: bring a release in with `tiptranslate add FILE`, then `tiptranslate draft`.")
