"""Where a line may end: Unicode's line breaking (UAX #14) as GNU libunistring 1.0 has it.

gettext breaks strings with libunistring's tables, so these are the facts to follow, not the
newest Unicode. They were found by putting all of Unicode, and each class beside each, through
the library; a class here is a letter, and the few classes that behave alike share one.

Not followed, each no more than a line cut at another place: Hebrew letters before a hyphen,
Korean written in single jamo, and rare punctuation of scripts outside Latin, Greek,
Cyrillic, Arabic, Chinese and Japanese.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache

_LISTED = {
    # Classes of ordinary text, one column wide.
    "N": "0030-0039 066b-066c",
    "B": "0009 007c 00ad 2027 2056 2058-205b 205d-205e 2e0e-2e15 2e19 2e2a-2e2d 2e30-2e31 "
    "2e33-2e34 2e3c-2e3e 2e41 2e43-2e4a 2e4c 2e4e-2e4f",
    "E": "0021 003f 05c6 061b 061d-061f 06d4 2762-2763 2e2e 2e53-2e54 fe15-fe16 fe56-fe57 ff01 "
    "ff1f",
    "Q": "0022 0027 275b-2760 2e00-2e01 2e06-2e08 2e0b",
    "P": "002b 005c 00b1 2116 2212-2213",
    "O": "0025 00a2 00b0 0609-060b 066a 2030-2037 20a7 20b6 20bb 20be 20c0 2103 2109 fdfc fe6a "
    "ff05 ffe0",
    "o": "00a1 00bf 2e18",
    "D": "0029 005d",
    "F": "002c 002e 003a-003b 037e 0589 060c-060d 2044 fe10 fe13-fe14",
    "H": "002d",
    "S": "002f",
    "C": "3001-3002 fe11-fe12 fe50 fe52 ff0c ff0e ff61 ff64",
    "G": "00a0 034f 035c-0362 2007 2011 202f",
    "L": "00b4 02c8 02cc 02df",
    "M": "2014 2e3a-2e3b",
    "T": "2024-2026 22ef fe19",
    "A": "0600-0605 06dd 070f 2015 2061-2064 23e9-23ec 25fd-25fe 2648-2653 2693 26a1 26aa-26ab "
    "26ce 2705 2728 274c 274e 2753-2755 2757 2795-2797 27b0 27bf 2e1a 1f18e 1f191-1f19a "
    "1f3b5-1f3b6 1f3bc 1f4a0 1f4a2 1f4a4 1f4af 1f4b1-1f4b2 1f500-1f506 1f517-1f524 1f532-1f53d",
    # Chinese, Japanese, Korean and pictures.
    "J": "203c-203d 2047-2049 3005 301c 303b-303c 3041 3043 3045 3047 3049 3063 3083 3085 3087 "
    "308e 3095-3096 309b-309e 30a0-30a1 30a3 30a5 30a7 30a9 30c3 30e3 30e5 30e7 30ee 30f5-30f6 "
    "30fb-30fe 31f0-31ff fe54-fe55 ff1a-ff1b ff65 ff67-ff70 ff9e-ff9f",
    "I": "231a-231b "
    "23f0-23f3 2600-2603 2614-2615 2618 261a-261c 261e-261f 2639-263b 2668 267f 26bd-26c8 "
    "26cd 26cf-26d1 26d3-26d4 26d8-26d9 26dc 26df-26e1 26ea 26f1-26f5 26f7-26f8 26fa 26fd-2704 "
    "2708-2709 2764 3030 303f fe31-fe32 fe58 fe63 ff0d ff66 ff71-ff9d ffa0-ffbe fffc",
    "k": "ff62",
    "R": "1f1e6-1f1ff",
    "V": "1f3fb-1f3ff",
    "Y": "261d 26f9 270a-270d 1f385 1f3c2-1f3c4 1f3c7 1f3ca-1f3cc 1f442-1f443 1f446-1f450 "
    "1f466-1f478 1f47c 1f481-1f483 1f485-1f487 1f48f 1f491 1f4aa 1f574-1f575 1f57a 1f590 "
    "1f595-1f596 1f645-1f647 1f64b-1f64f 1f6a3 1f6b4-1f6b6 1f6c0 1f6cc 1f90c 1f90f 1f918-1f91f "
    "1f926 1f930-1f939 1f93c-1f93e 1f977 1f9b5-1f9b6 1f9b8-1f9b9 1f9bb 1f9cd-1f9cf 1f9d1-1f9dd "
    "1fac3-1fac5 1faf0-1faf6",
    "W": "2060 feff",
    # Not in the table of pairs.
    "z": "200b",
    "j": "200d",
    "K": "000b-000d 0085 2028-2029",
    " ": "0020",
}
"""Characters whose class does not follow from their general category, by code point."""

_BY_CATEGORY = {
    **dict.fromkeys(("Mn", "Me", "Mc", "Cf", "Cc"), "c"),
    **dict.fromkeys(("Pi", "Pf"), "Q"),
    **dict.fromkeys(("Pd", "Zs"), "B"),
    "Nd": "N",
    "Ps": "o",
    "Pe": "C",
    "Sc": "P",
}
_WIDE = {"A": "I", "N": "I", "o": "k"}
_PICTURES = range(0x1F000, 0x1FB00)

_COLUMNS = ("A", "N", "IY", "J", "P", "O", "o", "k", "L", "G", "M", "R", "V", "BQTH", "CDEFSWX")
_PAIRS = {
    "AN": "--.----..-...-x",
    "IV": "...-.-...-...-x",
    "Y": "...-.-...-..--x",
    "B": "...-.........-x",
    "C": "...x--...-...-x",
    "JET": "...-.....-...-x",
    "PX": "----..--.-..--x",
    "ok": "xxxxxxxxxxxxxxx",
    "LGW": "--------------x",
    "Q": "------xx------x",
    "O": "--.-..--.-...-x",
    "R": "...-.....-.-.-x",
    "FS": ".-.-.....-...-x",
    "M": "...-.....-x..-x",
    "D": "--.---...-...-x",
    "H": ".-.-.........-x",
}
"""For a letter (row) and the next one (column): "." a break may stand between them, "-" only
where spaces are between them too, "x" never. X is the second half of an escape like ``\\\\``."""

RULES = {
    left + right: rule
    for lefts, rules in _PAIRS.items()
    for left in lefts
    for rights, rule in zip(_COLUMNS, rules, strict=True)
    for right in rights
}


class Classes(dict[int, str]):
    """The class of each code point, looked up once; made for `str.translate`."""

    def __init__(self) -> None:
        super().__init__()
        for letter, ranges in _LISTED.items():
            for part in ranges.split():
                first, _, last = part.partition("-")
                self.update(
                    dict.fromkeys(range(int(first, 16), int(last or first, 16) + 1), letter)
                )

    def __missing__(self, code: int) -> str:
        """The class by general category and width."""
        character = chr(code)
        letter = _BY_CATEGORY.get(unicodedata.category(character), "A")
        if code in _PICTURES:
            letter = "I"
        elif width(character) == 2:  # noqa: PLR2004 - both cells of a wide character
            letter = _WIDE.get(letter, letter)
        self[code] = letter
        return letter


@cache
def width(character: str) -> int:
    """Columns of a character on a terminal: 0, 1 or 2."""
    category = unicodedata.category(character)
    if category in {"Mn", "Me", "Cf", "Cc"}:
        return 0
    wide = category != "Cn" and unicodedata.east_asian_width(character) in "WF"
    return 2 if wide else 1


def opportunities(classes: str) -> Iterator[str]:
    """Go through the classes of a text and say for each whether a line may end before it.

    Yields:
        "." where it may, "x" where not, "K" where the character itself ends the line.
    """
    last, before, spaced, flags = "", "", False, 0
    for letter in classes:
        rule = "x"
        if letter == " ":
            spaced = True
        elif letter in "Kz":
            rule, last, spaced = ("K", "", False) if letter == "K" else ("x", "z", False)
        elif letter in "cj" and last not in {"", "z"} and not spaced:
            pass  # it is one with the character before
        else:
            if last == "z":
                rule = "x" if letter == "X" else "."
            elif last and before != "j":
                rule = _rule(last, letter, spaced, flags)
            last, spaced = ("A" if letter in "cj" else letter), False
        before = letter
        flags = flags + 1 if letter == "R" else 0
        yield rule


def _rule(last: str, letter: str, spaced: bool, flags: int) -> str:
    """Whether a line may end between two characters, spaces between them or not."""
    if letter in "cj":
        return "."
    if last == letter == "R" and not spaced:
        return "." if flags % 2 == 0 else "x"
    rule = RULES[last + letter]
    return rule if rule != "-" else "." if spaced else "x"
