"""Where to search: a slow pattern only on the lines on which a quick one finds something."""

import re
from collections.abc import Iterator


def find(pattern: re.Pattern[str], hint: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern on the lines of a text that have a match of ``hint``.

    A hint that begins with a letter or a set of characters, and with no look-behind or
    border of a word, is found many times faster than any other.
    """
    found = hint.search(text)
    while found:
        start = text.rfind("\n", 0, found.start()) + 1
        end = text.find("\n", found.start())
        end = len(text) if end < 0 else end
        yield from pattern.finditer(text, start, end)
        found = hint.search(text, end)
