"""What the examples of the checks of terms cannot show: levels, safety, inflection."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tiptranslate.glossary.register import Glossary
from tiptranslate.ingest import parse
from tiptranslate.model import Level, Target, Term, TermStatus
from tiptranslate.qa.lint.inflecting import adapted, fits_article, keeps_shape
from tiptranslate.qa.lint.terms import DeprecatedTerm, ForbiddenTerm, MixedTerms
from tiptranslate.qa.source import Hit, SourceCheck, SourceText

TRADE = {"ru": Target("торговля людьми"), "uz": Target("odam savdosi")}
TERMS = (
    Term("illegal migrant", status=TermStatus.FORBIDDEN, use=("irregular migrant",)),
    Term("child prostitute", status=TermStatus.FORBIDDEN, use=("abused child", "victim")),
    Term("white slavery", status=TermStatus.FORBIDDEN, note="a term of another age"),
    Term("criminal", status=TermStatus.DEPRECATED, use=("perpetrator",)),
    Term("victim of smuggling", status=TermStatus.DEPRECATED, use=("smuggled migrant",)),
    Term("trafficking in persons", targets=TRADE),
    Term("human trafficking", status=TermStatus.ADMITTED, targets=TRADE),
    Term("migrant smuggling", status=TermStatus.ADMITTED, use=("smuggling of migrants",)),
    Term("smuggling of migrants"),
    Term("trafficker", targets={"ru": Target("торговец людьми")}),
)


def read(text: str, terms: Sequence[Term] = TERMS) -> SourceText:
    """A release with its terms found."""
    release = parse(text.encode(), Path("releases/a.txt"), "a")
    glossary = Glossary(tuple(terms))
    matches = tuple(tuple(glossary.find(block.text)) for block in release.blocks)
    return SourceText(release, (), matches, glossary.terms)


def hits(check: SourceCheck, text: str) -> list[Hit]:
    """What a check finds in a text after a headline."""
    return list(check.check(read(f"A course ends\n\n{text}")))


@pytest.mark.parametrize(
    ("text", "level", "safe"),
    [
        ("Ten illegal migrants came.", None, True),
        ("“Ten illegal migrants came,” he said.", Level.WARNING, False),
        ("The Illegal Migrants Act of 1971 is old.", Level.WARNING, False),
    ],
)
def test_quotations_and_titles_are_flagged_and_left(
    text: str, level: Level | None, safe: bool
) -> None:
    """What others said and named is a warning that nothing mends by itself."""
    (hit,) = hits(ForbiddenTerm(), text)

    assert (hit.level, hit.safe) == (level, safe)


def test_a_choice_is_left_to_a_person() -> None:
    """Two wordings to use instead are both in the message, in the number of the text."""
    (hit,) = hits(ForbiddenTerm(), "Two child prostitutes were found.")

    assert hit.replacement is None
    assert "write “abused children” or “victims”" in hit.message


def test_without_a_replacement_the_note_speaks() -> None:
    """A row that names nothing to use gives its reason."""
    (hit,) = hits(ForbiddenTerm(), "White slavery was abolished.")

    assert hit.message == "“White slavery” must not be used: a term of another age"


def test_a_single_word_is_never_mended() -> None:
    """It may be an adjective: "criminal activity" is no "perpetrator activity"."""
    (hit,) = hits(DeprecatedTerm(), "They took part in criminal activity.")

    assert not hit.safe


def test_another_shape_is_never_mended() -> None:
    """The words around "victims of smuggling" may not suit "smuggled migrants"."""
    (hit,) = hits(DeprecatedTerm(), "Victims of smuggling were found.")

    assert (hit.replacement, hit.safe) == ("Smuggled migrants", False)


@pytest.mark.parametrize(
    ("found", "form", "use", "expected"),
    [
        ("Illegal migrants", "illegal migrant", "irregular migrant", "Irregular migrants"),
        ("Illegal Migrants", "illegal migrant", "irregular migrant", "Irregular Migrants"),
        ("ILLEGAL MIGRANTS", "illegal migrant", "irregular migrant", "IRREGULAR MIGRANTS"),
        ("host countries", "host country", "country of destination", "countries of destination"),
        ("child prostitutes", "child prostitute", "exploited child", "exploited children"),
        (
            "child prostitutes",
            "child prostitute",
            "child exploited in crime",
            "children exploited in crime",
        ),
        ("civil organisation", "civil organisations", "civil organizations", "civil organization"),
        ("organising", "organise", "organize", "organizing"),
        ("member states", "member states", "Member States", "Member States"),
        ("sold men", "sell men", "victims", None),
        ("slave's labour", "slave labour", "forced labour", None),
    ],
)
def test_adapted(found: str, form: str, use: str, expected: str | None) -> None:
    """Number, ending and capitals carry over, or nothing is promised."""
    assert adapted(found, form, use) == expected


def test_the_article_must_suit() -> None:
    """A word after "a" begins with a consonant, and so must the one put there."""
    assert fits_article("He was a ", "hidden crime", "latent crime")
    assert not fits_article("He was a ", "hidden crime", "unseen crime")
    assert fits_article("He saw ", "hidden crime", "unseen crime")


def test_shape() -> None:
    """As many words, the noun at the end of both."""
    assert keeps_shape("victim centric", "victim-centred")
    assert not keeps_shape("host country", "country of destination")
    assert not keeps_shape("victim of crime", "injured foreign migrant")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Human trafficking is a crime. Trafficking in persons is rare.", ["human trafficking"]),
        ("Human trafficking is a crime. Human trafficking is rare.", []),
        ("Human trafficking is a crime. A trafficker is a criminal.", []),
        ("The Human Trafficking Institute fights trafficking in persons.", []),
        ("“Human trafficking is a crime,” he said of trafficking in persons.", []),
    ],
)
def test_mixed_terms(text: str, expected: list[str]) -> None:
    """The preferred term wins; titles and quotations are no mix."""
    found = hits(MixedTerms(), text)

    assert [text[hit.start : hit.end].lower() for hit in found] == expected
    assert all(hit.level is None for hit in found)


def test_a_term_that_names_its_better_is_a_warning() -> None:
    """The vocabulary itself says which of the two to use."""
    (hit,) = hits(MixedTerms(), "Migrant smuggling grows, and smuggling of migrants pays.")

    assert (hit.level, hit.replacement) == (Level.WARNING, "Smuggling of migrants")
