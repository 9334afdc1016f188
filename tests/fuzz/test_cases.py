"""Inputs that fuzzing has found, or that are like them: each gives a value or one line.

Every file in ``tests/data/fuzz/<reader>/`` is a test; ``fuzz/readers.py`` says what must hold of
what a reader gives. The readers get everything cut and patched as well, by hypothesis, so that
the properties of the harness hold where atheris is not installed.
"""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]
CASES = sorted((ROOT / "tests" / "data" / "fuzz").glob("*/*"))


def _load() -> ModuleType:
    """The readers of the harness, which is no package."""
    spec = importlib.util.spec_from_file_location("fuzz_readers", ROOT / "fuzz" / "readers.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


readers = _load()
SEEDS = {
    name: [seed for seed in readers.seeds(name) if len(seed) <= readers.LONGEST]
    for name in readers.READERS
}


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_cases_kept(case: Path, tmp_path: Path) -> None:
    """What once broke a reader does not any more."""
    readers.run(case.parent.name, case.read_bytes(), tmp_path)


def test_every_folder_of_cases_has_a_reader() -> None:
    """A case in a folder of another name would test nothing."""
    assert {case.parent.name for case in CASES} <= readers.READERS.keys()


@pytest.mark.parametrize("name", sorted(readers.READERS))
def test_every_reader_reads_a_seed(name: str, tmp_path: Path) -> None:
    """The readers get to their values: a harness that only ever refuses tests nothing."""
    read = []
    for number, seed in enumerate(SEEDS[name]):
        folder = tmp_path / str(number)
        folder.mkdir()
        read.append(readers.run(name, seed, folder))

    assert any(value is not None for value in read)


@pytest.mark.parametrize("name", sorted(readers.READERS))
@given(data=st.data())
@settings(max_examples=25)
def test_bytes_cut_and_patched(
    name: str, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """A seed with something cut out and something else put in gives a value or one line."""
    seed = data.draw(st.sampled_from([b"", *SEEDS[name]]))
    start = data.draw(st.integers(0, len(seed)))
    end = data.draw(st.integers(start, min(start + 200, len(seed))))
    patch = data.draw(st.one_of(st.binary(max_size=20), st.text(max_size=20).map(_bytes)))

    readers.run(name, seed[:start] + patch + seed[end:], tmp_path_factory.mktemp("in"))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
