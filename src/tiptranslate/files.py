"""Writing files so that a crash at any moment leaves the old file or the new one, never a part."""

import contextlib
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import IO

from tiptranslate.errors import InputError

if sys.platform != "win32":
    import fcntl

_MARK = ".tiptranslate."
"""In the name of every temporary file, so that nobody's else is taken for one of ours."""
_TEMPORARY = re.compile(r"\..+\.[a-z0-9_]{8}\.tmp")
"""How `tempfile` names what `replacing` writes first."""
_ABANDONED = 3600
"""Seconds after which nobody writes a temporary file, where no lock can tell."""


def write_atomic(path: Path, data: bytes, *, durable: bool = True) -> bool:
    """Put ``data`` into ``path`` unless it is there already; see `replacing`.

    Args:
        path: The file.
        data: All of its bytes.
        durable: Wait until the disk has them; not worth it for what can be made anew.

    Returns:
        Whether anything was written.
    """
    with contextlib.suppress(FileNotFoundError):
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    with replacing(path, durable=durable) as file:
        file.write(data)
    return True


@contextlib.contextmanager
def replacing(path: Path, *, durable: bool = True) -> Iterator[IO[bytes]]:
    """A file to be written, which takes the place of ``path`` when all of it is.

    The bytes go to a temporary file in the same folder, are flushed to the disk
    and then take the name in one step. Missing folders are made. Where the path is a
    link, the file it leads to is written. After an error the old file, or none, is there.

    Args:
        path: The file.
        durable: Wait until the disk has its bytes.
    """
    if path.is_symlink():
        path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    _tidy(path.parent)
    handle, name = _temporary(path)
    try:
        # A copy of the handle keeps the temporary file marked as in use until it has its name.
        with _kept(handle):
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                if durable:
                    os.fsync(file.fileno())
            _keep_mode(path, Path(name))
            os.replace(name, path)  # noqa: PTH105 - a name, not yet a file of ours
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)  # noqa: PTH108
        raise


def read_bytes(path: Path, shown: Path | None = None) -> bytes:
    """The bytes of a file; none where it is missing.

    Raises:
        InputError: It cannot be read; the error names it as ``shown``.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=shown or path) from error


def sweep(folder: Path) -> None:
    """Remove the temporary files that killed runs have left anywhere below a folder of ours.

    Those that another process is writing stay.
    """
    for path in folder.rglob(".*.tmp"):
        if _TEMPORARY.fullmatch(path.name):
            _discard(path)


@cache
def _tidy(folder: Path) -> None:
    """Remove what killed runs have left in a folder, at this process's first write into it.

    The folder may be anybody's, such as one that an export goes to. Listing it at every
    write would make a run over many releases slow.
    """
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _MARK in entry.name and _TEMPORARY.fullmatch(entry.name):
                _discard(Path(entry.path))


def _discard(path: Path) -> None:
    """Remove a temporary file if its writer is no more."""
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            if _is_old(path):
                path.unlink()
        else:
            handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            try:
                # While it is locked, so that a writer who has just made it sees it go.
                if _is_free(handle, path):
                    path.unlink()
            finally:
                os.close(handle)


def _temporary(path: Path) -> tuple[int, str]:
    """A new file beside another, marked as in use: its handle and name."""
    prefix = f".{path.name[:40]}{_MARK}"
    while True:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=prefix, suffix=".tmp")
        if sys.platform == "win32":
            return handle, name
        with contextlib.suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        if os.fstat(handle).st_nlink:
            return handle, name
        os.close(handle)  # somebody has swept it away before it was marked


if sys.platform != "win32":

    def _is_free(handle: int, path: Path) -> bool:
        """Whether no process writes a temporary file."""
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a file system without locks
            return _is_old(path)
        return True


def _is_old(path: Path) -> bool:
    """Whether a file was last written so long ago that its writer must be gone."""
    return time.time() - path.stat().st_mtime > _ABANDONED


@contextlib.contextmanager
def _kept(handle: int) -> Iterator[None]:
    """Keep the mark of a file that is in use after the file is closed.

    Windows renames no open file, and has no such marks.
    """
    if sys.platform == "win32":
        yield
        return
    copy = os.dup(handle)
    try:
        yield
    finally:
        os.close(copy)


def _keep_mode(path: Path, temporary: Path) -> None:
    """Give the new file the old one's permissions, or those an ordinary new file gets."""
    try:
        mode = path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    temporary.chmod(mode)
