"""Plant errors of meaning into documents of the corpus and see which checks find them.

Measures on the documents that ``benchmarks/meaning_norms.py`` did not learn from. Moved
sentences are looked at in their documents; of every other kind some sentences are spoilt,
one at a time. It prints by language and kind how many are found by the checks of meaning, by
the other checks (of any level, what the good pair has not), and by both together;
and what the checks of meaning say of the good pairs. Then it times the search of a memory.

Usage: python benchmarks/meaning.py FOLDER
FOLDER keeps the vectors from run to run; encoding takes some twenty minutes.
"""

import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from meaning_norms import LANGUAGES, Document, documents, encoded
from numpy.typing import NDArray

from tiptranslate import languages, vocabulary
from tiptranslate.meaning.encoder import WIDTH
from tiptranslate.meaning.nearest import fits
from tiptranslate.meaning.store import VectorStore
from tiptranslate.model import Entry, State, Unit
from tiptranslate.project import Project
from tiptranslate.qa import checking
from tiptranslate.qa.entry import EntryText, Fit
from tiptranslate.qa.target import CHECKS, meaning
from tiptranslate.resemblance import LEAST, UNRELATED, among
from tiptranslate.terminology import Terminology

ROOT = Path(__file__).resolve().parent.parent
MOST = 150
"""Sentences of a language that are spoilt in one way."""
UNITS = 100_000
PARAPHRASES = (
    ("Nobody answered the phone.", "No one picked up when we called."),
    ("The shelter is open day and night.", "The refuge works around the clock."),
    ("Six women were rescued by officers.", "Police freed six women from a brick factory."),
    (
        "The hotline is free of charge and anonymous.",
        "Callers pay nothing and need not give their names.",
    ),
    (
        "Three men were sentenced to prison terms of up to nine years.",
        "The court jailed the three defendants, one of them for nine years.",
    ),
    ("Do not hand your passport to anyone.", "Never give away your travel document."),
    ("For more information, please contact:", "For further information, please contact:"),
    (
        "The training lasted five days and was attended by 25 prosecutors.",
        "Twenty-five prosecutors took part in a five-day course.",
    ),
    (
        "Victims need time to recover before they testify.",
        "Survivors should be given a period of recovery before giving evidence.",
    ),
    ("Employers kept the workers’ documents.", "The bosses held on to the labourers’ papers."),
)
"""Sentences that a look-up should find by each other."""
OTHERS = [check for check in CHECKS if check not in meaning.CHECKS]
MISPLACED, DIFFERENT = (check.id for check in meaning.CHECKS)
_NAMES = {"ru": ("Батуми", "Ереван"), "uz": ("Batumi", "Yerevan")}
_CLAUSE = re.compile(r", [^,]{25,}?(?=[.!?]?[»”]?$)|, [^,]{25,}(?=, )")
_NOT = {
    "ru": (re.compile(r"(?<!\w)не (?=\w{3})"), ""),
    "uz": (re.compile(r"(?<=\w{2})ma(?=di|gan|ydi|slik|sdan)"), ""),
}
_TOLD = {
    "ru": (re.compile(r"(?<= )(?=\w{4,}(?:ет|ют|ут|ит|ил|ила|или|ал|ала|али)(?!\w))"), "не "),
    "uz": (re.compile(r"(?<=\w{3})(?=di(?!\w))"), "ma"),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence of a document: its place, both texts."""

    document: Document
    place: int
    source: str
    target: str


Spoil = Callable[[str, str], str]
"""A target and its language to a spoilt one; the same text where it does not fit."""


def _clause(target: str, _: str) -> str:
    return _CLAUSE.sub("", target, count=1)


def _half(target: str, _: str) -> str:
    words = target.split()
    return target if len(words) < 10 else " ".join(words[: len(words) // 2]) + "."


def _denied_no_more(target: str, language: str) -> str:
    pattern, by = _NOT[language]
    return pattern.sub(by, target, count=1)


def _denied(target: str, language: str) -> str:
    pattern, by = _TOLD[language]
    return target if _NOT[language][0].search(target) else pattern.sub(by, target, count=1)


def _number(target: str, _: str) -> str:
    return re.sub(r"\d+", lambda found: str(int(found[0]) * 3 + 1), target, count=1)


def _name(target: str, language: str) -> str:
    one, other = _NAMES[language]
    by = other if one in target else one
    return re.sub(r"(?<=[a-zа-яʻʼ,] )[A-ZА-Я][a-zа-яʻʼ]{4,}", by, target, count=1)


SPOILT: dict[str, Spoil] = {
    "second half dropped": _half,
    "a clause dropped": _clause,
    "negation removed": _denied_no_more,
    "negation added": _denied,
    "another number": _number,
    "another name": _name,
}


class Bench:
    """The documents of one language, and what the checks say of translations in them."""

    def __init__(self, store: VectorStore, known: Sequence[Document], language: str) -> None:
        self.store, self.known, self.code = store, known, language
        self.column = LANGUAGES[language]
        self.source, self.language = languages.get("en"), languages.get(language)
        self.terms = Terminology(vocabulary.load(Project(ROOT)), "en", language)

    def pairs(self) -> list[Pair]:
        """Every sentence, in a fixed order that mixes the documents."""
        found = [
            Pair(document, place, row[0], row[self.column])
            for document in self.known
            for place, row in enumerate(document.rows)
        ]
        random.Random(7).shuffle(found)  # noqa: S311 - the same every time, not a secret
        return found

    def spoilt(self, spoil: Spoil) -> list[tuple[Pair, str]]:
        """Some pairs with their spoilt targets."""
        found = ((pair, spoil(pair.target, self.code)) for pair in self.pairs())
        return [(pair, text) for pair, text in found if text != pair.target][:MOST]

    def strangers(self) -> list[tuple[Pair, str]]:
        """Some pairs with a target of another document in place of their own."""
        every = self.pairs()
        found = [(a, b.target) for a, b in pairwise(every) if a.document is not b.document]
        return found[:MOST]

    def by_meaning(self, document: Document, targets: Sequence[str]) -> list[str]:
        """What the checks of meaning say of every sentence of a document; "" for nothing."""
        sources = document.column(0)
        found = fits(self.store.vectors(sources), self.store.vectors(targets))
        return [
            self._said(source, target, Fit(own, other, sources[place]))
            for source, target, (own, other, place) in zip(sources, targets, found, strict=True)
        ]

    def _said(self, source: str, target: str, fit: Fit) -> str:
        entry = Entry(source, target, State.REVIEWED)
        text = EntryText(entry, self.source, self.language, fit=fit)
        return next((one.id for one in meaning.CHECKS for _ in one.check(text)), "")

    def by_others(self, pair: Pair, target: str) -> bool:
        """Whether the other checks say more of a target than of the right one."""
        return bool(self._others(pair.source, target) - self._others(pair.source, pair.target))

    def _others(self, source: str, target: str) -> set[str]:
        text = self.terms.entry_text(Entry(source, target, State.REVIEWED))
        return {one.check for one in checking.check(text, Path("a.po"), OTHERS, {})}


def one_at_a_time(bench: Bench, planted: Sequence[tuple[Pair, str]]) -> Iterator[tuple[str, bool]]:
    """What is said of planted targets, each in its document that is good but for it."""
    for pair, target in planted:
        targets = pair.document.column(bench.column)
        targets[pair.place] = target
        said = bench.by_meaning(pair.document, targets)[pair.place]
        yield said, bench.by_others(pair, target)


def moved(bench: Bench, move: Callable[[list[str]], list[str]]) -> Iterator[tuple[str, bool]]:
    """What is said of the sentences that a change of their order has moved."""
    for document in bench.known:
        good = document.column(bench.column)
        targets = move(list(good))
        said = bench.by_meaning(document, targets)
        for place, (target, right) in enumerate(zip(targets, good, strict=True)):
            if target != right:
                pair = Pair(document, place, document.rows[place][0], right)
                yield said[place], bench.by_others(pair, target)


def swapped(targets: list[str]) -> list[str]:
    """Two neighbours in every six change places."""
    for place in range(0, len(targets) - 1, 6):
        targets[place : place + 2] = targets[place + 1], targets[place]
    return targets


def shifted(targets: list[str]) -> list[str]:
    """From the third sentence on each has the translation of the one before."""
    return [*targets[:2], *targets[1:-1]]


def row(language: str, kind: str, said: Sequence[tuple[str, bool]], alarms: float) -> str:
    """A line of the table; precision is that among as many good pairs as spoilt ones."""
    number = len(said)
    shares = [sum(one == name for one, _ in said) / number for name in (MISPLACED, DIFFERENT)]
    recall = sum(shares)
    others = sum(other for _, other in said) / number
    both = sum(bool(one) or other for one, other in said) / number
    precision = recall / (recall + alarms) if recall else 0.0
    figures = (*shares, recall, precision, others, both)
    return f"| {language} | {kind} | {number} | " + " | ".join(f"{n:.2f}" for n in figures) + " |"


def measure(bench: Bench) -> Iterator[str]:
    """The lines of one language."""
    good = [
        said
        for document in bench.known
        for said in bench.by_meaning(document, document.column(bench.column))
    ]
    shares = [good.count(name) / len(good) for name in (MISPLACED, DIFFERENT)]
    yield (
        f"{bench.code}: {len(good)} good pairs, of 100 of them {100 * shares[0]:.2f} {MISPLACED}, "
        f"{100 * shares[1]:.2f} {DIFFERENT}"
    )
    planted = {kind: bench.spoilt(spoil) for kind, spoil in SPOILT.items()}
    encoded(bench.store, (text for some in planted.values() for _, text in some))
    rows = {
        "swapped with a neighbour": [*moved(bench, swapped)],
        "shifted by one": [*moved(bench, shifted)],
        "another sentence altogether": [*one_at_a_time(bench, bench.strangers())],
        **{kind: [*one_at_a_time(bench, some)] for kind, some in planted.items()},
    }
    for kind, said in rows.items():
        yield row(bench.code, kind, said, sum(shares))


def look_up(store: VectorStore, known: Sequence[Document], asked: Sequence[Document]) -> str:
    """How near sentences put in other words are, and those with nothing in common."""
    encoded(store, (text for pair in PARAPHRASES for text in pair))
    here, there = (store.vectors([pair[side] for pair in PARAPHRASES]) for side in (0, 1))
    pairs = (here * there).sum(axis=1)
    memory = store.vectors([text for document in known for text in document.column(0)])
    queries = store.vectors([text for document in asked for text in document.column(0)][:800])
    likeness = queries @ memory.T
    middle, nearest_of_all = np.median(likeness), likeness.max(axis=1)
    lowest = UNRELATED + LEAST * (1 - UNRELATED)
    return (
        f"paraphrases: {int((pairs >= lowest).sum())} of {len(pairs)} are found; "
        f"unrelated English sentences: median cosine {middle:.3f}; of {len(queries)} that a memory "
        f"of {len(memory)} has not, {100 * float((nearest_of_all >= lowest).mean()):.0f} % find one"
    )


class Drawn:
    """Vectors drawn at random, in place of half an hour of encoding."""

    def __init__(self) -> None:
        self._source = np.random.default_rng(1)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of length 1 for every text."""
        rows = self._source.standard_normal((len(texts), WIDTH), np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def search(folder: Path) -> Iterator[str]:
    """Time a look-up among many units whose vectors are there."""
    units = [Unit(f"A sentence, number {n}.", f"{n}", "news") for n in range(UNITS)]
    VectorStore(folder, Drawn()).encode([unit.source for unit in units])
    store = VectorStore(folder, Drawn())
    for name in ("opening the file, and the first look-up", "each further one"):
        begin = time.process_time()
        assert among(store, units, units[7].source, 5)[0][0] == units[7]
        yield f"{UNITS:,} units, {name}: {time.process_time() - begin:.2f} s of one core"
    yield f"the file: {store.path.stat().st_size / 1e6:.0f} MB"


def main(folder: str) -> None:
    """Print the tables."""
    store = VectorStore(Path(folder))
    known, rest = documents()
    encoded(
        store, (text for document in (*known, *rest) for line in document.rows for text in line)
    )
    print("| language | planted | n | misplaced | different | recall | precision | others | all |")
    print("|---|---|---|---|---|---|---|---|---|")
    for language in LANGUAGES:
        for line in measure(Bench(store, rest, language)):
            print(line, flush=True)
    print(look_up(store, known, rest))
    with tempfile.TemporaryDirectory() as name:
        for line in search(Path(name)):
            print(line)


if __name__ == "__main__":
    main(*sys.argv[1:])
