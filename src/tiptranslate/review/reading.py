"""Reading a workspace while others work in it: what is on the disk now, read once a version.

Nothing here goes by the time of a file where an edit could be missed: releases and
catalogs are read whenever they are asked for, and only what follows from the same bytes
is kept. Settings, glossary and memory go by time and size.
"""

import threading
from collections import OrderedDict
from dataclasses import replace
from pathlib import Path
from typing import Generic, TypeVar

from tiptranslate import catalog as catalogs
from tiptranslate.cache import fingerprint
from tiptranslate.errors import CatalogError, InputError, UsageError
from tiptranslate.files import read_bytes
from tiptranslate.model import Catalog, Entry
from tiptranslate.planning import Planner, Text
from tiptranslate.project import SETTINGS_FILE, Project
from tiptranslate.recall import Recall
from tiptranslate.review.snapshot import Snapshot
from tiptranslate.terminology import Terminology
from tiptranslate.translate import Memory

_KEPT = 800
"""Catalogs and releases kept in memory: those of an ordinary workspace."""

_T = TypeVar("_T")
_Signature = tuple[object, ...]


class UnknownError(UsageError):
    """There is no such release or language in the workspace."""


class _Recent(Generic[_T]):
    """What was last read, by file."""

    def __init__(self) -> None:
        self._known: OrderedDict[Path, _T] = OrderedDict()

    def get(self, path: Path) -> _T | None:
        """What is kept of a file; None for nothing."""
        if path in self._known:
            self._known.move_to_end(path)
        return self._known.get(path)

    def put(self, path: Path, value: _T) -> None:
        """Keep something, and forget what was not asked for longest."""
        self._known[path] = value
        self._known.move_to_end(path)
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)


class Desk:
    """What a workspace has now; several threads may ask.

    Args:
        root: The workspace's folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.RLock()
        self._signature: _Signature = ()
        self._renew()

    def _renew(self) -> None:
        """Begin anew, as settings, rules, glossary or the list of releases have changed."""
        self._project = Project(self._root)
        self._planner = Planner(self._project)
        self._texts: _Recent[tuple[Text, bytes]] = _Recent()
        self._catalogs: _Recent[tuple[bytes, Catalog]] = _Recent()
        self._snapshots: _Recent[Snapshot] = _Recent()
        self._terms: dict[str, Terminology] = {}
        self._recalls: dict[str, Recall] = {}

    @property
    def project(self) -> Project:
        """The workspace with the settings and the releases that it has now."""
        with self._lock:
            project = Project(self._root)
            paths = (
                self._root / SETTINGS_FILE,
                self._root / "releases",
                project.terms,
                project.names_table,
                *sorted(project.rules.glob("*")),
            )
            signature = tuple(map(_signature, paths))
            if signature != self._signature:
                self._renew()
                self._signature = signature
            return self._project

    def snapshot(self, slug: str, language: str) -> Snapshot:
        """One release in one language as it is on the disk.

        Raises:
            UnknownError: There is no such release, or no such language in this workspace.
            InputError: The release or its catalog cannot be read.
        """
        with self._lock:
            path = self.path(slug, language)
            shown = self._planner.shown(path)
            data = read_bytes(path, shown)
            text, source = self._text(slug)
            old = self._snapshots.get(path)
            if old is None or old.text is not text or old.data != data:
                file = self.parse(data, path) if data else None
                entries = self._following(old, text, file) or self._merged(text, file)
                print_ = fingerprint([source, data])
                old = Snapshot(text, language, path, shown, data, file, entries, print_)
                self._snapshots.put(path, old)
            return old

    def _merged(self, text: Text, file: Catalog | None) -> tuple[Entry, ...]:
        """The entries of a release as `draft` would leave them before it drafts."""
        stored = {(entry.context, entry.source): entry for entry in file.entries} if file else {}
        noted = [_noted(entry, stored.get((None, entry.source))) for entry in text.entries]
        return catalogs.merge(noted, file, near=self._project.settings.draft.near)[0]

    def _following(
        self, old: Snapshot | None, text: Text, file: Catalog | None
    ) -> tuple[Entry, ...]:
        """The entries as they follow from the last ones, where only decisions were made since.

        A merge would give the same, but looks at the whole release. Empty where one is needed.
        """
        if old is None or old.text is not text or file is None or old.file is None or old.outdated:
            return ()
        new = {(entry.context, entry.source): entry for entry in file.entries}
        keys = [(entry.context, entry.source) for entry in old.entries]
        if len(new) != len(keys) or not all(key in new for key in keys):
            return ()
        return tuple(new[key] for key in keys)

    def path(self, slug: str, language: str) -> Path:
        """Where a catalog is.

        Raises:
            UnknownError: There is no such release, or no such language in this workspace.
        """
        project = self.project
        if slug not in project.releases:
            raise UnknownError(f"no release {slug!r}")
        if language not in project.settings.workspace.languages:
            raise UnknownError(f"no language {language!r}")
        return project.catalog(slug, language)

    def text(self, slug: str) -> Text:
        """A release with its sentences.

        Raises:
            UnknownError: There is no such release.
            InputError: It cannot be read.
        """
        with self._lock:
            return self._text(slug)[0]

    def _text(self, slug: str) -> tuple[Text, bytes]:
        project = self.project
        if slug not in project.releases:
            raise UnknownError(f"no release {slug!r}")
        path = project.releases[slug]
        data = read_bytes(path, self._planner.shown(path))
        known = self._texts.get(path)
        if known is None or known[1] != data:
            known = self._planner.text(slug), data
            self._texts.put(path, known)
        return known

    def parse(self, data: bytes, path: Path) -> Catalog:
        """A catalog from its bytes.

        Raises:
            CatalogError: They are no good PO file; the error names it from the root.
        """
        with self._lock:
            known = self._catalogs.get(path)
            if known is None or known[0] != data:
                try:
                    known = data, catalogs.parse(data, path)
                except InputError as error:
                    shown = self._planner.shown(path)
                    raise CatalogError(error.message, path=shown, line=error.line) from None
                self._catalogs.put(path, known)
            return known[1]

    def know(self, data: bytes, path: Path, catalog: Catalog) -> None:
        """Keep what the bytes just written to a catalog say, so that they need no reading."""
        with self._lock:
            self._catalogs.put(path, (data, catalog))

    def terminology(self, language: str) -> Terminology:
        """The glossary at work into a language.

        Raises:
            GlossaryError: Its tables have mistakes in them.
        """
        with self._lock:
            _ = self.project
            if language not in self._terms:
                self._terms[language] = self._planner.terminology(language)
            return self._terms[language]

    def memory(self, language: str) -> Memory:
        """Everything that people have approved in a language, and what was taken in.

        A memory that cannot be read keeps nobody from work: the page shows what was known
        before, and the commands say what is wrong.
        """
        with self._lock:
            project = self.project
            if language not in self._recalls:
                self._recalls[language] = Recall(project, self._planner, language)
            recall = self._recalls[language]
            try:
                return recall.memory()
            except InputError:
                return recall.last()


def _noted(new: Entry, old: Entry | None) -> Entry:
    """A template's entry with the notes that the file has, hints at terms among them."""
    if old is None:
        return new
    return replace(new, notes=old.notes, locations=old.locations)


def _signature(path: Path) -> _Signature:
    """What shows that a file is another one: time, size and place on the disk."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino
