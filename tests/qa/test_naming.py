"""Names that no glossary has, compared between a source and its translation."""

import re
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiptranslate.glossary.register import Glossary
from tiptranslate.model import Entry
from tiptranslate.qa.entry import TargetHit
from tiptranslate.qa.target import naming
from tiptranslate.terminology import Terminology

(CHECK,) = naming.CHECKS
EMPTY = Glossary((), ())


def hits(source: str, target: str, language: str, glossary: Glossary = EMPTY) -> list[TargetHit]:
    """What the check finds in a pair."""
    text = Terminology(glossary, "en", language).entry_text(Entry(source, target))
    return list(CHECK.check(text))


def messages(source: str, target: str, language: str = "ru") -> list[str]:
    """What it says of a pair."""
    return [hit.message for hit in hits(source, target, language)]


def test_both_words_are_named() -> None:
    """The one of the source, and the one that stands in its place."""
    assert messages("Gulnora Kholmatova came.", "Приехала Гульнора Коморова.") == [
        "“Коморова” is not “Kholmatova”"
    ]
    assert messages("Ms. Kholmatova came.", "Она приехала.") == ["nothing stands for “Kholmatova”"]


def test_one_wrong_letter_is_mended() -> None:
    """In Russian, where one letter stands for one sound."""
    (hit,) = hits("Ms. Kholmatova came.", "Приехала г-жа Холмотова.", "ru")

    assert hit.replacement == "Холматова"
    assert not hit.safe
    (hit,) = hits("Ms. Kholmatova came.", "Ximmatova xonim keldi.", "uz")
    assert hit.replacement is None


def test_a_name_twice_is_one_finding() -> None:
    """One stretch to put right is one finding."""
    assert len(messages("Ms. Kholmatova came. Kholmatova left.", "Она пришла и ушла.")) == 1


@pytest.mark.parametrize(
    "source",
    [
        "Deputy Chair of the Supreme Court",
        "The Under-Secretary-General came.",
        "New Shelter Opens Its Doors",
        "Come on Mondays in March.",
        "Write to Kholmatova@example.org.",
        "Lindqvistish was the first word of it.",
        "The UNODC and the OSCE met.",
    ],
)
def test_titles_days_and_addresses_are_no_names(source: str) -> None:
    """Nor is the first word of a sentence, or an acronym."""
    assert messages(source, "Там.") == []


@pytest.mark.parametrize("before", ["", "“", "(", "– ", "He left. ", "Ms. ", "by "])
def test_surnames_are_names_wherever_they_stand(before: str) -> None:
    """Also where any word has a capital."""
    assert messages(f"{before}Kholmatova added that it was late.", "Было поздно.") == [
        "nothing stands for “Kholmatova”"
    ]


def test_names_of_the_glossary_are_left_to_it(glossary: Glossary) -> None:
    """They have a check of their own."""
    pair = "The course was held in Bukhara.", "Курс прошел в городе."

    assert hits(*pair, "ru", glossary) == []
    assert [hit.message for hit in hits(*pair, "ru")] == ["nothing stands for “Bukhara”"]


def test_drafts_with_the_right_names_are_preferred() -> None:
    """The faults of a hypothesis count names, and need no glossary."""
    terms = Terminology(EMPTY, "en", "ru")
    source = "Gulnora Kholmatova came."

    assert terms.faults(source, "Приехала Гульнора Холматова.") == 0
    assert terms.faults(source, "Приехала Гульнора Коморова.") == 1
    assert terms.faults(source, "Приехала она.") == 2


def exonyms() -> list[list[str]]:
    """The rows of the table of places whose names sound otherwise."""
    text = files("tiptranslate.languages").joinpath("exonyms.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


def test_exonyms_are_a_table() -> None:
    """A name once, in its order, with small letters of the right script behind it."""
    rows = exonyms()

    assert [row[0] for row in rows] == sorted({row[0] for row in rows})
    for name, russian, uzbek in rows:
        assert re.fullmatch(r"[A-Z][a-z]+(-[A-Z][a-z]+)?", name)
        assert re.fullmatch(r"[а-я]+( [а-я]+)*", russian), name
        assert re.fullmatch(r"[a-zʻʼ]+( [a-zʻʼ]+)*", uzbek), name


SURNAMES = st.text("abdgiklmnoprstuvz", min_size=4, max_size=8).map(
    lambda stem: f"{stem.capitalize()}ova"
)


@given(name=SURNAMES)
@settings(max_examples=60)
def test_a_name_left_in_latin_letters_is_there(name: str) -> None:
    """Other checks say what they think of that."""
    assert messages(f"The judge, {name}, came.", f"Приехала {name}.") == []


@given(name=SURNAMES)
@settings(max_examples=60)
def test_a_lost_name_is_found(name: str) -> None:
    """Whatever the name is."""
    assert messages(f"The judge, Ms. {name}, came.", "Ее не было.") != []
