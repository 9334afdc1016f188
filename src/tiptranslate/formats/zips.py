"""Reading a zip that may be hostile, in memory and within bounds; writing one, always alike.

Everything is checked by the directory, before a byte is unpacked. Sizes that lie are
found out, as the library unpacks no more than a directory says and sums what it has.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from tiptranslate.errors import InputError

MOST_ENTRIES = 4000
"""Files in one document; one with a thousand pictures has some more than a thousand."""
MOST_BYTES = 256 << 20
"""Unpacked, of all files together."""
MOST_XML = 16 << 20
"""Unpacked, of one file of XML; three hundred pages take about four MiB."""
RATIO = 100
"""Unpacked bytes for each packed one, beyond the first 16 MiB; XML shrinks to a thirtieth."""
_SLACK = 16 << 20
_DIRECTORY = 4 << 20
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(EOFError, RuntimeError, ValueError, OverflowError),
)
"""What the library raises for damaged, encrypted and strangely compressed files.

ValueError where a place in the file is before its start.
"""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# Bits 0, 6 and 13 of the flags: encrypted, strongly encrypted, directory encrypted.
_ENCRYPTED = 0x2041
_END = b"PK\x05\x06"
_LOCATOR = b"PK\x06\x07"
_END_SIZE, _LONGEST_COMMENT = 22, 0xFFFF
_STORED = (".png", ".jpg", ".jpeg", ".gif", ".zip", ".xlsx", ".mp4")
"""What is packed already."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip whose directory is sound."""

    zip: zipfile.ZipFile
    path: Path

    @property
    def names(self) -> list[str]:
        """Its files in their order."""
        return [info.filename for info in self.zip.infolist() if not info.is_dir()]

    def read(self, name: str) -> bytes:
        """One file.

        Raises:
            InputError: It is damaged or not as long as the directory says.
        """
        try:
            return self.zip.read(name)
        except DAMAGED as error:
            _refuse(f"is damaged: {error}", self.path)


def open_zip(data: bytes, path: Path) -> Archive:
    """Check a zip by its directory.

    Args:
        data: All of its bytes.
        path: For messages.

    Raises:
        InputError: It is no zip, damaged, encrypted, or unsafe to unpack.
    """
    _check_end(data, path)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGED as error:
        _refuse(f"is damaged: {error}", path)
    infos = archive.infolist()
    if len(infos) > MOST_ENTRIES:
        _refuse(f"is unsafe: it has more than {MOST_ENTRIES:,} files in it", path)
    for info in infos:
        problem = _problem(info)
        if problem:
            _refuse(f"is unsafe: {info.orig_filename[:60]!r} {problem}", path)
    if len({info.filename.lower() for info in infos}) < len(infos):
        _refuse("is unsafe: it has two files of one name", path)
    size = sum(info.file_size for info in infos)
    bomb = size > _SLACK + RATIO * len(data)
    if bomb or size > MOST_BYTES or sum(info.compress_size for info in infos) > len(data):
        _refuse(f"would unpack to {size >> 20:,} MiB, as zip bombs do", path)
    return Archive(archive, path)


def _check_end(data: bytes, path: Path) -> None:
    """The record at the end says how large the directory is that the library will read whole."""
    at = data.rfind(_END, max(0, len(data) - _END_SIZE - _LONGEST_COMMENT))
    if at < 0 or at + _END_SIZE > len(data):
        _refuse("is damaged: it is no zip, or cut off", path)
    (size,) = struct.unpack("<I", data[at + 12 : at + 16])
    # A second record, for zips over 4 GiB, would be believed instead of this one.
    if size > _DIRECTORY or data[max(0, at - 20) : at].startswith(_LOCATOR):
        _refuse(f"is unsafe: it has more than {MOST_ENTRIES:,} files in it", path)


def _problem(info: zipfile.ZipInfo) -> str:
    """Why an entry is unsafe; empty where it is not."""
    name = info.orig_filename
    checks = (
        (
            not name or name.startswith("/") or ".." in name.split("/") or "\\" in name,
            "would leave its folder",
        ),
        (any(ord(character) < 32 for character in name), "has a control character in its name"),  # noqa: PLR2004 - the space
        (info.flag_bits & _ENCRYPTED, "is encrypted"),
        (info.compress_type not in _METHODS, "is packed in an unusual way"),
        (is_xml(name) and info.file_size > MOST_XML, f"has over {MOST_XML >> 20} MiB of XML"),
    )
    return next((reason for wrong, reason in checks if wrong), "")


def is_xml(name: str) -> bool:
    """Whether an office document's file is XML, by its name."""
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _refuse(what: str, path: Path) -> NoReturn:
    raise InputError(
        f"{what}; open it in the word processor and save it again as .docx", path=path
    ) from None


def write_zip(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of names and bytes, in their order; the same bytes every time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in entries:
            info = zipfile.ZipInfo(name, _EPOCH)
            packed = name.lower().endswith(_STORED)
            info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            info.create_system = 0  # or it would say on which system it was made
            archive.writestr(info, data)
    return buffer.getvalue()
