"""Checks that a translation keeps the facts: figures, dates, addresses, acronyms."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import zip_longest

from tiptranslate import dates, figures
from tiptranslate.markup import PROTECTED, Kind, Span
from tiptranslate.model import Level
from tiptranslate.qa.entry import RECENT, BadPair, EntryText, GoodPair, TargetCheck, TargetHit

_FIGURE = re.compile(r"[0-9](?:[0-9 \u00a0\u202f.,’']*[0-9])?")
_SPELLED = {
    "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
# Not before greater units and months, nor in a clock time, nor as "all three" of what went before.
_SPELLED_WORD = re.compile(
    rf"(?<![\w-])(?<!past )(?:{'|'.join(_SPELLED)})"
    r"(?!\w|-(?!(?:day|week|hour|minute|point|year)\b)"
    r"| (?:hundred|thousand|million|billion|months?\b|score\b))"
    r"(?!(?<=all \w{3})[.,;:!?]|(?<=all \w{4})[.,;:!?]|(?<=all \w{5})[.,;:!?])",
    re.IGNORECASE,
)
_SURNAME = re.compile(r"[A-Za-z,] $")
_DATELINE = re.compile(r"[A-Z][A-Z’' /-]+(?:, [A-Z][\w’' -]+)?, (?=[0-9])")
_SHORT_FORM = re.compile(r"(?<!\w)\w*[^\W\d_a-zа-яё]\w*[^\W\d_a-zа-яё]\w*")
_MANY = 10_000
"""From here on Russian and Uzbek set off the thousands for certain."""
_CLOSE = 2
"""Letters that may differ between an acronym and a slip of it, by exchange or by one wrong one."""


class ChangedNumber(TargetCheck):
    """A figure of the source is missing in the translation, or another one stands there.

    The forms of the language are right: «2 500», «12,5 %», a small number in words,
    a century in Roman figures. Small numbers that the source spells out must be there
    too, as a word or as a figure (months are left out: six of them are half a year).

    Why: a wrong figure is the most expensive mistake of a press release.

    Limits: which figure belongs to which noun is not known, so two that have changed
    places are not seen, nor is a spelt-out "one" or "two", which translations turn
    into other words.
    """

    id = "changed-number"
    level = Level.ERROR
    bad = (
        BadPair("Some 1,284 workers came.", "Пришли 1 248 рабочих.", "1 248", "1 284"),
        BadPair("The share was 12.5 per cent.", "Доля составила 15,2 %.", "15,2", "12,5"),
        BadPair("Nine of them knew him.", "Его знали десять человек.", "", "9"),
        BadPair("In 2025, 46 victims came.", "2025-yilda 64 nafar keldi.", "64", "46", "uz"),
    )
    good = (
        GoodPair("Some 2,500 workers came.", "Пришли 2\u00a0500 рабочих."),
        GoodPair("The share was 12.5 per cent.", "Доля составила 12,5\u00a0%."),
        GoodPair("On 22 July 2022 it rained.", "22 июля 2022 года шел дождь."),
        GoodPair("Four women and 3 men came.", "Пришли 4 женщины и трое мужчин."),
        GoodPair("On 22 July 2022 it rained.", "2022-yil 22-iyulda yomgʻir yogʻdi.", "uz"),
    )

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        source_code, code = text.source_language.code, text.language.code
        found = figures.compare(text.source, text.target, source_code, code)
        for lost, new in zip_longest(found.lost, found.new):
            yield self._hit(text, lost, new)
        if found.percent and not found.lost:
            yield TargetHit(0, 0, "the source has a percentage, the translation none")
        for word, number in _spelled(text.source):
            if not figures.is_said(number, text.target, code):
                yield TargetHit(0, 0, f"“{word}” is missing", str(number), level=Level.WARNING)

    def _hit(self, text: EntryText, lost: str | None, new: str | None) -> TargetHit:
        wanted = self._localized(lost, text) if lost else None
        if new is None:
            return TargetHit(0, 0, f"“{wanted}” is missing", wanted)
        start, end = self._place(new, text.target)
        shown = text.target[start:end] or self._localized(new, text)
        if wanted is None:
            return TargetHit(start, end, f"“{shown}” is not in the source")
        return TargetHit(start, end, f"“{shown}” should be “{wanted}”", wanted)

    @staticmethod
    def _localized(figure: str, text: EntryText) -> str:
        """A compared figure as the target's language writes it."""
        whole, _, decimals = figure.partition(".")
        if whole.isdigit() and (int(whole) >= _MANY or f"{int(whole):,}" in text.source):
            whole = f"{int(whole):,}".replace(",", text.language.group)
        return whole + (text.language.decimal + decimals if decimals else "")

    @staticmethod
    def _place(figure: str, target: str) -> tuple[int, int]:
        """Where a figure stands in a text; (0, 0) if it cannot be found again."""
        digits = re.sub("[^0-9]", "", figure)
        for match in _FIGURE.finditer(target):
            if re.sub("[^0-9]", "", match[0]) == digits:
                return match.span()
        found = re.search(rf"(?<![0-9])0*{digits}(?![0-9])", target)
        return found.span() if found else (0, 0)


@lru_cache(maxsize=RECENT)
def _spelled(source: str) -> tuple[tuple[str, int], ...]:
    """The small numbers that an English sentence spells out, each with the word for it."""
    return tuple(
        (match[0], _SPELLED[match[0].lower()])
        for match in _SPELLED_WORD.finditer(source)
        if not (match[0][0].isupper() and _SURNAME.search(source, 0, match.start()))
    )


class ChangedDate(TargetCheck):
    """A date of the source stands in another month in the translation.

    Why: figures are compared by another check, but "22 July" and «22 июня» have the
    same figures.

    Limits: only months in dates with a figure are looked at.
    """

    id = "changed-date"
    level = Level.ERROR
    bad = (
        BadPair(
            "It ended on 22 July 2022.", "Он завершился 22 июня 2022 года.", "22 июня 2022 года"
        ),
        BadPair(
            "It ended on 22 July 2022.",
            "2022-yil 22-iyunda tugadi.",
            "2022-yil 22-iyunda",
            "",
            "uz",
        ),
    )
    good = (
        GoodPair("It ended on 22 July 2022.", "Он завершился 22 июля 2022 года."),
        GoodPair("It ended on 22 July 2022.", "Он завершился 22.07.2022."),
        GoodPair("It ended on 22 July 2022.", "2022-yil 22-iyulda tugadi.", "uz"),
    )

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        source_code, code = text.source_language.code, text.language.code
        before = dates.dated_months(text.source, text.source_spans, source_code)
        after = dates.dated_months(text.target, text.spans, code)
        if before.keys() == after.keys():
            return
        there, known = dates.months(text.target, code), dates.months(text.source, source_code)
        lost = [month for month in before if month not in there]
        new = [month for month in after if month not in known]
        for month, other in zip_longest(lost, new):
            span = after.get(other)
            start, end = (span.start, span.end) if span else (0, 0)
            if month is None:
                message = f"“{text.target[start:end]}” is not in the source"
            else:
                date = before[month]
                name = dates.NAMES[code][month - 1]
                message = f"“{text.source[date.start : date.end]}” needs “{name}”"
            yield TargetHit(start, end, message)


class ChangedContact(TargetCheck):
    """An e-mail address, phone number, link, document symbol or placeholder is lost or changed.

    Why: readers in need call the number that is printed.

    Limits: they are compared to the letter, so a link to the page in the other
    language has to be put in by hand and approved with this finding ignored.
    """

    id = "changed-contact"
    level = Level.ERROR
    bad = (
        BadPair(
            "Call 1148 or write to a@un.org.", "Звоните: 1148 или b@un.org.", "b@un.org", "a@un.org"
        ),
        BadPair("See www.unodc.org.", "Saytga qarang.", "", "www.unodc.org", "uz"),
    )
    good = (GoodPair("Write to a@un.org.", "Пишите на a@un.org."),)

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        before = [
            text.source[s.start : s.end] for s in text.source_spans if _is_fixed(s, text.source)
        ]
        if not before and not any(_is_fixed(span, text.target) for span in text.spans):
            return
        lost = [
            span for span in dict.fromkeys(before) if text.target.count(span) < before.count(span)
        ]
        new = [
            span
            for span in text.spans
            if _is_fixed(span, text.target)
            and text.target[span.start : span.end] not in text.source
        ]
        for missing, other in zip_longest(lost, new):
            start, end = (other.start, other.end) if other else (0, 0)
            shown = text.target[start:end]
            if missing is None:
                yield TargetHit(start, end, f"“{shown}” is not in the source")
            elif other is None:
                yield TargetHit(0, 0, f"“{missing}” is missing", missing)
            else:
                yield TargetHit(start, end, f"“{shown}” should be “{missing}”", missing)


def _is_fixed(span: Span, text: str) -> bool:
    """Whether a span must stay to the letter; the marks of a document have their own check."""
    return span.kind in PROTECTED and text[span.start] != "⟦"


class ChangedAcronym(TargetCheck):
    """An acronym of the source is misspelt, or has nothing that stands for it.

    Why: "UNDOC" for "UNODC" is read over by everybody but the body itself.

    Limits: acronyms of the glossary are checked by missing-name and missing-term. One
    that is spelt out is taken for lost where the translation has no other word with two
    capitals, so that is only a suggestion.
    """

    id = "changed-acronym"
    level = Level.WARNING
    bad = (
        BadPair("The ZARIF network met.", "Встретились участники сети ZARFI.", "ZARFI", "ZARIF"),
    )
    good = (
        GoodPair("The ZARIF network met.", "Встретились участники сети ZARIF."),
        GoodPair("The ZARIF network met.", "Встретились участники сети ЗАРИФ."),
    )

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        dateline = _DATELINE.match(text.source)
        spans = (s for s in text.source_spans if not dateline or s.start >= dateline.end())
        before = self._acronyms(text.source, spans)
        if not before:
            return
        after = self._acronyms(text.target, text.spans)
        known = {w.found for w in text.wanted}
        for acronym in before:
            if acronym in known or "." in acronym or acronym in text.target:
                continue
            slips = [other for other in after if other not in before and _is_slip(acronym, other)]
            if slips:
                start, end = after[slips[0]]
                yield TargetHit(start, end, f"“{slips[0]}” should be “{acronym}”", acronym)
            elif not after and not _SHORT_FORM.search(text.target):
                message = f"nothing stands for “{acronym}”"
                yield TargetHit(0, 0, message, level=Level.SUGGESTION)

    @staticmethod
    def _acronyms(text: str, spans: Iterable[Span]) -> dict[str, tuple[int, int]]:
        return {
            text[span.start : span.end]: (span.start, span.end)
            for span in spans
            if span.kind is Kind.ACRONYM and span.end - span.start > 2  # noqa: PLR2004
        }


def _is_slip(right: str, other: str) -> bool:
    """Whether two acronyms differ by one wrong letter or by two that have changed places."""
    if len(right) != len(other) or sorted(right[:1]) != sorted(other[:1]):
        return False
    different = [pair for pair in zip(right, other, strict=True) if pair[0] != pair[1]]
    if len(different) == 1:
        return len(right) > 3  # noqa: PLR2004 - "UNP" and "UNO" are two bodies
    return len(different) == _CLOSE and different[0] == different[1][::-1]


CHECKS: tuple[TargetCheck, ...] = (
    ChangedNumber(),
    ChangedDate(),
    ChangedContact(),
    ChangedAcronym(),
)
