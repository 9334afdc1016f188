"""Nodes become text with placeholders and text becomes nodes, whatever is in either."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.formats import PLACEHOLDER
from tiptranslate.formats.inline import Mark, Nodes, Stretch, lay_out, put, slots, tidy
from tiptranslate.formats.inline_text import to_nodes, to_text

TEXTS = st.one_of(
    st.sampled_from(["a", " ", "b. ", "⟦", "⟧", "⟦1⟧", "⟦/1⟧", "⟦2/⟧", "\u00a0", "\u200b", "\n"]),
    st.text(max_size=3),
)
MARKS = st.builds(
    Mark,
    st.tuples(st.sampled_from("xyz")),
    keep=st.booleans(),
    breaks=st.integers(0, 1),
)
LOST = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF))
"""What no catalog can carry."""
NODES = st.recursive(
    st.lists(st.one_of(TEXTS, MARKS), max_size=4).map(tuple),
    lambda inner: st.lists(
        st.one_of(TEXTS, MARKS, st.builds(Stretch, st.tuples(st.sampled_from("ABC")), inner)),
        max_size=5,
    ).map(tuple),
    max_leaves=12,
)


def words(nodes: Nodes) -> str:
    """All that can be read, and every mark, in order; white space left out."""
    found = ""
    for node in nodes:
        if isinstance(node, str):
            found += re.sub(r"\s", "", node)
        elif isinstance(node, Mark):
            found += "".join(
                item if isinstance(item, str) else words((item,)) for item in node.content
            )
        else:
            found += words(node.children)
    return re.sub(r"\s", "", found)


@given(NODES)
def test_nothing_is_lost(nodes: Nodes) -> None:
    """Tidied, laid out and put together again there are the same words and marks in order."""
    layout = lay_out(tidy(nodes))

    again = put(layout, iter([slot.children for slot in slots(layout)]))

    assert words(again) == words(nodes)
    assert words(tidy(again)) == words(nodes)


@given(NODES)
def test_a_piece_and_back(nodes: Nodes) -> None:
    """A piece's own text is its own nodes again, on one line, trimmed, numbered from one."""
    for slot in slots(lay_out(tidy(nodes))):
        text, table = to_text(slot)

        assert len(text.splitlines()) == 1
        assert text == text.strip()
        assert list(table) == list(range(1, len(table) + 1))
        assert {int(found[2]) for found in PLACEHOLDER.finditer(text)} == set(table)
        again = words(to_nodes(text, table))
        assert again.translate(LOST) == words(slot.children).translate(LOST)


@given(NODES, st.lists(st.one_of(TEXTS, st.sampled_from(["⟦2⟧", "⟦/2⟧", "⟦1/⟧", "⟦77⟧"]))))
def test_any_text_of_a_translator(nodes: Nodes, parts: list[str]) -> None:
    """Its words come out as they are; what readers would miss is there once."""
    text = "".join(parts)
    for slot in slots(lay_out(tidy(nodes))):
        _, table = to_text(slot)
        kept = [node for node in table.values() if isinstance(node, Mark) and node.keep]

        found = to_nodes(text, table)

        assert plain(found) == PLACEHOLDER.sub("", text)
        marks = list(all_marks(found))
        assert len({id(mark) for mark in marks}) == len(marks)
        assert {id(mark) for mark in kept} <= {id(mark) for mark in marks}


def plain(nodes: Nodes) -> str:
    """The texts of nodes, without those in marks."""
    return "".join(
        node if isinstance(node, str) else "" if isinstance(node, Mark) else plain(node.children)
        for node in nodes
    )


def all_marks(nodes: Nodes) -> list[Mark]:
    """The marks of nodes, however deep."""
    found = []
    for node in nodes:
        if isinstance(node, Mark):
            found.append(node)
        elif not isinstance(node, str):
            found += all_marks(node.children)
    return found


def test_what_is_whole_has_no_placeholders() -> None:
    """A link around all of a text, and marks at its ends, stay outside of the piece."""
    link = Stretch(("link",), (Mark(("picture",)), " All ", Mark(("break",), breaks=1)))

    (slot,) = slots(lay_out(tidy([Mark(("tab",)), link, " "])))

    assert to_text(slot) == ("All", {})


def test_two_breaks_part_pieces() -> None:
    """One does not."""
    line = Mark(("br",), breaks=1)

    texts = [
        to_text(slot)[0] for slot in slots(lay_out(tidy(["a", line, "b", line, " ", line, "c"])))
    ]

    assert texts == ["a⟦1/⟧b", "c"]


def test_stretches_of_one_kind_are_one() -> None:
    """Also over the space between them, but not over a word."""
    nodes = [
        Stretch(("b",), ("one",)),
        " ",
        Stretch(("b",), ("two ",)),
        "x",
        Stretch(("b",), ("y",)),
    ]

    assert tidy(nodes) == (Stretch(("b",), ("one two",)), " x", Stretch(("b",), ("y",)))


def test_ten_thousand_placeholders() -> None:
    """What the digits cannot count goes without; nothing of the text is lost."""
    nodes = [part for n in range(10_050) for part in (f"w{n} ", Stretch((n,), (f"v{n}",)), " ")]

    (slot,) = slots(lay_out(tidy(nodes)))
    text, table = to_text(slot)

    assert len(table) == 9999
    assert PLACEHOLDER.sub("", text).split()[-1] == "v10049"
