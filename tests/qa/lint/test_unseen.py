"""Spaces and characters that nobody sees: places that count outside a block's text."""

from collections.abc import Callable

import pytest

from tiptranslate.qa.fixing import fix
from tiptranslate.qa.lint.spaces import DoubleSpace, MissingSpace
from tiptranslate.qa.lint.unseen import CHECKS, EmptyParagraph, TrailingNbsp
from tiptranslate.qa.source import SourceText

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"One.\n\n{NBSP}\n\nTwo.", "One.\n\nTwo."),
        (f"One.\r\n\r\n{NBSP}\r\n\r\nTwo.", "One.\r\n\r\nTwo."),
        (f"One.\n\n{NBSP}\n\n {NBSP} \n\nTwo.", "One.\n\nTwo."),
        (f"One.{NBSP} \n\nTwo.{NBSP}\n", "One.\n\nTwo.\n"),
        (f"One.\n\nTwo.\n\n{NBSP}", "One.\n\nTwo.\n\n"),
        (f"It was{NBSP} late and\u200b dark{NBSP}again.", "It was late and dark again."),
    ],
)
@pytest.mark.parametrize("suffix", ["txt", "md"])
def test_fixes(source: Callable[..., SourceText], before: str, after: str, suffix: str) -> None:
    """What is put in leaves the paragraphs as they are, and nothing to find."""
    checks = [check() for check in CHECKS]

    fixed, done = fix(source(before, f"a.{suffix}"), checks)

    assert fixed == after
    assert done
    assert not [hit for check in checks for hit in check.check(source(fixed, f"a.{suffix}"))]


def test_a_line_of_plain_text_is_a_paragraph(source: Callable[..., SourceText]) -> None:
    """In plain text no empty line needs to stand around the no-break space."""
    assert fix(source(f"One.\n{NBSP}\nTwo."), [EmptyParagraph()])[0] == "One.\nTwo."


def test_an_empty_line_in_a_wrapped_paragraph_does_not_join_two(
    source: Callable[..., SourceText],
) -> None:
    """In Markdown the line behind a lone no-break space may be empty for a reason."""
    text = source(f"One.\n{NBSP}\n\nTwo.", "a.md")

    assert fix(text, [EmptyParagraph()])[0] == "One.\n\nTwo."


def test_front_matter_is_left_alone(source: Callable[..., SourceText]) -> None:
    """What stands before the first block is nobody's end."""
    text = source(f"---\ntitle: a{NBSP}\n---\n\nOne.\n", "a.md")

    assert list(TrailingNbsp().check(text)) == []


def test_wrapped_and_indented_lines_have_no_double_space(
    source: Callable[..., SourceText],
) -> None:
    """The spaces that Markdown takes away are not told of."""
    text = source(
        "- one\n  two\n\n> three\n> four\n\n| a   | b  |\n|-----|----|\n| c   | d  |\n", "a.md"
    )

    assert list(DoubleSpace().check(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Read Gazeta.Uz today, www.Example.org/A.Bc de and jane.Sample@example.org now.",
        "The [form](https://example.org/a,b;c) and **bold**.",
        "In 1,284 of 2.5 cases at 6:30 a.m. under A/RES/55/25, e.g. the U.S.A.",
    ],
)
def test_missing_space_spares_addresses(source: Callable[..., SourceText], text: str) -> None:
    """Links, addresses, figures and abbreviations have their marks without spaces."""
    assert list(MissingSpace().check(source(text))) == []
