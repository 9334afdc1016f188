"""An engine whose work is done by workers: the same face, the same answers."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from tiptranslate.cluster.identity import facts
from tiptranslate.cluster.work import Answer, Job, options_as_values
from tiptranslate.translate import Engine, EngineOptions, Hypothesis, ModelInfo
from tiptranslate.translate.batching import places
from tiptranslate.translate.engine import Answered, Divisible

WORDS = 700
"""Words a part of an engine that translates each sentence for itself, as many as in about
512 tokens: a second or two of a core with a small model.
"""


class Pool(Protocol):
    """Who does the work."""

    def compute_type(self, job: Job) -> str:
        """What the workers compute in, "" where nobody was asked yet."""

    def answers(self, job: Job, parts: Sequence[Sequence[str]]) -> Iterator[tuple[int, Answer]]:
        """The parts' numbers with their answers, as they come."""


class SharedEngine:
    """Hands out parts of the work and puts the answers together.

    Args:
        engine: The same engine in this process, which is asked what it would do and
            never translates.
        options: How the engine is run.
        pool: Who does the work.
    """

    def __init__(self, engine: Engine, options: EngineOptions, pool: Pool) -> None:
        self.name = engine.name
        self._engine = engine
        self._options = options
        self._pool = pool
        self._jobs: dict[tuple[str, str], Job] = {}

    def model(self, source: str, target: str) -> ModelInfo | None:
        """The model of this process, computing in what the workers do."""
        model = self._engine.model(source, target)
        job = self._jobs.get((source, target))
        if model is None or job is None:
            return model
        return replace(model, compute_type=self._pool.compute_type(job) or model.compute_type)

    def translate(
        self,
        sentences: Sequence[str],
        source: str,
        target: str,
        *,
        hypotheses: int = 1,
        answered: Answered | None = None,
    ) -> list[list[Hypothesis]]:
        """Translate; see ``engine.Engine``.

        Raises:
            EngineError: There is nobody to do the work, or a worker that would do it otherwise.
        """
        where = places(sentences)
        unique = list(where)
        if not unique:
            return []
        job = self._job(source, target, hypotheses)
        parts = self._parts(unique, source, target)
        sent = [[unique[place] for place in part] for part in parts]
        found: dict[str, list[Hypothesis]] = {}
        for number, answer in self._pool.answers(job, sent):
            for sentence, candidates in zip(sent[number], answer["hypotheses"], strict=True):
                found[sentence] = [Hypothesis(*candidate) for candidate in candidates]
                if answered:
                    for place in where[sentence]:
                        answered(place, found[sentence])
        return [found[sentence] for sentence in sentences]

    def _job(self, source: str, target: str, hypotheses: int) -> Job:
        """What the workers must know of the run; the model's files are read once."""
        known = self._jobs.get((source, target))
        job: Job = {
            "engine": self.name,
            "source": source,
            "target": target,
            "hypotheses": hypotheses,
            "options": options_as_values(self._options),
            "expected": known["expected"] if known else facts(self._engine, source, target),
        }
        self._jobs[source, target] = job
        return job

    def _parts(self, sentences: Sequence[str], source: str, target: str) -> list[list[int]]:
        """The places of the sentences that go together."""
        if isinstance(self._engine, Divisible):
            return self._engine.parts(sentences, source, target)
        return by_words(sentences, WORDS)


def by_words(sentences: Sequence[str], words: int) -> list[list[int]]:
    """The places of sentences in parts of about so many words, in their order."""
    parts: list[list[int]] = []
    held = words
    for place, sentence in enumerate(sentences):
        number = sentence.count(" ") + 1
        if held + number > words:
            parts.append([])
            held = 0
        parts[-1].append(place)
        held += number
    return parts
