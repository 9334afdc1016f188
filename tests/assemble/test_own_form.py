"""Translations in the form of a Word or HTML source: the file itself with other texts in it."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.shared import RGBColor

from tiptranslate.assemble import Document, assemble, build
from tiptranslate.errors import InputError
from tiptranslate.ingest import parse
from tiptranslate.model import Catalog, Entry, Segment, State

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Course</title><style>p { color: red }</style></head>
<body><h1>A course in Osh</h1>
<p class="lead">It is <b>free</b>.</p>
</body></html>
"""


def word_file() -> bytes:
    """A Word document with a style, a colour and a bold word of its own."""
    document = docx.Document()
    document.add_heading("A course in Osh", level=1)
    paragraph = document.add_paragraph("It is ", style="Intense Quote")
    run = paragraph.add_run("free")
    run.bold = True
    run.font.color.rgb = RGBColor(0x12, 0x34, 0x56)
    paragraph.add_run(".")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read(data: bytes, name: str, translate: Callable[[str], str], state: State) -> Document:
    """A release whose every block is one sentence, translated by a function."""
    release = parse(data, Path("releases") / name, "course")
    segments = [
        Segment(block.text, number, 0, len(block.text), block.kind)
        for number, block in enumerate(release.blocks)
    ]
    entries = tuple(Entry(part.text, translate(part.text), state) for part in segments)
    return build(release, segments, Catalog("course", "ru", entries), original=data)


def russian(text: str) -> str:
    """The translation of the two sentences, the second with its placeholders moved."""
    known = {
        "A course in Osh": "Курс в Оше",
        "It is ⟦1⟧free⟦/1⟧.": "⟦1⟧Бесплатно⟦/1⟧ и всё.",
        "Course": "Курс",
    }
    return known[text]


def test_word_keeps_its_styles() -> None:
    """The bold word is bold and coloured where the translator has put it."""
    document = read(word_file(), "course.docx", russian, State.REVIEWED)
    heading, paragraph = docx.Document(io.BytesIO(assemble(document, "docx"))).paragraphs
    (bold,) = [run for run in paragraph.runs if run.bold]

    assert (heading.style and heading.style.name, heading.text) == ("Heading 1", "Курс в Оше")
    assert paragraph.style is not None
    assert paragraph.style.name == "Intense Quote"
    assert paragraph.text == "Бесплатно и всё."
    assert bold.text == "Бесплатно"
    assert bold.font.color.rgb == RGBColor(0x12, 0x34, 0x56)


def test_a_page_keeps_its_elements() -> None:
    """Classes, style sheet and the rest come out as they went in."""
    made = assemble(read(PAGE.encode(), "course.html", russian, State.REVIEWED), "html").decode()

    assert '<p class="lead"><b>Бесплатно</b> и всё.</p>' in made
    assert "<style>p { color: red }</style>" in made
    assert '<html lang="ru">' in made


@pytest.mark.parametrize("name", ["course.docx", "course.html"])
def test_a_draft_cannot_be_taken_for_finished(
    name: str, text_of: Callable[[bytes, str], str]
) -> None:
    """The banner comes first, and every sentence nobody has approved is in brackets."""
    data = word_file() if name.endswith("docx") else PAGE.encode()
    document = read(data, name, russian, State.DRAFT)
    made = assemble(document, document.form, allow_drafts=True)
    text = text_of(made, document.form)
    body = text[text.find("<body>") + 1 :]

    assert 0 <= body.find("Не для публикации.") < body.find("Not for publication.")
    assert body.find("Not for publication.") < body.find("[черновик: Курс в Оше]")
    assert "[черновик: " in body[body.find("Курс в Оше") :]


@pytest.mark.parametrize("name", ["course.docx", "course.html"])
@pytest.mark.parametrize("format_name", ["html", "md", "txt", "docx"])
@pytest.mark.parametrize("layout", ["mono", "side", "stacked"])
def test_other_formats_show_no_placeholders(
    name: str, format_name: str, layout: str, text_of: Callable[[bytes, str], str]
) -> None:
    """They mean something in the source's own form alone."""
    data = word_file() if name.endswith("docx") else PAGE.encode()
    document = read(data, name, russian, State.REVIEWED)
    made = assemble(document, format_name, layout)
    text = text_of(made, format_name).replace("<b>", "").replace("</b>", "")

    assert "⟦" not in text
    assert "Бесплатно и всё." in text


def test_a_file_that_changed_meanwhile_is_refused() -> None:
    """Texts of one file are never put into another."""
    document = read(PAGE.encode(), "course.html", russian, State.REVIEWED)
    data = PAGE.replace("</body>", "<p>More.</p></body>").encode()
    changed = replace(document, original=data)
    with pytest.raises(InputError, match="has changed while it was read; run the command again"):
        assemble(changed, "html")
