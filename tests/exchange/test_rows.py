"""Keys: short, stable, read back whatever a word processor does to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.exchange.rows import Key, digest, key_of, read_key, sentence_id
from tiptranslate.model import Entry, State

HEX = "0123456789abcdef"
KEYS = st.builds(
    Key,
    st.text(HEX, min_size=10, max_size=10),
    st.text(HEX, min_size=8, max_size=8),
    st.sampled_from(State),
)


@given(KEYS)
def test_a_key_comes_back(key: Key) -> None:
    """As text and back."""
    assert read_key(str(key)) == key


@given(KEYS, st.sampled_from(["-", "‑", "–", " -\n", "\u00a0-"]))
def test_a_key_broken_over_lines(key: Key, dash: str) -> None:
    """White space, other dashes and capitals do not matter."""
    assert read_key(f" {str(key).upper()}\n".replace("-", dash)) == key


@pytest.mark.parametrize("text", ["", "12", "3fa9c01b2e-9ab1c2d4", "3fa9c01b2e-9ab1c2d4-x", "ж"])
def test_no_key(text: str) -> None:
    """A damaged one is none."""
    assert read_key(text) is None


def test_a_key_is_stable() -> None:
    """The same for ever: files that are out there must be read by later versions."""
    entry = Entry("It is free.", "Это бесплатно.", State.DRAFT)

    assert str(key_of(entry, entry.target)) == "bf35a71f9c-1053ed7c-d"


def test_the_context_counts() -> None:
    """One sentence in two contexts is two sentences."""
    assert sentence_id(Entry("A")) != sentence_id(Entry("A", context="headline"))
    assert sentence_id(Entry("A")) == sentence_id(Entry("A", "B", State.REVIEWED))


def test_any_text_has_a_digest() -> None:
    """Lone surrogates, too."""
    assert digest("\ud800") != digest("\ud801")
