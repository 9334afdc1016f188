"""Checks of spaces and dashes: none too many, none missing, those that may not break."""

import re
from collections.abc import Iterator

from tiptranslate.markup import PROTECTED as _ADDRESSES
from tiptranslate.model import Level
from tiptranslate.qa.entry import BadPair, EntryText, GoodPair, TargetCheck, TargetHit

_NBSP = "\u00a0"
# Patterns that begin with the character they look for, what stands before it behind: so the
# search leaps from one such character to the next.
_SUSPECT = re.compile(r"[ \u00a0\u202f\t(\[«„][ \u00a0\u202f\t,;:!?.)\]»]")
"""What the next three have in common."""
_RUN = re.compile(r"(?<=\S)[ \u00a0\u202f\t]{2,}(?=\S)")
_BEFORE_MARK = re.compile(r"(?<=[\w»”\")])[ \u00a0]+(?=[,;:!?](?:\s|$)|\.(?:\s|$)|[)\]»])")
_AFTER_MARK = re.compile(r"(?<=[(\[«„])[ \u00a0]+(?=\S)")
_NO_SPACE = re.compile(
    r"[,;:.](?:(?<=[а-яёa-z][,;:])(?=[А-ЯЁа-яёA-Za-z])|(?<=[а-яё]\.)(?=[А-ЯЁ][а-яё]))"
)


class WrongSpaces(TargetCheck):
    """Spaces in a row, a space before a comma or inside a bracket, none after a comma.

    Why: they survive into the published page, where everybody sees them.

    Limits: tabs and line breaks that the source has are left alone, and so is all
    that stands in an address.
    """

    id = "wrong-spaces"
    level = Level.WARNING
    bad = (
        BadPair("He came, then left.", "Он пришел  , потом ушел.", "  ", ""),
        BadPair("He came, then left.", "U keldi,keyin ketdi.", ",", ", ", "uz"),
    )
    good = (GoodPair("It is 10:30, www.un.org, 1,5.", "Сейчас 10:30, www.un.org, 1,5."),)

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        if _SUSPECT.search(text.target):
            yield from self._too_many(text)
        for match in _NO_SPACE.finditer(text.target):
            if not any(span.start <= match.start() < span.end for span in text.spans):
                message = f"a space belongs after “{match[0]}”"
                yield TargetHit(*match.span(), message, match[0] + " ", safe=True)

    @staticmethod
    def _too_many(text: EntryText) -> Iterator[TargetHit]:
        taken: set[int] = set()
        for pattern, right, message in (
            (_BEFORE_MARK, "", "no space before the mark"),
            (_AFTER_MARK, "", "no space after the mark"),
            (_RUN, " ", "one space is enough"),
        ):
            for match in pattern.finditer(text.target):
                if match.start() not in taken and not _is_kept(text, match[0]):
                    taken.update(range(*match.span()))
                    yield TargetHit(*match.span(), message, right, safe=True)


def _is_kept(text: EntryText, run: str) -> bool:
    """Whether a run of spaces stands in the source as well, as in contact blocks."""
    return len(run) > 1 and run in text.source


_RU_GLUE = (
    (re.compile(r" (?<=\S )(?=— )"), "the dash"),
    (re.compile(r" (?<=[№§] )(?=\d)"), "the number"),
    (re.compile(r" (?<=\d )(?=%)"), "the per cent sign"),
    (re.compile(r" (?<=\d )(?=(?:г|гг|тыс|млн|млрд)\b)"), "the unit"),
    (re.compile(r" (?<=\b[А-ЯЁ]\. )(?=[А-ЯЁ](?:\.|[а-яё]))"), "the name"),
)
_GROUP = re.compile(r" (?<=\d )(?=\d{3}(?!\d))")


class MissingNbsp(TargetCheck):
    """A space that may break where the line must not: between initials, before a dash, in a number.

    Why: a line that begins with a dash or breaks 2 | 500 is misread.

    Limits: Russian typography; in Uzbek only the groups of a number. Which words
    belong together otherwise is left to the typesetter.
    """

    id = "missing-nbsp"
    level = Level.SUGGESTION
    bad = (
        BadPair("Some 25,000 people came.", "Пришли 25 000 человек.", " ", _NBSP),
        BadPair("He is a judge.", "Он — судья.", " ", _NBSP),
        BadPair("Some 25,000 people came.", "25 000 kishi keldi.", " ", _NBSP, "uz"),
    )
    good = (
        GoodPair("Some 25,000 people came.", f"Пришли 25{_NBSP}000 человек."),
        GoodPair("Call 1148 now.", "Звоните 1148 сейчас."),
    )

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        rules = [(_GROUP, "the group")]
        if text.language.code == "ru":
            rules += _RU_GLUE
        for pattern, what in rules:
            for match in pattern.finditer(text.target):
                at = match.start()
                if any(s.start <= at < s.end and s.kind in _ADDRESSES for s in text.spans):
                    continue
                message = f"a no-break space belongs before {what}"
                yield TargetHit(at, at + 1, message, _NBSP, safe=True)


_DASH = re.compile(
    r"[ \u00a0](?:(?<=[^\s\d|].)(?:-|–|--)(?=[ \u00a0]\S)|(?<=\d.)(?:-|--)(?=[ \u00a0][^\W\d]))"
)


class WrongDash(TargetCheck):
    """A hyphen, or in Russian an en dash, between words where the dash of the language belongs.

    Why: in Russian the dash is the verb of half the sentences, and a hyphen joins
    what it should part.

    Limits: dashes between figures are ranges and stay; one at the beginning of a line
    may be a list's.
    """

    id = "wrong-dash"
    level = Level.SUGGESTION
    bad = (
        BadPair("He is a judge.", "Он - судья.", " -", f"{_NBSP}—"),
        BadPair("“Stop,” he said.", "“Toʻxtang”, - dedi u.", " -", " —", "uz"),
    )
    good = (
        GoodPair("He is a judge.", f"Он{_NBSP}— судья."),
        GoodPair("In 2022–2025 he was a judge.", "В 2022–2025 годах он был судьей."),
    )

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        russian = text.language.code == "ru"
        for match in _DASH.finditer(text.target):
            if match[0].endswith("–") and not russian:
                continue
            right = f"{_NBSP}—" if russian else " —"
            yield TargetHit(*match.span(), "write a dash (—) here", right, safe=True)


_WORD_TWICE = re.compile(
    r"(?<![\w'’ʻʼ-])([^\W\d_][\w'’ʻʼ]+)[ \u00a0]+\1(?![\w'’ʻʼ-])", re.IGNORECASE
)


_NOT_A = re.compile(r" (?:emas|hisob|boʻl)")


class DoubledWord(TargetCheck):
    """A word stands twice in a row.

    Why: it is the commonest slip of machines and of cut and paste.

    Limits: where the source doubles a word too, nothing is said; Uzbek pairs with a
    hyphen ("tez-tez") are one word, and "rozilik rozilik emas" is a sentence.
    """

    id = "doubled-word"
    level = Level.WARNING
    bad = (BadPair("Help for victims.", "Помощь для для жертв.", "для для", "для"),)
    good = (GoodPair("He often came.", "U tez-tez kelardi.", "uz"),)

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        for match in _WORD_TWICE.finditer(text.target):
            if not (_NOT_A.match(text.target, match.end()) or _WORD_TWICE.search(text.source)):
                yield TargetHit(*match.span(), f"“{match[1]}” stands twice", match[1])


CHECKS: tuple[TargetCheck, ...] = (WrongSpaces(), MissingNbsp(), WrongDash(), DoubledWord())
