"""Files for people: none is written over unasked, none is half-written."""

from pathlib import Path

import pytest

from tiptranslate.errors import InputError, WorkspaceError
from tiptranslate.exchange import outputs


def test_a_file_that_is_there(tmp_path: Path) -> None:
    """It may hold somebody's work."""
    path = tmp_path / "t.docx"
    assert outputs.write(path, b"a")
    assert not outputs.write(path, b"a")
    with pytest.raises(WorkspaceError, match=r"t\.docx: is there already and may hold somebody's"):
        outputs.write(path, b"b")

    assert path.read_bytes() == b"a"
    assert outputs.write(path, b"b", force=True)


def test_streamed(tmp_path: Path) -> None:
    """The name is taken at the end; afterwards nothing else is there."""
    path = tmp_path / "new" / "a.tmx"
    with outputs.streamed(path) as write:
        write(b"a")
        assert not path.exists()
        write(b"b")

    assert path.read_bytes() == b"ab"
    assert list(path.parent.iterdir()) == [path]
    with pytest.raises(WorkspaceError, match="is there already"), outputs.streamed(path):
        pass
    with outputs.streamed(path, force=True) as write:
        write(b"c")
    assert path.read_bytes() == b"c"


def test_streamed_with_an_error(tmp_path: Path) -> None:
    """The old file stays."""
    path = tmp_path / "a.tmx"
    path.write_bytes(b"old")

    def fail() -> None:
        with outputs.streamed(path, force=True) as write:
            write(b"new")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_no_place(tmp_path: Path) -> None:
    """One line."""
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "a"
    with pytest.raises(InputError, match="cannot be written"):
        outputs.write(path, b"a")
    with pytest.raises(InputError, match="cannot be written"), outputs.streamed(path):
        pass
