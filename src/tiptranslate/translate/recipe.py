"""``tiptranslate-model.toml``: how a plain CTranslate2 model is run, in a few lines beside it.

format = 1
name = "nllb-200-distilled-600M"        what provenance calls it; "" as its folder
version = ""
licence = "CC-BY-NC-4.0"
source_tokenizer = "sentencepiece.bpe.model"
target_tokenizer = "sentencepiece.bpe.model"
longest = 512                           tokens of the longest sentence
source_prefix = ["{source}"]            before the pieces of a sentence
source_suffix = ["</s>"]                after them
target_prefix = ["{target}"]            what the output begins with
sources = ["en"]
targets = ["ru", "uz"]

[tokens]                                what stands for {source} and {target}
en = "eng_Latn"
ru = "rus_Cyrl"
uz = "uzn_Latn"
"""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from tiptranslate.errors import ModelBroken
from tiptranslate.files import write_atomic
from tiptranslate.translate.batching import LONGEST

RECIPE = "tiptranslate-model.toml"
_FORMAT = 1
_MOST_TOKENS = 4096


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the model in ``folder`` is run; the fields are those of the file."""

    folder: Path
    name: str
    source_tokenizer: str
    target_tokenizer: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    tokens: Mapping[str, str]
    version: str = ""
    licence: str = ""
    source_prefix: tuple[str, ...] = ()
    source_suffix: tuple[str, ...] = ()
    target_prefix: tuple[str, ...] = ()
    longest: int = LONGEST

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The (source, target) codes it translates."""
        return tuple((a, b) for a in self.sources for b in self.targets if a != b)

    def fill(self, pattern: Sequence[str], source: str, target: str) -> list[str]:
        """A prefix or suffix with the tokens of two languages; a language without one has none."""
        tokens = {
            "{source}": self.tokens.get(source, ""),
            "{target}": self.tokens.get(target, ""),
        }
        return [token for part in pattern if (token := tokens.get(part, part))]


def read_recipe(folder: Path) -> Recipe:
    """The recipe of a model folder.

    Raises:
        ModelBroken: It is missing, no TOML, or a value is missing or not what it must be.
    """
    path = folder / RECIPE
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelBroken(f"cannot be read: {error.strerror or error}", path=path) from error
    except (ValueError, RecursionError) as error:
        raise ModelBroken(f"is not TOML: {error}", path=path) from error
    if values.pop("format", None) != _FORMAT:
        raise ModelBroken(f"format must be {_FORMAT}", path=path)
    recipe = _recipe(folder, values)
    for name in (recipe.source_tokenizer, recipe.target_tokenizer):
        # A name from a file that may have come with the model stays in its folder.
        if Path(name).name != name or not (folder / name).is_file():
            raise ModelBroken(f"there is no tokenizer file {name!r} beside it", path=path)
    if not (folder / "model.bin").is_file():
        raise ModelBroken("there is no model.bin beside it", path=path)
    return recipe


def write_recipe(recipe: Recipe) -> Path:
    """Write the recipe into its folder.

    Returns:
        The file.
    """
    lines = ["# How tiptranslate runs the CTranslate2 model in this folder.", f"format = {_FORMAT}"]
    names = [field.name for field in fields(Recipe) if field.name not in {"folder", "tokens"}]
    lines += [f"{name} = {_toml(getattr(recipe, name))}" for name in names]
    lines += ["", "[tokens]"]
    lines += [f"{_toml(code)} = {_toml(token)}" for code, token in recipe.tokens.items()]
    path = recipe.folder / RECIPE
    write_atomic(path, ("\n".join(lines) + "\n").encode())
    return path


def vocabulary(folder: Path, side: str) -> frozenset[str]:
    """The tokens that a converted model knows; empty where the file is missing.

    Args:
        folder: The model's.
        side: "source" or "target".

    Raises:
        ModelBroken: The file is damaged.
    """
    for name in (f"{side}_vocabulary", "shared_vocabulary"):
        for path in (folder / f"{name}.json", folder / f"{name}.txt"):
            if path.is_file():
                return frozenset(_tokens(path))
    return frozenset()


def adds_end(folder: Path) -> bool:
    """Whether CTranslate2 itself puts the end token behind every source of this model."""
    try:
        config = json.loads((folder / "config.json").read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(config, dict) and config.get("add_source_eos") is True


def _tokens(path: Path) -> list[str]:
    """The tokens of a vocabulary file, a JSON list or one a line."""
    try:
        text = path.read_text(encoding="utf-8")
        tokens = json.loads(text) if path.suffix == ".json" else text.split("\n")
    except (OSError, ValueError, RecursionError) as error:
        raise ModelBroken(f"is no vocabulary: {error}; convert it again", path=path) from error
    if not isinstance(tokens, list):
        raise ModelBroken("is no vocabulary (a list of tokens); convert it again", path=path)
    return [str(token) for token in tokens]


def _recipe(folder: Path, values: dict[str, Any]) -> Recipe:
    """The values of a file as a recipe, every one checked."""
    known = {field.name: field for field in fields(Recipe) if field.name != "folder"}
    for key in values:
        if key not in known:
            names = ", ".join(known)
            raise ModelBroken(f"unknown key {key!r}; there are: {names}", path=folder / RECIPE)
    checked: dict[str, Any] = {}
    for key, value in values.items():
        checked[key] = _checked(key, value, folder / RECIPE)
    for key in ("name", "source_tokenizer", "target_tokenizer", "sources", "targets", "tokens"):
        if key not in checked:
            raise ModelBroken(f"{key} is missing", path=folder / RECIPE)
    # In a catalog the name stands among others between spaces.
    checked["name"] = "-".join(checked["name"].split()) or folder.resolve().name
    return Recipe(folder, **checked)


def _checked(key: str, value: object, path: Path) -> object:
    """One value in the type of its field."""
    if key == "longest":
        if isinstance(value, int) and 0 < value <= _MOST_TOKENS:
            return value
        raise ModelBroken(f"longest must be a number from 1 to {_MOST_TOKENS}", path=path)
    if key == "tokens":
        if isinstance(value, dict) and all(isinstance(token, str) for token in value.values()):
            return value
        raise ModelBroken("[tokens] must give a string for each language code", path=path)
    if key in {"sources", "targets", "source_prefix", "source_suffix", "target_prefix"}:
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            return tuple(value)
        raise ModelBroken(f"{key} must be a list of strings", path=path)
    if not isinstance(value, str):
        raise ModelBroken(f"{key} must be a string", path=path)
    return value


def _toml(value: str | int | tuple[str, ...]) -> str:
    """A value in TOML; its strings are written as JSON's, which TOML reads alike."""
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(part) for part in value) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
