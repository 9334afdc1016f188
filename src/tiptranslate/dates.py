"""Months in words, in the languages the project knows: to compare dates and to write them."""

import re
from collections.abc import Sequence

from tiptranslate.markup import Kind, Span

NAMES: dict[str, tuple[str, ...]] = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "ru": (
        *("января", "февраля", "марта", "апреля", "мая", "июня"),
        *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
    ),
    "uz": (
        *("yanvar", "fevral", "mart", "aprel", "may", "iyun"),
        *("iyul", "avgust", "sentabr", "oktabr", "noyabr", "dekabr"),
    ),
    "uz@cyrillic": (
        *("январь", "февраль", "март", "апрель", "май", "июнь"),
        *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
    ),
}
"""How a month stands in a date: in Russian in the genitive."""

# Endings of any case are left open, but where a word of its own begins so: Uzbek marta, mayda.
_STEMS: dict[str, tuple[str, ...]] = {
    "en": tuple(
        rf"{name[:3]}(?:{name[3:]})?\b|{name.upper()}\b" + (r"|Sept\b" if name[0] == "S" else "")
        for name in NAMES["en"]
    ),
    "ru": (
        *("январ", "феврал", "март(?!ен|ыш)", "апрел", r"ма(?:й|я|е|ю|ем)\b", "июн"),
        *("июл", "август", "сентябр", "октябр", "ноябр", "декабр"),
    ),
    "uz": (
        *("yanvar", "fevral", r"mart(?!a\b|a[^.]|lab)", "aprel"),
        *(r"(?:(?<=-)may\w*|may(?:dan|ning|ni|gacha|dagi|i(?:da|dan|gacha|ning)?)?\b)", "iyun"),
        *("iyul", "avgust", "sentyabr|sentabr", "oktyabr|oktabr", "noyabr", "dekabr"),
    ),
    "uz@cyrillic": (
        *("январ", "феврал", "март(?!а)", "апрел"),
        *(r"(?:(?<=-)май\w*|май(?:дан|нинг|ни|гача|даги|и(?:да|дан|гача|нинг)?)?\b)", "июн"),
        *("июл", "август", "сентябр", "октябр", "ноябр", "декабр"),
    ),
}


def _pattern(stems: Sequence[str], *, exact: bool) -> re.Pattern[str]:
    groups = [rf"(?P<m{number}>\b(?:{stem}))" for number, stem in enumerate(stems, start=1)]
    return re.compile("|".join(groups), re.NOFLAG if exact else re.IGNORECASE)


# English "may" and "march" are words of every sentence; the months have a capital.
_PATTERNS = {code: _pattern(stems, exact=code == "en") for code, stems in _STEMS.items()}
_NUMERIC = re.compile(
    r"\b(?:[0-9]{1,2}[./](?P<a>0?[1-9]|1[0-2])[./][0-9]{4}|[0-9]{4}-(?P<b>0[1-9]|1[0-2])-[0-9]{2})\b"
)


def months(text: str, language: str) -> set[int]:
    """The months that a text names anywhere, in words or as the figures of a date."""
    found = {int(match.lastgroup[1:]) for match in _PATTERNS[language].finditer(text)}  # type: ignore[index]
    return found | in_figures(text)


def in_figures(text: str) -> set[int]:
    """The months of the dates that a text writes in figures alone."""
    return {int(match["a"] or match["b"]) for match in _NUMERIC.finditer(text)}


def dated_months(text: str, spans: Sequence[Span], language: str) -> dict[int, Span]:
    """The months of a text's dates, each with the first date that names it."""
    found: dict[int, Span] = {}
    for span in spans:
        if span.kind in (Kind.DATE, Kind.DATE_RANGE):
            for month in months(text[span.start : span.end], language):
                found.setdefault(month, span)
    return found
