"""Dates: without a year, impossible, with the wrong weekday, in two styles, the wrong way round."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import ClassVar

from tiptranslate.model import BlockKind, Level
from tiptranslate.qa.lint.dating import JOINED, MONTHS, WEEKDAYS, Date, find_dates, longest
from tiptranslate.qa.lint.lines import find
from tiptranslate.qa.source import Bad, Hit, SourceCheck, SourceText
from tiptranslate.qa.whole import Whole, whole

_MAY = 5  # "Some 40 May Day marches" has no date
_HINT = re.compile(r"[0-9][./-][0-9]{1,2}[./-][0-9]")
_NUMERIC = re.compile(
    r"(?<![\w./-])(?:(?P<a>[0-9]{1,2})([./-])(?P<b>[0-9]{1,2})\2(?P<y>(?:19|20)[0-9]{2})"
    r"|(?P<y2>(?:19|20)[0-9]{2})-(?P<m2>[0-9]{2})-(?P<d2>[0-9]{2}))(?![\w/-]|\.[0-9])"
)
_ANY_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?<![\w./-]....)(?![\w%]|[.,][0-9])")
# It is marked annually on 30 July; the World Day (30 July); on 30 July the world thinks of …
_YEARLY_BEFORE = re.compile(
    r"\b(?:annually|yearly|every|each|mark(?:s|ed|ing)?|celebrate[sd]?|observe[sd]?|commemorate[sd]?)"
    r"\b[^.]{0,60}$|\bDay\b[^.]{0,60}?(?:,|\(| on| is)[ \u00a0]?$"
)
_YEARLY_BEHIND = re.compile(
    r"[,)]? ?(?:of )?(?:every|each|annually|yearly|is |marks |as (?:the )?(?:World|International)"
    r"|the (?:world|World|International|Day))\b ?"
)
_YEARS = re.compile(r"(?:from|between) ((?:19|20)[0-9]{2}) (?:to|and) ((?:19|20)[0-9]{2})\b")
_UNDATED = frozenset({BlockKind.CONTACT, BlockKind.NOTE})


class DateYear(SourceCheck):
    """The first date of a release, without a year, where no year has been named before.

    Why: a release is read for years; the house style wants the year at first mention.

    Limits: days that come round every year (World Days) need none, and a year anywhere
    in the lines before or in the same paragraph is taken to tell it.
    """

    id: ClassVar[str] = "date-year"
    level: ClassVar[Level] = Level.SUGGESTION
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad("A conference\n\nOn 27 July a conference began.", "27 July"),
        Bad("A conference\n\nIt began on July 27.\n\nIt ended in 2021.", "July 27"),
    )
    good: ClassVar[tuple[str, ...]] = (
        "A conference\n\nTASHKENT, 30 July 2025 – On 27 July a conference began.",
        "The World Day against Trafficking in Persons is on 30 July.",
        "It has gone on since 2021. On 27 July it ended.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield the first such date."""
        if _ANY_YEAR.search(text.release.metadata.get("date", "")):
            return
        joined = whole(text)
        year = _ANY_YEAR.search(joined.text)
        for each in find_dates(joined):
            block, start, end = joined.place(each.start, each.end)
            stop = joined.starts[block] + len(text.texts[block])
            if year and year.start() < stop:
                return
            if text.release.blocks[block].kind not in _UNDATED and not _is_yearly(
                text.texts[block], start, end
            ):
                yield Hit(block, start, end, "date without a year; write the year at first mention")
                return


def _is_yearly(string: str, start: int, end: int) -> bool:
    """Whether a day is said to come round every year, in the words beside it."""
    before = string[max(0, start - 100) : start].rpartition(". ")[2]
    return bool(_YEARLY_BEFORE.search(before) or _YEARLY_BEHIND.match(string, end))


class ImpossibleDate(SourceCheck):
    """A day that no calendar has: 31 June, 30 February, month 13.

    Why: it is a slip, and only the author knows what the day was.

    Limits: in figures ("03.04.2025") only what is no date in any order is found.
    """

    id: ClassVar[str] = "impossible-date"
    level: ClassVar[Level] = Level.ERROR
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad("It met on 31 June 2025.", "31 June 2025"),
        Bad("It met on 29 February 2023.", "29 February 2023"),
        Bad("It met on 14–32 July.", "14–32 July"),
        Bad("It met on 31.06.2025.", "31.06.2025"),
        Bad("It met on 2025-13-01.", "2025-13-01"),
    )
    good: ClassVar[tuple[str, ...]] = (
        "It met on 29 February, 30 June 2025, 12/25/2023 and 30.06.2025.",
        "Some 40 May Day marches; No. 99/13/2020.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield every such day."""
        joined = whole(text)
        spans = [
            (each.start, each.end)
            for each in find_dates(joined)
            if not _is_possible(each) and (each.month != _MAY or each.year)
        ]
        spans += [
            match.span()
            for match in find(_NUMERIC, _HINT, joined.text)
            if not _is_numeric(match) and not joined.text.endswith(("No. ", "№ "), 0, match.start())
        ]
        for span in spans:
            yield Hit(*joined.place(*span), "no calendar has such a day")


def _is_possible(each: Date) -> bool:
    most = longest(each.month, each.year)
    return 1 <= each.day <= most and each.last <= most


def _is_numeric(match: re.Match[str]) -> bool:
    """Whether figures are a date in one order or another."""
    if match["y2"]:
        orders = [(int(match["m2"]), int(match["d2"]))]
        year = int(match["y2"])
    else:
        first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
        orders = [(first, second), (second, first)]
    return any(1 <= month <= 12 and 1 <= day <= longest(month, year) for month, day in orders)  # noqa: PLR2004 - months


class WeekdayDate(SourceCheck):
    """A weekday that does not fit its date.

    Why: one of the two is wrong, and guests come on the wrong day.

    Limits: the year must stand in the date, behind the range that it begins, or behind
    the same day and month elsewhere in the release.
    """

    id: ClassVar[str] = "weekday-date"
    level: ClassVar[Level] = Level.ERROR
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad("It opens on Monday, 22 July 2025.", "Monday, 22 July 2025"),
        Bad("It opens on 22 July 2025 (Monday).", "22 July 2025 (Monday)"),
        Bad("Monday to Thursday, 14–18 July 2025", "Monday to Thursday, 14–18 July 2025"),
        Bad("TASHKENT, 22 July 2025 – On Monday, 22 July it met.", "Monday, 22 July"),
    )
    good: ClassVar[tuple[str, ...]] = (
        "It opens on Tuesday, 22 July 2025, and on Friday, July 25, 2025.",
        "It met from Monday, 14 July, to Friday, 18 July 2025.",
        "On Monday, 22 July, it met.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield the dates whose weekday is another one."""
        joined = whole(text)
        found = find_dates(joined)
        years: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
        for each in found:
            years[each.day, each.month].update({each.year} - {0})
        for place, each in enumerate(found):
            if each.weekday < 0:
                continue
            year = each.year or _year_told(joined, found, place, years)
            wrong = _right_weekday(each, year)
            if wrong:
                day, weekday = wrong
                message = f"{day} {MONTHS[each.month - 1]} {year} is a {WEEKDAYS[weekday]}"
                yield Hit(*joined.place(each.start, each.end), message)


def _right_weekday(each: Date, year: int) -> tuple[int, int] | None:
    """The day that has another weekday than written, and the right one; None if all is well."""
    pairs = [(each.day, each.weekday)]
    if each.last_weekday >= 0:
        pairs.append((each.last, each.last_weekday))
    if not year or not _is_possible(each) or (each.last_weekday >= 0) != bool(each.last):
        return None
    for day, weekday in pairs:
        right = date(year, each.month, min(day, longest(each.month, year))).weekday()
        if right != weekday:
            return day, right
    return None


def _year_told(
    joined: Whole, found: list[Date], place: int, years: Mapping[tuple[int, int], set[int]]
) -> int:
    """The year of a date that has none, told by the range it opens or by the same day; 0 if not."""
    each = found[place]
    if place + 1 < len(found):
        following = found[place + 1]
        if following.year and JOINED.fullmatch(joined.text, each.end, following.start):
            return following.year
    known = years[each.day, each.month]
    return next(iter(known)) if len(known) == 1 else 0


class DateStyle(SourceCheck):
    """Dates like "22nd July" or "July 22, 2025" in a release that writes "22 July 2025".

    Why: one release, one style; the house style is "22 July 2025".

    Limits: a release that writes all its dates the American way is left alone.
    """

    id: ClassVar[str] = "date-style"
    level: ClassVar[Level] = Level.SUGGESTION
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad(
            "It opened on 22 July 2025. It closed on July 25, 2025.",
            "July 25, 2025",
            "25 July 2025",
        ),
        Bad("It opened on 22 July 2025. It closed on 25th July.", "25th July", "25 July"),
    )
    good: ClassVar[tuple[str, ...]] = (
        "It opened on July 22, 2025. It closed on July 25, 2025.",
        "It opened on 22 July 2025 and closed on the 25th.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield the dates in another style."""
        joined = whole(text)
        found = find_dates(joined)
        if all(each.american or each.ordinal for each in found):
            return
        for each in found:
            if each.american or each.ordinal:
                yield Hit(
                    *joined.place(each.start, each.end),
                    "date in another style than the rest",
                    _plain(each),
                )


def _plain(each: Date) -> str | None:
    """A single date in the house style."""
    if each.last or each.weekday >= 0:
        return None
    return f"{each.day} {MONTHS[each.month - 1]}" + (f" {each.year}" if each.year else "")


class DateOrder(SourceCheck):
    """A range that ends before it begins.

    Why: one of the two days or years is wrong.

    Limits: two days of one month, two dates with their years, two years after "from".
    """

    id: ClassVar[str] = "date-order"
    level: ClassVar[Level] = Level.ERROR
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad("It met from 14 to 12 July 2025.", "14 to 12 July 2025"),
        Bad("It met from 14 July 2025 to 12 July 2025.", "14 July 2025 to 12 July 2025"),
        Bad("The figures from 2024 to 2021 fell.", "from 2024 to 2021"),
    )
    good: ClassVar[tuple[str, ...]] = (
        "It met from 12 to 14 July 2025 and from 30 December to 5 January 2026.",
        "It met on 14 and 12 July.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield such ranges."""
        joined = whole(text)
        for span in _reversed(joined):
            yield Hit(*joined.place(*span), "the range ends before it begins")


def _reversed(joined: Whole) -> Iterator[tuple[int, int]]:
    """Ranges the wrong way round, as stretches of the whole text."""
    found = find_dates(joined)
    for each in found:
        if each.last and each.last < each.day and " and " not in joined.text[each.start : each.end]:
            yield each.start, each.end
    for first, second in pairwise(found):
        between = JOINED.fullmatch(joined.text, first.end, second.start)
        if (
            between
            and " and " not in between[0]
            and first.year
            and (second.year, second.month, second.day) < (first.year, first.month, first.day)
            and second.year
        ):
            yield first.start, second.end
    for match in _YEARS.finditer(joined.text):
        if match[2] < match[1]:
            yield match.span()


CHECKS = (DateYear, ImpossibleDate, WeekdayDate, DateStyle, DateOrder)
