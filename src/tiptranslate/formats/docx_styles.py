"""What a paragraph is by its style: a heading, an item of a list, a quotation."""

import re
from dataclasses import dataclass

from tiptranslate.formats.docx_xml import PPR, VAL, Element, w
from tiptranslate.model import BlockKind

# Built-in styles keep their English names in the file, whatever Word's language.
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_LIST = re.compile(r"list (?:bullet|number) ([2-5])", re.IGNORECASE)
_NAMED = {
    "title": (BlockKind.HEADLINE, 1),
    "subtitle": (BlockKind.HEADLINE, 2),
    "quote": (BlockKind.QUOTE, 0),
    "intense quote": (BlockKind.QUOTE, 0),
}
_BODY_LEVEL = 9
"""The outline level of what is no heading; headings have 0 to 8."""
_DEEPEST_CHAIN = 20
Kind = tuple[BlockKind | None, int]


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style; ``outline`` and ``depth`` are None where it does not say."""

    name: str
    parent: str
    outline: int | None
    depth: int | None


class Styles:
    """The paragraph styles of a document.

    Args:
        root: The part with the styles, if there is one.
    """

    def __init__(self, root: Element | None) -> None:
        found = () if root is None else root.iter(w("style"))
        self._elements = {style.get(w("styleId"), ""): style for style in found}
        self._styles: dict[str, _Style] = {}

    def kind(self, paragraph: Element) -> Kind:
        """What a paragraph is, and its depth as a heading or an item of a list."""
        properties = paragraph.find(PPR)
        if properties is None:
            return None, 0
        named = properties.find(w("pStyle"))
        chain = self._chain("" if named is None else named.get(VAL, ""))
        known = next(filter(None, map(_by_name, chain)), None)
        if known and known[0] is BlockKind.HEADLINE:
            return known
        outline = _first([_number(properties, "outlineLvl"), *(style.outline for style in chain)])
        if outline is not None and 0 <= outline < _BODY_LEVEL:
            return BlockKind.HEADLINE, outline + 1
        depth = _first([_depth(properties), *(style.depth for style in chain)])
        return (BlockKind.LIST_ITEM, depth) if depth else known or (None, 0)

    def _chain(self, name: str) -> list[_Style]:
        """A style and those it is based on."""
        chain: list[_Style] = []
        while name in self._elements and len(chain) < _DEEPEST_CHAIN:
            if name not in self._styles:
                self._styles[name] = _style(self._elements[name])
            chain.append(self._styles[name])
            name = chain[-1].parent
        return chain


def _style(style: Element) -> _Style:
    name, parent, properties = (style.find(w(tag)) for tag in ("name", "basedOn", "pPr"))
    called = "" if name is None else name.get(VAL, "")
    deeper = _LIST.fullmatch(called)
    return _Style(
        name=called,
        parent="" if parent is None else parent.get(VAL, ""),
        outline=None if properties is None else _number(properties, "outlineLvl"),
        depth=int(deeper[1]) if deeper else None if properties is None else _depth(properties),
    )


def _by_name(style: _Style) -> Kind | None:
    heading = _HEADING.fullmatch(style.name)
    if heading:
        return BlockKind.HEADLINE, int(heading[1])
    return _NAMED.get(style.name.lower())


def _depth(properties: Element) -> int | None:
    """The depth of an item of a list from 1; 0 where numbering is switched off."""
    numbering = properties.find(w("numPr"))
    if numbering is None:
        return None
    if _number(numbering, "numId") == 0:
        return 0
    return (_number(numbering, "ilvl") or 0) + 1


def _number(parent: Element, name: str) -> int | None:
    """The value of a child that is a number; None where there is none."""
    child = parent.find(w(name))
    value = "" if child is None else child.get(VAL, "")
    return int(value) if re.fullmatch(r"[0-9]{1,6}", value) else None


def _first(values: list[int | None]) -> int | None:
    return next((value for value in values if value is not None), None)
