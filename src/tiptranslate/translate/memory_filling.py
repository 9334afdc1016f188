"""Bringing an index of the memory up to date: which files are others now, and their units.

A file is taken for the one that was read if size, times and place on the disk are the same,
as long as its times are older than the reading by more than any file system's clock is
coarse. A younger one is read and its bytes compared: two edits can share one time.
"""

import hashlib
import os
import sqlite3
import tempfile
import time
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tiptranslate.model import Unit
from tiptranslate.translate.memory_index import (
    BLOCK,
    Index,
    OutdatedError,
    character,
    postings_id,
    short,
)
from tiptranslate.translate.memory_words import fold, tokens_of

Read = Callable[[str], Iterable[Unit]]
"""Gives the units of a file by its name."""

_COARSE = 3_000_000_000
"""Nanoseconds: FAT tells times in steps of two seconds, others finer."""
_WORDS = 200_000
"""Words whose numbers are kept at hand while an index is filled."""
_WORN = 4
"""How many times the sentences in use an index may hold before it is made anew."""
_FEW = 10_000
"""Sentences up to which that does not matter."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What shows, without reading it, that a file is another one.

    ``text`` has its size, times and place on the disk, ``changed`` the later of the times of
    its content and of its entry in the folder, which no program can set back, in nanoseconds.
    """

    path: Path
    text: str
    changed: int

    @classmethod
    def of(cls, entry: os.DirEntry[str]) -> "Stamp":
        """The stamp of a file in a folder, links followed."""
        try:
            found = entry.stat()
        except OSError:  # a link that leads nowhere, or removed just now
            return cls(Path(entry.path), "missing", 0)
        parts = found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
        changed = max(found.st_mtime_ns, found.st_ctime_ns)
        return cls(Path(entry.path), ":".join(map(str, parts)), changed)


def refresh(index: Index, stamps: Mapping[str, Stamp], read: Read) -> bool:
    """Make an index hold what the files hold now, in one step: all of it or nothing.

    Args:
        index: The index; other writers must be kept out by the caller.
        stamps: Every file there is, by name.
        read: Reads a file that is new or another one; its errors leave the index as it was.

    Returns:
        Whether there was anything to write.

    Raises:
        sqlite3.Error: The index is damaged, locked, or cannot be written.
    """
    run = index.connection.execute
    gone, changed = compare(index, stamps)
    if not gone and not changed:
        return False
    now = _clock(index.folder)
    run("BEGIN IMMEDIATE")
    try:
        filler = _Filler(index.connection)
        for name in gone:
            filler.drop(name)
        for name, stamp in changed.items():
            filler.take(name, stamp, read, now)
        filler.flush()
        run("COMMIT")
    except BaseException:
        if index.connection.in_transaction:
            run("ROLLBACK")
        raise
    return True


def compare(index: Index, stamps: Mapping[str, Stamp]) -> tuple[list[str], dict[str, Stamp]]:
    """The names of files that are gone, and those that must be looked at, in their order."""
    known = {
        name: stamp if sure else ""
        for name, stamp, sure in index.connection.execute("SELECT name, stamp, sure FROM files")
    }
    gone = [name for name in known if name not in stamps]
    return gone, {name: s for name, s in sorted(stamps.items()) if known.get(name) != s.text}


def fill(index: Index, units: Iterable[Unit]) -> Index:
    """Put units into an empty index, in their order; gives it back."""
    stamps = {"": Stamp(Path(), "", 0)}
    refresh(index, stamps, lambda _: units)
    return index


def check_wear(index: Index) -> None:
    """See whether sentences that are in no file any more are most of an index.

    Raises:
        OutdatedError: They are; it should be made anew.
    """
    query = "SELECT (SELECT count(*) FROM sentences), (SELECT count(*) FROM units)"
    sentences, units = index.connection.execute(query).fetchone()
    if sentences > _FEW and sentences > _WORN * units:
        raise OutdatedError


class _Filler:
    """Writes units into an open transaction; what it gathers meanwhile is bounded.

    Args:
        connection: The index, a transaction begun.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._run = connection.execute
        self._run_many = connection.executemany
        self._words: dict[str, tuple[int, str]] = {}
        self._postings: dict[int, array[int]] = defaultdict(_numbers)
        self._codes: list[tuple[int, str]] = []
        self._block = -1

    def drop(self, name: str) -> None:
        """Forget a file and its units."""
        self._run("DELETE FROM units WHERE name = ?", (name,))
        self._run("DELETE FROM files WHERE name = ?", (name,))

    def take(self, name: str, stamp: Stamp, read: Read, now: int) -> None:
        """Read a file, unless its bytes are known; its stamp is sure if it is old enough."""
        # The bytes first: what is saved between the two is then found to be another file.
        digest = _digest(stamp.path)
        known = self._run("SELECT digest FROM files WHERE name = ?", (name,)).fetchone()
        sure = stamp.changed + _COARSE < now
        if known is not None and digest and known[0] == digest:
            query = "UPDATE files SET stamp = ?, sure = ? WHERE name = ?"
            self._run(query, (stamp.text, sure, name))
            return
        self.drop(name)
        query = "INSERT INTO files (name, stamp, digest, sure) VALUES (?, ?, ?, ?)"
        self._run(query, (name, stamp.text, digest, sure))
        self._run_many(
            "INSERT INTO units (sentence, mark, name, position, line, target, origin, date) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (self._row(unit, name, position) for position, unit in enumerate(read(name))),
        )

    def _row(self, unit: Unit, name: str, position: int) -> tuple[object, ...]:
        """A unit as the table has it; its sentence is put in where it is new."""
        sentence, mark = self._sentence(unit.source), short(unit.target)
        return sentence, mark, name, position, unit.line, unit.target, unit.origin, unit.date

    def _sentence(self, text: str) -> int:
        """The number of a sentence, which is put in where it is new."""
        plain = fold(text)
        mark = short(plain)
        for number, known in self._run("SELECT id, text FROM sentences WHERE fold = ?", (mark,)):
            if known == text:
                return int(number)
        query = "INSERT INTO sentences (fold, text) VALUES (?, ?)"
        number = self._run(query, (mark, text)).lastrowid or 0
        if number >> BLOCK != self._block:
            self.flush()
            self._block = number >> BLOCK
        words = [self._words.get(token) or self._word(token) for token in tokens_of(plain)]
        self._codes.append((number, "".join([character for _, character in words])))
        for word in {word for word, _ in words}:
            self._postings[word].append(number)
        return number

    def _word(self, text: str) -> tuple[int, str]:
        """The number and the character of a word, which is put in where it is new."""
        row = self._run("SELECT id FROM words WHERE text = ?", (text,)).fetchone()
        query = "INSERT INTO words (text, number) VALUES (?, 0)"
        number = row[0] if row else self._run(query, (text,)).lastrowid or 0
        if len(self._words) >= _WORDS:
            self._words.clear()
        self._words[text] = number, character(number)
        return self._words[text]

    def flush(self) -> None:
        """Write the words of the block's sentences, the postings behind those there already."""
        for word, new in sorted(self._postings.items()):
            key = postings_id(word, self._block)
            row = self._run("SELECT sentences FROM postings WHERE id = ?", (key,)).fetchone()
            data = (row[0] if row else b"") + new.tobytes()
            self._run("INSERT OR REPLACE INTO postings VALUES (?, ?)", (key, data))
            self._run("UPDATE words SET number = number + ? WHERE id = ?", (len(new), word))
        self._run_many("INSERT INTO codes VALUES (?, ?)", self._codes)
        self._postings.clear()
        self._codes.clear()


def _numbers() -> "array[int]":
    return array("I")


def _digest(path: Path) -> bytes:
    """The fingerprint of a file's bytes; empty where it cannot be read, which is like nothing."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "blake2b").digest()[:16]
    except OSError:
        return b""


def _clock(folder: Path | None) -> int:
    """The time now in nanoseconds, by the clock of the file system, which may be another's."""
    if folder is None:
        return time.time_ns()
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b".")
        file.flush()
        return os.fstat(file.fileno()).st_mtime_ns
