"""How far a word of a translation sounds like a name in the English: Kholmatova, Холматовой.

The `sounds` of the two are compared as by Levenshtein: the least that must be changed, added and
left out to make one of the other. What the romanizations of Russian, Uzbek and the other
languages of the region make of one letter costs nothing or little, any other letter costs one,
and endings behind the name are free. The costs are those that names and their translations in
the training corpus call for.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import accumulate

from tiptranslate.languages.sounds import VOWELS, sounds

FAR = 3.0
"""The unlikeness of words that have nothing to do with each other."""

Costs = Mapping[tuple[str, str], float]
"""What it costs that a name has one sound and the word another in its place."""


def _table(text: str) -> dict[tuple[str, str], float]:
    """Costs from "oe:0.3 ie:0.4": the name's sound, the word's sound, the cost."""
    return {(pair[0], pair[1]): float(pair[3:]) for pair in text.split()}


_ANY = _table(
    "oe:0.3 ie:0.4 ei:0.4 uv:0.2 vu:0.3 sz:0.4 zs:0.4 xg:0.3 gx:0.4 xk:0.4 kx:0.4 šč:0.4 gj:0.4"
    " sš:0.5 nm:0.5 čk:0.5 čx:0.5 dj:0.5"
)
_RUSSIAN = _ANY | _table("oa:0.3 uo:0.4 ou:0.4 ae:0.5")
# Uzbek writes o where Russian, and English after it, has a: Toshkent; and oʻ for its u.
_UZBEK = _ANY | _table("ao:0.0 uo:0.0 ou:0.3 ea:0.3 ae:0.5 pb:0.4")
_LOST = {"x": 0.5, "i": 0.5, "j": 0.5}
"""What it costs that only the name has a sound; 1 for others."""
_ADDED = {"i": 0.4, "y": 0.2}
"""What it costs that only the word has one; 1 for others."""
_HIATUS = 0.2
"""What a vowel beside another one costs that only one of the two has: Seoul, Сеул."""
_MUTE = 0.2
"""What an e at the end of a name costs that the word does not have: many are not spoken."""
_VOWEL = frozenset(VOWELS)  # unlike a text, it does not have "" in it

_RU_REST = re.compile(
    r"(?:[aeiou]{0,2}(?:m|x|mi|v|go|mu)?|[aeiou]{0,2}\w{0,2}sk\w{0,3}|[aeiou]?ts[aeiou]\w{0,2})\Z"
)
"""The sounds that may follow a name: cases; of a place, its adjective and who lives there."""
_RU_ADJECTIVE = re.compile(r"(?:in|n)?sk\w{1,3}\Z")
"""What may follow a place without its last sound: Osaka, осакский."""
_UZ_REST = re.compile(
    "(?:v(?![aeiou]))?(?:ia)?(?:lar|lik|i|si|ning|ni|ga|ka|da|dan|gi|gača|ča|dek|da|mi|dir|či|u|im|m|miz|imiz|"
    "ona|xon|jon|bek|bi|ob?)*\\Z"
)
"""Uzbek endings, any number of them, and what is put behind first names out of respect."""


@lru_cache(maxsize=8192)
def unlikeness(name: str, word: str, language: str) -> float:
    """How far a word is from an English name with an ending or without: 0 the same, 1 a letter off.

    Args:
        name: The name in the English.
        word: A word of the translation.
        language: The language of the translation.

    Returns:
        The sum of what the differences cost, at most `FAR`.
    """
    left, right = sounds(name, "en"), sounds(word, language)
    if not left or not right:
        return FAR
    is_russian = language == "ru"
    if not is_russian:
        left, right = left.replace("ts", "s"), right.replace("ts", "s")  # Цой: Tsoy or Soy
    rest = _RU_REST if is_russian else _UZ_REST
    if right.startswith(left) and _ends(left, right, len(left), rest):
        return 0.0
    if is_russian and right.startswith(left[:-1]) and _RU_ADJECTIVE.match(right, len(left) - 1):
        return 0.0
    costs = _RUSSIAN if is_russian else _UZBEK
    totals = (
        cost if _ends(left, right, end, rest) else cost + 1.0
        for end, cost in enumerate(_distances(left, right, costs, bends=is_russian))
        if cost < FAR
    )
    return min(min(totals, default=FAR), FAR)


def _ends(left: str, right: str, end: int, rest: re.Pattern[str]) -> bool:
    """Whether what follows in a word is an ending, which may share its first sound with the name.

    As in Xatlonning and Таласский, where doubled sounds are one.
    """
    return bool(rest.match(right, end) or rest.match(left[-1] + right[end:]))


def _distances(left: str, right: str, costs: Costs, *, bends: bool) -> list[float]:
    """What it costs to turn a whole name into every beginning of a word.

    The last row of Levenshtein's table, or an earlier one where all is too far already.

    Args:
        left: The sounds of the name.
        right: Those of the word.
        costs: What sounds in each other's place cost.
        bends: Whether the last vowel of a name changes with the case.

    Returns:
        For no sound of the word, its first, its first two...
    """
    added = _alone(right, _ADDED)
    row = list(accumulate(added, initial=0.0))
    for at, (sound, alone) in enumerate(zip(left, _alone(left, _LOST), strict=True)):
        is_last = at == len(left) - 1
        lost = _MUTE if is_last and sound == "e" else alone
        bent = bends and is_last and sound in VOWELS
        best = row[0] + lost
        new = [best]
        for place, other in enumerate(right):
            if sound == other or (bent and other in VOWELS):
                changed = row[place]
            else:
                changed = row[place] + costs.get((sound, other), 1.0)
            best = min(changed, row[place + 1] + lost, best + added[place])
            new.append(best)
        row = new
        if min(row) >= FAR:
            break
    return row


def _alone(word: str, costs: Mapping[str, float]) -> list[float]:
    """What every sound of a word costs where the other word does not have it."""
    found = []
    for at, sound in enumerate(word):
        is_hiatus = sound in _VOWEL and (
            word[at - 1 : at] in _VOWEL or word[at + 1 : at + 2] in _VOWEL
        )
        found.append(_HIATUS if is_hiatus else costs.get(sound, 1.0))
    return found


_GROUPS = (
    "aeiouyjhwàáâäåçéèíóöüаеёиоуыэюяйўх", "khgqxcкхгқғҳ", "szcjyšžсзшщцчжд", "dtjsдтцчж",
    "bpбп", "vfwbвфб", "pfпф", "lл", "mnмн", "rр",
)  # fmt: skip
"""First letters that may stand for each other."""
_BITS = {
    letter: sum(1 << at for at, group in enumerate(_GROUPS) if letter in group)
    for letter in "".join(_GROUPS)
}
"""The groups of each first letter, one bit each; two letters are alike if they share one."""
_ALL = -1
"""All bits: a letter of no group may stand for any."""
_DIGRAPHS = 4
"""Letters that a name may have more in English: Shch is one letter in Russian."""


def may_match(name: str, word: str) -> bool:
    """A quick look whether a word can be near a name at all: they begin with letters alike."""
    both = _BITS.get(name[:1].lower(), _ALL) & _BITS.get(word[:1].lower(), _ALL)
    return both != 0 and len(word) >= len(name) - _DIGRAPHS


_RU_LETTERS = "абвгдежзиклмнопрстуфхцчш"
"""One letter a sound: а, but no я."""


def mended(name: str, word: str) -> str:
    """A Russian word with the one wrong letter put right by which it misses an English name.

    Args:
        name: The name in the English.
        word: A word that is nearly the name, with an ending or without.

    Returns:
        The word, "" where it is not one letter, or more than one letter would do.
    """
    wanted = sounds(name, "en").rstrip(VOWELS)
    found = []
    for at, letter in enumerate(word):
        if sounds(letter, "ru"):
            for other in _RU_LETTERS:
                right = other.upper() if letter.isupper() else other
                text = word[:at] + right + word[at + 1 :]
                if sounds(text, "ru").startswith(wanted) and not unlikeness(name, text, "ru"):
                    found.append(text)
    return found[0] if len(found) == 1 else ""
