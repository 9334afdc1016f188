"""Lines left in another language, and letters of another alphabet inside words."""

import re
from collections.abc import Iterator

from tiptranslate.model import BlockKind, Level
from tiptranslate.qa.source import Bad, Hit, SourceCheck, SourceText
from tiptranslate.qa.whole import whole

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_CYRILLIC_WORDS = re.compile(
    r"[«“\"(]?[\u0400-\u04ff]+"
    r"(?:[ ,.:;–—\u00a0«»“”\"()-]{1,3}(?:[\u0400-\u04ff]+|[0-9]+))*[.!?»”\")]*"
)
_FEW = 3
"""Words in a row that make a line; fewer may be a name given in its own script."""

_ENGLISH = re.compile(
    r"\b(?:the|of|and|to|in|is|are|was|were|for|with|on|by|from|that|this|at|or|not|has|have|had|an"
    r"|will|can|we|you|he|she|they|it|his|her|their|our|who|what|how|about|against|as|its|all|no)\b"
)
_LETTERS = re.compile(r"[a-zà-öø-ÿœ]+(?:'[a-zà-öø-ÿœ]*)*")
_SMALL_WORDS = {
    "Uzbek": """
        va bilan uchun bu bo'yicha haqida hamda ham esa qarshi kurashish odam savdosi savdosiga
        emas edi ekan bo'lgan bo'lib qildi qilish o'zbekiston respublikasi respublikasining
        yil kuni tomonidan ushbu har kerak shuningdek mumkin to'g'risida deb dedi nima qanday
        ular uning ularning kishi yoki o'z yilda jabrlangan shaxslar o'zbek tilida matn""",
    "Russian in Latin letters": """
        dlya chto eto kak po protiv torgovlya torgovlyi lyudmi kotoryi kotorye takzhe byl byla
        zdes tekst russkom ob ot""",
    "French": """
        le la les des du et une dans pour sur avec est sont par qui que contre aux cette ces""",
    "Spanish": "el los las una y para con contra por del es son que en",
    "German": "der die das und ist von mit für den dem ein eine gegen nicht auf",
    "Turkish": "ve bir için ile bu olarak karşı insan ticareti",
}
_LANGUAGES = {name: frozenset(words.split()) for name, words in _SMALL_WORDS.items()}
_UZBEK = re.compile(
    r"[a-z']{2,}(?:ning|larn?i?|lariga?|larin?i?|larga|dan|dagi|gan|moqda|iga|ini|idagi|lik|ish|uvchi"
    r"|chi|ib|di|adi|aydi|mi|siz)"
)
"""Words with the commonest endings; in a language of endings small words are rare."""
_ONLY = {
    "Tajik": "ӣӯҷ",
    "Uzbek in Cyrillic": "ўҳ",
    "Kazakh": "әұіһ",
    "Kyrgyz": "өүң",
}
"""Letters by which languages in Cyrillic are told from Russian, the most telling first."""


_LINE = 60
"""Characters of a line."""


def _cyrillic(text: str) -> str:
    """The language of a line in Cyrillic letters."""
    low = text.lower()
    return next((name for name, letters in _ONLY.items() if set(letters) & set(low)), "Russian")


def foreign(text: str) -> str:
    """The language a block is in if it is not English, else "".

    Args:
        text: A block's text, folded.
    """
    # A word or two of English in a long line in another language are names or chance.
    if _ENGLISH.search(text) and (
        len(text) < _LINE or len(_ENGLISH.findall(text)) * 15 > len(text.split())
    ):
        return ""
    letters = _CYRILLIC.findall(text)
    words = _LETTERS.findall(text)
    if len(letters) > sum(map(len, words)):
        return _cyrillic(text)
    distinct = frozenset(words)
    inflected = distinct & _LANGUAGES["Uzbek"] | set(filter(_UZBEK.fullmatch, distinct))
    if len(inflected) >= 3 and len(inflected) * 4 >= len(distinct):  # noqa: PLR2004
        return "Uzbek"
    scores = {name: len(distinct & known) for name, known in _LANGUAGES.items()}
    best = max(scores, key=lambda name: scores[name])
    # Two of its small words, and one word in six at least.
    return best if scores[best] >= 2 and scores[best] * 6 >= len(distinct) else ""  # noqa: PLR2004


class ForeignLine(SourceCheck):
    """A line or a run of words in another language.

    Why: A stray line of the translation, or of the template, gets published and is drafted
    as if it were English.

    Limits: A language in Cyrillic letters is told by its letters, another by its small words
    (Uzbek, transliterated Russian, French, Spanish, German, Turkish); a single name or word in
    its own script is let pass.
    """

    id = "foreign-line"
    level = Level.WARNING
    bad = (
        Bad("Текст на русском здесь.", "Текст на русском здесь."),
        Bad(
            "Odam savdosiga qarshi kurashish bo‘yicha xalqaro konferensiya va uning natijalari",
            "Odam savdosiga qarshi kurashish bo‘yicha xalqaro konferensiya va uning natijalari",
        ),
        Bad(
            "The text (полный текст на русском языке) is online.", "(полный текст на русском языке)"
        ),
        Bad(
            "La lutte contre la traite des personnes dans les pays",
            "La lutte contre la traite des personnes dans les pays",
        ),
    )
    good = (
        "The award “Ташкент” went to the centre.",
        "Istiqbolli Avlod, Tashkent",
        "The conference “Odam savdosiga qarshi kurashish” was held in Tashkent.",
        "Le Monde",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Look at whole blocks, then for runs of Cyrillic words."""
        # Of nothing there is still one line.
        folded = whole(text).folded.split("\n") if text.release.blocks else []
        for number, (block, low) in enumerate(zip(text.release.blocks, folded, strict=True)):
            if block.kind is BlockKind.SEPARATOR:
                continue
            language = foreign(low)
            if language:
                yield Hit(number, 0, len(block.text), _advice(language))
            elif _CYRILLIC.search(low):
                for match in _CYRILLIC_WORDS.finditer(block.text):
                    if len(match[0].split()) >= _FEW:
                        yield Hit(number, *match.span(), _advice(_cyrillic(match[0])))


def _advice(language: str) -> str:
    return f"seems to be {language}; delete it or put it into English"


_LOOK_ALIKE = str.maketrans("аеорсухіѕјһАВЕКМНОРСТХУІЅЈ", "aeopcyxisjhABEKMHOPCTXYISJ")
_IN_MIXED = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z]")


class LookAlike(SourceCheck):
    """A Cyrillic letter that looks Latin inside an English word, or the other way round.

    Why: Nobody sees it, and no search, spelling checker, memory or engine knows the word.

    Limits: A word wholly in look-alike letters is only found between English words. --fix
    mends words in which every foreign letter has a Latin twin.
    """

    id = "look-alike"
    level = Level.ERROR
    bad = (
        Bad("The Cоnference was held.", "Cоnference", "Conference"),
        Bad("It was а success for all.", "а", "a"),
        Bad("The pяogramme ends.", "pяogramme"),
    )
    good = (
        "The Conference was held.",
        "The word “торговля людьми” is Russian.",
        "Текст на русском здесь.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Find words of two alphabets."""
        release = whole(text)
        if not _CYRILLIC.search(release.text):
            return
        for match in _IN_MIXED.finditer(release.text):
            word = match[0]
            if not _CYRILLIC.search(word):
                continue
            latin = word.translate(_LOOK_ALIKE)
            is_mended = not _CYRILLIC.search(latin)
            if _LATIN.search(word) or (is_mended and _among_english(release.text, *match.span())):
                yield Hit(
                    *release.place(*match.span()),
                    message=f"“{word}” mixes Latin and Cyrillic letters; type it again",
                    replacement=latin if is_mended else None,
                    safe=is_mended,
                )


def _among_english(text: str, start: int, end: int) -> bool:
    """Whether the words before and after are in Latin letters."""
    before = text[max(0, start - 3) : start].strip(" \u00a0,;")
    after = text[end : end + 2].strip(" \u00a0")
    return (
        bool(_LATIN.match(before[-1:]) and _LATIN.match(after[:1]))
        and text[start - 1].isspace()
        and text[end : end + 1].isspace()
    )


CHECKS: tuple[SourceCheck, ...] = (ForeignLine(), LookAlike())
