r"""gettext's line breaking: where `msgcat` (0.21, UTF-8, 79 columns) cuts a string.

A string stands behind its keyword if it fits there, else the keyword gets ``""`` and the
text follows on lines of its own, each filled with as many pieces as fit, quotation marks
and the space at the end counted. Pieces end where Unicode's line breaking (UAX #14, as GNU
libunistring 1.0 has it) allows a break. The rules here are our own and compact; they were
found by putting all of Unicode and pairs of its classes through libunistring.

Not followed, each no more than a line cut at another place: Hebrew letters before a hyphen,
Korean written in single jamo, rare punctuation of scripts outside Latin, Greek, Cyrillic,
Arabic, Chinese and Japanese, and the directives of entries flagged ``c-format`` and the
like, which gettext keeps in one piece.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

WIDTH = 79

_ESCAPES = str.maketrans(
    {
        "\\": r"\\",
        '"': r"\"",
        "\t": r"\t",
        "\r": r"\r",
        "\a": r"\a",
        "\b": r"\b",
        "\f": r"\f",
        "\v": r"\v",
        "\0": None,
    }
)
_ESCAPED = re.compile('[\\\\"\t\r\a\b\f\v\0]')

_ORDINARY = " !#-~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20c0\u2100-\u22ff"
_SPECIAL = re.compile(rf'[^"\\{_ORDINARY}]|  ')
"""Anything of other than one column, or of a class whose rules look further than a pair."""

# Classes of characters, one letter each. Most follow from the general category; those
# that do not are listed. Small letters never begin a line.
_LISTED = {
    " ": " ",
    "H": "-",
    "s": "/",
    "p": ")]",
    "i": ",.:;\u037e\u0589\u060c\u060d\u07f8\u2044\ufe10\ufe13\ufe14",
    "e": "!?\u05c6\u061b\u061d\u061e\u061f\u06d4\u2762\u2763\u2e2e\u2e53\u2e54\uff01\uff1f\ufe56\ufe57\ufe15\ufe16",
    "Q": "\"'\u275b\u275c\u275d\u275e\u275f\u2760\u2e00\u2e01\u2e06\u2e07\u2e08\u2e0b",
    "P": "+\\\u00b1\u2116\u2212\u2213",
}
