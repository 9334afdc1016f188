"""``tiptranslate explain``."""

import textwrap
from dataclasses import asdict

import click

from tiptranslate.cli.common import echo_json, format_option
from tiptranslate.errors import UsageError
from tiptranslate.qa.explaining import Explanation, all_checks, find
from tiptranslate.qa.explaining import explain as take_apart
from tiptranslate.qa.ignoring import unknown

_WIDTH = 88


@click.command()
@click.argument("checks", nargs=-1, metavar="[CHECK]...")
@format_option
def explain(checks: tuple[str, ...], format_: str) -> None:
    """Say what checks do, and why.

    Without a name, list them all.
    """
    ids = list(dict.fromkeys(check.id for check in all_checks()))
    for name in checks:
        if name not in ids:
            raise UsageError(unknown(name, ids))
    wanted = [check for name in checks for check in find(name)] or list(all_checks())
    found = [take_apart(check) for check in wanted]
    if format_ == "json":
        echo_json(checks=[asdict(item) for item in found])
    elif checks:
        click.echo("\n\n".join(map(_in_full, found)))
    else:
        width = max(len(item.id) for item in found)
        for item in found:
            first = item.what.partition("\n")[0].partition(". ")[0].rstrip(".")
            click.echo(f"{item.id:<{width}}  {item.command:<5}  {item.level:<10}  {first}")


def _in_full(item: Explanation) -> str:
    """A check with all that is known of it."""
    parts = [f"{item.id} ({item.command}, {item.level})", _wrapped(item.what)]
    parts += [_wrapped(f"Why: {item.why}"), _wrapped(f"Limits: {item.limits}")]
    parts += [_examples("Found in", item.bad), _examples("Not in", item.good)]
    return "\n\n".join(filter(None, parts))


def _wrapped(text: str) -> str:
    return "\n\n".join(textwrap.fill(part, _WIDTH) for part in text.split("\n\n"))


def _examples(label: str, texts: tuple[str, ...]) -> str:
    lines = [textwrap.indent(text, "    ") for text in texts]
    return "\n".join([f"{label}:", *lines]) if lines else ""
