"""Time `status --analysis`: many releases, half of them reviewed, against the memory of these.

    python benchmarks/analysis.py [--releases 300] [--runs 3]

Every release is 22 sentences of the training corpus, of which three in ten have one word
changed, so that every band has something. Every other release is approved. Runs: the first
makes the index of the memory, the others find it there. Printed are seconds, of the clock
and of the processor, and the bands.
"""

import argparse
import random
import tempfile
import time
from pathlib import Path

from tiptranslate import pipeline, workspace
from tiptranslate.analysis import BANDS, analyse
from tiptranslate.drafts import Choice
from tiptranslate.project import Project
from tiptranslate.reports import Analysis, bands_of

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = """\
[workspace]
name = "benchmark 1.0"
languages = ["ru"]
[draft]
starter_memory = false
"""
SENTENCES = 22


def main() -> None:
    """Make, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--releases", type=int, default=300)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = make(Path(name), options.releases)
        print("| run | seconds | of the processor |")
        print("|---|---:|---:|")
        found: list[Analysis] = []
        for run in range(options.runs):
            project = Project(root)
            clock, processor = time.perf_counter(), time.process_time()
            made = analyse(project, list(project.releases), ["ru"])
            found = [one for one in made if isinstance(one, Analysis)]
            taken = time.perf_counter() - clock, time.process_time() - processor
            print(f"| {run + 1} | {taken[0]:.2f} | {taken[1]:.2f} |")
    bands = bands_of(found)
    print("\n| match | sentences |\n|---|---:|")
    for band in BANDS:
        print(f"| {band} | {bands[band].segments:,} |")


def make(root: Path, releases: int) -> Path:
    """A workspace of releases that share sentences, every other one approved."""
    workspace.init(root)
    (root / "tiptranslate.toml").write_text(SETTINGS, encoding="utf-8")
    lines = [
        line.partition("\t")[0]
        for path in sorted((ROOT / "training" / "corpus").glob("*.tsv"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    chance = random.Random(1)  # noqa: S311 - repeatable, not secret
    for number in range(releases):
        text = "\n\n".join(edited(chance.choice(lines), chance) for _ in range(SENTENCES))
        path = root / "releases" / f"release-{number:04}.txt"
        path.write_text(text + "\n", encoding="utf-8")
    project = Project(root)
    half = list(project.releases)[::2]
    pipeline.draft(project, half, ["ru"], Choice("pseudo"))
    for path in project.catalogs("ru"):
        path.write_bytes(path.read_bytes().replace(b"#, fuzzy\n", b""))
    return root


def edited(sentence: str, chance: random.Random) -> str:
    """A sentence, in three cases of ten with another word."""
    words = sentence.split()
    if words and chance.random() < 0.3:
        words[chance.randrange(len(words))] = "another"
    return " ".join(words)


if __name__ == "__main__":
    main()
