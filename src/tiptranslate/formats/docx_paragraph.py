"""One paragraph: its content as nodes, and other nodes as its content."""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml import etree

from tiptranslate.formats.docx_items import (
    LINK,
    Item,
    Shell,
    Wrapped,
    as_field,
    as_nodes,
    field_char,
    most_common,
)
from tiptranslate.formats.docx_runs import (
    PLAIN,
    Atom,
    Chunk,
    Look,
    make_atoms,
    make_run,
    own_hyphens,
    read_run,
)
from tiptranslate.formats.docx_xml import PPR, RPR, VAL, Element, P, R, attributes, drop, w
from tiptranslate.formats.inline import (
    DEEPEST,
    Mark,
    Nodes,
    Slot,
    Stretch,
    lay_out,
    put,
    slots,
    tidy,
)

_OPENING = (w("bookmarkStart"), w("permStart"))
_CLOSING = (w("bookmarkEnd"), w("permEnd"))
_TRANSPARENT = (w("smartTag"), w("customXml"), w("dir"), w("bdo"))
_NOT_TEXT = (
    *(w(name) for name in ("picture", "docPartList", "group")),
    "{http://schemas.microsoft.com/office/word/2010/wordml}checkbox",
)
"""Content controls that hold no text of their own."""
_UNTOLD = {w("rsidR"), w("rsidRPr"), w("history")}


@dataclass(slots=True)
class Paragraph:
    """A paragraph that was read; ``layout`` has a slot for each of its pieces.

    ``opening`` and ``closing`` are what stands anywhere in it and is moved to its ends
    when it is written: bookmarks and pictures that float on the page.
    """

    element: Element
    base: Look
    layout: Nodes
    opening: list[Atom]
    closing: list[Atom]

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The places of its pieces."""
        return tuple(slots(self.layout))

    def write(self, contents: Sequence[Nodes]) -> None:
        """Put other contents in the places of its pieces, in the tree it was read from."""
        writer = _Writer(hyphens=own_hyphens(self.element))
        nodes = put(self.layout, iter(contents))
        made = [
            *make_atoms(self.opening),
            *writer.render(nodes, self.base),
            *make_atoms(self.closing),
        ]
        properties = self.element.find(PPR)
        for child in list(self.element):
            self.element.remove(child)
        if properties is not None:
            self.element.append(properties)
        self.element.extend(made)


def read_paragraph(element: Element) -> Paragraph:
    """Read a paragraph without changing it."""
    reader = _Reader()
    items = reader.items(element, 0)
    base = most_common(items)
    layout = lay_out(tidy(as_nodes(items, base)))
    return Paragraph(element, base, layout, reader.opening, reader.closing)


def make_banner(line: str) -> Element:
    """A paragraph that cannot be overlooked: bold, in a frame."""
    paragraph = etree.Element(P)
    frame = etree.SubElement(etree.SubElement(paragraph, PPR), w("pBdr"))
    for side in ("top", "left", "bottom", "right"):
        line_of = {VAL: "single", w("sz"): "12", w("space"): "4", w("color"): "C00000"}
        etree.SubElement(frame, w(side), line_of)
    run = make_run(line, PLAIN, hyphens=False)
    properties = etree.Element(RPR)
    etree.SubElement(properties, w("b"))
    run.insert(0, properties)
    paragraph.append(run)
    return paragraph


class _Reader:
    """Goes through what is in a paragraph."""

    def __init__(self) -> None:
        self.opening: list[Atom] = []
        self.closing: list[Atom] = []
        self._controls = 0

    def items(self, parent: Iterable[Element], depth: int) -> list[Item]:
        """The items of a paragraph or of a part of it, its fields closed."""
        found: list[Item] = []
        opened: list[int] = []
        for item in self._flat(parent, depth):
            kind = field_char(item)
            if kind == "begin":
                opened.append(len(found))
            found.append(item)
            if kind == "end" and opened:
                start = opened.pop()
                found[start:] = [as_field(found[start:])]
        return found

    def _flat(self, parent: Iterable[Element], depth: int) -> Iterator[Item]:
        for child in parent:
            tag = child.tag
            if tag == PPR or not isinstance(tag, str):
                continue
            if tag == R:
                yield from self._run(child)
            elif tag in _OPENING:
                self.opening.append(Atom(child, in_run=False))
            elif tag in _CLOSING:
                self.closing.append(Atom(child, in_run=False))
            elif depth >= DEEPEST:
                yield Atom(child, in_run=False)
            elif tag in _TRANSPARENT:
                yield from self._flat(child, depth + 1)
            else:
                yield self._other(child, depth)

    def _run(self, run: Element) -> Iterator[Item]:
        for part in read_run(run):
            if isinstance(part, Atom) and part.floats:
                self.opening.append(part)
            else:
                yield part

    def _other(self, child: Element, depth: int) -> Item:
        """A link, a link as a field or a content control; anything else is kept as it is."""
        inner: Iterable[Element] = child
        if child.tag == w("hyperlink"):
            told = (
                f"{name}={value}"
                for name, value in attributes(child).items()
                if name not in _UNTOLD
            )
            shell = Shell((child.tag, *sorted(told)), _bare(child))
        elif child.tag == w("fldSimple") and LINK.match(child.get(w("instr"), "")):
            shell = Shell((child.tag, child.get(w("instr"), "")), _bare(child))
        elif child.tag == w("sdt") and not _is_no_text(child):
            self._controls += 1
            shell = Shell((child.tag, self._controls), _bare_control(child))
            content = child.find(w("sdtContent"))
            inner = () if content is None else content
        else:
            return Atom(child, in_run=False)
        return Wrapped(shell, tuple(self.items(inner, depth + 1)))


def _is_no_text(control: Element) -> bool:
    properties = control.find(w("sdtPr"))
    return properties is not None and any(child.tag in _NOT_TEXT for child in properties)


def _bare(element: Element) -> Element:
    """An element without what is in it."""
    return etree.Element(element.tag, attributes(element))


def _bare_control(control: Element) -> Element:
    """A content control with its properties; its number, which may not be there twice, goes."""
    bare = _bare(control)
    properties = control.find(w("sdtPr"))
    if properties is not None:
        bare.append(deepcopy(properties))
        for number in bare.iter(w("id")):
            drop(number)
    etree.SubElement(bare, w("sdtContent"))
    return bare


@dataclass(slots=True)
class _Writer:
    """Makes elements of nodes."""

    hyphens: bool

    def render(self, nodes: Iterable[object], look: Look) -> Iterator[Element]:
        """Nodes and what is in marks as elements of a paragraph."""
        for node in nodes:
            match node:
                case str():
                    yield make_run(node, look, hyphens=self.hyphens)
                case Chunk(text, own):
                    yield make_run(text, own, hyphens=self.hyphens)
                case Atom():
                    yield from make_atoms([node])
                case Mark(content):
                    yield from self.render(content, look)
                case Stretch(content, children):
                    yield from self._stretch(list(content), children, look)

    def _stretch(self, content: list[object], children: Nodes, look: Look) -> Iterator[Element]:
        """A stretch from the outside in."""
        if not content:
            yield from self.render(children, look)
            return
        outer, *inner = content
        if isinstance(outer, Look):
            yield from self._stretch(inner, children, outer)
            return
        made = list(self._stretch(inner, children, look))
        if isinstance(outer, Shell) and outer.element is not None:
            around = deepcopy(outer.element)
            content_of = around.find(w("sdtContent"))
            (around if content_of is None else content_of).extend(made)
            yield around
        elif isinstance(outer, Shell):
            yield from make_atoms(_copied(outer.before))
            yield from made
            yield from make_atoms(_copied(outer.behind))


def _copied(atoms: Iterable[Atom]) -> Iterator[Atom]:
    """Atoms that may be written more than once."""
    return (replace(atom, element=deepcopy(atom.element)) for atom in atoms)
