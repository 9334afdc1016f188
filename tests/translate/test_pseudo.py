"""The engine that needs no model: plainly no translation, and sound by every check."""

from pathlib import Path

import pytest

from tiptranslate.translate import draft
from tiptranslate.translate.engine import EngineOptions
from tiptranslate.translate.pseudo import PseudoEngine

CASES = [
    ("The hotline works.", "ru", "[Те хотлине воркс]."),
    ("The hotline works.", "uz", "[Ta hoʻtliyna voʻrks]."),
    ("UNODC and 244,890 WORDS", "ru", "[UNODC анд 244,890 WORDS]"),
    ("Write to press@example.org!", "uz", "[Vriyta toʻ press@example.org]!"),
    ("“Quick fixes,” she said.", "ru", "[“Квик фиксес,” ше саид]."),
    ("85 per cent", "ru", "[85%]"),
    ("press@example.org", "ru", "[press@example.org]"),
    ("***", "ru", "[***]"),
    ("", "ru", ""),
    ("Naïve text", "tr", "[Ñáïvé téxt]"),
]


def pseudo() -> PseudoEngine:
    """The engine."""
    return PseudoEngine(EngineOptions())


@pytest.mark.parametrize(("source", "target", "expected"), CASES)
def test_it_respells(source: str, target: str, expected: str) -> None:
    """In the letters of the target, in brackets before the final punctuation."""
    assert pseudo().translate([source], "en", target)[0][0].text == expected


def test_it_has_a_model_for_every_pair_but_none() -> None:
    """And says honestly what it is."""
    model = pseudo().model("en", "kk")

    assert model is not None
    assert (model.engine, model.name) == ("pseudo", "pseudo")
    assert pseudo().model("ru", "ru") is None


def test_it_keeps_the_order_and_tells_every_answer() -> None:
    """As every engine does."""
    told: list[tuple[int, str]] = []
    answers = pseudo().translate(
        ["b", "a", "b"], "en", "ru", answered=lambda at, found: told.append((at, found[0].text))
    )

    assert [answer[0].text for answer in answers] == ["[б]", "[а]", "[б]"]
    assert told == [(0, "[б]"), (1, "[а]"), (2, "[б]")]


@pytest.mark.parametrize("target", ["ru", "uz", "uz@cyrillic"])
def test_its_drafts_of_real_releases_are_sound(shared: Path, target: str) -> None:
    """Every paragraph but the one that is in Russian already."""
    lines = [
        line.strip()
        for path in sorted((shared / "releases").glob("*.txt"))
        for line in path.read_text(encoding="utf-8-sig").splitlines()
        if line.strip()
    ]
    drafts = draft(lines, pseudo(), "en", target)
    failed = {made.failed for made in drafts if not made.text}

    assert len(lines) > 50
    assert failed == {("foreign-source",)}
