"""Quotation marks and apostrophes: mixed, unbalanced, nested alike."""

import re
from collections.abc import Iterator
from typing import ClassVar

from tiptranslate.model import BlockKind, Level
from tiptranslate.qa.source import Bad, Hit, SourceCheck, SourceText
from tiptranslate.qa.whole import whole
from tiptranslate.quotation import double_marks

_FOREIGN = re.compile(r"[а-яёўқғҳ]{3}")
_KINDS = {mark: kind for kind, marks in (("straight", '"'), ("curly", "“”")) for mark in marks}
_APOSTROPHE = re.compile(r"['’](?<=[A-Za-z].)(?=[A-Za-z])")
_APOSTROPHES = {"'": "straight", "’": "curly"}
_NESTED = {'"': ("'", "'"), "“": ("‘", "’"), "„": ("‘", "’")}
_GOES_ON = frozenset({BlockKind.PARAGRAPH, BlockKind.ANSWER, BlockKind.QUOTE, BlockKind.LIST_ITEM})


class MixedQuotes(SourceCheck):
    """Straight and curly double quotation marks in one release.

    The kind that is rarer is reported, and the straight one where both are as common.

    Why: a text with both looks pasted together, and a search for a quoted title finds
    half of its places.

    Limits: single marks are not looked at, for most are apostrophes. Only straight marks
    are mended, to curly ones, and only those of a quotation that closes in its paragraph.
    """

    id: ClassVar[str] = "mixed-quotes"
    level: ClassVar[Level] = Level.SUGGESTION
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad('“Hunting" is one method and “fishing” another.', '"', "”"),
        Bad('"Hunting” is one method and "fishing" another.', "”", '"'),
    )
    good: ClassVar[tuple[str, ...]] = (
        "“Hunting” and “fishing” are traffickers’ words.",
        'The "debt" trap isn’t new.',
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield every mark of the rarer kind."""
        joined = whole(text).text
        if '"' not in joined or ("“" not in joined and "”" not in joined):
            return
        marks = list(_double(text))
        straight = sum(kind == "straight" for _, _, kind, _ in marks)
        curly = len(marks) - straight
        if not straight or not curly:
            return
        rare, common = ("straight", "curly") if straight <= curly else ("curly", "straight")
        for block, at, kind, curled in marks:
            if kind == rare:
                to_curly = rare == "straight"
                yield Hit(
                    block,
                    at,
                    at + 1,
                    f"{rare} quotation mark in a text with {common} ones; use one kind",
                    curled if to_curly else '"',
                    safe=to_curly and curled is not None,
                )


def _double(text: SourceText) -> Iterator[tuple[int, int, str, str | None]]:
    """Block, offset and kind of every straight or curly mark, and the curly one for it if sure."""
    for block, string in enumerate(text.texts):
        found = double_marks(string)
        if not (found.quotations or found.unopened) or _FOREIGN.search(string):
            continue
        for each in found.quotations:
            ends = ((each.start, "“"), (each.end - 1, "”"))
            for at, curled in ends if each.closed else ends[:1]:
                if string[at] in _KINDS:
                    yield block, at, _KINDS[string[at]], curled if each.closed else None
        for at in found.unopened:
            if string[at] in _KINDS and not _is_inch(string, at):
                yield block, at, _KINDS[string[at]], None


def _is_inch(string: str, at: int) -> bool:
    """Whether a straight mark stands for inches or seconds."""
    return string[at] == '"' and string[at - 1 : at].isdigit()


class UnbalancedQuotes(SourceCheck):
    """A quotation that is never closed, or a closing mark with nothing to close.

    Why: nobody can tell where the words of the speaker end; what stands in quotation
    marks is never rewritten, so the mistake reaches every later step.

    Limits: a quotation of several paragraphs is right when the next paragraph opens
    with the mark again; single marks are not looked at.
    """

    id: ClassVar[str] = "unbalanced-quotes"
    level: ClassVar[Level] = Level.WARNING
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad("She said: “We found nine people.\n\nThe court sits on Monday.", "“"),
        Bad("We found nine people,” she said.", "”"),
        Bad('He called it "a latent crime and left.', '"'),
    )
    good: ClassVar[tuple[str, ...]] = (
        "“We found nine people.\n\n“They were safe,” she said.",
        'The screen is 5" wide.',
        "She spoke of “the ‘free’ ticket” and left.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield every mark without a partner."""
        goes_on = False
        for block, string in enumerate(text.texts):
            found = double_marks(string)
            # What the paragraph before has left open is told of there.
            unopened = [at for at in found.unopened if not _is_inch(string, at)]
            for at in unopened[1:] if goes_on else unopened:
                yield Hit(block, at, at + 1, "closing quotation mark with no opening one")
            lonely = [each for each in found.quotations if not each.closed]
            goes_on = any(not each.depth for each in lonely)
            for each in lonely:
                if each.depth or not _goes_on(text, block, each.mark):
                    yield Hit(
                        block,
                        each.start,
                        each.start + 1,
                        "quotation that is never closed; close it, or open the next paragraph "
                        "with the mark if it goes on there",
                    )


def _goes_on(text: SourceText, block: int, mark: str) -> bool:
    """Whether the next block goes on with a quotation, as is shown by its first character."""
    if block + 1 >= len(text.texts):
        return False
    following = text.release.blocks[block + 1]
    return following.kind in _GOES_ON and following.text.startswith(mark)


class NestedQuotes(SourceCheck):
    """A quotation inside another one in marks of the same kind.

    Why: the reader and the translator take the inner opening mark for the end of the
    quotation. English uses double marks outside and single ones inside.

    Limits: straight marks are told apart by the characters beside them.
    """

    id: ClassVar[str] = "nested-quotes"
    level: ClassVar[Level] = Level.WARNING
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad('"You know the "three Ps" approach," he said.', '"three Ps"', "'three Ps'"),
        Bad("“A draft law “On Shelters” is ready,” she said.", "“On Shelters”", "‘On Shelters’"),
    )
    good: ClassVar[tuple[str, ...]] = (
        "“You know the ‘three Ps’ approach,” he said.",
        '"Trust," he said, "is what we need."',
        '“You know the "three Ps" approach,” he said.',
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield the inner quotations."""
        for block, string in enumerate(text.texts):
            around: list[str] = []
            for each in double_marks(string).quotations:
                del around[each.depth :]
                if each.mark in around[-1:] and each.closed and each.mark in _NESTED:
                    first, last = _NESTED[each.mark]
                    yield Hit(
                        block,
                        each.start,
                        each.end,
                        "quotation inside a quotation in the same marks; use single ones inside",
                        first + string[each.start + 1 : each.end - 1] + last,
                    )
                around.append(each.mark)


class MixedApostrophes(SourceCheck):
    """Straight and curly apostrophes inside words in one release.

    The kind that is rarer is reported, and the straight one where both are as common.

    Why: a search for a name with an apostrophe finds half of its places.

    Limits: an apostrophe at the end of a word could be a quotation mark and is left alone;
    so are the letters of Uzbek names (oʻ, gʻ).
    """

    id: ClassVar[str] = "mixed-apostrophes"
    level: ClassVar[Level] = Level.SUGGESTION
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad("The Centre’s staff use the Office's form.", "'", "’"),
        Bad("It's the Centre's form and the Office’s seal.", "’", "'"),
    )
    good: ClassVar[tuple[str, ...]] = (
        "The Centre’s staff don’t use the workers' form.",
        "The Centre's staff don't.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield every apostrophe of the rarer kind."""
        joined = whole(text).text
        if "'" not in joined or "’" not in joined:
            return
        found = list(_APOSTROPHE.finditer(joined))
        straight = sum(match[0] == "'" for match in found)
        rare, common = ("'", "’") if straight * 2 <= len(found) else ("’", "'")
        if not any(match[0] == common for match in found):
            return
        for match in found:
            if match[0] == rare:
                yield Hit(
                    *whole(text).place(*match.span()),
                    f"{_APOSTROPHES[rare]} apostrophe in a text with {_APOSTROPHES[common]} ones; "
                    "use one kind",
                    common,
                    safe=True,
                )


CHECKS = (MixedQuotes, UnbalancedQuotes, NestedQuotes, MixedApostrophes)
