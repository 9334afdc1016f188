"""Taking a converted CTranslate2 model into the store: NLLB-200, MADLAD-400, M2M100, OPUS-MT.

Such a folder does not say how the model is told its languages; a preset, written
beside it as ``tiptranslate-model.toml``, does.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tiptranslate.errors import InputError, TiptranslateError, UsageError
from tiptranslate.translate.install import Outcome
from tiptranslate.translate.presets import PRESETS, write_preset
from tiptranslate.translate.recipe import RECIPE, read_recipe
from tiptranslate.translate.record import CTRANSLATE2, RECORD, Installed, files_in, write_record
from tiptranslate.translate.safety import unsafe_name
from tiptranslate.translate.staging import FileRecord, Progress, staging, write_file
from tiptranslate.translate.store import changing, default_root, placed, refuse_taken

_MODEL = "model.bin"
_MOST_FILES = 2000


def add_folder(
    folder: Path,
    preset: str = "",
    root: Path | None = None,
    *,
    name: str = "",
    targets: Sequence[str] = (),
    progress: Progress | None = None,
) -> Outcome:
    """Copy a converted CTranslate2 model with its SentencePiece files into the store.

    Args:
        folder: What ``ct2-transformers-converter`` wrote.
        preset: How the model is told its languages, a key of ``presets.PRESETS``; may be
            left out where the folder has a ``tiptranslate-model.toml`` already.
        root: The models folder, by default ``store.default_root()``.
        name: What to call the model; by default the folder's name.
        targets: The one language of a model that has no language tokens.
        progress: Told bytes done and in all.

    Raises:
        UsageError: The preset or the name will not do.
        InputError: The folder cannot be read or holds no converted model.
        ModelBroken: The preset does not fit the model.
        WorkspaceError: Another of this name is installed, or the models folder cannot be changed.
    """
    name = name or folder.resolve().name
    if unsafe_name(name) or "/" in name or name.startswith("."):
        raise UsageError(f"{name!r} cannot be a model's name; choose another with --name")
    sizes = _model_files(folder)
    if not preset and RECIPE not in sizes:
        raise UsageError(f"{folder} has no {RECIPE}; name a preset: {', '.join(PRESETS)}")
    place = default_root() if root is None else root
    with changing(place):
        refuse_taken(place / name)
        with staging(place / name) as new:
            _fill(folder, new, sizes, _Recipe(preset, name, tuple(targets)), progress)
        return Outcome(placed(place / name), new=True)


@dataclass(frozen=True, slots=True)
class _Recipe:
    """What is known of how the model is to be driven."""

    preset: str
    name: str
    targets: tuple[str, ...]

    def settle(self, new: Path, folder: Path, version: str) -> None:
        """Write the recipe, or check the one that came along; errors name the user's folder."""
        try:
            if self.preset:
                write_preset(
                    new, self.preset, name=self.name, version=version, targets=self.targets
                )
            read_recipe(new)
        except TiptranslateError as error:
            message = error.message.replace(str(new), str(folder))
            raise type(error)(message, path=folder) from None


def _fill(
    folder: Path, new: Path, sizes: dict[str, int], recipe: _Recipe, progress: Progress | None
) -> None:
    """Copy, settle the recipe, record.

    The recipe is tried before the weights come, which may take minutes, on an empty
    ``model.bin``: it looks at the vocabulary and the tokenizer only.
    """
    small = {name: size for name, size in sizes.items() if name != _MODEL}
    total = sum(sizes.values())
    files = _copy(folder, new, small, 0, total, progress)
    (new / _MODEL).touch()
    recipe.settle(new, folder, "")
    (new / _MODEL).unlink()
    model_size = {_MODEL: sizes[_MODEL]}
    files |= _copy(folder, new, model_size, sum(small.values()), total, progress)
    recipe.settle(new, folder, files[_MODEL].sha256[:12])
    files[RECIPE] = _recorded(new / RECIPE)
    found = read_recipe(new)
    model = Installed(
        recipe.name,
        CTRANSLATE2,
        new,
        found.pairs,
        version=found.version,
        licence=found.licence,
        preset=recipe.preset,
        origin=folder.resolve().name,
        files=files,
    )
    write_record(new, model)


def _model_files(folder: Path) -> dict[str, int]:
    """The files to copy with their sizes; hidden ones stay behind.

    Raises:
        InputError: The folder cannot be read, or lacks the model or its SentencePiece files.
    """
    if not folder.is_dir():
        raise InputError("no such folder", path=folder)
    sizes: dict[str, int] = {}
    try:
        for name in sorted(files_in(folder)):
            hidden = any(part.startswith(".") for part in name.split("/"))
            if not hidden and name != RECORD and (folder / name).is_file():
                sizes[name] = (folder / name).stat().st_size
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", path=folder) from None
    if _MODEL not in sizes:
        raise InputError(
            "no converted CTranslate2 model here (model.bin is missing); convert one with "
            "ct2-transformers-converter (docs/models.md)",
            path=folder,
        )
    if not any(name.endswith((".model", ".spm")) and "/" not in name for name in sizes):
        raise InputError(
            "no SentencePiece file beside the model; convert again with --copy_files "
            "(docs/models.md says which)",
            path=folder,
        )
    if len(sizes) > _MOST_FILES:
        raise InputError(f"more than {_MOST_FILES:,} files; is this the right folder?", path=folder)
    return sizes


def _copy(
    folder: Path,
    new: Path,
    sizes: dict[str, int],
    done: int,
    total: int,
    progress: Progress | None,
) -> dict[str, FileRecord]:
    """Copy the files, hashing them on the way; links become the files they lead to."""
    records: dict[str, FileRecord] = {}
    for name, size in sizes.items():
        target = new / name
        target.parent.mkdir(parents=True, exist_ok=True)
        told = None if progress is None else partial(_tell, progress, done, total)
        try:
            with (folder / name).open("rb") as stream:
                record = write_file(stream, target, size, told)
        except PermissionError as error:
            raise InputError(f"cannot be read: {error.strerror}", path=folder / name) from None
        if record is None or record.size != size:
            raise InputError("changed while it was copied; try again", path=folder / name)
        records[name] = record
        done += size
    return records


def _tell(progress: Progress, before: int, total: int, done: int) -> None:
    """Progress of one file as progress of the whole."""
    progress(before + done, total)


def _recorded(path: Path) -> FileRecord:
    """A file that was written already, as a record."""
    data = path.read_bytes()
    return FileRecord(len(data), hashlib.sha256(data).hexdigest())
