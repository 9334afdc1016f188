"""Fuzzes one reader with atheris: `python fuzz/run.py READER [--seconds N] [--out FOLDER]`.

A finding does not end the run: the first input of each kind is kept in FOLDER/READER, together
with those that take longer than `SLOW` seconds, and told at the end. libFuzzer's own figures
(executions, coverage) go to standard error.
"""

import argparse
import atexit
import importlib
import pkgutil
import re
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from hashlib import sha256
from pathlib import Path

import atheris

PARTS = ("catalog", "exchange", "formats", "glossary", "ingest", "segment", "translate")
"""What has readers; much of it is imported late, and must be in time to be followed."""

sys.path.insert(0, str(Path(__file__).resolve().parent))
with atheris.instrument_imports(include=["tiptranslate", "polib", "tomllib"]):
    import readers

    for part in PARTS:
        package = importlib.import_module(f"tiptranslate.{part}")
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)

_WORD = re.compile(rb"<[^<>\n]{1,80}>|[\w:.-]{3,40}|#[~|:.,]+")
SLOW = 2.0
"""Seconds for an input of at most `readers.LONGEST` bytes."""


class Harness:
    """Gives inputs to one reader and keeps what is wrong.

    Args:
        name: The reader.
        out: Where inputs are kept.
    """

    def __init__(self, name: str, out: Path) -> None:
        self._name = name
        self._out = out
        self._known: set[str] = set()
        self._scratch = Path(tempfile.mkdtemp(prefix="fuzz-"))
        atexit.register(shutil.rmtree, self._scratch, ignore_errors=True)

    def __call__(self, data: bytes) -> None:
        """One input."""
        folder = self._scratch / "in"
        folder.mkdir()
        begun = time.process_time()
        try:
            readers.run(self._name, data, folder)
        except (Exception, MemoryError) as error:  # noqa: BLE001 - whatever comes is a finding
            self._keep(_kind(error), data, error)
        finally:
            shutil.rmtree(folder)
        taken = time.process_time() - begun
        if taken > SLOW:
            self._keep(f"slow-{taken:.0f}s", data, None)

    def _keep(self, kind: str, data: bytes, error: BaseException | None) -> None:
        """Keep the first input of a kind."""
        if kind in self._known:
            return
        self._known.add(kind)
        path = self._out / f"{kind}-{sha256(data).hexdigest()[:8]}"
        path.write_bytes(data)
        print(f"FINDING {self._name}: {path}", file=sys.stderr)
        if error is not None:
            traceback.print_exception(error, file=sys.stderr)
        sys.stderr.flush()


def _kind(error: BaseException) -> str:
    """What is raised, and where: the last line of ours."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "tiptranslate" in frame.filename] or frames
    return f"{type(error).__name__}-{Path(ours[-1].filename).stem}-{ours[-1].lineno}"


def _dictionary(seeds: list[bytes]) -> str:
    """The tags, keys and words of the seeds, for libFuzzer to put in as a whole."""
    found = Counter(word for data in seeds for word in _WORD.findall(data))
    escaped = ("".join(f"\\x{byte:02x}" for byte in word) for word, _ in found.most_common(400))
    return "".join(f'"{word}"\n' for word in escaped)


def main() -> None:
    """Fuzz for the time given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader", choices=sorted(readers.READERS))
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--out", type=Path, default=Path(tempfile.gettempdir()) / "fuzz")
    wanted = parser.parse_args()
    out, corpus = wanted.out / wanted.reader, wanted.out / f"{wanted.reader}.corpus"
    out.mkdir(parents=True, exist_ok=True)
    corpus.mkdir(exist_ok=True)
    seeds = [data for data in readers.seeds(wanted.reader) if len(data) <= readers.LONGEST]
    for data in seeds:
        (corpus / sha256(data).hexdigest()[:16]).write_bytes(data)
    words = out.parent / f"{wanted.reader}.dict"
    words.write_text(_dictionary(seeds), encoding="ascii")
    arguments = [
        f"-max_total_time={wanted.seconds}",
        f"-max_len={readers.LONGEST}",
        "-timeout=600",  # of a busy machine's clock; `SLOW` is of ours
        "-reduce_inputs=0",
        "-rss_limit_mb=3000",
        "-print_final_stats=1",
        f"-artifact_prefix={out}/",
        f"-dict={words}",
    ]
    atheris.Setup([sys.argv[0], *arguments, str(corpus)], Harness(wanted.reader, out))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
