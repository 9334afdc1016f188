r"""How gettext writes a string: where `msgcat` (0.21, UTF-8, 79 columns) cuts it into lines.

A string stands behind its keyword if it fits there, else the keyword gets ``""`` and the
text follows on lines of its own, each filled with as many pieces as fit, quotation marks
and the space at the end counted. A line feed in the text always ends a line. Not followed
are the directives of entries flagged ``c-format`` and the like, which gettext keeps whole.
"""

import re
from functools import cache, lru_cache

from tiptranslate.catalog.linebreak import RULES, Classes, opportunities, width

WIDTH = 79

_ESCAPES = {
    "\\": r"\\",
    '"': r"\"",
    "\t": r"\t",
    "\r": r"\r",
    "\a": r"\a",
    "\b": r"\b",
    "\f": r"\f",
    "\v": r"\v",
    "\0": "",
}
_ESCAPED = re.compile('[\\\\"\t\r\a\b\f\v\0]')

_SPECIAL = re.compile(
    "[^\t\r\a\b\f\v\0 -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20c0\u2100-\u22ff]|  "
)
"""What is not one column wide, or needs more than two neighbours to tell a break."""
_ORDINARY = " ABCDEFGHJLMNOPQSTXo"
"""The classes of all other text."""


def columns(text: str) -> int:
    """Columns a text takes on a terminal."""
    return len(text) if _SPECIAL.search(text) is None else sum(map(width, text))


@lru_cache(maxsize=20_000)  # a sentence is in its template and in every catalog
def wrap(keyword: str, text: str, prefix: str = "", wrapped: bool = True) -> str:
    """Write a keyword and its string.

    Args:
        keyword: ``msgid``, ``msgstr[0]`` and so on.
        text: The string as it is meant, without escapes.
        prefix: What opens each line, "#~ " or "#| ".
        wrapped: False for an entry flagged ``no-wrap``: only line feeds end a line.

    Returns:
        One or more lines, each with its line feed.
    """
    *parts, last = text.split("\n")
    portions = [(part, r"\n") for part in parts]
    if last or not parts:
        portions.append((last, ""))
    room = WIDTH - len(prefix) - 2
    taken = len(keyword) + 1 if len(portions) == 1 else 0
    lines = [f'{prefix}{keyword} ""\n']
    for part, end in portions:
        escaped = _escape(part) + end
        ends, behind = _cut(part, end, escaped, room, taken) if wrapped else ([len(escaped)], True)
        if behind and len(portions) == 1:
            return f'{prefix}{keyword} "{escaped}"\n'
        start = 0
        for stop in ends:
            lines.append(f'{prefix}"{escaped[start:stop]}"\n')
            start = stop
    return "".join(lines)


def _escape(text: str) -> str:
    """The text as it stands between quotation marks."""
    if _ESCAPED.search(text) is None:
        return text
    return _ESCAPED.sub(lambda found: _ESCAPES[found[0]], text)


def _cut(part: str, end: str, escaped: str, room: int, taken: int) -> tuple[list[int], bool]:
    """Cut one portion into lines.

    Args:
        part: The text up to a line feed.
        end: The escaped line feed, if one follows.
        escaped: The two as they are written.
        room: Columns on a line.
        taken: Columns that the keyword would take on the first.

    Returns:
        Where in ``escaped`` each line ends; and whether it stands behind the keyword, since
        it fits there or there is nowhere to cut it.
    """
    special = _SPECIAL.search(part) is not None
    if not special and len(escaped) <= room - taken:
        return [len(escaped)], True
    classes = part.translate(_table()) + ("XA" if end else "")
    if special:
        behind = len(_filled(classes, escaped, room, taken)) == 1
        return _filled(classes, escaped, room, 0), behind
    gap, line = _patterns(room)
    behind = taken > 0 and gap.search(classes) is None
    return [found.end() for found in line.finditer(classes)], behind


def _filled(classes: str, escaped: str, room: int, start: int) -> list[int]:
    """Fill lines piece by piece, for text of which not every character is one column wide.

    Args:
        classes: The text's classes, one letter a character of ``escaped``.
        escaped: The text.
        room: Columns on a line.
        start: Columns taken on the first.
    """
    ends: list[int] = []
    column, piece, candidate = start, 0, 0
    for position, rule in enumerate(opportunities(classes)):
        if rule != "x":
            if candidate and column + piece > room:
                ends.append(candidate)
                column = 0
            candidate = position
            column, piece = column + piece, 0
        if rule == "K":
            column, candidate = 0, 0
        else:
            piece += width(escaped[position])
    if candidate and column + piece > room:
        ends.append(candidate)
    return [*ends, len(escaped)]


@cache
def _table() -> Classes:
    """The classes, and those of what escapes become; no line ends inside an escape."""
    table = Classes()
    table.update({ord(key): "PA" if value else "" for key, value in _ESCAPES.items()})
    table.update({ord("\\"): "PX", ord('"'): "PQ"})
    return table


@cache
def _patterns(room: int) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A break, and a whole line of ``room`` columns, both as patterns over classes."""
    breaks = []
    for space, rules in ((" ", ".-"), ("", ".")):
        after: dict[str, str] = {}
        for left in _ORDINARY.replace(" ", ""):
            rights = "".join(
                right for right in _ORDINARY.replace(" ", "") if RULES[left + right] in rules
            )
            after[rights] = after.get(rights, "") + left
        breaks += [
            f"(?<=[{lefts}]{space})(?=[{rights}])" for rights, lefts in after.items() if rights
        ]
    here = "|".join(breaks)
    return re.compile(here), re.compile(rf".{{1,{room}}}(?:{here}|\Z)|.{{{room},}}?(?:{here}|\Z)")
