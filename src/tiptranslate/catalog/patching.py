"""Changing single entries of a PO file and leaving every other byte of it as it is.

Of the entry itself only what a decision touches is written anew: the target, the mark
``fuzzy``, the previous source, the comments; the rest stays in whatever layout its editor
gave it. The result is read back; where it does not say what it should, as of a form that cannot be
patched, the whole file is written as `dump` would.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from types import MappingProxyType

from tiptranslate.catalog.pofile import parse
from tiptranslate.catalog.powriter import dump
from tiptranslate.catalog.provenance import MARK
from tiptranslate.catalog.wrapping import wrap
from tiptranslate.errors import CatalogError
from tiptranslate.model import Catalog, Entry, State

_BOM = "\ufeff"
_TRANSLATOR = re.compile(r"#(?:[^.:,|~]|$)")
_FLAGS = re.compile(r"#,\s*(.*)")

Change = tuple[Entry, Entry]
"""An entry as it was read, with its line, and as it shall be."""


def patch(
    data: bytes, old: Catalog, changes: Sequence[Change], header: Mapping[str, str], path: Path
) -> tuple[bytes, Catalog]:
    """Put changed entries and header fields into a PO file.

    Args:
        data: The bytes of the file.
        old: What `parse` made of them.
        changes: Entries of ``old`` (not obsolete, without plural) and what becomes of them;
            they may differ in target, state, previous source and comments.
        header: Fields to set, of those that the file has.
        path: Names the file as for `parse`.

    Returns:
        The new bytes, and what `parse` makes of them.
    """
    wanted = _changed(old, changes, header)
    patched = _patched(data, changes, header)
    if patched is not None:
        new = _read_back(patched, old, wanted, changes, path)
        if new is not None:
            return patched.data, new
    full = dump(wanted)
    return full, parse(full, path)


def _read_back(
    patched: "_Patched", old: Catalog, wanted: Catalog, changes: Sequence[Change], path: Path
) -> Catalog | None:
    """What the patched file says; None where that is not what it should.

    Where the changed entries stand apart, only they and the header are read.
    """
    try:
        if not patched.is_plain:
            whole = parse(patched.data, path)
            return whole if whole == wanted else None
        read = parse(patched.changed, path)
    except CatalogError:
        return None
    new = {(entry.context, entry.source): entry for _, entry in changes}
    found = {(entry.context, entry.source): entry for entry in read.entries}
    if new != found or _frame(read) != _frame(wanted) or read.obsolete:
        return None
    places = _moved([entry.line for entry in old.entries], patched.moves)
    return replace(
        wanted,
        entries=tuple(
            entry if entry.line == line else replace(entry, line=line)
            for entry, line in zip(wanted.entries, places, strict=True)
        ),
    )


def _frame(catalog: Catalog) -> Catalog:
    """A catalog without its entries."""
    return replace(catalog, entries=(), obsolete=())


def _moved(lines: Sequence[int], moves: Sequence["_Move"]) -> list[int]:
    """Where the ``msgid`` of entries stand after lines before them have come or gone."""
    offset = [0] * (max(lines, default=0) + 2)
    for move in moves:
        if move.line < len(offset):
            offset[move.line] += move.before
            if move.line + 1 < len(offset):
                offset[move.line + 1] += move.total - move.before
    sums = list(accumulate(offset))
    return [line + sums[line] for line in lines]


def _changed(old: Catalog, changes: Sequence[Change], header: Mapping[str, str]) -> Catalog:
    """The catalog that the changed file must be read as."""
    new = {(before.context, before.source): after for before, after in changes}
    fields = {name: header.get(name, value) for name, value in old.header.items()}
    return replace(
        old,
        entries=tuple(new.get((entry.context, entry.source), entry) for entry in old.entries),
        header=MappingProxyType(fields),
    )


@dataclass(frozen=True, slots=True)
class _Move:
    """How many lines came in front of the ``msgid`` at ``line``, and in the whole entry."""

    line: int
    before: int
    total: int


@dataclass(frozen=True, slots=True)
class _Patched:
    """A patched file, the part of it that is new as a file of its own, and what moved.

    ``is_plain`` is False where an entry is not clearly apart from its neighbours.
    """

    data: bytes
    changed: bytes
    moves: tuple[_Move, ...]
    is_plain: bool


def _patched(data: bytes, changes: Sequence[Change], header: Mapping[str, str]) -> _Patched | None:
    """The file with its changed lines; None where it cannot be done line by line."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    windows = "\r\n" in text
    plain = text.replace("\r\n", "\n") if windows else text
    if "\r" in plain or (windows and plain.replace("\n", "\r\n") != text):
        return None
    mark = _BOM if plain.startswith(_BOM) else ""
    head, blank, rest = plain.removeprefix(mark).partition("\n\n")
    new_head = _with_header(head, header)
    lines = rest.split("\n")
    above = head.count("\n") + 2
    moves, changed = [_Move(0, 0, new_head.count("\n") - head.count("\n"))], [new_head]
    is_plain = True
    for before, after in sorted(changes, key=lambda change: -change[0].line):
        at = before.line - above - 1
        if not 0 <= at < len(lines) or not lines[at].lstrip().startswith("msgid"):
            return None
        place = _find(lines, at)
        is_plain &= _is_apart(lines, place)
        comments, strings = _written(lines, place, before, after)
        grown = len(comments) - (place.head - place.start)
        total = len(comments) + len(strings) - (place.stop - place.start)
        moves.append(_Move(before.line, grown, total))
        lines[place.start : place.stop] = new = [*comments, *strings]
        changed += "", *new
    done = mark + new_head + blank + "\n".join(lines)
    done = done.replace("\n", "\r\n") if windows else done
    small = "\n".join([*changed, ""])
    return _Patched(done.encode(), small.encode(), tuple(moves), is_plain)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an entry is among the lines: its comments, context, source, target and end."""

    start: int
    head: int
    target: int
    stop: int


def _find(lines: Sequence[str], at: int) -> _Place:
    """The place of the entry whose ``msgid`` is at a line."""
    head, stop = _head(lines, at), _last(lines, at)
    target = next((i for i in range(at, stop) if lines[i].lstrip().startswith("msgstr")), stop)
    return _Place(_start(lines, head), head, target, stop)


def _is_apart(lines: Sequence[str], place: _Place) -> bool:
    """Whether an entry is one block between blank lines, and nothing of it behind them."""
    following = next((line.lstrip() for line in lines[place.stop :] if line.strip()), "#")
    return (
        place.target < place.stop
        and all(map(str.strip, lines[place.start : place.stop]))
        and (place.start == 0 or not lines[place.start - 1].strip())
        and not "".join(lines[place.stop : place.stop + 1]).strip()
        and following.startswith(("#", "msgid", "msgctxt"))
    )


def _written(
    lines: Sequence[str], place: _Place, before: Entry, after: Entry
) -> tuple[list[str], list[str]]:
    """The lines of an entry as a decision leaves them: comments, and strings."""
    last = list(lines[place.target : place.stop])
    if after.target != before.target:
        last = _lines(wrap("msgstr", after.target, "", "no-wrap" not in after.flags))
    comments = _comments(lines[place.start : place.head], before, after)
    return comments, [*lines[place.head : place.target], *last]


def _head(lines: Sequence[str], at: int) -> int:
    """Where the strings begin of the entry whose ``msgid`` is at a line: with its context."""
    above = at - 1
    while above > 0 and lines[above].lstrip().startswith('"'):
        above -= 1
    return above if above >= 0 and lines[above].lstrip().startswith("msgctxt") else at


def _start(lines: Sequence[str], head: int) -> int:
    """Where the comments begin in front of an entry's strings; blank lines may be among them."""
    start = head
    for above in range(head - 1, -1, -1):
        line = lines[above].strip()
        if line.startswith("#") and not line.startswith("#~"):
            start = above
        elif line:
            break
    return start


def _last(lines: Sequence[str], at: int) -> int:
    """The line behind the last one of the entry whose ``msgid`` is at a line."""
    stop = at + 1
    while stop < len(lines):
        line = lines[stop].lstrip()
        if not line.startswith(('"', "msgid_plural", "msgstr")):
            break
        stop += 1
    return stop


def _comments(lines: Sequence[str], before: Entry, after: Entry) -> list[str]:
    """The lines in front of an entry's strings, as the decision leaves them."""
    kept = list(lines)
    if after.comments != before.comments:
        kept = _with_comments(kept, after.comments)
    fuzzy, was_fuzzy = (one.state in (State.DRAFT, State.STALE) for one in (after, before))
    if fuzzy != was_fuzzy:
        kept = _with_fuzzy(kept, fuzzy)
    if not fuzzy or after.previous_source != before.previous_source:
        kept = [line for line in kept if not line.lstrip().startswith("#|")]
        if fuzzy and after.previous_source is not None:
            kept += _lines(wrap("msgid", after.previous_source, "#| "))
    return kept


def _with_comments(lines: Sequence[str], comments: Sequence[str]) -> list[str]:
    """Other translator's comments behind our own line, all else as it was."""
    own = [line for line in lines if line.startswith(f"# {MARK}")]
    others = [line for line in lines if line not in own and not _TRANSLATOR.match(line)]
    written = [f"# {line}" if line else "#" for comment in comments for line in comment.split("\n")]
    return [*own, *written, *others]


def _with_fuzzy(lines: Sequence[str], fuzzy: bool) -> list[str]:
    """The lines with or without the mark ``fuzzy``, other flags as they were."""
    kept: list[str] = []
    done = False
    for line in lines:
        match = _FLAGS.match(line.lstrip())
        if not match:
            kept.append(line)
            continue
        flags = [flag for flag in re.split(r"\s*,\s*", match[1].strip()) if flag != "fuzzy"]
        if fuzzy and not done:
            flags.insert(0, "fuzzy")
            done = True
        if any(flags):
            kept.append(f"#, {', '.join(filter(None, flags))}")
    if fuzzy and not done:
        at = next((i for i, line in enumerate(kept) if line.lstrip().startswith("#|")), len(kept))
        kept.insert(at, "#, fuzzy")
    return kept


def _with_header(head: str, fields: Mapping[str, str]) -> str:
    """The header's lines with fields set; a field that is not there is left out."""
    text = head + "\n"
    for name, value in fields.items():
        pattern = rf'^"{re.escape(name)}: [^\n]*"\n(?:(?<!\\n"\n)"[^\n]*"\n)*'
        written = wrap("msgstr", f"{name}: {value}\n").removeprefix("msgstr ")
        found = re.search(pattern, text, flags=re.MULTILINE)
        if found:
            new = written.removeprefix('""\n')
            text = text[: found.start()] + new + text[found.end() :]
    return text.removesuffix("\n")


def _lines(text: str) -> list[str]:
    """Written lines without their ends."""
    return text.removesuffix("\n").split("\n")
