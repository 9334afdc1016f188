"""Running a CTranslate2 model over everything at once.

What Argos Translate does paragraph by paragraph is done here for all sentences of
a run: each different one once, sorted by length, in batches of about 1,024 tokens,
which is three to five times as fast on two cores. CTranslate2 silently cuts long
input (after 1,024 tokens) and long output (after 256); here too long a sentence is
refused and an output that ran to its bound is marked as truncated.

The same sentences give the same outputs. In other company a sentence may get another
one where two are nearly equal: int8 arithmetic then differs in its last digits.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tiptranslate.errors import EngineError, ModelBroken
from tiptranslate.translate.engine import EngineOptions, Progress

Tokens = tuple[str, ...]

TRUNCATED = "truncated"
TOO_LONG = "too-long"
LONGEST = 512
"""Tokens of the longest sentence a model is given: what most were trained on at most."""

# An output may have this many tokens a token of input, and some more. English to
# Russian or Uzbek needs under 2; what runs on to the bound repeats itself.
_OUTPUT_RATIO = 3
_OUTPUT_SLACK = 16
_COMPUTE_TYPES = (
    "default", "auto", "int8", "int8_float32", "int8_float16", "int8_bfloat16", "int16",
    "float16", "bfloat16", "float32",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Output:
    """One hypothesis of a model in its tokens, without the target prefix.

    ``score`` is the mean log probability a token, the end token counted. A failed
    one has neither tokens nor score.
    """

    tokens: Tokens
    score: float | None
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Search:
    """How hypotheses are looked for.

    A ``length_penalty`` of 1 ranks by mean log probability; ``repetition_penalty`` over 1
    makes what was said already less likely; ``no_repeat`` tokens in a row come only once,
    0 for no such rule.
    """

    length_penalty: float = 1.0
    repetition_penalty: float = 1.0
    no_repeat: int = 0


DEFAULT = Search()


class Runner:
    """A loaded model.

    Args:
        folder: With ``model.bin`` in it.
        options: Device, compute type, threads, beam and batch size.
        search: How hypotheses are looked for.
        longest: Tokens a sentence may have.

    Raises:
        ModelBroken: The folder holds no model that can be loaded.
        EngineError: There is no such device or compute type.
    """

    def __init__(
        self,
        folder: Path,
        options: EngineOptions,
        *,
        search: Search = DEFAULT,
        longest: int = LONGEST,
    ) -> None:
        self._folder = folder
        self._options = options
        self._search = search
        self._longest = longest
        self._translator = _load(folder, options)

    @property
    def compute_type(self) -> str:
        """What the model really computes in: "int8" may become "int8_float32"."""
        return str(self._translator.compute_type)

    def run(
        self,
        sentences: Sequence[Sequence[str]],
        *,
        prefix: Sequence[str] = (),
        hypotheses: int = 1,
        progress: Progress | None = None,
    ) -> list[list[Output]]:
        """Translate tokenised sentences.

        Args:
            sentences: Tokens with everything the model wants around them.
            prefix: Tokens every output must begin with.
            hypotheses: Outputs wanted a sentence, at most.
            progress: Told how many of the sentences are done.

        Returns:
            For each sentence its outputs, the best first; none for one without tokens.

        Raises:
            EngineError: The model failed.
        """
        places = _places(sentences)
        results: list[list[Output]] = [[] for _ in sentences]
        done = 0
        for batch, outputs in self._batches(list(places), tuple(prefix), hypotheses):
            for tokens, output in zip(batch, outputs, strict=True):
                done += len(places[tokens])
                for place in places[tokens]:
                    results[place] = output
            if progress:
                progress(done, len(sentences))
        return results

    def _batches(
        self, sentences: list[Tokens], prefix: Tokens, hypotheses: int
    ) -> Iterator[tuple[list[Tokens], list[list[Output]]]]:
        """The batches with their outputs; what needs no model first."""
        without, rest = _split(sentences, self._longest)
        if without:
            yield without, [[Output((), None, TOO_LONG)] if tokens else [] for tokens in without]
        for batch in batches(rest, self._options.batch_tokens):
            yield batch, self._translate(batch, prefix, hypotheses)

    def _translate(
        self, batch: list[Tokens], prefix: Tokens, hypotheses: int
    ) -> list[list[Output]]:
        """One batch through the model; if it fails, sentence by sentence."""
        bounds = [_bound(tokens) + len(prefix) for tokens in batch]
        try:
            results = self._translator.translate_batch(
                [list(tokens) for tokens in batch],
                target_prefix=[list(prefix)] * len(batch) if prefix else None,
                beam_size=max(self._options.beam, hypotheses),
                num_hypotheses=hypotheses,
                length_penalty=self._search.length_penalty,
                repetition_penalty=self._search.repetition_penalty,
                no_repeat_ngram_size=self._search.no_repeat,
                max_input_length=0,
                max_decoding_length=max(bounds),
                return_scores=True,
                replace_unknowns=True,
            )
        except RuntimeError as error:
            if len(batch) > 1:
                return [self._translate([tokens], prefix, hypotheses)[0] for tokens in batch]
            if "position" in str(error):
                return [[Output((), None, TOO_LONG)]]
            raise EngineError(f"the model failed: {error}", path=self._folder) from error
        return [
            self._outputs(result, prefix, bound)
            for result, bound in zip(results, bounds, strict=True)
        ]

    def _outputs(self, result: Any, prefix: Tokens, bound: int) -> list[Output]:  # noqa: ANN401 - CTranslate2 has no types
        """The hypotheses of one sentence, the best mean log probability first, then failed ones."""
        sound, cut = [], 0
        for tokens, score in zip(result.hypotheses, result.scores, strict=True):
            if len(tokens) >= bound:
                cut += 1
                continue
            # CTranslate2 divides the sum by this length, the end token counted, to the
            # power of the penalty.
            mean = score * (len(tokens) + 1) ** (self._search.length_penalty - 1)
            start = len(prefix) if tuple(tokens[: len(prefix)]) == prefix else 0
            sound.append(Output(tuple(tokens[start:]), mean))
        sound.sort(key=lambda output: -(output.score or 0.0))
        return sound + [Output((), None, TRUNCATED)] * cut


def _bound(tokens: Tokens) -> int:
    """Tokens an output may have: by its own sentence, so that its neighbours change nothing."""
    return _OUTPUT_RATIO * len(tokens) + _OUTPUT_SLACK


def batches(sentences: Sequence[Tokens], size: int) -> Iterator[list[Tokens]]:
    """Sentences in batches of like length, the longest first.

    A batch holds at most ``size`` tokens, padding counted; a longer sentence is one
    of its own. Sentences of one length come in their order.
    """
    batch: list[Tokens] = []
    for tokens in sorted(sentences, key=lambda tokens: -len(tokens)):
        if batch and (len(batch) + 1) * len(batch[0]) > size:
            yield batch
            batch = []
        batch.append(tokens)
    if batch:
        yield batch


def parts(
    sentences: Sequence[Sequence[str]], size: int, *, longest: int = LONGEST, together: int = 1
) -> list[list[int]]:
    """The places of sentences that a run would put into the same batches.

    What ``Runner.run`` makes of a part by itself is what it makes of it among all: the
    part's sentences are cut into the very same batches.

    Args:
        sentences: Tokens of all sentences of a run.
        size: Tokens of a batch.
        longest: Tokens a sentence may have.
        together: Batches a part.

    Returns:
        The parts, the one with the longest sentences first; each place is in one of them.
    """
    places = _places(sentences)
    without, rest = _split(list(places), longest)
    found = list(batches(rest, size))
    groups = [found[start : start + together] for start in range(0, len(found), together)]
    if without:
        groups.append([without])
    return [
        [place for batch in group for tokens in batch for place in places[tokens]]
        for group in groups
    ]


def _places(sentences: Sequence[Sequence[str]]) -> dict[Tokens, list[int]]:
    """Where each different sentence stands, in the order of their first places."""
    places: dict[Tokens, list[int]] = defaultdict(list)
    for place, tokens in enumerate(sentences):
        places[tuple(tokens)].append(place)
    return places


def _split(sentences: Sequence[Tokens], longest: int) -> tuple[list[Tokens], list[Tokens]]:
    """The sentences that no model is given, and the others."""
    without = [tokens for tokens in sentences if not 0 < len(tokens) <= longest]
    return without, [tokens for tokens in sentences if 0 < len(tokens) <= longest]


def _load(folder: Path, options: EngineOptions) -> Any:  # noqa: ANN401 - CTranslate2 has no types
    """The translator of a folder."""
    import ctranslate2  # noqa: PLC0415 - heavy

    # Its warnings (a compute type it replaces, an old model) are no user's concern:
    # what was really used is recorded.
    ctranslate2.set_log_level(logging.ERROR)
    compute_type = _compute_type(ctranslate2.get_supported_compute_types, options)
    try:
        return ctranslate2.Translator(
            str(folder),
            device=options.device,
            compute_type=compute_type,
            intra_threads=options.threads,
        )
    # A weight that is not there is an IndexError, a size that damage made vast a MemoryError.
    except (RuntimeError, ValueError, IndexError, MemoryError) as error:
        raise ModelBroken(
            f"this CTranslate2 model cannot be loaded: {error}; install it again", path=folder
        ) from error


def _compute_type(supported: Callable[[str], set[str]], options: EngineOptions) -> str:
    """The compute type asked for, or float32 where the device has not got it."""
    wanted = options.compute_type
    if wanted not in _COMPUTE_TYPES:
        raise EngineError(f"no compute type {wanted!r}; there are: {', '.join(_COMPUTE_TYPES)}")
    if options.device == "auto" or wanted in {"default", "auto"}:
        return wanted
    try:
        there = supported(options.device)
    except (RuntimeError, ValueError) as error:
        raise EngineError(f"device {options.device!r} cannot be used: {error}") from error
    if wanted in there:
        return wanted
    return "int8" if wanted.startswith("int8") and "int8" in there else "float32"
