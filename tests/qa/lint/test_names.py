"""What the examples of the checks of names cannot show: two bodies, dates, two releases."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from tiptranslate.glossary.register import Glossary
from tiptranslate.ingest import parse
from tiptranslate.model import Level, Name, NameKind
from tiptranslate.qa.lint.acronyms import AcronymArticle, AcronymUnexpanded
from tiptranslate.qa.lint.capitals import NameCapitals
from tiptranslate.qa.lint.names import NameDate, WrongName
from tiptranslate.qa.lint.near_names import NearName
from tiptranslate.qa.lint.reading import release_date
from tiptranslate.qa.lint.wordings import MixedPersons, MixedWordings
from tiptranslate.qa.source import SourceCheck, SourceText

BODY, EVENT, PLACE = NameKind.BODY, NameKind.EVENT, NameKind.PLACE
OLD = "Academy of the Prosecutor General’s Office of the Republic of Uzbekistan"
NEW = "Law Enforcement Academy of the Republic of Uzbekistan"
OFFICE = "Prosecutor General’s Office of the Republic of {}"
DRUGS = "United Nations Office on Drugs and Crime"
NAMES = (
    Name("Istiqbolli Avlod", BODY, wrong=("Istiqboli Avlod",), distinct=("Istiqlol Avlodi",)),
    Name("Istiqlol Avlodi", BODY, distinct=("Istiqbolli Avlod",)),
    Name("World Day against Trafficking in Persons", EVENT),
    Name("Ministry of Internal Affairs", BODY),
    Name(DRUGS, BODY, "UNODC", aliases=("UN Office on Drugs and Crime",)),
    Name(OFFICE.format("Kazakhstan"), BODY, wrong=("General Prosecutor’s Office",)),
    Name(OFFICE.format("Uzbekistan"), BODY, wrong=("General Prosecutor’s Office",)),
    Name("United States Department of State", BODY, aliases=("U.S. State Department",)),
    Name(OLD, BODY, valid_until=date(2022, 11, 27)),
    Name(NEW, BODY, valid_from=date(2022, 11, 28)),
    Name("Astana", PLACE),
    Name("Nur-Sultan", PLACE, valid_from=date(2019, 3, 23), valid_until=date(2022, 9, 17)),
    Name("Kyrgyzstan", PLACE),
    Name("Tashkent", PLACE),
)


def read(text: str, slug: str = "a", names: Sequence[Name] = NAMES) -> SourceText:
    """A release with its names found."""
    release = parse(text.encode(), Path(f"releases/{slug}.txt"), slug)
    glossary = Glossary((), tuple(names))
    matches = tuple(tuple(glossary.find(block.text)) for block in release.blocks)
    return SourceText(release, (), matches, (), glossary.names)


def found(check: SourceCheck, text: str, slug: str = "a") -> list[tuple[str, str | None]]:
    """What a check finds after a headline, and what it would put there."""
    source = read(f"A course ends\n\n{text}", slug)
    return [
        (source.texts[hit.block][hit.start : hit.end], hit.replacement)
        for hit in check.check(source)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The NGOs “Istiqbolli Avlod” and “Istiqlol Avlodi” took part.",
        "The Ministry of Internal Affairs of Kazakhstan took part.",
        "The Ministry of External Affairs took part.",
        "The Ministry of Foreign Affairs took part.",
        "The Deputy Prosecutor General of the Republic of Kazakhstan took part.",
        "The Prosecutor General’s Office of the Republic of Tajikistan took part.",
        "The Law Enforcement Academy of the Republic of Kazakhstan took part.",
        "The Nursultan Nazarbayev International Airport is in Tashkent.",
        "The World Day against Trafficking in Persons Fund took part.",
        "Kyrgyzstani officers met in Kyrgyzstan’s south.",
        "the United Nations Regional Office on Drugs in Crimea",
    ],
)
def test_no_two_bodies_are_merged(text: str) -> None:
    """Like-sounding bodies, longer names and adjectives of countries are no near misses."""
    assert found(NearName(), text) == []


@pytest.mark.parametrize(
    ("wording", "name"),
    [
        ("Istiqbolli Avlodd", "Istiqbolli Avlod"),
        ("Istiqbbolli Avlod", "Istiqbolli Avlod"),
        ("United Nations Office for Drugs and Crime", DRUGS),
        ("Unitad Nations Office on Drugs and Crime", DRUGS),
        ("Ministry of the Internal Affairs", "Ministry of Internal Affairs"),
        ("Kyrgizstan", "Kyrgyzstan"),
    ],
)
def test_near_names(wording: str, name: str) -> None:
    """A misspelt word, a small word exchanged or added."""
    assert found(NearName(), f"We thank {wording} for it.") == [(wording, name)]


def test_what_is_known_to_be_wrong_is_reported_once() -> None:
    """A known mistake is wrong-name's, not near-name's."""
    text = "The NGO “Istiqboli Avlod” took part."

    assert found(NearName(), text) == []
    assert found(WrongName(), text) == [("Istiqboli Avlod", "Istiqbolli Avlod")]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (" of the Republic of Uzbekistan", "Prosecutor General’s Office"),
        (" met", None),
    ],
)
def test_a_wrong_wording_of_two_names(after: str, expected: str | None) -> None:
    """The words after it say which is meant, and are not said twice; else both are named."""
    text = f"The General Prosecutor’s Office{after}."

    assert found(WrongName(), text) == [("General Prosecutor’s Office", expected)]


def test_a_wrong_wording_of_another_country() -> None:
    """The office of a country that is not in the register is none of ours."""
    assert found(WrongName(), "The General Prosecutor’s Office of the Kyrgyz Republic met.") == []


def test_a_wrong_name_in_speech_is_a_warning() -> None:
    """What somebody said is not an error of the author's."""
    source = read("A course ends\n\n“I thank Istiqboli Avlod for all its help,” he said.")
    (hit,) = WrongName().check(source)

    assert hit.level is Level.WARNING


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"TASHKENT, 1 March 2024 – The {OLD} met.", [(OLD, NEW)]),
        (f"TASHKENT, 1 March 2022 – The {NEW} met.", [(NEW, OLD)]),
        (f"TASHKENT, 1 March 2022 – The {OLD} met.", []),
        (f"TASHKENT, 1 March 2024 – The then {OLD} met.", []),
        (f"TASHKENT, 1 March 2024 – The {OLD} met in 2021.", []),
        ("ASTANA, 1 March 2024 – They met in Nur-Sultan.", [("Nur-Sultan", None)]),
        (f"The {OLD} met.", []),
    ],
)
def test_name_date(text: str, expected: list[tuple[str, str | None]]) -> None:
    """A name out of its time, with the one whose time it was where the dates show it."""
    assert found(NameDate(), text) == expected


@pytest.mark.parametrize(
    ("slug", "text", "expected"),
    [
        ("a", "TASHKENT, 1 March 2024 – It ended.", date(2024, 3, 1)),
        ("a", "It ended on March 1st, 2024.", date(2024, 3, 1)),
        ("a", "It ended on 31 February 2024, not on 2024-03-01.", date(2024, 3, 1)),
        ("2023-07-27-astana", "A\n\nB\n\nC\n\nD\n\nHeld on 1 March 2021.", date(2023, 7, 27)),
        ("2023-astana", "A\n\nB\n\nC\n\nD\n\nHeld on 1 March 2021.", None),
        ("a", "It ended on 1 March.", None),
    ],
)
def test_release_date(slug: str, text: str, expected: date | None) -> None:
    """The dateline's, else the slug's; a later date of another year is history."""
    assert release_date(read(text, slug)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In May we saw that Ms. JANE SAMPLE had met Mr. O’BRIEN.", ["Jane Sample", "O’Brien"]),
        ("Mr. Ivan Primerov UNODC met Mr. AB Sinovov III.", []),
        ("MR. IVAN PRIMEROV MET MS. JANE SAMPLE", []),
        ("The regional ministry of internal affairs met in TASHKENT.", ["Tashkent"]),
        ("VIENNA/TASHKENT, 3 May 2024 – It ended.", []),
    ],
)
def test_capitals(text: str, expected: list[str]) -> None:
    """Persons and places in capitals, but not datelines, acronyms, numerals and loud lines."""
    assert [right for _, right in found(NameCapitals(), text)] == expected


def test_wordings_within_a_release() -> None:
    """Two wordings in the author's words; a quotation and a short form do not count."""
    check = MixedWordings()
    text = "The United States Department of State and again the U.S. State Department paid."
    named = f"The {DRUGS} and the UN Office on Drugs and Crime paid."
    quoted = (
        "The United States Department of State paid. “I love the U.S. State Department,” he said."
    )

    assert [where for where, _ in found(check, text)] == ["U.S. State Department"]
    assert found(check, named) == []
    assert found(check, quoted) == []


def test_wordings_between_releases() -> None:
    """The wording of the fewer is reported once, at its first place."""
    check = MixedWordings()
    full, short = "United States Department of State", "U.S. State Department"
    texts = {"a": short, "b": full, "c": full, "d": short + " and the " + full, "e": "nobody"}
    facts = {
        slug: fact
        for slug, who in texts.items()
        if (fact := check.collect(read(f"A course ends\n\nWe thank the {who}."))) is not None
    }

    ((slug, hit),) = check.across(facts)
    assert (slug, hit.start, hit.replacement) == ("a", 13, full)
    assert "in 3 other release(s)" in hit.message
    assert list(check.across({"b": facts["b"], "c": facts["c"]})) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr. Reda Sirgediene spoke. Ms. Reda Sirgedine left.", ["Reda Sirgedine"]),
        ("Mr. Aziz Karimov spoke. Ms. Aziza Karimova left. Mr. Karimov too.", []),
        ("Mr. Nigmatjanov spoke. Mr. Nigmatjanov left.", []),
        ("Mr. Karimov spoke. Mr. Rahimov left.", []),
    ],
)
def test_persons(text: str, expected: list[str]) -> None:
    """Nearly alike names are one person's, unless a gender says otherwise."""
    assert [where for where, _ in found(MixedPersons(), text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We thank UNODC. UNODC paid. UNODC left.", ["UNODC"]),
        ("We thank UNODC. UNODC paid.", []),
        (f"We thank the {DRUGS}. UNODC paid. UNODC left.", []),
        ("The Fund for Examples (FFE) paid. FFE left.", []),
        ("FFE (Fund for Examples) paid. FFE left.", []),
        ("FFE paid.", ["FFE"]),
        ("It is NOT FOR SALE. Part II ends.", []),
        ("“FFE is great,” he said.", []),
    ],
)
def test_acronyms(text: str, expected: list[str]) -> None:
    """Spelt out before, behind or elsewhere; the register's may be used once."""
    assert [where for where, _ in found(AcronymUnexpanded(), text)] == expected


def test_an_article_in_speech_is_left() -> None:
    """It is flagged, and nothing mends it."""
    (hit,) = AcronymArticle().check(read("A course ends\n\n“I thank the UNODC for it,” he said."))

    assert (hit.level, hit.safe) == (Level.SUGGESTION, False)
