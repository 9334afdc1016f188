"""The way of a release, stage after stage; read this first.

    ingest -> segment -> glossary -> translate -> catalog -> (people) -> qa -> assemble

Every function takes a workspace and says what it did as a value of `reports`; none
prints. A release or catalog at fault is reported and does not stop the others.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from pathlib import Path

from tiptranslate import __version__, translate
from tiptranslate.assemble import assemble as render
from tiptranslate.assemble import build, file_name, require_reviewed
from tiptranslate.cache import Cache, fingerprint
from tiptranslate.drafts import Choice, Drafter, Progress
from tiptranslate.errors import EngineError, InputError, TiptranslateError
from tiptranslate.files import sweep, write_atomic
from tiptranslate.model import Release, Segment, Unit
from tiptranslate.planning import Plan, Planner, Text, read_bytes
from tiptranslate.project import SETTINGS_FILE, Project
from tiptranslate.reports import (
    AssembleReport,
    CatalogStatus,
    Drafted,
    DraftReport,
    Made,
    count,
)
from tiptranslate.segment import user_rules

AT_ONCE = 200
"""Releases between two rounds of writing: a killed run loses at most these."""


def segment(
    project: Project, slugs: Sequence[str]
) -> Iterator[tuple[Release, tuple[Segment, ...]] | InputError]:
    """Ingest and segment releases; a release at fault is given as its error."""
    planner = Planner(project)
    for slug in slugs:
        try:
            yield planner.release(slug)
        except InputError as error:
            yield error


def draft(
    project: Project,
    slugs: Sequence[str],
    languages: Sequence[str],
    choice: Choice | None = None,
    progress: Progress | None = None,
) -> DraftReport:
    """Bring the catalogs of releases up to date and draft what is missing in them.

    What people have written or approved stays; what nothing has changed for is not
    written. See the merge of the catalog stage for what becomes of every sentence.

    Raises:
        WorkspaceError: Another command is writing in the workspace.
        EngineError: The engine asked for does not exist.
    """
    with project.lock():
        sweep(project.root / "locales")
        sweep(project.cache)
        run = _Run(project, languages, choice or Choice(), progress)
        for group in _groups(slugs, AT_ONCE):
            run.draft(group)
        return run.report()


class _Run:
    """One drafting run over many releases."""

    def __init__(
        self, project: Project, languages: Sequence[str], choice: Choice, progress: Progress | None
    ) -> None:
        self._project = project
        self._planner = Planner(project)
        self._progress = progress
        self._choice = choice
        self._drafters = {
            language: Drafter(project, self._planner, language, choice) for language in languages
        }
        self._cache = Cache(project.cache / "catalogs.json")
        self._base = _inputs(project)
        self._surroundings: dict[str, str] = {}
        self._drafted: list[Drafted] = []
        self._errors: list[TiptranslateError] = []

    def draft(self, slugs: Sequence[str]) -> None:
        """Draft some releases in every language and write their catalogs."""
        plans: dict[str, list[tuple[Plan, int]]] = {language: [] for language in self._drafters}
        for slug in slugs:
            try:
                self._plan(slug, plans)
            except TiptranslateError as error:
                self._errors.append(error)
        for language, planned in plans.items():
            self._finish(self._drafters[language], planned)

    def _plan(self, slug: str, plans: dict[str, list[tuple[Plan, int]]]) -> None:
        """Read a release and merge it with its catalogs, unless all are known to be done."""
        open_languages = [language for language in plans if not self._is_done(slug, language)]
        if not open_languages:
            return
        text = self._planner.text(slug)
        pot, data = self._planner.template(text)
        self._planner.put(self._project.template(slug), data, durable=False)
        for language in open_languages:
            try:
                plan = self._planner.headed(self._planner.plan(slug, language, text), pot)
            except TiptranslateError as error:
                self._errors.append(error)
                continue
            catalog, filled = self._drafters[language].remember(plan.catalog)
            plans[language].append((replace(plan, catalog=catalog), filled))

    def _is_done(self, slug: str, language: str) -> bool:
        """Whether nothing has changed since this catalog was last brought up to date."""
        counts = self._cache.counts(
            f"{language}/{slug}", self._print(slug, language), lambda: self._around(language)
        )
        if counts is None or self._choice.redraft:
            return False
        path = self._planner.shown(self._project.catalog(slug, language))
        self._drafted.append(Drafted(slug, language, path, counts))
        return True

    def _finish(self, drafter: Drafter, planned: Sequence[tuple[Plan, int]]) -> None:
        """Draft what is open in one language's catalogs, all at once, and write them."""
        try:
            wanted = [source for plan, _ in planned for source in drafter.open(plan.catalog)]
            drafts = drafter.draft(wanted, self._progress)
        except EngineError as error:
            drafter.error = error
            drafts = {}
        for plan, filled in planned:
            catalog, machine, failed = drafter.fill(plan.catalog, drafts)
            try:
                written = self._planner.write(replace(plan, catalog=catalog))
            except TiptranslateError as error:
                self._errors.append(error)
                continue
            self._drafted.append(
                Drafted(
                    plan.slug,
                    plan.language,
                    self._planner.shown(plan.path),
                    count(catalog.entries),
                    memory=filled,
                    machine=machine,
                    failed=failed,
                    written=written,
                )
            )

    def _print(self, slug: str, language: str) -> str:
        """The fingerprint of all that goes into a catalog, its own bytes included."""
        paths = (
            self._project.releases[slug],
            self._project.template(slug),
            self._project.catalog(slug, language),
        )
        return fingerprint([self._base, *(self._planner.seen(path).encode() for path in paths)])

    def _around(self, language: str) -> str:
        """The fingerprint of what could fill the gaps of a language's catalogs."""
        if language not in self._surroundings:
            parts = map(self._planner.seen, self._project.catalogs(language))
            identity = self._drafters[language].identity
            self._surroundings[language] = fingerprint(part.encode() for part in (identity, *parts))
        return self._surroundings[language]

    def report(self) -> DraftReport:
        """What the run did; also remembers it for the next one."""
        self._surroundings.clear()
        for done in self._drafted:
            if done.counts.gaps and self._drafters[done.language].error:
                continue  # the next run shall try again
            self._cache.put(
                f"{done.language}/{done.slug}",
                self._print(done.slug, done.language),
                self._around(done.language) if done.counts.gaps else "",
                done.counts,
            )
        self._cache.save()
        self._planner.sentences.save()
        short = {done.language for done in self._drafted if done.counts.untranslated}
        return DraftReport(
            drafted=tuple(sorted(self._drafted, key=lambda done: (done.slug, done.language))),
            errors=tuple({str(error): error for error in self._all_errors()}.values()),
            models={
                name: self._drafters[name].identity
                for name in dict.fromkeys(d.language for d in self._drafted if d.machine)
            },
            without=tuple(
                name
                for name, drafter in self._drafters.items()
                if name in short and drafter.model is None and drafter.error is None
            ),
        )

    def _all_errors(self) -> Iterator[TiptranslateError]:
        """What went wrong with files, then with engines; two languages may have one engine."""
        yield from self._errors
        for drafter in self._drafters.values():
            if drafter.error is not None:
                yield drafter.error


def status(
    project: Project, slugs: Sequence[str], languages: Sequence[str]
) -> Iterator[CatalogStatus | TiptranslateError]:
    """Where every release stands in every language, as `draft` would find it; writes nothing."""
    planner = Planner(project)
    for slug in slugs:
        try:
            text = planner.text(slug)
        except TiptranslateError as error:
            yield error
            continue
        for language in languages:
            path = planner.shown(project.catalog(slug, language))
            try:
                plan = planner.plan(slug, language, text)
                yield CatalogStatus(slug, language, path, count(plan.catalog.entries))
            except TiptranslateError as error:
                yield error


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents to make, and from what."""

    languages: Sequence[str]
    formats: Sequence[str]
    layouts: Sequence[str]
    allow_drafts: bool = False
    out: Path | None = None


def assemble(project: Project, slugs: Sequence[str], wanted: Wanted) -> AssembleReport:
    """Make documents of releases from what people have approved.

    A release that is not reviewed to the end in a language is an error of the report
    and nothing is made of it, unless drafts are allowed; then they are marked.
    """
    planner = Planner(project)
    made: list[Made] = []
    errors: list[TiptranslateError] = []
    for slug in slugs:
        try:
            text = planner.text(slug)
        except TiptranslateError as error:
            errors.append(error)
            continue
        for language in wanted.languages:
            try:
                made += _documents(project, planner.plan(slug, language, text), text, wanted)
            except TiptranslateError as error:
                errors.append(error)
    return AssembleReport(tuple(made), tuple(errors))


def _documents(project: Project, plan: Plan, text: Text, wanted: Wanted) -> list[Made]:
    """All documents of one release in one language."""
    document = build(text.release, text.sentences, plan.catalog)
    if not wanted.allow_drafts:
        require_reviewed(document, plan.path.relative_to(project.root))
    folder = (wanted.out or project.build) / plan.slug
    made = []
    for format_, layout in product(wanted.formats, wanted.layouts):
        data = render(document, format_, layout, allow_drafts=True)
        path = folder / file_name(plan.slug, plan.language, layout, format_)
        try:
            written = write_atomic(path, data, durable=False)
        except OSError as error:
            raise InputError(f"cannot be written: {error.strerror}", path=path) from error
        made.append(
            Made(plan.slug, plan.language, layout, format_, path, len(document.unreviewed), written)
        )
    return made


def find_memory(
    project: Project, language: str, text: str, minimum: float
) -> list[tuple[Unit, float]]:
    """Approved translations of a sentence or of ones like it, best first; exact ones score 1."""
    memory = translate.Memory(Planner(project).units(language))
    exact = memory.exact(text)
    near = [(unit, score) for unit, score in memory.near(text, minimum) if unit != exact]
    return ([(exact, 1.0)] if exact else []) + near


def _inputs(project: Project) -> bytes:
    """What goes into every catalog of a workspace: program, settings, rules."""
    files = (project.root / SETTINGS_FILE, *user_rules(project.rules))
    return fingerprint([__version__.encode(), *map(read_bytes, files)]).encode()


def _groups(slugs: Iterable[str], size: int) -> Iterator[list[str]]:
    remaining = iter(slugs)
    while group := list(islice(remaining, size)):
        yield group
