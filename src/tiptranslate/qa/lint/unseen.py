"""What nobody sees: no-break spaces, empty paragraphs, characters without width."""

import re
from collections.abc import Iterator
from typing import ClassVar

from tiptranslate.model import Level
from tiptranslate.qa.source import Bad, Hit, SourceCheck, SourceText
from tiptranslate.qa.whole import whole

_NBSP = "\u00a0\u202f"
_RUN = re.compile(rf"[ {_NBSP}]{{2,}}(?=[^\s|])")
_NO_WORD = frozenset(["", "\n", "|", ">"])
_STRAY = re.compile(rf"[{_NBSP}](?=[a-z]{{2}})(?:(?<=[a-z]{{3}}.)|(?<=[a-z]{{3}}[,;].))(?<!\bper.)")
_EDGE = re.compile(rf"[ \t]*[{_NBSP}][ \t{_NBSP}]*(?=[\r\n]|\Z)")
_EMPTY = re.compile(
    rf"(?:(?<=\n\n)|(?<=\n\r\n))[ \t]*[{_NBSP}][ \t{_NBSP}]*\r?\n(?:\r?\n)?"
    rf"|(?<=\n)[ \t]*[{_NBSP}][ \t{_NBSP}]*(?:\r?\n|\Z)"
)
_ZERO = re.compile(
    "[\u200b\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]+"
    "|[\u200c\u200d](?<=[A-Za-z].)(?=[A-Za-z])"
)


class NbspRun(SourceCheck):
    """Several spaces in a row, at least one of which is a no-break space.

    Why: word processors and web pages leave them behind; they stretch the line, and
    a search or a term with an ordinary space passes them by.

    Limits: runs at the ends of paragraphs are another check's (`trailing-nbsp`).
    """

    id: ClassVar[str] = "nbsp-run"
    level: ClassVar[Level] = Level.WARNING
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad("It was\u00a0 held in Astana.", "\u00a0 ", " "),
        Bad("It was \u00a0\u00a0held in Astana.", " \u00a0\u00a0", " "),
    )
    good: ClassVar[tuple[str, ...]] = ("On 27\u00a0July, Ms.\u00a0Sample spoke.",)

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield every run."""
        if not _has_nbsp(whole(text).text):
            return
        joined = whole(text)
        for match in _RUN.finditer(joined.text):
            before = joined.text[match.start() - 1 : match.start()]
            if _has_nbsp(match[0]) and before not in _NO_WORD:
                yield Hit(
                    *joined.place(*match.span()),
                    f"{len(match[0])} spaces in a row, no-break ones among them; write one space",
                    " ",
                    safe=True,
                )


class StrayNbsp(SourceCheck):
    """No-break spaces between ordinary words.

    One finding tells of all those of a paragraph that stand close together.

    Why: they come from pasted web pages; the line breaks oddly, and a search for the
    two words fails.

    Limits: beside a number, a capital or a word of one or two letters a no-break space
    may be meant and is left alone.
    """

    id: ClassVar[str] = "stray-nbsp"
    level: ClassVar[Level] = Level.SUGGESTION
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad("They noted\u00a0that it was safe.", "\u00a0", " "),
        Bad("They noted\u00a0that\u00a0nobody spoke.", "\u00a0that\u00a0", " that "),
    )
    good: ClassVar[tuple[str, ...]] = ("On 27\u00a0July a\u00a0court met; 5\u00a0per\u00a0cent.",)

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield them, those with a word or two between them as one."""
        if not _has_nbsp(whole(text).text):
            return
        for block, string in enumerate(text.texts):
            for start, end in _close_together(string):
                stretch = string[start:end]
                yield Hit(
                    block,
                    start,
                    end,
                    "no-break space between ordinary words; write a space",
                    "".join(" " if char in _NBSP else char for char in stretch),
                    safe=True,
                )


def _close_together(string: str) -> list[tuple[int, int]]:
    """Stretches of stray no-break spaces with at most 40 characters between each other."""
    stretches: list[tuple[int, int]] = []
    for match in _STRAY.finditer(string):
        start = match.start()
        if stretches and start - stretches[-1][1] <= 40:  # noqa: PLR2004 - about six words
            start = stretches.pop()[0]
        stretches.append((start, match.end()))
    return stretches


def _has_nbsp(string: str) -> bool:
    return "\u00a0" in string or "\u202f" in string


class EmptyParagraph(SourceCheck):
    """A paragraph of nothing but no-break spaces.

    Why: somebody made room with it; in every output it becomes an empty paragraph.

    Limits: none known.
    """

    id: ClassVar[str] = "empty-paragraph"
    level: ClassVar[Level] = Level.WARNING
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad("One.\n\n\u00a0\n\nTwo.", "\u00a0\n\n"),
        Bad("One.\n \u00a0 \nTwo.", " \u00a0 \n"),
    )
    good: ClassVar[tuple[str, ...]] = ("One.\n\n\n\nTwo.",)

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield every such paragraph."""
        for block, gap, _ in _gaps(text):
            for match in _EMPTY.finditer(gap):
                yield Hit(
                    block,
                    *match.span(),
                    "paragraph of nothing but no-break spaces; take it out",
                    "",
                    safe=True,
                    raw=True,
                )


class TrailingNbsp(SourceCheck):
    """No-break spaces at the end of a paragraph.

    Why: nobody sees them; they are pasted along with the text and make it differ.

    Limits: ordinary spaces at the end of a line are left alone.
    """

    id: ClassVar[str] = "trailing-nbsp"
    level: ClassVar[Level] = Level.SUGGESTION
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad("One. \u00a0\n\nTwo.", " \u00a0"),
        Bad("One.\n\nTwo.\u00a0", "\u00a0"),
    )
    good: ClassVar[tuple[str, ...]] = ("One. \n\nTwo.\n",)

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield them; they stand at the start of the gap behind their paragraph."""
        for block, gap, is_first in _gaps(text):
            match = None if is_first else _EDGE.match(gap)
            if match:
                yield Hit(
                    block,
                    *match.span(),
                    "no-break spaces at the end of a paragraph; take them out",
                    "",
                    safe=True,
                    raw=True,
                )


def _gaps(text: SourceText) -> Iterator[tuple[int, str, bool]]:
    """What stands between blocks and behind the last one, where it has a no-break space."""
    blocks = text.release.blocks
    for number, block in enumerate(blocks):
        if _has_nbsp(block.before):
            yield number, block.before, number == 0
    if blocks and _has_nbsp(text.release.tail):
        yield len(blocks), text.release.tail, False


class ZeroWidth(SourceCheck):
    """Characters without width: zero-width spaces, soft hyphens, marks of direction.

    Why: nobody sees them, and a word that has one is found by no search, no term and
    no spelling dictionary.

    Limits: joiners are looked for between Latin letters only, where they have no use.
    """

    id: ClassVar[str] = "zero-width"
    level: ClassVar[Level] = Level.WARNING
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad("traf\u00adficking in persons", "\u00ad"),
        Bad("One.\u200b Two.", "\u200b"),
    )
    good: ClassVar[tuple[str, ...]] = ("trafficking in persons",)

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield every one inside a paragraph."""
        if whole(text).text.isascii():
            return
        for match in _ZERO.finditer(whole(text).text):
            names = ", ".join(dict.fromkeys(f"U+{ord(char):04X}" for char in match[0]))
            yield Hit(
                *whole(text).place(*match.span()),
                f"character that nobody can see ({names}); take it out",
                "",
                safe=True,
            )


CHECKS = (NbspRun, StrayNbsp, EmptyParagraph, TrailingNbsp, ZeroWidth)
