"""The pieces of a Word document as strings of XML (WordprocessingML, ECMA-376 part 1, 17).

Strings, because building a tree for each paragraph takes ten times as long.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from tiptranslate.assemble.docx_package import escape
from tiptranslate.assemble.inline import Run
from tiptranslate.languages import Language

_MONOSPACED = '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>'
# An address that Word takes for a broken file when it is malformed.
_ADDRESS = re.compile(
    r"(?:https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:[/?][\w.~:/?@!$&'()*+,;=%-]*)?"
    r"(?:#[\w.~:/?@!$&'()*+,;=%-]*)?"
    r"|mailto:[\w.+%-]+@[A-Za-z0-9.-]+|tel:\+?[0-9().-]+)",
    re.ASCII,
)
_LONGEST_ADDRESS = 2000
_LAST = '<w:p><w:pPr><w:spacing w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
LINKS_FROM = 100
"""Numbers of relationships below are the parts of the package."""


@lru_cache(maxsize=256)
def _properties(tag: str, style: str, bold: bool, italic: bool, code: bool) -> str:
    """The properties of a run, in the order that the standard prescribes."""
    parts = [
        f'<w:rStyle w:val="{style}"/>' if style else "",
        _MONOSPACED if code else "",
        "<w:b/><w:bCs/>" if bold else "",
        "<w:i/><w:iCs/>" if italic else "",
        f'<w:lang w:val="{tag}" w:eastAsia="{tag}"/>' if tag else "<w:noProof/>",
    ]
    return f"<w:rPr>{''.join(parts)}</w:rPr>"


def run_of(text: str, language: Language | None, style: str = "") -> str:
    """One run of plain text; None as its language keeps the spelling checker off."""
    return _run(Run(text), language, style)


def _run(run: Run, language: Language | None, style: str) -> str:
    tag = language.proofing if language else ""
    properties = _properties(tag, style, run.bold, run.italic, run.code)
    text = escape(run.text)
    if "\t" in text or "\n" in text:
        text = _with_breaks(text)
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _with_breaks(text: str) -> str:
    """Tabs and line ends as elements inside a run."""
    for character, element in (("\t", "tab"), ("\n", "br")):
        text = text.replace(character, f'</w:t><w:{element}/><w:t xml:space="preserve">')
    return text


class Links:
    """The addresses that a document leads to, each a relationship of its package."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    def runs(self, runs: Iterable[Run], language: Language | None, style: str = "") -> str:
        """Runs of text; one that leads somewhere does so, or has the address behind it."""
        return "".join(
            self._linked(run, language, style) if run.link else _run(run, language, style)
            for run in runs
        )

    def _linked(self, run: Run, language: Language | None, style: str) -> str:
        if len(run.link) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(run.link):
            shown = _run(run, language, style)
            return shown + run_of(f" ({run.link})", None, style)
        number = self._ids.setdefault(run.link, f"rId{LINKS_FROM + len(self._ids)}")
        inner = _run(run, language, style or "Hyperlink")
        return f'<w:hyperlink r:id="{number}">{inner}</w:hyperlink>'

    def relationships(self) -> str:
        """The relationships as XML."""
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        return "".join(
            f'<Relationship Id="{number}" Type="{kind}" Target="{escape(address)}" '
            'TargetMode="External"/>'
            for address, number in self._ids.items()
        )


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph in a style; ``properties`` are what it has besides, in the standard's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def cell(content: str, width: int, span: int = 1) -> str:
    """A cell of a table, ``width`` in twentieths of a point."""
    across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}</w:tcPr>{content}</w:tc>'


def row(cells: Iterable[str], *, head: bool = False) -> str:
    """A row that stays on one page; the head is repeated on every page."""
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def table(widths: Iterable[int], rows: Iterable[str]) -> str:
    """A table with fixed columns, and the empty paragraph that Word wants behind it."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = 'w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1"'
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Bilingual"/><w:tblW w:w="5000" w:type="pct"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0220" {look} w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>\n" + "\n".join(rows) + "\n</w:tbl>" + _LAST
    )
