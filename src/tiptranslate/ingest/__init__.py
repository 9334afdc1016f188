"""The first stage: a file becomes a `Release` of blocks.

A format of plain text is a module with a ``parts`` function and can be given back byte for
byte; a document with a form of its own is one of `formats`. Either has a line in `READERS`.
"""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from tiptranslate.errors import InputError
from tiptranslate.formats import ADVICE, FORMS, LARGEST
from tiptranslate.ingest import forms, text
from tiptranslate.ingest.decoding import decode
from tiptranslate.ingest.directives import ignored, with_ignored
from tiptranslate.ingest.parts import Directive, Part, Reader, find_metadata
from tiptranslate.model import Block, BlockKind, Release

__all__ = ["READERS", "ingest", "load", "parse", "write_back"]


def _markdown(source: str, start: int) -> Iterable[Part | Directive]:
    from tiptranslate.ingest import markdown  # noqa: PLC0415 - its parser takes long to import

    return markdown.parts(source, start)


def load(path: Path) -> bytes:
    """The bytes of a release's file, of a kind that is known.

    Raises:
        InputError: It cannot be read, is of an unknown kind, or larger than any document.
    """
    known = READERS.get(path.suffix.lower())
    if known is None:
        raise _unknown(path)
    try:
        if path.suffix.lower() in FORMS and path.stat().st_size > LARGEST:
            raise InputError(f"has more than {LARGEST >> 20} MiB; make it smaller", path=path)
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=path) from error


def ingest(path: Path, slug: str, language: str = "en") -> Release:
    """Read a release.

    Raises:
        InputError: The file is missing or of an unknown kind; or it is not UTF-8 or has
            control characters, with the line or the byte offset; or it is a document
            that is damaged or unsafe.
    """
    if path.suffix.lower() in READERS and not path.exists():
        raise InputError("no such release file", path=path)
    return parse(load(path), path, slug, language)


def parse(data: bytes, path: Path, slug: str, language: str = "en") -> Release:
    """Make a release of a file's bytes; ``path`` names the format and stands in messages."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise _unknown(path)
    return reader(data, path, slug, language)


def _unknown(path: Path) -> InputError:
    """Why a file of this kind is none of ours."""
    advice = None if path.is_dir() else ADVICE.get(path.suffix.lower())
    what = "is a folder" if path.is_dir() else f"unknown kind of file {path.suffix!r}"
    known = ", ".join(READERS)
    return InputError(advice or f"{what}; give a file that ends in one of {known}", path=path)


def _parse_text(
    reader: Reader, markup: str, data: bytes, path: Path, slug: str, language: str
) -> Release:
    """A release of plain text or Markdown."""
    source, encoding = decode(data, path)
    start, metadata = find_metadata(source)
    blocks: list[Block] = []
    checks: list[str] = []
    cursor = 0
    for part in reader(source, start):
        if isinstance(part, Directive):
            checks += ignored(part, path)
            continue
        blocks.append(
            Block(
                kind=part.kind,
                text=part.text,
                line=part.line,
                before=source[cursor : part.start],
                raw=source[part.start : part.end],
                level=part.level,
            )
        )
        cursor = part.end
    title = next((block.text for block in blocks if block.kind is BlockKind.HEADLINE), slug)
    return Release(
        slug=slug,
        path=path,
        language=language,
        title=title,
        blocks=tuple(blocks),
        metadata=with_ignored(metadata, checks),
        tail=source[cursor:],
        encoding=encoding,
        markup=markup,
    )


READERS: dict[str, Callable[[bytes, Path, str, str], Release]] = {
    ".txt": partial(_parse_text, text.parts, ""),
    ".md": partial(_parse_text, _markdown, "markdown"),
    **dict.fromkeys(FORMS, forms.read),
}
"""What makes a release of a file's bytes, by the suffix of its name."""


def write_back(release: Release) -> bytes:
    """The bytes that a release of plain text or Markdown was read from.

    Raises:
        ValueError: It is a document with a form of its own, which `formats` gives back.
    """
    if release.markup == forms.MARKUP:
        raise ValueError(f"{release.path} has a form of its own")
    source = "".join(block.before + block.raw for block in release.blocks) + release.tail
    return source.encode(release.encoding)
