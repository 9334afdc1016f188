"""Text inside a block, from the form of its source to the form of a document.

A release written in Markdown keeps its inline marks (``**bold**``, links) in its
sentences, and so do their translations; in every other form a text is just text.
"""

import html
import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MARKS = re.compile(r"[\\`*_\[\]<>&]")
# What HTML forbids in a page even as a reference: controls and noncharacters
# (https://infra.spec.whatwg.org/#noncharacter).
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
# CommonMark 0.31, https://spec.commonmark.org/0.31.2/: what opens or closes something
# inside a line
# ("press[at]example.org" is no link: only what follows the bracket makes it one) ...
_SPECIAL = re.compile(r"[\\`*<~]|\](?=[(\[:])|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
# ... a closing sequence of a heading ...
_CLOSING = re.compile(r"(?<=[ \t])(?=#+$)")
# ... and what opens a block where a line begins with it.
_OPENING = re.compile(
    r"(?:(?P<number>\d{1,9})(?=[.)](?:\s|$))|(?=[-+=>]|#{1,6}(?:\s|$)|\[[ xX]\]\s))"
)


def to_html(text: str, form: str) -> str:
    """Escaped HTML; Markdown's inline marks become elements, never raw HTML or an image."""
    text = _FORBIDDEN.sub("\ufffd", text)
    if form == "md" and _MARKS.search(text):
        return str(_parser().renderInline(text))
    return html.escape(text)


def to_plain(text: str, form: str) -> str:
    """The text without Markdown's inline marks; the address of a link stands behind it."""
    if form != "md" or not _MARKS.search(text):
        return text
    return "".join(_plain(_parser().parseInline(text)[0].children or []))


def to_markdown(text: str, form: str) -> str:
    """Markdown that reads as the text inside a paragraph, wherever it stands in a line."""
    if form == "md":
        return text
    return _CLOSING.sub(r"\\", _SPECIAL.sub(r"\\\g<0>", text))


def guard_line(text: str) -> str:
    """Markdown text for the beginning of a line, where ``1.`` or ``-`` would open a list."""
    return _OPENING.sub(r"\g<number>\\", text, count=1) if _OPENING.match(text) else text


def guard_cell(text: str) -> str:
    """Markdown text for a cell of a table, where a bar would end it."""
    return text.replace("|", "\\|")


def _plain(tokens: "list[Token]") -> list[str]:
    """The texts of inline tokens in order."""
    pieces: list[str] = []
    address, start = "", 0
    for token in tokens:
        if token.type == "link_open":
            address, start = str(token.attrGet("href")), len(pieces)
        elif token.type == "link_close":
            label = "".join(pieces[start:])
            if label not in (address, address.removeprefix("mailto:")):
                pieces.append(f" ({address})")
        else:
            pieces.append(token.content)
    return pieces


@cache
def _parser() -> "MarkdownIt":
    """Inline CommonMark; imported on first use, as most releases need none."""
    from markdown_it import MarkdownIt  # noqa: PLC0415

    return MarkdownIt("commonmark", {"html": False}).disable("image")
