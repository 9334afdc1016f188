"""Punctuation: what the examples of the checks cannot show."""

from collections.abc import Callable

import pytest

from tiptranslate.qa.fixing import fix
from tiptranslate.qa.lint.punctuation import (
    DashStyle,
    MissingComma,
    PunctuationOrder,
    UnbalancedBrackets,
)
from tiptranslate.qa.source import SourceText


def test_the_dash_behind_a_quotation_is_taken_out(source: Callable[..., SourceText]) -> None:
    """The closing mark itself is not what somebody said: the fix is made there."""
    text = source('"Every life matters,"- she said.')

    assert fix(text, [PunctuationOrder()])[0] == '"Every life matters," she said.'


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("It is late - we know.", False),
        ("It is late - we know – and see.", True),
        ("It is late - we know – and see — so.", False),
    ],
)
def test_a_hyphen_becomes_the_dash_of_the_release(
    source: Callable[..., SourceText], text: str, safe: bool
) -> None:
    """Safe only where the release shows which dash it wants."""
    hit = next(DashStyle().check(source(f"Title\n\n{text}")))

    assert (hit.replacement, hit.safe) == (" – ", safe)


@pytest.mark.parametrize(
    "text",
    [
        "Jane Sample, Director of the Centre, and Ann Sample, Judge, said so.",
        "According to Ms. Jane Sample, Director Ann Sample is right when she said so.",
        "The Ministry of Trade, Industry and Tourism said it was late.",
        "The Director was late, Ms. Jane Sample said.",
        "Ms. Jane Sample, who became Director in 2020 and spoke first, left.",
    ],
)
def test_no_comma_is_missing(source: Callable[..., SourceText], text: str) -> None:
    """Sentences that look like an apposition and are none, or have their comma."""
    assert list(MissingComma().check(source(text))) == []


def test_brackets_of_markdown_links_are_balanced(source: Callable[..., SourceText]) -> None:
    """A link and its text close all their brackets; a lonely one beside them is found."""
    text = source("See [the form](https://example.org/a_(b)) and (more.", "a.md")

    assert [hit.start for hit in UnbalancedBrackets().check(text)] == [46]
