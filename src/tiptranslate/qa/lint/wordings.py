"""One person, body, post or event in several wordings, within a release and between releases."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tiptranslate.languages.words import fold
from tiptranslate.markup import Kind
from tiptranslate.model import BlockKind, Level, Name, NameKind, Wording
from tiptranslate.qa.lint.reading import SMALL_WORDS, is_quoted, matches
from tiptranslate.qa.source import Bad, Hit, SourceCheck, SourceText

_ADVISER = re.compile(r"\b(?:A|a)dvis([eo])rs?\b")
_ADVISERS = "Adviser"
_SHORTENED = {"un": "united nations", "u.s.": "united states", "us": "united states"}
_WORD = re.compile(r"[\w.]+(?:'\w+)*")


@dataclass(frozen=True, slots=True)
class _Use:
    """How often a wording is used in a release, and where first."""

    count: int
    block: int
    start: int
    end: int


Uses = dict[str, dict[str, _Use]]
"""By what is named (a register row's source), then by wording as the register has it."""


class MixedWordings(SourceCheck):
    """One registered person, body, post or event in several wordings.

    Why: a reader cannot know that two wordings are one office, and every wording is
    translated anew. Adviser and Advisor, too, are one post.

    Limits: a short form whose words stand in the full name in the same order is no
    second wording, nor is an acronym; headlines, quotations and known mistakes, which
    wrong-name reports, do not count. Between releases it reports the wording that fewer
    of them use, once, where no release uses both.
    """

    id = "mixed-wordings"
    level = Level.SUGGESTION
    bad = (
        Bad(
            "A course ends\n\nThe Regional Adviser opened it. An Advisor to the Rector closed it.",
            "Advisor",
            "Adviser",
        ),
    )
    good = (
        "The United Nations Office on Drugs and Crime (UNODC) took part. UNODC has one adviser.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """The first place of every wording that has a more usual rival."""
        for named, wordings in _uses(text).items():
            counts = {wording: use.count for wording, use in wordings.items()}
            usual, *others = _ranked(named, counts)
            for other in others:
                if not _is_short_form(other, usual):
                    yield _mixed(wordings[other], other, usual, "in this release")

    def collect(self, text: SourceText) -> object:
        """The wordings used, by what they name."""
        return _uses(text) or None

    def across(self, facts: Mapping[str, object]) -> Iterable[tuple[str, Hit]]:
        """The rarer wordings, each at its first place in the first release that has it."""
        releases: dict[str, dict[str, dict[str, _Use]]] = defaultdict(lambda: defaultdict(dict))
        for slug in sorted(facts):
            uses = facts[slug]
            if isinstance(uses, dict):
                for name, wordings in uses.items():
                    for wording, use in wordings.items():
                        releases[name][wording][slug] = use
        for named, by_wording in releases.items():
            yield from _between(named, by_wording)


def _between(named: str, releases: Mapping[str, Mapping[str, _Use]]) -> Iterator[tuple[str, Hit]]:
    """The rarer wordings of one name; ``releases`` are by wording."""
    usual, *others = _ranked(named, {wording: len(uses) for wording, uses in releases.items()})
    for other in others:
        apart = sorted(releases[other].keys() - releases[usual].keys())
        if not apart or not releases[usual].keys() - releases[other].keys():
            continue
        if not _is_short_form(other, usual):
            slug = apart[0]
            where = f"in {len(releases[usual])} other release(s)"
            yield slug, _mixed(releases[other][slug], other, usual, where)


def _ranked(named: str, counts: Mapping[str, int]) -> list[str]:
    """The wordings, the one to keep first: the most used, among equals the register's own.

    House style writes Adviser however often the other is used.
    """
    return sorted(
        counts,
        key=lambda wording: (wording != _ADVISERS, -counts[wording], wording != named, wording),
    )


def _uses(text: SourceText) -> Uses:
    """The wordings of a release in the author's own words."""
    uses: Uses = {}
    for block, match in matches(text):
        name = match.item
        if (
            isinstance(name, Name)
            and name.kind is not NameKind.PLACE
            and match.wording in (Wording.SOURCE, Wording.ALIAS)
        ):
            _count(uses, text, (name.source, match.form), (block, match.start, match.end))
    for block, whole in enumerate(text.texts):
        for found in _ADVISER.finditer(whole):
            wording = f"Advis{found[1]}r"
            _count(uses, text, (_ADVISERS, wording), (block, found.start(), found.end()))
    return uses


def _count(uses: Uses, text: SourceText, key: tuple[str, str], place: tuple[int, int, int]) -> None:
    """Count one use, unless it is a headline's or a quotation's."""
    block = place[0]
    if text.release.blocks[block].kind is BlockKind.HEADLINE or is_quoted(text, *place):
        return
    named, wording = key
    wordings = uses.setdefault(named, {})
    before = wordings.get(wording)
    if before is None:
        wordings[wording] = _Use(1, *place)
    else:
        wordings[wording] = _Use(before.count + 1, before.block, before.start, before.end)


def _is_short_form(one: str, other: str) -> bool:
    """Whether the words of one wording stand in the other, in the same order."""
    first, second = sorted((_words(one), _words(other)), key=len)
    rest = iter(second)
    return all(word in rest for word in first)


def _words(wording: str) -> list[str]:
    words = [_SHORTENED.get(word, word) for word in _WORD.findall(fold(wording))]
    return [word for word in " ".join(words).split() if word not in SMALL_WORDS]


def _mixed(use: _Use, wording: str, usual: str, where: str) -> Hit:
    return Hit(
        use.block,
        use.start,
        use.end,
        f"“{wording}” is “{usual}” {where}; keep to one wording",
        usual,
    )


class MixedPersons(SourceCheck):
    """One person whose name is spelt in two ways in one release.

    Why: names from Russian and Uzbek have several Latin spellings, and a release must
    keep to one of them.

    Limits: it compares names after Mr., Ms., Dr. and the like that share a surname or
    a given name and are nearly alike elsewhere; sister and brother, husband and wife
    (Aziz and Aziza, Karimov and Karimova) are two people. It cannot know that two people
    are in fact called nearly the same.
    """

    id = "mixed-persons"
    level = Level.SUGGESTION
    bad = (
        Bad(
            "Mr. Uygun Nigmatjanov opened the course. Mr. Nigmatzhanov then left.",
            "Nigmatzhanov",
        ),
        Bad("Ms. Nodira Karimova spoke. Later Ms. Nadira Karimova left.", "Nadira Karimova"),
    )
    good = (
        "Mr. Aziz Sinovov and Ms. Aziza Sinovova spoke. Mr. Sinovov left.",
        "Mr. Ivan Primerov and Mr. Oleg Primerov spoke.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Every later spelling that is nearly an earlier one."""
        seen: dict[str, tuple[str, ...]] = {}
        for block, spans in enumerate(text.spans):
            for span in spans:
                if span.kind is not Kind.NAME:
                    continue
                found, parts = _person(text.texts[block][span.start : span.end])
                if found in seen or not parts:
                    continue
                rival = next((one for one, known in seen.items() if _is_one(known, parts)), None)
                seen[found] = parts
                if rival:
                    yield Hit(
                        block,
                        span.start,
                        span.start + len(found),
                        f"“{found}” is nearly “{rival}” above; one person has one spelling",
                    )


def _person(found: str) -> tuple[str, tuple[str, ...]]:
    """A name as it stands, without possessive or acronyms after it, and its parts."""
    found = re.sub(r"(?:\s[A-Z]{2,})+$", "", found)
    found = re.sub(r"[’']s?$", "", found)
    return found, tuple(fold(found).split())


def _is_one(known: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    """Whether two different names are probably one person's."""
    surname, other = known[-1], parts[-1]
    if len(known) == 1 or len(parts) == 1:
        return surname != other and _is_respelt(surname, other)
    given, their = known[0], parts[0]
    if surname == other:
        return given != their and _is_respelt(given, their)
    return given == their and _is_respelt(surname, other)


def _is_respelt(one: str, other: str) -> bool:
    """Whether two words are spellings of one name: nearly alike, and of one gender."""
    shorter = min(len(one), len(other))
    most = 2 if shorter >= 8 else 1  # noqa: PLR2004 - one letter in a short name
    # "Karim" and "Salim", "Karimov" and "Karimova" are other people.
    if shorter < 5 or one[0] != other[0] or one.endswith("a") != other.endswith("a"):  # noqa: PLR2004
        return False
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - not for every release

    return Levenshtein.distance(one, other, score_cutoff=most) <= most


CHECKS = (MixedWordings, MixedPersons)
