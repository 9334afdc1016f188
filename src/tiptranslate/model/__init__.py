"""The nouns of the project: frozen, slotted values that every stage takes and gives.

Nothing here reads a file, knows a format or has a rule of its own beyond what a
field means. A change is ``dataclasses.replace``.
"""

from tiptranslate.model.catalog import Catalog, Entry, Origin, Provenance, State, Unit
from tiptranslate.model.finding import Finding, Level
from tiptranslate.model.release import NOTHING, Block, BlockKind, Release, Segment
from tiptranslate.model.vocabulary import (
    NO_TARGETS,
    Match,
    Name,
    NameKind,
    Target,
    Term,
    TermStatus,
    Wording,
)

__all__ = [
    "NOTHING",
    "NO_TARGETS",
    "Block",
    "BlockKind",
    "Catalog",
    "Entry",
    "Finding",
    "Level",
    "Match",
    "Name",
    "NameKind",
    "Origin",
    "Provenance",
    "Release",
    "Segment",
    "State",
    "Target",
    "Term",
    "TermStatus",
    "Unit",
    "Wording",
]
