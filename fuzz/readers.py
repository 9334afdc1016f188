"""What is fuzzed: every reader of files that strangers write, and what must hold of any bytes.

A reader gives a value or raises a `TiptranslateError`; whatever else comes out of it is a
finding. Where a reader has a writer, or a second way to read, the two must agree as well.

Bytes for a zip (a document, a table, a package) that do not begin like one are put into a sound
zip: the first byte says which part they become. Changed bytes of a zip hardly ever get past its
check sums.

The harness (`run.py`) and the tests (`tests/fuzz/`) both take their readers from here.
"""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import etree

from tiptranslate.catalog import pofile
from tiptranslate.catalog.powriter import dump
from tiptranslate.errors import TiptranslateError
from tiptranslate.exchange import docx_table, package, tmx, xliff_reader, xlsx_table
from tiptranslate.formats import open_form
from tiptranslate.glossary.table import dump_names, dump_terms, read_names, read_terms
from tiptranslate.glossary.tbx import dump_tbx
from tiptranslate.glossary.tbx_reader import read_tbx
from tiptranslate.ingest import parse, write_back
from tiptranslate.languages import get
from tiptranslate.model import Unit
from tiptranslate.segment import rules
from tiptranslate.segment.engine import SrxDocument
from tiptranslate.settings import read_settings
from tiptranslate.translate import archive, index, record
from tiptranslate.translate.recipe import RECIPE, read_recipe

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "data"
LANGUAGES = ("ru", "uz")
LONGEST = 20_000
"""Bytes of an input; longer seeds are left out."""

_LITTLE = 3000
"""Bytes of a part of a zip that need not be made smaller."""

Read = Callable[[bytes, Path], object]


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader to be fuzzed.

    Args:
        read: Takes the bytes and an empty folder for files; raises what must not be raised.
        seeds: Sound and unsound files to begin with, as patterns below `ROOT`.
        parts: The names in a sound zip that bytes are put into, and the zip, for readers of zips.
    """

    read: Read
    seeds: tuple[str, ...] = ()
    parts: Callable[[], dict[str, bytes]] | None = None


def _po(data: bytes, _: Path) -> object:
    """Both ways into a catalog agree, and what is written is read alike."""
    path = Path("locales/uz/LC_MESSAGES/news.po")
    quick = pofile._quickly(data)  # noqa: SLF001 - the two ways are compared
    catalog = pofile.parse(data, path)
    if quick is not None:
        assert quick == pofile._fully(data, path)  # noqa: SLF001 - as above
    written = dump(catalog)
    assert dump(pofile.parse(written, path)) == written
    return catalog


def _rules(data: bytes, folder: Path) -> object:
    path = folder / "own.srx"
    path.write_bytes(data)
    document = SrxDocument()
    for stated in (found := rules.read(path)):
        rules.prove(stated, document)
    return found


def _settings(data: bytes, folder: Path) -> object:
    path = folder / "tiptranslate.toml"
    path.write_bytes(data)
    return read_settings(path)


def _csv(data: bytes, _: Path) -> object:
    """A table of terms, or of names; what is right is written so that it is read alike."""
    terms, wrong = read_terms(data, Path("terms.csv"), LANGUAGES)
    names, more = read_names(data, Path("names.csv"), LANGUAGES)
    _one_line(wrong + more)
    if not wrong:
        assert read_terms(dump_terms(terms, LANGUAGES), Path("a"), LANGUAGES) == (terms, ())
    if not more:
        assert read_names(dump_names(names, LANGUAGES), Path("a"), LANGUAGES) == (names, ())
    return terms, names


def _tbx(data: bytes, _: Path) -> object:
    terms, names, errors = read_tbx(data, Path("a.tbx"), LANGUAGES)
    _one_line(errors)
    if not errors:
        again = read_tbx(dump_tbx(terms, names), Path("a.tbx"), LANGUAGES)
        assert again == (terms, names, ())
    return terms, names


def _tmx(data: bytes, _: Path) -> object:
    """What is read is written so that it is read alike."""
    found = [
        (Unit(item.source, target, item.origin), language)
        for item in tmx.read(io.BytesIO(data), Path("a.tmx"))
        for language, target in item.targets.items()
        if language in LANGUAGES
    ]
    out = io.BytesIO()
    tmx.dump(found, out.write)
    again = [
        (Unit(item.source, target, item.origin), language)
        for item in tmx.read(io.BytesIO(out.getvalue()), Path("a.tmx"))
        for language, target in item.targets.items()
    ]
    assert again == found
    return found


def _xliff(data: bytes, _: Path) -> object:
    return xliff_reader.read(io.BytesIO(data), Path("a.xlf"))


def _document(suffix: str) -> Read:
    """Pieces are given back as they are, and any other texts can be put in their place."""

    def read(data: bytes, _: Path) -> object:
        path = Path(f"a{suffix}")
        release = parse(data, path, "a")
        form = open_form(data, path)
        own = [piece.text for piece in form.pieces]
        again = open_form(form.filled(own, get("uz")), path)
        assert [piece.text for piece in again.pieces] == own
        form.filled(["<b>⟦7⟧&\u2028]]>--></title>"] * len(own), get("ru"), ("Draft", "<i>"))
        return release

    return read


def _text(data: bytes, _: Path) -> object:
    """A release, read as plain text and as Markdown, is given back byte for byte."""
    releases = []
    for name in ("a.txt", "a.md"):
        releases.append(release := parse(data, Path(name), "a"))
        assert write_back(release) == data
    return releases


def _table(module: object, suffix: str) -> Read:
    def read(data: bytes, folder: Path) -> object:
        path = folder / f"a{suffix}"
        path.write_bytes(data)
        return module.read(path)  # type: ignore[attr-defined]

    return read


def _package(data: bytes, folder: Path) -> object:
    path = folder / "a.zip"
    path.write_bytes(data)
    catalogs, returned, _ = package.read(path)
    for name, content in catalogs.items():
        package.answers(pofile.parse(content, Path(name)))
    return returned


def _model(data: bytes, folder: Path) -> object:
    """A package is refused before anything of it is written, or unpacked into its folder alone."""
    path, inside = folder / "a.argosmodel", folder / "in"
    path.write_bytes(data)
    inside.mkdir()
    try:
        files = archive.unpack(path, inside)
    finally:
        assert {item.name for item in folder.iterdir()} == {"a.argosmodel", "in"}
    assert not any(item.is_symlink() for item in inside.rglob("*"))
    return files


def _manifest(data: bytes, folder: Path) -> object:
    """What models and their index say of themselves: each kind of file has a chance."""
    for name in ("model.bin", "sentencepiece.model"):
        (folder / name).touch()
    (folder / RECIPE).write_bytes(data)
    (folder / record.RECORD).write_bytes(data)
    found: list[object] = [record.read_ours(folder)]
    for read in (
        lambda: read_recipe(folder),
        lambda: archive.read_metadata(data, "metadata.json"),
        lambda: index.parse_index(data, "https://example.org/index.json"),
    ):
        with suppress(TiptranslateError):
            found.append(read())
    return found


def _one_line(errors: tuple[TiptranslateError, ...]) -> None:
    """What is wrong is said in one line each."""
    assert all(len(str(error).splitlines()) == 1 for error in errors)


@cache
def _document_parts() -> dict[str, bytes]:
    """The parts of a document with all that a press office puts into one; large ones made small."""
    with zipfile.ZipFile(DATA / "formats" / "everything.docx") as found:
        parts = {name: found.read(name) for name in found.namelist()}
    text = parts["word/document.xml"]

    def used(style: re.Match[bytes]) -> bytes:
        return style[0] if b'"%s"' % style[1] in text or b"w:default=" in style[0][:99] else b""

    styles = rb'<w:style\b[^>]*w:styleId="([^"]*)".*?</w:style>'
    parts["word/styles.xml"] = re.sub(styles, used, parts["word/styles.xml"], flags=re.DOTALL)
    return {name: data for name, data in parts.items() if len(data) <= LONGEST}


@cache
def _table_parts(suffix: str) -> dict[str, bytes]:
    """The parts of a review table, as `export review` makes it."""
    catalog = pofile.read(DATA / "exchange" / "news.po")
    made = (docx_table if suffix == ".docx" else xlsx_table).dump(catalog)
    with zipfile.ZipFile(io.BytesIO(made)) as found:
        return {name: found.read(name) for name in found.namelist()}


@cache
def _package_parts() -> dict[str, bytes]:
    """The parts of a package for an agency."""
    catalog = package.marked(pofile.read(DATA / "exchange" / "news.po"))
    return {
        "news.po": dump(catalog),
        "news.xlf": (DATA / "exchange" / "news.1.2.xlf").read_bytes(),
        "news2.xlf": (DATA / "exchange" / "news.2.1.xlf").read_bytes(),
    }


@cache
def _model_parts() -> dict[str, bytes]:
    """The parts of a model's package, without what is large."""
    metadata = {"from_code": "en", "to_code": "ru", "package_version": "1.0"}
    return {
        "translate-en_ru/metadata.json": json.dumps(metadata).encode(),
        "translate-en_ru/sentencepiece.model": b"x",
        "translate-en_ru/model/model.bin": b"x",
    }


_PAGES = ("tests/data/formats/*.htm*", "releases/*.html")
READERS: dict[str, Reader] = {
    "po": Reader(_po, ("tests/data/po/**/*.po*", "tests/data/merge/*/*.po")),
    "rules": Reader(_rules, ("src/tiptranslate/segment/*.srx",)),
    "settings": Reader(_settings, ("tiptranslate.toml",)),
    "csv": Reader(_csv, ("tests/data/glossary/tables/*.csv",)),
    "tbx": Reader(_tbx),
    "tmx": Reader(_tmx, ("tests/data/exchange/**/*.tmx",)),
    "xliff": Reader(_xliff, ("tests/data/exchange/*.xlf",)),
    "docx": Reader(_document(".docx"), parts=_document_parts),
    "html": Reader(_document(".html"), _PAGES),
    "text": Reader(_text, ("tests/data/ingest/*.[tm]*", "releases/*.[tm]*")),
    "xlsx-table": Reader(_table(xlsx_table, ".xlsx"), parts=lambda: _table_parts(".xlsx")),
    "docx-table": Reader(_table(docx_table, ".docx"), parts=lambda: _table_parts(".docx")),
    "package": Reader(_package, parts=_package_parts),
    "model": Reader(_model, parts=_model_parts),
    "manifest": Reader(_manifest),
}
"""By name; a folder of `tests/data/fuzz` is called the same."""


def run(name: str, data: bytes, folder: Path) -> object:
    """Give bytes to a reader; what it may raise is None.

    Args:
        name: A reader of `READERS`.
        data: Any bytes.
        folder: An empty one, for the reader's files.
    """
    reader = READERS[name]
    try:
        return reader.read(_whole(reader, data), folder)
    except TiptranslateError as error:
        _one_line((error,))
        return None


def _whole(reader: Reader, data: bytes) -> bytes:
    """The bytes, as a part of a sound zip where the reader wants one and they are none."""
    if reader.parts is None or data.startswith(b"PK"):
        return data
    parts = {part: _emptied(part, content) for part, content in reader.parts().items()}
    names = sorted(parts)
    if data:
        parts[names[data[0] % len(names)]] = data[1:]
    return _zipped(parts)


@cache
def _emptied(part: str, content: bytes) -> bytes:
    """A part with little in it, so that it is the input that brings something in."""
    if not part.endswith(".xml") or len(content) < _LITTLE:
        return content
    root = etree.fromstring(content)
    for child in root:
        for inner in list(child):
            child.remove(inner)
    return etree.tostring(root)


def _zipped(parts: dict[str, bytes]) -> bytes:
    """A zip of some parts, not compressed, so that changed bytes stay what they are."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for part, content in parts.items():
            made.writestr(zipfile.ZipInfo(part), content)
    return buffer.getvalue()


def seeds(name: str) -> Iterator[bytes]:
    """What a reader's fuzzing begins with: small good files, bad ones, and the cases kept."""
    reader = READERS[name]
    for pattern in (*reader.seeds, f"fuzz/seeds/{name}/*", f"tests/data/fuzz/{name}/*"):
        for path in sorted(ROOT.glob(pattern)):
            if path.stat().st_size <= LONGEST:
                yield path.read_bytes()
    if reader.parts is not None:
        parts = reader.parts()
        for number, part in enumerate(sorted(parts)):
            yield bytes([number]) + parts[part]
        yield _zipped(parts)
    yield from _made(name)


def _made(name: str) -> Iterator[bytes]:
    """Seeds out of the project's own glossary, a few rows of it."""
    if name not in {"tbx", "csv"}:
        return
    terms, _ = read_terms((ROOT / "glossary/terms.csv").read_bytes(), Path("a"), LANGUAGES)
    names, _ = read_names((ROOT / "glossary/names.csv").read_bytes(), Path("a"), LANGUAGES)
    if name == "tbx":
        yield from (dump_tbx(terms[:6], names[:4]), dump_tbx(terms[:1], ()))
    else:
        yield from (dump_terms(terms[:5], LANGUAGES), dump_names(names[:5], LANGUAGES))
