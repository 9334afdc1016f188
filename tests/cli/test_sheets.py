"""Tables for other programs: nothing in them is a command."""

import csv

import pytest

from tiptranslate.cli.sheets import as_csv, as_markdown
from tiptranslate.errors import visible


def test_csv() -> None:
    """Numbers and texts come back as they were put in, quoted where they must be."""
    rows = [("release", "words"), ("a, b", 12), ('"c"', "")]

    text = as_csv(rows)

    assert text == 'release,words\n"a, b",12\n"""c""",'
    assert list(csv.reader(text.splitlines())) == [
        ["release", "words"],
        ["a, b", "12"],
        ['"c"', ""],
    ]


@pytest.mark.parametrize("cell", ["=1+1", "+7 900", "-1", "@SUM(A1)"])
def test_no_formula(cell: str) -> None:
    """A spreadsheet program would run it."""
    assert next(csv.reader([as_csv([(cell,)])]))[0] == "'" + cell


@pytest.mark.parametrize("cell", ["a\r=1", "a\n=1", "\t=1", "\r=1", "\x1b[2J", "\u202eabc"])
def test_no_command(cell: str) -> None:
    """A line of its own would begin a formula; a terminal would obey the rest."""
    assert as_csv([(cell, "b")]) == visible(cell) + ",b"


def test_markdown() -> None:
    """Columns of numbers to the right; a bar or an escape sequence breaks nothing."""
    page = as_markdown([("what", "words"), ("a|b\x1b[2J", "1,234")], (1,))

    assert page.split("\n") == [
        "| what | words |",
        "| --- | ---: |",
        "| a\\|b\\x1b[2J | 1,234 |",
    ]
