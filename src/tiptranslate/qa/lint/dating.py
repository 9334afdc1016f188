"""The dates of a release as numbers, for the checks of dates."""

import re
from calendar import monthrange
from dataclasses import dataclass

from tiptranslate.qa.lint.lines import find
from tiptranslate.qa.whole import Whole

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTH = "|".join(MONTHS)
_WEEKDAY = "|".join(WEEKDAYS)
_S = "[ \u00a0\u202f]"
_TO = rf"(?:{_S}?[-–—]{_S}?|{_S}(?:to|and|until|through){_S})"
_DAY = r"[0-9]{1,2}"
_YEAR = r"(?:19|20)[0-9]{2}(?![0-9])"
_LEADING = rf"(?:(?P<weekday>{_WEEKDAY})(?:{_TO}(?P<weekday2>{_WEEKDAY}))?(?:,{_S}?|{_S}))?"
_HINT = re.compile(_MONTH)
_DATE = re.compile(
    rf"{_LEADING}(?<![\w.,/$€£])(?:"
    rf"(?P<day>{_DAY})(?P<nth>st|nd|rd|th)?(?:{_TO}(?P<last>{_DAY})(?:st|nd|rd|th)?)?"
    rf"{_S}(?:of{_S})?(?P<month>{_MONTH})\b(?:,?{_S}(?P<year>{_YEAR}))?"
    rf"|(?P<us_month>{_MONTH}){_S}(?P<us_day>{_DAY})(?P<us_nth>st|nd|rd|th)?"
    rf"(?:{_S}?[-–]{_S}?(?P<us_last>{_DAY}))?(?![\w%]|[.,:/-][0-9]|{_S}per{_S}cent)"
    rf"(?:,?{_S}(?P<us_year>{_YEAR}))?"
    rf")(?:{_S}\((?P<behind>{_WEEKDAY})\))?"
)
JOINED = re.compile(rf",?{_TO}")


@dataclass(frozen=True, slots=True)
class Date:
    """A date or a range of days in one month, as written at ``start:end`` of the whole text.

    Numbers are 0 where there are none; weekdays count from Monday, -1 for none.
    """

    start: int
    end: int
    day: int
    last: int
    month: int
    year: int
    weekday: int
    last_weekday: int
    ordinal: bool
    american: bool


_last: list[tuple[Whole, list[Date]]] = []
"""The dates of the release asked for last; every check here asks for the same ones."""


def find_dates(joined: Whole) -> list[Date]:
    """The dates of a release that name a month."""
    if not _last or _last[0][0] is not joined:
        _last[:] = [(joined, [_read(match) for match in find(_DATE, _HINT, joined.text)])]
    return _last[0][1]


def _read(match: re.Match[str]) -> Date:
    us = "us_" if match["us_month"] else ""
    day = int(match[us + "day"])
    weekday = match["weekday"] or match["behind"]
    return Date(
        *match.span(),
        day=day,
        last=int(match[us + "last"] or 0),
        month=MONTHS.index(match[us + "month"]) + 1,
        year=int(match[us + "year"] or 0),
        weekday=WEEKDAYS.index(weekday) if weekday else -1,
        last_weekday=WEEKDAYS.index(match["weekday2"]) if match["weekday2"] else -1,
        ordinal=bool(match[us + "nth"]),
        american=bool(us),
    )


def longest(month: int, year: int) -> int:
    """The last day of a month; of February in a leap year, where the year is not known."""
    return monthrange(year or 2000, month)[1]
