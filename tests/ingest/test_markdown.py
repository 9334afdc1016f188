"""Markdown's structure becomes blocks, and no text is lost on the way."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tiptranslate.ingest import parse
from tiptranslate.ingest.markdown import DEEPEST

PIECES = st.sampled_from(
    [
        *("a", "b c", "Word. ", "\n", "\n", "\n\n", "\r\n", "  \n", "\\\n", "\\\\\n", " ", "\t"),
        *(
            "# ",
            "### ",
            "- ",
            "1. ",
            "2) ",
            "> ",
            "> > ",
            "  ",
            "    ",
            "\n---\n",
            "===\n",
            "***\n",
        ),
        *("| a | b |\n|---|---|\n", "| a\\|b | c |\n", "|", "\\|", "a|b", "`", "```\n", "~~~\n"),
        *("[a]: b\n", "[a]", "<b>", "</b>", "<!-- a -->\n", "&amp;", "*", "**", "_", "\u00a0"),
        *("\u200b", "\u2028", "\x0c", "Дорога", "“", "”", "\ufeff"),
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)
NO_WORDS = str.maketrans("\u200b\u2060\ufeff*-_\\", " " * 7)


def texts(source: str) -> list[str]:
    """The texts of the blocks of a Markdown source."""
    return [block.text for block in parse(source.encode(), Path("a.md"), "a").blocks]


def bare(text: str) -> str:
    """A text without what may differ: space, signs of rules, backslashes of hard line breaks."""
    return "".join(text.translate(NO_WORDS).split())


@given(TEXTS)
@example("\ufeff\ufeff# ")
@example("- \x0b- \n\\")
def test_no_text_is_lost_or_moved(source: str) -> None:
    """The blocks have, in order, all text that CommonMark sees, and nothing else but rules."""
    seen = source.removeprefix("\ufeff")  # a mark of order at the top is no text
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable("table")
    expected = bare("".join(t.content for t in parser.parse(seen) if t.type == "inline"))

    release = parse(source.encode(), Path("a.md"), "a")

    if not release.metadata:
        assert bare("".join(block.text for block in release.blocks)) == expected


@given(TEXTS)
def test_a_block_is_where_its_line_says(source: str) -> None:
    """The first word of a block stands in the line that it names."""
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for block in parse(source.encode(), Path("a.md"), "a").blocks:
        assert block.text.split()[0].replace("\\", "") in lines[block.line - 1].replace("\\", "")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a\nb", ["a b"]),
        ("a  \nb", ["a", "b"]),
        ("a\\\nb", ["a", "b"]),
        ("a\\\\\nb", ["a\\\\ b"]),
        ("a\\\\\\\nb", ["a\\\\", "b"]),
        ("a \nb", ["a b"]),
        ("a\\", ["a\\"]),
        ("a  ", ["a"]),
        ("# a\\\nb", ["a\\", "b"]),
        ("a\u2028b\x0cc", ["a b c"]),
        ("\u00a0\na", ["a"]),
        ("\\\n\u00a0", ["\\"]),
        ("- \u00a0\n  a", ["a"]),
    ],
)
def test_line_breaks(source: str, expected: list[str]) -> None:
    """Hard ones end a block, soft ones are a space."""
    assert texts(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("    code", []),
        ("```\ncode\n```", []),
        ("<div>\nhtml\n</div>", []),
        ("<!-- a\nb -->", []),
        ("[a]: https://example.org 'Title'", []),
        ("[a]: https://example.org\na [b]", ["a [b]"]),
        ("Text with `code` and <b>html</b>", ["Text with `code` and <b>html</b>"]),
    ],
)
def test_what_is_no_text(source: str, expected: list[str]) -> None:
    """Code, HTML and link definitions stay between the blocks."""
    assert texts(source) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("| a | b |", ["a", "b"]),
        ("a | b", ["a", "b"]),
        ("| a\\|a | a |", ["a|a", "a"]),
        ("| | b |", ["b"]),
        ("| a |", ["a"]),
        ("| b\\|a | \\| |", ["b|a", "|"]),
        ("| `a\\|b` | a\\|b |", ["`a|b`", "a|b"]),
    ],
)
def test_cells(row: str, expected: list[str]) -> None:
    """Every cell is a block; bars in it lose the backslash that only the table needs."""
    source = f"| x | y |\n|---|---|\n{row}\n\na|b and b|a and a|a\n"

    assert texts(source) == ["x", "y", *expected, "a|b and b|a and a|a"]


def test_levels() -> None:
    """Headings have theirs, and items the depth of their list."""
    source = "# a\n\n### b\n\nc\n===\n\n- d\n  - e\n    1. f\n\n> g\n>\n> - h\n"

    blocks = parse(source.encode(), Path("a.md"), "a").blocks

    assert [(block.text, block.kind.value, block.level) for block in blocks] == [
        ("a", "headline", 1),
        ("b", "headline", 3),
        ("c", "headline", 1),
        ("d", "list-item", 1),
        ("e", "list-item", 2),
        ("f", "list-item", 3),
        ("g", "quote", 0),
        ("h", "list-item", 1),
    ]


def test_deep_nesting() -> None:
    """Far deeper than anybody writes by hand, and deeper still without harm."""
    assert texts("> " * 90 + "a") == ["a"]
    assert texts("> " * 5000 + "a") == []


@pytest.mark.parametrize("rule", ["***", "---", "- - -", "* * *  ", "_____", "   ***"])
def test_rules(rule: str) -> None:
    """They are separators as they stand."""
    blocks = parse(f"a\n\n{rule}\n\nb\n".encode(), Path("a.md"), "a").blocks

    assert [(block.text, block.kind.value) for block in blocks] == [
        ("a", "headline"),
        (rule.strip(), "separator"),
        ("b", "paragraph"),
    ]
