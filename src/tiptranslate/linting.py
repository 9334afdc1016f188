"""Checking the English of a workspace's releases, and putting right what is safe to.

A release is read, cut into sentences and searched for terms and names; then the
checks of `qa.lint` look at it. Some look a second time, at what all releases say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tiptranslate import vocabulary
from tiptranslate.errors import InputError, TiptranslateError
from tiptranslate.files import read_bytes
from tiptranslate.glossary.register import Glossary
from tiptranslate.ingest import parse
from tiptranslate.ingest.forms import MARKUP as INLINE
from tiptranslate.model import Finding, Level, Release, Segment
from tiptranslate.planning import Planner
from tiptranslate.project import Project
from tiptranslate.qa import ignoring, linting, target
from tiptranslate.qa.fixing import Fixed, fix
from tiptranslate.qa.lint import CHECKS, IDS
from tiptranslate.qa.places import Places
from tiptranslate.qa.slips import Slip
from tiptranslate.qa.slips import load as load_slips
from tiptranslate.qa.source import SourceCheck, SourceText
from tiptranslate.segment import segment

SLIPS_FILE = "glossary/slips.csv"
_KNOWN = (*IDS, *target.IDS)
"""What a release may name in its `ignore`: checks of translations are left out there too."""
ROUNDS = 10
"""How often a release is fixed over; replacements seldom make room for others more than once."""


@dataclass(frozen=True, slots=True)
class LintChoice:
    """What to look for: only the checks of ``select`` (all, if empty) without those of ``ignore``.

    ``fix`` puts safe replacements into the releases.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fix: bool = False


@dataclass(frozen=True, slots=True)
class LintReport:
    """The outcome of a run: findings in the order of the files, and what was put right."""

    releases: int = 0
    findings: tuple[Finding, ...] = ()
    fixed: tuple[Fixed, ...] = ()
    errors: tuple[TiptranslateError, ...] = ()

    def at_least(self, level: Level) -> int:
        """How many findings are of a level or worse."""
        return sum(finding.level >= level for finding in self.findings)


@dataclass(slots=True)
class Part:
    """What one process has found in its share of the releases; ``facts`` by slug and check."""

    findings: list[Finding] = field(default_factory=list)
    fixed: list[Fixed] = field(default_factory=list)
    facts: dict[str, Mapping[str, object]] = field(default_factory=dict)
    errors: list[TiptranslateError] = field(default_factory=list)
    releases: int = 0


def chosen(project: Project, choice: LintChoice) -> list[SourceCheck]:
    """The checks of a run, in the order in which they are listed.

    Raises:
        UsageError: A check that there is not.
    """
    return ignoring.chosen(CHECKS, choice.select, choice.ignore, project.settings.lint.ignore)


class Linter:
    """Looks at releases of one workspace during one run."""

    def __init__(self, project: Project, choice: LintChoice) -> None:
        self._project = project
        self._choice = choice
        self._checks = chosen(project, choice)
        self._planner = Planner(project)

    @cached_property
    def glossary(self) -> Glossary:
        """The workspace's terms and names.

        Raises:
            InputError: A table of them is wrong.
        """
        return vocabulary.load(self._project)

    @cached_property
    def slips(self) -> tuple[Slip, ...]:
        """The workspace's own wrong wordings.

        Raises:
            InputError: The table of them is wrong; the first mistake, and how many more there are.
        """
        path = self._project.root / SLIPS_FILE
        shown = self._planner.shown(path)
        if not path.exists():
            return ()
        slips, errors = load_slips(read_bytes(path, shown), shown)
        if errors:
            more = f" (and {len(errors) - 1} more)" if errors[1:] else ""
            raise InputError(errors[0].message + more, path=shown, line=errors[0].line)
        return slips

    def run(self, slugs: Sequence[str]) -> Part:
        """Look at each of some releases; one at fault does not stop the others."""
        part = Part()
        _ = self.glossary, self.slips  # a wrong table is an error of the run, not of a release
        for slug in slugs:
            try:
                text = self.read(slug)
                if self._choice.fix and text.release.markup != INLINE:
                    text = self._fix(text, part)
            except InputError as error:
                part.errors.append(error)
                continue
            looked = linting.lint(text, self._checks, _KNOWN)
            part.findings += looked.findings
            part.facts[slug] = looked.facts
            part.releases += 1
        return part

    def across(self, part: Part) -> list[Finding]:
        """What checks find between all the releases of a run."""
        found: list[Finding] = []
        for slug, hits in linting.across(part.facts, self._checks).items():
            release, _ = self._planner.release(slug)
            found += linting.findings(release, Places(release), hits)
        return found

    def read(self, slug: str) -> SourceText:
        """A release of the workspace, ready to be checked.

        Raises:
            InputError: It cannot be read.
        """
        return self.text(*self._planner.release(slug))

    def text(self, release: Release, segments: tuple[Segment, ...]) -> SourceText:
        """A release ready to be checked."""
        glossary = self.glossary
        return SourceText(
            release=release,
            segments=segments,
            matches=tuple(
                tuple(glossary.find(block.text, release.language)) for block in release.blocks
            ),
            terms=glossary.terms,
            names=glossary.names,
            slips=self.slips,
        )

    def _fix(self, text: SourceText, part: Part) -> SourceText:
        """Put safe replacements in until there is none left, and write the release once."""
        slug, path = text.release.slug, text.release.path
        done: list[Fixed] = []
        for _ in range(ROUNDS):
            source, fixed = fix(text, self._checks)
            if not fixed:
                break
            done += fixed
            data = source.encode(text.release.encoding)
            release = parse(data, path, slug, text.release.language)
            text = self.text(release, segment(release, self._planner.splitter))
        if done:
            self._planner.overwrite(self._project.releases[slug], data)
            part.fixed += done
        return text


def joined(parts: Sequence[Part]) -> Part:
    """What several processes have found as if one had."""
    whole = Part()
    for part in parts:
        whole.findings += part.findings
        whole.fixed += part.fixed
        whole.facts |= part.facts
        whole.errors += part.errors
        whole.releases += part.releases
    return whole


def report(linter: Linter, parts: Sequence[Part]) -> LintReport:
    """What a run has found, with the second look at all of its releases."""
    whole = joined(parts)
    found = sorted([*whole.findings, *linter.across(whole)], key=linting.order)
    return LintReport(whole.releases, tuple(found), tuple(whole.fixed), tuple(whole.errors))
