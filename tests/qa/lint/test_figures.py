"""Figures and percentages: what the examples of the checks cannot show."""

from collections.abc import Callable

import pytest

from tiptranslate.qa.lint.figures import FiguresDisagree
from tiptranslate.qa.lint.numerals import NumberStyle, PercentStyle
from tiptranslate.qa.source import SourceText


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("1 of 3 (33 per cent)", None),
        ("2 of 3 (66 per cent)", None),  # cut off instead of rounded: a habit, no slip
        ("2 of 3 (67%)", None),
        ("2 of 3 (68%)", "67"),
        ("61 of the 214 survivors (28.5 per cent)", None),
        ("1,284 of 19,650 workers (6.5 per cent)", None),
        ("1,284 of 19,650 workers (7.5 per cent)", "6.5"),
        ("nearly 60 of 214 survivors (30 per cent)", None),
        ("60 of 214 survivors (nearly 30 per cent)", None),
        ("61 out of 214, or 38 per cent", "29"),
        ("3 of 10 men; 7 women (30 per cent)", None),
        ("3 of 0 (30 per cent)", None),
    ],
)
def test_shares(source: Callable[..., SourceText], text: str, right: str | None) -> None:
    """Shares are worked out to as many places as they are given with."""
    found = [hit.replacement for hit in FiguresDisagree().check(source(f"In all, {text} fled."))]

    assert found == ([right] if right else [])


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Judges agree on 12 recommendations", "The twelve recommendations are long."),
        ("Judges agree on 12 recommendations", "Of 20 recommendations, 8 were dropped. 12 stay."),
        ("Judges agree on 12 recommendations", "It has 4 long recommendations, 8 recommendations."),
        ("Judges met for 12 hours", "It took 14 hours."),
        ("Judges agree in 2025", "The 14 recommendations are long."),
    ],
)
def test_headlines_that_agree(source: Callable[..., SourceText], head: str, body: str) -> None:
    """Nothing is said where the text may mean another thing."""
    assert list(FiguresDisagree().check(source(f"{head}\n\n{body}"))) == []


def test_a_number_in_words_disagrees_too(source: Callable[..., SourceText]) -> None:
    """Numbers of headline and text are compared however they are written."""
    text = source("Twelve recommendations adopted\n\nThe 14 recommendations are long.")

    assert [hit.message for hit in FiguresDisagree().check(text)] == [
        "the headline says Twelve recommendations"
    ]


def test_the_style_of_the_house_wins_a_tie(source: Callable[..., SourceText]) -> None:
    """One of each: the sign is what is told of."""
    text = source("It rose by 7% in May and by 5 per cent in June.")

    assert [hit.replacement for hit in PercentStyle().check(text)] == ["7 per cent"]


@pytest.mark.parametrize(
    "text",
    [
        "They met in article 5 sections and were aged 7 years.",
        "A kit costs $5 tickets, 3 per cent, 2.5 points and 3–4 visits.",
        "There were 4 judges and 12 others.",
    ],
)
def test_figures_that_stay_figures(source: Callable[..., SourceText], text: str) -> None:
    """Labels, money, shares, ranges, and sentences that have other figures."""
    assert list(NumberStyle().check(source(f"Title\n\n{text}"))) == []


def test_a_compound_is_no_other_figure(source: Callable[..., SourceText]) -> None:
    """A "20-year experience" does not excuse "4 principles"."""
    text = source("Title\n\nShe shared her 20-year experience and the 4 principles of it.")

    assert [hit.replacement for hit in NumberStyle().check(text)] == ["four"]
