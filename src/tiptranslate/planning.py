"""From a release and its old catalog to the new one, before anything is drafted or written."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from tiptranslate import catalog as catalogs
from tiptranslate import languages, vocabulary
from tiptranslate.cache import Sentences, fingerprint
from tiptranslate.errors import CatalogError, InputError
from tiptranslate.exchange import tmx
from tiptranslate.files import read_bytes, write_atomic
from tiptranslate.glossary.register import Glossary
from tiptranslate.ingest import parse
from tiptranslate.model import (
    BlockKind,
    Catalog,
    Entry,
    Origin,
    Provenance,
    Release,
    Segment,
    State,
    Unit,
)
from tiptranslate.project import Project, is_slug
from tiptranslate.segment import Splitter, rule_bytes, segment, user_rules
from tiptranslate.terminology import Terminology
from tiptranslate.translate.memory_words import per_cent


@dataclass(frozen=True, slots=True)
class Text:
    """A release as read, with its sentences and the entries its catalogs must have."""

    release: Release
    segments: tuple[Segment, ...]
    entries: tuple[Entry, ...]

    @property
    def sentences(self) -> tuple[Segment, ...]:
        """The segments that are translated: all but the separators."""
        return tuple(s for s in self.segments if s.kind is not BlockKind.SEPARATOR)


@dataclass(frozen=True, slots=True)
class Plan:
    """One catalog to be: merged, not yet drafted. ``old`` is None where there was no file."""

    slug: str
    language: str
    path: Path
    old: Catalog | None
    catalog: Catalog


class Planner:
    """Reads releases and catalogs of one workspace during one run."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._read: dict[Path, Catalog] = {}
        self._prints: dict[Path, str] = {}

    @cached_property
    def splitter(self) -> Splitter:
        """The sentence splitter, with the workspace's own rules in front."""
        return Splitter(user_rules(self._project.rules), self.sentences)

    @cached_property
    def glossary(self) -> Glossary:
        """The workspace's terms and names.

        Raises:
            GlossaryError: Its tables have mistakes in them.
        """
        return vocabulary.load(self._project)

    def terminology(self, language: str) -> Terminology:
        """The glossary at work from the source into a language."""
        return Terminology(self.glossary, self._project.settings.workspace.source, language)

    @cached_property
    def sentences(self) -> Sentences:
        """The sentences found by the same rules in earlier runs."""
        return Sentences(self._project.cache / "sentences.json", self.rules)

    @cached_property
    def rules(self) -> str:
        """The fingerprint of the rules that cut sentences, the user's and our own.

        Raises:
            InputError: A rule file cannot be read.
        """
        try:
            return fingerprint(rule_bytes(user_rules(self._project.rules)))
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", path=error.filename) from error

    def release(self, slug: str) -> tuple[Release, tuple[Segment, ...]]:
        """A release and its sentences.

        Raises:
            InputError: The file cannot be read as a release, or its name is no slug.
        """
        path = self._project.releases[slug]
        shown = Path(self._project.location(slug))
        if not is_slug(slug):
            raise InputError(
                "its name cannot name catalogs; use small letters, digits, dots and hyphens, "
                "or bring it in with `add`",
                path=shown,
            )
        try:
            data = path.read_bytes()
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", path=shown) from error
        self._prints[path] = fingerprint([data])
        release = parse(data, shown, slug, self._project.settings.workspace.source)
        return release, segment(release, self.splitter)

    def text(self, slug: str) -> Text:
        """A release with the entries its catalogs must have."""
        release, segments = self.release(slug)
        entries = catalogs.template_entries(segments, self._project.location(slug))
        return Text(release, segments, entries)

    def template(self, text: Text) -> tuple[Catalog, bytes]:
        """A release's POT and its bytes; the old one's date stays until an entry changes."""
        old = self._load(self._project.template(text.release.slug))
        date, now = catalogs.creation_date(old), catalogs.now()
        pot = self._template(text, date or now)
        data = catalogs.dump(pot)
        if not date or _entries(data) == _entries(old):
            return pot, data
        # The header comes first, so its two dates are the first in the file.
        old_date, new_date = f"-Date: {date}\\n".encode(), f"-Date: {now}\\n".encode()
        return self._template(text, now), data.replace(old_date, new_date, 2)

    def _template(self, text: Text, date: str) -> Catalog:
        workspace = self._project.settings.workspace
        return catalogs.template(
            text.release.slug,
            text.entries,
            language=workspace.source,
            name=workspace.name,
            contact=workspace.contact,
            date=date,
        )

    def plan(self, slug: str, language: str, text: Text) -> Plan:
        """Merge a release's sentences with the catalog people have worked on.

        The header is the old one's, as readers need none; see `headed`.

        Raises:
            CatalogError: The catalog cannot be read.
        """
        path = self._project.catalog(slug, language)
        old = None
        if path.is_file():
            old = self.catalog(path)
        else:
            self._prints.setdefault(path, fingerprint([b""]))
        near = self._project.settings.draft.near
        entries, obsolete = catalogs.merge(text.entries, old, near=near)
        new = replace(
            old or Catalog(slug, language),
            slug=slug,
            language=language,
            entries=entries,
            obsolete=obsolete,
        )
        return Plan(slug, language, path, old, new)

    def headed(self, plan: Plan, pot: Catalog) -> Plan:
        """A plan whose catalog has its header in full, as it will be written."""
        workspace = self._project.settings.workspace
        facts = languages.get(plan.language)
        address = workspace.contact.rpartition("<")[2].rstrip(">")
        team = workspace.teams.get(plan.language, f"{facts.name} <{address}>")
        header = catalogs.header(facts, pot, team=team, old=plan.old)
        return replace(plan, catalog=replace(plan.catalog, header=header))

    def catalog(self, path: Path) -> Catalog:
        """A catalog on the disk, read once a run; errors name it from the root."""
        if path not in self._read:
            try:
                self._read[path] = catalogs.parse(self._load(path), path)
            except InputError as error:
                raise CatalogError(error.message, path=self.shown(path), line=error.line) from None
        return self._read[path]

    def write(self, plan: Plan) -> bool:
        """Write a catalog, unless it says what the file says already.

        Raises:
            CatalogError: Somebody has saved the file since it was read; theirs stays.
        """
        if plan.old == plan.catalog:
            return False
        return self.overwrite(plan.path, catalogs.dump(plan.catalog), CatalogError)

    def overwrite(self, path: Path, data: bytes, fault: type[InputError] = InputError) -> bool:
        """Write a file as `put` does, unless it is another one since this run has read it.

        Raises:
            InputError: Somebody has saved it, and theirs stays: a ``fault``. It cannot be written.
        """
        if fingerprint([self._bytes(path)]) != self.seen(path):
            raise fault(
                "was saved by somebody while this ran and is left as they saved it; "
                "run the command again",
                path=self.shown(path),
            )
        return self.put(path, data)

    def put(self, path: Path, data: bytes, *, durable: bool = True) -> bool:
        """Write a file, unless it has these bytes already; see `files.write_atomic`.

        Raises:
            InputError: It cannot be written.
        """
        if path.is_symlink() and path.resolve().suffix != path.suffix:
            # A file may be kept elsewhere, but a workspace of strangers must not point
            # its catalogs and releases at what is neither.
            message = "is a link to a file of another kind; remove it"
            raise InputError(message, path=self.shown(path))
        try:
            written = write_atomic(path, data, durable=durable)
        except OSError as error:
            message = f"cannot be written: {error.strerror}"
            raise InputError(message, path=self.shown(path)) from error
        self._prints[path] = fingerprint([data])
        return written

    def seen(self, path: Path) -> str:
        """The fingerprint of a file as this run last read or wrote it.

        What somebody saves in the meantime does not count, as this run does not know it.
        """
        if path not in self._prints:
            try:
                self._load(path)
            except InputError:
                self._prints[path] = "unreadable"
        return self._prints[path]

    def _load(self, path: Path) -> bytes:
        data = self._bytes(path)
        self._prints[path] = fingerprint([data])
        return data

    def _bytes(self, path: Path) -> bytes:
        return read_bytes(path, self.shown(path))

    def shown(self, path: Path) -> Path:
        """A path as messages show it: from the root of the workspace where it is below."""
        root = self._project.root
        return path.relative_to(root) if path.is_relative_to(root) else path

    def imported(self, path: Path, language: str) -> Iterator[Unit]:
        """The pairs of one language in a memory that was taken in.

        Raises:
            InputError: It cannot be read.
        """
        source = self._project.settings.workspace.source
        return tmx.units(path, language, source, self.shown(path))


def remembered(entry: Entry, target: str, origin: str, score: float, source: str) -> Entry:
    """An entry filled from the memory: a draft if the sentence is the same, else stale."""
    same = source == entry.source or score >= 1
    return replace(
        entry,
        target=target,
        state=State.DRAFT if same else State.STALE,
        previous_source=None if same else source,
        provenance=Provenance(
            Origin.MEMORY,
            name=origin,
            score=per_cent(score),
            digest=catalogs.digest(target),
        ),
    )


def _entries(data: bytes) -> bytes:
    """The bytes of a template without its header, which a new version may write differently."""
    return data.partition(b"\n\n")[2]
