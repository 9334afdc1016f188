"""Checks of what a translation says as a whole: left in English, cut short, turned round."""

import re
from collections.abc import Iterator
from itertools import pairwise, zip_longest

from tiptranslate.markup import PROTECTED
from tiptranslate.model import Level
from tiptranslate.qa.entry import BadPair, EntryText, GoodPair, TargetCheck, TargetHit

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼʻ-][^\W\d_]+)*")
_LATIN = re.compile("[A-Za-z]{2}")
_TOKEN = re.compile(r"\w+")
_SHORT = 20
"""Characters below which lengths say nothing."""
_SLACK = 10
_FUNCTION_WORDS = frozenset(
    (
        *("the", "of", "and", "to", "in", "for", "with", "that", "this", "from", "by", "on", "at"),
        *("was", "were", "are", "is", "has", "have", "been", "which", "who", "their", "its", "an"),
        *("as", "not", "be", "will", "would"),
    )
)


_ENGLISH = re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(_FUNCTION_WORDS))})(?![^\W_])")


class CopiedSource(TargetCheck):
    """The translation is the source, or a stretch of it was left in English.

    Why: a sentence in English in the middle of a Russian page is what readers see first.

    Limits: lines of names, addresses and figures may stay as they are; a single
    English word in a translation is taken for a name.
    """

    id = "copied-source"
    level = Level.ERROR
    bad = (
        BadPair("He was sent home.", "He was sent home."),
        BadPair("Press release", "Press release"),
        BadPair(
            "He was sent to the shelter in Osh.",
            "Его отправили to the shelter в Оше.",
            "to the shelter",
        ),
        BadPair("He was sent home.", "U was sent home.", "was sent home", "", "uz"),
    )
    good = (
        GoodPair("Winrock International", "Winrock International", "uz"),
        GoodPair("He leads Winrock International.", "Он возглавляет Winrock International."),
    )

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        same = text.source.strip() == text.target.strip()
        needs_english = text.language.script == "Latin" and not same
        needed = _ENGLISH if needs_english else _LATIN
        if not needed.search(text.target):
            return
        for start, end in _runs_of(text.source, _without_addresses(text)):
            ordinary = [word for word in _WORD.findall(text.target[start:end]) if word.islower()]
            # One word may be of a name, but hardly where all of it is in the other alphabet.
            least = 1 if same and text.language.script == "Cyrillic" else 2
            if len(ordinary) >= least and (
                not needs_english or _FUNCTION_WORDS.intersection(ordinary)
            ):
                yield TargetHit(start, end, f"“{text.target[start:end]}” was left in English")


def _without_addresses(text: EntryText) -> str:
    """The target with figures in the place of what may stay as it is."""
    target = text.target
    for span in text.spans:
        if span.kind in PROTECTED:
            target = target[: span.start] + "0" * (span.end - span.start) + target[span.end :]
    return target


def _runs_of(source: str, target: str) -> Iterator[tuple[int, int]]:
    """The stretches of a target whose words stand in the source one after the other."""
    follows = set(pairwise(_WORD.findall(source)))
    words = list(_WORD.finditer(target))
    first = 0
    for number, (word, following) in enumerate(zip_longest(words, words[1:])):
        if following is None or (word[0], following[0]) not in follows:
            if number > first:
                yield words[first].start(), word.end()
            first = number + 1


class Length(TargetCheck):
    """The translation is far shorter or far longer than translations of such a source are.

    Why: it is how a lost clause or an invented one shows.

    Limits: short lines are left out; the proportions are those of 10,850 pairs of
    each language, none of which is outside.
    """

    id = "length"
    level = Level.WARNING
    bad = (BadPair("The investigators of all five countries met for the first time.", "Встреча."),)
    good = (
        GoodPair("The investigators met for the first time.", "Следователи встретились впервые."),
    )

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        source, target = len(text.source), len(text.target)
        if source < _SHORT:
            return
        low, high = text.language.length_ratio
        if target < low * source - _SLACK:
            yield TargetHit(0, target, f"{target} characters for {source} are few")
        elif target > high * source + _SLACK:
            yield TargetHit(0, target, f"{target} characters for {source} are many")


class Repetition(TargetCheck):
    """The same words come over and over, as machines stutter.

    Why: nobody who proof-reads the beginning of a line sees it at the end.

    Limits: two words need to come three times, more words twice in a row; what the
    source repeats may be repeated.
    """

    id = "repetition"
    level = Level.WARNING
    _runs = re.compile(
        r"(?<!\w)(\w+(?:\W{1,2}\w+){2,11})\W{1,3}\1(?!\w)|(?<!\w)(\w+\W{1,2}\w+)(?:\W{1,2}\2){2}(?!\w)",
        re.IGNORECASE,
    )
    bad = (BadPair("Help for all.", "Помощь и поддержка всем, помощь и поддержка всем."),)
    good = (GoodPair("More and more come.", "Их все больше и больше."),)

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        pairs = list(pairwise(_TOKEN.findall(text.target.lower())))
        if len(pairs) == len(set(pairs)):
            return
        found = self._runs.search(text.target)
        if found and not self._runs.search(text.source):
            yield TargetHit(*found.span(), f"“{(found[1] or found[2])}” is repeated")


_LEFTOVER = re.compile(
    r"<unk>|</?s>|⁇|▁|@@|\ufffd|<2\w+>|⟦[0-9]+⟧|\bQX[0-9]+\b|\bTODO\b|\bXXX+\b|\[(?:TBC|TBD)\]"
)
# Each of the marks begins so; a plain search for letters is quicker than one with borders.
_LEFTOVER_SIGN = re.compile("<|⁇|▁|@@|\ufffd|⟦|QX|TODO|XXX|\\[TB")


class Leftover(TargetCheck):
    """A mark of the machinery or of unfinished work stands in the text.

    Why: it goes to print if nobody stops it.

    Limits: what the source has as well may stay.
    """

    id = "leftover"
    level = Level.ERROR
    bad = (
        BadPair("He came home.", "Он ⁇ домой.", "⁇"),
        BadPair("He came home.", "U XXX keldi.", "XXX", "", "uz"),
    )
    good = (GoodPair("Write XXX here.", "Напишите здесь XXX."),)

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        if not _LEFTOVER_SIGN.search(text.target):
            return
        for match in _LEFTOVER.finditer(text.target):
            if match[0] not in text.source:
                yield TargetHit(*match.span(), f"“{match[0]}” is left over")


_MARKUP = re.compile(
    r"\*\*|`|(?<!\*)\*(?!\*)|\]\(|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)|</?[a-z]+>"
)


_A_MARK = re.compile(r"[*`_<]|\]\(")


class LostMarkup(TargetCheck):
    """Markup of the source is missing in the translation, or is there more often.

    Why: a lost ** makes the rest of the page bold.

    Limits: marks are counted, not placed.
    """

    id = "lost-markup"
    level = Level.WARNING
    bad = (BadPair("A **contact point** in each country.", "**Контактный пункт в каждой стране."),)
    good = (GoodPair("A **contact point**.", "**Контактный пункт**."),)

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        if not (_A_MARK.search(text.source) or _A_MARK.search(text.target)):
            return
        before, after = _marks(text, source=True), _marks(text, source=False)
        if before == after:
            return
        for mark in dict.fromkeys([*before, *after]):
            if before.count(mark) != after.count(mark):
                numbers = before.count(mark), after.count(mark)
                message = (
                    f"the source has “{mark}” {numbers[0]} times, the translation {numbers[1]}"
                )
                yield TargetHit(0, 0, message)


def _marks(text: EntryText, *, source: bool) -> list[str]:
    """The marks of markup outside addresses, sorted."""
    line, spans = (text.source, text.source_spans) if source else (text.target, text.spans)
    places = [(span.start, span.end) for span in spans if span.kind in PROTECTED]
    return sorted(
        match[0]
        for match in _MARKUP.finditer(line)
        if not any(start <= match.start() < end for start, end in places)
    )


_NUMBER = re.compile(r"\s*(\(?(?:[0-9]{1,3}|[a-zа-я])[.)])\s")


class LostListNumber(TargetCheck):
    """The number of a list item is missing or another one.

    Why: "see point 3" leads nowhere.

    Limits: only numbers and single letters with a dot or bracket count.
    """

    id = "lost-list-number"
    level = Level.WARNING
    bad = (BadPair("1) The right to know.", "Право знать."),)
    good = (GoodPair("1) The right to know.", "1) Право знать."), GoodPair("a) Food.", "а) Еда."))

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        before, after = _NUMBER.match(text.source), _NUMBER.match(text.target)
        if before is None or not (before[1].strip("().").isdigit()):
            return
        if after is None or after[1] != before[1]:
            yield TargetHit(0, 0, f"the source begins with “{before[1]}”")


CHECKS: tuple[TargetCheck, ...] = (
    CopiedSource(),
    Length(),
    Repetition(),
    Leftover(),
    LostMarkup(),
    LostListNumber(),
)
