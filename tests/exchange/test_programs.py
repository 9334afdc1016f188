"""Other programs open what we write and give back what we read, where they are installed."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tiptranslate.exchange import docx_table, tmx, xliff, xliff_reader, xlsx_table
from tiptranslate.exchange.applying import apply
from tiptranslate.exchange.rows import Returned
from tiptranslate.exchange.texts import TABLE
from tiptranslate.model import Catalog, State, Unit

TOOLKIT = shutil.which("xliff2po")
OFFICE = shutil.which("soffice")
needs_toolkit = pytest.mark.skipif(TOOLKIT is None, reason="translate-toolkit is not installed")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")

EDIT = """
import sys
from translate.storage import {module}
path, cls = sys.argv[1], {module}.{cls}
with open(path, "rb") as file:
    store = cls.parsestring(file.read())
for unit in store.units:
    print(unit.getid(), unit.source, unit.target or "", sep="\\t")
store.units[0].target = "Новое & <верное>"
with open(path, "wb") as file:
    file.write(bytes(store))
"""


def toolkit(path: Path, module: str, cls: str) -> list[list[str]]:
    """What translate-toolkit sees in a file; it then translates the first unit and saves it."""
    python = Path(TOOLKIT or "").with_name("python")
    done = subprocess.run(
        [
            *(python if python.exists() else sys.executable, "-c"),
            *(EDIT.format(module=module, cls=cls), str(path)),
        ],
        capture_output=True,
        check=True,
        env={"PYTHONUTF8": "1"},
    )
    return [line.split("\t") for line in done.stdout.decode().splitlines()]


@needs_toolkit
@pytest.mark.parametrize(
    ("version", "module", "cls", "what", "state"),
    [
        ("2.1", "xliff2", "Xliff2File", "changed", State.DRAFT),
        ("1.2", "xliff", "xlifffile", "changed, approved", State.REVIEWED),
    ],
)
def test_xliff_through_translate_toolkit(
    catalog: Catalog, tmp_path: Path, version: str, module: str, cls: str, what: str, state: State
) -> None:
    """It sees every unit; what it saves changes the one unit that it translated.

    In 1.2 it says of whatever is edited that it is approved, as Poedit does in PO.
    """
    path = tmp_path / "news.xlf"
    path.write_bytes(xliff.dump(catalog, version))
    seen = toolkit(path, module, cls)
    with path.open("rb") as file:
        (returned,) = xliff_reader.read(file, path)
    new, outcomes = apply(catalog, returned.answers)

    # For 1.2 it puts the file's name in front of the ids.
    ids = [line[0].rpartition("\4")[2] for line in seen]
    assert ids == [str(answer.key) for answer in returned.answers]
    assert seen[4][1:] == ["=Contact", "=Контакт"]
    assert [outcome.what for outcome in outcomes] == [what, *["unchanged"] * 5]
    assert new.entries[0].target == "Новое & <верное>"
    assert new.entries[0].state is state


@needs_toolkit
def test_tmx_through_translate_toolkit(tmp_path: Path) -> None:
    """It sees every unit, and what it saves is read again."""
    path = tmp_path / "memory.tmx"
    units = [Unit("It is free.", "Бесплатно.", "news"), Unit("A < B & C", "А < Б", "news")]
    with path.open("wb") as file:
        tmx.dump([(unit, "ru") for unit in units], file.write)
    seen = toolkit(path, "tmx", "tmxfile")

    assert [line[1:] for line in seen] == [[unit.source, unit.target] for unit in units]
    assert list(tmx.units(path, "ru")) == [
        Unit("It is free.", "Новое & <верное>", "news"),
        units[1],
    ]


@needs_office
@pytest.mark.parametrize(
    ("suffix", "dump", "read"),
    [
        (".docx", docx_table.dump, docx_table.read),
        (".xlsx", xlsx_table.dump, xlsx_table.read),
    ],
)
def test_a_table_saved_by_libreoffice(
    catalog: Catalog,
    tmp_path: Path,
    suffix: str,
    dump: Callable[[Catalog], bytes],
    read: Callable[[Path], Returned],
) -> None:
    """It reads as before."""
    pytest.importorskip("docx" if suffix == ".docx" else "openpyxl")
    path = tmp_path / f"table{suffix}"
    path.write_bytes(dump(catalog))
    done = subprocess.run(
        [
            *(OFFICE or "", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"),
            *("--convert-to", suffix[1:], "--outdir", str(tmp_path / "saved"), str(path)),
        ],
        capture_output=True,
        check=True,
        timeout=120,
    )
    saved = tmp_path / "saved" / path.name
    if not saved.exists():
        pytest.skip(f"LibreOffice has no part for {suffix}: {done.stderr.decode().strip()}")
    returned = read(saved)
    new, outcomes = apply(catalog, returned.answers, TABLE)

    assert saved.read_bytes() != path.read_bytes()
    assert (returned.slug, returned.language) == ("news", "ru")
    assert {outcome.what for outcome in outcomes} == {"unchanged"}
    assert len(outcomes) == 6
    assert new is catalog
