"""The vocabulary of a workspace: loading its tables, looking things up, exchanging rows.

Whatever is wrong with a table is said at once, by one `GlossaryError`. A table that is
not there is an empty one. Nothing is written that could not be read back.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tiptranslate.errors import GlossaryError, InputError, UsageError, WorkspaceError
from tiptranslate.files import write_atomic
from tiptranslate.glossary.columns import NAMES_FILE, TERMS_FILE
from tiptranslate.glossary.formulas import formulas
from tiptranslate.glossary.names_table import name_key
from tiptranslate.glossary.register import Glossary
from tiptranslate.glossary.table import (
    dump_names,
    dump_terms,
    is_names_table,
    read_names,
    read_terms,
)
from tiptranslate.glossary.terms_table import term_key
from tiptranslate.languages import get
from tiptranslate.model import Match, Name, Term
from tiptranslate.project import Project

KINDS = ("terms", "names", "all")
FORMATS = ("csv", "tbx", "vale")
_Item = TypeVar("_Item", Term, Name)


@dataclass(frozen=True, slots=True)
class Tables:
    """What the two tables hold."""

    terms: tuple[Term, ...] = ()
    names: tuple[Name, ...] = ()

    def only(self, kind: str) -> "Tables":
        """The terms, the names or "all"."""
        return Tables(self.terms if kind != "names" else (), self.names if kind != "terms" else ())


@dataclass(frozen=True, slots=True)
class Merge:
    """What an import does to each English wording in the file."""

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()

    def __add__(self, other: "Merge") -> "Merge":
        return Merge(
            self.added + other.added,
            self.replaced + other.replaced,
            self.differing + other.differing,
            self.unchanged + other.unchanged,
        )


def load(project: Project) -> Glossary:
    """The terms and names of a workspace, ready to be found in texts.

    Raises:
        GlossaryError: A table is wrong; it has every mistake in both.
    """
    tables = read(project)
    return Glossary(tables.terms, tables.names)


def read(project: Project) -> Tables:
    """The terms and names of a workspace.

    Raises:
        GlossaryError: As for `load`.
    """
    languages = project.settings.workspace.languages
    terms, wrong = read_terms(*_file(project, project.terms, "term,status"), languages)
    names, more = read_names(*_file(project, project.names_table, "name,kind"), languages)
    _raise(wrong + more)
    return Tables(terms, names)


def find(project: Project, text: str, language: str) -> list[Match]:
    """The terms and names in a text, in its order.

    Raises:
        GlossaryError: As for `load`.
        UsageError: No such language.
    """
    get(language)
    return load(project).matcher(language).find(text)


def compile_forms(project: Project, *, check: bool = False) -> tuple[list[str], list[str]]:
    """Make the inflected forms of all targets and write them into the tables.

    Args:
        project: The workspace.
        check: Write nothing.

    Returns:
        The terms and names whose forms changed, or would; and what a linguist should
        look at, one line each.

    Raises:
        UsageError: What makes the forms is not installed.
        GlossaryError: As for `load`.
    """
    # Only this command needs it, and the dictionary that it reads.
    from tiptranslate.glossary import compiling  # noqa: PLC0415

    with project.lock():
        before = read(project)
        made = compiling.compile_forms(before.terms, before.names)
        after = Tables(made.terms, made.names)
        if not check:
            _write(project, before, after)
    terms = zip(before.terms, after.terms, strict=True)
    names = zip(before.names, after.names, strict=True)
    changed = [old.source for old, new in terms if old != new]
    changed += [old.source for old, new in names if old != new]
    return changed, list(made.notes)


def import_file(project: Project, path: Path, *, replace: bool = False) -> Merge:
    """Bring the rows of a CSV or TBX file into the tables.

    Args:
        project: The workspace.
        path: The file; what it is shows in what is in it.
        replace: Let its rows take the place of rows that differ. Without, those stay.

    Raises:
        GlossaryError: The file is wrong, or a table would be; nothing is written then.
        InputError: The file cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=path) from error
    with project.lock():
        old = read(project)
        new = _parse(project, data, path, old.terms)
        _raise(formulas(new.terms, new.names, path))
        if not (new.terms or new.names):
            raise InputError("has no terms and no names in it", path=path)
        terms, done = _merge(old.terms, new.terms, term_key, replace=replace)
        names, more = _merge(old.names, new.names, name_key, replace=replace)
        after = Tables(terms, names)
        _verify(project, after)
        _write(project, old, after)
    return done + more


def export(
    project: Project, format_: str, kind: str, to: Path, *, force: bool = False
) -> list[Path]:
    """Write the vocabulary for other programs.

    Args:
        project: The workspace.
        format_: One of `FORMATS`.
        kind: One of `KINDS`.
        to: A file; a folder for Vale, and for both tables as CSV.
        force: Write over files that are there and differ.

    Returns:
        The files.

    Raises:
        WorkspaceError: A file is in the way.
        UsageError: There is nothing to export.
        GlossaryError: As for `load`.
    """
    is_folder = format_ == "vale" or (format_ == "csv" and kind == "all")
    if is_folder and to.suffix.lower() in {".csv", ".tbx", ".xml", ".yml"}:
        hint = "" if format_ == "vale" else ", or choose --kind terms or --kind names"
        raise UsageError(f"several files are made; give a folder instead of {to.name!r}{hint}")
    files = {to / name if name else to: data for name, data in _exported(project, format_, kind)}
    for path, data in files.items():
        if path.is_dir():
            raise WorkspaceError("is a folder; give the name of a file", path=path)
        if not force and path.exists() and path.read_bytes() != data:
            raise WorkspaceError("is there already; --force writes over it", path=path)
    for path, data in files.items():
        try:
            write_atomic(path, data)
        except OSError as error:
            raise WorkspaceError(f"cannot be written: {error.strerror}", path=path) from error
    return list(files)


def _exported(project: Project, format_: str, kind: str) -> list[tuple[str, bytes]]:
    """The files of an export, by their names in its folder; "" for the only one."""
    tables, languages = read(project).only(kind), project.settings.workspace.languages
    if not (tables.terms or tables.names):
        raise UsageError("there is nothing to export; the glossary has none")
    if format_ == "vale":
        from tiptranslate.glossary.vale import vale_files  # noqa: PLC0415 - only this needs it

        return list(vale_files(tables.terms, tables.names).items())
    if format_ == "tbx":
        from tiptranslate.glossary.tbx import dump_tbx  # noqa: PLC0415 - only this needs it

        return [("", dump_tbx(tables.terms, tables.names))]
    _raise(formulas(tables.terms, tables.names, Path("glossary")))
    made = {
        "terms": (TERMS_FILE, dump_terms(tables.terms, languages)),
        "names": (NAMES_FILE, dump_names(tables.names, languages)),
    }
    return list(made.values()) if kind == "all" else [("", made[kind][1])]


def _file(project: Project, path: Path, header: str) -> tuple[bytes, Path]:
    """A table's bytes, those of an empty one where it is not there, and its name for messages."""
    name = path.relative_to(project.root)
    try:
        return path.read_bytes(), name
    except FileNotFoundError:
        return header.encode(), name
    except OSError as error:
        raise GlossaryError([InputError(f"cannot be read: {error.strerror}", path=name)]) from error


def _raise(errors: Sequence[InputError]) -> None:
    if errors:
        raise GlossaryError(errors)


def _parse(project: Project, data: bytes, path: Path, known: Sequence[Term]) -> Tables:
    languages = project.settings.workspace.languages
    terms: tuple[Term, ...] = ()
    names: tuple[Name, ...] = ()
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        from tiptranslate.glossary.tbx_reader import read_tbx  # noqa: PLC0415 - rarely needed

        terms, names, errors = read_tbx(data, path, languages, known)
    elif is_names_table(data, path):
        names, errors = read_names(data, path, languages)
    else:
        terms, errors = read_terms(data, path, languages, known)
    _raise(errors)
    return Tables(terms, names)


def _merge(
    old: Sequence[_Item], new: Sequence[_Item], key: Callable[[_Item], str], *, replace: bool
) -> tuple[tuple[_Item, ...], Merge]:
    """The old rows in their order, changed or not, then those that are new."""
    rows = {key(item): item for item in old}
    found: Mapping[str, list[str]] = {"added": [], "replaced": [], "differing": [], "unchanged": []}
    for item in new:
        present = rows.get(key(item))
        if present is None:
            what = "added"
        elif present == item:
            what = "unchanged"
        else:
            what = "replaced" if replace else "differing"
        found[what].append(item.source)
        if what in {"added", "replaced"}:
            rows[key(item)] = item
    return tuple(rows.values()), Merge(**{name: tuple(texts) for name, texts in found.items()})


def _verify(project: Project, tables: Tables) -> None:
    """Find what rows that were right apart make wrong together."""
    languages = project.settings.workspace.languages
    after = " as it would be"
    _, wrong = read_terms(
        dump_terms(tables.terms, languages), Path(f"glossary/{TERMS_FILE}{after}"), languages
    )
    _, more = read_names(
        dump_names(tables.names, languages), Path(f"glossary/{NAMES_FILE}{after}"), languages
    )
    _raise(wrong + more)


def _write(project: Project, before: Tables, after: Tables) -> None:
    """Write the tables that changed; one that did not stays as its spreadsheet wrote it."""
    languages = project.settings.workspace.languages
    try:
        if after.terms != before.terms:
            write_atomic(project.terms, dump_terms(after.terms, languages))
        if after.names != before.names:
            write_atomic(project.names_table, dump_names(after.names, languages))
    except OSError as error:
        raise WorkspaceError(
            f"cannot be written: {error.strerror}", path=error.filename or project.terms
        ) from error
