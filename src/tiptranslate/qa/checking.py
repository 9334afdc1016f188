"""Running the checks of translations: hits become findings, safe ones replacements."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from tiptranslate.markup import PROTECTED
from tiptranslate.model import Entry, Finding, Level
from tiptranslate.qa.entry import EntryText, Placed, TargetCheck, TargetHit

REQUIREMENTS: dict[str, Mapping[str, Level]] = {
    "reviewed": {},
    "drafted": {"draft": Level.SUGGESTION, "stale": Level.WARNING},
}
"""What a gate asks for, and the levels it changes by check id."""

_ROUNDS = 5
"""How often a text is fixed over; more than two was never needed on 21,700 human targets."""


def check(
    text: EntryText, path: Path, checks: Sequence[TargetCheck], levels: Mapping[str, Level]
) -> Iterator[Finding]:
    """Run checks over one entry.

    Args:
        text: The entry.
        path: Its catalog, as findings show it.
        checks: The checks wanted.
        levels: Levels that stand in for those of the checks and hits, by check id.
    """
    for one in checks if text.target else [one for one in checks if one.on_empty]:
        for hit in one.check(text):
            yield _finding(one, hit, text.entry, path, levels)


def across(
    entries: Sequence[Placed], checks: Iterable[TargetCheck], levels: Mapping[str, Level]
) -> Iterator[Finding]:
    """Run the checks that compare the approved sentences of a language."""
    for one in checks:
        for placed, hit in one.across(entries):
            entry = Entry(placed.source, placed.target, line=placed.line)
            yield _finding(one, hit, entry, placed.path, levels)


def fix(text: str, make: Callable[[str], EntryText], checks: Sequence[TargetCheck]) -> str:
    """A target with every safe replacement put in, until there is none left.

    Args:
        text: The target.
        make: Gives the entry with a target, ready to be checked.
        checks: The checks wanted.
    """
    for _ in range(_ROUNDS):
        mended = _fixed(make(text), checks)
        if mended == text:
            break
        text = mended
    return text


def _fixed(text: EntryText, checks: Sequence[TargetCheck]) -> str:
    """A target with the safe replacements of one round; of two that overlap the first."""
    edits = sorted(
        (hit.start, hit.end, hit.replacement)
        for one in checks
        for hit in one.check(text)
        if hit.safe and hit.replacement is not None
    )
    kept = [(span.start, span.end) for span in text.spans if span.kind in PROTECTED]
    parts: list[str] = []
    cursor = 0
    for start, end, replacement in edits:
        if start < cursor or any(start < last and first < end for first, last in kept):
            continue
        parts += text.target[cursor:start], replacement
        cursor = end
    return "".join(parts) + text.target[cursor:]


def _finding(
    check: TargetCheck, hit: TargetHit, entry: Entry, path: Path, levels: Mapping[str, Level]
) -> Finding:
    return Finding(
        check=check.id,
        level=levels.get(check.id) or hit.level or check.level,
        message=hit.message,
        path=path,
        line=max(entry.line, 1),
        span=(hit.start, hit.end),
        found=entry.target[hit.start : hit.end],
        suggestion=hit.replacement or "",
        entry=entry,
    )
