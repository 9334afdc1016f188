"""Spaces: doubled, misplaced and missing ones."""

import re
from collections.abc import Iterator
from typing import ClassVar

from tiptranslate.markup import Kind, find_spans
from tiptranslate.model import Level
from tiptranslate.qa.source import Bad, Hit, SourceCheck, SourceText
from tiptranslate.qa.whole import whole

_NBSP = "\u00a0\u202f"
_SPACES = frozenset(_NBSP + " ")
_NO_WORD = frozenset(["", "\n", "|", ">", *_SPACES])
_DOUBLE = re.compile(r"  +(?=[^\s|])")
_BEFORE_MARK = re.compile(
    rf"(?:[,;!?](?=[\s”\"’)]|$)|:(?=\s|$)|\.(?=[\s”\"’)]|$)(?! ?\.))(?<=[ {_NBSP}].)",
    re.MULTILINE,
)
_OPENERS = frozenset("\n([{“‘«|–—-.…/")
# The mark comes first, then what stands around it: so the search is quick.
_GLUED = re.compile(
    r"[.!?](?<=[a-z][a-z].)(?=[A-Z][a-z]*[ ,’'])"
    r"|[,;](?<=[A-Za-z0-9)”][A-Za-z0-9)”].)(?=[A-Za-z][a-z])"
    r"|:(?<=[a-z][a-z].)(?=[A-Z][a-z]+ )"
)
_ADDRESSES = frozenset({Kind.URL, Kind.EMAIL, Kind.HANDLE, Kind.PLACEHOLDER, Kind.SYMBOL})


class DoubleSpace(SourceCheck):
    """Two or more spaces in a row inside a paragraph.

    Why: one space stands between words and between sentences.

    Limits: runs with no-break spaces are another check's (`nbsp-run`).
    """

    id: ClassVar[str] = "double-space"
    level: ClassVar[Level] = Level.SUGGESTION
    bad: ClassVar[tuple[Bad, ...]] = (Bad("One word.  Another.", "  ", " "),)
    good: ClassVar[tuple[str, ...]] = ("One word. Another.", "  An indented line.")

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield every run."""
        if "  " not in whole(text).text:
            return
        joined = whole(text)
        for match in _DOUBLE.finditer(joined.text):
            if joined.text[match.start() - 1 : match.start()] not in _NO_WORD:
                place = joined.place(*match.span())
                yield Hit(*place, f"{len(match[0])} spaces in a row; write one", " ", safe=True)


class SpaceBeforePunctuation(SourceCheck):
    """A space in front of a comma, full stop, semicolon, colon or other closing mark.

    Why: English has none there; the mark may slip to the start of the next line.

    Limits: a full stop or colon that is glued to what follows (".org") is left alone.
    """

    id: ClassVar[str] = "space-before-punctuation"
    level: ClassVar[Level] = Level.WARNING
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad("The court , which met on Monday, closed.", " ", ""),
        Bad("Who calls you ?", " ", ""),
        Bad("It was closed .", " ", ""),
    )
    good: ClassVar[tuple[str, ...]] = (
        "The court, which met, closed. It paid .5 of it … and so on.",
        "They wrote to the .org domain.",
        "He stopped . . . and went on.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield every such space."""
        joined = whole(text)
        for match in _BEFORE_MARK.finditer(joined.text):
            end = match.start()
            start = end - 1
            while start and joined.text[start - 1] in _SPACES:
                start -= 1
            if start and joined.text[start - 1] not in _OPENERS:
                place = joined.place(start, end)
                yield Hit(
                    *place, "space in front of a punctuation mark; take it out", "", safe=True
                )


class MissingSpace(SourceCheck):
    """No space behind a full stop, comma, semicolon, colon or other mark.

    Why: the two sentences are taken for one and are translated as one.

    Limits: only between letters: not in figures, abbreviations, addresses and links.
    """

    id: ClassVar[str] = "missing-space"
    level: ClassVar[Level] = Level.WARNING
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad("The court closed.It met again.", ".", ". "),
        Bad("judges,prosecutors and police", ",", ", "),
        Bad("She asked:Why did nobody call?", ":", ": "),
    )
    good: ClassVar[tuple[str, ...]] = (
        "See example.org, Gazeta.uz, www.example.org/a,b and a.b@example.org; 1,284 of 3.5.",
        "The U.S.A. and e.g. the Ph.D. at 6:30 a.m.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield every mark that has no space behind it."""
        for match in _GLUED.finditer(whole(text).text):
            block, start, end = whole(text).place(*match.span())
            if not _in_address(text.texts[block], start):
                yield Hit(
                    block,
                    start,
                    end,
                    f"no space behind {match[0]!r}; put one in",
                    match[0] + " ",
                    safe=True,
                )


def _in_address(string: str, at: int) -> bool:
    """Whether a character belongs to a link, an e-mail address or the like."""
    return any(
        span.start <= at < span.end for span in find_spans(string) if span.kind in _ADDRESSES
    )


CHECKS = (DoubleSpace, SpaceBeforePunctuation, MissingSpace)
