"""Words in two alphabets at once."""

import re
from collections.abc import Iterator

CYRILLIC = "Ѐ-ӿ"
LATIN = "A-Za-zÀ-ɏ"
_MIXED = re.compile(
    # Only from where a word begins, or a long one would be gone through again for each letter.
    rf"(?<![{LATIN}{CYRILLIC}ʻʼ'’])[{LATIN}{CYRILLIC}ʻʼ'’]*(?:[{LATIN}][{CYRILLIC}]|[{CYRILLIC}][{LATIN}])"
    rf"[{LATIN}{CYRILLIC}ʻʼ'’]*"
)
# Acronyms keep their letters and take endings of the language: "UNODCнинг".
_INFLECTED_ACRONYM = re.compile(rf"[A-Z]{{2,}}[{CYRILLIC}]+")
_ALIEN = {"Latin": re.compile(f"[{CYRILLIC}]"), "Cyrillic": re.compile(f"[{LATIN}]")}


def mixed_words(text: str, script: str) -> Iterator[re.Match[str]]:
    """The words of a text with letters of both alphabets, acronyms with an ending left out.

    Args:
        text: The text.
        script: The alphabet of its language; spares the search where there is no other.
    """
    if not _ALIEN[script].search(text):
        return
    for match in _MIXED.finditer(text):
        if not _INFLECTED_ACRONYM.fullmatch(match[0]):
            yield match
