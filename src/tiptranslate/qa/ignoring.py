"""Which checks a run and a release want, and names of checks that there are not."""

import difflib
import re
from collections.abc import Collection, Iterable, Iterator
from typing import ClassVar, Protocol, TypeVar

from tiptranslate.errors import UsageError
from tiptranslate.model import Finding, Level, Release
from tiptranslate.qa.places import Places

UNKNOWN = "unknown-check"
"""The id of the finding about an instruction that names no check."""
_ID = re.compile(r"[\w-]+")


class _Identified(Protocol):
    id: ClassVar[str]


_Check = TypeVar("_Check", bound=_Identified)


def chosen(
    checks: Iterable[_Check],
    select: Collection[str],
    ignore: Collection[str],
    unwanted: Collection[str],
) -> list[_Check]:
    """The checks of a run, in the order in which they are listed.

    Args:
        checks: All there are of a kind.
        select: The ids of those that are asked for; none means all.
        ignore: The ids of those that are not to be looked for.
        unwanted: Those that the settings leave out, unless they are asked for by name.

    Raises:
        UsageError: A check is asked for or ignored that there is not.
    """
    known = {check.id: check for check in checks}
    for name in (*select, *ignore):
        if name not in known:
            raise UsageError(unknown(name, known))
    left_out = {*unwanted} - {*select} | {*ignore}
    wanted = select or known
    return [check for name, check in known.items() if name in wanted and name not in left_out]


def ignored(release: Release) -> frozenset[str]:
    """The ids of the checks that a release asks to leave out."""
    return frozenset(_ID.findall(release.metadata.get("ignore", "")))


def unknown(name: str, known: Collection[str]) -> str:
    """What to say of a name that no check has."""
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]!r}?" if near else "`tiptranslate explain` lists them"
    return f"unknown check {name!r}; {hint}"


def find_unknown(release: Release, places: Places, known: Collection[str]) -> Iterator[Finding]:
    """A warning for every name in a release's ``ignore`` that no check has."""
    for name in sorted(ignored(release) - {*known}):
        line, column = places.at(_find(name, places))
        yield Finding(
            UNKNOWN,
            Level.WARNING,
            unknown(name, known),
            release.path,
            line,
            column,
            found=name,
        )


def _find(name: str, places: Places) -> int:
    """Where an ``ignore`` names a check; it stands between the blocks."""
    named = re.compile(rf"(?is)\bignore\b.*?(?<![\w-]){re.escape(name)}(?![\w-])")
    for start, end in places.gaps():
        found = named.search(places.source, start, end)
        if found:
            return found.end() - len(name)
    return 0
