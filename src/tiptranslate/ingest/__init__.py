"""The first stage: a file becomes a `Release` of blocks, and can be given back byte for byte.

A format is a module with a ``blocks`` function and a line in `READERS`.
"""

from collections.abc import Iterable
from pathlib import Path

from tiptranslate.errors import InputError
from tiptranslate.ingest import text
from tiptranslate.ingest.decoding import decode
from tiptranslate.ingest.directives import ignored, with_ignored
from tiptranslate.ingest.parts import Directive, Part, Reader, find_metadata
from tiptranslate.model import Block, BlockKind, Release


def _markdown(source: str, start: int) -> Iterable[Part | Directive]:
    from tiptranslate.ingest import markdown  # noqa: PLC0415 - its parser takes long to import

    return markdown.parts(source, start)


READERS: dict[str, Reader] = {
    ".txt": text.parts,
    ".md": _markdown,
}

__all__ = ["READERS", "ingest", "parse", "write_back"]


def ingest(path: Path, slug: str, language: str = "en") -> Release:
    """Read a release.

    Raises:
        InputError: The file is missing, of an unknown kind, not UTF-8, or carries
            control characters; with the line or the byte offset.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError("no such release file", path=path) from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=path) from error
    return parse(data, path, slug, language)


def parse(data: bytes, path: Path, slug: str, language: str = "en") -> Release:
    """Make a release of a file's bytes; ``path`` names the format and stands in messages."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(READERS)
        raise InputError(f"unknown kind of file {path.suffix!r}; known: {known}", path=path)
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
        markup="markdown" if reader is _markdown else "",
    )


def write_back(release: Release) -> bytes:
    """The bytes the release was read from."""
    source = "".join(block.before + block.raw for block in release.blocks) + release.tail
    return source.encode(release.encoding)
