"""Opening zip files of strangers: bounded before anything is unpacked."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tiptranslate.errors import InputError
from tiptranslate.formats.zips import DAMAGED

MOST_BYTES = 64 << 20
"""Of the file."""
MOST_PARTS = 4_000
MOST_UNPACKED = 256 << 20
"""Of all parts together, by their headers; Python reads no more of one than its header says."""
MOST_RATIO = 250
"""By how much a part of over a megabyte may have been compressed; XML reaches about 60."""
_SMALL = 1 << 20


@contextmanager
def opened(path: Path, kind: str) -> Iterator[zipfile.ZipFile]:
    """A zip file whose parts may be read.

    Args:
        path: The file.
        kind: What it should be, for messages: ".docx file".

    Raises:
        InputError: It cannot be read, is none, or would unpack to too much.
    """
    try:
        require_small(path)
        with zipfile.ZipFile(path) as archive:
            _require_sane(archive, path)
            yield archive
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", path=path) from error
    except DAMAGED as error:
        message = f"is damaged or no {kind}; give the file as it was saved"
        raise InputError(message, path=path) from error


def require_small(path: Path) -> None:
    """Refuse a file that is too large to be work of people.

    Raises:
        InputError: It is.
        OSError: There is none.
    """
    if path.stat().st_size > MOST_BYTES:
        raise InputError(f"is too large (over {MOST_BYTES >> 20} MB)", path=path)


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a part; none where it is missing."""
    try:
        return archive.read(name)
    except KeyError:
        return b""


def _require_sane(archive: zipfile.ZipFile, path: Path) -> None:
    """Refuse what would fill the memory or the disk."""
    parts = archive.infolist()
    if not all(item.filename for item in parts):  # not even `is_dir` can be asked of such
        raise zipfile.BadZipFile("a part without a name")
    total = sum(item.file_size for item in parts)
    is_bomb = any(
        item.file_size > _SMALL and item.file_size > MOST_RATIO * max(item.compress_size, 1)
        for item in parts
    )
    if len(parts) > MOST_PARTS or total > MOST_UNPACKED or is_bomb:
        message = f"unpacks to too much ({len(parts):,} parts, {total >> 20:,} MB)"
        raise InputError(f"{message}; give the file as it was saved", path=path)


def packed(parts: dict[str, bytes]) -> bytes:
    """A zip file of some parts, the same for the same parts."""
    from io import BytesIO  # noqa: PLC0415 - for writing alone

    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return out.getvalue()
