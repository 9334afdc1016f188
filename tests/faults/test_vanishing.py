"""Files that are gone between being listed and being read: another program is tidying up."""

from pathlib import Path
from typing import Any

import pytest

FILES = [
    "releases/alpha.txt",
    "locales/alpha.pot",
    "locales/ru/LC_MESSAGES/alpha.po",
    "locales/uz@cyrillic/LC_MESSAGES/alpha.po",
    "glossary/terms.csv",
    "glossary/names.csv",
    "glossary/slips.csv",
    "segment/own.srx",
    "memory/office.tmx",
    "tiptranslate.toml",
    "build/.tiptranslate/catalogs.json",
]
COMMANDS = [
    ("draft",),
    ("status",),
    ("check",),
    ("lint",),
    ("segment",),
    ("assemble", "--allow-drafts", "--all", "--to", "txt"),
    ("memory", "find", "It is free."),
    ("memory", "export", "-o", "{}/../a.tmx"),
    ("glossary", "find", "The hotline."),
    ("export", "package", "-o", "{}/../a.zip"),
]


@pytest.fixture
def root(lab: Any) -> Path:
    """A workspace that has a file of every kind."""
    root: Path = lab.workspace()
    (root / "memory").mkdir()
    assert lab.cli_here(root, "memory", "export", "-o", "{}/memory/office.tmx").code == 0
    (root / "segment").mkdir()
    rules = Path(__file__).parents[2] / "src" / "tiptranslate" / "segment" / "press_en.srx"
    (root / "segment" / "own.srx").write_bytes(rules.read_bytes())
    (root / "glossary" / "slips.csv").write_text("wrong,right,why,level\n")
    assert lab.cli_here(root, "draft").code == 0
    return root


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_file_that_is_gone_when_it_is_read(
    lab: Any, root: Path, arguments: tuple[str, ...]
) -> None:
    """It counts as missing, or is named in one line; no other file changes."""
    lab.cli_here(lab.copy(root), *arguments)
    names = lab.read_by(lab.copy(root), *arguments).intersection(FILES)
    assert names
    for name in sorted(names):
        desk = lab.copy(root)
        before = lab.files(desk)
        ended = lab.cli(desk, *arguments, step=lab.vanishing(name))

        assert ended.code in (0, 1, 2), (name, ended)
        assert "Traceback" not in ended.err, (name, ended.err)
        if ended.code == 2:
            assert "tiptranslate: " in ended.err, name
        now = lab.files(desk)
        # Without a table of the glossary the hints in the catalogs go.
        mine = ".po" if "glossary" in name else Path(name).stem
        kept = {other for other in before if mine not in other and other != name}
        assert {other: now.get(other) for other in kept} == {o: before[o] for o in kept}, name
        if not name.endswith(".po"):
            assert lab.reviewed(desk) == lab.reviewed(root), name
        assert lab.rests(desk) == []


def test_a_folder_that_is_gone(lab: Any, root: Path) -> None:
    """Whole folders that somebody has removed are as if they had never been."""
    for folder in ("locales/ru", "locales", "glossary", "memory", "segment", "build"):
        desk = lab.copy(root)
        (desk / folder).rename(desk.parent / "elsewhere")
        for arguments in COMMANDS:
            ended = lab.cli_here(desk, *arguments)
            assert ended.code in (0, 1, 2), (folder, arguments, ended)
            assert "Traceback" not in ended.err, (folder, arguments, ended.err)
