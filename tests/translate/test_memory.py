"""The memory: exact and near matches, their scores, and that it misses none."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from tiptranslate.model import Unit
from tiptranslate.translate import Memory, Phrases
from tiptranslate.translate.memory_index import Index
from tiptranslate.translate.memory_words import NEARLY, Sentence, fold, likeness, tokens

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


@pytest.mark.parametrize(
    ("asked", "found", "penalty"),
    [
        ("The court in Osh heard many cases.", "The court in Jizzakh heard many cases.", 0.05),
        ("The court heard UNODC on such cases.", "The court heard IOM on such cases.", 0.05),
        ("The court heard Ms. Usova on it.", "The court heard Ms. Alieva on it.", 0.05),
        ("It was said in March to be so.", "It was said in May to be so.", 0.05),
        ("Osh has a new and free hotline.", "Osh had a new and free hotline.", 0),
        ("Courts heard them in early spring.", "Judges heard them in early spring.", 0),
        ("THE COURT HEARD MANY NEW CASES", "The court heard many old cases", 0),
        ("The Court Heard Many New Cases", "The court heard many old cases", 0),
        ("He and I heard the court.", "He and we heard the court.", 0),
        ("On 2 May it heard 12 of the cases.", "On 3 May it heard 14 of the cases.", 0.1),
    ],
)
def test_a_differing_name_lowers_the_score(asked: str, found: str, penalty: float) -> None:
    """Names, places, months, acronyms; not a word that is capitalised for where it stands."""
    words = Levenshtein.normalized_similarity(tokens(asked), tokens(found))

    assert likeness(Sentence(asked), Sentence(found), 0.1) == pytest.approx(words - penalty)
    assert likeness(Sentence(found), Sentence(asked), 0.1) == pytest.approx(words - penalty)


def test_a_differing_term_lowers_the_score() -> None:
    """One that the glossary knows, however it is worded."""

    def terms(text: str) -> frozenset[str]:
        return frozenset(["hotline"] if re.search("hot ?line|helpline", text) else [])

    units = [Unit("The helpline answers.", "t0", ""), Unit("The desk answers.", "t1", "")]
    found = Memory(units, terms=terms).near("The hotline answers.", 0.5)

    assert [(unit.target, score) for unit, score in found] == [
        ("t0", pytest.approx(2 / 3)),
        ("t1", pytest.approx(2 / 3 - 0.05)),
    ]


def test_other_translations_of_a_sentence_are_near() -> None:
    """The first is the exact match; each is given once, and as it was first given."""
    units = [
        Unit("It is free.", target, origin) for target, origin in ("a1", "b2", "a3", "c4", "b5")
    ]
    found = Memory(units)

    assert found.exact("It is free.") == units[0]
    assert found.near("It is free.") == [
        (units[0], NEARLY),
        (units[1], NEARLY),
        (units[3], NEARLY),
    ]


def test_a_memory_knows_when(index_of: Callable[..., Index]) -> None:
    """Date and line come back, and the file's name as the path."""
    unit = Unit("A b.", "А б.", "news", "2024-05-03T10:11:12Z", "x.po", 7)
    found = Memory(index=index_of({"x.po": [unit]})).exact("A b.")

    assert found is not None
    assert (found.date, found.path, found.line) == (unit.date, unit.path, unit.line)


def test_the_order_is_that_of_the_files(index_of: Callable[..., Index]) -> None:
    """Whatever the order in which they were read."""
    units = {name: [Unit("A b.", name, "")] for name in ("c", "a", "b")}
    memory = Memory(index=index_of({"c": units["c"]}, {"c": units["c"], "a": units["a"]}, units))

    assert memory.exact("A b.") == Unit("A b.", "a", "")
    assert [unit.target for unit, _ in memory.near("A b.")] == ["a", "b", "c"]
    assert [one.name for one, _ in memory.stored()] == ["a", "b", "c"]


def test_a_very_long_query() -> None:
    """Neither its length nor how often it repeats a word is felt."""
    units = memory("the court " * 3000, HOTLINE, "the court")

    assert [score for _, score in units.near("the court " * 2900)] == [pytest.approx(2900 / 3000)]
    assert units.near("the " * 50_000) == []


def test_threads_may_ask_at_once() -> None:
    """Each gets its own answer."""
    units = memory(*(f"Case number {number} of the court was heard." for number in range(50)))
    asked = [f"Case number {number} of the court was heard." for number in range(50)] * 4
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(units.exact, asked))

    assert [unit.source for unit in found if unit] == asked


WORDS = st.lists(
    st.sampled_from(["the", "a", "victim", "of", "crime", "law", "1", "2", "in Osh", "UN"]),
    max_size=9,
)
SOURCES = st.lists(WORDS.map(" ".join) | st.text(max_size=20), max_size=25)
ASKED = WORDS.map(" ".join) | st.text(max_size=20)


@given(SOURCES, ASKED, st.sampled_from([0.5, 0.75, 0.8, 1 / 3, 1.0, 0.05]), st.integers(1, 6))
def test_the_index_finds_what_comparing_with_every_unit_finds(
    sources: list[str], asked: str, minimum: float, limit: int
) -> None:
    """The same units, scores and order, for any text, minimum and number wanted."""
    scores = [likeness(Sentence(asked), Sentence(text), minimum) for text in sources]
    expected = sorted((-score, n) for n, score in enumerate(scores) if score >= minimum)[:limit]
    found = memory(*sources).near(asked, minimum, limit)

    assert [(unit.source, score) for unit, score in found] == [
        (sources[number], -score) for score, number in expected
    ]


@given(SOURCES, ASKED)
def test_exact_is_what_comparing_with_every_unit_finds(sources: list[str], asked: str) -> None:
    """The first that is the same to the letter, else the first that is but for typography."""
    alike = [text for text in sources if fold(text) == fold(asked)]
    same = [text for text in alike if text == asked]
    found = memory(*sources).exact(asked)

    assert (found.source if found else None) == next(iter(same + alike), None)
    assert Phrases([Unit(text, "", "") for text in sources]).exact(asked) == (
        Unit(alike[0], "", "") if alike else None
    )
