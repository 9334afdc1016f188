"""``tiptranslate check``."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from tiptranslate import pipeline
from tiptranslate.checking import CheckChoice, CheckReport, Verdict
from tiptranslate.cli.common import (
    App,
    counted,
    echo,
    echo_json,
    echo_no_releases,
    error_lines,
    finish,
    lang_option,
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
from tiptranslate.cli.progress import ProgressBar
from tiptranslate.errors import WorkspaceError
from tiptranslate.files import write_atomic
from tiptranslate.model import Finding, Level
from tiptranslate.qa.baseline import dump_baseline
from tiptranslate.qa.checking import REQUIREMENTS
from tiptranslate.qa.formats import FORMATS

_MANY = 3
"""Findings that say the same in one catalog, from which on they are one line."""


@click.command()
@releases_argument
@lang_option
@click.option(
    "--require",
    type=click.Choice(list(REQUIREMENTS)),
    help="What a catalog must be; by default that of the settings.",
)
@fail_on_option
@select_options
@click.option(
    "--meaning/--no-meaning",
    default=None,
    help="Compare sentences in meaning, too; needs the extra `semantic`. By default as set.",
)
@click.option("--fix", is_flag=True, help="Mend what is safe to: spaces, dashes, marks.")
@click.option(
    "--baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file of known findings, which do not count.",
)
@click.option(
    "--write-baseline", is_flag=True, help="Write what is found into the file of --baseline."
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", *FORMATS]),
    default="text",
    show_default=True,
    help="For people, for programs, or for a CI service.",
)
@pass_app
def check(
    app: App,
    releases: tuple[str, ...],
    langs: tuple[str, ...],
    require: str | None,
    fail_on: str | None,
    select: str,
    ignore: str,
    meaning: bool | None,
    fix: bool,
    baseline: Path | None,
    write_baseline: bool,
    format_: str,
) -> None:
    """Check catalogs before they are published.

    Anything untranslated, unreviewed or outdated fails, and so does a changed figure,
    date or address, a term or name that is not the glossary's, and more; `explain` says
    what and why. One line a finding, one verdict a catalog.
    """
    project = app.project
    if write_baseline and baseline is None:
        raise click.UsageError("--write-baseline needs --baseline FILE.")
    choice = CheckChoice(
        require=require or "",
        select=ids(select),
        ignore=ids(ignore),
        fix=fix,
        baseline=None if write_baseline else baseline,
        meaning=meaning,
    )
    slugs, languages = project.select(releases), project.languages(langs)
    with ProgressBar("Comparing meanings") as bar:
        report = pipeline.check(project, slugs, languages, choice, bar)
    level = LEVELS[fail_on or project.settings.check.fail_on]
    if write_baseline and baseline is not None:
        _write_baseline(baseline, report)
        finish(report.errors)
        return
    _show(report, format_, level)
    finish(report.errors)
    if report.at_least(level):
        click.get_current_context().exit(1)


def _write_baseline(path: Path, report: CheckReport) -> None:
    try:
        write_atomic(path, dump_baseline(report.findings))
    except OSError as error:
        raise WorkspaceError(f"cannot be written: {error.strerror}", path=path) from error
    click.echo(f"{path}: {counted(len(report.findings), 'finding')} known from now on", err=True)


def _show(report: CheckReport, format_: str, level: Level) -> None:
    if format_ == "json":
        _print_json(report, level)
    elif format_ in FORMATS:
        text = FORMATS[format_](report.findings)
        if text:
            click.echo(text)
    else:
        _print(report, level)
    if not report.verdicts and not report.errors:
        echo_no_releases()


def _print(report: CheckReport, level: Level) -> None:
    for verdict in report.verdicts:
        for line in _lines(verdict.findings):
            echo(line)
    for verdict in report.verdicts:
        click.echo(_verdict(verdict, level))
    if not report.verdicts:
        return
    failed = sum(verdict.at_least(level) > 0 for verdict in report.verdicts)
    parts = [counted(len(report.verdicts), "catalog"), f"{failed} failed", levels(report.findings)]
    if report.fixed:
        parts.append(f"{counted(report.fixed, 'sentence')} mended")
    if report.known:
        parts.append(f"{counted(report.known, 'known finding')} left out")
    click.echo(", ".join(parts), err=True)


def _lines(findings: Sequence[Finding]) -> Iterator[str]:
    """One line a finding; one for all that say the same of many sentences of a catalog."""
    alike = Counter((finding.check, finding.message) for finding in findings)
    for finding in findings:
        same = alike.pop((finding.check, finding.message), 0)
        if not same:
            continue
        more = f" ({same} sentences from here on)" if same > _MANY else ""
        if not more and same > 1:
            alike[finding.check, finding.message] = same - 1
        yield as_line(finding) + more


def _verdict(verdict: Verdict, level: Level) -> str:
    """One line on a catalog."""
    word = "FAIL" if verdict.at_least(level) else "ok"
    counts = verdict.counts
    return (
        f"{verdict.slug} [{verdict.language}]: {word}, "
        f"{counts.reviewed} of {counted(counts.segments, 'sentence')} reviewed, "
        f"{levels(verdict.findings)}"
    )


def _print_json(report: CheckReport, level: Level) -> None:
    echo_json(
        findings=[
            as_json(finding, verdict.language)
            for verdict in report.verdicts
            for finding in verdict.findings
        ],
        catalogs=[
            {
                "slug": verdict.slug,
                "language": verdict.language,
                "path": verdict.path.as_posix(),
                "passed": not verdict.at_least(level),
                "segments": verdict.counts.segments,
                "reviewed": verdict.counts.reviewed,
            }
            for verdict in report.verdicts
        ],
        summary={
            "catalogs": len(report.verdicts),
            **{f"{item}s": number for item, number in numbers(report.findings).items()},
            "checks": checks(report.findings),
            "fixed": report.fixed,
            "known": report.known,
        },
        errors=error_lines(report.errors),
    )
