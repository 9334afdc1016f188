"""Whole pairs and all that is found in them: the golden tables of ``tests/data/check``.

A table is named after its language. A line is source, target and the sorted ids of the
checks that find something, "-" for none; the sign ␣ stands for a no-break space. A new
line is a new test.
"""

from pathlib import Path

import pytest

from tiptranslate.glossary.register import Glossary
from tiptranslate.model import Entry, State
from tiptranslate.qa.target import CHECKS, IDS, meaning
from tiptranslate.terminology import Terminology

TABLES = sorted((Path(__file__).parents[1] / "data" / "check").glob("*.tsv"))
ROWS = [
    pytest.param(table.stem, *line.split("\t"), id=f"{table.stem}:{number}")
    for table in TABLES
    for number, line in enumerate(table.read_text(encoding="utf-8").splitlines(), start=1)
    if line and not line.startswith("#")
]
STATES = {"untranslated", "draft", "stale", "accepted-verbatim", "inconsistent"}
"""Checks of the state and of several entries; no single reviewed pair can show them."""
ENOUGH = 150


@pytest.mark.parametrize(("language", "source", "target", "ids"), ROWS)
def test_pair(language: str, source: str, target: str, ids: str, glossary: Glossary) -> None:
    """Exactly these checks find something in an approved pair."""
    target = target.replace("␣", "\u00a0")
    terms = Terminology(glossary, "en", language)
    text = terms.entry_text(Entry(source, target, State.REVIEWED))
    found = {check.id: [hit.message for hit in check.check(text)] for check in CHECKS}

    assert {key: value for key, value in found.items() if value}.keys() == (
        {*ids.split(",")} - {"-"}
    ), found
    assert ids == (",".join(sorted(ids.split(","))) or "-")


@pytest.mark.parametrize("language", ["ru", "uz"])
def test_tables_are_complete(language: str) -> None:
    """Enough rows, half of them wrong, and every check on both sides of the line."""
    rows = [row.values for row in ROWS if row.values[0] == language]
    wrong = [row for row in rows if row[3] != "-"]
    shown = {name for row in wrong for name in str(row[3]).split(",")}

    assert len(rows) >= ENOUGH
    assert abs(len(wrong) * 2 - len(rows)) < len(rows) / 4
    expected = {*IDS} - STATES - {check.id for check in meaning.CHECKS}
    if language == "ru":
        expected -= {"wrong-script", "wrong-apostrophe"}
    assert shown == expected
