"""Converted model folders: taken in whole with a recipe, or refused before the weights come."""

import json
from pathlib import Path

import pytest

from tiptranslate.errors import InputError, ModelBroken, UsageError, WorkspaceError
from tiptranslate.translate import store
from tiptranslate.translate.addfolder import add_folder
from tiptranslate.translate.recipe import RECIPE, read_recipe

NLLB = ("<unk>", "</s>", "eng_Latn", "rus_Cyrl", "uzn_Latn", "▁a")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A models folder that is not there yet."""
    return tmp_path / "models"


@pytest.fixture
def converted(tmp_path: Path) -> Path:
    """A folder as the converter leaves one of NLLB-200, without real weights."""
    folder = tmp_path / "nllb-200-distilled-600M"
    folder.mkdir()
    (folder / "model.bin").write_bytes(b"weights" * 1000)
    (folder / "config.json").write_text("{}")
    (folder / "shared_vocabulary.json").write_text(json.dumps(NLLB))
    (folder / "sentencepiece.bpe.model").write_bytes(b"pieces")
    return folder


def names(root: Path) -> list[str]:
    """What is in the models folder, the lock aside."""
    return sorted(path.name for path in root.iterdir() if path.name != ".lock")


def test_a_folder_is_taken_in(converted: Path, root: Path) -> None:
    """Every file and the recipe, recorded; the folder itself is left as it was."""
    before = {path: path.read_bytes() for path in converted.iterdir()}
    told: list[tuple[int, int]] = []
    outcome = add_folder(
        converted, "nllb", root, progress=lambda done, total: told.append((done, total))
    )
    model = outcome.model
    assert (model.name, model.kind, model.preset) == (converted.name, "ctranslate2", "nllb")
    assert model.pairs == (("en", "ru"), ("en", "uz"))
    assert model.licence == "CC-BY-NC-4.0"
    assert len(model.version) == 12
    assert read_recipe(model.path).version == model.version
    assert store.verify(model) == []
    assert store.find(converted.name, root, root) == model
    assert {path: path.read_bytes() for path in converted.iterdir()} == before
    assert told[-1] == (sum(map(len, before.values())), sum(map(len, before.values())))
    assert names(root) == [converted.name]


def test_links_become_files(converted: Path, root: Path, tmp_path: Path) -> None:
    """Model hubs keep files behind links; what is installed stands alone."""
    (converted / "model.bin").rename(tmp_path / "blob")
    (converted / "model.bin").symlink_to(tmp_path / "blob")
    model = add_folder(converted, "nllb", root).model
    assert not (model.path / "model.bin").is_symlink()
    assert store.verify(model) == []


def test_hidden_files_stay_behind(converted: Path, root: Path) -> None:
    """A .git or .cache folder is no part of a model."""
    (converted / ".cache").mkdir()
    (converted / ".cache" / "x").write_text("x")
    assert not (add_folder(converted, "nllb", root).model.path / ".cache").exists()


def test_a_recipe_of_ones_own_is_kept(converted: Path, root: Path) -> None:
    """Without a preset the folder's tiptranslate-model.toml counts, as a person mended it."""
    add_folder(converted, "nllb", root)
    recipe = (
        (root / converted.name / RECIPE).read_text().replace('targets = ["ru", ', "targets = [")
    )
    (converted / RECIPE).write_text(recipe)
    model = add_folder(converted, "", root, name="mine").model
    assert model.pairs == (("en", "uz"),)
    assert (model.path / RECIPE).read_text() == recipe


def test_a_mended_recipe_shows_at_once(converted: Path, root: Path) -> None:
    """The list says what engines read now; verify says that it was changed."""
    model = add_folder(converted, "nllb", root).model
    recipe = model.path / RECIPE
    recipe.write_text(recipe.read_text().replace('targets = ["ru", ', "targets = ["))
    (seen,) = store.ours(root)
    assert seen.pairs == (("en", "uz"),)
    assert store.verify(seen) == [f"{RECIPE}: differs from what was installed"]
    recipe.write_text("format = 9")
    (seen,) = store.ours(root)
    assert "format must be 1" in seen.problem
    assert len(store.verify(seen)) == 2


def test_a_folder_put_there_by_hand_is_listed(converted: Path, root: Path) -> None:
    """Engines use a folder with a recipe among the models, so it is shown."""
    model = add_folder(converted, "nllb", root).model
    (model.path / "tiptranslate.json").unlink()
    (seen,) = store.ours(root)
    assert (seen.kind, seen.pairs) == ("ctranslate2", (("en", "ru"), ("en", "uz")))
    assert store.verify(seen) == ["nothing was recorded when it was installed"]


def test_a_preset_that_does_not_fit_is_refused(converted: Path, root: Path) -> None:
    """Before the weights are copied, and with the user's folder in the message."""
    told: list[int] = []
    with pytest.raises(ModelBroken, match="none of the tokens") as seen:
        add_folder(converted, "m2m100", root, progress=lambda done, _total: told.append(done))
    assert str(seen.value).startswith(f"{converted}: ")
    assert ".new-" not in str(seen.value)
    assert max(told) < (converted / "model.bin").stat().st_size
    assert names(root) == []


def test_a_model_of_one_language_is_named(converted: Path, root: Path) -> None:
    """opus-mt-en-ru says it in its name; another needs --to."""
    (converted / "shared_vocabulary.json").write_text('["<unk>", "</s>", "▁a"]')
    with pytest.raises(UsageError, match="one target language") as seen:
        add_folder(converted, "opus-mt", root)
    assert ".new-" not in str(seen.value)
    assert add_folder(converted, "opus-mt", root, targets=("uz",)).model.pairs == (("en", "uz"),)
    named = add_folder(converted, "opus-mt", root, name="opus-mt-en-ru").model
    assert named.pairs == (("en", "ru"),)


@pytest.mark.parametrize("name", [".hidden", "a/b", "..", "a:b", "nul"])
def test_a_name_must_do_as_a_folder(converted: Path, root: Path, name: str) -> None:
    """It becomes one, on any system."""
    with pytest.raises(UsageError, match="--name"):
        add_folder(converted, "nllb", root, name=name)


def test_a_taken_name_is_refused(converted: Path, root: Path) -> None:
    """No model replaces another."""
    model = add_folder(converted, "nllb", root).model
    with pytest.raises(WorkspaceError, match="another model is installed"):
        add_folder(converted, "nllb", root)
    assert store.verify(model) == []


@pytest.mark.parametrize(
    ("missing", "message"),
    [("model.bin", "ct2-transformers-converter"), ("sentencepiece.bpe.model", "--copy_files")],
)
def test_what_is_missing_is_said(converted: Path, root: Path, missing: str, message: str) -> None:
    """An unconverted model, or one without its tokenizer."""
    (converted / missing).unlink()
    with pytest.raises(InputError, match=message):
        add_folder(converted, "nllb", root)
    assert not root.exists()


def test_no_folder_and_no_preset(converted: Path, root: Path, tmp_path: Path) -> None:
    """Each mistake has its line."""
    with pytest.raises(InputError, match="no such folder"):
        add_folder(tmp_path / "none", "nllb", root)
    with pytest.raises(UsageError, match="name a preset: nllb"):
        add_folder(converted, "", root)
    with pytest.raises(UsageError, match="no preset 'gpt'"):
        add_folder(converted, "gpt", root)
