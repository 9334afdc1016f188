"""What marks a sentence on its way: a key that says which one it is and how it was given out.

    3fa9c01b2e-9ab1c2d4-d    sentence, translation as given out, its state then

By the first part an answer finds its entry, and no other; a sentence that has changed is not
found. By the second one sees who has changed the translation since: the person who answers,
somebody in the catalog, or both.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tiptranslate.model import Catalog, Entry, State

_LETTERS = {
    "u": State.UNTRANSLATED,
    "d": State.DRAFT,
    "s": State.STALE,
    "r": State.REVIEWED,
}
_LETTER_OF = {state: letter for letter, state in _LETTERS.items()}
_KEY = re.compile(r"([0-9a-f]{10})-([0-9a-f]{8})-([usdr])")
_DASHES = re.compile("[‐‑‒–—−]")


@dataclass(frozen=True, slots=True)
class Key:
    """Which sentence, and the fingerprint and state of its translation when it was given out."""

    sentence: str
    target: str
    state: State

    def __str__(self) -> str:
        return f"{self.sentence}-{self.target}-{_LETTER_OF[self.state]}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back of one sentence.

    Args:
        row: Where it stands: the table's row, the number of the unit, or the line.
        key: None where it is missing or damaged.
        source: The English as it came back.
        target: The translation as it came back.
        approved: Whether a person says that the translation may be published; None
            where nothing is said.
        comments: Remarks, a line each.
        fault: Why the answer cannot be taken, found while reading; "" if nothing.
    """

    row: int
    key: Key | None
    source: str
    target: str
    approved: bool | None = None
    comments: tuple[str, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that came back: for which catalog it is, and what it says.

    ``slug`` and ``language`` are as the file says, not checked yet. ``unit`` is what a
    place in the file is called: "row", "unit" or "line".
    """

    slug: str
    language: str
    answers: tuple[Answer, ...]
    unit: str = "row"
    notes: tuple[str, ...] = ()


def digest(text: str, size: int = 4) -> str:
    """The fingerprint of a text: two hexadecimal digits a byte of its BLAKE2s sum."""
    return hashlib.blake2s(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


def sentence_id(entry: Entry) -> str:
    """The fingerprint of context and sentence, by which an entry is found again."""
    return digest(f"{entry.context or ''}\x04{entry.source}", 5)


def key_of(entry: Entry, target: str) -> Key:
    """The key of an entry whose translation is given out as ``target``."""
    return Key(sentence_id(entry), digest(target), entry.state)


def read_key(text: str) -> Key | None:
    """Read a key, whatever a word processor has put between its parts; None if it is none."""
    found = _KEY.fullmatch(_DASHES.sub("-", "".join(text.split()).lower()))
    return Key(found[1], found[2], _LETTERS[found[3]]) if found else None


def given_out(catalog: Catalog) -> Iterator[Entry]:
    """The entries that can be given out: all but those with plural forms, which we never make."""
    return (entry for entry in catalog.entries if entry.plural_source is None)
