"""HTML: valid, escaped, self-contained, every part in its language."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate import languages
from tiptranslate.assemble import LAYOUTS, SEVERAL, Document, assemble
from tiptranslate.assemble.html_writer import style

TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)
KINDS = [
    "headline", "dateline", "paragraph", "question", "answer", "quote", "list-item", "contact",
    "separator", "note",
]  # fmt: skip


def parse(made: bytes) -> ET.Element:
    """The tree of a page; html5lib's strict parser fails on any parse error of HTML5."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree: ET.Element = parser.parse(made.decode())
    return tree


def made_of(document: Document, layout: str = "mono") -> bytes:
    """The page of a document; in several languages it has the same text in Uzbek, too."""
    others = [replace(document, target=languages.get("uz"))] if layout == SEVERAL else []
    return assemble(document, "html", layout, others=others, allow_drafts=True)


def page(document: Document, layout: str = "mono") -> ET.Element:
    """The parsed page of a document."""
    return parse(made_of(document, layout))


def text(element: ET.Element | None) -> str:
    """All text in an element, white space as one space."""
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def shape(element: ET.Element | None) -> Any:
    """An element as nested lists of tags and texts."""
    assert element is not None
    return [element.tag, (element.text or "").strip(), *map(shape, element)]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("file", ["sample.txt", "sample.md"])
@given(
    source=TEXT,
    target=TEXT,
    kind=st.sampled_from(KINDS),
    state=st.sampled_from(["draft", "reviewed"]),
)
def test_any_text_makes_a_valid_page(
    layout: str,
    file: str,
    source: str,
    target: str,
    kind: str,
    state: str,
    make: Callable[..., Document],
) -> None:
    """No text, whatever is in it, breaks the page."""
    page(make((kind, source, target, state), file=file), layout)


def allowed(character: str) -> str:
    """The character, or what stands for one that HTML forbids: controls, noncharacters."""
    number = ord(character)
    noncharacter = number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF
    return "\ufffd" if noncharacter or unicodedata.category(character) == "Cc" else character


@given(target=TEXT)
def test_any_text_reads_as_itself(target: str, make: Callable[..., Document]) -> None:
    """What a browser shows is the target, forbidden characters replaced."""
    document = make(("paragraph", "Source.", f"ц{target}", "reviewed"))
    (sentence,) = document.passages[0].sentences
    shown = "".join(map(allowed, sentence.target.replace("\t", " ")))

    assert text(page(document).find(".//main/p")) == " ".join(shown.split())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_page_needs_nothing_but_itself(layout: str, make: Callable[..., Document]) -> None:
    """No script, no style sheet, font or image from elsewhere."""
    made = made_of(make(("paragraph", "One.", "Раз.", "draft")), layout)

    for trace in (b"<script", b"<link", b"src=", b"url(", b"@import", b"http"):
        assert trace not in made


@pytest.mark.parametrize(
    ("language", "tag"), [("ru", "ru"), ("uz", "uz-Latn"), ("uz@cyrillic", "uz-Cyrl")]
)
@pytest.mark.parametrize("layout", [layout for layout in LAYOUTS if layout != SEVERAL])
def test_the_page_is_in_the_target_language(
    layout: str, language: str, tag: str, make: Callable[..., Document]
) -> None:
    """Screen readers and hyphenation go by the tag with its script."""
    document = make(("paragraph", "One.", "Bir.", "reviewed"), language=language)

    assert page(document, layout).get("lang") == tag


def test_an_untranslated_sentence_is_marked_as_english(make: Callable[..., Document]) -> None:
    """The source stands in for the translation, said to be so in words and by ``lang``."""
    tree = page(make(("paragraph", "One.", "", "untranslated")))
    found = tree.find(".//p/span[@class='not-translated']")

    assert shape(found) == ["span", "", ["small", "не переведено"], ["span", "One."]]
    assert tree.find(".//p/span/span[@lang='en']") is not None


@pytest.mark.parametrize(
    ("language", "line", "tag"),
    [
        ("ru", "E-mail: press@example.org", "en"),
        ("uz", "E-mail: press@example.org", "en"),
        ("ru", "Русская версия", None),
        ("uz", "Русская версия", ""),
        ("ru", "1148", None),
    ],
)
def test_lines_left_as_they_are_carry_the_language_of_their_letters(
    language: str, line: str, tag: str | None, read_case: Callable[..., Document]
) -> None:
    """A stray line in another language is not said to be English, nor an address to be Russian."""
    tree = page(read_case({"language": language, "blocks": [{"kind": "note", "text": line}]}))
    span = tree.find(".//p/span")

    assert text(tree.find(".//p")) == line
    assert (None if span is None else span.get("lang")) == tag


def test_source_cells_are_in_the_source_language(make: Callable[..., Document]) -> None:
    """Each row has its number as a header, the source and the translation."""
    tree = page(make(("paragraph", "One.", "Раз.", "reviewed")), "side")

    assert [shape(cell) for cell in tree.findall(".//tbody/tr/*")] == [
        ["th", "1"], ["td", "", ["p", "One."]], ["td", "", ["p", "Раз."]],
    ]  # fmt: skip
    assert [cell.get("lang") for cell in tree.findall(".//tbody/tr/td")] == ["en", None]
    assert [text(head) for head in tree.findall(".//th[@scope='col']")] == [
        "№", "Оригинал (English)", "Перевод (Русский)",
    ]  # fmt: skip


@pytest.mark.parametrize("layout", ["side", "stacked"])
def test_states_show_in_bilingual_drafts(layout: str, make: Callable[..., Document]) -> None:
    """A reviewer sees what is approved and what is not; in a finished document nothing is left."""
    reviewed = ("paragraph", "One.", "Раз.", "reviewed")
    draft = page(make(reviewed, ("paragraph", "Two.", "Два.", "stale")), layout)

    assert [text(part) for part in draft.findall(".//span[@title]")] == [
        "Раз. ✓", "устаревший перевод Два.",
    ]  # fmt: skip
    assert not page(make(reviewed), layout).findall(".//span[@title]")


def test_several_languages_are_columns(make: Callable[..., Document]) -> None:
    """The page and its outline are in the language of the source, every cell in its own."""
    document = make(("headline", "Title", "Заголовок", "reviewed"))
    tree = page(document, SEVERAL)

    assert tree.get("lang") == "en"
    assert text(tree.find(".//title")) == "Untitled"
    assert [(text(head), head.get("lang")) for head in tree.findall(".//th[@scope='col']")] == [
        ("№", None), ("English", None), ("Русский", "ru"), ("Oʻzbekcha", "uz-Latn"),
    ]  # fmt: skip
    assert [(shape(cell)[2][0], cell.get("lang")) for cell in tree.findall(".//tbody/tr/td")] == [
        ("h1", None), ("p", "ru"), ("p", "uz-Latn"),
    ]  # fmt: skip


def test_a_draft_in_one_of_several_languages_is_a_draft(make: Callable[..., Document]) -> None:
    """The banner is in that language and in English, and counts its sentences."""
    reviewed = make(("paragraph", "One.", "Раз.", "reviewed"))
    draft = make(("paragraph", "One.", "Bir.", "draft"), language="uz")
    tree = parse(assemble(reviewed, "html", SEVERAL, others=[draft], allow_drafts=True))
    banner = tree.findall(".//aside/p")

    assert text(tree.find(".//title")) == "[draft] Untitled"
    assert [note.get("lang") for note in banner] == ["uz-Latn", "en"]
    assert text(banner[0]).endswith("qoralama: 1")
    assert [text(mark) for mark in tree.findall(".//td//small")] == ["qoralama"]


def test_headings_follow_the_levels_of_the_source(read_case: Callable[..., Document]) -> None:
    """Markdown's levels are kept; without levels the first headline is the title."""

    def tags(*levels: int) -> list[str]:
        blocks = [{"kind": "headline", "text": "T", "level": level} for level in levels]
        return [element.tag for element in page(read_case({"blocks": blocks})).findall(".//main/*")]

    assert tags(1, 2, 6) == ["h1", "h2", "h6"]
    assert tags(0, 0, 0) == ["h1", "h2", "h2"]


def test_the_source_is_no_second_outline(make: Callable[..., Document]) -> None:
    """In a bilingual page each heading is there once, in the target language."""
    document = make(("headline", "Title", "Заголовок", "reviewed"))
    for layout in ("side", "stacked"):
        assert [text(found) for found in page(document, layout).findall(".//h1")] == ["Заголовок"]


def test_blocks_are_what_they_are(make: Callable[..., Document]) -> None:
    """Quotations, contacts and rules have the elements of their meaning."""
    tree = page(
        make(
            ("quote", "Q", "Ц", "reviewed"),
            ("separator", "***", "", "untranslated"),
            ("contact", "C", "К1", "reviewed"),
            ("contact", "D", "К2", "reviewed"),
        )
    )

    assert [shape(found) for found in tree.findall(".//main/*")] == [
        ["blockquote", "", ["p", "Ц"]],
        ["hr", ""],
        ["address", "", ["p", "К1"], ["p", "К2"]],
    ]


def test_lists_nest_and_keep_their_numbers(read_case: Callable[..., Document]) -> None:
    """A deeper list is inside its item, a further paragraph too; a change of kind is a new list."""
    items = [("- ", 1), ("\n  4. ", 2), ("\n  4. ", 2), ("\n- ", 1), ("\n\n  ", 1), ("\n1. ", 1)]
    blocks = [
        {"kind": "list-item", "text": f"t{number}", "before": before, "level": level}
        for number, (before, level) in enumerate(items)
    ]
    tree = page(read_case({"language": "ru", "file": "s.md", "blocks": blocks}))

    def bare(element: ET.Element) -> list[Any]:
        return [element.tag, text(element) if element.tag == "p" else element.get("value", "")] + [
            bare(child) for child in element if child.tag != "span"
        ]

    assert [bare(found) for found in tree.findall(".//main/*")] == [
        ["ul", "", ["li", "", ["ol", "", ["li", "4"], ["li", "5"]]], ["li", "", ["p", "t4"]]],
        ["ol", "", ["li", "1"]],
    ]


def test_the_deepest_nesting_is_no_trouble(read_case: Callable[..., Document]) -> None:
    """More levels than any reader gives, all inside each other, still make a page."""
    blocks = [
        {"kind": "list-item", "text": "t", "before": "\n- ", "level": n} for n in range(1, 41)
    ]
    tree = page(read_case({"file": "s.md", "blocks": blocks}))

    assert len(tree.findall(".//ul")) == 40


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("headline", "T", "Заголовок & Ко", "reviewed")], "Заголовок & Ко"),
        ([("headline", "T", "Заголовок", "draft")], "[черновик] Заголовок"),
        ([("paragraph", "P", "Абзац", "reviewed")], "Untitled"),
    ],
)
def test_the_title(
    rows: list[tuple[str, str, str, str]], expected: str, make: Callable[..., Document]
) -> None:
    """The translated headline; of a draft, with a word in front that a tab shows."""
    assert text(page(make(*rows)).find(".//title")) == expected


def test_a_draft_says_so_on_every_printed_page(make: Callable[..., Document]) -> None:
    """A margin of each page names it; of a finished document it does not."""
    margin = (
        b'@top-center { content: "\xd0\xa7\xd0\x95\xd0\xa0\xd0\x9d\xd0\x9e\xd0\x92\xd0\x98\xd0\x9a'
    )
    for state, expected in (("draft", True), ("reviewed", False)):
        document = make(("paragraph", "One.", "Раз.", state))
        made = assemble(document, "html", allow_drafts=True)

        assert (margin in made) is expected


def test_the_style_sheet_cannot_end_its_element() -> None:
    """It stands in the page as it is, so it must not hold what ends it."""
    assert "</" not in style()


def test_real_releases_make_valid_pages(root: Path) -> None:
    """The sample releases, through the real reader, in every layout."""
    from tiptranslate.assemble import build  # noqa: PLC0415
    from tiptranslate.ingest import ingest  # noqa: PLC0415
    from tiptranslate.model import Catalog, Segment  # noqa: PLC0415

    paths = sorted((root / "releases").glob("*.*"))
    assert paths
    for path in paths:
        release = ingest(path, path.stem)
        segments = [
            Segment(block.text, number, 0, len(block.text), block.kind)
            for number, block in enumerate(release.blocks)
        ]
        document = build(release, segments, Catalog(path.stem, "uz"))
        for layout in LAYOUTS:
            page(document, layout)
