"""Whole numbers in words, in the languages the project knows: to know a figure that became a word.

Patterns are generous with endings and kinds (cardinal, ordinal, collective, "twice") and strict
with words that only begin alike: Russian семья is no семь, Uzbek uchun no uch, English tension
no ten. Texts are compared in lower case, with ʻ for every apostrophe.
"""

import re
from functools import cache

_EN = {
    1: r"ones?\b|first|once\b|single\b", 2: r"twos?\b|twofold|second|twice|both\b|pairs?\b|double",
    3: r"threes?\b|three(?:fold|-)|third|thrice|triple", 4: r"four(?!teen|ty|ti)",
    5: r"five|fifths?\b", 6: r"six(?!t[ye]|tie)", 7: r"seven(?!t[ye]|tie)",
    8: r"eight(?!een|y|ie)", 9: r"nine(?!t)|ninths?\b",
    10: r"ten(?:th|fold)?s?\b", 11: "eleven", 12: "twel[vf]|dozen", 13: "thirteen", 14: "fourteen",
    15: "fifteen", 16: "sixteen", 17: "seventeen", 18: "eighteen", 19: "nineteen", 20: "twent[yi]",
    30: "thirt[yi]", 40: "fort[yi]", 50: "fift[yi]", 60: "sixt[yi]", 70: "sevent[yi]",
    80: "eight[yi]", 90: "ninet[yi]", 100: "hundred", 1000: "thousand",
}  # fmt: skip
_TEENS = "надцат|ьдесят|идесят|ьсот|исот"
_RU = {
    1: "один(?!надцат)|одн(?!ак|оврем|ообр|ород)|перв|единств",
    2: r"два\b|две\b|дву[хмкс]|дво(?:е|и[хм])\b|двой|втор(?!ж|ит|г)|об[ае]\b|обо(?:и[хм]|ими)\b|"
    r"обе(?:и[хм]|ими)\b|пар[аыуе]\b|вдв|дважд|двум",
    3: r"три\b|тр[её][хм](?!сот)|трояк|трое\b|трои[хм]|трой|трет(?:и|ь[яеюи])|втр[ои]|триж",
    4: r"четыр(?!надцат|[её]хсот)|четвер(?!г|т[ьи]\b|тью)|четвёр|вчетвер",
    5: rf"пят(?!{_TEENS}|н|к)|впятер", 6: rf"шест(?!{_TEENS}|в)|вшестер",
    7: r"семь\b|семью\b|семи(?!десят|сот|нар)|семер|седьм|всемер",
    8: r"восемь\b|восемью\b|восьм(?!идесят|исот)|ввосьмер", 9: "девят(?!надцат|ьсот|исот)",
    10: "десят", 11: "одиннадцат", 12: "двенадцат|дюжин", 13: "тринадцат", 14: "четырнадцат",
    15: "пятнадцат", 16: "шестнадцат", 17: "семнадцат", 18: "восемнадцат", 19: "девятнадцат",
    20: "двадцат", 30: "тридцат", 40: r"сорока?\b|сороков", 50: "пятьдесят|пятидесят",
    60: "шестьдесят|шестидесят", 70: "семьдесят|семидесят", 80: "восемьдесят|восьмидесят",
    90: "девяност", 100: r"сто\b|ста\b|сотн|сот(?:ый|ая|ое|ую|ых|ом|ой)\b", 1000: "тысяч",
}  # fmt: skip
_UZ = {
    1: "bir|bitta", 2: "ikki|ikka|ikko", 3: "uch", 4: "toʻrt", 5: "besh", 6: "olti|olta|olto",
    7: "yetti|yetta|yetto", 8: "sakkiz", 9: "toʻqqiz", 10: "oʻn", 20: "yigirma", 30: "oʻttiz",
    40: "qirq", 50: "ellik", 60: "oltmish", 70: "yetmish", 80: "sakson", 90: "toʻqson", 100: "yuz",
    1000: "ming",
}  # fmt: skip
_UZ_CYRILLIC = {
    1: "бир|битта", 2: "икки|икка|икко", 3: "уч", 4: "тўрт", 5: "беш", 6: "олти|олта|олто",
    7: "етти|етта|етто", 8: "саккиз", 9: "тўққиз", 10: "ўн", 20: "йигирма", 30: "ўттиз",
    40: "қирқ", 50: "эллик", 60: "олтмиш", 70: "етмиш", 80: "саксон", 90: "тўқсон", 100: "юз",
    1000: "минг",
}  # fmt: skip
# What an Uzbek number may take on: pieces, all of, ordinal, collective, tens of, cases, possessive.
_UZ_ENDS = r"(?:ta\w*|a?la\w*|v\w*|ov\w*|i?nchi\w*|lik\w*|[gk]a\w*|dan|ni|ning|da|dagi|i|si\w*)?\b"
_UZ_CYRILLIC_ENDS = (
    r"(?:та\w*|а?ла\w*|в\w*|ов\w*|и?нчи\w*|лик\w*|[гк]а\w*|дан|ни|нинг|да|даги|и|си\w*)?\b"
)
_WORDS: dict[str, dict[int, str]] = {
    "en": _EN,
    "ru": _RU,
    "uz": {number: f"(?:{stem}){_UZ_ENDS}" for number, stem in _UZ.items()},
    "uz@cyrillic": {n: f"(?:{stem}){_UZ_CYRILLIC_ENDS}" for n, stem in _UZ_CYRILLIC.items()},
}
# Before a unit these make it a part of a greater number: "twenty-six" is no six.
_TENS: dict[str, tuple[str, ...]] = {
    "en": ("ty-", "ty "),
    "ru": ("дцать ", "дцати ", "десят ", "десяти ", "сорок ", "сорока ", "носто ", "носта "),
    "uz": tuple(f"{_UZ[ten]} " for ten in range(10, 100, 10)),
    "uz@cyrillic": tuple(f"{_UZ_CYRILLIC[ten]} " for ten in range(10, 100, 10)),
}
SCALES = {
    10**3: "thousand|тыс|ming|минг",
    10**6: "million|mln|mn|млн|миллион",
    10**9: "billion|bln|bn|milliard|mlrd|млрд|миллиард",
    10**12: "trillion|trln|трлн|триллион",
}
"""Beginnings of the words for the great units, in all the languages at once."""
_APOSTROPHES = str.maketrans(dict.fromkeys("'`‘’´ʼ", "ʻ"))


def says(text: str, number: int, language: str) -> bool:
    """Whether a text has a whole number in words.

    Known are those below 100, 100, and both of them before a great unit ("two million").
    """
    return _pattern(number, language).search(text.lower().translate(_APOSTROPHES)) is not None


@cache
def _pattern(number: int, language: str) -> re.Pattern[str]:
    for scale, words in sorted(SCALES.items(), reverse=True):
        if number > scale and number % scale == 0:
            return re.compile(rf"{_below(number // scale, language)}\w*[- \u00a0](?:{words})")
    return re.compile(_below(number, language))


def _below(number: int, language: str) -> str:
    """A pattern for a number below 100, or a round one."""
    stems = _WORDS.get(language, {})
    if number in stems:
        ahead = "".join(f"(?<!{ten})" for ten in _TENS[language]) if number < 10 else ""  # noqa: PLR2004
        return rf"{ahead}\b(?:{stems[number]})"
    tens, units = stems.get(number // 10 * 10), stems.get(number % 10)
    if tens is None or units is None or number > 99:  # noqa: PLR2004
        return r"(?!)"
    return rf"\b(?:{tens})\w*[- \u00a0](?:{units})"
