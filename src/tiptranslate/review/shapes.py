"""The shapes of what templates and scripts are given; the JSON has the same names."""

from collections.abc import Mapping
from dataclasses import dataclass

from tiptranslate.review.differences import Piece


@dataclass(frozen=True, slots=True)
class Lang:
    """A language; ``html`` is its tag for ``lang`` attributes."""

    code: str
    name: str
    native: str
    html: str


@dataclass(frozen=True, slots=True)
class ReleaseHead:
    """What a release is called; ``kind`` is the suffix of its file."""

    slug: str
    title: str
    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Sentences by state; ``percent`` are reviewed, rounded down."""

    segments: int
    words: int
    untranslated: int
    draft: int
    stale: int
    reviewed: int
    percent: int


@dataclass(frozen=True, slots=True)
class ProgressCell:
    """How far a release is in one language; ``counts`` is None where ``error`` says why."""

    lang: Lang
    counts: Counts | None
    revised: str
    url: str
    error: str


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """How far a release is in all languages."""

    slug: str
    title: str
    languages: tuple[ProgressCell, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding; ``start`` and ``end`` count characters of the target."""

    check: str
    level: str
    message: str
    start: int
    end: int
    found: str
    suggestion: str
    safe: bool = False


@dataclass(frozen=True, slots=True)
class EntryView:
    """One sentence of a catalog; ``findings`` is None until they are asked for."""

    id: str
    etag: str
    source: str
    target: str
    state: str
    in_file: bool
    editable: bool
    origin: str
    maker: str
    score: float | None
    failed: str
    previous_source: str | None
    previous_diff: tuple[Piece, ...]
    comments: tuple[str, ...]
    notes: tuple[str, ...]
    findings: tuple[FindingView, ...] | None


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence of a release in reading order; ``n`` counts from 1.

    ``risk`` is that of a machine's draft as far as it is known, 0 to 100; else None.
    """

    n: int
    block: int
    block_start: bool
    kind: str
    level: int
    repeat: bool
    entry: EntryView
    risk: int | None = None


@dataclass(frozen=True, slots=True)
class SplitRow:
    """One sentence in all languages; None where a catalog cannot be read."""

    n: int
    block: int
    block_start: bool
    kind: str
    level: int
    source: str
    targets: Mapping[str, EntryView | None]


@dataclass(frozen=True, slots=True)
class TargetView:
    """What a term or name becomes."""

    text: str
    verified: bool
    acronym: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HintView:
    """A term or name at ``start:end`` of a source."""

    source: str
    kind: str
    status: str
    targets: tuple[TargetView, ...]
    start: int
    end: int
    note: str


@dataclass(frozen=True, slots=True)
class MatchView:
    """An approved sentence like this one; ``score`` in per cent, rounded down."""

    source: str
    target: str
    origin: str
    score: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class HitView:
    """A sentence in which something was found; ``after`` is None where nothing is replaced."""

    id: str
    n: int
    etag: str
    before: str
    after: str | None
    pieces: tuple[Piece, ...]
    state: str
