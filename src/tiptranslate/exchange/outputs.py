"""Files given to people: never over one that is there, unless that is asked for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tiptranslate.errors import InputError, WorkspaceError
from tiptranslate.files import replacing, write_atomic

IN_THE_WAY = "is there already and may hold somebody's work; name another file or add --force"


def write(path: Path, data: bytes, *, force: bool = False) -> bool:
    """Write a file, unless it has these bytes already.

    Returns:
        Whether anything was written.

    Raises:
        WorkspaceError: There is a file with other bytes, and ``force`` is not given.
        InputError: It cannot be written.
    """
    try:
        if not force and path.exists() and path.read_bytes() != data:
            raise WorkspaceError(IN_THE_WAY, path=path)
        return write_atomic(path, data)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path=path) from error


@contextmanager
def streamed(
    path: Path, *, force: bool = False, shown: Path | None = None
) -> Iterator[Callable[[bytes], object]]:
    """Write a file of any size bit by bit; it takes its name once all of it is on the disk.

    Gives what writes bytes. After an error, the old file or none is there. Errors name it
    as ``shown``.

    Raises:
        WorkspaceError: There is a file, and ``force`` is not given.
        InputError: It cannot be written.
    """
    if path.exists() and not force:
        raise WorkspaceError(IN_THE_WAY, path=shown or path)
    try:
        with replacing(path) as file:
            yield file.write
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path=shown or path) from error
