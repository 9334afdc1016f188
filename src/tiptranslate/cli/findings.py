"""What the commands that print findings share."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from tiptranslate.cli.common import counted
from tiptranslate.model import Finding, Level

LEVELS = {level.name.lower(): level for level in Level}
"""The levels by the names that options take."""

_F = TypeVar("_F", bound=Callable[..., Any])


def fail_on_option(command: _F) -> _F:
    """``--fail-on LEVEL``; None for the level of the settings."""
    return click.option(
        "--fail-on",
        type=click.Choice(list(LEVELS)),
        help="Leave with 1 from this level on; by default that of the settings.",
    )(command)


def select_options(command: _F) -> _F:
    """``--select`` and ``--ignore``; see `ids`."""
    ignore = click.option("--ignore", metavar="IDS", default="", help="Not these checks.")
    select = click.option(
        "--select", metavar="IDS", default="", help="Only these checks, commas between them."
    )
    return select(ignore(command))


def ids(text: str) -> tuple[str, ...]:
    """The ids in an option's value: commas or spaces between them."""
    return tuple(text.replace(",", " ").split())


def numbers(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings there are of every level, the worst first."""
    found = Counter(finding.level for finding in findings)
    return {level.name.lower(): found[level] for level in sorted(Level, reverse=True)}


def levels(findings: Iterable[Finding]) -> str:
    """The same in words: 1 error, 0 warnings, 2 suggestions."""
    return ", ".join(counted(number, level) for level, number in numbers(findings).items())


def checks(findings: Iterable[Finding]) -> dict[str, int]:
    """How often every check has found something, by id."""
    return dict(sorted(Counter(finding.check for finding in findings).items()))


def as_line(finding: Finding, *, column: bool = False) -> str:
    """A finding as text has it: place, level, check and message."""
    place = f"{finding.path.as_posix()}:{finding.line}"
    if column:
        place += f":{finding.column}"
    return f"{place}: {finding.level.name.lower()} {finding.check}: {finding.message}"


def as_json(finding: Finding, language: str) -> dict[str, object]:
    """A finding as JSON has it; see docs/json.md."""
    return {
        "check": finding.check,
        "level": finding.level.name.lower(),
        "message": finding.message,
        "path": finding.path.as_posix(),
        "line": finding.line,
        "column": finding.column,
        "found": finding.found,
        "suggestion": finding.suggestion,
        "language": language,
        "source": finding.entry.source if finding.entry else "",
        "target": finding.entry.target if finding.entry else "",
    }
