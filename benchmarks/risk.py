"""Does the order by risk mean something: risk of drafts against how far they are from people's.

    python -m training prepare --preset starter        # makes the lines, once
    python benchmarks/risk.py [--dev build/training/starter/data/dev.tsv] [--lines 100]

Lines that the shipped model was not trained on are drafted by it, as `draft` does, with
the project's glossary and without the sentences that ship. Risk is compared with 1 - chrF++
against the human line: Spearman's correlation of each sign alone, without each of them, and
of the whole, and chrF++ of the safest and the riskiest quarter. A second table plants one
wrong number in every draft that has one and shows how far it rises. Needs sacrebleu.
"""

import argparse
import csv
import math
import random
import re
import shutil
import statistics
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tiptranslate import pipeline, workspace
from tiptranslate.catalog import digest, dump, read
from tiptranslate.drafts import Choice
from tiptranslate.meaning.encoder import available
from tiptranslate.meaning.store import VectorStore
from tiptranslate.model import Entry
from tiptranslate.project import Project
from tiptranslate.risk import Risk, Signs, risk

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("ru", "uz")
SETTINGS = """\
[workspace]
name = "benchmark 1.0"
languages = ["ru", "uz"]
[draft]
starter_memory = false
"""
Lines = dict[tuple[str, str], str]
"""Targets by language and source."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A draft with its chrF++ against the human translation, 0 to 100."""

    risk: Risk
    chrf: float


def main() -> None:
    """Draft, compare, print."""
    options = _arguments()
    lines = _lines(options.dev)
    with tempfile.TemporaryDirectory() as name:
        project = _drafted(Path(name), lines, options.lines)
        judged = _judged(project, lines)
        for language in LANGUAGES:
            _print(language, [one for one in judged if one.risk.language == language])
        _plant(project)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    default = ROOT / "build" / "training" / "starter" / "data" / "dev.tsv"
    parser.add_argument("--dev", type=Path, default=default)
    parser.add_argument("--lines", type=int, default=100)
    return parser.parse_args()


def _lines(path: Path) -> Lines:
    """The lines that the model has not seen; see `python -m training prepare`."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {(row[0], row[3]): row[4] for row in rows}


def _drafted(folder: Path, lines: Lines, wanted: int) -> Project:
    """A workspace with a release of some of the lines, drafted by the model that ships."""
    workspace.init(folder)
    (folder / "tiptranslate.toml").write_text(SETTINGS, encoding="utf-8")
    shutil.copytree(ROOT / "glossary", folder / "glossary", dirs_exist_ok=True)
    sources = sorted(
        {source for _, source in lines if all((code, source) in lines for code in LANGUAGES)}
    )
    random.Random(7).shuffle(sources)  # noqa: S311 - repeatable, not secret
    text = "\n\n".join(sources[:wanted]) + "\n"
    (folder / "releases" / "lines.txt").write_text(text, encoding="utf-8")
    project = Project(folder)
    pipeline.draft(project, ["lines"], LANGUAGES, Choice("starter"))
    return project


def _judged(project: Project, lines: Lines) -> list[Judged]:
    """The drafts whose sentence is a line, with their risk and their chrF++."""
    import sacrebleu  # noqa: PLC0415 - for this alone

    risks = pipeline.risks(project, ["lines"], LANGUAGES).risks
    if available():
        pairs = [text for one in risks for text in (one.entry.source, one.entry.target)]
        VectorStore(project.cache).encode(pairs)
        risks = pipeline.risks(project, ["lines"], LANGUAGES).risks
    return [
        Judged(
            one,
            sacrebleu.sentence_chrf(
                one.entry.target, [lines[one.language, one.entry.source]], word_order=2
            ).score,
        )
        for one in risks
        if (one.language, one.entry.source) in lines
    ]


SIGNS: dict[str, Callable[[Signs], Signs]] = {
    "engine": lambda signs: replace(signs, score=None),
    "findings": lambda signs: replace(signs, errors=0, warnings=0, suggestions=0),
    "meaning": lambda signs: replace(signs, meaning=None),
    "length": lambda signs: replace(signs, words=0),
}
"""Takes one sign away."""


def _print(language: str, judged: Sequence[Judged]) -> None:
    """A language's table."""
    bad = [-one.chrf for one in judged]
    without = list(SIGNS.items())
    print(f"\n{language}: {len(judged)} drafts, chrF++ {statistics.fmean(-b for b in bad):.1f}")
    print("| risk of | Spearman | chrF++ of the safest quarter | of the riskiest |")
    print("|---|---:|---:|---:|")
    for name, _ in without:
        others = [take for other, take in without if other != name]
        _row(f"{name} alone", judged, bad, others)
    for name, take in without:
        _row(f"all but {name}", judged, bad, [take])
    _row("all", judged, bad, [])


def _row(
    name: str,
    judged: Sequence[Judged],
    bad: Sequence[float],
    taken: Sequence[Callable[[Signs], Signs]],
) -> None:
    """One line: how well the risk orders when some signs are taken away."""
    values = []
    for one in judged:
        signs = one.risk.signs
        for take in taken:
            signs = take(signs)
        values.append(risk(signs))
    order = sorted(range(len(judged)), key=lambda at: values[at])
    quarter = max(1, len(order) // 4)
    safe, risky = (
        statistics.fmean(judged[at].chrf for at in part)
        for part in (order[:quarter], order[-quarter:])
    )
    # Quarters of what is mostly equal would show the order it came in.
    quarters = f"{safe:.1f} | {risky:.1f}" if len(set(values)) > len(values) // 4 else "- | -"
    print(f"| {name} | {_spearman(values, bad):.2f} | {quarters} |")


def _spearman(one: Sequence[float], two: Sequence[float]) -> float:
    """Spearman's rank correlation, ties in the middle of their ranks; nan of constants."""
    if len(set(one)) == 1 or len(set(two)) == 1:
        return math.nan
    return statistics.correlation(_ranks(one), _ranks(two))


def _ranks(values: Sequence[float]) -> list[float]:
    places: dict[float, list[int]] = {}
    for place, value in enumerate(sorted(values)):
        places.setdefault(value, []).append(place)
    return [statistics.fmean(places[value]) for value in values]


def _plant(project: Project) -> None:
    """Change a number in every draft that has one, one draft at a time, and see where it stands."""
    print("\n| one wrong number in | drafts | median share of drafts that stand above it |")
    print("|---|---:|---:|")
    for language in LANGUAGES:
        path = project.catalog("lines", language)
        clean = path.read_bytes()
        catalog = read(path)
        shares = []
        for at, entry in enumerate(catalog.entries):
            changed = _misnumbered(entry)
            if changed is None:
                continue
            entries = (*catalog.entries[:at], changed, *catalog.entries[at + 1 :])
            path.write_bytes(dump(replace(catalog, entries=entries)))
            risks = pipeline.risks(Project(project.root), ["lines"], [language]).risks
            place = next(n for n, one in enumerate(risks) if one.entry.source == entry.source)
            shares.append(place / len(risks))
        path.write_bytes(clean)
        share = f"{100 * statistics.median(shares):.0f} %" if shares else "-"
        print(f"| {language} | {len(shares)} | {share} |")


def _misnumbered(entry: Entry) -> Entry | None:
    """A draft with its first figure changed; None for what is no draft or has none."""
    text = re.sub(r"\d", lambda found: str((int(found[0]) + 1) % 10), entry.target, count=1)
    if text == entry.target or entry.provenance is None or not entry.provenance.digest:
        return None
    return replace(entry, target=text, provenance=replace(entry.provenance, digest=digest(text)))


if __name__ == "__main__":
    main()
