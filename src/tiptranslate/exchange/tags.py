"""Language tags of other programs as our codes, and back."""

from tiptranslate.languages import LANGUAGES


def tag_of(code: str) -> str:
    """The BCP 47 tag of a language: uz-Latn for uz."""
    return LANGUAGES[code].tag if code in LANGUAGES else code


def code_of(tag: str) -> str:
    """The code of a tag: uz-Latn-UZ, uz_UZ and uz are uz, uz-Cyrl is uz@cyrillic, ru-RU ru.

    A language we do not know keeps its tag in small letters.
    """
    tag = tag.strip().replace("_", "-").lower()
    if tag in LANGUAGES:
        return tag
    by_tag = {language.tag.lower(): code for code, language in LANGUAGES.items()}
    parts = tag.split("-")
    for length in range(len(parts), 0, -1):
        short = "-".join(parts[:length])
        if short in by_tag:
            return by_tag[short]
        if short in LANGUAGES:
            return short
    return tag
