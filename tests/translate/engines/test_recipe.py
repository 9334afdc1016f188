"""``tiptranslate-model.toml``: written, read back, and refused where it is wrong."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.errors import ModelBroken
from tiptranslate.translate.recipe import RECIPE, Recipe, read_recipe, vocabulary, write_recipe

SOUND = """\
format = 1
name = "a model"
source_tokenizer = "a.model"
target_tokenizer = "a.model"
sources = ["en"]
targets = ["ru", "uz"]
[tokens]
ru = "<2ru>"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files that a recipe needs beside it."""
    (tmp_path / "model.bin").write_bytes(b"weights")
    (tmp_path / "a.model").write_bytes(b"pieces")
    return tmp_path


TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
WORD = TEXT.map(lambda text: "x" + "".join(text.split()))


@given(
    name=WORD,
    version=TEXT,
    prefix=st.lists(TEXT, max_size=3),
    tokens=st.dictionaries(TEXT, TEXT, max_size=3),
    longest=st.integers(1, 4096),
)
def test_any_recipe_reads_back_as_it_was_written(
    folder: Path,
    name: str,
    version: str,
    prefix: list[str],
    tokens: dict[str, str],
    longest: int,
) -> None:
    """Whatever the strings."""
    recipe = Recipe(
        folder,
        name,
        "a.model",
        "a.model",
        sources=("en",),
        targets=("ru",),
        tokens=tokens,
        version=version,
        source_prefix=tuple(prefix),
        longest=longest,
    )
    write_recipe(recipe)

    assert read_recipe(folder) == recipe


def test_a_minimal_recipe_has_sensible_defaults(folder: Path) -> None:
    """No prefixes, no suffix; spaces leave the name, for provenance separates with them."""
    (folder / RECIPE).write_text(SOUND)
    recipe = read_recipe(folder)

    assert recipe.name == "a-model"
    assert recipe.pairs == (("en", "ru"), ("en", "uz"))
    assert recipe.fill(["{target}", "x"], "en", "ru") == ["<2ru>", "x"]
    assert recipe.fill(["{source}", "x"], "en", "uz") == ["x"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("format = 1", "format = 2", "format must be 1"),
        ("format = 1", "", "format must be 1"),
        ("name =", "nam =", "unknown key 'nam'; there are: name, "),
        ('name = "a model"', "", "name is missing"),
        ('name = "a model"', "name = 3", "name must be a string"),
        ('["en"]', '"en"', "sources must be a list of strings"),
        ('["en"]', "[1]", "sources must be a list of strings"),
        ('"<2ru>"', "2", r"\[tokens\] must give a string"),
        ("[tokens]", "longest = 0\n[tokens]", "longest must be a number from 1"),
        ("[tokens]", 'longest = "9"\n[tokens]', "longest must be a number from 1"),
        ('"a.model"', '"b.model"', "no tokenizer file 'b.model' beside it"),
        ('"a.model"', '"../a.model"', r"no tokenizer file '\.\./a\.model' beside it"),
        ('["en"]', '["en"', "is not TOML"),
    ],
)
def test_a_wrong_recipe_names_the_file_and_the_fault(
    folder: Path, old: str, new: str, message: str
) -> None:
    """One clear line each."""
    (folder / RECIPE).write_text(SOUND.replace(old, new))
    with pytest.raises(ModelBroken, match=message) as caught:
        read_recipe(folder)

    assert str(caught.value).startswith(str(folder / RECIPE))
    assert "\n" not in str(caught.value)


def test_missing_files_are_named(folder: Path) -> None:
    """The recipe, the model."""
    with pytest.raises(ModelBroken, match="cannot be read"):
        read_recipe(folder)
    (folder / RECIPE).write_text(SOUND)
    (folder / "model.bin").unlink()
    with pytest.raises(ModelBroken, match=r"no model\.bin beside it"):
        read_recipe(folder)


def test_bytes_that_are_no_text_are_no_toml(folder: Path) -> None:
    """A binary file under this name."""
    (folder / RECIPE).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ModelBroken, match="is not TOML"):
        read_recipe(folder)


def test_vocabularies_are_read_in_both_formats(tmp_path: Path) -> None:
    """CTranslate2 3 wrote text, 4 writes JSON; a side's own file goes before the shared one."""
    assert vocabulary(tmp_path, "source") == frozenset()
    (tmp_path / "shared_vocabulary.txt").write_text("<unk>\n\u2581a\n>>rus<<", encoding="utf-8")
    assert ">>rus<<" in vocabulary(tmp_path, "source")
    (tmp_path / "target_vocabulary.json").write_text('["b"]')

    assert vocabulary(tmp_path, "target") == {"b"}
    (tmp_path / "target_vocabulary.json").write_text("{}")
    with pytest.raises(ModelBroken, match="is no vocabulary"):
        vocabulary(tmp_path, "target")
