"""TMX 1.4b, the exchange format of translation memories: written and read a unit at a time.

Nothing is ever held but the unit at hand, so that a memory of any size passes. The only dates
that are written are those that units have, never the clock's.
"""

import re
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
_ELEMENT = 100
"""So a unit may have 40,000 elements."""
_MOMENT = re.compile(r"(\d{4})-?([01]\d)-?([0-3]\d)T([0-2]\d):?([0-5]\d):?([0-6]\d)Z")
"""A date of TMX, 20240503T101112Z, or of a unit, 2024-05-03T10:11:12Z."""


@dataclass(frozen=True, slots=True)
class Variants:
    """A unit of a TMX file: one sentence, and what it became, by the codes of the languages.

    ``dates`` has when each translation was last changed, "" where the file does not say.
    """

    source: str
    targets: Mapping[str, str]
    origin: str
    line: int
    dates: Mapping[str, str]


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
    moment = _MOMENT.fullmatch(unit.date)
    date = ' changedate="{}{}{}T{}{}{}Z"'.format(*moment.groups()) if moment else ""
    return (
        f"    <tu{date}>\n{prop}"
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
    nodes = stream(file, path, _PIECES, _FRAMES, element=_ELEMENT)
    first = next(nodes, None)
    if first is None or first.tag != "tmx":
        raise InputError("is XML, but no TMX", path=path)
    for node in nodes:
        if node.tag == "tu":
            yield _variants(node, path, source)


def load(path: Path, source: str = "en", name: Path | None = None) -> Iterator[Variants]:
    """The units of a TMX file on the disk; see `read`.

    Args:
        path: The file.
        source: The code of the language to translate from.
        name: The file as messages name it.

    Raises:
        InputError: The file cannot be read, or is no TMX.
    """
    shown = name or path
    try:
        with path.open("rb") as file:
            yield from read(file, shown, source)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=shown) from error


def _variants(node: Node, path: Path, source: str) -> Variants:
    texts: dict[str, str] = {}
    dates: dict[str, str] = {}
    date = _date(node)
    try:
        for variant in node.children("tuv"):
            segment = variant.child("seg")
            if segment is not None:
                code = code_of(variant.attributes.get(XML_LANG, ""))
                if code not in texts:
                    texts[code] = read_tmx(segment)
                    dates[code] = _date(variant) or date
    except CodeError as error:
        raise InputError(str(error), path=path, line=node.line) from None
    props = (item for item in node.children("prop") if item.attributes.get("type") == _ORIGIN)
    origin = next((item.text for item in props), "")
    return Variants(texts.pop(source, ""), texts, origin, node.line, dates)


def _date(node: Node) -> str:
    """When a unit or one language of it was last changed, else made; "" for no date."""
    for name in ("changedate", "creationdate"):
        found = _MOMENT.fullmatch(node.attributes.get(name, ""))
        if found:
            return "{}-{}-{}T{}:{}:{}Z".format(*found.groups())
    return ""


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
    place = (name or path).as_posix()
    for found in load(path, source, name):
        target = found.targets.get(language)
        if found.source and target:
            origin = found.origin or path.stem
            yield Unit(found.source, target, origin, found.dates[language], place, found.line)
