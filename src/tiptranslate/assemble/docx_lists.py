"""Numbered and bulleted lists of a Word document."""

from tiptranslate.assemble.docx_text import paragraph
from tiptranslate.assemble.lists import Item

_INDENT = 425
"""Twentieths of a point a level: 7.5 mm."""
_DEEPEST = 9
"""Levels that Word has."""
_HIGHEST = 32767
"""The last number that Word counts to."""
_BULLETS = 1
"""The list in ``numbering.xml`` that all bulleted items are of."""


class Lists:
    """Gives items their place in a list, and every counted list its own numbers."""

    def __init__(self) -> None:
        self._counted: list[tuple[int, int]] = []
        self._open: dict[int, tuple[int, int]] = {}

    def close(self) -> None:
        """End all lists: what follows is no item."""
        self._open.clear()

    def paragraph(self, item: Item, content: str) -> str:
        """One item; ``content`` is what stands in it."""
        depth = min(item.depth, _DEEPEST)
        if item.continued or item.labelled:
            return paragraph("ListParagraph", content, f'<w:ind w:left="{_INDENT * depth}"/>')
        for deeper in [level for level in self._open if level > depth]:
            del self._open[deeper]
        if not item.number:
            self._open.pop(depth, None)
            return paragraph("ListBullet", content, _place(depth, _BULLETS))
        return paragraph("ListNumber", content, _place(depth, self._list(depth, int(item.number))))

    def _list(self, depth: int, number: int) -> int:
        """The list that counts on to this number, or a new one that begins with it."""
        id_, last = self._open.get(depth, (0, 0))
        if not id_ or number != last + 1:
            self._counted.append((depth, min(number, _HIGHEST)))
            id_ = _BULLETS + len(self._counted)
        self._open[depth] = id_, number
        return id_

    def numbering(self) -> str:
        """The counted lists as XML; each begins with the number its author gave."""
        return "".join(
            f'<w:num w:numId="{_BULLETS + place}"><w:abstractNumId w:val="1"/>'
            f'<w:lvlOverride w:ilvl="{depth - 1}"><w:startOverride w:val="{first}"/>'
            "</w:lvlOverride></w:num>"
            for place, (depth, first) in enumerate(self._counted, start=1)
        )


def _place(depth: int, list_: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth - 1}"/><w:numId w:val="{list_}"/></w:numPr>'


def marker(item: Item) -> str:
    """What stands before an item in a cell, where lists cannot count."""
    if item.continued or item.labelled:
        return ""
    return f"{item.number}. " if item.number else "• "
