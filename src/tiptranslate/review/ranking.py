"""How risky the drafts of a page are, by what is known of them without making anybody wait."""

from collections.abc import Mapping, Sequence

from tiptranslate import risk
from tiptranslate.model import Entry, Finding
from tiptranslate.review.reading import Desk
from tiptranslate.review.snapshot import Snapshot

_KEPT = 20_000
"""Pairs whose likeness in meaning is kept."""

Findings = Mapping[str, Sequence[Finding]]


class Ranking:
    """Gives the risks of one workspace's drafts; several threads may ask.

    Args:
        desk: Reads the workspace.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._meanings: dict[tuple[str, str, str], float | None] = {}

    def known(self, snapshot: Snapshot, findings: Findings) -> dict[str, int]:
        """The risks of the drafts, 0 to 100, by identity; meaning counts where it was asked for.

        Args:
            snapshot: The release.
            findings: What the checks say, by identity, as far as they were asked.
        """
        found = {
            key: risk.of(entry, findings.get(key, ()), self._meanings.get(_pair(snapshot, entry)))
            for key, entry in snapshot.by_id.items()
        }
        return {key: round(value) for key, value in found.items() if value is not None}

    def all(self, snapshot: Snapshot, findings: Findings) -> dict[str, int]:
        """The same, after looking up how well each draft agrees with its source in meaning."""
        drafts = [entry for entry in snapshot.entries if risk.is_draft(entry)]
        pairs = [(entry.source, entry.target) for entry in drafts]
        made = risk.meanings(self._desk.project, snapshot.language, pairs)
        if len(self._meanings) > _KEPT:
            self._meanings = {}
        self._meanings |= zip((_pair(snapshot, entry) for entry in drafts), made, strict=True)
        return self.known(snapshot, findings)


def _pair(snapshot: Snapshot, entry: Entry) -> tuple[str, str, str]:
    return snapshot.language, entry.source, entry.target
