"""Write the Uzbek of the corpus in Cyrillic and back: what differs, why, and how fast it goes.

Usage: python benchmarks/cyrillic.py [--data ../shared/data] [--rounds 5] [--list] [--libraries]

Every difference is counted once under its cause. With --libraries the golden words and the
corpus also go through alifbo and UzTransliterator, if these are installed; apostrophes are then
compared whatever their sign.
"""

import argparse
import importlib.util
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from tiptranslate.languages.cyrillic import to_cyrillic, to_latin
from tiptranslate.languages.words import plain

ROOT = Path(__file__).resolve().parent.parent
Convert = Callable[[str], str]
CAUSES = (
    ("older spelling of a month (sentyabr, oktyabr)", "(?:sent|okt)yabr"),
    (
        "two Latin spellings of a word, the other is given back",
        "shveys|nuqtai|stsen|shprits|mavqei|mavzui|batalon",
    ),
    ("two days of one month, hyphen behind the first", "[0-9]-$"),
    ("acronym in another way (FHDY, ChHB)", "(?-i:[A-Z]{2}|ChH)"),
    ("e for ye in a surname", "ev[.,]?$"),
)
"""Why a word comes back in another way: the cause, and how such a word looks."""


def sentences(data: Path) -> list[str]:
    """The Uzbek side of the corpus."""
    folder = data / "corpus"
    paths = sorted((*folder.glob("*.tsv"), *folder.glob("documents/*.tsv")))
    return [line.split("\t")[2] for p in paths for line in p.read_text("utf-8").splitlines()]


def golden() -> list[tuple[str, str, str]]:
    """Latin, Cyrillic and reason of every golden word."""
    lines = (ROOT / "tests/data/cyrillic/words.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("# ")]
    return [(latin, cyrillic, reason) for latin, cyrillic, reason in rows]


def differences(before: list[str], after: list[str]) -> Iterator[tuple[str, str, str]]:
    """The words that differ, and the cause."""
    for old, new in zip(before, after, strict=True):
        for word, other in zip(old.split(), new.split(), strict=True):
            if word != other:
                found = (c for c, p in CAUSES if re.search(p, word, re.IGNORECASE))
                yield word, other, next(found, "other")


def megabytes(lines: list[str], convert: Convert, rounds: int) -> str:
    """The first round and the median of the others, in megabytes of UTF-8 a second."""
    size = sum(len(line.encode()) for line in lines) / 1e6
    speeds = []
    for _ in range(rounds + 1):
        begin = time.process_time()
        for line in lines:
            convert(line)
        speeds.append(size / (time.process_time() - begin))
    median = statistics.median(speeds[1:])
    return f"{speeds[0]:.2f} MB/s, then {median:.2f} ({min(speeds[1:]):.2f} to {max(speeds):.2f})"


def libraries() -> Iterator[tuple[str, Convert, Convert]]:
    """The libraries there are, as they are used by their documentation."""
    if importlib.util.find_spec("alifbo"):
        import alifbo  # noqa: PLC0415 - optional

        yield (
            "alifbo",
            lambda text: str(alifbo.to_cyrillic(alifbo.to_new_latin(text).text).text),
            lambda text: str(alifbo.to_old_latin(alifbo.from_cyrillic(text).text).text),
        )
    if importlib.util.find_spec("UzTransliterator"):
        from UzTransliterator import UzTransliterator  # noqa: PLC0415 - optional

        other = UzTransliterator()
        yield (
            "UzTransliterator",
            lambda text: str(other.transliterate(text, "lat", "cyr")),
            lambda text: str(other.transliterate(text, "cyr", "lat")),
        )


def score(name: str, there: Convert, back: Convert, lines: list[str]) -> None:
    """Print how many golden words and sentences a way gets right."""
    rows = golden()
    both = [row for row in rows if not row[2].startswith("one way:")]
    right = sum(there(latin) == cyrillic for latin, cyrillic, _ in rows)
    returned = sum(plain(back(cyrillic)) == plain(latin) for latin, cyrillic, _ in both)
    same = sum(plain(back(there(line))) == plain(line) for line in lines)
    print(f"{name}: {right} of {len(rows)} words to Cyrillic, {returned} of {len(both)} back,")
    print(f"  {same} of {len(lines)} sentences come back; {megabytes(lines, there, 1)}")


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--list", action="store_true", help="every word that differs")
    parser.add_argument("--libraries", action="store_true")
    options = parser.parse_args()
    lines = sentences(options.data)
    print(f"to Cyrillic: {megabytes(lines, to_cyrillic, options.rounds)}")
    cyrillic = [to_cyrillic(line) for line in lines]
    print(f"to Latin: {megabytes(cyrillic, to_latin, options.rounds)}")
    latin = [to_latin(line) for line in cyrillic]
    changed = sum(a != b for a, b in zip(lines, latin, strict=True))
    found = list(differences(lines, latin))
    print(f"{len(lines)} sentences, {changed} come back with a difference, {len(found)} words:")
    for cause, count in Counter(cause for _, _, cause in found).most_common():
        print(f"{count:6}  {cause}")
    if options.list:
        for (word, other), count in Counter((a, b) for a, b, _ in found).most_common():
            print(f"{count:6}  {word} -> {other}")
    if options.libraries:
        some = lines[::10]
        for name, there, back in (("tiptranslate", to_cyrillic, to_latin), *libraries()):
            score(name, there, back, some)


if __name__ == "__main__":
    main()
