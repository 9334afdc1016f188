"""HTML: one self-contained file, no script, nothing fetched; for the screen, phones and paper."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from html import escape
from itertools import groupby

from tiptranslate.assemble.document import Passage, Sentence
from tiptranslate.assemble.html_lists import Show, lists
from tiptranslate.assemble.inline import to_html
from tiptranslate.assemble.marks import draft_words, mark, notices, phrase
from tiptranslate.assemble.writer import Writer, join
from tiptranslate.languages import Language
from tiptranslate.model import BlockKind, State


class HtmlWriter(Writer):
    """Valid HTML5 with ``lang`` on every part that is not in the language of the page."""

    def mono(self) -> bytes:
        """Headings, lists, quotations and the contact block as what they are."""
        return self._page("mono", self._flow(self.document.passages, self._target, outline=True))

    def side(self) -> bytes:
        """A table with a row a passage; on a narrow screen the two stand one above the other."""
        source, target = self.document.source, self.document.target
        head = (
            f'<table>\n<thead>\n<tr><th scope="col">№</th>'
            f'<th scope="col">{escape(phrase(target, "source"))} '
            f'(<span lang="{source.tag}">{escape(source.native)}</span>)</th>'
            f'<th scope="col">{escape(phrase(target, "translation"))} '
            f"({escape(target.native)})</th></tr>\n</thead>\n<tbody>"
        )
        return self._page("side", [head, *self._pairs(self._row), "</tbody>\n</table>"])

    def stacked(self) -> bytes:
        """The source small, its translation below it."""
        return self._page("stacked", self._pairs(self._pair))

    def trilingual(self) -> bytes:
        """A table with a column a language."""
        source = self.document.source
        columns = [source, *(document.target for document in self.documents)]
        heads = "".join(
            f'<th scope="col"{self._lang(language, source)}>{escape(language.native)}</th>'
            for language in columns
        )
        head = f'<table>\n<thead>\n<tr><th scope="col">№</th>{heads}</tr>\n</thead>\n<tbody>'
        return self._page("trilingual", [head, *self._wide_rows(), "</tbody>\n</table>"])

    def _page(self, layout: str, parts: Iterable[str]) -> bytes:
        """A whole page around its parts."""
        lines = [
            "<!DOCTYPE html>",
            f'<html lang="{self.language.tag}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="generator" content="tiptranslate">',
            self._title(),
            f"<style>\n{style()}{self._page_marks()}</style>",
            "</head>",
            f'<body class="{layout}">',
            *self._banner(),
            "<main>",
            *parts,
            "</main>",
            "</body>",
            "</html>",
        ]
        return ("\n".join(lines) + "\n").encode()

    def _title(self) -> str:
        """The title with its language where that is not the page's."""
        lang = self._lang(self.title_language, self.language)
        return f"<title{lang}>{to_html(self.title, '')}</title>"

    @staticmethod
    def _lang(language: Language | None, around: Language) -> str:
        """The attribute where an element's language is not that around it."""
        tag = language.tag if language else ""
        return "" if tag == around.tag else f' lang="{tag}"'

    def _page_marks(self) -> str:
        """A style rule that names every printed page of a draft a draft."""
        words = draft_words(*self.documents)  # of the languages package: no quotation marks
        return f'@page {{ @top-center {{ content: "{words}"; }} }}\n' if words else ""

    def _banner(self) -> Iterator[str]:
        """The warning at the top of a draft, and where a derived text is from."""
        notes = [
            f'<p lang="{language.tag}"><strong>{escape(warning)}</strong><br>{escape(counts)}</p>'
            for language, warning, counts in notices(*self.documents)
            if counts
        ]
        if notes:
            yield '<aside class="banner">'
            yield from notes
            yield "</aside>"
        for language, warning, counts in notices(*self.documents):
            if not counts:
                yield f'<p class="note" lang="{language.tag}">{escape(warning)}</p>'

    # The inside of a passage.

    def _source(self, passage: Passage) -> str:
        """The source as its author wrote it."""
        return self._untranslated(passage.block.text, self.document.source)

    def _target(self, passage: Passage) -> str:
        """The translation, every unreviewed sentence marked."""
        if not passage.sentences:
            return self._untranslated(passage.block.text, self.document.target)
        return join(passage, self._sentence, self._plain)

    def _target_with_states(self, passage: Passage) -> str:
        """The translation in a table for reviewers: in a draft what is reviewed is marked too."""
        if not self.document.is_draft or not passage.sentences:
            return self._target(passage)
        return join(passage, self._sentence_with_state, self._plain)

    def _plain(self, text: str) -> str:
        return to_html(text, self.form)

    def _sentence(self, sentence: Sentence) -> str:
        """A sentence; one nobody has reviewed says so in words, not by its colour alone."""
        if sentence.reviewed:
            return to_html(sentence.target, self.form)
        if sentence.state is State.UNTRANSLATED:
            name = "not-translated"
            text = self._untranslated(sentence.source, self.document.target)
        else:
            name, text = sentence.state.value, to_html(sentence.target, self.form)
        word = escape(mark(self.document.target, sentence.state))
        return f'<span class="{name}" title="{word}"><small>{word}</small> {text}</span>'

    def _sentence_with_state(self, sentence: Sentence) -> str:
        if not sentence.reviewed:
            return self._sentence(sentence)
        word = escape(mark(self.document.target, State.REVIEWED))
        text = to_html(sentence.target, self.form)
        return f'<span class="reviewed" title="{word}">{text}&nbsp;<small>✓</small></span>'

    def _untranslated(self, text: str, around: Language) -> str:
        """Text as its author wrote it, with ``lang`` where its letters tell another language.

        Args:
            text: A stretch of the source, which may have a line in another language.
            around: The language of the element around it.
        """
        inner = to_html(text, self.form)
        lang = self._lang(self.language_of(text, around), around)
        return f"<span{lang}>{inner}</span>" if lang else inner

    # Passages one after another.

    def _flow(self, passages: Iterable[Passage], show: Show, *, outline: bool) -> Iterator[str]:
        """Elements of a run of passages.

        Args:
            passages: Neighbours in the document.
            show: Gives their insides.
            outline: Whether headlines are headings; on the source side of a
                bilingual page they are not, or its outline would have each twice.
        """
        for kind, group in groupby(passages, key=lambda passage: passage.kind):
            if kind is BlockKind.LIST_ITEM:
                yield from lists([self.item(passage) for passage in group], show)
            elif kind is BlockKind.CONTACT:
                lines = "\n".join(f"<p>{show(passage)}</p>" for passage in group)
                yield f"<address>\n{lines}\n</address>"
            else:
                for passage in group:
                    yield self._element(passage, show, outline=outline)

    def _element(self, passage: Passage, show: Show, *, outline: bool) -> str:
        """The element of one passage that stands alone."""
        if passage.kind is BlockKind.SEPARATOR:
            return "<hr>"
        if passage.kind is BlockKind.QUOTE:
            return f"<blockquote><p>{show(passage)}</p></blockquote>"
        if passage.kind is BlockKind.HEADLINE and outline:
            tag = f"h{self.heading_level(passage)}"
            return f"<{tag}>{show(passage)}</{tag}>"
        return f'<p class="{passage.kind.value}">{show(passage)}</p>'

    # Two languages.

    def _pairs(self, show: Callable[[Passage, int], str]) -> Iterator[str]:
        """Every passage numbered, so that people can speak of "paragraph 12"."""
        number = 0
        for passage in self.document.passages:
            number += passage.kind is not BlockKind.SEPARATOR
            yield show(passage, number)

    def _both(self, passage: Passage) -> tuple[str, str]:
        """The elements of a passage in its source and in its translation."""
        source = "".join(self._flow([passage], self._source, outline=False))
        return source, "".join(self._flow([passage], self._target_with_states, outline=True))

    def _row(self, passage: Passage, number: int) -> str:
        if passage.kind is BlockKind.SEPARATOR:
            return '<tr><td colspan="3"><hr></td></tr>'
        source, target = self._both(passage)
        return (
            f'<tr id="p{number}"><th scope="row">{number}</th>'
            f'<td lang="{self.document.source.tag}">{source}</td>\n<td>{target}</td></tr>'
        )

    def _wide_rows(self) -> Iterator[str]:
        """Rows with a cell a language; the headings of the source are the outline."""
        number = 0
        for first, *others in self.rows():
            if first.kind is BlockKind.SEPARATOR:
                yield f'<tr><td colspan="{len(self.peers) + 2}"><hr></td></tr>'
                continue
            number += 1
            source = "".join(self._flow([first], self._source, outline=True))
            cells = "\n".join(
                f'<td lang="{peer.document.target.tag}">{peer.cell(passage)}</td>'
                for peer, passage in zip(self.peers, (first, *others), strict=True)
            )
            yield f'<tr id="p{number}"><th scope="row">{number}</th><td>{source}</td>\n{cells}</tr>'

    def cell(self, passage: Passage) -> str:
        """The translation of a passage beside its source; no heading, as the source has it."""
        return "".join(self._flow([passage], self._target_with_states, outline=False))

    def _pair(self, passage: Passage, number: int) -> str:
        if passage.kind is BlockKind.SEPARATOR:
            return "<hr>"
        source, target = self._both(passage)
        if not passage.sentences:
            source = ""
        return (
            f'<section id="p{number}"><span class="number">{number}</span>'
            f'<div class="source" lang="{self.document.source.tag}">{source}</div>\n'
            f"{target}</section>"
        )


@cache
def style() -> str:
    """The style sheet of every page; read when the first page is written."""
    from importlib import resources  # noqa: PLC0415 - every start of the program would pay for it

    return (resources.files(__package__) / "style.css").read_text("utf-8")
