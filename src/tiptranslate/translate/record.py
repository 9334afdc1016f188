"""What is known of one installed model, and the record of it that lies in its folder."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tiptranslate.errors import ModelBroken
from tiptranslate.files import write_atomic
from tiptranslate.translate.archive import read_metadata
from tiptranslate.translate.recipe import RECIPE, read_recipe
from tiptranslate.translate.staging import FileRecord

RECORD = "tiptranslate.json"
ARGOS = "argos"
CTRANSLATE2 = "ctranslate2"
OURS = "tiptranslate"
_NO_FILES: Mapping[str, FileRecord] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Installed:
    """A model that is on this machine.

    Args:
        name: Its folder's name, by which it is verified and removed.
        kind: "argos" or "ctranslate2".
        pairs: (source, target) codes it translates; several for a multilingual model.
        version: As the package says; empty where nothing says.
        size: Bytes of all its files.
        path: Its folder.
        owner: "tiptranslate", or "argos" for what Argos Translate installed itself.
        licence: Of the model, where its recipe names one.
        preset: How a plain CTranslate2 folder is driven ("nllb"); empty for packages.
        origin: Where it came from: an address or a file name.
        sha256: Of the package file it was unpacked from.
        files: What was written at install time, by path with slashes; empty where
            nothing was recorded.
        problem: Why its record or metadata cannot be read; empty where all is well.
    """

    name: str
    kind: str
    path: Path
    pairs: tuple[tuple[str, str], ...] = ()
    version: str = ""
    size: int = 0
    owner: str = OURS
    licence: str = ""
    preset: str = ""
    origin: str = ""
    sha256: str = ""
    files: Mapping[str, FileRecord] = field(default_factory=lambda: _NO_FILES)
    problem: str = ""


def write_record(folder: Path, model: Installed) -> None:
    """Write a model's record into its folder (still under its temporary name)."""
    record = {
        "version": 1,
        "kind": model.kind,
        "pairs": [list(pair) for pair in model.pairs],
        "model_version": model.version,
        "licence": model.licence,
        "preset": model.preset,
        "origin": model.origin,
        "sha256": model.sha256,
        "files": {
            name: {"size": file.size, "sha256": file.sha256}
            for name, file in sorted(model.files.items())
        },
    }
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    write_atomic(folder / RECORD, text.encode())


def read_ours(folder: Path) -> Installed | None:
    """The model in one of our folders, from its record; from its metadata where it has none.

    Returns:
        None for a folder that holds no model at all. A damaged record gives a
        model with a ``problem``, so that it is shown and can be removed.
    """
    try:
        data = (folder / RECORD).read_bytes()
    except FileNotFoundError:
        return _unrecorded(folder)
    except OSError as error:
        return _broken(folder, f"its record cannot be read: {error.strerror or error}")
    try:
        model = _parse(folder, json.loads(data))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return _broken(folder, f"its record {RECORD} is damaged; remove it, install it again")
    return _as_it_runs(model) if model.kind == CTRANSLATE2 else model


def read_argos(folder: Path) -> Installed | None:
    """The model in a folder as Argos unpacks it, from its metadata; None where it holds none."""
    try:
        metadata = read_metadata((folder / "metadata.json").read_bytes(), folder)
    except (OSError, ModelBroken):
        return None
    return Installed(
        name=folder.name,
        kind=ARGOS,
        path=folder,
        pairs=((metadata.source, metadata.target),),
        version=metadata.version,
        size=_size(folder),
        owner=ARGOS,
    )


def _unrecorded(folder: Path) -> Installed | None:
    """A model that was put among ours by hand; engines use it, so it is shown."""
    model = read_argos(folder)
    if model is not None:
        return replace(model, owner=OURS)
    if (folder / RECIPE).is_file():
        return _as_it_runs(Installed(folder.name, CTRANSLATE2, folder, size=_size(folder)))
    return None


def _as_it_runs(model: Installed) -> Installed:
    """A plain folder with what its recipe says now: people mend recipes by hand."""
    try:
        recipe = read_recipe(model.path)
    except ModelBroken as error:
        return replace(model, problem=f"{RECIPE}: {error.message}")
    return replace(model, pairs=recipe.pairs, version=recipe.version, licence=recipe.licence)


def files_in(folder: Path) -> set[str]:
    """The files (and links) in a folder and its folders, as relative paths with slashes."""
    found: set[str] = set()
    for place, folders, names in os.walk(folder):
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        found.update((Path(place) / name).relative_to(folder).as_posix() for name in names + links)
    return found


def _parse(folder: Path, values: Any) -> Installed:  # noqa: ANN401 - whatever JSON held
    """A record as a model; raises what a wrong shape raises."""
    files = {
        str(name): FileRecord(int(file["size"]), str(file["sha256"]))
        for name, file in values["files"].items()
    }
    return Installed(
        name=folder.name,
        kind=str(values["kind"]),
        path=folder,
        pairs=tuple((str(source), str(target)) for source, target in values["pairs"]),
        version=str(values["model_version"]),
        size=sum(file.size for file in files.values()),
        licence=str(values["licence"]),
        preset=str(values["preset"]),
        origin=str(values["origin"]),
        sha256=str(values["sha256"]),
        files=MappingProxyType(files),
    )


def _broken(folder: Path, problem: str) -> Installed:
    """A model of ours of which only the folder is sure."""
    return Installed(folder.name, "unknown", folder, size=_size(folder), problem=problem)


def _size(folder: Path) -> int:
    """Bytes of all files in a folder; a file that cannot be seen counts nothing."""
    total = 0
    for name in files_in(folder):
        try:
            total += (folder / name).lstat().st_size
        except OSError:
            continue
    return total
