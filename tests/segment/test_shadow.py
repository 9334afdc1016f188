"""Marks inside a line do not move the end of a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.segment.shadow import shadow

MARKS = st.sampled_from(
    [*"*_`[]()!<>\"' .\\", "**", "***", "``", "](", "![", "](a.b)", "<https://a.b>", "`a. B`", "A"]
)


@given(st.lists(st.one_of(MARKS, st.text(max_size=2)), max_size=20).map("".join))
def test_the_length_stays(text: str) -> None:
    """Offsets in the shadow are offsets in the text."""
    assert len(shadow(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plain. Text", "Plain. Text"),
        ("*One.* Two", "“One.” Two"),
        ("**One.** Two", "““One.”” Two"),
        ("One **two. Three** four", "One ““two. Three”” four"),
        ("“*One.*” Two", "““One.”” Two"),
        ("snake_case_name", "snake_case_name"),
        ("a * b", "a * b"),
        ("Use `a. B` now", "Use xxxxxx now"),
        ("Use ``a ` . B`` now", "Use xxxxxxxxxxx now"),
        ("An `unclosed. Tick", "An `unclosed. Tick"),
        ("[One.](a.b) Two", "[One.”””””” Two"),
        ('[a](b "C. D") e', "[a””””””””””” e"),
        ("![A. B](c.d) e", "xxxxxxxxxxxx e"),
        ("<https://a.b/C.D> e", "xxxxxxxxxxxxxxxxx e"),
    ],
)
def test_marks(text: str, expected: str) -> None:
    """Emphasis and the tails of links look like quotation marks; code and addresses like a word."""
    assert shadow(text) == expected


@pytest.mark.parametrize("mark", ["`", "``a", "![", "![a", "[a](", "](", "*", "_", "<http://"])
def test_many_marks_take_linear_time(mark: str) -> None:
    """A million characters of any mark; patterns of quadratic time would not end."""
    text = mark * (1_000_000 // len(mark))

    assert len(shadow(text)) == len(text)
