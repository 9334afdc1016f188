"""What a document says of itself, and the parts of it that are not for its readers."""

from collections.abc import Mapping

from lxml import etree

from tiptranslate.formats.docx_package import Package, relations_of
from tiptranslate.formats.docx_xml import (
    CORE,
    DUBLIN,
    PACKAGE,
    TYPES,
    VAL,
    Element,
    drop,
    dump_xml,
    w,
)

Parts = dict[str, bytes]
_TYPES = "[Content_Types].xml"
_CORE = "docProps/core.xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_OFFICE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_LEFT_OUT = {
    *("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people"),
    "thumbnail",  # a picture of the first page as it was
}


def set_languages(package: Package, parts: Parts, tag: str) -> None:
    """The language of styles and of what is typed next; the template's link goes."""
    for part in package.relations(package.document):
        if part.target not in package.xml or part.kind not in ("styles", "settings"):
            continue
        root = package.root(part.target)
        for language in root.iter(w("lang"), w("themeFontLang")):
            if language.get(VAL):
                language.set(VAL, tag)
        if part.kind == "settings":
            for template in list(root.iter(w("attachedTemplate"))):
                drop(template)
        else:
            _set_default(root, tag)
        parts[part.target] = dump_xml(root)


def _set_default(styles: Element, tag: str) -> None:
    """The language of text whose style says nothing."""
    properties = styles.find("/".join(map(w, ("docDefaults", "rPrDefault", "rPr"))))
    if properties is not None and properties.find(w("lang")) is None:
        etree.SubElement(properties, w("lang"), {VAL: tag})


def set_properties(package: Package, parts: Parts, tag: str, titles: Mapping[str, str]) -> None:
    """The document's language, and its title where it is one of its own headlines.

    Args:
        package: The document as it was.
        parts: Its XML parts, in which those that change are replaced.
        tag: The language.
        titles: What texts have become.
    """
    name = next((part.target for part in package.relations("") if _is_core(part.kind)), "")
    if name in package.xml:
        root = package.root(name)
    else:
        name, root = _CORE, etree.Element(f"{{{CORE}}}coreProperties", nsmap={"dc": DUBLIN})
        _declare(package, parts)
    title = root.find(f"{{{DUBLIN}}}title")
    if title is not None:
        title.text = titles.get(title.text or "", title.text)
    language = root.find(f"{{{DUBLIN}}}language")
    if language is None:
        language = etree.SubElement(root, f"{{{DUBLIN}}}language")
    language.text = tag
    parts[name] = dump_xml(root)


def _is_core(kind: str) -> bool:
    return kind == "core-properties"


def _declare(package: Package, parts: Parts) -> None:
    """Say in the package that there are properties."""
    types = package.root(_TYPES)
    override = {"PartName": f"/{_CORE}", "ContentType": _CORE_TYPE}
    etree.SubElement(types, f"{{{TYPES}}}Override", override)
    parts[_TYPES] = dump_xml(types)
    relations = package.root(relations_of(""))
    relation = {"Id": "rIdCoreProperties", "Type": _OFFICE, "Target": _CORE}
    etree.SubElement(relations, f"{{{PACKAGE}}}Relationship", relation)
    parts[relations_of("")] = dump_xml(relations)


def left_out(package: Package) -> frozenset[str]:
    """The parts that a published document does not carry: comments and what belongs to them."""
    gone = {
        part.target
        for source in ("", package.document)
        for part in package.relations(source)
        if part.kind in _LEFT_OUT and not part.external
    }
    return frozenset(gone | {relations_of(name) for name in gone})


def without_left_out(package: Package, parts: Parts, gone: frozenset[str]) -> Parts:
    """The parts with nothing in them that refers to one left out."""
    parts = {name: data for name, data in parts.items() if name not in gone}
    if gone:
        types = _root(package, parts, _TYPES)
        for item in list(types.iter(f"{{{TYPES}}}Override")):
            if item.get("PartName", "").lstrip("/") in gone:
                drop(item)
        parts[_TYPES] = dump_xml(types)
    for source in package.sources:
        known = relations_of(source) in parts
        if known and any(_is_left_out(part.kind) for part in package.relations(source)):
            _drop_relations(package, parts, relations_of(source))
    return parts


def _drop_relations(package: Package, parts: Parts, name: str) -> None:
    """Take what is left out of one part's relations, and the link to a template."""
    root = _root(package, parts, name)
    for item in list(root.iter(f"{{{PACKAGE}}}Relationship")):
        if _is_left_out(item.get("Type", "").rpartition("/")[2]):
            drop(item)
    parts[name] = dump_xml(root)


def _is_left_out(kind: str) -> bool:
    return kind in _LEFT_OUT or kind == "attachedTemplate"


def _root(package: Package, parts: Parts, name: str) -> Element:
    """A part as it is by now."""
    return Package(package.archive, package.path, parts).root(name)
