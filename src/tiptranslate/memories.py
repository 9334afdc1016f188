"""Translation memories of a workspace: given out and taken in as TMX, and checked."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten

from tiptranslate import languages as languages_
from tiptranslate.errors import InputError, UsageError
from tiptranslate.exchange import outputs, tmx
from tiptranslate.files import sweep
from tiptranslate.languages.scripts import CYRILLIC, LATIN
from tiptranslate.model import Entry, Finding, Level, State, Unit
from tiptranslate.planning import Planner
from tiptranslate.project import Project, is_slug, slugify
from tiptranslate.qa import checking
from tiptranslate.qa.entry import EntryText
from tiptranslate.recall import Recall
from tiptranslate.translate import Memory
from tiptranslate.translate.memory_words import fold

_SUSPICIOUS = ("changed-number", "copied-source", "mixed-script", "wrong-script")
"""Checks of catalogs that need no glossary and no release."""
_SHOWN = 60
"""Characters of a sentence that a message quotes."""


@dataclass(frozen=True, slots=True)
class MemoryReport:
    """A memory that was written.

    ``units`` counts its pairs by language; ``left_out`` those units of the file that
    lack the source or every target language of the workspace.
    """

    path: Path
    units: Mapping[str, int]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class MemoryCheck:
    """What is to be said of the memory of one language, by file and line."""

    language: str
    units: int
    findings: tuple[Finding, ...]


def export_memory(
    project: Project, languages: Sequence[str], out: Path, *, force: bool = False
) -> MemoryReport:
    """Write what people have approved, and the imported memories, as TMX; each pair once.

    Raises:
        WorkspaceError: The file is there already.
        InputError: It cannot be written, or an imported memory cannot be read.
    """
    planner = Planner(project)
    counts: Counter[str] = Counter(dict.fromkeys(languages, 0))

    def units() -> Iterator[tuple[Unit, str]]:
        for language in languages:
            for stored, is_first in Recall(project, planner, language).memory().stored():
                if is_first:
                    counts[language] += 1
                    yield stored.unit, language

    with outputs.streamed(out, force=force) as write:
        tmx.dump(units(), write, project.settings.workspace.source)
    return MemoryReport(out, dict(counts))


def import_memory(
    project: Project, file: Path, *, name: str | None = None, force: bool = False
) -> MemoryReport:
    """Take a TMX file in as ``memory/NAME.tmx``, with the pairs of this workspace's languages.

    Args:
        project: The workspace.
        file: The TMX file.
        name: Made of the file's name by default.
        force: Let it take the place of a memory of this name.

    Raises:
        UsageError: The name cannot be one.
        InputError: The file cannot be read, is no TMX, or has nothing for this workspace.
        WorkspaceError: There is a memory of this name, or another command is writing.
    """
    slug = slugify(file.stem) if name is None else name
    if not is_slug(slug):
        raise UsageError(f"{slug!r} cannot be a name; give one with --name, of small letters")
    folder = project.root / "memory"
    path = folder / f"{slug}.tmx"
    counts: Counter[str] = Counter()
    workspace = project.settings.workspace

    def units() -> Iterator[tuple[Unit, str]]:
        for found in tmx.load(file, workspace.source):
            pairs = {code: found.targets.get(code) for code in workspace.languages}
            if not found.source or not any(pairs.values()):
                counts[""] += 1
                continue
            for code, target in pairs.items():
                if target:
                    counts[code] += 1
                    yield Unit(found.source, target, found.origin or slug, found.dates[code]), code

    with project.lock():
        sweep(folder)
        shown = path.relative_to(project.root)
        with outputs.streamed(path, force=force, shown=shown) as write:
            if not tmx.dump(units(), write, workspace.source):
                known = ", ".join(workspace.languages)
                message = f"has no pair from {workspace.source} into any of: {known}"
                raise InputError(message, path=file)
    left_out = counts.pop("", 0)
    return MemoryReport(path, dict(counts), left_out)


def check_memory(project: Project, languages: Sequence[str]) -> Iterator[MemoryCheck]:
    """Look for what the memory should not hold: see `docs/memory.md`.

    Raises:
        InputError: An imported memory cannot be read.
    """
    planner = Planner(project)
    for language in languages:
        memory = Recall(project, planner, language).memory()
        findings = [*_conflicts(memory), *_duplicates(memory)]
        doubt = _Doubt(project.settings.workspace.source, language)
        for stored, _ in memory.stored():
            findings += doubt.of(stored.unit)
        findings.sort(key=lambda found: (found.path, found.line, -found.level))
        yield MemoryCheck(language, len(memory), tuple(findings))


def _conflicts(memory: Memory) -> Iterator[Finding]:
    """Sentences with several translations: every later one, and the first beside it."""
    for first, *others in memory.disputed():
        seen = {fold(first.unit.target)}
        for other in others:
            if fold(other.unit.target) not in seen:
                seen.add(fold(other.unit.target))
                message = (
                    f"{_quoted(other.unit.source)} is {_quoted(other.unit.target)}"
                    f"{_when(other.unit)}, but {_quoted(first.unit.target)} in {_where(first.unit)}"
                )
                yield _finding("conflict", Level.WARNING, message, other.unit)


def _duplicates(memory: Memory) -> Iterator[Finding]:
    """Pairs that are there several times, each once: at its second place."""
    for (first, second, *_), number in memory.repeated():
        more = f" and {number - 2:,} more" if number > 2 else ""  # noqa: PLR2004 - the two named
        message = f"{_quoted(second.unit.source)} is the same pair as in {_where(first.unit)}{more}"
        yield _finding("duplicate", Level.SUGGESTION, message, second.unit)


def _quoted(text: str) -> str:
    return f"“{shorten(text, _SHOWN, placeholder='…')}”"


def _when(unit: Unit) -> str:
    return f" ({unit.date[:10]})" if unit.date else ""


def _where(unit: Unit) -> str:
    return f"{unit.path}:{unit.line}{_when(unit)}"


def _finding(check: str, level: Level, message: str, unit: Unit) -> Finding:
    entry = Entry(unit.source, unit.target, line=unit.line)
    return Finding(check, level, message, Path(unit.path), max(unit.line, 1), entry=entry)


class _Doubt:
    """What makes one pair suspicious: the checks of catalogs that hold for any pair, and two more.

    Args:
        source: The code of the language translated from.
        language: The code of the language translated into.
    """

    def __init__(self, source: str, language: str) -> None:
        from tiptranslate.qa.target import CHECKS  # noqa: PLC0415 - only a check needs them

        self._source = languages_.get(source)
        self._language = languages_.get(language)
        self._checks = [check for check in CHECKS if check.id in _SUSPICIOUS]

    def of(self, unit: Unit) -> Iterator[Finding]:
        """The findings of one pair."""
        if not unit.source.strip() or not unit.target.strip():
            yield _finding("empty", Level.ERROR, "one side has nothing but white space", unit)
            return
        letters = "".join(filter(str.isalpha, unit.target))
        if self._is_foreign(unit, letters):
            message = f"{_quoted(unit.target)} has no {self._language.script} letter"
            yield _finding("wrong-script", Level.ERROR, message, unit)
            return
        text = EntryText(
            Entry(unit.source, unit.target, State.REVIEWED, line=unit.line),
            self._source,
            self._language,
        )
        yield from checking.check(text, Path(unit.path), self._checks, {})

    def _is_foreign(self, unit: Unit, letters: str) -> bool:
        """Whether a text with small letters in it has none of its language's alphabet."""
        if letters.isupper() or not letters or unit.source.strip() == unit.target.strip():
            return False
        alphabet = {"Latin": LATIN, "Cyrillic": CYRILLIC}[self._language.script]
        return re.search(f"[{alphabet}]", letters) is None
