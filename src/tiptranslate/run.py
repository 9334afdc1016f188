"""One drafting run: which catalogs have anything to do, what becomes of it, what was done."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tiptranslate.cache import Cache, fingerprint
from tiptranslate.drafts import Choice, Drafter, Progress, Share
from tiptranslate.errors import EngineError, TiptranslateError
from tiptranslate.planning import Plan, Planner
from tiptranslate.prints import Prints
from tiptranslate.project import Project
from tiptranslate.reports import Drafted, DraftReport, count


class Run:
    """One drafting run over many releases."""

    def __init__(
        self,
        project: Project,
        languages: Sequence[str],
        choice: Choice,
        progress: Progress | None,
        share: Share | None = None,
    ) -> None:
        self._project = project
        self._planner = Planner(project)
        self._progress = progress
        self._choice = choice
        self._drafters = {
            language: Drafter(project, self._planner, language, choice, share)
            for language in languages
        }
        self._cache = Cache(project.cache / "catalogs.json")
        self._prints = Prints(project, self._planner)
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
            hinted = self._drafters[language].terms.hinted(text.entries)
            try:
                plan = self._planner.plan(slug, language, replace(text, entries=hinted))
                plan = self._planner.headed(plan, pot)
            except TiptranslateError as error:
                self._errors.append(error)
                continue
            catalog, filled = self._drafters[language].remember(plan.catalog)
            plans[language].append((replace(plan, catalog=catalog), filled))

    def _is_done(self, slug: str, language: str) -> bool:
        """Whether nothing has changed since this catalog was last brought up to date."""
        counts = self._cache.counts(
            f"{language}/{slug}", self._prints.of(slug, language), lambda: self._around(language)
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

    def _around(self, language: str) -> str:
        """The fingerprint of what could fill the gaps of a language's catalogs."""
        if language not in self._surroundings:
            known = [*self._project.catalogs(language), *self._project.memories]
            parts = map(self._planner.seen, known)
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
                self._prints.of(done.slug, done.language),
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
