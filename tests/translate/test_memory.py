"""The memory: exact and near matches, their scores, and that it misses none."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from tiptranslate.model import Unit
from tiptranslate.translate import Memory
from tiptranslate.translate.memory import NEARLY

HOTLINE = "The hotline answers calls in three languages around the clock."


def memory(*sources: str) -> Memory:
    """A memory of these sources, in this order; the target tells which."""
    return Memory(Unit(source, f"t{number}", "origin") for number, source in enumerate(sources))


@pytest.mark.parametrize(
    "asked",
    [
        'She said: "No" - twice.',
        "She said: “No” — twice.",
        "She  said:\u00a0«No»\u202f– twice. ",
        "She said: „No‟ ‐ twice.",
    ],
)
def test_an_exact_match_is_blind_to_spaces_quotes_and_dashes(asked: str) -> None:
    """What a typographer changes is no other sentence."""
    found = memory('She said: "No" - twice.').exact(asked)

    assert found is not None
    assert found.target == "t0"


@pytest.mark.parametrize("asked", ["she said no.", "She said no!", "She said no", "She said no. ."])
def test_an_exact_match_sees_the_rest(asked: str) -> None:
    """Letter case and other punctuation."""
    assert memory("She said no.").exact(asked) is None


def test_of_several_the_same_to_the_letter_goes_first_then_the_first() -> None:
    """So that the answer never depends on chance."""
    units = memory("«No»", "“No”", "“No”")

    assert [units.exact(text).target for text in ("“No”", "«No»", '"No"')] == ["t1", "t0", "t0"]  # type: ignore[union-attr]


def test_a_near_match_has_a_score_below_one() -> None:
    """One word of ten is other; an exact one would score all but 1."""
    changed = HOTLINE.replace("three", "several")

    assert memory(changed).near(HOTLINE) == [(Unit(changed, "t0", "origin"), pytest.approx(0.9))]
    assert memory(HOTLINE.upper()).near(HOTLINE)[0][1] == NEARLY
    assert memory(HOTLINE).near("Something else altogether, in ten words and some more.") == []


def test_a_differing_figure_lowers_the_score() -> None:
    """A figure is the word one overlooks."""
    words = memory("In May the court heard old cases of trafficking in persons.")
    figures = memory("In May the court heard 12 cases of trafficking in persons.")
    asked = "In May the court heard 14 cases of trafficking in persons."
    (_, of_words), (_, of_figures) = words.near(asked)[0], figures.near(asked)[0]

    assert of_figures == pytest.approx(10 / 11 - 0.1)
    assert of_words == pytest.approx(10 / 11 - 0.1)
    assert figures.near(asked, 0.85) == []


def test_matches_come_nearest_first_and_ties_in_order() -> None:
    """And no more than wanted."""
    units = memory(
        HOTLINE.replace("three", "many"),
        HOTLINE.replace("three languages", "many tongues"),
        HOTLINE.replace("three", "some"),
    )

    assert [unit.target for unit, _ in units.near(HOTLINE)] == ["t0", "t2", "t1"]
    assert [unit.target for unit, _ in units.near(HOTLINE, limit=1)] == ["t0"]


def test_an_empty_memory_and_an_empty_sentence() -> None:
    """Find nothing."""
    assert memory().exact("No") is None
    assert memory().near("No") == []
    assert memory("***", "").near("***") == []
    assert len(memory("a", "b")) == 2


WORDS = st.lists(
    st.sampled_from(["the", "a", "victim", "of", "crime", "law", "1", "2"]), max_size=9
)


@given(st.lists(WORDS, max_size=25), WORDS, st.sampled_from([0.5, 0.75, 0.8, 1 / 3]))
def test_the_index_misses_no_unit(units: list[list[str]], asked: list[str], minimum: float) -> None:
    """The same matches as comparing with every unit, but for figures, which lower the score."""
    sources = [" ".join(words) for words in units]
    found = memory(*sources).near(" ".join(asked), minimum, limit=99)
    similar = {
        f"t{number}": Levenshtein.normalized_similarity(asked, words)
        for number, words in enumerate(units)
        if asked and words
    }
    near = {name for name, score in similar.items() if score >= minimum}
    certain = {name for name in near if similar[name] - 0.1 >= minimum}

    assert certain <= {unit.target for unit, _ in found} <= near
    assert all(a >= b for (_, a), (_, b) in pairwise(found))
    for unit, score in found:
        expected = min(similar[unit.target], NEARLY)
        assert score in (pytest.approx(expected), pytest.approx(similar[unit.target] - 0.1))
