"""The two tables of the controlled vocabulary, as files: terms.csv and names.csv.

Reading is kind to what spreadsheets write and strict with what it says; all mistakes
come at once. Writing has one form: columns in fixed order, UTF-8, commas, line feeds,
so that git shows only what somebody has changed. Reading what was written gives the
same values.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from tiptranslate.errors import InputError
from tiptranslate.glossary.cells import Problems, header_of, read_rows, write_rows
from tiptranslate.glossary.columns import name_columns, readable, term_columns, written
from tiptranslate.glossary.names_table import name_cells, names_of
from tiptranslate.glossary.terms_table import term_cells, terms_of
from tiptranslate.model import Name, Term


def read_terms(
    data: bytes, path: Path, languages: Sequence[str], known: Iterable[Term] = ()
) -> tuple[tuple[Term, ...], tuple[InputError, ...]]:
    """Read a table of terms.

    Args:
        data: The file.
        path: As the messages name it.
        languages: Codes of the target languages; columns of others that the project
            knows are read, too.
        known: Terms of another table that `use` may name.

    Returns:
        The terms in the order of the file, and everything that is wrong with it.
    """
    problems, codes = Problems(path), readable(languages)
    rows = read_rows(data, term_columns(codes), ("term", "status"), problems)
    return terms_of(rows, codes, problems, known), problems.errors


def read_names(
    data: bytes, path: Path, languages: Sequence[str]
) -> tuple[tuple[Name, ...], tuple[InputError, ...]]:
    """Read a table of names; as `read_terms`."""
    problems, codes = Problems(path), readable(languages)
    rows = read_rows(data, name_columns(codes), ("name", "kind"), problems)
    return names_of(rows, codes, problems), problems.errors


def dump_terms(terms: Sequence[Term], languages: Sequence[str]) -> bytes:
    """The file of some terms; a language that only a term has gets its columns, too."""
    return write_rows(term_columns(written(languages, terms)), list(map(term_cells, terms)))


def dump_names(names: Sequence[Name], languages: Sequence[str]) -> bytes:
    """The file of some names; as `dump_terms`."""
    return write_rows(name_columns(written(languages, names)), list(map(name_cells, names)))


def is_names_table(data: bytes, path: Path) -> bool:
    """Whether a table is one of names: it has the column that only those have."""
    header = header_of(data, path)
    return "name" in header and "term" not in header
