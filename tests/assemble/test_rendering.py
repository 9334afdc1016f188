"""Word documents as LibreOffice sets them. Skips where it or poppler is not installed."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tiptranslate.assemble import LAYOUTS, Document

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(
    not (OFFICE and shutil.which("pdftotext") and shutil.which("pdftoppm")),
    reason="no LibreOffice or no poppler on this machine",
)
ROWS = [
    ("headline", "Title", "Инспекторы труда учатся распознавать признаки труда", "reviewed"),
    ("list-item", "3. One.", "3. Первое, oʻ, қ.", "reviewed"),
    ("list-item", "4. Two.", "4. Второе.", "draft"),
    *[
        ("paragraph", f"Sentence {number}.", f"Предложение {number}, " + "длинное " * 60, state)
        for number, state in enumerate(["draft", "stale", "reviewed"] * 8)
    ],
]


@pytest.fixture(scope="module")
def printed(
    tmp_path_factory: pytest.TempPathFactory,
    make: Callable[..., Document],
    write: Callable[..., bytes],
) -> Path:
    """A folder with a PDF of every layout, all made in one start of LibreOffice."""
    folder = tmp_path_factory.mktemp("office")
    for layout in LAYOUTS:
        (folder / f"{layout}.docx").write_bytes(write(make(*ROWS), "docx", layout))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(OFFICE), "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder)]
    files = [str(folder / f"{layout}.docx") for layout in LAYOUTS]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=180)
    return folder


def sheets(path: Path) -> list[str]:
    """The words of every sheet."""
    done = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True)
    return [" ".join(sheet.split()) for sheet in done.stdout.decode().rstrip("\f").split("\f")]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_sheet_is_marked_and_numbered(layout: str, printed: Path) -> None:
    """Header and footer are those of the file; a table's head is on every sheet."""
    found = sheets(printed / f"{layout}.pdf")

    assert len(found) > 1
    assert "Не для публикации." in found[0]
    for number, sheet in enumerate(found, start=1):
        assert "ЧЕРНОВИК · " in sheet
        assert re.search(rf"\b{number} ?/ ?{len(found)}$", sheet)
        assert layout in ("mono", "stacked") or "№" in sheet


@pytest.mark.parametrize("layout", LAYOUTS)
def test_lists_count_and_letters_show(layout: str, printed: Path) -> None:
    """The numbers are those of the author; no letter is lost for want of a font."""
    text = " ".join(sheets(printed / f"{layout}.pdf"))

    assert "3. Первое, oʻ, қ." in text
    assert "4. [черновик: Второе.]" in text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_sheets_are_not_blank(layout: str, printed: Path) -> None:
    """Every one has ink between its margins: more than the grey of an empty page."""
    command = [
        "pdftoppm",
        "-r",
        "20",
        "-gray",
        str(printed / f"{layout}.pdf"),
        str(printed / layout),
    ]
    subprocess.run(command, check=True, capture_output=True)
    pictures = sorted(printed.glob(f"{layout}-*.pgm"))

    assert pictures
    for picture in pictures:
        pixels = picture.read_bytes().split(b"\n", 3)[3]
        assert sum(pixel < 160 for pixel in pixels) > 20
