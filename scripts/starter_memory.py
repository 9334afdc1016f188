"""Make the memory that ships: lines of the corpus in which no person is named.

Usage: python scripts/starter_memory.py

A line is left out where two words with a capital stand side by side, neither at the
beginning of the sentence nor in a wording of the glossary: that may be somebody's name.
"""

import gzip
import io
import re
from collections.abc import Iterable
from pathlib import Path

from tiptranslate import vocabulary
from tiptranslate.markup import Kind, find_spans
from tiptranslate.model import Name, NameKind
from tiptranslate.project import Project

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "training" / "corpus"
TO = ROOT / "src" / "tiptranslate" / "translate" / "starter_memory.tsv.gz"
_PAIR = re.compile(r"(?=(?<![\w’'-])([A-Z][\w’'-]+) ([A-Z][\w’'-]+))")
_FIRST = re.compile(r"(?:^|[.?!:] |[“\"(])\Z")
_SMALL = re.compile(r"(?<![\w’'-])[a-z]+(?![\w’'-])")
_CELLS = 3


def lines() -> dict[str, tuple[str, str]]:
    """English to Russian and Uzbek, the first translation of every sentence."""
    found: dict[str, tuple[str, str]] = {}
    for path in sorted(CORPUS.rglob("*.tsv")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            cells = [cell.strip() for cell in line.split("\t")]
            if len(cells) >= _CELLS and all(cells[:_CELLS]):
                found.setdefault(cells[0], (cells[1], cells[2]))
    return found


class Register:
    """Tells sentences that may name a person from those that do not."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self._glossary = vocabulary.load(Project(ROOT))
        self._common = {word for text in sentences for word in _SMALL.findall(text)}

    def names_nobody(self, text: str) -> bool:
        """Whether a sentence has no honorific with a name, no registered person, no such pair."""
        if any(span.kind is Kind.NAME for span in find_spans(text)):
            return False
        known = self._glossary.find(text)
        if any(isinstance(m.item, Name) and m.item.kind is NameKind.PERSON for m in known):
            return False
        return all(
            any(match.start < pair.end(2) and pair.start(1) < match.end for match in known)
            or self._only_begins(text, pair)
            for pair in _PAIR.finditer(text)
        )

    def _only_begins(self, text: str, pair: re.Match[str]) -> bool:
        """Whether the first of two words has its capital from the beginning of a sentence."""
        begins = _FIRST.search(text[: pair.start(1)]) is not None
        return begins and pair[1].lower() in self._common


def main() -> None:
    """Write the file; the same corpus and glossary give the same bytes."""
    every = lines()
    register = Register(every)
    kept = {source: targets for source, targets in every.items() if register.names_nobody(source)}
    text = "en\tru\tuz\n" + "".join(f"{en}\t{ru}\t{uz}\n" for en, (ru, uz) in sorted(kept.items()))
    data = io.BytesIO()
    with gzip.GzipFile(fileobj=data, mode="wb", mtime=0) as file:
        file.write(text.encode())
    TO.write_bytes(data.getvalue())
    print(f"{len(kept)} of {len(every)} lines, {TO.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
