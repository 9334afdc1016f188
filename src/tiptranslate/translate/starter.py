"""The engine ``starter``: the small model that ships with the program.

One model for both targets, trained by the recipe in ``training/`` for press releases
of this domain alone. It steps back for any other model that is installed.
``card.json`` beside it says what it is, how good, and under which licence.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from tiptranslate.errors import ModelBroken
from tiptranslate.model import Unit
from tiptranslate.translate.argos import ArgosEngine
from tiptranslate.translate.engine import ModelInfo
from tiptranslate.translate.packages import Package
from tiptranslate.translate.runner import Search

FOLDER = Path(__file__).parent / "starter_model"
"""The model, its tokenizer and its card; package data."""
MEMORY = Path(__file__).parent / "starter_memory.tsv.gz"
"""Sentences of the domain in three languages, written for this project; see training/corpus."""
SOURCE = "en"
ORIGIN = "starter"
"""What a draft from that memory names as its origin."""


@dataclass(frozen=True, slots=True)
class Card:
    """What the shipped model is.

    ``prefixes`` has for each target language the piece its output begins with, ``search``
    how hypotheses are best looked for, ``scores`` its chrF++ on sentences of the domain it
    was not trained on.
    """

    name: str
    version: str
    licence: str
    prefixes: dict[str, str]
    search: Search
    scores: dict[str, float]
    note: str


@cache
def card() -> Card | None:
    """The card of the shipped model; None in a build without it.

    Raises:
        ModelBroken: The card cannot be read.
    """
    path = FOLDER / "card.json"
    if not path.is_file():
        return None
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        return Card(**{**values, "search": Search(**values["search"])})
    except (ValueError, TypeError, KeyError) as error:
        raise ModelBroken(f"cannot be read: {error}; reinstall tiptranslate", path=path) from None


def units(source: str, target: str) -> Iterator[Unit]:
    """The sentences that ship, from English into a language; none for other pairs.

    Nobody has approved them for a workspace: they make drafts, never reviewed text.
    """
    if source != SOURCE or not MEMORY.is_file():
        return
    with gzip.open(MEMORY, "rt", encoding="utf-8", newline="") as file:
        columns, *rows = (line.split("\t") for line in file.read().split("\n") if line)
    if target in columns:
        english, wanted = columns.index(SOURCE), columns.index(target)
        yield from (Unit(row[english], row[wanted], ORIGIN) for row in rows)


class StarterEngine(ArgosEngine):
    """Translates with the shipped model, as an Argos package that needs no installing."""

    name = "starter"

    @property
    def search(self) -> Search:
        """As the card says: on development lines chrF++ 0.3 better than Argos' search."""
        known = card()
        return known.search if known else super().search

    def packages(self) -> tuple[Package, ...]:
        """One package a target language, all in the same folder."""
        known = card()
        if known is None:
            return ()
        return tuple(
            Package(FOLDER, SOURCE, target, (SOURCE, target), known.version, prefix)
            for target, prefix in known.prefixes.items()
        )

    def model(self, source: str, target: str) -> ModelInfo | None:
        """The shipped model, under its own name and licence."""
        known, found = card(), super().model(source, target)
        if known is None or found is None:
            return None
        return replace(found, name=known.name, licence=known.licence)
