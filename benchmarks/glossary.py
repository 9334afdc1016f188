"""Time the search for a vocabulary of 300 terms in 2 MB of text, by language.

Usage: python benchmarks/glossary.py [--data ../shared/data] [--rounds 5]

The text is the corpus beside the project. One vocabulary is the project's own, the other is
made of frequent words, pairs and triples of words of the text itself. Each figure is the
median of the rounds, in seconds of the processor, with the range.
"""

import argparse
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tiptranslate.glossary.passage import Passage
from tiptranslate.glossary.register import Glossary
from tiptranslate.glossary.table import read_names, read_terms
from tiptranslate.languages import en_forms
from tiptranslate.languages.words import TOKEN, fold
from tiptranslate.model import Target, Term

SIZE = 2_000_000
COLUMNS = {"en": 0, "ru": 1, "uz": 2}
SHARES = {1: 50, 2: 150, 3: 100}  # terms by their number of words


def read(data: Path, language: str) -> list[str]:
    """The corpus in one language, line by line, repeated up to the size."""
    paths = sorted((data / "corpus").rglob("*.tsv"))
    rows = [line.split("\t") for path in paths for line in path.read_text("utf-8").splitlines()]
    lines = [row[COLUMNS[language]] for row in rows if len(row) == len(COLUMNS)]
    length = sum(map(len, lines)) + len(lines)
    return (lines * (SIZE // length + 1))[: round(len(lines) * SIZE / length)]


def vocabulary(lines: list[str], language: str) -> Glossary:
    """Frequent sequences of words that don't begin or end with a short one.

    The most frequent ones are left out: "people", "said" and their like are no terms.
    """
    counts: dict[int, Counter[str]] = {size: Counter() for size in SHARES}
    for line in lines:
        for clause in re.split(r"[^\w' ]+", fold(line)):
            words = TOKEN.findall(clause)
            for size, counter in counts.items():
                runs = (words[at : at + size] for at in range(len(words) - size + 1))
                counter.update(
                    " ".join(run) for run in runs if min(map(len, run[:: size - 1 or 1])) > 4
                )
    wordings = [
        text
        for size, share in SHARES.items()
        for text, _ in counts[size].most_common(2 * share)[share:]
    ]
    return Glossary(tuple(Term(text, targets={language: Target(text)}) for text in wordings))


def own() -> Glossary:
    """The glossary of the project itself."""
    folder = Path(__file__).resolve().parent.parent / "glossary"
    codes = [code for code in COLUMNS if code != "en"]
    terms, names = folder / "terms.csv", folder / "names.csv"
    return Glossary(
        read_terms(terms.read_bytes(), terms, codes)[0],
        read_names(names.read_bytes(), names, codes)[0],
    )


def measure(what: str, rounds: int, action: Callable[[], object]) -> None:
    """Run an action some times and print how long it took."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    print(f"{what:48} {statistics.median(times):.3f} ({min(times):.3f}-{max(times):.3f})")


def compare(what: str, glossary: Glossary, lines: list[str], language: str, rounds: int) -> None:
    """Measure one vocabulary in one language, step by step."""
    text = "\n\n".join(lines)
    matcher = glossary.matcher(language)
    found = len(matcher.find(text))
    rows = len(glossary.terms) + len(glossary.names)
    print(f"{language}, {what}: {len(text):,} characters, {rows} rows, {found:,} matches")
    measure("  fold and cut into words", rounds, lambda: Passage(text))
    measure("  make the matcher", rounds, lambda: replace(glossary).matcher(language))
    measure("  make it, find", rounds, lambda: replace(glossary).find(text, language))
    measure("  find, made before, line by line", rounds, lambda: [*map(matcher.find, lines)])


def main() -> None:
    """Measure every language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    for language in COLUMNS:
        lines = read(options.data, language)
        compare("own", own(), lines, language, options.rounds)
        compare("made", vocabulary(lines, language), lines, language, options.rounds)
    measure("simplemma (import, dictionary), not used by find", 1, lambda: en_forms.stems("words"))


if __name__ == "__main__":
    main()
