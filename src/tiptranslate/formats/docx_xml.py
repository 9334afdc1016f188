"""WordprocessingML's names, and XML read so that nothing in it can do harm."""

import re
from pathlib import Path
from typing import NoReturn

from lxml import etree

from tiptranslate.errors import InputError

Element = etree._Element  # noqa: SLF001 - lxml has no public name for it

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DUBLIN = "http://purl.org/dc/elements/1.1/"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
)
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def w(name: str) -> str:
    """A name of WordprocessingML as lxml writes it."""
    return f"{{{MAIN}}}{name}"


VAL = w("val")
P, R, T = w("p"), w("r"), w("t")
PPR, RPR = w("pPr"), w("rPr")


def check_xml(data: bytes, name: str, path: Path) -> None:
    """See to it that a part has no document type, in which entities would be defined.

    Raises:
        InputError: It has one.
    """
    # Without its NUL bytes UTF-16 and UTF-32 look the same.
    if _DOCTYPE.search(data.replace(b"\0", b"") if b"\0" in data else data):
        _refuse_doctype(name, path)


def parse_xml(data: bytes, name: str, path: Path) -> Element:
    """The root of a part.

    Raises:
        InputError: It is no XML, or has a document type.
    """
    check_xml(data, name, path)
    try:
        root = etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = getattr(error, "msg", None) or str(error) or "it is empty"
        raise InputError(
            f"is damaged: {name}: {reason}; open it in the word processor and save it again",
            path=path,
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:  # in an encoding that hid it
        _refuse_doctype(name, path)
    return root


def _refuse_doctype(name: str, path: Path) -> NoReturn:
    raise InputError(
        f"is unsafe: {name} has a document type, which no Word document needs; "
        "do not open it, ask for another copy",
        path=path,
    )


def dump_xml(root: Element) -> bytes:
    """A part's bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def attributes(element: Element) -> dict[str, str]:
    """An element's attributes as plain strings."""
    return {str(name): str(value) for name, value in element.attrib.items()}


def is_on(element: Element | None) -> bool:
    """Whether a property that can be on or off is there and not off."""
    return element is not None and element.get(VAL, "1").lower() not in ("0", "false", "off")


def drop(element: Element) -> None:
    """Take an element out of its parent, if it has one."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def unwrap(element: Element) -> None:
    """Put an element's children in its place."""
    if element.getparent() is not None:
        for child in list(element):
            element.addprevious(child)
        drop(element)
