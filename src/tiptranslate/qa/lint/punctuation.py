"""Punctuation: marks in the wrong order, doubled or left out; dashes; brackets."""

import re
from collections.abc import Iterator
from typing import ClassVar

from tiptranslate.model import BlockKind, Level
from tiptranslate.qa.lint.lines import find
from tiptranslate.qa.source import Bad, Hit, SourceCheck, SourceText
from tiptranslate.qa.whole import whole

_TAG = re.compile(r"([\"”])(?<=[,.!?].)[ \u00a0]?[-–—][ \u00a0]?(?=[A-Za-z])")
_BOTH_SIDES = re.compile(r"([,.])(?<![A-Z].)[\"”’]\1(?!\.)")
_DOUBLED = re.compile(
    r",(?:[ \u00a0]?[,;]|\.)(?!\.)|;[ \u00a0]?[;,.]|\.\.(?<![./\\]..)(?![./\\])|:[,;]"
)
_HYPHEN = re.compile(r"-(?<=[A-Za-z”\"’')%,] -)(?= [A-Za-z“\"‘'])")
_DASH = re.compile(r"[–—](?<=\S .)(?= \S)")
_DASHED_KINDS = frozenset(
    {
        BlockKind.HEADLINE,
        BlockKind.PARAGRAPH,
        BlockKind.QUESTION,
        BlockKind.ANSWER,
        BlockKind.QUOTE,
    }
)

_POSTS = (
    "Representative|Advis[eo]r|Director|Head|Ambassador|Officer|Minister|Rector|Chair(?:man|person"
    "|woman)?|Deputy|Coordinator|President|Chief|Manager|Prosecutor|Judge|Professor|Secretary"
    "|Commissioner|Specialist|Consultant|Trainer|Rapporteur|Counsellor|Governor|Attaché"
)
_POST = re.compile(_POSTS)
_SAID = (
    "said|noted|emphasi[sz]ed|welcomed|explained|concluded|added|stressed|told|stated|thanked"
    "|underlined|underscored|highlighted|remarked|reported|announced|opened|called|presented"
    "|demonstrated|shared|spoke|urged|recalled|reminded|pointed|expressed|reiterated"
)
_S = "[ \u00a0]+"
_NAME = rf"[A-Z][\w’'-]+(?:{_S}[A-Z][\w’'.-]+){{1,2}}"
_HONORIFIC = r"(?:Mr|Ms|Mrs|Dr|Prof|Col|Gen|Maj|Capt|Amb|H\.E)\."
_START = r"(?:^|(?<=[.!?][ \u00a0]))"
# "Ms. Ann Sample, Head of the Unit said", the name at the start or behind a comma.
_AFTER_POST = re.compile(
    rf"(?:{_START}|(?<=,[ \u00a0]))(?:{_HONORIFIC}{_S})?{_NAME},{_S}"
    rf"(?=[^,\n]{{0,60}}\b(?:{_POSTS})\b)(?!who |which |said |and )"
    rf"(?:[\w’'&/“”\"()-]+{_S}){{0,24}}?([\w’'”\")-]+){_S}(?:also )?(?:{_SAID})\b",
    re.MULTILINE,
)
# "The Head of the Unit, Ms. Ann Sample said"
_AFTER_NAME = re.compile(
    rf"{_START}The (?=[^,\n]{{0,60}}\b(?:{_POSTS})\b)[^,.;:\n]{{5,160}},{_S}"
    rf"{_HONORIFIC}{_S}(?:[A-Z][\w’'-]+{_S})?([A-Z][\w’'-]+){_S}(?:also )?(?:{_SAID})\b",
    re.MULTILINE,
)
_VERB = re.compile(rf"\b(?:{_SAID}|is|are|was|were|has|have|had|will|would|can|to|by|that|when)\b")

_BRACKETS = re.compile(r"[()\[\]]")
_LABEL = re.compile(r"(?:^|(?<=[\s;:,]))(?:[a-z]|[ivx]{1,4}|[0-9]{1,2})\)(?=[\s\u00a0])")
_PAIRS = {")": "(", "]": "["}


class PunctuationOrder(SourceCheck):
    """A dash behind a closing quotation mark, or a mark both before and behind it.

    Why: `,"- she said` is the punctuation of Russian; English goes on without a dash.

    Limits: whether the full stop stands before or behind the closing mark is left to the author.
    """

    id: ClassVar[str] = "punctuation-order"
    level: ClassVar[Level] = Level.WARNING
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad('"Every life matters,"- she said.', '"- ', '" '),
        Bad("“Every life matters,” – she said.", "” – ", "” "),
        Bad("He read “On Shelters,”, and left.", ",”,", ",”"),
    )
    good: ClassVar[tuple[str, ...]] = (
        "“Every life matters,” she said.",
        "The “lover boy” – a recruiter – left. He saw the “U.S.”.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield the mark and the dash, or the mark and what stands on both its sides."""
        if '"' not in whole(text).text and "”" not in whole(text).text:
            return
        for match in _TAG.finditer(whole(text).text):
            yield Hit(
                *whole(text).place(*match.span()),
                "dash behind a quotation, as in Russian; English goes on without it",
                match[1] + " ",
                safe=match.string[match.end()].islower(),
            )
        for match in _BOTH_SIDES.finditer(whole(text).text):
            yield Hit(
                *whole(text).place(*match.span()),
                "the same mark before and behind the quotation mark; one is enough",
                match[0][:2],
            )


class DoubledPunctuation(SourceCheck):
    """Two commas, two full stops, or a comma beside another mark.

    Why: one of the two was left over from an edit, and it is not always the second.

    Limits: three dots, and full stops in abbreviations before a comma, are right.
    """

    id: ClassVar[str] = "doubled-punctuation"
    level: ClassVar[Level] = Level.WARNING
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad("Judges,, prosecutors and police.", ",,", ","),
        Bad("The court closed..", "..", "."),
        Bad("The court closed,.", ",."),
    )
    good: ClassVar[tuple[str, ...]] = (
        "At 6 p.m., the U.S., etc., closed... See ../a and a, b; c.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield the two marks; where they are alike one of them is put in their place."""
        for match in _DOUBLED.finditer(whole(text).text):
            alike = match[0][0] == match[0][-1]
            yield Hit(
                *whole(text).place(*match.span()),
                f"two punctuation marks in a row ({match[0]}); write one",
                match[0][0] if alike else None,
                safe=alike,
            )


class DashStyle(SourceCheck):
    """A hyphen used as a dash, or two kinds of dashes between spaces in one release.

    Why: a hyphen joins words; the reader of `approach - prevention` stumbles, and so
    does machine translation.

    Limits: the fix is safe only where the release has dashes between spaces itself and
    so shows which one it wants; figures ("5 - 10") and contacts are left alone.
    """

    id: ClassVar[str] = "dash-style"
    level: ClassVar[Level] = Level.SUGGESTION
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad("It is a latent crime - we see it late.", " - ", " – "),
        Bad("One – two – three.\n\nIt is late — we know.", " — ", " – "),
    )
    good: ClassVar[tuple[str, ...]] = (
        "It is a latent crime – we see it late. A well-known one.",
        "- a list item",
        "TASHKENT, 1 July 2025 – The court met — once.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield the hyphens, then the dashes of the rarer kind."""
        joined = whole(text).text
        dashes = [match for match in _DASH.finditer(joined) if not _ends_dateline(match)]
        en = sum(match[0] == "–" for match in dashes)
        common, rare = ("–", "—") if en * 2 >= len(dashes) else ("—", "–")
        for match in _HYPHEN.finditer(joined):
            place = whole(text).place(match.start() - 1, match.end() + 1)
            if text.release.blocks[place[0]].kind in _DASHED_KINDS:
                yield Hit(
                    *place,
                    f"hyphen used as a dash; write {common!r}",
                    f" {common} ",
                    safe=bool(dashes) and en in (0, len(dashes)),
                )
        for match in dashes:
            if match[0] == rare:
                yield Hit(
                    *whole(text).place(match.start() - 1, match.end() + 1),
                    f"{rare!r} in a text with {common!r}; use one kind of dash",
                    f" {common} ",
                    safe=True,
                )


def _ends_dateline(match: re.Match[str]) -> bool:
    """Whether a dash stands behind a place and a date, where it may be of another kind."""
    start = match.string.rfind("\n", 0, match.start()) + 1
    return match.string[start : start + 4].isupper() and match.start() - start <= 60  # noqa: PLR2004


class MissingComma(SourceCheck):
    """No closing comma behind a post or a name that stands between commas.

    Why: "Ms. Sample, Head of the Unit said" reads as if the unit had spoken.

    Limits: only where a full name, a post and a verb of speaking follow each other.
    """

    id: ClassVar[str] = "missing-comma"
    level: ClassVar[Level] = Level.SUGGESTION
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad("Ms. Jane Sample, Head of the Shelter Unit said it was late.", "Unit", "Unit,"),
        Bad("Opening it, Jane Sample, Regional Adviser for Asia noted that.", "Asia", "Asia,"),
        Bad("The Head of the Unit, Ms. Jane Sample welcomed them.", "Sample", "Sample,"),
    )
    good: ClassVar[tuple[str, ...]] = (
        "Ms. Jane Sample, Head of the Shelter Unit, said it was late.",
        "The Head of the Unit, Ms. Jane Sample, welcomed them.",
        "Jane Sample, who is Head of the Unit and said so, left.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield the word behind which the comma is missing."""
        for pattern in (_AFTER_POST, _AFTER_NAME):
            for match in find(pattern, _POST, whole(text).text):
                if _VERB.search(match.string, match.start(), match.start(1)):
                    continue
                yield Hit(
                    *whole(text).place(*match.span(1)),
                    "the comma that closes the name or post seems to be missing",
                    match[1] + ",",
                )


class UnbalancedBrackets(SourceCheck):
    """A bracket without its partner in the same paragraph.

    Why: an expansion such as "(UNODC" is then no longer recognised.

    Limits: the brackets behind the letters and numbers of a list are right.
    """

    id: ClassVar[str] = "unbalanced-brackets"
    level: ClassVar[Level] = Level.WARNING
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad("The Network of Shelters (CANS met.", "("),
        Bad("The Network of Shelters CANS) met.", ")"),
    )
    good: ClassVar[tuple[str, ...]] = (
        "The Network (CANS) met.\n\na) to meet;\n\nIt agreed to: 1) meet; 2) act. press[at]a.org",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield every bracket without a partner."""
        joined = whole(text).text
        if joined.count("(") == joined.count(")") and joined.count("[") == joined.count("]"):
            return
        for block, string in enumerate(text.texts):
            for at in _lonely(string):
                message = f"{string[at]!r} has no partner in this paragraph"
                yield Hit(block, at, at + 1, message)


def _lonely(string: str) -> list[int]:
    """Where the brackets without a partner stand."""
    labels = {match.end() - 1 for match in _LABEL.finditer(string)}
    opened: list[int] = []
    lonely = []
    for match in _BRACKETS.finditer(string):
        at = match.start()
        if match[0] not in _PAIRS:
            opened.append(at)
        elif opened and string[opened[-1]] == _PAIRS[match[0]]:
            opened.pop()
        elif at not in labels:
            lonely.append(at)
    return sorted(opened + lonely)


CHECKS = (
    PunctuationOrder,
    DoubledPunctuation,
    DashStyle,
    MissingComma,
    UnbalancedBrackets,
)
