"""The last stage: a release and what people approved become documents.

A format is a `Writer` class and a line in `FORMATS`.
"""

from collections.abc import Callable, Mapping
from operator import methodcaller
from pathlib import Path
from typing import TypeVar

from tiptranslate.assemble.document import (
    Document,
    Passage,
    Sentence,
    build,
    count_states,
    require_reviewed,
)
from tiptranslate.assemble.html_writer import HtmlWriter
from tiptranslate.assemble.md_writer import MarkdownWriter
from tiptranslate.assemble.txt_writer import TextWriter
from tiptranslate.assemble.writer import Writer
from tiptranslate.errors import UsageError

FORMATS: dict[str, type[Writer]] = {
    "html": HtmlWriter,
    "md": MarkdownWriter,
    "txt": TextWriter,
}
LAYOUTS: dict[str, Callable[[Writer], bytes]] = {
    "mono": methodcaller("mono"),
    "side": methodcaller("side"),
    "stacked": methodcaller("stacked"),
}

__all__ = [
    "FORMATS",
    "LAYOUTS",
    "Document",
    "Passage",
    "Sentence",
    "Writer",
    "assemble",
    "build",
    "count_states",
    "file_name",
    "require_reviewed",
]

_Found = TypeVar("_Found")


def assemble(
    document: Document,
    format_name: str,
    layout: str = "mono",
    *,
    allow_drafts: bool = False,
    catalog: Path | None = None,
) -> bytes:
    """Write a document.

    Args:
        document: What `build` made.
        format_name: A key of `FORMATS`.
        layout: A key of `LAYOUTS`.
        allow_drafts: Write unreviewed text too; everything unreviewed is marked.
        catalog: The catalog it was made from, for messages.

    Raises:
        UsageError: No such format or layout; lists those there are.
        InputError: Something is unreviewed and drafts are not allowed.
    """
    writer, write = _find("format", FORMATS, format_name), _find("layout", LAYOUTS, layout)
    if not allow_drafts:
        require_reviewed(document, catalog)
    return write(writer(document))


def file_name(slug: str, language: str, layout: str, format_name: str) -> str:
    """What a document is called in its folder: ``<slug>.ru.html``, ``<slug>.ru.side.html``.

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
