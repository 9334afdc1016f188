"""The languages the project knows, one small file each; a new one is a file and a line here."""

from tiptranslate.errors import UsageError
from tiptranslate.languages import en, ru, uz, uz_cyrl
from tiptranslate.languages.base import Language

LANGUAGES: dict[str, Language] = {
    module.LANGUAGE.code: module.LANGUAGE for module in (en, ru, uz, uz_cyrl)
}

__all__ = ["LANGUAGES", "Language", "get"]


def get(code: str) -> Language:
    """The language with this code.

    Raises:
        UsageError: There is none; the message names those there are.
    """
    try:
        return LANGUAGES[code]
    except KeyError:
        known = ", ".join(LANGUAGES)
        raise UsageError(f"unknown language {code!r}; known: {known}") from None
