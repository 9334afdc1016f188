"""A check of the catalogs against each other: one sentence, one translation."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import ClassVar

from tiptranslate.languages.words import fold
from tiptranslate.model import Level
from tiptranslate.qa.entry import BadPair, EntryText, GoodPair, Placed, TargetCheck, TargetHit

_ALIKE = 0.75
"""Share of characters in common from which two sentences may be one in another language."""
_FEW = 4
"""Words below which one translation may well be right for two sentences, and two for one."""


class Inconsistent(TargetCheck):
    """One sentence is approved in two translations, or one translation for two sentences.

    Why: the first confuses readers who know both texts; the second is most often a
    translation that was pasted into the wrong place.

    Limits: sentences of fewer than four words are left out, and capitals, spaces and
    typographic variants make no difference. Two sentences that say nearly the same
    ("For more information" and "For further information") may share a translation.
    """

    id = "inconsistent"
    level = Level.WARNING
    bad: ClassVar[tuple[BadPair, ...]] = ()
    good: ClassVar[tuple[GoodPair, ...]] = ()

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """Nothing: one sentence alone is consistent."""
        del text
        return iter(())

    def across(self, entries: Sequence[Placed]) -> Iterable[tuple[Placed, TargetHit]]:
        """See the class; the first of the differing places is named at each of the others."""
        long = [entry for entry in entries if len(entry.source.split()) >= _FEW]
        sources = [_plain(entry.source) for entry in long]
        targets = [_plain(entry.target) for entry in long]
        for first, other in _differing(long, sources, targets):
            message = f"translated otherwise in {first.path.as_posix()}:{first.line}"
            yield other, TargetHit(0, 0, message, first.target)
        for first, other in _differing(long, targets, sources):
            if SequenceMatcher(None, _plain(first.source), _plain(other.source)).ratio() >= _ALIKE:
                continue
            place = f"{first.path.as_posix()}:{first.line}"
            yield other, TargetHit(0, 0, f"the translation of another sentence in {place}")


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


def _differing(
    entries: Sequence[Placed], same: Sequence[str], other: Sequence[str]
) -> Iterator[tuple[Placed, Placed]]:
    """Pairs that agree in one thing and differ in another: the first of all, and each later one."""
    first: dict[str, int] = {}
    for place, entry in enumerate(entries):
        known = first.setdefault(same[place], place)
        if other[known] != other[place]:
            yield entries[known], entry


CHECKS: tuple[TargetCheck, ...] = (Inconsistent(),)
