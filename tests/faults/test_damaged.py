"""Catalogs, tables, settings and caches that something else has damaged."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tiptranslate.catalog import read
from tiptranslate.errors import TiptranslateError
from tiptranslate.model import State
from tiptranslate.review.session import Session

Damage = Callable[[bytes], bytes]
PO = "locales/ru/LC_MESSAGES/alpha.po"
CONFLICT = "<<<<<<< HEAD\n{}=======\n{}>>>>>>> theirs\n"


def conflict(data: bytes, line: str) -> bytes:
    """What git leaves where two people have changed a line."""
    text = data.decode()
    at = text.index(line)
    end = text.index("\n", at) + 1
    both = CONFLICT.format(text[at:end], text[at:end].replace("о", "а"))
    return (text[:at] + both + text[end:]).encode()


def twice(data: bytes) -> bytes:
    """Every entry but the header two times, the second in other words."""
    header, _, rest = data.partition(b"\n\n")
    return header + b"\n\n" + rest + b"\n" + rest.replace(b"[", b"[!")


CATALOGS: dict[str, Damage] = {
    "cut-in-a-word": lambda data: data[: data.rindex(b'"') - 3],
    "cut-in-a-keyword": lambda data: data[: data.rindex(b"msgstr") + 4],
    "binary": lambda data: bytes(range(256)) * 4 + data,
    "nuls": lambda data: bytes(len(data)),
    "another-charset": lambda data: data.decode().encode("utf-16"),
    "not-its-charset": lambda data: data.decode().encode("cp1251", "replace"),
    "twice": twice,
    "conflict": partial(conflict, line='msgstr "[Хот'),
    "conflict-in-header": partial(conflict, line='"POT-Creation'),
    "html": lambda _data: b"<!DOCTYPE html><title>502</title>",
    "a-word-document": lambda _data: b"PK\x03\x04" + bytes(200),
}
COMMANDS = [
    ("draft",),
    ("status",),
    ("check", "--fix"),
    ("assemble", "--allow-drafts"),
    ("export", "xliff", "alpha", "-l", "ru", "-o", "{}/../a.xlf"),
    ("export", "package", "-o", "{}/../a.zip"),
    ("import", "xliff", "{}/in/a.xlf"),
]


@pytest.fixture
def root(lab: Any) -> Path:
    """A workspace in which a translation has come back."""
    root: Path = lab.workspace()
    assert lab.cli_here(root, "export", "xliff", "alpha", "-l", "ru", "-o", "{}/in/a.xlf").code == 0
    return root


@pytest.mark.parametrize("damage", CATALOGS)
def test_a_damaged_catalog(lab: Any, root: Path, damage: str) -> None:
    """It stays as it is, to the byte; one line names it; the other catalogs go on."""
    path = root / PO
    path.write_bytes(CATALOGS[damage](path.read_bytes()))
    (root / "releases" / "beta.txt").write_text("News\n\nIt is new.\n")
    before = lab.files(root)
    for arguments in COMMANDS:
        ended = lab.cli_here(root, *arguments)
        ended.check_refused(2, saying="")
        assert PO in ended.err, (arguments, ended)
        assert lab.files(root)[PO] == before[PO], arguments
    after = lab.files(root)
    other = PO.replace("alpha", "beta")
    assert after[other] != before[other], "drafted all the same"
    with pytest.raises(TiptranslateError, match=r"alpha\.po"):
        Session(root).desk.snapshot("alpha", "ru")


def test_a_catalog_cut_anywhere(lab: Any, root: Path) -> None:
    """Refused, or read as far as it goes; no approved sentence that is in it gets lost."""
    whole = (root / PO).read_bytes()
    for cut in range(0, len(whole), 97):
        (root / PO).write_bytes(whole[:cut])
        words = _approved(root)
        ended = lab.cli_here(root, "draft", "alpha", "-l", "ru")
        assert ended.code in (0, 2), (cut, ended)
        assert "Traceback" not in ended.err
        if ended.code == 2:
            assert (root / PO).read_bytes() == whole[:cut]
        assert words <= _approved(root), cut


def _approved(root: Path) -> set[str]:
    """The approved translations of a catalog, none where it cannot be read."""
    try:
        entries = read(root / PO).entries
    except TiptranslateError:
        return set()
    return {entry.target for entry in entries if entry.state is State.REVIEWED}


@pytest.mark.parametrize("kind", ["folder", "dangling", "loop"])
def test_no_file_where_a_catalog_should_be(lab: Any, root: Path, kind: str) -> None:
    """A folder of its name, or a link that leads nowhere, is named and left alone."""
    path = root / PO
    path.unlink()
    if kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(path if kind == "loop" else root / "nowhere" / "alpha.po")
    for arguments in COMMANDS[:4]:
        ended = lab.cli_here(root, *arguments)
        assert ended.code in (0, 1, 2), (arguments, ended)
        assert "Traceback" not in ended.err, (arguments, ended.err)
    assert path.is_dir() if kind == "folder" else path.is_symlink()
    assert lab.rests(root) == []


TABLES: dict[str, Damage] = {
    "cut-in-the-heading": lambda data: data[:12],
    "cut-in-a-quotation": lambda data: data + b'shelter,noun,preferred,,"a note',
    "binary": lambda data: bytes(range(256)) * 4 + data,
    "nuls": lambda data: bytes(len(data)),
    "not-its-charset": lambda data: data.decode().encode("koi8-r", "replace"),
    "conflict": lambda data: conflict(data, "\n".join(data.decode().splitlines()[1:])[:8]),
    "twice": lambda data: data + data.split(b"\n", 1)[1],
    "no-heading": lambda data: data.split(b"\n", 1)[1],
    "another-table": lambda _data: b"date,amount\n2024-01-01,12\n",
    "an-excel-file": lambda _data: b"PK\x03\x04" + bytes(200),
}


@pytest.mark.parametrize("table", ["glossary/terms.csv", "glossary/names.csv"])
@pytest.mark.parametrize("damage", TABLES)
def test_a_damaged_glossary(lab: Any, root: Path, table: str, damage: str) -> None:
    """Nothing is drafted or compiled by half a glossary; one line names the table."""
    path = root / table
    path.write_bytes(TABLES[damage](path.read_bytes()))
    (root / "releases" / "beta.txt").write_text("News\n\nIt is new.\n")
    before = lab.files(root)
    for arguments in (
        ("draft",),
        ("check", "--fix"),
        ("lint", "--fix"),
        ("glossary", "validate"),
        ("glossary", "compile"),
        ("glossary", "import", "{}/" + table),
    ):
        ended = lab.cli_here(root, *arguments)
        ended.check_refused(2, saying="")
        assert table in ended.err, (arguments, ended)
        changed = {name for name, data in lab.files(root).items() if before.get(name) != data}
        assert changed <= {"locales/beta.pot"}, arguments


SETTINGS: dict[str, Damage] = {
    "cut": lambda data: data[: data.index(b"uz")],
    "binary": lambda data: bytes(range(256)) + data,
    "nuls": lambda data: bytes(len(data)),
    "another-charset": lambda data: ("# тест\n" + data.decode()).encode("cp1251"),
    "conflict": lambda data: conflict(data, "languages"),
    "twice": lambda data: data + data,
    "a-value-of-another-kind": lambda data: data.replace(b"[draft]", b"[draft]\nbeam = 'four'"),
}


@pytest.mark.parametrize("damage", SETTINGS)
def test_damaged_settings(lab: Any, root: Path, damage: str) -> None:
    """No command works by half of the settings, or by none."""
    path = root / "tiptranslate.toml"
    path.write_bytes(SETTINGS[damage](path.read_bytes()))
    before = lab.files(root)
    for arguments in (*COMMANDS, ("lint", "--fix"), ("glossary", "compile")):
        ended = lab.cli_here(root, *arguments)
        ended.check_refused(2, saying="")
        assert "tiptranslate.toml" in ended.err
        assert len(ended.err.splitlines()) == 1
        assert lab.files(root) == before, arguments


JUNK = {
    "empty": b"",
    "cut": b'{"version": 1, "catalogs": {"ru/alpha": {"print": "a',
    "nuls": bytes(64),
    "list": b"[1, 2]",
    "other-values": b'{"version": 1, "catalogs": {"ru/alpha": 7}, "blocks": {"a": "b"}}',
    "not-utf-8": b"\xff\xfe{",
}


@pytest.mark.parametrize("junk", JUNK)
def test_damaged_caches(lab: Any, root: Path, junk: str) -> None:
    """Whatever is in them, the catalogs become the same."""
    assert lab.cli_here(root, "draft").code == 0
    before = lab.files(root)
    for path in (root / "build").rglob("*"):
        if path.is_file():
            path.write_bytes(JUNK[junk])
    for arguments in (("draft",), ("status",), ("memory", "find", "It is free."), ("draft",)):
        ended = lab.cli_here(root, *arguments)
        assert (ended.code, ended.err) == (0, ""), arguments
    assert {name: lab.files(root)[name] for name in before} == before


def test_a_folder_where_a_cache_should_be(lab: Any, root: Path) -> None:
    """The run does its work, and only takes longer the next time."""
    for name in ("catalogs.json", "sentences.json"):
        (root / "build" / ".tiptranslate" / name).mkdir(parents=True)
    (root / "releases" / "beta.txt").write_text("News\n\nIt is new.\n")

    assert lab.cli_here(root, "draft").code == 0
    assert "It is new." in (root / "locales" / "beta.pot").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "junk", [b"\x00" * 50, b'{"kind":"undo"}\n', b'\n{"kind":"do","chan', b"[]"]
)
def test_a_damaged_journal(root: Path, junk: bytes) -> None:
    """What cannot be read cannot be undone, and that is all."""
    journal = root / "build" / ".tiptranslate" / "review" / "ru" / "alpha.jsonl"
    journal.parent.mkdir(parents=True)
    journal.write_bytes(junk)

    assert Session(root).steps("alpha", "ru") == (False, False)


MEMORIES: dict[str, bytes] = {
    "cut": b'<?xml version="1.0"?><tmx version="1.4"><header srclang="en"/><body><tu><tuv',
    "binary": bytes(range(256)),
    "empty": b"",
    "another-format": b"<html></html>",
}


@pytest.mark.parametrize("damage", MEMORIES)
def test_a_damaged_memory(lab: Any, root: Path, damage: str) -> None:
    """It is named, by `draft` too; catalogs and the memory stay as they were."""
    (root / "memory").mkdir()
    (root / "memory" / "office.tmx").write_bytes(MEMORIES[damage])
    before = lab.files(root)
    for arguments in (("memory", "find", "x"), ("memory", "import", "{}/memory/office.tmx")):
        ended = lab.cli_here(root, *arguments)
        ended.check_refused(2, saying="")
        assert "office.tmx" in ended.err
    (root / "releases" / "beta.txt").write_text("News\n\nIt is new.\n")
    ended = lab.cli_here(root, "draft")
    assert ended.code == 2
    assert "office.tmx" in ended.err
    after = lab.files(root)
    kept = [name for name in before if "beta" not in name]
    assert [after[name] for name in kept] == [before[name] for name in kept]
