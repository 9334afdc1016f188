"""What the page tells about a sentence: findings, terms and names, what was approved before."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tiptranslate.checking import CheckChoice, chosen, is_verbatim, mended
from tiptranslate.model import Entry, Finding, Level, Name, State, Target, Unit
from tiptranslate.qa import checking
from tiptranslate.qa.checking import REQUIREMENTS
from tiptranslate.qa.entry import Placed, TargetCheck, Wanted
from tiptranslate.qa.ignoring import ignored
from tiptranslate.review.deciding import clean, identity
from tiptranslate.review.reading import Desk
from tiptranslate.review.snapshot import Snapshot
from tiptranslate.terminology import Terminology

_LIKE = 0.6
"""From which word similarity on an approved sentence is worth showing."""
_MATCHES = 5
_KEPT = 20_000
"""Texts whose findings are kept."""


@dataclass(frozen=True, slots=True)
class Match:
    """An approved sentence like this one; ``score`` is 0 to 1."""

    unit: Unit
    score: float


class Advisor:
    """Gives advice on the sentences of one workspace; several threads may ask.

    Args:
        desk: Reads the workspace.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._terms: dict[str, Terminology] = {}
        self._known: dict[tuple[object, ...], tuple[Finding, ...]] = {}

    def findings(self, snapshot: Snapshot, key: str, target: str, state: State) -> list[Finding]:
        """What `check` would say of a sentence with another text.

        Args:
            snapshot: The release.
            key: The entry's identity, one of the snapshot's.
            target: The text as somebody is typing it.
            state: What it is taken for; REVIEWED leaves out that it is a draft.
        """
        entry = snapshot.by_id[key]
        text = clean(target, entry.source)
        if not text:
            state = State.UNTRANSLATED
        drafted = replace(entry, target=text, state=state)
        return list(self._of(snapshot, drafted, self._checks(snapshot)))

    def all_findings(self, snapshot: Snapshot) -> dict[str, list[Finding]]:
        """What `check` says of a release, by identity; sentences without findings left out."""
        checks = self._checks(snapshot)
        found = {
            identity(entry): list(self._of(snapshot, entry, checks)) for entry in snapshot.entries
        }
        by_line = {entry.line: identity(entry) for entry in snapshot.entries}
        placed = [
            Placed(entry.source, entry.target, snapshot.shown, entry.line)
            for entry in snapshot.entries
            if entry.state is State.REVIEWED
        ]
        for finding in checking.across(placed, checks, self._levels):
            if finding.entry is not None and finding.entry.line in by_line:
                found[by_line[finding.entry.line]].append(finding)
        return {key: findings for key, findings in found.items() if findings}

    def known_findings(self, snapshot: Snapshot) -> dict[str, list[Finding]]:
        """Those of `all_findings` that need no work because they have been asked for before."""
        checks = self._checks(snapshot)
        wanted = {identity(entry): self._key(snapshot, entry, checks) for entry in snapshot.entries}
        found = {key: self._known.get(made) for key, made in wanted.items()}
        return {key: list(findings) for key, findings in found.items() if findings is not None}

    def fixed(self, snapshot: Snapshot, key: str, target: str) -> str:
        """A text with every safe replacement of the checks put in."""
        entry = snapshot.by_id[key]
        drafted = replace(entry, target=clean(target, entry.source), provenance=None)
        return mended(drafted, self._desk.terminology(snapshot.language)).target

    def wanted(self, snapshot: Snapshot, key: str) -> tuple[Wanted, ...]:
        """The terms and names of a sentence, in its order, and what each must become."""
        terms = self._desk.terminology(snapshot.language)
        return terms.wanted(snapshot.by_id[key].source)

    def matches(self, snapshot: Snapshot, key: str) -> list[Match]:
        """Approved sentences like this one, the likest first, itself left out."""
        source = snapshot.by_id[key].source
        memory = self._desk.memory(snapshot.language)
        found = [Match(*pair) for pair in memory.find(source, _LIKE, _MATCHES + 1)]
        own = snapshot.slug, source
        return [m for m in found if (m.unit.origin, m.unit.source) != own][:_MATCHES]

    @property
    def _levels(self) -> Mapping[str, Level]:
        return REQUIREMENTS[self._desk.project.settings.check.require]

    def _checks(self, snapshot: Snapshot) -> list[TargetCheck]:
        """The checks that the settings and the release want."""
        unwanted = ignored(snapshot.text.release)
        every = chosen(self._desk.project, CheckChoice())
        return [check for check in every if check.id not in unwanted]

    def _key(
        self, snapshot: Snapshot, entry: Entry, checks: Sequence[TargetCheck]
    ) -> tuple[object, ...]:
        """Everything that findings follow from but for the glossary."""
        content = entry.source, entry.target, entry.state, entry.previous_source
        names = tuple(check.id for check in checks)
        return snapshot.language, *content, is_verbatim(entry), names

    def _of(
        self, snapshot: Snapshot, entry: Entry, checks: Sequence[TargetCheck]
    ) -> tuple[Finding, ...]:
        """The findings of one entry, kept for as long as the glossary stays."""
        terms = self._desk.terminology(snapshot.language)
        with self._lock:
            if self._terms.get(snapshot.language) is not terms or len(self._known) > _KEPT:
                self._terms[snapshot.language] = terms
                self._known.clear()
        key = self._key(snapshot, entry, checks)
        found = self._known.get(key)
        if found is None:
            text = terms.entry_text(entry, verbatim=is_verbatim(entry))
            found = tuple(checking.check(text, snapshot.shown, checks, self._levels))
            self._known[key] = found
        return found


def kind(wanted: Wanted) -> str:
    """What a hint is about: "term", or what a name names ("person", "body")."""
    item = wanted.match.item
    return item.kind.value if isinstance(item, Name) else "term"


def status(wanted: Wanted) -> str:
    """How a term is to be used; "" for a name."""
    item = wanted.match.item
    return "" if isinstance(item, Name) else item.status.value


def forms(target: Target) -> tuple[str, ...]:
    """Every wording that may be put in, the dictionary form first."""
    return tuple(dict.fromkeys((target.text, *target.forms, *target.admitted)))
