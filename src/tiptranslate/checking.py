"""The gate: checking the catalogs of a workspace, and mending in them what is safe to.

A catalog is looked at as `draft` would leave it: a sentence that is new in the release
counts as untranslated although the file does not know it yet.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tiptranslate import catalog as catalogs
from tiptranslate.errors import TiptranslateError
from tiptranslate.model import Catalog, Entry, Finding, Level, Origin, State
from tiptranslate.planning import Plan, Planner, Text
from tiptranslate.project import Project
from tiptranslate.qa import checking, ignoring
from tiptranslate.qa.baseline import Baseline, read_baseline
from tiptranslate.qa.checking import REQUIREMENTS
from tiptranslate.qa.entry import Placed, TargetCheck
from tiptranslate.qa.target import CHECKS, TYPOGRAPHY, meaning
from tiptranslate.reports import Counts, count
from tiptranslate.resemblance import Progress, Sheet, findings, require
from tiptranslate.terminology import Terminology


@dataclass(frozen=True, slots=True)
class CheckChoice:
    """What to look for.

    Args:
        require: One of `REQUIREMENTS`; "" for the settings'.
        select: Only these checks; all, if empty. ``ignore`` leaves some out.
        fix: Put safe replacements into the catalogs.
        baseline: A file of findings that are known and do not count.
        meaning: Whether meanings are compared; None for what the settings say.
    """

    require: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fix: bool = False
    baseline: Path | None = None
    meaning: bool | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What there is to say of one catalog."""

    slug: str
    language: str
    path: Path
    counts: Counts
    findings: tuple[Finding, ...] = ()

    def at_least(self, level: Level) -> int:
        """How many findings are of a level or worse."""
        return sum(finding.level >= level for finding in self.findings)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The outcome of a run. ``known`` counts the findings that the baseline has."""

    verdicts: tuple[Verdict, ...] = ()
    fixed: int = 0
    known: int = 0
    errors: tuple[TiptranslateError, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, catalog after catalog."""
        return tuple(finding for verdict in self.verdicts for finding in verdict.findings)

    def at_least(self, level: Level) -> int:
        """How many findings are of a level or worse."""
        return sum(verdict.at_least(level) for verdict in self.verdicts)


@dataclass(slots=True)
class Part:
    """What one process has found in its share of the releases."""

    verdicts: list[Verdict] = field(default_factory=list)
    placed: dict[str, list[Placed]] = field(default_factory=dict)
    sheets: list[Sheet] = field(default_factory=list)
    fixed: int = 0
    errors: list[TiptranslateError] = field(default_factory=list)


def chosen(project: Project, choice: CheckChoice) -> list[TargetCheck]:
    """The checks of a run, in the order in which they are listed.

    Raises:
        UsageError: A check that there is not.
    """
    return ignoring.chosen(CHECKS, choice.select, choice.ignore, project.settings.check.ignore)


def compared(
    project: Project, choice: CheckChoice, checks: Sequence[TargetCheck]
) -> tuple[TargetCheck, ...]:
    """The checks of meaning, if the run, by name even, or the settings ask for them.

    Raises:
        ModelMissing: They are asked for and the extra is not installed.
    """
    wanted = project.settings.check.meaning if choice.meaning is None else choice.meaning
    named = {*choice.select} & {check.id for check in meaning.CHECKS}
    found = tuple(check for check in checks if check in meaning.CHECKS)
    if not found or not (wanted or named):
        return ()
    require()
    return found


class Checker:
    """Looks at catalogs of one workspace during one run."""

    def __init__(self, project: Project, languages: Sequence[str], choice: CheckChoice) -> None:
        self._project = project
        self._choice = choice
        self._checks = chosen(project, choice)
        self._meant = compared(project, choice, self._checks)
        self._levels = REQUIREMENTS[choice.require or project.settings.check.require]
        self._planner = Planner(project)
        self._terms = {language: self._planner.terminology(language) for language in languages}

    def run(self, slugs: Sequence[str]) -> Part:
        """Look at the catalogs of some releases; one at fault does not stop the others."""
        part = Part()
        for slug in slugs:
            try:
                text = self._planner.text(slug)
            except TiptranslateError as error:
                part.errors.append(error)
                continue
            for language, terms in self._terms.items():
                try:
                    self._catalog(self._planner.plan(slug, language, text), text, terms, part)
                except TiptranslateError as error:
                    part.errors.append(error)
        return part

    def _catalog(self, plan: Plan, text: Text, terms: Terminology, part: Part) -> None:
        """Check one catalog, after mending it."""
        if self._choice.fix and plan.old is not None:
            mended = self._mended(plan.old, terms)
            part.fixed += sum(
                new is not old for new, old in zip(mended.entries, plan.old.entries, strict=True)
            )
            self._planner.write(replace(plan, catalog=mended))
            plan = self._planner.plan(plan.slug, plan.language, text)
        unwanted = ignoring.ignored(text.release)
        checks = [check for check in self._checks if check.id not in unwanted]
        path = self._planner.shown(plan.path)
        findings = [
            finding
            for entry in plan.catalog.entries
            for finding in checking.check(
                terms.entry_text(entry, verbatim=is_verbatim(entry)), path, checks, self._levels
            )
        ]
        counts = count(plan.catalog.entries)
        part.verdicts.append(Verdict(plan.slug, plan.language, path, counts, tuple(findings)))
        part.placed.setdefault(plan.language, []).extend(
            Placed(entry.source, entry.target, path, entry.line)
            for entry in plan.catalog.entries
            if entry.state is State.REVIEWED
        )
        if meant := tuple(check for check in self._meant if check.id not in unwanted):
            part.sheets.append(Sheet(path, plan.language, plan.catalog.entries, meant))

    def _mended(self, catalog: Catalog, terms: Terminology) -> Catalog:
        """A catalog with every safe replacement put in; an entry without any is the same object."""
        wanted = [check for check in TYPOGRAPHY if check in self._checks]
        entries = tuple(mended(entry, terms, wanted) for entry in catalog.entries)
        return replace(catalog, entries=entries)

    def meant(self, parts: Iterable[Part], progress: Progress | None = None) -> list[Finding]:
        """What checks of meaning find, where they are wanted."""
        sheets = [sheet for part in parts for sheet in part.sheets]
        return [*findings(self._project, sheets, self._levels, progress)] if sheets else []

    def across(self, parts: Iterable[Part]) -> list[Finding]:
        """What checks find between all the catalogs of a run."""
        placed: dict[str, list[Placed]] = {}
        for part in parts:
            for language, entries in part.placed.items():
                placed.setdefault(language, []).extend(entries)
        return [
            finding
            for entries in placed.values()
            for finding in checking.across(entries, self._checks, self._levels)
        ]


def mended(entry: Entry, terms: Terminology, checks: Sequence[TargetCheck] = TYPOGRAPHY) -> Entry:
    """An entry with every safe replacement put in; itself where there is none.

    A draft that nobody has touched stays one: its fingerprint is that of the new text.
    """
    if not entry.target or entry.plural_source is not None:
        return entry
    text = checking.fix(
        entry.target, lambda target: terms.typography(replace(entry, target=target)), checks
    )
    if text == entry.target:
        return entry
    made = entry.provenance
    if made is not None and catalogs.untouched(entry):
        made = replace(made, digest=catalogs.digest(text))
    return replace(entry, target=text, provenance=made)


def is_verbatim(entry: Entry) -> bool:
    """Whether a person approved a machine's draft to the letter."""
    made = entry.provenance
    return (
        entry.state is State.REVIEWED
        and made is not None
        and made.origin is Origin.MACHINE
        and catalogs.untouched(entry)
    )


def report(
    checker: Checker,
    parts: Sequence[Part],
    choice: CheckChoice,
    progress: Progress | None = None,
) -> CheckReport:
    """What a run has found, with the look at all catalogs together and less what is known.

    Raises:
        InputError: The baseline cannot be read.
    """
    known: Baseline = read_baseline(choice.baseline) if choice.baseline else Baseline()
    more: dict[Path, list[Finding]] = {}
    for finding in (*checker.across(parts), *checker.meant(parts, progress)):
        more.setdefault(finding.path, []).append(finding)
    verdicts, hidden = [], 0
    for verdict in (verdict for part in parts for verdict in part.verdicts):
        every = sorted(
            [*verdict.findings, *more.get(verdict.path, ())],
            key=lambda finding: (finding.line, finding.span),
        )
        new = tuple(finding for finding in every if finding not in known)
        hidden += len(every) - len(new)
        verdicts.append(replace(verdict, findings=new))
    return CheckReport(
        tuple(verdicts),
        sum(part.fixed for part in parts),
        hidden,
        tuple(error for part in parts for error in part.errors),
    )
