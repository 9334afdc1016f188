"""Presets fitted to a folder: what is found, what is refused."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tiptranslate.errors import InputError, ModelBroken, UsageError
from tiptranslate.translate.presets import PRESETS, write_preset
from tiptranslate.translate.recipe import read_recipe


@pytest.fixture
def stub(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes what a converter leaves, without weights."""

    def make(*tokens: str, files: tuple[str, ...] = ("sentencepiece.bpe.model",)) -> Path:
        (tmp_path / "model.bin").write_bytes(b"weights")
        vocabulary = ["<unk>", "<s>", "</s>", *tokens]
        (tmp_path / "shared_vocabulary.json").write_text(json.dumps(vocabulary))
        for name in files:
            (tmp_path / name).write_bytes(b"pieces")
        return tmp_path

    return make


def test_languages_without_a_token_are_left_out(stub: Callable[..., Path]) -> None:
    """An OPUS model of Turkic languages has no Russian."""
    folder = stub(">>uzb_Latn<<", ">>kaz_Cyrl<<", files=("source.spm", "target.spm"))
    write_preset(folder, "opus-mt")
    recipe = read_recipe(folder)

    assert recipe.targets == ("uz",)
    assert recipe.tokens == {"uz": ">>uzb_Latn<<"}
    assert (recipe.source_tokenizer, recipe.target_tokenizer) == ("source.spm", "target.spm")


def test_of_several_spellings_the_one_in_the_vocabulary_is_taken(
    stub: Callable[..., Path],
) -> None:
    """Older OPUS models write >>uzb<<."""
    folder = stub(">>uzb<<", ">>ru<<", ">>uzb_Cyrl<<", files=("source.spm", "target.spm"))
    write_preset(folder, "opus-mt")
    recipe = read_recipe(folder)

    assert recipe.tokens == {"ru": ">>ru<<", "uz": ">>uzb<<", "uz@cyrillic": ">>uzb_Cyrl<<"}


@pytest.mark.parametrize(
    ("name", "targets", "expected"),
    [
        ("opus-mt-en-ru", (), ("ru",)),
        ("opus-mt-tc-big-en-uzb", (), ("uz",)),
        ("mine", ("uz",), ("uz",)),
    ],
)
def test_an_opus_model_of_one_target_has_no_token(
    stub: Callable[..., Path], name: str, targets: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    """Its target is in its name, or must be said."""
    folder = stub(files=("source.spm", "target.spm"))
    write_preset(folder, "opus-mt", name=name, targets=targets)
    recipe = read_recipe(folder)

    assert recipe.targets == expected
    assert recipe.fill(recipe.source_prefix, "en", expected[0]) == []


def test_an_opus_model_of_an_unknown_target_is_refused(stub: Callable[..., Path]) -> None:
    """Guessing would store one language as another."""
    folder = stub(files=("source.spm", "target.spm"))
    with pytest.raises(UsageError, match="name its one target language"):
        write_preset(folder, "opus-mt", name="mine")

    assert not (folder / "tiptranslate-model.toml").exists()


def test_the_wrong_preset_is_refused(stub: Callable[..., Path]) -> None:
    """The vocabulary tells an M2M100 from an NLLB."""
    folder = stub("__en__", "__ru__", "__uz__")
    with pytest.raises(ModelBroken, match="choose the preset that fits") as caught:
        write_preset(folder, "nllb")

    assert "uzn_Latn" in str(caught.value)
    write_preset(folder, "m2m100")


def test_an_unknown_preset_lists_those_there_are(stub: Callable[..., Path]) -> None:
    """A typing mistake."""
    with pytest.raises(UsageError, match="no preset 'nlb'; there are: nllb, madlad, m2m100, opus"):
        write_preset(stub(), "nlb")


@pytest.mark.parametrize(("name", "preset"), [("odd.model", "nllb"), ("other.spm", "m2m100")])
def test_the_only_sentencepiece_file_is_taken_by_any_name(
    stub: Callable[..., Path], name: str, preset: str
) -> None:
    """People rename files."""
    tokens = [token for each in PRESETS[preset].tokens.values() for token in each]
    folder = stub(*tokens, files=(name,))
    write_preset(folder, preset)

    assert read_recipe(folder).source_tokenizer == name


def test_missing_files_say_what_to_do(stub: Callable[..., Path], tmp_path: Path) -> None:
    """No model, then no tokenizer."""
    with pytest.raises(InputError, match="convert the model first"):
        write_preset(tmp_path, "nllb")
    folder = stub("eng_Latn", "rus_Cyrl", files=())
    with pytest.raises(InputError, match=r"no SentencePiece file .*sentencepiece\.bpe\.model"):
        write_preset(folder, "nllb")


def test_writing_twice_changes_nothing(stub: Callable[..., Path]) -> None:
    """Same folder, same bytes."""
    folder = stub("eng_Latn", "rus_Cyrl", "uzn_Latn")
    first = write_preset(folder, "nllb").read_bytes()

    assert write_preset(folder, "nllb").read_bytes() == first
