"""Which words of an English sentence may be names of people or places, told by their capitals.

The capital of a name is its own; other words have one for where they stand (the beginning of a
sentence), or for what is spoken of (titles, months, offices), and those are sorted out here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from tiptranslate.languages.exonyms import exonym
from tiptranslate.languages.words import fold
from tiptranslate.qa.entry import RECENT
from tiptranslate.qa.lists import words

# Begins with the capital, so that the search leaps from one to the next; acronyms have two.
_CAPITAL = re.compile(r"[A-Z](?<![\w’'@./-].)[^\W\d_A-Z]\w*(?:[’'-]\w+)*")
_OPENS = re.compile(
    r"(?:\A|(?<![A-Z])(?<!\bM[rs])(?<!\bMrs)(?<!\bDr)(?<!\bProf)\.|[!?:;…“”\"(«\[*•|/\n]"
    r"|(?:\A| )[-–—])[\s“\"‘*(]*\Z"
)
"""What a sentence or a quotation begins behind: no full stop of a title or an initial."""
_LOOK_BACK = 8
"""Characters before a word in which `_OPENS` has room: a mark, spaces and quotation marks."""
_GOES_ON = re.compile(r" [A-Z][^\W\d_A-Z]")
_SURNAME = re.compile(r"\w{2}(?:[oe]va?|zoda|sk(?:y|aya))\Z")
_POSSESSIVE = re.compile(r"[’'](?:s\Z|\Z)")
_DERIVED = re.compile(
    r"\w{3,}(?:tions?|ments?|ing|ity|ities|ness|ships?|ances?|ences?|isms?|ists?|ary|ive|ical|ors|ers)\Z"
)
"""Words made of other words: what offices and events are called, not people."""
_SHORTEST = 3
"""Letters of a name; of two there are too many words that sound alike."""

_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SourceName:
    """A word of a source that may be a name.

    Args:
        start: Where it begins.
        end: Where it ends, with its possessive.
        word: The word without its possessive.
        joined: It and the word with a capital before or behind it, as one word: translations
            write some names so.
    """

    start: int
    end: int
    word: str
    joined: tuple[str, ...] = ()


@lru_cache(maxsize=RECENT)
def source_names(source: str) -> tuple[SourceName, ...]:
    """The words of an English sentence that may be names, in their order."""
    places = [match.span() for match in _CAPITAL.finditer(source)]
    joined = _joined(source, places)
    return tuple(
        SourceName(*place, word, tuple(joined.get(place, ())))
        for place in places
        if (word := _bare(source[slice(*place)])) and _may_be_name(source, place, word)
    )


def _joined(source: str, places: list[_Place]) -> dict[_Place, list[str]]:
    """For words that stand side by side, both written as one."""
    found: dict[_Place, list[str]] = {}
    for before, after in pairwise(places):
        if source[before[1] : after[0]] in (" ", "-"):
            both = source[before[0] : after[1]].replace(" ", "")
            found.setdefault(before, []).append(both)
            found.setdefault(after, []).append(both)
    return found


def _bare(word: str) -> str:
    """A word without its possessive."""
    return word if word.isalnum() else _POSSESSIVE.sub("", word)


def _may_be_name(source: str, place: _Place, word: str) -> bool:
    """Whether a word has its capital for what it is, not for where it stands."""
    start, end = place
    low = fold(word)
    if len(word) < _SHORTEST or low in _ordinary_words() or _DERIVED.match(low):
        return False
    if "-" in low and all(map(_is_familiar, word.split("-"))):
        return False
    if _OPENS.search(source[max(0, start - _LOOK_BACK) : start]):
        return bool(_GOES_ON.match(source, end) or _SURNAME.search(low))
    return True


def _is_familiar(part: str) -> bool:
    """Whether a part of a compound is no name in need of a look: Sub-programme, Tajik-Uzbek."""
    return part.lower() in _ordinary_words() or exonym(part, "") is not None


@lru_cache(maxsize=4096)
def is_ordinary(word: str) -> bool:
    """Whether a dictionary has a word with a small letter only: part of a title, not a name.

    Slow the first time, so ask it only of words that would otherwise be findings.
    """
    known = _dictionary()
    parts = word.split("-")
    return all(part.lower() in known and (part not in known or len(parts) > 1) for part in parts)


@cache
def _dictionary() -> Mapping[str, str]:
    """English words; those with a capital are names."""
    from simplemma.strategies.dictionaries import (  # noqa: PLC0415 - half a second to load
        DefaultDictionaryFactory,
    )

    return DefaultDictionaryFactory().get_dictionary("en")


@cache
def _ordinary_words() -> frozenset[str]:
    """Words that are no names: those of press releases, and of titles."""
    return frozenset([*words("frequent.txt"), *words("titles.txt")])
