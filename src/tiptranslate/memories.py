"""Translation memories of a workspace given out and taken in as TMX, a unit at a time."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tiptranslate.errors import InputError, UsageError
from tiptranslate.exchange import outputs, tmx
from tiptranslate.files import sweep
from tiptranslate.model import Unit
from tiptranslate.planning import Planner
from tiptranslate.project import Project, is_slug, slugify


@dataclass(frozen=True, slots=True)
class MemoryReport:
    """A memory that was written.

    ``units`` counts its pairs by language; ``left_out`` those units of the file that
    lack the source or every target language of the workspace.
    """

    path: Path
    units: Mapping[str, int]
    left_out: int = 0


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
            # Fingerprints of the pairs, not the pairs: eight bytes a unit instead of hundreds.
            seen: set[int] = set()
            for unit in planner.units(language):
                pair = hash((unit.source, unit.target))
                if pair not in seen:
                    seen.add(pair)
                    counts[language] += 1
                    yield unit, language

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
        for found in _variants(file, workspace.source):
            pairs = {code: found.targets.get(code) for code in workspace.languages}
            if not found.source or not any(pairs.values()):
                counts[""] += 1
                continue
            for code, target in pairs.items():
                if target:
                    counts[code] += 1
                    yield Unit(found.source, target, found.origin or slug), code

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


def _variants(file: Path, source: str) -> Iterator[tmx.Variants]:
    """The units of the file that is taken in."""
    try:
        with file.open("rb") as data:
            yield from tmx.read(data, file, source)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=file) from error
