"""Scores of the converted model on lines it never saw, beside baselines without a model."""

from __future__ import annotations

import csv
import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.align import find_lexicon, stem
from training.config import Preset
from training.corpora import Pair, read_outside
from training.files import write_text
from training.metrics import kept, score
from training.prepare import read_split
from training.translate import Model

SHINGLE = 4
COMMON_SHARE = 0.05
TARGET_STEM = 5
SAMPLES = 12


@dataclass(frozen=True, slots=True)
class Term:
    """An English term and the beginnings of the words its translation must have."""

    pattern: re.Pattern[str]
    stems: tuple[str, ...]


class Memory:
    """The nearest domain line's translation: what a translation memory alone would give."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        """Indexes the English sides by their runs of letters."""
        self.pairs = pairs
        self.shingles = [shingles(pair.source) for pair in pairs]
        self.found: dict[str, list[int]] = {}
        for number, parts in enumerate(self.shingles):
            for part in parts:
                self.found.setdefault(part, []).append(number)

    def nearest(self, text: str) -> str:
        """The translation of the line that shares most with `text`, or nothing."""
        parts = shingles(text)
        shared: Counter[int] = Counter()
        for part in parts:
            lines = self.found.get(part, ())
            if len(lines) <= COMMON_SHARE * len(self.pairs) + 1:
                shared.update(lines)
        if not shared:
            return ""
        best = max(
            shared,
            key=lambda number: (shared[number] / len(parts | self.shingles[number]), -number),
        )
        return self.pairs[best].target


@dataclass(frozen=True, slots=True)
class Baselines:
    """What can be said without a model, from the domain's training lines of one language."""

    memory: Memory
    lexicon: dict[str, str]


def evaluate(
    preset: Preset, work: Path, split: str, outside: Path | None, terms: Path | None
) -> dict[str, Any]:
    """Scores by language and set of lines; also written to `scores-<split>.json`, with samples."""
    model = Model(work / "model", work, preset.search)
    sets = {split: read_split(work / "data", split)}
    if outside is not None:
        sets["outside"] = read_outside(outside, preset.targets)
    training = read_split(work / "data", "train")
    report: dict[str, Any] = {}
    for language in preset.targets:
        known = [pair for pair in training if pair.language == language and pair.domain]
        baselines = Baselines(Memory(known), find_lexicon(known))
        glossary = read_glossary(terms, language) if terms is not None else []
        for name, pairs in sets.items():
            lines = [pair for pair in pairs if pair.language == language]
            report[f"{language} {name}"] = _measured(model, language, lines, baselines, glossary)
    write_text(
        work / f"scores-{split}.json", json.dumps(report, indent=2, ensure_ascii=False) + "\n"
    )
    return {
        name: {key: value for key, value in part.items() if key != "samples"}
        for name, part in report.items()
    }


def read_glossary(path: Path, language: str) -> list[Term]:
    """The terms that have a translation, the longest first."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [
            row
            for row in csv.DictReader(stream)
            if row["en"].strip() and row.get(language, "").strip()
        ]
    rows.sort(key=lambda row: -len(row["en"]))
    return [
        Term(
            re.compile(rf"\b{re.escape(row['en'].strip())}s?\b", re.IGNORECASE),
            tuple(word[:TARGET_STEM].casefold() for word in re.findall(r"\w{3,}", row[language])),
        )
        for row in rows
    ]


def term_share(sources: Sequence[str], outputs: Sequence[str], terms: Iterable[Term]) -> float:
    """How many of the sources' terms have all words of their translation, in any form."""
    wanted: list[Counter[str]] = []
    found: list[Counter[str]] = []
    listed = list(terms)
    for source, output in zip(sources, outputs, strict=True):
        rest, folded = source, output.casefold()
        for term in listed:
            rest, count = term.pattern.subn(" ", rest)
            if count:
                wanted.append(Counter({"term": 1}))
                found.append(Counter({"term": int(all(part in folded for part in term.stems))}))
    return kept(wanted, found)


def shingles(text: str) -> set[str]:
    """The runs of a few letters in a text."""
    folded = f" {text.casefold()} "
    return {folded[at : at + SHINGLE] for at in range(max(1, len(folded) - SHINGLE + 1))}


def _measured(
    model: Model, language: str, lines: Sequence[Pair], baselines: Baselines, terms: Sequence[Term]
) -> dict[str, Any]:
    """The figures of one language on one set, the model's and the baselines'."""
    sources, references = [pair.source for pair in lines], [pair.target for pair in lines]
    began = time.perf_counter()
    outputs = model.translate(sources, language)
    seconds = time.perf_counter() - began
    candidates = {
        "model": outputs,
        "copy of the source": sources,
        "memory only": [baselines.memory.nearest(source) for source in sources],
        "word by word": [word_by_word(source, baselines.lexicon) for source in sources],
    }
    figures: dict[str, Any] = {}
    for name, texts in candidates.items():
        figures[name] = score(sources, texts, references).rounded()
        if terms:
            figures[name]["terms"] = round(term_share(sources, texts, terms), 1)
    figures["words per second"] = round(sum(len(source.split()) for source in sources) / seconds)
    step = max(1, len(lines) // SAMPLES)
    figures["samples"] = list(
        zip(sources[::step], outputs[::step], references[::step], strict=True)
    )
    return figures


def word_by_word(source: str, lexicon: dict[str, str]) -> str:
    """Each word's most frequent translation; unknown words stay as they are."""
    return " ".join(lexicon.get(stem(word), word) for word in source.split())
