"""Words that no dictionary knows.

The dictionary is simplemma's, which is installed for the vocabulary in any case; what
it lacks is in words.txt, what it has by mistake in misspellings.csv.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from tiptranslate.languages.words import fold
from tiptranslate.markup import find_spans
from tiptranslate.model import BlockKind, Level, Name, Term
from tiptranslate.qa import lists
from tiptranslate.qa.lint.language import foreign
from tiptranslate.qa.source import Bad, Hit, SourceCheck, SourceText
from tiptranslate.qa.whole import Whole, whole

_ADDED = re.compile(
    r"(?:un|non|sub|inter|multi|cyber|micro|over|under|anti|counter|self|mid|post|pre|semi|super|trans)"
    r"-?([a-z]{5,}(?:ed|ing|s|al|ity|ion|ist|ism|able|ible|ment|ic|ary|ive))\Z"
)
_IZE = re.compile(r"is(?:e[drs]?|ers|ing|ations?)\Z")
_SHORTEST = 3
_LONG = 7
"""Letters from which a word in capitals, which may be a name, is compared with known words."""
_MARKS = frozenset("\"“”'‘’«»*_")
_JOINTS = frozenset("'@./_")
"""Signs by which a word may hang together with another, as in a link."""
_WITHIN = re.compile(r"[a-z]")


class Spelling(SourceCheck):
    """Words that neither the dictionary nor the domain's own lists know.

    Known as well: the words of the glossary, Central Asian words, words of which the
    release has a capital form (names) and those inside links, addresses and acronyms.

    Why: A misspelled word is published three times: the translator guesses, and an engine
    copies it as if it were a name.

    Limits: Real words in a wrong place are for the check "slip". A word with a capital is
    taken for a name unless it is long and one letter from a frequent word of press releases.
    """

    id = "spelling"
    level = Level.WARNING
    bad = (
        Bad("The goverment adopted a plan.", "goverment", "government"),
        Bad("It occured in May.", "occured", "occurred"),
        Bad("Victims of traficking need shelter.", "traficking", "trafficking"),
        Bad("They receive help and rehabilitaion.", "rehabilitaion", "rehabilitation"),
        Bad("The Confrence was opened in Tashkent.", "Confrence", "Conference"),
    )
    good = (
        "The hokimiyat of the mahalla paid 300 soums for plov.",
        "Ms. Ulgibekova met Mr. Primerov; Ulgibekova's colleagues agreed.",
        "See www.goverment.example.org or write to recieve@example.org.",
        "Istiqbolli Avlod, UNODC and the OSCE fight cybercrime.",
        "Co-organizers re-examined subregional anti-trafficking measures and unverified claims.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Look up every distinct word once; find the places of the unknown ones."""
        release = whole(text)
        own = _vocabulary(text)
        for word in sorted(release.words - _sure - own):
            if len(word) < _SHORTEST or is_known(word):
                _sure.add(word)
            else:
                yield from _places(text, release, word)


def _places(text: SourceText, release: Whole, word: str) -> Iterator[Hit]:
    """The places where an unknown word is no name and no part of a link."""
    places = list(_stretches(release.folded, word))
    written = [release.text[start:end] for start, end in places]
    # Capitals anywhere but at the beginning of a sentence are those of a name.
    names = sum(not one.islower() for one in written)
    right = _misspellings().get(word) or (
        _suggest(word, near=names > 0) if not names or (names == 1 and len(word) >= _LONG) else ""
    )
    if names and not right:
        return
    for (start, end), found in zip(places, written, strict=True):
        if _WITHIN.search(found) is None or not (found.islower() or found.istitle()):
            continue
        block, first, last = release.place(start, end)
        if release.text[start - 1 : start] in _MARKS and release.text[end : end + 1] in _MARKS:
            continue  # a word that is spoken of
        if _is_apart(text, release, block, first, last):
            continue
        advice = right.capitalize() if right and found[0].isupper() else right
        yield Hit(
            block,
            first,
            last,
            message=f"“{found}” is in no dictionary" + (f"; write “{advice}”?" if advice else ""),
            replacement=advice or None,
        )


def _stretches(folded: str, word: str) -> Iterator[tuple[int, int]]:
    """Where a word stands by itself; quicker than to compile an expression for each."""
    start = folded.find(word)
    while start >= 0:
        end = start + len(word)
        before, after = folded[start - 1 : start], folded[end : end + 2]
        is_inside = before.isalnum() or before in _JOINTS or after[:1].isalnum() or after[:1] == "@"
        if not is_inside and not (after[:1] in _JOINTS and after[1:].isalnum()):
            yield start, end
        start = folded.find(word, end)


def _is_apart(text: SourceText, release: Whole, block: int, start: int, end: int) -> bool:
    """Whether a stretch is in a link or the like, or in a line of another language."""
    if text.release.blocks[block].kind is BlockKind.SEPARATOR:
        return True
    low = release.folded[release.starts[block] :].partition("\n")[0]
    return bool(foreign(low)) or any(
        span.start < end and start < span.end for span in find_spans(text.texts[block])
    )


_sure: set[str] = set()
"""Words found to be known, so that a run looks each of them up once."""


@lru_cache(maxsize=4096)
def is_known(word: str) -> bool:
    """Whether a word, folded, is in the dictionary or the lists, or made of such a word."""
    from simplemma import is_known as in_dictionary  # noqa: PLC0415 - not for --help

    if word in _misspellings():
        return False
    if word in _words() or in_dictionary(word, lang="en"):
        return True
    base, _, ending = word.rpartition("'")
    if base:
        return (ending in ("s", "") and is_known(base)) or word in _CONTRACTIONS
    if word.endswith("s") and not word.endswith("ss") and word[:-1] in _words():
        return True
    british = word.replace("is", "iz")
    if british != word and _IZE.search(word) and in_dictionary(british, lang="en"):
        return True
    added = _ADDED.match(word)
    return bool(added and in_dictionary(added[1], lang="en"))


_SHORT_FORMS = """
    aren't can't couldn't didn't doesn't don't hadn't hasn't haven't isn't mustn't needn't shan't
    shouldn't wasn't weren't won't wouldn't i'm i've i'd i'll you're you've you'll you'd he'd
    he'll she'd she'll it'll it'd we're we've we'll we'd they're they've they'll they'd who've
    who'd who'll that'll there'll there'd o'clock
"""
_CONTRACTIONS = frozenset(_SHORT_FORMS.split())


@cache
def _words() -> frozenset[str]:
    """The words of words.txt, and those the house style spells in its own way."""
    words = set(lists.words("words.txt"))
    rows = csv.DictReader(lists.rows("varieties.csv"))
    for row in rows:
        words |= {row["other"], *row["house"].split()}
    return frozenset(words)


@cache
def _misspellings() -> dict[str, str]:
    return {row["wrong"]: row["right"] for row in csv.DictReader(lists.rows("misspellings.csv"))}


@cache
def _frequent() -> dict[str, tuple[str, ...]]:
    """The words of press releases by their first letter, the most frequent first."""
    by_letter: dict[str, list[str]] = {}
    for word in dict.fromkeys((*lists.words("frequent.txt"), *_misspellings().values())):
        by_letter.setdefault(word[0], []).append(word)
    return {letter: tuple(words) for letter, words in by_letter.items()}


@lru_cache(maxsize=4096)
def _suggest(word: str, *, near: bool) -> str:
    """The frequent word an unknown one was probably meant to be, "" if none is like it.

    Args:
        word: The word, folded.
        near: Only one letter away, as for a word that may be a name.
    """
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only where something is unknown
    from rapidfuzz.process import extractOne  # noqa: PLC0415

    most = 1 if near or len(word) < _LONG else 2
    found = extractOne(word, _frequent().get(word[0], ()), scorer=OSA.distance, score_cutoff=most)
    return str(found[0]) if found else ""


class _Glossary:
    """The words of the vocabulary and the register last asked for."""

    terms: Sequence[Term] = ()
    names: Sequence[Name] = ()
    words: frozenset[str] = frozenset()


_last = _Glossary()


def _vocabulary(text: SourceText) -> frozenset[str]:
    """The words of the workspace's glossary."""
    if _last.terms is not text.terms or _last.names is not text.names:
        _last.terms, _last.names = text.terms, text.names
        right = [term.source for term in text.terms]
        right += [one for name in text.names for one in (name.source, *name.aliases)]
        _last.words = frozenset(re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", fold(" ".join(right))))
    return _last.words


CHECKS: tuple[SourceCheck, ...] = (Spelling(),)
