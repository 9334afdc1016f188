"""Two documents aligned: samples of the corpus, and what holds for any texts."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiptranslate.align import Alignment, Bead, Encode, Side, align
from tiptranslate.meaning.store import VectorStore

_TEXT = st.text(min_size=1, max_size=60)
_SIDES = st.lists(_TEXT, max_size=12).map(tuple).map(Side)


@pytest.fixture(scope="session")
def encode(tmp_path_factory: pytest.TempPathFactory) -> Encode:
    """The real vectors, each made once."""
    return VectorStore(tmp_path_factory.mktemp("vectors")).vectors


def _f1(found: Alignment, gold: set[tuple[tuple[int, ...], tuple[int, ...]]]) -> float:
    beads = {(bead.source, bead.target) for bead in found.pairs}
    return 2 * len(beads & gold) / (len(beads) + len(gold))


@pytest.mark.parametrize(("language", "least"), [("ru", 0.8), ("uz", 0.8)])
def test_a_disturbed_document_by_words(data: Path, language: str, least: float) -> None:
    """Length, figures and names alone find most of what belongs together."""
    source, target, gold = _sample(data, language)

    assert _f1(align(source, target), gold) >= least


@pytest.mark.parametrize("language", ["ru", "uz"])
def test_a_disturbed_document_by_meaning(data: Path, language: str, encode: Encode) -> None:
    """A document with sentences merged, split, dropped and moved is put right again."""
    source, target, gold = _sample(data, language)
    found = align(source, target, encode)

    assert _f1(found, gold) >= 0.97
    right = [b.confidence for b in found.pairs if (b.source, b.target) in gold]
    assert sum(right) / len(right) > 0.8
    _require_whole(found, source, target)


def _sample(
    data: Path, language: str
) -> tuple[Side, Side, set[tuple[tuple[int, ...], tuple[int, ...]]]]:
    """Two documents, and what belongs together in them."""
    found = json.loads((data / "align" / f"{language}.json").read_text(encoding="utf-8"))
    gold = {(tuple(left), tuple(right)) for left, right in found["gold"]}
    return Side(tuple(found["source"])), Side(tuple(found["target"])), gold


def _require_whole(found: Alignment, source: Side, target: Side) -> None:
    """Every sentence is in one bead; what was not moved is in order."""
    assert sorted(i for b in found.beads for i in b.source) == list(range(len(source.texts)))
    assert sorted(j for b in found.beads for j in b.target) == list(range(len(target.texts)))
    still = [bead for bead in found.beads if not bead.moved]
    for numbers in ([i for b in still for i in b.source], [j for b in still for j in b.target]):
        assert numbers == sorted(numbers)
    assert all(0 <= bead.confidence <= 1 for bead in found.beads)
    assert all(bead.source or bead.target for bead in found.beads)


@given(_SIDES, _SIDES)
def test_any_texts(source: Side, target: Side) -> None:
    """Nothing is lost, doubled or out of order, and the same comes out again."""
    found = align(source, target)

    _require_whole(found, source, target)
    assert align(source, target) == found


@settings(max_examples=5)
@given(st.lists(_TEXT, min_size=1, max_size=3).map(tuple).map(Side))
def test_any_texts_by_meaning(encode: Encode, source: Side) -> None:
    """The same holds with vectors."""
    _require_whole(align(source, source, encode), source, source)


@given(st.lists(st.integers(100, 10**6), min_size=1, max_size=12, unique=True))
def test_the_same_text_on_both_sides(numbers: list[int]) -> None:
    """Each sentence is its own counterpart, whichever side comes first."""
    side = Side(tuple(f"There were {number} calls." for number in numbers))

    assert [(b.source, b.target) for b in align(side, side).beads] == [
        ((n,), (n,)) for n in range(len(numbers))
    ]


def test_nothing_on_one_side() -> None:
    """All that stands on the other is alone."""
    side = Side(("One.", "Two."))

    assert align(side, Side(())).beads == (Bead((0,), ()), Bead((1,), ()))
    assert align(Side(()), side).beads == (Bead((), (0,)), Bead((), (1,)))
    assert align(Side(()), Side(())).coverage() == 0


def test_paragraphs_hold_sentences_apart() -> None:
    """Of two ways that are as good by words, the one along the paragraphs is taken."""
    source = Side(("Alpha came.", "Beta stayed.", "Gamma left."), (0, 0, 1))
    target = Side(("Alpha came; Beta stayed.", "Gamma left."), (0, 1))

    assert [b.shape for b in align(source, target).beads] == ["2-1", "1-1"]


def test_sentences_that_changed_places() -> None:
    """They are found and said to be moved."""
    lines = (
        "The court in Osh heard 14 cases in 2019.",
        "Margaret Holloway opened the conference in Tashkent.",
        "The police freed 310 people in Chirchik.",
        "The hotline 1148 took 6,412 calls.",
    )
    found = align(Side(lines), Side((lines[3], *lines[:3])))

    assert {(b.source, b.target) for b in found.pairs} == {
        ((0,), (1,)),
        ((1,), (2,)),
        ((2,), (3,)),
        ((3,), (0,)),
    }
    assert [bead.moved for bead in found.pairs].count(True) == 1
