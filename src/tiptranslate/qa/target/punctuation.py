"""Checks of the marks between words: quotation marks, brackets, ends of sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tiptranslate.model import Level
from tiptranslate.qa.entry import BadPair, EntryText, GoodPair, TargetCheck, TargetHit

_DOUBLE = re.compile(r"[\"“”„‟«»]")
_OPENS_AFTER = re.compile(r"(?:^|[\s(\[{—–\-/“„«\"‘*_])$")
_LIST_NUMBER = re.compile(r"^\s*(?:\d{1,3}|[^\W\d_])\)")
_PAIRS = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A double quotation mark: its place, whether it opens, how deep it is (from 0)."""

    at: int
    opens: bool
    depth: int


def marks(text: str) -> tuple[tuple[Mark, ...], bool]:
    """The double quotation marks of a text by their places, and whether all pair up."""
    found: list[Mark] = []
    depth, balanced = 0, True
    for match in _DOUBLE.finditer(text):
        at = match.start()
        opens = (
            bool(_OPENS_AFTER.search(text[max(at - 1, 0) : at]))
            and not text[at + 1 : at + 2].isspace()
        )
        if match[0] == "«":
            opens = True
        elif match[0] == "»":
            opens = False
        if opens:
            found.append(Mark(at, True, depth))
            depth += 1
        else:
            depth -= 1
            balanced &= depth >= 0
            found.append(Mark(at, False, max(depth, 0)))
    return tuple(found), balanced and depth == 0


class WrongQuotes(TargetCheck):
    """Quotation marks of another language, or inner ones outside.

    Russian has « » outside and „ “ inside, Uzbek “ ” outside and « » inside.

    Why: marks are the first thing by which a reader sees that a text was pasted
    together; in Uzbek ‘ and ’ collide with letters.

    Limits: only double marks are looked at, and only where all pair up; what does
    not is the matter of unbalanced-pairs. A quotation over several paragraphs opens
    in each and closes in the last: then the marks are shown, not mended.
    """

    id = "wrong-quotes"
    level = Level.WARNING
    bad = (
        BadPair("“Stop,” he said.", '"Стойте", — сказал он.', '"', "«"),
        BadPair("“Stop,” he said.", "«Toʻxtang», — dedi u.", "«", "“", "uz"),
    )
    good = (
        GoodPair("The “Life” centre", "Центр «Жизнь»"),
        GoodPair("“The ‘Life’ centre,” he said.", "«Это центр „Жизнь“», — сказал он."),
        GoodPair("“Stop,” he said.", "“Toʻxtang”, — dedi u.", "uz"),
    )

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        if not _DOUBLE.search(text.target):
            return
        found, balanced = marks(text.target)
        for mark in found:
            number = 2 * min(mark.depth, 1) + (not mark.opens)
            right, there = text.language.quotes[number], text.target[mark.at]
            if there == right or (not balanced and there in text.language.quotes):
                continue
            message = f"{text.language.name} has “{right}” here, not “{there}”"
            safe = balanced and mark.depth <= 1
            yield TargetHit(mark.at, mark.at + 1, message, right, safe=safe)


class UnbalancedPairs(TargetCheck):
    """A bracket or quotation mark has no counterpart, and the source's all have.

    Why: a quotation that does not end puts words into somebody's mouth.

    Limits: where the source does not pair up either, nothing is said.
    """

    id = "unbalanced-pairs"
    level = Level.WARNING
    bad = (
        BadPair("The agency (UNODC) came.", "Пришло агентство (УНП ООН.", "("),
        BadPair("“Stop,” he said.", "«Стойте, — сказал он.", "«"),
    )
    good = (
        GoodPair("The agency (UNODC) came.", "Пришло агентство (УНП ООН)."),
        GoodPair("1) “Stop,” he said.", "1) «Стойте», — сказал он."),
    )

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        target = _brackets(text.target)
        if target and not _brackets(text.source):
            for at in target:
                yield TargetHit(at, at + 1, f"“{text.target[at]}” has no counterpart")
        if _DOUBLE.search(text.target):
            found, balanced = marks(text.target)
            if not balanced and marks(text.source)[1]:
                at = found[-1].at if len(found) > 1 and not found[-1].opens else found[0].at
                yield TargetHit(at, at + 1, f"“{text.target[at]}” has no counterpart")


def _brackets(text: str) -> list[int]:
    """The places of the brackets that do not pair up."""
    start = match.end() if (match := _LIST_NUMBER.match(text)) else 0
    waiting: list[int] = []
    alone: list[int] = []
    for match in re.finditer(r"[()\[\]{}]", text[start:]):
        at = start + match.start()
        if match[0] not in _PAIRS:
            waiting.append(at)
        elif waiting and text[waiting[-1]] == _PAIRS[match[0]]:
            waiting.pop()
        else:
            alone.append(at)
    return sorted(alone + waiting)


_CLOSING = " \u00a0\"”“»’')]*_"
_ENDS = {".": "a full stop", "?": "a question mark", "!": "an exclamation mark", "…": "an ellipsis",
         ":": "a colon", ";": "a semicolon", ",": "a comma"}  # fmt: skip
_FULL = ".?!…"
_SENTENCE = {".", "!", "…"}
_LIST = {",", ";", "."}
_ABBREVIATIONS = ("г.", "гг.", "др.", "т.д.", "т. д.", "пр.", "b.", "h.k.")


class EndPunctuation(TargetCheck):
    """The translation ends in another mark than the source.

    Why: a question that became a statement, a list item that became a sentence: the
    end is where a translation shows that it was cut.

    Limits: a full stop may become an exclamation mark or an ellipsis and the other way
    round; semicolons, commas and full stops at the ends of list items may change.
    Titles and abbreviations at the end are judged by the source alone.
    """

    id = "end-punctuation"
    level = Level.WARNING
    bad = (
        BadPair("He came home.", "Он пришел домой", suggestion="Он пришел домой."),
        BadPair("Why did he come?", "Почему он пришел."),
    )
    good = (
        GoodPair("“He came home.”", "«Он пришел домой»."),
        GoodPair("Regional conference in Almaty", "Региональная конференция в Алматы"),
        GoodPair("a shelter;", "приют,"),
    )

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        before, after = _end(text.source), _end(text.target)
        if before == after or {before, after} <= _SENTENCE or {before, after} <= _LIST:
            return
        if not before and text.target.rstrip(_CLOSING).endswith(_ABBREVIATIONS):
            return
        mended = text.target.rstrip() + before if before in _FULL and before and not after else None
        wanted, found = _ENDS.get(before, "no mark"), _ENDS.get(after, "no mark")
        yield TargetHit(0, len(text.target), f"ends in {found}, the source in {wanted}", mended)


def _end(text: str) -> str:
    """The mark a text ends in, "" for none; quotation marks and brackets do not count."""
    bare = text.rstrip(_CLOSING)
    if bare.endswith("..."):
        return "…"
    last = bare[-1:]
    return last if last in _ENDS else ""


CHECKS: tuple[TargetCheck, ...] = (WrongQuotes(), UnbalancedPairs(), EndPunctuation())
