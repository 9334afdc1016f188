"""The page's own words: every one translated, in the right letters, compiled."""

import gettext
import re
from pathlib import Path

import polib
import pytest
from jinja2.ext import babel_extract

import tiptranslate.review

REVIEW = Path(tiptranslate.review.__file__).parent
LANGUAGES = ["ru", "uz"]
_PLACES = re.compile(r"%\(\w+\)s|%%")


def messages() -> set[str]:
    """Every message of the templates."""
    found = set()
    for template in sorted(REVIEW.glob("templates/*.html")):
        with template.open("rb") as file:
            for _line, _function, message, _comments in babel_extract(file, ["_"], [], {}):
                found.add(message if isinstance(message, str) else message[0])
    return found


def catalog(language: str) -> polib.POFile:
    """The page's catalog in a language."""
    return polib.pofile(str(REVIEW / "locales" / language / "LC_MESSAGES" / "review.po"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_none_is_left_over(language: str) -> None:
    """A word added to a template is missing here until somebody translates it."""
    po = catalog(language)

    assert {entry.msgid for entry in po if entry.translated()} == messages()
    assert len(po) == len(messages())


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_for_values_are_the_same(language: str) -> None:
    """A translation has exactly the %(name)s of its message."""
    for entry in catalog(language):
        assert sorted(_PLACES.findall(entry.msgstr)) == sorted(_PLACES.findall(entry.msgid))


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalog_is_fresh(language: str) -> None:
    """``msgfmt -o review.mo review.po`` was run after the last change."""
    path = REVIEW / "locales" / language / "LC_MESSAGES" / "review.mo"
    with path.open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    for entry in catalog(language):
        assert compiled.gettext(entry.msgid) == entry.msgstr


def test_uzbek_has_its_own_letters() -> None:
    """U+02BB in oʻ and gʻ, U+02BC elsewhere, and no quotation mark inside a word."""
    for entry in catalog("uz"):
        assert not re.search(r"\w['’‘`]\w", entry.msgstr), entry.msgstr
        assert not re.search(r"(?i)[og]ʼ|[^og]ʻ", entry.msgstr), entry.msgstr


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalog_says_that_nobody_has_reviewed_it(language: str) -> None:
    """Until a native speaker has; then this line and this test go."""
    assert "No native speaker has reviewed" in catalog(language).header
