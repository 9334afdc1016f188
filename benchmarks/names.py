"""What `changed-name` says of good translations, and of names spoilt one at a time.

Measures on the sentences of the corpus: how many good pairs have a finding, how many spoilt
names are found by language and way of spoiling, and what the check takes of a second. With
ENGINE sentences that name people, it also counts how many names the model that ships with
the program keeps, with and without the names in the choice among its hypotheses.

Usage: python benchmarks/names.py [PAIRS [ENGINE]]
"""

import random
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from check import LANGUAGES, rows

from tiptranslate import translate, vocabulary
from tiptranslate.languages.likeness import unlikeness
from tiptranslate.model import Entry
from tiptranslate.project import Project
from tiptranslate.qa.entry import EntryText
from tiptranslate.qa.target import CHECKS, naming
from tiptranslate.terminology import Terminology
from tiptranslate.translate import EngineOptions

ROOT = Path(__file__).resolve().parent.parent
(CHECK,) = naming.CHECKS
UNSEEN = {
    "f": "Kholmatova Djumabaeva Toshpulatova Egamberdieva Suyunova Khudoyberdieva Norkulova",
    "m": "Kholmatov Djumabaev Toshpulatov Egamberdiev Suyunov Khudoyberdiev Norkulov",
}
"""Surnames that are not in the corpus, so that no model has learnt their sentences."""
SPOILT = 1500
"""Names of a language that are spoilt in one way at most."""
_SURNAME = re.compile(r"\b[A-Z]\w+ ([A-Z]\w+(?:[oe]va?|zoda|sk(?:y|aya)))\b")
_WORD = re.compile(r"[^\W\d_]+(?:[ʻʼ][^\W\d_]+)*")
_LETTERS = {"ru": ("аеиоу", "бвгдзклмнпрстфхчш"), "uz": ("aeiou", "bdfgklmnpqrstvxz")}


@dataclass(frozen=True, slots=True)
class Named:
    """A pair of sentences, a surname of the source and where the target has it."""

    source: str
    target: str
    surname: str
    start: int
    end: int


Spoil = Callable[[random.Random, str, str, Sequence[Named]], str]
"""From a random source, the word, its language and all names to what shall stand there."""


def _letters(number: int) -> Spoil:
    """Change letters into others of their kind, the first and the ending apart."""

    def spoil(chance: random.Random, word: str, language: str, _: Sequence[Named]) -> str:
        for at in chance.sample(range(1, max(2, len(word) - 4)), k=number):
            kind = next((kind for kind in _LETTERS[language] if word[at] in kind), "")
            if not kind:
                return word
            other = chance.choice([letter for letter in kind if letter != word[at]])
            word = word[:at] + other + word[at + 1 :]
        return word

    return spoil


def _another(chance: random.Random, word: str, _: str, names: Sequence[Named]) -> str:
    other = chance.choice(names)
    found = other.target[other.start : other.end]
    return found if found[:4] != word[:4] else word


def _lost(*_: object) -> str:
    return ""


WAYS: dict[str, Spoil] = {
    "another surname": _another,
    "one letter": _letters(1),
    "two letters": _letters(2),
    "surname dropped": _lost,
}


def named(pairs: Sequence[Sequence[str]], place: int, language: str) -> Iterator[Named]:
    """The surnames behind a first name, and the words for them."""
    for row in pairs:
        source, target = row[0], row[place]
        for found in _SURNAME.finditer(source):
            words = [
                word
                for word in _WORD.finditer(target)
                if word[0][0].isupper() and unlikeness(found[1], word[0], language) <= 0.5
            ]
            if len(words) == 1 and source.count(found[1]) == 1 and len(found[1]) > 5:
                yield Named(source, target, found[1], *words[0].span())


def spoilt(chance: random.Random, names: Sequence[Named], language: str, way: Spoil) -> list[Entry]:
    """Entries with one name spoilt."""
    entries = []
    for one in names[:SPOILT]:
        word = one.target[one.start : one.end]
        try:
            other = way(chance, word, language, names)
        except ValueError:  # too short for so many letters
            continue
        if other != word:
            target = one.target[: one.start] + other + one.target[one.end :]
            entries.append(Entry(one.source, target))
    return entries


def found(terms: Terminology, entries: Sequence[Entry]) -> tuple[int, float]:
    """How many entries have a finding, and the microseconds an entry."""
    texts: list[EntryText] = [terms.entry_text(entry) for entry in entries]
    for text in texts:
        _ = text.source_spans
    begin = time.process_time()
    number = sum(any(CHECK.check(text)) for text in texts)
    return number, 1e6 * (time.process_time() - begin) / max(1, len(texts))


def kept(terms: Terminology, sentences: Sequence[str], *, names: bool) -> tuple[int, int]:
    """How many of the names are right in drafts of the shipped model, and how many there are."""
    engine = translate.load("starter", EngineOptions())
    others = [check for check in CHECKS if check.id.startswith(("missing-", "forbidden-"))]

    def accept(source: str, target: str) -> float:
        if names:
            return 10.0 * terms.faults(source, target)
        text = terms.entry_text(Entry(source, target))
        return 10.0 * sum(1 for check in others for _ in check.check(text))

    drafts = translate.draft(
        sentences, engine, "en", terms.language, accept=accept, fix=terms.fixed
    )
    wrong = right = 0
    for source, draft in zip(sentences, drafts, strict=True):
        all_names = {name for match in _SURNAME.finditer(source) for name in match[0].split()}
        text = terms.entry_text(Entry(source, draft.text or "—"))
        lost = {
            name for name in all_names for hit in CHECK.check(text) if f"“{name}”" in hit.message
        }
        wrong, right = wrong + len(lost), right + len(all_names - lost)
    return right, wrong + right


def unseen(names: Sequence[Named], number: int) -> list[str]:
    """Sentences of the corpus in which people have other surnames."""
    found = {}
    for at, one in enumerate(names):
        others = UNSEEN["f" if one.surname.endswith("a") else "m"].split()
        found[one.source] = one.source.replace(one.surname, others[at % len(others)])
    return list(found.values())[:number]


def main() -> None:
    """Print the tables."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    pairs = rows(10**6)
    random.Random(7).shuffle(pairs)  # noqa: S311 - a fixed order
    pairs = pairs[:most]
    glossary = vocabulary.load(Project(ROOT))
    print(f"{'':2} {'':18} {'pairs':>6} {'found':>6} {'share':>7} {'us':>5}")
    for place, language in enumerate(LANGUAGES, start=1):
        terms = Terminology(glossary, "en", language)
        names = list(named(pairs, place, language))
        sets = {"good": [Entry(row[0], row[place]) for row in pairs]}
        for way, spoil in WAYS.items():
            chance = random.Random(7)  # noqa: S311 - the same spoilt names every time
            sets[way] = spoilt(chance, names, language, spoil)
        for way, entries in sets.items():
            number, took = found(terms, entries)
            share = number / max(1, len(entries))
            print(f"{language} {way:18} {len(entries):6} {number:6} {share:7.2%} {took:5.0f}")
        if len(sys.argv) > 2:
            sentences = unseen(names, int(sys.argv[2]))
            for label, flag in (("first", False), ("chosen by names", True)):
                right, total = kept(terms, sentences, names=flag)
                print(f"{language} drafts, {label:16} {right} of {total} names right")


if __name__ == "__main__":
    main()
