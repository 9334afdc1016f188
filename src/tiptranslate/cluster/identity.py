"""What must be the same on every machine, so that each would draft a sentence alike."""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, entry_points, version
from pathlib import Path
from typing import IO

from tiptranslate import __version__
from tiptranslate.errors import ModelBroken
from tiptranslate.translate import Engine
from tiptranslate.translate.engine import Divisible

Facts = Mapping[str, str]
"""What a process is, fact by fact, in the order in which they are worth telling."""

_CHUNK = 1 << 20
_RUNTIME = ("ctranslate2", "sentencepiece")
"""Libraries of which another version may give another output."""
_BESIDE = {"tiptranslate.json", "README.md"}
"""Files of a model folder that no output depends on: our own record, a description."""


def facts(engine: Engine, source: str, target: str) -> dict[str, str]:
    """What decides how this process would draft.

    Raises:
        EngineError: A model is broken.
    """
    model = engine.model(source, target)
    paths = engine.paths(source, target) if isinstance(engine, Divisible) else ()
    return {
        "tiptranslate": __version__,
        "engine": f"{engine.name} {_brought_by(engine.name)}",
        "model": f"{model.name} {model.version}" if model else f"none for {source} -> {target}",
        "files of the model": digest(paths),
        **{name: _version(name) for name in _RUNTIME},
    }


def difference(expected: Facts, found: Facts) -> str:
    """The first fact in which two processes differ, in words; "" where they are alike."""
    for name, value in expected.items():
        there = found.get(name, "not known")
        if there != value:
            return f"{name}: {there} there, {value} here"
    return ""


def digest(paths: Iterable[Path]) -> str:
    """A fingerprint of models, whether in a folder or still in a package file.

    Raises:
        ModelBroken: A file cannot be read.
    """
    total = hashlib.sha256()
    for path in paths:
        try:
            lines = sorted(_files(path))
        except (OSError, zipfile.BadZipFile) as error:
            raise ModelBroken(f"cannot be read: {error}; install it again", path=path) from error
        for name, fingerprint in lines:
            total.update(f"{name}\0{fingerprint}\n".encode())
    return total.hexdigest()[:16]


def _files(path: Path) -> Iterator[tuple[str, str]]:
    """The name and fingerprint of every file that a model consists of."""
    if path.is_dir():
        for file in (*path.iterdir(), *path.glob("model/*")):
            name = file.relative_to(path).as_posix()
            if file.is_file() and name not in _BESIDE:
                with file.open("rb") as stream:
                    yield name, _digest(stream)
        return
    with zipfile.ZipFile(path) as package:
        for item in package.infolist():
            # Every package has one folder on top, of any name.
            name = item.filename.partition("/")[2]
            known = "/" not in name or (name.startswith("model/") and name.count("/") == 1)
            if name and known and not item.is_dir() and name not in _BESIDE:
                with package.open(item) as member:
                    yield name, _digest(member)


def _digest(stream: IO[bytes]) -> str:
    found = hashlib.sha256()
    while block := stream.read(_CHUNK):
        found.update(block)
    return found.hexdigest()


def _brought_by(engine: str) -> str:
    """The package that an engine comes with, and its version."""
    for point in entry_points(group="tiptranslate.engines", name=engine):
        if point.dist is not None:
            return f"{point.dist.name} {point.dist.version}"
    return "of no package"


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"
