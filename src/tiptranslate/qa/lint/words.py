"""Slips between neighbouring words: one twice, the wrong article, shares of unlike things."""

import csv
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from operator import and_, eq

from tiptranslate.model import Level
from tiptranslate.qa.lists import rows
from tiptranslate.qa.source import Bad, Hit, SourceCheck, SourceText
from tiptranslate.qa.whole import whole

_LITTLE = "the|an?|of|our|their|his|its|this"
_DOUBLED = re.compile(rf"\b([a-z']+(?: (?:{_LITTLE}))?)(?: +\1)+\b(?![-'’])")
_MAY_DOUBLE = frozenset(
    {"had", "that", "her", "you", "no", "bye", "many", "long", "very", "so", "far", "it", "in"}
)
_SMALL_WORDS = """
    the a an of to and for with by from at their our its this these those as which who was were
    are be been has have will would not or but into between against
"""
_NEVER_DOUBLE = frozenset(_SMALL_WORDS.split())
_ARTICLE = re.compile(r"\b([Aa]n?)[ \u00a0][\"“‘'(]?([A-Za-z][\w'’-]*)")
_OPENING = "\n\"“‘'(•–—"
_GLIDE = re.compile(
    r"uni(?!n[a-z]|m|d)|us[aeu]|ut[aeio]|ur[ai]n|ubi|ukr|ugan|eu|ew|once\b|one\b|ouija"
)
"""Words that begin with a vowel on paper and a consonant in the mouth."""
_EITHER = re.compile(r"uy|uig|uru|h(?:istor|ero|ypoth|abit|alluc|otel)|ur[ai]n")
_SILENT = re.compile(r"hour|honou?r|honest|heir")
_AN_LETTERS = frozenset("AEFHILMNORSX")
"""Letters whose names begin with a vowel."""

_VOWELS = frozenset("AEIOUY")
_PEOPLE = r"(?:women|men|girls|boys|children|adults|minors|nationals|citizens)"
_COMPARED = re.compile(rf"\bcompared (?:to|with) \d[\d.,]*(?: ?%| per ?cent) of {_PEOPLE}\b")
_SHARE = re.compile(
    rf"\b{_PEOPLE}\b[^.;\n]{{0,40}}\b(?:account(?:ed|s|ing)? for|made up|make up|constituted)\b"
    r"[^.;\n]*\Z"
)
_BEFORE = 200
"""Characters in which the first of two compared shares is looked for."""


class DoubledWord(SourceCheck):
    """A word that stands twice in a row: "the the".

    Why: Nobody sees it in the line, everybody in print.

    Limits: "had had", "that that" and the like may be right and are passed over, and so
    are names ("Walla Walla"). Only small words that never stand twice are mended by --fix.
    """

    id = "doubled-word"
    level = Level.WARNING
    bad = (
        Bad("They met in the the capital.", "the the", "the"),
        Bad("A group of of judges came.", "of of", "of"),
        Bad("Five countries countries took part.", "countries countries", "countries"),
        Bad("It was held in the in the capital.", "in the in the", "in the"),
    )
    good = (
        "They had had no choice.",
        "We know that that is wrong.",
        "He came from Walla Walla.",
        "It went on and on and on.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Find doubled words and pairs."""
        release = whole(text)
        for match in _DOUBLED.finditer(release.folded) if _may_repeat(release.tokens) else ():
            word = match[1]
            found = release.text[slice(*match.span())]
            once = found[: len(word)]
            last = found[-len(word) :]
            is_name = once[0].isupper() and last[0].isupper()
            if word in _MAY_DOUBLE or is_name or (len(word) == 1 and word != "a"):
                continue
            yield Hit(
                *release.place(*match.span()),
                message=f"“{word}” stands twice; delete one",
                replacement=once,
                safe=word in _NEVER_DOUBLE,
            )


def _may_repeat(tokens: Sequence[str]) -> bool:
    """Whether any word or pair of words comes twice in a row, at the speed of C."""
    if any(map(eq, tokens, islice(tokens, 1, None))):
        return True
    skips = list(map(eq, tokens, islice(tokens, 2, None)))
    return any(map(and_, skips, islice(skips, 1, None)))


class Article(SourceCheck):
    """The article "a" where "an" belongs and the other way round, acronyms by how they are spoken.

    Why: "an UN agency" tells every reader that nobody has read the text aloud.

    Limits: Acronyms that may be spoken as a word or spelled out are only known from the
    table initials.csv; words with two usages ("an historic") are passed over.
    """

    id = "a-an"
    level = Level.WARNING
    bad = (
        Bad("It is an UN agency.", "an UN", "a UN"),
        Bad("She works for a NGO.", "a NGO", "an NGO"),
        Bad("A independent expert spoke.", "A independent", "An independent"),
        Bad("It was an unique case.", "an unique", "a unique"),
        Bad("They waited a hour.", "a hour", "an hour"),
    )
    good = (
        "A UNODC officer met an OSCE expert and a USAID partner.",
        "An unidentified man took a one-year course at a university.",
        "An hour later an MoU and an X-ray were shown to an Uzbek official.",
        "He received vitamin A every day, in an 11-day course.",
        "A European union of a useful kind.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Judge every article by the word after it."""
        release = whole(text)
        for match in _ARTICLE.finditer(release.text):
            article, word = match.groups()
            wanted = _article(word)
            if wanted is None or wanted == article.lower():
                continue
            start = match.start()
            before = release.text[max(0, start - 2) : start]
            if (
                article == "A"
                and before.strip()
                and before[-1] not in _OPENING
                and before[0] not in ".?!:"
            ):
                continue
            right = (wanted.capitalize() if article[0] == "A" else wanted) + release.text[
                start + len(article) : match.end()
            ]
            yield Hit(
                *release.place(start, match.end()),
                message=f"“{article}” before “{word}”; write “{right}”",
                replacement=right,
            )


def _article(word: str) -> str | None:
    """The article that goes before a word; None where both or neither may."""
    bare = word.rstrip("'’-").removesuffix("'s").removesuffix("’s")
    first = bare.partition("-")[0]
    known = _initials().get(first)
    if known or not first:
        return known
    if len(first) == 1 or (first.isupper() and not _VOWELS & set(first)):
        return "an" if first[0].upper() in _AN_LETTERS else "a"
    if first.isupper():
        return "an" if first[0] in "AIO" else "a" if first[0] not in _AN_LETTERS | {"U"} else None
    if not first[1:].islower() or _EITHER.match(first.lower()):
        return None
    low = first.lower()
    if low[0] in "aeiou":
        return "a" if _GLIDE.match(low) else "an"
    return "an" if _SILENT.match(low) else "a"


@cache
def _initials() -> dict[str, str]:
    """The table of acronyms."""
    return {row["acronym"]: row["article"] for row in csv.DictReader(rows("initials.csv"))}


class ComparedShares(SourceCheck):
    """Shares of different wholes that are compared as if they were of one.

    Why: "Women accounted for 85% of persons convicted compared to 14% of men" says that
    14 in 100 men were convicted; meant is that 14% of those convicted were men.

    Limits: Only groups of people and the verbs of share: accounted for, made up.
    """

    id = "compared-shares"
    level = Level.WARNING
    bad = (
        Bad(
            "Women accounted for 85% of persons convicted in 2020 compared to 14% of men.",
            "compared to 14% of men",
        ),
    )
    good = (
        "In the survey, 12 per cent of women agreed, compared with 14 per cent of men.",
        "Women accounted for 85 per cent of persons convicted and men for 14 per cent.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Find the comparisons."""
        release = whole(text)
        for match in _COMPARED.finditer(release.folded):
            start, end = match.span()
            if _SHARE.search(release.folded[max(0, start - _BEFORE) : start]):
                yield Hit(
                    *release.place(start, end),
                    message=f"“{match[0]}” compares shares of different wholes;"
                    " give both as shares of the same",
                )


CHECKS: tuple[SourceCheck, ...] = (DoubledWord(), Article(), ComparedShares())
