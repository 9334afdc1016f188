"""Checks of a translation's terms and names against the glossary, whatever their endings."""

import re
from collections.abc import Iterator
from functools import cache

from tiptranslate.languages.words import TOKEN, fold
from tiptranslate.model import Level, Match, Name, Target, Term, TermStatus, Wording
from tiptranslate.qa.entry import BadPair, EntryText, GoodPair, TargetCheck, TargetHit, Wanted

_BAD = (TermStatus.DEPRECATED, TermStatus.FORBIDDEN)
_ENDING = "(?:(?:lar)?(?:i|si)?(?:ning|ni|ga|da|dan|dagi)?)"
_SHOWN = 3
"""Inflected forms a message names; the rest is in the glossary."""


def missing(text: EntryText, kind: type[Term] | type[Name]) -> Iterator[Wanted]:
    """The terms or names of a source for which the target has none of the wordings laid down."""
    present = {match.form for match in text.matches if match.wording is not Wording.AVOID}
    seen: set[str] = set()
    for wanted in text.wanted:
        item = wanted.match.item
        if not isinstance(item, kind) or not wanted.targets or item.source in seen:
            continue
        seen.add(item.source)
        if isinstance(item, Term) and item.status in _BAD and _is_quoted(wanted, text):
            continue
        if not any(
            _wordings(target) & present or _is_interrupted(target, text.target)
            for target in wanted.targets
        ):
            yield wanted


def _is_quoted(wanted: Wanted, text: EntryText) -> bool:
    """Whether a bad term of the source stands as just such a wording in the target's quotation."""
    return any(
        match.wording is Wording.AVOID
        and any(match.form in target.avoid for target in wanted.targets)
        and any(start <= match.start and match.end <= end for start, end in text.quotes)
        for match in text.matches
    )


def _is_interrupted(target: Target, text: str) -> bool:
    """Whether a text has a wording of several words with up to three others put in between.

    As in «Национальной комиссии Узбекистана по борьбе» and "jabrlangan 289 nafar shaxs".
    """
    folded = fold(text)
    forms = target.forms or (target.text, *target.admitted)
    ending = "" if target.forms else _ENDING
    return any(_interrupted(form, ending).search(folded) for form in forms if " " in form)


@cache
def _interrupted(form: str, ending: str) -> re.Pattern[str]:
    """A pattern for the words of a wording in their order, each with an ending or none."""
    words = [re.escape(word) + ending for word in TOKEN.findall(fold(form))]
    return re.compile(r"(?<!\w)" + r"(?:[^\w.?!]+\w+){0,3}[^\w.?!]+".join(words) + r"(?!\w)")


def _wordings(target: Target) -> set[str]:
    return {target.text, *target.admitted, *filter(None, [target.acronym])}


def _expected(wanted: Wanted) -> str:
    """What should stand there, with some of its forms."""
    target = wanted.targets[0]
    others = [form for form in target.forms if form != target.text][:_SHOWN]
    more = f" ({', '.join(others)}, …)" if others else ""
    return f"“{target.text}”{more}"


class MissingTerm(TargetCheck):
    """A term of the source is not translated as the glossary lays down.

    Any allowed form counts: cases, plurals, both of two admitted wordings.

    Why: one thing under two names is two things to a reader, and a court or a
    ministry reads the difference into law.

    Limits: one occurrence is enough, since a text may go on with a pronoun, and up to
    three other words may stand between the words of a term. Terms of
    one general word ("transfer", "consent") are only a suggestion. Where the glossary
    has no wording in the language, nothing is asked for.
    """

    id = "missing-term"
    level = Level.WARNING
    bad = (
        BadPair(
            "Trafficking in persons is a crime.",
            "Торговля людей является преступлением.",
            suggestion="торговля людьми",
        ),
        BadPair(
            "He was convicted of smuggling of migrants.",
            "U odam savdosi uchun hukm qilindi.",
            suggestion="migrantlarni noqonuniy olib kirish",
            language="uz",
        ),
    )
    good = (
        GoodPair(
            "Trafficking in persons is a crime.",
            "Законы всех пяти стран запрещают торговлю людьми.",
        ),
        GoodPair(
            "Trafficking in persons is a crime.",
            "Odam savdosiga qarshi qonun bor.",
            language="uz",
        ),
    )

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        for wanted in missing(text, Term):
            item = wanted.match.item
            general = " " not in item.source and "-" not in item.source
            yield TargetHit(
                0,
                0,
                f"“{wanted.found}” should be {_expected(wanted)}",
                wanted.targets[0].text,
                level=Level.SUGGESTION if general else None,
            )


class MissingName(TargetCheck):
    """A person, body, post, event or place is not called what the register lays down.

    Why: a body with a wrong name is another body, or none; people are hurt by a
    wrong spelling of theirs.

    Limits: the acronym will do for the full name and the other way round, and one
    occurrence is enough. Names that are in no register are not checked here.
    """

    id = "missing-name"
    level = Level.WARNING
    bad = (
        BadPair(
            "The World Day against Trafficking in Persons is on 30 July.",
            "День борьбы с работорговлей отмечается 30 июля.",
            suggestion="Всемирный день борьбы с торговлей людьми",
        ),
        BadPair(
            "The course was held in Bukhara.",
            "Kurs Boʻxoroda oʻtkazildi.",
            suggestion="Buxoro",
            language="uz",
        ),
    )
    good = (
        GoodPair(
            "The course was organized by UNODC.",
            "Курс организовало Управление Организации Объединенных Наций "
            "по наркотикам и преступности.",
        ),
        GoodPair("The course was held in Bukhara.", "Kurs Buxoroda oʻtkazildi.", language="uz"),
    )

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        for wanted in missing(text, Name):
            short = wanted.match.wording is Wording.ACRONYM and wanted.targets[0].acronym
            suggestion = short or wanted.targets[0].text
            yield TargetHit(0, 0, f"“{wanted.found}” should be {_expected(wanted)}", suggestion)


class ForbiddenTarget(TargetCheck):
    """A wording that the glossary tells translators to avoid.

    Why: some words hurt the people spoken of («работорговля», «выживший»), others
    name another crime or another country's usage.

    Limits: a wording inside quotation marks is only a warning, since a speaker may
    have said it, and nothing at all where the English quotes a term just as bad.
    """

    id = "forbidden-target"
    level = Level.ERROR
    bad = (
        BadPair(
            "Trafficking in persons is a crime.",
            "Траффикинг, то есть торговля людьми, является преступлением.",
            found="Траффикинг",
            suggestion="торговля людьми",
        ),
    )
    good = (
        GoodPair("Trafficking in persons is a crime.", "Торговля людьми является преступлением."),
        GoodPair("The traffic police stopped the bus.", "Дорожная полиция остановила автобус."),
    )

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        for match in text.matches:
            if match.wording is not Wording.AVOID or _is_inside_another(match, text.matches):
                continue
            quoted = any(start <= match.start and match.end <= end for start, end in text.quotes)
            if quoted and _speaks_so(match, text):
                continue
            target = match.item.targets.get(text.language.code)
            instead = target.text if target else ""
            found = text.target[match.start : match.end]
            yield TargetHit(
                match.start,
                match.end,
                f"“{found}” is to be avoided; write “{instead}”",
                instead,
                level=Level.WARNING if quoted else None,
            )


def _speaks_so(match: Match, text: EntryText) -> bool:
    """Whether the source has a bad term for which the wording found is the faithful one."""
    return any(
        isinstance(wanted.match.item, Term)
        and wanted.match.item.status in _BAD
        and any(match.form in target.avoid for target in wanted.targets)
        for wanted in text.wanted
    )


def _is_inside_another(match: Match, matches: tuple[Match, ...]) -> bool:
    """Whether a longer wording that is right has this one in it."""
    return any(
        other.start <= match.start
        and match.end <= other.end
        and other.end - other.start > match.end - match.start
        and other.wording is not Wording.AVOID
        for other in matches
    )


CHECKS: tuple[TargetCheck, ...] = (MissingTerm(), MissingName(), ForbiddenTarget())
