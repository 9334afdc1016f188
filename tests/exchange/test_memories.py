"""Memories of a workspace: out as TMX, in as TMX."""

from pathlib import Path

import pytest

from tiptranslate import memories, workspace
from tiptranslate.errors import InputError, UsageError, WorkspaceError
from tiptranslate.exchange import tmx
from tiptranslate.model import Unit
from tiptranslate.project import Project


@pytest.fixture
def project(tmp_path: Path, folder: Path) -> Project:
    """A workspace in which two sentences are approved."""
    root = tmp_path / "desk"
    workspace.init(root)
    path = root / "locales" / "ru" / "LC_MESSAGES" / "news.po"
    path.parent.mkdir(parents=True)
    path.write_bytes((folder / "news.po").read_bytes())
    (path.parent / "same.po").write_bytes((folder / "news.po").read_bytes())
    return Project(root)


def test_export(project: Project, tmp_path: Path) -> None:
    """What people have approved, also of what left a release; each pair once."""
    out = tmp_path / "all.tmx"
    report = memories.export_memory(project, ["ru", "uz"], out)

    assert (dict(report.units), report.path) == ({"ru": 4, "uz": 0}, out)
    assert [(unit.source, unit.origin) for unit in tmx.units(out, "ru")] == [
        ("Call ⟦1⟧the new number⟦/1⟧ at any hour⟦2/⟧.", "news"),
        ("Crossed ⟦1⟧marks ⟦2⟧stay⟦/1⟧ as⟦/2⟧ they are.", "news"),
        ("one letter", "news"),
        ("Gone.", "news"),
    ]
    with pytest.raises(WorkspaceError, match="is there already"):
        memories.export_memory(project, ["ru"], out)


def test_import(project: Project, folder: Path) -> None:
    """The pairs of the workspace's languages, in a file of our own form."""
    report = memories.import_memory(project, folder / "foreign" / "other.tmx")

    assert report.path == project.root / "memory" / "other.tmx"
    assert (dict(report.units), report.left_out) == ({"ru": 2, "uz": 1}, 2)
    assert list(tmx.units(report.path, "uz")) == [
        Unit("Call now.", "Hozir qoʻngʻiroq qiling.", "other")
    ]


def test_there_and_back(project: Project, tmp_path: Path) -> None:
    """The same bytes."""
    out = tmp_path / "Все вместе.tmx"
    memories.export_memory(project, ["ru"], out)
    report = memories.import_memory(project, out, name="all")

    assert report.path.read_bytes() == out.read_bytes()


def test_a_memory_that_is_there(project: Project, folder: Path) -> None:
    """Stays, unless that is asked for; so does the old one where the new one is bad."""
    path = project.root / "memory" / "other.tmx"
    path.parent.mkdir()
    path.write_bytes(b"old")
    with pytest.raises(WorkspaceError, match=r"memory/other\.tmx: is there already"):
        memories.import_memory(project, folder / "foreign" / "other.tmx")
    bad = folder / "news.2.1.xlf"
    with pytest.raises(InputError, match="is XML, but no TMX"):
        memories.import_memory(project, bad, name="other", force=True)

    assert path.read_bytes() == b"old"
    assert [item.name for item in path.parent.iterdir()] == ["other.tmx"]
    memories.import_memory(project, folder / "foreign" / "other.tmx", force=True)
    assert path.read_bytes() != b"old"


def test_nothing_for_this_workspace(project: Project, tmp_path: Path) -> None:
    """No empty memory is made."""
    path = tmp_path / "kk.tmx"
    with path.open("wb") as file:
        tmx.dump([(Unit("a", "ә", ""), "kk")], file.write)
    with pytest.raises(InputError) as error:
        memories.import_memory(project, path)

    assert str(error.value) == f"{path}: has no pair from en into any of: ru, uz"
    assert list((project.root / "memory").iterdir()) == []


@pytest.mark.parametrize("name", ["", "../up", "A b"])
def test_a_name_that_cannot_be_one(project: Project, folder: Path, name: str) -> None:
    """It leads nowhere."""
    with pytest.raises(UsageError, match="cannot be a name"):
        memories.import_memory(project, folder / "memory.tmx", name=name)


def test_no_file(project: Project, tmp_path: Path) -> None:
    """One line."""
    with pytest.raises(InputError, match=r"none\.tmx: cannot be read: No such file"):
        memories.import_memory(project, tmp_path / "none.tmx")
