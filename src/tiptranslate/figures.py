"""Whether a translation kept the figures of its source.

Figures are compared as multisets of ``markup.numbers``. What is no difference:
numbers written as words on one of the two sides ("4 principles", «четыре
принципа»; "Sixty-eight", «68»), centuries in Roman figures ("21st", «XXI»), months
as figures, another sign inside a time ("10.30", "10:30"), afternoon hours ("8 p.m.",
«20:00»), a percent sign said once for two figures ("from 46 to 19 per cent"), great
units ("25 thousand", «25 000») and day and night ("24-hour", «круглосуточный»).
"""

import re
from collections import Counter
from dataclasses import dataclass

from tiptranslate import dates, markup, number_words

_ROMAN = re.compile(r"\b(?=[IVX]+\b)(X{0,3})(IX|IV|V?I{0,3})(?<=[IVX])\b")
_RUN = re.compile("[0-9]+(?:[.,][0-9]+)*")
_UNITS = (
    *("%", "cent", "thousand", "illion", "тыс", "млн", "млрд", "трлн", "милли"),
    *("ming", "mln", "mlrd", "foiz", "процент", "минг", "фоиз"),
)
"""What may stand behind a figure and make it another one."""
_FIGURED = re.compile("[0-9%]|[Pp][Ee][Rr][- \u00a0]?[Cc][Ee][Nn][Tt]")
_PER_CENT = re.compile("%|per[ \u00a0]?cent|процент|foiz|фоиз", re.IGNORECASE)
_SCALED = re.compile(
    r"(?<![\w.,])([0-9]+(?:[.,][0-9]+)?)[ \u00a0\u202f-]?(?:"
    + "|".join(f"(?P<s{scale}>{words})" for scale, words in number_words.SCALES.items())
    + r")(?!-)[^\W\d_]*",
    re.IGNORECASE,
)
_FULL_HOUR = re.compile(r"(?<![0-9.,:])([0-9]{1,2})[:.]00(?![:.]?[0-9])")
_AFTERNOON = re.compile(
    r"(?<![0-9.,:])(1[0-2]|0?[1-9])((?:[:.][0-5][0-9])?) ?p\.? ?m\b", re.IGNORECASE
)
_ROUND_THE_CLOCK = re.compile(
    r"круглосуточ|сутки напролет|день и ночь|kecha[- ]?(?:yu|-u)?[- ]?kunduz|kecha-kunduz|sutka|"
    r"tun-?u[- ]?kun|кеча-?ю? ?кундуз|сутка",
    re.IGNORECASE,
)
_DAY = {"24", "7"}
_DIGIT = re.compile("[0-9]")


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


_SAME = Difference()


def kept(source: str, target: str, source_language: str, target_language: str) -> bool:
    """Whether the target has the figures of the source, no more and no fewer."""
    return not compare(source, target, source_language, target_language)


def compare(source: str, target: str, source_language: str, target_language: str) -> Difference:
    """How the figures of a target differ from those of its source."""
    if not _FIGURED.search(source) and not _DIGIT.search(target):
        return _SAME
    if _plain(source) == _plain(target) and not (_has_unit(source) or _has_unit(target)):
        return _SAME
    found = _compare(source, target, source_language, target_language)
    if found and _AFTERNOON.search(source):
        later = _AFTERNOON.sub(lambda match: f"{int(match[1]) % 12 + 12}{match[2]}", source)
        return _compare(later, target, source_language, target_language) and found
    return found


def _compare(source: str, target: str, source_language: str, target_language: str) -> Difference:
    before, after = _figures(source), _figures(target)
    lost, new = before - after, after - before
    if lost and new:
        _join_times(lost, new)
        _join_times(new, lost)
        _share_units(lost, new, source)
        _share_units(new, lost, target)
    all_day = bool(lost) and _ROUND_THE_CLOCK.search(target) is not None
    return Difference(
        tuple(
            figure
            for figure in lost.elements()
            if not (all_day and figure in _DAY)
            and not _said(figure, target, target_language)
            and not _is_month(figure, source, target, target_language)
        ),
        tuple(
            figure
            for figure in new.elements()
            if not _said(figure, source, source_language)
            and not _is_month(figure, target, source, source_language)
        ),
        bool(_PER_CENT.search(source)) and not _PER_CENT.search(target),
    )


def _has_unit(text: str) -> bool:
    """Whether a unit stands anywhere in a text; quicker than one pattern of them all."""
    small = text.lower()
    return any(unit in small for unit in _UNITS)


def _plain(text: str) -> list[str]:
    """The runs of digits with their points, sorted: equal in most pairs that are right."""
    return sorted(run.replace(",", ".") for run in _RUN.findall(text))


def is_said(number: int, text: str, language: str) -> bool:
    """Whether a text has a whole number, in figures or in words."""
    figure = str(number)
    return figure in _figures(text) or _said(figure, text, language)


def _figures(text: str) -> Counter[str]:
    """The figures of a text without their percent signs, great units written out."""
    if not _DIGIT.search(text):
        return Counter()
    great = [figure for match in _SCALED.finditer(text) if (figure := _written_out(match))]
    if great:
        text = _SCALED.sub(lambda match: " " if _written_out(match) else match[0], text)
    if "00" in text:
        text = _FULL_HOUR.sub(r"\1", text)
    return Counter(great) + Counter(figure.removesuffix("%") for figure in markup.numbers(text))


def _written_out(match: re.Match[str]) -> str:
    """The figure with its zeros: "2.5 million" as "2500000"; "" for what is none."""
    whole, _, decimals = match[1].replace(",", ".").partition(".")
    zeros = len((match.lastgroup or "s1")[1:]) - 1
    if len(decimals) > zeros or (len(decimals) == 3 and zeros == 3):  # noqa: PLR2004 - a group
        return ""
    return f"{whole}{decimals.ljust(zeros, '0')}".lstrip("0")


def _share_units(small: Counter[str], great: Counter[str], text: str) -> None:
    """Take out what differs only by a great unit said once for two: "between 2 and 6 million"."""
    for match in _SCALED.finditer(text):
        zeros = (match.lastgroup or "s1")[2:]
        for figure in [*small]:
            if len(figure) <= 3 and great[figure + zeros]:  # noqa: PLR2004 - said in short
                small[figure] -= 1
                great[figure + zeros] -= 1


def _join_times(whole: Counter[str], parts: Counter[str]) -> None:
    """Take out what differs only by the sign inside: "10.30" here, "10" and "30" there."""
    for figure in [one for one in whole.elements() if "." in one]:
        runs = Counter(str(int(run)) for run in figure.split("."))
        if runs <= parts:
            whole[figure] -= 1
            parts.subtract(runs)


def _said(figure: str, text: str, language: str) -> bool:
    """Whether a text says a figure in another way: word, Roman figure, part of a phone."""
    for span in markup.protected(text):
        runs = re.findall("[0-9]+", text[span.start : span.end])
        if figure in {*runs, "".join(runs)}:
            return True
    if not figure.isdigit():
        return False
    number = int(figure)
    if number_words.says(text, number, language):
        return True
    return number in {_roman(match[0]) for match in _ROMAN.finditer(text) if match[0] != "I"}


def _is_month(figure: str, there: str, other: str, language: str) -> bool:
    """Whether a figure is the month of a date in figures and the other text names that month."""
    return (
        figure.isdigit()
        and int(figure) in dates.in_figures(there)
        and int(figure) in dates.months(other, language)
    )


def _roman(figure: str) -> int:
    """The value of a Roman figure below 40."""
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in figure]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))
