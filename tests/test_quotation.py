"""Where a text quotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.quotation import double_marks, quotations

OUTERMOST = [
    ("No marks at all.", []),
    ("He said “yes” and “no”.", ["“yes”", "“no”"]),
    ('He said "yes" and "no".', ['"yes"', '"no"']),
    ('"Trust," he said, "is all."', ['"Trust,"', '"is all."']),
    ('"You know the "three Ps," yes," he said.', ['"You know the "three Ps," yes,"']),
    ('("yes")—"no"', ['"yes"', '"no"']),
    ('**"yes"** and "**no**"', ['"yes"', '"**no**"']),
    ("«Да», „ja“ and “yes”", ["«Да»", "„ja“", "“yes”"]),
    ("«a “b” c» d", ["«a “b” c»"]),
    ("“a «b» c”", ["“a «b» c”"]),
    ('“text" and more', ['“text"']),
    ("He said: “We found them.", ["“We found them."]),
    ("They left,” he said.", []),
    ('A 5" screen', []),
    ("don't, won’t, '90s, ’tis, the workers' rights", []),
    ("O‘zbekiston and G‘ayrat", []),
    ("the ‘lover boy’ and the 'debt'", ["‘lover boy’", "'debt'"]),
    ("the 'workers' rights', as it is called", ["'workers' rights'"]),
    ("the 'Partners' conference", ["'Partners'"]),
    ("“He asked: ‘Why?’ and left”", ["“He asked: ‘Why?’ and left”"]),
    ("the ‘so-called “lover boy” trick’ again", ["‘so-called “lover boy” trick’"]),
    ("„mixed” and »odd«", ["„mixed”", "«"]),
]


@pytest.mark.parametrize(("text", "expected"), OUTERMOST)
def test_quotations(text: str, expected: list[str]) -> None:
    """The outermost stretches, marks included."""
    assert [text[start:end] for start, end in quotations(text)] == expected


def test_double_marks_tell_depth_and_what_is_open() -> None:
    """A nested quotation knows its depth; one that is never closed says so."""
    text = '"You know the "three Ps" approach'

    found = double_marks(text).quotations

    assert [(each.start, each.end, each.depth, each.closed) for each in found] == [
        (0, len(text), 0, False),
        (14, 24, 1, True),
    ]


def test_double_marks_tell_what_closes_nothing() -> None:
    """A closing mark with no opening one is no quotation."""
    found = double_marks("They left,” he said»")

    assert found.quotations == ()
    assert found.unopened == (10, 19)


def test_an_outer_mark_ends_what_is_open_inside() -> None:
    """An inner quotation that is never closed ends with the one around it."""
    found = double_marks("«a “b c» d")

    assert [(each.start, each.end, each.closed) for each in found.quotations] == [
        (0, 8, True),
        (3, 7, False),
    ]


@given(st.text(alphabet="\"“”„«»‘’'aS ,.-", max_size=60))
def test_stretches_are_apart_and_begin_with_a_mark(text: str) -> None:
    """Whatever the text, the stretches stand in order, apart, inside it, and open with a mark."""
    last = 0
    for start, end in quotations(text):
        assert last <= start < end <= len(text)
        assert text[start] in "\"“”„‟«‘'"
        last = end


@given(st.text(alphabet='"“”„«»a ,', max_size=60))
def test_every_double_mark_is_told_of_once(text: str) -> None:
    """Each mark opens a quotation, closes one, or closes nothing."""
    found = double_marks(text)
    told = [*found.unopened]
    for each in found.quotations:
        told += [each.start, each.end - 1] if each.closed else [each.start]

    assert sorted(told) == [at for at, char in enumerate(text) if char in '"“”„«»']
