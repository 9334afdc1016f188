"""The review table as a Word document: written by python-docx, read from its XML alone.

Reading takes the text as Word would show it with all tracked changes accepted; fields give
their result, pictures and text boxes nothing. No macro, link or embedded thing is looked at.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from tiptranslate.errors import InputError, UsageError
from tiptranslate.exchange import table
from tiptranslate.exchange.rows import Returned
from tiptranslate.exchange.table import Cell
from tiptranslate.exchange.tags import tag_of
from tiptranslate.exchange.xml_stream import Node, stream
from tiptranslate.exchange.zips import opened, packed, part
from tiptranslate.model import Catalog

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

MISSING = "needs python-docx; install it with `pip install 'tiptranslate[office]'`"
_WIDTHS = (1.5, 0.9, 6.7, 6.7, 2.3, 3.5, 2.1, 3.3)
"""Of the columns, in cm: 27 on a page of 29.7."""
_SMALL, _NORMAL = 5, 9
"""Font sizes in points: of what is for programs, of what is for people."""
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n"} | {
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
_DROPPED = frozenset(
    {
        *("del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr", "tcPr"),
        *("sdtPr", "pict", "drawing", "object", "txbxContent", "Fallback"),
        *("footnoteReference", "endnoteReference"),
    }
)
"""Elements whose text Word does not show in the paragraph."""
_CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo"})


def dump(catalog: Catalog, source: str = "en") -> bytes:
    """The review table of a catalog as .docx, the same for the same catalog.

    Raises:
        UsageError: python-docx is not installed.
    """
    try:
        from docx import Document  # noqa: PLC0415 - large, and only this needs it
    except ImportError:
        raise UsageError(f"a .docx {MISSING}") from None
    document = Document()
    _set_page(document)
    _say(document, table.mark(catalog), _SMALL)
    _say(document, table.HINT, _NORMAL)
    lines = [table.headings(catalog.language), *table.rows(catalog)]
    grid = document.add_table(rows=len(lines), cols=len(table.COLUMNS), style="Table Grid")
    grid.autofit = False
    tags = {2: tag_of(source), 3: tag_of(catalog.language)}
    for number, (row, texts) in enumerate(zip(_rows(grid), lines, strict=True)):
        for place, (cell, text) in enumerate(zip(row, texts, strict=True)):
            _fill(cell, text, place, tags.get(place, ""), is_head=number == 0)
    _finish(grid)
    out = BytesIO()
    document.save(out)
    with ZipFile(out) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})


def _set_page(document: "Document") -> None:
    """A4, across, with narrow margins; dates that say nothing."""
    import datetime as dt  # noqa: PLC0415 - as above

    from docx.enum.section import WD_ORIENT  # noqa: PLC0415
    from docx.shared import Cm  # noqa: PLC0415

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.3)
    section.top_margin = section.bottom_margin = Cm(1.3)
    document.styles["Normal"].font.name = "Arial"  # has every Cyrillic and Uzbek letter
    properties = document.core_properties
    properties.author, properties.comments, properties.title = "tiptranslate", "", "Review table"
    properties.created = properties.modified = dt.datetime(2000, 1, 1)  # noqa: DTZ001


def _say(document: "Document", text: str, size: int) -> None:
    """A paragraph."""
    from docx.shared import Pt  # noqa: PLC0415

    document.add_paragraph().add_run(text).font.size = Pt(size)


def _rows(grid: "Table") -> Iterator[list[Any]]:
    """The cells of each row; python-docx's own way to them takes quadratic time."""
    from docx.table import _Cell  # noqa: PLC0415

    for row in grid._tbl.tr_lst:  # noqa: SLF001 - no other way is linear
        yield [_Cell(cell, grid) for cell in row.tc_lst]


def _fill(cell: Any, text: str, place: int, tag: str, *, is_head: bool) -> None:  # noqa: ANN401
    """Put a text into an empty cell of python-docx."""
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Cm, Pt, RGBColor  # noqa: PLC0415

    cell.width = Cm(_WIDTHS[place])
    run = cell.paragraphs[0].add_run(text)
    run.font.size = Pt(_SMALL if place == 0 else _NORMAL)
    run.bold = is_head or None
    if place == 0:
        run.font.color.rgb = RGBColor(0x88, 0x88, 0x88)
    if tag and not is_head:
        # So that Word proofs each column in its language, and corrects nothing by English rules.
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), tag)
        run._r.get_or_add_rPr().append(language)  # noqa: SLF001 - python-docx has no other way


def _finish(grid: "Table") -> None:
    """Set the widths, repeat the headings on every page, and break no row over two."""
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.shared import Cm  # noqa: PLC0415

    for column, width in zip(grid.columns, _WIDTHS, strict=True):
        column._gridCol.w = Cm(width)  # noqa: SLF001 - `column.width` goes through all cells
    for number, row in enumerate(grid._tbl.tr_lst):  # noqa: SLF001 - see _rows
        properties = row.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))


def read(path: Path) -> Returned:
    """What a review table in .docx says.

    Raises:
        InputError: It is damaged, too large, or no review table.
    """
    with opened(path, ".docx file") as archive:
        data = part(archive, _main(part(archive, "_rels/.rels"), path))
    if not data:
        raise InputError("is no .docx file: it has no document in it", path=path)
    reader = _Reader()
    pieces = frozenset({"tbl", "p"})
    nodes = stream(BytesIO(data), path, pieces, frozenset())
    cells = [row for node in nodes for row in reader.rows(node)]
    return table.read(cells, path, reader.notes())


def _main(relations: bytes, path: Path) -> str:
    """The part that holds the document, by the relations of the package."""
    nodes = stream(BytesIO(relations), path, frozenset({"Relationship"}), frozenset())
    for node in nodes if relations else ():
        if node.attributes.get("Type", "").endswith("/officeDocument"):
            return node.attributes.get("Target", "").lstrip("/")
    return "word/document.xml"


@dataclass(slots=True)
class _Reader:
    """Takes the rows out of the document, and counts what it passed over."""

    changes: int = 0
    remarks: int = 0
    is_past_head: bool = False

    def rows(self, node: Node) -> Iterator[Sequence[Cell]]:
        """The rows of a table; a paragraph before the first table is a row of one cell."""
        if node.tag == "p":
            if not self.is_past_head:
                yield [Cell(self._text(node))]
            return
        self.is_past_head = True
        for row in _within(node, "tr"):
            properties = row.child("trPr")
            if properties is not None and properties.child("del") is not None:
                self.changes += 1
                continue
            yield [cell for item in _within(row, "tc") for cell in self._cell(item)]

    def _cell(self, node: Node) -> Iterator[Cell]:
        """A cell; one that spans several columns stands for as many."""
        lines = [self._text(item) + _end(item) for item in _within(node, "p")]
        properties = node.child("tcPr") or node
        span, merged = properties.child("gridSpan"), properties.child("vMerge")
        width = span.attributes.get("val", "1") if span is not None else "1"
        is_merged = width != "1" or merged is not None
        fault = "cells are missing or were merged; undo that" if is_merged else ""
        for _ in range(int(width) if re.fullmatch("[1-9][0-9]?", width) else 1):
            yield Cell("".join(lines).removesuffix("\n"), fault)

    def _text(self, node: Node) -> str:
        """The text of an element with all changes accepted."""
        parts = []
        for item in node.content:
            if isinstance(item, str):
                continue
            self.changes += item.tag in _CHANGES
            self.remarks += item.tag == "commentReference"
            if item.tag == "t":
                # Word's own rule: ends count only where the element says so.
                is_kept = item.attributes.get("space") == "preserve"
                parts.append(item.text if is_kept else item.text.strip(" \t\r\n"))
            elif item.tag == "sym":
                parts.append(_symbol(item))
            elif item.tag not in _DROPPED:
                parts.append(_CHARACTERS.get(item.tag) or self._text(item))
        return "".join(parts)

    def notes(self) -> Iterator[str]:
        """What the person who imports should know."""
        if self.changes:
            yield f"tracked changes ({self.changes}) were read as accepted"
        if self.remarks:
            yield (
                f"comments in the margin ({self.remarks}) were not read; "
                "write remarks into the column Comment"
            )


def _within(node: Node, tag: str) -> Iterator[Node]:
    """The elements of a name in a node, also in content controls, but not within each other."""
    for item in node.content:
        if isinstance(item, str) or item.tag in _DROPPED:
            continue
        if item.tag == tag:
            yield item
        else:
            yield from _within(item, tag)


def _end(paragraph: Node) -> str:
    """What stands between a paragraph and the next: nothing, where its end was deleted."""
    node: Node | None = paragraph
    for tag in ("pPr", "rPr", "del"):
        node = node.child(tag) if node is not None else None
    return "\n" if node is None else ""


def _symbol(node: Node) -> str:
    """A character from a symbol font."""
    digits = node.attributes.get("char", "")
    return chr(int(digits, 16)) if re.fullmatch("[0-9A-Fa-f]{4}", digits) else ""
