"""A check that people and places are called in a translation as they are in its source."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import pairwise

from tiptranslate.languages.sounds import FAR, may_match, mended, unlikeness
from tiptranslate.languages.words import fold
from tiptranslate.markup import PROTECTED
from tiptranslate.model import Level
from tiptranslate.qa.entry import RECENT, BadPair, EntryText, GoodPair, TargetCheck, TargetHit

_CAPITAL = re.compile(r"(?<![\w’'@./-])[A-Z][^\W\d_A-Z]\w*(?:[’'-]\w+)*")
_OPENS = re.compile(
    r"(?:\A|(?<![A-Z])(?<!\bM[rs])(?<!\bMrs)(?<!\bDr)(?<!\bProf)\.|[!?:;…“”\"(«\[*•|/\n]"
    r"|(?:\A| )[-–—])[\s“\"‘*(]*\Z"
)
"""What a sentence or a quotation begins behind: no full stop of a title or an initial."""
_LOOK_BACK = 8
_GOES_ON = re.compile(r" [A-Z][^\W\d_A-Z]")
_SURNAME = re.compile(r"\w{2}(?:[oe]va?|zoda|sk(?:y|aya))\Z")
_POSSESSIVE = re.compile(r"[’'](?:s\Z|\Z)")
_DERIVED = re.compile(
    r"\w{3,}(?:tions?|ments?|ing|ity|ities|ness|ships?|ances?|ences?|isms?|ists?|ary|ive|ical|ors|ers)\Z"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’ʻʼ‘`-][^\W\d_]+)*")
_ODD = re.compile(
    r"c(?!h|k)|w|x|cht|rz|[sc]z|ph|th|lh|sch|gi[aou]|ou|oi|eau?|ae|ai.*e\Z|au|ie|ee\Z|[a-z]e\Z|nn|ll|tt"
    r"|[^a-z'’-]"
)
"""Spellings that no romanization has: the name of a farther country, sounded in its own way."""
_SHORTEST = 3
_NEAR, _NEAR_ODD = 0.5, 1.5
"""How unlike a word may be: where spelling and sound agree, and where they need not."""
_SLIP = 2.0
"""How unlike a word with a capital may be to be taken for the name with a slip in it."""


@dataclass(frozen=True, slots=True)
class _Called:
    """A word of a source that may be a name: where it stands, and it with its neighbours."""

    start: int
    end: int
    word: str
    joined: tuple[str, ...] = ()


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
        called = _called(text.source)
        if not called:
            return
        called = tuple(_unexplained(called, text))
        if not called:
            return
        words = _Words(text.target, text.language.code)
        lost = [one for one in called if not words.have(one)]
        for name in dict.fromkeys(one.word for one in lost if not _is_ordinary(one.word)):
            yield self._hit(name, words, text)

    @staticmethod
    def _hit(name: str, words: "_Words", text: EntryText) -> TargetHit:
        start, end = words.instead(name)
        found = text.target[start:end]
        if not found:
            return TargetHit(0, 0, f"nothing stands for “{name}”")
        right = mended(name, found) if text.language.code == "ru" else ""
        advice = f"; write “{right}”?" if right else ""
        return TargetHit(start, end, f"“{found}” is not “{name}”{advice}", right or None)


def _unexplained(called: tuple[_Called, ...], text: EntryText) -> Iterator[_Called]:
    """The names that stand neither in the glossary nor in an address."""
    taken = [(wanted.match.start, wanted.match.end) for wanted in text.wanted]
    taken += [(span.start, span.end) for span in text.source_spans if span.kind in PROTECTED]
    for one in called:
        if not any(start < one.end and one.start < end for start, end in taken):
            yield one


@lru_cache(maxsize=RECENT)
def _called(source: str) -> tuple[_Called, ...]:
    """The words of an English sentence that may be names."""
    places = [match.span() for match in _CAPITAL.finditer(source)]
    parts: dict[tuple[int, int], list[str]] = {}
    for before, after in pairwise(places):
        if source[before[1] : after[0]] in (" ", "-"):
            joined = source[before[0] : after[1]].replace(" ", "")
            parts.setdefault(before, []).append(joined)
            parts.setdefault(after, []).append(joined)
    return tuple(
        _Called(*place, word, tuple(parts.get(place, ())))
        for place in places
        if (word := _bare(source[slice(*place)])) and _may_be_name(source, place, word)
    )


def _bare(word: str) -> str:
    """A word without its possessive."""
    return word if word.isalnum() else _POSSESSIVE.sub("", word)


def _may_be_name(source: str, place: tuple[int, int], word: str) -> bool:
    """Whether a word has its capital for what it is, not for where it stands."""
    start, end = place
    low = fold(word)
    if len(word) < _SHORTEST or low in _frequent():
        return False
    if _DERIVED.match(low) or ("-" in low and all(map(_is_part, word.split("-")))):
        return False
    if _OPENS.search(source[max(0, start - _LOOK_BACK) : start]):
        return bool(_GOES_ON.match(source, end) or _SURNAME.search(low))
    return True


def _is_part(word: str) -> bool:
    """Whether half of a compound is no name in need of a look: Sub-programme, Tajik-Uzbek."""
    return word.lower() in _frequent() or word in _exonyms("")


class _Words:
    """The words of a translation, to find names among them."""

    def __init__(self, target: str, language: str) -> None:
        self._target, self._language = target, language
        self._words = [(match[0], match.span()) for match in _WORD.finditer(target)]
        self._capital = [one for one in self._words if not one[0][0].islower()]
        self._found: set[tuple[int, int]] = set()

    @cached_property
    def _folded(self) -> str:
        """All words as exonyms are compared with them, each behind a space."""
        return " " + fold(" ".join(word for word, _ in self._words)).replace("-", " ")

    def have(self, one: _Called) -> bool:
        """Whether a word stands for a name, alone or with its neighbour."""
        known = _exonyms(self._language).get(one.word.removesuffix("s"))
        if known is not None:
            return not known or any(stem in self._folded for stem in known)
        # Adjectives made of a place have a small letter.
        return any(self._have(one, words) for words in (self._capital, self._words))

    def _have(self, one: _Called, words: Sequence[tuple[str, tuple[int, int]]]) -> bool:
        for name in (one.word, *one.joined):
            most = _NEAR_ODD if _ODD.search(name.lower()) else _NEAR
            for word, place in words:
                if self._is_near(name, word, most):
                    self._found.add(place)
                    return True
        return False

    def _is_near(self, name: str, word: str, most: float) -> bool:
        return any(
            may_match(name, part) and unlikeness(name, part, self._language) <= most
            for part in ((word, *word.split("-")) if "-" in word else (word,))
        )

    def instead(self, name: str) -> tuple[int, int]:
        """The word with a capital that is nearly a name, or stands beside its other half.

        Returns:
            Its place; (0, 0) for none.
        """
        free = [one for one in self._capital if one[1] not in self._found]
        near = [(unlikeness(name, word, self._language), place) for word, place in free]
        best, place = min(near, default=(FAR, (0, 0)))
        if best <= _SLIP:
            return place
        beside = [place for _, place in free if self._is_beside(place)]
        return beside[0] if len(beside) == 1 else (0, 0)

    def _is_beside(self, place: tuple[int, int]) -> bool:
        """Whether a word stands right behind one that has been found to be a name."""
        return any(self._target[end : place[0]].isspace() for _, end in self._found)


@lru_cache(maxsize=4096)
def _is_ordinary(word: str) -> bool:
    """Whether a dictionary has a word with a small letter only: part of a title, not a name."""
    known = _dictionary()
    parts = word.split("-")
    return all(part.lower() in known and (part not in known or len(parts) > 1) for part in parts)


@cache
def _dictionary() -> Mapping[str, str]:
    """English words; those with a capital are names."""
    from simplemma.strategies.dictionaries import (  # noqa: PLC0415 - slow, and seldom needed
        DefaultDictionaryFactory,
    )

    return DefaultDictionaryFactory().get_dictionary("en")


@cache
def _frequent() -> frozenset[str]:
    """Words that are no names: those of press releases, and of titles."""
    data = files("tiptranslate.qa").joinpath("data")
    return frozenset(
        word
        for name in ("frequent.txt", "titles.txt")
        for line in data.joinpath(name).read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
        for word in line.split()
    )


@cache
def _exonyms(language: str) -> dict[str, tuple[str, ...]]:
    """How the words for well-known places begin in a language; () where that is not known."""
    column = {"ru": 1, "uz": 2}.get(language)
    path = files("tiptranslate.languages").joinpath("exonyms.tsv")
    rows = [
        line.split("\t")
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    return {
        row[0].removesuffix("s"): tuple(" " + stem for stem in fold(row[column]).split())
        if column
        else ()
        for row in rows
    }


CHECKS: tuple[TargetCheck, ...] = (ChangedName(),)
