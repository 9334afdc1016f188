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


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text of a line of a block, and that whole line: its number in the block, counted from 0."""

    text: str
    number: int
    line: str


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
            found = [places.find(piece, text) for piece in group]
            joined = " ".join(piece.text for piece in group)
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


def _groups(content: str) -> Iterator[list[_Piece]]:
    """The trimmed lines of a block, from one hard line break to the next."""
    group: list[_Piece] = []
    *lines, last = content.split("\n")
    for number, line in enumerate(lines):
        bare = _HARD_BREAK.sub(lambda found: found[0][:-1], line)
        group += _pieces(bare, number, line)
        if bare != line and group:
            yield group
            group = []
    group += _pieces(last, len(lines), last)
    if group:
        yield group


def _pieces(bare: str, number: int, line: str) -> list[_Piece]:
    """A line without the space around it, parted at line ends that CommonMark does not know."""
    parts = (part.strip(SPACES) for part in LINE_END.split(bare))
    return [_Piece(part, number, line) for part in parts if part]


class _Places:
    """Finds the lines of blocks, one after the other, each in the lines of its own block."""

    def __init__(self, source: str, begin: int) -> None:
        self._source = source
        self._starts = [begin, *(end.end() for end in _LINE_END.finditer(source, begin))]
        self.before = sum(1 for _ in _LINE_END.finditer(source, 0, begin))
        self._number = 0
        self._cursor = begin

    def find(self, piece: _Piece, text: _Text) -> tuple[int, int]:
        """Start and end of the next piece in the file.

        Raises:
            ValueError: It is not there; then this reader has a bug.
        """
        wanted = piece.text.replace("|", "\\|") if text.cell else piece.text
        # In a row of a table many cells share the line.
        for line in ("",) if text.cell else (piece.line, ""):
            for number in range(max(text.lines[0] + piece.number, self._number), text.lines[1]):
                start = self._within(number, wanted, line)
                if start >= 0:
                    self._number, self._cursor = number, start + len(wanted)
                    return start, self._cursor
        raise ValueError(wanted)

    def _within(self, number: int, wanted: str, line: str) -> int:
        """Where a line of the file has what is wanted, within its last ``line``; -1 if nowhere.

        What CommonMark takes for a line of text is the end of the file's line, behind the
        marks of lists and quotations, which may look like it.
        """
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._source)
        begin = self._starts[number]
        if line:
            begin = self._source.rfind(line, begin, end)
        return self._source.find(wanted, max(begin, self._cursor), end) if begin >= 0 else -1

    def line(self, offset: int) -> int:
        """The line of a place just found, from 1."""
        return self.before + bisect(self._starts, offset)
