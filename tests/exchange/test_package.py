"""Packages for an agency: what is in them, and what their PO files say when they are back."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tiptranslate import catalog as catalogs
from tiptranslate.errors import InputError
from tiptranslate.exchange import package, xliff
from tiptranslate.exchange.applying import apply
from tiptranslate.exchange.zips import packed
from tiptranslate.model import Catalog, State


def back(catalog: Catalog, old: str = "", new: str = "") -> tuple[Catalog, list[str]]:
    """A catalog after its marked PO file came back, with one text in it replaced."""
    text = catalogs.dump(package.marked(catalog)).decode()
    assert old in text
    returned = package.answers(
        catalogs.parse(text.replace(old, new).encode(), Path("in/renamed final.po"))
    )
    assert (returned.slug, returned.language) == ("news", "ru")
    result, outcomes = apply(catalog, returned.answers)
    return result, [outcome.what for outcome in outcomes]


def test_a_po_untouched(catalog: Catalog) -> None:
    """Says nothing."""
    assert back(catalog) == (catalog, ["unchanged"] * 6)


def test_a_po_edited(catalog: Catalog) -> None:
    """A translation, and the mark "fuzzy" taken off, as Poedit does."""
    old = (
        '#, fuzzy\nmsgid "The hotline opens in Nukus"\nmsgstr "Горячая линия открывается в Нукусе"'
    )
    new = 'msgid "The hotline opens in Nukus"\nmsgstr "В Нукусе открыта горячая линия"'
    result, whats = back(catalog, old, new)

    assert whats == ["changed, approved", *["unchanged"] * 5]
    assert result.entries[0].target == "В Нукусе открыта горячая линия"
    assert result.entries[0].state is State.REVIEWED
    assert result.entries[0].notes == catalog.entries[0].notes
    assert result.header == catalog.header


def test_a_po_without_its_keys(catalog: Catalog) -> None:
    """Nobody can say who has changed what."""
    text = catalogs.dump(package.marked(catalog)).decode()
    lines = [line for line in text.splitlines() if package.KEY not in line]
    returned = package.answers(catalogs.parse("\n".join(lines).encode(), Path("news.po")))
    _, outcomes = apply(catalog, returned.answers)

    assert {outcome.what for outcome in outcomes} == {"refused"}


def test_a_package(catalog: Catalog, tmp_path: Path) -> None:
    """PO and XLIFF are found wherever they are; what systems add is passed over."""
    path = tmp_path / "p.zip"
    po = catalogs.dump(catalog)
    path.write_bytes(
        packed(
            {
                "p/README.txt": b"",
                "p/ru/news.po": po,
                "p/ru/NEWS.XLF": xliff.dump(catalog, "1.2"),
                "__MACOSX/p/ru/._news.po": b"\0",
                "p/.DS_Store": b"\0",
                "p/invoice.pdf": b"%PDF",
            }
        )
    )
    pos, returned, others = package.read(path)

    assert pos == {"p/ru/news.po": po}
    assert [(name, item.slug) for name, item in returned] == [("p/ru/NEWS.XLF", "news")]
    assert others == ["p/invoice.pdf"]


def test_nothing_in_a_package(tmp_path: Path) -> None:
    """One line."""
    path = tmp_path / "p.zip"
    path.write_bytes(packed({"README.txt": b""}))

    with pytest.raises(InputError, match=r"p\.zip: has no PO and no XLIFF file in it"):
        package.read(path)


def test_a_bad_file_in_a_package(tmp_path: Path) -> None:
    """Is named with the path inside."""
    path = tmp_path / "p.zip"
    path.write_bytes(packed({"ru/news.xlf": b"<html>\n<"}))
    with pytest.raises(InputError) as error:
        package.read(path)

    assert str(error.value).startswith(f"{path}/ru/news.xlf:2: is no XML")


def test_names_that_lead_elsewhere(tmp_path: Path, catalog: Catalog) -> None:
    """Nothing is ever unpacked to the disk, so that a name is a name."""
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../news.po", catalogs.dump(catalog))

    assert list(package.read(path)[0]) == ["../../news.po"]
    assert list(tmp_path.iterdir()) == [path]


def test_the_readme_tells_of_the_files() -> None:
    """In plain text."""
    text = package.readme(["ru/news.po", "ru/news.xlf"], "2.1").decode()

    assert "    ru/news.po\n    ru/news.xlf\n" in text
    assert "XLIFF 2.1" in text
    assert "⟦1⟧" in text
    assert all(len(line) <= 100 for line in text.splitlines())


def test_plural_entries_carry_no_key(catalog: Catalog) -> None:
    """They are not asked about."""
    marked = package.marked(catalog)

    assert marked.entries[6] is catalog.entries[6]
    assert replace(marked, entries=catalog.entries, header=catalog.header) == catalog
