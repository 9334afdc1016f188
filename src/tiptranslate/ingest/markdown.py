"""Markdown (CommonMark and tables): structure gives the blocks, inline marks stay in the text."""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from tiptranslate.ingest.kinds import Classifier
from tiptranslate.ingest.parts import LINE_END, SPACES, Directive, Part
from tiptranslate.model import BlockKind

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

DEEPEST = 100
"""Quotations and lists inside one another that are read; what is deeper is no text."""
_LINE_END = re.compile(r"\r\n|[\n\r]")  # CommonMark's own
# The marks of list items and quotations before a text, which may look like it.
_MARKS = re.compile(r"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t][ \t>]*)*")
_HARD_BREAK = re.compile(r"(?<! ) {2,}$|(?<!\\)(?:\\\\)*\\$")
_RULE = re.compile(r"([*_-])(?:[ \t]*\1){2,}[ \t]*$")
_KINDS = {
    "heading_open": BlockKind.HEADLINE,
    "list_item_open": BlockKind.LIST_ITEM,
    "blockquote_open": BlockKind.QUOTE,
}
_COMMENT = re.compile(r"<!--\s*tiptranslate:(.*?)-->", re.IGNORECASE | re.DOTALL)
_HEADING = re.compile(r"tiptranslate:(.*)", re.IGNORECASE)
"""What is a comment in plain text is a heading here; who writes both should not have to know."""
_CELLS = ("th_open", "td_open")


@dataclass(frozen=True, slots=True)
class _Text:
    """Text of one block as CommonMark sees it.

    ``lines`` are its first line in the file, counted from 0, and the first one behind it.
    In a ``cell`` of a table every bar has lost the backslash that it has in the file.
    """

    kind: BlockKind | None
    level: int
    lines: tuple[int, int]
    content: str
    cell: bool = False


def parts(source: str, begin: int) -> Iterator[Part | Directive]:
    """The blocks of a Markdown text from offset ``begin`` on, in order.

    A paragraph wrapped over several lines is one block; a hard line break ends a
    block. Code, HTML and link definitions are no text: they stay between blocks.
    """
    classifier = Classifier()
    places = _Places(source, begin)
    for text in _texts(source[begin:]):
        if isinstance(text, Directive):
            yield replace(text, line=text.line + places.before)
            continue
        for group in _groups(text.content):
            found = [places.find(line, text) for line in group]
            joined = " ".join(group)
            yield Part(
                kind=classifier.kind(joined, text.kind),
                text=joined,
                line=places.line(found[0][0]),
                start=found[0][0],
                end=found[-1][1],
                level=text.level,
            )


@cache
def _parser() -> "MarkdownIt":
    """CommonMark's block structure; marks inside a line are left alone, and so take no time."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - commands that read nothing start sooner

    rules = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable("table")
    return rules.disable(["inline", "text_join"])


def _texts(source: str) -> Iterator[_Text | Directive]:
    """Every block that carries text, the rules between them, and what is for the program."""
    lines = _LINE_END.split(source)
    open_tokens: list[Token] = []
    for token in _parser().parse(source):
        if token.nesting == 1:
            open_tokens.append(token)
        elif token.nesting == -1:
            open_tokens.pop()
        elif token.type == "hr" and token.map:
            rule = _RULE.search(lines[token.map[0]])
            if rule:
                yield _Text(BlockKind.SEPARATOR, 0, (token.map[0], token.map[1]), rule[0])
        elif token.type == "html_block" and token.map:
            yield from _directives(token.content, token.map[0] + 1)
        elif token.type == "inline" and token.map:
            own = open_tokens[-1].type == "heading_open" and _HEADING.fullmatch(token.content)
            if own:
                yield Directive(own[1], token.map[0] + 1)
                continue
            within = [item for item in open_tokens if item.type in _KINDS]
            kind = _KINDS[within[-1].type] if within else None
            cell = open_tokens[-1].type in _CELLS
            yield _Text(kind, _level(within), (token.map[0], token.map[1]), token.content, cell)


def _directives(content: str, line: int) -> Iterator[Directive]:
    """What the comments of a stretch of HTML, which begins in a line, say to the program."""
    for found in _COMMENT.finditer(content):
        yield Directive(found[1], line + content.count("\n", 0, found.start()))


def _level(within: Sequence["Token"]) -> int:
    """Depth of a heading (1 to 6) or of a list item (from 1), by what is open around a text."""
    innermost = within[-1] if within else None
    if innermost and innermost.type == "heading_open":
        return int(innermost.tag[1:])
    if innermost and innermost.type == "list_item_open":
        return sum(token.type == "list_item_open" for token in within)
    return 0


def _groups(content: str) -> Iterator[list[str]]:
    """The trimmed lines of a block, from one hard line break to the next."""
    group: list[str] = []
    *lines, last = content.split("\n")
    for line in lines:
        bare = _HARD_BREAK.sub(lambda found: found[0][:-1], line)
        group += _pieces(bare)
        if bare != line and group:
            yield group
            group = []
    group += _pieces(last)
    if group:
        yield group


def _pieces(line: str) -> list[str]:
    """A line without the space around it, parted at line ends that CommonMark does not know."""
    return [bare for piece in LINE_END.split(line) if (bare := piece.strip(SPACES))]


class _Places:
    """Finds the lines of blocks, one after the other, each in the lines of its own block."""

    def __init__(self, source: str, begin: int) -> None:
        self._source = source
        self._starts = [begin, *(end.end() for end in _LINE_END.finditer(source, begin))]
        self.before = sum(1 for _ in _LINE_END.finditer(source, 0, begin))
        self._number = 0
        self._cursor = begin

    def find(self, line: str, text: _Text) -> tuple[int, int]:
        """Start and end of the next line in the file.

        Raises:
            ValueError: It is not there; then this reader has a bug.
        """
        wanted = line.replace("|", "\\|") if text.cell else line
        first, behind = text.lines
        for number in range(max(first, self._number), behind):
            end = self._starts[number + 1] if number + 1 < len(self._starts) else None
            begin = max(self._cursor, self._starts[number])
            start = self._source.find(wanted, _MARKS.match(self._source, begin).end(), end)  # type: ignore[union-attr]
            if start < 0:
                start = self._source.find(wanted, begin, end)
            # The backslash of a hard line break is no text of a block that goes on.
            while start >= 0 and number + 1 < behind and self._is_break(start + len(wanted)):
                start = self._source.find(wanted, start + 1, end)
            if start >= 0:
                self._number, self._cursor = number, start + len(wanted)
                return start, self._cursor
        raise ValueError(wanted)

    def _is_break(self, end: int) -> bool:
        """Whether a hard line break's backslash stands before an offset, and a line end behind."""
        if self._source[end - 1 : end] != "\\" or self._source[end : end + 1] not in ("\r", "\n"):
            return False
        begin = self._source.rfind("\n", 0, end) + 1
        return _HARD_BREAK.search(self._source[begin:end]) is not None

    def line(self, offset: int) -> int:
        """The line of a place just found, from 1."""
        return self.before + bisect(self._starts, offset)
