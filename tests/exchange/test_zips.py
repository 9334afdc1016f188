"""Zip files: the same bytes for the same parts, and none that would fill the memory."""

import zipfile
from pathlib import Path

import pytest

from tiptranslate.errors import InputError
from tiptranslate.exchange import zips


def test_packed(tmp_path: Path) -> None:
    """In the order given, readable for everybody, without a clock."""
    data = zips.packed({"b.txt": b"B", "a/a.txt": "А".encode()})
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    with zips.opened(path, ".zip file") as archive:
        names = archive.namelist()
        assert zips.part(archive, "a/a.txt").decode() == "А"
        assert zips.part(archive, "none") == b""

    assert names == ["b.txt", "a/a.txt"]
    assert data == zips.packed({"b.txt": b"B", "a/a.txt": "А".encode()})


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file, or all of its parts together."""
    path = tmp_path / "a.zip"
    path.write_bytes(zips.packed({f"{n}": b"%d" % n * 400 for n in range(3)}))
    monkeypatch.setattr(zips, "MOST_UNPACKED", 1000)
    with (
        pytest.raises(InputError, match="unpacks to too much"),
        zips.opened(path, ".zip file"),
    ):
        pass
    monkeypatch.setattr(zips, "MOST_BYTES", 10)
    with pytest.raises(InputError, match="is too large"), zips.opened(path, ".zip file"):
        pass


def test_a_header_that_lies(tmp_path: Path) -> None:
    """Python reads no more than the header says, and sees that it is not all."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", b"x" * 1000)
    data = path.read_bytes()
    size = (1000).to_bytes(4, "little")
    path.write_bytes(data.replace(size, (10).to_bytes(4, "little")))

    with (
        pytest.raises(InputError, match="is damaged or no"),
        zips.opened(path, ".zip file") as archive,
    ):
        archive.read("a")


def test_encrypted(tmp_path: Path) -> None:
    """Nobody has the key."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", b"x")
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)

    with (
        pytest.raises(InputError, match="is damaged or no"),
        zips.opened(path, ".zip file") as archive,
    ):
        archive.read("a")
