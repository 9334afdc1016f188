"""Time the memory: import and export of TMX, the index, and look-ups of every kind.

The units are sentences of the project's own corpus, cut in half and joined anew with a
fixed seed, so that any number of them is like real text and no two are the same.

Usage: python benchmarks/memory.py [UNITS] [ROUNDS]
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from check import rows

from tiptranslate.exchange import tmx
from tiptranslate.model import Unit
from tiptranslate.planning import Planner
from tiptranslate.project import Project
from tiptranslate.recall import Recall
from tiptranslate.translate.memory_words import tokens

SEED = 7
LANGUAGE = "ru"
_SHORTEST, _LONGEST = 10, 30
"""Words of the sentences that are looked up."""


def units(number: int) -> Iterator[Unit]:
    """So many different units: the beginning of one sentence with the end of another."""
    chance = random.Random(SEED)  # noqa: S311 - repeatable, not secret
    sentences = [row[:2] for row in rows(10**6)]
    seen: set[str] = set()
    while len(seen) < number:
        one, other = chance.choice(sentences), chance.choice(sentences)
        source, target = (_half(one[n], 0) + " " + _half(other[n], 1) for n in range(2))
        if source not in seen:
            seen.add(source)
            yield Unit(source, target, f"r{len(seen) // 30:05}", "2024-05-03T10:11:12Z")


def _half(text: str, which: int) -> str:
    words = text.split()
    middle = (len(words) + 1) // 2
    return " ".join(words[middle:] if which else words[:middle])


def queries(known: list[str], number: int) -> dict[str, list[str]]:
    """Sentences to look up: the same, ones with a word in ten changed, and quite other ones."""
    chance = random.Random(SEED + 1)  # noqa: S311 - as above
    fitting = [text for text in known if _SHORTEST <= len(tokens(text)) <= _LONGEST]
    words = [word for text in known[:2000] for word in text.split()]
    other = [
        " ".join(chance.choice(words) for _ in range(chance.randint(_SHORTEST, _LONGEST)))
        for _ in range(number)
    ]
    exact = chance.sample(fitting, number)
    return {
        "exact": exact,
        "near": [_changed(text, words, chance) for text in chance.sample(fitting, number)],
        "none": other,
    }


def _changed(text: str, words: list[str], chance: random.Random) -> str:
    parts = text.split()
    for place in chance.sample(range(len(parts)), max(1, len(parts) // 10)):
        parts[place] = chance.choice(words)
    return " ".join(parts)


def time_each(asked: list[str], look: Callable[[str], object]) -> tuple[str, int]:
    """Milliseconds by the clock and of the processor, the median and the worst; answers found."""
    walls, works, found = [], [], 0
    for text in asked:
        wall, work = time.perf_counter(), time.process_time()
        found += bool(look(text))
        walls.append(1000 * (time.perf_counter() - wall))
        works.append(1000 * (time.process_time() - work))
    times = (median(walls), max(walls), median(works), max(works))
    return "".join(f"{value:8.2f} ms" for value in times), found


def workspace(folder: Path) -> Path:
    """An empty workspace."""
    folder.mkdir(parents=True)
    (folder / "tiptranslate.toml").write_text(
        f'[workspace]\nname = "benchmark 1.0"\nlanguages = ["{LANGUAGE}"]\n', encoding="utf-8"
    )
    return folder


def command(folder: Path, *arguments: str) -> tuple[float, float, float]:
    """Seconds by the clock and of the processor, and peak memory in MB; start-up included."""
    code = (
        "import re, sys; from tiptranslate.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1], "
        "file=sys.stderr)"
    )
    wall, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", code, "--workspace", str(folder), *arguments],
        check=False,
        capture_output=True,
        text=True,
    )
    wall, after = time.perf_counter() - wall, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode <= 1, done.stderr
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, work, int(done.stderr.split()[-1]) / 1024


def measure(folder: Path, number: int, rounds: int) -> None:
    """Print a table for a memory of so many units."""
    root = workspace(folder)
    old = folder / "old.tmx"
    with old.open("wb") as file:
        tmx.dump(((unit, LANGUAGE) for unit in units(number)), file.write)
    print(f"\n{number:,} units, {old.stat().st_size / 1e6:.0f} MB of TMX")
    first = next(units(1)).source
    for name, arguments in {
        "memory import": ("memory", "import", str(old), "--name", "old"),
        "first look-up, makes the index": ("memory", "find", first),
        "second look-up": ("memory", "find", first),
        "memory export": ("memory", "export", "-o", str(folder / "new.tmx")),
        "memory check": ("memory", "check", "--format", "json"),
    }.items():
        seconds, work, size = command(root, *arguments)
        print(f"  {name:<32} {seconds:7.2f} s  {work:6.2f} s cpu  {size:6.0f} MB at most")
    index = root / "build" / ".tiptranslate" / f"memory-{LANGUAGE}.sqlite"
    print(f"  {'index':<32} {index.stat().st_size / 1e6:7.0f} MB")
    look_up(root, number, rounds)


def look_up(root: Path, number: int, rounds: int) -> None:
    """Print how long opening and look-ups take."""
    project = Project(root)
    opened = []
    for _ in range(9):
        start = time.perf_counter()
        memory = Recall(project, Planner(project), LANGUAGE).memory()
        opened.append(1000 * (time.perf_counter() - start))
    print(f"  {'opening':<32} {median(opened):7.2f} ms median, {max(opened):.2f} ms worst")
    asked = queries([unit.source for unit in units(number)], rounds)
    memory.near("The first look-up loads the glossary.")
    looks: dict[str, Callable[[str], object]] = {
        "exact": memory.exact,
        "near, at least 75 %": lambda text: memory.near(text, 0.75),
        "near, at least 60 %": lambda text: memory.near(text, 0.6),
    }
    columns = "".join(f"{name:>11}" for name in ("median", "worst", "cpu", "worst"))
    print(f"  {'look-up of':<12}{'asked for':<22}{columns}  found")
    for kind, texts in asked.items():
        for name, look in looks.items():
            times, found = time_each(texts, look)
            print(f"  {kind:<12}{name:<22}{times}  {found:,} of {len(texts):,}")


def main() -> None:
    """Measure a tenth of the units, then all: what does not grow is constant."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    with tempfile.TemporaryDirectory() as folder:
        for size in (number // 10, number):
            measure(Path(folder) / str(size), size, rounds)


if __name__ == "__main__":
    main()
