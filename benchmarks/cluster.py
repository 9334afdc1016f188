"""Time drafting in one process and on workers of this machine, and what is left to the driver.

The sentences are those that come with the program, each once, 30 a release; the model is the
one that comes with it. The catalogs of all runs must be equal to the byte.

The project's own glossary has its say. Seconds are of the clock; "cores" are seconds of
processor time of all processes together, which tell more where a machine is busy with other
things. "driver" is the processor time of the process that plans, checks and writes, connecting
not counted: the workers wait for it however many there are, so words over it is where more
workers stop to help.

Usage: python benchmarks/cluster.py [SENTENCES] [WORKERS]
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import psutil

from tiptranslate.translate import starter

SETTINGS = '[workspace]\nlanguages = ["ru"]\n[draft]\nengine = "starter"\nstarter_memory = false\n'
DRAFT = """
import json, resource, sys, time
from pathlib import Path
from tiptranslate import pipeline
from tiptranslate.drafts import Choice
from tiptranslate.project import Project
project = Project(Path(sys.argv[1]))
start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF)
report = pipeline.draft(project, list(project.releases), ["ru"], Choice(cluster=sys.argv[2]))
after = resource.getrusage(resource.RUSAGE_SELF)
assert not report.errors, report.errors
cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
print(json.dumps([time.monotonic() - start, cpu]))
"""
A_RELEASE = 30
REPOSITORY = Path(__file__).resolve().parent.parent


def main() -> None:
    """Make a workspace, draft it in every way, print the table."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    workers = int(sys.argv[2]) if len(sys.argv) > 2 else os.cpu_count() or 1
    sentences = list(islice(dict.fromkeys(u.source for u in starter.units("en", "ru")), wanted))
    words = sum(sentence.count(" ") + 1 for sentence in sentences)
    print(f"{len(sentences):,} sentences, {words:,} words, {os.cpu_count()} cores\n")
    heads = ("seconds", "words/s", "cores s", "words/cores s", "driver s", "words/driver s")
    print(" " * 24 + "".join(f"{head:>15}" for head in heads) + "  catalogs")
    for threads in sorted({1, workers}):
        seconds, cores, digest = _draft(sentences, str(threads), "")
        _show(f"one process, {threads} threads", words, seconds, cores, None, digest)
    for number in sorted({1, workers}):
        with tempfile.TemporaryDirectory() as folder, _cluster(Path(folder), number) as cluster:
            # The first run also loads the models; its driver only connects.
            _, connecting, _ = _draft(sentences[:1], "1", cluster.address)
            before = cluster.seconds()
            seconds, driver, digest = _draft(sentences, "1", cluster.address)
            driver -= connecting
            cores = driver + cluster.seconds() - before
            _show(f"{number} workers", words, seconds, cores, driver, digest)


def _show(
    name: str, words: int, seconds: float, cores: float, driver: float | None, digest: str
) -> None:
    times = (seconds, cores, *([driver] if driver is not None else []))
    cells = "".join(f"{time:>15.1f}{words / time:>15,.0f}" for time in times)
    print(f"{name:24}{cells:90}  {digest}", flush=True)


@dataclass
class _Cluster:
    """A scheduler and its workers."""

    address: str
    processes: list[subprocess.Popen[bytes]]

    def seconds(self) -> float:
        """Processor time of them all so far."""
        times = [psutil.Process(process.pid).cpu_times() for process in self.processes]
        return sum(time.user + time.system for time in times)


def _draft(sentences: list[str], threads: str, address: str) -> tuple[float, float, str]:
    """Seconds, the driver's own processor time, a fingerprint of the catalogs."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "releases").mkdir()
        (root / "tiptranslate.toml").write_text(SETTINGS)
        shutil.copytree(REPOSITORY / "glossary", root / "glossary")
        for start in range(0, len(sentences), A_RELEASE):
            text = "\n\n".join(sentences[start : start + A_RELEASE])
            path = root / "releases" / f"r{start:06}.txt"
            path.write_text(f"News item {start}\n\n{text}\n", encoding="utf-8")
        env = {**os.environ, "OMP_NUM_THREADS": threads, "SOURCE_DATE_EPOCH": "1700000000"}
        done = subprocess.run(
            [sys.executable, "-c", DRAFT, folder, address],
            env=env,
            check=True,
            stdout=subprocess.PIPE,
        )
        seconds, driver = json.loads(done.stdout)
        made = hashlib.sha256(b"".join(p.read_bytes() for p in sorted(root.rglob("*.po"))))
        return seconds, driver, made.hexdigest()[:8]


@contextmanager
def _cluster(folder: Path, workers: int) -> Iterator[_Cluster]:
    """A scheduler with workers of one thread each."""
    file = folder / "scheduler.json"
    env = {**os.environ, "OMP_NUM_THREADS": "1"}
    common = {"env": env, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    dask = [sys.executable, "-m"]
    host = ["--host", "127.0.0.1", "--no-dashboard"]
    started = [
        subprocess.Popen(
            [*dask, "distributed.cli.dask_scheduler", *host, "--port", "0",
             "--dashboard-address", "127.0.0.1:0", "--scheduler-file", str(file)],
            **common,
        )
    ]  # fmt: skip
    try:
        while not (file.is_file() and file.stat().st_size):
            time.sleep(0.1)
        address = json.loads(file.read_text())["address"]
        started += [
            subprocess.Popen(
                [*dask, "distributed.cli.dask_worker", address, *host, "--no-nanny",
                 "--nthreads", "1", "--local-directory", str(folder)],
                **common,
            )
            for _ in range(workers)
        ]  # fmt: skip
        time.sleep(3 * workers)
        yield _Cluster(address, started)
    finally:
        for process in started:
            process.kill()
            process.wait()


if __name__ == "__main__":
    main()
