"""Plant one error of every kind at a time into the project's own catalogs and see it found.

The samples' catalogs are copied into a workspace of their own with every sentence approved;
an error is put into one sentence of a catalog, and the whole gate looks at it again.
``tests/test_planted.py`` shares the table of plants.

Usage: python benchmarks/planted.py
"""

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, zip_longest
from pathlib import Path

from tiptranslate import catalog as catalogs
from tiptranslate import pipeline
from tiptranslate.checking import CheckChoice
from tiptranslate.model import Catalog, Entry, Finding, State
from tiptranslate.project import Project

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("ru", "uz")
TRIES = 4
"""Sentences of a language into which a kind of error is planted."""
_NBSP = "\u00a0"
_NOT = r"^(?!.*unclear).*(?:\bnot\b|n’t)"


@dataclass(frozen=True, slots=True)
class Plant:
    """A way to spoil a translation: ``spoil`` gives the entry back unchanged where it cannot."""

    check: str
    what: str
    spoil: Callable[[Entry], Entry]
    languages: tuple[str, ...] = LANGUAGES


def _sub(pattern: str, replacement: str) -> Callable[[Entry], Entry]:
    """Replace the first match of a pattern in the target."""
    compiled = re.compile(pattern)
    return lambda entry: replace(entry, target=compiled.sub(replacement, entry.target, count=1))


def _sub_all(pattern: str, replacement: str) -> Callable[[Entry], Entry]:
    """Replace every match."""
    compiled = re.compile(pattern)
    return lambda entry: replace(entry, target=compiled.sub(replacement, entry.target))


def _where(source: str, spoil: Callable[[Entry], Entry]) -> Callable[[Entry], Entry]:
    """Spoil only where the source has a match of a pattern."""
    compiled = re.compile(source)
    return lambda entry: spoil(entry) if compiled.search(entry.source) else entry


def _digits(entry: Entry) -> Entry:
    """Make two different digits of a number change places."""
    return replace(
        entry,
        target=re.sub(r"(?<!\d)([1-9])([0-9])(?!\1)(?=[0-9]*)", _turned, entry.target, count=1),
    )


def _turned(match: re.Match[str]) -> str:
    return match[0] if match[1] == match[2] else match[2].replace("0", "7") + match[1]


def _state(state: State) -> Callable[[Entry], Entry]:
    def spoil(entry: Entry) -> Entry:
        if state is State.UNTRANSLATED:
            return replace(entry, target="", state=state, provenance=None)
        return replace(
            entry,
            state=state,
            previous_source=f"{entry.source} Then." if state is State.STALE else None,
        )

    return spoil


def _halved(entry: Entry) -> Entry:
    """Cut the target to its first two words, with its own end."""
    words = entry.target.split()
    return replace(entry, target=" ".join(words[:2]) + entry.target[-1:])


def _straight(entry: Entry) -> Entry:
    """Straight quotation marks, where they all pair up."""
    whole = re.fullmatch("[^«»“”]*[«“][^«»“”]*[»”][^«»“”]*", entry.target)
    return replace(entry, target=re.sub("[«»“”]", '"', entry.target)) if whole else entry


PLANTS = (
    Plant("untranslated", "no translation", _state(State.UNTRANSLATED)),
    Plant("draft", "not reviewed", _state(State.DRAFT)),
    Plant("stale", "the English has changed", _state(State.STALE)),
    Plant("changed-number", "two digits change places", _digits),
    Plant("changed-number", "a figure is lost", _where(r"\d", _sub(r"(?<![\w-])\d+(?![\w-])", ""))),
    Plant("changed-number", "thousands lose a digit", _sub(rf"(\d{_NBSP})\d(\d\d)(?!\d)", r"\1\2")),
    Plant("changed-number", "a decimal comma is lost", _sub(r"(\d),(\d)", r"\1\2")),
    Plant("changed-number", "a spelt number is another", _sub("девять|пять", "шесть"), ("ru",)),
    Plant(
        "changed-number", "a spelt number is another", _sub("toʻqqiz|besh(?= )", "olti"), ("uz",)
    ),
    Plant("changed-number", "a percentage is none", _sub_all("процент[а-я]*", "раз"), ("ru",)),
    Plant("changed-number", "a percentage is none", _sub_all(" ?foiz[a-z]*", ""), ("uz",)),
    Plant("changed-date", "July becomes June", _sub(rf"(?<=\d{_NBSP})июля", "июня"), ("ru",)),
    Plant("changed-date", "July becomes June", _sub("-iyul", "-iyun"), ("uz",)),
    Plant("changed-contact", "an address is misspelt", _sub(r"example\.org", "exampel.org")),
    Plant("changed-contact", "a phone has another digit", _sub("200-00-00", "200-00-10")),
    Plant("changed-contact", "a document symbol is lost", _sub(r"A/RES/68/192", "A/RES/68")),
    Plant("changed-acronym", "two letters change places", _sub(r"\bCANS\b", "CNAS"), ("uz",)),
    Plant(
        "missing-term", "another word", _sub("[Тт]оргов(?:ля|ли|лей|лю) людьми", "трафик"), ("ru",)
    ),
    Plant("missing-term", "another word", _sub("[Oo]dam savdosi", "odam oʻgʻirlash"), ("uz",)),
    Plant("missing-term", "another word", _sub("долговую кабалу", "долговое рабство"), ("ru",)),
    Plant("missing-term", "another word", _sub("[Mm]ajburiy mehnat", "ogʻir mehnat"), ("uz",)),
    Plant(
        "missing-name", "a misspelt name", _sub("Самарканд|Ташкент|Алматы", "Самаркант"), ("ru",)
    ),
    Plant("missing-name", "a misspelt name", _sub("Toshkent|Olmaota", "Tashkend"), ("uz",)),
    Plant("missing-name", "half a name", _sub("Всемирн[а-я]+ (?=дня|день)", ""), ("ru",)),
    Plant("changed-name", "another surname", _sub("Намунаев|Синовов", "Каримов"), ("ru",)),
    Plant("changed-name", "another surname", _sub("Namunayev|Sinovov", "Karimov"), ("uz",)),
    Plant("changed-name", "one letter", _sub("Приме(?=ров)|Ми(?=солова)", "Примо"), ("ru",)),
    Plant("changed-name", "one letter", _sub("Prime(?=rov)|Mi(?=solova)", "Primo"), ("uz",)),
    Plant("changed-name", "a first name is lost", _sub("Азиз |Дана |Иван ", ""), ("ru",)),
    Plant("changed-name", "a first name is lost", _sub("Aziz |Dana |Ivan ", ""), ("uz",)),
    Plant("forbidden-target", "a word to avoid", _sub("[Тт]орговля людьми", "Траффикинг"), ("ru",)),
    Plant(
        "forbidden-target", "a word to avoid", _sub("[Mm]ajburiy mehnat", "qul mehnati"), ("uz",)
    ),
    Plant(
        "copied-source",
        "the English stays",
        _where(r"\w+ [a-z]+ [a-z]+ [a-z]+", lambda entry: replace(entry, target=entry.source)),
    ),
    Plant("length", "two words are left", _where(".{50}", _halved)),
    Plant("repetition", "four words come twice", _sub(r"((?:[^\W\d_]+ ){4})", r"\1\1")),
    Plant("leftover", "an unknown token", _sub(r" ", " ⁇ ")),
    Plant("placeholders", "a mark of a Word document that the source has not", _sub(r" ", " ⟦1⟧ ")),
    Plant("lost-markup", "one mark of bold", _sub(r"\*\*", "")),
    Plant("lost-list-number", "the number of an item", _sub(r"^\d\. ", "")),
    Plant("lost-negation", "not", _where(_NOT, _sub_all("(?<!\\w)(?:[Нн]е|ничего) ", "")), ("ru",)),
    Plant(
        "lost-negation",
        "not",
        _where(_NOT, _sub_all("(?<=\\w)ma(?=di|gan|y|s)| emas", "")),
        ("uz",),
    ),
    Plant(
        "mixed-script", "a letter of the other alphabet", _sub("(?<=[а-я])а(?=[а-я])", "a"), ("ru",)
    ),
    Plant(
        "mixed-script", "a letter of the other alphabet", _sub("(?<=[a-z])a(?=[a-z])", "а"), ("uz",)
    ),
    Plant("wrong-script", "a word in Cyrillic", _sub(r"\bva\b|\bu\b|\bbilan\b", "ва"), ("uz",)),
    Plant("wrong-apostrophe", "a typewriter’s apostrophe", _sub("ʻ|ʼ", "'"), ("uz",)),
    Plant("wrong-quotes", "straight marks", _straight),
    Plant("unbalanced-pairs", "a bracket", _sub(r"(?<=\w)\)", "")),
    Plant("end-punctuation", "no full stop", _sub(r"(?<=\w)\.$", "")),
    Plant("end-punctuation", "no question", _sub(r"\?$", ".")),
    Plant("wrong-spaces", "a space before a comma", _sub(r"(?<=\w),(?= )", " ,")),
    Plant("wrong-spaces", "two spaces", _sub(r"(?<=\w) (?=\w)", "  ")),
    Plant("missing-nbsp", "a dash may begin a line", _sub(f"{_NBSP}—", " —"), ("ru",)),
    Plant("missing-nbsp", "a number may break", _sub(rf"(?<=\d){_NBSP}(?=\d)", " ")),
    Plant("wrong-dash", "a hyphen", _sub(rf"[ {_NBSP}]— ", " - ")),
    Plant("doubled-word", "a word twice", _sub(r"(?<= )([^\W\d_]{3,}) ", r"\1 \1 ")),
)
"""One or more plants for every check that looks at one sentence."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One error to be planted into one sentence: the ``place``-th of a catalog."""

    plant: Plant
    path: Path
    place: int

    def into(self, catalog: Catalog) -> Catalog:
        """The catalog with the error in it."""
        entries = list(catalog.entries)
        entries[self.place] = self.plant.spoil(entries[self.place])
        return replace(catalog, entries=tuple(entries))


class Desk:
    """A copy of the project's workspace with every sentence approved and no typography to mend."""

    def __init__(self, folder: Path) -> None:
        for name in ("releases", "locales", "glossary"):
            shutil.copytree(ROOT / name, folder / name)
        shutil.copy(ROOT / "tiptranslate.toml", folder)
        self.project = Project(folder)
        for path in (folder / "locales").rglob("*.po"):
            path.write_bytes(catalogs.dump(_approved(catalogs.read(path))))
        pipeline.check(self.project, list(self.project.releases), LANGUAGES, CheckChoice(fix=True))
        self._good = {
            path: catalogs.read(path)
            for language in LANGUAGES
            for path in self.project.catalogs(language)
        }
        self.findings = self._check()
        """What the gate says of the good catalogs."""

    def trials(self, plant: Plant, most: int) -> list[Trial]:
        """The first ``most`` sentences of every language that an error fits, from all catalogs."""
        return [
            trial
            for language in plant.languages
            for trial in islice(_spread(self._fitting(plant, language)), most)
        ]

    def _fitting(self, plant: Plant, language: str) -> list[list[Trial]]:
        """The sentences that an error fits, catalog by catalog, not always from the same one on."""
        paths = self.project.catalogs(language)
        first = PLANTS.index(plant) % len(paths)
        return [
            [
                Trial(plant, path, place)
                for place, entry in enumerate(self._good[path].entries)
                if plant.spoil(entry) != entry
            ]
            for path in (*paths[first:], *paths[:first])
        ]

    def found(self, trials: Sequence[Trial]) -> dict[Trial, bool]:
        """Whether the gate finds each planted error; it looks at one error a catalog at a time."""
        waiting = {path: [one for one in trials if one.path == path] for path in self._good}
        result: dict[Trial, bool] = {}
        while any(waiting.values()):
            planted = {path: queue.pop() for path, queue in waiting.items() if queue}
            for path, trial in planted.items():
                path.write_bytes(catalogs.dump(trial.into(self._good[path])))
            new = Counter(map(_key, self._check())) - Counter(map(_key, self.findings))
            for path, trial in planted.items():
                path.write_bytes(catalogs.dump(self._good[path]))
                result[trial] = (trial.plant.check, path.relative_to(self.project.root)) in new
        return result

    def _check(self) -> tuple[Finding, ...]:
        slugs = list(self.project.releases)
        return pipeline.check(self.project, slugs, LANGUAGES, CheckChoice()).findings


def _spread(groups: Iterable[list[Trial]]) -> Iterator[Trial]:
    """The first of every group, then the second of every group, and so on."""
    for row in zip_longest(*groups):
        yield from (trial for trial in row if trial is not None)


def _key(finding: Finding) -> tuple[str, Path]:
    return finding.check, finding.path


def _approved(catalog: Catalog) -> Catalog:
    """A catalog as if a person had approved every sentence after a change of their own."""
    return replace(
        catalog,
        entries=tuple(
            replace(entry, state=State.REVIEWED, provenance=None) for entry in catalog.entries
        ),
    )


def main() -> None:
    """Print what is found on the good catalogs, and of every kind planted how many are found."""
    with tempfile.TemporaryDirectory() as name:
        desk = Desk(Path(name))
        for finding in desk.findings:
            print(f"good: {finding.level.name.lower()} {finding.check}: {finding.message}")
        trials = {plant: desk.trials(plant, TRIES) for plant in PLANTS}
        found = desk.found([trial for some in trials.values() for trial in some])
        print(f"{'check':18} {'what':32} planted found")
        for plant, some in trials.items():
            hits = sum(found[trial] for trial in some)
            print(f"{plant.check:18} {plant.what:32} {len(some):7} {hits:5}")
        print(f"{'all':51} {len(found):7} {sum(found.values()):5}")


if __name__ == "__main__":
    main()
