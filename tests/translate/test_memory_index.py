"""The index of the memory: filled block by block, and never believed when it is damaged."""

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.model import Unit
from tiptranslate.translate import Memory, memory_filling
from tiptranslate.translate.memory_filling import Stamp, refresh
from tiptranslate.translate.memory_index import (
    DAMAGE,
    UNKNOWN,
    Index,
    OutdatedError,
    character,
    short,
)

UNITS = [
    Unit(f"Court {number % 7} heard case {number} on the law.", f"Суд {number}", "r")
    for number in range(60)
]


@given(st.integers(0, 5_000_000))
def test_a_word_is_a_character_that_can_be_stored(number: int) -> None:
    """Never a surrogate, the one for unknown words, or nothing; neighbours differ."""
    one = character(number)

    assert len(one.encode("utf-8")) >= 1
    assert one not in {UNKNOWN, "\0"}
    assert one != character(number + 1)


@given(st.text())
def test_a_text_as_a_number(text: str) -> None:
    """Fits into SQLite's, and is not below nought."""
    assert 0 <= short(text) < 1 << 63


@pytest.mark.parametrize("bits", [0, 1, 3, 14])
def test_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch, bits: int) -> None:
    """Postings are the same however they are cut."""
    monkeypatch.setattr(memory_filling, "BLOCK", bits)
    index = memory_filling.fill(Index(), UNITS)
    words = index.words(["court", "heard", "7", "case"])

    assert {text: often for text, (_, often) in words.items()} == {
        "court": 60, "heard": 60, "case": 60, "7": 1,
    }  # fmt: skip
    assert list(index.with_word(words["heard"][0])) == list(range(1, 61))
    assert Memory(index=index).near(UNITS[7].source, 0.7, 1)[0][0] == UNITS[7]


def test_filled_bit_by_bit(index_of: Callable[..., Index]) -> None:
    """Postings of a block are continued, not begun anew."""
    whole = {f"f{number}": [unit] for number, unit in enumerate(UNITS)}
    parts = [dict(list(whole.items())[:end]) for end in range(1, 61)]
    index = index_of(*parts)

    assert list(index.with_word(index.words(["heard"])["heard"][0])) == list(range(1, 61))


def test_words_beyond_what_is_kept_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Are looked up, not numbered twice."""
    monkeypatch.setattr(memory_filling, "_WORDS", 3)
    memory = Memory(UNITS)

    assert all(memory.near(unit.source, 0.9, 1)[0][0] == unit for unit in UNITS)


def test_more_words_than_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentences then seem more alike than they are, and are compared by their words again."""
    expected = Memory(UNITS).near(UNITS[3].source, 0.6, 9)
    monkeypatch.setattr("tiptranslate.translate.memory_index._CHARACTERS", 4)

    assert Memory(UNITS).near(UNITS[3].source, 0.6, 9) == expected


def test_another_version(tmp_path: Path) -> None:
    """Nothing is read of it."""
    Index(tmp_path / "a", "en").close()
    with pytest.raises(OutdatedError):
        Index(tmp_path / "a", "de")
    with sqlite3.connect(tmp_path / "b") as other:
        other.execute("CREATE TABLE facts (name TEXT, value TEXT)")
    with pytest.raises(OutdatedError):
        Index(tmp_path / "b")


@pytest.mark.parametrize("seed", range(40))
def test_damage_is_noticed_or_does_no_harm(tmp_path: Path, seed: int) -> None:
    """A sentence, a translation is the right one, or there is an error, or none is found."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    path = tmp_path / "index"
    stamps = {"": Stamp(Path(), "", 0)}
    whole = Index(path)
    refresh(whole, stamps, lambda _: UNITS)
    whole.close()
    data = bytearray(path.read_bytes())
    for _ in range(200):
        data[chance.randrange(100, len(data))] = chance.randrange(256)
    path.write_bytes(data)
    known = {(unit.source, unit.target) for unit in UNITS}
    try:
        memory = Memory(index=Index(path))
        found = [memory.exact(unit.source) for unit in UNITS]
        found += [unit for u in UNITS[:9] for unit, _ in memory.near(u.source, 0.5)]
    except (*DAMAGE, OutdatedError):
        return

    assert {(unit.source, unit.target) for unit in found if unit} <= known
