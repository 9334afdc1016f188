"""Plain text: the shape of a .txt release to the byte, columns that line up."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.assemble import Document, assemble, build
from tiptranslate.assemble.txt_writer import COLUMN, _width, _wrap
from tiptranslate.ingest import parse
from tiptranslate.model import Catalog, Entry, Segment, State

SOURCE = st.text(
    st.one_of(
        st.sampled_from(" \t\n\r\u00a0\u2028*-1.:Qa“"),
        st.characters(codec="utf-8", exclude_categories=("Cc",), exclude_characters="\ufffe\uffff"),
    ),
    max_size=60,
)
WORDS = st.text(st.one_of(st.sampled_from(" аa-"), st.characters(codec="utf-8")), max_size=200)


def itself(source: bytes, path: str) -> Document:
    """A real release whose approved translation is the source."""
    release = parse(source, Path(path), "sample")
    segments = [
        Segment(block.text, number, 0, len(block.text), block.kind)
        for number, block in enumerate(release.blocks)
    ]
    entries = {part.text: Entry(part.text, part.text, State.REVIEWED) for part in segments}
    return build(release, segments, Catalog("sample", "ru", tuple(entries.values())))


@given(source=SOURCE, mark=st.sampled_from([b"", b"\xef\xbb\xbf"]))
@pytest.mark.parametrize("suffix", ["txt", "md"])
def test_a_release_translated_by_itself_is_itself(suffix: str, source: str, mark: bytes) -> None:
    """Blank lines, line ends, odd spaces, markers, the byte order mark: all come back."""
    data = mark + source.removeprefix("\ufeff").encode()

    assert assemble(itself(data, f"s.{suffix}"), suffix) == data


def test_real_releases_come_back(shared: Path) -> None:
    """The measured releases, byte for byte."""
    for path in sorted((shared / "releases").glob("*.txt")):
        data = path.read_bytes()

        assert assemble(itself(data, path.name), "txt") == data


def test_the_shape_of_the_source_stays(read_case: Callable[..., Document]) -> None:
    """Words change; blank lines and separators do not."""
    rows = [("T", "Т", ""), ("One.", "Раз.", "\n\n\n"), ("Two.", "Два.", "\n")]
    blocks = [
        {"kind": "paragraph", "text": source, "before": before,
         "sentences": [{"source": source, "target": target, "state": "reviewed"}]}
        for source, target, before in rows
    ]  # fmt: skip
    blocks.append({"kind": "separator", "text": "* * *", "before": "\n\n"})

    assert assemble(read_case({"blocks": blocks}), "txt").decode() == "Т\n\n\nРаз.\nДва.\n\n* * *\n"


def test_sentences_run_together_are_parted_but_approved_sources_are_left(
    read_case: Callable[..., Document],
) -> None:
    """Only a block that is translated gets the missing space."""
    block = {
        "kind": "paragraph", "text": "a.b.", "before": "",
        "sentences": [
            {"source": "a.", "target": "a.", "state": "reviewed"},
            {"source": "b.", "target": "b.", "state": "reviewed"},
        ],
    }  # fmt: skip
    changed = block | {
        "sentences": [
            {"source": "a.", "target": "а.", "state": "reviewed"},
            {"source": "b.", "target": "б.", "state": "reviewed"},
        ]
    }

    assert assemble(read_case({"blocks": [block]}), "txt") == b"a.b.\n"
    assert assemble(read_case({"blocks": [changed]}), "txt").decode() == "а. б.\n"


def test_a_markdown_release_as_plain_text(read_case: Callable[..., Document]) -> None:
    """Marks go; lists keep theirs, numbered as Markdown counts."""
    rows = [("headline", "# ", "A **headline**", 1), ("list-item", "\n\n1. ", "one", 1),
            ("list-item", "\n   - ", "in", 2), ("list-item", "\n\n     ", "more", 2),
            ("list-item", "\n1. ", "two", 1), ("separator", "\n\n", "---", 0),
            ("contact", "\n\n", "c", 0), ("contact", "\\\n", "d", 0)]  # fmt: skip
    blocks = [
        {"kind": kind, "before": before, "text": text, "level": level}
        for kind, before, text, level in rows
    ]

    assert assemble(read_case({"file": "s.md", "blocks": blocks}), "txt").decode() == (
        "A headline\n\n1. one\n  - in\n\n    more\n2. two\n\n***\n\nc\nd\n"
    )


def test_stacked_lines_carry_their_language(make: Callable[..., Document]) -> None:
    """The tags are as wide as each other, so that the texts line up."""
    document = make(("paragraph", "One.", "Bir.", "reviewed"), language="uz")

    assert assemble(document, "txt", "stacked").decode() == "en      │ One.\nuz-Latn │ Bir.\n"


@given(left=WORDS, right=WORDS)
def test_columns_line_up(left: str, right: str, make: Callable[..., Document]) -> None:
    """The bar is at one place in every line, and what is right of it fits."""
    document = make(("paragraph", " ".join(["x", *left.split()]), f"ц{right}", "reviewed"))
    made = assemble(document, "txt", "side").decode()
    cut = [line.split(" │", 1) for line in made.removesuffix("\n").split("\n")[2:]]

    assert all(_width(one) == COLUMN for one, _ in cut)
    assert all(_width(two) <= COLUMN + 1 for _, two in cut)


@given(WORDS)
def test_wrapping_loses_no_character(text: str) -> None:
    """But for the spaces and tabs at which lines break."""
    lines = list(_wrap(text))

    assert all(_width(line) <= COLUMN for line in lines)
    assert "".join(lines).replace(" ", "") == text.strip().replace(" ", "").replace("\t", "")


def test_a_word_wider_than_a_column_is_cut() -> None:
    """At the last cell that fits, a wide character counting as two."""
    assert list(_wrap("ц" * (2 * COLUMN + 1))) == ["ц" * COLUMN, "ц" * COLUMN, "ц"]
    assert list(_wrap("a" + "漢" * (COLUMN // 2))) == ["a" + "漢" * (COLUMN // 2 - 1), "漢"]


def test_no_break_spaces_do_not_break() -> None:
    """``27 июля`` held together by its author stays together."""
    text = "а" * (COLUMN - 3) + " 27\u00a0июля"

    assert list(_wrap(text)) == ["а" * (COLUMN - 3), "27\u00a0июля"]


@pytest.mark.parametrize(("text", "cells"), [("oʻzbek", 6), ("Ўқ", 2), ("漢字", 4), ("e\u0301", 1)])
def test_cells_of_a_text(text: str, cells: int) -> None:
    """Wide characters count twice, combining ones not at all."""
    assert _width(text) == cells
