"""What is measured: chrF++, BLEU, and whether numbers, addresses and content words are there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

import sacrebleu

NUMBER = re.compile(r"\d+(?:[.,\s\u00a0]\d+)*")
SPAN = re.compile(
    r"https?://\S+|[\w.+-]+@[\w-]+\.[\w.]+|\b[A-Z]{1,4}/[A-Z0-9/.]+|\+\d[\d ()-]{6,}\d"
)
WORD = re.compile(r"[^\W\d_]{4,}")
STEM = 5


@dataclass(frozen=True, slots=True)
class Scores:
    """Figures of one set of lines, all in percent."""

    lines: int
    chrf: float
    bleu: float
    numbers: float
    spans: float
    coverage: float

    def rounded(self) -> dict[str, float]:
        """The figures with one decimal."""
        return {name: round(value, 1) for name, value in asdict(self).items()}


def score(sources: Sequence[str], outputs: Sequence[str], references: Sequence[str]) -> Scores:
    """Scores outputs against their references."""
    return Scores(
        len(sources),
        sacrebleu.corpus_chrf(outputs, [references], word_order=2).score,
        sacrebleu.corpus_bleu(outputs, [references]).score,
        kept(map(numbers, sources), map(numbers, outputs)),
        kept(map(spans, sources), map(spans, outputs)),
        kept(map(stems, references), map(stems, outputs)),
    )


def kept(wanted: Iterable[Counter[str]], found: Iterable[Counter[str]]) -> float:
    """The share of wanted items that were found, over all lines; 100 where nothing is wanted."""
    total = hit = 0
    for left, right in zip(wanted, found, strict=True):
        total += left.total()
        hit += (left & right).total()
    return 100.0 * hit / total if total else 100.0


def numbers(text: str) -> Counter[str]:
    """The numbers of a text, blind to how groups and decimals are written."""
    return Counter(re.sub(r"\D", "", match) for match in NUMBER.findall(text))


def spans(text: str) -> Counter[str]:
    """Addresses, phones and document symbols, which must come through unchanged."""
    return Counter(SPAN.findall(text))


def stems(text: str) -> Counter[str]:
    """The beginnings of the longer words: whether the content is there, whatever its endings."""
    return Counter({word[:STEM].casefold(): 1 for word in WORD.findall(text)})
