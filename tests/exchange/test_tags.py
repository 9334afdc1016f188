"""Language tags, however other programs spell them."""

import pytest

from tiptranslate.exchange.tags import code_of, tag_of
from tiptranslate.languages import LANGUAGES


@pytest.mark.parametrize("code", LANGUAGES)
def test_there_and_back(code: str) -> None:
    """Every language we know."""
    assert code_of(tag_of(code)) == code == code_of(code)


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("ru-RU", "ru"),
        ("RU", "ru"),
        ("en_GB", "en"),
        ("uz", "uz"),
        ("uz-UZ", "uz"),
        ("uz_Latn_UZ", "uz"),
        ("uz-Cyrl-UZ", "uz@cyrillic"),
        ("kk-KZ", "kk-kz"),
        ("", ""),
    ],
)
def test_spellings(tag: str, code: str) -> None:
    """Country and case do not matter, the script does."""
    assert code_of(tag) == code
