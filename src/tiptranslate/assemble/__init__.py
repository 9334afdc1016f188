"""The last stage: a release and what people approved become documents.

A format is a `Writer` class and a line in `FORMATS`.
"""

from collections.abc import Callable, Mapping, Sequence
from operator import methodcaller
from pathlib import Path
from typing import TypeVar

from tiptranslate.assemble import own_form, pdf_writer
from tiptranslate.assemble.document import (
    Document,
    Passage,
    Sentence,
    build,
    count_states,
    require_reviewed,
)
from tiptranslate.assemble.docx_writer import DocxWriter
from tiptranslate.assemble.html_writer import HtmlWriter
from tiptranslate.assemble.md_writer import MarkdownWriter
from tiptranslate.assemble.pdf_writer import PdfWriter
from tiptranslate.assemble.txt_writer import TextWriter
from tiptranslate.assemble.writer import Writer
from tiptranslate.errors import UsageError

FORMATS: dict[str, type[Writer]] = {
    "html": HtmlWriter,
    "md": MarkdownWriter,
    "txt": TextWriter,
    "docx": DocxWriter,
    "pdf": PdfWriter,
}
LAYOUTS: dict[str, Callable[[Writer], bytes]] = {
    "mono": methodcaller("mono"),
    "side": methodcaller("side"),
    "stacked": methodcaller("stacked"),
    "trilingual": methodcaller("trilingual"),
}
SEVERAL = "trilingual"
"""The layout that has every language in one document."""

__all__ = [
    "FORMATS",
    "LAYOUTS",
    "SEVERAL",
    "Document",
    "Passage",
    "Sentence",
    "Writer",
    "assemble",
    "build",
    "count_states",
    "file_name",
    "needs_original",
    "require_possible",
    "require_reviewed",
]

_Found = TypeVar("_Found")


def assemble(
    document: Document,
    format_name: str,
    layout: str = "mono",
    *,
    others: Sequence[Document] = (),
    allow_drafts: bool = False,
    catalog: Path | None = None,
) -> bytes:
    """Write a document.

    Args:
        document: What `build` made.
        format_name: A key of `FORMATS`.
        layout: A key of `LAYOUTS`.
        others: The same release in further languages, for the layout `SEVERAL` alone.
        allow_drafts: Write unreviewed text too; everything unreviewed is marked.
        catalog: The catalog it was made from, for messages.

    Raises:
        UsageError: No such format or layout, or it is not possible here; says what is.
        InputError: Something is unreviewed and drafts are not allowed.
    """
    writer, write = _find("format", FORMATS, format_name), _find("layout", LAYOUTS, layout)
    if bool(others) is not (layout == SEVERAL):
        number = "one language" if others else "two languages or more"
        raise UsageError(f"layout {layout!r} is for {number}")
    if not allow_drafts:
        for each in (document, *others):
            require_reviewed(each, catalog)
    if layout == "mono" and own_form.keeps_form(document, format_name):
        return own_form.fill(document)
    return write(writer(document, others))


def needs_original(path: Path) -> bool:
    """Whether documents in the form of a release need its very file, as `build` takes it."""
    return path.suffix.lower().removeprefix(".") in own_form.FORMATS


def require_possible(format_name: str) -> None:
    """See to it that a format can be made with what is installed.

    Raises:
        UsageError: No such format, or something is missing; how to install it.
    """
    _find("format", FORMATS, format_name)
    if format_name == "pdf":
        pdf_writer.require_library()


def file_name(slug: str, language: str, layout: str, format_name: str) -> str:
    """What a document is called in its folder: ``<slug>.ru.html``, ``<slug>.ru.side.html``.

    The language of a document in several is all of them: ``ru+uz``.

    Raises:
        UsageError: No such format or layout.
    """
    _find("format", FORMATS, format_name)
    _find("layout", LAYOUTS, layout)
    middle = "" if layout == "mono" else f".{layout}"
    return f"{slug}.{language}{middle}.{format_name}"


def _find(what: str, known: Mapping[str, _Found], name: str) -> _Found:
    """Look a name up; a failed look-up lists what exists."""
    if name not in known:
        raise UsageError(f"unknown {what} {name!r}; known: {', '.join(known)}")
    return known[name]
