"""The way of a release, stage after stage; read this first.

    ingest -> segment -> glossary -> translate -> catalog -> (people) -> qa -> assemble

Every function takes a workspace and says what it did as a value of `reports`; none
prints. A release or catalog at fault is reported and does not stop the others.
"""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from tiptranslate.assembling import Assembler, Wanted, check_wanted
from tiptranslate.drafts import Choice, Progress, Share
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
)
from tiptranslate.run import Run
from tiptranslate.sharing import groups, in_shares

if TYPE_CHECKING:
    from tiptranslate.checking import CheckChoice, CheckReport
    from tiptranslate.checking import Part as CheckPart
    from tiptranslate.linting import LintChoice, LintReport, Part
    from tiptranslate.risk import Part as RiskPart
    from tiptranslate.risk import RiskReport
    from tiptranslate.standing import Part as StatusPart

LATIN, CYRILLIC = uz.LANGUAGE.code, uz_cyrl.LANGUAGE.code
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
        UsageError: The address of a cluster is none.
    """
    derives = CYRILLIC in languages and LATIN in project.settings.workspace.languages
    drafted = [language for language in languages if not (derives and language == CYRILLIC)]
    choice = choice or Choice()
    with _workers(choice.cluster) as share, project.lock():
        sweep(project.root / "locales")
        sweep(project.cache)
        run = Run(project, drafted, choice, progress, share)
        for group in groups(slugs, AT_ONCE):
            run.draft(group)
        report = run.report()
    if not derives:
        return report
    from tiptranslate.deriving import derive  # noqa: PLC0415 - rarely asked for

    derived = derive(project, slugs)
    return replace(report, derived=tuple(derived.written), errors=(*report.errors, *derived.errors))


@contextlib.contextmanager
def _workers(address: str) -> Iterator[Share | None]:
    """Those who do the engine's work, where it is not this process."""
    if not address:
        yield None
        return
    from tiptranslate.cluster import Workers  # noqa: PLC0415 - rarely asked for

    with Workers(address) as workers:
        yield workers.share


def status(
    project: Project, slugs: Sequence[str], languages: Sequence[str]
) -> list[CatalogStatus | TiptranslateError]:
    """Where every release stands in every language, as `draft` would find it.

    Changes nothing; of many catalogs it remembers what it has counted. Many releases are
    shared out among the machine's cores.
    """
    from tiptranslate.standing import Standing  # noqa: PLC0415 - others need none

    standing = Standing(project, languages)
    there = partial(_status, Project(project.root), tuple(languages))
    parts = in_shares(slugs, standing.run, there)
    standing.remember(parts)
    return [found for part in parts for found in part.found]


def _status(project: Project, languages: Sequence[str], slugs: Sequence[str]) -> "StatusPart":
    """Look at the catalogs of some releases, in a process of its own."""
    from tiptranslate.standing import Standing  # noqa: PLC0415 - others need none

    return Standing(project, languages).run(slugs)


def assemble(project: Project, slugs: Sequence[str], wanted: Wanted) -> AssembleReport:
    """Make documents of releases from what people have approved.

    A release that is not reviewed to the end in a language is an error of the report
    and nothing is made of it, unless drafts are allowed; then they are marked. Many
    releases are shared out among the machine's cores.

    Raises:
        UsageError: Something that is not there, or not possible on this machine.
    """
    check_wanted(wanted)
    there = partial(_assemble, Project(project.root), wanted)
    reports = in_shares(slugs, partial(_assemble, project, wanted), there)
    return AssembleReport(
        tuple(made for report in reports for made in report.made),
        tuple(error for report in reports for error in report.errors),
        tuple(path for report in reports for path in report.manifests),
    )


def _assemble(project: Project, wanted: Wanted, slugs: Sequence[str]) -> AssembleReport:
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
    there = partial(_lint, Project(project.root), choice)
    with project.lock() if choice.fix else contextlib.nullcontext():
        if choice.fix:
            sweep(project.root / "releases")
        return report(linter, in_shares(slugs, linter.run, there))


def _lint(project: Project, choice: "LintChoice", slugs: Sequence[str]) -> "Part":
    """Check some releases, in a process of its own."""
    from tiptranslate.linting import Linter  # noqa: PLC0415 - others need none

    return Linter(project, choice).run(slugs)


def check(
    project: Project,
    slugs: Sequence[str],
    languages: Sequence[str],
    choice: "CheckChoice | None" = None,
    progress: Callable[[int, int], None] | None = None,
) -> "CheckReport":
    """Check the catalogs of releases, and mend in them what is safe to, if asked.

    Many releases are shared out among the machine's cores. ``progress`` is told of the
    sentences that are encoded, where meanings are compared.

    Raises:
        UsageError: A check asked for or ignored that there is not.
        ModelMissing: Meanings are to be compared and the extra is not installed.
        InputError: A table of the glossary or the baseline is wrong.
        WorkspaceError: Something is to be mended and another command is writing.
    """
    from tiptranslate.checking import CheckChoice, Checker, report  # noqa: PLC0415 - as above

    choice = choice or CheckChoice()
    checker = Checker(project, languages, choice)
    there = partial(_check, Project(project.root), tuple(languages), choice)
    with project.lock() if choice.fix else contextlib.nullcontext():
        if choice.fix:
            sweep(project.root / "locales")
        return report(checker, in_shares(slugs, checker.run, there), choice, progress)


def _check(
    project: Project, languages: Sequence[str], choice: "CheckChoice", slugs: Sequence[str]
) -> "CheckPart":
    """Check the catalogs of some releases, in a process of its own."""
    from tiptranslate.checking import Checker  # noqa: PLC0415 - others need none

    return Checker(project, languages, choice).run(slugs)


def risks(project: Project, slugs: Sequence[str], languages: Sequence[str]) -> "RiskReport":
    """The machine drafts of releases that nobody has touched, the riskiest first.

    Many releases are shared out among the machine's cores.

    Raises:
        InputError: A table of the glossary is wrong.
    """
    from tiptranslate.risk import Ranker, report  # noqa: PLC0415 - others need none

    there = partial(_risks, Project(project.root), tuple(languages))
    return report(project, in_shares(slugs, Ranker(project, languages).run, there))


def _risks(project: Project, languages: Sequence[str], slugs: Sequence[str]) -> "RiskPart":
    """Look at the drafts of some releases, in a process of its own."""
    from tiptranslate.risk import Ranker  # noqa: PLC0415 - others need none

    return Ranker(project, languages).run(slugs)


def find_memory(
    project: Project, language: str, text: str, minimum: float
) -> list[tuple[Unit, float]]:
    """Approved translations of a sentence or of ones like it, best first; exact ones score 1."""
    from tiptranslate.recall import Recall  # noqa: PLC0415 - others need none

    return Recall(project, Planner(project), language).memory().find(text, minimum)
