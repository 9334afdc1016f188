"""Installing an Argos package: from an index, or from a file.

Either way it is checked, written beside its place, recorded file by file
with SHA-256, and takes its name in one step: a kill at any moment leaves it whole or
not there.
"""

import contextlib
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from tiptranslate.errors import DownloadError, EngineError, InputError, ModelBroken, UsageError
from tiptranslate.translate.archive import Package, inspect, unpack
from tiptranslate.translate.download import Say, download, silent
from tiptranslate.translate.index import INDEX, Available, fetch_index, newest
from tiptranslate.translate.network import is_loopback
from tiptranslate.translate.record import ARGOS, RECORD, Installed, read_ours, write_record
from tiptranslate.translate.safety import CODE
from tiptranslate.translate.staging import Progress, staging
from tiptranslate.translate.store import (
    changing,
    default_root,
    discard,
    ours,
    placed,
    refuse_taken,
    verify,
)

DOWNLOADS = ".downloads"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The model, and whether it is new; False where it was there already, whole."""

    model: Installed
    new: bool


def parse_pair(text: str) -> tuple[str, str]:
    """The two language codes of "en-ru", "en_ru" or "en->ru".

    Raises:
        UsageError: It is no pair.
    """
    parts = re.split(r"\s*(?:->|→)\s*", text.strip())
    if len(parts) == 1:
        parts = re.split(r"[-_]", text.strip())
    codes = [part for part in parts if CODE.fullmatch(part)]
    if len(codes) != 2 or len(parts) != 2 or codes[0] == codes[1]:  # noqa: PLR2004 - a pair
        raise UsageError(
            f"{text!r} is neither a file nor a pair of languages; write en-ru, or give the path "
            "of an .argosmodel file"
        )
    return codes[0], codes[1]


def install(
    target: str,
    root: Path | None = None,
    *,
    address: str = INDEX,
    say: Say = silent,
    progress: Progress | None = None,
) -> Outcome:
    """Install what a user typed: a package file where it is one, else a pair from the index.

    Args:
        target: "en-ru", or the path of an .argosmodel file.
        root: The models folder, by default ``store.default_root()``.
        address: Of the index.
        say: Told what is fetched and from where.
        progress: Told bytes done and in all (0 where unknown), for each step from 0 again.

    Raises:
        UsageError: It is neither.
        EngineError: See ``install_pair`` and ``install_file``.
    """
    path = Path(target).expanduser()
    if path.is_dir():
        raise UsageError(
            f"{target} is a folder; `tiptranslate models add-folder` adds a converted model, and "
            "`models install` takes the .argosmodel file itself"
        )
    looks_like_file = path.suffix.lower() in {".argosmodel", ".zip"} or len(path.parts) > 1
    if path.exists() or looks_like_file:
        return install_file(path, root, progress=progress)
    return install_pair(target, root, address=address, say=say, progress=progress)


def install_file(
    path: Path, root: Path | None = None, *, progress: Progress | None = None
) -> Outcome:
    """Install an .argosmodel file.

    Raises:
        InputError: It cannot be read.
        ModelBroken: It is damaged, unsafe or no Argos package.
        WorkspaceError: Another of this name is installed, or the folder cannot be changed.
    """
    package = inspect(path)
    place = default_root() if root is None else root
    with changing(place):
        return _add_package(package, place, path.name, _digest(path), progress)


def install_pair(
    pair: str,
    root: Path | None = None,
    *,
    address: str = INDEX,
    say: Say = silent,
    progress: Progress | None = None,
) -> Outcome:
    """Install the newest package of a pair from an index.

    Arguments are those of ``install``.

    Raises:
        UsageError: ``pair`` is none.
        ModelMissing: The index has no such pair.
        DownloadError: The index or the package could not be fetched.
        ModelBroken: What came is damaged, unsafe, or not what the index says.
        WorkspaceError: Another of this name is installed, or the folder cannot be changed.
    """
    source, target = parse_pair(pair)
    place = default_root() if root is None else root
    with changing(place):
        say(f"Reading the index {address}")
        package = newest(fetch_index(address), source, target, address)
        _sweep_downloads(place / DOWNLOADS)
        there = _already(package, place)
        if there is not None:
            return Outcome(there, new=False)
        return _fetch_and_add(package, place, is_loopback(address), say, progress)


def _already(package: Available, root: Path) -> Installed | None:
    """The same pair and version where it is installed by us and whole."""
    for model in ours(root):
        same = model.version == package.version
        if same and model.pairs == ((package.source, package.target),) and not verify(model):
            return model
    return None


def _fetch_and_add(
    package: Available, root: Path, loopback: bool, say: Say, progress: Progress | None
) -> Outcome:
    """Fetch from the first link that gives a sound package of this pair."""
    folder = root / DOWNLOADS
    folder.mkdir(exist_ok=True)
    failure: EngineError = DownloadError("the index gives no address")
    try:
        for link in package.links:
            target = folder / f"{hashlib.sha256(link.encode()).hexdigest()[:16]}.argosmodel"
            try:
                download(link, target, loopback=loopback, say=say, progress=progress)
                return _add_fetched(package, target, root, link, progress)
            except (DownloadError, ModelBroken) as error:
                failure = error
            finally:
                target.unlink(missing_ok=True)
    finally:
        with contextlib.suppress(OSError):
            folder.rmdir()
    raise failure


def _sweep_downloads(folder: Path) -> None:
    """Remove packages that a killed install has fetched; parts stay, to be continued."""
    for stray in folder.glob("*.argosmodel"):
        stray.unlink()
    with contextlib.suppress(OSError):
        folder.rmdir()


def _add_fetched(
    package: Available, target: Path, root: Path, link: str, progress: Progress | None
) -> Outcome:
    """Compare what came with what the index says, then install it."""
    digest = _digest(target)
    if package.sha256 and digest != package.sha256:
        raise ModelBroken(
            f"SHA-256 is {digest}, not {package.sha256} as the index says; nothing was installed",
            path=link,
        )
    try:
        found = inspect(target)
    except ModelBroken as error:
        raise ModelBroken(error.message, path=link) from None
    if (found.metadata.source, found.metadata.target) != (package.source, package.target):
        pair = f"{found.metadata.source} -> {found.metadata.target}"
        raise ModelBroken(f"the package translates {pair}; the index says otherwise", path=link)
    return _add_package(found, root, link, digest, progress)


def _add_package(
    package: Package, root: Path, origin: str, sha256: str, progress: Progress | None
) -> Outcome:
    """Unpack, record, put in place; the same package damaged since is replaced."""
    destination = root / package.name
    there = read_ours(destination) if destination.is_dir() else None
    if there is not None and there.sha256 == sha256:
        if not verify(there):
            return Outcome(there, new=False)
    else:
        refuse_taken(destination)
    with staging(destination) as new:
        files = unpack(package.path, new, progress=progress)
        # A package has no say in what was recorded of it.
        files.pop(RECORD, None)
        meta = package.metadata
        model = Installed(
            package.name,
            ARGOS,
            new,
            pairs=((meta.source, meta.target),),
            version=meta.version,
            origin=origin,
            sha256=sha256,
            files=files,
        )
        write_record(new, model)
        if there is not None:
            discard(destination)
    return Outcome(placed(destination), new=True)


def _digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", path=path) from None
