"""Answers into a catalog: what was asked for changes, everything else stays as it is.

Nothing that somebody has written or approved in the catalog since the file was given out is
ever replaced: such an answer is refused, with the reason. An answer is taken or refused as a
whole. Pure values in, pure values out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tiptranslate.exchange.rows import Answer, Key, digest, given_out, sentence_id
from tiptranslate.exchange.texts import EXACT, Medium
from tiptranslate.model import Catalog, Entry, Origin, Provenance, State


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one answer; ``refused`` says why it was not taken, "" if it was."""

    row: int
    changed: bool = False
    approved: bool = False
    withdrawn: bool = False
    commented: bool = False
    refused: str = ""

    @property
    def what(self) -> str:
        """In words: "changed, approved", "unchanged", "refused" and so on."""
        if self.refused:
            return "refused"
        said = {
            "changed": self.changed,
            "approved": self.approved,
            "approval withdrawn": self.withdrawn,
            "commented": self.commented,
        }
        return ", ".join(word for word, is_so in said.items() if is_so) or "unchanged"


class _Refused(Exception):  # noqa: N818 - no error: it never leaves this module
    """An answer that cannot be taken."""


def apply(
    catalog: Catalog, answers: Iterable[Answer], medium: Medium = EXACT
) -> tuple[Catalog, tuple[Outcome, ...]]:
    """Put answers into a catalog.

    Args:
        catalog: As it is now.
        answers: Of one file, in its order.
        medium: The kind of file.

    Returns:
        The catalog, the same object where nothing has changed, and what became of each
        answer. Entries that no answer changes are the same objects.
    """
    places = {sentence_id(e): n for n, e in enumerate(catalog.entries) if e.plural_source is None}
    entries = list(catalog.entries)
    outcomes: list[Outcome] = []
    first: dict[int, int] = {}
    for answer in answers:
        try:
            place = _place(answer, entries, places, medium)
            if place in first:
                raise _second(first[place])
            first[place] = answer.row
            entries[place], outcome = _answered(entries[place], answer, medium)
        except _Refused as reason:
            outcome = Outcome(answer.row, refused=str(reason))
        outcomes.append(outcome)
    if any(new is not old for new, old in zip(entries, catalog.entries, strict=True)):
        catalog = replace(catalog, entries=tuple(entries))
    return catalog, tuple(outcomes)


def missing(catalog: Catalog, answers: Iterable[Answer]) -> int:
    """How many sentences of a catalog no answer is about."""
    answered = {answer.key.sentence for answer in answers if answer.key is not None}
    return sum(sentence_id(entry) not in answered for entry in given_out(catalog))


def _place(answer: Answer, entries: list[Entry], places: dict[str, int], medium: Medium) -> int:
    """Where the entry is that an answer is about."""
    if answer.fault:
        raise _Refused(answer.fault)
    if answer.key is None:
        raise _Refused("its ID is missing or damaged; export again and carry the work over")
    place = places.get(answer.key.sentence)
    if place is None:
        raise _Refused("its English has changed since the export; export again")
    if _plain(answer.source) != _plain(medium.carried(entries[place].source)):
        raise _Refused("its English was changed in the file; correct the release instead")
    return place


def _second(first: int) -> _Refused:
    """Why no sentence is answered twice."""
    return _Refused(f"a second answer to the same sentence; the first is in {first}")


def _plain(text: str) -> str:
    """A sentence without differences of white space."""
    return " ".join(text.split())


def _answered(entry: Entry, answer: Answer, medium: Medium) -> tuple[Entry, Outcome]:
    """An entry with what an answer says about it."""
    key = answer.key
    if key is None:
        raise _Refused("its ID is missing or damaged")
    text = medium.cleaned(answer.target, entry)
    now = medium.carried(entry.target)
    is_edited = digest(answer.target) != key.target and text != now
    if is_edited:
        _require_unmoved(entry, key, now, text)
    state = _state(entry, answer, now, is_edited=is_edited)
    comments = _comments(entry, answer)
    outcome = Outcome(
        answer.row,
        changed=is_edited,
        approved=state is State.REVIEWED and (is_edited or entry.state is not State.REVIEWED),
        withdrawn=entry.state is State.REVIEWED and state is not State.REVIEWED,
        commented=comments != entry.comments,
    )
    if outcome.what == "unchanged":
        return entry, outcome
    new = replace(entry, target=text if is_edited else entry.target, comments=comments)
    return _in_state(new, state), outcome


def _require_unmoved(entry: Entry, key: Key, now: str, text: str) -> None:
    """Let a new translation in only where nobody has worked on the old one since."""
    if not text.strip():
        raise _Refused("its translation was deleted; write the one that shall stand there")
    if digest(now) != key.target:
        raise _Refused("its translation was changed in the catalog since the export; export again")
    if entry.state is State.REVIEWED and key.state is not State.REVIEWED:
        raise _Refused("its translation was approved in the catalog since; export again")


def _state(entry: Entry, answer: Answer, now: str, *, is_edited: bool) -> State:
    """The state that an answer gives an entry."""
    key = answer.key
    was_approved = key is not None and key.state is State.REVIEWED
    has_moved = key is not None and digest(now) != key.target
    is_as_given = key is not None and digest(answer.target) == key.target
    if answer.approved and (is_edited or not was_approved):
        if has_moved and is_as_given and entry.state is not State.REVIEWED:
            raise _Refused("another translation is in the catalog since; export again to approve")
        if not (is_edited or entry.target):
            raise _Refused("there is no translation to approve")
        return State.REVIEWED
    if is_edited:
        return State.STALE if entry.state is State.STALE else State.DRAFT
    if answer.approved is False and was_approved and not has_moved and entry.target:
        return State.DRAFT if entry.state is State.REVIEWED else entry.state
    return entry.state


def _in_state(entry: Entry, state: State) -> Entry:
    """An entry in a state, with what goes with it."""
    made = entry.provenance
    if entry.target and made is not None and made.failed:
        made = Provenance(Origin.HUMAN)
    if state is State.STALE:
        return replace(entry, state=state, provenance=made)
    return replace(entry, state=state, provenance=made, previous_source=None, previous_context=None)


def _comments(entry: Entry, answer: Answer) -> tuple[str, ...]:
    """An entry's comments and those that are new; none is ever taken away."""
    known = {_plain(line) for line in entry.comments}
    new = [line for line in dict.fromkeys(answer.comments) if _plain(line) not in known]
    return (*entry.comments, *new) if new else entry.comments
