"""Which machine drafts most need a careful reader: a value from 0 to 100, worst first.

Only drafts that a machine made and nobody has touched have a risk. It is put together
from what is known of a draft: the engine's own score, what the checks find, how well it
agrees with its source in meaning, and its length. docs/analysis.md explains the numbers
and says how well the order has proved itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import exp, isfinite
from pathlib import Path

from tiptranslate import catalog as catalogs
from tiptranslate.checking import CheckChoice, chosen
from tiptranslate.errors import TiptranslateError
from tiptranslate.model import Entry, Finding, Level, Origin, State
from tiptranslate.planning import Plan, Planner, Text
from tiptranslate.project import Project
from tiptranslate.qa import checking
from tiptranslate.qa.ignoring import ignored
from tiptranslate.qa.target.states import Draft

UNKNOWN = 0.5
"""Stands for the probability of a token where an engine gives no score: neither good nor bad."""
KEPT = {Level.ERROR: 0.25, Level.WARNING: 0.8, Level.SUGGESTION: 0.95}
"""What one finding leaves of the trust in a draft.

With an error the surest drafts (0.7 a token) are riskier than the least sure ones without.
"""
MEANING = 0.3
"""How much of the trust goes with a meaning that has nothing to do with the source's."""
LENGTH = 0.02
"""How much goes with length: next to nothing, as it decides between equals alone."""
LONG = 40
"""Words from which on a sentence is as long as it can be."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of a draft.

    ``score`` is the engine's mean log probability a token, None for none; ``meaning``
    how well draft and source agree, 0 to 1, None where nobody has looked.
    """

    words: int
    score: float | None = None
    errors: int = 0
    warnings: int = 0
    suggestions: int = 0
    meaning: float | None = None


@dataclass(frozen=True, slots=True)
class Risk:
    """A draft with its risk; ``path`` is its catalog's, from the root of the workspace."""

    slug: str
    language: str
    path: Path
    entry: Entry
    findings: tuple[Finding, ...]
    signs: Signs

    @property
    def value(self) -> float:
        """0 to 100."""
        return risk(self.signs)


@dataclass(frozen=True, slots=True)
class RiskReport:
    """The drafts of a run, the riskiest first, and what was wrong."""

    risks: tuple[Risk, ...] = ()
    errors: tuple[TiptranslateError, ...] = ()


@dataclass(slots=True)
class Part:
    """What was found in some of the releases of a run."""

    risks: list[Risk] = field(default_factory=list)
    errors: list[TiptranslateError] = field(default_factory=list)


def risk(signs: Signs) -> float:
    """The risk of a draft, 0 to 100: what is left to 100 of the trust in it.

    Trust is the probability of a token as the engine sees it, less a share for each sign.
    It never rises with a finding, a lower score, a lower likeness in meaning, or a word more.
    """
    trust = UNKNOWN
    if signs.score is not None and isfinite(signs.score):
        trust = exp(min(signs.score, 0.0))
    trust *= KEPT[Level.ERROR] ** signs.errors
    trust *= KEPT[Level.WARNING] ** signs.warnings
    trust *= KEPT[Level.SUGGESTION] ** signs.suggestions
    if signs.meaning is not None:
        trust *= 1 - MEANING * (1 - min(max(signs.meaning, 0.0), 1.0))
    trust *= 1 - LENGTH * min(signs.words / LONG, 1.0)
    return 100 * (1 - trust)


def is_draft(entry: Entry) -> bool:
    """Whether an entry holds a machine's draft that nobody has touched."""
    made = entry.provenance
    return (
        entry.state is State.DRAFT
        and made is not None
        and made.origin is Origin.MACHINE
        and catalogs.untouched(entry)
    )


def signs(entry: Entry, findings: Iterable[Finding], meaning: float | None = None) -> Signs:
    """What is known of a draft; that it is one, which a finding says too, does not count."""
    levels = [finding.level for finding in findings if finding.check != Draft.id]
    return Signs(
        words=len(entry.source.split()),
        score=entry.provenance.score if entry.provenance else None,
        errors=levels.count(Level.ERROR),
        warnings=levels.count(Level.WARNING),
        suggestions=levels.count(Level.SUGGESTION),
        meaning=meaning,
    )


def of(entry: Entry, findings: Iterable[Finding], meaning: float | None = None) -> float | None:
    """The risk of an entry; None where it holds no machine's draft, or one that was touched."""
    return risk(signs(entry, findings, meaning)) if is_draft(entry) else None


def meanings(
    project: Project, language: str, pairs: Sequence[tuple[str, str]]
) -> list[float | None]:
    """How well sources and targets agree in meaning, as far as somebody has looked before."""
    if not pairs:
        return []
    from tiptranslate import resemblance  # noqa: PLC0415 - numpy, where the extra is installed

    return resemblance.scores(project, language, pairs)


class Ranker:
    """Finds the drafts of one workspace and what is known of them."""

    def __init__(self, project: Project, languages: Sequence[str]) -> None:
        self._planner = Planner(project)
        self._terms = {language: self._planner.terminology(language) for language in languages}
        self._checks = [check for check in chosen(project, CheckChoice()) if check.id != Draft.id]

    def run(self, slugs: Sequence[str]) -> Part:
        """Look at the catalogs of some releases; one at fault does not stop the others."""
        part = Part()
        for slug in slugs:
            try:
                text = self._planner.text(slug)
            except TiptranslateError as error:
                part.errors.append(error)
                continue
            for language in self._terms:
                try:
                    part.risks += self._drafts(self._planner.plan(slug, language, text), text)
                except TiptranslateError as error:
                    part.errors.append(error)
        return part

    def _drafts(self, plan: Plan, text: Text) -> Iterator[Risk]:
        """The drafts of one catalog with what the checks say of them."""
        unwanted = ignored(text.release)
        checks = [check for check in self._checks if check.id not in unwanted]
        terms, path = self._terms[plan.language], self._planner.shown(plan.path)
        for entry in filter(is_draft, plan.catalog.entries):
            found = tuple(checking.check(terms.entry_text(entry), path, checks, {}))
            yield Risk(plan.slug, plan.language, path, entry, found, signs(entry, found))


def report(project: Project, parts: Sequence[Part]) -> RiskReport:
    """All drafts of a run, the riskiest first, with what is known of their meaning."""
    found = [risk for part in parts for risk in part.risks]
    judged = [
        replace(one, signs=replace(one.signs, meaning=meaning))
        for language in dict.fromkeys(one.language for one in found)
        for one, meaning in _with_meanings(project, language, found)
    ]
    return RiskReport(
        tuple(sorted(judged, key=lambda one: (-one.value, one.path, one.entry.line))),
        tuple(error for part in parts for error in part.errors),
    )


def _with_meanings(
    project: Project, language: str, found: Sequence[Risk]
) -> Iterator[tuple[Risk, float | None]]:
    """The drafts of a language, each with how well it agrees with its source."""
    mine = [one for one in found if one.language == language]
    pairs = [(one.entry.source, one.entry.target) for one in mine]
    yield from zip(mine, meanings(project, language, pairs), strict=True)
