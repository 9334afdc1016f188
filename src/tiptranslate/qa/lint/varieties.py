"""American and British spelling, and -ise and -ize, by the house style of the United Nations."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tiptranslate.markup import protected
from tiptranslate.model import Level, Name, TermStatus
from tiptranslate.qa.lists import rows
from tiptranslate.qa.source import Bad, Hit, SourceCheck, SourceText
from tiptranslate.qa.whole import Whole, whole

_SENTENCE_END = re.compile(r"(?:\A|[\n.?!:][\"”’')\]]*\s+[\"“‘'(\[]*|\n[\"“‘'(\[]+)\Z")
_CAPITAL = re.compile(r"\s+[A-Z]")
_NO_PROGRAMME = re.compile(r"\b(?:[A-Z][a-z][\w’'-]*|[Cc]omputer|software)\s+\Z")
"""Before "program": a name it is part of, or what makes it one for a computer."""
_BAD = (TermStatus.DEPRECATED, TermStatus.FORBIDDEN)
_MIXED = {
    "us": "American spelling among British",
    "ise": "-ise among -ize",
    "house": "two spellings of one word",
}
_ALONE = {
    "us": "American spelling",
    "ise": "-ise",
    "house": "not the spelling of the house style",
}


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word the house style spells otherwise; ``kind`` is "us", "ise" or "house"."""

    other: str
    house: str
    kind: str
    safe: bool


@cache
def _table() -> dict[str, Spelling]:
    """All spellings by the one that is not used."""
    return {
        row["other"]: Spelling(row["other"], row["house"], row["kind"], row["safe"] == "yes")
        for row in csv.DictReader(rows("varieties.csv"))
    }


@cache
def _house() -> dict[str, frozenset[str]]:
    """The words of the house style by kind."""
    kinds: dict[str, set[str]] = {kind: set() for kind in _MIXED}
    for spelling in _table().values():
        kinds[spelling.kind].add(spelling.house)
    # Words that an American writes too say nothing about a text.
    kinds["us"] -= {"grey", "per cent", "dialogue", "dialogues", "adviser", "advisers"}
    return {kind: frozenset(words) for kind, words in kinds.items()}


class MixedVarieties(SourceCheck):
    """American spelling, -ise and "co-operation", where the house style is another.

    The house style is that of the United Nations: programme, labour, centre, defence,
    and organize, recognize. A text that mixes gets warnings, one that keeps to another
    style throughout suggestions.

    Why: Readers see the seams between the texts a release was made from; and a memory
    finds no sentence that is spelled otherwise.

    Limits: Words with a capital inside a sentence are taken for names ("U.S. Department
    of Labor") and passed over; quoted words are at most a suggestion. It knows the words of
    its table varieties.csv; "practice", "license" and "meter" are not in it, for both
    spellings are British, nor "judgment", as lawyers write it.
    """

    id = "mixed-varieties"
    level = Level.WARNING
    bad = (
        Bad("Labour inspectors know the labor market.", "labor", "labour"),
        Bad("The organization recognises the signs.", "recognises", "recognizes"),
        Bad("Labor inspectors from six regions met.", "Labor", "Labour"),
        Bad("Cooperation is good, yet co-operation costs.", "co-operation", "cooperation"),
        Bad("About 12 percent of them agreed.", "percent", "per cent"),
    )
    good = (
        "The U.S. Department of Labor supports the Labour Inspectorate and its programme.",
        "The World Trade Center and the Dignity and Rights program support a centre.",
        "The Organization for Security and Co-operation in Europe and cooperation.",
        "They advised him to exercise, analyse and supervise.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Look the words of the release up, then find where those of the table stand."""
        release = whole(text)
        table = _table()
        candidates = {table[word] for word in release.words & table.keys()}
        if "co-o" in release.folded:
            candidates |= {spelling for key, spelling in table.items() if "-" in key}
        for spelling in sorted(candidates, key=lambda spelling: spelling.other):
            is_mixed = not _house()[spelling.kind].isdisjoint(release.words)
            for match in re.finditer(rf"\b{spelling.other}\b(?![.@/_]\w)", release.folded):
                hit = _judge(text, release, spelling, match.span(), is_mixed=is_mixed)
                if hit:
                    yield hit


def _judge(
    text: SourceText, release: Whole, spelling: Spelling, span: tuple[int, int], *, is_mixed: bool
) -> Hit | None:
    """The finding for one place, None where a name or a link stands."""
    found = release.text[slice(*span)]
    block, start, end = release.place(*span)
    if _is_name(release, spelling, *span) or _is_fixed(text, block, start, end):
        return None
    house = spelling.house.capitalize() if found[0].isupper() else spelling.house
    is_quoted = text.is_quoted(block, start, end)
    what = (_MIXED if is_mixed else _ALONE)[spelling.kind]
    return Hit(
        block,
        start,
        end,
        message=f"{what}: “{found}”; the house style writes “{house}”",
        replacement=house,
        safe=spelling.safe and not is_quoted,
        level=Level.WARNING if is_mixed and not is_quoted else Level.SUGGESTION,
    )


def _is_name(release: Whole, spelling: Spelling, start: int, end: int) -> bool:
    """Whether a word is, or seems to be, part of a name."""
    text = release.text
    if text[max(0, start - 1)] in "@/._" and start:
        return True
    if text[start:end].islower():
        return spelling.house.startswith("programme") and bool(
            _NO_PROGRAMME.search(text, max(0, start - 40), start)
        )
    # A capital says something only where no sentence begins.
    begins = _SENTENCE_END.search(text[max(0, start - 6) : start]) is not None
    if start >= 6:  # noqa: PLR2004 - what was cut off above is no beginning of the text
        begins = _SENTENCE_END.search("x" + text[start - 6 : start]) is not None
    return not begins or text[start:end].isupper() or _CAPITAL.match(text, end) is not None


def _is_fixed(text: SourceText, block: int, start: int, end: int) -> bool:
    """Whether a stretch lies in a known name, an address, or a term that is reported."""
    known = text.matches[block] if block < len(text.matches) else ()
    return any(
        match.start <= start
        and end <= match.end
        and (isinstance(match.item, Name) or (match.item.status in _BAD and " " in match.form))
        for match in known
    ) or any(span.start <= start and end <= span.end for span in protected(text.texts[block]))


CHECKS: tuple[SourceCheck, ...] = (MixedVarieties(),)
