"""Batches: every sentence once, with others of like length."""

from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.translate.batching import batches


@given(st.lists(st.text("abcd", max_size=30).map(tuple), max_size=30), st.integers(1, 64))
def test_batches_hold_every_sentence_once_within_their_size(
    sentences: list[tuple[str, ...]], size: int
) -> None:
    """No sentence is lost, and only one that is too long for any batch exceeds the size."""
    made = list(batches(sentences, size))

    assert sorted(s for batch in made for s in batch) == sorted(sentences)
    assert all(len(b) * max(map(len, b)) <= size or len(b) == 1 for b in made)
    lengths = [len(s) for batch in made for s in batch]
    assert lengths == sorted(lengths, reverse=True)
