"""A page becomes a release; what is around its texts stays with the formats."""

from pathlib import Path

import pytest

from tiptranslate.errors import InputError
from tiptranslate.ingest import ingest, parse
from tiptranslate.model import BlockKind

FOLDER = Path(__file__).resolve().parent.parent / "data" / "formats"


def test_a_release() -> None:
    """The heading is the title, not the window's; a comment leaves out a check."""
    release = ingest(FOLDER / "page.html", "shelters")

    assert release.title == "Shelters open in three regions"
    assert release.markup == "inline"
    assert dict(release.metadata) == {"ignore": "long-sentence"}
    assert [block.line for block in release.blocks] == sorted(b.line for b in release.blocks)
    found = {block.text[:12]: block.kind for block in release.blocks}
    assert found["TASHKENT, 5 "] is BlockKind.PARAGRAPH
    assert found["in ⟦1⟧Nukus⟦"] is BlockKind.LIST_ITEM
    assert found["⟦1⟧For furth"] is BlockKind.CONTACT
    assert found["Русская верс"] is BlockKind.NOTE


def test_a_page_of_words_own() -> None:
    """Without a heading the first paragraph is the headline."""
    release = ingest(FOLDER / "word.htm", "hotline")

    assert [block.kind.value for block in release.blocks] == ["headline", "paragraph", "paragraph"]
    assert release.title == "Hotline answers calls in three languages"


def test_what_is_above_a_heading_is_no_headline() -> None:
    """A page has much there."""
    page = b"<p>Menu<p>Search<p>Log in<p>5 May<p>News<h1>Shelters open</h1>"

    release = parse(page, Path("a.html"), "a")

    assert [b.text for b in release.blocks if b.kind is BlockKind.HEADLINE] == ["Shelters open"]
    assert release.title == "Shelters open"


def test_a_comment_that_makes_no_sense() -> None:
    """It would be lost."""
    with pytest.raises(InputError, match=r"a\.html:2: cannot understand 'tiptranslate: ignore'"):
        parse(b"<p>a\n<!-- tiptranslate: ignore -->", Path("a.html"), "a")
