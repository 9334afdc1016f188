"""Time every command over workspaces of growing size: time and memory a release must stay flat.

Usage: python benchmarks/growth.py [--most 1000] [--commands draft,status]

A workspace of a size is made once: different releases of the samples' paragraphs, drafted
into Russian and approved. Then every command runs in a process of its own. "nothing to do"
is a second run of `draft`, "first" one without a catalog. Memory is that of the largest process.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import workspaces

from tiptranslate.project import Project

SIZES = (10, 100, 1000, 10_000)


@dataclass(frozen=True, slots=True)
class Command:
    """What is timed: how it is called, and what is taken away before it."""

    name: str
    words: tuple[str, ...]
    before: str = ""


COMMANDS = (
    Command("draft, first", ("draft", "--engine", "none"), before="locales"),
    Command("draft, one in ten changed", ("draft", "--engine", "none"), before="edit"),
    Command("draft, nothing to do", ("draft", "--engine", "none")),
    Command("status", ("status", "--format", "csv")),
    Command("lint", ("lint",)),
    Command("check", ("check",)),
    Command("assemble, text", ("assemble", "--allow-drafts"), before="build"),
)


@dataclass(frozen=True, slots=True)
class Taken:
    """Wall seconds, processor seconds, and MB of the largest process."""

    wall: float
    cpu: float
    memory: float


def run(project: Project, words: tuple[str, ...]) -> Taken:
    """Run one command; findings are no failure, anything else ends the benchmark."""
    program = Path(sys.executable).with_name("tiptranslate")
    command = [str(program), "--workspace", str(project.root), *words]
    begin = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            said.seek(0)
            raise SystemExit(f"{words} failed: {said.read()[-500:].decode()}")
    return Taken(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def prepare(project: Project, before: str) -> None:
    """Bring a workspace into the state a command is timed in."""
    if before == "edit":
        for number, path in enumerate(project.releases.values()):
            if number % 10 == 0:
                text = path.read_text(encoding="utf-8")
                path.write_text(text.replace(" the ", " the new ", 1), encoding="utf-8")
    elif before:
        shutil.rmtree(project.root / before, ignore_errors=True)


def main() -> None:
    """Print a table for every size."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--most", type=int, default=1000, help="Releases of the largest workspace.")
    parser.add_argument("--commands", default="", help="Only those that begin with one of these.")
    options = parser.parse_args()
    wanted = tuple(filter(None, options.commands.split(",")))
    chosen = [c for c in COMMANDS if not wanted or c.name.startswith(wanted)]
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.machine()}")
    print(f"{'releases':>9}  {'':28} {'wall s':>8} {'cpu s':>8} {'ms each':>8} {'MB':>6}")
    for size in (size for size in SIZES if size <= options.most):
        with tempfile.TemporaryDirectory() as name:
            project = workspaces.make(Path(name) / "desk", size)
            for command in chosen:
                prepare(project, command.before)
                taken = run(project, command.words)
                each = 1000 * taken.wall / size
                print(
                    f"{size:>9,}  {command.name:28} {taken.wall:>8.2f} {taken.cpu:>8.2f} "
                    f"{each:>8.2f} {taken.memory:>6.0f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
