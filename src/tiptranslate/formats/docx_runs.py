"""Runs: what of their formatting counts, and how a run is made again with other text in it."""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from tiptranslate.formats.docx_xml import (
    DRAWING,
    MARKUP,
    RPR,
    VAL,
    XML_SPACE,
    Element,
    R,
    T,
    attributes,
    is_on,
    w,
)

# What differs from run to run without anybody having meant it, and what readers of the
# three scripts here do not see: proofing, letter spacing of justified lines, complex scripts.
_NOISE = {
    w(name)
    for name in (
        *("lang", "noProof", "spacing", "kern", "w", "bCs", "iCs", "szCs", "snapToGrid"),
        *("webHidden", "rtl", "cs", "eastAsianLayout", "specVanish"),
    )
}
_SHOWN_ON_SPACE = tuple(w(name) for name in ("u", "strike", "dstrike", "highlight", "shd", "bdr"))
_BEHIND_LANG = {w(name) for name in ("eastAsianLayout", "specVanish", "oMath")}
_ON = ("1", "true", "on")
SOFT_HYPHEN, HARD_HYPHEN = "\u00ad", "\u2011"
_HYPHENS = {w("softHyphen"): SOFT_HYPHEN, w("noBreakHyphen"): HARD_HYPHEN}
_ELEMENTS = {text: tag for tag, text in _HYPHENS.items()}
_HYPHEN = re.compile(f"([{SOFT_HYPHEN}{HARD_HYPHEN}])")
_DISPENSABLE = {w("tab"), w("br"), w("cr")}
"""What may get lost in a translation without a reader missing it."""
# What XML cannot carry.
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks; two looks are equal where a reader sees no difference."""

    key: tuple[object, ...]
    properties: Element | None = field(compare=False, hash=False, default=None)

    @property
    def shows_on_space(self) -> bool:
        """Whether white space looks different in it: underlined, highlighted."""
        found = () if self.properties is None else self.properties
        return any(child.tag in _SHOWN_ON_SPACE for child in found)


PLAIN = Look(())


@dataclass(frozen=True, slots=True)
class Chunk:
    """Text of one run that looks alike."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Atom:
    """What is in a run and is no text, with the run's properties; or what is in no run."""

    element: Element
    properties: Element | None = None
    in_run: bool = True

    @property
    def breaks(self) -> int:
        """How many line breaks it is; a page ends more than a line."""
        if self.element.tag == w("cr"):
            return 1
        if self.element.tag != w("br"):
            return 0
        return 1 if self.element.get(w("type"), "textWrapping") == "textWrapping" else 2

    @property
    def keep(self) -> bool:
        """Whether a reader would miss it."""
        return self.element.tag not in _DISPENSABLE or self.breaks > 1

    @property
    def floats(self) -> bool:
        """Whether it stands on the page, wherever in the paragraph it is anchored."""
        if self.element.find(f".//{{{DRAWING}}}anchor") is not None:
            return True
        return any(
            "position:absolute" in shape.get("style", "").replace(" ", "")
            for shape in self.element.iter()
            if isinstance(shape.tag, str) and shape.tag.startswith("{urn:schemas-microsoft-com:vml")
        )


def look_of(properties: Element | None) -> Look:
    """What counts of a run's properties."""
    if properties is None or not len(properties):
        return PLAIN
    key = tuple(
        sorted(
            (str(child.tag), *sorted(_attributes(child)), _inner(child))
            for child in properties
            if child.tag not in _NOISE
        )
    )
    return Look(key, properties)


def _attributes(child: Element) -> Iterator[str]:
    """A property's attributes; "on" is on however it is written."""
    for name, value in attributes(child).items():
        if name == w("hint") or (name == VAL and value in _ON):
            continue
        yield f"{name}={value}"


def _inner(child: Element) -> str:
    return "".join(etree.tostring(inner, encoding="unicode") for inner in child)


def read_run(run: Element) -> Iterator[Chunk | Atom]:
    """The parts of a run: its text, and what is not text."""
    properties = run.find(RPR)
    hidden = properties is not None and is_on(properties.find(w("vanish")))
    look = look_of(properties)
    for child in run:
        text = _HYPHENS.get(str(child.tag)) if child.tag != T else child.text or ""
        if child.tag == RPR or not isinstance(child.tag, str):
            continue
        if text is None or hidden:
            yield Atom(child, properties)
        elif text:
            yield Chunk(text, look)


def make_run(text: str, look: Look, *, hyphens: bool) -> Element:
    """A run with a text in it.

    Args:
        text: What is to be read.
        look: How.
        hyphens: Soft and no-break hyphens become Word's own elements.
    """
    run = etree.Element(R)
    if look.properties is not None:
        run.append(deepcopy(look.properties))
    clean = _FORBIDDEN.sub("", text)
    for part in _HYPHEN.split(clean) if hyphens else [clean]:
        if hyphens and part in _ELEMENTS:
            etree.SubElement(run, _ELEMENTS[part])
        elif part:
            stretch = etree.SubElement(run, T)
            stretch.text = part
            stretch.set(XML_SPACE, "preserve")
    return run


def own_hyphens(paragraph: Element) -> bool:
    """Whether a paragraph has hyphens as elements, and none of them as characters."""
    return any(True for _ in paragraph.iter(*_HYPHENS)) and not any(
        _HYPHEN.search(stretch.text or "") for stretch in paragraph.iter(T)
    )


def make_atoms(atoms: Iterable[Atom]) -> Iterator[Element]:
    """What is no text as elements of a paragraph, in runs where it was in runs."""
    for atom in atoms:
        if not atom.in_run:
            yield atom.element
            continue
        run = etree.Element(R)
        if atom.properties is not None:
            run.append(deepcopy(atom.properties))
        run.append(atom.element)
        yield run


def set_language(root: Element, tag: str) -> None:
    """Say of every run in which language it is."""
    for run in root.iter(R):
        properties = run.find(RPR)
        if properties is None:
            properties = etree.Element(RPR)
            run.insert(0, properties)
        language = properties.find(w("lang"))
        if language is None:
            language = etree.Element(w("lang"))
            behind = [n for n, child in enumerate(properties) if child.tag in _BEHIND_LANG]
            properties.insert(behind[0] if behind else len(properties), language)
        language.set(VAL, tag)


def fallbacks(root: Element) -> Iterator[tuple[Element, Element]]:
    """Text boxes that are there twice: the one that counts, and its copy for old programs."""
    for both in root.iter(f"{{{MARKUP}}}AlternateContent"):
        choice, fallback = (both.find(f"{{{MARKUP}}}{name}") for name in ("Choice", "Fallback"))
        if choice is None or fallback is None:
            continue
        boxes, copies = (list(side.iter(w("txbxContent"))) for side in (choice, fallback))
        yield from zip(boxes, copies, strict=False)
