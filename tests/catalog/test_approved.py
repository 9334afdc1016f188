"""What people have approved in a catalog, with where and when."""

import pytest

from tiptranslate import catalog as catalogs
from tiptranslate.model import Catalog, Entry, State, Unit


def test_approved() -> None:
    """Reviewed pairs alone, those that have left the release last; each with its place."""
    catalog = Catalog(
        "news",
        "ru",
        (
            Entry("One.", "Раз.", State.REVIEWED, line=7),
            Entry("Two.", "Два.", State.DRAFT),
            Entry("Three.", "Три.", State.STALE, previous_source="Four."),
            Entry("Five."),
        ),
        (Entry("Six.", "Шесть.", State.REVIEWED, line=30),),
        {"PO-Revision-Date": "2024-05-03 10:11+0000"},
    )
    units = list(catalogs.approved(catalog, "locales/news.po"))

    assert units == [Unit("One.", "Раз.", "news"), Unit("Six.", "Шесть.", "news")]
    assert [(unit.path, unit.line) for unit in units] == [
        ("locales/news.po", 7),
        ("locales/news.po", 30),
    ]
    assert {unit.date for unit in units} == {"2024-05-03T10:11:00Z"}


@pytest.mark.parametrize(
    ("header", "date"),
    [
        ("2024-05-03 15:11+0500", "2024-05-03T10:11:00Z"),
        ("2024-01-01 02:00+0500", "2023-12-31T21:00:00Z"),
        (" 2024-05-03 10:11:12+0000 ", "2024-05-03T10:11:00Z"),
        ("YEAR-MO-DA HO:MI+ZONE", ""),
        ("2024-99-03 10:11+0000", ""),
        ("0001-01-01 00:00+0500", ""),
        ("", ""),
    ],
)
def test_revision_dates(header: str, date: str) -> None:
    """In UTC; none where the field holds no date."""
    catalog = Catalog("news", "ru", (Entry("a", "b", State.REVIEWED),))
    dated = Catalog("news", "ru", catalog.entries, header={"PO-Revision-Date": header})

    assert [unit.date for unit in catalogs.approved(dated)] == [date]
    assert [unit.date for unit in catalogs.approved(catalog)] == [""]
