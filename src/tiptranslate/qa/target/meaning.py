"""Checks of a translation's meaning as a whole; silent unless somebody has compared vectors."""

from collections.abc import Iterator
from textwrap import shorten

from tiptranslate.model import Level
from tiptranslate.qa.entry import BadPair, EntryText, GoodPair, TargetCheck, TargetHit
from tiptranslate.qa.norms import norm

_SURE = 0.25
"""How far between a poor good pair and an ordinary one a translation must fit another source.
With 0, a twelfth of quite unrelated translations would be said to belong to some sentence;
with this a fortieth, and what is no longer called misplaced nearly always has a different
meaning."""
_SHOWN = 60
"""Characters of another sentence that are shown."""


class Misplaced(TargetCheck):
    """A translation means what another sentence nearby says, clearly more than what its own says.

    Why: in a table two cells change places, a paste lands a line too low; every sentence
    is good Russian or Uzbek, and no check of figures or words need notice.

    Limits: only with `check --meaning`, which needs the extra `semantic`. Two sentences
    that say nearly the same can change places unseen. The figures are cosines of sentence
    vectors.
    """

    id = "misplaced"
    level = Level.WARNING
    bad = (
        BadPair("Police freed six women.", "Приют открыт днем и ночью."),
        BadPair("The shelter is open day and night.", "Полиция освободила шесть женщин."),
        BadPair("Police freed six women.", "Boshpana kechayu kunduz ochiq.", language="uz"),
        BadPair(
            "The shelter is open day and night.",
            "Politsiya olti nafar ayolni ozod qildi.",
            language="uz",
        ),
    )
    good = (
        GoodPair("The trial begins on Monday.", "Суд начнется в понедельник."),
        GoodPair(
            "The trial begins on Monday.",
            "Sud dushanba kuni boshlanadi.",
            language="uz",
        ),
    )

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        if _is_misplaced(text) and (fit := text.fit):
            other = shorten(fit.other_source, _SHOWN, placeholder=" …")
            yield TargetHit(
                0, 0, f"belongs to “{other}” ({fit.other:.2f} alike), not here ({fit.own:.2f})"
            )


class DifferentMeaning(TargetCheck):
    """A translation is less like its source in meaning than good ones of that length are.

    Why: a sentence that was invented, cut to half or taken from another release reads well
    and passes every check of form.

    Limits: only with `check --meaning`, which needs the extra `semantic`; advice, as one
    good translation in a hundred is free enough to be named. Sentence vectors hardly
    notice a lost “not”, another number or another name: other checks look for those.
    """

    id = "different-meaning"
    level = Level.SUGGESTION
    bad = (
        BadPair("Police freed six women.", "Завтра в горах ожидается снегопад."),
        BadPair("Police freed six women.", "Ertaga togʻlarda qor yogʻadi.", language="uz"),
    )
    good = (
        GoodPair("Police freed six women.", "Полиция освободила шесть женщин."),
        GoodPair("Police freed six women.", "Politsiya olti nafar ayolni ozod qildi.", "uz"),
    )

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        expected = norm(text.language.code, text.source)
        if expected is None or text.fit is None or _is_misplaced(text):
            return
        if text.fit.own < expected.low:
            yield TargetHit(
                0,
                0,
                f"likeness in meaning {text.fit.own:.3f}; "
                f"of good translations one in a hundred is below {expected.low:.3f}",
            )


def _is_misplaced(text: EntryText) -> bool:
    """Whether a translation fits another source well, and so much better that it must be its own.

    One that fits none well is no misplaced one: by chance it is always nearer to some.
    """
    if (fit := text.fit) is None:
        return False
    own = norm(text.language.code, text.source)
    other = norm(text.language.code, fit.other_source)
    if own is None or other is None:
        return False
    enough = other.low + _SURE * (other.typical - other.low)
    return fit.other - fit.own > own.margin and fit.other >= enough


CHECKS: tuple[TargetCheck, ...] = (Misplaced(), DifferentMeaning())
