"""Bringing the index up to date: what is read again, and what is left alone."""

import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest

from tiptranslate.errors import InputError
from tiptranslate.model import Unit
from tiptranslate.translate import memory_filling
from tiptranslate.translate.memory_filling import Stamp, check_wear, compare, refresh
from tiptranslate.translate.memory_index import Index, OutdatedError

OLD = 1_000_000_000_000_000_000
"""Nanoseconds since 1970: in 2001, when no clock is coarse enough to matter."""


class Files:
    """Files of lines that are units, and an index of them; ``read`` has the names read last."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "files"
        self.folder.mkdir()
        self.index = Index(folder / "index")
        self.read: list[str] = []

    def put(self, name: str, text: str, time: int = OLD) -> None:
        """Write a file that says it is from some time."""
        (self.folder / name).write_text(text)
        os.utime(self.folder / name, ns=(time, time))

    def stamps(self, *, young: bool = False) -> dict[str, Stamp]:
        """The files as they are; their entries in the folder are as old as they say, or young."""
        with os.scandir(self.folder) as entries:
            found = {entry.name: Stamp.of(entry) for entry in entries}
        if young:
            return found
        return {
            name: Stamp(one.path, f"{one.path.stat().st_size}:{one.path.stat().st_mtime_ns}", OLD)
            for name, one in found.items()
        }

    def refresh(self, *, young: bool = False) -> list[str]:
        """Bring the index up to date; the names of the files that were read for it."""
        self.read = []
        refresh(self.index, self.stamps(young=young), self._units)
        return self.read

    def _units(self, name: str) -> Iterable[Unit]:
        self.read.append(name)
        for line in (self.folder / name).read_text().splitlines():
            if line == "bad":
                raise InputError("is bad", path=name)
            yield Unit(line, line.upper(), name)

    def sources(self) -> list[str]:
        """What the index has."""
        return [one.unit.source for one, _ in self.index.stored()]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Two files, known to the index."""
    files = Files(tmp_path)
    files.put("a", "one\ntwo\n")
    files.put("b", "two\nthree\n")
    assert files.refresh() == ["a", "b"]
    return files


def test_nothing_new(files: Files) -> None:
    """Nothing is read, nothing written."""
    assert files.refresh() == []
    assert refresh(files.index, files.stamps(), files._units) is False
    assert files.sources() == ["one", "two", "two", "three"]


def test_a_file_changes_comes_and_goes(files: Files) -> None:
    """Only what is another one is read."""
    files.put("b", "four\n")
    files.put("c", "five\none\n")
    assert files.refresh() == ["b", "c"]
    assert files.sources() == ["one", "two", "four", "five", "one"]

    (files.folder / "a").unlink()
    assert files.refresh() == []
    assert files.sources() == ["four", "five", "one"]


def test_touched(files: Files) -> None:
    """A new time alone is no new content."""
    files.put("a", "one\ntwo\n", OLD + 1)

    assert files.refresh() == []
    assert compare(files.index, files.stamps()) == ([], {})


def test_an_edit_that_shows_in_no_stamp_just_after_reading(tmp_path: Path) -> None:
    """Size and time are the same: so young a file is compared byte by byte."""
    files = Files(tmp_path)
    files.put("a", "one\n")
    stamps = files.stamps(young=True)
    refresh(files.index, stamps, files._units)
    files.put("a", "two\n")
    refresh(files.index, stamps, files._units)

    assert files.sources() == ["two"]
    files.read = []
    refresh(files.index, stamps, files._units)
    assert files.read == []


def test_a_young_file_is_sure_once_it_is_old(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then its bytes are left alone."""
    assert files.refresh(young=True) == []
    assert list(compare(files.index, files.stamps(young=True))[1]) == ["a", "b"]

    now = memory_filling._clock(files.folder)
    monkeypatch.setattr(memory_filling, "_clock", lambda _: now + 10_000_000_000)
    assert files.refresh(young=True) == []
    assert compare(files.index, files.stamps(young=True)) == ([], {})


def test_a_bad_file_leaves_all_as_it_was(files: Files) -> None:
    """All of it or nothing."""
    files.put("a", "six\n")
    files.put("b", "seven\nbad\n", OLD + 1)
    with pytest.raises(InputError, match="b: is bad"):
        files.refresh()

    assert files.sources() == ["one", "two", "two", "three"]
    files.put("b", "seven\n")
    assert files.refresh() == ["a", "b"]
    assert files.sources() == ["six", "seven"]


def test_a_link_that_leads_nowhere(files: Files) -> None:
    """Is asked for its units as any file is, and says itself what is wrong."""
    (files.folder / "c").symlink_to("nowhere")
    with os.scandir(files.folder) as entries:
        stamps = {entry.name: Stamp.of(entry) for entry in entries}

    with pytest.raises(FileNotFoundError):
        refresh(files.index, stamps, files._units)
    assert files.sources() == ["one", "two", "two", "three"]


def test_sentences_are_kept_when_their_units_go(files: Files) -> None:
    """Until there are too many of them."""
    files.put("a", "six\n")
    files.refresh()
    check_wear(files.index)
    many = [Unit(f"s{number}", "t", "") for number in range(10_001)]
    index = memory_filling.fill(Index(), many)
    check_wear(index)
    refresh(index, {}, lambda _: ())

    with pytest.raises(OutdatedError):
        check_wear(index)


def test_a_reader_sees_all_of_an_update_or_none(files: Files, tmp_path: Path) -> None:
    """Another process in the midst of writing changes nothing yet."""
    files.put("a", "six\n")
    other = Index(tmp_path / "index")
    seen: list[str] = []

    def read(name: str) -> Iterable[Unit]:
        yield from files._units(name)
        seen.extend(one.unit.source for one, _ in other.stored())

    refresh(files.index, files.stamps(), read)

    assert seen == ["one", "two", "two", "three"]
    assert [one.unit.source for one, _ in other.stored()] == ["six", "two", "three"]


def test_an_index_that_is_gone_wrong(files: Files, tmp_path: Path) -> None:
    """Says so where it is read through."""
    files.index.close()
    data = (tmp_path / "index").read_bytes()
    (tmp_path / "index").write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    with pytest.raises(sqlite3.Error):
        Index(tmp_path / "index").check()
