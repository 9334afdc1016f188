"""``tiptranslate lint``."""

from collections import Counter
from collections.abc import Iterable

import click

from tiptranslate import pipeline
from tiptranslate.cli.common import (
    App,
    counted,
    echo_json,
    echo_no_releases,
    error_lines,
    finish,
    format_option,
    pass_app,
    releases_argument,
)
from tiptranslate.linting import LintChoice, LintReport
from tiptranslate.model import Finding, Level
from tiptranslate.qa.fixing import Fixed

_LEVELS = {level.name.lower(): level for level in Level}


@click.command()
@releases_argument
@click.option("--select", metavar="IDS", default="", help="Only these checks, commas between them.")
@click.option("--ignore", metavar="IDS", default="", help="Not these checks.")
@click.option(
    "--fail-on",
    type=click.Choice(list(_LEVELS)),
    help="Leave with 1 from this level on; by default that of the settings.",
)
@click.option("--fix", is_flag=True, help="Put in what is safe to, outside of quotations.")
@format_option
@pass_app
def lint(
    app: App,
    releases: tuple[str, ...],
    select: str,
    ignore: str,
    fail_on: str | None,
    fix: bool,
    format_: str,
) -> None:
    """Check the English of releases.

    Terms, names, spelling, typography, dates, figures and contacts, one finding a line
    with its place in the release. A release or the settings may leave checks out.
    """
    project = app.project
    choice = LintChoice(_ids(select), _ids(ignore), fix)
    report = pipeline.lint(project, project.select(releases), choice)
    if format_ == "json":
        _print_json(report, project.settings.workspace.source)
    else:
        _print(report)
    finish(report.errors)
    if report.at_least(_LEVELS[fail_on or project.settings.check.fail_on]):
        click.get_current_context().exit(1)


def _ids(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())


def _print(report: LintReport) -> None:
    for fixed in report.fixed:
        click.echo(
            f"{fixed.path.as_posix()}:{fixed.line}:{fixed.column}: fixed {fixed.check}: "
            f"{fixed.found!r} is now {fixed.replacement!r}"
        )
    for finding in report.findings:
        click.echo(
            f"{finding.path.as_posix()}:{finding.line}:{finding.column}: "
            f"{finding.level.name.lower()} {finding.check}: {finding.message}"
        )
    if not report.releases and not report.errors:
        echo_no_releases()
        return
    levels = ", ".join(
        counted(number, level) for level, number in _by_level(report.findings).items()
    )
    done = f"; {len(report.fixed)} fixed" if report.fixed else ""
    click.echo(f"{counted(report.releases, 'release')}: {levels}{done}", err=True)


def _print_json(report: LintReport, language: str) -> None:
    checks = Counter(finding.check for finding in report.findings)
    echo_json(
        findings=[_as_json(finding, language) for finding in report.findings],
        fixed=[_fixed_as_json(fixed) for fixed in report.fixed],
        summary={
            "releases": report.releases,
            **{f"{level}s": number for level, number in _by_level(report.findings).items()},
            "checks": dict(sorted(checks.items())),
        },
        errors=error_lines(report.errors),
    )


def _by_level(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings there are of every level, the worst first."""
    numbers = Counter(finding.level for finding in findings)
    return {level.name.lower(): numbers[level] for level in sorted(Level, reverse=True)}


def _as_json(finding: Finding, language: str) -> dict[str, object]:
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
        "source": "",
        "target": "",
    }


def _fixed_as_json(fixed: Fixed) -> dict[str, object]:
    return {
        "check": fixed.check,
        "path": fixed.path.as_posix(),
        "line": fixed.line,
        "column": fixed.column,
        "found": fixed.found,
        "replacement": fixed.replacement,
    }
