"""A check of the numbered marks that carry a document's inline markup through a catalog."""

import re
from collections import Counter
from collections.abc import Iterator

from tiptranslate.model import Level
from tiptranslate.qa.entry import BadPair, EntryText, GoodPair, TargetCheck, TargetHit

_MARK = re.compile(r"⟦(/?)([0-9]{1,4})(/?)⟧")


class Placeholders(TargetCheck):
    """A mark like ⟦1⟧ of a Word or HTML release is lost, doubled, unknown or crosses another.

    Why: it stands for a link, a picture, a bold word; without it the page loses them, and
    what is closed before it is opened ends up around the wrong words.

    Limits: where the mark stands is the translator's to choose, and not looked at.
    """

    id = "placeholders"
    level = Level.ERROR
    bad = (
        BadPair("A ⟦1⟧contact point⟦/1⟧.", "⟦1⟧Контактный пункт."),
        BadPair("See ⟦1/⟧ below.", "См. ⟦1/⟧ и ⟦1/⟧ ниже.", "⟦1/⟧"),
        BadPair("⟦1⟧Help⟦/1⟧ ⟦2⟧now⟦/2⟧.", "⟦1⟧Помощь ⟦2⟧сейчас⟦/1⟧⟦/2⟧.", "⟦/1⟧"),
        BadPair("He came.", "U ⟦7⟧keldi.", "⟦7⟧", language="uz"),
    )
    good = (
        GoodPair("⟦1⟧Help⟦/1⟧ now.", "Сейчас нужна ⟦1⟧помощь⟦/1⟧."),
        GoodPair("⟦1⟧Help⟦/1⟧ ⟦2⟧now⟦/2⟧.", "⟦2⟧Hozir⟦/2⟧ ⟦1⟧yordam⟦/1⟧.", "uz"),
    )

    def check(self, text: EntryText) -> Iterator[TargetHit]:
        """See the class."""
        if "⟦" not in text.source and "⟦" not in text.target:
            return
        wanted = Counter(match[0] for match in _MARK.finditer(text.source))
        found: Counter[str] = Counter()
        for match in _MARK.finditer(text.target):
            found[match[0]] += 1
            if found[match[0]] > wanted[match[0]]:
                what = "stands there too often" if match[0] in wanted else "is not in the source"
                yield TargetHit(*match.span(), f"“{match[0]}” {what}")
        for mark in (wanted - found).elements():
            yield TargetHit(0, 0, f"“{mark}” is missing", mark)
        if wanted == found:
            yield from _crossed(text.target)


def _crossed(target: str) -> Iterator[TargetHit]:
    """Closing marks that do not close what was opened last."""
    waiting: list[str] = []
    for match in _MARK.finditer(target):
        if match[3]:
            continue
        if not match[1]:
            waiting.append(match[2])
        elif waiting and waiting[-1] == match[2]:
            waiting.pop()
        else:
            yield TargetHit(*match.span(), f"“{match[0]}” closes what another mark has opened")
            return


CHECKS: tuple[TargetCheck, ...] = (Placeholders(),)
