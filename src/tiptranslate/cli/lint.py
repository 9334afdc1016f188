"""``tiptranslate lint``."""

import click

from tiptranslate import pipeline
from tiptranslate.cli.common import (
    App,
    counted,
    echo,
    echo_json,
    echo_no_releases,
    error_lines,
    finish,
    format_option,
    pass_app,
    releases_argument,
)
from tiptranslate.cli.findings import (
    LEVELS,
    as_json,
    as_line,
    checks,
    fail_on_option,
    ids,
    levels,
    numbers,
    select_options,
)
from tiptranslate.linting import LintChoice, LintReport
from tiptranslate.qa.fixing import Fixed


@click.command()
@releases_argument
@select_options
@fail_on_option
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
    choice = LintChoice(ids(select), ids(ignore), fix)
    report = pipeline.lint(project, project.select(releases), choice)
    if format_ == "json":
        _print_json(report, project.settings.workspace.source)
    else:
        _print(report)
    finish(report.errors)
    if report.at_least(LEVELS[fail_on or project.settings.check.fail_on]):
        click.get_current_context().exit(1)


def _print(report: LintReport) -> None:
    for fixed in report.fixed:
        echo(
            f"{fixed.path.as_posix()}:{fixed.line}:{fixed.column}: fixed {fixed.check}: "
            f"{fixed.found!r} is now {fixed.replacement!r}"
        )
    for finding in report.findings:
        echo(as_line(finding, column=True))
    if not report.releases and not report.errors:
        echo_no_releases()
        return
    done = f"; {len(report.fixed)} fixed" if report.fixed else ""
    click.echo(f"{counted(report.releases, 'release')}: {levels(report.findings)}{done}", err=True)


def _print_json(report: LintReport, language: str) -> None:
    echo_json(
        findings=[as_json(finding, language) for finding in report.findings],
        fixed=[_fixed_as_json(fixed) for fixed in report.fixed],
        summary={
            "releases": report.releases,
            **{f"{level}s": number for level, number in numbers(report.findings).items()},
            "checks": checks(report.findings),
        },
        errors=error_lines(report.errors),
    )


def _fixed_as_json(fixed: Fixed) -> dict[str, object]:
    return {
        "check": fixed.check,
        "path": fixed.path.as_posix(),
        "line": fixed.line,
        "column": fixed.column,
        "found": fixed.found,
        "replacement": fixed.replacement,
    }
