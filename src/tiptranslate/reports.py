"""What a run has to tell: frozen values that the command line prints and JSON carries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from tiptranslate.errors import TiptranslateError
from tiptranslate.model import Entry, State


@dataclass(frozen=True, slots=True)
class Counts:
    """Sentences of a catalog by state, and the English words in them."""

    segments: int = 0
    words: int = 0
    untranslated: int = 0
    draft: int = 0
    stale: int = 0
    reviewed: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        names = [item.name for item in fields(self)]
        return Counts(**{name: getattr(self, name) + getattr(other, name) for name in names})

    @property
    def gaps(self) -> int:
        """Sentences that the memory or an engine might fill."""
        return self.untranslated + self.stale

    @property
    def complete(self) -> bool:
        """Whether a person has approved every sentence."""
        return self.reviewed == self.segments


def count(entries: Iterable[Entry]) -> Counts:
    """Count the entries of a catalog, the obsolete ones left out."""
    states = dict.fromkeys(State, 0)
    words = 0
    for entry in entries:
        states[entry.state] += 1
        words += len(entry.source.split())
    return Counts(
        segments=sum(states.values()),
        words=words,
        untranslated=states[State.UNTRANSLATED],
        draft=states[State.DRAFT],
        stale=states[State.STALE],
        reviewed=states[State.REVIEWED],
    )


@dataclass(frozen=True, slots=True)
class CatalogStatus:
    """Where one release stands in one language.

    ``revised`` is the PO-Revision-Date of the catalog, "" where there is no file yet.
    """

    slug: str
    language: str
    path: Path
    counts: Counts
    revised: str = ""

    @property
    def urgency(self) -> tuple[bool, str]:
        """Sorts catalogs with outdated sentences first, the longest untouched before others."""
        return (False, self.revised) if self.counts.stale else (True, "")


@dataclass(frozen=True, slots=True)
class Amount:
    """So many sentences, and the English words in them."""

    segments: int = 0
    words: int = 0

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.segments + other.segments, self.words + other.words)


@dataclass(frozen=True, slots=True)
class Analysis:
    """How much of one release is in which match band for one language.

    ``bands`` has every band of `analysis.BANDS`, in that order; a sentence that stands
    several times in the release counts as often.
    """

    slug: str
    language: str
    path: Path
    bands: Mapping[str, Amount]

    @property
    def total(self) -> Amount:
        """The whole release."""
        return sum(self.bands.values(), Amount())


def bands_of(analyses: Iterable[Analysis]) -> dict[str, Amount]:
    """The sum over several releases or languages, by band."""
    result: dict[str, Amount] = {}
    for analysis in analyses:
        for name, amount in analysis.bands.items():
            result[name] = result.get(name, Amount()) + amount
    return result


@dataclass(frozen=True, slots=True)
class Drafted:
    """What a run did for one release in one language.

    ``memory`` and ``machine`` count the sentences drafted in this run; ``failed``
    those for which the engine had nothing that passed its checks.
    """

    slug: str
    language: str
    path: Path
    counts: Counts
    memory: int = 0
    machine: int = 0
    failed: int = 0
    written: bool = False

    @property
    def kept(self) -> int:
        """Sentences that already had a translation, whoever made it."""
        return self.counts.segments - self.counts.untranslated - self.memory - self.machine


@dataclass(frozen=True, slots=True)
class DraftReport:
    """The outcome of a drafting run.

    ``models`` says by language what drafted ("argos translate-en_ru 1.9"), ``without``
    which languages have untranslated sentences and no model. ``derived`` are the Cyrillic
    catalogs that were written.
    """

    drafted: tuple[Drafted, ...] = ()
    errors: tuple[TiptranslateError, ...] = ()
    models: Mapping[str, str] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    derived: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """One document that was assembled.

    The ``language`` of one in several is all of them ("ru+uz"); ``derived`` says that
    its text was made by rule from another script.
    """

    slug: str
    language: str
    layout: str
    format: str
    path: Path
    unreviewed: int
    written: bool
    derived: bool = False


@dataclass(frozen=True, slots=True)
class AssembleReport:
    """The outcome of assembling; ``manifests`` are the lists of files, where asked for."""

    made: tuple[Made, ...] = ()
    errors: tuple[TiptranslateError, ...] = ()
    manifests: tuple[Path, ...] = ()


def exit_code(errors: Iterable[TiptranslateError]) -> int:
    """The exit code of a run that met these errors: the highest of theirs, 0 for none."""
    return max((error.exit_code for error in errors), default=0)


def total(catalogs: Iterable[CatalogStatus | Drafted]) -> Counts:
    """The sum over several catalogs."""
    result = Counts()
    for catalog in catalogs:
        result += catalog.counts
    return result
