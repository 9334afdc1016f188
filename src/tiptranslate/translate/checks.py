"""What is wrong with a model's output before anybody has read it.

Each check is a class with an id, which names the fault and is what a note in the
catalog shows, and one question. A new one is a class and a line in ``CHECKS``.
They are made for machine output: a person's text is checked by the qa stage.
"""

import re
from dataclasses import dataclass
from typing import Protocol

from tiptranslate import dates, figures, languages, markup
from tiptranslate.languages.scripts import mixed_words
from tiptranslate.translate.protect import LOST

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼʻ-][^\W\d_]+)*")
_LATIN = "A-Za-zÀ-ɏḀ-ỿʻʼ"
_SCRIPTS = {"Latin": re.compile(f"[{_LATIN}]"), "Cyrillic": re.compile("[Ѐ-ԯ]")}
_SENTENCE_END = re.compile(r"[.?!…][\"'”’»)\]]*\Z")
_CUT_OFF = re.compile(r"[,;:(\[«„“\-–—]\Z")
_DEBRIS = re.compile(
    r"<unk>|</?s>|<pad>|⁇|▁|@@|<2\w+>|__\w{2,3}__|>>\w+<<|\b[a-z]{3}_[A-Z][a-z]{3}\b|\ufffd"
)

SHORT = 20
"""Characters of a short line."""

# Characters that a short line may be off; none of 10,850 human pairs is off by more.
_SLACK = 10
# The share of letters in the source's script under which a sentence is in another language.
_FOREIGN = 0.2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A source sentence and what a model made of it, with the codes of their languages."""

    source: str
    target: str
    source_language: str
    target_language: str


class Check(Protocol):
    """One fault."""

    id: str

    def fails(self, candidate: Candidate) -> bool:
        """Whether the candidate has the fault."""


class Empty:
    """Nothing, or nothing but punctuation, came back."""

    id = "empty"

    def fails(self, candidate: Candidate) -> bool:
        """Whether the target has neither a letter nor a figure."""
        return not any(character.isalnum() for character in candidate.target)


class Debris:
    """Marks of the model itself are left in the text: unknown tokens, language codes."""

    id = "model-debris"

    def fails(self, candidate: Candidate) -> bool:
        """Whether the target has a mark of the machinery that the source has not."""
        known = set(_DEBRIS.findall(candidate.source))
        return any(found not in known for found in _DEBRIS.findall(candidate.target))


class LostSpan:
    """An e-mail, link, phone, document symbol or placeholder was lost or changed."""

    id = LOST

    def fails(self, candidate: Candidate) -> bool:
        """Whether a protected span of the source is not in the target as often, to the letter."""
        spans = _protected(candidate.source)
        return any(candidate.target.count(text) < spans.count(text) for text in set(spans))


class InventedSpan:
    """An address, phone or placeholder appeared that the source does not have."""

    id = "invented-span"

    def fails(self, candidate: Candidate) -> bool:
        """Whether the target has more protected spans of a text than the source."""
        found = _protected(candidate.target)
        return any(found.count(text) > candidate.source.count(text) for text in set(found))


class ChangedNumber:
    """A figure was lost, added or changed."""

    id = "changed-number"

    def fails(self, candidate: Candidate) -> bool:
        """Whether the figures differ (see figures.kept for what is no difference)."""
        return not figures.kept(
            candidate.source,
            candidate.target,
            candidate.source_language,
            candidate.target_language,
        )


class Repetition:
    """The same word or phrase over and over: "salad salad salad"."""

    id = "repetition"
    # "аааааа", "хахахаха", ";;;;": the rows of dots, stars and lines of a release are none.
    _rows = re.compile(r"([^\W\d_])\1{5}|([^\W\d_]{2,4})\2{3}|([^\w\s.*_=…–—-])\3{3}")

    def fails(self, candidate: Candidate) -> bool:
        """Whether the target repeats itself more than its source does."""
        if self._rows.search(candidate.target) and not self._rows.search(candidate.source):
            return True
        return _stutters(_words(candidate.target)) and not _stutters(_words(candidate.source))


class CopiedSource:
    """The source came back instead of a translation."""

    id = "copied-source"

    def fails(self, candidate: Candidate) -> bool:
        """Whether most of the source's ordinary words stand in the target as they were.

        Ordinary is what begins with a small letter: names and acronyms may stay. A
        line that has none (a name, a Title-Case headline) is copied if it is the
        same; in one script a bare name of up to three words may be.
        """
        source, target = _outside_spans(candidate.source), _outside_spans(candidate.target)
        ordinary = [word for word in _WORD.findall(source) if word.islower() and word[2:]]
        if len(ordinary) >= 2:  # noqa: PLR2004 - one word may be the same in two languages
            there = set(_WORD.findall(target))
            return sum(word in there for word in ordinary) > 0.5 * len(ordinary)
        return self._same_line(candidate, source, target)

    def _same_line(self, candidate: Candidate, source: str, target: str) -> bool:
        """The rule for lines of names and headlines."""
        words = [word for word in _WORD.findall(source) if not word.isupper()]
        if not words or _words(source) != _words(target):
            return False
        scripts = [
            languages.get(code).script
            for code in (candidate.source_language, candidate.target_language)
        ]
        return scripts[0] != scripts[1] or len(words) > 3  # noqa: PLR2004


class WrongScript:
    """The target is not written in the script of its language."""

    id = "wrong-script"
    _share = 0.7

    def fails(self, candidate: Candidate) -> bool:
        """Whether under 70 % of the letters outside spans, acronyms and names are of the script."""
        own = _SCRIPTS[languages.get(candidate.target_language).script]
        names = {word for word in _WORD.findall(candidate.source) if not word[0].islower()}
        text = _outside_spans(candidate.target)
        words = [word for word in _WORD.findall(text) if word not in names and not word.isupper()]
        return _share(own, " ".join(words)) < self._share


class MixedScript:
    """A word begins in one alphabet and ends in the other: "village" with a Russian ending."""

    id = "mixed-script"

    def fails(self, candidate: Candidate) -> bool:
        """Whether a word that the source does not have is in two alphabets."""
        script = languages.get(candidate.target_language).script
        return any(
            match[0] not in candidate.source for match in mixed_words(candidate.target, script)
        )


class ChangedDate:
    """A date stands in another month."""

    id = "changed-date"

    def fails(self, candidate: Candidate) -> bool:
        """Whether a date of the target has a month that the source does not name."""
        spans = markup.find_spans(candidate.target)
        after = dates.dated_months(candidate.target, spans, candidate.target_language)
        known = dates.months(candidate.source, candidate.source_language) if after else set()
        return not after.keys() <= known


class Length:
    """The target is far too short or far too long."""

    id = "length"

    def fails(self, candidate: Candidate) -> bool:
        """Whether the lengths are out of the proportion that is usual for the language."""
        source, target = len(candidate.source), len(candidate.target)
        low, high = languages.get(candidate.target_language).length_ratio
        if candidate.source.isupper() and source < SHORT:
            # An acronym may be spelt out.
            return False
        return not low * source - _SLACK <= target <= high * source + _SLACK


class Truncated:
    """The target breaks off."""

    id = "truncated"

    def fails(self, candidate: Candidate) -> bool:
        """Whether a finished sentence became one that ends in the middle."""
        source, target = candidate.source.strip(), candidate.target.strip()
        if not _SENTENCE_END.search(source):
            return False
        if _CUT_OFF.search(target):
            return True
        return not _SENTENCE_END.search(target) and len(target) < 0.7 * len(source)


CHECKS: tuple[Check, ...] = (
    Empty(),
    Debris(),
    LostSpan(),
    InventedSpan(),
    ChangedNumber(),
    Repetition(),
    CopiedSource(),
    WrongScript(),
    MixedScript(),
    ChangedDate(),
    Length(),
    Truncated(),
)


def faults(candidate: Candidate) -> tuple[str, ...]:
    """The ids of all checks that a candidate fails, in the order of ``CHECKS``.

    An empty candidate has only that fault.
    """
    if CHECKS[0].fails(candidate):
        return (CHECKS[0].id,)
    return tuple(check.id for check in CHECKS if check.fails(candidate))


def is_foreign(text: str, language: str) -> bool:
    """Whether a text with letters has hardly one in the script of its supposed language."""
    own = _SCRIPTS[languages.get(language).script]
    return _share(own, text) < _FOREIGN


def _share(own: re.Pattern[str], text: str) -> float:
    """How many of the letters of a text are a script's own; 1 where it has none."""
    letters = "".join(filter(str.isalpha, text))
    return len(own.findall(letters)) / len(letters) if letters else 1.0


def _protected(text: str) -> list[str]:
    """The texts of the protected spans."""
    return [text[span.start : span.end] for span in markup.protected(text)]


def _outside_spans(text: str) -> str:
    """A text with a space in the place of each protected span."""
    parts, position = [], 0
    for span in markup.protected(text):
        parts.append(text[position : span.start])
        position = span.end
    return " ".join([*parts, text[position:]])


def _words(text: str) -> list[str]:
    """The words of a text in small letters."""
    return [word.lower() for word in _WORD.findall(text)]


def _stutters(words: list[str]) -> bool:
    """Whether words repeat: one or two three times running, three and more twice.

    Two words need three times, for "more and more" is no stutter.
    """
    for size in range(1, 25):
        needed = 2 * size if size <= 2 else size  # noqa: PLR2004
        run = 0
        for earlier, later in zip(words, words[size:], strict=False):
            run = run + 1 if earlier == later else 0
            if run >= needed:
                return True
    return False
