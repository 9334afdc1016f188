"""The engine ``starter``, with the model that ships."""

import json
import re
from pathlib import Path

import pytest

from tiptranslate import translate
from tiptranslate.errors import ModelBroken, ModelMissing
from tiptranslate.translate import starter
from tiptranslate.translate.starter import FOLDER, StarterEngine

SENTENCES = [
    "The hotline answers calls day and night.",
    "On 22 July 2025, 46 victims of trafficking in persons were identified.",
    "For further information, write to press@example.org.",
]


@pytest.mark.starter
@pytest.mark.parametrize("language", ["ru", "uz"])
def test_it_drafts(language: str) -> None:
    """Every sentence has a draft that passed the checks, addresses and figures whole."""
    engine = translate.load("starter")

    drafts = translate.draft(SENTENCES, engine, "en", language)

    assert all(draft.text for draft in drafts), drafts
    assert "46" in drafts[1].text
    assert "press@example.org" in drafts[2].text
    cyrillic = any("а" <= letter <= "я" for letter in drafts[0].text)
    assert cyrillic == (language == "ru")


@pytest.mark.starter
def test_it_says_what_it_is() -> None:
    """Name, version, licence; the wheel has no other file of it."""
    model = translate.load("starter").model("en", "ru")

    assert model is not None
    assert (model.engine, model.name, model.licence) == ("starter", "starter-model", "MIT")
    assert model.size < 45_000_000
    card = json.loads((FOLDER / "card.json").read_text(encoding="utf-8"))
    assert set(card["scores"]) == set(card["prefixes"]) == {"ru", "uz"}
    assert translate.load("starter").model("ru", "en") is None


def test_a_build_without_it_has_no_model() -> None:
    """It steps aside, and says so only when it is asked by name to translate."""
    engine = translate.load("starter")

    assert engine.model("en", "ru") is None
    with pytest.raises(ModelMissing):
        engine.translate(["a"], "en", "ru")


@pytest.mark.starter
@pytest.mark.parametrize("language", ["ru", "uz"])
def test_the_memory_that_ships(language: str) -> None:
    """Thousands of sentences, in the right script, none with an honorific and a name."""
    units = list(starter.units("en", language))

    assert len(units) > 9000
    assert all(unit.target and unit.origin == "starter" for unit in units)
    assert not [unit.source for unit in units if re.search(r"\b(?:Mr|Ms|Dr)\. [A-Z]", unit.source)]
    assert list(starter.units("ru", "en")) == []


@pytest.mark.starter
def test_a_damaged_card_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Never a traceback, nor a silent fall back."""
    (tmp_path / "card.json").write_text("{")
    monkeypatch.setattr(starter, "FOLDER", tmp_path)
    starter.card.cache_clear()
    try:
        with pytest.raises(ModelBroken, match="reinstall"):
            StarterEngine(translate.EngineOptions()).model("en", "ru")
    finally:
        starter.card.cache_clear()
