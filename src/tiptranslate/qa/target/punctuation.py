"""Checks of the marks between words: quotation marks, brackets, ends of sentences."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tiptranslate.model import Level
from tiptranslate.qa.entry import BadPair, EntryText, GoodPair, Placed, TargetCheck, TargetHit

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
    not is the matter of unbalanced-pairs. Inner marks of another kind are a
    suggestion, for good houses differ in them. A quotation over several paragraphs opens
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
            level = Level.SUGGESTION if mark.depth else None
            yield TargetHit(mark.at, mark.at + 1, message, right, safe=safe, level=level)


_AUTHOR = re.compile(r"[,.?!…][»”\"]?[ \u00a0]—[ \u00a0]")
_NEAR = 12
"""Sentences within which a quotation that runs on ends."""


class UnbalancedPairs(TargetCheck):
    """A bracket or quotation mark has no counterpart, and the source's all have.

    Russian and Uzbek do not close a quotation that the author interrupts: «Нет, —
    сказал он. — Я не поеду». Where its halves are two sentences of the catalog, neither
    is at fault as long as the other one is near.

    Why: a quotation that does not end puts words into somebody's mouth.

    Limits: where the source does not pair up either, nothing is said.
    """

    id = "unbalanced-pairs"
    level = Level.WARNING
    bad = (
        BadPair("The agency (UNODC) came.", "Пришло агентство (УНП ООН.", "("),
        BadPair("He runs the “Life” centre.", "Он возглавляет центр «Жизнь.", "«"),
        BadPair("He runs the “Life” centre.", "U “Hayot markazini boshqaradi.", "“", "", "uz"),
    )
    good = (
        GoodPair("The agency (UNODC) came.", "Пришло агентство (УНП ООН)."),
        GoodPair("1) “Stop,” he said.", "1) «Стойте», — сказал он."),
        GoodPair("“No,” he said.", "«Нет, — сказал он."),
        GoodPair("“I will not go.”", "Я не поеду»."),
    )

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        target = _brackets(text.target)
        if target and not _brackets(text.source):
            for at in target:
                yield _alone(text.target, at)
        if _DOUBLE.search(text.target):
            lone = _lone(text.target)
            if lone and marks(text.source)[1] and not _runs_on(text.source, text.target):
                mark = lone[-1] if len(lone) > 1 and not lone[-1].opens else lone[0]
                yield _alone(text.target, mark.at)

    def across(self, entries: Sequence[Placed]) -> Iterable[tuple[Placed, TargetHit]]:
        """The quotations that an author interrupts and whose other half is not near."""
        for place, entry in enumerate(entries):
            if not _DOUBLE.search(entry.target) or not marks(entry.source)[1]:
                continue
            mark = _runs_on(entry.source, entry.target)
            if mark is None:
                continue
            near = entries[place + 1 : place + 1 + _NEAR]
            if not mark.opens:
                near = entries[max(place - _NEAR, 0) : place][::-1]
            others = (
                one for other in near if other.path == entry.path for one in _lone(other.target)
            )
            counterpart = next(others, None)
            if counterpart is None or counterpart.opens == mark.opens:
                yield entry, _alone(entry.target, mark.at)


def _alone(target: str, at: int) -> TargetHit:
    return TargetHit(at, at + 1, f"“{target[at]}” has no counterpart")


def _lone(text: str) -> list[Mark]:
    """The double quotation marks of a text that have no counterpart in it."""
    waiting: list[Mark] = []
    for mark in marks(text)[0]:
        if not mark.opens and waiting and waiting[-1].opens:
            waiting.pop()
        else:
            waiting.append(mark)
    return waiting


def _runs_on(source: str, target: str) -> Mark | None:
    """The one lone mark of a target that may be half of a quotation with the author's words in it.

    The first half opens the sentence and has the author's words behind a dash; the
    second half closes at its end a quotation that the source opens again.
    """
    lone = _lone(target)
    if len(lone) != 1:
        return None
    (mark,) = lone
    if mark.opens:
        goes_on = not target[: mark.at].strip() and bool(_AUTHOR.search(target, mark.at))
    else:
        goes_on = source.lstrip()[:1] in '“"«' and target[mark.at + 1 :].strip(" .,;:!?…") == ""
    return mark if goes_on else None


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
_ABBREVIATION = re.compile(
    r"(?:(?<!\w)(?:гг?|др|т\.[ \u00a0]?[дпе]|пр|ул|b|h\.k)"
    r"|\b(?:[ap]\.m|etc|Inc|Ltd|Co|Jr|Sr|U\.S|D\.C))\.$"
)


class EndPunctuation(TargetCheck):
    """The translation ends in another mark than the source.

    Why: a question that became a statement, a list item that became a sentence: the
    end is where a translation shows that it was cut.

    Limits: a full stop may become an exclamation mark or an ellipsis and the other way
    round; semicolons, commas and full stops at the ends of list items may change, and
    "Dear colleagues," is «Уважаемые коллеги!». An abbreviation at the end may have the
    only full stop.
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
        if (before, after) == (",", "!"):
            return
        if not before and _ABBREVIATION.search(text.target.rstrip(_CLOSING)):
            return
        if not after and _ABBREVIATION.search(text.source.rstrip(_CLOSING)):
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
