"""What a line is: rules of form, in reading order."""

import pytest

from tiptranslate.ingest.kinds import (
    LONGEST_CONTACT,
    LONGEST_HEADLINE,
    LONGEST_INTRODUCTION,
    Classifier,
)
from tiptranslate.model import BlockKind


def kinds(*lines: str, headline: bool = False) -> list[str]:
    """The kinds of lines; after a headline unless one is to be found among them."""
    classifier = Classifier()
    if not headline:
        classifier.kind("A headline")
    return [classifier.kind(line).value for line in lines]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("***", "separator"),
        ("* * *", "separator"),
        ("# # #", "separator"),
        ("–––", "separator"),
        ("--", "paragraph"),
        ("…", "paragraph"),
        ("Q: Why?", "question"),
        ("Q. Why?", "question"),
        ("Question: Why?", "question"),
        ("Question 3: Why?", "question"),
        ("Q2: Why?", "question"),
        ("Q) Why?", "question"),
        ("Q:Why?", "paragraph"),
        ("Questions: they were many.", "paragraph"),
        ("A: Because.", "answer"),
        ("Answer: Because.", "answer"),
        ("A) Because.", "answer"),
        ("A. B. Sample spoke.", "paragraph"),
        ("1. One.", "list-item"),
        ("2) Two.", "list-item"),
        ("(c) Three.", "list-item"),
        ("• Four.", "list-item"),
        ("–\u00a0Five.", "list-item"),
        ("•Six.", "paragraph"),
        ("1.5 million came.", "paragraph"),
        ("2025 was hard.", "paragraph"),
        ("Press release", "note"),
        ("PRESS RELEASE No. 14/2025", "note"),
        ("For immediate release", "note"),
        ("EMBARGOED until 10 a.m.", "note"),
        ("Notes to editors:", "note"),
        ("Press releases are short.", "paragraph"),
        ("Вход свободный.", "note"),
        ("Фильм “Road” of 2025", "paragraph"),
        ("Matn oʻzbek tilida.", "paragraph"),
        ("TASHKENT, 5 May 2025 –", "dateline"),
        ("Tashkent, Uzbekistan, 5 May 2025", "dateline"),
        ("Bishkek, 6 May 2025", "dateline"),
        ("On 6 May 2025, a group came.", "paragraph"),
        ("Jane Sample, Director: “We act.”", "quote"),
        ('Jane Sample said: "We act."', "quote"),
        ("Jane Sample said: “We act,” and left.", "paragraph"),
        ("The day was long. Jane Sample: “We act.”", "paragraph"),
        ("For further information, please contact:", "contact"),
        ("Media enquiries: 1148", "contact"),
        ("Contact: press office", "contact"),
        ("Contacts between offices grew.", "paragraph"),
    ],
)
def test_a_line_by_itself(line: str, kind: str) -> None:
    """Each rule, and what comes near to it."""
    assert kinds(line) == [kind]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Press release", "News"), ["note", "headline"]),
        (("***", "News"), ["separator", "headline"]),
        (("TASHKENT, 5 May 2025 –", "News"), ["dateline", "paragraph"]),
        (("x" * LONGEST_HEADLINE, "y"), ["headline", "paragraph"]),
        (("x" * (LONGEST_HEADLINE + 1), "y"), ["paragraph", "paragraph"]),
        (("Q: Why?", "Because"), ["question", "paragraph"]),
    ],
)
def test_the_headline(lines: tuple[str, ...], expected: list[str]) -> None:
    """The first line of text is one, unless its form says otherwise or it is too long."""
    assert kinds(*lines, headline=True) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("A: Yes.", "It is.", "Q: Why?"), ["answer", "answer", "question"]),
        (("A: Yes.", "1. One.", "It is."), ["answer", "list-item", "answer"]),
        (("A: Yes.", "***", "It is."), ["answer", "separator", "paragraph"]),
        (("A: Yes.", "Jane: “We act.”"), ["answer", "answer"]),
        (("Contact:", "Jane Sample", "Tel.: 1148"), ["contact"] * 3),
        (("Contact:", "***", "Text."), ["contact", "separator", "paragraph"]),
        (("Contact:", "About the centre", "It is old."), ["contact", "paragraph", "paragraph"]),
        (("Contact:", "Notes to editors", "Text."), ["contact", "note", "paragraph"]),
        (("Contact:", "x" * LONGEST_CONTACT, "y"), ["contact"] * 3),
        (("Contact:", "x" * (LONGEST_CONTACT + 1), "y"), ["contact", "paragraph", "paragraph"]),
        (("Contact:", "Q: Why?", "Text."), ["contact", "question", "paragraph"]),
    ],
)
def test_what_belongs_to_the_lines_before(lines: tuple[str, ...], expected: list[str]) -> None:
    """Answers last until the next question or rule, contacts until text begins again."""
    assert kinds(*lines) == expected


def test_what_the_markup_says_wins_over_form() -> None:
    """A heading is a headline, whatever it looks like; an item's form may say more."""
    classifier = Classifier()

    assert classifier.kind("Q: Why?", BlockKind.HEADLINE) is BlockKind.HEADLINE
    assert classifier.kind("Five.", BlockKind.LIST_ITEM) is BlockKind.LIST_ITEM
    assert classifier.kind("A: Five.", BlockKind.LIST_ITEM) is BlockKind.ANSWER
    assert classifier.kind("--", BlockKind.SEPARATOR) is BlockKind.SEPARATOR


def test_a_long_introduction_is_a_paragraph() -> None:
    """Name, post and body are short; more is text."""
    name = "Jane " + "x" * (LONGEST_INTRODUCTION - 5)

    assert kinds(f"{name[:-3]}: “We act.”", f"{name}: “We act.”") == ["quote", "paragraph"]
