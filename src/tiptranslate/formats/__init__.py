"""Documents that keep their form: opened as pieces of text, given back with other texts in them.

Both ends of the way use them: ingest takes the pieces, assemble puts translations in.
A format is a class with the shape of `Form` and a line in `FORMS`.
"""

from collections.abc import Callable
from pathlib import Path

from tiptranslate.errors import InputError
from tiptranslate.formats.form import PLACEHOLDER, Form, Piece


def _docx(data: bytes, path: Path) -> Form:
    from tiptranslate.formats.docx_form import DocxForm  # noqa: PLC0415 - lxml takes a while

    return DocxForm(data, path)


def _html(data: bytes, path: Path) -> Form:
    from tiptranslate.formats.html_form import HtmlForm  # noqa: PLC0415 - only for pages

    return HtmlForm(data, path)


FORMS: dict[str, Callable[[bytes, Path], Form]] = {
    ".docx": _docx,
    ".html": _html,
    ".htm": _html,
}
"""By the suffix of a file's name."""
LARGEST = 64 << 20
"""Bytes of a file that is read at all; formats may have less."""
ADVICE = {
    ".docm": "may have macros in it; save it as .docx",
    ".dotx": "is a template; save it as .docx",
    ".dotm": "is a template and may have macros in it; save it as .docx",
    ".doc": "is in an old format; save it as .docx",
    ".rtf": "is in an old format; save it as .docx",
    ".odt": "is an OpenDocument text; save it as .docx",
    ".pdf": "is made for printing; give the document it was made from",
    ".xhtml": "is XHTML; save it as .html",
}
"""What to do with a file that is nearly one of ours."""

__all__ = ["ADVICE", "FORMS", "LARGEST", "PLACEHOLDER", "Form", "Piece", "open_form", "read_form"]


def open_form(data: bytes, path: Path) -> Form:
    """Open a document by its bytes; ``path`` names the format and stands in messages.

    Raises:
        InputError: It is of no known format, damaged, or unsafe.
    """
    known = FORMS.get(path.suffix.lower())
    if known is None:
        advice = ADVICE.get(path.suffix.lower(), f"is none of {', '.join(FORMS)}")
        raise InputError(advice, path=path)
    return known(data, path)


def read_form(path: Path) -> Form:
    """Open a document; how large it is is looked at first.

    Raises:
        InputError: It cannot be read, is too large, damaged, or unsafe.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f"has more than {LARGEST >> 20} MiB; make it smaller", path=path)
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=path) from error
    return open_form(data, path)
