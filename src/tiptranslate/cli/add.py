"""``tiptranslate add``."""

from pathlib import Path

import click

from tiptranslate import workspace
from tiptranslate.cli.common import App, echo, pass_app, shown
from tiptranslate.workspace import notes


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--slug", help="Its name in the workspace; by default made of the file's name.")
@pass_app
def add(app: App, file: Path, slug: str | None) -> None:
    """Bring a release in under a slug.

    FILE is copied to releases/ byte for byte; it never overwrites another.
    """
    path = workspace.add(app.project, file, slug)
    click.echo(f"added {shown(path)}")
    for note in notes(path).splitlines():
        echo(f"Note: {note}")
    click.echo(f"Next: `tiptranslate draft {path.stem}`.")
