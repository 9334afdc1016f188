"""Uzbek letters from Latin to Cyrillic and back, for what no list of words says otherwise.

After the spelling rules of 1956 (Cyrillic) and 1995 (Latin). Latin leaves out what Cyrillic
writes in words from Russian: ц is "ts" between vowels and "s" elsewhere, ь is not written and
ъ only in words of the language itself. What the endings of such words tell is put back here
(-tsiya, -nsiya, -ye- after a consonant), the rest is `cyrillic.tsv`.
"""

import re

TURNED = "ʻ"
"""The sign of oʻ and gʻ."""
TUTUQ = "ʼ"
_VOWELS = "aeiou"
_LETTERS = dict(zip("abdefghijklmnopqrstuvxyz", "абдефгҳижклмнопқрстувхйз", strict=True)) | {
    "sh": "ш",
    "ch": "ч",
    "oʻ": "ў",
    "gʻ": "ғ",
    "yo": "ё",
    "yu": "ю",
    "ya": "я",
    "ye": "е",
    "sʼh": "сҳ",
    TUTUQ: "ъ",
}
# "tsi" also arises where -siz or -sin meets a stem in t (adolatsiz, ketsin): what follows decides.
_TSE = "ts(?=i(?:ya|yu|o|a|al|st|zm|kl|d|t|p|le|ll)|e(?:nt|nz|ns|ss|d|pt|ps|r|v|y|t)|ov|ik|um)"
# -nsiya, -ksiya, -psiya and what is made of such words.
_TSE_AS_S = "(?<=[nkp])s(?=i(?:ya|yu|on|al|yent))"
_UNIT = re.compile(
    f"(?P<tse>^ts(?!h)|{_TSE}|{_TSE_AS_S})"
    f"|(?P<soft>(?<=[^{_VOWELS}y{TURNED}{TUTUQ}])(?<!^)ye)"
    f"|(?P<surname>(?<=[{_VOWELS}])e(?=va?(?:$|n|ga|d|la)))"
    f"|(?P<e>^e|(?<=[{_VOWELS}{TUTUQ}])e|(?<=o{TURNED})e)"
    f"|s{TUTUQ}h|sh|ch|[og]{TURNED}|y(?:o(?!{TURNED})|[eua])|[a-z{TUTUQ}]"
)
"""A unit of a word in small Latin letters; the named ones need their surroundings."""
_NAMED = {"tse": "ц", "soft": "ье", "surname": "е", "e": "э"}

_CYRILLIC_VOWELS = "аеёиоуўэюя"
_BACK = {cyrillic: latin for latin, cyrillic in _LETTERS.items() if len(cyrillic) == 1} | {
    "э": "e",
    "е": "e",
    "ц": "s",
    "щ": "shch",
    "ы": "i",
    "ь": "",
}
_BACK_UNIT = re.compile(
    f"(?P<ye>^е|(?<=[{_CYRILLIC_VOWELS}ъь])е)"
    f"|(?P<tse>(?<=[{_CYRILLIC_VOWELS}й])ц(?=[{_CYRILLIC_VOWELS}]))"
    "|(?P<silent>ъ(?=е))"
    "|(?P<glide>(?<=ь)о)"
    "|(?P<apart>сҳ)"
    f"|[{''.join(_BACK)}]"
)
_BACK_NAMED = {"ye": "ye", "tse": "ts", "silent": "", "glide": "yo", "apart": f"s{TUTUQ}h"}


def to_cyrillic(word: str, lower: str, start: int = 0) -> str:
    """The letters of a Latin word from ``start`` on.

    Args:
        word: The word with its capitals, apostrophes as U+02BB and U+02BC.
        lower: The same in small letters.
        start: Where a stem that is known by heart has ended.
    """
    pieces = []
    for match in _UNIT.finditer(lower, start):
        unit = _NAMED.get(match.lastgroup or "") or _LETTERS.get(match[0], match[0])
        model = word[match.start() : match.end()]
        # The tutuq belgisi has no case; ъ has that of the letters around it.
        pieces.append(
            like(unit, word[match.start() - 1 : match.end() + 1] if unit == "ъ" else model)
        )
    return "".join(pieces)


def to_latin(word: str, lower: str, start: int = 0) -> str:
    """The letters of a Cyrillic word from ``start`` on; what is no such letter stays."""
    pieces = []
    end = start
    for match in _BACK_UNIT.finditer(lower, start):
        pieces.append(word[end : match.start()])
        end = match.end()
        group = match.lastgroup
        unit = _BACK_NAMED[group] if group else _BACK[match[0]]
        pieces.append(_capitals(unit, word, match.start(), end))
    return "".join([*pieces, word[end:]])


def like(unit: str, model: str) -> str:
    """A unit in small letters with the capitals of what it stands for."""
    if not model[:1].isupper():
        return unit
    return unit.upper() if model.isupper() else unit[0].upper() + unit[1:]


def _capitals(unit: str, word: str, start: int, end: int) -> str:
    """A Latin unit with capitals: Sh in a word with a capital, SH in one of capitals."""
    if not word[start].isupper() or not unit:
        return unit
    before, after = word[max(0, start - 1) : start], word[end : end + 1]
    if len(unit) == 1 or before.isupper() or after.isupper():
        return unit.upper()
    return unit[0].upper() + unit[1:]
