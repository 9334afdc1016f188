"""A page's tokens as blocks: what stands between the tags that begin and end paragraphs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tiptranslate.formats.html_tokens import VOID, Part, Token, attributes
from tiptranslate.model import BlockKind

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = {"ul", "ol", "menu", "dir"}
_BLOCKS = {
    *("html", "head", "body", "title", "meta", "link", "base", "address", "article", "aside"),
    *("blockquote", "center", "details", "dialog", "dd", "div", "dl", "dt", "fieldset", "summary"),
    *("figcaption", "figure", "footer", "form", "frameset", "header", "hgroup", "hr", "legend"),
    *("main", "p", "search", "section", "table", "caption", "colgroup", "col", "tbody", "td"),
    *("tfoot", "th", "thead", "tr", "frame", "nav", "pre", "li", "option", "optgroup"),
    *("noframes", *_HEADINGS, *_LISTS),
}
"""What begins and ends a block; every other element stands in a line."""
_KEPT = {
    *("nav", "pre", "template", "svg", "math", "noscript", "object", "select", "button", "audio"),
    *("video", "canvas", "map", "xmp", "textarea", "iframe", "noembed", "noframes", "script"),
    *("style", "frameset", "datalist", "progress", "meter"),
}
"""Elements that stay as they are: navigation, code, programs, forms, what is drawn or played."""
_ENDS = {
    "p": {"p"},
    "li": {"li", "p"},
    "dt": {"dt", "dd", "p"},
    "dd": {"dt", "dd", "p"},
    "td": {"td", "th", "p", "li"},
    "th": {"td", "th", "p", "li"},
    "tr": {"tr", "td", "th", "p", "li"},
}
"""Elements that end where another begins, as their own end tags may be left out."""
_DEEPEST = 400


@dataclass(frozen=True, slots=True)
class Block:
    """Tokens between two tags of blocks; ``kind`` and ``level`` are of what is around them."""

    tokens: tuple[Token, ...]
    kind: BlockKind | None = None
    level: int = 0
    is_title: bool = False


def blocks(tokens: Sequence[Token]) -> Iterator[Block | Token]:
    """The blocks of a page, and between them the tokens that are in none."""
    kept = _kept(tokens)
    around: list[str] = []
    inside: list[Token] = []
    number = 0
    while number < len(tokens):
        token = tokens[number]
        end = kept.get(number, number)
        if end > number or token.part is Part.OTHER:
            whole = tokens[number : end + 1]
            number = end + 1
            if token.name not in _BLOCKS:
                source = "".join(part.source for part in whole)
                inside.append(Token(Part.OTHER, source, token.line))
                continue
            yield from _finished(inside, around)
            inside = []
            yield from whole
            continue
        number += 1
        if token.name not in _BLOCKS:
            inside.append(token)
            continue
        yield from _finished(inside, around)
        inside = []
        yield token
        _step(around, token)
    yield from _finished(inside, around)


def _step(around: list[str], token: Token) -> None:
    """Go into an element, or out of one."""
    name = token.name
    if token.part is Part.END:
        if name in around:
            del around[len(around) - 1 - around[::-1].index(name) :]
        return
    while around and around[-1] in _ENDS.get(name, {"p"}):
        around.pop()
    if name not in VOID and len(around) < _DEEPEST:
        around.append(name)


def _finished(inside: list[Token], around: list[str]) -> Iterator[Block | Token]:
    """What was gathered, as a block if there is text in it."""
    if any(token.part is Part.TEXT and not token.source.isspace() for token in inside):
        kind, level = _kind(around)
        yield Block(tuple(inside), kind, level, is_title=around[-1:] == ["title"])
    else:
        yield from inside


def _kind(around: list[str]) -> tuple[BlockKind | None, int]:
    """What a block is by the elements around it, the innermost that says something."""
    for name in reversed(around):
        if name in _HEADINGS:
            return BlockKind.HEADLINE, _HEADINGS[name]
        if name == "title":
            return BlockKind.HEADLINE, 0
        if name == "li":
            return BlockKind.LIST_ITEM, max(1, sum(item in _LISTS for item in around))
        if name == "blockquote":
            return BlockKind.QUOTE, 0
        if name in ("td", "th", "figcaption", "dd", "dt", "caption"):
            return None, 0
    return None, 0


def _kept(tokens: Sequence[Token]) -> dict[int, int]:
    """Where elements that stay as they are begin, and where each ends."""
    open_at: dict[str, list[int]] = {}
    ends: dict[int, int] = {}
    for number, token in enumerate(tokens):
        if token.part is Part.START and token.name not in VOID:
            open_at.setdefault(token.name, []).append(number)
        elif token.part is Part.END and open_at.get(token.name):
            start = open_at[token.name].pop()
            if _is_kept(tokens[start]):
                ends[start] = number
    return ends


def _is_kept(token: Token) -> bool:
    """Whether an element is not to be translated."""
    if token.name in _KEPT:
        return True
    told = {name: value for name, value, _, _ in attributes(token.source)}
    return (
        "hidden" in told
        or told.get("translate", "").lower() == "no"
        or "notranslate" in told.get("class", "").split()
    )
