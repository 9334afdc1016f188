"""PO files in and out: the only module that knows the PO library.

`parse` keeps all that people and tools put into a file, and `dump` writes it as gettext
itself would. Not kept is what gettext's own tools drop: ``#|`` of an entry that is not fuzzy
(msgmerge), ``fuzzy`` on an empty entry, an obsolete entry with neither translation nor
comment, ``./`` before a location and a location that is there twice (msgcat), ``#| msgctxt``
without ``#| msgid`` (a syntax error to them); and of a header all but its fields and ``# ``
lines.
"""

from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType

import polib

from tiptranslate.catalog import provenance
from tiptranslate.catalog.posyntax import END, prepare
from tiptranslate.catalog.powriter import complete_header, dump, ordered_flags, worth_keeping
from tiptranslate.catalog.quickread import quickread
from tiptranslate.errors import CatalogError
from tiptranslate.model import Catalog, Entry, State

__all__ = ["dump", "parse", "read"]


class _Lines(str):
    """A text whose lines end at line feeds alone; ``str`` also cuts at U+2028, NEL and VT."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:  # noqa: ARG002 - str's signature
        """What polib calls to get its lines."""
        return self.split("\n")


class _Entries(polib.POFile):
    """polib's file with the header left among the entries, so that nothing of it is lost."""

    def find(self, *_: object, **__: object) -> None:
        """Find nothing; polib calls this only to take the header out."""


def read(path: Path) -> Catalog:
    """Read a catalog or a template.

    Raises:
        CatalogError: The file cannot be read or is no good PO file.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CatalogError(f"cannot be read: {error.strerror}", path=path) from None
    return parse(data, path)


def parse(data: bytes, path: Path) -> Catalog:
    """Read the content of a PO file; ``path`` names it in errors and gives slug and language.

    Raises:
        CatalogError: It is no good PO file; the error names the line.
    """
    header, header_comments, entries, obsolete = _quickly(data) or _fully(data, path)
    _refuse_duplicates((*entries, *obsolete), path)
    language = _language(header.get("Language", ""), path)
    return Catalog(
        slug=path.stem,
        language=language,
        entries=tuple(entries),
        obsolete=tuple(filter(worth_keeping, obsolete)),
        header=MappingProxyType(complete_header(header, language)),
        header_comments=header_comments,
    )


_Parts = tuple[dict[str, str], tuple[str, ...], list[Entry], list[Entry]]
"""Header fields, header comments, entries, obsolete entries."""


def _quickly(data: bytes) -> _Parts | None:
    """The parts of a file that stands as we write it; None for any other."""
    found = quickread(data)
    if found is None:
        return None
    header, header_comments, active, obsolete = found
    return _header_fields(header), header_comments, active, obsolete


def _fully(data: bytes, path: Path) -> _Parts:
    """The parts of any PO file, by polib."""
    source = prepare(data, path)
    try:
        file = polib.pofile(_Lines(source.text), encoding="utf-8", klass=_Entries)
    except OSError as error:
        message = f"polib cannot read it ({error}); put the file through msgcat"
        raise CatalogError(message, path=path) from None
    header: dict[str, str] = {}
    header_comments: tuple[str, ...] = ()
    header_line = 0
    entries: list[Entry] = []
    obsolete: list[Entry] = []
    leading = _split(file.header)
    for raw, line in zip(file, source.lines, strict=True):
        comments, leading = leading + _split(raw.tcomment), ()
        if raw.msgid or raw.msgctxt is not None:
            (obsolete if raw.obsolete else entries).append(_entry(raw, comments, line, path))
        elif header_line:
            message = f"a second header; the first is in line {header_line}, keep one of them"
            raise CatalogError(message, path=path, line=line)
        else:
            header, header_comments, header_line = _header_fields(raw.msgstr), comments, line
    return header, header_comments, entries, obsolete


def _split(comment: str) -> tuple[str, ...]:
    """A comment's lines as they were before `prepare` marked their ends."""
    if not comment:
        return ()
    return tuple(line.removesuffix(END) for line in comment.split("\n"))


def _header_fields(text: str) -> dict[str, str]:
    """The header's fields in order; a line without a colon goes on with the field before."""
    fields: dict[str, str] = {}
    name = ""
    for line in text.removesuffix("\n").split("\n"):
        key, colon, value = line.partition(":")
        if colon:
            name = key.strip()
            fields.setdefault(name, value.strip())
        elif name:
            fields[name] += "\n" + line
    return fields


def _language(named: str, path: Path) -> str:
    """The language of a catalog; a template's header names that of the sentences.

    Where the header names none it is that of the place, ``<language>/LC_MESSAGES/<slug>.po``.
    """
    if path.suffix == ".pot":
        return ""
    folder = path.parent
    return named or (folder.parent.name if folder.name == "LC_MESSAGES" else "")


def _entry(raw: polib.POEntry, comments: tuple[str, ...], line: int, path: Path) -> Entry:
    """One entry as polib read it, in our nouns."""
    targets = _plural_targets(raw.msgstr_plural, line, path)
    fuzzy = "fuzzy" in raw.flags
    stale = fuzzy and raw.previous_msgid is not None and bool(raw.msgstr or any(targets))
    state = State.UNTRANSLATED
    if raw.msgstr or any(targets):
        state = State.STALE if stale else State.DRAFT if fuzzy else State.REVIEWED
    made, comments = provenance.take(comments)
    return Entry(
        source=raw.msgid,
        target=targets[0] if targets else raw.msgstr,
        state=state,
        context=raw.msgctxt,
        provenance=made,
        comments=comments,
        notes=_split(raw.comment),
        locations=_locations(raw.occurrences),
        flags=tuple(ordered_flags(dict.fromkeys(filter(None, raw.flags)))),
        previous_source=raw.previous_msgid if stale else None,
        previous_context=raw.previous_msgctxt if stale else None,
        plural_source=raw.msgid_plural if targets else None,
        plural_targets=targets,
        previous_plural=raw.previous_msgid_plural if stale else None,
        line=line,
    )


def _plural_targets(forms: dict[int, str], line: int, path: Path) -> tuple[str, ...]:
    """``msgstr[0]``, ``msgstr[1]`` and so on; empty for an entry without plural."""
    if sorted(forms) != list(range(len(forms))):
        message = "msgstr[N] must count 0, 1, 2 without a gap; mend the numbers"
        raise CatalogError(message, path=path, line=line)
    return tuple(forms[number] for number in range(len(forms)))


def _locations(occurrences: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The ``#:`` places as msgcat gives them back."""
    places = (f"{file}:{line}" if line else file for file, line in occurrences)
    return tuple(dict.fromkeys(place.removeprefix("./") for place in places))


def _refuse_duplicates(entries: Iterable[Entry], path: Path) -> None:
    """Two entries with one source and context are fatal to every tool."""
    lines: dict[tuple[str | None, str], int] = {}
    for entry in entries:
        first = lines.setdefault((entry.context, entry.source), entry.line)
        if first != entry.line:
            message = f"the same msgid stands in line {first}; keep one of the two entries"
            raise CatalogError(message, path=path, line=entry.line)
