"""Names and what translations make of them, compared by sound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.languages.likeness import FAR, may_match, mended, unlikeness

NEAR = 0.5
SAME = (
    ("Gulnora", "Гульноры", "ru"),
    ("Kholmatova", "Холматовой", "ru"),
    ("Kholmatova", "Xolmatovaning", "uz"),
    ("Kholmatova", "Холматованинг", "uz@cyrillic"),
    ("Qodirov", "Кадырову", "ru"),
    ("Qodirov", "Қодировга", "uz@cyrillic"),
    ("Jahongir", "Джахонгира", "ru"),
    ("Zhanna", "Janna", "uz"),
    ("Yuldasheva", "Yoʻldoshevadan", "uz"),
    ("Akhmetzhanova", "Axmetjanova", "uz"),
    ("Beibitshilik", "Beybitshilik", "uz"),
    ("Tsoi", "Цой", "ru"),
    ("Tsoi", "Soy", "uz"),
    ("Khatlon", "Xatlonning", "uz"),
    ("Khujand", "Xoʻjanddagi", "uz"),
    ("Talas", "таласского", "ru"),
    ("Osaka", "осакского", "ru"),
    ("Ashgabat", "ашгабатский", "ru"),
    ("Koshy", "Косшы", "ru"),
    ("Xolmatova", "Холматова", "ru"),
    ("Tomasz", "Томаш", "ru"),
    ("Treatnet", "Treatnet", "ru"),
)
OTHER = (
    ("Kholmatova", "Коморова", "ru"),
    ("Kholmatova", "Холмотова", "ru"),
    ("Kholmatova", "Qoholmatova", "uz"),
    ("Kholmatova", "Холматов", "ru"),
    ("Kholmatov", "Xolmatova", "uz"),
    ("Aziz", "Aziza", "uz"),
    ("Nazarova", "Назырова", "ru"),
    ("Karimov", "Каримбаев", "ru"),
    ("Yusupov", "Юнусов", "ru"),
)


@pytest.mark.parametrize(("name", "word", "language"), SAME)
def test_the_same_name_is_near(name: str, word: str, language: str) -> None:
    """In any script, any case and any of the usual romanizations."""
    assert unlikeness(name, word, language) <= NEAR
    assert may_match(name, word)


@pytest.mark.parametrize(("name", "word", "language"), OTHER)
def test_another_name_is_not(name: str, word: str, language: str) -> None:
    """Not even one of the other gender, or with one letter wrong."""
    assert unlikeness(name, word, language) > NEAR


@pytest.mark.parametrize(
    ("name", "word", "right"),
    [
        ("Kholmatova", "Холмотовой", "Холматовой"),
        ("Nazarova", "Дазарова", "Назарова"),
        ("Kholmatova", "Холматова", ""),
        ("Kholmatova", "Коморова", ""),
        ("Kholmatova", "Холматов", ""),
    ],
)
def test_one_wrong_letter_is_put_right(name: str, word: str, right: str) -> None:
    """And nothing that needs more, or nothing."""
    assert mended(name, word) == right


WORDS = st.text(max_size=20)


@given(name=WORDS, word=WORDS, language=st.sampled_from(("ru", "uz", "uz@cyrillic")))
def test_any_two_words_compare(name: str, word: str, language: str) -> None:
    """Between nothing and the most."""
    assert 0 <= unlikeness(name, word, language) <= FAR
    assert isinstance(may_match(name, word), bool)


LETTERS = st.text("abdgijklmnoprstuvz", min_size=3, max_size=12)


@given(name=LETTERS)
def test_a_name_is_like_itself(name: str) -> None:
    """A word in Latin script in a Russian text is read as English."""
    assert unlikeness(name, name, "ru") == 0
