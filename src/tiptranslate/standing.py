"""Where releases stand: how many of their sentences are translated, drafted, outdated, approved.

What a run of `draft` has counted, or an earlier look, is believed as long as not a byte
has changed; so ten thousand releases are looked at in the time it takes to read them.
"""

import contextlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tiptranslate.cache import Cache
from tiptranslate.errors import TiptranslateError
from tiptranslate.planning import Planner
from tiptranslate.prints import Prints
from tiptranslate.project import Project
from tiptranslate.reports import CatalogStatus, Counts, count

_REVISED = re.compile(rb'^"PO-Revision-Date: ([^"\\]*)', re.MULTILINE)
_HEADER = 4096
"""Bytes in which a catalog's header is looked for."""
_MANY = 64
"""Catalogs counted, about half a second of work, from which it pays to remember them."""


@dataclass(slots=True)
class Part:
    """What one process has found: of each catalog its status or its error.

    ``counted`` has the fingerprints and counts of those that had to be read, by name.
    """

    found: list[CatalogStatus | TiptranslateError] = field(default_factory=list)
    counted: dict[str, tuple[str, Counts]] = field(default_factory=dict)


class Standing:
    """Looks at the catalogs of one workspace; writes none of them."""

    def __init__(self, project: Project, languages: Sequence[str]) -> None:
        self._project = project
        self._languages = languages
        self._planner = Planner(project)
        self._prints = Prints(project, self._planner)
        self._cache = Cache(project.cache / "catalogs.json")

    def run(self, slugs: Sequence[str]) -> Part:
        """Look at some releases; one at fault does not stop the others."""
        part = Part()
        for slug in slugs:
            known = self._known(slug)
            try:
                part.found += self._counted(slug, part) if known is None else known
            except TiptranslateError as error:
                part.found.append(error)
        return part

    def _known(self, slug: str) -> list[CatalogStatus] | None:
        """The status of a release in every language, if nothing has changed since a count."""
        found = []
        for language in self._languages:
            counts = self._cache.known(f"{language}/{slug}", self._prints.of(slug, language))
            if counts is None:
                return None
            path = self._project.catalog(slug, language)
            found.append(self._status(slug, language, counts, _revised(path)))
        return found

    def _counted(self, slug: str, part: Part) -> Iterator[CatalogStatus | TiptranslateError]:
        """The same by reading them.

        Raises:
            InputError: The release cannot be read.
        """
        text = self._planner.text(slug)
        for language in self._languages:
            try:
                plan = self._planner.plan(slug, language, text)
            except TiptranslateError as error:
                yield error
                continue
            counts = count(plan.catalog.entries)
            part.counted[f"{language}/{slug}"] = self._prints.of(slug, language), counts
            revised = plan.old.header.get("PO-Revision-Date", "") if plan.old else ""
            yield self._status(slug, language, counts, revised)

    def _status(self, slug: str, language: str, counts: Counts, revised: str) -> CatalogStatus:
        path = self._planner.shown(self._project.catalog(slug, language))
        return CatalogStatus(slug, language, path, counts, revised)

    def remember(self, parts: Sequence[Part]) -> None:
        """Keep what was counted for the next look, where it took long."""
        counted = {key: value for part in parts for key, value in part.counted.items()}
        if len(counted) >= _MANY:
            for key, (print_, counts) in counted.items():
                self._cache.put(key, print_, None, counts)
            self._cache.save()


def _revised(path: Path) -> str:
    """When a catalog was last worked on, by its header; "" where there is no file yet."""
    with contextlib.suppress(OSError), path.open("rb") as file:
        found = _REVISED.search(file.read(_HEADER))
        return found[1].decode("utf-8", "replace") if found else ""
    return ""
