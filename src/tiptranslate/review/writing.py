"""One catalog in the hands of one writer: read, changed and written under the lock."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tiptranslate import catalog as catalogs
from tiptranslate.catalog.patching import patch
from tiptranslate.errors import InputError, UsageError
from tiptranslate.files import read_bytes, write_atomic
from tiptranslate.model import Catalog, Entry
from tiptranslate.review.deciding import identity, version, with_version
from tiptranslate.review.merging import Conflict
from tiptranslate.review.reading import Desk
from tiptranslate.review.reviewer import Reviewer
from tiptranslate.review.undo import Change, Step


@dataclass(frozen=True, slots=True)
class OpenCatalog:
    """A catalog as it is on the disk while nobody else of ours may write."""

    path: Path
    shown: Path
    data: bytes
    catalog: Catalog

    def entry(self, key: str) -> Entry:
        """An entry that can be decided about.

        Raises:
            Conflict: The catalog does not have it, or has it no more.
            UsageError: It has plural forms.
        """
        entry = next((entry for entry in self.catalog.entries if identity(entry) == key), None)
        if entry is None:
            raise Conflict(key, None, None)
        if entry.plural_source is not None:
            raise UsageError("a sentence with plural forms; change it in a PO editor")
        return entry


@contextlib.contextmanager
def open_catalog(desk: Desk, slug: str, language: str) -> Iterator[OpenCatalog]:
    """Hold a catalog for writing.

    Raises:
        UsageError: There is no such release or language.
        InputError: The catalog cannot be read.
        WorkspaceError: Another command is writing.
    """
    path = desk.path(slug, language)
    shown = path.relative_to(desk.project.root)
    with desk.project.lock():
        data = read_bytes(path, shown)
        catalog = desk.parse(data, path) if data else Catalog(slug, language)
        yield OpenCatalog(path, shown, data, catalog)


def write(desk: Desk, file: OpenCatalog, step: Step, reviewer: Reviewer) -> None:
    """Put changes into a catalog and its header, atomically; all else stays byte for byte.

    Raises:
        InputError: The file cannot be written, or an editor has just saved it.
    """
    changes = [(entry, with_version(entry, change.after)) for entry, change in _pairs(file, step)]
    header = {"PO-Revision-Date": catalogs.now()}
    if reviewer.name:
        header["Last-Translator"] = reviewer.name
    data, catalog = patch(file.data, file.catalog, changes, header, file.path)
    if read_bytes(file.path, file.shown) != file.data:
        raise InputError("was saved by somebody at this moment; try again", path=file.shown)
    try:
        write_atomic(file.path, data)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path=file.shown) from error
    desk.know(data, file.path, catalog)


def _pairs(file: OpenCatalog, step: Sequence[Change]) -> Iterator[tuple[Entry, Change]]:
    for change in step:
        yield file.entry(change.key), change


def change(entry: Entry, after: Entry) -> Change:
    """The change from one version of an entry to another."""
    return Change(entry.context, entry.source, version(entry), version(after))
