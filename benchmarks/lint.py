"""Time `lint` over many releases, start-up included, and what every check takes of it.

Usage: python benchmarks/lint.py [RELEASES] [KILOBYTES]
"""

import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from workspaces import ROOT

from tiptranslate.linting import LintChoice, Linter, chosen
from tiptranslate.project import Project
from tiptranslate.qa.lint import CHECKS

_TEXT = re.compile(r".{81,}")


def make(folder: Path, releases: int, size: int) -> None:
    """A workspace of releases of ``size`` characters: lines of the samples in a changed order."""
    (folder / "releases").mkdir(parents=True)
    (folder / "tiptranslate.toml").write_text('[workspace]\nname = "benchmark 1.0"\n')
    shutil.copytree(ROOT / "glossary", folder / "glossary")
    samples = sorted((ROOT / "releases").iterdir())
    lines = [line for path in samples for line in _TEXT.findall(path.read_text("utf-8"))]
    for number in range(releases):
        chance = random.Random(number)  # noqa: S311 - repeatable, not secret
        text = f"Release {number}\n"
        while len(text) < size:
            text += f"\n{chance.choice(lines)} In all, {chance.randint(2, 900)} people came.\n"
        (folder / "releases" / f"release-{number:05}.txt").write_text(text, "utf-8")


def by_check(folder: Path) -> dict[str, float]:
    """Seconds that every check takes in one process, its own reading of the text included."""
    project = Project(folder)
    linter = Linter(project, LintChoice())
    seconds: dict[str, float] = defaultdict(float)
    for slug in project.releases:
        begin = time.perf_counter()
        text = linter.read(slug)
        seconds["(reading)"] += time.perf_counter() - begin
        for check in chosen(project, LintChoice()):
            begin = time.perf_counter()
            for _ in check.check(text):
                pass
            check.collect(text)
            seconds[check.id] += time.perf_counter() - begin
    return seconds


def main(releases: int = 300, kilobytes: int = 1900) -> None:
    """Make the workspace, time the command as a person calls it, then every check."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "desk"
        make(folder, releases, kilobytes * 1000 // releases)
        command = ["tiptranslate", "--workspace", str(folder), "lint"]
        command[0] = str(Path(sys.executable).parent / command[0])
        begin = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        took = time.perf_counter() - begin
        print(f"{len(CHECKS)} checks, {releases} releases, {kilobytes} kB: {took:.2f} s")
        print(done.stderr.strip())
        for check, seconds in sorted(by_check(folder).items(), key=lambda item: -item[1]):
            print(f"{seconds:7.2f} s  {check}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
