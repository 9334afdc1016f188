"""Text inside a block, from the form of its source to the form of a document.

A release written in Markdown keeps its inline marks (``**bold**``, links) in its
sentences, and so do their translations. Texts of a Word or HTML release have numbered
placeholders instead, which mean something in that very file only and are dropped in
every other. In the remaining forms a text is just text.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from tiptranslate.formats.form import PLACEHOLDER

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
_PAIRED = re.compile("⟦/?[0-9]{1,4}⟧")
PLACEHOLDER_FORMS = ("docx", "html", "htm")
"""The forms of a source whose texts have numbered placeholders."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that looks one way; ``link`` is the address it leads to, or ""."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""


def to_runs(text: str, form: str) -> Iterator[Run]:
    """The text with its marks as properties of stretches, for formats that have such."""
    text = without_placeholders(text, form)
    if form != "md" or not _MARKS.search(text):
        if text:
            yield Run(text)
        return
    runs = [Run("")]
    for token in _parser().parseInline(text)[0].children or []:
        if token.nesting > 0:
            runs.append(_opened(runs[-1], token))
        elif token.nesting < 0:
            runs.pop()
        elif token.content:
            yield replace(runs[-1], text=token.content, code=token.type == "code_inline")


def _opened(run: Run, token: "Token") -> Run:
    """How text looks behind an opening token."""
    if token.type == "link_open":
        return replace(run, link=str(token.attrGet("href")))
    return replace(
        run, bold=run.bold or token.tag == "strong", italic=run.italic or token.tag == "em"
    )


def without_placeholders(text: str, form: str) -> str:
    """The text of a Word or HTML release without its numbered placeholders.

    One that stands alone (a line break, the mark of a footnote) leaves a space where
    the words around it would run together.
    """
    if form not in PLACEHOLDER_FORMS or "⟦" not in text:
        return text

    text = _PAIRED.sub("", text)

    def space(match: re.Match[str]) -> str:
        around = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        return " " if all(map(str.isalnum, around)) else ""

    return PLACEHOLDER.sub(space, text)


def to_html(text: str, form: str) -> str:
    """Escaped HTML; Markdown's inline marks become elements, never raw HTML or an image."""
    text = _FORBIDDEN.sub("\ufffd", without_placeholders(text, form))
    if form == "md" and _MARKS.search(text):
        return str(_parser().renderInline(text))
    return html.escape(text)


def to_plain(text: str, form: str) -> str:
    """The text without Markdown's inline marks; the address of a link stands behind it."""
    text = without_placeholders(text, form)
    if form != "md" or not _MARKS.search(text):
        return text
    return "".join(_plain(_parser().parseInline(text)[0].children or []))


def to_markdown(text: str, form: str) -> str:
    """Markdown that reads as the text inside a paragraph, wherever it stands in a line."""
    if form == "md":
        return text
    text = without_placeholders(text, form)
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
