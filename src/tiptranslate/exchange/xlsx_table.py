"""The review table as a spreadsheet, by openpyxl. No formula is ever written or evaluated.

Every cell is text: what begins with =, +, - or @ is marked as such, so that no spreadsheet
program takes it for a formula, now or when the cell is edited.
"""

import re
import warnings
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from tiptranslate.errors import InputError, UsageError
from tiptranslate.exchange import table
from tiptranslate.exchange.rows import Returned
from tiptranslate.exchange.table import Cell
from tiptranslate.exchange.xml_stream import stream
from tiptranslate.exchange.zips import opened, packed
from tiptranslate.model import Catalog

MISSING = "needs openpyxl; install it with `pip install 'tiptranslate[office]'`"
LONGEST = 32_767
"""Characters that a cell can hold (Excel's specification)."""
_WIDTHS = (4, 5, 60, 60, 12, 30, 11, 30)
"""Of the columns, in characters."""
_HEAD_ROW = 3
_MOST_ROWS, _MOST_COLUMNS = 20_000, 60
_NO_TEXT = {"f": "a formula", "e": "an error"}
"""Types of cells, as openpyxl has them, that are not read."""
_RISKY = ("=", "+", "-", "@", "\t", "\n")
_ESCAPE = re.compile("_x[0-9A-Fa-f]{4}_")
"""How a workbook writes characters that XML cannot hold, and texts that look like that."""
_ESCAPED = re.compile("_x(005[Ff]|000[Dd])_")
_CHARACTERS = {"005F": "_", "000D": "\r"}
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def dump(catalog: Catalog) -> bytes:
    """The review table of a catalog as .xlsx, the same for the same catalog.

    Raises:
        UsageError: openpyxl is not installed, or a text is too long for a cell.
    """
    try:
        from openpyxl import Workbook  # noqa: PLC0415 - large, and only this needs it
    except ImportError:
        raise UsageError(f"an .xlsx {MISSING}") from None
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Review"
    lines = [(table.mark(catalog),), (table.HINT,), table.headings(catalog.language)]
    for number, texts in enumerate([*lines, *table.rows(catalog)], 1):
        for place, text in enumerate(texts):
            _fill(sheet.cell(number, place + 1), text, number, place)
    _lay_out(sheet)
    out = BytesIO()
    book.save(out)
    with ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = "docProps/core.xml"
    parts[core] = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", parts[core])
    return packed(parts)


def _fill(cell: Any, text: str, row: int, place: int) -> None:  # noqa: ANN401 - openpyxl's cell
    """Put a text into a cell as text, whatever it begins with."""
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - as above

    if len(text) > LONGEST:
        raise UsageError(
            f"a text of {len(text):,} characters is too long for a cell; export to .docx"
        )
    cell.value = _ESCAPE.sub(lambda found: f"_x005F{found[0]}", text)
    cell.data_type = "s"
    if row < _HEAD_ROW:
        return
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=place > 0, vertical="top")
    if text.startswith(_RISKY):
        cell.quotePrefix = True
    if row == _HEAD_ROW:
        cell.font = Font(bold=True)
    elif place == 0:
        cell.font = Font(size=6, color="888888")


def _lay_out(sheet: Any) -> None:  # noqa: ANN401 - openpyxl's sheet
    """Widths, headings that stay in sight, and a list to choose approval from."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    for place, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = sheet.cell(_HEAD_ROW + 1, 1)
    choice = DataValidation(
        type="list", formula1='"yes,no"', allow_blank=True, showErrorMessage=False
    )
    column = get_column_letter(table.COLUMNS.index("Approved") + 1)
    sheet.add_data_validation(choice)
    choice.add(f"{column}{_HEAD_ROW + 1}:{column}{max(sheet.max_row, _HEAD_ROW + 1)}")


def read(path: Path) -> Returned:
    """What a review table in .xlsx says; the first sheet that is one.

    Raises:
        InputError: It is damaged, too large, or no review table.
        UsageError: openpyxl is not installed.
    """
    try:
        from openpyxl import load_workbook  # noqa: PLC0415 - large, and only this needs it
    except ImportError:
        raise UsageError(f"an .xlsx {MISSING}") from None
    with opened(path, ".xlsx file") as archive:
        notes = tuple(_look_through(archive, path))
    try:
        # What it warns of are ornaments that it does not know.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(path, read_only=True, data_only=False)
            try:
                sheets = [list(_rows(sheet)) for sheet in book.worksheets[:10]]
            finally:
                book.close()
    except Exception as error:
        # openpyxl has no error of its own for a damaged file; it trips over whatever is wrong.
        message = f"is damaged or no .xlsx file ({type(error).__name__}); save it again"
        raise InputError(message, path=path) from error
    return _first(sheets, path, notes)


def _first(sheets: list[list[Sequence[Cell]]], path: Path, notes: tuple[str, ...]) -> Returned:
    """The first sheet that is a review table."""
    for rows in sheets[:-1]:
        try:
            return table.read(rows, path, notes)
        except InputError:
            continue
    return table.read(sheets[-1] if sheets else [], path, notes)


def _look_through(archive: ZipFile, path: Path) -> Iterator[str]:
    """Refuse XML that declares entities before openpyxl sees it; say what will not be read."""
    names = archive.namelist()
    for name in names:
        if name.lower().endswith((".xml", ".rels")):
            with archive.open(name) as file:
                for _ in stream(file, path, frozenset(), frozenset()):
                    pass
    if any("comments" in name.lower() for name in names):
        yield "comments on cells were not read; write remarks into the column Comment"


def _rows(sheet: Any) -> Iterator[Sequence[Cell]]:  # noqa: ANN401 - openpyxl's sheet
    """The cells of a sheet, empty ones at the end left out."""
    for row in sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS):
        cells = [_cell(cell) for cell in row]
        if any(cell.text or cell.fault for cell in cells):
            yield cells


def _cell(cell: Any) -> Cell:  # noqa: ANN401 - openpyxl's cell
    """What stands in a cell, as text; a formula or date is no text."""
    value = cell.value
    if cell.data_type in _NO_TEXT:
        return Cell(fault=f"a cell holds {_NO_TEXT[cell.data_type]}; put its text there")
    match value:
        case None:
            return Cell()
        case str():
            text = _ESCAPED.sub(lambda found: _CHARACTERS[found[1].upper()], value)
            return Cell(text.replace("\r\n", "\n").replace("\r", "\n"))
        case bool() | int() | float():
            return Cell(str(value).removesuffix(".0"))
    return Cell(fault="a cell holds a date; format it as text and type it again")
