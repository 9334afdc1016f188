"""Markers of list items: taken off the text, counted as each form counts."""

from collections.abc import Callable
from typing import Any

import pytest

from tiptranslate.assemble import Document
from tiptranslate.assemble.lists import read_items


def read(document: Document) -> list[tuple[str, str, bool]]:
    """Text, number and whether it continues, of every item."""
    return [
        (item.passage.block.text, item.number, item.continued)
        for item in read_items(document.passages, document.form)
    ]


@pytest.mark.parametrize(
    ("text", "bare", "number"),
    [
        ("– to appoint", "to appoint", ""),
        ("•\u00a0to appoint", "to appoint", ""),
        ("12. to appoint", "to appoint", "12"),
        ("3) to appoint", "to appoint", "3"),
        ("(a) to appoint", "(a) to appoint", ""),
        ("2025 was a year", "2025 was a year", ""),
    ],
)
def test_markers_of_plain_text(
    text: str, bare: str, number: str, make: Callable[..., Document]
) -> None:
    """Bullets and numbers go, off source and target; a letter is a label and stays."""
    document = make(("list-item", text, text.replace("to appoint", "назначить"), "reviewed"))
    (item,) = read_items(document.passages, "txt")

    assert (item.passage.block.text, item.number) == (bare, number)
    assert item.passage.sentences[0].target == bare.replace("to appoint", "назначить")
    assert item.labelled == text.startswith("(a)")


def test_a_target_may_lack_the_marker(make: Callable[..., Document]) -> None:
    """A translator who left the bullet out still gets a list item."""
    document = make(("list-item", "– to appoint", "назначить", "reviewed"))
    (item,) = read_items(document.passages, "txt")

    assert item.passage.sentences[0].target == "назначить"


def test_an_item_that_is_not_translated(read_case: Callable[..., Document]) -> None:
    """A block in no segment loses its marker like any other."""
    document = read_case({"blocks": [{"kind": "list-item", "text": "– UNODC"}]})

    assert read(document) == [("UNODC", "", False)]


def test_markdown_counts_on_from_the_first_number(read_case: Callable[..., Document]) -> None:
    """``1.`` three times is 1, 2, 3; a deeper list counts for itself; another list begins anew."""
    befores = ["3. ", "\n   1. ", "\n   1. ", "\n1. ", "\n   1. ", "\n\n   ", "\n- ", "\n1. "]
    blocks: list[dict[str, Any]] = [
        {
            "kind": "list-item",
            "text": f"t{number}",
            "before": before,
            "level": 1 + ("  1" in before),
        }
        for number, before in enumerate(befores)
    ]
    blocks.insert(4, {"kind": "paragraph", "text": "between"})
    blocks.insert(5, blocks[0] | {"text": "anew"})
    document = read_case({"file": "sample.md", "blocks": blocks})

    assert read(document) == [
        ("t0", "3", False),
        ("t1", "1", False),
        ("t2", "2", False),
        ("t3", "4", False),
        ("anew", "3", False),
        ("t4", "1", False),
        ("t5", "", True),
        ("t6", "", False),
        ("t7", "1", False),
    ]
