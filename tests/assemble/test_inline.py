"""Text from the form of its source to the form of a document."""

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tiptranslate.assemble.inline import (
    Run,
    guard_cell,
    guard_line,
    to_html,
    to_markdown,
    to_plain,
    to_runs,
    without_placeholders,
)

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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("⟦1⟧Contact⟦/1⟧ point", "Contact point"),
        ("one⟦1/⟧two", "one two"),
        ("one⟦1/⟧.", "one."),
        ("one ⟦1/⟧two", "one two"),
        ("⟦1⟧one⟦2/⟧⟦/1⟧two", "one two"),
        ("⟦1/⟧one⟦2/⟧", "one"),
        ("⟦note⟧ and ⟦", "⟦note⟧ and ⟦"),
    ],
)
def test_placeholders_go(text: str, expected: str) -> None:
    """What they stood for is in the source's file; the words they parted stay parted."""
    assert without_placeholders(text, "docx") == expected
    assert without_placeholders(text, "html") == expected
    assert to_plain(text, "docx") == expected


@pytest.mark.parametrize("form", ["txt", "md"])
def test_brackets_of_an_author_stay(form: str) -> None:
    """Only the reader of Word and HTML makes placeholders."""
    assert without_placeholders("⟦1⟧a⟦/1⟧", form) == "⟦1⟧a⟦/1⟧"


@given(pieces=st.lists(st.sampled_from(["⟦1⟧", "⟦/1⟧", "⟦22/⟧", "a", " ", "."])))
def test_no_placeholder_is_left(pieces: list[str]) -> None:
    """Nor is anything else lost, whatever order they are in."""
    made = without_placeholders("".join(pieces), "docx")

    assert "⟦" not in made
    assert made.replace(" ", "") == "".join(piece for piece in pieces if piece in "a.")


def test_runs_of_markdown() -> None:
    """Marks inside each other add up, and end where they end."""
    assert list(to_runs("a **b *c* **[d](https://e.org) `**`", "md")) == [
        Run("a **b "), Run("c", italic=True), Run(" **"), Run("d", link="https://e.org"),
        Run(" "), Run("**", code=True),
    ]  # fmt: skip
    assert list(to_runs("***a* b**", "md")) == [
        Run("a", bold=True, italic=True), Run(" b", bold=True),
    ]  # fmt: skip
    assert list(to_runs("**a**", "txt")) == [Run("**a**")]
    assert list(to_runs("", "txt")) == []


@given(text=st.text(max_size=60))
def test_runs_have_the_words_of_the_page(text: str) -> None:
    """What stands in Word is what stands in a browser."""
    line = " ".join(text.split())
    shown = "".join(run.text for run in to_runs(line, "md"))
    page = html.unescape(re.sub("<[^>]*>", "", to_html(line, "md")))

    assert "".join(map(safe, shown)).split() == page.split()


def safe(character: str) -> str:
    """The character, or what a page has for one that HTML forbids."""
    return html.unescape(to_html(character, ""))
