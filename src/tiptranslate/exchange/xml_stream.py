"""Reading XML of strangers piece by piece: in constant memory, with lines, without entities.

A document type is passed over, as TMX files name one; entities that it declares are refused,
and nothing that it names is fetched.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from tiptranslate.errors import InputError

XML_LANG = "lang"
"""``xml:lang``, and what TMX 1.1 called ``lang``: prefixes are dropped."""
_CHUNK = 1 << 16
"""Bytes that are parsed at a time."""
_DEEPEST = 100
"""Elements in one another: several times what a unit with formatting in it has."""
_LARGEST = 4_000_000
"""Characters and elements of one piece."""


@dataclass(slots=True)
class Node:
    """An element: its name and attributes without prefixes, its line, and what is in it."""

    tag: str
    attributes: dict[str, str]
    line: int
    content: list["Node | str"] = field(default_factory=list)

    def children(self, tag: str) -> list["Node"]:
        """The elements of a name directly in it."""
        return [item for item in self.content if isinstance(item, Node) and item.tag == tag]

    def child(self, tag: str) -> "Node | None":
        """The first of them."""
        return next(iter(self.children(tag)), None)

    @property
    def text(self) -> str:
        """All text in it, markup left out."""
        return "".join(item if isinstance(item, str) else item.text for item in self.content)


class _TooMuchError(Exception):
    """Nested too deeply, or a piece too large."""


class _Builder:
    """Gets the parser's events; keeps the pieces that are wanted and nothing else."""

    def __init__(self, pieces: frozenset[str], frames: frozenset[str], element: int) -> None:
        self._element = element
        self._pieces = pieces
        self._frames = frames
        self._open: list[Node] = []
        self._depth = 0
        self._size = 0
        self.parser: Any = None
        self.ready: list[Node] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        tag = name.rpartition("}")[2]
        if self._depth > _DEEPEST:
            raise _TooMuchError
        if not self._open and tag not in self._pieces and tag not in self._frames:
            return
        plain = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        node = Node(tag, plain, self.parser.CurrentLineNumber)
        if self._open:
            self._open[-1].content.append(node)
            self._open.append(node)
            self._count(self._element)
        elif tag in self._pieces:
            self._open, self._size = [node], 0
        else:
            self.ready.append(node)

    def end(self, name: str) -> None:  # noqa: ARG002 - the parser's signature
        """It ends."""
        self._depth -= 1
        if self._open:
            node = self._open.pop()
            if not self._open:
                self.ready.append(node)

    def data(self, text: str) -> None:
        """Text, perhaps a part of it."""
        if self._open:
            self._open[-1].content.append(text)
            self._count(len(text))

    def close(self) -> None:
        """The end of the file."""

    def _count(self, size: int) -> None:
        self._size += size
        if self._size > _LARGEST:
            raise _TooMuchError


def stream(
    file: IO[bytes], path: Path, pieces: frozenset[str], frames: frozenset[str], *, element: int = 1
) -> Iterator[Node]:
    """The wanted elements of an XML file, in its order.

    Args:
        file: Open for reading.
        path: As messages name it.
        pieces: Elements that are given whole, once they end.
        frames: Elements that are given empty, when they begin.
        element: What an element counts for beside characters: more than 1 where pieces are
            small, as one takes the room of hundreds of characters.

    Raises:
        InputError: It is no XML, declares entities, or holds something too large.
    """
    from xml.etree.ElementTree import ParseError  # noqa: PLC0415 - only an import needs it

    from defusedxml import DefusedXmlException  # noqa: PLC0415
    from defusedxml.ElementTree import XMLParser  # noqa: PLC0415

    builder = _Builder(pieces, frames, element)
    parser: Any = XMLParser(target=builder)
    builder.parser = parser.parser
    try:
        while chunk := file.read(_CHUNK):
            parser.feed(chunk)
            yield from builder.ready
            builder.ready.clear()
        parser.close()
    except ParseError as error:
        line = error.position[0]
        raise InputError(f"is no XML: {_reason(error)}", path=path, line=line) from None
    except DefusedXmlException:
        raise InputError("declares entities; remove its DOCTYPE", path=path) from None
    except _TooMuchError:
        line = builder.parser.CurrentLineNumber
        raise InputError("is too large or too deep to be right", path=path, line=line) from None
    except (ValueError, LookupError) as error:
        raise InputError(f"is no XML that can be read: {error}", path=path) from None
    yield from builder.ready


def _reason(error: SyntaxError) -> str:
    """What the parser says, without the place."""
    return str(error).partition(": line ")[0]
