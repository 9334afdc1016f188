"""Vectors are kept: encoded once, the same bytes back, whatever happens to the file."""

import multiprocessing
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiptranslate.errors import WorkspaceError
from tiptranslate.meaning import store as stores
from tiptranslate.meaning.store import VectorStore

np = pytest.importorskip("numpy")
TEXTS = ["One.", "Два.", "Uch.", "", "\0", "\ud800", "Four " * 500]


def near(vectors: Any, others: Any) -> bool:
    """Whether vectors are the same but for the precision in which they are kept."""
    return bool(((vectors * others).sum(axis=1) > 0.999).all())


def test_the_same_vectors_come_back(tmp_path: Path, drawn: Any) -> None:
    """In any order, doubled or not, in this run and the next; and only once encoded."""
    first = VectorStore(tmp_path, drawn).vectors(TEXTS)
    again = VectorStore(tmp_path, drawn)

    assert again.vectors(TEXTS).tobytes() == first.tobytes()
    assert (
        again.vectors([*TEXTS[::-1], TEXTS[0]]).tobytes()
        == first[[6, 5, 4, 3, 2, 1, 0, 0]].tobytes()
    )
    assert near(first, drawn.encode(TEXTS))
    assert np.allclose(np.linalg.norm(first, axis=1), 1, atol=1e-6)
    assert len(drawn.asked) == 2 * len(TEXTS)
    assert len(again) == len(TEXTS)


def test_only_what_is_missing_is_encoded(tmp_path: Path, drawn: Any) -> None:
    """And whoever waits is told of just that."""
    VectorStore(tmp_path, drawn).vectors(TEXTS[:3])
    drawn.asked.clear()
    told: list[tuple[int, int]] = []

    store = VectorStore(tmp_path, drawn)
    store.vectors([*TEXTS[:4], TEXTS[3]], lambda done, total: told.append((done, total)))
    store.vectors(TEXTS[:4], lambda done, total: told.append((done, total)))

    assert drawn.asked == [TEXTS[3]]
    assert told == [(1, 1)]


def test_known_encodes_nothing(tmp_path: Path, drawn: Any) -> None:
    """What is missing is told and has zeros; no file is made."""
    store = VectorStore(tmp_path / "cache", drawn)

    vectors, found = store.known(TEXTS)

    assert not found.any()
    assert not vectors.any()
    assert not drawn.asked
    assert not (tmp_path / "cache").exists()
    assert store.known([])[0].shape == (0, 384)


def test_likeness_is_that_of_the_vectors(
    tmp_path: Path, drawn: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Block by block, with a sign for what is not there."""
    monkeypatch.setattr(stores, "_BLOCK", 3)
    store = VectorStore(tmp_path, drawn)
    vectors = store.vectors(TEXTS)

    likeness = store.likeness(vectors[1], [TEXTS[0], "missing", *TEXTS[1:]])

    assert likeness[1] == -2
    assert np.allclose(np.delete(likeness, 1), vectors @ vectors[1], atol=1e-6)
    assert likeness[2] == pytest.approx(1)
    assert store.likeness(vectors[1], []).shape == (0,)


@settings(max_examples=60)
@given(
    place=st.integers(0, 20_000),
    damage=st.one_of(st.binary(min_size=1, max_size=40), st.just(b"\0" * 900)),
    cut=st.booleans(),
)
def test_a_damaged_file_is_made_anew(
    tmp_path_factory: pytest.TempPathFactory, drawn: Any, place: int, damage: bytes, cut: bool
) -> None:
    """Overwritten, emptied, cut off or with more at its end: right vectors, and a sound file."""
    folder = tmp_path_factory.mktemp("store")
    good = VectorStore(folder, drawn).vectors(TEXTS)
    path = folder / "vectors.bin"
    data = path.read_bytes()
    place %= len(data) + 1
    path.write_bytes(data[:place] + damage + (b"" if cut else data[place + len(damage) :]))

    assert VectorStore(folder, drawn).vectors(TEXTS).tobytes() == good.tobytes()
    assert VectorStore(folder, drawn).vectors(["More."]).shape == (1, 384)
    drawn.asked.clear()
    assert VectorStore(folder, drawn).vectors(TEXTS).tobytes() == good.tobytes()
    assert not drawn.asked


@pytest.mark.parametrize("data", [b"", b"x", b"GIF89a" * 400])
def test_another_file_of_that_name_gives_way(tmp_path: Path, drawn: Any, data: bytes) -> None:
    """It lies in the cache, where nothing else belongs."""
    (tmp_path / "vectors.bin").write_bytes(data)

    assert near(VectorStore(tmp_path, drawn).vectors(TEXTS), drawn.encode(TEXTS))
    assert len(VectorStore(tmp_path)) == len(TEXTS)


def test_a_file_that_cannot_be_written_is_one_line(tmp_path: Path, drawn: Any) -> None:
    """A folder in its place, say."""
    (tmp_path / "vectors.bin").mkdir()

    with pytest.raises(WorkspaceError, match="cannot be written"):
        VectorStore(tmp_path, drawn).vectors(TEXTS)


def test_a_full_file_keeps_what_this_run_asked_for(
    tmp_path: Path, drawn: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It cannot grow for ever."""
    monkeypatch.setattr(stores, "MOST", 300)
    VectorStore(tmp_path, drawn).encode([f"old {n}" for n in range(250)])
    store = VectorStore(tmp_path, drawn)

    store.encode(["old 7", *(f"new {n}" for n in range(100))])

    kept = VectorStore(tmp_path)
    assert len(kept) == 101
    assert kept.known(["old 7", "new 99", "old 8"])[1].tolist() == [True, True, False]


def _fill(folder: Path, texts: Sequence[str], drawn: Any) -> None:
    for text in texts:
        VectorStore(folder, drawn).encode([text])


def test_two_processes_may_write_at_once(tmp_path: Path, drawn: Any) -> None:
    """Nothing of either is lost or mixed up."""
    if not hasattr(os, "fork"):
        pytest.skip("the processes of this test are forked")
    context = multiprocessing.get_context("fork")
    shares = [[f"{who} {n}" for n in range(30)] for who in ("a", "b", "c")]
    workers = [context.Process(target=_fill, args=(tmp_path, share, drawn)) for share in shares]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    every = [text for share in shares for text in share]
    vectors, found = VectorStore(tmp_path).known(every)
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    assert found.all()
    assert near(vectors, drawn.encode(every))
