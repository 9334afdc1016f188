"""Acronyms: never expanded, with an article, with a possessive; and possessives of countries."""

import re
from collections.abc import Iterator

from tiptranslate.markup import Kind
from tiptranslate.model import BlockKind, Level, Name, NameKind, Wording
from tiptranslate.qa.lint.reading import dateline_end, is_quoted, matches, shouts
from tiptranslate.qa.source import Bad, Hit, SourceCheck, SourceText

WELL_KNOWN = frozenset(
    (  # noqa: SIM905 - easier to read
        # states and unions
        "UN EU US USA UK UAE USSR U.S. U.N. U.K. U.S.A. U.A.E. "
        # in any dictionary
        "AIDS HIV COVID COVID-19 DNA SMS GPS PIN SIM QR PDF TV PC IT ID CD DVD USB VIP FAQ CV "
        "URL HTML XML XLS IP VPN NGO NGOs OK "
        # bodies known by their acronym, or called by nothing else
        "INTERPOL EUROPOL NATO UNESCO UNICEF EXPO "
        # currencies, time zones and marks of a release itself
        "USD EUR UZS KZT KGS TJS GMT UTC AM PM Q&A PS NB"
    ).split()
)
"""Acronyms that need no expansion."""

_WITH_ARTICLE = frozenset(
    "UN EU US UK AU OSCE ILO CIS SCO OECD OAS ADB WHO WTO".split()  # noqa: SIM905 - easier to read
)
"""Bodies that call themselves "the ..." in their own house styles."""

_ROMAN = re.compile(r"[IVXLC]+|[0-9A-Z]*[0-9][0-9A-Z]*")
_EXPANDED = r"\((?:[^()]{{0,60}}[\s“\"«(;,])?{0}[)”\",;»\s]|(?<!\w){0}\)?[”\"»]?\s\((?=[A-Z])"
_FOLLOWED = re.compile(
    r"\s*(?:[.;:!?)]|$)"
    r"|\s(?:has|have|had|is|are|was|were|will|would|can|could|may|must|also|to|of|in|on|at|for|from"
    r"|with|by|since|during|against|between|within|says?|said)\b"
)
_COUNTRY = re.compile(
    r"\b(?:Kazakhstan|Kyrgyzstan|Tajikistan|Turkmenistan|Uzbekistan|Afghanistan|Azerbaijan|Armenia"
    r"|Belarus|Canada|China|Finland|France|Georgia|Germany|India|Iran|Iraq|Israel|Italy|Japan"
    r"|Mongolia|Norway|Pakistan|Poland|Russia|Spain|Sweden|Switzerland|Türkiye|Turkey|Ukraine)"
    r"[’'ʼ]s\b"
)
_POSSESSIVE = re.compile(r"(?<![\w’'-])([A-Z]{2}[A-Z0-9]*+|(?:[A-Z]\.){2,})[’'ʼ]s\b")
_SHOUTED = re.compile(r"\b(?:[A-Z]{2,}[ ,]{1,2}){2,}[A-Z]{2,}\b")
_LONGEST = 7
_AROUND = 60
_GIVEN = 2
_OFTEN = 3
_QUIET = (BlockKind.CONTACT, BlockKind.DATELINE, BlockKind.SEPARATOR)


class AcronymUnexpanded(SourceCheck):
    """An acronym that the release never spells out.

    Why: a reader of another country does not know it, and a translator has to guess
    what it stands for; many have a different short form in Russian and Uzbek.

    Limits: it takes "Full Name (ABC)", "ABC (Full Name)" or the registered full name
    anywhere in the release for the expansion. Those of any dictionary (EU, NGO, SMS)
    need none, nor do those of the register that are used once. It does not look at
    quotations, contact blocks and lines set in capitals.
    """

    id = "acronym-unexpanded"
    level = Level.SUGGESTION
    bad = (
        Bad("The course was organized by SMICAL in May.", "SMICAL"),
        Bad(
            "Experts from UNODC took part in a course. It was organized by UNODC. UNODC paid.",
            "UNODC",
            "United Nations Office on Drugs and Crime (UNODC)",
        ),
    )
    good = (
        "Experts of the United Nations Office on Drugs and Crime (UNODC) came. UNODC paid.",
        "The EU, the U.S. and UNODC paid. The hotline takes SMS messages.",
        "The programme of SMICA (Safe Migration in Central Asia) ended. SMICA is glad.",
        "TASHKENT, 30 July 2025 – The course ended.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """The first place of every acronym without an expansion."""
        places = _acronyms(text)
        if not places:
            return
        whole = "\n".join(text.texts)
        expansions = {name.acronym: name.source for name in text.names if name.acronym}
        spelt_out = {
            match.item.acronym
            for _, match in matches(text)
            if isinstance(match.item, Name) and match.wording is not Wording.ACRONYM
        }
        for acronym, (block, start) in places.items():
            full = expansions.get(acronym)
            if acronym in spelt_out or _needs_none(acronym, whole, registered=full is not None):
                continue
            advice = f"write “{full} ({acronym})” at its first use" if full else "spell it out once"
            yield Hit(
                block,
                start,
                start + len(acronym),
                f"“{acronym}” is never spelt out; {advice}",
                f"{full} ({acronym})" if full else None,
            )


def _needs_none(acronym: str, whole: str, *, registered: bool) -> bool:
    """Whether a release explains an acronym, or it is too rare there to matter, or none."""
    sign = re.escape(acronym)
    # A translator finds those of the register there; used once they stop no reader.
    if registered and len(re.findall(rf"(?<!\w){sign}(?!\w)", whole)) < _OFTEN:
        return True
    # "REDA" beside "Reda" is a name in capitals.
    return bool(re.search(rf"(?<!\w){acronym.capitalize()}(?!\w)", whole)) or bool(
        re.search(_EXPANDED.format(sign), whole)
    )


def _acronyms(text: SourceText) -> dict[str, tuple[int, int]]:
    """The first places of the acronyms that need an expansion, headlines last."""
    places: dict[str, tuple[int, int]] = {}
    persons = _persons(text)
    blocks = sorted(
        range(len(text.texts)),
        key=lambda block: text.release.blocks[block].kind is BlockKind.HEADLINE,
    )
    for block in blocks:
        here = text.release.blocks[block]
        if here.kind in _QUIET or shouts(here):
            continue
        for span in text.spans[block]:
            acronym = here.text[span.start : span.end]
            if (
                span.kind is Kind.ACRONYM
                and acronym not in places
                and acronym not in WELL_KNOWN
                and acronym not in persons
                and _is_acronym(here.text, span.start, span.end)
                and not is_quoted(text, block, span.start, span.end)
            ):
                places[acronym] = block, span.start
    return places


def _persons(text: SourceText) -> set[str]:
    """The words of the names after Mr., Ms. and the like, some perhaps in capitals."""
    return {
        word
        for whole, spans in zip(text.texts, text.spans, strict=True)
        for span in spans
        if span.kind is Kind.NAME
        for word in whole[span.start : span.end].split()[:_GIVEN]
    }


def _is_acronym(whole: str, start: int, end: int) -> bool:
    """Whether capitals are an acronym and no place of a dateline, shouted word or numeral."""
    acronym = whole[start:end]
    if "." in acronym or len(acronym) > _LONGEST or _ROMAN.fullmatch(acronym):
        return False
    if end <= dateline_end(whole):
        return False
    first = max(0, start - _AROUND)
    before, after = whole[first:start].split(), whole[end : end + _AROUND].split()
    neighbours = before[-1:] + after[:1]
    # "PRESS RELEASE", "NOT FOR SALE": words in capitals come together.
    around = _SHOUTED.finditer(whole, first, end + _AROUND)
    if any(run.start() <= start < run.end() for run in around):
        return False
    return not any(len(word) > 3 and word.isalpha() and word.isupper() for word in neighbours)  # noqa: PLR2004


class AcronymArticle(SourceCheck):
    """The article before an acronym that has none: "the UNODC".

    Why: house style treats the acronym of a body as its name.

    Limits: it knows the acronyms of the register, less those that bodies themselves use
    with an article (the UN, the EU, the OSCE, the ILO). "The UNODC Regional Office" is
    right, so it speaks up only before punctuation, a preposition or an auxiliary verb.
    """

    id = "acronym-article"
    level = Level.WARNING
    bad = (
        Bad("The efforts of the UNODC in the region go on.", "the UNODC", "UNODC"),
        Bad("The UNODC has opened an office.", "The UNODC", "UNODC"),
    )
    good = (
        "The UNODC Regional Office and the UNODC campaign are in Tashkent.",
        "UNODC has opened an office. The UN is glad, and so is the OSCE.",
    )

    def __init__(self) -> None:
        self._names: tuple[Name, ...] | None = None
        self._pattern: re.Pattern[str] | None = None

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Every "the" before an acronym that stands for the body itself."""
        if text.names is not self._names:
            self._names, self._pattern = text.names, _articles(text.names)
        if self._pattern is None:
            return
        for block, whole in enumerate(text.texts):
            for found in self._pattern.finditer(whole):
                if _FOLLOWED.match(whole, found.end()):
                    quoted = is_quoted(text, block, found.start(), found.end())
                    yield Hit(
                        block,
                        found.start(),
                        found.end(),
                        f"“{found[0]}”: write “{found[1]}” without the article",
                        found[1],
                        safe=not quoted,
                        level=Level.SUGGESTION if quoted else None,
                    )


def _articles(names: tuple[Name, ...]) -> re.Pattern[str] | None:
    """The pattern of "the" before the register's acronyms of bodies."""
    acronyms = {
        name.acronym
        for name in names
        if name.kind is NameKind.BODY and name.acronym and name.acronym not in _WITH_ARTICLE
    }
    if not acronyms:
        return None
    either = "|".join(re.escape(acronym) for acronym in sorted(acronyms, reverse=True))
    return re.compile(rf"\b[Tt]he\s({either})(?![\w-])")


class AcronymPossessive(SourceCheck):
    """An acronym with the sign of the possessive: "UNODC's".

    Why: house style writes "the UNODC response" or "the response of UNODC".

    Limits: it does not look into quotations, which are spoken, nor into headlines.
    """

    id = "acronym-possessive"
    level = Level.SUGGESTION
    bad = (Bad("A course ends\n\nThe heart of UNODC’s response is here.", "UNODC’s"),)
    good = (
        "The heart of the UNODC response is here.",
        "“UNODC’s response is ready,” she said.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Every possessive of an acronym in the author's own words."""
        for block, found in _own_words(text, _POSSESSIVE):
            yield Hit(
                block,
                found.start(),
                found.end(),
                f"“{found[0]}”: write “the {found[1]} …” or “the … of {found[1]}”",
            )


class CountryPossessive(SourceCheck):
    """A country with the sign of the possessive: "Uzbekistan's".

    Why: house style writes "the experience of Uzbekistan".

    Limits: it knows the countries that releases of the region name most, and does not
    look into quotations and headlines.
    """

    id = "country-possessive"
    level = Level.SUGGESTION
    bad = (Bad("A course ends\n\nHe presented Kyrgyzstan’s experience.", "Kyrgyzstan’s"),)
    good = ("He presented the experience of Kyrgyzstan.", "“Kyrgyzstan’s law is new,” he said.")

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Every possessive of a country in the author's own words."""
        for block, found in _own_words(text, _COUNTRY):
            country = found[0][:-2]
            yield Hit(
                block,
                found.start(),
                found.end(),
                f"“{found[0]}”: write “the … of {country}”",
            )


def _own_words(text: SourceText, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """The matches of a pattern outside headlines and quotations."""
    for block, whole in enumerate(text.texts):
        if text.release.blocks[block].kind is BlockKind.HEADLINE:
            continue
        for found in pattern.finditer(whole):
            if not is_quoted(text, block, found.start(), found.end()):
                yield block, found


CHECKS = (AcronymUnexpanded, AcronymArticle, AcronymPossessive, CountryPossessive)
