"""Rules for Vale say what the glossary says."""

import re

from tiptranslate.glossary.vale import vale_files
from tiptranslate.model import Name, NameKind, Term, TermStatus

TERMS = (
    Term("irregular migrant"),
    Term("illegal migrant", status=TermStatus.FORBIDDEN, use=("irregular migrant",)),
    Term("victim's past (sordid)", "phrase", TermStatus.FORBIDDEN),
    Term("host country", status=TermStatus.DEPRECATED, use=("country of destination", "state")),
    Term("Third World", status=TermStatus.DEPRECATED, use=("state",), case_sensitive=True),
    Term("VoT", "abbreviation", case_sensitive=True),
)
NAMES = (
    Name(
        "Board of Care",
        NameKind.BODY,
        acronym="BC",
        aliases=("St. Care’s Board",),
        wrong=("Board for Care", "Care's Board"),
    ),
)


def files() -> dict[str, str]:
    """All files as text."""
    return {path: data.decode() for path, data in vale_files(TERMS, NAMES).items()}


def test_which_files_there_are() -> None:
    """None for a rule with nothing in it."""
    assert sorted(files()) == [
        ".vale.ini",
        "styles/Tiptranslate/Deprecated.yml",
        "styles/Tiptranslate/DeprecatedCase.yml",
        "styles/Tiptranslate/Forbidden.yml",
        "styles/Tiptranslate/ForbiddenAlone.yml",
        "styles/Tiptranslate/Names.yml",
        "styles/config/vocabularies/Tiptranslate/accept.txt",
    ]
    assert sorted(vale_files((), ())) == [
        ".vale.ini",
        "styles/config/vocabularies/Tiptranslate/accept.txt",
    ]


def test_settings_name_the_style_and_the_vocabulary() -> None:
    """Both are where Vale looks for them."""
    text = files()[".vale.ini"]

    assert "StylesPath = styles\n" in text
    assert "Vocab = Tiptranslate\n" in text
    assert "BasedOnStyles = Vale, Tiptranslate\n" in text
    assert text.endswith("\nVale.Terms = NO\n")


def test_a_forbidden_term() -> None:
    """An error, in any case, in the plural too."""
    assert files()["styles/Tiptranslate/Forbidden.yml"] == (
        "extends: substitution\n"
        "message: \"Use '%s' instead of '%s'.\"\n"
        "level: error\n"
        "ignorecase: true\n"
        "swap:\n"
        "  'illegal migrants?': 'irregular migrant'\n"
    )


def test_several_terms_to_use() -> None:
    """Vale offers each; a list needs its action, and brings its own quotes."""
    assert files()["styles/Tiptranslate/Deprecated.yml"] == (
        "extends: substitution\n"
        "message: \"Use %s instead of '%s'.\"\n"
        "level: warning\n"
        "ignorecase: true\n"
        "action:\n"
        "  name: replace\n"
        "swap:\n"
        "  'host country': 'country of destination|state'\n"
    )


def test_capitals_that_matter() -> None:
    """A file of its own, for Vale knows this only of a whole rule."""
    assert (
        "ignorecase: false\nswap:\n  'Third Worlds?': 'state'\n"
        in (files()["styles/Tiptranslate/DeprecatedCase.yml"])
    )


def test_nothing_to_use_instead() -> None:
    """Quotes are doubled as YAML wants it; the expression finds the wording itself."""
    text = files()["styles/Tiptranslate/ForbiddenAlone.yml"]

    (token,) = re.findall(r"^  - '(.*)'$", text, re.MULTILINE)
    assert text.startswith("extends: existence\nmessage: \"Do not use '%s'.\"\nlevel: error\n")
    for apostrophe in "'’":
        assert re.fullmatch(token.replace("''", "'"), f"victim{apostrophe}s past (sordid)")


def test_names() -> None:
    """Wrong wordings are errors; right ones, acronyms and exact terms are accepted."""
    found = files()

    assert found["styles/Tiptranslate/Names.yml"].endswith(
        "ignorecase: false\nswap:\n"
        "  'Board for Care': 'Board of Care'\n"
        "  'Care[''’ʼ]s Board': 'Board of Care'\n"
    )
    assert found["styles/config/vocabularies/Tiptranslate/accept.txt"] == (
        "BC\nBoard of Care\nSt\\. Care['’ʼ]s Board\nVoT\n"
    )
