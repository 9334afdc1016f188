"""Word documents (.docx): real headings and lists, every run in its language, no macros."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Self

from tiptranslate.assemble.document import Document, Passage, Sentence
from tiptranslate.assemble.docx_lists import Lists, marker
from tiptranslate.assemble.docx_package import escape, package
from tiptranslate.assemble.docx_text import (
    Links,
    cell,
    paragraph,
    row,
    run_of,
    table,
)
from tiptranslate.assemble.inline import to_runs
from tiptranslate.assemble.marks import ENGLISH, draft_words, mark, notices, phrase
from tiptranslate.assemble.writer import Writer, join
from tiptranslate.languages import Language
from tiptranslate.model import BlockKind, State

Show = Callable[[Passage], str]
"""Gives the runs of a passage: its source or its translation."""

_STYLES = {
    BlockKind.DATELINE: "Dateline",
    BlockKind.PARAGRAPH: "Normal",
    BlockKind.QUESTION: "Question",
    BlockKind.ANSWER: "Answer",
    BlockKind.QUOTE: "Quote",
    BlockKind.NOTE: "Note",
}
_BOLD = (BlockKind.HEADLINE, BlockKind.DATELINE, BlockKind.QUESTION)
_STATES = {
    State.DRAFT: "DraftText",
    State.STALE: "StaleText",
    State.UNTRANSLATED: "UntranslatedText",
}
_NO_BORDER = '<w:pBdr><w:top w:val="nil"/></w:pBdr>'
_CLOSE = '<w:spacing w:before="0"/>'
_PORTRAIT = '<w:pgSz w:w="11906" w:h="16838"/>'
_LANDSCAPE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
_WIDE = 16838 - 2 * 1134
"""Between the margins of a landscape A4 sheet, in twentieths of a point."""
_NUMBERS = 620
"""The width of the column of numbers."""


class DocxWriter(Writer):
    """A4, in Arial: Word has it everywhere, with U+02BB and the Cyrillic letters of Uzbek."""

    def __init__(self, document: Document, others: Sequence[Document] = ()) -> None:
        super().__init__(document, others)
        self.links = Links()
        self._lists = Lists()

    @cached_property
    def peers(self) -> tuple[Self, ...]:
        """A writer for each of the documents, all of one file and so with one set of links."""
        peers = tuple(type(self)(document) for document in self.documents[1:])
        for peer in peers:
            peer.links = self.links
        return (self, *peers)

    def mono(self) -> bytes:
        """Headings, lists and quotations by styles, so that Word's outline and lists work."""
        return self._file(self._flow())

    def side(self) -> bytes:
        """A table with a numbered row a passage, on landscape paper."""
        source, target = self.document.source, self.document.target
        heads = [
            self._head_cell(f"{phrase(target, 'source')} ({source.native})", target),
            self._head_cell(f"{phrase(target, 'translation')} ({target.native})", target),
        ]
        return self._file([self._table(heads)], _LANDSCAPE)

    def stacked(self) -> bytes:
        """The source small and numbered, its translation below it."""
        return self._file(self._pairs())

    def trilingual(self) -> bytes:
        """A table with a column a language, on landscape paper."""
        languages = [self.document.source, *(document.target for document in self.documents)]
        heads = [self._head_cell(language.native, language) for language in languages]
        return self._file([self._table(heads)], _LANDSCAPE)

    # The file.

    def _file(self, parts: Iterable[str], paper: str = _PORTRAIT) -> bytes:
        body = "\n".join([*self._notices(), *parts])
        words = draft_words(*self.documents)
        return package(
            {
                "body": body,
                "paper": paper,
                "header": '<w:headerReference w:type="default" r:id="rId5"/>' if words else "",
                "words": run_of(words, None) if words else "",
                "lang": self.language.proofing,
                "links": self.links.relationships(),
                "lists": self._lists.numbering(),
                "properties": "".join(self._properties()),
            }
        )

    def _properties(self) -> Iterator[str]:
        """What the file says of itself; its date is that of the newest catalog, not a clock's."""
        yield f"<dc:title>{escape(self.title)}</dc:title>"
        yield f"<dc:language>{self.language.proofing}</dc:language>"
        revised = max(document.revised for document in self.documents)
        if revised:
            for name in ("created", "modified"):
                yield f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{revised}</dcterms:{name}>'
        if self.is_draft:
            yield f"<cp:contentStatus>{mark(ENGLISH, State.DRAFT)}</cp:contentStatus>"

    def _notices(self) -> Iterator[str]:
        """The warning at the top of a draft, and where a derived text is from."""
        for language, warning, counts in notices(*self.documents):
            if not counts:
                yield paragraph("Note", run_of(warning, language))
                continue
            content = run_of(warning, language, "Strong") + "<w:r><w:br/></w:r>"
            yield paragraph("Banner", content + run_of(counts, language))
        if self.is_draft:
            yield paragraph("Normal", "")

    # The inside of a passage.

    def _runs(self, text: str, language: Language | None, style: str = "") -> str:
        return self.links.runs(to_runs(text, self.form), language, style)

    def _source(self, passage: Passage) -> str:
        """The source as its author wrote it, which may have a line in another language."""
        text = passage.block.text
        return self._runs(text, self.language_of(text, self.document.source))

    def _target(self, passage: Passage) -> str:
        """The translation, every unreviewed sentence marked."""
        if not passage.sentences:
            text = passage.block.text
            return self._runs(text, self.language_of(text, self.document.target))
        return join(passage, self._sentence, self._plain)

    def _plain(self, text: str) -> str:
        return self._runs(text, self.document.target)

    def _sentence(self, sentence: Sentence) -> str:
        """A sentence; one nobody has reviewed says so in words, not by its colour alone."""
        language = self.document.target
        if sentence.reviewed:
            return self._runs(sentence.target, language)
        shown: Language | None = language
        if sentence.state is State.UNTRANSLATED:
            shown = self.language_of(sentence.source, language)
        text = self._runs(sentence.shown, shown, _STATES[sentence.state])
        word = run_of(f"[{mark(language, sentence.state)}: ", language, "DraftMark")
        return word + text + run_of("]", language, "DraftMark")

    def _target_with_states(self, passage: Passage) -> str:
        """The translation for reviewers: in a draft what is reviewed is marked, too."""
        if not self.document.is_draft or not passage.sentences:
            return self._target(passage)
        return join(passage, self._sentence_with_state, self._plain)

    def _sentence_with_state(self, sentence: Sentence) -> str:
        tick = run_of("\u00a0✓", None, "ReviewedMark") if sentence.reviewed else ""
        return self._sentence(sentence) + tick

    # Passages one after another.

    def _flow(self) -> Iterator[str]:
        """The translation paragraph by paragraph."""
        previous: Passage | None = None
        for passage in self.document.passages:
            yield self._block(passage, previous, self._target)
            previous = passage

    def _block(
        self, passage: Passage, previous: Passage | None, show: Show, spacing: str = ""
    ) -> str:
        """One passage in the style of its kind; ``spacing`` where it is not the style's."""
        kind = passage.kind
        if kind is BlockKind.LIST_ITEM:
            item = self.item(passage)
            return self._lists.paragraph(item, show(item.passage))
        self._lists.close()
        if kind is BlockKind.SEPARATOR:
            return paragraph("Separator", "")
        if kind is BlockKind.HEADLINE:
            return paragraph(f"Heading{self.heading_level(passage)}", show(passage), spacing)
        if kind is BlockKind.CONTACT:
            before = previous.kind if previous else None
            border = _NO_BORDER if spacing or before is BlockKind.SEPARATOR else ""
            style = "Contact" if before is kind else "ContactHeading"
            return paragraph(style, show(passage), border + spacing)
        return paragraph(_STYLES[kind], show(passage), spacing)

    def _pairs(self) -> Iterator[str]:
        """Every passage in its source, numbered, and in its translation."""
        number, previous = 0, None
        for passage in self.document.passages:
            if passage.kind is not BlockKind.SEPARATOR:
                number += 1
            if passage.sentences:
                label = run_of(f"{number}  ", None, "ParagraphNumber")
                yield paragraph("SourceText", label + self._in_cell(passage, self._source))
            spacing = _CLOSE if passage.sentences else ""
            yield self._block(passage, previous, self._target_with_states, spacing)
            previous = passage

    # Tables.

    def _table(self, heads: Sequence[str]) -> str:
        """A row a passage: its number, its source, its translations."""
        width = (_WIDE - _NUMBERS) // len(heads)
        number_head = cell(paragraph("CellHeading", run_of("№", None)), _NUMBERS)
        rows = [row([number_head, *(cell(head, width) for head in heads)], head=True)]
        number = 0
        for passages in self.rows():
            if passages[0].kind is BlockKind.SEPARATOR:
                rows.append(
                    row([cell(paragraph("Cell", run_of("—", None)), _WIDE, len(heads) + 1)])
                )
                continue
            number += 1
            cells = [
                cell(paragraph("Cell", run_of(str(number), None, "ParagraphNumber")), _NUMBERS),
                cell(self._cell(passages[0], self._in_cell(passages[0], self._source)), width),
            ]
            for peer, passage in zip(self.peers, passages, strict=True):
                cells.append(cell(peer.beside(passage), width))
            rows.append(row(cells))
        return table([_NUMBERS, *[width] * len(heads)], rows)

    def beside(self, passage: Passage) -> str:
        """The paragraph of a cell: the translation of a passage beside its source."""
        return self._cell(passage, self._in_cell(passage, self._target_with_states))

    def _head_cell(self, text: str, language: Language) -> str:
        return paragraph("CellHeading", run_of(text, language))

    def _cell(self, passage: Passage, content: str) -> str:
        return paragraph("CellHeading" if passage.kind in _BOLD else "Cell", content)

    def _in_cell(self, passage: Passage, show: Show) -> str:
        """A passage with the marker of its list as text."""
        if passage.kind is not BlockKind.LIST_ITEM:
            return show(passage)
        item = self.item(passage)
        return run_of(marker(item), None) + show(item.passage) if marker(item) else show(passage)
