"""Blocks become sentences; the sentences and the gaps between them are the block."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.ingest import ingest, parse
from tiptranslate.model import BlockKind, Release
from tiptranslate.segment import Splitter, segment, user_rules

DATA = Path(__file__).resolve().parent.parent / "data"
GOLDEN = [
    path for folder in ("ingest", "segment") for path in sorted((DATA / folder).glob("*.[tm][xd]*"))
]
PIECES = st.sampled_from(
    [
        *(". ", "? ", "! ", "… ", ".", "?” ", ".) ", ".” ", ".’ ", "...", ". . . ", "\n", "\u2028"),
        *(" ", "  ", "\u00a0", "\t", "\u200b", "“", "‘", "(", "[", "«", "»", '"', "'", "- ", "– "),
        *("U.S. ", "Mr. ", "No. 5", "a.m. ", "A. B. ", "Prof. ", "etc. ", "e.g. ", "St. ", "1. "),
        *("*", "**", "_", "`", "``", "[a](b.c)", "![a. B](c)", "<https://a.b/c>", "\\", "](", ")"),
        *(
            "He",
            "said",
            "Tashkent",
            "societies.Now, ",
            "ў",
            "Дорога",
            "2025",
            "1,284",
            "Q: ",
            "A: ",
        ),
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=2)), max_size=20).map("".join)


def sentences(release: Release, splitter: Splitter) -> list[list[str]]:
    """The sentences of every block; sees to it that they and the gaps are the block."""
    found: list[list[str]] = [[] for _ in release.blocks]
    ends = [0] * len(release.blocks)
    last = 0
    for part in segment(release, splitter):
        block = release.blocks[part.block]
        assert part.kind is block.kind
        assert part.text == block.text[part.start : part.end] == part.text.strip() != ""
        assert block.text[ends[part.block] : part.start].strip() == ""
        assert part.block >= last
        last, ends[part.block] = part.block, part.end
        found[part.block].append(part.text)
    for block, end in zip(release.blocks, ends, strict=True):
        assert block.text[end:].strip() == ""
    return found


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_golden(path: Path, splitter: Splitter) -> None:
    """Every file of the golden folders has the sentences beside it."""
    expected = [item["sentences"] for item in json.loads(path.with_suffix(".json").read_bytes())]

    assert sentences(ingest(path, path.stem), splitter) == expected


def test_gold_sentences(shared: Path, splitter: Splitter) -> None:
    """All 116 sentences that people have marked by hand in three real releases."""
    count = 0
    for document in json.loads((shared / "gold" / "seeds.json").read_bytes()):
        expected = [block["sentences"] for block in document["blocks"]]
        release = ingest(shared / "releases" / document["file"], "gold")

        assert sentences(release, splitter) == expected
        count += sum(map(len, expected))
    assert count == 116


STRESS = [
    block
    for document in json.loads((DATA / "segment-stress.json").read_bytes())
    for block in document["blocks"]
]


def test_all_of_the_stress_is_there() -> None:
    """67 lines, none lost by an edit of the file."""
    assert len(STRESS) == 67


@pytest.mark.parametrize("block", STRESS, ids=lambda block: block["text"][:40])
def test_stress(block: dict[str, Any], splitter: Splitter) -> None:
    """Abbreviations, quotations and numbers where a plain rule would err."""
    found = [block["text"][start:end] for start, end in splitter.spans(block["text"])]

    assert found == block["sentences"]


def test_samples(root: Path, splitter: Splitter) -> None:
    """Every block of the samples is its sentences and the gaps between them."""
    for path in sorted((root / "releases").iterdir()):
        assert sentences(ingest(path, path.stem), splitter)


@given(TEXTS, st.sampled_from(["a.txt", "a.md"]))
def test_sentences_and_gaps_are_the_block(splitter: Splitter, text: str, name: str) -> None:
    """For any text, and for Markdown through its shadow too."""
    data = text.encode("utf-8", "replace")
    clean = "".join(c for c in data.decode() if c.isprintable() or c.isspace())
    clean = "".join(c for c in clean if c not in "\x1c\x1d\x1e\x1f")

    release = parse(clean.encode(), Path(name), "a")

    for block, found in zip(release.blocks, sentences(release, splitter), strict=True):
        assert found
        whole = block.kind in (BlockKind.CONTACT, BlockKind.DATELINE, BlockKind.SEPARATOR)
        assert not whole or found == [block.text]


@given(TEXTS)
def test_spans(splitter: Splitter, text: str) -> None:
    """In order, apart, never empty or padded, and nothing but white space between them."""
    end = 0
    for start, stop in splitter.spans(text):
        assert text[end:start].strip() == ""
        assert start < stop
        assert text[start:stop] == text[start:stop].strip()
        end = stop
    assert text[end:].strip() == ""


def test_a_contact_line_is_one_segment(splitter: Splitter) -> None:
    """So are datelines and rules, whatever stops they have."""
    text = "News\n\nTASHKENT, 5 May 2025 –\n\n. . .\n\nContact: A. B. Sample. Tel. 1148. Room 4.\n"

    release = parse(text.encode(), Path("a.txt"), "a")

    assert sentences(release, splitter) == [[block.text] for block in release.blocks]


def test_user_rules(tmp_path: Path) -> None:
    """The SRX files of a folder by name; none where there is no folder."""
    (tmp_path / "segment").mkdir()
    for name in ("b.srx", "a.srx", "c.txt", "d.srx.bak"):
        (tmp_path / "segment" / name).write_text("")

    assert [path.name for path in user_rules(tmp_path / "segment")] == ["a.srx", "b.srx"]
    assert list(user_rules(tmp_path / "none")) == []
