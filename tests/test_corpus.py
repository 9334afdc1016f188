"""The corpus: every file is three columns of what their languages are written in."""

import re
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[1] / "training" / "corpus"
FILES = sorted(CORPUS.rglob("*.tsv"))
CYRILLIC, LATIN = re.compile("[Ѐ-ӿ]"), re.compile("[A-Za-z]")
TURNED = re.compile("[oOgG]['’`‘]")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file(path: Path) -> None:
    """English, Russian in Cyrillic, Uzbek in Latin with its own letters; no English line twice."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]

    assert {len(row) for row in rows} == {3}
    for english, russian, uzbek in rows:
        assert all(
            text and text == " ".join(text.split(" ")).strip() for text in (english, russian, uzbek)
        )
        assert not CYRILLIC.search(english)
        assert len(CYRILLIC.findall(russian)) > len(LATIN.findall(russian)), russian
        assert not CYRILLIC.search(uzbek), uzbek
        assert not TURNED.search(uzbek), uzbek
        assert not re.search("[ʻʼ]", russian), russian
    sources = [row[0] for row in rows]
    assert len(set(sources)) == len(sources)
