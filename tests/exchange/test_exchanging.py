"""Giving work out of a workspace and taking it back, with real catalogs on the disk."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tiptranslate import catalog as catalogs
from tiptranslate import exchanging, workspace
from tiptranslate.errors import CatalogError, InputError, UsageError, WorkspaceError
from tiptranslate.exchange import xliff
from tiptranslate.exchanging import ImportReport
from tiptranslate.model import Catalog
from tiptranslate.planning import Planner
from tiptranslate.project import Project

NEWS = (
    "The hotline opens in Nukus\n\n"
    "Call ⟦1⟧the new number⟦/1⟧ at any hour⟦2/⟧. It answered 130 calls & 3 < 5 letters. "
    "“No one asks a caller’s name,” she said.\n"
)


@pytest.fixture
def project(tmp_path: Path, folder: Path) -> Project:
    """A workspace with the golden catalog."""
    root = tmp_path / "desk"
    workspace.init(root)
    (root / "releases" / "news.txt").write_text(NEWS, encoding="utf-8")
    path = root / "locales" / "ru" / "LC_MESSAGES" / "news.po"
    path.parent.mkdir(parents=True)
    path.write_bytes((folder / "news.po").read_bytes())
    return Project(root)


@pytest.fixture
def po(project: Project) -> Path:
    """The golden catalog in it."""
    return project.catalog("news", "ru")


def edited(path: Path, old: str, new: str) -> None:
    """Replace a text in a file, which must be in it."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def whats(report: ImportReport) -> list[list[str]]:
    """What became of the answers of each file."""
    return [[outcome.what for outcome in done.outcomes] for done in report.imported]


Round = Callable[[Project, Path], ImportReport]


def through_docx(project: Project, folder: Path) -> ImportReport:
    """A Word table, untouched."""
    out = folder / "t.docx"
    exchanging.export_review(project, "news", "ru", out)
    return exchanging.import_review(project, out)


def through_xlsx(project: Project, folder: Path) -> ImportReport:
    """A spreadsheet, untouched."""
    out = folder / "t.xlsx"
    exchanging.export_review(project, "news", "ru", out)
    return exchanging.import_review(project, out)


def through_xliff(project: Project, folder: Path) -> ImportReport:
    """XLIFF, untouched."""
    out = folder / "t.xlf"
    exchanging.export_xliff(project, "news", "ru", "2.1", out)
    return exchanging.import_xliff(project, out)


def through_package(project: Project, folder: Path) -> ImportReport:
    """A package, untouched."""
    out = folder / "t.zip"
    exchanging.export_package(project, ["news"], ["ru"], out)
    return exchanging.import_package(project, out)


@pytest.mark.parametrize("through", [through_docx, through_xlsx, through_xliff, through_package])
def test_what_was_not_touched(project: Project, po: Path, tmp_path: Path, through: Round) -> None:
    """Not a byte is written, even where the file is not as we would write it."""
    edited(po, "#, fuzzy\nmsgid", "#,fuzzy\nmsgid")
    before = po.read_bytes(), po.stat().st_mtime_ns
    report = through(project, tmp_path)

    assert (po.read_bytes(), po.stat().st_mtime_ns) == before
    assert {what for done in whats(report) for what in done} == {"unchanged"}
    assert not any(done.written for done in report.imported)
    assert not report.notes


def test_an_edit(project: Project, po: Path, tmp_path: Path) -> None:
    """One entry of the file changes, and no other byte of it."""
    out = tmp_path / "t.xlf"
    made = exchanging.export_xliff(project, "news", "ru", "1.2", out)
    edited(out, "Горячая линия открывается в Нукусе", "В Нукусе открыта линия")
    before = po.read_text(encoding="utf-8")
    (done,) = exchanging.import_xliff(project, out).imported

    assert (made.sentences, made.written) == (6, True)
    assert (done.slug, done.language, done.path.as_posix(), done.written) == (
        *("news", "ru", "locales/ru/LC_MESSAGES/news.po"),
        True,
    )
    assert po.read_text(encoding="utf-8") == before.replace(
        "Горячая линия открывается в Нукусе", "В Нукусе открыта линия"
    )


def test_taken_twice(project: Project, po: Path, tmp_path: Path) -> None:
    """The second time there is nothing to do, and nothing is refused."""
    out = tmp_path / "t.xlf"
    exchanging.export_xliff(project, "news", "ru", "2.1", out)
    edited(out, "Горячая линия открывается в Нукусе", "В Нукусе открыта линия")
    edited(out, 'state="initial" subState="tiptranslate:draft"', 'state="final"')
    first = exchanging.import_xliff(project, out)
    after = po.read_bytes()
    second = exchanging.import_xliff(project, out)

    assert whats(first)[0][0] == "changed, approved"
    assert whats(second)[0][0] == "unchanged"
    assert po.read_bytes() == after


def test_a_catalog_edited_meanwhile(project: Project, po: Path, tmp_path: Path) -> None:
    """The person's correction in it stays; the row is refused, the others are taken."""
    out = tmp_path / "t.xlf"
    exchanging.export_xliff(project, "news", "ru", "2.1", out)
    edited(out, "Горячая линия открывается в Нукусе", "В Нукусе открыта линия")
    edited(out, ">=Контакт<", ">Контакты<")
    edited(po, "Горячая линия открывается в Нукусе", "Линия уже открыта")
    report = exchanging.import_xliff(project, out)

    assert whats(report) == [
        ["refused", *["unchanged"] * 3, "changed", "unchanged"],
    ]
    assert report.imported[0].refused == 1
    text = po.read_text(encoding="utf-8")
    assert "Линия уже открыта" in text
    assert "Контакты" in text


def test_a_catalog_saved_while_it_runs(
    project: Project, po: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Theirs stays; one line says so."""
    out = tmp_path / "t.xlf"
    exchanging.export_xliff(project, "news", "ru", "2.1", out)
    edited(out, "Горячая линия открывается в Нукусе", "В Нукусе открыта линия")
    read = Planner.catalog

    def then_somebody_saves(planner: Planner, path: Path) -> Catalog:
        catalog = read(planner, path)
        edited(po, "Горячая линия", "Линия")
        return catalog

    monkeypatch.setattr(Planner, "catalog", then_somebody_saves)
    with pytest.raises(CatalogError, match="was saved by somebody while this ran"):
        exchanging.import_xliff(project, out)

    assert "Линия открывается" in po.read_text(encoding="utf-8")


def test_a_package_worked_on_in_both_files(project: Project, po: Path, tmp_path: Path) -> None:
    """What was done in its XLIFF is taken; what differs in its PO is refused."""
    from tiptranslate.exchange.zips import opened, packed  # noqa: PLC0415 - only here

    out = tmp_path / "t.zip"
    made = exchanging.export_package(project, ["news"], ["ru"], out)
    with opened(out, ".zip file") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert list(parts) == ["README.txt", "ru/news.po", "ru/news.xlf"]
    for name, new in (("ru/news.xlf", "Первое"), ("ru/news.po", "Второе")):
        parts[name] = parts[name].replace("=Контакт".encode(), new.encode())
    out.write_bytes(packed({**parts, "bill.pdf": b""}))
    report = exchanging.import_package(project, out)

    assert made.sentences == 6
    assert [done.file.name for done in report.imported] == ["news.xlf", "news.po"]
    assert [done[4] for done in whats(report)] == ["changed", "refused"]
    assert report.notes == (f"{out}/bill.pdf: was not read",)
    assert "Первое" in po.read_text(encoding="utf-8")


def test_a_release_that_has_moved_on(project: Project, tmp_path: Path) -> None:
    """Whoever exports is told that the catalog lacks sentences."""
    path = project.root / "releases" / "news.txt"
    path.write_text(NEWS + "\nA new sentence.\n", encoding="utf-8")
    made = exchanging.export_review(project, "news", "ru", tmp_path / "t.docx")

    assert made.notes == (
        "locales/ru/LC_MESSAGES/news.po: lacks what is new in the release (1); run `draft` first",
        "locales/ru/LC_MESSAGES/news.po: entries with plural forms were left out (1)",
    )


def test_a_table_without_some_rows(project: Project, tmp_path: Path) -> None:
    """Is taken, with a note."""
    out = tmp_path / "t.xlf"
    catalog = catalogs.read(project.catalog("news", "ru"))
    out.write_bytes(xliff.dump(Catalog("news", "ru", catalog.entries[:2]), "2.1"))

    assert exchanging.import_xliff(project, out).notes == (
        f"{out}: not every sentence of the catalog is in it (4 are not)",
    )


@pytest.mark.parametrize(
    ("slug", "language", "message"),
    [
        ("olds", "ru", "is for locales/ru/LC_MESSAGES/olds.po, which is not in this workspace"),
        ("news", "uz", "is for locales/uz/LC_MESSAGES/news.po, which is not in this workspace"),
        ("news", "kk", "is in 'kk'; this workspace has: ru, uz"),
        ("..", "ru", "'..' is no name of a release"),
        ("a b", "ru", "'a b' is no name of a release"),
    ],
)
def test_a_file_for_another_workspace(
    project: Project, tmp_path: Path, slug: str, language: str, message: str
) -> None:
    """One line; what a file says leads nowhere."""
    out = tmp_path / "t.xlf"
    out.write_bytes(xliff.dump(Catalog(slug, language), "2.1"))
    with pytest.raises(InputError) as error:
        exchanging.import_xliff(project, out)

    assert str(error.value) == f"{out}: {message}"


def test_a_bad_catalog_among_good_ones(project: Project, po: Path, tmp_path: Path) -> None:
    """Does not stop the others."""
    other = project.catalog("news", "uz")
    other.parent.mkdir(parents=True)
    other.write_bytes(po.read_bytes().replace(b"Language: ru", b"Language: uz"))
    out = tmp_path / "t.zip"
    exchanging.export_package(project, ["news"], ["ru", "uz"], out)
    po.write_bytes(b"<<<<<<< ours\n")
    report = exchanging.import_package(project, out)

    assert [done.language for done in report.imported] == ["uz", "uz"]
    lines = {str(error) for error in report.errors}
    assert len(lines) == 1
    assert lines.pop().startswith("locales/ru/LC_MESSAGES/news.po:1: merge conflict marker")


def test_a_file_that_is_there(project: Project, tmp_path: Path) -> None:
    """A table that somebody has worked in is not written over."""
    out = tmp_path / "t.docx"
    out.write_bytes(b"work")
    with pytest.raises(WorkspaceError, match="is there already and may hold somebody's work"):
        exchanging.export_review(project, "news", "ru", out)

    assert out.read_bytes() == b"work"
    assert exchanging.export_review(project, "news", "ru", out, force=True).written
    assert not exchanging.export_review(project, "news", "ru", out).written


def test_no_catalog_yet(project: Project, tmp_path: Path) -> None:
    """Says how to make one."""
    with pytest.raises(CatalogError, match=r"make it with `tiptranslate draft news -l uz`"):
        exchanging.export_review(project, "news", "uz", tmp_path / "t.docx")


@pytest.mark.parametrize("name", ["t.doc", "t.csv", "t"])
def test_other_kinds_of_tables(project: Project, tmp_path: Path, name: str) -> None:
    """Are named, on the way out and in."""
    for call in (
        lambda: exchanging.export_review(project, "news", "ru", tmp_path / name),
        lambda: exchanging.import_review(project, tmp_path / name),
    ):
        with pytest.raises(UsageError, match=r"a review table ends in \.docx or \.xlsx"):
            call()


def test_nothing_to_pack(project: Project, tmp_path: Path) -> None:
    """Without a release."""
    with pytest.raises(UsageError, match="there is no release to export"):
        exchanging.export_package(project, [], ["ru"], tmp_path / "p.zip")


def test_too_large_an_xliff(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Is not even opened."""
    out = tmp_path / "t.xlf"
    exchanging.export_xliff(project, "news", "ru", "2.1", out)
    monkeypatch.setattr("tiptranslate.exchange.zips.MOST_BYTES", 1000)

    with pytest.raises(InputError, match=r"t\.xlf: is too large"):
        exchanging.import_xliff(project, out)
