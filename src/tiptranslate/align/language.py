"""Which language a document is in, by the file's name and by its letters."""

import re
from collections.abc import Sequence
from pathlib import Path

_PART = re.compile(r"[^\W_]+(?:@[a-z]+)?|[^\W_]+")
_LATIN = re.compile("[A-Za-z]")
_CYRILLIC = re.compile("[Ѐ-ӿ]")
_UZBEK = re.compile("[ўқғҳ]", re.IGNORECASE)
_ENGLISH = re.compile(
    r"\b(?:the|of|and|to|in|that|for|with|was|were|is|are|has|it|at|on|by)\b", re.IGNORECASE
)
_UZBEK_WORD = re.compile(
    r"[og][ʻʼ'’‘`]|\b(?:va|bu|uchun|bilan|ham|deb|edi|yil)\b|(?:lar|ning|dagi|gan|ish|moqda|ida)\b",
    re.IGNORECASE,
)
_UZBEK_SHARE = 0.005
"""Share of letters that only Uzbek has, above which Cyrillic is Uzbek: of the corpus in
Cyrillic it is a tenth; Russian has them in a name at most."""
_NAMES = {"russian": "ru", "rus": "ru", "uzbek": "uz", "uzb": "uz", "oz": "uz"}


def guess(path: Path, texts: Sequence[str], known: Sequence[str]) -> str:
    """The language of a document: what its name says, else what its letters do.

    Args:
        path: "news.ru.docx", "ru/news.txt" and "news_uz.txt" say it; "news.txt" does not.
        texts: Its sentences.
        known: The codes of the languages it can be in.

    Returns:
        A code; "" where neither says anything that is possible.
    """
    for part in (path.stem, path.parent.name):
        words: list[str] = _PART.findall(part.lower())
        for word in reversed(words):
            code = _NAMES.get(word, word)
            if code in known and not fault(code, texts):
                return code
    found = by_letters(texts) or ("uz" if script(texts) == "Latin" else "")
    return found if found in known else ""


def script(texts: Sequence[str]) -> str:
    """The alphabet of most letters, "Latin" or "Cyrillic"; "" where there are none."""
    text = " ".join(texts)
    latin, cyrillic = len(_LATIN.findall(text)), len(_CYRILLIC.findall(text))
    return "Cyrillic" if cyrillic > latin else "Latin" if latin else ""


def by_letters(texts: Sequence[str]) -> str:
    """The code of a language by letters, commonest words and endings; "" where they do not tell."""
    text = " ".join(texts)
    if script(texts) == "Cyrillic":
        own = len(_UZBEK.findall(text))
        return "uz@cyrillic" if own > _UZBEK_SHARE * len(_CYRILLIC.findall(text)) else "ru"
    english, uzbek = len(_ENGLISH.findall(text)), len(_UZBEK_WORD.findall(text))
    return "en" if english > 2 * uzbek else "uz" if uzbek > 2 * english else ""


def fault(code: str, texts: Sequence[str]) -> str:
    """Why a document cannot be in a language; "" if it can."""
    alphabet = script(texts)
    if not alphabet or code not in _SCRIPTS:
        return ""
    if _SCRIPTS[code] != alphabet:
        return f"is written in {alphabet} letters"
    found = by_letters(texts)
    if alphabet == "Latin" and found not in (code, ""):
        return f"is in {'English' if found == 'en' else 'Uzbek'}"
    return ""


_SCRIPTS = {"en": "Latin", "uz": "Latin", "ru": "Cyrillic", "uz@cyrillic": "Cyrillic"}
