"""Plain text: a line is a block."""

import pytest

from tiptranslate.ingest.text import parts


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_lines(end: str) -> None:
    """Every line end parts two blocks; lines count, empty ones too."""
    source = f"One.{end}{end} Two. {end}\tThree."

    found = [(part.text, part.line, source[part.start : part.end]) for part in parts(source, 0)]

    assert found == [("One.", 1, "One."), ("Two.", 3, "Two."), ("Three.", 4, "Three.")]


def test_the_beginning() -> None:
    """What stands in front of it is no block, but its lines count."""
    source = "---\ntitle: a\n---\nText.\n"

    assert [(part.text, part.line) for part in parts(source, 17)] == [("Text.", 4)]
