"""HTML pages in a real browser: paper and narrow screens. Skips where there is no Chromium."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tiptranslate.assemble import LAYOUTS, Document, assemble

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
ROWS = [
    ("headline", "Title", "Инспекторы труда учатся распознавать признаки труда", "reviewed"),
    *[
        ("paragraph", f"Sentence {number}.", f"Предложение {number}, " + "длинное " * 60, state)
        for number, state in enumerate(["draft", "stale", "reviewed"] * 8)
    ],
    ("paragraph", "Address", "https://example.org/" + "averylongaddress" * 15, "reviewed"),
]

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")


def browse(page: Path, *options: str) -> str:
    """What headless Chromium prints when it opens a page."""
    assert BROWSER
    command = [
        BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        f"--user-data-dir={page.parent / 'profile'}", *options, page.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, check=True, capture_output=True, timeout=120)
    return done.stdout.decode()


@pytest.mark.parametrize(
    ("layout", "width"), [("mono", 500), ("side", 500), ("stacked", 500), ("side", 900)]
)
def test_no_page_is_wider_than_its_window(
    layout: str, width: int, tmp_path: Path, make: Callable[..., Document]
) -> None:
    """Nobody has to scroll sideways, not even past a long address."""
    made = assemble(make(*ROWS), "html", layout, allow_drafts=True).decode()
    probe = (
        "<script>document.title = 'width ' + document.documentElement.scrollWidth"
        " + ' of ' + innerWidth</script></body>"
    )
    page = tmp_path / "page.html"
    page.write_text(made.replace("</body>", probe), "utf-8")
    shown = browse(page, f"--window-size={width},800", "--dump-dom")
    found = re.search(r"<title>width (\d+) of (\d+)</title>", shown)

    assert found
    assert int(found[1]) <= int(found[2]) <= width


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="no pdftotext on this machine")
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_printed_page_of_a_draft_is_marked(
    layout: str, tmp_path: Path, make: Callable[..., Document], write: Callable[..., bytes]
) -> None:
    """A sheet that gets lost still says that it is a draft; the banner opens the first.

    Page margins with text need Chromium 131 (2024) or newer.
    """
    page, paper = tmp_path / "page.html", tmp_path / "page.pdf"
    page.write_bytes(write(make(*ROWS), "html", layout))
    browse(page, f"--print-to-pdf={paper}", "--no-pdf-header-footer")
    text = subprocess.run(["pdftotext", paper, "-"], check=True, capture_output=True).stdout
    sheets = text.decode().rstrip("\f\n").split("\f")

    assert len(sheets) > 1
    assert "Не для публикации." in " ".join(sheets[0].split())
    assert all("ЧЕРНОВИК · " in sheet and " · DRAFT" in sheet for sheet in sheets)
