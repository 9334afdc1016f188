"""How far a text may depart from a wording, by language."""

import pytest

from tiptranslate.glossary.patterns import head_of, is_acronym, make, russian_stems
from tiptranslate.model import Target, Term, TermStatus, Wording


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("trafficker", "trafficker"),
        ("trafficking victim", "victim"),
        ("victim of trafficking in persons", "victim"),
        ("person having control over another person", "person"),
        ("child associated with armed forces", "child"),
        ("child exploited in prostitution", "child"),
        ("need for help", "need"),
        ("threat or use of force", "use"),
        ("prosecutor general", "prosecutor"),
        ("ambassador extraordinary and plenipotentiary", "ambassador"),
        ("trafficked for gain", "trafficked"),
        ("in need", "need"),
        ("general", "general"),
    ],
)
def test_head_of(phrase: str, head: str) -> None:
    """The head is the last word of the first noun group."""
    words = phrase.split()

    assert words[head_of(words)] == head


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("UNODC", True),
        ("U.S.", True),
        ("COVID-19", True),
        ("A", False),
        ("Tier 2", False),
        ("19", False),
    ],
)
def test_is_acronym(form: str, expected: bool) -> None:
    """All capitals, two at least."""
    assert is_acronym(form) is expected


def test_russian_stems() -> None:
    """Every ending that may be one is taken off, three letters are left."""
    assert russian_stems("людьми") == {"людьми", "людьм", "людь", "люд"}
    assert russian_stems("дом") == {"дом"}


def found(text: str, target: Target, language: str) -> list[tuple[str, str, str]]:
    """What is found of one term's target: the stretch, the wording, the form."""
    matcher = make([Term("x", targets={language: target})], (), language)
    return [
        (text[match.start : match.end], match.wording.value, match.form)
        for match in matcher.find(text)
    ]


RUSSIAN = Target(
    "торговля людьми",
    forms=("торговля людьми", "торговли людьми", "торговлю людьми", "купли людей"),
    admitted=("купля людей",),
    avoid=("торговля людей", "траффикинг", "живой товар"),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("о торговлю людьми", [("торговлю людьми", "target", "торговля людьми")]),
        ("купли людей", [("купли людей", "admitted", "купля людей")]),
        ("торговле людьми", []),  # not listed
        ("торговля людей", [("торговля людей", "avoid", "торговля людей")]),
        ("торговли людей", []),  # wrong in its endings alone, so as it stands
        ("траффикингом", [("траффикингом", "avoid", "траффикинг")]),
        ("живого товара", [("живого товара", "avoid", "живой товар")]),
        ("траффикингист", []),
    ],
)
def test_russian(text: str, expected: list[tuple[str, str, str]]) -> None:
    """The listed forms are exact and belong to the wording most like them; wrong ones vary."""
    assert found(text, RUSSIAN, "ru") == expected


def test_uzbek_last_word_varies() -> None:
    """The last word has any ending, the first none; an acronym has endings in small letters."""
    target = Target("odam savdosi", avoid=("inson savdosi",), acronym="BMT")

    assert found("Odam savdosiga qarshi BMTning BMTNING odamlar savdosi", target, "uz") == [
        ("Odam savdosiga", "target", "odam savdosi"),
        ("BMTning", "acronym", "BMT"),
    ]
    assert found("inson savdosini", target, "uz") == [("inson savdosini", "avoid", "inson savdosi")]


def test_uzbek_listed_forms() -> None:
    """Forms that somebody listed stand instead of the grammar."""
    target = Target("odam savdosi", forms=("odam savdosini",))

    assert found("odam savdosini odam savdosi odam savdosiga", target, "uz") == [
        ("odam savdosini", "target", "odam savdosi"),
        ("odam savdosi", "target", "odam savdosi"),
    ]


def test_other_language() -> None:
    """A language without a grammar has its wordings as they stand."""
    assert found("menschenhandel Menschenhandels", Target("Menschenhandel"), "de") == [
        ("menschenhandel", "target", "Menschenhandel")
    ]


def test_bad_term_gives_way() -> None:
    """A wording that is wrong for one term and the translation of a forbidden one is wrong."""
    matcher = make(
        [
            Term(
                "slave trade", status=TermStatus.FORBIDDEN, targets={"ru": Target("работорговля")}
            ),
            Term("trafficking", targets={"ru": Target("торговля", avoid=("работорговля",))}),
        ],
        (),
        "ru",
    )

    assert [match.wording for match in matcher.find("работорговля")] == [Wording.AVOID]
