"""Which checks a release does not want, and names of checks that there are not."""

import difflib
import re
from collections.abc import Collection, Iterator

from tiptranslate.model import Finding, Level, Release
from tiptranslate.qa.places import Places

UNKNOWN = "unknown-check"
"""The id of the finding about an instruction that names no check."""
_ID = re.compile(r"[\w-]+")


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
