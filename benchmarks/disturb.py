"""Makes pairs of documents with a known alignment out of the trilingual corpus.

The corpus has a sentence for a sentence. Translators do not: what is made here has
sentences merged, split, dropped and moved, by a fixed seed.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

KINDS = ("none", "merge", "split", "drop", "move", "mixed", "shift", "all")
"""What is done to a document: "mixed" is all that stands before it; "shift" moves part of a
sentence into the next one; "all" is that, too."""
LANGUAGES = {"ru": 1, "uz": 2}
"""The columns of the corpus."""
_CUT = re.compile(
    r"(?:,|;|:| —| –)? (?:and|but|which|who|и|а|но|что|где|va|hamda|lekin) |[,;:] | [—–] "
)
_LEAST = 4
"""Words that a part of a sentence has at least."""

Gold = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentences of two languages and which belong together, by their numbers."""

    name: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    gold: frozenset[Gold]


@dataclass(slots=True)
class _Bead:
    source: list[str]
    target: list[str]
    place: float = 0.0
    """Where its target stands; by its place in the source unless it was moved."""


def documents(folder: Path, language: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The documents of the corpus: name, and pairs of sentences in reading order."""
    column = LANGUAGES[language]
    for path in sorted((folder / "documents").glob("*.tsv")):
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        yield path.stem, [(row[0], row[column]) for row in rows]


def disturb(name: str, rows: Sequence[tuple[str, str]], kind: str, rate: float, seed: int) -> Pair:
    """A document with about ``rate`` of its sentences disturbed in one way, or in all ways."""
    dice = random.Random(f"{seed} {name} {kind}")  # noqa: S311 - no secret
    beads = [_Bead([source], [target], float(n)) for n, (source, target) in enumerate(rows)]
    done: list[_Bead] = []
    while beads:
        bead = beads.pop(0)
        if kind != "none" and dice.random() < rate:
            chosen = dice.choice(_SEVERAL[kind]) if kind in _SEVERAL else kind
            _WAYS[chosen](bead, beads, dice)
        done.append(bead)
    return _numbered(name, done)


def _numbered(name: str, beads: Sequence[_Bead]) -> Pair:
    """The sentences of all beads in the order of either side, and the alignment by numbers."""
    source: list[str] = []
    firsts = []
    for bead in beads:
        firsts.append(len(source))
        source += bead.source
    target: list[str] = []
    gold = set()
    for first, bead in sorted(zip(firsts, beads, strict=True), key=lambda item: item[1].place):
        if bead.source and bead.target:
            left = tuple(range(first, first + len(bead.source)))
            gold.add((left, tuple(range(len(target), len(target) + len(bead.target)))))
        target += bead.target
    return Pair(name, tuple(source), tuple(target), frozenset(gold))


def _merge(bead: _Bead, rest: list[_Bead], dice: random.Random) -> None:
    """Two sentences of one side, or now and then three, are one on the other."""
    side = dice.choice(("source", "target"))
    for _ in range(dice.choice((1, 1, 1, 2))):
        joined = _joined(getattr(bead, side)[0], getattr(rest[0], side)[0]) if rest else ""
        if not joined:
            return
        following = rest.pop(0)
        bead.source += following.source
        bead.target += following.target
        setattr(bead, side, [joined])


def _split(bead: _Bead, _: list[_Bead], dice: random.Random) -> None:
    """A sentence of one side is two on the other."""
    side = dice.choice(("source", "target"))
    parts = _parted(getattr(bead, side)[0])
    if parts:
        setattr(bead, side, list(parts))


def _drop(bead: _Bead, _: list[_Bead], dice: random.Random) -> None:
    """A sentence is missing on one side."""
    setattr(bead, dice.choice(("source", "target")), [])


def _move(bead: _Bead, _: list[_Bead], dice: random.Random) -> None:
    """The target stands elsewhere, at least two sentences off."""
    bead.place += dice.choice((-1, 1)) * (dice.randint(2, 6) + 0.5)


def _shift(bead: _Bead, rest: list[_Bead], _: random.Random) -> None:
    """The second part of a target has gone into the next sentence."""
    parts = _parted(bead.target[0])
    joined = _joined(parts[1], rest[0].target[0]) if parts and rest else ""
    if joined:
        bead.source += rest.pop(0).source
        bead.target = [parts[0], joined]


_WAYS: dict[str, Callable[[_Bead, list[_Bead], random.Random], None]] = {
    "merge": _merge,
    "split": _split,
    "drop": _drop,
    "move": _move,
    "shift": _shift,
}
_SEVERAL = {"all": list(_WAYS), "mixed": [kind for kind in _WAYS if kind != "shift"]}


def _joined(first: str, second: str) -> str:
    """Two sentences as one; "" where that cannot be."""
    if not first.endswith(".") or not second[:1].isalpha():
        return ""
    word = second.split(maxsplit=1)[0]
    small = second if word.isupper() and len(word) > 1 else second[0].lower() + second[1:]
    return f"{first[:-1]}; {small}"


def _parted(text: str) -> tuple[str, str] | tuple[()]:
    """A sentence as two, cut where it pauses next to its middle; () where it cannot be cut."""
    cuts = [
        match
        for match in _CUT.finditer(text)
        if min(len(text[: match.start()].split()), len(text[match.end() :].split())) >= _LEAST
    ]
    if not cuts:
        return ()
    cut = min(cuts, key=lambda match: abs(match.start() - len(text) / 2))
    second = text[cut.end() :]
    return text[: cut.start()] + ".", second[0].upper() + second[1:]
