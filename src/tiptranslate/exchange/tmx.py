"""TMX 1.4b, the exchange format of translation memories: written and read a unit at a time.

Nothing is ever held but the unit at hand, so that a memory of any size passes. No dates are
written, so that git shows a change only where a translation changed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tiptranslate.errors import InputError
from tiptranslate.exchange.inline import CodeError, attribute, read_tmx, tmx, xml_text
from tiptranslate.exchange.tags import code_of, tag_of
from tiptranslate.exchange.texts import UNSPEAKABLE
from tiptranslate.exchange.xml_stream import XML_LANG, Node, stream
from tiptranslate.model import Unit

_ORIGIN = "x-origin"
"""The property that says where a translation was approved."""
_FRAMES = frozenset({"tmx", "header"})
_PIECES = frozenset({"tu"})


@dataclass(frozen=True, slots=True)
class Variants:
    """A unit of a TMX file: one sentence, and what it became, by the codes of the languages."""

    source: str
    targets: Mapping[str, str]
    origin: str
    line: int


def dump(
    units: Iterable[tuple[Unit, str]], write: Callable[[bytes], object], source: str = "en"
) -> int:
    """Write units, each with the code of its language, in the order given.

    Returns:
        How many there were.
    """
    tag = attribute(tag_of(source))
    write(
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        '  <header creationtool="tiptranslate" creationtoolversion="1" segtype="sentence" '
        f'o-tmf="PO" adminlang="en" srclang={tag} datatype="plaintext"/>\n  <body>\n'.encode()
    )
    number = 0
    tags: dict[str, str] = {}
    for number, (unit, language) in enumerate(units, 1):  # noqa: B007 - counts them
        if language not in tags:
            tags[language] = attribute(tag_of(language))
        write(_unit(unit, tag, tags[language]).encode())
    write(b"  </body>\n</tmx>\n")
    return number


def _unit(unit: Unit, source: str, target: str) -> str:
    origin = xml_text(UNSPEAKABLE.sub("�", unit.origin))
    prop = f'      <prop type="{_ORIGIN}">{origin}</prop>\n' if origin else ""
    return (
        f"    <tu>\n{prop}"
        f"      <tuv xml:lang={source}><seg>{tmx(unit.source)}</seg></tuv>\n"
        f"      <tuv xml:lang={target}><seg>{tmx(unit.target)}</seg></tuv>\n"
        "    </tu>\n"
    )


def read(file: IO[bytes], path: Path, source: str = "en") -> Iterator[Variants]:
    """The units of a TMX file; ``source`` is "" for one that lacks the language asked for.

    Args:
        file: Open for reading.
        path: As messages name it.
        source: The code of the language to translate from.

    Raises:
        InputError: It is no TMX, or declares entities.
    """
    nodes = stream(file, path, _PIECES, _FRAMES)
    first = next(nodes, None)
    if first is None or first.tag != "tmx":
        raise InputError("is XML, but no TMX", path=path)
    for node in nodes:
        if node.tag == "tu":
            yield _variants(node, path, source)


def _variants(node: Node, path: Path, source: str) -> Variants:
    texts: dict[str, str] = {}
    try:
        for variant in node.children("tuv"):
            segment = variant.child("seg")
            if segment is not None:
                code = code_of(variant.attributes.get(XML_LANG, ""))
                texts.setdefault(code, read_tmx(segment))
    except CodeError as error:
        raise InputError(str(error), path=path, line=node.line) from None
    props = (item for item in node.children("prop") if item.attributes.get("type") == _ORIGIN)
    origin = next((item.text for item in props), "")
    return Variants(texts.pop(source, ""), texts, origin, node.line)


def units(
    path: Path, language: str, source: str = "en", name: Path | None = None
) -> Iterator[Unit]:
    """The pairs of one language in a TMX file.

    Args:
        path: The file.
        language: The code of the language translated into.
        source: The code of the language translated from.
        name: The file as messages name it.

    Raises:
        InputError: The file cannot be read, or is no TMX.
    """
    try:
        with path.open("rb") as file:
            for found in read(file, name or path, source):
                target = found.targets.get(language)
                if found.source and target:
                    yield Unit(found.source, target, found.origin or path.stem)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=name or path) from error
