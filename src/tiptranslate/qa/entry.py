"""What every check of a catalog's entries is given, and what it gives back.

The counterpart of `source` for translations: a check is one small class with an id,
a level, a docstring (what, why, limits) and examples that are its tests.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import ClassVar, NamedTuple

from tiptranslate.languages import Language
from tiptranslate.markup import Span, find_spans
from tiptranslate.model import Entry, Level, Match, State, Target
from tiptranslate.quotation import quotations

RECENT = 512
"""Sources of which a check remembers what it found, for the other languages of a release."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A term or name found in a source, and what it must become.

    Where the source uses a deprecated or forbidden term, ``targets`` are those of the
    terms to use instead; any of them will do. It is empty where nobody has laid one down.
    """

    match: Match
    found: str
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """How a translation fits sentences of its release in meaning, by cosines of their vectors.

    Args:
        own: Of the translation with its own source.
        other: Of the translation with the source that it fits best of the others near it.
        other_source: That source.
    """

    own: float
    other: float = -1.0
    other_source: str = ""


@dataclass(frozen=True)
class EntryText:
    """An entry ready to be checked; offsets count in its ``target``.

    Args:
        entry: The entry; its target is not empty but for checks that say so.
        source_language: Facts of the language of the source, ``language`` of the target.
        wanted: The terms and names of the source.
        matches: The wordings of what is wanted that the target has, and where it has one
            to avoid, all of the glossary's.
        verbatim: Whether a person approved a machine's draft to the letter.
        fit: How the target fits in meaning; None where nobody has looked.
    """

    entry: Entry
    source_language: Language
    language: Language
    wanted: tuple[Wanted, ...] = ()
    matches: tuple[Match, ...] = ()
    verbatim: bool = False
    fit: Fit | None = None

    @property
    def source(self) -> str:
        """The source sentence."""
        return self.entry.source

    @property
    def target(self) -> str:
        """Its translation."""
        return self.entry.target

    @cached_property
    def source_spans(self) -> tuple[Span, ...]:
        """Links, numbers, dates, acronyms and the like in the source."""
        return find_spans(self.source)

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The same in the target."""
        return find_spans(self.target)

    @cached_property
    def quotes(self) -> tuple[tuple[int, int], ...]:
        """What the target quotes, marks included."""
        return quotations(self.target)


@dataclass(frozen=True, slots=True)
class TargetHit:
    """Something found at ``start:end`` of a target; the fields are those of `source.Hit`."""

    start: int
    end: int
    message: str
    replacement: str | None = None
    safe: bool = False
    level: Level | None = None


class Placed(NamedTuple):
    """An approved sentence and where it stands, for checks that compare catalogs.

    A tuple, since thousands of them go from process to process.
    """

    source: str
    target: str
    path: Path
    line: int


@dataclass(frozen=True, slots=True)
class BadPair:
    """A bad example: an English sentence, a translation, what must be found in it and advised."""

    source: str
    target: str
    found: str = ""
    suggestion: str = ""
    language: str = "ru"
    state: State = State.REVIEWED
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class GoodPair:
    """A good example: nothing may be found in it."""

    source: str
    target: str
    language: str = "ru"
    verbatim: bool = False


class TargetCheck(ABC):
    """A check of one translation; its docstring is written like that of a `SourceCheck`.

    ``on_empty`` is True for the few that look at entries without a translation.
    """

    id: ClassVar[str]
    level: ClassVar[Level]
    on_empty: ClassVar[bool] = False
    bad: ClassVar[tuple[BadPair, ...]]
    good: ClassVar[tuple[GoodPair, ...]]

    @abstractmethod
    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """What is wrong in one translation."""

    def across(self, entries: Sequence[Placed]) -> Iterable[tuple[Placed, TargetHit]]:  # noqa: ARG002
        """What is wrong between the approved sentences of a language."""
        return ()
