"""An Argos package file (.argosmodel, a zip) checked before and while it is unpacked.

A package comes from the network or from a stick, so nothing it says of itself is
trusted: names may try to leave the folder, sizes may lie, a few kilobytes may grow
to gigabytes. Every name and size is checked before the first byte is written, and
every byte is counted while it is. What a package must hold is what Argos
Translate's own ``Package`` class reads: one folder with ``metadata.json``,
``model/`` and a tokenizer.
"""

import contextlib
import json
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from tiptranslate.errors import InputError, ModelBroken
from tiptranslate.translate.safety import CODE, VERSION, clash_key, unsafe_name
from tiptranslate.translate.staging import FileRecord, Progress, write_file

TOKENIZERS = ("sentencepiece.model", "bpe.model")
# A directory of names this long is an attack: 2,000 names of 240 characters take 0.7 MB.
_DIRECTORY_BYTES = 16 << 20
_SLACK = 1 << 20
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# Bits 0, 6 and 13 of the flags: encrypted, strongly encrypted, directory encrypted.
_ENCRYPTED = 0x2041


@dataclass(frozen=True, slots=True)
class Limits:
    """What a package may be at most.

    Public packages hold up to 40 files and 400 MB; weights shrink to half at best and
    vocabularies to a fifth, while a bomb is a thousand times its size.

    Args:
        files: Number of files and folders.
        size: Bytes, unpacked, of all files together and so of each.
        ratio: Unpacked bytes for each packed one; the first megabyte is free.
    """

    files: int = 2000
    size: int = 8 << 30
    ratio: int = 100


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What ``metadata.json`` says: the pair and the version of the package."""

    source: str
    target: str
    version: str


@dataclass(frozen=True, slots=True)
class Package:
    """A package file that passed every check that needs no unpacking.

    Args:
        path: The zip.
        metadata: The pair and the version.
        top: The one folder in it.
        size: Bytes its files declare, unpacked.
    """

    path: Path
    metadata: Metadata
    top: str
    size: int

    @property
    def name(self) -> str:
        """The folder name Argos gives such a package: ``translate-en_ru-1_9``."""
        meta = self.metadata
        return f"translate-{meta.source}_{meta.target}-{meta.version.replace('.', '_')}"


def read_metadata(data: bytes, path: Path | str) -> Metadata:
    """The pair and version in a ``metadata.json``.

    Raises:
        ModelBroken: It is no JSON object, or has no plain language codes.
    """
    try:
        values = json.loads(data)
    except (ValueError, RecursionError):
        raise ModelBroken("metadata.json is not JSON", path=path) from None
    if not isinstance(values, dict) or values.get("type", "translate") != "translate":
        raise ModelBroken("metadata.json does not describe a translation package", path=path)
    codes = values.get("from_code"), values.get("to_code")
    for key, code in zip(("from_code", "to_code"), codes, strict=True):
        if not isinstance(code, str) or not CODE.fullmatch(code):
            raise ModelBroken(f"metadata.json has no language code in {key}", path=path)
    version = values.get("package_version") or "0"
    if not isinstance(version, str) or not VERSION.fullmatch(version):
        raise ModelBroken("metadata.json has no usable package_version", path=path)
    return Metadata(str(codes[0]), str(codes[1]), version)


def inspect(path: Path, limits: Limits = LIMITS) -> Package:
    """Check a package file without unpacking it.

    Raises:
        InputError: The file cannot be read at all.
        ModelBroken: It is no zip, or an unsafe or incomplete package.
    """
    with _opened(path) as archive:
        return _inspect(archive, path, limits)


def unpack(
    path: Path, folder: Path, *, limits: Limits = LIMITS, progress: Progress | None = None
) -> dict[str, FileRecord]:
    """Check a package file and write its files, without its top folder, into ``folder``.

    Use it on a ``staging`` folder: an error leaves part of the files there.

    Returns:
        For each file its path in the folder, with slashes, and what was written.

    Raises:
        InputError: The file cannot be read at all.
        ModelBroken: It is no zip, an unsafe or incomplete package, or damaged.
    """
    with _opened(path) as archive:
        package = _inspect(archive, path, limits)
        records: dict[str, FileRecord] = {}
        written = 0
        for info in archive.infolist():
            inner = info.filename.partition("/")[2]
            target = folder / inner
            if info.is_dir():
                target.mkdir(parents=True, exist_ok=True)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(info) as stream:
                record = write_file(
                    stream, target, info.file_size, _shifted(progress, written, package.size)
                )
            if record is None or record.size != info.file_size:
                raise ModelBroken(f"{info.filename!r} is not as long as it says", path=path)
            records[inner] = record
            written += record.size
    return records


class _Measured(FileIO):
    """A file that refuses what only a damaged or hostile zip makes zipfile ask for."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Read as FileIO does, at most 16 MiB at a time."""
        if size is not None and size > _DIRECTORY_BYTES:
            raise zipfile.BadZipFile("its directory is too large")
        return super().read(-1 if size is None else size) or b""

    def seek(self, pos: int, whence: int = 0, /) -> int:
        """Go to a place in the file; one before its beginning is damage, no system error."""
        try:
            return super().seek(pos, whence)
        except OSError:
            raise zipfile.BadZipFile("it is empty, no zip at all, or cut off") from None


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The zip, opened; whatever zipfile and zlib raise over damage becomes ModelBroken."""
    try:
        file = _Measured(path)
    except OSError as error:
        raise InputError(f"cannot read the package: {error.strerror or error}", path=path) from None
    damage = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError)
    with file:
        try:
            with zipfile.ZipFile(file) as archive:
                yield archive
        except (*damage, RuntimeError, ValueError, OverflowError) as error:
            raise ModelBroken(
                f"not a sound .argosmodel package (a zip): {error}; fetch it again", path=path
            ) from None


def _inspect(archive: zipfile.ZipFile, path: Path, limits: Limits) -> Package:
    """Every check of the directory, then of the metadata."""
    infos = archive.infolist()
    if len(infos) > limits.files:
        raise ModelBroken(f"more than {limits.files:,} files in the package", path=path)
    for info in infos:
        problem = _problem(info, limits)
        if problem:
            raise ModelBroken(f"unsafe package: {info.orig_filename!r} {problem}", path=path)
    size = sum(info.file_size for info in infos)
    if size > limits.size:
        raise ModelBroken(f"the package says it unpacks to {size:,} bytes, too many", path=path)
    packed = path.stat().st_size
    if size > _SLACK + limits.ratio * packed or sum(i.compress_size for i in infos) > packed:
        raise ModelBroken("unsafe package: its files overlap or are a zip bomb", path=path)
    _check_clashes(infos, path)
    top = _top(infos, path)
    return Package(path, _metadata(archive, top, path), top, size)


def _problem(info: zipfile.ZipInfo, limits: Limits) -> str:
    """Why an entry is unsafe; empty where it is not."""
    # zipfile cuts names at a NUL and turns the system's separator into a slash:
    # orig_filename is what the file says.
    name = unsafe_name(info.orig_filename.removesuffix("/"))
    if name:
        return name
    kind = stat.S_IFMT(info.external_attr >> 16)
    plain = {0, stat.S_IFDIR if info.is_dir() else stat.S_IFREG}
    checks = (
        (kind not in plain, "is a link or a special file"),
        (info.flag_bits & _ENCRYPTED, "is encrypted"),
        (info.compress_type not in _METHODS, "is packed in a way Argos packages are not"),
        (
            info.file_size > _SLACK + limits.ratio * info.compress_size,
            f"would grow more than {limits.ratio} times (a zip bomb)",
        ),
    )
    return next((reason for wrong, reason in checks if wrong), "")


def _check_clashes(infos: list[zipfile.ZipInfo], path: Path) -> None:
    """No two names may be one file on some system, and no file may be a folder too."""
    spelling: dict[str, str] = {}
    entries: set[str] = set()
    parents: set[str] = set()
    for info in infos:
        name = info.filename.rstrip("/")
        parts = name.split("/")
        prefixes = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
        for prefix in prefixes:
            known = spelling.setdefault(clash_key(prefix), prefix)
            if known != prefix:
                raise ModelBroken(f"unsafe package: {prefix!r} and {known!r} clash", path=path)
        if name in entries:
            raise ModelBroken(f"unsafe package: {name!r} is there twice", path=path)
        entries.add(name)
        parents.update(prefixes[:-1])
    files = {info.filename for info in infos if not info.is_dir()}
    for name in sorted(files & parents):
        raise ModelBroken(f"unsafe package: {name!r} is a file and a folder", path=path)


def _top(infos: list[zipfile.ZipInfo], path: Path) -> str:
    """The one folder of the package, with everything Argos needs in it."""
    tops = sorted({info.filename.partition("/")[0] for info in infos})
    files = {info.filename for info in infos if not info.is_dir()}
    if len(tops) != 1 or tops[0] in files:
        shown = ", ".join(tops[:4]) + (", ..." if tops[4:] else "")
        raise ModelBroken(f"an Argos package has one folder; here: {shown or 'nothing'}", path=path)
    top = tops[0]
    for name in ("metadata.json", "model/model.bin"):
        if f"{top}/{name}" not in files:
            raise ModelBroken(f"not an Argos package: {name} is missing", path=path)
    if not any(f"{top}/{name}" in files for name in TOKENIZERS):
        raise ModelBroken(f"not an Argos package: no {' or '.join(TOKENIZERS)}", path=path)
    return top


def _metadata(archive: zipfile.ZipFile, top: str, path: Path) -> Metadata:
    """The package's metadata, read within bounds."""
    info = archive.getinfo(f"{top}/metadata.json")
    if info.file_size > _SLACK:
        raise ModelBroken("metadata.json is absurdly large", path=path)
    with archive.open(info) as stream:
        return read_metadata(stream.read(_SLACK), path)


def _shifted(progress: Progress | None, before: int, total: int) -> Callable[[int], None] | None:
    """Progress of one file as progress of the whole."""
    if progress is None:
        return None
    told = progress
    return lambda done: told(before + done, total)
