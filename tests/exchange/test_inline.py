"""Placeholders and characters that XML cannot hold, in every format and back."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.exchange import inline
from tiptranslate.exchange.xml_stream import Node, stream

PARTS = st.sampled_from(
    [
        "⟦1⟧",
        "⟦/1⟧",
        "⟦2⟧",
        "⟦/2⟧",
        "⟦3/⟧",
        "⟦01⟧",
        "⟦/1/⟧",
        "⟦x⟧",
        "\x00",
        "\r",
        "\n",
        "]]>",
        "&lt;",
    ]
)
TEXTS = st.lists(PARTS | st.text(max_size=3), max_size=8).map("".join)


WILD = 'a\n\t"<&\x01'


def parsed(content: str) -> Node:
    """The element that holds some content."""
    data = f"<seg>{content}</seg>".encode()
    (node,) = stream(BytesIO(data), Path("x"), frozenset({"seg"}), frozenset())
    return node


@given(TEXTS)
def test_every_text_comes_back(text: str) -> None:
    """Pairs that cross, numbers that come twice, control characters, lone surrogates."""
    assert inline.read_xliff(parsed(inline.xliff2(text))) == text
    assert inline.read_xliff(parsed(inline.xliff1(text))) == text
    assert inline.read_tmx(parsed(inline.tmx(text))) == text


def test_placeholders_are_codes() -> None:
    """Programs show them as such."""
    text = "a ⟦1⟧b ⟦2/⟧⟦/1⟧\x07"

    assert inline.xliff2(text) == (
        'a <pc id="1" dispStart="⟦1⟧" dispEnd="⟦/1⟧">b <ph id="2" disp="⟦2/⟧"/></pc>'
        '<cp hex="0007"/>'
    )
    assert inline.xliff1(text) == (
        'a <g id="1">b <x id="2"/></g><x id="cp5-0007" ctype="x-character"/>'
    )
    assert inline.tmx(text) == (
        'a <ph>⟦1⟧</ph>b <ph>⟦2/⟧</ph><ph>⟦/1⟧</ph><ph type="x-character">0007</ph>'
    )


@pytest.mark.parametrize(
    "text", ["⟦1⟧a", "a⟦/1⟧", "⟦1⟧⟦2⟧⟦/1⟧⟦/2⟧", "⟦1/⟧⟦1/⟧", "⟦1⟧⟦/1⟧⟦1/⟧", "⟦01/⟧"]
)
def test_what_does_not_nest_is_text(text: str) -> None:
    """Formats want pairs that nest, and ids that are there once."""
    assert inline.xliff2(text) == inline.xliff1(text) == text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ('<mrk mtype="seg" mid="0">a <g id="1">b</g></mrk>', "a ⟦1⟧b⟦/1⟧"),
        ('<sc id="1"/>b<ec startRef="1"/>', "⟦1⟧b⟦/1⟧"),
        ('<bx id="1"/>b<ex id="1"/>', "⟦1⟧b⟦/1⟧"),
        ('<bx id="5" rid="1"/>b<ex id="6" rid="1"/>', "⟦1⟧b⟦/1⟧"),
        ('<bpt id="1">&lt;b></bpt>b<ept id="1">&lt;/b></ept>', "⟦1⟧b⟦/1⟧"),
        ('a<sm id="m1"/>b<em startRef="m1"/>', "ab"),
        ('<cp hex="0007"/>', "\x07"),
    ],
)
def test_codes_that_programs_make_of_ours(content: str, text: str) -> None:
    """The same placeholder, however it is spelt."""
    assert inline.read_xliff(parsed(content)) == text


@pytest.mark.parametrize(
    "content",
    [
        *('<g id="b">x</g>', "<g>x</g>", '<x id="12345"/>', "<sub>x</sub>", "<b>x</b>"),
        *('<cp hex="zz"/>', '<cp hex="FFFFFFFF"/>'),
    ],
)
def test_codes_of_strangers(content: str) -> None:
    """They would be lost in a catalog; a person has to look."""
    with pytest.raises(inline.CodeError):
        inline.read_xliff(parsed(content))


def test_codes_in_memories_of_strangers() -> None:
    """They are left out, the text of highlights is not."""
    node = parsed('<bpt i="1">&lt;b></bpt>Call <hi>now</hi><ept i="1">&lt;/b></ept><ph>x</ph>.')

    assert inline.read_tmx(node) == "Call now."


def test_attributes() -> None:
    """White space in them survives; what XML cannot hold becomes visible."""
    data = f"<seg a={inline.attribute(WILD)}/>".encode()
    (node,) = stream(BytesIO(data), Path("x"), frozenset({"seg"}), frozenset())

    assert node.attributes["a"] == 'a\n\t"<&�'
