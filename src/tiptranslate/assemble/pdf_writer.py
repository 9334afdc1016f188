"""PDF, made of the HTML page by WeasyPrint, which the extra ``pdf`` installs."""

from collections.abc import Sequence
from functools import cache, cached_property
from typing import Any

from tiptranslate.assemble.document import Document
from tiptranslate.assemble.html_writer import HtmlWriter
from tiptranslate.assemble.writer import Writer
from tiptranslate.errors import UsageError

_HEAD = b"</head>"


class PdfWriter(Writer):
    """A4 with a tagged structure for screen readers; nothing is fetched.

    Raises:
        UsageError: WeasyPrint, or a library it needs, is not installed.
    """

    def __init__(self, document: Document, others: Sequence[Document] = ()) -> None:
        super().__init__(document, others)
        require_library()

    def mono(self) -> bytes:
        """The page of the translation alone."""
        return self._printed(self._html.mono())

    def side(self) -> bytes:
        """The page with a table."""
        return self._printed(self._html.side())

    def stacked(self) -> bytes:
        """The page with one under the other."""
        return self._printed(self._html.stacked())

    def trilingual(self) -> bytes:
        """The page with a table, landscape."""
        return self._printed(self._html.trilingual())

    @cached_property
    def _html(self) -> HtmlWriter:
        return HtmlWriter(self.document, self.documents[1:])

    def _printed(self, page: bytes) -> bytes:
        """A page on paper; its date is that of the newest catalog, not a clock's."""
        revised = max(document.revised for document in self.documents)
        if revised:
            names = ("dcterms.created", "dcterms.modified")
            dates = "".join(f'<meta name="{name}" content="{revised}">\n' for name in names)
            page = page.replace(_HEAD, dates.encode() + _HEAD, 1)
        weasyprint = _weasyprint()
        fetcher = weasyprint.urls.URLFetcher(allowed_protocols=())
        html = weasyprint.HTML(string=page.decode(), url_fetcher=fetcher)
        # The number of a list item is an attribute, which counts as a hint.
        return bytes(html.write_pdf(pdf_tags=True, presentational_hints=True))


def require_library() -> None:
    """See to it that PDF can be made here.

    Raises:
        UsageError: It cannot; what is missing and how to install it.
    """
    _weasyprint()


@cache
def _weasyprint() -> Any:  # noqa: ANN401 - it has no types
    """The library; takes a second or two to import."""
    try:
        import weasyprint  # type: ignore[import-untyped] # noqa: PLC0415 - an extra, and heavy
    except ImportError:
        raise UsageError(
            "format 'pdf' needs WeasyPrint; install it with: pip install 'tiptranslate[pdf]'"
        ) from None
    except OSError as error:  # a shared library that it opens is missing
        raise UsageError(
            f"format 'pdf' needs Pango, a library of the system ({error}); install it as "
            "https://doc.courtbouillon.org/weasyprint/stable/first_steps.html says"
        ) from None
    return weasyprint
