"""The memory of one language on the disk: units by sentence, sentences by word, files by stamp.

One SQLite file that may be deleted at any time. It says of every file it knows which one
it has read; a file that is another now is read again, all others are left alone.

A sentence is kept once, however many units have it, and stays when they go: so what is
found by words never needs to be taken back. `memory_filling` writes, `memory` looks up.
"""

import sqlite3
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from tiptranslate.model import Unit
from tiptranslate.translate.memory_words import fold

VERSION = 1
"""Raised when the tables, `fold` or `tokens` change: an index of another version is made anew."""
BLOCK = 14
"""Bits of a sentence's number within a block; postings are kept by word and block."""
PATIENCE = 20.0
"""Seconds to wait for another process that is writing."""
_BLOCKS = 0xFFFFFFFF
"""The highest number of a block."""
_MANY = 500
"""Values in one query; older SQLite takes 999."""
_HOLE, _HOLE_SIZE = 0xD800, 0x800
_CHARACTERS = sys.maxunicode - _HOLE_SIZE - 1
"""Words that have a character of their own; see `character`."""
UNKNOWN = "\x01"
"""The character of a word that no unit has."""

DAMAGE = (sqlite3.Error, ValueError, TypeError, OverflowError)
"""What comes of reading a damaged file: SQLite notices most, Python what is no text or number."""

_SCHEMA = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE files (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, stamp TEXT NOT NULL,
    digest BLOB NOT NULL, sure INTEGER NOT NULL);
CREATE TABLE sentences (id INTEGER PRIMARY KEY, fold INTEGER NOT NULL, text TEXT NOT NULL);
CREATE INDEX sentences_by_fold ON sentences (fold);
CREATE TABLE codes (id INTEGER PRIMARY KEY, code TEXT NOT NULL);
CREATE TABLE words (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, number INTEGER NOT NULL);
CREATE TABLE postings (id INTEGER PRIMARY KEY, sentences BLOB NOT NULL);
CREATE TABLE units (id INTEGER PRIMARY KEY, sentence INTEGER NOT NULL, mark INTEGER NOT NULL,
    name TEXT NOT NULL, position INTEGER NOT NULL, line INTEGER NOT NULL,
    target TEXT NOT NULL, origin TEXT NOT NULL, date TEXT NOT NULL);
CREATE INDEX units_by_pair ON units (sentence, mark, name, position);
CREATE INDEX units_by_place ON units (name, position);
"""
_UNIT = "mark, name, position, line, target, origin, date"


class OutdatedError(Exception):
    """The file is an index of another version, or for another source language."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A unit with what puts it in order: its file's name and its place among that file's units."""

    unit: Unit
    name: str
    position: int


class Index:
    """An open index.

    Args:
        path: The file, made where it is missing; None for one that is kept in memory.
        source: The code of the language of the sentences.
        bulk: Write without safety or speed for others: for a file nobody knows of yet.

    Raises:
        OutdatedError: It is of another version; remove it.
        sqlite3.Error: It is damaged, locked, or cannot be made.
    """

    def __init__(self, path: Path | None = None, source: str = "en", *, bulk: bool = False) -> None:
        # Threads take turns, see `Memory`; transactions are begun by hand.
        self.connection = sqlite3.connect(
            path or ":memory:", timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )
        self.folder = path.parent if path else None
        try:
            if bulk:
                self.connection.execute("PRAGMA journal_mode = OFF")
            self.connection.execute(f"PRAGMA synchronous = {'OFF' if bulk else 'NORMAL'}")
            self._prepare(f"{VERSION} {sys.byteorder} {source}")
        except BaseException:
            self.connection.close()
            raise

    def _prepare(self, wanted: str) -> None:
        run = self.connection.execute
        run("PRAGMA cache_size = -8000")
        if not run("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            run("BEGIN IMMEDIATE")
            if not run("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                for statement in _SCHEMA.split(";"):
                    run(statement)
                run("INSERT INTO facts VALUES ('version', ?)", (wanted,))
            run("COMMIT")
        found = run("SELECT value FROM facts WHERE name = 'version'").fetchone()
        if found is None or found[0] != wanted:
            raise OutdatedError(wanted)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def check(self) -> None:
        """Read all of the file and see whether it is whole.

        Raises:
            sqlite3.Error: It is damaged.
        """
        row = self.connection.execute("PRAGMA quick_check(1)").fetchone()
        _hold(row == ("ok",))

    def __len__(self) -> int:
        """How many units there are, repeated ones counted each time."""
        return int(self._one("SELECT count(*) FROM units"))

    def _one(self, query: str, *values: object) -> int:
        row = self.connection.execute(query, values).fetchone()
        return row[0] if row else 0

    def sentences(self, text: str) -> list[tuple[int, str]]:
        """The numbers and texts of the sentences that are this one but for typography."""
        plain = fold(text)
        query = "SELECT id, text FROM sentences WHERE fold = ?"
        rows = self.connection.execute(query, (short(plain),))
        return [(number, found) for number, found in rows if fold(found) == plain]

    def text(self, sentence: int) -> str:
        """A sentence by its number."""
        query = "SELECT text, fold FROM sentences WHERE id = ?"
        row = self.connection.execute(query, (sentence,)).fetchone()
        _hold(row is not None and short(fold(row[0])) == row[1])
        return str(row[0])

    def pairs(self, sentence: int, text: str) -> Iterator[Stored]:
        """Of each translation of a sentence the first unit, in no certain order."""
        query = (
            f"SELECT {_UNIT} FROM units WHERE sentence = ? AND mark > ? "  # noqa: S608 - a constant
            "ORDER BY mark, name, position LIMIT 1"
        )
        mark = -1
        while row := self.connection.execute(query, (sentence, mark)).fetchone():
            mark = row[0]
            yield _stored(text, *row)

    def words(self, texts: Iterable[str]) -> dict[str, tuple[int, int]]:
        """The number of each word that is known, and how many sentences have it."""
        query = "SELECT text, id, number FROM words WHERE text IN ({})"
        rows = self._many(query, list(dict.fromkeys(texts)))
        return {text: (number, often) for text, number, often in rows}

    def with_word(self, word: int) -> "array[int]":
        """The numbers of the sentences that have a word, upward."""
        found = array("I")
        query = "SELECT sentences FROM postings WHERE id BETWEEN ? AND ? ORDER BY id"
        for (data,) in self.connection.execute(
            query, (postings_id(word, 0), postings_id(word, _BLOCKS))
        ):
            _hold(len(data) % found.itemsize == 0)
            found.frombytes(data)
        return found

    def codes(self, sentences: Sequence[int]) -> dict[int, str]:
        """The words of sentences, each as one character; see `character`."""
        return dict(self._many("SELECT id, code FROM codes WHERE id IN ({})", sentences))

    def _many(self, query: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        """The rows of a query that asks for any number of values."""
        found: list[tuple[Any, ...]] = []
        for start in range(0, len(values), _MANY):
            part = values[start : start + _MANY]
            found += self.connection.execute(query.format(",".join("?" * len(part))), part)
        return found

    def stored(self) -> Iterator[tuple[Stored, bool]]:
        """Every unit in order, and whether its pair has not been there before.

        Held in memory is one at a time.
        """
        query = (
            f"SELECT u.id, u.sentence, s.text, {_UNIT} "  # noqa: S608 - a constant
            "FROM units u JOIN sentences s ON s.id = u.sentence ORDER BY u.name, u.position"
        )
        first = (
            "SELECT id FROM units WHERE sentence = ? AND mark = ? ORDER BY name, position LIMIT 1"
        )
        with closing(self.connection.cursor()) as cursor:
            for number, sentence, text, mark, *rest in cursor.execute(query):
                yield _stored(text, mark, *rest), self._one(first, sentence, mark) == number

    def repeated(self) -> Iterator[tuple[list[Stored], int]]:
        """Pairs that several units have: the first two of these, and how many there are."""
        query = (
            "SELECT sentence, mark, count(*) FROM units GROUP BY sentence, mark HAVING count(*) > 1"
        )
        units = (
            f"SELECT {_UNIT} FROM units WHERE sentence = ? AND mark = ? "  # noqa: S608 - a constant
            "ORDER BY name, position LIMIT 2"
        )
        for sentence, mark, number in self.connection.execute(query):
            text = self.text(sentence)
            rows = self.connection.execute(units, (sentence, mark))
            yield [_stored(text, *row) for row in rows], number

    def disputed(self) -> Iterator[list[Stored]]:
        """The different translations of sentences that have more than one, in order."""
        query = (
            "SELECT min(s.text) FROM sentences s JOIN units u ON u.sentence = s.id "
            "GROUP BY s.fold HAVING count(DISTINCT u.mark) > 1"
        )
        for (text,) in self.connection.execute(query):
            found = [
                one for number, same in self.sentences(text) for one in self.pairs(number, same)
            ]
            yield sorted(found, key=lambda one: (one.name, one.position))


def _stored(
    source: str, mark: int, name: str, position: int, line: int, target: str, origin: str, date: str
) -> Stored:
    _hold(short(target) == mark)
    return Stored(Unit(source, target, origin, date, name, line), name, position)


def _hold(whole: bool) -> None:
    """Stop where what is read cannot be what was written."""
    if not whole:
        raise sqlite3.DatabaseError("the index is damaged")


def short(text: str) -> int:
    """A text as one whole number, of 63 bits, as SQLite's have a sign."""
    data = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest()) >> 1


def postings_id(word: int, block: int) -> int:
    """What the postings of a word in one block of sentences are kept under."""
    return word << 32 | block


def character(word: int) -> str:
    """A word, by its number, as a character, so that sentences compare as quick as strings.

    Beyond 1.1 million words two may share one: then sentences seem more alike than they
    are, never less.
    """
    code = 2 + word % _CHARACTERS
    return chr(code if code < _HOLE else code + _HOLE_SIZE)
