"""Reads the project's own trilingual lines, open parallel text and the glossary's terms."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from training.config import RecipeError

CORPUS_COLUMNS = {"ru": 1, "uz": 2}
OPEN_LICENCE = re.compile(r"(MIT|Apache-2\.0|BSD|MPL|CC BY \d)")


@dataclass(frozen=True, slots=True)
class Pair:
    """One English line and its translation; `document` is the release it was written in, if any.

    What is not `measured` was written later and is trained on alone: the lines that a model is
    measured on stay the same, so that the figures of its versions compare.
    """

    source: str
    target: str
    language: str
    domain: bool
    origin: str
    document: str = ""
    measured: bool = True


def read_corpus(folder: Path, languages: Iterable[str]) -> list[Pair]:
    """Every line of the project's corpus: sentences by topic, then documents, in fixed order.

    What is in the folder `more` is not measured on.
    """
    first = _lines(folder, tuple(languages))
    if not first:
        raise RecipeError(f"{folder}: no .tsv files; give the folder of the corpus with --corpus")
    return first + [
        replace(pair, measured=False) for pair in _lines(folder / "more", tuple(languages))
    ]


def _lines(folder: Path, languages: tuple[str, ...]) -> list[Pair]:
    """The lines of one folder and of the documents in it."""
    files = sorted(folder.glob("*.tsv")) + sorted(folder.glob("documents/*.tsv"))
    return [pair for path in files for pair in _corpus_file(path, languages)]


def read_parallel(folder: Path, languages: Iterable[str]) -> list[Pair]:
    """Open parallel text whose licence lets the weights be shipped; other lines are left out."""
    return [
        pair
        for language in languages
        for pair in _parallel_file(folder / f"en-{language}.tsv.gz", language)
    ]


def read_terms(path: Path, languages: Iterable[str]) -> list[Pair]:
    """The glossary's approved terms as very short lines."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [
            row for row in csv.DictReader(stream) if row.get("status") in ("preferred", "admitted")
        ]
    return [
        Pair(row["en"].strip(), row[language].strip(), language, True, "terms")
        for row in rows
        for language in languages
        if row["en"].strip() and row.get(language, "").strip()
    ]


def _corpus_file(path: Path, languages: tuple[str, ...]) -> Iterator[Pair]:
    """The pairs of one corpus file, line by line."""
    document = path.stem if path.parent.name == "documents" else ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        columns = line.split("\t")
        if len(columns) != len(CORPUS_COLUMNS) + 1:
            raise RecipeError(
                f"{path}:{number}: {len(columns)} columns; English, Russian, Uzbek are expected"
            )
        for language in languages:
            yield Pair(
                columns[0], columns[CORPUS_COLUMNS[language]], language, True, path.stem, document
            )


def _parallel_file(path: Path, language: str) -> Iterator[Pair]:
    """The usable pairs of one compressed file of open parallel text."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            columns = line.rstrip("\n").split("\t")
            if len(columns) == 4 and OPEN_LICENCE.match(columns[3]):
                yield Pair(columns[0], columns[1], language, False, columns[2])


def read_outside(path: Path, languages: Iterable[str]) -> list[Pair]:
    """Lines from outside the domain that are only ever measured on."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [
            row for row in csv.reader(stream, delimiter="\t") if len(row) == len(CORPUS_COLUMNS) + 1
        ]
    return [
        Pair(row[0], row[CORPUS_COLUMNS[language]], language, False, path.stem)
        for row in rows
        for language in languages
    ]
