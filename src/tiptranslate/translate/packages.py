"""Argos packages on this machine: found and read without importing Argos Translate.

Importing its settings makes folders in the home directory, so its places are looked
up here as it would (``store.argos_root``).
"""

import json
import os
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tiptranslate.errors import ModelBroken
from tiptranslate.translate import archive

SUFFIX = ".argosmodel"
METADATA = "metadata.json"

# Other codes that packages use for the languages we name with two letters.
_ALIASES = {
    "eng": "en", "eng_latn": "en", "en_us": "en", "en_gb": "en",
    "rus": "ru", "rus_cyrl": "ru", "ru_ru": "ru",
    "uzb": "uz", "uzn": "uz", "uz_latn": "uz", "uzb_latn": "uz", "uzn_latn": "uz", "uz_uz": "uz",
    "uz_cyrl": "uz@cyrillic", "uzb_cyrl": "uz@cyrillic", "uzn_cyrl": "uz@cyrillic",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Package:
    """An Argos package: a folder, or a package file that is not unpacked.

    ``source`` and ``target`` are our codes, ``codes`` the package's own;
    ``target_prefix`` is the token its output must begin with, "" for none.
    """

    path: Path
    source: str
    target: str
    codes: tuple[str, str]
    version: str
    target_prefix: str = ""

    @property
    def name(self) -> str:
        """What Argos calls it: translate-en_ru."""
        return "translate-{}_{}".format(*self.codes)

    @property
    def is_file(self) -> bool:
        """Whether it must be unpacked first."""
        return self.path.is_file()

    @property
    def size(self) -> int:
        """Bytes of the package file, or of the model in the folder."""
        path = self.path if self.is_file else self.path / "model" / "model.bin"
        return path.stat().st_size if path.is_file() else 0


def canonical(code: str) -> str:
    """Our code for a language: "uzn_Latn" and "uz-Latn" are "uz"."""
    folded = code.lower().replace("-", "_")
    return _ALIASES.get(folded, folded)


def find(given: Iterable[Path]) -> tuple[Package, ...]:
    """All translation packages: those in the paths given, then ours, then Argos Translate's own.

    Args:
        given: Package files, package folders, or folders with either in them.

    Raises:
        ModelBroken: A package file or folder that was given itself cannot be read.
        InputError: A path that was given does not exist.
    """
    found: dict[Path, Package] = {}
    for path in given:
        for package in _given(path):
            found.setdefault(package.path.resolve(), package)
    for root in _roots():
        for package in _inside(root):
            found.setdefault(package.path.resolve(), package)
    return tuple(found.values())


def read(path: Path) -> Package | None:
    """The package in a folder or a file; None if it is one that does not translate.

    Raises:
        InputError: A file cannot be read.
        ModelBroken: It is no sound package.
    """
    if path.is_dir():
        try:
            data = (path / METADATA).read_bytes()
        except OSError as error:
            raise ModelBroken(f"{METADATA} cannot be read: {error.strerror}", path=path) from error
    else:
        top = archive.inspect(path).top
        with zipfile.ZipFile(path) as file:
            data = file.read(f"{top}/{METADATA}")
    return _package(path, data)


def _package(path: Path, data: bytes) -> Package | None:
    """A package from its metadata."""
    try:
        values: Any = json.loads(data)
    except (ValueError, RecursionError):
        values = None
    if isinstance(values, dict) and values.get("type", "translate") != "translate":
        return None
    metadata = archive.read_metadata(data, path)
    prefix = values.get("target_prefix") or ""
    return Package(
        path,
        canonical(metadata.source),
        canonical(metadata.target),
        (metadata.source, metadata.target),
        metadata.version,
        prefix if isinstance(prefix, str) else "",
    )


def _given(path: Path) -> Iterator[Package]:
    """The packages of one path from the settings."""
    if path.is_dir() and not (path / METADATA).is_file():
        yield from _inside(path)
        return
    package = read(path)
    if package is not None:
        yield package


def _inside(folder: Path) -> Iterator[Package]:
    """The sound packages in a folder, the newest of a pair first; the rest is not ours to judge."""
    packages = []
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return
    for path in paths:
        if (path / METADATA).is_file() or path.suffix == SUFFIX:
            try:
                package = read(path)
            except ModelBroken:
                continue
            if package is not None:
                packages.append(package)
    yield from sorted(packages, key=lambda package: _age(package.version))


def _age(version: str) -> list[int]:
    """A key that sorts the newest version first."""
    return [-int(number) for number in re.findall("[0-9]{1,9}", version)] + [1]


def _roots() -> tuple[Path, ...]:
    """The folders of installed packages: ours, Argos Translate's, and those of its snap."""
    from tiptranslate.translate import store  # noqa: PLC0415 - brings the file lock along

    roots = [store.default_root(), store.argos_root()]
    if snap := os.environ.get("SNAP"):
        custom = Path(snap) / "snap_custom"
        roots += [custom / "packages", custom / "content_snap_packages"]
    return tuple(roots)
