"""One release in one language as it is on the disk at one moment."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tiptranslate.model import BlockKind, Catalog, Entry, Segment
from tiptranslate.planning import Text
from tiptranslate.review.deciding import identity, version


@dataclass(frozen=True, slots=True)
class Place:
    """One sentence of a release with the entry it is translated by.

    ``start`` says that it is the first of its block, ``repeat`` that its entry has stood
    above. ``segment`` is None for an entry that no block has: a context given by hand.
    """

    segment: Segment | None
    entry: Entry
    start: bool
    repeat: bool


@dataclass(frozen=True)
class Snapshot:
    """One release in one language as it is on the disk.

    Args:
        text: The release and the entries it must have.
        path: The catalog's file, ``shown`` its name from the root of the workspace, ``data``
            its bytes, none where it is missing.
        file: The catalog as it is in the file.
        entries: What the release needs, as `draft` would leave them.
        fingerprint: Names release and catalog as they are.
    """

    text: Text
    language: str
    path: Path
    shown: Path
    data: bytes
    file: Catalog | None
    entries: tuple[Entry, ...]
    fingerprint: str

    @property
    def slug(self) -> str:
        """The release's slug."""
        return self.text.release.slug

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """The entries by identity."""
        return {identity(entry): entry for entry in self.entries}

    @cached_property
    def stored(self) -> dict[str, Entry]:
        """The entries of the file, obsolete ones left out, by identity."""
        return {identity(entry): entry for entry in self.file.entries} if self.file else {}

    def in_file(self, key: str) -> bool:
        """Whether the file has an entry just as the page shows it."""
        stored = self.stored.get(key)
        return stored is not None and version(stored) == version(self.by_id[key])

    @cached_property
    def outdated(self) -> bool:
        """Whether `draft` would add entries to the file or retire some."""
        return {*self.by_id} != {*self.stored} or not all(map(self.in_file, self.by_id))

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every sentence in reading order, then entries that belong to none."""
        known = {(entry.context, entry.source): entry for entry in self.entries}
        seen: set[tuple[str | None, str]] = set()
        places: list[Place] = []
        block = -1
        for segment in self.text.segments:
            if segment.kind is BlockKind.SEPARATOR:
                continue
            named = known.get((segment.kind.value, segment.text))
            entry = named or known[None, segment.text]
            key = entry.context, entry.source
            places.append(Place(segment, entry, segment.block != block, key in seen))
            seen.add(key)
            block = segment.block
        rest = (entry for key, entry in known.items() if key not in seen)
        return (*places, *(Place(None, entry, True, False) for entry in rest))

    @cached_property
    def numbers(self) -> dict[str, list[int]]:
        """Where each entry stands in reading order, counted from 1, by identity."""
        found: dict[str, list[int]] = {}
        for number, place in enumerate(self.places, 1):
            found.setdefault(identity(place.entry), []).append(number)
        return found

    def first(self, key: str) -> int:
        """Where an entry stands first."""
        return self.numbers[key][0]
