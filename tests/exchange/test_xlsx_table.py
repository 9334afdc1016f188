"""Spreadsheets that are damaged, hostile or full of other things."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tiptranslate.errors import InputError
from tiptranslate.exchange import xlsx_table
from tiptranslate.model import Catalog

openpyxl = pytest.importorskip("openpyxl", reason="needs the extra [office]")

Repacked = Callable[..., Path]
SHEET = "xl/worksheets/sheet1.xml"
ENTITY = b'<!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>'


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({SHEET: ENTITY}, "declares entities; remove its DOCTYPE"),
        ({"xl/other.xml": ENTITY}, "declares entities; remove its DOCTYPE"),
        ({SHEET: b"<worksheet>"}, "is no XML: "),
        ({"xl/workbook.xml": None}, "is damaged or no .xlsx file ("),
        ({SHEET: None}, "is no review table (its headings cannot be found); "),
        ({"[Content_Types].xml": b"<Types/>"}, "is damaged or no .xlsx file ("),
    ],
)
def test_bad_workbooks(
    catalog: Catalog, repacked: Repacked, parts: dict[str, bytes | None], message: str
) -> None:
    """One line with the path."""
    path = repacked(xlsx_table.dump(catalog), "t.xlsx", parts)
    with pytest.raises(InputError) as error:
        xlsx_table.read(path)

    assert str(error.value).startswith(str(path))
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_a_bomb(catalog: Catalog, tmp_path: Path) -> None:
    """Refused before anything of it is unpacked."""
    path = tmp_path / "t.xlsx"
    path.write_bytes(xlsx_table.dump(catalog))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/bomb.xml", b"0" * 3_000_000)

    with pytest.raises(InputError, match=r"unpacks to too much \(\d+ parts, 2 MB\)"):
        xlsx_table.read(path)


def test_a_sheet_said_to_be_endless(catalog: Catalog, repacked: Repacked) -> None:
    """What a row calls itself costs nothing."""
    data = xlsx_table.dump(catalog)
    path = repacked(data, "t.xlsx", {})
    with zipfile.ZipFile(path) as archive:
        xml = archive.read(SHEET)
    row = b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>'
    assert b"</sheetData>" in xml
    path = repacked(data, "t.xlsx", {SHEET: xml.replace(b"</sheetData>", row)})

    assert len(xlsx_table.read(path).answers) == 6


def test_damaged(catalog: Catalog, tmp_path: Path) -> None:
    """Cut off or changed anywhere: it reads as it was, or is refused in one line."""
    data = xlsx_table.dump(catalog)
    path = tmp_path / "t.xlsx"
    path.write_bytes(data)
    whole = xlsx_table.read(path)
    for place in range(0, len(data), len(data) // 15):
        for bad in (data[:place], data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]):
            path.write_bytes(bad)
            try:
                assert xlsx_table.read(path).answers == whole.answers
            except InputError as error:
                assert "\n" not in str(error)  # noqa: PT017 - either is right


def test_other_sheets_and_comments(catalog: Catalog, tmp_path: Path) -> None:
    """The table is found wherever it was moved; comments on cells are told of."""
    path = tmp_path / "t.xlsx"
    path.write_bytes(xlsx_table.dump(catalog))
    book = openpyxl.load_workbook(path)
    book.create_sheet("Notes", 0)["A1"] = "Dear all"
    book["Review"]["D4"].comment = openpyxl.comments.Comment("Why?", "A reviewer")
    book.save(path)
    returned = xlsx_table.read(path)

    assert len(returned.answers) == 6
    assert returned.notes == (
        "comments on cells were not read; write remarks into the column Comment",
    )


def test_sorted_by_another_column(catalog: Catalog, tmp_path: Path) -> None:
    """Rows keep their numbers, wherever they stand."""
    path = tmp_path / "t.xlsx"
    path.write_bytes(xlsx_table.dump(catalog))
    book = openpyxl.load_workbook(path)
    sheet = book.active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    for number, values in enumerate(reversed(rows), 4):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(number, column)
            cell.value = value
            cell.data_type = "s" if value is not None else "n"
    book.save(path)

    assert [answer.row for answer in xlsx_table.read(path).answers] == [6, 5, 4, 3, 2, 1]
