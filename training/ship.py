"""A measured model -> the folder that ships inside the program, with its card."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from training.config import Preset, RecipeError, language_tag
from training.tokenizer import MODEL

NOTE = "A small model for press releases of this domain: every draft needs a careful reading."


def ship(preset: Preset, work: Path, to: Path) -> dict[str, object]:
    """Copies model and tokenizer into `to` and writes `card.json` from the measured scores.

    Raises RecipeError where the model was not converted or not measured.
    """
    scores = work / "scores-test.json"
    if not (work / "model" / "model.bin").is_file() or not scores.is_file():
        raise RecipeError(f"{work}: convert and evaluate the model first")
    measured = json.loads(scores.read_text(encoding="utf-8"))
    card = {
        "name": preset.package.name.replace(" ", "-"),
        "version": preset.package.version,
        "licence": "MIT",
        "prefixes": {language: language_tag(language) for language in preset.targets},
        "search": {
            "length_penalty": preset.search.length_penalty,
            "repetition_penalty": preset.search.repetition_penalty,
            "no_repeat": preset.search.no_repeat,
        },
        "scores": {
            language: measured[f"{language} test"]["model"]["chrf"] for language in preset.targets
        },
        "note": NOTE,
    }
    (to / "model").mkdir(parents=True, exist_ok=True)
    for file in sorted((work / "model").iterdir()):
        shutil.copyfile(file, to / "model" / file.name)
    shutil.copyfile(work / MODEL, to / MODEL)
    text = json.dumps(card, indent=2, ensure_ascii=False) + "\n"
    (to / "card.json").write_text(text, encoding="utf-8")
    return {"to": str(to), "bytes": sum(f.stat().st_size for f in to.rglob("*") if f.is_file())}
