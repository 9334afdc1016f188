"""A replacement in the number, the ending and the capitals of what it replaces."""

import re

from tiptranslate.languages import en_forms
from tiptranslate.languages.words import fold
from tiptranslate.qa.lint.reading import SMALL_WORDS

_VOWEL = re.compile(r"(?!one\b|eu|uni|us)[aeiou]|hour|honest|honou?r", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(an?) $", re.IGNORECASE)


def adapted(found: str, form: str, use: str) -> str | None:
    """``use`` in the number, ending and capitals that ``found`` has as an inflected ``form``.

    Args:
        found: What stands in the text, "Illegal migrants".
        form: The wording of the glossary it was found by, "illegal migrant".
        use: What to write instead, as the glossary has it, "irregular migrant".

    Returns:
        "Irregular migrants", or None where the ending cannot be carried over.
    """
    words = inflected(fold(found).split(), fold(form).split(), use.split())
    return None if words is None else _capitals(found, " ".join(words))


def inflected(found: list[str], form: list[str], use: list[str]) -> list[str] | None:
    """The words of ``use`` with the one ending in which ``found`` differs from ``form``."""
    if len(found) != len(form):
        return use if "".join(found) == "".join(form) else None
    differing = [at for at, pair in enumerate(zip(found, form, strict=True)) if pair[0] != pair[1]]
    if not differing:
        return use
    if differing != [head(form)]:
        return None
    at, target = differing[0], head(use)
    ending = _ended(found[at], form[at], use[target])
    return None if ending is None else [*use[:target], ending, *use[target + 1 :]]


def head(words: list[str]) -> int:
    """Where the noun of a wording stands: before its first preposition, else last."""
    for at, word in enumerate(words):
        if at and word.lower() in SMALL_WORDS:
            return at - 2 if at > 1 and words[at - 1].endswith("ed") else at - 1
    return len(words) - 1


def keeps_shape(form: str, use: str) -> bool:
    """Whether one wording can stand wherever the other stands: as many words, noun last."""
    ours, theirs = re.split(r"[\s-]", form), re.split(r"[\s-]", use)
    # "criminal" may be an adjective, "program" a computer's: a single word says too little.
    return len(ours) == len(theirs) > 1 and all(head(w) == len(w) - 1 for w in (ours, theirs))


def fits_article(before: str, found: str, replacement: str) -> bool:
    """Whether an "a" or "an" before the found wording is right before the other, too."""
    if not _ARTICLE.search(before):
        return True
    return bool(_VOWEL.match(found)) == bool(_VOWEL.match(replacement))


def _ended(found: str, form: str, use: str) -> str | None:
    """``use`` with the ending that ``found`` has beyond ``form``."""
    for mark in ("'s", "'"):
        if found == form + mark:
            return use + mark
    if found in en_forms.numbers(form):
        return next(iter(en_forms.numbers(use) - {use}), None)
    if found.startswith(form) and form[-1] == use[-1]:
        return use + found[len(form) :]
    if form[-1] == use[-1] == "e" and found.startswith(form[:-1]):
        return use[:-1] + found[len(form) - 1 :]
    return None


def _capitals(found: str, text: str) -> str:
    """A text with the capitals of another: all of them, every word's, or the first word's."""
    words = [word for word in re.split(r"[\s-]", found) if word.lower() not in SMALL_WORDS]
    if found.isupper():
        return text.upper()
    if len(words) > 1 and all(word[:1].isupper() for word in words):
        return " ".join(w if w in SMALL_WORDS else w[:1].upper() + w[1:] for w in text.split(" "))
    return text[:1].upper() + text[1:] if found[:1].isupper() else text
