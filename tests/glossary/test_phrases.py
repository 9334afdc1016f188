"""Phrases and the terms in them, one file a language, made by hand with the reason for each.

A file is ``tests/data/glossary/phrases/<code>.toml``:

- ``[[term]]``: ``term`` (the English), ``pos``, ``status``, ``case``; for another language
  ``target``, ``forms``, ``admitted``, ``avoid``, ``acronym``.
- ``[[name]]``: ``name``, ``kind``, ``acronym``, ``aliases``, ``wrong``; for another
  language ``target``, ``forms``, ``admitted``, ``avoid``, ``target_acronym``.
- ``[[phrase]]``: ``text``; ``expect``, all matches of the file's whole vocabulary in order,
  as [found, term or name] or [found, term or name, wording], empty for a trap; ``why``.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tiptranslate.glossary.register import Glossary
from tiptranslate.model import Name, NameKind, Target, Term, TermStatus

FOLDER = Path(__file__).resolve().parent.parent / "data" / "glossary" / "phrases"
FILES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.toml")}
LEAST = {"en": 60, "ru": 80, "uz": 80}
CASES = [
    pytest.param(code, phrase, id=f"{code}-{number}")
    for code, file in sorted(FILES.items())
    for number, phrase in enumerate(file["phrase"], 1)
]


def targets(code: str, row: Mapping[str, Any], acronym: str) -> dict[str, Target]:
    """What a row becomes in the file's language."""
    if "target" not in row:
        return {}
    lists = {key: tuple(row.get(key, ())) for key in ("forms", "admitted", "avoid")}
    return {code: Target(row["target"], acronym=row.get(acronym, ""), **lists)}


@pytest.fixture(scope="module")
def glossaries() -> dict[str, Glossary]:
    """The vocabulary of every file."""
    return {code: glossary(code, file) for code, file in FILES.items()}


def glossary(code: str, file: Mapping[str, Any]) -> Glossary:
    """The vocabulary of one file."""
    terms = tuple(
        Term(
            row["term"],
            row.get("pos", "noun"),
            TermStatus(row.get("status", "preferred")),
            case_sensitive=row.get("case", False),
            targets=targets(code, row, "acronym"),
        )
        for row in file.get("term", ())
    )
    names = tuple(
        Name(
            row["name"],
            NameKind(row.get("kind", "body")),
            row.get("acronym", ""),
            tuple(row.get("aliases", ())),
            tuple(row.get("wrong", ())),
            targets=targets(code, row, "target_acronym"),
        )
        for row in file.get("name", ())
    )
    return Glossary(terms, names)


@pytest.mark.parametrize(("code", "phrase"), CASES)
def test_phrase(glossaries: dict[str, Glossary], code: str, phrase: dict[str, Any]) -> None:
    """A phrase has the expected terms, no other, and in this order."""
    text = phrase["text"]

    found = [
        [text[match.start : match.end], match.item.source, match.wording.value]
        for match in glossaries[code].find(text, code)
    ]

    shape = [len(pair) for pair in phrase["expect"]]
    assert len(found) == len(shape), (found, phrase["why"])
    given = [triple[:size] for triple, size in zip(found, shape, strict=True)]
    assert given == phrase["expect"], phrase["why"]


@pytest.mark.parametrize("code", sorted(FILES))
def test_file(code: str) -> None:
    """A file has phrases enough, none twice, each with its reason and a known term."""
    file = FILES[code]
    texts = [phrase["text"] for phrase in file["phrase"]]
    known = {row["term"] for row in file.get("term", ())}
    known |= {row["name"] for row in file.get("name", ())}

    assert len(texts) >= LEAST.get(code, 1)
    assert len(texts) == len(set(texts))
    assert all(phrase["why"].strip() for phrase in file["phrase"])
    assert known >= {pair[1] for phrase in file["phrase"] for pair in phrase["expect"]}
