"""Old catalog and new sentences into a new catalog, so that no person's word is lost.

In this order, for every sentence of the release:

1. the same sentence has an entry: it stays as it is;
2. the same sentence is among the obsolete entries: it comes back with its state;
3. only white space, quotation marks, dashes or letter case changed: translation and
   review stay, because mending a typographic slip must not un-approve;
4. a sentence of nearly the same words has a translation that a person has touched:
   it is kept as stale, with the old sentence beside it;
5. and 6. (memory and engine) belong to the caller: the entry is left untranslated.

What is no longer in the release becomes obsolete, with its state. Pure values in,
pure values out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from tiptranslate.catalog.likeness import closest, fold, words
from tiptranslate.catalog.provenance import untouched
from tiptranslate.model import Catalog, Entry, Origin, State

NEAR = 0.75
"""Word similarity from which an old translation helps more than it misleads."""

SURE = 0.9
"""Word similarity from which a sentence that left the release is taken for the old form of a
new one, without asking whether one that stays is nearer still."""


def merge(
    entries: Sequence[Entry], old: Catalog | None, *, near: float = NEAR
) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """Carry an old catalog's work over to the sentences a release has now.

    Args:
        entries: The template's entries.
        old: The catalog as people left it; None for the first time.
        near: Least word similarity (0 to 1) of step 4.

    Returns:
        The entries in the template's order, and the obsolete ones.
    """
    if old is None:
        return tuple(entries), ()
    if _is_settled(entries, old):
        return old.entries, old.obsolete
    merger = _Merger(entries, old, near)
    merged = tuple(entry for new in entries for entry in merger.entries(new))
    obsolete = merger.obsolete()
    return merged, (*obsolete, *_taken_away(replace(old, entries=merged, obsolete=obsolete)))


def _is_settled(entries: Sequence[Entry], old: Catalog) -> bool:
    """Whether a merge would change nothing, as can be seen without doing one.

    The catalog has a translation of every sentence, in order, and what is obsolete in it
    is of other sentences.
    """
    return (
        len(entries) == len(old.entries)
        and all(
            entry.source == new.source
            and entry.context == new.context
            and entry.notes == new.notes
            and entry.locations == new.locations
            and _holds_work(entry)
            and not (entry.previous_source and _is_machines(entry))
            for new, entry in zip(entries, old.entries, strict=True)
        )
        and all(not entry.notes and not entry.locations for entry in old.obsolete)
        and all(map(_stays, old.obsolete))
        and {_key(entry) for entry in old.entries}.isdisjoint(map(_key, old.obsolete))
    )


class _Merger:
    """One merge; remembers which old entries found a place."""

    def __init__(self, entries: Sequence[Entry], old: Catalog, near: float) -> None:
        self._near = near
        self._sentences = {entry.source for entry in entries}
        self._active = old.entries
        self._obsolete = (*old.obsolete, *_taken_away(old))
        self._known = {_key(entry): entry for entry in (*self._obsolete, *self._active)}
        self._elsewhere = {entry.source: entry for entry in self._obsolete if entry.target}
        self._in_context: dict[str, list[Entry]] = {}
        for entry in (*self._active, *self._obsolete):
            if entry.context is not None:
                self._in_context.setdefault(entry.source, []).append(entry)
        self._active_keys = {_key(entry) for entry in self._active}
        self._renamed: dict[str, str] = {}
        self._placed: set[tuple[str | None, str]] = set()

    @cached_property
    def _leaving(self) -> list[Entry]:
        """Entries whose sentence the release no longer has, the active ones first."""
        everything = (*self._active, *self._obsolete)
        return [entry for entry in everything if entry.source not in self._sentences]

    @cached_property
    def _folded(self) -> dict[object, Entry]:
        """The leaving entries by what stays of a sentence when its typography changes."""
        found: dict[object, Entry] = {}
        for entry in sorted(self._leaving, key=_preference):
            found.setdefault(fold(entry.source), entry)
        return found

    @cached_property
    def _leaving_lenders(self) -> tuple[list[Entry], list[list[str]]]:
        """Leaving entries whose target a near sentence may have, and their sentences' words."""
        return _lent(self._leaving)

    @cached_property
    def _lenders(self) -> tuple[list[Entry], list[list[str]]]:
        """All such entries, those that leave first."""
        entries, words_ = self._leaving_lenders
        staying = _lent(e for e in self._active if e.source in self._sentences)
        return entries + staying[0], words_ + staying[1]

    def _lender(self, source: str) -> Entry | None:
        """The entry of the nearest sentence; an edited one is mostly near to what it was."""
        wanted = words(source)
        entries, lent = self._leaving_lenders
        best = closest(wanted, lent, max(self._near, SURE))
        if best is None:
            entries, lent = self._lenders
            best = closest(wanted, lent, self._near)
        return None if best is None else entries[best]

    def entries(self, new: Entry) -> Iterator[Entry]:
        """What the new catalog gets for a template entry.

        That is one entry, and behind it those under a context that a person has given
        because one sentence needs several translations.
        """
        yield self._entry(new)
        before = self._renamed.get(new.source, new.source)
        for entry in self._in_context.get(new.source) or self._in_context.get(before) or ():
            self._placed.add(_key(entry))
            yield _carry(replace(new, context=entry.context), entry)

    def _entry(self, new: Entry) -> Entry:
        self._placed.add(_key(new))
        found = self._known.get(_key(new)) or self._elsewhere.get(new.source)
        active = _key(new) in self._active_keys
        if found is not None and active and _holds_work(found):
            return _carry(new, found)
        same = self._folded.get(fold(new.source))
        if same is not None and _rank(same) < _rank(found):
            self._placed.add(_key(same))
            self._renamed[new.source] = same.source
            return _commented(_carry(new, same), found)
        if found is not None and (active or _holds_work(found)):
            return _carry(new, found)
        return _commented(self._nearest(new), found)

    def _nearest(self, new: Entry) -> Entry:
        entry = self._lender(new.source)
        if entry is None:
            return new
        previous = _translated(entry)
        stale = replace(
            _carry(new, entry),
            state=State.STALE,
            previous_source=previous,
            previous_context=None,
            # What was said about a sentence that stays is not about this one.
            comments=() if entry.source in self._sentences else entry.comments,
            # Reviewed text is a person's from now on, whoever drafted it.
            provenance=None if entry.state is State.REVIEWED else entry.provenance,
        )
        if previous == new.source:
            return replace(stale, state=State.DRAFT, previous_source=None)
        return stale

    def obsolete(self) -> tuple[Entry, ...]:
        """What the release no longer has and people may want back, oldest first."""
        gone = (
            entry for entry in (*self._obsolete, *self._active) if _key(entry) not in self._placed
        )
        return tuple(replace(entry, notes=(), locations=()) for entry in gone if _stays(entry))


def _stays(entry: Entry) -> bool:
    """Whether there is anything in an entry that somebody may want back."""
    return bool(entry.target or any(entry.plural_targets) or entry.comments)


def _taken_away(catalog: Catalog) -> Iterator[Entry]:
    """Machine drafts under the sentence from which another tool has moved them to one like it.

    msgmerge leaves nothing under the old sentence, where a person may have approved the
    draft word for word; and under the new one it will be drafted anew.
    """
    known = {_key(entry) for entry in (*catalog.entries, *catalog.obsolete)}
    for entry in catalog.entries:
        key = entry.previous_context, entry.previous_source
        if entry.previous_source and key not in known and _is_machines(entry):
            known.add((entry.previous_context, entry.previous_source))
            yield replace(
                entry,
                source=entry.previous_source,
                context=entry.previous_context,
                state=State.DRAFT,
                previous_source=None,
                previous_context=None,
                comments=(),
                notes=(),
                locations=(),
            )


def _is_machines(entry: Entry) -> bool:
    """Whether the target is an engine's, as it was made."""
    made = entry.provenance
    return made is not None and made.origin is Origin.MACHINE and untouched(entry)


def _lent(entries: Iterable[Entry]) -> tuple[list[Entry], list[list[str]]]:
    """Of some entries those that may lend, and the words of what their targets translate."""
    lenders = [entry for entry in entries if _may_lend(entry)]
    return lenders, [words(_translated(entry)) for entry in lenders]


def _by_a_person(entry: Entry) -> bool:
    """Whether a person has written, changed or approved the target."""
    return entry.state is State.REVIEWED or not untouched(entry)


def _holds_work(entry: Entry) -> bool:
    """Whether there is a translation in it, or the forms of a plural."""
    return bool(entry.target) or entry.plural_source is not None


def _may_lend(entry: Entry) -> bool:
    """Whether a sentence of nearly the same words may have its target, for a person to mend.

    Plural forms fit no other sentence.
    """
    return bool(entry.target) and entry.plural_source is None and _by_a_person(entry)


def _rank(entry: Entry | None) -> int:
    """How much of a person's work an entry holds; 0 is the most."""
    if entry is None:
        return 4
    if not _holds_work(entry):
        return 3
    return 0 if entry.state is State.REVIEWED else 1 if _by_a_person(entry) else 2


def _preference(entry: Entry) -> tuple[bool, bool, int]:
    """The order of those that differ in typography alone: filled, without context, reviewed."""
    return not _holds_work(entry), entry.context is not None, _rank(entry)


def _commented(entry: Entry, other: Entry | None) -> Entry:
    """An entry with the comments, too, of another that holds less."""
    if other is None or not other.comments:
        return entry
    return replace(entry, comments=tuple(dict.fromkeys((*other.comments, *entry.comments))))


def _translated(entry: Entry) -> str:
    """The sentence that the target is a translation of."""
    if entry.state is State.STALE and entry.previous_source is not None:
        return entry.previous_source
    return entry.source


def _key(entry: Entry) -> tuple[str | None, str]:
    return entry.context, entry.source


def _carry(new: Entry, old: Entry) -> Entry:
    """The old entry's work under the new entry's sentence and notes."""
    if old.notes == new.notes and old.locations == new.locations and _key(old) == _key(new):
        return old
    return replace(
        old,
        source=new.source,
        context=new.context,
        notes=new.notes,
        locations=new.locations,
    )
