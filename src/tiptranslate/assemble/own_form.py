"""A document in the very form of its source where that is a file of parts: Word, HTML."""

from tiptranslate.assemble.document import Document, Passage, Sentence
from tiptranslate.assemble.marks import mark, notices
from tiptranslate.assemble.writer import join
from tiptranslate.errors import InputError

FORMATS = {"docx": "docx", "html": "html", "htm": "html"}
"""The suffixes of releases that are given back this way, and the format that each is."""


def keeps_form(document: Document, format_name: str) -> bool:
    """Whether the translation alone can be had in the form of its source."""
    return bool(document.original) and FORMATS.get(document.form) == format_name


def fill(document: Document) -> bytes:
    """The source with the translations in it; styles, headings, links and tables stay.

    Raises:
        InputError: The file is not the one that the release was read from.
    """
    from tiptranslate.formats import open_form  # noqa: PLC0415 - most releases have no such form

    form = open_form(document.original, document.path)
    if len(form.pieces) != len(document.passages):
        raise InputError("has changed while it was read; run the command again", path=document.path)
    lines = (f"{warning} {counts}".rstrip() for _, warning, counts in notices(document))
    return form.filled(
        [_text(document, passage) for passage in document.passages], document.target, tuple(lines)
    )


def _text(document: Document, passage: Passage) -> str:
    """The text of a piece, with its placeholders; what is unreviewed in brackets."""

    def show(sentence: Sentence) -> str:
        if sentence.reviewed:
            return sentence.target
        return f"[{mark(document.target, sentence.state)}: {sentence.shown}]"

    return join(passage, show, str)
