"""Other languages and alphabets: every language, and what stays English."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tiptranslate.languages.words import fold
from tiptranslate.qa.lint.language import ForeignLine, LookAlike, foreign
from tiptranslate.qa.source import SourceText

Make = Callable[..., SourceText]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("Russian", "Пресс-релиз на русском языке"),
        ("Uzbek in Cyrillic", "Ўзбек тилидаги матн"),
        ("Tajik", "Матн ба забони тоҷикӣ"),
        ("Kazakh", "Қазақ тіліндегі мәтін"),
        ("Uzbek", "Matn oʻzbek tilida, 30-iyul kuni eʼlon qilindi"),
        ("French", "La traite des personnes dans le monde"),
        ("", "The traite des personnes in the world"),
        ("", "Istiqbolli Avlod, 12 Mustaqillik Street"),
        ("", "UNODC"),
        ("", "+998 71 120 80 50"),
    ],
)
def test_languages(language: str, line: str) -> None:
    """A line is told by its letters or its small words."""
    assert foreign(fold(line)) == language


def test_documents_in_three_languages(source: Make, shared: Path) -> None:
    """No line of English is taken for another language; nearly all long others are told."""
    long = told = 0
    for path in sorted((shared / "corpus" / "documents").glob("*.tsv"))[:60]:
        rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
        english, *others = (source("\n\n".join(column)) for column in zip(*rows, strict=True))
        assert list(ForeignLine().check(english)) == []
        for other in others:
            texts = [text for text in other.texts if len(text) > 60]
            long += len(texts)
            told += sum(foreign(fold(text)) in ("Russian", "Uzbek") for text in texts)

    assert long > 1_000
    assert told >= 0.95 * long


def test_letters_that_look_alike(source: Make) -> None:
    """Mended where each has a twin; Cyrillic words are left alone."""
    text = source("A headline\n\nА Cоmmission of IОМ met in Almaty, а good city, нояbr (Тошкент).")

    hits = [
        (text.texts[hit.block][hit.start : hit.end], hit.replacement, hit.safe)
        for hit in LookAlike().check(text)
    ]

    assert hits == [
        ("Cоmmission", "Commission", True),
        ("IОМ", "IOM", True),
        ("а", "a", True),
        ("нояbr", None, False),
    ]
