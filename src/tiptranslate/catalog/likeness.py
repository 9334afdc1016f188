"""How alike two sentences are: the same but for typography, or of nearly the same words."""

import re
from collections.abc import Sequence

from tiptranslate.languages.typography import VARIANTS

_FOLD = VARIANTS | str.maketrans(
    dict.fromkeys("‹›", '"')
    # Seen by nobody: soft hyphen, zero-width spaces, word joiner.
    | dict.fromkeys("\u00ad\u200b\u2060\ufeff")
)
_ACRONYM = re.compile(r"\b(?:US|IT|WHO|AIDS|CARE)\b")
"""Names that are other words in small letters."""
_SMALL = re.compile(r"[a-z]")
_FIGURE = re.compile(r"\d+")
_WORD = re.compile(r"\w+(?:[.,]\d+)*|[^\w\s]")


def fold(text: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """What stays the same when white space, quotation marks, dashes and case change.

    The figures are kept apart, so that "5 10" is never taken for "510", and so are, in a
    sentence that is not all capitals, names such as "US", which is not "us".
    """
    plain = "".join(text.translate(_FOLD).casefold().split())
    acronyms = tuple(_ACRONYM.findall(text)) if _SMALL.search(text) else ()
    return plain, tuple(_FIGURE.findall(text)), acronyms


def words(text: str) -> list[str]:
    """The words, figures and marks by which two sentences are compared, in small letters."""
    return _WORD.findall(text.translate(_FOLD).casefold())


def closest(text: list[str], others: Sequence[list[str]], minimum: float) -> int | None:
    """The index of the most similar of some word lists, the first of equals; None below it."""
    if not others:
        return None
    from rapidfuzz import process  # noqa: PLC0415 - a run that changes nothing needs no matching
    from rapidfuzz.distance import Indel  # noqa: PLC0415

    scorer = Indel.normalized_similarity
    found = process.extractOne(text, others, scorer=scorer, score_cutoff=minimum)
    return found[2] if found else None
