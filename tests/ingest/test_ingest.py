"""A file becomes blocks with their kinds and lines, and can be given back byte for byte."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.errors import InputError
from tiptranslate.ingest import READERS, ingest, parse, write_back
from tiptranslate.model import BlockKind, Release

DATA = Path(__file__).resolve().parent.parent / "data"
GOLDEN = [
    path for folder in ("ingest", "segment") for path in sorted((DATA / folder).glob("*.[tm][xd]*"))
]
# What may trip a reader up, besides every other character there is.
PIECES = st.sampled_from(
    [
        *("\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\n\n", "  \n", "\\\n"),
        *("\t", " ", "\u00a0", "\u200b", "\ufeff", "\u2060", "\\", "`", "```\n", "|", "\\|"),
        *("# ", "## a", "- ", "1. ", "> ", "* * *\n", "---\n", "===\n", "    ", "[a]: b\n", "<b>"),
        *("| a | b |\n|---|---|\n", "title: a\n", "<!-- ", "-->", "Q: ", "A: ", "***", "“", "”"),
        *("a", "Word. ", "U.S. ", "TASHKENT, 5 May 2025 – ", "For more information", "•", "Дорога"),
    ]
)
CONTROL = "".join(map(chr, [*range(9), *range(14, 32), *range(0x7F, 0xA0)])).replace("\x85", "")
LETTERS = st.characters(codec="utf-8", exclude_characters=CONTROL + "\ufffe\uffff")
TEXTS = st.lists(st.one_of(PIECES, st.text(LETTERS, max_size=3)), max_size=25).map("".join)
TEXTUAL = (".txt", ".md")
"""What is given back byte for byte; documents with a form of their own are not."""
NAMES = st.sampled_from([f"a{suffix}" for suffix in TEXTUAL])


def assert_identity(release: Release, data: bytes) -> None:
    """What was read is there once, in order, and comes out as it went in."""
    assert write_back(release) == data
    for block in release.blocks:
        assert block.text == block.text.strip()
        assert len(block.text.splitlines()) == 1
        assert block.raw == block.raw.strip()
        # The bars in a cell of a table have a backslash in the file.
        assert block.text.split()[0].replace("\\", "") in block.raw.replace("\\", "")
        assert block.line >= 1
    lines = [block.line for block in release.blocks]
    assert lines == sorted(lines)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_golden(path: Path) -> None:
    """Every file of the golden folders has the kinds, lines and texts beside it."""
    expected = [
        (item["kind"], item["line"], item["text"])
        for item in json.loads(path.with_suffix(".json").read_bytes())
    ]

    release = ingest(path, path.stem)

    assert [(block.kind.value, block.line, block.text) for block in release.blocks] == expected
    assert_identity(release, path.read_bytes())


def test_every_golden_file_has_a_partner() -> None:
    """No file of the golden folders is left out by its name."""
    for folder in ("ingest", "segment"):
        stems = {path.stem for path in (DATA / folder).glob("*.json")}
        sources = [path.stem for path in (DATA / folder).iterdir() if path.suffix != ".json"]

        assert sorted(sources) == sorted(stems)
    assert len(GOLDEN) > 30


def test_samples(root: Path) -> None:
    """The sample releases come out as they went in and begin with their headline."""
    paths = sorted((root / "releases").iterdir())
    assert paths
    for path in paths:
        release = ingest(path, path.stem)

        assert_identity(release, path.read_bytes())
        assert release.title == next(
            block.text for block in release.blocks if block.kind is BlockKind.HEADLINE
        )


def test_real_releases(shared: Path) -> None:
    """So do real ones."""
    paths = sorted((shared / "releases").iterdir())
    assert paths
    for path in paths:
        assert_identity(ingest(path, path.stem), path.read_bytes())


def test_gold_blocks(shared: Path) -> None:
    """All 66 blocks that people have marked by hand, with their kinds and lines."""
    count = 0
    for document in json.loads((shared / "gold" / "seeds.json").read_bytes()):
        release = ingest(shared / "releases" / document["file"], "gold")
        expected = [(block["role"], block["line"], block["text"]) for block in document["blocks"]]

        assert [(block.kind.value, block.line, block.text) for block in release.blocks] == expected
        count += len(expected)
    assert count == 66


@given(TEXTS, NAMES)
def test_identity_of_any_text(text: str, name: str) -> None:
    """Whatever is text is given back, and every block is one trimmed line of it."""
    data = text.encode()

    assert_identity(parse(data, Path(name), "a"), data)


@given(st.binary(max_size=60), NAMES)
def test_identity_of_any_bytes(data: bytes, name: str) -> None:
    """Bytes are given back, or refused in one line with the file's name."""
    message = ""
    try:
        release = parse(data, Path(name), "a")
    except InputError as error:
        message = str(error)
    else:
        assert_identity(release, data)

    assert not message or (message.startswith(name) and "\n" not in message)


@given(TEXTS)
def test_no_word_of_a_plain_text_is_lost(text: str) -> None:
    """Plain text has no other words than those of its blocks."""
    release = parse(text.encode(), Path("a.txt"), "a")
    if release.metadata:
        return
    words = "".join(block.text for block in release.blocks)

    for word in text.replace("\ufeff", " ").replace("\u200b", " ").replace("\u2060", " ").split():
        assert word in words


def test_a_release_knows_where_it_is_from() -> None:
    """Slug, path, language, title, markup and encoding."""
    release = parse("\ufeff# A *title*\n\nText.\n".encode(), Path("x/a.MD"), "a", "en")

    assert (release.slug, release.path, release.language) == ("a", Path("x/a.MD"), "en")
    assert (release.title, release.markup, release.encoding) == (
        "A *title*",
        "markdown",
        "utf-8-sig",
    )


def test_a_release_without_headline_has_its_slug_for_a_title() -> None:
    """There is always something to call it by."""
    release = parse(b"Press release\n", Path("a.txt"), "spring-news")

    assert (release.title, release.markup, release.encoding) == ("spring-news", "", "utf-8")


@pytest.mark.parametrize("data", [b"", b"\n\n", b" \t\r\n", "\ufeff".encode(), "\u00a0\n".encode()])
@pytest.mark.parametrize("suffix", TEXTUAL)
def test_nothing_is_a_release_without_blocks(data: bytes, suffix: str) -> None:
    """An empty file is no fault of its own; whoever needs text says so."""
    release = parse(data, Path(f"a{suffix}"), "a")

    assert release.blocks == ()
    assert write_back(release) == data


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing.txt", "no such release file"),
        ("folder.txt", "cannot be read: Is a directory"),
        ("a.pdf", "is made for printing; give the document it was made from"),
        ("a.docm", "may have macros in it; save it as .docx"),
        ("a", f"unknown kind of file ''; give a file that ends in one of {', '.join(READERS)}"),
    ],
)
def test_what_is_no_release(tmp_path: Path, name: str, message: str) -> None:
    """A missing file, a folder and an unknown suffix are told apart."""
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    (tmp_path / "a.docm").write_bytes(b"PK")
    (tmp_path / "a").write_bytes(b"Text.\n")

    with pytest.raises(InputError) as caught:
        ingest(tmp_path / name, "a")

    assert str(caught.value) == f"{tmp_path / name}: {message}"


HOSTILE = """
import sys
from pathlib import Path
from tiptranslate.ingest import parse, write_back

SENTENCE = "The minister said in Osh, on 22 July, that “every case counts.” "
SIZE = 100_000
SHAPES = [
    SENTENCE, SENTENCE + "\\n", SENTENCE + "\\n\\n", "x", " ", ". ", "*", "_a", "`", "`a", "![",
    "[a](", "<", "> ", "- ", "# ", "1. ", ': "', "|", "\\\\|", "a\\n", "\\n", "a \\n",
    "---\\na: b\\n",
]
for suffix in (".txt", ".md"):
    for shape in SHAPES:
        text = "a" + shape * (SIZE // len(shape)) + "b"
        for data in (text.encode(), ("a\\n" + text[1:]).encode()):
            assert write_back(parse(data, Path("a" + suffix), "a")) == data
"""


def test_huge_files_take_linear_time() -> None:
    """Any pattern of quadratic time would need many minutes for these."""
    subprocess.run([sys.executable, "-c", HOSTILE], check=True, timeout=120)


def test_a_huge_release_keeps_every_line() -> None:
    """Several megabytes, as one line and as many."""
    sentence = "The minister spoke of 1,284 calls in Osh. "
    count = 60_000

    one = parse((sentence * count).encode(), Path("a.txt"), "a")
    many = parse((f"{sentence}\n" * count).encode(), Path("a.txt"), "a")

    assert [len(block.text) for block in one.blocks] == [len(sentence) * count - 1]
    assert len(many.blocks) == count
    assert many.blocks[-1].line == count
