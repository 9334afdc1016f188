"""Registered names: known mistakes, and names out of their time."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from tiptranslate.languages.words import fold
from tiptranslate.model import Level, Match, Name, Wording
from tiptranslate.qa.lint.reading import (
    is_quoted,
    listed,
    matches,
    release_date,
    sentence_around,
)
from tiptranslate.qa.source import Bad, Hit, SourceCheck, SourceText

_OF_ANOTHER = re.compile(r"[’']?s?,? (?:of|in) (?:the )?(?=[A-Z])")
_SUCCESSION = timedelta(days=31)
_PAST = re.compile(
    r"\b(?:then|former|formerly|previous|previously|renamed|now|known as|until|founded)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")


class WrongName(SourceCheck):
    """A wording that the register of names knows to be a mistake.

    Why: a body misnamed is a body offended, and the mistake is copied into every
    language.

    Limits: where a wording may stand for several names, or another country's name
    follows, it names the candidates or keeps silent. In quotations it warns only.
    """

    id = "wrong-name"
    level = Level.ERROR
    bad = (
        Bad(
            "She directs the NGO “Istiqboli Avlod” in Tashkent.",
            "Istiqboli Avlod",
            "Istiqbolli Avlod",
        ),
        Bad(
            "Experts of the United Nations Office for Drugs and Crime took part.",
            "United Nations Office for Drugs and Crime",
            "United Nations Office on Drugs and Crime",
        ),
    )
    good = (
        "She directs the NGO “Istiqbolli Avlod” in Tashkent.",
        "The NGO “Istiqlol Avlodi” works in Jizzakh.",
        "Experts of the United Nations Office on Drugs and Crime took part.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Every wrong wording, with the right one."""
        for block, match in matches(text):
            if match.wording is not Wording.WRONG or not isinstance(match.item, Name):
                continue
            whole = text.texts[block]
            rights = _candidates(text.names, match, whole[match.end :])
            if not rights:
                continue
            found = whole[match.start : match.end]
            right = _fitted(rights[0].source, whole, match) if len(rights) == 1 else None
            if right and found.endswith(("’s", "'s")) and not match.form.endswith(("’s", "'s")):
                right += found[-2:]
            wordings = [right] if right else [name.source for name in rights]
            yield Hit(
                block,
                match.start,
                match.end,
                f"“{found}” is not the name; write {listed(wordings)}",
                right,
                level=Level.WARNING if _in_speech(text, block, match) else None,
            )


def _in_speech(text: SourceText, block: int, match: Match) -> bool:
    """Whether a match is quoted and the quotation is more than the name alone."""
    marks = 4
    return is_quoted(text, block, match.start, match.end) and not any(
        start <= match.start and match.end <= end and end - start <= match.end - match.start + marks
        for start, end in text.quotes[block]
    )


def _candidates(names: Sequence[Name], match: Match, after: str) -> list[Name]:
    """The names a wrong wording may mean, given the words after it."""
    wrong = fold(match.form)
    found = [name for name in names if wrong in map(fold, name.wrong)]
    fitting = [name for name in found if _overlap(name.source, after)]
    if fitting:
        return fitting
    # "General Prosecutor's Office of the Kyrgyz Republic" is none of ours.
    elsewhere = [name for name in found if " of the Republic of " in name.source]
    if elsewhere and _OF_ANOTHER.match(after):
        return [name for name in found if name not in elsewhere]
    return found


def _fitted(right: str, whole: str, match: Match) -> str:
    """A right name less the words that stand after or before the match already."""
    right = right[: len(right) - _overlap(right, whole[match.end :])]
    words = right.split(" ")
    for count in range(len(words) - 1, 0, -1):
        lead = " ".join(words[:count]) + " "
        if fold(whole[: match.start]).endswith(fold(lead)):
            return right[len(lead) :]
    return right


def _overlap(name: str, after: str) -> int:
    """How many characters of a name's end the text goes on with."""
    following = fold(after)
    for at, sign in enumerate(name):
        if sign == " " and following.startswith(fold(name[at:])):
            return len(name) - at
    return 0


class NameDate(SourceCheck):
    """A name used at a time when it was not, or no longer, the name.

    Why: bodies and cities are renamed; a release that uses the old name shows that it
    was copied, and one that uses the new one too early is no record.

    Limits: the time is the release's date (metadata, dateline or first full date);
    without one the check is silent, and so it is where the sentence itself looks back:
    names a year in which the name was valid, or says "then", "former" or "renamed".
    """

    id = "name-date"
    level = Level.WARNING
    bad = (
        Bad("ASTANA, 30 July 2024 – A conference was held in Nur-Sultan.", "Nur-Sultan", "Astana"),
    )
    good = (
        "NUR-SULTAN, 30 July 2021 – A conference was held in Nur-Sultan.",
        "ASTANA, 30 July 2024 – The first conference was held in Nur-Sultan in 2021.",
        "A conference was held in Nur-Sultan.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Every name outside its time."""
        day: date | None = None
        for block, match in matches(text):
            name = match.item
            if not isinstance(name, Name) or not (name.valid_from or name.valid_until):
                continue
            day = day or release_date(text)
            if day is None:
                return
            whole = text.texts[block]
            if not _valid(name, day) and not _looks_back(name, whole, match, day):
                yield _out_of_time(text, block, match, name, day)


def _valid(name: Name, day: date) -> bool:
    """Whether a name is the present one on a day."""
    return (name.valid_from or day) <= day <= (name.valid_until or day)


def _looks_back(name: Name, whole: str, match: Match, day: date) -> bool:
    """Whether a sentence speaks of another time, in which a name was valid."""
    sentence = sentence_around(whole, match.start, match.end)
    if _PAST.search(sentence):
        return True
    first = name.valid_from.year if name.valid_from else date.min.year
    last = name.valid_until.year if name.valid_until else date.max.year
    years = {int(year) for year in _YEAR.findall(sentence)} - {day.year}
    return any(first <= year <= last for year in years)


def _out_of_time(text: SourceText, block: int, match: Match, name: Name, day: date) -> Hit:
    """The finding, with the one name that was valid then where the register shows it."""
    found = text.texts[block][match.start : match.end]
    others = [other for other in text.names if _follows(other, name) and _valid(other, day)]
    valid = others[0].source if len(others) == 1 and match.wording is not Wording.ACRONYM else None
    if name.valid_from and day < name.valid_from:
        when = f"is the name only from {name.valid_from.isoformat()}"
    else:
        when = f"was the name until {name.valid_until.isoformat() if name.valid_until else ''}"
    advice = f"write “{valid}”" if valid else "check the name"
    return Hit(
        block,
        match.start,
        match.end,
        f"“{found}” {when}, and the release is of {day.isoformat()}; {advice}",
        valid,
    )


def _follows(one: Name, other: Name) -> bool:
    """Whether one name took the other's place: by their dates, or as a note of either says."""
    if one.kind is not other.kind or one.source == other.source:
        return False
    return (
        _succeeds(one, other)
        or _succeeds(other, one)
        or one.source in other.note
        or other.source in one.note
    )


def _succeeds(later: Name, earlier: Name) -> bool:
    start, end = later.valid_from, earlier.valid_until
    return start is not None and end is not None and abs(start - end) <= _SUCCESSION


CHECKS = (WrongName, NameDate)
