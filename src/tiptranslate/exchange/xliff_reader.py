"""Reading XLIFF 2.0, 2.1 and 1.2 as other programs give it back: segmented, annotated, renamed.

A translation counts as approved where the file says "reviewed" or "final" (2.x), "final",
"signed-off" or approved (1.2); of all others nothing is said, so that a program which forgets
states takes no approval back.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from tiptranslate.errors import InputError
from tiptranslate.exchange.inline import CodeError, read_xliff
from tiptranslate.exchange.rows import Answer, Returned, read_key
from tiptranslate.exchange.tags import code_of
from tiptranslate.exchange.texts import comment_lines
from tiptranslate.exchange.xliff import HINT, PREVIOUS
from tiptranslate.exchange.xml_stream import Node, stream

_APPROVED = frozenset({"reviewed", "final", "signed-off"})
_OURS = frozenset({HINT, PREVIOUS})
_FRAMES = frozenset({"xliff", "file"})
_PIECES = frozenset({"unit", "trans-unit"})


@dataclass(slots=True)
class _File:
    """A ``file`` of the XLIFF that is being read."""

    slug: str
    language: str
    answers: list[Answer] = field(default_factory=list)


def read(data: IO[bytes], path: Path) -> list[Returned]:
    """What an XLIFF file says, a value for each ``file`` in it.

    Raises:
        InputError: It is no XLIFF, or none of a version that we know.
    """
    files: list[_File] = []
    language = ""
    nodes = stream(data, path, _PIECES, _FRAMES)
    for number, node in enumerate(nodes):
        if number == 0:
            language = _root(node, path)
        elif node.tag == "file":
            files.append(_file(node, language))
        elif files:
            files[-1].answers.append(_answer(node, len(files[-1].answers) + 1))
    if not files:
        raise InputError("is XML, but holds no XLIFF", path=path)
    return [Returned(f.slug, f.language, tuple(f.answers), "unit") for f in files]


def _root(node: Node, path: Path) -> str:
    """The target language that the root names (2.x); "" in 1.2, where files do."""
    version = node.attributes.get("version", "")
    if node.tag != "xliff" or not version:
        raise InputError("is XML, but no XLIFF; give a file that holds XLIFF", path=path)
    if not version.startswith(("1.", "2.")):
        raise InputError(f"is XLIFF {version}; give 1.2, 2.0 or 2.1", path=path)
    return code_of(node.attributes.get("trgLang", ""))


def _file(node: Node, language: str) -> _File:
    names = node.attributes
    # Programs put paths into `original`, and their own numbers into 2.x's `id`.
    name = names.get("original") or names.get("id", "")
    slug = name.replace("\\", "/").rpartition("/")[2]
    for suffix in (".xlf", ".xliff", ".po"):
        slug = slug.removesuffix(suffix)
    return _File(slug, code_of(names.get("target-language", "")) or language)


def _answer(node: Node, number: int) -> Answer:
    """What a unit says; it is known by its number, as some programs write all in one line."""
    parts = list(_parts(node))
    key = read_key(node.attributes.get("id", ""))
    try:
        source = "".join(read_xliff(part.source) for part in parts)
        target, fault = _target(parts), ""
    except CodeError as error:
        source, target, fault = "", "", str(error)
    if any(part.target is None for part in parts) and target:
        fault = "only a part of it is translated"
    return Answer(
        number,
        key,
        source,
        target,
        True if parts and all(part.is_approved for part in parts) else None,
        tuple(_comments(node)),
        fault,
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """A segment; ``order`` is its place among the targets."""

    source: Node
    target: Node | None
    order: int
    is_approved: bool


def _parts(node: Node) -> Iterator[_Part]:
    """The segments of a unit; 1.2 has one, whatever its ``seg-source`` says."""
    if node.tag == "trans-unit":
        source, target = node.child("source"), node.child("target")
        state = target.attributes.get("state", "") if target is not None else ""
        is_approved = node.attributes.get("approved") == "yes" or state in _APPROVED
        yield _Part(source or Node("source", {}, node.line), target, 0, is_approved)
        return
    inner = [item for item in node.content if isinstance(item, Node)]
    segments = [item for item in inner if item.tag in {"segment", "ignorable"}]
    for place, item in enumerate(segments, 1):
        source, target = item.child("source"), item.child("target")
        order = target.attributes.get("order", "") if target is not None else ""
        is_between = item.tag == "ignorable"
        yield _Part(
            source or Node("source", {}, item.line),
            source if target is None and is_between and _has_target(segments) else target,
            int(order) if order.isdecimal() and len(order) < 6 else place,  # noqa: PLR2004
            is_between or item.attributes.get("state", "") in _APPROVED,
        )


def _has_target(segments: list[Node]) -> bool:
    """Whether any segment has one, so that what stands between them is a part of it."""
    return any(item.tag == "segment" and item.child("target") is not None for item in segments)


def _target(parts: list[_Part]) -> str:
    """The translation, in the order in which the translator has put its segments."""
    ordered = sorted(parts, key=lambda part: part.order)
    return "".join(read_xliff(part.target) for part in ordered if part.target is not None)


def _comments(node: Node) -> Iterator[str]:
    """The lines of all notes but those that were there to be read only."""
    notes = node.children("note")
    for group in node.children("notes"):
        notes += group.children("note")
    for note in notes:
        if note.attributes.get("category", note.attributes.get("from")) not in _OURS:
            yield from comment_lines(note.text)
