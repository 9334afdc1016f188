"""What a sentence keeps in every language."""

import pytest

from tiptranslate.align.anchors import anchors, skeleton


@pytest.mark.parametrize(
    "words",
    [
        "Margaret Маргарет Маргаретой Margaretning",
        "minister министр министра ministr vazir-ministr",
        "Tashkent Ташкент Ташкенте Toshkent Toshkentda",
        "Khujand Худжанд Xujand",
        "conference конференция konferensiya konferensiyada",
        "programme программа программой programma",
        "Chirchik Чирчик Chirchiq",
    ],
)
def test_names_and_loan_words(words: str) -> None:
    """One skeleton in all three languages, whatever the ending."""
    assert len({skeleton(word.split("-")[-1]) for word in words.split()}) == 1


@pytest.mark.parametrize("word", ["", "a", "the", "Ая", "oʻ", "он"])
def test_short_words_say_nothing(word: str) -> None:
    """Too few consonants are common to too many words."""
    assert skeleton(word) == ""


def test_figures_and_marks() -> None:
    """Figures compare across languages; questions and quotations are seen in any marks."""
    english = anchors("“Did 1,250 people call in 2019?” she asked.")
    russian = anchors("«Позвонили ли 1250 человек в 2019 году?» — спросила она.")

    assert english.figures == russian.figures == ("1250", "2019")
    assert english.marks == russian.marks == (True, True)
    assert anchors("Да.").marks == (False, False)
