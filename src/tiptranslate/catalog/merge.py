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

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from tiptranslate.catalog.provenance import untouched
from tiptranslate.model import Catalog, Entry, State

NEAR = 0.75
"""Word similarity from which an old translation helps more than it misleads."""

_FOLD = str.maketrans(
    dict.fromkeys('“”„‟«»"‹›', '"')
    | dict.fromkeys("‘’‚‛'ʻʼ`´", "'")
    | dict.fromkeys("‐‑‒–—―−-", "-")
)
_FIGURE = re.compile(r"\d+")
_WORD = re.compile(r"\w+(?:[.,]\d+)*|[^\w\s]")


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
    merger = _Merger(entries, old, near)
    merged = tuple(entry for new in entries for entry in merger.entries(new))
    return merged, merger.obsolete()


def fold(text: str) -> tuple[str, tuple[str, ...]]:
    """What stays the same when white space, quotation marks, dashes and case change.

    The figures are kept apart, so that "5 10" is never taken for "510".
    """
    plain = "".join(text.translate(_FOLD).casefold().split())
    return plain, tuple(_FIGURE.findall(text))


def words(text: str) -> list[str]:
    """The words, figures and marks by which two sentences are compared."""
    return _WORD.findall(text.translate(_FOLD))


class _Merger:
    """One merge; remembers which old entries found a place."""

    def __init__(self, entries: Sequence[Entry], old: Catalog, near: float) -> None:
        self._near = near
        self._old = old
        sentences = {entry.source for entry in entries}
        self._known = {_key(entry): entry for entry in (*old.obsolete, *old.entries)}
        self._elsewhere = {entry.source: entry for entry in old.obsolete if entry.target}
        self._in_context: dict[str, list[Entry]] = {}
        for entry in old.entries:
            if entry.context is not None:
                self._in_context.setdefault(entry.source, []).append(entry)
        leaving = [e for e in (*old.entries, *old.obsolete) if e.source not in sentences]
        staying = [e for e in old.entries if e.source in sentences]
        self._folded: dict[object, Entry] = {}
        for entry in sorted(leaving, key=lambda entry: not entry.target):
            self._folded.setdefault(fold(entry.source), entry)
        self._placed: set[tuple[str | None, str]] = set()
        self._lenders = [e for e in (*leaving, *staying) if e.target and _by_a_person(e)]

    @cached_property
    def _lent(self) -> list[list[str]]:
        """For every lender the words of the sentence that its target translates."""
        return [words(_translated(entry)) for entry in self._lenders]

    def entries(self, new: Entry) -> Iterator[Entry]:
        """What the new catalog gets for a template entry.

        That is one entry, and behind it those under a context that a person has given
        because one sentence needs several translations.
        """
        yield self._entry(new)
        for entry in self._in_context.get(new.source, ()):
            self._placed.add(_key(entry))
            yield _carry(replace(new, context=entry.context), entry)

    def _entry(self, new: Entry) -> Entry:
        self._placed.add(_key(new))
        found = self._known.get(_key(new)) or self._elsewhere.get(new.source)
        if found is not None:
            return _carry(new, found)
        same = self._folded.get(fold(new.source))
        if same is not None:
            self._placed.add(_key(same))
            return _carry(new, same)
        return self._nearest(new)

    def _nearest(self, new: Entry) -> Entry:
        best = closest(words(new.source), self._lent, self._near) if self._lenders else None
        if best is None:
            return new
        entry = self._lenders[best]
        previous = _translated(entry)
        stale = replace(
            _carry(new, entry),
            state=State.STALE,
            previous_source=previous,
            previous_context=None,
            # Reviewed text is a person's from now on, whoever drafted it.
            provenance=None if entry.state is State.REVIEWED else entry.provenance,
        )
        if previous == new.source:
            return replace(stale, state=State.DRAFT, previous_source=None)
        return stale

    def obsolete(self) -> tuple[Entry, ...]:
        """What the release no longer has and people may want back, oldest first."""
        gone = (
            entry
            for entry in (*self._old.obsolete, *self._old.entries)
            if _key(entry) not in self._placed
        )
        return tuple(
            replace(entry, notes=(), locations=())
            for entry in gone
            if entry.target or any(entry.plural_targets) or entry.comments
        )


def _by_a_person(entry: Entry) -> bool:
    """Whether a person has written, changed or approved the target."""
    return entry.state is State.REVIEWED or not untouched(entry)


def _translated(entry: Entry) -> str:
    """The sentence that the target is a translation of."""
    if entry.state is State.STALE and entry.previous_source is not None:
        return entry.previous_source
    return entry.source


def closest(text: list[str], others: Sequence[list[str]], minimum: float) -> int | None:
    """The index of the most similar of some word lists, the first of equals; None below it."""
    from rapidfuzz import process  # noqa: PLC0415 - a run that changes nothing needs no matching
    from rapidfuzz.distance import Indel  # noqa: PLC0415

    scorer = Indel.normalized_similarity
    found = process.extractOne(text, others, scorer=scorer, score_cutoff=minimum)
    return found[2] if found else None


def _key(entry: Entry) -> tuple[str | None, str]:
    return entry.context, entry.source


def _carry(new: Entry, old: Entry) -> Entry:
    """The old entry's work under the new entry's sentence and notes."""
    return replace(
        old,
        source=new.source,
        context=new.context,
        notes=new.notes,
        locations=new.locations,
    )
