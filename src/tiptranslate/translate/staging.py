"""Complete or nothing: a model's files are written beside their place and take it in one step."""

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

CHUNK = 1 << 20
UNFINISHED = ".new-"

Progress = Callable[[int, int], None]
"""Called with (bytes done, bytes in all) while files are written or read."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file as it was written: its bytes and their SHA-256, in hexadecimal."""

    size: int
    sha256: str


def write_file(
    stream: IO[bytes], target: Path, limit: int, progress: Callable[[int], None] | None = None
) -> FileRecord | None:
    """Copy a stream into a new file, hash it on the way and flush it to the disk.

    Args:
        stream: Where the bytes come from.
        target: The file to make; it must not be there yet.
        limit: Bytes it may have at most.
        progress: Told the bytes written so far.

    Returns:
        What was written; None when there was more than ``limit``.
    """
    digest = hashlib.sha256()
    done = 0
    with target.open("xb") as file:
        while chunk := stream.read(CHUNK):
            done += len(chunk)
            if done > limit:
                return None
            file.write(chunk)
            digest.update(chunk)
            if progress is not None:
                progress(done)
        file.flush()
        os.fsync(file.fileno())
    return FileRecord(done, digest.hexdigest())


@contextlib.contextmanager
def staging(destination: Path) -> Iterator[Path]:
    """A folder beside ``destination`` that takes its name when all went well.

    The name of the temporary folder begins with ".new-", which nothing reads as a
    model; an error removes it, and a kill leaves it for ``store.changing`` to sweep up.
    """
    folder = Path(tempfile.mkdtemp(dir=destination.parent, prefix=UNFINISHED))
    try:
        # mkdtemp makes folders for one user; a model may be shared as any file is.
        mask = os.umask(0)
        os.umask(mask)
        folder.chmod(0o777 & ~mask)
        yield folder
        folder.rename(destination)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def size_text(size: int) -> str:
    """A number of bytes as people read it: "195.7 MB"; decimal, as file managers count."""
    value = float(size)
    for unit in ("bytes", "kB", "MB"):
        if value < 1000:  # noqa: PLR2004 - the step between units
            return f"{size} bytes" if unit == "bytes" else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} GB"
