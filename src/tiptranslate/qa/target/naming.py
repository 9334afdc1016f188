"""A check that people and places are called in a translation as they are in its source."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from tiptranslate.languages.exonyms import exonym
from tiptranslate.languages.likeness import FAR, may_match, mended, unlikeness
from tiptranslate.languages.words import fold
from tiptranslate.markup import PROTECTED
from tiptranslate.model import Level
from tiptranslate.qa.entry import BadPair, EntryText, GoodPair, TargetCheck, TargetHit
from tiptranslate.qa.target.source_names import SourceName, is_ordinary, source_names

_WORD = re.compile(r"[^\W\d_]+(?:['’ʻʼ‘`-][^\W\d_]+)*")
_FOREIGN = re.compile(
    r"c(?!h|k)|w|x|cht|rz|[sc]z|ph|th|lh|sch|gi[aou]|ou|oi|eau?|ae|ai.*e\Z|au|ie|ee\Z|[a-z]e\Z|nn|ll|tt"
    r"|[^a-z'’-]"
)
"""Spellings that no romanization has: the name of a farther country, sounded in its own way."""
_NEAR = 0.5
"""How unlike a name its translation may be, in letters: no whole one may differ."""
_NEAR_FOREIGN = 1.5
"""The same where spelling and sound need not agree."""
_SLIP = 2.0
"""How unlike a word with a capital may be to be taken for the name with a slip in it."""


class ChangedName(TargetCheck):
    """A person's or place's name that the glossary does not have is missing or another one.

    Names are compared by sound, over all ways to romanize them and whatever their
    endings: Kholmatova, Холматовой, Xolmatovaning. A word with a capital that is nearly
    the name is shown.

    Why: a wrong surname in a press release hurts a person and discredits the office.

    Limits: names of the glossary are left to missing-name. A word that an English
    dictionary has (Hope, Rose) is no name, nor is one at the beginning of a sentence
    unless another capital follows or it ends as surnames do. Some letters stand for each
    other too often to be slips: a and o in Uzbek, o for a in Russian, i and e; farther
    names (Whitfield, Dubois) may differ by two letters. Of good translations two in a
    thousand are named; another surname or none is found 99 times in 100, one wrong letter
    72 times in Russian and 64 in Uzbek.
    """

    id = "changed-name"
    level = Level.WARNING
    bad = (
        BadPair(
            "Gulnora Kholmatova opened the shelter.", "Приют открыла Гульнора Коморова.", "Коморова"
        ),
        BadPair(
            "The shelter was opened by Ms. Kholmatova.",
            "Приют открыла г-жа Холмотова.",
            "Холмотова",
            "Холматова",
        ),
        BadPair(
            "Gulnora Kholmatova opened the shelter.",
            "Boshpanani Gulnora Qoholmatova ochdi.",
            "Qoholmatova",
            language="uz",
        ),
        BadPair("Ms. Kholmatova opened it.", "Она его открыла."),
    )
    good = (
        GoodPair("The report was read by Gulnora Kholmatova.", "Доклад Гульноры Холматовой."),
        GoodPair("It was read by Jahongir Qodirov.", "Его прочитал Джахонгир Кадыров."),
        GoodPair(
            "Gulnora Kholmatova’s report was read.", "Gulnora Xolmatovaning hisoboti oʻqildi.", "uz"
        ),
        GoodPair("The Deputy Minister of Justice came.", "Приехал заместитель министра."),
    )

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        words = _Words(text.target, text.language.code)
        for word in _lost(text, words):
            yield self._hit(word, words, text)

    @staticmethod
    def _hit(name: str, words: "_Words", text: EntryText) -> TargetHit:
        start, end = words.instead(name)
        found = text.target[start:end]
        if not found:
            return TargetHit(0, 0, f"nothing stands for “{name}”")
        right = mended(name, found) if text.language.code == "ru" else ""
        advice = f"; write “{right}”?" if right else ""
        return TargetHit(start, end, f"“{found}” is not “{name}”{advice}", right or None)


def changed(text: EntryText) -> int:
    """How many names `ChangedName` would find changed, without looking for what to write."""
    return len(_lost(text, _Words(text.target, text.language.code)))


def _lost(text: EntryText, words: "_Words") -> list[str]:
    """The names of the source that no word of the translation stands for, each once."""
    names = list(_unexplained(source_names(text.source), text))
    lost = [name.word for name in names if not words.have(name)]
    return list(dict.fromkeys(word for word in lost if not is_ordinary(word)))


def _unexplained(names: Sequence[SourceName], text: EntryText) -> Iterator[SourceName]:
    """The names that stand neither in the glossary nor in an address."""
    if not names:
        return
    taken = [(wanted.match.start, wanted.match.end) for wanted in text.wanted]
    taken += [(span.start, span.end) for span in text.source_spans if span.kind in PROTECTED]
    for name in names:
        if not any(start < name.end and name.start < end for start, end in taken):
            yield name


class _Word(NamedTuple):
    """A word of a translation, and where it stands."""

    text: str
    place: tuple[int, int]


class _Words:
    """The words of a translation, to find names among them.

    A word that has been found to be one name is not offered in the place of another.
    """

    def __init__(self, target: str, language: str) -> None:
        self._target, self._language = target, language
        self._found: set[tuple[int, int]] = set()

    @cached_property
    def _words(self) -> list[_Word]:
        """The words in their order."""
        return [_Word(match[0], match.span()) for match in _WORD.finditer(self._target)]

    @cached_property
    def _capital(self) -> list[_Word]:
        """Those that begin with no small letter."""
        return [word for word in self._words if not word.text[0].islower()]

    @cached_property
    def _small(self) -> list[_Word]:
        """Those that do."""
        return [word for word in self._words if word.text[0].islower()]

    @cached_property
    def _folded(self) -> list[str]:
        """All words, compounds apart, as exonyms are compared with them."""
        return fold(" ".join(word.text for word in self._words)).replace("-", " ").split(" ")

    def have(self, name: SourceName) -> bool:
        """Whether a word stands for a name, alone or with its neighbour."""
        beginnings = exonym(name.word, self._language)
        if beginnings is not None:
            return not beginnings or any(word.startswith(beginnings) for word in self._folded)
        # Adjectives made of a place have a small letter.
        return self._have(name, self._capital) or self._have(name, self._small)

    def _have(self, name: SourceName, words: Sequence[_Word]) -> bool:
        for spelling in (name.word, *name.joined):
            most = _NEAR_FOREIGN if _FOREIGN.search(spelling.lower()) else _NEAR
            for word in words:
                if self._is_near(spelling, word.text, most):
                    self._found.add(word.place)
                    return True
        return False

    def _is_near(self, name: str, word: str, most: float) -> bool:
        """Whether a word, or a part of a compound, is at most so unlike a name."""
        parts = (word, *word.split("-")) if "-" in word else (word,)
        return any(
            may_match(name, part) and unlikeness(name, part, self._language) <= most
            for part in parts
        )

    def instead(self, name: str) -> tuple[int, int]:
        """The word with a capital that is nearly a name, or stands beside its other half.

        Returns:
            Its place; (0, 0) for none.
        """
        free = [word for word in self._capital if word.place not in self._found]
        near = [(unlikeness(name, word.text, self._language), word.place) for word in free]
        best, place = min(near, default=(FAR, (0, 0)))
        if best <= _SLIP:
            return place
        beside = [word.place for word in free if self._is_beside(word.place)]
        return beside[0] if len(beside) == 1 else (0, 0)

    def _is_beside(self, place: tuple[int, int]) -> bool:
        """Whether a word stands right behind one that has been found to be a name."""
        return any(self._target[end : place[0]].isspace() for _, end in self._found)


CHECKS: tuple[TargetCheck, ...] = (ChangedName(),)
