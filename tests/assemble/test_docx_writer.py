"""Word documents, opened again by python-docx."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as WordDocument
from hypothesis import given, settings
from hypothesis import strategies as st

from tiptranslate import languages
from tiptranslate.assemble import LAYOUTS, SEVERAL, Document, assemble
from tiptranslate.assemble.docx_package import escape

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)
KINDS = [
    "headline", "dateline", "paragraph", "question", "answer", "quote", "list-item", "contact",
    "separator", "note",
]  # fmt: skip
ORDER = {
    # ECMA-376 part 1, 17.3.2.28, 17.3.1.26, 17.7.4.17: Word calls a file broken that has
    # them in another order.
    "rPr": "rStyle rFonts b bCs i iCs noProof color sz szCs u shd lang",
    "pPr": "pStyle keepNext keepLines numPr pBdr shd spacing ind jc outlineLvl",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr tblStylePr",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan shd",
    "lvl": "start numFmt lvlText lvlJc pPr",
    "sectPr": "headerReference footerReference pgSz pgMar",
}


def made_of(document: Document, layout: str = "mono") -> bytes:
    """The file of a document; in several languages it has the same text in Uzbek, too."""
    others = [replace(document, target=languages.get("uz"))] if layout == SEVERAL else []
    return assemble(document, "docx", layout, others=others, allow_drafts=True)


def word(document: Document, layout: str = "mono") -> WordDocument:
    """The file as python-docx reads it."""
    return docx.Document(io.BytesIO(made_of(document, layout)))


def parts(made: bytes) -> dict[str, ET.Element]:
    """The trees of all parts of a file."""
    with ZipFile(io.BytesIO(made)) as file:
        return {name: ET.fromstring(file.read(name)) for name in file.namelist()}  # noqa: S314 - our own


def styles(document: Document, layout: str = "mono") -> list[tuple[str, str]]:
    """Style and text of every paragraph that is not in a table."""
    paragraphs = word(document, layout).paragraphs
    return [(str(part.style and part.style.name), part.text) for part in paragraphs]


def runs(made: bytes) -> Iterator[tuple[str, str]]:
    """The language and the text of every run; "" for those that are not to be proofread."""
    for run in parts(made)["word/document.xml"].iter(f"{W}r"):
        lang = run.find(f"{W}rPr/{W}lang")
        text = "".join(part.text or "" for part in run.iter(f"{W}t"))
        if text:
            yield ("" if lang is None else lang.attrib[f"{W}val"]), text


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("file", ["sample.txt", "sample.md", "sample.docx"])
@settings(max_examples=40)
@given(
    source=TEXT,
    target=TEXT,
    kind=st.sampled_from(KINDS),
    state=st.sampled_from(["draft", "reviewed"]),
)
def test_any_text_makes_a_file_that_opens(
    layout: str,
    file: str,
    source: str,
    target: str,
    kind: str,
    state: str,
    make: Callable[..., Document],
) -> None:
    """No text, whatever is in it, breaks the XML."""
    trees = parts(made_of(make((kind, source, target, state), file=file), layout))

    assert trees["word/document.xml"].find(f"{W}body/{W}sectPr") is not None


@given(text=TEXT)
def test_any_text_reads_as_itself(text: str) -> None:
    """What stands in the file is the text, what XML or Word cannot hold replaced by U+FFFD."""
    shown = ET.fromstring(f"<t>{escape(text)}</t>").text or ""  # noqa: S314 - our own

    assert len(shown) == len(text)
    for found, character in zip(shown.replace("\r", "\n"), text.replace("\r", "\n"), strict=True):
        assert found in (character, "\ufffd")


@pytest.mark.parametrize("character", ["a", "ʻ", "қ", "ў", "№", "😀", "\u00a0", "\u2028", "<", '"'])
def test_ordinary_characters_stay(character: str) -> None:
    """Letters of every language here, signs and emoji go through."""
    assert ET.fromstring(f"<t>{escape(character)}</t>").text == character  # noqa: S314 - our own


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x0c", "\x85", "\ufdd0", "\ufffe"])
def test_forbidden_characters_are_replaced(character: str) -> None:
    """One of them and Word says that the file is damaged."""
    assert escape(character) == "\ufffd"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_elements_are_in_the_order_of_the_standard(
    layout: str, make: Callable[..., Document]
) -> None:
    """Everything that Word checks: properties of runs, paragraphs, tables, styles, levels."""
    rows = [
        (kind, f"1. [A](https://example.org) **{kind}**.", "**Б** `в` *г*", state)
        for kind in KINDS
        for state in ("draft", "stale", "reviewed")
    ]
    checked = set()
    for tree in parts(made_of(make(*rows, file="s.md"), layout)).values():
        for element in tree.iter():
            name = element.tag.removeprefix(W)
            if name in ORDER:
                found = [child.tag.removeprefix(W) for child in element]
                order = ORDER[name].split()
                assert found == sorted(found, key=order.index), (name, found)
                checked.add(name)

    assert checked >= {"rPr", "pPr", "style", "tblPr", "lvl", "sectPr"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_style_that_is_used_is_there(layout: str, make: Callable[..., Document]) -> None:
    """A style that is not defined looks like plain text and says nothing of itself."""
    states = ("draft", "stale", "untranslated", "reviewed")
    rows = [(kind, f"A {kind}.", "Б." * (s != "untranslated"), s) for kind in KINDS for s in states]
    trees = parts(made_of(make(*rows), layout))
    defined = {style.attrib[f"{W}styleId"] for style in trees["word/styles.xml"].iter(f"{W}style")}
    used = {
        element.attrib[f"{W}val"]
        for name in ("word/document.xml", "word/header.xml", "word/footer.xml")
        for element in trees[name].iter()
        if element.tag in (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
    }

    assert used <= defined
    assert len(used) > 5


def test_blocks_have_the_styles_of_their_kinds(make: Callable[..., Document]) -> None:
    """Word's own names for headings, lists and quotations, so that its outline works."""
    document = make(*((kind, f"A {kind}", f"Вид {kind}", "reviewed") for kind in KINDS))

    assert styles(document) == [
        ("Heading 1", "Вид headline"), ("Dateline", "Вид dateline"), ("Normal", "Вид paragraph"),
        ("Question", "Вид question"), ("Answer", "Вид answer"), ("Quote", "Вид quote"),
        ("List Bullet", "Вид list-item"), ("Contact Heading", "Вид contact"), ("Separator", ""),
        ("Note", "Вид note"),
    ]  # fmt: skip


def test_headings_keep_their_levels(read_case: Callable[..., Document]) -> None:
    """Those of Markdown; without levels the first headline is the title."""

    def names(*levels: int) -> list[str]:
        blocks = [{"kind": "headline", "text": "T", "level": level} for level in levels]
        return [name for name, _ in styles(read_case({"blocks": blocks}))]

    assert names(1, 2, 6) == ["Heading 1", "Heading 2", "Heading 6"]
    assert names(0, 0) == ["Heading 1", "Heading 2"]


def listed(document: Document) -> list[tuple[int, int, int]]:
    """Depth, list and the number that its list begins with of every numbered paragraph."""
    trees = parts(made_of(document))
    starts = {
        num.attrib[f"{W}numId"]: int(start.attrib[f"{W}val"])
        for num in trees["word/numbering.xml"].iter(f"{W}num")
        for start in num.iter(f"{W}startOverride")
    }
    found = []
    for place in trees["word/document.xml"].iter(f"{W}numPr"):
        level, number = (part.attrib[f"{W}val"] for part in place)
        found.append((int(level), int(number), starts.get(number, 0)))
    return found


def test_lists_count_as_their_author_did(read_case: Callable[..., Document]) -> None:
    """Nested lists, a list that begins with 4, and one that begins anew behind a paragraph."""
    items = [("- ", 1), ("\n  4. ", 2), ("\n  4. ", 2), ("\n- ", 1), ("\n\n  ", 1)]
    blocks: list[dict[str, Any]] = [
        {"kind": "list-item", "text": "t", "before": before, "level": level}
        for before, level in items
    ]
    blocks += [{"kind": "paragraph", "text": "p"}]
    blocks += [{"kind": "list-item", "text": "t", "before": "\n1. ", "level": 1}] * 2
    document = read_case({"file": "s.md", "blocks": blocks})

    assert listed(document) == [
        (0, 1, 0), (1, 2, 4), (1, 2, 4), (0, 1, 0), (0, 3, 1), (0, 3, 1),
    ]  # fmt: skip


def test_numbers_out_of_turn_begin_a_list_of_their_own(read_case: Callable[..., Document]) -> None:
    """Plain text says its numbers: 1, 2, 5 stay 1, 2, 5."""
    blocks = [{"kind": "list-item", "text": f"{number}. t"} for number in (1, 2, 5)]

    assert listed(read_case({"blocks": blocks})) == [(0, 2, 1), (0, 2, 1), (0, 3, 5)]


def test_inline_marks_become_formatting(make: Callable[..., Document]) -> None:
    """Bold, italic, code and links of Markdown, nested ones too."""
    target = "a **b *c* `d`** [e](https://example.org/x?y=1&z=2) f"
    document = make(("paragraph", "S.", target, "reviewed"), file="s.md")
    (part,) = word(document).paragraphs

    assert [(run.text, bool(run.bold), bool(run.italic)) for run in part.runs] == [
        ("a ", False, False), ("b ", True, False), ("c", True, True), (" ", True, False),
        ("d", True, False), (" ", False, False), (" f", False, False),
    ]  # fmt: skip
    assert [(link.text, link.url) for link in part.hyperlinks] == [
        ("e", "https://example.org/x?y=1&z=2")
    ]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org:8080/a%20b#c", True),
        ("mailto:press@example.org", True),
        ("http://[broken", False),
        ("http://a.org:port/", False),
        ("../releases/a.md", False),
        ("https://a.org/" + "a" * 3000, False),
    ],
)
def test_only_addresses_that_word_takes_are_links(
    address: str, expected: bool, make: Callable[..., Document]
) -> None:
    """One that it takes for malformed makes it call the whole file damaged; it is text."""
    document = make(("paragraph", "S.", f"[e](<{address}>)", "reviewed"), file="s.md")
    (part,) = word(document).paragraphs

    assert bool(part.hyperlinks) is expected
    assert expected or re.fullmatch(r"e \(.+\)", part.text)


def test_placeholders_of_another_form_are_dropped(make: Callable[..., Document]) -> None:
    """They mean something in the source's file only; words they part do not run together."""
    target = "⟦1⟧Контактный⟦/1⟧ пункт⟦2/⟧ и⟦3/⟧ещё⟦4/⟧."
    document = make(("paragraph", "S.", target, "reviewed"), file="s.docx")

    assert styles(document) == [("Normal", "Контактный пункт и ещё.")]


@pytest.mark.parametrize(
    ("language", "tag"), [("ru", "ru-RU"), ("uz", "uz-Latn-UZ"), ("uz@cyrillic", "uz-Cyrl-UZ")]
)
def test_every_run_is_in_its_language(
    language: str, tag: str, make: Callable[..., Document]
) -> None:
    """By these tags Word chooses its spelling checker; English is British."""
    rows = [
        ("headline", "Title", "Один", "reviewed"),
        ("paragraph", "Two.", "Два.", "draft"),
        ("paragraph", "Three.", "", "untranslated"),
    ]
    found = list(runs(made_of(make(*rows, language=language), "side")))

    assert ("en-GB", "Title") in found
    assert (tag, "Один") in found
    assert (tag, "Два.") in found
    assert found.count(("en-GB", "Three.")) == 2
    assert {lang for lang, text in found if re.search(r"\w\w", text)} <= {"en-GB", tag}


def test_a_line_in_another_language_is_in_it(read_case: Callable[..., Document]) -> None:
    """A stray Russian line of the source is proofread as Russian."""
    blocks = [{"kind": "note", "text": "Русская версия ниже."}]

    assert list(runs(made_of(read_case({"blocks": blocks}), "side")))[-1][0] == "ru-RU"


def test_tables_repeat_their_head(make: Callable[..., Document]) -> None:
    """A header row, numbers, a row a passage that is not torn apart, and landscape paper."""
    document = make(("paragraph", "One.", "Раз.", "reviewed"), ("separator", "***", "", "reviewed"))
    opened = word(document, "side")
    (table,) = opened.tables

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["№", "Оригинал (English)", "Перевод (Русский)"], ["1", "One.", "Раз."], ["—"] * 3,
    ]  # fmt: skip
    head, *rows = table._tbl.findall(f"{W}tr")
    assert head.find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert opened.sections[0].page_width > opened.sections[0].page_height


def test_several_languages_are_columns(make: Callable[..., Document]) -> None:
    """Each in its own language; links of every one of them lead somewhere."""
    ru = make(
        ("paragraph", "[One](https://e.org/en)", "[Раз](https://e.org/ru)", "draft"), file="s.md"
    )
    uz = make(
        ("paragraph", "[One](https://e.org/en)", "[Bir](https://e.org/uz)", "reviewed"),
        file="s.md",
        language="uz",
    )
    made = assemble(ru, "docx", SEVERAL, others=[uz], allow_drafts=True)
    (table,) = docx.Document(io.BytesIO(made)).tables
    addresses = [
        part.hyperlinks[0].url for cell in table.rows[1].cells[1:] for part in cell.paragraphs
    ]

    assert [cell.text for cell in table.rows[0].cells] == ["№", "English", "Русский", "Oʻzbekcha"]
    assert [cell.text for cell in table.rows[1].cells] == ["1", "One", "[черновик: Раз]", "Bir"]
    assert addresses == ["https://e.org/en", "https://e.org/ru", "https://e.org/uz"]


def test_the_source_stands_above_its_translation(make: Callable[..., Document]) -> None:
    """Small and numbered; a list's marker is text there, for it must not count twice."""
    document = make(
        ("list-item", "1. One.", "1. Раз.", "reviewed"), ("contact", "C", "К", "reviewed")
    )

    assert styles(document, "stacked") == [
        ("Source Text", "1  1. One."), ("List Number", "Раз."),
        ("Source Text", "2  C"), ("Contact Heading", "К"),
    ]  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_draft_says_so_on_every_page(layout: str, make: Callable[..., Document]) -> None:
    """In the header of the pages, the properties and the title; finished text nowhere."""
    for state, expected in (("draft", True), ("reviewed", False)):
        opened = word(make(("headline", "T", "Заголовок", state)), layout)
        header = opened.sections[0].header
        words = "" if header.is_linked_to_previous else header.paragraphs[0].text

        assert ("DRAFT" in words and "ЧЕРНОВИК" in words) is expected
        assert (opened.core_properties.content_status == "draft") is expected
        assert ("[" in opened.core_properties.title) is expected


def test_properties(make: Callable[..., Document]) -> None:
    """Title, language and the date of the catalog, whichever the day."""
    document = make(("headline", "T", "Заголовок & Ко", "reviewed"))
    opened = word(replace(document, revised="2026-07-01T09:30:00Z")).core_properties

    assert (opened.title, opened.language) == ("Заголовок & Ко", "ru-RU")
    assert opened.created is not None
    assert opened.created.isoformat() == "2026-07-01T09:30:00+00:00"
    assert b"dcterms:created" not in ZipFile(io.BytesIO(made_of(document))).read(
        "docProps/core.xml"
    )


def test_nothing_of_the_machine_is_in_the_file(make: Callable[..., Document]) -> None:
    """No time, no user, no system: the entries of the zip file are all alike."""
    with ZipFile(io.BytesIO(made_of(make(("paragraph", "S.", "Ц.", "reviewed"))))) as file:
        entries = file.infolist()

    assert entries[0].filename == "[Content_Types].xml"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {(entry.create_system, entry.extra) for entry in entries} == {(0, b"")}


def test_the_font_has_the_letters_of_uzbek(make: Callable[..., Document]) -> None:
    """Arial for every script; Word on every system has it, with U+02BB and қ ғ ҳ ў."""
    trees = parts(made_of(make(("paragraph", "S.", "Ц.", "reviewed"))))
    (fonts,) = trees["word/styles.xml"].findall(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")

    assert set(fonts.attrib.values()) == {"Arial"}
