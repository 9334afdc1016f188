"""Checks that compare the approved sentences of a language."""

from pathlib import Path

import pytest

from tiptranslate.qa.entry import Placed, TargetCheck
from tiptranslate.qa.target.consistency import Inconsistent
from tiptranslate.qa.target.punctuation import UnbalancedPairs

OPENS = ("“I will not go,” he said.", "«Я не поеду, — сказал он.")
MIDDLE = ("He was silent.", "Он помолчал.")
CLOSES = ("“It is too far.”", "Это слишком далеко».")
HALVES = [
    ([OPENS, CLOSES], []),
    ([OPENS, MIDDLE, CLOSES], []),
    ([OPENS, MIDDLE], [1]),
    ([CLOSES, OPENS], [1, 2]),
    ([MIDDLE, CLOSES], [2]),
    ([OPENS, OPENS, CLOSES], [1]),
    ([OPENS, *[MIDDLE] * 12, CLOSES], [1, 14]),
]
SHELTER = "The shelter is open at night."
WORDINGS = [
    ([(SHELTER, "Приют открыт ночью."), (SHELTER, "Приют открыт ночью.")], []),
    ([(SHELTER, "Приют открыт ночью."), (SHELTER, "Приют работает по ночам.")], [2]),
    ([(SHELTER, "Приют открыт ночью."), (SHELTER.upper(), "приют открыт\u00a0ночью.")], []),
    ([(SHELTER, "Приют открыт."), ("Nobody knew where he was.", "Приют открыт.")], [2]),
    (
        [
            ("For more information, please contact:", "Обращайтесь:"),
            ("For further information, please contact:", "Обращайтесь:"),
        ],
        [],
    ),
    ([("He came.", "Он пришел."), ("He came.", "Пришел он.")], []),
]


def lines(check: TargetCheck, pairs: list[tuple[str, str]], other: str = "") -> list[int]:
    """The sentences in which a check finds something, counted from 1."""
    placed = [
        Placed(source, target, Path(other if other and line > 1 else "a.po"), line)
        for line, (source, target) in enumerate(pairs, start=1)
    ]
    return [entry.line for entry, _ in check.across(placed)]


@pytest.mark.parametrize(("pairs", "expected"), HALVES)
def test_halves_of_a_quotation(pairs: list[tuple[str, str]], expected: list[int]) -> None:
    """Each half needs the other one near it."""
    assert lines(UnbalancedPairs(), pairs) == expected


def test_halves_of_a_quotation_in_two_catalogs() -> None:
    """One of another release is none."""
    assert lines(UnbalancedPairs(), [OPENS, CLOSES], other="b.po") == [1, 2]


@pytest.mark.parametrize(("pairs", "expected"), WORDINGS)
def test_one_sentence_one_translation(pairs: list[tuple[str, str]], expected: list[int]) -> None:
    """The first stands, those that differ are shown."""
    assert lines(Inconsistent(), pairs) == expected
    assert lines(Inconsistent(), pairs, other="b.po") == expected
