"""Opening the memory of a workspace: its index, brought up to date with catalogs and memories.

`draft`, `memory` and the review page all come through here. The index lies with the other
caches and may be deleted at any time; where it cannot be kept, or is damaged, the memory is
made anew or held in memory, and answers alike.
"""

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from tiptranslate import catalog as catalogs
from tiptranslate.errors import InputError
from tiptranslate.files import read_bytes
from tiptranslate.model import Term, Unit
from tiptranslate.planning import Planner
from tiptranslate.project import Project
from tiptranslate.translate.memory import Memory
from tiptranslate.translate.memory_filling import Stamp, check_wear, compare, refresh
from tiptranslate.translate.memory_index import DAMAGE, PATIENCE, Index, OutdatedError

_BESIDE = ("-journal", "-wal", "-shm")
"""What ends in which SQLite keeps beside a file: of another file now, and so to go."""


class Recall:
    """The memory of one language of a workspace, read by several threads if need be.

    Args:
        project: The workspace.
        planner: Reads it; its glossary says which terms a sentence has.
        language: The code of the language translated into.
    """

    def __init__(self, project: Project, planner: Planner, language: str) -> None:
        self._project = project
        self._planner = planner
        self._language = language
        self._source = project.settings.workspace.source
        self._path = project.cache / f"memory-{language}.sqlite"
        self._index: Index | None = None
        self._memory: Memory | None = None

    def memory(self) -> Memory:
        """The memory as the files are now.

        Raises:
            InputError: A memory cannot be read.
        """
        with self._memory.lock if self._memory else contextlib.nullcontext():
            stamps = self._stamps()
            try:
                index = self._current(stamps)
            except (*DAMAGE, OutdatedError, OSError):
                index = self._anew(stamps)
        if self._memory is None or index is not self._index:
            self._index = index
            self._memory = Memory(index=index, mend=self._mended, terms=self._terms)
        return self._memory

    def last(self) -> Memory:
        """The memory as it was when all of its files could be read; nothing where it never was."""
        if self._memory is None:
            try:
                self._index = self._open()
                self._memory = Memory(index=self._index, mend=self._mended, terms=self._terms)
            except (*DAMAGE, OutdatedError, OSError):
                return Memory()
        return self._memory

    def _stamps(self) -> dict[str, Stamp]:
        """Every catalog and memory by its path from the root."""
        root = self._project.root
        own = root / "locales" / self._language / "LC_MESSAGES"
        folders = ((own, ".po"), (root / "memory", ".tmx"))
        return {
            f"{folder.relative_to(root).as_posix()}/{entry.name}": Stamp.of(entry)
            for folder, ending in folders
            for entry in _entries(folder)
            if entry.name.endswith(ending)
        }

    def _current(self, stamps: dict[str, Stamp]) -> Index:
        """The index on the disk, up to date."""
        index = self._index or self._open()
        try:
            if any(compare(index, stamps)):
                with self._alone():
                    refresh(index, stamps, self._read)
                check_wear(index)
        except BaseException:
            if index is not self._index:
                index.close()
            raise
        return index

    def _open(self) -> Index:
        """The index on the disk as it is.

        Raises:
            OutdatedError: There is none.
        """
        if not self._path.is_file():
            raise OutdatedError(self._path)
        return Index(self._path, self._source)

    def _anew(self, stamps: dict[str, Stamp]) -> Index:
        """An index made from nothing: on the disk, or where that fails held in memory."""
        self._index = None
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._alone():
                return self._made(stamps)
        except (*DAMAGE, OSError):
            index = Index(None, self._source)
            refresh(index, stamps, self._read)
            return index

    def _made(self, stamps: dict[str, Stamp]) -> Index:
        """A new index, in the place of the old one in one step once it is whole."""
        with contextlib.suppress(*DAMAGE, OutdatedError):
            index = self._open()
            if not any(compare(index, stamps)):
                check_wear(index)
                index.check()
                return index  # another process was quicker
        new = self._path.with_suffix(".new")
        for path in (new, *(Path(f"{self._path}{ending}") for ending in _BESIDE)):
            path.unlink(missing_ok=True)
        try:
            index = Index(new, self._source, bulk=True)
            try:
                refresh(index, stamps, self._read)
            finally:
                index.close()
            with new.open("rb+") as file:
                os.fsync(file.fileno())
            new.replace(self._path)
        finally:
            new.unlink(missing_ok=True)
        return self._open()

    def _mended(self) -> Index:
        """An index in the place of one that turned out to be damaged while it was asked."""
        self._index = self._anew(self._stamps())
        return self._index

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep others from writing the index; readers need not wait.

        Raises:
            OSError: Another process is at it for too long.
        """
        from filelock import FileLock, Timeout  # noqa: PLC0415 - only to write

        try:
            with FileLock(f"{self._path}.lock", timeout=PATIENCE):
                yield
        except Timeout as error:
            raise TimeoutError(str(error)) from error

    def _read(self, name: str) -> Iterable[Unit]:
        """The units of a catalog or a memory; none of a bad catalog, for `draft` says so."""
        path = self._project.root / name
        if path.suffix == ".tmx":
            return self._planner.imported(path, self._language)
        try:
            catalog = catalogs.parse(read_bytes(path), path)
        except InputError:
            return ()
        return catalogs.approved(catalog, name)

    def _terms(self, text: str) -> frozenset[str]:
        """The glossary's terms in a sentence."""
        found = self._planner.glossary.find(text, self._source)
        return frozenset(match.item.source for match in found if isinstance(match.item, Term))


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """What is in a folder; nothing where there is none."""
    try:
        with os.scandir(folder) as entries:
            yield from entries
    except OSError:
        return
