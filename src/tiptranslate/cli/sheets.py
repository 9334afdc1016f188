"""Tables for other programs: a spreadsheet's CSV, and Markdown for a page."""

import csv
import io
from collections.abc import Container, Iterable, Sequence

from tiptranslate.errors import visible

_FORMULA = ("=", "+", "-", "@")
"""What begins a cell that a spreadsheet program would run."""


def as_csv(rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV, without the last line's end.

    No cell is run as a formula, breaks a line, or is a command to a terminal.
    """
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(map(_harmless, rows))
    return lines.getvalue().rstrip("\n")


def _harmless(row: Sequence[object]) -> list[str]:
    cells = [visible(str(cell)) for cell in row]
    return ["'" + cell if cell.startswith(_FORMULA) else cell for cell in cells]


def as_markdown(rows: Iterable[Sequence[str]], right: Container[int]) -> str:
    """Rows as a Markdown table, the head first; the columns in ``right`` to the right."""
    head, *rest = [[visible(cell).replace("|", "\\|") for cell in row] for row in rows]
    rule = ["---:" if column in right else "---" for column in range(len(head))]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rest))
