"""What an engine is: one narrow method, and a way to ask what it would use.

A third party's engine is a class like this, named in the entry-point group
``tiptranslate.engines``; the built-in ones come in by the same door.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One candidate translation; ``score`` is the mean log probability a token, best is 0.

    An engine that itself knows the candidate to be no good says why in ``failed``:
    "truncated" (it ran to the length bound), "too-long" (the sentence is longer than
    the model can take). Such a candidate never becomes a draft.
    """

    text: str
    score: float | None = None
    failed: str = ""


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model that translates one pair; ``path`` is a folder or a package file."""

    engine: str
    name: str
    version: str
    source: str
    target: str
    path: Path | None = None
    licence: str = ""
    compute_type: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """How to run a model.

    ``batch_tokens`` bounds one batch (512: as fast as more, and one release fills two);
    ``threads`` batches are worked on at once, 0 is one a core; ``models`` are further model
    folders or package files to look at before the installed ones.
    """

    beam: int = 4
    batch_tokens: int = 512
    compute_type: str = "int8"
    threads: int = 0
    device: str = "cpu"
    models: tuple[Path, ...] = ()


Progress = Callable[[int, int], None]
"""Called with (sentences done, sentences in all) while an engine works."""

Answered = Callable[[int, list[Hypothesis]], None]
"""Called with the place of a sentence among those given, and its hypotheses, best first."""


def gathered(
    answers: Iterable[tuple[int, list[Hypothesis]]], number: int, answered: Answered | None
) -> list[list[Hypothesis]]:
    """The hypotheses of so many sentences in their order; each is told of as it comes."""
    results: list[list[Hypothesis]] = [[] for _ in range(number)]
    for place, hypotheses in answers:
        results[place] = hypotheses
        if answered:
            answered(place, hypotheses)
    return results


class Engine(Protocol):
    """Sentences in, hypotheses out: same order, same length."""

    name: str

    def __init__(self, options: EngineOptions) -> None:
        """Keep the options; load nothing yet."""

    def model(self, source: str, target: str) -> ModelInfo | None:
        """Which model would translate this pair; None where there is none. Loads nothing heavy."""

    def translate(
        self,
        sentences: Sequence[str],
        source: str,
        target: str,
        *,
        hypotheses: int = 1,
        answered: Answered | None = None,
    ) -> list[list[Hypothesis]]:
        """Translate a batch.

        Args:
            sentences: Plain sentences; duplicates and any order are fine.
            source: Language code, "en".
            target: Language code, "ru" or "uz".
            hypotheses: How many candidates are wanted a sentence; fewer may come.
            answered: May be called once for a sentence, as soon as its hypotheses are there,
                so that they can be looked at while others are worked on.

        Returns:
            For each sentence its hypotheses, best first; empty where the engine failed.

        Raises:
            ModelMissing: No model translates the pair.
            ModelBroken: The model cannot be loaded.
        """


@runtime_checkable
class Divisible(Protocol):
    """An engine whose outputs depend on the company of a sentence, and that says on which.

    Work that is shared out among processes goes out in these parts. An engine without
    them answers for each sentence by itself.
    """

    def parts(self, sentences: Sequence[str], source: str, target: str) -> list[list[int]]:
        """The places of sentences that are translated together, each place in one part.

        ``translate`` of the sentences of a part, in the part's order, gives what it gives
        for them among all.
        """

    def paths(self, source: str, target: str) -> tuple[Path, ...]:
        """Every folder or package file that takes part; empty where there is no model."""
