"""Spans in a text that are not words: links, e-mails, phones, symbols, numbers, dates, acronyms.

Every pattern is compiled once and starts only where the character before it cannot
belong to it, so that no text, however hostile, takes more than linear time.
``phonenumbers`` is imported only when a text has digits that could be a phone.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
)
_UZ_MONTHS = (
    "yanvar|fevral|mart|aprel|may|iyun|iyul|avgust|sentabr|sentyabr|oktabr|oktyabr|noyabr|dekabr"
)
_GAP = "[ \u00a0\u202f]"
_DASH = "[-‐‑‒–—]"


class Kind(StrEnum):
    """What a span is; the value is what messages and JSON show."""

    PLACEHOLDER = "placeholder"
    URL = "url"
    EMAIL = "email"
    HANDLE = "handle"
    SYMBOL = "document-symbol"
    DATE_RANGE = "date-range"
    DATE = "date"
    PHONE = "phone"
    PERCENT = "percent"
    NUMBER = "number"
    NAME = "name"
    ACRONYM = "acronym"


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]`` is one of ``kind``."""

    kind: Kind
    start: int
    end: int


PROTECTED = frozenset(
    {Kind.PLACEHOLDER, Kind.URL, Kind.EMAIL, Kind.HANDLE, Kind.SYMBOL, Kind.PHONE}
)
"""The kinds that no model may touch."""

_PLACEHOLDER = re.compile(
    r"⟦/?[0-9]{1,4}/?⟧"
    r"|\$?\{[\w.]{0,40}\}"
    r"|(?<![0-9%])%(?:\(\w{1,40}\)|[0-9]\$)?[0-9]{0,3}[sdifxr](?!\w)"
)
_LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>\"«»“”|]+", re.IGNORECASE)
# Top-level domains are listed, so that "a full stop.In haste" is no address.
_DOMAIN = re.compile(
    r"(?<![\w.@/-])(?:[a-z0-9-]{1,63}\.){1,5}"
    r"(?:org|com|net|int|gov|edu|info|eu|uk|uz|kz|kg|tj|tm|ru)\b(?!\.?\w|@)(?:/[^\s<>\"«»“”|]*)?",
    re.IGNORECASE,
)
# "name@un.org", masked "name[at]un.org", and the domain-less "name[at]" of careless releases.
_EMAIL = re.compile(
    r"(?<![\w.+%-])\w[\w.+%-]*+(?:"
    r" ?[\[(](?:a|at|@)[\])] ?[\w-]+(?:(?:\.| ?[\[(](?:dot|d)[\])] ?)[\w-]+)+"
    r"|(?:@|[\[(](?:a|at)[\])])(?:[\w-]+(?:\.[\w-]+)*)?)",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@.])@\w{2,40}")
_SYMBOL = re.compile(r"(?<![\w/.])[A-Z]{1,8}(?:/[A-Z0-9][\w.-]*){2,}")

_DAYS = (
    rf"[0-9]{{1,2}}(?:st|nd|rd|th)?(?:\s?(?:{_DASH}|to|and|по|и)\s?[0-9]{{1,2}}(?:st|nd|rd|th)?)"
)
_YEAR = rf"(?:,?{_GAP}(?:19|20)[0-9]{{2}}(?![0-9])(?:{_GAP}(?:года|году|г\.))?)?"
_DATE_RANGE = re.compile(
    rf"\b{_DAYS}{_GAP}(?:{_MONTHS})\b{_YEAR}"
    rf"|\b(?:{_MONTHS}){_GAP}{_DAYS}\b{_YEAR}"
    rf"|\b[0-9]{{1,2}}{_GAP}(?:{_MONTHS}){_YEAR}\s?{_DASH}\s?[0-9]{{1,2}}{_GAP}(?:{_MONTHS})\b{_YEAR}"
    rf"|\b(?:(?:19|20)[0-9]{{2}}-yil(?:ning)?{_GAP})?[0-9]{{1,2}}{_DASH}[0-9]{{1,2}}-(?:{_UZ_MONTHS})\w*"
    rf"|\b(?:19|20)[0-9]{{2}}\s?{_DASH}\s?(?:19|20)[0-9]{{2}}\b(?!{_DASH}[0-9])"
)
_DATE = re.compile(
    rf"\b[0-9]{{1,2}}(?:st|nd|rd|th)?{_GAP}(?:of )?(?:{_MONTHS})\b{_YEAR}"
    rf"|\b(?:{_MONTHS}){_GAP}[0-9]{{1,2}}(?:st|nd|rd|th)?(?![\w.,]?[0-9]){_YEAR}"
    rf"|\b(?:{_MONTHS}){_GAP}(?:19|20)[0-9]{{2}}\b"
    rf"|\b(?:(?:19|20)[0-9]{{2}}-yil(?:ning)?{_GAP})?[0-9]{{1,2}}-(?:{_UZ_MONTHS})\w*"
    r"|\b(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])\b"
    r"|(?<![0-9./])(?:0?[1-9]|[12][0-9]|3[01])([./])(?:0?[1-9]|1[0-2])\1(?:19|20)[0-9]{2}(?![\w/])"
)
_FIGURE = r"(?<![0-9])[0-9]{1,3}(?:([ \u00a0\u202f,.’'])[0-9]{3}(?![0-9])(?:\1[0-9]{3}(?![0-9]))*(?:[.,][0-9]+)?)|(?<![0-9])[0-9]+(?:[.,][0-9]+)?"  # noqa: E501 - one pattern
_NUMBER = re.compile(rf"(?<![^\W\d_])(?:{_FIGURE})")
_PERCENT_SIGN = re.compile(
    rf"{_GAP}?%|(?:{_GAP}|-)(?:per{_GAP}?cent\b|percent(?:age)?\b|процент\w*|foiz\w*|фоиз\w*)",
    re.IGNORECASE,
)
_ACRONYM = re.compile(
    r"\b(?:[A-Z]\.){2,6}"
    r"|(?<![\w])(?:[A-Z][A-Z0-9]+|[А-ЯЁЎҚҒҲ]{2,})(?:-[A-Z]+)*(?![^\W_])"
    r"|(?<![\w])[A-Z]{2,}(?=s\b)"
)
_NAME = re.compile(
    r"\b(?:(?:Mr|Ms|Mrs|Dr|Prof|Col|Gen|Lt|Capt|Maj|Amb|St)\.?|Miss|Madam|Sir|Dame|H\.E\.)"
    rf"{_GAP}((?:[A-Z][\w’'-]+|[A-Z]\.)(?:{_GAP}(?:[A-Z][\w’'-]+|[A-Z]\.)){{0,3}})"
)

_PHONE = re.compile(
    rf"(?<![\w.,/-])(?:\(?\+)?{_GAP}?\(?[0-9](?:[ \u00a0().–/-]{{0,3}}[0-9]){{6,16}}(?![0-9])"
)
_PHONE_LABEL = re.compile(
    r"(?:\btel|\bphone|\bmobile|\bfax|\bcell|\bwhatsapp|\btelegram|\bhotline|\bhelpline|\bcall|\bdial"
    r"|\bтел|\bфакс|\bмоб|\bfaks|qoʻngʻiroq)\w*\.?(?:\s(?:number|no\.|on|at|is|us))*[\s:(–—]*$",
    re.IGNORECASE,
)
REMEMBERED = 8192
"""Sentences of which it is kept at hand what was found: a group of releases drafted together."""

_PLAIN_FIGURE = re.compile(r"[0-9]+|[0-9]{1,3}(?:[ \u00a0.][0-9]{3})+")
_TOLL_FREE = re.compile(r"8[ \u00a0(-]{1,2}800[ \u00a0)-]")
_HOTLINE = re.compile(
    r"\b(?:hotlines?|helplines?|tel(?:ephone)?|phone|call|dial|short (?:number|code)"
    r"|горяч(?:ая|ей|ую) лини[яиею]|телефону?|номеру?|telefon(?:i|iga)?|raqam(?:i|iga)?)"
    r"\.?(?: (?:number|numbers|no\.|is|on|at|us))*[ :(–—]{1,3}"
    r"(116[ \u00a0][0-9]{2,3}|[0-9]{3,5})(?![\w%]|[ \u00a0\u202f.,/-][0-9])"
    r"(?! (?:calls?|people|persons|victims|cases|times|women|men|children))",
    re.IGNORECASE,
)


@lru_cache(maxsize=REMEMBERED)
def find_spans(text: str) -> tuple[Span, ...]:
    """All spans of a text, in its order, none overlapping another.

    Where two could claim the same characters the more telling kind wins: the
    figures of a phone are no number, the domain of an e-mail is no link. The last
    answers are remembered, for many ask about one sentence.
    """
    taken = bytearray(len(text))
    spans = []
    for span in _claims(text):
        if span.start < span.end and 1 not in taken[span.start : span.end]:
            taken[span.start : span.end] = b"\x01" * (span.end - span.start)
            spans.append(span)
    return tuple(sorted(spans, key=lambda span: span.start))


def protected(text: str) -> tuple[Span, ...]:
    """The spans of a text that no model may touch, in its order."""
    return tuple(span for span in find_spans(text) if span.kind in PROTECTED)


def numbers(text: str) -> list[str]:
    """The figures of a text in a form that compares across languages, in its order.

    Thousands are joined ("244,890", "244 890" and "244.890" are "244890"), a
    decimal sign is a point, a percentage ends in "%" whichever way it is written
    ("85 per cent", "85 foiz"), dates and ranges give their figures one by one,
    without leading zeros. Figures in addresses, phones and the like are left out,
    and so are those glued to a letter before them ("G20").
    """
    figures: list[str] = []
    for span in find_spans(text):
        part = text[span.start : span.end]
        if span.kind in (Kind.DATE, Kind.DATE_RANGE):
            figures += [figure.lstrip("0") or "0" for figure in re.findall("[0-9]+", part)]
        elif span.kind is Kind.NUMBER:
            figures.append(_figure(part))
        elif span.kind is Kind.PERCENT:
            figures.append(_figure(_NUMBER.match(part)[0]) + "%")  # type: ignore[index]
    return figures


def _figure(text: str) -> str:
    """One number without group signs and with a decimal point."""
    head, *groups = re.split("[ \u00a0\u202f,.’']", text)
    decimal = ""
    if groups and (len(groups[-1]) != 3 or head == "0"):  # noqa: PLR2004 - three digits are a group
        decimal = "." + groups.pop()
    return (head + "".join(groups)).lstrip("0").rjust(1, "0") + decimal


def _claims(text: str) -> Iterator[Span]:
    """Every candidate, the kinds in the order in which they win."""
    if _SIGN.search(text):
        for kind, pattern in _BEFORE_PHONES:
            yield from _matches(kind, pattern, text)
    has_digit = _DIGIT.search(text) is not None
    if has_digit:
        for find in (_dates, _phones, _figures):
            yield from find(text)
    for match in _NAME.finditer(text):
        yield Span(Kind.NAME, match.start(1), match.end(1))
    # In a line all in capitals they say nothing.
    if _CAPITALS.search(text) and (_LOWER.search(text) or len(text.split()) <= 2):  # noqa: PLR2004
        yield from _matches(Kind.ACRONYM, _ACRONYM, text)


def _matches(kind: Kind, pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    """The matches of one pattern, trimmed by the rules of their kind."""
    trim = _TRIM.get(kind, _keep)
    for match in pattern.finditer(text):
        yield Span(kind, match.start(), match.start() + trim(match[0]))


def _keep(found: str) -> int:
    return len(found)


def _trim_url(found: str) -> int:
    """Length without the punctuation of the sentence around a link."""
    surplus = found.count(")") - found.count("(")
    end = len(found)
    while end and (found[end - 1] in ".,;:!?'’…]" or (found[end - 1] == ")" and surplus > 0)):
        surplus -= found[end - 1] == ")"
        end -= 1
    return end


def _trim_email(found: str) -> int:
    """Length without a trailing hyphen."""
    return len(found.rstrip("-"))


def _trim_symbol(found: str) -> int:
    """Length without a full stop; 0 where there is no figure, for then it is no document."""
    return len(found.rstrip(".-")) if _DIGIT.search(found) else 0


def _dates(text: str) -> Iterator[Span]:
    yield from _matches(Kind.DATE_RANGE, _DATE_RANGE, text)
    yield from _matches(Kind.DATE, _DATE, text)


def _figures(text: str) -> Iterator[Span]:
    """Percentages and numbers."""
    for match in _NUMBER.finditer(text):
        sign = _PERCENT_SIGN.match(text, match.end())
        if sign:
            yield Span(Kind.PERCENT, match.start(), sign.end())
        else:
            yield Span(Kind.NUMBER, match.start(), match.end())


def _phones(text: str) -> Iterator[Span]:
    """Phones by libphonenumber's rules, labelled ones by their label, and short hotlines."""
    for match in _PHONE.finditer(text):
        before = text[max(0, match.start() - 40) : match.start()]
        if _PHONE_LABEL.search(before) or _TOLL_FREE.match(match[0]):
            yield Span(Kind.PHONE, match.start(), match.end())
            continue
        # A figure without any mark of a phone is a number; spare the import.
        if _PLAIN_FIGURE.fullmatch(match[0]):
            continue
        for found in _matcher()(match[0]):
            start = match.start() + found.start
            yield Span(Kind.PHONE, start, start + len(found.raw_string))
    for match in _HOTLINE.finditer(text):
        yield Span(Kind.PHONE, match.start(1), match.end(1))


def _matcher() -> Callable[[str], Any]:
    """The search of libphonenumber for numbers as one would dial them in Uzbekistan."""
    from phonenumbers import Leniency, PhoneNumberMatcher  # noqa: PLC0415 - not for --help

    return lambda text: PhoneNumberMatcher(text, "UZ", leniency=Leniency.POSSIBLE)


_DIGIT = re.compile("[0-9]")
# No address, symbol or placeholder is without one of these.
_SIGN = re.compile(r"[⟦{%@/\[(]|[\w-]\.\w")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9.]|[А-ЯЁЎҚҒҲ]{2}")
_LOWER = re.compile("[a-zа-яёўқғҳ]")
_BEFORE_PHONES = (
    (Kind.PLACEHOLDER, _PLACEHOLDER),
    (Kind.URL, _LINK),
    (Kind.EMAIL, _EMAIL),
    (Kind.URL, _DOMAIN),
    (Kind.HANDLE, _HANDLE),
    (Kind.SYMBOL, _SYMBOL),
)
_TRIM: dict[Kind, Callable[[str], int]] = {
    Kind.URL: _trim_url,
    Kind.EMAIL: _trim_email,
    Kind.SYMBOL: _trim_symbol,
}
