"""The hyphen of Uzbek dates: Latin writes 2023-yil 27-iyul, Cyrillic 2023 йил 27 июль.

Only full years and days of a month are meant. A decade keeps its hyphen (1990-yillar,
1990-йиллар), and so does any other ordinal (5-sinf, 5-синф).
"""

import re
from collections.abc import Iterator

from tiptranslate.languages.cyrillic_words import SUFFIXES, suffixes_back

_YEAR = "(?:1[7-9]|2[01])[0-9]{2}"
"""Others are too easily a number of years when the hyphen is to come back."""
_DAY = "[0-9]{1,2}"
_BEFORE = "(?<![0-9.,])"
_HYPHEN = "[-‐‑]"
_MONTHS = (
    "yanvar|fevral|mart|aprel|may|iyun|iyul|avgust|senty?abr|okty?abr|noyabr|dekabr",
    "январ|феврал|март|апрел|май|июн|июл|август|сентябр|октябр|ноябр|декабр",
)
_JOIN = ",| va| yoki| hamda"
_RANGE = re.compile(r"[0-9] ?[-–—] ?$")


def _dates(side: int, year: str, suffixes: str) -> Iterator[tuple[str, str]]:
    """For days, then for years: the figure, and what follows its hyphen or space."""
    yield _DAY, f"(?:{_MONTHS[side]})ь?{suffixes}(?!\\w)"
    yield _YEAR, f"{year}(?:lar|лар)?{suffixes}(?!\\w)"


_TO_CYRILLIC = [
    re.compile(
        f"{_BEFORE}({figure}){_HYPHEN}(?={named})"
        # 3- va 17-oktabr: the first day hangs on the month of the last one.
        f"|{_BEFORE}({figure}){_HYPHEN}"
        f"(?=(?:(?:{_JOIN}) {figure}{_HYPHEN}){{0,6}}(?:{_JOIN}) {figure}{_HYPHEN}{named})",
        re.IGNORECASE,
    )
    for figure, named in _dates(0, "yil", SUFFIXES)
]
_TO_LATIN = [
    re.compile(f"{_BEFORE}({figure})[ \u00a0](?={named})", re.IGNORECASE)
    for figure, named in _dates(1, "йил", suffixes_back().pattern)
]
_DECADE = re.compile("yillar", re.IGNORECASE)
_MAY_BE_DATE = (re.compile("[0-9][-‐‑]"), re.compile("[0-9][ \u00a0]"))


def dates_to_cyrillic(text: str) -> str:
    """A Latin text without the hyphens of its dates."""
    if not _MAY_BE_DATE[0].search(text):
        return text
    for pattern in _TO_CYRILLIC:
        text = pattern.sub(_without_hyphen, text)
    return text


def dates_to_latin(text: str) -> str:
    """A Cyrillic text with hyphens in its dates."""
    if not _MAY_BE_DATE[1].search(text):
        return text
    for pattern in _TO_LATIN:
        text = pattern.sub(_with_hyphen, text)
    return text


def _without_hyphen(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[2]
    is_decade = match[1].endswith("0") and _DECADE.match(match.string, match.end())
    if is_decade and not _RANGE.search(match.string[max(0, match.start() - 5) : match.start()]):
        return match[0]
    return f"{match[1]} "


def _with_hyphen(match: re.Match[str]) -> str:
    return f"{match[1]}-"
