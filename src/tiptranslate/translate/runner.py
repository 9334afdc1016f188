"""Running a CTranslate2 model over everything at once.

What Argos Translate does paragraph by paragraph is done here for all sentences of
a run: each different one once, sorted by length, in batches of about 512 tokens, and
every core has a batch of its own, which on two cores is twice as fast as both cores on
the same batch and ten times as fast as a sentence at a time (docs/performance.md).
CTranslate2 silently cuts long input (after 1,024 tokens) and long output (after 256);
here too long a sentence is refused and an output that ran to its bound is marked as
truncated.

The same sentences give the same outputs. In other company a sentence may get another
one where two are nearly equal: int8 arithmetic then differs in its last digits.
"""

import logging
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tiptranslate.cores import available
from tiptranslate.errors import EngineError, ModelBroken
from tiptranslate.translate.batching import LONGEST, Tokens, batches, places, translatable
from tiptranslate.translate.engine import EngineOptions

TRUNCATED = "truncated"
TOO_LONG = "too-long"

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
        self._workers = workers_of(options)
        self._translator = _load(folder, options, self._workers)

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
    ) -> Iterator[tuple[int, list[Output]]]:
        """Translate tokenised sentences.

        Args:
            sentences: Tokens with everything the model wants around them.
            prefix: Tokens every output must begin with.
            hypotheses: Outputs wanted a sentence, at most.

        Yields:
            For each sentence its place and its outputs, the best first, none for one without
            tokens; the longest sentences first. The model goes on with others meanwhile.

        Raises:
            EngineError: The model failed.
        """
        found = places(map(tuple, sentences))
        for batch, outputs in self._batches(list(found), tuple(prefix), hypotheses):
            for tokens, output in zip(batch, outputs, strict=True):
                for place in found[tokens]:
                    yield place, output

    def _batches(
        self, sentences: list[Tokens], prefix: Tokens, hypotheses: int
    ) -> Iterator[tuple[list[Tokens], list[list[Output]]]]:
        """The batches with their outputs; what needs no model first."""
        without, rest = translatable(sentences, self._longest)
        if without:
            yield without, [[Output((), None, TOO_LONG)] if tokens else [] for tokens in without]
        yield from self._queued(batches(rest, self._options.batch_tokens), prefix, hypotheses)

    def _queued(
        self, cut: Iterable[list[Tokens]], prefix: Tokens, hypotheses: int
    ) -> Iterator[tuple[list[Tokens], list[list[Output]]]]:
        """The batches in their order, with so many begun ahead that no worker waits."""
        begun: deque[tuple[list[Tokens], list[Any]]] = deque()
        for batch in cut:
            begun.append((batch, self._begin(batch, prefix, hypotheses)))
            if len(begun) > 2 * self._workers:
                first, results = begun.popleft()
                yield first, self._finish(first, results, prefix, hypotheses)
        for batch, results in begun:
            yield batch, self._finish(batch, results, prefix, hypotheses)

    def _begin(self, batch: list[Tokens], prefix: Tokens, hypotheses: int) -> list[Any]:
        """Hand a batch to the workers."""
        return self._translator.translate_batch(  # type: ignore[no-any-return]
            [list(tokens) for tokens in batch],
            target_prefix=[list(prefix)] * len(batch) if prefix else None,
            beam_size=max(self._options.beam, hypotheses),
            num_hypotheses=hypotheses,
            length_penalty=self._search.length_penalty,
            repetition_penalty=self._search.repetition_penalty,
            no_repeat_ngram_size=self._search.no_repeat,
            max_input_length=0,
            max_decoding_length=max(_bound(tokens) for tokens in batch) + len(prefix),
            return_scores=True,
            replace_unknowns=True,
            asynchronous=True,
        )

    def _finish(
        self, batch: list[Tokens], results: list[Any], prefix: Tokens, hypotheses: int
    ) -> list[list[Output]]:
        """Wait for a batch; if the model failed on it, sentence by sentence."""
        try:
            found = [result.result() for result in results]
        except RuntimeError as error:
            if len(batch) > 1:
                return [self._alone(tokens, prefix, hypotheses) for tokens in batch]
            if "position" in str(error):
                return [[Output((), None, TOO_LONG)]]
            raise EngineError(f"the model failed: {error}", path=self._folder) from error
        return [
            self._outputs(result, prefix, _bound(tokens) + len(prefix))
            for result, tokens in zip(found, batch, strict=True)
        ]

    def _alone(self, tokens: Tokens, prefix: Tokens, hypotheses: int) -> list[Output]:
        """A sentence as a batch of its own."""
        return self._finish(
            [tokens], self._begin([tokens], prefix, hypotheses), prefix, hypotheses
        )[0]

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


def workers_of(options: EngineOptions) -> int:
    """Batches that are worked on at once: on a processor one a core, on a device one.

    ``OMP_NUM_THREADS`` is how the libraries below are told of fewer cores.
    """
    if not _on_processor(options.device):
        return 1
    told = os.environ.get("OMP_NUM_THREADS", "")
    return options.threads or (int(told) if told.isdecimal() else 0) or available()


def _on_processor(device: str) -> bool:
    """Whether a model runs on the processor: "auto" takes a device where there is one."""
    if device != "auto":
        return device == "cpu"
    import ctranslate2  # noqa: PLC0415 - heavy

    return int(ctranslate2.get_cuda_device_count()) == 0


def _load(folder: Path, options: EngineOptions, workers: int) -> Any:  # noqa: ANN401 - CTranslate2 has no types
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
            inter_threads=workers,
            intra_threads=1,
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
