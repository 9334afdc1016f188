"""Work given out of a workspace and taken back: review tables, XLIFF, packages.

Exports read and write nothing in the workspace. Imports hold its lock, change only what
answers ask for, and write a catalog only if nobody has saved it meanwhile. Memories are in
`memories`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tiptranslate import catalog as catalogs
from tiptranslate.errors import CatalogError, InputError, TiptranslateError, UsageError
from tiptranslate.exchange import applying, docx_table, outputs, package, xliff, xliff_reader
from tiptranslate.exchange import xlsx_table as xlsx
from tiptranslate.exchange.applying import Outcome
from tiptranslate.exchange.rows import Returned, given_out
from tiptranslate.exchange.texts import EXACT, TABLE, Medium
from tiptranslate.exchange.zips import packed, require_small
from tiptranslate.files import sweep
from tiptranslate.model import Catalog
from tiptranslate.planning import Plan, Planner
from tiptranslate.project import Project, is_slug

TABLES = (".docx", ".xlsx")
XLIFF_VERSIONS = xliff.VERSIONS


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was made; ``notes`` are what its maker should know, one line each."""

    path: Path
    sentences: int
    written: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the answers for one catalog.

    ``file`` is where they were, ``path`` the catalog, from the root of the workspace.
    """

    slug: str
    language: str
    file: Path
    path: Path
    outcomes: tuple[Outcome, ...]
    unit: str
    written: bool

    @property
    def refused(self) -> int:
        """How many answers were not taken."""
        return sum(bool(outcome.refused) for outcome in self.outcomes)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The outcome of an import; a catalog at fault does not stop the others."""

    imported: tuple[Imported, ...] = ()
    notes: tuple[str, ...] = ()
    errors: tuple[TiptranslateError, ...] = ()


def export_review(
    project: Project, slug: str, language: str, out: Path, *, force: bool = False
) -> Exported:
    """Make a review table of a release, .docx or .xlsx by the name of the file.

    Raises:
        UsageError: Another kind of file is named, or what makes it is not installed.
        CatalogError: There is no catalog, or it cannot be read.
        WorkspaceError: The file is there already.
    """
    catalog, notes = _catalog(Planner(project), project, slug, language)
    suffix = out.suffix.lower()
    if suffix == ".docx":
        data = docx_table.dump(catalog, project.settings.workspace.source)
    elif suffix == ".xlsx":
        data = xlsx.dump(catalog)
    else:
        raise UsageError(f"{out.name!r}: a review table ends in {' or '.join(TABLES)}")
    written = outputs.write(out, data, force=force)
    return Exported(out, len(list(given_out(catalog))), written, tuple(notes))


def export_xliff(
    project: Project, slug: str, language: str, version: str, out: Path, *, force: bool = False
) -> Exported:
    """Write a release's catalog as XLIFF.

    Raises:
        CatalogError: There is no catalog, or it cannot be read.
        WorkspaceError: The file is there already.
    """
    catalog, notes = _catalog(Planner(project), project, slug, language)
    data = xliff.dump(catalog, version, project.settings.workspace.source)
    written = outputs.write(out, data, force=force)
    return Exported(out, len(list(given_out(catalog))), written, tuple(notes))


def export_package(
    project: Project,
    slugs: Sequence[str],
    languages: Sequence[str],
    out: Path,
    *,
    version: str = XLIFF_VERSIONS[0],
    force: bool = False,
) -> Exported:
    """Make a package for an agency: catalogs as PO and as XLIFF, and how to work with them.

    Raises:
        UsageError: There is nothing to put in.
        CatalogError: A catalog is not there, or cannot be read.
        WorkspaceError: The file is there already.
    """
    planner = Planner(project)
    parts: dict[str, bytes] = {}
    notes: list[str] = []
    sentences = 0
    for language in languages:
        for slug in slugs:
            catalog, more = _catalog(planner, project, slug, language)
            notes += more
            sentences += len(list(given_out(catalog)))
            source = project.settings.workspace.source
            parts[f"{language}/{slug}.po"] = catalogs.dump(package.marked(catalog))
            parts[f"{language}/{slug}.xlf"] = xliff.dump(catalog, version, source)
    if not parts:
        raise UsageError("there is no release to export")
    readme = {"README.txt": package.readme(parts, version)}
    return Exported(
        out, sentences, outputs.write(out, packed(readme | parts), force=force), tuple(notes)
    )


def _catalog(
    planner: Planner, project: Project, slug: str, language: str
) -> tuple[Catalog, list[str]]:
    """A release's catalog as it is on the disk, and what to know about it."""
    path = project.catalog(slug, language)
    if not path.is_file():
        raise CatalogError(
            f"is not there yet; make it with `tiptranslate draft {slug} -l {language}`",
            path=planner.shown(path),
        )
    catalog = replace(planner.catalog(path), slug=slug, language=language)
    notes = []
    known = {entry.source for entry in catalog.entries}
    missing = sum(entry.source not in known for entry in planner.text(slug).entries)
    shown = planner.shown(path)
    if missing:
        notes.append(f"{shown}: lacks what is new in the release ({missing}); run `draft` first")
    left_out = len(catalog.entries) - len(list(given_out(catalog)))
    if left_out:
        notes.append(f"{shown}: entries with plural forms were left out ({left_out})")
    return catalog, notes


def import_review(project: Project, file: Path) -> ImportReport:
    """Take a review table back.

    Raises:
        UsageError: Another kind of file is named, or what reads it is not installed.
        InputError: It is no review table, or for a catalog that there is not.
        WorkspaceError: Another command is writing in the workspace.
    """
    readers = dict(zip(TABLES, (docx_table.read, xlsx.read), strict=True))
    reader = readers.get(file.suffix.lower())
    if reader is None:
        raise UsageError(f"{file.name!r}: a review table ends in {' or '.join(TABLES)}")
    returned = reader(file)
    report = _take(project, [(file, returned)], TABLE)
    return _whole(replace(report, notes=(*returned.notes, *report.notes)))


def import_xliff(project: Project, file: Path) -> ImportReport:
    """Take an XLIFF file back.

    Raises:
        InputError: It is no XLIFF, too large, or for a catalog that there is not.
        WorkspaceError: Another command is writing in the workspace.
    """
    try:
        require_small(file)
        with file.open("rb") as data:
            returned = xliff_reader.read(data, file)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=file) from error
    return _whole(_take(project, [(file, item) for item in returned], EXACT))


def import_package(project: Project, file: Path) -> ImportReport:
    """Take an agency's package back; what was done in its XLIFF goes before what is in its PO.

    Raises:
        InputError: It is damaged, or a file in it cannot be read.
        WorkspaceError: Another command is writing in the workspace.
    """
    pos, returned, others = package.read(file)
    found = [(Path(f"{file}/{name}"), item) for name, item in returned]
    for name, data in pos.items():
        inside = Path(f"{file}/{name}")
        found.append((inside, package.answers(catalogs.parse(data, inside))))
    report = _take(project, found, EXACT)
    notes = tuple(f"{file}/{name}: was not read" for name in others)
    return _whole(replace(report, notes=(*notes, *report.notes)))


def _whole(report: ImportReport) -> ImportReport:
    """A report; where nothing but an error is in it, that error."""
    if report.errors and not report.imported:
        raise report.errors[0]
    return report


def _take(
    project: Project, returned: Iterable[tuple[Path, Returned]], medium: Medium
) -> ImportReport:
    """Put what came back into the catalogs, one after the other."""
    imported: list[Imported] = []
    notes: list[str] = []
    errors: list[TiptranslateError] = []
    with project.lock():
        sweep(project.root / "locales")
        for file, item in returned:
            # A planner each, so that it sees what the one before has written.
            take: Callable[[], Imported] = partial(
                _one, project, Planner(project), file, item, medium, notes
            )
            try:
                imported.append(take())
            except TiptranslateError as error:
                errors.append(error)
    return ImportReport(tuple(imported), tuple(notes), tuple(errors))


def _one(
    project: Project,
    planner: Planner,
    file: Path,
    returned: Returned,
    medium: Medium,
    notes: list[str],
) -> Imported:
    """Put answers into their catalog, and write it."""
    path = _target(project, planner, file, returned)
    old = planner.catalog(path)
    new, outcomes = applying.apply(old, returned.answers, medium)
    plan = Plan(returned.slug, returned.language, path, old, new)
    written = new is not old and planner.write(plan)
    left_out = applying.missing(old, returned.answers)
    if left_out:
        notes.append(f"{file}: not every sentence of the catalog is in it ({left_out} are not)")
    return Imported(
        returned.slug,
        returned.language,
        file,
        planner.shown(path),
        outcomes,
        returned.unit,
        written,
    )


def _target(project: Project, planner: Planner, file: Path, returned: Returned) -> Path:
    """The catalog that a file is for; names in it are a stranger's."""
    slug, language = returned.slug, returned.language
    if language not in project.settings.workspace.languages:
        known = ", ".join(project.settings.workspace.languages)
        message = f"is in {language or 'no language'!r}; this workspace has: {known}"
        raise InputError(message, path=file)
    if not is_slug(slug):
        raise InputError(f"{slug[:60]!r} is no name of a release", path=file)
    path = project.catalog(slug, language)
    if not path.is_file():
        message = f"is for {planner.shown(path).as_posix()}, which is not in this workspace"
        raise InputError(message, path=file)
    return path
