"""What runs have to tell: sums, shares, exit codes."""

from pathlib import Path

import pytest

from tiptranslate.errors import EngineError, InputError, TiptranslateError, UsageError
from tiptranslate.model import Entry, State
from tiptranslate.reports import CatalogStatus, Counts, Drafted, count, exit_code, total


def test_count() -> None:
    """Every entry once under its state; words are the source's."""
    entries = [
        Entry("One two three."),
        Entry("Four five.", "Раз.", State.DRAFT),
        Entry("Six.", "Два.", State.STALE, previous_source="Seven."),
        Entry("Seven eight.", "Три.", State.REVIEWED),
        Entry("Nine.", "Четыре.", State.REVIEWED),
    ]
    assert count(entries) == Counts(
        segments=5, words=9, untranslated=1, draft=1, stale=1, reviewed=2
    )
    assert count([]) == Counts()


@pytest.mark.parametrize(
    ("counts", "gaps", "complete"),
    [
        (Counts(), 0, True),
        (Counts(segments=2, reviewed=2), 0, True),
        (Counts(segments=2, reviewed=1, draft=1), 0, False),
        (Counts(segments=3, reviewed=1, stale=1, untranslated=1), 2, False),
    ],
)
def test_gaps_and_completeness(counts: Counts, gaps: int, complete: bool) -> None:
    """A gap is what a later run could fill; complete is what people have finished."""
    assert (counts.gaps, counts.complete) == (gaps, complete)


def test_total() -> None:
    """The sum over catalogs of either kind; nothing sums up to nothing."""
    one, two = Counts(1, 2, 3, 4, 5, 6), Counts(10, 20, 30, 40, 50, 60)
    path = Path("locales/ru/LC_MESSAGES/a.po")
    catalogs: list[CatalogStatus | Drafted] = [
        CatalogStatus("a", "ru", path, one),
        Drafted("b", "ru", path, two),
    ]

    assert total(catalogs) == Counts(11, 22, 33, 44, 55, 66)
    assert total([]) == Counts()


def test_kept() -> None:
    """Kept is what had a translation before the run: neither empty nor made by it."""
    counts = Counts(segments=10, untranslated=2, draft=5, reviewed=3)
    assert Drafted("a", "ru", Path(), counts, memory=1, machine=3).kept == 4


@pytest.mark.parametrize(
    ("errors", "code"),
    [
        ([], 0),
        ([InputError("bad")], 2),
        ([EngineError("none"), UsageError("what")], 3),
        ([TiptranslateError("any")], 2),
    ],
)
def test_exit_code(errors: list[TiptranslateError], code: int) -> None:
    """The highest of all errors, 0 without any."""
    assert exit_code(errors) == code
