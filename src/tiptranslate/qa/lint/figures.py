"""Figures: shares that do not add up, parts larger than the whole, two styles of per cent."""

import re
from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import ClassVar

from tiptranslate.model import BlockKind, Level
from tiptranslate.qa.lint.lines import find
from tiptranslate.qa.source import Bad, Hit, SourceCheck, SourceText
from tiptranslate.qa.whole import whole

SMALL = (
    *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)
_WORDS = {word: number for number, word in enumerate(SMALL, 2)}
_S = "[ \u00a0\u202f]"
_COUNT = r"[0-9]{1,3}(?:[,\u00a0\u202f ][0-9]{3}(?![0-9]))+|[0-9]+"
_SHARE = r"(?P<share>[0-9]{1,3}(?:\.[0-9]+)?)"
_CENT = rf"(?:{_S}?%|{_S}per{_S}?cent\b)"
_START = r"(?<![\w.,/$€£-])"
_PART = (
    rf"{_START}(?P<part>{_COUNT})(?P<of>{_S}(?:out{_S})?of{_S}"
    rf"(?:(?:the|all|its|their|these|those|some){_S}){{0,2}})(?P<whole>{_COUNT})(?![\w%/]|[.,:-][0-9])"
)
_OF = re.compile(_PART)
_OF_HINT = re.compile("[0-9][ \u00a0\u202f](?:out[ \u00a0\u202f])?of[ \u00a0\u202f]")
_THEN_SHARE = re.compile(
    rf"[^().;:0-9\n]{{0,60}}\({_SHARE}{_CENT}\)|,? or {_SHARE.replace('share', 'other')}{_CENT}"
)
_SHARE_OF = re.compile(rf"{_START}{_SHARE}{_CENT}{_S}?\((?P<inside>{_PART})[^()0-9]{{0,40}}\)")
_SHARE_HINT = re.compile(r"\([0-9]")
_NO_SCALE = re.compile(
    rf"{_S}(?:per{_S}?cent|million|billion|thousand|%"
    "|January|February|March|April|May|June|July|August|September|October|November|December)"
)
_ROUGH = re.compile(
    r"(?:about|around|some|nearly|almost|over|approximately|roughly|than|least|most|to)[ \u00a0]$",
    re.IGNORECASE,
)

_COUNTED = re.compile(
    rf"{_START}(?P<figure>{_COUNT}|{'|'.join(SMALL)}){_S}"
    r"(?P<what>(?:[a-z-]{3,}[ \u00a0\u202f])??(?:[a-z-]{3,}s|people|women|children))\b(?![’'-])",
    re.IGNORECASE,
)
_UNITS = re.compile(
    "(?:year|month|week|day|hour|minute|second|time|met(?:re|er)|kilomet(?:re|er)|dollar|euro|cent|page"
    "|case|other|point|question|part|side|step|thing|hundred|thousand|million|way)s"
)
_ALL = re.compile(r"\b(?:the|all|these|those)[ \u00a0]$", re.IGNORECASE)
_IRREGULAR = frozenset(["people", "women", "children"])
_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.ANSWER, BlockKind.QUOTE, BlockKind.QUESTION})


def _number(figure: str) -> int:
    """A figure or a number in words as a number."""
    if figure.lower() in _WORDS:
        return _WORDS[figure.lower()]
    return int(re.sub(r"\D", "", figure))


def is_year(figure: str) -> bool:
    """Whether a figure looks like a year of this or the last century."""
    return len(figure) == 4 and figure[:2] in ("19", "20")  # noqa: PLR2004 - 1990, 2025


class FiguresDisagree(SourceCheck):
    """A share that does not follow from its two figures, or a part larger than the whole.

    "61 of the 214 survivors (28.5 per cent)" is worked out; the figure of a headline
    is compared with the one that the text has for the same thing.

    Why: one of the figures is wrong, and journalists will quote it.

    Limits: rounded figures ("about", "nearly") are left alone. The headline is compared
    only where its figure is nowhere in the text and the text has one other for the thing,
    with "the" or "all" in front.
    """

    id: ClassVar[str] = "figures-disagree"
    level: ClassVar[Level] = Level.WARNING
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad("61 of the 214 survivors interviewed (38.5 per cent) fled.", "38.5", "28.5"),
        Bad("61 of 214, or 26 per cent, fled.", "26", "29"),
        Bad("In all, 38% (61 of 214) fled.", "38", "29"),
        Bad("61 of the 14 survivors fled.", "61 of the 14"),
        Bad("Judges agree on 12 recommendations\n\nThe 14 recommendations are long.", "14"),
    )
    good: ClassVar[tuple[str, ...]] = (
        "61 of the 214 survivors interviewed (28.5 per cent) fled, and 28.5% (61 of 214) spoke.",
        "About 60 of 214 (nearly 30 per cent) fled; 3 of 2025; 30 of 10 million.",
        (
            "Judges agree on 12 recommendations\n\nThe twelve recommendations are long, and 14 "
            "recommendations were dropped."
        ),
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield the shares, parts and figures that do not fit."""
        joined = whole(text)
        for start, end, message, replacement in (*_shares(joined.text), *_parts(joined.text)):
            yield Hit(*joined.place(start, end), message, replacement)
        yield from _headline(text)


def _shares(string: str) -> Iterator[tuple[int, int, str, str]]:
    """Shares that do not follow: where, what is wrong, the right share."""
    for match in find(_OF, _OF_HINT, string):
        told = _THEN_SHARE.match(string, match.end())
        if told:
            group = "share" if told["share"] else "other"
            yield from _share(match, told, group)
    for match in find(_SHARE_OF, _SHARE_HINT, string):
        yield from _share(match, match, "share")


def _share(
    counts: re.Match[str], told: re.Match[str], group: str
) -> Iterator[tuple[int, int, str, str]]:
    """Work one share out; a figure that is rounded says nothing."""
    part, total = _number(counts["part"]), _number(counts["whole"])
    if not total or part > total or _is_rough(counts.string, counts.start("part")):
        return
    share = Decimal(told[group])
    unit = Decimal(1).scaleb(int(share.as_tuple().exponent))
    exact = Decimal(100 * part) / total
    low = exact.quantize(unit, ROUND_FLOOR)
    if not low <= share <= exact.quantize(unit, ROUND_CEILING):
        right = exact.quantize(unit)
        message = f"{part} of {total} is {right} per cent, not {share}"
        yield *told.span(group), message, str(right)


def _is_rough(string: str, at: int) -> bool:
    """Whether the word before a figure says that it is rounded."""
    return bool(_ROUGH.search(string[max(0, at - 20) : at]))


def _parts(string: str) -> Iterator[tuple[int, int, str, None]]:
    """Parts larger than the whole."""
    for match in find(_OF, _OF_HINT, string):
        part, total = match["part"], match["whole"]
        if (
            _number(part) > _number(total)
            and not is_year(part)
            and not is_year(total)
            and not _NO_SCALE.match(string, match.end())
            and (len(match["of"].split()) > 1)
        ):
            yield *match.span(), f"{part} is more than the {total} it is a part of", None


def _headline(text: SourceText) -> Iterator[Hit]:
    """Figures of the headlines that the text gives otherwise."""
    blocks = text.release.blocks
    heads = [block.text for block in blocks if block.kind is BlockKind.HEADLINE]
    counted = [
        match
        for head in heads
        for match in _COUNTED.finditer(head)
        if _is_counted(match["what"].lower().split()[-1])
    ]
    if not counted:
        return
    body = [
        (number, match)
        for number, block in enumerate(blocks)
        if block.kind in _TEXT
        for match in _COUNTED.finditer(block.text)
    ]
    figures = {_number(match["figure"]) for _, match in body}
    for head in counted:
        number, what = _number(head["figure"]), head["what"].lower()
        noun = what.split()[-1]
        if number in figures:
            continue
        others = [each for each in body if each[1]["what"].lower() == what]
        same = [each for each in body if noun in each[1]["what"].lower().split()]
        if len(others) == len(same) == 1 and _is_definite(others[0][1]):
            block, match = others[0]
            yield Hit(
                block,
                *match.span("figure"),
                f"the headline says {head['figure']} {what}",
            )


def _is_definite(counted: re.Match[str]) -> bool:
    """Whether "the" or "all" stands in front of a figure: the same things, not others."""
    start = counted.start()
    return bool(_ALL.search(counted.string[max(0, start - 10) : start]))


def _is_counted(noun: str) -> bool:
    """Whether a word is a plural and no measure."""
    plural = noun in _IRREGULAR or (noun.endswith("s") and not noun.endswith(("ss", "us")))
    return plural and not _UNITS.fullmatch(noun)


CHECKS = (FiguresDisagree,)
