"""Terms: what must not be written, what had better not, and two terms for one thing."""

from collections.abc import Iterator
from typing import ClassVar

from tiptranslate.model import Level, Match, Term, TermStatus
from tiptranslate.qa.lint.inflecting import adapted, fits_article, keeps_shape
from tiptranslate.qa.lint.reading import in_a_title, is_quoted, listed, matches
from tiptranslate.qa.source import Bad, Hit, SourceCheck, SourceText

_USABLE = (TermStatus.PREFERRED, TermStatus.ADMITTED)


class _Banned(SourceCheck):
    """Terms of one status, with what to write instead; ``guarded`` is the level in quotations."""

    guarded: ClassVar[Level]
    verdict: ClassVar[str]
    status: ClassVar[TermStatus]

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Every use of a term that has the status."""
        for block, match in matches(text):
            term = match.item
            if isinstance(term, Term) and term.status is self.status:
                yield self._hit(text, block, match, term)

    def _hit(self, text: SourceText, block: int, match: Match, term: Term) -> Hit:
        whole = text.texts[block]
        found = whole[match.start : match.end]
        guarded = in_a_title(text, block, match.start, match.end) or is_quoted(
            text, block, match.start, match.end
        )
        uses = [adapted(found, match.form, use) or use for use in term.use]
        single = None
        if len(term.use) == 1 and _is_like(text, term):
            single = adapted(found, match.form, term.use[0])
        return Hit(
            block,
            match.start,
            match.end,
            f"“{found}” {self.verdict}" + _advice(uses, term.note),
            single,
            safe=not guarded
            and single is not None
            and keeps_shape(match.form, term.use[0])
            and fits_article(whole[: match.start], found, single),
            level=self.guarded if guarded else None,
        )


def _is_like(text: SourceText, term: Term) -> bool:
    """Whether the one term to use instead is of the same part of speech, where it has a row.

    "Forced to sexual exploitation" is a phrase, and no noun can stand in its place.
    """
    uses = (other for other in text.terms if other.source == term.use[0])
    other = next(uses, term)
    return term.part_of_speech == other.part_of_speech or "phrase" not in (
        term.part_of_speech,
        other.part_of_speech,
    )


class ForbiddenTerm(_Banned):
    """A term that the vocabulary forbids.

    Why: these terms mix up two crimes, blame a victim or are calques, and every
    translation repeats the harm.

    Limits: in quotation marks, in block quotations and in capitalised titles it warns
    only, for those are somebody else's words. It knows the terms of the vocabulary.
    """

    id = "forbidden-term"
    level = Level.ERROR
    guarded = Level.WARNING
    verdict = "must not be used"
    status = TermStatus.FORBIDDEN
    bad = (
        Bad("Police detained ten illegal migrants.", "illegal migrants", "irregular migrants"),
        Bad("Illegal migrants were sent home.", "Illegal migrants", "Irregular migrants"),
        Bad("He was sold for slave labour.", "slave labour", "forced labour"),
        Bad(
            "She spoke of sexual commercial exploitation.",
            "sexual commercial exploitation",
            "commercial sexual exploitation",
        ),
    )
    good = (
        "Police spoke with ten irregular migrants.",
        "The workers were subjected to forced labour.",
    )


class DeprecatedTerm(_Banned):
    """A term that the vocabulary advises against.

    Why: the preferred term is the one of the protocols and laws, and the one whose
    translation has been agreed.

    Limits: in quotation marks, block quotations and capitalised titles it only
    suggests, for those are somebody else's words. It knows the terms of the vocabulary.
    """

    id = "deprecated-term"
    level = Level.WARNING
    guarded = Level.SUGGESTION
    verdict = "is better avoided"
    status = TermStatus.DEPRECATED
    bad = (
        Bad("People smuggling is a crime.", "People smuggling", "Smuggling of migrants"),
        Bad(
            "They reported sex trafficking to the police.",
            "sex trafficking",
            "trafficking in persons for sexual exploitation",
        ),
    )
    good = ("The smuggling of migrants is a crime.",)


class MixedTerms(SourceCheck):
    """Two terms for one thing in one release.

    Why: a reader takes two terms for two things, and so does a translator; the choice
    between "trafficking in persons" and "human trafficking" is made once a text.

    Limits: quotations, capitalised titles, names, and terms reported as forbidden or
    deprecated do not count. Two terms mean one thing where one names the other under
    "use" or where both have the same translation in every language.
    """

    id = "mixed-terms"
    level = Level.SUGGESTION
    bad = (
        Bad(
            "Trafficking in persons is a crime. The law on trafficking in persons is new. "
            "Few cases of human trafficking are reported.",
            "human trafficking",
            "trafficking in persons",
        ),
    )
    good = (
        "Trafficking in persons is a crime. Trafficking in persons is seldom reported.",
        "Trafficking in persons is a crime. “Human trafficking is everywhere,” she said.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """The first place of every term that has a more usual rival."""
        uses = _uses(text)
        for term, places in uses.values():
            rivals = [
                (other, elsewhere)
                for other, elsewhere in uses.values()
                if _same_thing(term, other) and _outranks((other, elsewhere), (term, places))
            ]
            if rivals:
                yield _mixed(text, term, places, max(rivals, key=lambda rival: len(rival[1])))


Places = list[tuple[int, Match]]


def _uses(text: SourceText) -> dict[str, tuple[Term, Places]]:
    """Where the usable terms stand in the author's own words, by term."""
    uses: dict[str, tuple[Term, Places]] = {}
    for block, match in matches(text):
        term = match.item
        if (
            isinstance(term, Term)
            and term.status in _USABLE
            and not in_a_title(text, block, match.start, match.end)
            and not is_quoted(text, block, match.start, match.end)
        ):
            uses.setdefault(term.source, (term, []))[1].append((block, match))
    return uses


def _same_thing(one: Term, other: Term) -> bool:
    """Whether two different terms mean one thing."""
    if one.source == other.source or one.part_of_speech != other.part_of_speech:
        return False
    if one.source in other.use or other.source in one.use:
        return True
    languages = one.targets.keys() & other.targets.keys()
    return bool(languages) and all(
        one.targets[code].text == other.targets[code].text != "" for code in languages
    )


def _outranks(one: tuple[Term, Places], other: tuple[Term, Places]) -> bool:
    """Whether a term is the one to keep: preferred before admitted, then used more often."""
    return _rank(one) > _rank(other)


def _rank(use: tuple[Term, Places]) -> tuple[bool, int, str]:
    term, places = use
    return (term.status is TermStatus.PREFERRED, len(places), term.source)


def _mixed(text: SourceText, term: Term, places: Places, rival: tuple[Term, Places]) -> Hit:
    """The finding at the first place of the term that should give way."""
    other, elsewhere = rival
    block, match = places[0]
    found = text.texts[block][match.start : match.end]
    advice = adapted(found, match.form, other.source)
    return Hit(
        block,
        match.start,
        match.end,
        f"“{found}” and “{other.source}” are one thing"
        f" (used {len(places)} and {len(elsewhere)} times); keep to “{other.source}”",
        advice,
        level=Level.WARNING if other.source in term.use else None,
    )


def _advice(uses: list[str], note: str) -> str:
    """The end of a message: what to write, or the vocabulary's note where nothing is named."""
    if uses:
        return f"; write {listed(uses)}"
    return f": {note}" if note else "; write it another way"


CHECKS = (ForbiddenTerm, DeprecatedTerm, MixedTerms)
