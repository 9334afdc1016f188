"""The nouns of the project: frozen, slotted values that every stage takes and gives.

Nothing here reads a file, knows a format or has a rule of its own beyond what a
field means. A change is ``dataclasses.replace``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from pathlib import Path
from types import MappingProxyType

NOTHING: Mapping[str, str] = MappingProxyType({})


class BlockKind(Enum):
    """What a block is in a press release; the value is what files and JSON show."""

    HEADLINE = "headline"
    DATELINE = "dateline"
    PARAGRAPH = "paragraph"
    QUESTION = "question"
    ANSWER = "answer"
    QUOTE = "quote"
    LIST_ITEM = "list-item"
    CONTACT = "contact"
    SEPARATOR = "separator"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Block:
    """One headline, paragraph, list item or contact line.

    ``text`` is what is segmented and translated: trimmed, on one line. ``raw`` is
    the same stretch as it stands in the source, and ``before`` everything between
    the previous block and this one (line ends, blank lines, list markers), so that
    the ``before`` + ``raw`` of all blocks and the release's ``tail`` are the file.
    ``line`` counts from 1. ``level`` is the heading or list depth where the format has one.
    """

    kind: BlockKind
    text: str
    line: int
    before: str = ""
    raw: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Release:
    """An ingested press release.

    ``markup`` names the inline markup of its texts, "markdown" or "" for none.
    """

    slug: str
    path: Path
    language: str
    title: str
    blocks: tuple[Block, ...]
    metadata: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    tail: str = ""
    encoding: str = "utf-8"
    markup: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence: ``release.blocks[block].text[start:end] == text``."""

    text: str
    block: int
    start: int
    end: int
    kind: BlockKind


class State(Enum):
    """Where an entry stands; derived from the PO file's ``fuzzy`` and ``#|`` alone."""

    UNTRANSLATED = "untranslated"
    DRAFT = "draft"
    STALE = "stale"
    REVIEWED = "reviewed"


class Origin(Enum):
    """Who made a target."""

    MEMORY = "memory"
    MACHINE = "machine"
    HUMAN = "human"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a target came from.

    ``name`` is the engine ("argos") or, for the memory, the release it was taken
    from; ``model`` and ``version`` name the machine's model. ``score`` is the mean
    log probability a token (machine, <= 0) or the match in per cent (memory).
    ``digest`` is the fingerprint of the draft as made, by which a later run sees
    whether a person has touched it. ``failed`` names why there is no draft.
    """

    origin: Origin
    name: str = ""
    model: str = ""
    version: str = ""
    score: float | None = None
    digest: str = ""
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One sentence of a catalog.

    ``comments`` are the translators' ``# `` lines but for our provenance line,
    ``notes`` the template's ``#.`` lines, ``flags`` all but ``fuzzy``.
    ``plural_source`` and ``plural_targets`` are empty in catalogs we make; they
    keep what other tools put into a file. ``line`` is where the entry stood when read;
    two entries that differ in it alone are equal.
    """

    source: str
    target: str = ""
    state: State = State.UNTRANSLATED
    context: str | None = None
    provenance: Provenance | None = None
    comments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    previous_source: str | None = None
    previous_context: str | None = None
    plural_source: str | None = None
    plural_targets: tuple[str, ...] = ()
    previous_plural: str | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Catalog:
    """The entries of one release in one language, in the order of the release.

    ``language`` is "" for a template. ``header`` keeps the order of its fields;
    ``header_comments`` are the ``# `` lines in front of it.
    """

    slug: str
    language: str
    entries: tuple[Entry, ...] = ()
    obsolete: tuple[Entry, ...] = ()
    header: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    header_comments: tuple[str, ...] = ()


class Level(IntEnum):
    """How bad a finding is; ordered, so that ``>=`` compares."""

    SUGGESTION = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a check has to say; a value, never an exception.

    ``line`` and ``column`` count from 1; ``span`` is (start, end) in the text the
    check looked at.
    """

    check: str
    level: Level
    message: str
    path: Path
    line: int
    column: int = 1
    span: tuple[int, int] = (0, 0)
    found: str = ""
    suggestion: str = ""
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """One line of a translation memory: an approved pair and where it was approved."""

    source: str
    target: str
    origin: str
