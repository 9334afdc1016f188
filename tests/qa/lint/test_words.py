"""Neighbouring words: articles before every kind of word."""

import csv
from collections.abc import Callable
from importlib.resources import files

import pytest

from tiptranslate.qa.lint.words import Article, DoubledWord
from tiptranslate.qa.source import SourceText


@pytest.mark.parametrize(
    "phrase",
    [
        *("a UN", "a U.S.", "an EU", "an NGO", "an OSCE", "a NATO", "an MP", "an HIV", "a TIP"),
        *("an SMS", "a PDF", "an IOM", "an X-ray", "an e-mail", "a T-shirt", "a UNICEF"),
        *("a university", "a European", "a one-day", "a useful", "a unit", "a Ukrainian", "a Utah"),
        *("an uncle", "an umbrella", "an unidentified", "an Uzbek", "an urgent", "an hour"),
        *("an honest", "an heir", "a house", "a hotline", "an office", "a year"),
    ],
)
def test_articles(source: Callable[..., SourceText], phrase: str) -> None:
    """The right one passes, the other is complained of with the right one."""
    article, _, word = phrase.partition(" ")
    other = "an" if article == "a" else "a"

    assert list(Article().check(source(f"T\n\nIt was {phrase} thing."))) == []
    (hit,) = Article().check(source(f"T\n\nIt was {other} {word} thing."))
    assert (hit.replacement or "").startswith(f"{article} {word[0]}")


@pytest.mark.parametrize(
    "line",
    ["Vitamin A and a class A offence", "an historic day, a historic day", "Hepatitis A is bad."],
)
def test_what_is_no_article(source: Callable[..., SourceText], line: str) -> None:
    """A letter, and words before which both are in use."""
    assert list(Article().check(source(f"T\n\n{line}"))) == []


def test_doubled_words_over_a_line_end(source: Callable[..., SourceText]) -> None:
    """Where a line is wrapped is where doubling happens; where a paragraph ends it is none."""
    text = source("# T\n\nA meeting in the\nthe capital of the\n\nthe people.", "a.md")

    (hit,) = DoubledWord().check(text)
    assert (hit.block, hit.replacement, hit.safe) == (1, "the", True)


def test_the_table_of_acronyms() -> None:
    """Every row has an article, and every acronym one row."""
    lines = files("tiptranslate.qa").joinpath("data", "initials.csv").read_text("utf-8")
    rows = list(csv.DictReader(line for line in lines.splitlines() if line[0] != "#"))

    assert {row["article"] for row in rows} == {"a", "an"}
    assert len({row["acronym"] for row in rows}) == len(rows)
