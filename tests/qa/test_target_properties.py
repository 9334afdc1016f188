"""What holds of the checks of translations for any text."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiptranslate import markup, vocabulary
from tiptranslate.languages import LANGUAGES
from tiptranslate.model import Entry, State
from tiptranslate.project import Project
from tiptranslate.qa import checking
from tiptranslate.qa.entry import Placed
from tiptranslate.qa.target import CHECKS, TYPOGRAPHY
from tiptranslate.terminology import Terminology

LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
PIECES = st.sampled_from(
    (
        *("He came", "Он пришел", "U keldi", "oʻ", "o'", "g‘", "maʼ", "жеrтва", " c ", "а"),
        *(" ", "  ", "\u00a0", "\u202f", "\n", "\t", " - ", " – ", "--", "— ", "-", ",", " ,", "."),
        *("«", "»", "“", "”", "„", '"', "'", "(", ")", "[", "]", "{", "}", "…", "?", "!", ":", ";"),
        *("2 500", "2,500", "12,5 %", "12.5 per cent", "3 foiz", "22 July 2022", "22 июля", "XXI"),
        *("2022-yil 22-iyul", "29–30 июля", "2.5 million", "8 p.m.", "20:00", "24/7", "1) ", "а) "),
        *("a@un.org", "www.un.org,", "https://example.org/a-b", "+998 71 200-00-00", "1148", "⟦1⟧"),
        *("A/RES/68/192", "UNODC", "УНП ООН", "UNODCнинг", "торговля людьми", "odam savdosi", "**"),
        *(
            "trafficking in persons",
            "not",
            "five",
            "пять",
            "besh",
            "беш",
            "№ 5",
            "А. И. К",
            "[a](b)",
        ),
    )
)
TEXTS = st.one_of(LETTERS, st.lists(PIECES, max_size=14).map("".join))
CODES = sorted({*LANGUAGES} - {"en"})
FEW = settings(max_examples=40)


@cache
def terms(language: str) -> Terminology:
    """The project's own glossary in a language."""
    project = Project(Path(__file__).resolve().parents[2])
    return Terminology(vocabulary.load(project), "en", language)


def fixed(source: str, target: str, language: str) -> str:
    """A target with all that is safe put in."""
    make = terms(language).typography
    return checking.fix(target, lambda text: make(Entry(source, text, State.REVIEWED)), TYPOGRAPHY)


@pytest.mark.parametrize("language", CODES)
@given(source=TEXTS, target=TEXTS)
@FEW
def test_no_check_fails_on_any_text(language: str, source: str, target: str) -> None:
    """And every place it names lies in the target."""
    text = terms(language).entry_text(Entry(source, target, State.REVIEWED))

    for check in CHECKS:
        for hit in check.check(text):
            assert 0 <= hit.start <= hit.end <= len(target), check.id
            assert hit.message, check.id
            assert not hit.safe or hit.replacement is not None, check.id


@given(pairs=st.lists(st.tuples(TEXTS, TEXTS), max_size=6))
@FEW
def test_no_look_across_fails_on_any_texts(pairs: list[tuple[str, str]]) -> None:
    """Nor does it name a place outside the sentence it names."""
    placed = [
        Placed(source, target, Path("ru.po"), line)
        for line, (source, target) in enumerate(pairs, start=1)
    ]

    for check in CHECKS:
        for entry, hit in check.across(placed):
            assert entry in placed
            assert 0 <= hit.start <= hit.end <= len(entry.target), check.id


@pytest.mark.parametrize("language", CODES)
@given(source=TEXTS, target=TEXTS)
@FEW
def test_mending_twice_is_mending_once(language: str, source: str, target: str) -> None:
    """What is mended has nothing left to mend."""
    once = fixed(source, target, language)

    assert fixed(source, once, language) == once


@pytest.mark.parametrize("language", CODES)
@given(source=TEXTS, target=TEXTS)
@FEW
def test_mending_keeps_addresses_and_figures(language: str, source: str, target: str) -> None:
    """They may not change by a character; spaces in numbers may."""
    mended = fixed(source, target, language)

    for span in markup.protected(target):
        assert target[span.start : span.end] in mended
    assert [sign for sign in mended if sign.isdigit()] == [
        sign for sign in target if sign.isdigit()
    ]
