"""What a person decides about one entry, and what becomes of the entry."""

import hashlib
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from tiptranslate.errors import UsageError
from tiptranslate.model import Entry, State

_SIGNED = re.compile(r"reviewed by .+, \d{4}-\d\d-\d\d")
_FUZZY = (State.DRAFT, State.STALE)


@dataclass(frozen=True, slots=True)
class Decision:
    """What shall change in an entry; None leaves a thing as it is.

    ``state`` is DRAFT or REVIEWED: the others follow from the text.
    """

    target: str | None = None
    state: State | None = None
    comments: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """All of an entry that decisions change; two equal ones are the same decision."""

    target: str
    state: State
    previous_source: str | None
    comments: tuple[str, ...]

    @property
    def etag(self) -> str:
        """A short name of it: 16 hexadecimal digits."""
        return _short(self.target, self.state.value, repr(self.previous_source), *self.comments)


def version(entry: Entry) -> Version:
    """An entry's version as it stands."""
    return Version(entry.target, entry.state, entry.previous_source, entry.comments)


def with_version(entry: Entry, wanted: Version) -> Entry:
    """The entry in another version."""
    return replace(
        entry,
        target=wanted.target,
        state=wanted.state,
        previous_source=wanted.previous_source,
        comments=wanted.comments,
    )


def identity(entry: Entry) -> str:
    """What an entry is called in addresses; it stays the same whatever is decided."""
    return _identity(entry.context, entry.source)


def decided(entry: Entry, decision: Decision, signature: str = "") -> Entry:
    """The entry as a decision leaves it.

    A text that changes and is not approved with it is a draft; a stale one stays stale,
    with the sentence it was made for, until somebody approves it.

    Args:
        entry: As it stands in the file.
        decision: What was decided.
        signature: The comment that says who approved it, "" for none.

    Raises:
        UsageError: An empty text is to be approved.
    """
    target = entry.target if decision.target is None else clean(decision.target, entry.source)
    state = _state(entry, target, decision)
    comments = entry.comments
    if decision.comments is not None:
        comments = tuple(filter(None, map(_comment, decision.comments)))
    if (state, target) != (entry.state, entry.target):
        comments = tuple(line for line in comments if not _SIGNED.fullmatch(line))
        if state is State.REVIEWED and signature:
            comments = (*comments, signature)
    return replace(
        entry,
        target=target,
        state=state,
        comments=comments,
        previous_source=entry.previous_source if state is State.STALE else None,
    )


def signature(name: str, day: str) -> str:
    """The comment of an approval; ``day`` is as 2026-07-01."""
    return f"reviewed by {name}, {day}"


def clean(text: str, source: str) -> str:
    """A text as it can stand in a catalog: on one line, unless its source has several."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    text = text.encode("utf-8", "replace").decode()  # lone surrogates have no bytes
    if "\n" not in source:
        return " ".join(filter(None, (line.strip(" \t") for line in text.split("\n"))))
    first = "\n" if source.startswith("\n") else ""
    last = "\n" if source.endswith("\n") else ""
    bare = text.strip("\n")
    return f"{first}{bare}{last}" if bare.strip() else ""


@lru_cache(maxsize=100_000)
def _identity(context: str | None, source: str) -> str:
    return _short(repr(context), source)


def _state(entry: Entry, target: str, decision: Decision) -> State:
    if not target:
        if decision.state is State.REVIEWED:
            raise UsageError("there is nothing to approve; write a translation first")
        return State.UNTRANSLATED
    if decision.state is State.REVIEWED:
        return State.REVIEWED
    if entry.state is State.STALE:
        return State.STALE
    if decision.state is not None or target != entry.target:
        return State.DRAFT
    return entry.state


def _comment(text: str) -> str:
    """A comment on one line; one that would be taken for our own line is set apart."""
    return " ".join(text.replace("\0", "").encode("utf-8", "replace").decode().split())


def _short(*parts: str) -> str:
    """A digest of several texts; their borders count."""
    digest = hashlib.blake2s(digest_size=8)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(4, "big") + data)
    return digest.hexdigest()
