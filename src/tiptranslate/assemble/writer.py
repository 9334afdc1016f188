"""What a writer is, and what the writers of line-based formats share."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Self

from tiptranslate.assemble.document import Document, Passage, Sentence
from tiptranslate.assemble.inline import to_plain
from tiptranslate.assemble.lists import Item, read_items
from tiptranslate.assemble.marks import mark
from tiptranslate.languages import Language
from tiptranslate.model import BlockKind, State

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n.*?^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
DEEPEST_HEADING = 6
"""Of HTML and of Markdown."""

_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


class Writer(ABC):
    """Writes one document in one format; a method a layout.

    Args:
        document: What to write; what is unreviewed in it has to be marked visibly.
        others: The same release in further languages, for layouts that have several.
    """

    def __init__(self, document: Document, others: Sequence[Document] = ()) -> None:
        self.document = document
        self.documents = (document, *others)
        self.form = document.form

    @abstractmethod
    def mono(self) -> bytes:
        """The translation alone."""

    @abstractmethod
    def side(self) -> bytes:
        """Paragraph beside paragraph."""

    @abstractmethod
    def stacked(self) -> bytes:
        """Each paragraph of the source, then its translation."""

    @abstractmethod
    def trilingual(self) -> bytes:
        """The source and every language paragraph beside paragraph."""

    @cached_property
    def peers(self) -> tuple[Self, ...]:
        """A writer for each of the documents, this one first."""
        return (self, *(type(self)(document) for document in self.documents[1:]))

    def rows(self) -> Iterator[tuple[Passage, ...]]:
        """Each passage in every document; all have the passages of the one release."""
        yield from zip(*(document.passages for document in self.documents), strict=True)

    @property
    def is_draft(self) -> bool:
        """Whether anything in it is unreviewed, in whichever language."""
        return any(document.is_draft for document in self.documents)

    @property
    def language(self) -> Language:
        """The language of the whole: that of the source where there are several."""
        return self.document.target if len(self.documents) == 1 else self.document.source

    @property
    def title(self) -> str:
        """The headline in that language, plain; a draft says so here too, for tabs and archives."""
        headline = self._headline if len(self.documents) == 1 else None
        text = join(headline, lambda part: part.shown, str) if headline else self.document.title
        prefix = f"[{mark(self.language, State.DRAFT)}] " if self.is_draft else ""
        return prefix + to_plain(text, self.form)

    @property
    def title_language(self) -> Language:
        """The language of the title, which may be nothing but the source's."""
        sentences = self._headline.sentences if self._headline else ()
        foreign = all(part.state is State.UNTRANSLATED for part in sentences)
        return self.document.source if foreign and not self.is_draft else self.language

    @cached_property
    def _headline(self) -> Passage | None:
        passages = self.document.passages
        return next((part for part in passages if part.kind is BlockKind.HEADLINE), None)

    def language_of(self, text: str, around: Language) -> Language | None:
        """The language of a stretch of the source, which may have a line in another one.

        Args:
            text: The stretch.
            around: What it is taken for if it has no letters that tell.

        Returns:
            The first of the document's two languages in the script of most letters;
            None where neither is.
        """
        cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
        if not cyrillic and not latin:
            return around
        script = "Cyrillic" if cyrillic > latin else "Latin"
        known = (self.document.source, self.document.target)
        return next((language for language in known if language.script == script), None)

    def item(self, passage: Passage) -> Item:
        """A list item of the document without its marker."""
        return self._items[id(passage)]

    @cached_property
    def _items(self) -> dict[int, Item]:
        """The list items by the identity of their passages, which the document holds."""
        passages = [part for part in self.document.passages if part.kind is BlockKind.LIST_ITEM]
        items = read_items(self.document.passages, self.form)
        return {id(passage): item for passage, item in zip(passages, items, strict=True)}

    def heading_level(self, passage: Passage) -> int:
        """1 to 6: as in the source; where that has none, only the first headline is the title."""
        if passage.level:
            return min(passage.level, DEEPEST_HEADING)
        first = next(part for part in self.document.passages if part.kind is BlockKind.HEADLINE)
        return 1 if passage is first else 2


def join(passage: Passage, show: Callable[[Sentence], str], plain: Callable[[str], str]) -> str:
    """The target text of a passage.

    Args:
        passage: A passage; without sentences its own text is given.
        show: Makes a sentence what the document shows of it, marks included.
        plain: The same for text that belongs to no sentence.
    """
    if not passage.sentences:
        return plain(passage.block.text)
    pieces = [plain(passage.lead)]
    for sentence in passage.sentences:
        pieces += (show(sentence), plain(sentence.gap))
    return "".join(pieces)


def in_own_form(document: Document, show: Callable[[Passage], str], banner: str) -> bytes:
    """The translation in the very form of its source: markers, blank lines, line ends, encoding.

    A passage whose approved translation is its source comes out as it stands in the
    source, so that a wholly unchanged document is the source byte for byte.

    Args:
        document: What to write.
        show: The target text of a passage.
        banner: Lines for the top, behind front matter if there is any; "" for none.
    """
    pieces: list[str] = []
    for passage in document.passages:
        pieces += (
            passage.block.before,
            passage.block.raw if passage.unchanged else show(passage),
        )
    text = "".join(pieces) + document.tail
    if banner:
        matter = _FRONT_MATTER.match(document.passages[0].block.before)
        start = matter.end() if matter else 0
        end = "\r\n" if "\r\n" in text else "\n"
        rest = text[start:]
        gap = "" if rest.startswith(end) else end
        text = text[:start] + banner.replace("\n", end) + gap + rest
    encoding = document.encoding if document.encoding.startswith("utf-8") else "utf-8"
    return text.encode(encoding)


def are_close(first: Passage, second: Passage) -> bool:
    """Whether no blank line parts two neighbours in the source.

    A headline never is close to anything. Where the source does not say (a form
    without lines), list items and contact lines are.
    """
    kinds = {first.kind, second.kind}
    if BlockKind.HEADLINE in kinds or BlockKind.SEPARATOR in kinds:
        return False
    if second.block.before:
        return len(_LINE_END.findall(second.block.before)) <= 1
    return kinds in ({BlockKind.LIST_ITEM}, {BlockKind.CONTACT})


def text_file(parts: Iterable[str]) -> bytes:
    """Parts with a blank line between them as a file that ends with a line end."""
    return ("\n\n".join(parts).rstrip("\n") + "\n").encode()
