"""The languages of the page itself, by gettext."""

import gettext
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

UI_LANGUAGES = {"en": "English", "ru": "Русский", "uz": "Oʻzbekcha"}
"""What the page speaks, each named in itself."""
_DOMAIN = "review"
_LOCALES = Path(__file__).parent / "locales"
_RANGE = re.compile(
    r"\s*([A-Za-z]{1,8})(?:-[A-Za-z0-9-]{1,40})?\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*"
)


@lru_cache(maxsize=8)
def translations(code: str) -> gettext.NullTranslations:
    """The page's messages in a language; English ones for what has no catalog."""
    return gettext.translation(_DOMAIN, _LOCALES, [code], fallback=True)


def negotiate(chosen: Iterable[str], accepted: str) -> str:
    """The language of a page.

    Args:
        chosen: Codes that somebody has picked, the strongest first.
        accepted: The Accept-Language header of the browser.
    """
    for code in chosen:
        if code in UI_LANGUAGES:
            return code
    wishes = []
    for number, part in enumerate(accepted[:400].split(",")):
        match = _RANGE.fullmatch(part)
        if match and match[1].lower() in UI_LANGUAGES:
            wishes.append((-float(match[2] or 1), number, match[1].lower()))
    return min(wishes)[2] if wishes else "en"
