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


PAIRS = [
    ("It is free.", "Бесплатно.", "2020-01-01T00:00:00Z"),
    ("It is free.", "Бесплатно.", "2021-01-01T00:00:00Z"),
    ("It is  free.", "Даром.", "2022-01-01T00:00:00Z"),
    ("It is free.", "Бесплатно.", "2023-01-01T00:00:00Z"),
    ("They came on 12 May.", "Они пришли 13 мая.", ""),
    ("They came.", " ", ""),
    ("They came home.", "They came home.", ""),
    ("They came in.", "Oni voshli.", ""),
    ("Они", "Oни", ""),
    ("UNODC", "UNODC", ""),
    ("They went.", "Они ушли.", ""),
    ("«They» left.", "«Они» ушли.", ""),
    ("“They” left.", "“Они” ушли.", ""),
]
"""What a memory should not hold, and what it may."""


def test_check(tmp_path: Path) -> None:
    """Conflicts, duplicates and doubtful pairs, each at its line, with where and when."""
    workspace.init(tmp_path)
    path = tmp_path / "memory" / "old.tmx"
    path.parent.mkdir()
    with path.open("wb") as file:
        tmx.dump(((Unit(one, other, "", date), "ru") for one, other, date in PAIRS), file.write)
    checked = {one.language: one for one in memories.check_memory(Project(tmp_path), ["ru", "uz"])}

    assert (checked["ru"].units, checked["uz"].units, checked["uz"].findings) == (13, 0, ())
    lines = {unit.line: n for n, unit in enumerate(tmx.units(path, "ru"))}
    assert [(f.check, f.level.name, lines[f.line], f.message) for f in checked["ru"].findings] == [
        (
            "duplicate", "SUGGESTION", 1,
            "“It is free.” is the same pair as in memory/old.tmx:5 (2020-01-01) and 1 more",
        ),
        (
            "conflict", "WARNING", 2,
            "“It is free.” is “Даром.” (2022-01-01), but “Бесплатно.” in memory/old.tmx:5 (2020-01-01)",  # noqa: E501 - one message
        ),
        ("changed-number", "ERROR", 4, "“13” should be “12”"),
        ("empty", "ERROR", 5, "one side has nothing but white space"),
        ("copied-source", "ERROR", 6, "“They came home” was left in English"),
        ("wrong-script", "ERROR", 7, "“Oni voshli.” has no Cyrillic letter"),
        ("mixed-script", "ERROR", 8, "“Oни” has letters of two alphabets"),
    ]  # fmt: skip
    assert {finding.path for finding in checked["ru"].findings} == {Path("memory/old.tmx")}


def test_dates_pass_through(project: Project, folder: Path, tmp_path: Path) -> None:
    """From another program's file into the memory, and out again."""
    report = memories.import_memory(project, folder / "foreign" / "other.tmx")
    out = tmp_path / "all.tmx"
    memories.export_memory(project, ["uz"], out)

    dates = [unit.date for path in (report.path, out) for unit in tmx.units(path, "uz")]
    assert dates == ["2020-01-01T00:00:00Z"] * 2


_GOOD = (
    '<?xml version="1.0" encoding="UTF-8"?><tmx version="1.4"><body><tu><tuv xml:lang="en">'
    '<seg>Bir ʻ</seg></tuv><tuv xml:lang="ru"><seg>Один</seg></tuv></tu></body></tmx>'
)
_BOMB = '<!DOCTYPE tmx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("hostile", "message"),
    [
        (_GOOD.replace("<tmx", f"{_BOMB}<tmx").encode(), "declares entities"),
        (_GOOD.replace("Bir", "x" * 4_000_001).encode(), "too large or too deep"),
        (_GOOD.replace("Bir", "<hi>" * 101).encode(), "too large or too deep"),
        (_GOOD.replace("Bir", "<hi/>" * 40_001).encode(), "too large or too deep"),
        (_GOOD.encode("utf-16"), "is no XML"),
        (_GOOD.replace("Один", "\ud83d").encode("utf-8", "surrogatepass"), "is no XML"),
        (_GOOD.replace("UTF-8", "cp1251").replace("ʻ", "").encode("cp1252", "replace"), ""),
        (_GOOD.replace("UTF-8", "x-none").encode(), "is no XML"),
        (_GOOD.replace("UTF-8", "base64").encode(), "is no XML"),
        (_GOOD.replace("Bir", "\0").encode(), "is no XML"),
        (b"PK\x03\x04" + bytes(range(256)), "is no XML"),
        (b"\x00" * 10_000, "is no XML"),
    ],
)
def test_hostile_files(project: Project, tmp_path: Path, hostile: bytes, message: str) -> None:
    """One line that names the file, and nothing is left in the memory; in time."""
    path = tmp_path / "bad.tmx"
    path.write_bytes(hostile)
    if not message:  # a wrong but possible encoding is text, whatever it says
        assert memories.import_memory(project, path).units["ru"] == 1
        return
    with pytest.raises(InputError) as error:
        memories.import_memory(project, path)

    assert str(error.value).startswith(f"{path}:")
    assert message in str(error.value)
    assert "\n" not in str(error.value)
    assert list((project.root / "memory").iterdir()) == []


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_files_cut_short(project: Project, tmp_path: Path, folder: Path, share: float) -> None:
    """As a broken download leaves them: nothing of them is taken."""
    data = (folder / "foreign" / "other.tmx").read_bytes()
    path = tmp_path / "cut.tmx"
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(InputError, match=r"cut\.tmx:[0-9]+: is no XML"):
        memories.import_memory(project, path)

    assert list((project.root / "memory").iterdir()) == []
