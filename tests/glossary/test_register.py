"""The whole vocabulary."""

from pathlib import Path

import pytest

from tiptranslate.glossary.register import Glossary
from tiptranslate.glossary.table import read_names, read_terms
from tiptranslate.languages.words import TOKEN, fold
from tiptranslate.model import Name, NameKind, Target, Term, TermStatus

PREFERRED = Term("trafficking in persons", targets={"ru": Target("торговля людьми")})
OTHER = Term("human trafficking", targets={"ru": Target("торговля людьми")})
BAD = Term(
    "human trade",
    status=TermStatus.FORBIDDEN,
    use=("trafficking in persons", "human trafficking", "some free wording"),
)
BODY = Name(
    "United Nations",
    NameKind.BODY,
    acronym="UN",
    aliases=("Organization of the United Nations",),
    targets={"ru": Target("Организация Объединенных Наций", acronym="ООН")},
)
GLOSSARY = Glossary((PREFERRED, OTHER, BAD), (BODY,))


def test_find() -> None:
    """Terms and names are found together, each with its wording and its place."""
    text = "The UN on human trade: Organization of the United Nations"

    found = [(match.item, match.wording.value, match.form) for match in GLOSSARY.find(text)]

    assert found == [
        (BODY, "acronym", "UN"),
        (BAD, "source", "human trade"),
        (BODY, "alias", "Organization of the United Nations"),
    ]


def test_find_in_target() -> None:
    """Another language has the targets; of two terms with one, the first row."""
    found = GLOSSARY.find("ООН: торговля людьми", "ru")

    assert [(match.item, match.start, match.end) for match in found] == [
        (BODY, 0, 3),
        (PREFERRED, 5, 20),
    ]


def test_matcher_is_made_once() -> None:
    """A language's matcher is kept."""
    glossary = Glossary((PREFERRED,))

    assert glossary.matcher("ru") is glossary.matcher("ru")
    assert glossary.matcher("ru") is not glossary.matcher("en")


def test_preferred() -> None:
    """The rows to use instead; free wordings are no rows."""
    assert GLOSSARY.preferred(BAD) == (PREFERRED, OTHER)
    assert GLOSSARY.preferred(PREFERRED) == ()


@pytest.mark.parametrize("item", [PREFERRED, OTHER])
def test_only(item: Term) -> None:
    """Alone, every term finds its wording, though it shares it with another."""
    seen = GLOSSARY.look("торговля людьми", "ru")

    assert [match.item for match in seen.of(item)] == [item]


def test_only_of_a_name() -> None:
    """A name alone is found in the source, and nothing in a language without it."""
    assert len(GLOSSARY.look("United Nations", "en").of(BODY)) == 1
    assert GLOSSARY.look("Birlashgan Millatlar Tashkiloti", "uz").of(BODY) == []


@pytest.mark.parametrize("language", ["en", "ru", "uz"])
def test_own_glossary_finds_itself(root: Path, language: str) -> None:
    """Every wording of the project's own glossary is one match from end to end."""
    terms, names = root / "glossary" / "terms.csv", root / "glossary" / "names.csv"
    glossary = Glossary(
        read_terms(terms.read_bytes(), terms, ("ru", "uz"))[0],
        read_names(names.read_bytes(), names, ("ru", "uz"))[0],
    )
    items = (*glossary.terms, *glossary.names)
    targets = [item.targets[language].text for item in items if language in item.targets]
    wordings = [item.source for item in items] if language == "en" else targets

    assert len(wordings) > 100
    for wording in wordings:
        words = TOKEN.findall(fold(wording))
        found = [wording[m.start : m.end] for m in glossary.find(wording, language)]
        assert [TOKEN.findall(fold(text)) for text in found] == [words]


def test_empty() -> None:
    """A vocabulary without rows finds nothing."""
    assert Glossary().find("trafficking in persons") == []
