"""Markdown: the source's own form where it is Markdown, else one by kinds; text stays text."""

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tiptranslate.assemble import Document, assemble, build
from tiptranslate.ingest import parse
from tiptranslate.model import BlockKind, Catalog, Entry, Segment, State

TEXT = st.text(
    st.one_of(st.sampled_from("\\`*_[]()<>#+-=.!|~&:;1 ао"), st.characters(codec="utf-8")),
    max_size=20,
).map(lambda text: " ".join(text.replace("\x00", "").split()))
KINDS = [kind.value for kind in BlockKind if kind not in (BlockKind.SEPARATOR, BlockKind.LIST_ITEM)]


def render(markdown: bytes) -> str:
    """The HTML of a file."""
    return str(MarkdownIt("commonmark").enable("table").render(markdown.decode()))


def read(markdown: bytes) -> str:
    """The text a reader sees of it."""
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", render(markdown))).split())


@given(rows=st.lists(st.tuples(st.sampled_from(KINDS), TEXT.filter(bool)), min_size=1, max_size=4))
def test_any_text_reads_as_itself(
    rows: list[tuple[str, str]], make: Callable[..., Document]
) -> None:
    """A .txt release as Markdown shows the same words in the same order."""
    document = make(*((kind, "Source.", target, "reviewed") for kind, target in rows))
    document_texts = [part.shown for passage in document.passages for part in passage.sentences]

    assert read(assemble(document, "md")) == " ".join(" ".join(document_texts).split())


def test_kinds_become_markdown(make: Callable[..., Document]) -> None:
    """Every kind has the syntax a reader of the raw file expects."""
    document = make(
        ("headline", "T", "Заголовок", "reviewed"),
        ("question", "Q: W?", "Вопрос?", "reviewed"),
        ("quote", "X", "Цитата", "reviewed"),
        ("list-item", "– i", "– пункт", "reviewed"),
        ("separator", "***", "", "untranslated"),
        ("list-item", "2. j", "2. пункт", "reviewed"),
    )

    assert assemble(document, "md").decode().split("\n\n") == [
        "# Заголовок", "**Вопрос?**", "> Цитата", "- пункт", "***", "2. пункт\n",
    ]  # fmt: skip


def test_close_lines_stay_close(read_case: Callable[..., Document]) -> None:
    """Lists are tight and contact lines are broken, not run together; paragraphs are parted."""
    rows = [("list-item", "– a"), ("list-item", "– b"), ("contact", "c"), ("contact", "d"),
            ("paragraph", "e"), ("paragraph", "f")]  # fmt: skip
    blocks = [{"kind": kind, "text": text, "before": "\n"} for kind, text in rows]

    assert assemble(read_case({"blocks": blocks}), "md") == b"- a\n- b\n\nc\\\nd\n\ne\n\nf\n"


def test_a_table_has_a_row_for_every_passage(make: Callable[..., Document]) -> None:
    """Bars are escaped, headlines are bold, a rule is a dash."""
    document = make(
        ("headline", "A | B", "А | Б", "reviewed"), ("separator", "***", "", "untranslated")
    )

    assert assemble(document, "md", "side").decode() == (
        "| Оригинал (English) | Перевод (Русский) |\n| --- | --- |\n"
        "| **A \\| B** | **А \\| Б** |\n| — | — |\n"
    )


def test_stacked_quotes_the_source_alone(make: Callable[..., Document]) -> None:
    """A block quotation is always the source; a translated quotation is a paragraph."""
    document = make(
        ("quote", "“One.”", "«Раз».", "reviewed"), ("headline", "T", "Заголовок", "reviewed")
    )

    assert assemble(document, "md", "stacked").decode() == (
        "> “One.”\n\n«Раз».\n\n> **T**\n\n# Заголовок\n"
    )


SOURCE = """---
title: Sample
---

# A headline

A paragraph over
two lines, with **bold** text.

1. first
   - inner
2. second

| a | b |
|---|---|
| c | d |

> A quotation.

Line one\\
line two
"""


def translated(source: bytes, path: str, change: Callable[[str], str]) -> Document:
    """A real release with every block a reviewed sentence, changed by a function."""
    release = parse(source, Path(path), "sample")
    segments = [
        Segment(block.text, number, 0, len(block.text), block.kind)
        for number, block in enumerate(release.blocks)
    ]
    entries = {part.text: Entry(part.text, change(part.text), State.REVIEWED) for part in segments}
    return build(release, segments, Catalog("sample", "ru", tuple(entries.values())))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_markdown_release_keeps_its_form(end: str) -> None:
    """Markers, tables, front matter, hard breaks and line ends stay; only words change."""
    source = SOURCE.replace("\n", end)
    made = assemble(translated(source.encode(), "s.md", str.upper), "md").decode()

    assert render(made.encode()) == render(
        source.upper()
        .replace("TITLE: SAMPLE", "title: Sample")
        .replace(f"OVER{end}TWO", "OVER TWO")
        .encode()
    )
    assert made.startswith(f"---{end}title: Sample{end}---{end}{end}# A HEADLINE{end}")
    assert made.endswith(f"LINE ONE\\{end}LINE TWO{end}")


def test_a_markdown_release_translated_by_itself_is_itself() -> None:
    """Byte for byte, wrapped lines included."""
    assert assemble(translated(SOURCE.encode(), "s.md", str), "md") == SOURCE.encode()


@pytest.mark.parametrize("target", ["1. раз", "- раз", "# раз", "> раз", "=== раз", "раз | два"])
def test_a_target_cannot_change_the_form_of_a_markdown_release(target: str) -> None:
    """A year at the beginning of a sentence opens no list, a bar no cell."""
    made = assemble(translated(b"| a |\n|---|\n| b |\n\nc\n", "s.md", lambda _: target), "md")
    shown = html.escape(target)

    assert render(made) == render(b"| a |\n|---|\n| b |\n\nc\n").replace(
        ">a<", f">{shown}<").replace(">b<", f">{shown}<").replace(">c<", f">{shown}<")  # fmt: skip


def test_the_banner_stands_behind_front_matter(read_case: Callable[..., Document]) -> None:
    """In front of it, it would no longer be front matter; its line ends are the file's."""
    block = {
        "kind": "headline", "level": 1, "before": "---\r\ntitle: T\r\n---\r\n# ", "text": "T",
        "sentences": [{"source": "T", "target": "Т", "state": "draft"}],
    }  # fmt: skip
    made = assemble(
        read_case({"file": "s.md", "blocks": [block], "tail": "\r\n"}), "md", allow_drafts=True
    ).decode()

    assert made.startswith("---\r\ntitle: T\r\n---\r\n> **ЧЕРНОВИК.")
    assert made.endswith("\r\n\r\n# [черновик: Т]\r\n")
    assert made.count("\n") == made.count("\r\n")
