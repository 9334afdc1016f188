"""Markdown (CommonMark with tables): the form of a Markdown source, or one made by kinds."""

from collections.abc import Sequence

from tiptranslate.assemble.document import Passage, Sentence
from tiptranslate.assemble.inline import guard_cell, guard_line, to_markdown
from tiptranslate.assemble.marks import mark, notices, phrase
from tiptranslate.assemble.writer import Writer, are_close, in_own_form, join, text_file
from tiptranslate.model import BlockKind

_RULE = "***"


class MarkdownWriter(Writer):
    """Unreviewed sentences stand in brackets with a word in front."""

    def mono(self) -> bytes:
        """A .md release keeps its markers and line ends; others get Markdown's by their kinds."""
        if self.form == "md":
            return in_own_form(self.document, self._in_place, self._banner())
        return text_file([*self._head(), self._flow()])

    def side(self) -> bytes:
        """A table; Markdown has no blocks in cells, so headlines are bold and rules a dash."""
        source, target = self.document.source, self.document.target
        heads = (
            f"{phrase(target, 'source')} ({source.native})",
            f"{phrase(target, 'translation')} ({target.native})",
        )
        return self._table(heads)

    def trilingual(self) -> bytes:
        """A table with a column a language."""
        targets = [document.target for document in self.documents]
        return self._table([language.native for language in (self.document.source, *targets)])

    def _table(self, heads: Sequence[str]) -> bytes:
        """A row a passage: its source, then its translations."""
        cells = [heads, ["---"] * len(heads)]
        for row in self.rows():
            targets = (peer.cell(part) for peer, part in zip(self.peers, row, strict=True))
            cells.append([self.cell(row[0], source=True), *targets])
        table = "\n".join(f"| {' | '.join(line)} |" for line in cells)
        return text_file([*self._head(), table])

    def stacked(self) -> bytes:
        """The source as a block quotation, then the translation."""
        parts: list[str] = []
        for passage in self.document.passages:
            if passage.sentences:
                parts.append(f"> {self._bold(passage, self._source(passage))}")
            parts.append(self._block(passage, quote=False))
        return text_file([*self._head(), *parts])

    def _head(self) -> list[str]:
        """The banner as the first part of a file, if there is one."""
        banner = self._banner()
        return [banner.rstrip("\n")] if banner else []

    def _banner(self) -> str:
        notes = [
            f"> **{to_markdown(warning, '')}** {to_markdown(counts, '')}".rstrip() + "\n"
            for _, warning, counts in notices(*self.documents)
        ]
        return ">\n".join(notes)

    # The inside of a passage.

    def _source(self, passage: Passage) -> str:
        return guard_line(to_markdown(passage.block.text, self.form).strip())

    def _target(self, passage: Passage) -> str:
        return guard_line(join(passage, self._sentence, self._plain).strip())

    def _in_place(self, passage: Passage) -> str:
        """The target where the source stands, which may be a cell of a table."""
        return self._target(passage).replace("\\|", "|").replace("|", "\\|")

    def _plain(self, text: str) -> str:
        return to_markdown(text, self.form)

    def _sentence(self, sentence: Sentence) -> str:
        text = to_markdown(sentence.shown, self.form)
        if sentence.reviewed:
            return text
        return f"[{mark(self.document.target, sentence.state)}: {text}]"

    def _bold(self, passage: Passage, text: str) -> str:
        """Headlines where a heading cannot stand, and questions, stand out in bold."""
        is_bold = passage.kind in (BlockKind.HEADLINE, BlockKind.QUESTION) and "*" not in text
        return f"**{text}**" if is_bold else text

    # A document by kinds.

    def _flow(self) -> str:
        """The translation of a release that is not Markdown, as Markdown."""
        pieces: list[str] = []
        previous: Passage | None = None
        for passage in self.document.passages:
            if previous:
                pieces.append(_gap(previous, passage))
            pieces.append(self._block(passage))
            previous = passage
        return "".join(pieces)

    def _block(self, passage: Passage, *, quote: bool = True) -> str:
        """One passage with Markdown's marker for its kind; ``quote`` allows ``>``."""
        kind = passage.kind
        if kind is BlockKind.SEPARATOR:
            return _RULE
        if kind is BlockKind.LIST_ITEM:
            return self._item(passage)
        text = self._target(passage)
        if kind is BlockKind.HEADLINE:
            return f"{'#' * self.heading_level(passage)} {text}"
        if kind is BlockKind.QUOTE and quote:
            return f"> {text}"
        return self._bold(passage, text)

    def _item(self, passage: Passage) -> str:
        item = self.item(passage)
        text = self._target(item.passage)
        if item.continued:
            return text
        return f"{item.number}. {text}" if item.number else f"- {text}"

    def cell(self, passage: Passage, *, source: bool = False) -> str:
        """One passage in a cell of a table."""
        if passage.kind is BlockKind.SEPARATOR:
            return "—"
        marker = ""
        if passage.kind is BlockKind.LIST_ITEM:
            item = self.item(passage)
            marker, passage = f"{item.number}\\. " if item.number else "• ", item.passage
        text = self._source(passage) if source else self._target(passage)
        return guard_cell(marker + self._bold(passage, text))


def _gap(previous: Passage, passage: Passage) -> str:
    """What stands between two blocks of Markdown made by kinds.

    Lines that stand close in the source stay so where Markdown has a way: items of
    a list, and contact lines with a hard break between them.
    """
    if previous.kind is passage.kind and are_close(previous, passage):
        if passage.kind is BlockKind.LIST_ITEM:
            return "\n"
        if passage.kind is BlockKind.CONTACT:
            return "\\\n"
    return "\n\n"
