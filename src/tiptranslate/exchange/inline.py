"""Placeholders and unspeakable characters inside a text, as the elements of exchange formats.

``⟦1⟧word⟦/1⟧`` is a stretch with markup and ``⟦2/⟧`` a thing without text; translation
programs show either as a code that one can move and not damage. Where a text's placeholders
do not pair and nest, as formats demand of codes, they travel as the plain text that they are.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tiptranslate.exchange.texts import UNSPEAKABLE
from tiptranslate.exchange.xml_stream import Node
from tiptranslate.formats.form import PLACEHOLDER

_TOKEN = re.compile(f"{PLACEHOLDER.pattern}|({UNSPEAKABLE.pattern})")
_CANONICAL = re.compile("0|[1-9][0-9]*")
_NUMBER = re.compile("[0-9]{1,4}")
_CHARACTER = re.compile("cp[0-9]+-([0-9a-f]{1,6})")


class CodeError(ValueError):
    """A code in a text that is none of ours; says which."""


_IN_XML = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}
# Of our own: xml.sax.saxutils loads all of urllib and http, a tenth of a command's start.
_IN_ATTRIBUTES = {**_IN_XML, ord("\n"): "&#10;", ord("\t"): "&#9;"}


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of text (``kind`` "text"), or something in it that becomes an element.

    The kinds are "open", "close" and "alone" for placeholders, whose number is ``number``,
    and "character" for what XML cannot hold.
    """

    kind: str
    text: str
    number: str = ""


def xml_text(text: str) -> str:
    """A text as XML has it, carriage returns kept."""
    return text.translate(_IN_XML)


def attribute(text: str) -> str:
    """A quoted attribute; white space is kept, what XML cannot hold becomes �."""
    value = UNSPEAKABLE.sub("\ufffd", text).translate(_IN_ATTRIBUTES)
    if '"' in value and "'" not in value:
        return f"'{value}'"
    return '"' + value.replace('"', "&quot;") + '"'


def tokens(text: str) -> list[Token]:
    """A text in parts, so that joining their texts gives it back."""
    parts: list[Token] = []
    end = 0
    for found in _TOKEN.finditer(text):
        parts.append(Token("text", text[end : found.start()]))
        closing, number, alone, character = found.groups()
        kind = "character" if character else _kind(closing, alone)
        parts.append(Token(kind, found[0], number or ""))
        end = found.end()
    parts.append(Token("text", text[end:]))
    if not _nests(parts):
        parts = [p if p.kind == "character" else Token("text", p.text) for p in parts]
    return [part for part in parts if part.text]


def _kind(closing: str, alone: str) -> str:
    if closing and alone:
        return "text"  # ⟦/1/⟧ is nothing
    return "close" if closing else "alone" if alone else "open"


def _nests(parts: list[Token]) -> bool:
    """Whether all pairs close in order, and every number stands for one code alone."""
    stack: list[str] = []
    seen: set[str] = set()
    for part in parts:
        if part.kind in {"text", "character"}:
            continue
        if part.kind == "close":
            if not stack or stack.pop() != part.number:
                return False
        elif part.number in seen or not _CANONICAL.fullmatch(part.number):
            return False
        else:
            seen.add(part.number)
            if part.kind == "open":
                stack.append(part.number)
    return not stack


def xliff2(text: str) -> str:
    """The content of a ``source`` or ``target`` of XLIFF 2."""
    return "".join(map(_xliff2, tokens(text)))


def _xliff2(token: Token) -> str:
    number = token.number
    match token.kind:
        case "open":
            return f'<pc id="{number}" dispStart="⟦{number}⟧" dispEnd="⟦/{number}⟧">'
        case "close":
            return "</pc>"
        case "alone":
            return f'<ph id="{number}" disp="⟦{number}/⟧"/>'
        case "character":
            return f'<cp hex="{ord(token.text):04X}"/>'
    return xml_text(token.text)


def xliff1(text: str) -> str:
    """The content of a ``source`` or ``target`` of XLIFF 1.2."""
    return "".join(_xliff1(token, place) for place, token in enumerate(tokens(text)))


def _xliff1(token: Token, place: int) -> str:
    number = token.number
    match token.kind:
        case "open":
            return f'<g id="{number}">'
        case "close":
            return "</g>"
        case "alone":
            return f'<x id="{number}"/>'
        case "character":
            return f'<x id="cp{place}-{ord(token.text):04x}" ctype="x-character"/>'
    return xml_text(token.text)


def tmx(text: str) -> str:
    """The content of a ``seg`` of TMX; placeholders need not pair there."""
    if not _TOKEN.search(text):
        return xml_text(text)
    return "".join(map(_tmx, tokens(text)))


def _tmx(token: Token) -> str:
    if token.kind == "text":
        return xml_text(token.text)
    if token.kind == "character":
        return f'<ph type="x-character">{ord(token.text):04X}</ph>'
    return f"<ph>{token.text}</ph>"


_Reader = Callable[[Node], Iterator[str]]


def read_xliff(node: Node) -> str:
    """The text of a ``source`` or ``target`` of either XLIFF.

    Raises:
        CodeError: It holds a code that we have not put in.
    """
    return "".join(_inside(node, _xliff_code))


def read_tmx(node: Node) -> str:
    """The text of a ``seg``; other programs' codes are left out."""
    return "".join(_inside(node, _tmx_code))


def _inside(node: Node, code: _Reader) -> Iterator[str]:
    for item in node.content:
        if isinstance(item, str):
            yield item
        else:
            yield from code(item)


def _xliff_code(node: Node) -> Iterator[str]:
    """What an inline element stands for."""
    match node.tag:
        case "mrk":
            yield from _inside(node, _xliff_code)
        case "sm" | "em":
            return
        case "cp":
            yield _character(node.attributes.get("hex", ""))
        case "pc" | "g":
            number = _number(node, "id")
            yield f"⟦{number}⟧"
            yield from _inside(node, _xliff_code)
            yield f"⟦/{number}⟧"
        case "sc" | "bx" | "bpt":
            yield f"⟦{_number(node, 'rid', 'id')}⟧"
        case "ec" | "ex" | "ept":
            yield f"⟦/{_number(node, 'startRef', 'rid', 'id')}⟧"
        case "ph" | "x":
            found = _CHARACTER.fullmatch(node.attributes.get("id", ""))
            yield _character(found[1]) if found else f"⟦{_number(node, 'id')}/⟧"
        case _:
            raise CodeError(f"the code <{node.tag}> is none of ours; take it out")


def _number(node: Node, *names: str) -> str:
    """The number of the placeholder that a code stands for."""
    value = next((node.attributes[name] for name in names if name in node.attributes), "")
    if not _NUMBER.fullmatch(value):
        raise CodeError(f"the code <{node.tag} id={value!r}> is none of ours; take it out")
    return value


def _character(digits: str) -> str:
    """A character by its hexadecimal number."""
    try:
        return chr(int(digits, 16))
    except (ValueError, OverflowError):
        raise CodeError(f"there is no character {digits[:10]!r}") from None


def _tmx_code(node: Node) -> Iterator[str]:
    if node.tag == "hi":
        yield from _inside(node, _tmx_code)
    elif node.attributes.get("type") == "x-character":
        yield _character(node.text)
    elif PLACEHOLDER.fullmatch(node.text):
        yield node.text
