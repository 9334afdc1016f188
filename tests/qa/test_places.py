"""From an offset in a block to line and column of the file."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tiptranslate.ingest import parse
from tiptranslate.model import Block, BlockKind, Release
from tiptranslate.qa.places import Places

DATA = Path(__file__).resolve().parent.parent / "data"
STRESS = [
    path for folder in ("ingest", "segment") for path in sorted((DATA / folder).glob("*.[tm][xd]*"))
]
# What puts lines together or leaves characters out.
PIECES = st.sampled_from(
    [
        *("\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\n\n", "  \n", "\\\n", "\\\\\n"),
        *(
            "\t",
            " ",
            "\u00a0",
            "\u200b",
            "\ufeff",
            "\\",
            "|",
            "\\|",
            "\\\\|",
            "`",
            "> ",
            ">",
            "> > ",
        ),
        *("# ", "- ", "1. ", "    ", "===\n", "---\n", "a", "Word. ", "| a\\|b | c |\n|---|---|\n"),
        *("\n     > ", "\n> ", "<!-- tiptranslate: ignore=a -->\n", "# tiptranslate: ignore=a\n"),
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)


def release(text: str, name: str) -> Release:
    """A release of a file's text."""
    return parse(text.encode(), Path(name), "a")


def assert_in_place(made: Release, source: str) -> None:
    """Every character of every block stands in the file where `Places` says."""
    places = Places(made)
    lines = source.split("\n")
    for number, block in enumerate(made.blocks):
        for offset, char in enumerate(block.text):
            start, end = places.span(number, offset, offset + 1)
            assert end == start + 1
            assert places.source[start] == char or (char.isspace() and block.raw != block.text)
            if set(source).isdisjoint("\r\x0b\x0c\x85\u2028\u2029"):
                line, column = places.at(start)
                assert (lines[line - 1] + "\n")[column - 1] == places.source[start]
        start, end = places.span(number, 0, len(block.text))
        # A cell may begin with a bar, and that with the backslash that the text has not.
        assert places.source[start:end] in (block.raw, block.raw.removeprefix("\\"))
        assert places.at(start)[0] == block.line


@pytest.mark.parametrize("path", STRESS, ids=lambda path: path.name)
def test_stress_files(path: Path) -> None:
    """Whatever the readers have been tried on."""
    data = path.read_bytes()
    assert_in_place(parse(data, path, "a"), data.decode("utf-8-sig"))


def test_samples(root: Path) -> None:
    """The project's own releases."""
    for path in sorted((root / "releases").iterdir()):
        data = path.read_bytes()
        assert_in_place(parse(data, path, "a"), data.decode())


def test_real_releases(shared: Path) -> None:
    """Real ones."""
    for path in sorted((shared / "releases").iterdir()):
        data = path.read_bytes()
        assert_in_place(parse(data, path, "a"), data.decode("utf-8-sig"))


@given(TEXTS, st.sampled_from(["a.md", "a.txt"]))
@example("\\\n\\\x0b|", "a.md")
@example("- \x0b- \n\\", "a.md")
@example("\n> |\n     > \x0b> ", "a.md")
def test_any_text(text: str, name: str) -> None:
    """Any text of hard pieces."""
    assert_in_place(release(text, name), text.removeprefix("\ufeff"))


def find(text: str, name: str, wanted: str) -> tuple[int, int, str]:
    """Line, column and what stands in the file for the first ``wanted`` in a block."""
    made = release(text, name)
    places = Places(made)
    for number, block in enumerate(made.blocks):
        offset = block.text.find(wanted)
        if offset >= 0:
            start, end = places.span(number, offset, offset + len(wanted))
            return (*places.at(start), places.source[start:end])
    raise AssertionError(json.dumps(text))


@pytest.mark.parametrize(
    ("text", "name", "wanted", "place"),
    [
        ("One.\n\n  Two words.\n", "a.txt", "words", (3, 7, "words")),
        ("One.\r\n\r\nTwo.\r\n", "a.txt", "Two", (3, 1, "Two")),
        ("\u00a0\nTwo.\n", "a.txt", "Two", (2, 1, "Two")),
        ("One\n  two\nthree\n", "a.md", "three", (3, 1, "three")),
        ("> One\n> two\n", "a.md", "two", (2, 3, "two")),
        ("> One\n> two\n", "a.md", "One two", (1, 3, "One\n> two")),
        ("One\n      > two\n", "a.md", "> two", (2, 7, "> two")),
        ("| a\\|b word |\n|---|\n", "a.md", "word", (1, 8, "word")),
        ("| a\\|b word |\n|---|\n", "a.md", "a|b", (1, 3, "a\\|b")),
        ("# One word\n", "a.md", "word", (1, 7, "word")),
    ],
)
def test_places(text: str, name: str, wanted: str, place: tuple[int, int, str]) -> None:
    """Line and column count from 1; what lines are joined by is left out of neither."""
    assert find(text, name, wanted) == place


def test_offsets_in_the_file() -> None:
    """Raw offsets begin with what stands between two blocks; behind the last is the tail."""
    made = release("One.\n \u00a0\nTwo.\n\u00a0\n", "a.txt")
    places = Places(made)

    assert places.at(places.span(1, 2, 3, raw=True)[0]) == (2, 2)
    assert places.at(places.span(2, 1, 2, raw=True)[0]) == (4, 1)
    assert [places.source[start:end] for start, end in places.gaps()] == [
        "",
        "\n \u00a0\n",
        "\n\u00a0\n",
    ]


def test_an_empty_stretch() -> None:
    """It stands in front of the character at its offset, or behind the last."""
    places = Places(release("One\ntwo\n", "a.md"))

    assert places.span(0, 4, 4) == (4, 4)
    assert places.span(0, 7, 7) == (7, 7)


def test_a_reader_with_a_bug() -> None:
    """A text that does not stand in the file is noticed."""
    made = Release("a", Path("a"), "en", "", (Block(BlockKind.PARAGRAPH, "ab", 1, raw="ac"),))

    with pytest.raises(ValueError, match="Block"):
        Places(made).span(0, 0, 1)
