"""The columns of the two tables, in the order in which they are written."""

from collections.abc import Iterable, Sequence

from tiptranslate.languages import LANGUAGES
from tiptranslate.model import Name, Target, Term

TERMS_FILE, NAMES_FILE = "terms.csv", "names.csv"
SOURCE = "en"

TERM_COLUMNS = ("term", "pos", "status", "use", "note", "case", "domain")
TERM_PARTS = ("", "_forms", "_head", "_source", "_verified", "_admitted", "_avoid")
"""What each language has of a term, behind its code."""
NAME_COLUMNS = (
    *("name", "kind", "acronym", "aliases", "wrong", "distinct", "gender"),
    *("from", "until", "note"),
)
NAME_PARTS = ("", "_forms", "_head", "_acronym", "_source", "_verified", "_admitted", "_avoid")


def term_columns(languages: Iterable[str]) -> tuple[str, ...]:
    """All columns of terms.csv for some languages."""
    return (*TERM_COLUMNS, *(code + part for code in languages for part in TERM_PARTS))


def name_columns(languages: Iterable[str]) -> tuple[str, ...]:
    """All columns of names.csv for some languages."""
    return (*NAME_COLUMNS, *(code + part for code in languages for part in NAME_PARTS))


def readable(languages: Sequence[str]) -> tuple[str, ...]:
    """The languages that a table may have columns for.

    Besides the workspace's own these are all that the project knows: a language that a
    workspace gives up for a while must not make its glossary unreadable.
    """
    return tuple(dict.fromkeys([*languages, *(code for code in LANGUAGES if code != SOURCE)]))


def written(languages: Sequence[str], items: Iterable[Term | Name]) -> tuple[str, ...]:
    """The languages to write: those given, then any other that an item has."""
    used = {code for item in items for code in item.targets}
    return (*languages, *sorted(used.difference(languages)))


def is_empty(target: Target) -> bool:
    """Whether a target says nothing."""
    return target == Target("")
