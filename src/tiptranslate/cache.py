"""What lets a run that has nothing to do be over at once.

For every catalog it remembers a fingerprint of all that went into it: the bytes of
the release, the template and the catalog, the settings, the rules, the version of
the program. File times are not asked, since two edits can share one. The file may be
deleted or damaged at any time; then the work is simply done again.
"""

import contextlib
import json
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path
from typing import Any

from tiptranslate.files import write_atomic
from tiptranslate.reports import Counts

_VERSION = 1
_DAMAGED = (OSError, ValueError, KeyError, TypeError, RecursionError)
"""What reading a file raises that is missing, or not as we write it."""


def fingerprint(parts: Iterable[bytes]) -> str:
    """One short name for several byte strings; their borders count."""
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8))
        digest.update(part)
    return digest.hexdigest()


class Cache:
    """Fingerprints of finished catalogs, with what there is to say of each.

    Args:
        path: A JSON file; missing or damaged is the same as empty.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, dict[str, Any]] = {}
        try:
            values = json.loads(path.read_bytes())
            if values["version"] == _VERSION:
                self._known = dict(values["catalogs"])
        except _DAMAGED:
            pass

    def known(self, key: str, print_: str) -> Counts | None:
        """The counts of a catalog for which nothing has changed since, whoever counted."""
        known = self._known.get(key)
        try:
            if known is None or known["print"] != print_:
                return None
            if not all(type(number) is int for number in known["counts"].values()):
                return None
            return Counts(**known["counts"])
        except (TypeError, KeyError, AttributeError):
            return None

    def counts(self, key: str, print_: str, around: Callable[[], str]) -> Counts | None:
        """The counts of a catalog that a run has finished, if nothing has changed since.

        Args:
            key: Names the catalog.
            print_: The fingerprint of all that went into it.
            around: Gives the fingerprint of what could fill its gaps (memory and
                engine); asked only of a catalog that has any.
        """
        counts = self.known(key, print_)
        before = self._known[key].get("around") if counts else None
        if counts is None or not isinstance(before, str):
            return None
        return counts if not counts.gaps or before == around() else None

    def put(self, key: str, print_: str, around: str | None, counts: Counts) -> None:
        """Remember a finished catalog; with None around it one that was only counted."""
        self._known[key] = {"print": print_, "around": around, "counts": asdict(counts)}

    def save(self) -> None:
        """Write the file if anything is new in it."""
        values = {"version": _VERSION, "catalogs": self._known}
        _write(self._path, json.dumps(values, sort_keys=True))


class Sentences(MutableMapping[str, tuple[tuple[int, int], ...]]):
    """Where the sentences of blocks begin and end, kept from run to run.

    Args:
        path: A JSON file; missing or damaged is the same as empty.
        rules: The fingerprint of the rules; results of others are forgotten.
    """

    MOST = 100_000
    """Blocks kept; beyond it only those of the last run are."""

    def __init__(self, path: Path, rules: str) -> None:
        self._path = path
        self._rules = rules
        self._known: dict[str, list[int]] = {}
        self._used: set[str] = set()
        try:
            values = json.loads(path.read_bytes())
            if values["version"] == _VERSION and values["rules"] == rules:
                self._known = dict(values["blocks"])
        except _DAMAGED:
            pass
        self._size = len(self._known)

    def __getitem__(self, text: str) -> tuple[tuple[int, int], ...]:
        key = _short(text)
        numbers = self._known[key]
        self._used.add(key)
        if not _fit(numbers, text):
            raise KeyError(text)
        return tuple(zip(numbers[::2], numbers[1::2], strict=True))

    def __setitem__(self, text: str, spans: tuple[tuple[int, int], ...]) -> None:
        key = _short(text)
        self._known[key] = [number for span in spans for number in span]
        self._used.add(key)

    def __delitem__(self, text: str) -> None:
        del self._known[_short(text)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def save(self) -> None:
        """Write the file if a block was added."""
        if len(self._known) == self._size:
            return
        if len(self._known) > self.MOST:
            self._known = {key: self._known[key] for key in self._used}
        values = {"version": _VERSION, "rules": self._rules, "blocks": self._known}
        _write(self._path, json.dumps(values))


def _write(path: Path, text: str) -> None:
    """Write a file of the cache; never through a link, which could lead to any file.

    One that cannot be written costs the next run time, and nothing else.
    """
    with contextlib.suppress(OSError):
        if path.is_symlink():
            path.unlink()
        write_atomic(path, text.encode(), durable=False)


def _fit(numbers: object, text: str) -> bool:
    """Whether numbers are the borders of spans that leave nothing but white space of a text."""
    if not isinstance(numbers, list) or not all(type(number) is int for number in numbers):
        return False
    borders = [0, *numbers, len(text)]
    gaps = zip(borders[::2], borders[1::2], strict=False)
    return (
        len(numbers) % 2 == 0
        and borders == sorted(borders)
        and not any(text[start:end].strip() for start, end in gaps)
    )


def _short(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
