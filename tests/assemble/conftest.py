"""Documents made by hand: the stage is tested without the stages before it."""

import html
import io
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from tiptranslate import languages
from tiptranslate.assemble import SEVERAL, Document, assemble, build
from tiptranslate.model import Block, BlockKind, Catalog, Entry, Release, Segment, State

Row = tuple[str, str, str]
"""Source, target and state of a sentence."""


def _block(row: dict[str, Any], line: int) -> Block:
    """A block of a case file; ``raw`` is the text where it is not given."""
    return Block(
        kind=BlockKind(row["kind"]),
        text=row["text"],
        line=line,
        before=row.get("before", "\n\n"),
        raw=row.get("raw", row["text"]),
        level=row.get("level", 0),
    )


def _segments(number: int, row: dict[str, Any]) -> Iterable[Segment]:
    """The segments of a case's block: its sentences, found in its text in order."""
    end = 0
    for sentence in row.get("sentences", ()):
        start = row["text"].index(sentence["source"], end)
        end = start + len(sentence["source"])
        yield Segment(sentence["source"], number, start, end, BlockKind(row["kind"]))


@pytest.fixture(scope="session")
def read_case() -> Callable[[dict[str, Any]], Document]:
    """Makes a document of the contents of a ``case.json``."""

    def read(case: dict[str, Any]) -> Document:
        blocks, line = [], 1
        for row in case["blocks"]:
            block = _block(row, line + row.get("before", "\n\n").count("\n"))
            blocks.append(block)
            line = block.line + block.raw.count("\n")
        segments = [
            part for number, row in enumerate(case["blocks"]) for part in _segments(number, row)
        ]
        entries = [
            Entry(row["source"], row["target"], State(row["state"]), line=10 * number)
            for number, row in enumerate(
                (row for block in case["blocks"] for row in block.get("sentences", ())), start=1
            )
        ]
        path = Path("releases") / case.get("file", "sample.txt")
        release = Release(
            path.stem,
            path,
            "en",
            case.get("title", "Untitled"),
            tuple(blocks),
            tail=case.get("tail", "\n"),
        )
        language = case.get("language", "ru")
        return build(release, segments, Catalog(path.stem, language, tuple(entries)))

    return read


@pytest.fixture(scope="session")
def make(read_case: Callable[[dict[str, Any]], Document]) -> Callable[..., Document]:
    """Makes a document of ``(kind, source, target, state)`` rows, each a block of one sentence."""

    def make_document(
        *rows: tuple[str, str, str, str], file: str = "sample.txt", language: str = "ru"
    ) -> Document:
        blocks = [
            {
                "kind": kind,
                "text": source,
                "before": "\n\n" if number else "",
                "sentences": [{"source": source, "target": target, "state": state}],
            }
            for number, (kind, source, target, state) in enumerate(rows)
        ]
        return read_case({"file": file, "language": language, "blocks": blocks})

    return make_document


@pytest.fixture(scope="session")
def write() -> Callable[..., bytes]:
    """Makes a file of a document; one in several languages has it in Uzbek (or Russian), too."""

    def write_document(document: Document, format_name: str, layout: str = "mono") -> bytes:
        code = "ru" if document.target.code == "uz" else "uz"
        others = [replace(document, target=languages.get(code))] if layout == SEVERAL else []
        return assemble(document, format_name, layout, others=others, allow_drafts=True)

    return write_document


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="session")
def text_of() -> Callable[[bytes, str], str]:
    """Gives the words of a file as a reader of its format finds them, spaces as one."""

    def text(made: bytes, format_name: str) -> str:
        if format_name == "pdf":
            words = subprocess.run(
                ["pdftotext", "-layout", "-", "-"], input=made, check=True, capture_output=True
            ).stdout.decode()
        elif format_name == "docx":
            xml = ZipFile(io.BytesIO(made)).read("word/document.xml")
            body = ET.fromstring(xml)  # noqa: S314 - our own
            parts = ("".join(part.itertext()) for part in body.iter(f"{W}p"))
            words = " ".join(parts)
        else:
            words = html.unescape(made.decode()).replace(" │ ", " ")
        return " ".join(words.split())

    return text
