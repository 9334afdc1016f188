"""The command line: one small module a command, imported only when it is called.

Commands raise the errors of `tiptranslate.errors`; here they, and what click finds
wrong with arguments, become one line on stderr and an exit code. A bug keeps its traceback.
"""

import difflib
import gc
import keyword
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from tiptranslate import __version__
from tiptranslate.errors import TiptranslateError, UsageError

_INTERRUPTED = 130
"""What shells say of a program that was stopped from the keyboard."""

# Command: its module and its one line in `--help`, so that neither needs importing.
COMMANDS = {
    "init": "Make a workspace in DIR: settings, folders, a starter glossary.",
    "add": "Bring a release in under a slug.",
    "segment": "Show the blocks and sentences of releases.",
    "lint": "Check the English of releases.",
    "draft": "Bring catalogs up to date and draft what is missing.",
    "status": "Show how far every release is in every language.",
    "check": "Check catalogs before they are published.",
    "review": "Review drafts in a browser, on this machine alone.",
    "assemble": "Make documents from what people have approved.",
    "export": "Give work out: tables to review, XLIFF, packages for an agency.",
    "import": "Take back what `tiptranslate export` has given out.",
    "glossary": "Find, check and exchange the terms and names of the workspace.",
    "memory": "Look up approved translations, give them out and take others in.",
    "models": "See, install, verify and remove the models that engines translate with.",
    "explain": "Say what checks do, and why.",
}


class _Commands(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        if name not in COMMANDS:
            return None
        # A module cannot be called by a word of Python.
        module = f"{name}_" if keyword.iskeyword(name) else name
        command = getattr(import_module(f"{__name__}.{module}"), module)
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name the commands there are when one is not known."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            near = difflib.get_close_matches(name, COMMANDS, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(COMMANDS)}"
            raise UsageError(f"no command {name!r}; {hint}")
        return super().resolve_command(ctx, args)

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,  # noqa: ANN401 - as click has it
    ) -> click.Context:
        """Read the arguments in front of the command."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.ClickException as error:
            _show(error)
            raise click.exceptions.Exit(error.exit_code) from None

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - whatever the command gives
        """Run a command; whatever a user can mend is one line and an exit code."""
        try:
            return super().invoke(ctx)
        except TiptranslateError as error:
            click.echo(f"tiptranslate: {error}", err=True)
            ctx.exit(error.exit_code)
        except click.ClickException as error:
            _show(error)
            ctx.exit(error.exit_code)
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                raise
            place = f"{error.filename}: " if error.filename else ""
            click.echo(f"tiptranslate: {place}{error.strerror or error}", err=True)
            ctx.exit(TiptranslateError.exit_code)
        except KeyboardInterrupt:
            click.echo("\ntiptranslate: stopped", err=True)
            ctx.exit(_INTERRUPTED)


def _show(error: click.ClickException) -> None:
    """Print in one line what click has to say, but for the help that it gives without arguments."""
    if isinstance(error, getattr(click.exceptions, "NoArgsIsHelpError", ())):
        error.show()
        return
    message = " ".join(error.format_message().split()).rstrip(".")
    message = f"{message[:1].lower()}{message[1:]}"
    context = getattr(error, "ctx", None)
    if context is not None:
        see = " See" if message.endswith(("?", "?)")) else "; see"
        message += f"{see} `{context.command_path} --help`"
    click.echo(f"tiptranslate: {message}", err=True)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--workspace",
    type=click.Path(path_type=Path, file_okay=False),
    help="The workspace; by default the nearest folder upward with a tiptranslate.toml.",
)
@click.version_option(__version__, prog_name="tiptranslate")
@click.pass_context
def main(ctx: click.Context, workspace: Path | None) -> None:
    """Translate press releases on your own machine.

    English releases become Russian and Uzbek drafts in gettext catalogs; people
    correct and approve them; documents are made from what they approved.
    """
    from tiptranslate.cli.common import App  # noqa: PLC0415 - not for --help

    # Our values hold no cycles; looking for some costs a tenth of a long run.
    gc.set_threshold(100_000, 50, 100)
    for stream in (sys.stdout, sys.stderr):
        # A console that has no Cyrillic shows question marks instead of failing.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    ctx.obj = App(workspace)
