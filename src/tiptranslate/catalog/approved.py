"""What people have approved in a catalog, as units of the memory."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from tiptranslate.model import Catalog, State, Unit

_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2} \d{2}:\d{2})(?::\d{2})?([+-]\d{4})")


def approved(catalog: Catalog, path: str = "") -> Iterator[Unit]:
    """The reviewed pairs of a catalog, those that have left the release last.

    Args:
        catalog: The catalog; its revision date becomes that of the units.
        path: The file, as units name it.
    """
    date = revised(catalog)
    for entry in (*catalog.entries, *catalog.obsolete):
        if entry.state is State.REVIEWED and entry.target:
            yield Unit(entry.source, entry.target, catalog.slug, date, path, entry.line)


def revised(catalog: Catalog) -> str:
    """The PO-Revision-Date in UTC, as 2024-05-03T10:11:00Z; "" where it is missing or none."""
    found = _MOMENT.fullmatch(catalog.header.get("PO-Revision-Date", "").strip())
    if found is None:
        return ""
    try:
        moment = datetime.strptime(f"{found[1]}{found[2]}", "%Y-%m-%d %H:%M%z").astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
