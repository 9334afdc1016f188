"""Small documents to open."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
FORMATS = Path(__file__).resolve().parent.parent / "data" / "formats"

Make = Callable[..., bytes]


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip of names and bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def make(body: str = "<w:p><w:r><w:t>Text.</w:t></w:r></w:p>", **changes: bytes | None) -> bytes:
    """The smallest Word document with a body; parts by name, None to leave one out."""
    parts: dict[str, bytes | None] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>'
            "</Types>"
        ).encode(),
        "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml", "Internal")),
        "word/document.xml": (
            f'<w:document xmlns:w="{MAIN}" xmlns:r="{OFFICE}">'
            f"<w:body>{body}<w:sectPr/></w:body></w:document>"
        ).encode(),
    }
    parts.update(changes)
    return zipped({name: data for name, data in parts.items() if data is not None})


def relations(*items: tuple[str, str, str, str]) -> bytes:
    """A part with relations: (id, last word of the type, target, mode)."""
    inner = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for name, kind, target, mode in items
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'.encode()


@pytest.fixture
def make_docx() -> Make:
    """Makes the smallest Word document."""
    return make


@pytest.fixture
def make_relations() -> Callable[..., bytes]:
    """Makes a part with relations."""
    return relations


@pytest.fixture
def make_zip() -> Callable[[dict[str, bytes]], bytes]:
    """Makes a zip."""
    return zipped


@pytest.fixture
def everything() -> bytes:
    """A Word document with all that a press office puts into one."""
    return (FORMATS / "everything.docx").read_bytes()
