"""Words and how they are compared."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.languages.words import TOKEN, fold, plain


@pytest.mark.parametrize("mark", "'`´‘’ʻʼ")
def test_fold_apostrophes(mark: str) -> None:
    """Every apostrophe is the plain one."""
    assert fold(f"O{mark}zbek victim{mark}s") == "o'zbek victim's"


@pytest.mark.parametrize("space", [chr(code) for code in range(0x10000) if chr(code).isspace()])
def test_fold_spaces(space: str) -> None:
    """Everything that Unicode calls white space is a space."""
    assert fold(f"a{space}b") == "a b"


def test_fold_hyphens_and_letters() -> None:
    """Hyphens are alike, dashes stay; ё is е; capitals go."""
    assert fold("Co‐op Co‑op 2022–2025 — ЁЖ ёж") == "co-op co-op 2022–2025 — еж еж"


def test_plain_keeps_case() -> None:
    """What is plain has its capitals still."""
    assert plain("Victim’s\u00a0RIGHTS Ё") == "Victim's RIGHTS Е"


def test_fold_keeps_length_of_every_character() -> None:
    """No character changes the length of a text, least of all İ."""
    wrong = [code for code in range(sys.maxunicode + 1) if len(fold(chr(code))) != 1]

    assert wrong == []
    assert fold("İSTANBUL ABC") == "İstanbul abc"


@given(st.text(), st.text())
def test_fold_by_character(first: str, second: str) -> None:
    """Length holds, folding again changes nothing, and no text changes its neighbour's length."""
    folded = fold(first + second)

    assert len(folded) == len(first) + len(second)
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("victim's rights, victims' rights", ["victim's", "rights", "victims", "rights"]),
        ("'quoted words'", ["quoted", "words"]),
        ("o'zbek ma'lumot", ["o'zbek", "ma'lumot"]),
        ("tier 2.5, 30,000 and 7.", ["tier", "2.5", "30,000", "and", "7"]),
        ("covid-19 anti-trafficking", ["covid", "19", "anti", "trafficking"]),
        ("u.s. _term_", ["u", "s", "term"]),
        ("торговля людьми", ["торговля", "людьми"]),
        ("a.5 5.a", ["a", "5", "5", "a"]),
    ],
)
def test_token(text: str, words: list[str]) -> None:
    """Apostrophes and the marks inside a number belong to a word, nothing else does."""
    assert TOKEN.findall(text) == words
