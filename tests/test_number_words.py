"""Whole numbers in words, and words that only begin like them."""

import pytest

from tiptranslate import number_words

SAID = [
    ("Twenty-six men", 26, "en"),
    ("a dozen men", 12, "en"),
    ("two million people", 2_000_000, "en"),
    ("двадцати шести мужчин", 26, "ru"),
    ("семеро мужчин", 7, "ru"),
    ("вчетверо больше", 4, "ru"),
    ("двоим из них", 2, "ru"),
    ("два миллиона человек", 2_000_000, "ru"),
    ("yettala guruh", 7, "uz"),
    ("oʻn bittasini", 11, "uz"),
    ("to'rtta savol", 4, "uz"),
    ("уч нафар аёл", 3, "uz@cyrillic"),
]
NOT_SAID = [
    ("Twenty-six men", 6, "en"),
    ("sixteen men", 6, "en"),
    ("tension", 10, "en"),
    ("двадцать шесть мужчин", 6, "ru"),
    ("семья", 7, "ru"),
    ("в пятницу", 5, "ru"),
    ("сотрудник стоит", 100, "ru"),
    ("однако", 1, "ru"),
    ("oʻn olti kishi", 6, "uz"),
    ("ayollar uchun", 3, "uz"),
    ("yuzasidan", 100, "uz"),
    ("аёллар учун", 3, "uz@cyrillic"),
    ("three men", 3, "de"),
    ("one hundred and one men", 101, "en"),
]


@pytest.mark.parametrize(("text", "number", "language"), SAID)
def test_said(text: str, number: int, language: str) -> None:
    """Whatever its ending and kind."""
    assert number_words.says(text, number, language)


@pytest.mark.parametrize(("text", "number", "language"), NOT_SAID)
def test_not_said(text: str, number: int, language: str) -> None:
    """A part of a greater number, or another word altogether."""
    assert not number_words.says(text, number, language)
