"""Search and replace over the sentences of a release."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from tiptranslate.errors import UsageError
from tiptranslate.model import Entry
from tiptranslate.review.deciding import clean, identity
from tiptranslate.review.snapshot import Snapshot

_SECONDS = 1.0
"""How long a pattern may look at all sentences; some never come to an end."""


@dataclass(frozen=True, slots=True)
class Query:
    r"""What to look for, and what to put in its place.

    Args:
        find: Text, or a pattern of the ``regex`` library if ``is_regex``.
        replace: What to put in; None to search only. A pattern's groups are ``\1``.
        case: Whether letter case counts; ``words`` whether only whole words do.
        in_source: Look at the sources, in which nothing is replaced.
    """

    find: str
    replace: str | None = None
    is_regex: bool = False
    case: bool = False
    words: bool = False
    in_source: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence in which it was found; ``after`` is its new text, None for none."""

    entry: Entry
    spans: tuple[tuple[int, int], ...]
    after: str | None


def search(snapshot: Snapshot, query: Query) -> Iterator[Hit]:
    """The sentences that have what is looked for, in reading order.

    Raises:
        UsageError: The pattern is no pattern, or takes too long.
    """
    pattern = _pattern(query)
    seen: set[str] = set()
    end = time.monotonic() + _SECONDS
    for place in snapshot.places:
        key = identity(place.entry)
        if key not in seen:
            seen.add(key)
            hit = _hit(place.entry, pattern, query, end)
            if hit is not None:
                yield hit


def replaced(entry: Entry, query: Query) -> str | None:
    """The text of an entry after a replacement; None where it stays as it is.

    Raises:
        UsageError: As for `search`.
    """
    hit = _hit(entry, _pattern(query), query, time.monotonic() + _SECONDS)
    return hit.after if hit else None


def _hit(entry: Entry, pattern: "regex.Pattern[str]", query: Query, end: float) -> Hit | None:
    text = entry.source if query.in_source else entry.target
    try:
        left = max(end - time.monotonic(), 0.001)
        found = [match for match in pattern.finditer(text, timeout=left) if match[0]]
        if not found:
            return None
        after = None
        if query.replace is not None and not query.in_source and entry.plural_source is None:
            after = clean(_replace(text, found, query), entry.source)
            after = None if after == text else after
    except (TimeoutError, regex.error, IndexError) as error:
        raise _wrong(error) from None
    return Hit(entry, tuple(match.span() for match in found), after)


def _replace(text: str, found: "list[regex.Match[str]]", query: Query) -> str:
    """The text with every match replaced; of a plain search the replacement is plain too."""
    parts: list[str] = []
    cursor = 0
    new = query.replace or ""
    for match in found:
        parts += text[cursor : match.start()], match.expand(new) if query.is_regex else new
        cursor = match.end()
    return "".join(parts) + text[cursor:]


def _pattern(query: Query) -> "regex.Pattern[str]":
    if not query.find:
        raise UsageError("there is nothing to look for; write it into the field")
    text = query.find if query.is_regex else regex.escape(query.find)
    if query.words:
        text = rf"(?<!\w)(?:{text})(?!\w)"
    try:
        return regex.compile(text, regex.VERSION0 | (0 if query.case else regex.IGNORECASE))
    except (regex.error, RecursionError, OverflowError) as error:
        raise _wrong(error) from None


def _wrong(error: Exception) -> UsageError:
    if isinstance(error, TimeoutError):
        return UsageError("the pattern takes too long; make it simpler")
    return UsageError(f"the pattern is wrong: {error}; mend it or search for plain text")
