"""The models on this machine: where they live, what each is, whether it is as it was installed.

    <root>/<name>/                    one model, ready to load
    <root>/<name>/tiptranslate.json   its record, the last file written into it
    <root>/.downloads/                parts of downloads that can be continued
    <root>/.new-*  <root>/.old-*      an install or a removal cut short; swept up by the next one

Looking imports no engine, makes no folder and changes nothing. Packages that Argos
Translate installed itself are seen too, and never touched.
"""

import contextlib
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from filelock import FileLock, Timeout

from tiptranslate.errors import ModelBroken, ModelMissing, UsageError, WorkspaceError
from tiptranslate.translate.record import OURS, RECORD, Installed, files_in, read_argos, read_ours
from tiptranslate.translate.staging import UNFINISHED, FileRecord, Progress

__all__ = ["Installed", "argos_root", "default_root", "find", "installed", "remove", "verify"]

_REMOVED = ".old-"


def default_root(
    environ: Mapping[str, str] | None = None, system: str = sys.platform, home: Path | None = None
) -> Path:
    """Where models live: ``$TIPTRANSLATE_MODELS``, else the platform's folder for data.

    Args:
        environ: The environment, by default this process's.
        system: What ``sys.platform`` says.
        home: The home folder, by default the user's.
    """
    env = os.environ if environ is None else environ
    if env.get("TIPTRANSLATE_MODELS"):
        return Path(env["TIPTRANSLATE_MODELS"]).expanduser().absolute()
    base = Path.home() if home is None else home
    if system == "win32":
        data = Path(env.get("LOCALAPPDATA") or base / "AppData" / "Local")
    elif system == "darwin":
        data = base / "Library" / "Application Support"
    else:
        data = _xdg(env, "XDG_DATA_HOME", base / ".local" / "share")
    return data / "tiptranslate" / "models"


def argos_root(environ: Mapping[str, str] | None = None, home: Path | None = None) -> Path:
    """Where Argos Translate keeps its packages, read from its settings as it would; makes nothing.

    The order is that of ``argostranslate.settings``: the environment, its settings
    file, its data folder.
    """
    env = os.environ if environ is None else environ
    base = Path.home() if home is None else home
    if env.get("ARGOS_PACKAGES_DIR"):
        return Path(env["ARGOS_PACKAGES_DIR"])
    config = _xdg(env, "XDG_CONFIG_HOME", base / ".config") / "argos-translate" / "settings.json"
    try:
        chosen = json.loads(config.read_bytes()).get("ARGOS_PACKAGES_DIR")
    except (OSError, ValueError, AttributeError, RecursionError):
        chosen = None
    if isinstance(chosen, str) and chosen:
        return Path(chosen)
    return _xdg(env, "XDG_DATA_HOME", base / ".local" / "share") / "argos-translate" / "packages"


def installed(root: Path | None = None, argos: Path | None = None) -> tuple[Installed, ...]:
    """Every model on this machine, by name; ours first, then Argos Translate's own.

    Args:
        root: Our folder, by default ``default_root()``.
        argos: Argos Translate's folder, by default ``argos_root()``.
    """
    theirs = (read_argos(folder) for folder in _folders(argos_root() if argos is None else argos))
    found = tuple(model for model in theirs if model is not None)
    return ours(default_root() if root is None else root) + found


def ours(root: Path) -> tuple[Installed, ...]:
    """The models in our folder, by name."""
    models = (read_ours(folder) for folder in _folders(root))
    return tuple(model for model in models if model is not None)


def find(name: str, root: Path | None = None, argos: Path | None = None) -> Installed:
    """The installed model of this name; ours where Argos Translate has one of the same name.

    Raises:
        ModelMissing: There is none; the message lists what there is.
    """
    models = installed(root, argos)
    for model in models:
        if model.name == name:
            return model
    names = ", ".join(model.name for model in models) or "none"
    raise ModelMissing(f"no model is called {name!r}; installed: {names}")


def verify(model: Installed, progress: Progress | None = None) -> list[str]:
    """What differs between a model's files and what was written at install time.

    Args:
        model: One of ``installed()``.
        progress: Told the bytes read so far and in all.

    Returns:
        One line a file that is missing, changed or new; empty where all is as it was.

    Raises:
        UsageError: Argos Translate installed it, so nothing was recorded.
    """
    if model.owner != OURS:
        raise UsageError(
            f"{model.name} was installed by Argos Translate in {model.path}; "
            "there is no record to verify it against"
        )
    findings = [model.problem] if model.problem else []
    if not model.files:
        return findings or ["nothing was recorded when it was installed"]
    there = files_in(model.path)
    findings += [f"{name}: missing" for name in model.files.keys() - there]
    new = there - model.files.keys() - {RECORD}
    findings += [f"{name}: was not there when it was installed" for name in new]
    done = 0
    for name, record in model.files.items():
        if name in there and not _is_as_recorded(model.path / name, record):
            findings.append(f"{name}: differs from what was installed")
        done += record.size
        if progress is not None:
            progress(done, model.size)
    return sorted(findings)


def remove(name: str, root: Path | None = None, argos: Path | None = None) -> Installed:
    """Remove one of our models; a kill leaves it whole or gone, never in part.

    Raises:
        ModelMissing: There is none of this name.
        UsageError: Argos Translate installed it.
        WorkspaceError: Another process changes the models, or the folder cannot be changed.
    """
    place = default_root() if root is None else root
    # Also where there is none of this name: a killed removal is swept up by doing it again.
    with changing(place) if place.is_dir() else contextlib.nullcontext():
        model = find(name, place, argos)
        if model.owner != OURS:
            raise UsageError(
                f"{name} was installed by Argos Translate in {model.path}; "
                "remove it with that program"
            )
        discard(model.path)
    return model


def discard(folder: Path) -> None:
    """Take a model's folder away: first out of sight under another name, then its files."""
    hidden = Path(tempfile.mkdtemp(dir=folder.parent, prefix=_REMOVED))
    try:
        folder.rename(hidden / folder.name)
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


def placed(folder: Path) -> Installed:
    """The model that was just put in place."""
    model = read_ours(folder)
    if model is None:
        raise ModelBroken("the model was not installed", path=folder)
    return model


def refuse_taken(destination: Path) -> None:
    """No model replaces another under the same name."""
    if os.path.lexists(destination):
        raise WorkspaceError(
            f"another model is installed as {destination.name}; remove it first with "
            f"`tiptranslate models remove {destination.name}`",
            path=destination,
        )


@contextlib.contextmanager
def changing(root: Path) -> Iterator[None]:
    """Hold the models folder while something is installed or removed; sweep up what kills left.

    Raises:
        WorkspaceError: Another process holds it, or it cannot be written.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / ".lock", timeout=0):
            for folder in root.iterdir():
                if folder.name.startswith((UNFINISHED, _REMOVED)):
                    shutil.rmtree(folder, ignore_errors=True)
            yield
    except Timeout:
        raise WorkspaceError(
            "another tiptranslate is installing or removing models; wait until it is done",
            path=root,
        ) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise WorkspaceError(
            f"the models folder cannot be changed: {reason}; "
            "make room, or set TIPTRANSLATE_MODELS to another folder",
            path=root,
        ) from error


def _xdg(env: Mapping[str, str], key: str, default: Path) -> Path:
    """A base folder of the XDG specification, by which a relative one is ignored."""
    value = env.get(key, "")
    return Path(value) if value and Path(value).is_absolute() else default


def _folders(root: Path) -> list[Path]:
    """The folders in one, by name, without the hidden ones; none where there is no such folder."""
    try:
        return sorted(f for f in root.iterdir() if f.is_dir() and not f.name.startswith("."))
    except OSError:
        return []


def _is_as_recorded(path: Path, record: FileRecord) -> bool:
    """Whether a file holds the bytes that were written at install time."""
    try:
        if path.is_symlink() or path.stat().st_size != record.size:
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == record.sha256
    except OSError:
        return False
