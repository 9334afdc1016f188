"""A corpus of a few lines and a preset of a few seconds, for the tests of the training recipe."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEEDED = ("torch", "ctranslate2", "sentencepiece", "sacrebleu", "numpy", "argostranslate")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]
REASON = "the recipe's own requirements are not installed: pip install -r training/requirements.txt"

sys.path.insert(0, str(ROOT))


@pytest.fixture(scope="session", autouse=True)
def _requirements() -> None:
    """Skips these tests where the recipe's requirements are not installed."""
    if MISSING:
        pytest.skip(REASON)


NOUNS = [
    ("court", "Суд", "Sud"),
    ("ministry", "Министерство", "Vazirlik"),
    ("shelter", "Приют", "Boshpana"),
    ("police", "Полиция", "Politsiya"),
    ("school", "Школа", "Maktab"),
    ("university", "Университет", "Universitet"),
]
OBJECTS = [
    ("new cases", "новых дел", "ta yangi ish"),
    ("doors", "дверей", "ta eshik"),
    ("courses", "курсов", "ta kurs"),
    ("“reports”", "«отчётов»", "ta “maʼruza”"),
]

PRESET = """
targets = ["ru", "uz"]

[data]
dev_percent = 10
test_percent = 10

[tokenizer]
vocabulary = 200

[model]
encoder_layers = 1
decoder_layers = 2
width = 32
feed_forward = 64
heads = 2

[train]
batch_tokens = 256
guided = 0.5
word_dropout = 0.1
sampling = 0.2
save_minutes = 0.01
dev_minutes = 0.03
dev_lines = 4
threads = 1

[package]
suffix = "few"
name = "a model of a few lines"
"""


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus in the layout of the project's own: a file of sentences and two documents."""
    folder = tmp_path_factory.mktemp("corpus")
    lines = [
        f"The {noun[0]} opened {count} {thing[0]}.\t{noun[1]} открыл {count} {thing[1]}."
        f"\t{noun[2]} {count} {thing[2]} ochdi, oʻzi."
        for noun in NOUNS
        for thing in OBJECTS
        for count in (3, 12, 214)
    ]
    (folder / "topic.tsv").write_text("\n".join(lines[:60]) + "\n", encoding="utf-8")
    (folder / "documents").mkdir()
    for number, part in enumerate((lines[60:66], lines[66:])):
        path = folder / "documents" / f"news-{number}.tsv"
        path.write_text("\n".join(part) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def preset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A preset that trains in seconds."""
    path = tmp_path_factory.mktemp("preset") / "few.toml"
    path.write_text(PRESET, encoding="utf-8")
    return path
