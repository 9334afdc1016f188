"""How the riskiest drafts are printed."""

from collections.abc import Iterator, Sequence
from math import exp

import click

from tiptranslate.cli.common import counted, echo_json, finish
from tiptranslate.cli.sheets import as_csv, as_markdown
from tiptranslate.errors import visible
from tiptranslate.risk import Risk, RiskReport

_COLUMNS = ("risk", "path", "line", "language", "engine", "meaning", "findings", "words", "source")
_RIGHT = (0, 2, 4, 5, 7)
"""The columns of numbers."""


def show_risks(report: RiskReport, format_: str, limit: int) -> None:
    """Print the riskiest drafts in a format of `status`, and what was wrong; sets the exit code."""
    worst = report.risks[:limit]
    if format_ == "json":
        _print_json(worst, len(report.risks))
    elif worst or format_ == "csv":
        click.echo({"text": _text, "csv": _csv, "markdown": _markdown}[format_](worst))
    if format_ == "text" and not report.errors:
        click.echo(_summary(len(worst), len(report.risks)), err=True)
    finish(report.errors)


def _summary(shown: int, drafts: int) -> str:
    if not drafts:
        return "no machine draft that nobody has touched"
    return f"{shown:,} of {counted(drafts, 'machine draft')} that nobody has touched"


def why(one: Risk) -> Iterator[str]:
    """What makes up a risk, the findings first."""
    levels = sorted(one.findings, key=lambda finding: -finding.level)
    yield from dict.fromkeys(f"{finding.level.name.lower()} {finding.check}" for finding in levels)
    if one.signs.score is not None:
        yield f"engine {exp(one.signs.score):.2f}"
    if one.signs.meaning is not None:
        yield f"meaning {one.signs.meaning:.2f}"
    yield counted(one.signs.words, "word")


def _text(risks: Sequence[Risk]) -> str:
    """Two lines a draft: where it is, its risk and why; then the sentence."""
    return "\n".join(
        visible(f"{one.path.as_posix()}:{one.entry.line}: {one.value:.0f}  {', '.join(why(one))}")
        + f"\n    {visible(one.entry.source)}"
        for one in risks
    )


def _print_json(risks: Sequence[Risk], drafts: int) -> None:
    echo_json(
        drafts=drafts,
        risks=[
            {
                "risk": round(one.value, 1),
                "slug": one.slug,
                "language": one.language,
                "path": one.path.as_posix(),
                "line": one.entry.line,
                "score": one.signs.score,
                "meaning": one.signs.meaning,
                "words": one.signs.words,
                "findings": [
                    {
                        "check": finding.check,
                        "level": finding.level.name.lower(),
                        "message": finding.message,
                    }
                    for finding in one.findings
                ],
                "source": one.entry.source,
                "target": one.entry.target,
            }
            for one in risks
        ],
    )


def _csv(risks: Sequence[Risk]) -> str:
    return as_csv([_COLUMNS, *map(_cells, risks)])


def _markdown(risks: Sequence[Risk]) -> str:
    return as_markdown([_COLUMNS, *map(_cells, risks)], _RIGHT)


def _cells(one: Risk) -> tuple[str, ...]:
    score, meaning = one.signs.score, one.signs.meaning
    return (
        f"{one.value:.0f}",
        one.path.as_posix(),
        str(one.entry.line),
        one.language,
        "" if score is None else f"{exp(score):.2f}",
        "" if meaning is None else f"{meaning:.2f}",
        " ".join(dict.fromkeys(finding.check for finding in one.findings)),
        str(one.signs.words),
        one.entry.source,
    )
