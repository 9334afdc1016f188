"""A Word file as a package of parts: what is the same in every one, and how it is zipped.

The parts that do not change are files of the folder ``word``, to be read and edited as XML.
A fixed order and date make the same contents the same bytes.
"""

import io
import re
from collections.abc import Mapping
from functools import cache
from html import escape as _escape

_FOLDER = "word"
_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file can name."""
_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package_rels.xml",
    "docProps/app.xml": "app.xml",
    "docProps/core.xml": "core.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/document.xml": "document.xml",
    "word/styles.xml": "styles.xml",
    "word/numbering.xml": "numbering.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fontTable.xml",
    "word/header.xml": "header.xml",
    "word/footer.xml": "footer.xml",
}
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\u00a0-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, and the controls and noncharacters that Word chokes on."""


def escape(text: str) -> str:
    """Text for XML, in an element or in a quoted attribute."""
    return _escape(_FORBIDDEN.sub("\ufffd", text))


def package(values: Mapping[str, str]) -> bytes:
    """The bytes of a Word file.

    Args:
        values: What stands for ``{name}`` in the parts, as XML.
    """
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo  # noqa: PLC0415 - other formats need none

    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as file:
        for name, template in _PARTS.items():
            info = ZipInfo(name, _OLDEST)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 0  # the same on every system
            file.writestr(info, _filled(template, values).encode())
    return buffer.getvalue()


def _filled(template: str, values: Mapping[str, str]) -> str:
    """A part with its values."""
    pieces = _pieces(template)
    return "".join(values[piece] if odd % 2 else piece for odd, piece in enumerate(pieces))


@cache
def _pieces(template: str) -> list[str]:
    """A part as text, name, text, name, … text; read when the first file is written."""
    from importlib import resources  # noqa: PLC0415 - every start of the program would pay for it

    text = (resources.files(__package__) / _FOLDER / template).read_text("utf-8")
    return re.split(r"\{([a-z]+)\}", text)
