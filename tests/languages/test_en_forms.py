"""Forms of English words."""

import pytest
import simplemma
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.languages.en_forms import numbers

NOUNS = {
    "victim": "victims",
    "country": "countries",
    "child": "children",
    "grandchild": "grandchildren",
    "woman": "women",
    "policeman": "policemen",
    "person": "persons",
    "chairperson": "chairpersons",
    "agency": "agencies",
    "day": "days",
    "process": "processes",
    "abuse": "abuses",
    "case": "cases",
    "tax": "taxes",
    "approach": "approaches",
    "crisis": "crises",
}


@pytest.mark.parametrize(("singular", "plural"), NOUNS.items())
def test_numbers(singular: str, plural: str) -> None:
    """Both numbers are found from either."""
    assert numbers(singular) == numbers(plural) == {singular, plural}


@pytest.mark.parametrize(
    "word", ["trafficking", "people", "media", "goods", "human", "arms", "19", "2.5", "victim's"]
)
def test_one_number(word: str) -> None:
    """Some words have no other number, or one that means something else."""
    assert numbers(word) == {word}


@pytest.mark.parametrize(("singular", "plural"), NOUNS.items())
def test_numbers_agree_with_dictionary(singular: str, plural: str) -> None:
    """What the rules make, the dictionary takes back."""
    assert simplemma.lemmatize(plural, lang="en") == singular


@given(st.text(min_size=1))
def test_numbers_any_word(word: str) -> None:
    """Any word is among its own numbers, and there are two at most."""
    assert word in numbers(word)
    assert len(numbers(word)) <= 2
