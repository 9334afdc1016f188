"""What checks have to say."""

from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from tiptranslate.model.catalog import Entry


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
