"""No placeholder makes, moves or hides the end of a sentence."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.model import Block, BlockKind, Release
from tiptranslate.segment import Splitter, segment
from tiptranslate.segment.shadow import between_marks, placeholder_spans

SPLITTER = Splitter()
PARTS = st.lists(
    st.sampled_from(
        [
            *("⟦1⟧", "⟦/1⟧", "⟦2⟧", "⟦/2⟧", "⟦3/⟧", "⟦44/⟧", "One. ", "Two", ". ", " ", "Three? "),
            *("“Four.” ", "U.S. ", "Dr. ", "5 ", "(six) ", "!", "\u00a0", "⟦", "⟧"),
        ]
    ),
    max_size=20,
).map("".join)


def cut(text: str) -> list[str]:
    """The sentences of a text with placeholders."""
    return [text[start:end] for start, end in placeholder_spans(text, SPLITTER.spans)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One is. Two is.", ["One is.", "Two is."]),
        ("⟦1⟧One is.⟦/1⟧ Two is.", ["⟦1⟧One is.⟦/1⟧", "Two is."]),
        ("One is. ⟦1⟧Two⟦/1⟧ is.", ["One is.", "⟦1⟧Two⟦/1⟧ is."]),
        ("One ⟦1⟧is. Two⟦/1⟧ is.", ["One ⟦1⟧is.", "Two⟦/1⟧ is."]),
        ("The U.S. ⟦1⟧Embassy⟦/1⟧ came.", ["The U.S. ⟦1⟧Embassy⟦/1⟧ came."]),
        ("Dr. ⟦1⟧Karimova⟦/1⟧ came.", ["Dr. ⟦1⟧Karimova⟦/1⟧ came."]),
        ("Three persons⟦1/⟧. Four came.", ["Three persons⟦1/⟧.", "Four came."]),
        ("Three persons.⟦1/⟧ Four came.", ["Three persons.", "Four came."]),
        ("Three persons came.⟦1/⟧Four did not.", ["Three persons came.", "Four did not."]),
        ("The office⟦1/⟧in Tashkent.", ["The office⟦1/⟧in Tashkent."]),
        ("⟦1⟧⟦2⟧One is.⟦/2⟧⟦/1⟧ ⟦3⟧Two is.⟦/3⟧", ["⟦1⟧⟦2⟧One is.⟦/2⟧⟦/1⟧", "⟦3⟧Two is.⟦/3⟧"]),
        ("⟦1⟧One is. ⟦/1⟧Two is.", ["⟦1⟧One is. ⟦/1⟧", "Two is."]),
        ("“⟦1⟧Why?⟦/1⟧” Two is.", ["“⟦1⟧Why?⟦/1⟧”", "Two is."]),
        ("⟦1/⟧", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    """Halves of pairs go with the sentence they stand at; what stands alone may be between."""
    assert cut(text) == expected


@given(PARTS)
def test_spans_of_any_text(text: str) -> None:
    """In order, not overlapping, never inside a placeholder, and with no word left out."""
    spans = placeholder_spans(text, SPLITTER.spans)

    position = 0
    outside = ""
    for start, end in spans:
        assert position <= start < end <= len(text)
        outside += text[position:start]
        position = end
    outside += text[position:]
    for mark in ("⟦3/⟧", "⟦44/⟧", "⟦1⟧", "⟦/1⟧", "⟦2⟧", "⟦/2⟧"):
        outside = outside.replace(mark, "")
    assert not outside.strip()
    bare = text
    for mark in ("⟦1⟧", "⟦/1⟧", "⟦2⟧", "⟦/2⟧"):
        bare = bare.replace(mark, "")
    assert len(cut(bare)) == len(spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tel. 1", ["Tel. 1"]),
        (
            "⟦1⟧Contact:⟦/1⟧⟦2/⟧ Name, post⟦3/⟧⟦4/⟧Tel. 1⟦5/⟧",
            ["⟦1⟧Contact:⟦/1⟧", "Name, post", "Tel. 1"],
        ),
        ("⟦1/⟧", []),
    ],
)
def test_lines_of_an_address(text: str, expected: list[str]) -> None:
    """What stands alone parts them."""
    assert [text[start:end] for start, end in between_marks(text)] == expected


def test_blocks_of_a_document() -> None:
    """A contact block has its lines, a dateline is whole, other blocks have sentences."""
    blocks = tuple(
        Block(kind, "Press⟦1/⟧desk. ⟦2⟧Tel. 1⟦/2⟧", 1)
        for kind in (BlockKind.CONTACT, BlockKind.DATELINE, BlockKind.PARAGRAPH)
    )
    release = Release("a", Path("a.docx"), "en", "a", blocks, markup="inline")

    found = [(part.block, part.text) for part in segment(release, SPLITTER)]

    assert found == [
        (0, "Press"),
        (0, "desk. ⟦2⟧Tel. 1⟦/2⟧"),
        (1, "Press⟦1/⟧desk. ⟦2⟧Tel. 1⟦/2⟧"),
        (2, "Press⟦1/⟧desk."),
        (2, "⟦2⟧Tel. 1⟦/2⟧"),
    ]


@pytest.mark.parametrize("mark", ["⟦1⟧", "⟦/1⟧", "⟦1/⟧", "⟦", "a. ⟦1⟧", "A b. ⟦/1⟧"])
def test_many_placeholders_take_linear_time(mark: str) -> None:
    """Patterns or searches of quadratic time would not end."""
    text = mark * (200_000 // len(mark))

    assert placeholder_spans(text, lambda bare: ((0, len(bare)),) if bare else ()) is not None
    assert between_marks(text) is not None
