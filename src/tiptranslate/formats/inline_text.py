"""A piece's text with numbered placeholders, made of nodes; and nodes made of such a text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tiptranslate.formats.form import PLACEHOLDER
from tiptranslate.formats.inline import Mark, Node, Nodes, Slot, Stretch

_MOST = 9999
"""What the four digits of a placeholder can count; what is beyond goes without."""
_LINE_END = re.compile("\r\n|[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile("[ \t\n\r\x0c]+")
# What no catalog can carry.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")

Table = Mapping[int, Mark | Stretch]
"""What the numbers of a piece's placeholders stand for."""


def to_text(slot: Slot, *, squeeze: bool = False) -> tuple[str, Table]:
    """The text of a piece on one line, with placeholders, and what they stand for.

    Args:
        slot: The piece's place.
        squeeze: White space in a row is one space, as browsers show it.
    """
    table: dict[int, Mark | Stretch] = {}
    text = _CONTROL.sub("", _LINE_END.sub(" ", "".join(_texts(slot.children, table))))
    return (_SPACES.sub(" ", text) if squeeze else text), table


def _texts(nodes: Nodes, table: dict[int, Mark | Stretch]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield PLACEHOLDER.sub(
                lambda found: _standing(Mark((found[0],), keep=True), table), node
            )
        elif isinstance(node, Mark):
            yield _standing(node, table)
        elif len(table) >= _MOST:
            yield from _texts(node.children, table)
        elif isinstance(node, Stretch):
            number = len(table) + 1
            table[number] = node
            yield f"⟦{number}⟧"
            yield from _texts(node.children, table)
            yield f"⟦/{number}⟧"


def _standing(mark: Mark, table: dict[int, Mark | Stretch]) -> str:
    """A placeholder for what has no text; also for what looks like one and is text."""
    if len(table) >= _MOST:
        return ""
    number = len(table) + 1
    table[number] = mark
    return f"⟦{number}/⟧"


def to_nodes(text: str, table: Table) -> Nodes:
    """What a translator made of a piece, as nodes; nothing in it can go wrong.

    Pairs that cross are parted, what was not closed or never opened is plain text, what
    the piece does not have is left out, and marks that readers would miss come back at
    the end.
    """
    tokens = _tokens(text)
    good = _good(tokens, table)
    builder = _Builder()
    for number, (token, found) in enumerate(tokens):
        if found is None:
            builder.add(token)
        elif number in good:
            node = table[int(found[2])]
            if isinstance(node, Mark):
                builder.add(node)
            elif found[1]:
                builder.close(int(found[2]))
            else:
                builder.open(int(found[2]), node)
    used = {int(found[2]) for number, (_, found) in enumerate(tokens) if found and number in good}
    lost = [
        node
        for number, node in table.items()
        if isinstance(node, Mark) and node.keep and number not in used
    ]
    return (*builder.done(), *lost)


_Token = tuple[str, "re.Match[str] | None"]


def _tokens(text: str) -> list[_Token]:
    """Texts and placeholders in turn."""
    tokens: list[_Token] = []
    position = 0
    for found in PLACEHOLDER.finditer(text):
        tokens += [(text[position : found.start()], None), (found[0], found)]
        position = found.end()
    return [*tokens, (text[position:], None)]


def _good(tokens: Sequence[_Token], table: Table) -> set[int]:
    """Which tokens are placeholders that stand for something: pairs, and the first of a mark."""
    good: set[int] = set()
    marks: set[int] = set()
    opened: dict[int, int] = {}
    for place, (_, found) in enumerate(tokens):
        number = int(found[2]) if found else 0
        node = table.get(number)
        if found is None or node is None:
            continue
        if isinstance(node, Mark):
            if number not in marks:
                marks.add(number)
                good.add(place)
        elif found[1] and not found[3]:
            if number in opened:
                good |= {opened.pop(number), place}
        elif not found[3]:
            opened.setdefault(number, place)
    return good


class _Builder:
    """Puts texts, marks and the ends of stretches together to nodes."""

    def __init__(self) -> None:
        self._open: list[tuple[int, Stretch | None, list[Node]]] = [(0, None, [])]

    def add(self, node: Node) -> None:
        """A text or a mark."""
        if node != "":
            self._open[-1][2].append(node)

    def open(self, number: int, stretch: Stretch) -> None:
        """A stretch begins."""
        self._open.append((number, stretch, []))

    def close(self, number: int) -> None:
        """A stretch ends; those that began in it and go on are parted in two."""
        again: list[tuple[int, Stretch]] = []
        while (last := self._end()) and last[0] != number:
            again.append(last)
        for inner in reversed(again):
            self.open(*inner)

    def _end(self) -> tuple[int, Stretch] | None:
        if len(self._open) == 1:
            return None
        number, stretch, children = self._open.pop()
        if stretch is None:
            return None
        if children:
            self.add(replace(stretch, children=tuple(children)))
        return number, stretch

    def done(self) -> Nodes:
        """All of it."""
        while self._end():
            pass
        return tuple(self._open[0][2])
