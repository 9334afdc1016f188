"""Markdown (CommonMark and tables): structure gives the blocks, inline marks stay in the text."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tiptranslate.ingest.kinds import Classifier
from tiptranslate.ingest.parts import Part, trim
from tiptranslate.model import BlockKind

_LINE_END = re.compile(r"\r\n|[\n\r]")  # CommonMark's own
_HARD_BREAK = re.compile(r"(?: {2,}|\\)$")
_RULE = re.compile(r"([*_-])(?:[ \t]*\1){2,}[ \t]*$")
_KINDS = {
    "heading_open": BlockKind.HEADLINE,
    "list_item_open": BlockKind.LIST_ITEM,
    "blockquote_open": BlockKind.QUOTE,
}


def parts(source: str, begin: int) -> Iterator[Part]:
    """The blocks of a Markdown text from offset ``begin`` on, in order.

    A paragraph wrapped over several lines is one block; a hard line break ends a
    block. Code, HTML and link definitions are no text: they stay between blocks.
    """
    classifier = Classifier()
    lines = [begin, *(match.end() for match in _LINE_END.finditer(source, begin))]
    first_line = 1 + sum(1 for _ in _LINE_END.finditer(source, 0, begin))
    cursor = begin
    for kind, level, line, text in _texts(source[begin:]):
        for offset, group in _groups(text):
            place = _find(source, group, max(cursor, lines[line + offset]))
            if place is None:
                continue
            start, cursor = place
            joined = " ".join(group)
            yield Part(
                classifier.kind(joined, kind),
                joined,
                first_line + line + offset,
                start,
                cursor,
                level,
            )


def _texts(source: str) -> Iterator[tuple[BlockKind | None, int, int, str]]:
    """Kind, level, first line from 0 and raw text of every block that carries text."""
    lines = _LINE_END.split(source)
    open_kinds: list[tuple[BlockKind | None, int]] = []
    for token in MarkdownIt("commonmark").enable("table").parse(source):
        if token.nesting == 1:
            open_kinds.append((_KINDS.get(token.type), _level(token)))
        elif token.nesting == -1:
            open_kinds.pop()
        elif token.type == "hr" and token.map:
            rule = _RULE.search(lines[token.map[0]])
            if rule:
                yield BlockKind.SEPARATOR, 0, token.map[0], rule[0].rstrip()
        elif token.type == "inline" and token.map and token.content.strip():
            kinds = [kind for kind in open_kinds if kind[0]]
            kind, level = kinds[-1] if kinds else (None, 0)
            yield kind, level, token.map[0], token.content


def _level(token: Token) -> int:
    """Depth of a heading (1 to 6) or of a list item (from 1)."""
    if token.type == "heading_open":
        return int(token.tag[1:])
    return token.level // 2 + 1 if token.type == "list_item_open" else 0


def _groups(text: str) -> Iterator[tuple[int, list[str]]]:
    """A block's lines between hard line breaks, each group with its line offset."""
    group: list[str] = []
    first = 0
    for number, line in enumerate(text.split("\n")):
        bare = _HARD_BREAK.sub("", line).strip()
        if not group:
            first = number
        if bare:
            group.append(bare)
        if bare != line.strip() or _HARD_BREAK.search(line):
            if group:
                yield first, group
            group = []
    if group:
        yield first, group


def _find(source: str, lines: list[str], cursor: int) -> tuple[int, int] | None:
    """Where the lines stand in the source at or after ``cursor``; None if they do not."""
    start, end = -1, cursor
    for line in lines:
        at, length = source.find(line, end), len(line)
        if at < 0:  # a table cell loses the backslash in front of its bars
            escaped = line.replace("|", "\\|")
            at, length = source.find(escaped, end), len(escaped)
        if at < 0:
            return None
        if start < 0:
            start = at
        end = at + length
    return trim(source, start, end)
