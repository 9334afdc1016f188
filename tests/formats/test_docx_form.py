"""A Word document keeps all that is no text, and says in which language its text is."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from tiptranslate.formats import PLACEHOLDER, open_form
from tiptranslate.languages import get
from tiptranslate.model import BlockKind

DOCX = Path("a.docx")
TAGS = {"ru": "ru-RU", "uz": "uz-Latn-UZ", "uz@cyrillic": "uz-Cyrl-UZ"}
PLAIN = "<w:r><w:t>{}</w:t></w:r>"
BOLD = "<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>"

Make = Callable[..., bytes]


def fill(data: bytes, *texts: str, code: str = "ru") -> Any:
    """A document with other texts, opened by python-docx; its own where none are given."""
    form = open_form(data, DOCX)
    own = [piece.text for piece in form.pieces]
    return docx.Document(io.BytesIO(form.filled(texts or own, get(code))))


def texts(data: bytes) -> list[str]:
    """The texts of a document's pieces."""
    return [piece.text for piece in open_form(data, DOCX).pieces]


def looks(document: Any) -> list[tuple[str, ...]]:
    """Every character of the body that is no space, with how it looks and where it leads."""
    found = []
    runs = [
        run
        for paragraph in document.element.body.iter(qn("w:p"))
        for run in paragraph.iter(qn("w:r"))
        if next(run.iterancestors(qn("w:p"))) is paragraph
    ]
    for run in runs:
        parents = [parent.tag for parent in run.iterancestors()]
        if any(tag.endswith(("}Fallback", "}del")) for tag in parents):
            continue
        look = run.find(qn("w:rPr"))
        names = ("b", "i", "u", "color", "sz", "highlight", "vertAlign", "rStyle", "vanish")
        told = []
        for name in names:
            child = None if look is None else look.find(qn(f"w:{name}"))
            told.append("" if child is None else f"{name}={child.get(qn('w:val'))}")
        links = [p.get(qn("r:id"), "") for p in run.iterancestors(qn("w:hyperlink"))]
        for text in run.findall(qn("w:t")):
            found += [(c, *told, *links) for c in text.text or "" if not c.isspace()]
    return found


def test_what_it_was_made_of(everything: bytes) -> None:
    """Written paragraph by paragraph and back, every letter looks as it did and stays in place."""
    form = open_form(everything, DOCX)
    other = form.filled([piece.text + "Ў" for piece in form.pieces], get("ru"))
    there = open_form(other, DOCX)
    back = there.filled([piece.text.removesuffix("Ў") for piece in there.pieces], get("ru"))
    source = fill(everything)

    result = docx.Document(io.BytesIO(back))

    assert looks(result) == looks(source)
    assert [p.style.name for p in result.paragraphs] == [p.style.name for p in source.paragraphs]
    assert [[c.text for c in row.cells] for row in result.tables[0].rows] == [
        ["Year", "Cases"],
        ["2025", "1,204 cases"],
    ]
    assert [style.name for style in result.styles] == [style.name for style in source.styles]


def test_what_is_accepted_and_left_out(everything: bytes) -> None:
    """Insertions are in; deletions, comments and their authors are out of every part."""
    form = open_form(everything, DOCX)
    with zipfile.ZipFile(io.BytesIO(form.filled([p.text for p in form.pieces], get("uz")))) as new:
        parts = {name: new.read(name) for name in new.namelist()}
    whole = b"".join(data for name, data in parts.items() if name.endswith((".xml", ".rels")))

    assert b"new " in whole
    for gone in (b"last week", b"Gone", b"Is this so?", b"comments", b'w:author="Desk"'):
        assert gone not in whole
    for gone in (b"<w:ins ", b"<w:del ", b"PrChange", b"proofErr", b"dataBinding", b"commentR"):
        assert gone not in parts["word/document.xml"]


def test_everything_else_is_there_byte_for_byte(everything: bytes) -> None:
    """Pictures, themes, numbering and fonts are not touched."""
    form = open_form(everything, DOCX)
    data = form.filled([p.text.upper() for p in form.pieces], get("ru"))
    with zipfile.ZipFile(io.BytesIO(everything)) as old, zipfile.ZipFile(io.BytesIO(data)) as new:
        kept = {name for name in old.namelist() if "comments" not in name}
        assert set(new.namelist()) == kept - {"docProps/thumbnail.jpeg"}
        for name in ("word/media/image1.png", "word/numbering.xml", "word/theme/theme1.xml"):
            assert new.read(name) == old.read(name)


@pytest.mark.parametrize(("code", "tag"), TAGS.items())
def test_the_language_is_said_of_every_run(everything: bytes, code: str, tag: str) -> None:
    """Of changed and unchanged ones, in notes and headers, styles and the document."""
    form = open_form(everything, DOCX)
    own = [piece.text if piece.line % 2 else piece.text.upper() for piece in form.pieces]
    data = form.filled(own, get(code))
    with zipfile.ZipFile(io.BytesIO(data)) as new:
        stories = [
            n for n in new.namelist() if re.search("word/(doc|foot|end|head)[a-z0-9]*.xml", n)
        ]
        assert len(stories) == 5
        for name in stories:
            xml = new.read(name).decode()
            assert xml.count("<w:r>") + xml.count("<w:r ") == xml.count(f'<w:lang w:val="{tag}"')
        assert f'<w:lang w:val="{tag}"' in new.read("word/styles.xml").decode()

    document = docx.Document(io.BytesIO(data))

    assert document.core_properties.language == tag


def test_the_title_of_the_properties_goes_along(everything: bytes) -> None:
    """Where it is a headline of the document."""
    form = open_form(everything, DOCX)
    own = ["Конференция", *(piece.text for piece in form.pieces[1:])]

    assert fill(everything, *own).core_properties.title == "Конференция"


def test_properties_are_made_where_there_are_none(make_docx: Make) -> None:
    """As in what Google Docs writes."""
    assert fill(make_docx(), code="uz").core_properties.language == "uz-Latn-UZ"


def test_a_text_box_has_its_text_once_and_its_copy_too(everything: bytes) -> None:
    """Old programs read the copy."""
    form = open_form(everything, DOCX)
    own = [p.text.replace("Hotline", "Телефон") for p in form.pieces]

    xml = fill(everything, *own).element.body.xml

    assert sum("Hotline" in piece.text for piece in form.pieces) == 1
    assert xml.count("Телефон") == 2
    assert "Hotline" not in xml


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (PLAIN.format("All ") + BOLD.format("b") + BOLD.format("c "), "All ⟦1⟧bc⟦/1⟧"),
        (BOLD.format("All") + BOLD.format(" bold"), "All bold"),
        (
            PLAIN.format("A longer text ")
            + BOLD.format("b ")
            + BOLD.format("c")
            + PLAIN.format(" d"),
            "A longer text ⟦1⟧b c⟦/1⟧ d",
        ),
        (
            PLAIN.format("A longer text ")
            + BOLD.format("b")
            + PLAIN.format(" ")
            + BOLD.format("c")
            + PLAIN.format("d"),
            "A longer text ⟦1⟧b c⟦/1⟧d",
        ),
        (PLAIN.format("⟦1⟧ as such"), "⟦1/⟧ as such"),
        (PLAIN.format("one") + "<w:r><w:tab/><w:tab/></w:r>" + PLAIN.format("two"), "one⟦1/⟧two"),
        ("<w:r><w:tab/></w:r>" + PLAIN.format("one") + "<w:r><w:br/></w:r>", "one"),
        (PLAIN.format(" \u00a0one\u200b "), "one"),
        ("<w:r><w:t>a\nb</w:t><w:t>\u2028c</w:t></w:r>", "a b c"),
        ('<w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>a</w:t></w:r>', "a"),
        (
            '<w:fldSimple w:instr=" PAGE ">'
            + PLAIN.format("3")
            + "</w:fldSimple>"
            + PLAIN.format(" of"),
            "of",
        ),
        (
            PLAIN.format("a ")
            + '<w:hyperlink w:anchor="x">'
            + PLAIN.format("b")
            + '</w:hyperlink><w:hyperlink w:anchor="x">'
            + PLAIN.format("c")
            + "</w:hyperlink>"
            + PLAIN.format("."),
            "a ⟦1⟧bc⟦/1⟧.",
        ),
        ('<w:hyperlink w:anchor="x">' + PLAIN.format("b") + "</w:hyperlink>", "b"),
    ],
)
def test_texts(make_docx: Make, body: str, expected: str) -> None:
    """Placeholders stand only where the look differs inside a paragraph."""
    assert texts(make_docx(f"<w:p>{body}</w:p>")) == [expected]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("⟦1⟧б⟦/1⟧ в ⟦2/⟧", "б в [2]"),
        ("в ⟦2/⟧⟦2/⟧ ⟦1⟧б⟦/1⟧ ⟦1⟧д⟦/1⟧", "в [2] б д"),
        ("⟦1⟧б", "б[2]"),
        ("⟦/1⟧б⟦1⟧⟦9⟧x⟦/9⟧⟦8/⟧⟦1/⟧", "бx[2]"),
        ("", "[2]"),
        ("⟦1 ⟧⟦⟧⟦", "⟦1 ⟧⟦⟧⟦[2]"),
        ("a\x00\x0b\ud800b\ufffe", "ab[2]"),
    ],
)
def test_what_translators_do_to_placeholders(make_docx: Make, text: str, words: str) -> None:
    """Lost, doubled, crossed and made-up ones make no difference to the words."""
    body = (
        "<w:p>"
        + BOLD.format("b")
        + PLAIN.format(" some text")
        + ('<w:r><w:footnoteReference w:id="2"/></w:r>' + PLAIN.format(" end") + "</w:p>")
    )
    (paragraph,) = fill(make_docx(body), text).paragraphs

    found = "".join(
        "[2]" if item.tag == qn("w:footnoteReference") else item.text or ""
        for item in paragraph._p.iter(qn("w:t"), qn("w:footnoteReference"))
    )

    assert texts(make_docx(body)) == ["⟦1⟧b⟦/1⟧ some text⟦2/⟧ end"]
    assert found == words


def test_crossed_pairs_are_parted(make_docx: Make) -> None:
    """Both stretches keep all of their words."""
    italic = BOLD.replace("w:b/", "w:i/").format("two")
    data = make_docx(
        "<w:p>"
        + PLAIN.format("plain text ")
        + BOLD.format("one")
        + PLAIN.format(" ")
        + italic
        + "</w:p>"
    )

    (paragraph,) = fill(data, "а ⟦1⟧б ⟦2⟧в⟦/1⟧ г⟦/2⟧").paragraphs

    assert [(r.text, r.bold, r.italic) for r in paragraph.runs] == [
        ("а ", None, None),
        ("б ", True, None),
        ("в", None, True),
        (" г", None, True),
    ]


def test_a_deleted_end_of_a_paragraph_joins_it_to_the_next(make_docx: Make) -> None:
    """As Word shows it with the changes accepted."""
    mark = '<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
    data = make_docx(f"<w:p>{mark}{PLAIN.format('One')}</w:p><w:p>{PLAIN.format(' two')}</w:p>")

    assert texts(data) == ["One two"]


def test_moved_text_is_there_once(make_docx: Make) -> None:
    """Where it was moved to."""
    one = f'<w:moveFrom w:id="1">{PLAIN.format("A.")}</w:moveFrom>'
    two = f'<w:moveTo w:id="2">{PLAIN.format("A.")}</w:moveTo>'

    assert texts(make_docx(f"<w:p>{one}</w:p><w:p>{PLAIN.format('B. ')}{two}</w:p>")) == ["B. A."]


@pytest.mark.parametrize(
    ("properties", "kind", "level"),
    [
        ('<w:outlineLvl w:val="2"/>', BlockKind.HEADLINE, 3),
        ('<w:outlineLvl w:val="9"/>', None, 0),
        ('<w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr>', BlockKind.LIST_ITEM, 2),
        ('<w:numPr><w:numId w:val="0"/></w:numPr>', None, 0),
        ('<w:pStyle w:val="missing"/>', None, 0),
        ('<w:outlineLvl w:val="x"/>', None, 0),
    ],
)
def test_kinds(make_docx: Make, properties: str, kind: BlockKind | None, level: int) -> None:
    """By the paragraph's own properties, where no style says more."""
    data = make_docx(f"<w:p><w:pPr>{properties}</w:pPr>{PLAIN.format('A')}</w:p>")

    (piece,) = open_form(data, DOCX).pieces

    assert (piece.kind, piece.level) == (kind, level)


def test_a_comment_can_speak_to_the_program(
    make_docx: Make, make_relations: Callable[..., bytes]
) -> None:
    """It is left out like any other."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    comment = (
        "<w:comment w:id='0'><w:p><w:r><w:t>tiptranslate: ignore=long</w:t></w:r></w:p></w:comment>"
    )
    data = make_docx(
        **{
            "word/comments.xml": f"<w:comments xmlns:w='{space}'>{comment}</w:comments>".encode(),
            "word/_rels/document.xml.rels": make_relations(
                ("r1", "comments", "comments.xml", "Internal")
            ),
        }
    )
    form = open_form(data, DOCX)

    assert form.directives == ((" ignore=long", 1),)
    assert b"comments" not in form.filled(["Б."], get("ru"))


def test_the_same_bytes_every_time(everything: bytes) -> None:
    """No clock and no order of chance is in them."""
    form = open_form(everything, DOCX)
    own = [PLACEHOLDER.sub("", piece.text).upper() for piece in form.pieces]

    assert form.filled(own, get("ru")) == form.filled(own, get("ru"))
    assert open_form(everything, DOCX).filled(own, get("ru")) == form.filled(own, get("ru"))
