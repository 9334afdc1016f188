"""The facts of every language are whole, and what can be checked against CLDR is."""

import gettext
import string
import unicodedata

import pytest
from babel import Locale

from tiptranslate import languages
from tiptranslate.errors import UsageError
from tiptranslate.languages import LANGUAGES, Language

every = pytest.mark.parametrize("language", LANGUAGES.values(), ids=list(LANGUAGES))
targets = pytest.mark.parametrize(
    "language", [item for item in LANGUAGES.values() if item.code != "en"], ids=lambda x: x.code
)


def test_the_languages() -> None:
    """The source, and what it is translated into."""
    assert list(LANGUAGES) == ["en", "ru", "uz", "uz@cyrillic"]
    assert all(code == language.code for code, language in LANGUAGES.items())


def test_a_language_is_found_by_its_code() -> None:
    """An unknown one is told what there is."""
    assert languages.get("uz@cyrillic").script == "Cyrillic"
    with pytest.raises(UsageError) as caught:
        languages.get("kk")

    assert str(caught.value) == "unknown language 'kk'; known: en, ru, uz, uz@cyrillic"


@every
def test_cldr_agrees(language: Language) -> None:
    """Tag, script, plural rule and separators, as Unicode has them."""
    locale = Locale.parse(language.locale)

    assert locale.language == language.code.partition("@")[0] == language.tag.partition("-")[0]
    script = {"Latn": "Latin", "Cyrl": "Cyrillic", None: language.script}[locale.script]
    assert script == language.script
    assert (language.tag.partition("-")[2] or None) == locale.script
    assert locale.number_symbols["latn"]["decimal"] == language.decimal
    assert locale.number_symbols["latn"]["group"] == language.group


@every
def test_the_plural_rule_is_that_of_cldr(language: Language) -> None:
    """Numbers share a form where, and only where, they share a category of CLDR."""
    count, rule = language.plural_forms.rstrip(";").split("; plural=")
    form = gettext.c2py(rule)
    category = Locale.parse(language.locale).plural_form

    pairs = {(category(number), form(number)) for number in range(1000)}

    assert len(pairs) == len({name for name, _ in pairs}) == len({index for _, index in pairs})
    assert {index for _, index in pairs} == set(range(int(count.removeprefix("nplurals="))))


@every
def test_quotation_marks(language: Language) -> None:
    """Four different ones, opening and closing as Unicode says."""
    outer, _, inner, _ = language.quotes

    assert len(set(language.quotes)) >= 4 - (language.code == "ru")
    assert all(unicodedata.category(mark) in ("Pi", "Pf", "Ps") for mark in language.quotes)
    assert outer != inner


@every
def test_all_phrases_are_there(language: Language) -> None:
    """Documents in any language can say what they have to."""
    assert list(language.phrases) == list(LANGUAGES["en"].phrases)
    assert all(phrase == phrase.strip() != "" for phrase in language.phrases.values())
    low, high = language.length_ratio
    assert 0 < low < 1 < high


@targets
def test_phrases_are_in_their_script(language: Language) -> None:
    """No letter of the other script has slipped in, and no apostrophe of a keyboard."""
    for phrase in (language.native, *language.phrases.values()):
        names = {unicodedata.name(c).split()[0] for c in phrase if c.isalpha() and c not in "ʻʼ"}
        assert names == {language.script.upper()}
        assert not set(phrase) & set("'`’‘")
        if language.script == "Latin":
            assert set(phrase.lower()) <= set(string.ascii_lowercase + " .ʻʼ")
