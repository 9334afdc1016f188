"""A page of HTML cut into tags, texts and the rest, each with its place; nothing is fetched.

The cuts are those of the HTML standard's tokenizer, as far as they decide what is text.
Joining the sources of all tokens gives the page back. No page takes more than linear time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Part(Enum):
    """What a token is."""

    TEXT = 1
    START = 2
    END = 3
    OTHER = 4
    """A comment, a doctype, a script's content: nothing that readers see."""


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of the page; ``name`` is a tag's in small letters, ``line`` counts from 1."""

    part: Part
    source: str
    line: int
    name: str = ""


_TOKEN = re.compile(
    r"(?P<other><!--(?:-?>|.*?(?:--!?>|\Z))|<[!?][^>]*(?:>|\Z)|</(?![A-Za-z])[^>]*(?:>|\Z))"
    r"|<(?P<end>/?)(?P<name>[A-Za-z][^\s/>]*+)"
    r"(?P<rest>(?:[^=>]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+|(?=>)))*+)>",
    re.DOTALL,
)
_OPENING = re.compile(r"<(?=[A-Za-z/!?])")
_RAW = ("script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title")
"""Elements in which nothing is a tag."""
_BEHIND_RAW = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _RAW}
_ATTRIBUTE = re.compile(
    r"([^\s=>\"'/][^\s=>/]*+)(?:\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+))?"
)
VOID = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
    *("source", "track", "wbr", "keygen", "basefont", "bgsound", "frame"),
}


def tokens(page: str) -> Iterator[Token]:
    """The tokens of a page in its order."""
    line, position = 1, 0
    for part, end, name in _cuts(page):
        if end > position:
            source = page[position:end]
            yield Token(part, source, line, name)
            line += source.count("\n") + source.count("\r") - source.count("\r\n")
            position = end


def _cuts(page: str) -> Iterator[tuple[Part, int, str]]:
    """What each stretch is, and where it ends."""
    position = 0
    while position < len(page):
        opening = _OPENING.search(page, position)
        if not opening:
            yield Part.TEXT, len(page), ""
            return
        yield Part.TEXT, opening.start(), ""
        found = _TOKEN.match(page, opening.start())
        if not found:  # a tag that never ends takes the rest of the page with it
            yield Part.OTHER, len(page), ""
            return
        position = found.end()
        if found["other"]:
            yield Part.OTHER, position, ""
            continue
        name = found["name"].lower()
        yield Part.END if found["end"] else Part.START, position, name
        if name in _BEHIND_RAW and not found["end"]:
            behind = _BEHIND_RAW[name].search(page, position)
            position = behind.start() if behind else len(page)
            yield Part.TEXT if name == "title" else Part.OTHER, position, ""


def attributes(source: str) -> Iterator[tuple[str, str, int, int]]:
    """A start tag's attributes: name in small letters, value, and where the value stands.

    The place includes the quotation marks; without a value it is empty.
    """
    name = re.match(r"</?[^\s/>]*", source)
    for found in _ATTRIBUTE.finditer(source, name.end() if name else 0):
        value = found[2] or ""
        bare = value[1:-1] if value[:1] in ("'", '"') else value
        start = found.start(2) if found[2] else found.end(1)
        yield found[1].lower(), bare, start, start + len(value)


def replaced(source: str, changes: dict[str, str]) -> str:
    """A start tag with other values of attributes that it has."""
    found = [item for item in attributes(source) if item[0] in changes and item[2] != item[3]]
    for name, _, start, end in reversed(found):
        source = f'{source[:start]}"{changes[name]}"{source[end:]}'
    return source
