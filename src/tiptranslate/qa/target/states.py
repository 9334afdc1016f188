"""Checks of where an entry stands: nothing unfinished is published, nothing is waved through."""

from collections.abc import Iterator

from tiptranslate.model import Level, State
from tiptranslate.qa.entry import BadPair, EntryText, GoodPair, TargetCheck, TargetHit


class Untranslated(TargetCheck):
    """A sentence has no translation.

    Why: a page with a hole in it was published more than once because a tool said
    "done" of a document that was not.

    Limits: none; sentences that need no translation have one that equals the source.
    """

    id = "untranslated"
    level = Level.ERROR
    on_empty = True
    bad = (BadPair("He came home.", ""),)
    good = (GoodPair("He came home.", "Он пришел домой."),)

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        if text.entry.state is State.UNTRANSLATED:
            made = text.entry.provenance
            reason = f" (no draft: {made.failed})" if made and made.failed else ""
            yield TargetHit(0, 0, f"not translated{reason}")


class Draft(TargetCheck):
    """A sentence was drafted by a machine or taken from the memory, and nobody has approved it.

    Why: an unread machine sentence must never be published as final.

    Limits: with `--require drafted` it is only a suggestion.
    """

    id = "draft"
    level = Level.ERROR
    bad = (BadPair("He came home.", "Он пришел домой.", state=State.DRAFT),)
    good = (GoodPair("He came home.", "Он пришел домой."),)

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        if text.entry.state is State.DRAFT:
            yield TargetHit(0, 0, "drafted, not reviewed")


class Stale(TargetCheck):
    """The English of a sentence has changed since its translation was made.

    Why: the translation is of another sentence than the one that is published.

    Limits: with `--require drafted` it is only a warning.
    """

    id = "stale"
    level = Level.ERROR
    bad = (BadPair("He came home.", "Он пришел.", state=State.STALE),)
    good = (GoodPair("He came home.", "Он пришел домой."),)

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        if text.entry.state is State.STALE:
            was = text.entry.previous_source
            yield TargetHit(0, 0, f"the English was “{was}”" if was else "the English has changed")


class AcceptedVerbatim(TargetCheck):
    """A machine's draft was approved to the letter.

    Why: a text in which nothing was changed may not have been read.

    Limits: advice, and only for sentences of ten words and more; short ones are often
    right at once.
    """

    id = "accepted-verbatim"
    level = Level.SUGGESTION
    bad = (
        BadPair(
            "He came home to his mother and his brothers in the village.",
            "Он вернулся домой к матери и братьям в деревню.",
            verbatim=True,
        ),
    )
    good = (GoodPair("He came home.", "Он пришел домой.", verbatim=True),)
    _words = 10

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        if text.verbatim and len(text.source.split()) >= self._words:
            yield TargetHit(0, 0, "approved just as the machine wrote it")


CHECKS: tuple[TargetCheck, ...] = (Untranslated(), Draft(), Stale(), AcceptedVerbatim())
