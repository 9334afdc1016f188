"""What several checks of terms and names ask of a release: quotation, capitals, its date."""

import re
from collections.abc import Iterator
from datetime import date

from tiptranslate.model import Block, BlockKind, Match
from tiptranslate.qa.source import SourceText

SMALL_WORDS = frozenset(
    "a an and as at against by for from in into of on or over per the to under upon with".split()  # noqa: SIM905 - easier to read
)
"""Words that keep a small letter in a title in capitals."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH = "|".join(_MONTHS)
_DATE = re.compile(
    rf"\b(?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\s(?P<month>{_MONTH})"
    rf"|(?P<month2>{_MONTH})\s(?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th)?),?\s(?P<year>(?:19|20)[0-9]{{2}})\b"
    r"|\b(?P<iso>(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2})\b"
)
_DATELINE = re.compile(r"[A-Z][A-Z’'\s/,.-]{2,60}(?=[0-9(–—])")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?![0-9])")
_EARLY = 4
_WORD = re.compile(r"[^\W\d_]+")


def matches(text: SourceText) -> Iterator[tuple[int, Match]]:
    """Every match of a release with the number of its block."""
    for block, found in enumerate(text.matches):
        for match in found:
            yield block, match


def is_quoted(text: SourceText, block: int, start: int, end: int) -> bool:
    """Whether a stretch is quoted: in quotation marks or in a block quotation."""
    kind = text.release.blocks[block].kind
    return kind is BlockKind.QUOTE or text.is_quoted(block, start, end)


def is_capitals(text: str) -> bool:
    """Whether a text has letters and all of them are capitals."""
    return text.isupper()


def shouts(block: Block) -> bool:
    """Whether a block is set in capitals, or nearly, so that capitals say nothing in it."""
    words: list[str] = _WORD.findall(block.text)
    return sum(word.isupper() for word in words) * 2 > len(words)


def is_titled(text: str) -> bool:
    """Whether two or more words of a text, small ones apart, all begin with a capital."""
    words = [word for word in _WORD.findall(text) if word.lower() not in SMALL_WORDS]
    return len(words) > 1 and all(word[0].isupper() for word in words)


def in_a_title(text: SourceText, block: int, start: int, end: int) -> bool:
    """Whether a stretch of running text is capitalised as part of a name nobody registered."""
    here = text.release.blocks[block]
    return here.kind is not BlockKind.HEADLINE and is_titled(here.text[start:end])


def release_date(text: SourceText) -> date | None:
    """The day a release is of, None where nothing says so.

    It is that of the metadata, else the first full date of the first blocks, where the
    dateline is, else the one the slug begins with, else the first full date at all.
    A year that the slug begins with rules out dates of another year.
    """
    slug = text.release.slug
    stated = find_date(text.release.metadata.get("date", "")) or find_date(
        "\n".join(text.texts[:_EARLY])
    )
    if stated is None:
        stated = find_date(slug[:10]) or find_date("\n".join(text.texts[_EARLY:]))
        year = _YEAR.match(slug)
        if stated and year and stated.year != int(year[0]):
            return None
    return stated


def find_date(text: str) -> date | None:
    """The first full date of a text, None without one that exists."""
    for match in _DATE.finditer(text):
        try:
            if match["iso"]:
                return date.fromisoformat(match["iso"])
            month = _MONTHS.index(match["month"] or match["month2"]) + 1
            return date(int(match["year"]), month, int(match["day"] or match["day2"]))
        except ValueError:
            continue
    return None


def dateline_end(text: str) -> int:
    """Where the places in capitals of a dateline end, 0 for a text that begins with none."""
    match = _DATELINE.match(text)
    return match.end() if match else 0


def sentence_around(text: str, start: int, end: int) -> str:
    """The stretch between the full stops around a match; abbreviations may cut it short."""
    before = max(text.rfind(mark, 0, start) for mark in (". ", "? ", "! "))
    after = min(
        (at for mark in ".?!" if (at := text.find(mark + " ", end)) >= 0), default=len(text)
    )
    return text[before + 1 : after]


def listed(wordings: list[str]) -> str:
    """Wordings in quotation marks, joined by "or"."""
    return " or ".join(f"“{wording}”" for wording in wordings)
