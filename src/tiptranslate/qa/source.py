"""What every check of the English is given, and what it gives back.

A check is one small class: an id, a level, a docstring that says what it looks for,
why it matters and where its limits are, and examples that are its tests.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from tiptranslate.markup import Span, find_spans
from tiptranslate.model import Level, Match, Name, Release, Segment, Term
from tiptranslate.qa.slips import Slip
from tiptranslate.quotation import quotations


@dataclass(frozen=True)
class SourceText:
    """A release ready to be checked.

    Lists "by block" have one item for every block of the release, and their offsets
    are offsets in that block's ``text``.

    Args:
        release: The release.
        segments: Its sentences.
        matches: The terms and names found, by block.
        terms: The whole vocabulary; ``names`` the whole register.
        slips: The workspace's own wrong wordings.
    """

    release: Release
    segments: tuple[Segment, ...] = ()
    matches: tuple[tuple[Match, ...], ...] = ()
    terms: tuple[Term, ...] = ()
    names: tuple[Name, ...] = ()
    slips: tuple[Slip, ...] = ()

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The blocks' texts."""
        return tuple(block.text for block in self.release.blocks)

    @cached_property
    def quotes(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """What stands in quotation marks, marks included, by block."""
        return tuple(quotations(text) for text in self.texts)

    @cached_property
    def spans(self) -> tuple[tuple[Span, ...], ...]:
        """Links, numbers, dates, acronyms and the like, by block."""
        return tuple(find_spans(text) for text in self.texts)

    def is_quoted(self, block: int, start: int, end: int) -> bool:
        """Whether a stretch of a block lies in quotation marks."""
        return any(first <= start and end <= last for first, last in self.quotes[block])


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found at ``start:end`` of a block's text.

    ``replacement`` is what should stand there, None where only a person can say;
    ``safe`` marks it as one that `--fix` may put in. ``level`` overrides the check's.
    ``raw`` is True where the offsets count in ``block.before + block.raw`` instead of the text;
    then one block more than there are is the release's tail.
    """

    block: int
    start: int
    end: int
    message: str
    replacement: str | None = None
    safe: bool = False
    level: Level | None = None
    raw: bool = False


@dataclass(frozen=True, slots=True)
class Bad:
    """A bad example: a small release as plain text, what must be found in it, what is advised."""

    text: str
    found: str
    suggestion: str = ""


class SourceCheck(ABC):
    """A check of the English of one release, perhaps with a second look at all of them.

    The first paragraph of a check's docstring says what it finds, a paragraph that
    begins "Why:" why that matters, one that begins "Limits:" what it cannot see.
    """

    id: ClassVar[str]
    level: ClassVar[Level]
    bad: ClassVar[tuple[Bad, ...]]
    good: ClassVar[tuple[str, ...]]

    @abstractmethod
    def check(self, text: SourceText) -> Iterator[Hit]:
        """What is wrong in one release."""

    def collect(self, text: SourceText) -> object:  # noqa: ARG002 - most need no second look
        """What `across` must know of this release, small and picklable; None for nothing."""
        return None

    def across(self, facts: Mapping[str, object]) -> Iterable[tuple[str, Hit]]:  # noqa: ARG002
        """What is wrong between releases; ``facts`` is what `collect` gave, by slug."""
        return ()
