"""The stage's front door: formats, layouts, names, and what holds for every one of them."""

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiptranslate.assemble import FORMATS, LAYOUTS, Document, assemble, file_name
from tiptranslate.errors import InputError, UsageError

EVERY = [(name, layout) for name in FORMATS for layout in LAYOUTS]
MARKS = {"draft": "черновик", "stale": "устаревший перевод", "untranslated": "не переведено"}

STATES = st.lists(st.sampled_from(["reviewed", *MARKS]), min_size=1, max_size=6)
KINDS = ["paragraph", "headline", "list-item", "contact", "quote", "question", "answer", "note"]


def text_of(made: bytes) -> str:
    """A document as a reader of any format finds words in it."""
    return " ".join(html.unescape(made.decode()).replace(" │ ", " ").split())


@pytest.mark.parametrize(
    ("layout", "format_name", "expected"),
    [
        ("mono", "html", "sample.ru.html"),
        ("side", "html", "sample.ru.side.html"),
        ("stacked", "md", "sample.ru.stacked.md"),
    ],
)
def test_file_names(layout: str, format_name: str, expected: str) -> None:
    """The clean file of a language has the short name."""
    assert file_name("sample", "ru", layout, format_name) == expected


def test_unknown_names_list_what_exists(make: Callable[..., Document]) -> None:
    """A mistyped format or layout is answered with the ones there are."""
    document = make(("paragraph", "One.", "Раз.", "reviewed"))
    with pytest.raises(UsageError, match="unknown format 'doc'; known: html, md, txt"):
        assemble(document, "doc")
    with pytest.raises(UsageError, match="unknown layout 'wide'; known: mono, side, stacked"):
        file_name("sample", "ru", "wide", "html")


@pytest.mark.parametrize(("format_name", "layout"), EVERY)
def test_unreviewed_text_is_refused_by_every_writer(
    format_name: str, layout: str, make: Callable[..., Document]
) -> None:
    """There is no format by which a draft gets out unmarked."""
    document = make(("paragraph", "One.", "Раз.", "draft"))
    with pytest.raises(InputError, match=r"^sample\.po:10: 1 of 1 sentences are not reviewed"):
        assemble(document, format_name, layout, catalog=Path("sample.po"))


@pytest.mark.parametrize("file", ["sample.txt", "sample.md"])
@pytest.mark.parametrize(("format_name", "layout"), EVERY)
@settings(max_examples=40)
@given(kind=st.sampled_from(KINDS), states=STATES)
def test_every_unreviewed_sentence_is_marked(
    format_name: str,
    layout: str,
    file: str,
    kind: str,
    states: list[str],
    make: Callable[..., Document],
) -> None:
    """A banner in both languages and a mark at each sentence; neither where all is approved."""
    rows = [
        (kind, f"Source {number}.", f"Цель {number}." if state != "untranslated" else "", state)
        for number, state in enumerate(states)
    ]
    document = make(*rows, file=file)
    text = text_of(assemble(document, format_name, layout, allow_drafts=True))
    drafts = [state for state in states if state != "reviewed"]

    assert text.count("Не для публикации.") == bool(drafts)
    assert text.count("Not for publication.") == bool(drafts)
    for number, state in enumerate(states):
        shown = f"Source {number}." if state == "untranslated" else f"Цель {number}."
        pattern = {
            "html": r'<small>{mark}</small> (<span lang="en">)?{shown}',
            "md": r"\[{mark}: {shown}\]",
            "txt": r"\[{mark}: {shown}\]",
        }[format_name].format(mark=MARKS.get(state, ".*"), shown=re.escape(shown))
        if state == "reviewed" and not drafts:
            assert not re.search(pattern, text)
        if state != "reviewed":
            assert re.search(pattern, text)


@pytest.mark.parametrize(("format_name", "layout"), EVERY)
def test_documents_end_with_one_line_end_and_have_no_others_than_lf(
    format_name: str, layout: str, make: Callable[..., Document]
) -> None:
    """What we lay out ourselves has LF line ends and a final one."""
    rows = [(kind, f"A {kind}.", f"Вид {kind}.", "reviewed") for kind in KINDS]
    made = assemble(make(*rows), format_name, layout)

    assert made.endswith(b"\n")
    assert not made.endswith(b"\n\n")
    assert b"\r" not in made


@pytest.mark.parametrize(("format_name", "layout"), EVERY)
@pytest.mark.parametrize("file", ["sample.txt", "sample.md", "sample.docx"])
def test_a_release_without_blocks_is_an_empty_document(
    format_name: str, layout: str, file: str, make: Callable[..., Document]
) -> None:
    """Nothing to write is no reason to fail."""
    assert assemble(make(file=file), format_name, layout)


@pytest.mark.parametrize(("format_name", "layout"), EVERY)
def test_the_same_document_gives_the_same_bytes(
    format_name: str, layout: str, make: Callable[..., Document]
) -> None:
    """No clock, no address and no order of a set gets into a document."""
    rows = [(kind, f"A {kind}.", f"Вид {kind}.", "draft") for kind in KINDS]
    first, second = (
        assemble(make(*rows), format_name, layout, allow_drafts=True) for _ in range(2)
    )

    assert first == second
