"""How words of English, Russian and Uzbek sound, in one spelling for all: Kholmatova, Холматова.

A sound is one character, the same in all languages: mostly the Latin letter of its IPA sign or
near it, with š for English sh, č for ch, x for kh and j for both j and zh, which romanizations
do not keep apart. `likeness` compares such spellings.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache

VOWELS = "aeiou"
_NO_SOUND = dict.fromkeys(map(ord, "'‘’`´ʻʼ′ьъЬЪ-‐‑"))
_DOUBLED = re.compile(r"(.)\1+")
_LATIN = re.compile("[a-z]")


def _spelling(text: str) -> Callable[[str], str]:
    """A function that writes sounds for letters, the longest stretches first.

    Args:
        text: Letters and their sounds, as "kh:x q:k"; other letters stay.
    """
    pairs: Mapping[str, str] = dict(_pair(pair) for pair in text.split())
    pattern = re.compile("|".join(sorted(map(re.escape, pairs), key=len, reverse=True)))
    return lambda word: pattern.sub(lambda match: pairs[match[0]], word)


def _pair(text: str) -> tuple[str, str]:
    letters, _, sound = text.partition(":")
    return letters, sound


_ENGLISH = _spelling(
    "shch:š tzh:tj sch:š cz:č sz:š dzh:j dj:j tch:č kh:x gh:g zh:j sh:š ch:č tz:ts"
    " ph:f th:t ck:k q:k x:ks w:v h:x ce:se ci:si cy:si c:k oo:u ee:i"
)
_CYRILLIC = _spelling(
    "дж:j б:b в:v г:g д:d ж:j з:z к:k л:l м:m н:n п:p р:r с:s т:t ф:f х:x ц:ts ч:č ш:š щ:š"
    " а:a е:e ё:e и:i о:o у:u ы:i э:e ю:u я:a й:y ў:o қ:k ғ:g ҳ:x"
)
_UZBEK = _spelling("lyo:le syo:se fyo:fe tyo:te dj:j sh:š ch:č h:x q:k c:k w:v")
_GLIDE = re.compile(rf"y(?=[{VOWELS}])|(?<=[{VOWELS}])[yi](?![{VOWELS}])")
"""Some romanizations write it and some do not: Yuldasheva and Uldasheva, Andrei and Andrey."""


@lru_cache(maxsize=8192)
def sounds(word: str, language: str) -> str:
    """The sounds of a word, without doubled ones, glides beside vowels and soft signs.

    A word in Latin script in a Russian text is read as English.
    """
    low = word.lower().translate(_NO_SOUND)
    if language == "en" or (language == "ru" and _LATIN.match(low)):
        spelt = _ENGLISH(_plain(_initial(low)))
    elif _LATIN.match(low):
        spelt = _UZBEK(_plain(low))
    else:
        spelt = _CYRILLIC(low)
    if language == "ru":
        spelt = spelt.replace("y", "") if not spelt.startswith("y") else "y" + spelt[1:]
    spelt = _GLIDE.sub("", spelt).replace("y", "i").replace("sš", "š")
    return _DOUBLED.sub(r"\1", spelt)


def _initial(low: str) -> str:
    """An Uzbek X at the beginning is no "ks"."""
    return "kh" + low[1:] if low.startswith("x") else low


def _plain(low: str) -> str:
    """Latin letters without their marks."""
    if low.isascii():
        return low
    apart = unicodedata.normalize("NFKD", low.replace("ı", "i").replace("ł", "l"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
