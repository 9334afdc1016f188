"""Time `check` over many approved sentences, start-up included, and what every check takes of it.

Usage: python benchmarks/check.py [ENTRIES]
"""

import csv
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from workspaces import ROOT

from tiptranslate import catalog as catalogs
from tiptranslate import vocabulary
from tiptranslate.model import Entry, State
from tiptranslate.project import Project
from tiptranslate.qa.target import CHECKS
from tiptranslate.terminology import Terminology

LANGUAGES = ("ru", "uz")
_SENTENCES = 50


def rows(number: int) -> list[list[str]]:
    """English, Russian and Uzbek sentences of the corpus, each English one once."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "training" / "corpus").rglob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if len(row) >= 3 and all(cell.strip() for cell in row[:3]):
                    found.setdefault(row[0].strip(), row[:3])
    return list(found.values())[:number]


def make(folder: Path, entries: int) -> int:
    """A workspace whose catalogs hold these sentences, drafted by nobody and approved."""
    (folder / "releases").mkdir(parents=True)
    (folder / "tiptranslate.toml").write_text('[workspace]\nname = "benchmark 1.0"\n')
    shutil.copytree(ROOT / "glossary", folder / "glossary")
    wanted = rows(entries // len(LANGUAGES))
    targets = {row[0]: row[1:] for row in wanted}
    for start in range(0, len(wanted), _SENTENCES):
        text = "\n\n".join(row[0] for row in wanted[start : start + _SENTENCES])
        (folder / "releases" / f"r{start:06}.txt").write_text(text + "\n", encoding="utf-8")
    run(folder, "draft", "--engine", "none")
    project = Project(folder)

    number = 0
    for slug in project.releases:
        for place, language in enumerate(LANGUAGES):
            path = project.catalog(slug, language)
            old = catalogs.parse(path.read_bytes(), path)
            done = [
                replace(entry, target=targets[entry.source][place], state=State.REVIEWED)
                if entry.source in targets
                else entry
                for entry in old.entries
            ]
            number += len(done)
            path.write_bytes(catalogs.dump(replace(old, entries=tuple(done))))
    return number


def run(folder: Path, *words: str) -> tuple[float, str]:
    """Run a command; seconds and the last line it said."""
    begin = time.perf_counter()
    program = Path(sys.executable).with_name("tiptranslate")
    command = [str(program), "--workspace", str(folder), *words]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    said = (result.stderr or result.stdout).strip().splitlines()
    return time.perf_counter() - begin, said[-1] if said else ""


def by_check(number: int) -> list[tuple[float, str]]:
    """Microseconds an entry of every check, the slowest first."""
    glossary = vocabulary.load(Project(ROOT))
    spent: dict[str, float] = defaultdict(float)
    pairs = [
        (Terminology(glossary, "en", language), Entry(row[0], row[place + 1]))
        for row in rows(number)
        for place, language in enumerate(LANGUAGES)
    ]
    terms = {terms.language: terms for terms, _ in pairs}
    for one, entry in pairs:
        begin = time.perf_counter()
        text = terms[one.language].entry_text(entry)
        _ = text.spans, text.source_spans
        spent["(reading)"] += time.perf_counter() - begin
        for check in CHECKS:
            begin = time.perf_counter()
            list(check.check(text))
            spent[check.id] += time.perf_counter() - begin
    return sorted(((1e6 * value / len(pairs), name) for name, value in spent.items()), reverse=True)


def main() -> None:
    """Print both tables."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "desk"
        entries = make(folder, wanted)
        seconds, said = run(folder, "check")
        print(f"{len(CHECKS)} checks, {entries} entries: {seconds:.2f} s")
        print(said)
    for value, check in by_check(1000):
        print(f"{value:7.1f} us  {check}")


if __name__ == "__main__":
    main()
