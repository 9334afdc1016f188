"""``tiptranslate memory``."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from tiptranslate import memories, pipeline, resemblance
from tiptranslate.cli.common import (
    App,
    counted,
    echo,
    echo_json,
    format_option,
    lang_option,
    pass_app,
    shown,
)
from tiptranslate.cli.findings import (
    LEVELS,
    as_json,
    as_line,
    checks,
    fail_on_option,
    levels,
    numbers,
)
from tiptranslate.cli.memory_align import align
from tiptranslate.cli.progress import ProgressBar
from tiptranslate.errors import UsageError
from tiptranslate.memories import MemoryReport
from tiptranslate.model import Unit
from tiptranslate.translate.memory_words import per_cent

_SIMILAR = 5
"""Sentences of like meaning that are shown."""


@click.group()
def memory() -> None:
    """Look up approved translations, give them out and take others in.

    The memory is every sentence that people have reviewed, in all catalogs, and what was
    imported into memory/.
    """


memory.add_command(align)


@memory.command()
@click.argument("text")
@click.option("-l", "--lang", "langs", multiple=True, metavar="CODE", help="Only this language.")
@click.option(
    "--min",
    "minimum",
    type=click.IntRange(1, 100),
    default=60,
    show_default=True,
    help="Least similarity, in per cent.",
)
@click.option(
    "--meaning",
    is_flag=True,
    help="Also sentences that say the like in other words; needs the extra `semantic`.",
)
@format_option
@pass_app
def find(
    app: App, text: str, langs: tuple[str, ...], minimum: int, meaning: bool, format_: str
) -> None:
    """Show how TEXT, or a sentence like it, was translated before, and where and when."""
    if not text.strip():
        raise UsageError("there is no text to look up")
    project = app.project
    found: list[_Match] = []
    with ProgressBar("Comparing meanings") as bar:
        for language in project.languages(langs):
            alike = pipeline.find_memory(project, language, text, minimum / 100)
            found += (_Match(language, unit, per_cent(score), "words") for unit, score in alike)
            if meaning:
                known = [unit for unit, _ in alike]
                others = resemblance.similar(project, language, text, _SIMILAR, bar)
                found += (
                    _Match(language, unit, per_cent(score), "meaning")
                    for unit, score in others
                    if unit not in known
                )
    if format_ == "json":
        echo_json(matches=[_as_json(match) for match in found])
    else:
        _print_matches(found)
        if not found:
            more = " or means the like" if meaning else ""
            click.echo(f"Nothing in the memory is {minimum} % like it{more}.")


@dataclass(frozen=True, slots=True)
class _Match:
    """A unit that was found; ``by`` is "words" or "meaning", ``score`` per cent of likeness."""

    language: str
    unit: Unit
    score: int
    by: str


def _as_json(match: _Match) -> dict[str, object]:
    unit = match.unit
    return {
        "language": match.language,
        "score": match.score,
        "by": match.by,
        "source": unit.source,
        "target": unit.target,
        "origin": unit.origin,
        "date": unit.date,
        "path": unit.path,
        "line": unit.line,
    }


def _print_matches(found: Sequence[_Match]) -> None:
    for match in found:
        unit = match.unit
        by = "by meaning" if match.by == "meaning" else ""
        place = f"{unit.path}:{unit.line}"
        where = filter(None, (match.language, unit.origin, unit.date[:10], place, by))
        echo(f"{match.score:>3} %  {'  '.join(where)}")
        echo(f"       {unit.source}")
        echo(f"       {unit.target}")


@memory.command()
@lang_option
@fail_on_option
@format_option
@pass_app
def check(app: App, langs: tuple[str, ...], fail_on: str | None, format_: str) -> None:
    """Look for pairs in the memory that are doubtful, contradict each other or are repeated.

    One line a finding: errors and warnings are worth a look, suggestions say what is there
    several times.
    """
    checked = list(memories.check_memory(app.project, app.project.languages(langs)))
    findings = [found for one in checked for found in one.findings]
    if format_ == "json":
        echo_json(
            findings=[as_json(found, one.language) for one in checked for found in one.findings],
            summary={
                "units": {one.language: one.units for one in checked},
                **{f"{level}s": number for level, number in numbers(findings).items()},
                "checks": checks(findings),
            },
        )
    else:
        for found in findings:
            echo(as_line(found))
        for one in checked:
            amount = counted(one.units, "unit")
            click.echo(f"{one.language}: {amount}, {levels(one.findings)}", err=True)
    least = LEVELS[fail_on or app.settings.check.fail_on]
    if any(found.level >= least for found in findings):
        click.get_current_context().exit(1)


@memory.command()
@lang_option
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The .tmx file to make.",
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@pass_app
def export(app: App, langs: tuple[str, ...], out: Path, force: bool) -> None:
    """Write the memory as TMX, for other programs."""
    _print(memories.export_memory(app.project, app.project.languages(langs), out, force=force))


@memory.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--name", metavar="NAME", help="What to call it; by default as FILE.")
@click.option("--force", is_flag=True, help="Let it take the place of one of the same name.")
@pass_app
def import_(app: App, file: Path, name: str | None, force: bool) -> None:
    """Take in a TMX file: `draft` and `memory find` use it from then on.

    Its pairs in the languages of the workspace go into memory/NAME.tmx.
    """
    _print(memories.import_memory(app.project, file, name=name, force=force))


def _print(report: MemoryReport) -> None:
    counts = ", ".join(
        f"{language}: {counted(number, 'unit')}" for language, number in report.units.items()
    )
    click.echo(f"{shown(report.path)}  {counts}")
    if report.left_out:
        left_out = counted(report.left_out, "unit")
        click.echo(
            f"tiptranslate: left out: {left_out} without the languages of this workspace", err=True
        )
