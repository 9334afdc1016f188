"""What runs in a worker process: it makes sure that it is fit, loads the model once, translates.

What goes over the wire are dicts, tuples, texts and numbers, so that two versions of the
program can still tell each other that they differ.
"""

import os
import platform
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypedDict

from tiptranslate import translate
from tiptranslate.cluster.identity import difference, facts
from tiptranslate.errors import EngineError, TiptranslateError
from tiptranslate.translate import Engine, EngineOptions

PROBE = "The hotline in Nukus is free of charge and answers in three languages, day and night."
"""Translated by every worker at the start: what its arithmetic makes of it shows the processor."""


class Job(TypedDict):
    """What all parts of a run share: the engine, how to run it, what it must be."""

    engine: str
    source: str
    target: str
    hypotheses: int
    options: Mapping[str, object]
    expected: Mapping[str, str]


class Report(TypedDict):
    """What a worker says of itself: ``problem`` is "" where it is fit for the job."""

    worker: str
    problem: str
    compute_type: str
    probe: str


class Answer(Report):
    """What a worker makes of a part: for each sentence (text, score, fault) of its hypotheses."""

    hypotheses: Sequence[Sequence[tuple[str, float | None, str]]]


@dataclass(frozen=True, slots=True)
class _Ready:
    """An engine in this process with its model loaded, and what it says of itself."""

    engine: Engine
    report: Report


_lock = threading.Lock()
"""Only one thread loads a model."""


def options_as_values(options: EngineOptions) -> dict[str, object]:
    """Engine options as texts and numbers."""
    return {
        "beam": options.beam,
        "batch_tokens": options.batch_tokens,
        "compute_type": options.compute_type,
        "threads": options.threads,
        "device": options.device,
        "models": tuple(map(str, options.models)),
    }


def report(job: Job) -> Report:
    """Load what the job needs and say whether this process is fit for it.

    What is wrong with the model is said in the report and not raised: trying again
    would not help.
    """
    try:
        return _prepare(job).report
    except (TiptranslateError, TypeError) as error:
        return _unfit(str(error))


def run(sentences: Sequence[str], job: Job) -> Answer:
    """Translate a part as it is, in the company in which it was sent."""
    try:
        ready = _prepare(job)
        answers = ready.engine.translate(
            sentences, job["source"], job["target"], hypotheses=job["hypotheses"]
        )
    except (TiptranslateError, TypeError) as error:
        return {**_unfit(str(error)), "hypotheses": ()}
    found = [tuple((h.text, h.score, h.failed) for h in candidates) for candidates in answers]
    return {**ready.report, "hypotheses": found}


def _prepare(job: Job) -> _Ready:
    """The engine of a job, looked at and loaded once a process.

    Raises:
        EngineError: This process is not fit, or the model cannot be loaded.
    """
    given = tuple(sorted(job["options"].items()))
    with _lock:
        ready, found = _loaded(job["engine"], job["source"], job["target"], given)
    problem = difference(job["expected"], found)
    if problem:
        raise EngineError(problem)
    return ready


@cache
def _loaded(
    name: str, source: str, target: str, given: tuple[tuple[str, object], ...]
) -> tuple[_Ready, Mapping[str, str]]:
    """An engine after its first sentence, and the facts about it."""
    engine = _engine(name, given)
    found = facts(engine, source, target)
    model = engine.model(source, target)
    if model is None:
        return _Ready(engine, _unfit("")), found
    (answer,) = engine.translate([PROBE], source, target, hypotheses=1)
    model = engine.model(source, target) or model
    probe = repr([(hypothesis.text, hypothesis.score) for hypothesis in answer])
    report: Report = {**_unfit(""), "compute_type": model.compute_type, "probe": probe}
    return _Ready(engine, report), found


@cache
def _engine(name: str, given: tuple[tuple[str, object], ...]) -> Engine:
    """An engine with options from the wire; one serves all languages, so a model is loaded once.

    Paths to models that only the other machine has are left out: the same model may be
    installed here in another place.
    """
    values = dict(given)
    models = values.pop("models")
    assert isinstance(models, tuple)  # noqa: S101 - for the type checker
    there = tuple(path for path in map(Path, models) if path.exists())
    return translate.load(name, EngineOptions(**values, models=there))  # type: ignore[arg-type]


def _unfit(problem: str) -> Report:
    """A report of this process, by the machine's name and the number of the process."""
    worker = f"{platform.node() or 'a machine'}, process {os.getpid()}"
    return {"worker": worker, "problem": problem, "compute_type": "", "probe": ""}
