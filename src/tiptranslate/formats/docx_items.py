"""What a paragraph of Word is made of: texts, marks, links around them, fields; as nodes."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tiptranslate.formats.docx_runs import PLAIN, Atom, Chunk, Look
from tiptranslate.formats.docx_xml import Element, w
from tiptranslate.formats.inline import Mark, Node, Stretch

LINK = re.compile(r"\s*HYPERLINK\b", re.IGNORECASE)
"""The instruction of a field that is a link."""


@dataclass(frozen=True, slots=True)
class Shell:
    """A link or a field of a form, around its text; equal where it does the same.

    ``element`` goes around it, or else ``before`` and ``behind``, a field's own runs.
    """

    key: tuple[object, ...]
    element: Element | None = field(compare=False, default=None)
    before: tuple[Atom, ...] = field(compare=False, default=())
    behind: tuple[Atom, ...] = field(compare=False, default=())


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Items inside a shell."""

    shell: Shell
    items: tuple["Item", ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """Items that stay together as they are: a field and what it shows."""

    items: tuple["Item", ...]


Item = Chunk | Atom | Wrapped | Whole


def field_char(item: Item) -> str:
    """What a field's sign says: "begin", "separate", "end"; empty for anything else."""
    if isinstance(item, Atom) and item.element.tag == w("fldChar"):
        return item.element.get(w("fldCharType"), "")
    return ""


def as_field(items: list[Item]) -> Item:
    """A field from its beginning to its end: a link with its text, or one whole thing."""
    cut = next((n for n, item in enumerate(items) if field_char(item) == "separate"), None)
    head = [item for item in items[: (cut or 0) + 1] if isinstance(item, Atom)]
    instruction = "".join(
        item.element.text or "" for item in head if item.element.tag == w("instrText")
    )
    end = items[-1]
    if cut is None or not isinstance(end, Atom) or not LINK.match(instruction):
        return Whole(tuple(items))
    shell = Shell(("field", instruction.strip()), before=tuple(head), behind=(end,))
    return Wrapped(shell, tuple(items[cut + 1 : -1]))


def most_common(items: Iterable[Item]) -> Look:
    """The look of most of a text outside of links, or of its first part."""
    counts: Counter[Look] = Counter()
    for item in items:
        if isinstance(item, Chunk):
            counts[item.look] += len("".join(item.text.split()))
    return counts.most_common(1)[0][0] if counts else PLAIN


def as_nodes(items: Iterable[Item], base: Look) -> Iterator[Node]:
    """Items as nodes; text that looks like the base is just text."""
    for item in items:
        match item:
            case Chunk(text, look) if look == base:
                yield text
            case Chunk(text, look) if not text.isspace():
                yield Stretch((look,), (text,))
            case Chunk(text, look):
                yield Mark((item,), keep=True) if look.shows_on_space else text
            case Atom():
                yield Mark((item,), keep=item.keep, breaks=item.breaks)
            case Whole(inner):
                yield Mark(tuple(_contents(inner, base)), keep=True)
            case Wrapped(shell, inner):
                own = most_common(inner)
                yield Stretch((shell, own), tuple(as_nodes(inner, own)))


def _contents(items: Iterable[Item], base: Look) -> Iterator[object]:
    """What stays together, each text in its own look."""
    for item in items:
        if isinstance(item, Whole):
            yield from _contents(item.items, base)
        elif isinstance(item, Wrapped):
            yield from as_nodes([item], base)
        else:
            yield item
