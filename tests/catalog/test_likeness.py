"""What makes two sentences the same, and what makes them alike."""

import pytest

from tiptranslate.catalog.likeness import closest, fold, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The hotline is free.", "The  hotline\u00a0is free. "),
        ("10\u202f000 calls", "10 000 calls"),
        ('"Stop"', "“Stop”"),
        ("«Stop»", "„Stop“"),
        ("victim's", "victim’s"),
        ("oʻzbek", "o‘zbek"),
        ("2023-2025", "2023–2025"),
        ("free - always", "free — always"),
        ("NEW HOTLINE", "New hotline"),
        ("JOIN US", "Join us"),
        ("Unodc opens it", "UNODC opens it"),
        ("traf\u00adficking", "traf\u200bficking"),
    ],
)
def test_fold_of_typography(one: str, other: str) -> None:
    """What a typist mends is no change of the sentence."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("510 calls", "5 10 calls"),
        ("1 500", "15 00"),
        ("5.10", "51.0"),
        ("10,5", "10.5"),
        ("12 May", "21 May"),
        ("Is it free.", "Is it free?"),
        ("can", "can't"),
        ("and", "&"),
        ("$5", "€5"),
        ("5 %", "5 ‰"),
        ("H2O", "H₂O"),
        ("They help US", "They help us"),
        ("WHO says so", "who says so"),
    ],
)
def test_fold_keeps_meaning(one: str, other: str) -> None:
    """Figures, signs and final marks are never taken for typography."""
    assert fold(one) != fold(other)


def test_words() -> None:
    """Figures with their separators are one word, marks are words of their own."""
    assert words("Some 1,200.5 “calls”, he said.") == [
        "some", "1,200.5", '"', "calls", '"', ",", "he", "said", ".",
    ]  # fmt: skip


def test_closest() -> None:
    """The first of the most similar, none below the minimum."""
    others = [list("xyz"), list("abce"), list("abcf")]
    assert closest(list("abcd"), others, 0.75) == 1
    assert closest(list("abcd"), others, 0.76) is None
    assert closest(list("abcd"), [], 0.1) is None
