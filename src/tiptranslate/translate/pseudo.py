"""An engine that needs no model: it makes text that looks foreign and plainly is no translation.

For demonstrations and tests. Words are respelt in the letters of the target, in
brackets; protected spans, numbers and acronyms stay, so that the result passes
every check of a draft.
"""

import re
from collections.abc import Callable, Sequence

from tiptranslate import markup
from tiptranslate.translate.engine import Answered, EngineOptions, Hypothesis, ModelInfo, gathered

# Figures need no mention: they have no letters to respell.
_KEPT = markup.PROTECTED | {markup.Kind.ACRONYM}
_PER_CENT = re.compile(r"((?<=[0-9])[ \u00a0])?\bper[ \u00a0]?cent(?:age)?\b", re.IGNORECASE)
_END = re.compile(r"[\s.?!…:;,”\"»)\]]*\Z")

_CYRILLIC = {
    "sch": "щ", "sh": "ш", "ch": "ч", "th": "т", "zh": "ж", "kh": "х", "ph": "ф", "ck": "к",
    "ya": "я", "yu": "ю", "yo": "ё", "qu": "кв", "x": "кс", "a": "а", "b": "б", "c": "к", "d": "д",
    "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и", "j": "ж", "k": "к", "l": "л", "m": "м",
    "n": "н", "o": "о", "p": "п", "q": "к", "r": "р", "s": "с", "t": "т", "u": "у", "v": "в",
    "w": "в", "y": "ы", "z": "з",
}  # fmt: skip
_UZBEK = {
    "sh": "sh", "ch": "ch", "th": "t", "ph": "f", "ck": "q", "qu": "kv", "oo": "u", "ee": "i",
    "x": "ks", "w": "v", "c": "k", "a": "o", "o": "oʻ", "g": "gʻ", "e": "a", "i": "iy", "y": "i",
}  # fmt: skip
_ACCENTS = {"a": "á", "e": "é", "i": "í", "o": "ó", "u": "ú", "y": "ý", "n": "ñ", "c": "ç"}
_SPELLINGS = {"ru": _CYRILLIC, "uz@cyrillic": _CYRILLIC, "uz": _UZBEK}


class PseudoEngine:
    """The engine ``pseudo``: every pair, always the same answer, at once."""

    name = "pseudo"

    def __init__(self, options: EngineOptions) -> None:
        self.options = options

    def model(self, source: str, target: str) -> ModelInfo | None:
        """It translates every pair of two languages."""
        if source == target:
            return None
        return ModelInfo(self.name, "pseudo", "1", source, target, licence="MIT")

    def translate(
        self,
        sentences: Sequence[str],
        source: str,  # noqa: ARG002 - any source is respelt alike
        target: str,
        *,
        hypotheses: int = 1,  # noqa: ARG002 - there is only one way
        answered: Answered | None = None,
    ) -> list[list[Hypothesis]]:
        """Respell every sentence; one hypothesis each, of score 0."""
        respell = _speller(_SPELLINGS.get(target, _ACCENTS))
        respelt = ([Hypothesis(_pseudo(sentence, respell), 0.0)] for sentence in sentences)
        return gathered(enumerate(respelt), len(sentences), answered)


def _pseudo(sentence: str, respell: Callable[[str], str]) -> str:
    """A sentence respelt around what is kept, in brackets before its final punctuation."""
    text, position = "", 0
    sentence = _PER_CENT.sub("%", sentence)
    for span in markup.find_spans(sentence):
        if span.kind in _KEPT:
            text += respell(sentence[position : span.start]) + sentence[span.start : span.end]
            position = span.end
    inside = len(text)
    text += respell(sentence[position:])
    end = _END.search(text, inside)
    cut = end.start() if end else len(text)
    return f"[{text[:cut]}]{text[cut:]}" if text[:cut].strip() else text


def _speller(spelling: dict[str, str]) -> Callable[[str], str]:
    """A function that writes Latin letters in another spelling, capitals kept."""
    longest_first = sorted(spelling, key=len, reverse=True)
    pattern = re.compile("|".join(longest_first), re.IGNORECASE)

    def replace(match: re.Match[str]) -> str:
        found = match[0]
        new = spelling.get(found.lower(), found)
        if found.isupper() and (len(found) > 1 or _capitals(match)):
            return new.upper()
        return new.capitalize() if found[0].isupper() else new

    return lambda text: pattern.sub(replace, text)


def _capitals(match: re.Match[str]) -> bool:
    """Whether the letter stands beside another capital."""
    return match.string[match.end() : match.end() + 1].isupper()
