"""The journal of one catalog: what was decided, so that it can be taken back.

An append-only file of JSON lines that survives a restart; one line a step, an undo or a
redo. It is a help and no record: it may be deleted at any time, and a line that a crash
has cut off is passed over. Taking a step back is a decision like any other: it is refused
where the entry has been changed since.
"""

import json
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tiptranslate.files import write_atomic
from tiptranslate.model import Entry, State
from tiptranslate.review.deciding import Version, identity

KEPT = 200
"""Steps that can be taken back; the file is cut down to them when it has grown."""
LARGEST = 2_000_000
"""Bytes from which the file is cut down."""


@dataclass(frozen=True, slots=True)
class Change:
    """One entry before and after a step."""

    context: str | None
    source: str
    before: Version
    after: Version

    @property
    def key(self) -> str:
        """The identity of the entry."""
        return identity(Entry(self.source, context=self.context))

    @property
    def back(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.context, self.source, self.after, self.before)


Step = tuple[Change, ...]
"""What one decision changed; a replacement over a release is one step."""


class Journal:
    """The steps of one catalog; one writer at a time, any number may look.

    Args:
        path: The file; missing or damaged is the same as empty.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
        self._size = -1
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self.refresh()

    def refresh(self) -> None:
        """Read the file again if another process has written to it, or somebody has removed it."""
        with self._lock:
            try:
                size = self._path.stat().st_size
            except OSError:
                size = 0
            if size == self._size:
                return
            self._size = size
            self._done, self._undone = [], []
            for line in self._lines():
                self._follow(line)

    def _lines(self) -> Iterable[dict[str, Any]]:
        try:
            text = self._path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return
        for line in text.split("\n"):
            try:
                value = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(value, dict):
                yield value

    def _follow(self, line: dict[str, Any]) -> None:
        """Do again what a line says was done."""
        kind = line.get("kind")
        if kind == "undo" and self._done:
            self._undone.append(self._done.pop())
        elif kind == "redo" and self._undone:
            self._done.append(self._undone.pop())
        elif kind == "do":
            try:
                step = tuple(_change(item) for item in line["changes"])
            except (KeyError, TypeError, ValueError):
                return
            self._done.append(step)
            self._undone.clear()

    @property
    def steps(self) -> tuple[bool, bool]:
        """Whether there is a step to take back, and one to do again."""
        with self._lock:
            return bool(self._done), bool(self._undone)

    @property
    def last(self) -> Step | None:
        """The step that an undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def next(self) -> Step | None:
        """The step that a redo would do again."""
        return self._undone[-1] if self._undone else None

    def do(self, step: Step) -> None:
        """Note a step that was done; what was undone before can no longer be redone."""
        with self._lock:
            self._done.append(step)
            del self._done[:-KEPT]
            self._undone.clear()
            self._append({"kind": "do", "changes": [_line(change) for change in step]})

    def undo(self) -> None:
        """Note that the last step was taken back."""
        with self._lock:
            self._undone.append(self._done.pop())
            self._append({"kind": "undo"})

    def redo(self) -> None:
        """Note that the step was done again."""
        with self._lock:
            self._done.append(self._undone.pop())
            self._append({"kind": "redo"})

    def _append(self, value: dict[str, Any]) -> None:
        """Put a line at the end; a journal that cannot be written stays in memory only."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if self._path.is_symlink():  # to whatever file; a journal is none of ours there
                self._path.unlink()
            with self._path.open("a", encoding="utf-8") as file:
                file.write(_json(value))
                file.flush()
                self._size = file.tell()
            if self._size > LARGEST:
                self._shorten()
        except OSError:
            pass

    def _shorten(self) -> None:
        """Write the file anew with half of what may be kept."""
        steps: Sequence[Step] = [*self._done[-KEPT // 2 :], *reversed(self._undone)]
        lines = [
            _json({"kind": "do", "changes": [_line(change) for change in step]}) for step in steps
        ]
        lines += [_json({"kind": "undo"})] * len(self._undone)
        data = "".join(lines).encode()
        write_atomic(self._path, data, durable=False)
        self._size = len(data)


def _json(value: dict[str, Any]) -> str:
    """One line; in front of it the end of the one before, which a crash may have cut off.

    ASCII, so that no separator of lines can be in it.
    """
    return "\n" + json.dumps(value, separators=(",", ":"))


def _line(change: Change) -> dict[str, Any]:
    return {
        "context": change.context,
        "source": change.source,
        "before": _version_line(change.before),
        "after": _version_line(change.after),
    }


def _version_line(version: Version) -> list[Any]:
    return [version.target, version.state.value, version.previous_source, list(version.comments)]


def _change(line: dict[str, Any]) -> Change:
    return Change(
        _text_or_none(line["context"]),
        str(line["source"]),
        _version(line["before"]),
        _version(line["after"]),
    )


def _version(line: list[Any]) -> Version:
    target, state, previous, comments = line
    return Version(str(target), State(state), _text_or_none(previous), tuple(map(str, comments)))


def _text_or_none(value: object) -> str | None:
    return None if value is None else str(value)
