"""Writing files so that a crash at any moment leaves the old file or the new one, never a part."""

import contextlib
import os
import re
import tempfile
from pathlib import Path

from tiptranslate.errors import InputError

_TEMPORARY = re.compile(r"\..+\.[a-z0-9_]{8}\.tmp")
"""How `tempfile` names what `write_atomic` writes first."""


def write_atomic(path: Path, data: bytes, *, durable: bool = True) -> bool:
    """Put ``data`` into ``path`` unless it is there already.

    The bytes go to a temporary file in the same folder, are flushed to the disk
    and then take the name in one step. Missing folders are made. Where the path is a
    link, the file it leads to is written.

    Args:
        path: The file.
        data: All of its bytes.
        durable: Wait until the disk has them; not worth it for what can be made anew.

    Returns:
        Whether anything was written.
    """
    if path.is_symlink():
        path = path.resolve()
    try:
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        _keep_mode(path, Path(name))
        os.replace(name, path)  # noqa: PTH105 - a name, not yet a file of ours
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)  # noqa: PTH108
        raise
    return True


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
    """Remove the temporary files that killed runs have left anywhere below a folder.

    Only for who holds the lock under which all writing there is done.
    """
    for path in folder.rglob(".*.tmp"):
        if _TEMPORARY.fullmatch(path.name):
            with contextlib.suppress(OSError):
                path.unlink()


def _keep_mode(path: Path, temporary: Path) -> None:
    """Give the new file the old one's permissions, or those an ordinary new file gets."""
    try:
        mode = path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    temporary.chmod(mode)
