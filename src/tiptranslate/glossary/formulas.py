"""Cells that a spreadsheet program would run instead of showing them.

A table of terms is opened in Excel as often as by the program, and what begins with an equals
sign is a formula there, which may fetch an address with the sheet's content in it. Of other
people's rows none such comes in, and none goes out
(https://owasp.org/www-community/attacks/CSV_Injection).
"""

import re
from collections.abc import Iterable
from pathlib import Path

from tiptranslate.errors import InputError
from tiptranslate.glossary.names_table import name_cells
from tiptranslate.glossary.terms_table import term_cells
from tiptranslate.model import Name, Term

_FORMULA = re.compile(r"\s*(?:=\s*[^\s=]|[@+-](?:[^(]*\w\(|[^|]*\|[^!]*!))")
"""An equals sign before anything; other signs before a function's bracket or a DDE address.

A sign alone is none: `=` says in our tables "as in English", and notes begin with dashes.
"""


def formulas(terms: Iterable[Term], names: Iterable[Name], path: Path) -> list[InputError]:
    """What is wrong with rows that have such a cell, each with its line.

    Args:
        terms: The rows of a table of terms.
        names: The rows of a table of names.
        path: The file, as messages name it.
    """
    rows = [(term.line, term_cells(term)) for term in terms]
    rows += [(name.line, name_cells(name)) for name in names]
    return [
        InputError(
            f"column {column!r}: {cell.strip()[:30]!r} is a formula to spreadsheet programs; "
            "write it so that it begins with a word",
            path=path,
            line=line or None,
        )
        for line, cells in rows
        for column, cell in cells.items()
        if _FORMULA.match(cell)
    ]
