"""Text from the form of its source to the form of a document."""

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tiptranslate.assemble.inline import guard_cell, guard_line, to_html, to_markdown, to_plain

# Characters that mean something to Markdown or HTML come often, others now and then.
TEXT = st.text(
    st.one_of(st.sampled_from("\\`*_[]()<>#+-=.!|~&:;1 \tаo"), st.characters(codec="utf-8")),
    max_size=30,
).map(lambda text: " ".join(text.split()).strip("\u200b\ufeff"))


def read(markdown: str) -> str:
    """The text a reader sees of Markdown, as CommonMark with tables renders it."""
    rendered = MarkdownIt("commonmark").enable("table").render(markdown)
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", rendered)).split())


def words(text: str) -> str:
    """Text as Markdown keeps it: NUL is replaced, runs of white space are one space."""
    return " ".join(text.replace("\x00", "\ufffd").split())


@given(TEXT)
def test_any_text_is_itself_in_a_paragraph(text: str) -> None:
    """Nothing in a text opens a list, a link, a tag or an emphasis."""
    assert read(guard_line(to_markdown(text, "txt"))) == words(text)


@given(TEXT)
@example("C #")
@example("one ##")
def test_any_text_is_itself_in_a_heading(text: str) -> None:
    """Not even signs at its end, which would close the heading."""
    assert read(f"# {guard_line(to_markdown(text, 'txt'))}") == words(text)


@given(TEXT, TEXT)
@example("a\\|b", "\\")
def test_any_text_is_itself_in_a_cell(first: str, second: str) -> None:
    """A bar or a backslash in front of one does not end the cell."""
    row = " | ".join(guard_cell(guard_line(to_markdown(text, "txt"))) for text in (first, second))

    assert read(f"| a | b |\n|---|---|\n| {row} |") == words(f"a b {first} {second}")


@given(TEXT)
def test_any_text_is_itself_between_brackets(text: str) -> None:
    """The mark of a draft is no link, whatever is in it."""
    assert read(f"[черновик: {to_markdown(text, 'txt')}]") == words(f"[черновик: {text}]")


@pytest.mark.parametrize(
    "text",
    [
        "Mobile: +998 90 000-00-00 | E-mail: press[at]example.org",
        "A/RES/55/25, snake_case and 5 > 3 #EndTrafficking",
        "«Ҳамкорлик» – 2023-yil 27-iyul; oʻquv gʻoyasi & maʼlumot",
    ],
)
def test_ordinary_text_is_not_cluttered_with_backslashes(text: str) -> None:
    """Escapes stand only where they are needed."""
    assert guard_line(to_markdown(text, "txt")) == text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**bold** & <b>", "<strong>bold</strong> &amp; &lt;b&gt;"),
        ("[form](https://example.org/a?b&c)", '<a href="https://example.org/a?b&amp;c">form</a>'),
        ("![x](https://example.org/x.png)", '!<a href="https://example.org/x.png">x</a>'),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("plain", "plain"),
    ],
)
def test_inline_markdown_becomes_elements_but_never_html(source: str, expected: str) -> None:
    """Marks of a Markdown source are kept; tags, images and scripts are text or links."""
    assert to_html(source, "md") == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a **bold** word", "a bold word"),
        ("the [form](https://example.org/form).", "the form (https://example.org/form)."),
        ("<https://example.org>", "https://example.org"),
        ("[press@example.org](mailto:press@example.org)", "press@example.org"),
        (r"1\. \*no\*", "1. *no*"),
        ("`code` &amp;", "code &"),
    ],
)
def test_plain_text_of_inline_markdown(source: str, expected: str) -> None:
    """Marks go, words stay, and no address is lost."""
    assert to_plain(source, "md") == expected


@given(TEXT)
def test_text_that_is_not_markdown_is_left_alone(text: str) -> None:
    """Asterisks in a .txt release are asterisks."""
    assert to_plain(text, "txt") == text


@pytest.mark.parametrize(
    "character", ["\x00", "\x0b", "\x1b", "\x7f", "\x85", "\ufdd0", "\U0001ffff"]
)
def test_characters_that_html_forbids_are_replaced(character: str) -> None:
    """A page stays valid even if a catalog carries a control character."""
    assert to_html(f"a{character}b", "txt") == "a\ufffdb"
