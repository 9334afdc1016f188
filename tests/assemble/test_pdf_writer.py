"""PDF through WeasyPrint, read again by pdftotext; skips where either is missing."""

import builtins
import importlib.util
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from tiptranslate.assemble import Document, assemble, pdf_writer, require_possible
from tiptranslate.errors import UsageError

needs_weasyprint = pytest.mark.skipif(
    not importlib.util.find_spec("weasyprint"), reason="WeasyPrint is not installed"
)
needs_poppler = pytest.mark.skipif(
    not (shutil.which("pdftotext") and shutil.which("pdfinfo") and shutil.which("pdffonts")),
    reason="no poppler on this machine",
)
UZBEK = "Oʻzbekiston maʼmurlari gʻoyat. Ўзбекча: қ, ғ, ҳ, ў."


def poppler(program: str, made: bytes, *options: str) -> str:
    """What one of poppler's programs says of a file."""
    command = [program, *options, "-", *(["-"] if program == "pdftotext" else [])]
    return subprocess.run(command, input=made, check=True, capture_output=True).stdout.decode()


@pytest.fixture
def without_library(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Exception], None]]:
    """Makes the import of WeasyPrint fail."""
    original = builtins.__import__
    pdf_writer._weasyprint.cache_clear()

    def fail_with(error: Exception) -> None:
        def load(name: str, *args: Any) -> Any:
            if name == "weasyprint":
                raise error
            return original(name, *args)

        monkeypatch.setattr(builtins, "__import__", load)

    yield fail_with
    pdf_writer._weasyprint.cache_clear()


def test_a_missing_library_is_one_line(
    without_library: Callable[[Exception], None], make: Callable[..., Document]
) -> None:
    """It says what to install, and nothing is tried."""
    without_library(ImportError("No module named 'weasyprint'"))
    document = make(("paragraph", "One.", "Раз.", "reviewed"))

    for call in (lambda: require_possible("pdf"), lambda: assemble(document, "pdf")):
        with pytest.raises(UsageError, match=r"pip install 'tiptranslate\[pdf\]'$") as caught:
            call()
        assert caught.value.exit_code == 2
        assert "\n" not in str(caught.value)


def test_a_missing_library_of_the_system_is_another(
    without_library: Callable[[Exception], None],
) -> None:
    """WeasyPrint is there, Pango is not: pip would not help."""
    without_library(OSError("cannot load library 'libpango-1.0-0'"))
    with pytest.raises(UsageError, match=r"needs Pango.*libpango-1\.0-0.*first_steps"):
        require_possible("pdf")


@needs_weasyprint
@needs_poppler
def test_letters_of_every_language_are_there(make: Callable[..., Document]) -> None:
    """Embedded fonts have them, so that they print anywhere."""
    made = assemble(make(("paragraph", "S.", UZBEK, "reviewed"), language="uz"), "pdf")
    fonts = [line.split() for line in poppler("pdffonts", made).splitlines()[2:]]

    assert UZBEK in " ".join(poppler("pdftotext", made).split())
    assert fonts
    assert all("yes" in font for font in fonts)


@needs_weasyprint
@needs_poppler
def test_properties(make: Callable[..., Document]) -> None:
    """Title, generator, a structure for screen readers; the date is the catalog's or none."""
    document = make(("headline", "T", "Заголовок", "reviewed"))
    undated = poppler("pdfinfo", assemble(document, "pdf"))
    dated = poppler("pdfinfo", assemble(replace(document, revised="2026-07-01T09:30:00Z"), "pdf"))

    assert "Title:           Заголовок\n" in undated
    assert "Creator:         tiptranslate\n" in undated
    assert "Tagged:          yes\n" in undated
    assert "CreationDate" not in undated
    assert "CreationDate:    Wed Jul  1 09:30:00 2026 UTC" in dated


@needs_weasyprint
@needs_poppler
def test_lists_keep_their_numbers(read_case: Callable[..., Document]) -> None:
    """The number an author gave, also where a list is torn up into the rows of a table."""
    blocks = [{"kind": "list-item", "text": f"{number}. item"} for number in (3, 4)]
    text = poppler("pdftotext", assemble(read_case({"blocks": blocks}), "pdf", "side"), "-layout")

    assert text.count("3. item") == 2
    assert text.count("4. item") == 2


@needs_weasyprint
@needs_poppler
def test_every_sheet_of_a_draft_is_marked(make: Callable[..., Document]) -> None:
    """At its top, in the language of the document and in English; sheets are numbered."""
    rows = [("paragraph", "S.", f"Предложение {n}, " + "длинное " * 60, "draft") for n in range(20)]
    made = assemble(make(*rows), "pdf", allow_drafts=True)
    sheets = poppler("pdftotext", made).rstrip("\f\n").split("\f")

    assert len(sheets) > 1
    for number, sheet in enumerate(sheets, start=1):
        assert re.search(r"ЧЕРНОВИК\s+·\s+DRAFT", sheet)
        assert re.search(rf"\b{number}\s*/\s*{len(sheets)}\b", sheet)


@needs_weasyprint
def test_nothing_is_fetched(make: Callable[..., Document], monkeypatch: pytest.MonkeyPatch) -> None:
    """Even if a page had something from elsewhere in it, it stays away: no file, no network."""
    import weasyprint  # type: ignore[import-untyped] # noqa: PLC0415 - may be missing

    asked: list[str] = []
    page = '<img src="file:///etc/hostname"><link rel=stylesheet href="http://127.0.0.1:9/a.css">'
    monkeypatch.setattr(pdf_writer.HtmlWriter, "mono", lambda _: page.encode())
    fetch = weasyprint.urls.URLFetcher.fetch

    def spy(self: Any, url: str, *args: Any) -> Any:
        asked.append(url)
        with pytest.raises(ValueError, match="disallowed protocol"):
            fetch(self, url, *args)
        raise ValueError(url)

    monkeypatch.setattr(weasyprint.urls.URLFetcher, "fetch", spy)

    assert assemble(make(("paragraph", "S.", "Ц.", "reviewed")), "pdf").startswith(b"%PDF")
    assert sorted(asked) == ["file:///etc/hostname", "http://127.0.0.1:9/a.css"]
