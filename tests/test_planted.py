"""Errors planted into good catalogs are found, each of its kind, and nothing on the good ones.

The table of plants is that of ``benchmarks/planted.py``, which plants more of each.
"""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tiptranslate.qa.target import IDS, meaning

PATH = Path(__file__).parents[1] / "benchmarks" / "planted.py"
BETWEEN = "inconsistent"
MEANING = {check.id for check in meaning.CHECKS}
"""benchmarks/meaning.py plants for these; they are silent unless asked for."""
"""The check that compares sentences; it has tests of its own."""


def load() -> ModuleType:
    """The benchmark as a module: it is no part of a package."""
    spec = importlib.util.spec_from_file_location("planted", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Its dataclasses look their module up.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


PLANTED = load()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A workspace of the samples, every sentence approved."""
    return PLANTED.Desk(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def found(desk: Any) -> dict[Any, bool]:
    """One error of every kind and language, and whether the gate found it."""
    trials = [trial for plant in PLANTED.PLANTS for trial in desk.trials(plant, 1)]
    return desk.found(trials)  # type: ignore[no-any-return]


def test_nothing_is_found_on_good_catalogs(desk: Any) -> None:
    """Not even a suggestion."""
    assert desk.findings == ()


@pytest.mark.parametrize("number", range(len(PLANTED.PLANTS)))
def test_planted_errors_are_found(number: int, found: dict[Any, bool]) -> None:
    """In every language that the error is for."""
    plant = PLANTED.PLANTS[number]
    trials = {trial: hit for trial, hit in found.items() if trial.plant == plant}

    assert len(trials) == len(plant.languages), plant
    assert all(trials.values()), trials


def test_every_check_has_a_plant() -> None:
    """But the advice on drafts accepted unchanged, which is no error."""
    planted = {plant.check for plant in PLANTED.PLANTS}

    assert planted == {*IDS} - {"accepted-verbatim", BETWEEN} - MEANING
