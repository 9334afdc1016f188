"""Contacts between releases."""

import pickle
from collections.abc import Callable

import pytest

from tiptranslate.qa.lint.addresses import BrokenEmail, MixedMasks
from tiptranslate.qa.lint.contacts import PersonTwoNumbers
from tiptranslate.qa.source import SourceCheck, SourceText

CONTACTS = "Title\n\nText here.\n\nFor further information, please contact:\n\n"


def _across(check: SourceCheck, **texts: SourceText) -> list[tuple[str, str, str]]:
    """Slug, what is found and the message of every hit between releases."""
    facts = {slug: check.collect(text) for slug, text in texts.items()}
    known = {slug: fact for slug, fact in facts.items() if fact is not None}
    return [
        (slug, texts[slug].texts[hit.block][hit.start : hit.end], hit.message)
        for slug, hit in check.across(pickle.loads(pickle.dumps(known)))  # noqa: S301 - our own
    ]


def test_one_person_with_two_numbers(source: Callable[..., SourceText]) -> None:
    """The later release is told of, with the one that has another number."""
    found = _across(
        PersonTwoNumbers(),
        a=source(CONTACTS + "Jane Sample\n\nPress Officer\n\nMobile: (+998 71) 200-00-00"),
        b=source(CONTACTS + "Ms. Jane Sample\n\nMobile: +998 71 200 00 00"),
        c=source(CONTACTS + "Jane Sample\n\nMobile: +998 71 200-00-01"),
        d=source(CONTACTS + "Ann Sample\n\nMobile: +998 71 200-00-02"),
    )

    assert found == [("c", "+998 71 200-00-01", "Jane Sample has another number in b")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Tel.: +998 71 200-00-00", "Mobile: +998 71 200-00-01"),
        ("Email: jane@example.org", "E-mail: Jane[at]example.org"),
        ("Tel.: +998 71 200-00-00", "Press Office\n\nTel.: (+998 71) 2000000"),
    ],
)
def test_one_person_with_one_number(
    source: Callable[..., SourceText], first: str, second: str
) -> None:
    """Another label, another mask and another pattern make no other number."""
    texts = {
        "a": source(f"{CONTACTS}Jane Sample\n\n{first}"),
        "b": source(f"{CONTACTS}Jane Sample\n\n{second}"),
    }

    assert _across(PersonTwoNumbers(), **texts) == []


def test_another_address(source: Callable[..., SourceText]) -> None:
    """E-mail addresses are compared like numbers."""
    found = _across(
        PersonTwoNumbers(),
        a=source(CONTACTS + "Jane Sample\n\nEmail: jane[at]example.org"),
        b=source(CONTACTS + "Jane Sample\n\nEmail: j.sample[at]example.org"),
    )

    assert found == [
        ("b", "j.sample[at]example.org", "Jane Sample has another e-mail address in a")
    ]


def test_a_body_is_no_person(source: Callable[..., SourceText]) -> None:
    """Two offices of one body may have two numbers."""
    texts = {
        "a": source(CONTACTS + "Regional Office\n\nTel.: +998 71 200-00-00"),
        "b": source(CONTACTS + "Regional Office\n\nTel.: +998 71 200-00-01"),
    }

    assert _across(PersonTwoNumbers(), **texts) == []


def test_masks_of_one_address_between_releases(source: Callable[..., SourceText]) -> None:
    """One person's address masked in two ways is told of, even where its domain is lost."""
    found = _across(
        MixedMasks(),
        a=source(CONTACTS + "Email: jane.sample[a]example.org"),
        b=source(CONTACTS + "Email: jane.sample[at]"),
        c=source(CONTACTS + "Email: ann.sample[at]example.org"),
        d=source(CONTACTS + "Email: jane.sample@example.org"),
    )

    assert [each[:2] for each in found] == [("b", "jane.sample[at]")]


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/@cans and https://example.org/a@b/c",
        "Follow @cans or ask at [the desk](mailto:press@example.org).",
        "The (at) sign, 5 @ 3, and (a) to meet.",
        "jane.sample [at] example [dot] org",
    ],
)
def test_addresses_that_work(source: Callable[..., SourceText], text: str) -> None:
    """Handles, links and masks in full are no broken addresses."""
    assert list(BrokenEmail().check(source(text))) == []
