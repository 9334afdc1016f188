"""Deciding: every decision goes into its catalog at once, and nobody's is lost.

Knows no HTTP. A decision is put into the file as it is at that moment, under the lock
that every writing command takes, so an editor, a `git pull` or another browser may have
changed anything else in it. Where the same sentence has changed, `Conflict` is raised
and nothing is written.
"""

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tiptranslate import catalog as catalogs
from tiptranslate import pipeline
from tiptranslate.drafts import Choice
from tiptranslate.errors import UsageError
from tiptranslate.model import Entry
from tiptranslate.review import deciding
from tiptranslate.review.deciding import Decision, decided
from tiptranslate.review.merging import Conflict, settle
from tiptranslate.review.reading import Desk
from tiptranslate.review.reviewer import Reviewer
from tiptranslate.review.searching import Query, replaced
from tiptranslate.review.undo import Change, Journal, Step
from tiptranslate.review.writing import OpenCatalog, change, open_catalog, write


class NothingToUndoError(UsageError):
    """There is no step to take back or to do again."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a decision did.

    ``changed`` are the identities of the entries that are another version now,
    ``conflicts`` those that had changed meanwhile and were left alone.
    """

    changed: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


class Session:
    """People deciding about the catalogs of one workspace; several threads may ask.

    Args:
        root: The workspace's folder.
        reviewer: Who decides.
    """

    def __init__(self, root: Path, reviewer: Reviewer | None = None) -> None:
        self.desk = Desk(root)
        self.reviewer = reviewer or Reviewer()
        self._writing = threading.Lock()
        self._opening = threading.Lock()
        self._journals: dict[Path, Journal] = {}

    def decide(self, slug: str, language: str, key: str, etag: str, decision: Decision) -> Outcome:
        """Put one decision into the catalog.

        Args:
            slug: The release.
            language: The catalog's.
            key: The entry's identity.
            etag: The version that was decided upon.
            decision: What shall become of it.

        Raises:
            Conflict: The entry has changed meanwhile.
            UsageError: The decision cannot be, or there is no such release.
            WorkspaceError: Another command is writing.
        """
        with self._writing, open_catalog(self.desk, slug, language) as file:
            made = self._decided(file, key, etag, lambda entry: self._signed(entry, decision))
            return self._do(file, slug, language, [made] if made else [])

    def replace(self, slug: str, language: str, query: Query, chosen: Mapping[str, str]) -> Outcome:
        """Replace text in the entries that somebody has chosen; one step to take back.

        Args:
            slug: The release.
            language: The catalog's.
            query: What to replace, and with what.
            chosen: The etags of the entries as they were shown, by identity.

        Raises:
            UsageError: The pattern is wrong.
            WorkspaceError: Another command is writing.
        """

        def new(entry: Entry) -> Entry:
            return decided(entry, Decision(target=replaced(entry, query)))

        changes: list[Change] = []
        conflicts: list[str] = []
        with self._writing, open_catalog(self.desk, slug, language) as file:
            for key, etag in chosen.items():
                try:
                    made = self._decided(file, key, etag, new)
                except Conflict:
                    conflicts.append(key)
                    continue
                if made:
                    changes.append(made)
            return self._do(file, slug, language, changes, conflicts)

    def undo(self, slug: str, language: str) -> Outcome:
        """Take the last step back.

        Raises:
            NothingToUndoError: There is none.
            Conflict: Somebody has changed an entry since; nothing is taken back.
        """
        with self._writing, open_catalog(self.desk, slug, language) as file:
            journal = self._journal(file.path, slug, language)
            if journal.last is None:
                raise NothingToUndoError("there is nothing to undo")
            changed = self._again(file, [change.back for change in journal.last])
            journal.undo()
            return changed

    def redo(self, slug: str, language: str) -> Outcome:
        """Do again what was last taken back.

        Raises:
            NothingToUndoError: There is nothing.
            Conflict: Somebody has changed an entry since; nothing is done.
        """
        with self._writing, open_catalog(self.desk, slug, language) as file:
            journal = self._journal(file.path, slug, language)
            if journal.next is None:
                raise NothingToUndoError("there is nothing to redo")
            changed = self._again(file, journal.next)
            journal.redo()
            return changed

    def steps(self, slug: str, language: str) -> tuple[bool, bool]:
        """Whether there is something to undo, and to redo."""
        path = self.desk.path(slug, language)
        return self._journal(path, slug, language).steps

    def update(self, slug: str, language: str) -> bool:
        """Bring a catalog up to its release, from the memory and without an engine.

        Returns:
            Whether anything was written.

        Raises:
            TiptranslateError: What `draft` says of it.
        """
        _ = self.desk.path(slug, language)
        with self._writing:
            report = pipeline.draft(self.desk.project, [slug], [language], Choice(engine="none"))
        if report.errors:
            raise report.errors[0]
        return any(done.written for done in report.drafted)

    def _decided(
        self, file: OpenCatalog, key: str, etag: str, new: Callable[[Entry], Entry]
    ) -> Change | None:
        """The change to an entry; None where it is so already."""
        entry = file.entry(key)
        made = change(entry, new(entry))
        return made if settle(key, etag, entry, made.after) else None

    def _do(
        self,
        file: OpenCatalog,
        slug: str,
        language: str,
        changes: list[Change],
        conflicts: Iterable[str] = (),
    ) -> Outcome:
        """Write a step and note it in the journal."""
        if changes:
            write(self.desk, file, tuple(changes), self.reviewer)
            self._journal(file.path, slug, language).do(tuple(changes))
        return Outcome(tuple(made.key for made in changes), tuple(conflicts))

    def _again(self, file: OpenCatalog, step: Step | list[Change]) -> Outcome:
        """Write the changes of a step that are still to be made; all of them can be."""
        open_ = [
            made
            for made in step
            if settle(made.key, made.before.etag, file.entry(made.key), made.after)
        ]
        if open_:
            write(self.desk, file, tuple(open_), self.reviewer)
        return Outcome(tuple(made.key for made in step))

    def _signed(self, entry: Entry, decision: Decision) -> Entry:
        """What a decision makes of an entry, with a comment on who approved it if wished."""
        name = self.reviewer.name if self.reviewer.sign else ""
        comment = deciding.signature(name, catalogs.now()[:10]) if name else ""
        return decided(entry, decision, comment)

    def _journal(self, path: Path, slug: str, language: str) -> Journal:
        """The journal of a catalog, with what other processes have noted in it."""
        folder = self.desk.project.cache / "review" / language
        with self._opening:
            if path not in self._journals:
                self._journals[path] = Journal(folder / f"{slug}.jsonl")
            journal = self._journals[path]
        journal.refresh()
        return journal
