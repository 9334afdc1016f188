"""A workspace's own words for Uzbek Cyrillic: `glossary/cyrillic.csv`, and finding them in texts.

The table has two columns, ``latin`` and ``cyrillic``. A row holds for the word or name in any
case and with any suffix; where both cells are the same it stays Latin.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from tiptranslate.errors import GlossaryError, InputError
from tiptranslate.languages.cyrillic_words import SUFFIXES, suffixes_back
from tiptranslate.languages.words import fold, plain

_COLUMNS = ["latin", "cyrillic"]
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]")
_LONGEST = 200
"""Characters of the longest cell; an unclosed quote is found before it eats the file."""


@dataclass(frozen=True, slots=True)
class Table:
    """What a caller wants written in a way of its own.

    Args:
        written: Folded words to what is written for them.
        kept: Folded words that stay, to how they must stand in the text.
        pattern: Finds any of them, with a suffix or without; None for an empty table.
    """

    written: Mapping[str, str]
    kept: Mapping[str, frozenset[str]]
    pattern: re.Pattern[str] | None

    def __bool__(self) -> bool:
        return self.pattern is not None

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and what to write for every word of the table in a text."""
        if self.pattern is None:
            return
        for match in self.pattern.finditer(fold(text)):
            found = text[match.start(1) : match.end(1)]
            key = match[1]
            if key in self.written:
                yield match.start(1), match.end(1), _cased(self.written[key], found)
            elif plain(found) in self.kept[key] or (found.isupper() and len(found) > 1):
                yield match.start(1), match.end(1), found


@lru_cache(maxsize=16)
def table(exceptions: tuple[tuple[str, str], ...], keep: tuple[str, ...], backwards: bool) -> Table:
    """A table of exceptions (Latin, Cyrillic) and words to keep, made once.

    Args:
        exceptions: They go before what is kept; the first of two for one word counts.
        keep: Words and names that stay as they are.
        backwards: From Cyrillic to Latin.
    """
    written: dict[str, str] = {}
    for latin, cyrillic in exceptions:
        source, target = (cyrillic, latin) if backwards else (latin, cyrillic)
        if source.strip() and target.strip():
            written.setdefault(fold(source.strip()), target.strip())
    kept: dict[str, set[str]] = {}
    for word in keep:
        if word.strip():
            kept.setdefault(fold(word.strip()), set()).add(plain(word.strip()))
    heads = sorted({*written, *kept}, key=lambda head: (-len(head), head))
    if not heads:
        return Table({}, {}, None)
    suffixes = f"(?:{SUFFIXES}|{suffixes_back().pattern})"
    pattern = re.compile(
        rf"(?<!\w)(?<!\w')({'|'.join(map(re.escape, heads))})(?={suffixes}(?!\w|'\w))"
    )
    return Table(written, {key: frozenset(forms) for key, forms in kept.items()}, pattern)


def _cased(made: str, found: str) -> str:
    """What the table says, with the capitals of what was found where the table has none."""
    if found.isupper() and len(found) > 1:
        return made.upper()
    if found[0].isupper() and made.islower():
        return made[0].upper() + made[1:]
    return made


def read_exceptions(data: bytes, path: Path) -> Mapping[str, str]:
    """The rows of `glossary/cyrillic.csv`, Latin to Cyrillic.

    Args:
        data: The file: UTF-8, commas or semicolons, a first line ``latin,cyrillic``.
        path: As the messages name it.

    Raises:
        InputError: It is no such table at all.
        GlossaryError: Rows are wrong; it has them all, each with its line.
    """
    rows = _lines(data, path)
    errors: list[InputError] = []
    found: dict[str, str] = {}
    lines: dict[str, int] = {}
    for line, cells in rows:
        wrong = _fault(cells)
        key = fold(cells[0]) if cells else ""
        if not wrong and key in lines:
            wrong = f"{cells[0]!r} stands in line {lines[key]} already; keep one of the two"
        if wrong:
            errors.append(InputError(wrong, path=path, line=line))
            continue
        lines[key] = line
        found[cells[0]] = cells[1]
    if errors:
        raise GlossaryError(errors)
    return MappingProxyType(found)


def _lines(data: bytes, path: Path) -> list[tuple[int, list[str]]]:
    """The rows below the head with their lines, empty ones left out, cells stripped."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError("is not UTF-8; save it as UTF-8", path=path, line=line) from None
    first = text.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",", strict=True
    )
    rows = []
    begin = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            while stripped and not stripped[-1]:
                stripped.pop()
            if stripped:
                rows.append((begin, stripped))
            begin = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"is no CSV ({error}); mend the row", path=path, line=begin) from None
    if not rows or [cell.lower() for cell in rows[0][1]] != _COLUMNS:
        message = "the first line must be latin,cyrillic; put it there"
        raise InputError(message, path=path, line=rows[0][0] if rows else 1)
    return rows[1:]


def _fault(cells: list[str]) -> str:
    """What is wrong with a row; "" for a good one."""
    if len(cells) != len(_COLUMNS) or not all(cells):
        return "a row needs two cells, latin and cyrillic; fill both and quote commas"
    latin, cyrillic = cells
    if any(_CONTROL.search(cell) or len(cell) > _LONGEST for cell in cells):
        return "a cell has a line break, an invisible character or too much text; mend it"
    if _CYRILLIC.search(latin) or not _LATIN.search(latin):
        return f"column 'latin': {latin!r} is not in Latin letters; the columns may be swapped"
    if latin != cyrillic and _LATIN.search(cyrillic) and _CYRILLIC.search(cyrillic) is None:
        return f"column 'cyrillic': {cyrillic!r} has no Cyrillic letter; write it in Cyrillic"
    return ""
