"""Capitals in names: too many of them, or none."""

import re
from collections.abc import Collection, Iterator

from tiptranslate.languages.words import fold
from tiptranslate.model import BlockKind, Level, Match, Name, NameKind, Wording
from tiptranslate.qa.lint.reading import SMALL_WORDS, dateline_end, is_capitals, matches, shouts
from tiptranslate.qa.source import Bad, Hit, SourceCheck, SourceText

_WORD = re.compile(r"[^\W\d_]+(?:[’'ʻʼ-][^\W\d_]+)*")
_HONORIFIC = re.compile(
    r"\b(?:Mr|Ms|Mrs|Dr|Prof|Col|Gen|Lt|Capt|Maj|Amb)\.?\s"
    r"((?:[A-Z]\.|[A-Z][\w’'-]*)(?:\s(?:[A-Z]\.|[A-Z][\w’'-]*)){0,3})"
)
_ROMAN = re.compile(r"[IVX]+")
_LONG_NAME = 3
_LONG_WORD = 3


class NameCapitals(SourceCheck):
    """A name in capitals, or a registered one in small letters, in running text.

    Why: "REDA Sirgediene" and "world day against trafficking in persons" look careless,
    and a translation engine takes capitals for an acronym.

    Limits: lines set in capitals and places at the start of a dateline are left alone;
    posts and bodies may stand in small letters, for there are several of a kind. Persons
    outside the register are seen after Mr., Ms., Dr. and the like only.
    """

    id = "name-capitals"
    level = Level.WARNING
    bad = (
        Bad("We spoke with Ms. JANE Sample.", "JANE Sample", "Jane Sample"),
        Bad("Prof. Ivan PRIMEROV took part.", "Ivan PRIMEROV", "Ivan Primerov"),
        Bad(
            "A course ends\n\nIt closed on the World Day Against Trafficking in Persons in Almaty.",
            "World Day Against Trafficking in Persons",
            "World Day against Trafficking in Persons",
        ),
    )
    good = (
        "We spoke with Ms. Jane Sample of UNODC.",
        "TASHKENT, 30 July 2025 – Mr. Ivan Primerov III spoke.",
        "It closed on the World Day against Trafficking in Persons.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Names with wrong capitals, those of the register first."""
        seen: set[tuple[int, int]] = set()
        for block, match in matches(text):
            hit = _capitals(text, block, match)
            if hit:
                seen.add((block, match.start))
                yield hit
        acronyms = {name.acronym for name in text.names}
        for block, whole in enumerate(text.texts):
            for found in _HONORIFIC.finditer(whole):
                right = _uncapital(found[1], acronyms)
                fresh = (block, found.start(1)) not in seen
                if right and fresh and not shouts(text.release.blocks[block]):
                    yield _recased(block, found.start(1), found[1], right)


def _capitals(text: SourceText, block: int, match: Match) -> Hit | None:
    """The finding at a registered name, None where its capitals are right."""
    name = match.item
    whole = text.texts[block]
    found = whole[match.start : match.end]
    if not isinstance(name, Name) or match.wording in (Wording.ACRONYM, Wording.WRONG):
        return None
    if match.form in found or len(found) != len(match.form) or fold(found) != fold(match.form):
        return None
    here = text.release.blocks[block]
    if here.kind in (BlockKind.HEADLINE, BlockKind.DATELINE) or shouts(here):
        return None
    opens = match.start == 0 and name.kind is NameKind.PLACE and is_capitals(found)
    if opens or match.end <= dateline_end(whole) or not _is_slip(name, found, match.form):
        return None
    return _recased(block, match.start, found, match.form)


def _is_slip(name: Name, found: str, form: str) -> bool:
    """Whether a name's capitals are wrong enough to say so."""
    pairs = [
        (ours, theirs)
        for ours, theirs in zip(found.split(), form.split(), strict=False)
        if ours[0] != theirs[0] or is_capitals(ours) != is_capitals(theirs)
    ]
    if any(len(ours) >= _LONG_WORD and is_capitals(ours) for ours, _ in pairs):
        return True
    if not pairs or name.kind is NameKind.POST:
        return False
    # "A regional sub-commission on ..." is one of many, "a Ministry of internal affairs" a slip.
    if name.kind is NameKind.BODY and found[0].islower() and form[0].isupper():
        return False
    if name.kind is NameKind.PLACE:
        return found.islower()
    long = sum(word.lower() not in SMALL_WORDS for word in form.split()) >= _LONG_NAME
    return long or name.kind is NameKind.PERSON


def _uncapital(found: str, acronyms: Collection[str]) -> str | None:
    """A person's name without words in capitals, None where it has none."""

    def word(match: re.Match[str]) -> str:
        part = match[0]
        short = len(part) < _LONG_WORD or not part.isupper()
        if short or _ROMAN.fullmatch(part) or part in acronyms:
            return part
        return re.sub(r"[^\W\d_]+", lambda piece: piece[0].capitalize(), part)

    right = _WORD.sub(word, found)
    return right if right != found else None


def _recased(block: int, start: int, found: str, right: str) -> Hit:
    return Hit(
        block,
        start,
        start + len(found),
        f"“{found}” has the wrong capitals; write “{right}”",
        right,
        safe=True,
    )


CHECKS = (NameCapitals,)
