"""What a sentence keeps in every language: figures, names, loan words, questions, quotations.

Names and loan words are compared by the skeleton of their consonants in Latin letters, for
endings and vowels differ: «Холлоуэй», "Holloway"; «министр», "minister", "ministr".
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from tiptranslate import markup

_WORD = re.compile(r"[^\W\d_]+(?:[ʻʼ'’][^\W\d_]+)*")
_QUOTES = re.compile("[«»“”„]")
_LATIN = str.maketrans(
    {
        **dict.fromkeys("aeiouywʻʼ'’ъьаеёиоуыэюяйў", ""),
        "б": "b",
        "в": "v",
        "г": "g",
        "ғ": "g",
        "д": "d",
        "ж": "j",
        "з": "s",
        "к": "k",
        "қ": "k",
        "л": "l",
        "м": "m",
        "н": "n",
        "п": "p",
        "р": "r",
        "с": "s",
        "т": "t",
        "ф": "f",
        "х": "h",
        "ҳ": "h",
        "ц": "s",
        "ч": "c",
        "ш": "$",
        "щ": "$",
        "q": "k",
        "x": "h",
        "z": "s",
    }
)
"""Letters as consonants of one alphabet; vowels, w and signs are nothing."""
_PAIRS = (
    *(("sh", "ш"), ("ch", "ч"), ("kh", "х"), ("zh", "ж"), ("gh", "г"), ("ph", "ф"), ("th", "т")),
    *(("ck", "k"), ("ci", "цi"), ("ce", "цe"), ("cy", "цy"), ("tion", "цn"), ("c", "k")),
    *(("dj", "ж"), ("дж", "ж"), ("ge", "жe"), ("gi", "жi"), ("кс", "х"), ("x", "х")),
)
_LEAST, _MOST = 3, 4
"""Consonants that a skeleton has."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """The anchors of one sentence.

    ``figures`` compare across languages (`markup.numbers`); ``words`` are skeletons and
    acronyms; ``marks`` says whether there is a question, and a quotation.
    """

    figures: tuple[str, ...]
    words: frozenset[str]
    marks: tuple[bool, bool]


def anchors(text: str) -> Anchors:
    """What of a sentence any translation of it should have."""
    words = (skeleton(word) for word in _WORD.findall(text))
    return Anchors(
        tuple(markup.numbers(text)),
        frozenset(filter(None, words)),
        ("?" in text, _QUOTES.search(text) is not None),
    )


@lru_cache(maxsize=20_000)
def skeleton(word: str) -> str:
    """The first consonants of a word in one alphabet; "" where there are too few."""
    word = unicodedata.normalize("NFC", word).lower()
    for found, letter in _PAIRS:
        word = word.replace(found, letter)
    bones = re.sub(r"(.)\1+", r"\1", word.translate(_LATIN))
    return bones[:_MOST] if len(bones) >= _LEAST else ""
