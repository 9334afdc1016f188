"""Whether a translation kept the figures of its source.

Figures are compared as multisets of ``markup.numbers``. What is no difference:
numbers written as words on one of the two sides ("4 principles", «четыре
принципа»; "Sixty-eight", «68»), centuries in Roman figures ("21st", «XXI»), months
as figures, another sign inside a time ("10.30", "10:30"), a percent sign said once
for two figures ("from 46 to 19 per cent").
"""

import re
from collections import Counter
from dataclasses import dataclass

from tiptranslate import markup

# Beginnings of the words for small numbers, enough to know a figure that became a word.
_WORDS: dict[str, dict[int, str]] = {
    "en": {
        1: "one|first|once|single", 2: "two|second|twice|both|pair", 3: "three|third|thrice",
        4: "four", 5: "five|fifth", 6: "six", 7: "seven", 8: "eight", 9: "nine|ninth",
        10: "ten", 11: "eleven", 12: "twelve|twelfth|dozen", 13: "thirteen", 14: "fourteen",
        15: "fifteen", 16: "sixteen", 17: "seventeen", 18: "eighteen", 19: "nineteen",
        20: "twent", 30: "thirt", 40: "fort", 50: "fift", 60: "sixt", 70: "sevent",
        80: "eight", 90: "ninet", 100: "hundred", 1000: "thousand",
    },
    "ru": {
        1: "один|одн|перв|единств", 2: "два|две|дву|втор|оба|обе|пара|пару|вдво",
        3: "три|тре|трё|тро|втро", 4: "четыр|четвер|четвёр", 5: "пят", 6: "шест",
        7: "сем|седьм", 8: "восем|восьм", 9: "девят", 10: "десят", 11: "одиннадцат",
        12: "двенадцат|дюжин", 13: "тринадцат", 14: "четырнадцат", 15: "пятнадцат",
        16: "шестнадцат", 17: "семнадцат", 18: "восемнадцат", 19: "девятнадцат",
        20: "двадцат", 30: "тридцат", 40: "сорок", 50: "пятьдесят|пятидесят",
        60: "шестьдесят|шестидесят", 70: "семьдесят|семидесят", 80: "восемьдесят|восьмидесят",
        90: "девяност", 100: "сто|сотн|сот", 1000: "тысяч",
    },
    "uz": {
        1: "bir|bitta", 2: "ikki|ikkal|ikkov", 3: "uch", 4: "toʻrt", 5: "besh", 6: "olti",
        7: "yetti", 8: "sakkiz", 9: "toʻqqiz", 10: "oʻn", 20: "yigirma", 30: "oʻttiz", 40: "qirq",
        50: "ellik", 60: "oltmish", 70: "yetmish", 80: "sakson", 90: "toʻqson", 100: "yuz",
        1000: "ming",
    },
}  # fmt: skip
_MONTHS = (
    "jan|янв|yan", "feb|фев|fev", "mar|март|mart", "apr|апр|apr", "may|ма[йя]",
    "jun|июн|iyun", "jul|июл|iyul", "aug|авг|avg", "sep|сен|sen", "oct|окт|okt",
    "nov|ноя|noy", "dec|дек|dek",
)  # fmt: skip
_ROMAN = re.compile(r"\b(?=[IVX]+\b)(X{0,3})(IX|IV|V?I{0,3})\b")
_APOSTROPHES = str.maketrans(dict.fromkeys("'`‘’´ʼ", "ʻ"))
_PER_CENT = re.compile("%|per[ \u00a0]?cent|процент|foiz|фоиз", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Difference:
    """The figures a target lost and those it has too many, as ``markup.numbers`` gives them.

    ``percent`` is True where the source has a percentage and the target none.
    """

    lost: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    percent: bool = False

    def __bool__(self) -> bool:
        return bool(self.lost or self.new or self.percent)


def kept(source: str, target: str, source_language: str, target_language: str) -> bool:
    """Whether the target has the figures of the source, no more and no fewer."""
    return not compare(source, target, source_language, target_language)


def compare(source: str, target: str, source_language: str, target_language: str) -> Difference:
    """How the figures of a target differ from those of its source."""
    before, after = _figures(source), _figures(target)
    lost, new = before - after, after - before
    if _runs(lost) == _runs(new):
        lost = new = Counter()
    percent = bool(_PER_CENT.search(source)) and not _PER_CENT.search(target)
    return Difference(
        tuple(figure for figure in lost.elements() if not _said(figure, target, target_language)),
        tuple(figure for figure in new.elements() if not _said(figure, source, source_language)),
        percent,
    )


def is_said(number: int, text: str, language: str) -> bool:
    """Whether a text has a whole number, in figures or in words."""
    figure = str(number)
    return figure in _figures(text) or _said(figure, text, language)


def _figures(text: str) -> Counter[str]:
    """The figures of a text without their percent signs."""
    return Counter(figure.removesuffix("%") for figure in markup.numbers(text))


def _runs(figures: Counter[str]) -> Counter[int]:
    """The runs of digits in some figures."""
    return Counter(
        int(run) for figure in figures.elements() for run in re.findall("[0-9]+", figure)
    )


def _said(figure: str, text: str, language: str) -> bool:
    """Whether a text says a figure in another way: word, month, Roman figure, part of a phone."""
    for span in markup.protected(text):
        runs = re.findall("[0-9]+", text[span.start : span.end])
        if figure in {*runs, "".join(runs)}:
            return True
    if not figure.isdigit() or len(figure) > 4:  # noqa: PLR2004 - no word for it
        return False
    number = int(figure)
    pattern = _in_words(number, language.partition("@")[0])
    if 0 < number <= len(_MONTHS):
        pattern = rf"(?:{pattern}|\b(?:{_MONTHS[number - 1]}))"
    if re.search(pattern, text.lower().translate(_APOSTROPHES)):
        return True
    return number in {_roman(match[0]) for match in _ROMAN.finditer(text)}


def _in_words(number: int, language: str) -> str:
    """A pattern for a number below 100, or a round one, in the words of a language."""
    stems = _WORDS.get(language, {})
    if number in stems:
        return rf"\b(?:{stems[number]})"
    tens, units = stems.get(number // 10 * 10), stems.get(number % 10)
    if tens is None or units is None:
        return r"(?!)"
    return rf"\b(?:{tens})\w*[- ](?:{units})"


def _roman(figure: str) -> int:
    """The value of a Roman figure below 40."""
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in figure]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))
