"""Lines of contact data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.languages.labels import LABELS, localized


@pytest.mark.parametrize(
    ("text", "ru", "uz"),
    [
        (
            "Tel.: +7 727 200-00-00 | E-mail: press[at]example.org",
            "Тел.: +7 727 200-00-00 | Эл. почта: press[at]example.org",
            "Tel.: +7 727 200-00-00 | El. pochta: press[at]example.org",
        ),
        (
            "Tel: +998 71 200-00-00 (ext. 147)",
            "Тел.: +998 71 200-00-00 (доб. 147)",
            "Tel.: +998 71 200-00-00 (ichki 147)",
        ),
        (
            "E-mail: hotline@example.org",
            "Эл. почта: hotline@example.org",
            "El. pochta: hotline@example.org",
        ),
        (
            "Website: https://example.org/a",
            "Веб-сайт: https://example.org/a",
            "Veb-sayt: https://example.org/a",
        ),
        ("Tel.: 1148 (within the country)", "", ""),
        ("Write to press@example.org", "", ""),
        ("press@example.org", "", ""),
        ("Tel.:", "", ""),
        ("In 2025, 46 came.", "", ""),
    ],
)
def test_labels(text: str, ru: str, uz: str) -> None:
    """Only lines with nothing else; the data stay to the letter."""
    assert (localized(text, "ru"), localized(text, "uz")) == (ru, uz)


def test_every_language_has_the_same_labels() -> None:
    """A label that one had and another not would be lost half of the time."""
    assert len({frozenset(labels) for labels in LABELS.values()}) == 1


@given(st.text())
def test_any_text(text: str) -> None:
    """Nothing that a line can hold breaks it."""
    assert isinstance(localized(text, "ru"), str)
    assert localized(text, "de") == ""
