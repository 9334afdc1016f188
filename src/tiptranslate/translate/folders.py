"""The engine ``ctranslate2``: plain CTranslate2 folders with SentencePiece files.

What Argos metadata cannot say, how a model is told its languages, is said by a
small TOML beside the model (``recipe.py``): NLLB-200, MADLAD-400, M2M100, OPUS-MT.
"""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from tiptranslate.errors import InputError, ModelBroken, ModelMissing
from tiptranslate.translate.batching import parts
from tiptranslate.translate.engine import Answered, EngineOptions, Hypothesis, ModelInfo, gathered
from tiptranslate.translate.presets import PRESETS, write_preset
from tiptranslate.translate.recipe import RECIPE, Recipe, adds_end, read_recipe, vocabulary
from tiptranslate.translate.runner import Output, Runner

__all__ = ["PRESETS", "FolderEngine", "pairs", "write_preset"]


def pairs(folder: Path) -> tuple[tuple[str, str], ...]:
    """The (source, target) codes that the model in a folder translates.

    Raises:
        ModelBroken: Its recipe cannot be read.
    """
    return read_recipe(folder).pairs


class FolderEngine:
    """Translates with a converted model folder that has a recipe."""

    name = "ctranslate2"

    def __init__(self, options: EngineOptions) -> None:
        self.options = options
        self._loaded: dict[Path, _Loaded] = {}

    def model(self, source: str, target: str) -> ModelInfo | None:
        """The first model that has the pair; its compute type is known once it ran."""
        recipe = self._recipe(source, target)
        if recipe is None:
            return None
        loaded = self._loaded.get(recipe.folder)
        return ModelInfo(
            self.name,
            recipe.name,
            recipe.version,
            source,
            target,
            path=recipe.folder,
            licence=recipe.licence,
            compute_type=(loaded and loaded.compute_type) or self.options.compute_type,
            size=(recipe.folder / "model.bin").stat().st_size,
        )

    def translate(
        self,
        sentences: Sequence[str],
        source: str,
        target: str,
        *,
        hypotheses: int = 1,
        answered: Answered | None = None,
    ) -> list[list[Hypothesis]]:
        """Translate; see ``engine.Engine``."""
        recipe = self._recipe(source, target)
        if recipe is None:
            raise ModelMissing(
                f"no model folder translates {source} -> {target}; add a converted one with "
                "`tiptranslate models add-folder`"
            )
        return self._load(recipe).translate(sentences, source, target, hypotheses, answered)

    def parts(self, sentences: Sequence[str], source: str, target: str) -> list[list[int]]:
        """A part a batch; see ``engine.Divisible``."""
        recipe = self._recipe(source, target)
        if recipe is None:
            return []
        tokens = self._load(recipe).encoded(sentences, source, target)
        return parts(tokens, self.options.batch_tokens, longest=recipe.longest)

    def paths(self, source: str, target: str) -> tuple[Path, ...]:
        """The model's folder."""
        recipe = self._recipe(source, target)
        return (recipe.folder,) if recipe else ()

    def _load(self, recipe: Recipe) -> "_Loaded":
        """A folder's tokenizers, loaded once; its model comes with the first translation."""
        if recipe.folder not in self._loaded:
            self._loaded[recipe.folder] = _Loaded(recipe, self.options)
        return self._loaded[recipe.folder]

    @cached_property
    def _recipes(self) -> tuple[Recipe, ...]:
        """The recipes of all model folders: those named in the options, then the installed."""
        from tiptranslate.translate import store  # noqa: PLC0415 - brings the file lock along

        found: dict[Path, Recipe] = {}
        for recipe in (*_given(self.options.models), *_inside(store.default_root())):
            found.setdefault(recipe.folder.resolve(), recipe)
        return tuple(found.values())

    def _recipe(self, source: str, target: str) -> Recipe | None:
        """The first recipe that has the pair."""
        return next((r for r in self._recipes if (source, target) in r.pairs), None)


class _Loaded:
    """A model folder in memory: its two tokenizers and, once it is needed, its model."""

    def __init__(self, recipe: Recipe, options: EngineOptions) -> None:
        self._recipe = recipe
        self._options = options
        self._encoder = _sentencepiece(recipe.folder / recipe.source_tokenizer)
        self._decoder = _sentencepiece(recipe.folder / recipe.target_tokenizer)
        self._end_is_added = adds_end(recipe.folder)
        self._vocabularies = {
            side: vocabulary(recipe.folder, side) for side in ("source", "target")
        }

    @cached_property
    def runner(self) -> Runner:
        """The model."""
        return Runner(self._recipe.folder, self._options, longest=self._recipe.longest)

    @property
    def compute_type(self) -> str:
        """What the model computes in, "" before it is loaded."""
        return self.runner.compute_type if "runner" in vars(self) else ""

    def translate(
        self,
        sentences: Sequence[str],
        source: str,
        target: str,
        hypotheses: int,
        answered: Answered | None,
    ) -> list[list[Hypothesis]]:
        """Sentences to hypotheses, the language tokens put round and taken off again."""
        outputs = self.runner.run(
            self.encoded(sentences, source, target),
            prefix=self._tokens(source, target)[2],
            hypotheses=hypotheses,
        )
        answers = (
            (place, [self._hypothesis(output) for output in found]) for place, found in outputs
        )
        return gathered(answers, len(sentences), answered)

    def encoded(self, sentences: Sequence[str], source: str, target: str) -> list[list[str]]:
        """Sentences as the model is given them."""
        before, after, _ = self._tokens(source, target)
        pieces = self._encoder.encode(list(sentences), out_type=str)
        return [[*before, *piece, *after] if piece else [] for piece in pieces]

    def _tokens(self, source: str, target: str) -> tuple[list[str], list[str], list[str]]:
        """What goes before and after the pieces of a source, and what its target begins with.

        The end token is left out where the model's own configuration has it added.

        Raises:
            ModelBroken: A token is unknown to the model, which would translate nonsense.
        """
        recipe = self._recipe
        before = recipe.fill(recipe.source_prefix, source, target)
        after = recipe.fill(recipe.source_suffix, source, target)
        prefix = recipe.fill(recipe.target_prefix, source, target)
        if self._end_is_added and after[-1:] == ["</s>"]:
            after = after[:-1]
        for side, tokens in (("source", [*before, *after]), ("target", prefix)):
            known = self._vocabularies[side]
            unknown = [token for token in tokens if known and token not in known]
            if unknown:
                raise ModelBroken(
                    f"the model's {side} vocabulary has no token {unknown[0]!r}; mend the tokens",
                    path=recipe.folder / RECIPE,
                )
        return before, after, prefix

    def _hypothesis(self, output: Output) -> Hypothesis:
        """Tokens to text."""
        text = str(self._decoder.decode_pieces(list(output.tokens))) if output.tokens else ""
        return Hypothesis(text.strip(), output.score, output.failed)


def _sentencepiece(path: Path) -> Any:  # noqa: ANN401 - SentencePiece has no types
    """A SentencePiece model."""
    from sentencepiece import SentencePieceProcessor  # noqa: PLC0415 - heavy

    try:
        return SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError) as error:
        raise ModelBroken(
            f"this SentencePiece model cannot be loaded: {error}; add the folder again", path=path
        ) from error


def _given(paths: Iterable[Path]) -> Iterator[Recipe]:
    """The recipes in the paths from the settings; package files are another engine's."""
    for path in paths:
        if not path.exists():
            raise InputError("there is no such model; mend the path in the settings", path=path)
        if (path / RECIPE).is_file():
            yield read_recipe(path)
        elif path.is_dir():
            yield from _inside(path)


def _inside(folder: Path) -> Iterator[Recipe]:
    """The sound recipes of the model folders in a folder, by name."""
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return
    for path in paths:
        if (path / RECIPE).is_file():
            # A broken model must not keep its neighbours from working.
            with contextlib.suppress(ModelBroken):
                yield read_recipe(path)
