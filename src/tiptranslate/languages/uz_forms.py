"""Which dictionary forms an Uzbek word may be an inflected form of; Latin and Cyrillic.

The rules are those of the school grammar (plural, possessive, case, person) and of the
spelling rules confirmed on 24 August 1995 by Cabinet resolution No. 339. No native speaker
has reviewed them yet.

- A noun is stem + plural + possessive + case + person or particle, each optional:
  tashkilot-lar-i-ga-mi. After -dagi and -niki it may start again: markazdagilar.
- Possessives are -im -ing -i -imiz -ingiz after a consonant, -m -ng -si -miz -ngiz after a
  vowel, and -yi after o, oʻ, u (obroʻyi). Case -ka stands only after k, -qa after q.
- Before a possessive k may become g (tilak, tilagi) and q gʻ (qishloq, qishlogʻi), though not
  in every word (banki, huquqi); some words lose their last vowel (shahar, shahri).
- The head of an izafet compound carries -i or -si in the dictionary (odam savdosi). Another
  possessive takes its place (savdolari, markazimiz), nothing else does: bare "savdo" or
  "savdoni" is no form of "savdosi".
- Number is free: a target in the plural (organlar) is met in the singular, and the reverse.

Derivation makes another word and is left alone: -lik, -chi, -gar, -iy, -kash, and -siz, so
that hujjatsiz is no form of hujjat (-siz counts as the person ending after -gan and -chi,
and after the possessive -i and -si: roziligisiz, without the consent of).
Verbal endings are left alone too: a verbal noun is met as a noun (oldini olishga).

Of a target of several words only the last one varies; none before it does, so "odamning
savdosi" is not "odam savdosi".
"""

import re
from collections.abc import Iterator

_PERSONS = ("man", "san", "miz", "dir", "mi", "gina", "kina", "qina")
_CASES = (
    *("ning", "ni", "ga", "ka", "qa", "dan", "da", "dagi", "gi", "niki"),
    *("gacha", "kacha", "qacha", "cha", "day", "dek"),
)
_AFTER_CONSONANT = ("imiz", "ingiz", "im", "ing", "i")
_AFTER_VOWEL = ("ngiz", "miz", "ng", "si", "yi", "m")
_DROPPING = (
    "bag'ir bo'g'iz bo'yin burun ko'ngil mag'iz o'g'il o'rin og'iz qo'yin qorin shahar singil yarim"
)
"""Stems that lose their last vowel before a possessive."""
_PRONOUNS = {
    f"{form}{ending}": pronoun
    for pronoun, form, endings in (
        ("u", "un", "ing i ga da dan dagi gacha"),
        ("bu", "bun", "ing i ga da dan dagi gacha"),
        ("shu", "shun", "ing i ga da dan dagi gacha"),
        ("men", "men", "ing i"),
        ("sen", "sen", "ing i"),
    )
    for ending in endings.split()
}
_PAIRS = (("o'", "ў"), ("g'", "ғ"), ("sh", "ш"), ("ch", "ч"))
_LETTERS = str.maketrans("abdefghijklmnopqrstuvxyz", "абдефгҳижклмнопқрстувхйз")
_IS_CYRILLIC = re.compile("[а-ӿ]").search


def _cyrillic(latin: str) -> str:
    for pair, letter in _PAIRS:
        latin = latin.replace(pair, letter)
    return latin.translate(_LETTERS)


class _Grammar:
    """The rules in one script; suffixes are written once, in Latin."""

    def __init__(self, *, cyrillic: bool) -> None:
        write = _cyrillic if cyrillic else str
        vowels = "аеиоуўэюя" if cyrillic else "aeiou"
        # The apostrophe closes the vowel oʻ, but the consonant gʻ as well.
        self._ends_in_vowel = re.compile(f"(?:[{vowels}]|o')$").search
        self._ends_round = re.compile("[оўу]$" if cyrillic else "(?:o|u|o')$").search
        self._is_stem = re.compile(f".*[{vowels}]").match
        self._persons = tuple(map(write, _PERSONS))
        self._cases = tuple(map(write, _CASES))
        self._after_consonant = tuple(map(write, _AFTER_CONSONANT))
        self._after_vowel = tuple(map(write, _AFTER_VOWEL))
        self._plural, self._i, self._si, self._yi = map(write, ("lar", "i", "si", "yi"))
        self._voiced = {write("g"): write("k"), write("g'"): write("q")}
        self._full = {write(re.sub("[aiu](?=[^aiu]$)", "", w)): write(w) for w in _DROPPING.split()}
        self._short = {full: short for short, full in self._full.items()}
        self._full[write("singli")] = write("singil")  # singlisi carries the possessive twice
        self._pronouns = {write(form): write(word) for form, word in _PRONOUNS.items()}
        self._person_siz = re.compile(write("(.*(?:gan|i))siz")).fullmatch
        self._again = (write("dagi"), write("niki"))

    def stems(self, word: str) -> frozenset[str]:
        """The word itself and all that it may be a form of."""
        found = {word, self._pronouns.get(word, word)}
        found.update(self._without_person(word))
        for base in tuple(found):
            found.update(self._without_case(base))
        for base in tuple(found - {word}):
            if base.endswith(self._again):
                found.update(self._without_case(base))
        # A token never ends in an apostrophe (bogʻ is read as "bog"), so no stem may either.
        return frozenset(stem.rstrip("'") for stem in found)

    def _without_person(self, word: str) -> Iterator[str]:
        yield from self._peel(word, self._persons)
        if match := self._person_siz(word):
            yield match[1]

    def _without_case(self, word: str) -> Iterator[str]:
        for base in self._peel(word, self._cases):
            yield from self._number(base)
            yield from self._possession(base)

    def _peel(self, word: str, suffixes: tuple[str, ...]) -> Iterator[str]:
        """The word, and the word less each of the suffixes it ends in."""
        yield word
        for suffix in suffixes:
            base = word.removesuffix(suffix)
            if base == word or not self._is_stem(base):
                continue
            # -ka and its kin are -ga made like the k or q before them.
            if suffix[0] not in self._voiced.values() or base[-1] == suffix[0]:
                yield base

    def _number(self, base: str) -> Iterator[str]:
        """The base in the singular and in the plural."""
        singular = base.removesuffix(self._plural)
        yield singular if self._is_stem(singular) else base
        yield base if singular != base else base + self._plural

    def _possession(self, word: str) -> Iterator[str]:
        """What the word may come from if it ends in a possessive."""
        for base in self._owned(word):
            for number in self._number(base):
                yield number
                yield from self._third(number)

    def _owned(self, word: str) -> Iterator[str]:
        for suffixes, open_syllable in ((self._after_vowel, True), (self._after_consonant, False)):
            for base in self._peel(word, suffixes):
                if base == word or bool(self._ends_in_vowel(base)) is not open_syllable:
                    continue
                yield base
                yield from self._before_change(base)

    def _before_change(self, base: str) -> Iterator[str]:
        """The stems that a possessive may have changed to this."""
        if base in self._full:
            yield self._full[base]
        for voiced, voiceless in self._voiced.items():
            if base.endswith(voiced):
                yield base.removesuffix(voiced) + voiceless

    def _third(self, base: str) -> Iterator[str]:
        """The base with the possessive of the third person, as izafet compounds have it."""
        if self._ends_in_vowel(base):
            yield base + self._si
            if self._ends_round(base):
                yield base + self._yi
            return
        yield self._short.get(base, base) + self._i
        for voiced, voiceless in self._voiced.items():
            if base.endswith(voiceless):
                yield base.removesuffix(voiceless) + voiced + self._i


_LATIN, _CYRILLIC = _Grammar(cyrillic=False), _Grammar(cyrillic=True)


def stems(word: str) -> frozenset[str]:
    """The dictionary forms a word may be an inflected form of.

    Args:
        word: One folded word (``languages.words.fold``), Latin or Cyrillic.

    Returns:
        The word itself and every stem the rules allow, those that no dictionary has
        among them: the set is for looking up known words in, not for reading.
    """
    return (_CYRILLIC if _IS_CYRILLIC(word) else _LATIN).stems(word)
