"""Running the checks of the English: hits become findings with their place in the file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tiptranslate.model import Finding, Release
from tiptranslate.qa.ignoring import find_unknown, ignored
from tiptranslate.qa.places import Places
from tiptranslate.qa.source import Hit, SourceCheck, SourceText

Found = tuple[SourceCheck, Hit]
"""A hit with the check that made it."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What there is to say of one release.

    ``facts`` is what the checks that take a second look must know of it, by their ids.
    """

    findings: tuple[Finding, ...]
    facts: Mapping[str, object]


def lint(text: SourceText, checks: Sequence[SourceCheck], known: Sequence[str]) -> Looked:
    """Run checks over one release.

    Args:
        text: The release.
        checks: The checks wanted of this run; those that the release ignores are left out.
        known: The ids of all the checks there are.
    """
    wanted = wanted_by(text.release, checks)
    places = Places(text.release)
    hits = [(check, hit) for check in wanted for hit in check.check(text)]
    found = [*find_unknown(text.release, places, known), *findings(text.release, places, hits)]
    facts = {check.id: fact for check in wanted if (fact := check.collect(text)) is not None}
    return Looked(tuple(sorted(found, key=order)), facts)


def wanted_by(release: Release, checks: Sequence[SourceCheck]) -> list[SourceCheck]:
    """The checks that a release does not ignore."""
    unwanted = ignored(release)
    return [check for check in checks if check.id not in unwanted]


def across(
    facts: Mapping[str, Mapping[str, object]], checks: Iterable[SourceCheck]
) -> dict[str, list[Found]]:
    """What checks find between releases: hits by the slug of the release.

    Args:
        facts: By slug, what `lint` gave of each release.
        checks: The checks wanted of this run.
    """
    found: dict[str, list[Found]] = {}
    for check in checks:
        own = {slug: known[check.id] for slug, known in facts.items() if check.id in known}
        for slug, hit in check.across(own) if own else ():
            found.setdefault(slug, []).append((check, hit))
    return found


def findings(release: Release, places: Places, hits: Iterable[Found]) -> list[Finding]:
    """Hits as findings, in the order of the file.

    Where checks advise the same of the same stretch only the worst is said; of two alike,
    that of the check which is listed first.
    """
    made: dict[tuple[object, ...], Finding] = {}
    for check, hit in hits:
        finding = _finding(release, places, check, hit)
        advice = (finding.suggestion,) if finding.suggestion else (check.id, finding.message)
        key = (finding.line, finding.column, finding.found, *advice)
        if key not in made or made[key].level < finding.level:
            made[key] = finding
    return sorted(made.values(), key=order)


def order(finding: Finding) -> tuple[str, int, int, str]:
    """The order in which findings are shown: by their place, then by their check."""
    return finding.path.as_posix(), finding.line, finding.column, finding.check


def _finding(release: Release, places: Places, check: SourceCheck, hit: Hit) -> Finding:
    start, end = places.span(hit.block, hit.start, hit.end, raw=hit.raw)
    line, column = places.at(start)
    stretch = places.source[start:end]
    return Finding(
        check=check.id,
        level=hit.level or check.level,
        message=hit.message,
        path=release.path,
        line=line,
        column=column,
        span=(hit.start, hit.end),
        found=stretch if hit.raw else release.blocks[hit.block].text[hit.start : hit.end],
        suggestion=hit.replacement or "",
    )
