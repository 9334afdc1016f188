"""Dates: what the examples of the checks cannot show."""

from collections.abc import Callable

import pytest

from tiptranslate.qa.lint.dates import DateOrder, DateYear, ImpossibleDate, WeekdayDate
from tiptranslate.qa.source import SourceText


def test_the_date_of_the_front_matter_tells_the_year(source: Callable[..., SourceText]) -> None:
    """A release whose fields have a date needs no year at first mention."""
    text = "---\ndate: 2025-07-22\n---\n\n# Title\n\nOn 27 July a conference began.\n"

    assert list(DateYear().check(source(text, "a.md"))) == []
    assert len(list(DateYear().check(source(text.replace("2025-07-22", "soon"), "a.md")))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The Day is marked every year on 30 July.",
        "It was the World Day against Trafficking in Persons (30 July).",
        "On 30 July the world remembers them.",
    ],
)
def test_days_of_every_year_need_none(source: Callable[..., SourceText], text: str) -> None:
    """A World Day comes round every year."""
    assert list(DateYear().check(source(text))) == []


def test_only_the_first_date_without_a_year_is_told_of(source: Callable[..., SourceText]) -> None:
    """One finding a release is enough."""
    text = source("Title\n\nOn 27 July it began.\n\nOn 28 July it ended.")

    assert [hit.block for hit in DateYear().check(text)] == [1]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("29 February 2024", 0),
        ("29 February 1900", 1),
        ("31 April", 1),
        ("0 June 2025", 1),
        ("February 30, 2025", 1),
        ("some 35 May be late", 0),
        ("document 45.13.2025", 1),
        ("version 4.13.2025.1", 0),
        ("article 31.12.2025/4", 0),
    ],
)
def test_impossible_dates(source: Callable[..., SourceText], text: str, count: int) -> None:
    """Leap years, both orders of day and month, and figures that are no dates."""
    assert len(list(ImpossibleDate().check(source(f"It is {text}.")))) == count


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Tuesday, 22 July 2025", ""),
        ("Monday, July 21, 2025", ""),
        ("Wednesday 22 July 2025", "22 July 2025 is a Tuesday"),
        ("from Tuesday, 14 July, to Friday, 18 July 2025", "14 July 2025 is a Monday"),
        ("Monday to Friday, 14–18 July 2025", ""),
        ("Sunday, 31 June 2025", ""),
        ("Sunday, 14 July", ""),
    ],
)
def test_weekdays(source: Callable[..., SourceText], text: str, message: str) -> None:
    """The message names the right day; without a year nothing is said."""
    found = [hit.message for hit in WeekdayDate().check(source(f"It opens on {text}."))]

    assert found == ([message] if message else [])


def test_a_range_without_its_first_year_may_cross_the_new_year(
    source: Callable[..., SourceText],
) -> None:
    """From December to January is no mistake."""
    assert list(DateOrder().check(source("From 30 December to 5 January 2026 it is closed."))) == []
