"""What a draft leaves behind: notes to oneself, blanks to be filled in."""

import re
from collections.abc import Iterator

from tiptranslate.model import Level
from tiptranslate.qa.source import Bad, Hit, SourceCheck, SourceText
from tiptranslate.qa.whole import whole

_BLANKS = (
    r"names?|dates?|venue|title|numbers?|figures?|amount|quote|link|url|photo|tb[cda]|xx+"
    r"|(?:first|last|full|your) name|to be (?:confirmed|added|determined|announced|checked)"
    r"|(?:insert|enter|confirm|please)\b[^\[\]\n]{0,60}|\.{2,}|…|_+|\?+|●|•"
)
_LEFTOVER = re.compile(
    r"\bXXX+\b|\bxxx+\b|\bXX(?=[ \u00a0](?:%|per cent|people|persons|participants|victims))"
    r"|\bT\.?B\.?[CDA]\b\.?|\bTODO\b|\bFIXME\b"
    rf"|\[(?i:{_BLANKS})\](?!\()"
    r"|<(?i:insert|name|date|title|place|number)\b[^<>\n]{0,40}>"
    r"|(?i:\blorem ipsum\b)"
    r"|(?i:click (?:or tap )?here to enter text)|(?i:error! (?:reference source|bookmark) not)"
    r"|(?<![\w/])_{3,}|\?{3,}"
)
_SIGNS = ("XX", "xxx", "TB", "T.B", "TODO", "FIXME", "[", "<", "___", "???")
_WORDINGS = ("lorem ipsum", "here to enter", "error!")


class Leftover(SourceCheck):
    """A blank that nobody has filled in: "XXX", "TBC", "[name]", "lorem ipsum".

    Why: It is published as it stands, in every language.

    Limits: Only what no release means to say; a blank in words ("so and so many") passes.
    """

    id = "leftover"
    level = Level.ERROR
    bad = (
        Bad("The course took place from XXX to 14 July.", "XXX"),
        Bad("The venue is TBC.", "TBC."),
        Bad("Ms. [name] opened the meeting.", "[name]"),
        Bad("It was attended by [insert number] of judges.", "[insert number]"),
        Bad("Lorem ipsum dolor sit amet.", "Lorem ipsum"),
        Bad("The meeting was opened by ______.", "______"),
    )
    good = (
        "Write to press[at]un.org or press[a]un.org.",
        "In the XX century it was a town.",
        "“[The victims] need time,” she said.",
        "TBCC is a company.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Find the leftovers."""
        release = whole(text)
        marked = any(sign in release.text for sign in _SIGNS)
        worded = any(wording in release.folded for wording in _WORDINGS)
        for match in _LEFTOVER.finditer(release.text) if marked or worded else ():
            yield Hit(
                *release.place(*match.span()),
                message=f"“{match[0]}” was left to be filled in",
            )


CHECKS: tuple[SourceCheck, ...] = (Leftover(),)
