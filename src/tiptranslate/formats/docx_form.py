"""A Word document as pieces of text, and the same document with other texts in it."""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tiptranslate.errors import InputError
from tiptranslate.formats.docx_changes import Cleaned, clean
from tiptranslate.formats.docx_package import check_fields, open_package
from tiptranslate.formats.docx_paragraph import Paragraph, make_banner, read_paragraph
from tiptranslate.formats.docx_properties import (
    left_out,
    set_languages,
    set_properties,
    without_left_out,
)
from tiptranslate.formats.docx_runs import fallbacks, set_language
from tiptranslate.formats.docx_styles import Styles
from tiptranslate.formats.docx_xml import MARKUP, RELATIONS, Element, P, T, dump_xml, w
from tiptranslate.formats.form import PLACEHOLDER, Piece
from tiptranslate.formats.inline_text import to_nodes, to_text
from tiptranslate.formats.zips import write_zip
from tiptranslate.languages import Language
from tiptranslate.model import BlockKind

LARGEST = 64 << 20
"""Bytes of a file; a release with print-size pictures has some tens of MiB."""
_COMMENT = re.compile(r"\s*tiptranslate:(.*)", re.IGNORECASE | re.DOTALL)
_DRAWN = re.compile(r"word/(diagrams/data|charts/chart)[^/]*\.xml")


@dataclass(frozen=True, slots=True)
class _Story:
    """The body, the footnotes, a header: a part with paragraphs; ``kind`` is what all of it is."""

    name: str
    root: Element
    kind: BlockKind | None
    paragraphs: tuple[Paragraph, ...]
    cleaned: Cleaned


class DocxForm:
    """A .docx file; see `Form`.

    Args:
        data: The file.
        path: For messages.

    Raises:
        InputError: It is damaged, protected, unsafe, or no Word document.
    """

    def __init__(self, data: bytes, path: Path) -> None:
        if len(data) > LARGEST:
            raise InputError(
                f"has more than {LARGEST >> 20} MiB; make its pictures smaller", path=path
            )
        self._package = open_package(data, path)
        stories = list(self._stories())
        self.pieces: tuple[Piece, ...] = tuple(self._pieces(stories))
        self.notes: tuple[str, ...] = tuple(self._notes(stories))
        self.directives: tuple[tuple[str, int], ...] = tuple(self._directives())

    def filled(self, texts: Sequence[str], language: Language, banner: Sequence[str] = ()) -> bytes:
        """The document with these texts in the place of its pieces', in their order.

        A paragraph whose texts are its own stays as it is, run by run. The lines of
        ``banner`` stand above all else, bold and framed.
        """
        if len(texts) != len(self.pieces):
            raise ValueError(f"{len(texts)} texts for {len(self.pieces)} pieces")
        tag = language.proofing
        package = self._package
        parts = dict(package.xml)
        rest = iter(texts)
        for story in self._stories():
            for paragraph in story.paragraphs:
                _fill(paragraph, rest)
            if story.kind is None and (body := story.root.find(w("body"))) is not None:
                body[:0] = [make_banner(line) for line in banner]
            for box, copy in fallbacks(story.root):
                copy[:] = [deepcopy(child) for child in box]
            set_language(story.root, tag)
            parts[story.name] = dump_xml(story.root)
        set_languages(package, parts, tag)
        set_properties(package, parts, tag, self._retitled(texts))
        gone = left_out(package)
        parts = without_left_out(package, parts, gone)
        names = [*package.archive.names, *(name for name in parts if name not in package.xml)]
        return write_zip(
            (name, parts[name] if name in parts else package.archive.read(name))
            for name in names
            if name not in gone
        )

    def _retitled(self, texts: Sequence[str]) -> dict[str, str]:
        """What the texts of headlines have become, without placeholders."""
        return {
            PLACEHOLDER.sub("", piece.text): PLACEHOLDER.sub("", text)
            for piece, text in zip(self.pieces, texts, strict=True)
            if piece.kind is not BlockKind.NOTE
        }

    def _stories(self) -> Iterator[_Story]:
        """The body, then its notes, headers and footers, as far as the body refers to them."""
        body = self._package.root(self._package.document)
        yield self._story(self._package.document, body, None)
        wanted = {
            reference.get(f"{{{RELATIONS}}}id", "")
            for reference in body.iter(w("headerReference"), w("footerReference"))
        }
        parts = self._package.relations(self._package.document)
        seen: set[str] = set()
        for kind in ("footnotes", "endnotes", "header", "footer"):
            for part in parts:
                if part.kind != kind or part.external or part.target in seen:
                    continue
                if kind in ("header", "footer") and part.id not in wanted:
                    continue
                if part.target in self._package.xml:
                    seen.add(part.target)
                    root = self._package.root(part.target)
                    yield self._story(part.target, root, BlockKind.NOTE)

    def _story(self, name: str, root: Element, kind: BlockKind | None) -> _Story:
        check_fields(root, self._package.path)
        cleaned = clean(root)
        paragraphs = tuple(read_paragraph(element) for element in _paragraphs(root))
        return _Story(name, root, kind, paragraphs, cleaned)

    def _pieces(self, stories: Sequence[_Story]) -> Iterator[Piece]:
        line = 0
        for story in stories:
            for paragraph in story.paragraphs:
                found, level = self._styles.kind(paragraph.element)
                kind = story.kind or found
                for slot in paragraph.slots:
                    line += 1
                    yield Piece(to_text(slot)[0], line, kind, 0 if story.kind else level)

    def _directives(self) -> Iterator[tuple[str, int]]:
        """What the document's comments say to the program; they stand on no line."""
        for part in self._package.relations(self._package.document):
            if part.kind != "comments" or part.target not in self._package.xml:
                continue
            for comment in self._package.root(part.target).iter(w("comment")):
                found = _COMMENT.match("".join(text.text or "" for text in comment.iter(T)))
                if found:
                    yield found[1], 1

    @cached_property
    def _styles(self) -> Styles:
        package = self._package
        named = (part for part in package.relations(package.document) if part.kind == "styles")
        name = next((part.target for part in named if part.target in package.xml), None)
        return Styles(None if name is None else package.root(name))

    def _notes(self, stories: Sequence[_Story]) -> Iterator[str]:
        changes = sum(story.cleaned.changes for story in stories)
        comments = sum(story.cleaned.comments for story in stories)
        if changes:
            yield f"{_counted(changes, 'tracked change')} taken as accepted"
        if comments:
            yield f"{_counted(comments, 'comment')} left out"
        if any(_DRAWN.fullmatch(name) for name in self._package.xml):
            yield "the words in charts and diagrams stay as they are"
        body = stories[0].root
        if body.find(f".//{w('altChunk')}") is not None:
            yield "a file inserted into the document stays as it is"
        kinds = {
            part.kind
            for name in self._package.sources
            for part in self._package.relations(name)
            if part.external
        }
        if "image" in kinds:
            yield "pictures that are not in the document stay where they are"
        if "attachedTemplate" in kinds:
            yield "the link to the document's template is left out"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun} is" if number == 1 else f"{number} {noun}s are"


def _paragraphs(root: Element) -> Iterator[Element]:
    """Every paragraph of a story once: no copies for old programs, no rules between notes."""
    skipped = (f"{{{MARKUP}}}Fallback",)
    notes = (w("footnote"), w("endnote"))
    stack = [root]
    while stack:
        element = stack.pop()
        if element.tag in skipped or (
            element.tag in notes and element.get(w("type"), "normal") != "normal"
        ):
            continue
        if element.tag == P:
            yield element
        stack.extend(reversed(element))


def _fill(paragraph: Paragraph, rest: Iterator[str]) -> None:
    """Put the next texts into a paragraph, if they are others than it has."""
    contents, changed = [], False
    for slot in paragraph.slots:
        own, table = to_text(slot)
        text = next(rest)
        changed = changed or text != own
        contents.append(slot.children if text == own else to_nodes(text, table))
    if changed:
        paragraph.write(contents)
