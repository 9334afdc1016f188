"""Quotation marks and apostrophes: what the examples of the checks cannot show."""

from collections.abc import Callable

from tiptranslate.qa.lint.quotes import (
    MixedApostrophes,
    MixedQuotes,
    NestedQuotes,
    UnbalancedQuotes,
)
from tiptranslate.qa.source import Hit, SourceText


def test_marks_of_an_open_quotation_are_no_safe_fix(source: Callable[..., SourceText]) -> None:
    """Only a quotation that closes tells for certain which way its marks face."""
    text = source('“Yes,” “no,” he said: "Perhaps."\n\nHe left "early.')

    assert [(hit.replacement, hit.safe) for hit in MixedQuotes().check(text)] == [
        ("“", True),
        ("”", True),
        (None, False),
    ]


def test_a_line_in_another_script_has_its_own_marks(source: Callable[..., SourceText]) -> None:
    """Marks of a Russian line are not counted with those of the English."""
    text = source('T\n\nОна сказала: "Да".\n\n“Yes,” she said.')

    assert list(MixedQuotes().check(text)) == []


def test_a_quotation_over_paragraphs_without_opening_again(
    source: Callable[..., SourceText],
) -> None:
    """It is told of once, where it opens; its closing mark is not told of as well."""
    text = source("Title\n\n“We went on.\n\nIt was late,” she said.")

    assert [(hit.block, hit.start) for hit in UnbalancedQuotes().check(text)] == [(1, 0)]


def test_a_quotation_does_not_go_on_in_the_contacts(source: Callable[..., SourceText]) -> None:
    """A mark that opens the contact block is another quotation."""
    text = source("Title\n\n“We went on.\n\nFor more information, contact:\n\n“Hope” NGO")

    assert [hit.block for hit in UnbalancedQuotes().check(text)] == [1]


def test_quotations_side_by_side_are_not_nested(source: Callable[..., SourceText]) -> None:
    """Two quotations inside a third are both told of, the third is not."""
    text = source('"One "two" and "three" end," he said. "Four."')

    found = [text.texts[0][hit.start : hit.end] for hit in NestedQuotes().check(text)]

    assert found == ['"two"', '"three"']


def test_uzbek_letters_are_no_apostrophes(source: Callable[..., SourceText]) -> None:
    """The marks of oʻ and gʻ are not counted."""
    hits: list[Hit] = list(MixedApostrophes().check(source("O‘zbekiston's and Gʻayrat's")))

    assert hits == []
