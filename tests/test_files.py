"""A file is the old one or the new one, whatever happens."""

import os
import re
import stat
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.files import replacing, sweep, write_atomic

posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions and links of POSIX")


@given(data=st.binary(), other=st.binary(), durable=st.booleans())
def test_any_bytes(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, other: bytes, durable: bool
) -> None:
    """What is written is there; the same again is not written."""
    path = tmp_path_factory.mktemp("files") / "a.po"

    assert write_atomic(path, data, durable=durable)
    assert path.read_bytes() == data
    assert not write_atomic(path, data, durable=durable)
    assert write_atomic(path, other, durable=durable) == (other != data)
    assert path.read_bytes() == other
    assert [item.name for item in path.parent.iterdir()] == ["a.po"]


def test_missing_folders_are_made(tmp_path: Path) -> None:
    """As many as are missing."""
    path = tmp_path / "locales" / "ru" / "a.po"

    assert write_atomic(path, b"text")
    assert path.read_bytes() == b"text"


@pytest.mark.parametrize("name", ["a" * 200, "ж" * 100, "😀" * 50, ".hidden", "with space", "a'b"])
def test_names(tmp_path: Path, name: str) -> None:
    """Any name that a file can have, however long its letters are."""
    path = tmp_path / name

    assert write_atomic(path, b"text")
    assert [item.name for item in tmp_path.iterdir()] == [name]


def test_what_is_the_same_is_not_touched(tmp_path: Path) -> None:
    """Git and editors see no change: the file is not even replaced."""
    path = tmp_path / "a.po"
    path.write_bytes(b"text")
    os.utime(path, (1, 1))
    before = path.stat()

    assert not write_atomic(path, b"text")
    assert (path.stat().st_mtime, path.stat().st_ino) == (before.st_mtime, before.st_ino)


@posix
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
def test_permissions_stay(tmp_path: Path, mode: int) -> None:
    """Those of the old file."""
    path = tmp_path / "a.po"
    path.write_bytes(b"old")
    path.chmod(mode)

    write_atomic(path, b"new")

    assert stat.S_IMODE(path.stat().st_mode) == mode


@posix
@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_permissions_of_a_new_file(tmp_path: Path, mask: int, mode: int) -> None:
    """Those that any program would give it."""
    old = os.umask(mask)
    try:
        write_atomic(tmp_path / "a.po", b"text")
        assert os.umask(mask) == mask
    finally:
        os.umask(old)

    assert stat.S_IMODE((tmp_path / "a.po").stat().st_mode) == mode


@posix
def test_a_link_leads_to_its_file(tmp_path: Path) -> None:
    """A catalog that is kept elsewhere is written there, and the link stays."""
    (tmp_path / "elsewhere").mkdir()
    target = tmp_path / "elsewhere" / "a.po"
    target.write_bytes(b"old")
    link = tmp_path / "a.po"
    link.symlink_to(target)

    assert write_atomic(link, b"new")

    assert link.is_symlink()
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize("function", ["fsync", "replace"])
@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_leaves_the_old_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str, fault: BaseException
) -> None:
    """A full disk or a stop at any step: the old bytes are there, and nothing else is."""
    path = tmp_path / "a.po"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(f"tiptranslate.files.os.{function}", fail)
        with pytest.raises(type(fault)):
            write_atomic(path, b"new")

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@posix
def test_a_full_disk(tmp_path: Path) -> None:
    """The system's own error comes through."""
    import resource  # noqa: PLC0415 - there is none on Windows
    import signal  # noqa: PLC0415

    path = tmp_path / "a.po"
    path.write_bytes(b"old")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            write_atomic(path, b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    """It stays as it is."""
    (tmp_path / "a.po").mkdir()

    with pytest.raises(OSError, match=r"directory|denied"):
        write_atomic(tmp_path / "a.po", b"text")

    assert list(tmp_path.iterdir()) == [tmp_path / "a.po"]


def test_a_file_in_the_way_of_a_folder(tmp_path: Path) -> None:
    """So does a file where a folder should be."""
    (tmp_path / "locales").write_bytes(b"mine")

    with pytest.raises(OSError, match="locales"):
        write_atomic(tmp_path / "locales" / "a.po", b"text")

    assert (tmp_path / "locales").read_bytes() == b"mine"


def test_what_killed_runs_have_left_is_swept(tmp_path: Path) -> None:
    """Only our own temporary files go, at any depth; hidden files of others stay."""
    deep = tmp_path / "locales" / "ru"
    deep.mkdir(parents=True)
    handle, left = tempfile.mkstemp(dir=deep, prefix=".a.po.", suffix=".tmp")
    os.close(handle)
    mine = [deep / "a.po", deep / ".tmp", deep / ".mine.tmp", deep / "a.po.abcd1234.tmp"]
    for path in mine:
        path.write_bytes(b"mine")

    sweep(tmp_path)

    assert not Path(left).exists()
    assert sorted(deep.iterdir()) == sorted(mine)


def test_a_file_written_bit_by_bit(tmp_path: Path) -> None:
    """It has its name when all of it is there, and the old one until then."""
    path = tmp_path / "a.tmx"
    path.write_bytes(b"old")
    with replacing(path) as file:
        for part in (b"one ", b"two"):
            file.write(part)
            assert path.read_bytes() == b"old"
        (temporary,) = [item.name for item in tmp_path.iterdir() if item != path]

    assert re.fullmatch(r"\.a\.tmx\.tiptranslate\.[a-z0-9_]{8}\.tmp", temporary)
    assert path.read_bytes() == b"one two"
    assert list(tmp_path.iterdir()) == [path]


def test_an_error_in_the_midst_leaves_the_old_file(tmp_path: Path) -> None:
    """And no temporary one."""
    path = tmp_path / "a.tmx"
    path.write_bytes(b"old")

    def fail() -> None:
        with replacing(path) as file:
            file.write(b"new")
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        fail()

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@posix
def test_what_another_process_is_writing_is_not_swept(tmp_path: Path) -> None:
    """Sweeping is safe beside any number of writers."""
    path = tmp_path / "a.po"
    with replacing(path) as file:
        file.write(b"text")
        sweep(tmp_path)
        write_atomic(tmp_path / "b.po", b"text")

    assert path.read_bytes() == b"text"


def test_the_first_write_into_a_folder_tidies_it(tmp_path: Path) -> None:
    """A rest of ours goes when its writer is gone; what others call alike stays."""
    left = tmp_path / ".report.docx.tiptranslate.abcd1234.tmp"
    theirs = [tmp_path / ".cache.abcd1234.tmp", tmp_path / ".tiptranslate.tmp"]
    for path in (left, *theirs):
        path.write_bytes(b"")
        os.utime(path, (1, 1))

    write_atomic(tmp_path / "table.docx", b"text")

    assert sorted(tmp_path.iterdir()) == sorted([*theirs, tmp_path / "table.docx"])


@posix
def test_a_file_system_without_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There a rest is one when nobody has written it for an hour."""

    def refuse(*_: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr("tiptranslate.files.fcntl.flock", refuse)
    old, new = (tmp_path / f".a.po.tiptranslate.abcd123{n}.tmp" for n in "45")
    for path in (old, new):
        path.write_bytes(b"")
    os.utime(old, (1, 1))

    write_atomic(tmp_path / "b.po", b"text")
    sweep(tmp_path)

    assert sorted(tmp_path.iterdir()) == sorted([new, tmp_path / "b.po"])
