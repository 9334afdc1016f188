"""What lets a run that has nothing to do be over at once.

For every catalog it remembers a fingerprint of all that went into it: the bytes of
the release, the template and the catalog, the settings, the rules, the version of
the program. File times are not asked, since two edits can share one. The file may be
deleted or damaged at any time; then the work is simply done again.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path
from typing import Any

from tiptranslate.files import write_atomic
from tiptranslate.reports import Counts

_VERSION = 1


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
        except (OSError, ValueError, KeyError, TypeError):
            pass

    def counts(self, key: str, print_: str, around: Callable[[], str]) -> Counts | None:
        """The counts of a catalog for which nothing has changed since; else None.

        Args:
            key: Names the catalog.
            print_: The fingerprint of all that went into it.
            around: Gives the fingerprint of what could fill its gaps (memory and
                engine); asked only of a catalog that has any.
        """
        known = self._known.get(key)
        try:
            if known is None or known["print"] != print_:
                return None
            counts = Counts(**known["counts"])
            gaps = counts.untranslated or counts.stale
            return counts if not gaps or known["around"] == around() else None
        except (TypeError, KeyError):
            return None

    def put(self, key: str, print_: str, around: str, counts: Counts) -> None:
        """Remember a finished catalog."""
        self._known[key] = {"print": print_, "around": around, "counts": asdict(counts)}

    def save(self) -> None:
        """Write the file if anything is new in it."""
        values = {"version": _VERSION, "catalogs": self._known}
        write_atomic(self._path, json.dumps(values, sort_keys=True).encode(), durable=False)
