"""Time the catalogs' way, beside po4a, mdpo and translate-toolkit where they are installed.

Usage: python benchmarks/catalogs.py [--releases 300] [--rounds 3]

Every round edits one paragraph in ten of every release, then extracts, merges and
assembles; every tool does the same work on the same files, one after the other in each
round, so that a slow moment of the machine hits all alike. Printed are medians and
ranges of wall and processor seconds, and the memory of the largest process. The peers
take a paragraph as their unit, we a sentence.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import workspaces

from tiptranslate.project import Project


@dataclass(frozen=True, slots=True)
class Time:
    """Wall and processor seconds, and MB of the largest process."""

    wall: float
    cpu: float
    memory: float

    def __add__(self, other: "Time") -> "Time":
        memory = max(self.memory, other.memory)
        return Time(self.wall + other.wall, self.cpu + other.cpu, memory)


def run(*command: str | Path, cwd: Path) -> Time:
    """Run one command; a failing one ends the benchmark."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            [*map(str, command)], cwd=cwd, stdout=subprocess.DEVNULL, stderr=errors
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            raise SystemExit(f"{command[0]} failed: {errors.read()[-500:].decode()}")
    return Time(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


class Ours:
    """``draft`` without an engine, then ``assemble`` to text."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._command = shutil.which("tiptranslate", path=os.path.dirname(sys.executable))  # noqa: PTH120

    def measure(self) -> dict[str, Time]:
        """Every step that is timed."""
        root = self._project.root
        command = str(self._command)
        shutil.rmtree(root / "build", ignore_errors=True)
        drafted = run(command, "draft", "--engine", "none", cwd=root)
        made = run(command, "assemble", "--allow-drafts", cwd=root)
        again = run(command, "draft", "--engine", "none", cwd=root)
        start_up = run(command, "--version", cwd=root)
        return {
            "tiptranslate: extract, merge, assemble": drafted + made,
            "tiptranslate: nothing to do": again,
            "tiptranslate: start-up alone": start_up,
        }


class TranslateToolkit:
    """``txt2po``, ``pot2po`` and ``po2txt`` over whole folders."""

    def __init__(self, project: Project, folder: Path) -> None:
        self._releases = project.root / "releases"
        self._folder = folder
        folder.mkdir()

    def measure(self) -> dict[str, Time]:
        """Extract, merge with the catalogs of the round before, write the texts."""
        quiet = ("--progress=none",)
        old = self._folder / "po"
        (self._folder / "old").mkdir(exist_ok=True)
        if old.exists():
            shutil.rmtree(self._folder / "old")
            old.rename(self._folder / "old")
        total = run("txt2po", *quiet, "-P", self._releases, "pot", cwd=self._folder)
        total += run("pot2po", *quiet, "-t", "old", "pot", "po", cwd=self._folder)
        total += run("po2txt", *quiet, "-t", self._releases, "po", "out", cwd=self._folder)
        return {"translate-toolkit: extract, merge, assemble": total}


class Po4a:
    """One ``po4a`` run over all releases into one catalog."""

    def __init__(self, project: Project, folder: Path) -> None:
        self._folder = folder
        folder.mkdir()
        lines = ["[po4a_langs] ru", "[po4a_paths] po/all.pot ru:po/ru.po"]
        lines += [f"[type: text] {path} ru:out/{path.name}" for path in project.releases.values()]
        (folder / "po").mkdir()
        (folder / "po4a.cfg").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def measure(self) -> dict[str, Time]:
        """Extract, merge and write; then once more with nothing changed."""
        command = ("po4a", "--quiet", "--keep", "0", "po4a.cfg")
        full = run(*command, cwd=self._folder)
        again = run(*command, cwd=self._folder)
        return {
            "po4a: extract, merge, assemble": full,
            "po4a: nothing to do": again,
        }


class Mdpo:
    """``md2po2md`` over all releases, which it reads as Markdown."""

    def __init__(self, project: Project, folder: Path) -> None:
        self._project = project
        self._folder = folder
        folder.mkdir()

    def measure(self) -> dict[str, Time]:
        """Extract, merge and write; then once more with nothing changed."""
        texts = self._folder / "releases"
        texts.mkdir(exist_ok=True)
        for path in self._project.releases.values():
            shutil.copyfile(path, texts / f"{path.stem}.md")
        command = ("md2po2md", "-q", "-l", "ru", "-o", "out/{lang}", "releases/*.md")
        full = run(*command, cwd=self._folder)
        again = run(*command, cwd=self._folder)
        return {"mdpo: extract, merge, assemble": full, "mdpo: nothing to do": again}


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--releases", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    times: dict[str, list[Time]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project = workspaces.make(folder / "ours", options.releases)
        tools: list[Ours | TranslateToolkit | Po4a | Mdpo] = [Ours(project)]
        if shutil.which("txt2po"):
            tools.append(TranslateToolkit(project, folder / "toolkit"))
        if shutil.which("po4a"):
            tools.append(Po4a(project, folder / "po4a"))
        if shutil.which("md2po2md"):
            tools.append(Mdpo(project, folder / "mdpo"))
        for _ in range(options.rounds):
            workspaces.edit(project)
            for tool in tools:
                for label, taken in tool.measure().items():
                    times[label].append(taken)
            workspaces.approve(project, "ru")
    print(f"{options.releases} releases, {options.rounds} rounds, {os.cpu_count()} cores")
    print(f"{'':45} {'wall s':>17} {'processor s':>17} {'MB':>5}")
    for label, taken in times.items():
        wall, cpu = _range([t.wall for t in taken]), _range([t.cpu for t in taken])
        print(f"{label:45} {wall:>17} {cpu:>17} {max(t.memory for t in taken):>5.0f}")


def _range(values: list[float]) -> str:
    """The median and, in brackets, the least and the most."""
    return f"{statistics.median(values):.2f} ({min(values):.2f}-{max(values):.2f})"


if __name__ == "__main__":
    main()
