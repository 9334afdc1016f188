"""Single Uzbek words from Latin to Cyrillic and back: lists first, then letters.

A word is looked up by heart (`cyrillic.tsv`), then as a first part like kino- and the rest;
what is left goes by the rules of `cyrillic_rules`. All answers are remembered, so a text costs
one look-up a word.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

from tiptranslate.languages import cyrillic_rules as rules
from tiptranslate.languages.cyrillic_rules import TURNED, TUTUQ, like

NONE: Mapping[str, str] = MappingProxyType({})
_APOSTROPHES = "'‘’`´ʻʼ′"
_IS_CYRILLIC = re.compile("[\u0400-\u052f]").search
_CANONICAL = re.compile(f"(?<=[oOgG])[{_APOSTROPHES}]|[{_APOSTROPHES}]")
_DIGRAPH = f"S[Hh]|C[Hh]|[OG]{TURNED}|Y[EeUuAa]|Y[Oo](?!{TURNED})"
_ACRONYM = re.compile(f"((?:{_DIGRAPH}|[A-Z]){{2,}})([a-z{TURNED}{TUTUQ}]*)")
_FOREIGN = re.compile(
    # A letter that Uzbek does not have, or a capital inside a word.
    f"[^a-zA-Z{TURNED}{TUTUQ}]|[cC](?![hH])|[wW]|[a-z](?=[A-Z])"
)
_FIRST_PARTS = re.compile(
    "(?:aero|agro|anti|audio|avto|bio|eks|elektro|foto|geo|gidro|inter|kiber|kino|kripto|kvazi"
    "|makro|mega|meteo|mikro|mini|mono|neyro|radio|super|tele|trans|video)(?=.{3})"
)
SUFFIXES = (
    "(?:lik|li|chi|siz)?(?:lar)?(?:imiz|ingiz|miz|ngiz|im|ing|i|si|m|ng)?"
    "(?:ning|niki|ni|ga|ka|qa|gi|dagi|dan|da|gacha|cha|dek|day)?"
    "(?:lar)?(?:ning|ni|ga|dan|da)?(?:mi|dir|gina|yoq|ku|man|san|miz|siz)?"
)
"""What an inflected noun may end in, in Latin; generous, for known stems only."""
_SUFFIXES = re.compile(SUFFIXES)
_SHORTEST, _LONGEST = 2, 30
"""Letters of the shortest and of the longest stem in the list, or a little more."""


def canonical(word: str) -> str:
    """A word with its apostrophes as U+02BB after o and g and U+02BC elsewhere."""
    if word.isascii() and "'" not in word and "`" not in word:
        return word
    return _CANONICAL.sub(lambda m: TURNED if word[m.start() - 1] in "oOgG" else TUTUQ, word)


@lru_cache(maxsize=60_000)
def to_cyrillic(word: str) -> str:
    """One Latin word in Cyrillic; a foreign one, or one that has Cyrillic letters, as it was."""
    plain = canonical(word)
    if _IS_CYRILLIC(plain):
        return word
    kept = _kept(plain)
    if kept:
        return word[:kept] + _word(plain[kept:])
    return word if _is_foreign(plain) else _word(plain)


@lru_cache(maxsize=60_000)
def to_latin(word: str) -> str:
    """The Cyrillic letters of one word in Latin."""
    start = next((n for n, letter in enumerate(word) if _IS_CYRILLIC(letter)), len(word))
    if start:
        return word[:start] + (to_latin(word[start:]) if start < len(word) else "")
    known = _acronyms_back().get(_capital_head(word))
    if known:
        return known + to_latin(word[len(_capital_head(word)) :])
    lower = word.lower()
    if len(lower) != len(word):
        return word
    start, made = _begin(word, lower, _backwards(), suffixes_back())
    return made + rules.to_latin(word, lower, start)


def _kept(word: str) -> int:
    """How many letters of a word are a foreign name with an Uzbek suffix behind it; 0 for none."""
    acronym = _ACRONYM.fullmatch(word)
    if acronym and acronym[2] and (_is_foreign(acronym[1]) or acronym[1] in _kept_words()):
        return len(acronym[1])
    for end in range(min(len(word), _LONGEST), _SHORTEST - 1, -1):
        head = word[:end]
        if (head in _kept_words() or head.lower() in _kept_words()) and _SUFFIXES.fullmatch(
            word, end
        ):
            return end
    return 0


def _is_foreign(word: str) -> bool:
    """Whether a word has a letter that Uzbek does not, or a capital inside (but for YeXHT)."""
    if (found := _FOREIGN.search(word)) is None:
        return False
    return not (found[0].islower() and found[0] not in "cw" and _ACRONYM.fullmatch(word))


def _word(word: str) -> str:
    """A word of Uzbek letters in Cyrillic."""
    acronym = _ACRONYM.fullmatch(word)
    if acronym and acronym[1] in _acronyms():
        tail = acronym[2]
        return _acronyms()[acronym[1]] + rules.to_cyrillic(tail, tail.lower())
    lower = word.lower()
    known = _known(word, lower)
    if known is None and (first := _FIRST_PARTS.match(lower)):
        part = first.end()
        rest = _known(word[part:], lower[part:])
        known = rest and rules.to_cyrillic(word[:part], lower[:part]) + rest
    return known or rules.to_cyrillic(word, lower)


def _known(word: str, lower: str) -> str | None:
    """A word that is known by heart, or begins with a stem that is."""
    bare = _list("bare").get(lower)
    if bare:
        return like(bare, word)
    end, made = _begin(word, lower, (_list("stem"), _list("word")), _SUFFIXES)
    return made + rules.to_cyrillic(word, lower, end) if made else None


def _begin(
    word: str, lower: str, lists: tuple[dict[str, str], dict[str, str]], suffixes: re.Pattern[str]
) -> tuple[int, str]:
    """The longest stem by heart that a word begins with: where it ends, and how it is written."""
    stems, words = lists
    for end in range(min(len(lower), _LONGEST), _SHORTEST - 1, -1):
        head = lower[:end]
        made = stems.get(head)
        if made is None and head in words and suffixes.fullmatch(lower, end):
            made = words[head]
        if made is not None:
            return end, like(made, word[:end])
    return 0, ""


def _capital_head(word: str) -> str:
    """The capitals a word begins with."""
    end = next((n for n, letter in enumerate(word) if not letter.isupper()), len(word))
    return word[:end]


def _rows() -> Iterator[tuple[str, str, str]]:
    """The rows of the list: kind, Latin, Cyrillic."""
    text = files("tiptranslate.languages").joinpath("cyrillic.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            kind, latin, cyrillic = (*line.split("\t"), "")[:3]
            yield kind, latin, cyrillic or latin


@cache
def _list(kind: str) -> dict[str, str]:
    """Latin to Cyrillic for one kind of row."""
    return {latin: cyrillic for row, latin, cyrillic in _rows() if row == kind}


@cache
def _acronyms() -> dict[str, str]:
    return _list("acronym")


@cache
def _acronyms_back() -> dict[str, str]:
    return {cyrillic: latin for latin, cyrillic in reversed(_acronyms().items())}


@cache
def _kept_words() -> frozenset[str]:
    """What stays Latin as it stands in the list; names of services in small letters, too."""
    kept = _list("keep")
    return frozenset(kept) | {word.lower() for word in kept if not word.isupper()}


@cache
def _backwards() -> tuple[dict[str, str], dict[str, str]]:
    """Stems and words from Cyrillic to Latin, where the letters alone give another Latin."""
    stems: dict[str, str] = {}
    named: dict[str, str] = {}
    seen: set[str] = set()
    for kind, latin, cyrillic in _rows():
        if cyrillic in seen or kind not in ("stem", "word"):
            continue
        seen.add(cyrillic)
        if rules.to_latin(cyrillic, cyrillic) != latin:
            (stems if kind == "stem" else named)[cyrillic] = latin
    return stems, named


@cache
def suffixes_back() -> re.Pattern[str]:
    """`SUFFIXES` in Cyrillic letters."""
    return re.compile(re.sub("[a-z]+", lambda m: rules.to_cyrillic(m[0], m[0]), SUFFIXES))
