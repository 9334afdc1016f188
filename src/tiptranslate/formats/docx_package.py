"""A .docx file as a package: its parts, how they refer to each other, and what is refused."""

import posixpath
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from tiptranslate.errors import InputError
from tiptranslate.formats.docx_xml import MAIN, PACKAGE, TYPES, Element, check_xml, parse_xml, w
from tiptranslate.formats.zips import Archive, is_xml, open_zip

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TYPES = "[Content_Types].xml"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONSHIP = f"{{{PACKAGE}}}Relationship"
_ACTIVE = re.compile(r"vba|macroEnabled|activeX", re.IGNORECASE)
_KEPT_OUTSIDE = ("hyperlink", "attachedTemplate", "image")
"""What may refer to places outside: links, the template (left out when written), pictures."""
_RUNS_PROGRAMS = re.compile(r"\s*DDE(?:AUTO)?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Relation:
    """How one part refers to another; ``kind`` is the last word of its type."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class Package:
    """The parts of a document that was found harmless.

    ``xml`` are all its XML parts by name; ``document`` names the one with the text.
    """

    archive: Archive
    path: Path
    xml: dict[str, bytes]
    document: str = ""
    _known: dict[str, tuple[Relation, ...]] = field(default_factory=dict, compare=False)

    def root(self, name: str) -> Element:
        """A part's XML.

        Raises:
            InputError: It is missing or damaged.
        """
        if name not in self.xml:
            _refuse(f"is damaged: it has no {name}", self.path)
        return parse_xml(self.xml[name], name, self.path)

    def relations(self, name: str) -> tuple[Relation, ...]:
        """How a part refers to others; an empty name for the package itself."""
        if name not in self._known:
            part = relations_of(name)
            found = self.root(part).iter(_RELATIONSHIP) if part in self.xml else ()
            self._known[name] = tuple(_relation(name, item) for item in found)
        return self._known[name]

    @property
    def sources(self) -> list[str]:
        """The parts that refer to others, and the package itself."""
        return [source for name in self.xml if (source := _referring(name)) is not None]


def _relation(source: str, item: Element) -> Relation:
    external = item.get("TargetMode") == "External"
    target = item.get("Target", "")
    return Relation(
        item.get("Id", ""),
        item.get("Type", "").rpartition("/")[2],
        target if external else _resolved(source, target),
        external,
    )


def relations_of(name: str) -> str:
    """The part that says how a part refers to others."""
    folder, _, base = name.rpartition("/")
    return f"{folder}/_rels/{base}.rels".lstrip("/")


def _referring(name: str) -> str | None:
    """The part whose relations a part tells, "" for the package itself; None where it tells none.

    An expression would take the square of the name's length, which may be 64 KiB.
    """
    folder, found, base = f"/{name}".rpartition("/_rels/")
    if not found or not base.endswith(".rels"):
        return None
    return f"{folder}/{base.removesuffix('.rels')}"[1:]


def _resolved(source: str, target: str) -> str:
    """The name of a part that another refers to."""
    folder = source.rpartition("/")[0]
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def open_package(data: bytes, path: Path) -> Package:
    """Open a .docx file, if it is safe to.

    Raises:
        InputError: It is none, damaged, unsafe, protected, or has macros in it.
    """
    if data.startswith(OLE):
        _refuse("is an old .doc file or has a password", path)
    archive = open_zip(data, path)
    names = archive.names
    if any(_ACTIVE.search(name) for name in names):
        _refuse_macros(path)
    xml = {name: archive.read(name) for name in names if is_xml(name)}
    for name, content in xml.items():
        check_xml(content, name, path)
    if _TYPES not in xml:
        _refuse("is no Word document", path)
    package = Package(archive, path, xml)
    _check_types(package)
    _check_references(package)
    return Package(archive, path, xml, _document(package))


def _check_types(package: Package) -> None:
    """No part may be of a kind that runs."""
    for item in package.root(_TYPES).iter(f"{{{TYPES}}}Override", f"{{{TYPES}}}Default"):
        if _ACTIVE.search(item.get("ContentType", "")):
            _refuse_macros(package.path)


def _check_references(package: Package) -> None:
    """Nothing but links, pictures and the template may be somewhere else."""
    for name in package.sources:
        for part in package.relations(name):
            if part.external and part.kind not in _KEPT_OUTSIDE:
                raise InputError(
                    f"fetches {part.target[:80]!r} when it is opened ({part.kind}); "
                    "break that link in the word processor and save it again",
                    path=package.path,
                )


def _document(package: Package) -> str:
    """The name of the part with the text, which has to be a Word document's."""
    name = next(
        (part.target for part in package.relations("") if part.kind == "officeDocument"), ""
    )
    if name not in package.xml:
        _refuse(f"is no Word document: it has no {name or 'word/document.xml'}", package.path)
    root = package.root(name)
    if root.tag == f"{{{_STRICT}}}document":
        _refuse("is in the format Strict Open XML", package.path)
    if root.tag != w("document") or root.find(f"{{{MAIN}}}body") is None:
        _refuse("is no Word document", package.path)
    return name


def check_fields(root: Element, path: Path) -> None:
    """See to it that no field of a part runs a program.

    Raises:
        InputError: There is a DDE field.
    """
    opened: list[str] = []
    for element in root.iter(w("fldSimple"), w("fldChar"), w("instrText")):
        if element.tag == w("fldSimple"):
            _check_field(element.get(w("instr"), ""), path)
        elif element.tag == w("instrText"):
            if opened:
                opened[-1] += element.text or ""
        elif element.get(w("fldCharType")) == "begin":
            opened.append("")
        elif opened:
            _check_field(opened[-1], path)
            if element.get(w("fldCharType")) == "end":
                opened.pop()
    for instruction in opened:
        _check_field(instruction, path)


def _check_field(instruction: str, path: Path) -> None:
    if _RUNS_PROGRAMS.match(instruction):
        raise InputError(
            "is unsafe: a DDE field in it runs a program; take the field out and save it again",
            path=path,
        )


def _refuse(what: str, path: Path) -> NoReturn:
    raise InputError(
        f"{what}; open it in the word processor and save it as .docx, without a password",
        path=path,
    )


def _refuse_macros(path: Path) -> NoReturn:
    raise InputError(
        "has macros or controls in it, which are never run nor copied; "
        "save it without them, as an ordinary .docx",
        path=path,
    )
