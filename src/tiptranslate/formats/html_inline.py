"""The inside of a paragraph of a page: tags and texts as nodes, and nodes as a page's source."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tiptranslate.formats.html_tokens import VOID, Part, Token, attributes
from tiptranslate.formats.inline import DEEPEST, Mark, Node, Nodes, Stretch

_NOTHING_TO_SEE = {"lang", "xml:lang"}
_EDITORS_OWN = re.compile(r"\s*(?:mso-[\w-]+\s*:[^;]*;?\s*)*", re.IGNORECASE)
"""A style that only Word understands."""
_SHOWN = {"img", "input", "embed"}
"""Void elements that readers would miss."""


@dataclass(frozen=True, slots=True)
class Raw:
    """A piece of the page's source."""

    source: str


@dataclass(frozen=True, slots=True)
class Tag:
    """An element's two tags; equal where the opening ones are."""

    opening: str
    closing: str = field(compare=False)


class _Open:
    """An element whose end has not come."""

    def __init__(self, token: Token | None) -> None:
        self.token = token
        self.nodes: list[Node] = []


def to_inline(tokens: Iterable[Token]) -> Iterator[Node]:
    """Tokens without tags of blocks as nodes; a tag without its other half is a mark."""
    stack = [_Open(None)]
    for token in tokens:
        if token.part is Part.TEXT:
            stack[-1].nodes.append(html.unescape(token.source))
        elif token.part is Part.START and token.name not in VOID and len(stack) < DEEPEST:
            stack.append(_Open(token))
        elif token.part is Part.END and any(_is(item, token.name) for item in stack):
            while not _is(stack[-1], token.name):
                _give_up(stack)
            _close(stack, token)
        elif token.name != "wbr":
            stack[-1].nodes.append(_mark(token))
    while len(stack) > 1:
        _give_up(stack)
    return iter(stack[0].nodes)


def _is(item: _Open, name: str) -> bool:
    return item.token is not None and item.token.name == name


def _mark(token: Token) -> Mark:
    shown = token.name in _SHOWN or token.part is Part.OTHER
    return Mark((Raw(token.source),), keep=shown, breaks=int(token.name == "br"))


def _give_up(stack: list[_Open]) -> None:
    """The end of an element did not come."""
    item = stack.pop()
    if item.token is not None:
        stack[-1].nodes.append(_mark(item.token))
    stack[-1].nodes += item.nodes


def _close(stack: list[_Open], end: Token) -> None:
    """The end of the innermost element has come."""
    item = stack.pop()
    if item.token is None:
        return
    told = list(attributes(item.token.source))
    if item.token.name in ("span", "font", "o:p") and all(_is_noise(*one[:2]) for one in told):
        stack[-1].nodes += item.nodes
    elif item.nodes:
        tag = Tag(item.token.source, end.source)
        stack[-1].nodes.append(Stretch((tag,), tuple(item.nodes)))
    elif told:  # the target of a link
        stack[-1].nodes.append(Mark((Raw(item.token.source + end.source),), keep=True))


def _is_noise(name: str, value: str) -> bool:
    """Whether an attribute makes no difference to a reader."""
    if name == "style":
        return bool(_EDITORS_OWN.fullmatch(html.unescape(value)))
    return name in _NOTHING_TO_SEE


def to_source(nodes: Nodes | Sequence[object]) -> Iterator[str]:
    """Nodes, and what is in marks, as a page's source."""
    for node in nodes:
        match node:
            case str():
                yield html.escape(node, quote=False)
            case Raw(source):
                yield source
            case Mark(content):
                yield from to_source(content)
            case Stretch(content, children):
                yield "".join(tag.opening for tag in content)
                yield from to_source(children)
                yield "".join(tag.closing for tag in reversed(content))
