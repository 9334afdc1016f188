"""The stage's front door: formats, layouts, names, and what holds for every one of them."""

import importlib.util
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiptranslate.assemble import FORMATS, LAYOUTS, SEVERAL, Document, assemble, file_name
from tiptranslate.errors import InputError, UsageError

NO_PDF = pytest.mark.skipif(
    not (importlib.util.find_spec("weasyprint") and shutil.which("pdftotext")),
    reason="no WeasyPrint or no pdftotext on this machine",
)
EVERY = [
    pytest.param(name, layout, marks=NO_PDF if name == "pdf" else ())
    for name in FORMATS
    for layout in LAYOUTS
]
QUICK = [(name, layout) for name in FORMATS if name != "pdf" for layout in LAYOUTS]
TEXTS = [(name, layout) for name in ("html", "md", "txt") for layout in LAYOUTS]
Write = Callable[..., bytes]
MARKS = {"draft": "черновик", "stale": "устаревший перевод", "untranslated": "не переведено"}

STATES = st.lists(st.sampled_from(["reviewed", *MARKS]), min_size=1, max_size=6)
KINDS = ["paragraph", "headline", "list-item", "contact", "quote", "question", "answer", "note"]


@pytest.mark.parametrize(
    ("layout", "format_name", "expected"),
    [
        ("mono", "html", "sample.ru.html"),
        ("side", "html", "sample.ru.side.html"),
        ("stacked", "md", "sample.ru.stacked.md"),
        ("mono", "docx", "sample.ru.docx"),
    ],
)
def test_file_names(layout: str, format_name: str, expected: str) -> None:
    """The clean file of a language has the short name."""
    assert file_name("sample", "ru", layout, format_name) == expected


def test_unknown_names_list_what_exists(make: Callable[..., Document]) -> None:
    """A mistyped format or layout is answered with the ones there are."""
    document = make(("paragraph", "One.", "Раз.", "reviewed"))
    with pytest.raises(UsageError, match="unknown format 'doc'; known: html, md, txt, docx, pdf"):
        assemble(document, "doc")
    with pytest.raises(
        UsageError, match="unknown layout 'wide'; known: mono, side, stacked, trilingual"
    ):
        file_name("sample", "ru", "wide", "html")


@pytest.mark.parametrize(("format_name", "layout"), EVERY)
def test_unreviewed_text_is_refused_by_every_writer(
    format_name: str, layout: str, make: Callable[..., Document]
) -> None:
    """There is no format by which a draft gets out unmarked, not even as the second language."""
    draft = make(("paragraph", "One.", "Раз.", "draft"))
    reviewed = make(("paragraph", "One.", "Раз.", "reviewed"))
    document, others = (reviewed, [draft]) if layout == SEVERAL else (draft, [])
    with pytest.raises(InputError, match=r"^sample\.po:10: 1 of 1 sentences are not reviewed"):
        assemble(document, format_name, layout, others=others, catalog=Path("sample.po"))


def test_a_layout_has_the_languages_it_is_for(make: Callable[..., Document]) -> None:
    """Several languages in one document are one layout's, and it has no other."""
    document = make(("paragraph", "One.", "Раз.", "reviewed"))
    with pytest.raises(UsageError, match="layout 'trilingual' is for two languages or more"):
        assemble(document, "html", SEVERAL)
    with pytest.raises(UsageError, match="layout 'side' is for one language"):
        assemble(document, "html", "side", others=[document])


@pytest.mark.parametrize("file", ["sample.txt", "sample.md"])
@pytest.mark.parametrize(("format_name", "layout"), QUICK)
@settings(max_examples=30)
@given(kind=st.sampled_from(KINDS), states=STATES)
def test_every_unreviewed_sentence_is_marked(
    format_name: str,
    layout: str,
    file: str,
    kind: str,
    states: list[str],
    make: Callable[..., Document],
    write: Write,
    text_of: Callable[[bytes, str], str],
) -> None:
    """A banner in both languages and a mark at each sentence; neither where all is approved."""
    rows = [
        (kind, f"Source {number}.", f"Цель {number}." if state != "untranslated" else "", state)
        for number, state in enumerate(states)
    ]
    document = make(*rows, file=file)
    text = text_of(write(document, format_name, layout), format_name)
    drafts = [state for state in states if state != "reviewed"]

    assert text.count("Не для публикации.") == bool(drafts)
    assert text.count("Not for publication.") == bool(drafts)
    for number, state in enumerate(states):
        shown = f"Source {number}." if state == "untranslated" else f"Цель {number}."
        pattern = {
            "html": r'<small>{mark}</small> (<span lang="en">)?{shown}',
            "md": r"\[{mark}: {shown}\]",
            "txt": r"\[{mark}: {shown}\]",
            "docx": r"\[{mark}: {shown}\]",
        }[format_name].format(mark=MARKS.get(state, ".*"), shown=re.escape(shown))
        if state == "reviewed" and not drafts:
            assert not re.search(pattern, text)
        if state != "reviewed":
            assert re.search(pattern, text)


@NO_PDF
@pytest.mark.parametrize("layout", LAYOUTS)
def test_unreviewed_sentences_are_marked_in_print(
    layout: str,
    make: Callable[..., Document],
    write: Write,
    text_of: Callable[[bytes, str], str],
) -> None:
    """PDF is made of the page, and what the page says of drafts comes through."""
    states = ["reviewed", *MARKS]
    rows = [("paragraph", f"Source {state}.", f"Цель {state}.", state) for state in states]
    text = text_of(write(make(*rows), "pdf", layout), "pdf")

    assert "Не для публикации." in text
    assert "Not for publication." in text
    assert "ЧЕРНОВИК" in text
    for state, word in MARKS.items():
        assert word in text, state


@pytest.mark.parametrize(("format_name", "layout"), TEXTS)
def test_documents_end_with_one_line_end_and_have_no_others_than_lf(
    format_name: str, layout: str, make: Callable[..., Document], write: Write
) -> None:
    """What we lay out ourselves has LF line ends and a final one."""
    rows = [(kind, f"A {kind}.", f"Вид {kind}.", "reviewed") for kind in KINDS]
    made = write(make(*rows), format_name, layout)

    assert made.endswith(b"\n")
    assert not made.endswith(b"\n\n")
    assert b"\r" not in made


@pytest.mark.parametrize(("format_name", "layout"), EVERY)
@pytest.mark.parametrize("file", ["sample.txt", "sample.md", "sample.docx"])
def test_a_release_without_blocks_is_an_empty_document(
    format_name: str, layout: str, file: str, make: Callable[..., Document], write: Write
) -> None:
    """Nothing to write is no reason to fail."""
    assert write(make(file=file), format_name, layout)


@pytest.mark.parametrize(("format_name", "layout"), EVERY)
def test_the_same_document_gives_the_same_bytes(
    format_name: str,
    layout: str,
    make: Callable[..., Document],
    write: Write,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No clock, no address and no order of a set gets into a document."""
    rows = [(kind, f"A {kind}.", f"Вид {kind}.", "draft") for kind in KINDS]
    first = write(make(*rows), format_name, layout)
    later = time.time() + 100_000
    monkeypatch.setattr(time, "time", lambda: later)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(later))

    assert write(make(*rows), format_name, layout) == first
