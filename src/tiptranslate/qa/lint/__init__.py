"""The checks of the English.

A new check is a class in one of the modules here and its place in that module's `CHECKS`.
"""

from collections.abc import Iterable

from tiptranslate.qa.lint import (
    acronyms,
    addresses,
    capitals,
    contacts,
    dates,
    figures,
    language,
    leftovers,
    names,
    near_names,
    numerals,
    punctuation,
    quotes,
    repetition,
    spaces,
    spelling,
    terms,
    unseen,
    usage,
    varieties,
    wordings,
    words,
)
from tiptranslate.qa.source import SourceCheck

_MODULES: tuple[tuple[Iterable[SourceCheck | type[SourceCheck]], ...], ...] = (
    # What is called what.
    (terms.CHECKS, names.CHECKS, near_names.CHECKS, capitals.CHECKS),
    (wordings.CHECKS, acronyms.CHECKS),
    # How it is written.
    (spelling.CHECKS, varieties.CHECKS, usage.CHECKS, words.CHECKS),
    (repetition.CHECKS, language.CHECKS, leftovers.CHECKS),
    # Typography.
    (quotes.CHECKS, punctuation.CHECKS, spaces.CHECKS, unseen.CHECKS),
    # Facts.
    (dates.CHECKS, figures.CHECKS, numerals.CHECKS, contacts.CHECKS, addresses.CHECKS),
)

CHECKS: tuple[SourceCheck, ...] = tuple(
    check() if isinstance(check, type) else check
    for group in _MODULES
    for checks in group
    for check in checks
)
"""Every check, in the order in which they are listed."""

IDS: tuple[str, ...] = tuple(check.id for check in CHECKS)
