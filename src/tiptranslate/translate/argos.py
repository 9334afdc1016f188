"""The engine ``argos``: Argos packages, run by CTranslate2 directly.

Its packages, its tokenizers and its search settings; only the way sentences are
brought to the model is ours (see ``runner``). Where no package translates a pair
two may, through a language between.
"""

import shutil
import tempfile
import weakref
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from tiptranslate.errors import ModelBroken, ModelMissing
from tiptranslate.translate import archive, packages
from tiptranslate.translate.batching import parts
from tiptranslate.translate.engine import Answered, EngineOptions, Hypothesis, ModelInfo, gathered
from tiptranslate.translate.packages import Package
from tiptranslate.translate.runner import Output, Runner, Search

_AS_ARGOS = Search(length_penalty=0.2)
"""As in argostranslate.translate.apply_packaged_translation."""
# Hypotheses of the first step that are translated on; each costs a run of the second.
_PIVOT_WIDTH = 2
# Batches of the first step whose answers are cut into batches of the second by themselves:
# enough for full ones.
_PIVOT_BATCHES = 8


class ArgosEngine:
    """Translates with Argos packages: installed ones, or those named in the options."""

    name = "argos"

    def __init__(self, options: EngineOptions) -> None:
        self.options = options
        self._loaded: dict[Package, _Loaded] = {}

    @property
    def search(self) -> Search:
        """How hypotheses are looked for."""
        return _AS_ARGOS

    def model(self, source: str, target: str) -> ModelInfo | None:
        """The package for a pair, or the two in a row; its compute type is known once it ran."""
        route = self._route(source, target)
        if not route:
            return None
        first = self._loaded.get(route[0])
        return ModelInfo(
            self.name,
            "+".join(step.name for step in route),
            "+".join(step.version for step in route),
            source,
            target,
            path=route[0].path,
            compute_type=(first and first.compute_type) or self.options.compute_type,
            size=sum(step.size for step in route),
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
        """Translate; see ``engine.Engine``. Scores of two packages in a row are added."""
        route = self._route(source, target)
        if not route:
            raise ModelMissing(
                f"no model translates {source} -> {target}; install one with `tiptranslate models "
                f"install {source}-{target}`, or from an .argosmodel file"
            )
        first = self._load(route[0])
        if len(route) == 1:
            return first.translate(sentences, hypotheses, answered)
        second = self._load(route[1])
        parts = self.parts(sentences, source, target)
        answers = (
            answer
            for part in parts
            for answer in zip(
                part,
                _in_two_steps([sentences[place] for place in part], first, second, hypotheses),
                strict=True,
            )
        )
        return gathered(answers, len(sentences), answered)

    def parts(self, sentences: Sequence[str], source: str, target: str) -> list[list[int]]:
        """A part a batch, or some batches where there is a second step to fill; see Divisible."""
        route = self._route(source, target)
        if not route:
            return []
        together = 1 if len(route) == 1 else _PIVOT_BATCHES
        tokens = self._load(route[0]).encoded(sentences)
        return parts(tokens, self.options.batch_tokens, together=together)

    def paths(self, source: str, target: str) -> tuple[Path, ...]:
        """The package for a pair, or the two in a row."""
        return tuple(step.path for step in self._route(source, target))

    def packages(self) -> tuple[Package, ...]:
        """All packages there are, the ones to be preferred first."""
        return packages.find(self.options.models)

    @cached_property
    def _packages(self) -> tuple[Package, ...]:
        """The packages, looked for once."""
        return self.packages()

    def _route(self, source: str, target: str) -> tuple[Package, ...]:
        """The package for a pair, else two with the same language between; empty if none."""
        pairs: dict[tuple[str, str], Package] = {}
        for package in self._packages:
            pairs.setdefault((package.source, package.target), package)
        if (source, target) in pairs:
            return (pairs[source, target],)
        between = sorted(
            middle for start, middle in pairs if start == source and (middle, target) in pairs
        )
        return (pairs[source, between[0]], pairs[between[0], target]) if between else ()

    def _load(self, package: Package) -> "_Loaded":
        """A package's tokenizer, loaded once; its model comes with the first translation."""
        if package not in self._loaded:
            folder = self._unpacked(package) if package.is_file else package.path
            self._loaded[package] = _Loaded(package, folder, self.options, self.search)
        return self._loaded[package]

    def _unpacked(self, package: Package) -> Path:
        """A package file's content in a temporary folder that goes with the engine."""
        folder = Path(tempfile.mkdtemp(prefix="tiptranslate-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        archive.unpack(package.path, folder)
        return folder


class _Loaded:
    """A package in memory: its tokenizer and, once it is needed, its model."""

    def __init__(
        self, package: Package, folder: Path, options: EngineOptions, search: Search
    ) -> None:
        self._tokenizer = _tokenizer(package, folder)
        self._prefix = package.target_prefix
        self._folder, self._options, self._search = folder, options, search

    @cached_property
    def runner(self) -> Runner:
        """The model."""
        return Runner(self._folder / "model", self._options, search=self._search)

    @property
    def compute_type(self) -> str:
        """What the model computes in, "" before it is loaded."""
        return self.runner.compute_type if "runner" in vars(self) else ""

    def encoded(self, sentences: Sequence[str]) -> list[list[str]]:
        """Sentences as the model is given them."""
        return [self._tokenizer.encode(sentence) for sentence in sentences]

    def translate(
        self, sentences: Sequence[str], hypotheses: int, answered: Answered | None
    ) -> list[list[Hypothesis]]:
        """Sentences to hypotheses."""
        outputs = self.runner.run(
            self.encoded(sentences),
            prefix=[self._prefix] if self._prefix else [],
            hypotheses=hypotheses,
        )
        answers = (
            (place, [self._hypothesis(output) for output in found]) for place, found in outputs
        )
        return gathered(answers, len(sentences), answered)

    def _hypothesis(self, output: Output) -> Hypothesis:
        """Tokens to text, as Argos does."""
        text = str(self._tokenizer.decode(list(output.tokens))) if output.tokens else ""
        return Hypothesis(text.strip(), output.score, output.failed)


def _tokenizer(package: Package, folder: Path) -> Any:  # noqa: ANN401 - Argos has no types
    """Argos' own tokenizer class for the file that the package has."""
    # Unlike its neighbours this module of Argos imports no settings and makes no folders.
    from argostranslate.tokenizer import BPETokenizer, SentencePieceTokenizer  # noqa: PLC0415

    pieces, merges = folder / "sentencepiece.model", folder / "bpe.model"
    if pieces.is_file():
        tokenizer = SentencePieceTokenizer(pieces)
    elif merges.is_file():
        tokenizer = BPETokenizer(merges, *package.codes)
    else:
        raise ModelBroken("no sentencepiece.model or bpe.model; install it again", path=folder)
    try:
        tokenizer.encode("a")
    except (OSError, RuntimeError, ValueError, UnicodeDecodeError) as error:
        raise ModelBroken(
            f"the tokenizer cannot be loaded: {error}; install it again", path=folder
        ) from error
    return tokenizer


def _in_two_steps(
    sentences: Sequence[str], one: _Loaded, other: _Loaded, hypotheses: int
) -> list[list[Hypothesis]]:
    """Translate by a package and what came of it by another, each step in one run."""
    return _onward(one.translate(sentences, min(hypotheses, _PIVOT_WIDTH), None), other, hypotheses)


def _onward(
    first: list[list[Hypothesis]], second: _Loaded, hypotheses: int
) -> list[list[Hypothesis]]:
    """The second step of a pivot over the sound hypotheses of the first, all in one run."""
    middles = [middle for candidates in first for middle in candidates if not middle.failed]
    answers = iter(second.translate([middle.text for middle in middles], hypotheses, None))
    results = []
    for candidates in first:
        found = []
        for middle in candidates:
            onward = [middle] if middle.failed else next(answers)
            found += [_added(middle, last) for last in onward]
        found.sort(key=lambda hypothesis: (bool(hypothesis.failed), -(hypothesis.score or 0.0)))
        # Two ways may lead to one text; the better one counts.
        best: dict[tuple[str, str], Hypothesis] = {}
        for hypothesis in found:
            best.setdefault((hypothesis.text, hypothesis.failed), hypothesis)
        results.append(list(best.values())[:hypotheses])
    return results


def _added(first: Hypothesis, second: Hypothesis) -> Hypothesis:
    """A hypothesis reached in two steps; a failed one has no score."""
    if second.failed:
        return Hypothesis("", None, second.failed)
    return Hypothesis(second.text, (first.score or 0.0) + (second.score or 0.0))
