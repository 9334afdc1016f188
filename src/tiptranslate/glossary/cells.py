"""Tables as spreadsheets write them: rows with named cells, and every mistake collected.

Excel writes a byte order mark, semicolons where the comma is the decimal sign, line
breaks inside quoted cells, and empty columns and rows behind the last one; all that
is read. What a cell may hold is checked by `Row`, which notes every mistake with its
line and column instead of stopping at the first.
"""

import codecs
import csv
import difflib
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tiptranslate.errors import InputError

BAR = "|"
"""What separates the items of a list cell."""
_EXCEL = "in Excel, save it as “CSV UTF-8 (Comma delimited)”"
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n")
"""Excel's own first line that names the separator."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
"""In a wording these would keep it from ever being found."""
_BLANKS = re.compile(r"[ \t\n\r]+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SHOWN = 12
"""Words that a message lists."""
_LONGEST = 1_000_000
"""Characters of the longest cell; an unclosed quote is found before it eats a whole file."""


class Problems:
    """The mistakes of one file.

    Args:
        path: As the messages name it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._errors: list[InputError] = []

    def add(self, line: int | None, message: str, column: str = "") -> None:
        """Note a mistake.

        Args:
            line: Where its row begins, from 1.
            message: What is wrong; what to do.
            column: The column's name, where the mistake is in one.
        """
        where = f"column {column!r}: " if column else ""
        self._errors.append(InputError(where + message, path=self.path, line=line))

    @property
    def errors(self) -> tuple[InputError, ...]:
        """All of them, in the order of the lines."""
        return tuple(sorted(self._errors, key=lambda error: error.line or 0))


def near(word: str, known: Collection[str]) -> str:
    """What to do about a word that is not known: the nearest one, or all there are."""
    found = difflib.get_close_matches(word, known, n=1)
    if found:
        return f"did you mean {found[0]!r}?"
    shown = [*known][:_SHOWN]
    return f"one of {', '.join(shown)}{', ...' if len(shown) < len(known) else ''}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it begins, its cells by column, and where its mistakes go."""

    line: int
    cells: Mapping[str, str]
    problems: Problems

    def complain(self, column: str, message: str) -> None:
        """Note a mistake in a cell."""
        self.problems.add(self.line, message, column)

    def free(self, column: str) -> str:
        """A remark: any text, line breaks included."""
        return self.cells.get(column, "").strip().replace("\r\n", "\n").replace("\r", "\n")

    def text(self, column: str) -> str:
        """One wording or word; line breaks and runs of blanks are one blank."""
        return self._clean(column, self.cells.get(column, ""))

    def wording(self, column: str) -> str:
        """One wording that other cells may list."""
        text = self.text(column)
        if BAR in text:
            self.complain(column, f"holds {BAR!r}, which separates lists; give one wording here")
        return text

    def items(self, column: str) -> tuple[str, ...]:
        """A list of wordings."""
        cell = self.cells.get(column, "")
        if not cell.strip():
            return ()
        items = [self._clean(column, item) for item in cell.split(BAR)]
        if not all(items):
            self.complain(column, f"an item of the list is empty; remove the {BAR!r} too many")
        kept = dict.fromkeys(item for item in items if item)
        if len(kept) < sum(map(bool, items)):
            self.complain(column, "an item stands in the list twice; remove one")
        return tuple(kept)

    def choice(self, column: str, known: Collection[str], default: str = "") -> str:
        """One of the words known, in small letters; the default where the cell is empty."""
        word = self.text(column).lower() or default
        if word in known:
            return word
        what = f"unknown {column} {word!r}" if word else "is empty"
        self.complain(column, f"{what}; {near(word, known)}")
        return ""

    def yes(self, column: str) -> bool:
        """Whether a cell says yes; an empty one says no."""
        word = self.text(column).lower()
        if word not in {"yes", "no", ""}:
            self.complain(column, f"is {word!r}; write yes or no")
        return word == "yes"

    def day(self, column: str) -> date | None:
        """A date, or nothing."""
        word = self.text(column)
        if not word:
            return None
        try:
            if _DAY.fullmatch(word):
                return date.fromisoformat(word)
            what = f"{word!r} is no date"
        except ValueError:
            what = f"there is no day {word!r}"
        self.complain(column, f"{what}; write it as in 2022-11-28")
        return None

    def _clean(self, column: str, text: str) -> str:
        bad = _INVISIBLE.search(text)
        if bad:
            before = text[: bad.start()].split()[-1:]
            where = f" after {before[0]!r}" if before else ""
            self.complain(
                column, f"has the invisible character U+{ord(bad[0]):04X}{where}; remove it"
            )
        return _BLANKS.sub(" ", text).strip()


def read_rows(
    data: bytes, columns: Sequence[str], required: Collection[str], problems: Problems
) -> list[Row]:
    """Read a table.

    Args:
        data: The file.
        columns: Every column there may be, in small letters.
        required: Those there must be.
        problems: Where mistakes go.

    Returns:
        The rows that are not empty; none where the file cannot be read as a table.
    """
    grid = _grid(data, problems)
    line, header = next(grid, (1, []))
    if problems.errors:
        return []
    named = {_name(cell) for cell in header}
    missing = [name for name in required if name not in named]
    if missing:
        what = "the first line has no column" if header else "is empty; the first line must have"
        problems.add(line, f"{what} {', '.join(map(repr, missing))}")
        return []
    names = _names(header, line, columns, problems)
    return [row for line, cells in grid if (row := _row(line, cells, names, problems))]


def header_of(data: bytes, path: Path) -> list[str]:
    """The names of a table's columns, in small letters; none where there is no table."""
    _, header = next(_grid(data, Problems(path)), (1, []))
    return [_name(cell) for cell in header]


def _name(cell: str) -> str:
    return _BLANKS.sub(" ", cell).strip().lower()


def _decode(data: bytes, problems: Problems) -> str:
    if data.startswith(_MARKS):
        problems.add(None, f"is UTF-16 text; {_EXCEL}")
        return ""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.add(line, f"is not UTF-8 (byte 0x{error.object[error.start]:02x}); {_EXCEL}")
        return ""
    bad = _CONTROL.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        problems.add(line, f"control character U+{ord(bad[0]):04X}; remove it")
        return ""
    return text


def _grid(data: bytes, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    """The rows with something in them, each with the line it begins on."""
    text = _decode(data, problems)
    told = _SEPARATOR_LINE.match(text)
    start = told.end() if told else 0
    first = text[start:].lstrip("\r\n").partition("\n")[0]
    separator = told[1] if told else max(",;\t", key=first.count)
    csv.field_size_limit(_LONGEST)
    # Left as they are, line ends inside quotes count as the lines they are.
    reader = csv.reader(io.StringIO(text[start:], newline=""), delimiter=separator, strict=True)
    skipped = 1 if told else 0
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line + skipped, cells
            line = reader.line_num + 1
    except csv.Error as error:
        what = {"unexpected end of data": "a quotation mark is never closed"}.get(str(error))
        problems.add(line + skipped, f'{what or error}; quote cells as Excel does, with ""')


def _names(
    header: Sequence[str], line: int, columns: Sequence[str], problems: Problems
) -> list[str]:
    """The column of each cell, "" for one without."""
    names: list[str] = []
    for cell in header:
        name = _name(cell)
        if name and name not in columns:
            problems.add(line, f"unknown column {name!r}; {near(name, columns)}")
            name = "?"  # its cells are not read, and not missed
        elif name and name in names:
            problems.add(line, f"column {name!r} is there twice; remove one")
            name = "?"
        names.append(name)
    return names


def _row(line: int, cells: Sequence[str], names: Sequence[str], problems: Problems) -> Row | None:
    found: dict[str, str] = {}
    for index, cell in enumerate(cells):
        name = names[index] if index < len(names) else ""
        if name:
            found[name] = cell
        elif cell.strip():
            problems.add(
                line,
                f"cell {index + 1}, {cell.strip()[:30]!r}, is in no column; "
                "name the column, or quote cells that hold the separator",
            )
    found.pop("?", None)
    return Row(line, found, problems) if any(cell.strip() for cell in found.values()) else None


def write_rows(columns: Sequence[str], rows: Collection[Mapping[str, str]]) -> bytes:
    """A table in its canonical form: UTF-8, commas, line feeds, quotes where needed."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(name, "") for name in columns] for row in rows)
    return file.getvalue().encode()
