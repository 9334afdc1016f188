"""Checks of letters: the right alphabet in every word, the right apostrophe in Uzbek."""

import re
from collections.abc import Iterator

from tiptranslate.languages.scripts import CYRILLIC, LATIN, mixed_words
from tiptranslate.model import Level
from tiptranslate.qa.entry import BadPair, EntryText, GoodPair, TargetCheck, TargetHit

_TO_CYRILLIC = str.maketrans("AaBCcEeHKMOoPpTXxyё", "АаВСсЕеНКМОоРрТХхуё")
_TO_LATIN = str.maketrans("АаВСсЕеНКМОоРрТХху", "AaBCcEeHKMOoPpTXxy")
# A preposition or conjunction typed on the wrong keyboard.
_LONE_LATIN = re.compile(rf"(?<=[{CYRILLIC}][ \u00a0])[aco](?=[ \u00a0][{CYRILLIC}])")
_CYRILLIC_WORD = re.compile(rf"[{CYRILLIC}]+")


class MixedScript(TargetCheck):
    """A word has Latin and Cyrillic letters in it, or one letter stands in the wrong alphabet.

    Why: the two a's look alike, but no search finds the word, and a screen reader
    stumbles over it.

    Limits: a Latin acronym with a Cyrillic ending is right. Whole foreign words are
    left alone: names may stay in their own alphabet.
    """

    id = "mixed-script"
    level = Level.ERROR
    bad = (
        BadPair("Help for victims.", "Помощь жeртвам.", "жeртвам", "жертвам"),
        BadPair("He came with them.", "Он пришел c ними.", "c", "с"),
        BadPair(
            "Help for victims.",
            "Jаbrlanganlarga yordam.",
            "Jаbrlanganlarga",
            "Jabrlanganlarga",
            "uz",
        ),
    )
    good = (
        GoodPair("UNODC met.", "Встреча UNODC состоялась."),
        GoodPair("A Telegram bot.", "Telegram-бот."),
    )

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        for match in mixed_words(text.target, text.language.script):
            word = match[0]
            if word in text.source:
                continue
            table, alien = (
                (_TO_LATIN, CYRILLIC) if text.language.script == "Latin" else (_TO_CYRILLIC, LATIN)
            )
            mended = word.translate(table)
            sound = re.search(f"[{alien}]", mended) is None
            message = f"“{word}” has letters of two alphabets"
            yield TargetHit(*match.span(), message, mended if sound else None, safe=sound)
        if text.language.script == "Cyrillic":
            for match in _LONE_LATIN.finditer(text.target):
                message = f"“{match[0]}” is a Latin letter between Cyrillic words"
                yield TargetHit(*match.span(), message, match[0].translate(_TO_CYRILLIC), safe=True)


class WrongScript(TargetCheck):
    """Words of an Uzbek text in Latin script are written in Cyrillic.

    Why: the two scripts are two editions of a text; a word of the other one was
    pasted in from somewhere.

    Limits: only Latin texts are looked at, since Latin names are at home in Cyrillic
    ones. What the source has in Cyrillic may stay.
    """

    id = "wrong-script"
    level = Level.WARNING
    bad = (BadPair("Help for victims.", "Жабрланганларга yordam.", "Жабрланганларга", "", "uz"),)
    good = (GoodPair("Help for victims.", "Jabrlanganlarga yordam.", "uz"),)

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        if text.language.script != "Latin":
            return
        for match in _CYRILLIC_WORD.finditer(text.target):
            around = text.target[max(match.start() - 1, 0) : match.end() + 1]
            if match[0] not in text.source and not re.search(f"[{LATIN}]", around):
                yield TargetHit(*match.span(), f"“{match[0]}” is in Cyrillic letters")


_APOSTROPHE = "'`‘’ʻʼ´"
_SUSPECT = re.compile(rf"[{_APOSTROPHE}](?:(?<=[^\W\d_].)(?=[^\W\d_])|(?<=[oOgG].)(?!\w))")
_RIGHT_AFTER_O = "ʻ"
_RIGHT_ELSEWHERE = "ʼ"
_OPENING_SINGLE = re.compile(r"(?:^|[\s(«“\"])[‘'`]\w")
_WORD_AROUND = re.compile(rf"[\w{_APOSTROPHE}]+")


class WrongApostrophe(TargetCheck):
    """An Uzbek letter oʻ, gʻ or the tutuq belgisi has another mark than ours.

    Why: with five marks in use, no search finds all the places of a word, and ‘ and ’
    are quotation marks to every editor. Unicode and CLDR advise U+02BB in oʻ and gʻ and
    U+02BC elsewhere; no law fixes them.

    Limits: a word that stands in the source in the same way is foreign and stays.
    """

    id = "wrong-apostrophe"
    level = Level.WARNING
    bad = (
        BadPair("Uzbekistan", "O'zbekiston", "'", "ʻ", "uz"),
        BadPair("The regions know it.", "Togʻlar ma‘lumot beradi.", "‘", "ʼ", "uz"),
    )
    good = (
        GoodPair("Uzbekistan", "Oʻzbekiston maʼlumoti", "uz"),
        GoodPair("Ms. O'Brien came.", "O'Brien xonim keldi.", "uz"),
    )

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        if text.language.code != "uz":
            return
        target = text.target
        quotes = _OPENING_SINGLE.search(target) is not None
        for match in _SUSPECT.finditer(target):
            place = match.start()
            right = _RIGHT_AFTER_O if target[place - 1] in "oOgG" else _RIGHT_ELSEWHERE
            if match[0] == right or _is_foreign(text, place):
                continue
            closes = not target[place + 1 : place + 2].isalnum()
            if closes and quotes:
                continue
            yield TargetHit(
                place, place + 1, f"write “{right}” here, not “{match[0]}”", right, safe=True
            )


def _is_foreign(text: EntryText, place: int) -> bool:
    """Whether the word around a place stands in the source just so."""
    return any(
        word.start() <= place < word.end() and word[0] in text.source
        for word in _WORD_AROUND.finditer(text.target)
    )


CHECKS: tuple[TargetCheck, ...] = (MixedScript(), WrongScript(), WrongApostrophe())
