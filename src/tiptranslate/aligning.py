"""Old published pairs become a memory: aligned, and what is sure of it written.

What is doubtful goes into a review table; the pairs that people accept there come back with
`accept`. Reading is for `papers`, catalogs are for `published`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tiptranslate.align import Encode, align
from tiptranslate.errors import InputError, UsageError, WorkspaceError
from tiptranslate.exchange import docx_table, outputs, tmx
from tiptranslate.exchange import xlsx_table as xlsx
from tiptranslate.exchange.rows import Answer
from tiptranslate.exchange.texts import TABLE
from tiptranslate.files import sweep
from tiptranslate.meaning.encoder import available
from tiptranslate.model import Catalog, Entry, State, Unit
from tiptranslate.papers import Aligned, Paper
from tiptranslate.project import Project, is_slug
from tiptranslate.published import Filled, fill

TABLES = (".docx", ".xlsx")
LEAST = 0.8
"""Confidence from which a pair goes into the memory unseen; `docs/align.md` has what it costs."""
STRANGERS = 0.3
"""Share of the shorter document in likely pairs, below which two are no translations."""
Progress = Callable[[int, int], None]
"""Told how many texts are encoded, and of how many."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was written: the memory and the tables that hold something, and the catalogs."""

    memory: Path | None
    tables: Mapping[str, Path]
    catalogs: tuple[Filled, ...] = ()


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of a table: the memory, pairs taken, rows left, and rows at fault with why."""

    memory: Path
    taken: int
    left: int
    refused: tuple[tuple[int, str], ...] = ()


def align_papers(
    project: Project,
    papers: Sequence[Paper],
    *,
    least: float = LEAST,
    progress: Progress | None = None,
) -> list[Aligned]:
    """Align each translation with the source, the first of the papers.

    Raises:
        InputError: A document is no translation of the source.
    """
    encode = encoder(project, progress)
    done = []
    for paper in papers[1:]:
        found = Aligned(papers[0], paper, align(papers[0].side, paper.side, encode), least)
        share = found.alignment.coverage()
        if share < STRANGERS:
            raise InputError(
                f"does not seem to be a translation of {papers[0].path.name}: only "
                f"{share:.0%} of the shorter one found its counterpart; give the right pair",
                path=paper.path,
            )
        done.append(found)
    return done


def has_meaning() -> bool:
    """Whether sentences can be compared by what they mean."""
    return available()


def encoder(project: Project, progress: Progress | None = None) -> Encode | None:
    """What makes vectors and keeps them for the next run; None without the extra ``semantic``."""
    if not has_meaning():
        return None
    from tiptranslate.meaning.store import VectorStore  # noqa: PLC0415 - only with the extra

    return partial(VectorStore(project.cache).vectors, progress=progress)


def keep(
    project: Project,
    found: Sequence[Aligned],
    name: str,
    *,
    table: Path | None = None,
    slug: str = "",
    reviewed: bool = False,
    force: bool = False,
) -> Kept:
    """Write what was aligned; where one of the files is in the way, none is written.

    Args:
        project: The workspace.
        found: Translations of one source.
        name: What the memory is called.
        table: Where to put the doubtful pairs; with several languages, each in its own file.
        slug: The release whose catalogs take in the sure pairs; "" for none.
        reviewed: Whether they are approved there.
        force: Write over files that are there.

    Raises:
        UsageError: The name cannot be one, or the table ends in something else.
        WorkspaceError: A file is there already, or another command is writing.
        InputError: Something cannot be written.
    """
    require_name(name)
    memory = project.root / "memory" / f"{name}.tmx"
    files: dict[Path, bytes] = {}
    tables = {}
    for item in found:
        if table is not None and item.doubtful:
            path = (
                table if len(found) == 1 else table.with_suffix(f".{item.language}{table.suffix}")
            )
            tables[item.language] = path
            files[path] = _table(item, name, path, project.settings.workspace.source)
    units = list(_units(found, name))
    if units:
        files[memory] = _dump(units, project.settings.workspace.source)
    with project.lock():
        sweep(project.root / "memory")
        for path, data in files.items():
            if not force and path.exists() and path.read_bytes() != data:
                raise WorkspaceError(outputs.IN_THE_WAY, path=_shown(project, path))
        for path, data in files.items():
            outputs.write(path, data, force=True)
        catalogs = [
            fill(project, slug, item.language, name, _sentences(item), reviewed=reviewed)
            for item in found
            if slug
        ]
    return Kept(memory if units else None, tables, tuple(catalogs))


def require_name(name: str) -> None:
    """Refuse what cannot name a memory.

    Raises:
        UsageError: It cannot.
    """
    if not is_slug(name):
        raise UsageError(f"{name!r} cannot be a name; give one with --name, of small letters")


def _shown(project: Project, path: Path) -> Path:
    return path.relative_to(project.root) if path.is_relative_to(project.root) else path


def _units(found: Sequence[Aligned], name: str) -> Iterator[tuple[Unit, str]]:
    """The sure pairs of all translations, each once, in the order of the source."""
    seen = set()
    for item in found:
        for bead in item.sure:
            source, target = item.texts(bead)
            if (item.language, source, target) not in seen:
                seen.add((item.language, source, target))
                yield Unit(source, target, name), item.language


def _sentences(item: Aligned) -> dict[str, str]:
    """What sentences of the source became; none that were joined."""
    return {
        item.source.sentences[bead.source[0]]: item.texts(bead)[1]
        for bead in item.sure
        if len(bead.source) == 1
    }


def _dump(units: Sequence[tuple[Unit, str]], source: str) -> bytes:
    parts: list[bytes] = []
    tmx.dump(units, parts.append, source)
    return b"".join(parts)


def _table(item: Aligned, name: str, path: Path, source: str) -> bytes:
    """The doubtful pairs as a review table.

    Raises:
        UsageError: The file would be of another kind.
    """
    entries = {}
    for bead in item.doubtful:
        text, target = item.texts(bead)
        note = f"confidence {bead.confidence:.0%}, {bead.shape}" + ", moved" * bead.moved
        entries[text] = Entry(text, target, State.DRAFT, notes=(note,))
    catalog = Catalog(name, item.language, tuple(entries.values()))
    if path.suffix.lower() == ".docx":
        return docx_table.dump(catalog, source)
    if path.suffix.lower() == ".xlsx":
        return xlsx.dump(catalog)
    raise UsageError(f"{path.name!r}: a review table ends in {' or '.join(TABLES)}")


def accept(project: Project, table: Path) -> Accepted:
    """Put the approved rows of a table into ``memory/NAME.accepted.tmx``.

    What is in it already stays; of a sentence that comes again, the newer translation counts.

    Raises:
        UsageError: Another kind of file is named.
        InputError: It is no review table, or for a language that is not the workspace's.
        WorkspaceError: Another command is writing in the workspace.
    """
    readers = dict(zip(TABLES, (docx_table.read, xlsx.read), strict=True))
    reader = readers.get(table.suffix.lower())
    if reader is None:
        raise UsageError(f"{table.name!r}: a review table ends in {' or '.join(TABLES)}")
    returned = reader(table)
    workspace = project.settings.workspace
    if returned.language not in workspace.languages:
        known = ", ".join(workspace.languages)
        message = f"is in {returned.language!r}; this workspace has: {known}"
        raise InputError(message, path=table)
    if not is_slug(returned.slug):
        raise InputError(f"{returned.slug[:60]!r} is no name of a memory", path=table)
    name = f"{returned.slug}.accepted"
    memory = project.root / "memory" / f"{name}.tmx"
    faults = [(answer.row, _fault(answer)) for answer in returned.answers]
    new = {
        (answer.source.strip(), returned.language): _cleaned(answer)
        for answer in returned.answers
        if answer.approved and not _fault(answer)
    }
    with project.lock():
        sweep(memory.parent)
        old = _known(project, memory) if memory.exists() else {}
        units = [
            (Unit(source, target, name), language)
            for (source, language), target in (old | new).items()
        ]
        if new:
            outputs.write(memory, _dump(units, workspace.source), force=True)
    refused = tuple((row, why) for row, why in faults if why)
    return Accepted(memory, len(new), len(faults) - len(new) - len(refused), refused)


def _fault(answer: Answer) -> str:
    """Why an answer that approves cannot be taken; "" if it can."""
    if answer.fault or not answer.approved:
        return answer.fault
    return "" if answer.source.strip() and _cleaned(answer) else "a text is missing"


def _cleaned(answer: Answer) -> str:
    return TABLE.cleaned(answer.target, Entry(answer.source.strip()))


def _known(project: Project, memory: Path) -> dict[tuple[str, str], str]:
    """What was accepted before, in its order."""
    with memory.open("rb") as file:
        return {
            (found.source, language): target
            for found in tmx.read(file, _shown(project, memory), project.settings.workspace.source)
            for language, target in found.targets.items()
        }
