"""What stands inside a paragraph, whatever the format: text, stretches and marks.

A format turns a paragraph into nodes; here they are tidied and the places of the pieces
that a translator gets are found in them. Nothing here knows what is in a mark or around a
stretch; the format that made them renders them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import Any

DEEPEST = 40
"""Stretches inside one another that formats read; what is deeper stands as marks."""
CUT = 2
"""Line breaks in a row that end a paragraph for its readers."""
_CONTROLS = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF)))
_SPACE = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u200b\u2060\ufeff" + _CONTROLS
"""Spaces of every width, zero-width characters that word processors leave behind, controls."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What has no text of its own: a line break, a picture, a footnote's mark.

    ``content`` are the format's own things, and texts and stretches that belong to them.
    ``keep`` says that readers would miss it: a lost one comes back at the end. ``breaks``
    counts the line breaks in it.
    """

    content: tuple[Any, ...]
    keep: bool = False
    breaks: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text that differs from what is around it: bold, a link; ``content`` from the outside in."""

    content: tuple[Any, ...]
    children: "Nodes"


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one piece."""

    children: "Nodes"


Node = str | Mark | Stretch | Slot
Nodes = tuple[Node, ...]


def tidy(nodes: Iterable[Node]) -> Nodes:
    """The same paragraph in fewer and larger nodes.

    Word processors and web editors cut one bold phrase into several, make the space behind
    it bold too, and put a mark around nothing.
    """
    return _merged(part for node in _merged(nodes) for part in _loosened(node))


def _loosened(node: Node) -> Iterator[Node]:
    """A stretch with the space and the line breaks at its edges outside of it."""
    if not isinstance(node, Stretch):
        yield node
        return
    children = tidy(node.children)
    if has_text(children):
        before, core, after = _edges(children, only_breaks=True)
        yield from before
        match core:
            case (Stretch() as inner,):
                yield Stretch(node.content + inner.content, inner.children)
            case _:
                yield Stretch(node.content, core)
        yield from after
    elif all(isinstance(child, str) for child in children):
        yield from children
    else:
        marks = [child for child in children if isinstance(child, Mark)]
        yield Mark(
            (replace(node, children=children),),
            keep=any(mark.keep for mark in marks),
            breaks=sum(mark.breaks for mark in marks),
        )


def _merged(nodes: Iterable[Node]) -> Nodes:
    """Neighbours that can be one node: texts, marks, stretches of one kind.

    So are two stretches of one kind with only white space between them, and two line breaks.
    """
    groups: list[list[Node]] = []
    for node in nodes:
        if node == "":
            continue
        if groups and _belong(groups[-1][0], node):
            groups[-1].append(node)
        elif len(groups) > 1 and _is_space(groups[-1]) and _belong_over(groups[-2][-1], node):
            space = groups.pop()
            groups[-1] += [*space, node]
        else:
            groups.append([node])
    return tuple(map(_one, groups))


def _belong(first: Node, second: Node) -> bool:
    if isinstance(first, Stretch):
        return isinstance(second, Stretch) and first.content == second.content
    return type(first) is type(second)


def _is_space(group: list[Node]) -> bool:
    return all(isinstance(node, str) and not node.strip() for node in group)


def _belong_over(first: Node, second: Node) -> bool:
    """Whether two nodes belong together though there is white space between them."""
    if isinstance(first, Mark):
        return isinstance(second, Mark) and bool(first.breaks and second.breaks)
    return isinstance(first, Stretch) and _belong(first, second)


def _one(group: list[Node]) -> Node:
    """Nodes that belong together as one; white space between them goes in with them."""
    first = group[0]
    if len(group) == 1:
        return first
    if isinstance(first, Stretch):
        inner = (node.children if isinstance(node, Stretch) else (node,) for node in group)
        return Stretch(first.content, _merged(chain.from_iterable(inner)))
    if isinstance(first, Mark):
        marks = [node for node in group if isinstance(node, Mark)]
        inner = (node.content if isinstance(node, Mark) else (node,) for node in group)
        return Mark(
            tuple(chain.from_iterable(inner)),
            keep=any(mark.keep for mark in marks),
            breaks=sum(mark.breaks for mark in marks),
        )
    return "".join(node for node in group if isinstance(node, str))


def has_text(nodes: Nodes) -> bool:
    """Whether there is anything to read in it."""
    return any(
        node.strip(_SPACE) != ""
        if isinstance(node, str)
        else isinstance(node, Stretch | Slot) and has_text(node.children)
        for node in nodes
    )


def _edges(nodes: Nodes, *, only_breaks: bool = False) -> tuple[list[Node], Nodes, list[Node]]:
    """What stands before the first and behind the last text: white space and marks."""
    before, rest = _shorn(list(nodes), only_breaks=only_breaks, first=True)
    after, rest = _shorn(rest[::-1], only_breaks=only_breaks, first=False)
    return before, tuple(rest[::-1]), after[::-1]


def _shorn(nodes: list[Node], *, only_breaks: bool, first: bool) -> tuple[list[Node], list[Node]]:
    """The edge at the beginning of nodes, and the nodes without it; backwards if not ``first``."""
    edge: list[Node] = []
    for number, node in enumerate(nodes):
        if isinstance(node, Mark) and (node.breaks or not only_breaks):
            edge.append(node)
            continue
        if isinstance(node, str):
            space, core = _parted(node, first=first)
            edge += [space] if space else []
            if not core:
                continue
            return edge, [core, *nodes[number + 1 :]]
        return edge, nodes[number:]
    return edge, []


def _parted(text: str, *, first: bool) -> tuple[str, str]:
    """White space at one end of a text, and the rest."""
    core = text.lstrip(_SPACE) if first else text.rstrip(_SPACE)
    cut = len(text) - len(core)
    return (text[:cut], core) if first else (text[len(core) :], core)


def lay_out(nodes: Nodes) -> Nodes:
    """Tidy nodes with a slot for every piece in the place of its text.

    What surrounds a whole piece stays outside of it: marks at its ends, a link around it.
    Two line breaks in a row part pieces.
    """
    before, core, after = _edges(nodes)
    if not has_text(core):
        return nodes
    if len(core) == 1 and isinstance(core[0], Stretch):
        whole = core[0]
        return (*before, Stretch(whole.content, lay_out(whole.children)), *after)
    if not any(map(_is_cut, core)):
        return (*before, Slot(core), *after)
    found: list[Node] = []
    for is_cut, group in groupby(core, _is_cut):
        part = tuple(group)
        found += part if is_cut else lay_out(part)
    return (*before, *found, *after)


def _is_cut(node: Node) -> bool:
    return isinstance(node, Mark) and node.breaks >= CUT


def slots(nodes: Nodes) -> Iterator[Slot]:
    """Every slot of a layout, in its order."""
    for node in nodes:
        if isinstance(node, Slot):
            yield node
        elif isinstance(node, Stretch):
            yield from slots(node.children)


def put(nodes: Nodes, contents: Iterator[Nodes]) -> Nodes:
    """A layout with the next contents in the place of every slot."""
    found: list[Node] = []
    for node in nodes:
        if isinstance(node, Slot):
            found += next(contents)
        elif isinstance(node, Stretch):
            found.append(replace(node, children=put(node.children, contents)))
        else:
            found.append(node)
    return tuple(found)
