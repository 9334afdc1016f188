"""The glossary at work between the English and another language."""

import pytest

from tiptranslate.glossary.register import Glossary
from tiptranslate.model import Entry, Name, NameKind, Target, Term, TermStatus
from tiptranslate.terminology import Terminology

TRAFFICKING = Term(
    "trafficking in persons",
    targets={
        "ru": Target("торговля людьми", ("торговля людьми", "торговлей людьми"), verified=True),
        "uz": Target("odam savdosi"),
    },
)
TRADE = Term("human trade", status=TermStatus.FORBIDDEN, use=("trafficking in persons",))
KEEP = Term("Telegram", status=TermStatus.KEEP)
OFFICE = Name(
    "United Nations Office on Drugs and Crime",
    NameKind.BODY,
    acronym="UNODC",
    targets={
        "ru": Target("Управление ООН по наркотикам и преступности", acronym="УНП ООН"),
        "uz": Target("BMTning Giyohvand moddalar boshqarmasi", acronym="UNODC"),
    },
)
PERSON = Name("Jane Sample", NameKind.PERSON, targets={"ru": Target("Джейн Сэмпл")})
POST = Name(
    "Regional Representative", NameKind.POST, targets={"ru": Target("региональный представитель")}
)


@pytest.fixture
def ru() -> Terminology:
    """English to Russian."""
    glossary = Glossary((TRAFFICKING, TRADE, KEEP), (OFFICE, PERSON, POST))
    return Terminology(glossary, "en", "ru")


def test_hints_name_what_terms_become(ru: Terminology) -> None:
    """A bad term has the hint of the one to use; what nobody has checked says so."""
    (entry,) = ru.hinted(
        [Entry("Human trade worries UNODC and UNODC.", notes=("kind: paragraph",))]
    )

    assert entry.notes == (
        "kind: paragraph",
        "term: Human trade = торговля людьми",
        "body: UNODC = Управление ООН по наркотикам и преступности (not verified)",
    )


def test_without_a_glossary_nothing_is_done() -> None:
    """An empty one costs nothing and says nothing."""
    terms = Terminology(Glossary(), "en", "ru")

    assert not terms
    assert terms.wanted("UNODC") == ()
    assert terms.whole("UNODC") == ""
    assert terms.faults("UNODC", "x") == 0


@pytest.mark.parametrize(
    ("sentence", "target"),
    [
        ("Trafficking in persons", "Торговля людьми"),
        ("Regional Representative", "Региональный представитель"),
        ("Jane Sample:", "Джейн Сэмпл:"),
        ("UNODC", "УНП ООН"),
        (
            "United Nations Office on Drugs and Crime (UNODC)",
            "Управление ООН по наркотикам и преступности (УНП ООН)",
        ),
        ("Human trade", ""),
        ("Jane Sample (UNODC)", ""),
        ("Trafficking in persons is a crime.", ""),
        ("", ""),
    ],
)
def test_a_sentence_that_is_a_term(ru: Terminology, sentence: str, target: str) -> None:
    """Is translated by the glossary; nothing else is, and no bad term."""
    assert ru.whole(sentence) == target


@pytest.mark.parametrize(
    ("sentence", "fixed"),
    [
        ("Jane Sample said so.", ["Джейн Сэмпл"]),
        ("“It works,” said Jane Sample.", ["Джейн Сэмпл"]),
        ("“It works,” Jane Sample said.", ["Джейн Сэмпл"]),
        ("The agency (UNODC) came.", ["УНП ООН"]),
        ("He gave it to Jane Sample.", []),
        ("UNODC came.", []),
        ("He said Jane Sample was ill.", []),
    ],
)
def test_names_are_fixed_where_they_need_no_ending(
    ru: Terminology, sentence: str, fixed: list[str]
) -> None:
    """Speakers and acronyms in parentheses; never where a case might be wanted."""
    assert [stretch.text for stretch in ru.fixed(sentence)] == fixed


def test_faults_count_what_is_missed(ru: Terminology) -> None:
    """An inflected term is there, another wording is not."""
    source = "UNODC fights trafficking in persons."

    assert ru.faults(source, "УНП ООН борется с торговлей людьми.") == 0
    assert ru.faults(source, "УНП ООН борется с торговлей людей.") == 1
    assert ru.faults(source, "Бюро борется с торговлей людей.") == 2
    assert ru.faults("Telegram", "Телеграм") == 1


def test_a_term_hidden_in_a_longer_one_counts() -> None:
    """The longer wording of the target has the shorter one in it."""
    longer = Term("victim", targets={"ru": Target("жертва торговли людьми")})
    hidden = Term("trafficking", targets={"ru": Target("торговли людьми")})
    terms = Terminology(Glossary((longer, hidden)), "en", "ru")

    assert terms.faults("trafficking", "жертва торговли людьми") == 0
