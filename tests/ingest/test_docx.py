"""A Word document becomes a release; what is around its texts stays with the formats."""

import io
from pathlib import Path

import docx
import pytest

from tiptranslate.errors import InputError
from tiptranslate.ingest import ingest, parse, write_back
from tiptranslate.model import BlockKind

EVERYTHING = Path(__file__).resolve().parent.parent / "data" / "formats" / "everything.docx"


def made(*paragraphs: str | tuple[str, str]) -> bytes:
    """A Word document of texts, some with the name of a style."""
    document = docx.Document()
    for item in paragraphs:
        text, style = item if isinstance(item, tuple) else (item, "Normal")
        document.add_paragraph(text, style=style)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def kinds(*paragraphs: str | tuple[str, str]) -> list[str]:
    """What the blocks of such a document are."""
    release = parse(made(*paragraphs), Path("a.docx"), "a")
    return [block.kind.value for block in release.blocks]


def test_a_release() -> None:
    """Title, kinds, markup and what readers should know of."""
    release = ingest(EVERYTHING, "talks")

    assert release.title == "Conference on help for victims of trafficking"
    assert release.markup == "inline"
    assert release.metadata["notes"].splitlines() == [
        "4 tracked changes are taken as accepted",
        "1 comment is left out",
    ]
    assert [block.line for block in release.blocks] == list(range(1, len(release.blocks) + 1))
    found = {block.text[:12]: block.kind for block in release.blocks}
    assert found["Protection"] is BlockKind.LIST_ITEM
    assert found["⟦1⟧For furth"] is BlockKind.CONTACT
    assert found["By 1 Decembe"] is BlockKind.NOTE
    for block in release.blocks:
        assert block.text == block.raw == block.text.strip()
        assert len(block.text.splitlines()) == 1


def test_the_words_decide_where_no_style_does() -> None:
    """As in plain text: the headline, the dateline, an interview, the contacts."""
    assert kinds(
        "Press release",
        "New shelters open",
        "TASHKENT, 5 May 2026 –",
        "Q: How many?",
        "A: Three.",
        "For further information:",
        "Press desk",
    ) == ["note", "headline", "dateline", "question", "answer", "contact", "contact"]


def test_a_headline_by_style_is_the_only_one() -> None:
    """A letterhead above it is none; a heading far below does not take the first line's place."""
    body = [f"Sentence number {number}." for number in range(6)]

    assert kinds("Office of the Prosecutor", ("New shelters open", "Title"), *body)[:3] == [
        "paragraph",
        "headline",
        "paragraph",
    ]
    assert kinds("New shelters open", *body, ("Background", "Heading 2"))[:2] == [
        "headline",
        "paragraph",
    ]


def test_it_is_not_given_back_as_text() -> None:
    """Only its form can do that."""
    with pytest.raises(ValueError, match="has a form of its own"):
        write_back(ingest(EVERYTHING, "talks"))


def test_a_release_without_text() -> None:
    """It has no blocks, and its slug for a title."""
    release = parse(made(""), Path("a.docx"), "talks")

    assert (release.blocks, release.title) == ((), "talks")


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    """Its size is looked at first."""
    path = tmp_path / "a.docx"
    with path.open("wb") as file:
        file.truncate(100 << 20)

    with pytest.raises(InputError, match=r"a\.docx: has more than 64 MiB; make it smaller"):
        ingest(path, "a")
