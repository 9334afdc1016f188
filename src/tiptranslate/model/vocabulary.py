"""Terms and names, what they become, and where they were found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from types import MappingProxyType


class TermStatus(Enum):
    """How a term is to be used; the value is what the glossary's column holds."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    FORBIDDEN = "forbidden"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Target:
    """What a term or name becomes in one language.

    ``forms`` are the allowed inflected forms of ``text`` and of the ``admitted``
    wordings; without any, the language's grammar finds them, or the wording stands
    as it is. ``head`` is the word that inflects, "-" where the forms were made by
    hand. ``avoid`` are wordings that are wrong, ``acronym`` the short form.
    ``verified`` is False until a person has checked the wording.
    """

    text: str
    forms: tuple[str, ...] = ()
    head: str = ""
    source: str = ""
    verified: bool = False
    admitted: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    acronym: str = ""


NO_TARGETS: Mapping[str, Target] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Term:
    """One row of the controlled vocabulary.

    ``use`` names the terms to use instead of a deprecated or forbidden one.
    ``targets`` are by language code. ``line`` is the row's place in its file.
    """

    source: str
    part_of_speech: str = "noun"
    status: TermStatus = TermStatus.PREFERRED
    use: tuple[str, ...] = ()
    note: str = ""
    case_sensitive: bool = False
    domain: str = ""
    targets: Mapping[str, Target] = field(default_factory=lambda: NO_TARGETS)
    line: int = field(default=0, compare=False)


class NameKind(Enum):
    """What a name names; the value is what the register's column holds."""

    PERSON = "person"
    BODY = "body"
    POST = "post"
    EVENT = "event"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Name:
    """One row of the register of names.

    ``aliases`` are other right wordings, ``wrong`` those known to be mistakes,
    ``distinct`` like-sounding names that mean somebody else. ``gender`` is "m", "f"
    or "". ``valid_from`` and ``valid_until`` are the first and the last day on which
    a text may use the name as the present one.
    """

    source: str
    kind: NameKind
    acronym: str = ""
    aliases: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    distinct: tuple[str, ...] = ()
    gender: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    note: str = ""
    targets: Mapping[str, Target] = field(default_factory=lambda: NO_TARGETS)
    line: int = field(default=0, compare=False)


class Wording(Enum):
    """Which of an item's wordings a match found."""

    SOURCE = "source"
    ALIAS = "alias"
    ACRONYM = "acronym"
    WRONG = "wrong"
    TARGET = "target"
    ADMITTED = "admitted"
    AVOID = "avoid"


@dataclass(frozen=True, slots=True)
class Match:
    """``text[start:end]`` is a wording of a term or name, perhaps inflected.

    ``form`` is that wording as the glossary has it.
    """

    start: int
    end: int
    item: Term | Name
    wording: Wording
    form: str
