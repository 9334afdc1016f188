"""A catalog, its entries, and where their targets come from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from tiptranslate.model.release import NOTHING


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


@dataclass(frozen=True, slots=True)
class Unit:
    """One line of a translation memory: an approved pair and where it was approved.

    ``origin`` is the release or the memory, ``date`` when it was approved as far as that is
    known (2024-05-03T10:11:12Z, else ""), ``path`` and ``line`` the place in the workspace.
    Two units that differ in these three alone are equal.
    """

    source: str
    target: str
    origin: str
    date: str = field(default="", compare=False)
    path: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)
