"""Print every table of docs/performance.md: one command, about half an hour on two cores.

Usage: python benchmarks/all.py [--most 1000]

Peers are measured where they are installed; see the README beside this file.
"""

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
PACKAGES = ("tiptranslate", "ctranslate2", "polib", "rapidfuzz", "regex", "argos-translate-lt")
PEERS = {
    "translate-toolkit": ("txt2po", "--version"),
    "mdpo": ("md2po", "--version"),
    "po4a": ("po4a", "--version"),
}


def machine() -> None:
    """Print what it was measured on."""
    print(f"{os.cpu_count()} cores, {_processor()}, {platform.system()}, ", end="")
    print(f"Python {platform.python_version()}")
    print(", ".join(f"{name} {version(name)}" for name in PACKAGES))
    for name, command in PEERS.items():
        if shutil.which(command[0]):
            said = subprocess.run(command, capture_output=True, text=True, check=False)
            print(f"{name}: {(said.stdout + said.stderr).strip().splitlines()[0]}")


def _processor() -> str:
    """The name of the processor, where the system tells."""
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def start_up(runs: int = 20) -> None:
    """Print how long commands take that do nothing."""
    program = str(Path(sys.executable).with_name("tiptranslate"))
    for words in (["--version"], ["--help"], ["draft", "--help"]):
        times = []
        for _ in range(runs):
            begin = time.perf_counter()
            subprocess.run([program, *words], capture_output=True, check=True)
            times.append(1000 * (time.perf_counter() - begin))
        print(f"tiptranslate {' '.join(words):14} {statistics.median(times):6.0f} ms", flush=True)


def main() -> None:
    """Print machine, start-up and the tables of the other scripts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--most", default="1000", help="Releases of the largest workspace.")
    options = parser.parse_args()
    machine()
    start_up()
    for script in (
        ["draft.py"],
        ["catalogs.py"],
        ["check.py"],
        ["lint.py"],
        ["glossary.py"],
        ["documents.py"],
        ["memory.py"],
        ["growth.py", "--most", options.most],
    ):
        print(f"\n$ python benchmarks/{' '.join(script)}", flush=True)
        subprocess.run([sys.executable, str(HERE / script[0]), *script[1:]], check=False)


if __name__ == "__main__":
    main()
