"""Numbers and percentages: two styles in one release."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from tiptranslate.model import BlockKind, Level
from tiptranslate.qa.lint.figures import SMALL, is_year
from tiptranslate.qa.source import Bad, Hit, SourceCheck, SourceText
from tiptranslate.qa.whole import whole

_S = "[ \u00a0\u202f]"
_PERCENT = re.compile(
    r"(?P<figure>[0-9]+(?:[.,][0-9]+)?)"
    rf"(?P<mark>{_S}?%|{_S}per{_S}cent\b|{_S}percent\b)"
)
_DIGIT = re.compile(
    r"[2-9](?<=[ \u00a0].) (?P<noun>[a-z]{3,}s|children|people|women|men)\b(?![-’'])"
)
_BEFORE = re.compile(r"\b([a-z]+),? $")
_MEASURES = re.compile(
    "(?:year|month|week|day|hour|minute|second|time|met(?:re|er)|kilomet(?:re|er)|dollar|euro|cent"
    "|point|page|litre|tonne|gram)s|(?:thi|ha|wa)s"
)
_LABELS = re.compile(
    "articles?|pages?|sections?|chapter|annex|table|figure|goal|target|phase|step|number|class|grade"
    "|paragraph|line|item|level|stage|part|room|option|day|group|rule|aged?|ages|of|to|and|or|by"
    "|than|category|type|tier|version|question|point"
)
_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.ANSWER, BlockKind.QUOTE, BlockKind.QUESTION})


class PercentStyle(SourceCheck):
    """Both "per cent" and "%" in one release, or "%" with and without a space.

    The rarer style is reported, and anything but "per cent" where two are as common.

    Why: one text, one style; the house style is "per cent".

    Limits: the advice is not put in by itself, for tables and headlines may want "%".
    """

    id: ClassVar[str] = "percent-style"
    level: ClassVar[Level] = Level.SUGGESTION
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad("It rose by 5 per cent in May and by 7% in June.", "7%", "7 per cent"),
        Bad("It was 85% of women, 14% of men and 1 % of children.", "1 %", "1%"),
    )
    good: ClassVar[tuple[str, ...]] = (
        "It rose by 5 per cent in May and by 7 per cent in June.",
        "It rose by 5% in May and by 7% in June.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield the percentages in the rarer style."""
        joined = whole(text)
        if "%" not in joined.text and "percent" not in joined.text:
            return
        found = [(match, _style(match)) for match in _PERCENT.finditer(joined.text)]
        count = Counter(style for _, style in found)
        common = max(count, key=lambda style: (count[style], style == " per cent"), default="")
        for match, style in found:
            if style != common:
                yield Hit(
                    *joined.place(*match.span()),
                    f"{match[0]!r} in a text that has {count[common]} with {common.strip()!r}",
                    match["figure"] + common,
                )


def _style(match: re.Match[str]) -> str:
    """How a percentage is written, its spaces made ordinary."""
    return re.sub(_S, " ", match["mark"])


class NumberStyle(SourceCheck):
    """A number below ten in figures in front of what it counts.

    Why: the house style writes numbers below ten in words.

    Limits: measures, times, labels ("Article 5"), lists and sentences in which other
    figures stand are left alone, for the house style writes figures there.
    """

    id: ClassVar[str] = "number-style"
    level: ClassVar[Level] = Level.SUGGESTION
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad("She\n\nShe explained the 4 principles of the work.", "4", "four"),
    )
    good: ClassVar[tuple[str, ...]] = (
        "She\n\nShe explained the four principles, 5 per cent, 6 years and 7 of 12 pages.",
        "She\n\nThere were 4 judges and 12 prosecutors, says article 5 sections.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield such numbers."""
        joined = whole(text)
        for match in _DIGIT.finditer(joined.text):
            block, start, _ = joined.place(*match.span())
            before = _BEFORE.search(text.texts[block][max(0, start - 30) : start])
            if (
                text.release.blocks[block].kind in _TEXT
                and not _MEASURES.fullmatch(match["noun"])
                and before
                and not _LABELS.fullmatch(before[1])
                and not _has_figures(text.texts[block], start)
            ):
                word = SMALL[int(match[0][0]) - 2]
                yield Hit(block, start, start + 1, f"number below ten; write {word!r}", word)


def _has_figures(string: str, at: int) -> bool:
    """Whether other figures, years excepted, stand in the sentence."""
    before = string[max(0, at - 300) : at].rpartition(". ")[2]
    behind = string[at + 1 : at + 300].partition(". ")[0]
    return any(
        not is_year(figure)
        for figure in re.findall(r"[0-9]+(?!-[a-z]|[0-9])", before + " " + behind)
    )


CHECKS = (PercentStyle, NumberStyle)
