"""The review table, whatever file it is in: its columns, and what its cells say.

The first line of the file names the release and the language; the first column holds each
row's key. Columns are found by their headings, so that people may move, add and remove some.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tiptranslate.errors import InputError
from tiptranslate.exchange.rows import Answer, Returned, given_out, key_of, read_key
from tiptranslate.exchange.texts import comment_lines, shown
from tiptranslate.languages import LANGUAGES
from tiptranslate.languages.typography import VARIANTS
from tiptranslate.model import Catalog, Entry, State

COLUMNS = ("ID", "No.", "Source", "Translation", "State", "Terms", "Approved", "Comment")
HINT = (
    "Write into the columns Translation, Approved (yes or no; also да/нет, ha/yoʻq) and Comment. "
    "Leave ID and Source as they are."
)
_MARK = re.compile(r"tiptranslate review 1: (?P<slug>\S+) (?P<language>\S+)")
_NEEDED = ("id", "source", "translation")
_YES = frozenset(
    {
        *("yes", "y", "ok", "okay", "approved", "true", "1", "+", "✓", "✔", "☑", "✅"),
        *("да", "д", "ок", "утверждено"),
        *("ha", "ҳа", "tasdiqlandi", "тасдиқланди"),
    }
)
_NO = frozenset({"no", "n", "false", "0", "-", "✗", "☐", "нет", "н", "yo'q", "yoq", "йўқ", "йук"})


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; ``fault`` says why that is no text, "" if it is."""

    text: str = ""
    fault: str = ""


def mark(catalog: Catalog) -> str:
    """The line that says what a table is for."""
    return f"tiptranslate review 1: {catalog.slug} {catalog.language}"


def rows(catalog: Catalog) -> Iterator[tuple[str, ...]]:
    """The cells of a catalog's table, a tuple a row in the order of `COLUMNS`."""
    for number, entry in enumerate(given_out(catalog), 1):
        target = shown(entry.target)
        yield (
            str(key_of(entry, target)),
            str(number),
            shown(entry.source),
            target,
            entry.state.value,
            shown("\n".join(_hints(entry))),
            "yes" if entry.state is State.REVIEWED else "",
            shown("\n".join(entry.comments)),
        )


def headings(language: str) -> tuple[str, ...]:
    """What stands over the columns; the first word is what a column is known by."""
    name = LANGUAGES[language].name if language in LANGUAGES else language
    return tuple({"Translation": f"Translation: {name}"}.get(name_, name_) for name_ in COLUMNS)


def _hints(entry: Entry) -> Iterator[str]:
    """The template's notes, and what the sentence was where its translation is outdated."""
    yield from entry.notes
    if entry.state is State.STALE and entry.previous_source is not None:
        yield f"the English was: {entry.previous_source}"


@dataclass(slots=True)
class _Reader:
    """Goes through the rows of a file and remembers where the columns are."""

    path: Path
    found: re.Match[str] | None = None
    columns: Mapping[str, int] = field(default_factory=dict)
    number: int = 0

    def answer(self, cells: Sequence[Cell]) -> Answer | None:
        """What a row says; None for one that holds no sentence."""
        texts = [cell.text.strip() for cell in cells]
        if not any(texts) and not any(cell.fault for cell in cells):
            return None
        if self.found is None:
            self.found = next(filter(None, map(_MARK.search, texts)), None)
        heads = _heads(texts)
        if all(name in heads for name in _NEEDED):
            self.columns = heads
            return None
        if not self.columns:
            return None
        answer = self._sentence(cells)
        is_remark = answer.key is None and not (answer.source + answer.target).strip()
        return None if is_remark and not answer.fault else answer

    def _sentence(self, cells: Sequence[Cell]) -> Answer:
        self.number += 1
        last = max(self.columns.values())
        whole = {
            name: cells[place] if place < len(cells) else Cell()
            for name, place in self.columns.items()
        }
        number = whole.get("no", Cell()).text.strip().rstrip(".")
        row = int(number) if re.fullmatch("[0-9]{1,7}", number) else self.number
        faults = [cell.fault for name, cell in whole.items() if name != "terms" and cell.fault]
        if last >= len(cells):
            faults.insert(0, "cells are missing or were merged; undo that")
        approved, doubt = _approval(whole.get("approved"))
        return Answer(
            row,
            read_key(whole["id"].text),
            whole["source"].text,
            whole["translation"].text,
            approved,
            comment_lines(whole.get("comment", Cell()).text),
            next(filter(None, (*faults, doubt)), ""),
        )


def read(cells: Iterable[Sequence[Cell]], path: Path, notes: Iterable[str] = ()) -> Returned:
    """What a table says.

    Args:
        cells: The rows of the file, from its top, those around the table included.
        path: The file, for messages.
        notes: What the reader of the file has to tell.

    Raises:
        InputError: It is no review table of ours.
    """
    reader = _Reader(path)
    answers = tuple(filter(None, map(reader.answer, cells)))
    if reader.found is None or not reader.columns:
        what = "its first line" if reader.columns else "its headings"
        raise InputError(
            f"is no review table ({what} cannot be found); "
            "give back a file that `tiptranslate export review` has made",
            path=path,
        )
    return Returned(reader.found["slug"], reader.found["language"], answers, "row", tuple(notes))


def _heads(texts: Sequence[str]) -> dict[str, int]:
    """The columns whose heading begins with the first word of one of ours."""
    names = {name.lower().rstrip(".") for name in COLUMNS}
    heads: dict[str, int] = {}
    for place, text in enumerate(texts):
        word = re.match(r"\w*", text.lower())
        if word is not None and word[0] in names:
            heads.setdefault(word[0], place)
    return heads


def _approval(cell: Cell | None) -> tuple[bool | None, str]:
    """Whether a cell approves, and what is wrong with it, "" if nothing."""
    if cell is None:
        return None, ""
    said = cell.text.translate(VARIANTS).strip().rstrip(".!").casefold()
    if said in _YES:
        return True, ""
    if not said or said in _NO:
        return False, ""
    return None, f"{cell.text.strip()[:30]!r} in the column Approved is neither yes nor no"
