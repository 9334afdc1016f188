"""A package for a translation agency: each catalog as PO and as XLIFF, and a page on how to.

In its PO files every entry carries its key in a ``#.`` line, which PO editors keep, and the
header names the release, so that what comes back is known whatever the file is called.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from tiptranslate.errors import InputError
from tiptranslate.exchange import xliff_reader
from tiptranslate.exchange.rows import Answer, Key, Returned, key_of, read_key
from tiptranslate.exchange.zips import opened
from tiptranslate.model import Catalog, Entry, State

KEY = "tiptranslate key: "
"""Begins the note that holds an entry's key."""
RELEASE_FIELD = "X-Tiptranslate-Release"
_XLIFF = (".xlf", ".xliff")

README = """\
Sentences to translate
======================

Each text is here twice: as PO (for Poedit, Lokalize, Virtaal and others) and as XLIFF {version}
(for OmegaT, Trados, memoQ, Phrase and others). Work in ONE of the two; leave the other as it is.

{files}

- Translate sentence by sentence. Sentences that have a translation need a reader: machine drafts
  are marked as fuzzy (PO) or "initial" / "needs review" (XLIFF).
- Marks like ⟦1⟧ and ⟦/1⟧ (in XLIFF, codes) stand for bold type, links and the like: keep
  each, around the words that it belongs to.
- The notes with terms and names give the approved wordings.
- Remarks: as a translator's comment (PO) or a note (XLIFF). They are read.
- What you have finished and checked: take the mark "fuzzy" off (PO), or set the state to
  "reviewed" or "final" (XLIFF). "translated" stays a draft until the office has read it.
- Do not change the English, and leave the ids and the lines "{key}..." alone.
- Give back the whole folder as a .zip.
"""


def readme(files: Iterable[str], version: str) -> bytes:
    """The page on how to work with a package."""
    listed = "\n".join(f"    {name}" for name in files)
    return README.format(files=listed, version=version, key=KEY).encode()


def marked(catalog: Catalog) -> Catalog:
    """A catalog whose entries carry their keys and whose header names the release."""
    header = {**catalog.header, RELEASE_FIELD: catalog.slug}
    return replace(catalog, entries=tuple(map(_marked, catalog.entries)), header=header)


def _marked(entry: Entry) -> Entry:
    if entry.plural_source is not None:
        return entry
    return replace(entry, notes=(*entry.notes, f"{KEY}{key_of(entry, entry.target)}"))


def answers(catalog: Catalog) -> Returned:
    """What a catalog that came back says."""
    slug = catalog.header.get(RELEASE_FIELD, "").strip() or catalog.slug
    found = tuple(
        Answer(
            entry.line,
            _key(entry),
            entry.source,
            entry.target,
            True if entry.state is State.REVIEWED else None,
            entry.comments,
        )
        for entry in catalog.entries
        if entry.plural_source is None
    )
    return Returned(slug, catalog.language, found, "line")


def _key(entry: Entry) -> Key | None:
    """The key in an entry's notes."""
    lines = (note.removeprefix(KEY) for note in entry.notes if note.startswith(KEY))
    return next(filter(None, map(read_key, lines)), None)


def read(path: Path) -> tuple[Mapping[str, bytes], list[tuple[str, Returned]], list[str]]:
    """What is in a package that came back.

    Returns:
        The PO files by their names, for the catalog stage to read; what each XLIFF file
        says, with its name; the names of files that are neither.

    Raises:
        InputError: It is damaged, too large, or has a bad XLIFF file in it.
    """
    catalogs: dict[str, bytes] = {}
    returned: list[tuple[str, Returned]] = []
    others: list[str] = []
    with opened(path, ".zip file") as archive:
        for name in _files(archive):
            data = archive.read(name)
            inside = Path(f"{path}/{name}")
            if name.lower().endswith(".po"):
                catalogs[name] = data
            elif name.lower().endswith(_XLIFF):
                found = xliff_reader.read(BytesIO(data), inside)
                returned += [(name, item) for item in found]
            elif Path(name).name.lower() != "readme.txt":
                others.append(name)
    if not catalogs and not returned:
        message = "has no PO and no XLIFF file in it; give back the package with its files"
        raise InputError(message, path=path)
    return catalogs, returned, others


def _files(archive: ZipFile) -> Iterator[str]:
    """The names of its files in order, without folders and what systems add."""
    for item in sorted(archive.infolist(), key=lambda item: item.filename):
        parts = item.filename.split("/")
        if not item.is_dir() and "__MACOSX" not in parts and not parts[-1].startswith("."):
            yield item.filename
