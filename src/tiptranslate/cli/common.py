"""What the commands share: the workspace, the usual options, ways to print."""

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import click

from tiptranslate.errors import TiptranslateError, WorkspaceError, visible
from tiptranslate.project import Project, find_project
from tiptranslate.reports import exit_code
from tiptranslate.settings import Settings

_COMMANDS = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")

JSON_VERSION = 1
"""The version of every JSON shape; raised when a field changes its meaning."""

_F = TypeVar("_F", bound=Callable[..., Any])


@dataclass(frozen=True)
class App:
    """What a command gets from the main one: the folder named by ``--workspace``, if any."""

    workspace: Path | None = None

    @cached_property
    def project(self) -> Project:
        """The workspace to work in; an error where there is none."""
        if self.workspace is not None:
            return find_project(self.workspace, exact=True)
        return find_project()

    @property
    def settings(self) -> Settings:
        """The workspace's settings, or the defaults outside of one."""
        try:
            project = self.project
        except WorkspaceError:
            if self.workspace is not None:
                raise
            return Settings()
        return project.settings


pass_app = click.make_pass_decorator(App)


def releases_argument(command: _F) -> _F:
    """``[RELEASE]...``: slugs or paths; none means all."""
    return click.argument("releases", nargs=-1, metavar="[RELEASE]...")(command)


def lang_option(command: _F) -> _F:
    """``--lang``, may be given several times."""
    return click.option(
        "-l", "--lang", "langs", multiple=True, metavar="CODE", help="Only this language."
    )(command)


def format_option(command: _F) -> _F:
    """``--format text|json``."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="For people, or for programs.",
    )(command)


def echo_json(**values: object) -> None:
    """Print one JSON object, alone on stdout."""
    # Escapes say in any encoding what a console without Cyrillic cannot.
    is_unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    text = json.dumps({"version": JSON_VERSION, **values}, ensure_ascii=not is_unicode, indent=2)
    # A control character above ASCII's may stand in JSON, but a terminal obeys some.
    click.echo("\n".join(map(_escaped, text.split("\n"))))


def _escaped(line: str) -> str:
    return _COMMANDS.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def error_lines(errors: Iterable[TiptranslateError]) -> list[str]:
    """What errors have to say; a fault that all releases share is said once."""
    return list(dict.fromkeys(map(str, errors)))


def echo_errors(errors: Iterable[TiptranslateError]) -> None:
    """Print errors to stderr, one line each."""
    for line in error_lines(errors):
        click.echo(f"tiptranslate: {line}", err=True)


def echo_no_releases() -> None:
    """Say what to do in a workspace without a release."""
    click.echo("No releases yet; bring one in with `tiptranslate add FILE`.", err=True)


def shown(path: Path) -> str:
    """A path from the current folder, where there is a way from there."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def finish(errors: Sequence[TiptranslateError]) -> None:
    """Print the errors of a run and leave with its exit code."""
    echo_errors(errors)
    code = exit_code(errors)
    if code:
        click.get_current_context().exit(code)


def echo(line: str, *, err: bool = False) -> None:
    """Print a line that may hold texts of strangers; see `errors.visible`."""
    click.echo(visible(line), err=err)


def counted(number: int, noun: str) -> str:
    """A number with its noun: 1 sentence, 2 sentences."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def table(rows: Sequence[Sequence[str]], left: int = 2) -> str:
    """Rows in columns, the first ``left`` to the left, the others to the right."""
    rows = [[visible(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column < left else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
