"""The way of a release, stage after stage; read this first.

    ingest -> segment -> glossary -> translate -> catalog -> (people) -> qa -> assemble

Every function takes a workspace and says what it did as a value of `reports`; none
prints. A release or catalog at fault is reported and does not stop the others.
"""

import contextlib
import os
import signal
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from tiptranslate import translate
from tiptranslate.assembling import Assembler, Wanted, check_wanted
from tiptranslate.drafts import Choice, Progress
from tiptranslate.errors import InputError, TiptranslateError
from tiptranslate.files import sweep
from tiptranslate.languages import uz, uz_cyrl
from tiptranslate.model import Release, Segment, Unit
from tiptranslate.planning import Planner
from tiptranslate.project import Project
from tiptranslate.reports import (
    AssembleReport,
    CatalogStatus,
    DraftReport,
    count,
)
from tiptranslate.run import Run

if TYPE_CHECKING:
    from tiptranslate.checking import CheckChoice, CheckReport
    from tiptranslate.checking import Part as CheckPart
    from tiptranslate.linting import LintChoice, LintReport, Part

LATIN, CYRILLIC = uz.LANGUAGE.code, uz_cyrl.LANGUAGE.code
WORTH_A_WORKER = 64
"""Releases for which it pays to start another process."""
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
    Cyrillic Uzbek is derived where the workspace has the Latin, and never drafted.

    Raises:
        WorkspaceError: Another command is writing in the workspace.
        EngineError: The engine asked for does not exist.
    """
    derives = CYRILLIC in languages and LATIN in project.settings.workspace.languages
    drafted = [language for language in languages if not (derives and language == CYRILLIC)]
    with project.lock():
        sweep(project.root / "locales")
        sweep(project.cache)
        run = Run(project, drafted, choice or Choice(), progress)
        for group in _groups(slugs, AT_ONCE):
            run.draft(group)
        report = run.report()
    if not derives:
        return report
    from tiptranslate.deriving import derive  # noqa: PLC0415 - rarely asked for

    derived = derive(project, slugs)
    return replace(report, derived=tuple(derived.written), errors=(*report.errors, *derived.errors))


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
                revised = plan.old.header.get("PO-Revision-Date", "") if plan.old else ""
                counts = count(plan.catalog.entries)
                yield CatalogStatus(slug, language, path, counts, revised)
            except TiptranslateError as error:
                yield error


def assemble(project: Project, slugs: Sequence[str], wanted: Wanted) -> AssembleReport:
    """Make documents of releases from what people have approved.

    A release that is not reviewed to the end in a language is an error of the report
    and nothing is made of it, unless drafts are allowed; then they are marked. Many
    releases are shared out among the machine's cores.

    Raises:
        UsageError: Something that is not there, or not possible on this machine.
    """
    check_wanted(wanted)
    workers = min(os.cpu_count() or 1, len(slugs) // WORTH_A_WORKER)
    if workers <= 1:
        return _assemble(project, slugs, wanted)
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - only for many

    size = -(-len(slugs) // workers)
    with ProcessPoolExecutor(workers, initializer=_leave_interrupts_to_the_parent) as pool:
        work = partial(_assemble, Project(project.root), wanted=wanted)
        reports = list(pool.map(work, _groups(slugs, size)))
    return AssembleReport(
        tuple(made for report in reports for made in report.made),
        tuple(error for report in reports for error in report.errors),
        tuple(path for report in reports for path in report.manifests),
    )


def _leave_interrupts_to_the_parent() -> None:
    """Let Ctrl-C be answered once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _assemble(project: Project, slugs: Sequence[str], wanted: Wanted) -> AssembleReport:
    """Make the documents of some releases, one after the other."""
    return Assembler(project, wanted).run(slugs)


def lint(
    project: Project, slugs: Sequence[str], choice: "LintChoice | None" = None
) -> "LintReport":
    """Check the English of releases, and put right in them what is safe to, if asked.

    Many releases are shared out among the machine's cores.

    Raises:
        UsageError: A check asked for or ignored that there is not.
        InputError: A table of the glossary is wrong.
        WorkspaceError: Something is to be fixed and another command is writing.
    """
    from tiptranslate.linting import LintChoice, Linter, report  # noqa: PLC0415 - others need none

    choice = choice or LintChoice()
    linter = Linter(project, choice)
    workers = min(os.cpu_count() or 1, len(slugs) // WORTH_A_WORKER)
    with project.lock() if choice.fix else contextlib.nullcontext():
        if choice.fix:
            sweep(project.root / "releases")
        if workers <= 1:
            return report(linter, [linter.run(slugs)])
        from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - only for many

        size = -(-len(slugs) // workers)
        with ProcessPoolExecutor(workers, initializer=_leave_interrupts_to_the_parent) as pool:
            work = partial(_lint, Project(project.root), choice)
            return report(linter, list(pool.map(work, _groups(slugs, size))))


def _lint(project: Project, choice: "LintChoice", slugs: Sequence[str]) -> "Part":
    """Check some releases, in a process of its own."""
    from tiptranslate.linting import Linter  # noqa: PLC0415 - others need none

    return Linter(project, choice).run(slugs)


def check(
    project: Project,
    slugs: Sequence[str],
    languages: Sequence[str],
    choice: "CheckChoice | None" = None,
) -> "CheckReport":
    """Check the catalogs of releases, and mend in them what is safe to, if asked.

    Many releases are shared out among the machine's cores.

    Raises:
        UsageError: A check asked for or ignored that there is not.
        InputError: A table of the glossary or the baseline is wrong.
        WorkspaceError: Something is to be mended and another command is writing.
    """
    from tiptranslate.checking import CheckChoice, Checker, report  # noqa: PLC0415 - as above

    choice = choice or CheckChoice()
    checker = Checker(project, languages, choice)
    workers = min(os.cpu_count() or 1, len(slugs) // WORTH_A_WORKER)
    with project.lock() if choice.fix else contextlib.nullcontext():
        if choice.fix:
            sweep(project.root / "locales")
        if workers <= 1:
            return report(checker, [checker.run(slugs)], choice)
        from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - only for many

        size = -(-len(slugs) // workers)
        with ProcessPoolExecutor(workers, initializer=_leave_interrupts_to_the_parent) as pool:
            work = partial(_check, Project(project.root), tuple(languages), choice)
            return report(checker, list(pool.map(work, _groups(slugs, size))), choice)


def _check(
    project: Project, languages: Sequence[str], choice: "CheckChoice", slugs: Sequence[str]
) -> "CheckPart":
    """Check the catalogs of some releases, in a process of its own."""
    from tiptranslate.checking import Checker  # noqa: PLC0415 - others need none

    return Checker(project, languages, choice).run(slugs)


def find_memory(
    project: Project, language: str, text: str, minimum: float
) -> list[tuple[Unit, float]]:
    """Approved translations of a sentence or of ones like it, best first; exact ones score 1."""
    memory = translate.Memory(Planner(project).units(language))
    exact = memory.exact(text)
    near = [(unit, score) for unit, score in memory.near(text, minimum) if unit != exact]
    return ([(exact, 1.0)] if exact else []) + near


def _groups(slugs: Iterable[str], size: int) -> Iterator[list[str]]:
    remaining = iter(slugs)
    while group := list(islice(remaining, size)):
        yield group
