"""What a line of a press release is: rules of form, applied in reading order."""

import re
from enum import Enum

from tiptranslate.model import BlockKind

_SEPARATOR = re.compile(r"[\s*_=~#•·.\-–—]+")
_CONTACT = re.compile(
    r"(?:for (?:further|more|additional) information\b"
    r"|(?:media|press) (?:contacts?|enquiries|inquiries)\b|contacts?(?: persons?)?:)",
    re.IGNORECASE,
)
_END_OF_CONTACTS = re.compile(r"(?:notes? (?:to|for) editors?|background|about)\b", re.IGNORECASE)
_QUESTION = re.compile(r"(?:Q(?:uestion)?\s?\d{0,2}\s?[:.]|Q\))\s")
_ANSWER = re.compile(r"(?:A(?:nswer)?\s?\d{0,2}\s?:|A\))\s")
_NOTE = re.compile(
    r"(?:press (?:release|statement)|media (?:advisory|release|note)|news release"
    r"|(?:for )?immediate release|embargo(?:ed)?\b.*|notes? (?:to|for) editors?\b.*"
    r"|editor[’']s note\b.*)"
    r"[.:]?(?:\s*no\.?\s*\S+)?",
    re.IGNORECASE | re.DOTALL,
)
_LIST_ITEM = re.compile(r"(?:[•▪◦·*⁃–—-]|\(?\d{1,3}[.)]|\(?[a-z]\))[\s\u00a0]+\S")
_DATELINE = re.compile(
    r"(?=.{4,80}$)[A-Z][\w’'./ -]+(?:, ?[A-Z][\w’' -]+)?"  # TASHKENT or Tashkent, Uzbekistan
    r"(?:,? ?\(?(?:\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+ \d{1,2},?)(?: \d{4})?\)?)"
    r"(?: ?[(/][^()]{1,30}[)/]?)?\s*[–—-]{0,2}"
)
_QUOTE_OPENING = re.compile(r":\s*[“\"«]")
_QUOTE_CLOSING = re.compile(r"[”\"»][.…!?]?$")
_SENTENCE_END = re.compile(r"[a-z]{4}[.?!][\"”’)]*\s")  # no "Prof. " and no "U.S. "
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1fff\u2de0-\u2dff\u3040-\ud7ff\ua640-\ua69f]")

LONGEST_HEADLINE = 250
"""Characters: the longest headline in the measured releases has 123."""
LONGEST_INTRODUCTION = 250
"""Characters before the colon of a quotation: name, post and body."""
LONGEST_CONTACT = 200
"""Characters: a longer line after the contacts is text again (an "About us" paragraph)."""


class _Place(Enum):
    """What the lines around belong to."""

    TEXT = 1
    ANSWER = 2
    CONTACTS = 3


class Classifier:
    """Says of line after line of one release what kind of block it is.

    Args:
        headed: The release says which line its headline is; no other is taken for one.
    """

    def __init__(self, *, headed: bool = False) -> None:
        self._place = _Place.TEXT
        self._seen_body = headed

    def kind(self, text: str, given: BlockKind | None = None) -> BlockKind:
        """The kind of the next block.

        Args:
            text: The block, trimmed, not empty.
            given: What the file's markup says it is; None where it says nothing.
        """
        kind = self._by_form(text, given)
        if kind in (BlockKind.SEPARATOR, BlockKind.HEADLINE):
            self._place = _Place.TEXT
        if kind not in (BlockKind.NOTE, BlockKind.SEPARATOR):
            self._seen_body = True
        return kind

    def _by_form(self, text: str, given: BlockKind | None) -> BlockKind:
        if given is BlockKind.HEADLINE:
            return given
        if _SEPARATOR.fullmatch(text) and (len(text) > 2 or given is BlockKind.SEPARATOR):  # noqa: PLR2004 - a dash is no rule
            return BlockKind.SEPARATOR
        return (
            self._interview(text)
            or self._contact(text)
            or self._note(text)
            or given
            or self._headline(text)
            or self._plain(text)
        )

    def _contact(self, text: str) -> BlockKind | None:
        if _CONTACT.match(text):
            self._place = _Place.CONTACTS
            return BlockKind.CONTACT
        if self._place is not _Place.CONTACTS:
            return None
        if len(text) > LONGEST_CONTACT or _END_OF_CONTACTS.match(text):
            self._place = _Place.TEXT
            return None
        return BlockKind.CONTACT

    def _interview(self, text: str) -> BlockKind | None:
        if _QUESTION.match(text):
            self._place = _Place.TEXT
            return BlockKind.QUESTION
        if _ANSWER.match(text):
            self._place = _Place.ANSWER
            return BlockKind.ANSWER
        return None

    def _note(self, text: str) -> BlockKind | None:
        foreign = _OTHER_SCRIPT.search(text) and (
            len(_OTHER_SCRIPT.findall(text)) > len(_LATIN.findall(text))
        )
        return BlockKind.NOTE if foreign or _NOTE.fullmatch(text) else None

    def _headline(self, text: str) -> BlockKind | None:
        if self._seen_body or len(text) > LONGEST_HEADLINE or _DATELINE.fullmatch(text):
            return None
        return BlockKind.HEADLINE

    def _plain(self, text: str) -> BlockKind:
        if _LIST_ITEM.match(text):
            return BlockKind.LIST_ITEM
        if self._place is _Place.ANSWER:
            return BlockKind.ANSWER
        if _is_quotation(text):
            return BlockKind.QUOTE
        return BlockKind.DATELINE if _DATELINE.fullmatch(text) else BlockKind.PARAGRAPH


def _is_quotation(text: str) -> bool:
    """Whether a paragraph is only "Name, title: “…”", with no sentence in front of it."""
    opening = _QUOTE_OPENING.search(text, 0, LONGEST_INTRODUCTION)
    return bool(
        opening
        and text[0].isupper()
        and _QUOTE_CLOSING.search(text, len(text) - 3)
        and not _SENTENCE_END.search(text, 0, opening.start())
    )
