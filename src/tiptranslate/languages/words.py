"""Words of a text in Latin or Cyrillic script, and how they are compared.

``fold`` never changes the length of a text, so an offset in the folded text is an
offset in the text itself.
"""

import re

TOKEN = re.compile(r"[^\W_]+(?:(?:'|(?<=\d)[.,](?=\d))[^\W_]+)*")
"""A word of a folded text.

Apostrophes inside a word belong to it (``victim's``, ``o'zbek``), and so do the point
and the comma inside a number (``2.5``, ``30,000``); hyphens and underscores don't. An
apostrophe at the end is left out: it may close a quotation as well as a possessive.
"""

_SPACES = (
    "\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_PLAIN = [
    *((space, " ") for space in _SPACES),
    *((apostrophe, "'") for apostrophe in "`´‘’ʻʼ"),
    *((hyphen, "-") for hyphen in "‐‑"),
    *zip("ёЁ", "еЕ", strict=True),
]
_ODD = re.compile(f"[{''.join(variant for variant, _ in _PLAIN)}]")
_SHORT = 1000
"""Characters up to which one search is quicker than the replacements that it may spare."""
_PLAIN_ASCII = [pair for pair in _PLAIN if pair[0].isascii()]


def plain(text: str) -> str:
    """The text with one kind of apostrophe, space and hyphen, and е for ё; the case stays.

    A text of millions of characters goes through in a few milliseconds: ``replace``
    runs at the speed of a search, ``translate`` at that of a look-up a character.
    """
    if len(text) < _SHORT and not _ODD.search(text):
        return text
    for variant, common in _PLAIN_ASCII if text.isascii() else _PLAIN:
        text = text.replace(variant, common)
    return text


def fold(text: str) -> str:
    """The text as it is compared: `plain` and in lower case, as long as it was.

    Letters whose lower case is longer (İ) keep their case.
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    return plain(lower)
