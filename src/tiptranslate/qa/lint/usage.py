"""Wrong wordings that are right words: slips, calques, missing words; from tables."""

from collections.abc import Iterable, Iterator

from tiptranslate.model import Level
from tiptranslate.qa.slips import Slip, likely, shipped
from tiptranslate.qa.source import Bad, Hit, SourceCheck, SourceText
from tiptranslate.qa.whole import whole


def find(text: SourceText, slips: Iterable[Slip], complaint: str) -> Iterator[Hit]:
    """Every place where a slip stands; of two at one place the one that comes first.

    Args:
        text: The release.
        slips: The rules, the more telling ones first.
        complaint: How a message begins, before the found words.
    """
    release = whole(text)
    taken: list[tuple[int, int]] = []
    for slip in likely(slips, release.words):
        for match in slip.find(release.folded):
            start, end = match.span()
            if any(start < last and first < end for first, last in taken):
                continue
            taken.append((start, end))
            found = release.text[start:end]
            advice = slip.advice(match)
            if "’" in found:
                advice = advice.replace("'", "’")
            if found[0].isupper():
                advice = advice[:1].upper() + advice[1:]
            yield Hit(
                *release.place(start, end),
                message=_message(complaint, found, advice, slip.why),
                replacement=advice if slip.is_certain else None,
                level=slip.level,
            )


def _message(complaint: str, found: str, advice: str, why: str) -> str:
    """One line: what is wrong, what to write, why."""
    wanted = "; write " + " or ".join(f"“{one}”" for one in advice.split(" / ")) if advice else ""
    return f"{complaint} “{found}”{f' ({why})' if why else ''}{wanted}"


class Usage(SourceCheck):
    """Right words in a wrong place: slips of the pen, calques and broken idioms.

    Why: A spelling checker passes "in the believe" and "persecution of traffickers"; a
    translator does not, or, worse, translates what stands there.

    Limits: It knows what its tables know, the package's slips.csv and the workspace's
    own glossary/slips.csv; it does not parse sentences.
    """

    id = "slip"
    level = Level.WARNING
    bad = (
        Bad(
            "We must reach every victim and leave one behind.",
            "leave one behind",
            "leave no one behind",
        ),
        Bad("We get know of it only when it is disclosed.", "get know"),
        Bad("I stand in the believe that campaigns work.", "in the believe", "in the belief"),
        Bad(
            "He raised concerns over that fact that it grows.",
            "over that fact that",
            "over the fact that",
        ),
        Bad("Most of them were forced to sexual exploitation.", "forced to sexual exploitation"),
        Bad(
            "The Office supports the persecution of traffickers.",
            "persecution of traffickers",
            "prosecution of traffickers",
        ),
        Bad("They discussed about new laws.", "discussed about", "discussed"),
        Bad("Five countries exchanged informations.", "informations", "information"),
        Bad("It was held in the frames of the project.", "in the frames of"),
        Bad("The decision was made on the base of the law.", "on the base of"),
        Bad(
            "According to his opinion, more is needed.",
            "According to his opinion",
            "In his opinion",
        ),
        Bad("He informed that 12 people were detained.", "He informed that", "He said that"),
    )
    good = (
        "We must reach every victim and leave no one behind.",
        "He was informed that 12 people had been detained.",
        "Refugees fled persecution on the ground of religion.",
        "The base of operations lies near the border.",
        "The discussion was about the new law.",
        "Children were forced to beg.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Find the slips of the workspace, then those of the package."""
        return find(text, (*text.slips, *shipped("slips.csv")), "wrong wording")


class MissingWord(SourceCheck):
    """A word that is missing from a fixed wording: "in order combat", "one of the victim".

    Why: The eye of who wrote it puts the word in; a translation engine guesses.

    Limits: It knows the wordings of its table and no others.
    """

    id = "missing-word"
    level = Level.WARNING
    bad = (
        Bad(
            "They met in order combat trafficking.",
            "in order combat",
            "in order to combat",
        ),
        Bad("Judges as well the police took part.", "as well the", "as well as the"),
        Bad("One of the victim spoke.", "One of the victim", "One of the victims"),
        Bad("They found a number victims.", "a number victims", "a number of victims"),
    )
    good = (
        "In order to combat trafficking, they met.",
        "Judges knew it well as the police did.",
        "One of the victims spoke.",
        "A number of victims were found.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Find the broken wordings."""
        return find(text, shipped("missing.csv"), "a word seems to be missing in")


CHECKS: tuple[SourceCheck, ...] = (Usage(), MissingWord())
