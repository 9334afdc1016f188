"""How far a word of a translation sounds like a name in the English: Kholmatova, Холматовой.

A word is spelt as a string of sounds, one character each and the same in all languages; the
sounds of two words are then compared letter by letter. What the romanizations of Russian,
Uzbek and the other languages of the region make of one letter costs nothing or little, any
other difference costs one, and endings after the name are free. The costs are those that
names and their translations in the training corpus call for.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import accumulate

FAR = 3.0
"""The unlikeness of words that have nothing to do with each other."""
_VOWELS = "aeiou"
_NO_SOUND = dict.fromkeys(map(ord, "'‘’`´ʻʼ′ьъЬЪ-‐‑"))
_DOUBLED = re.compile(r"(.)\1+")
_LATIN = re.compile("[a-z]")


def _spelling(pairs: Mapping[str, str]) -> Callable[[str], str]:
    """A function that writes sounds for letters, the longest stretches first."""
    pattern = re.compile("|".join(sorted(map(re.escape, pairs), key=len, reverse=True)))
    return lambda word: pattern.sub(lambda match: pairs[match[0]], word)


def _pairs(text: str) -> dict[str, str]:
    """Letters and their sounds from "kh:x q:k"."""
    return {left: right for left, _, right in (pair.partition(":") for pair in text.split())}


_ENGLISH = _spelling(
    _pairs(
        "shch:š tzh:tj sch:š cz:č sz:š dzh:j dj:j tch:č kh:x gh:g zh:j sh:š ch:č tz:ts"
        " ph:f th:t ck:k q:k x:ks w:v h:x ce:se ci:si cy:si c:k oo:u ee:i"
    )
)
_RUSSIAN = _spelling(
    _pairs(
        "дж:j б:b в:v г:g д:d ж:j з:z к:k л:l м:m н:n п:p р:r с:s т:t ф:f х:x ц:ts ч:č ш:š щ:š"
        " а:a е:e ё:e и:i о:o у:u ы:i э:e ю:u я:a й:y ў:o қ:k ғ:g ҳ:x"
    )
)
_UZBEK = _spelling(_pairs("lyo:le syo:se fyo:fe tyo:te dj:j sh:š ch:č h:x q:k c:k w:v"))
_GLIDE = re.compile(rf"y(?=[{_VOWELS}])|(?<=[{_VOWELS}])[yi](?![{_VOWELS}])")

_EITHER = {
    ("o", "e"): 0.3,
    ("i", "e"): 0.4,
    ("e", "i"): 0.4,
    ("u", "v"): 0.2,
    ("v", "u"): 0.3,
    ("s", "z"): 0.4,
    ("z", "s"): 0.4,
    ("x", "g"): 0.3,
    ("x", "k"): 0.4,
    ("k", "x"): 0.4,
    ("š", "č"): 0.4,
    ("g", "x"): 0.4,
    ("g", "j"): 0.4,
    ("s", "š"): 0.5,
    ("n", "m"): 0.5,
    ("č", "k"): 0.5,
    ("č", "x"): 0.5,
    ("d", "j"): 0.5,
}
_COSTS: dict[str, dict[tuple[str, str], float]] = {
    "ru": {**_EITHER, ("o", "a"): 0.3, ("u", "o"): 0.4, ("o", "u"): 0.4, ("a", "e"): 0.5},
    # Uzbek writes o where Russian, and English after it, has a: Toshkent; and oʻ for its u.
    "uz": {
        **_EITHER,
        ("a", "o"): 0.0,
        ("u", "o"): 0.0,
        ("o", "u"): 0.3,
        ("e", "a"): 0.3,
        ("a", "e"): 0.5,
        ("p", "b"): 0.4,
    },
}
_LOST = {"x": 0.5, "i": 0.5, "j": 0.5}
_ADDED = {"i": 0.4, "y": 0.2}
_BESIDE = frozenset(_VOWELS)
_ANY = -1
_GROUPS = (
    "aeiouyjhwàáâäåçéèíóöüаеёиоуыэюяйўх", "khgqxcкхгқғҳ", "szcjyšžсзшщцчжд", "dtjsдтцчж",
    "bpбп", "vfwbвфб", "pfпф", "lл", "mnмн", "rр",
)  # fmt: skip
_ALIKE = {
    letter: sum(1 << at for at, group in enumerate(_GROUPS) if letter in group)
    for letter in "".join(_GROUPS)
}
"""The groups of first letters, one bit each, within which a name keeps its beginning."""
_DIGRAPHS = 4
"""Letters that a name may have more in English: Shch is one letter in Russian."""
_HIATUS = 0.2
"""What a vowel beside another one costs that only one of the words has: Seoul, Сеул."""

_RU_LETTERS = "абвгдежзиклмнопрстуфхцчш"
"""One letter a sound."""
_RU_REST = re.compile(
    r"(?:[aeiou]{0,2}(?:m|x|mi|v|go|mu)?|[aeiou]{0,2}\w{0,2}sk\w{0,3}|[aeiou]?ts[aeiou]\w{0,2})\Z"
)
_RU_ADJECTIVE = re.compile(r"(?:in|n)?sk\w{1,3}\Z")
_UZ_REST = re.compile(
    "(?:v(?![aeiou]))?(?:ia)?(?:lar|lik|i|si|ning|ni|ga|ka|da|dan|gi|gača|ča|dek|da|mi|dir|či|u|im|m|miz|imiz|"
    "ona|xon|jon|bek|bi|ob?)*\\Z"
)


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
        spelt = _RUSSIAN(low)
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
    costs = _COSTS["ru" if is_russian else "uz"]
    last = _last_row(left, right, costs, bends=is_russian)
    ends = (
        cost if _ends(left, right, end, rest) else cost + 1.0
        for end, cost in enumerate(last)
        if cost < FAR
    )
    return min(min(ends, default=FAR), FAR)


def _ends(left: str, right: str, end: int, rest: re.Pattern[str]) -> bool:
    """Whether what follows in a word is an ending, which may share its first sound with the name.

    As in Xatlonning and Таласский, where doubled sounds are one.
    """
    return bool(rest.match(right, end) or rest.match(left[-1] + right[end:]))


def _last_row(
    left: str, right: str, costs: Mapping[tuple[str, str], float], *, bends: bool
) -> list[float]:
    """What it costs to turn a whole word into every beginning of another.

    Args:
        left: The sounds of the name.
        right: Those of the word.
        costs: What sounds that stand for each other cost.
        bends: Whether the last vowel of a name changes with the case.
    """
    added = _singles(right, _ADDED)
    row = list(accumulate(added, initial=0.0))
    for at, (sound, drop) in enumerate(zip(left, _singles(left, _LOST), strict=True)):
        is_end = at == len(left) - 1
        lost = _HIATUS if is_end and sound == "e" else drop
        bent = bends and is_end and sound in _VOWELS
        best = row[0] + lost
        new = [best]
        for place, other in enumerate(right):
            if sound == other or (bent and other in _VOWELS):
                cost = row[place]
            else:
                cost = row[place] + costs.get((sound, other), 1.0)
            best = min(cost, row[place + 1] + lost, best + added[place])
            new.append(best)
        row = new
        if min(row) >= FAR:
            break
    return row


def _singles(word: str, costs: Mapping[str, float]) -> list[float]:
    """What every sound of a word costs where the other word does not have it."""
    found = []
    for at, sound in enumerate(word):
        cost = costs.get(sound, 1.0)
        if sound in _VOWELS and (
            word[at + 1 : at + 2] in _BESIDE or (at and word[at - 1] in _BESIDE)
        ):
            cost = _HIATUS
        found.append(cost)
    return found


def may_match(name: str, word: str) -> bool:
    """A quick look whether a word can be near a name at all: they begin with letters alike."""
    both = _ALIKE.get(name[:1].lower(), _ANY) & _ALIKE.get(word[:1].lower(), _ANY)
    return both != 0 and len(word) >= len(name) - _DIGRAPHS


def mended(name: str, word: str) -> str:
    """A Russian word with the one wrong letter put right by which it misses an English name.

    Args:
        name: The name in the English.
        word: A word that is nearly the name, with an ending or without.

    Returns:
        The word, "" where it is not one letter, or more than one letter would do.
    """
    wanted = sounds(name, "en").rstrip(_VOWELS)
    found = []
    for at, letter in enumerate(word):
        if sounds(letter, "ru"):
            for other in _RU_LETTERS:
                right = other.upper() if letter.isupper() else other
                text = word[:at] + right + word[at + 1 :]
                if sounds(text, "ru").startswith(wanted) and not unlikeness(name, text, "ru"):
                    found.append(text)
    return found[0] if len(found) == 1 else ""
