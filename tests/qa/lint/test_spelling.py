"""Spelling: what it finds of planted mistakes, and what it leaves alone in right texts."""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tiptranslate.model import Name, NameKind, Term
from tiptranslate.qa.lint.spelling import Spelling
from tiptranslate.qa.source import SourceText

Make = Callable[..., SourceText]


def found(text: SourceText) -> list[str]:
    """The words complained of."""
    return [text.texts[hit.block][hit.start : hit.end] for hit in Spelling().check(text)]


def test_planted_mistakes(source: Make, data: Path) -> None:
    """Every common misspelling of the list is found, and most get the right word."""
    lines = (data / "lint" / "typos.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(lines))
    right = 0
    for row in rows:
        text = source(f"On Monday the {row['wrong']} was seen in Tashkent.")
        hits = list(Spelling().check(text))
        assert [hit.start for hit in hits] == [14], row["wrong"]
        right += hits[0].replacement == row["right"]

    assert right >= 0.85 * len(rows) > 50


def test_right_words(source: Make, shared: Path) -> None:
    """At most one false alarm in 5,000 words of right English from the domain."""
    words = alarms = 0
    for path in sorted((shared / "corpus" / "documents").glob("*.tsv")):
        lines = [line.split("\t")[0] for line in path.read_text("utf-8").splitlines()]
        words += sum(len(line.split()) for line in lines)
        alarms += len(found(source("\n\n".join(lines))))

    assert words > 50_000
    assert alarms <= words / 5_000


def test_words_of_the_glossary_are_known(source: Make) -> None:
    """A word that the workspace's own vocabulary or register has is no mistake."""
    text = source("The zorbek of the gulnamo was opened.")
    known = replace(
        text,
        terms=(Term("zorbek"),),
        names=(Name("Big House", NameKind.BODY, aliases=("gulnamo",)),),
    )

    assert sorted(found(text)) == ["gulnamo", "zorbek"]
    assert found(known) == []


@pytest.mark.parametrize(
    "line",
    [
        "Ms. Dilfuza Xolmirzayevna and the Zarbdor Centre took part.",
        "It is called “hujraxona” in Uzbek.",
        "Texnologiya va odam savdosi haqida bilan uchun yangi kitob",
        "Write to zzorbek@example.org, see example.org/zzorbek or t.me/zzorbek.",
        "UNODC, XQZT and the MKRWX signed it on their WhatsUpp channel.",
        "He didn’t know the women’s names, they’d left at four o’clock.",
    ],
)
def test_what_is_no_word_of_english(source: Make, line: str) -> None:
    """Names, words spoken of, other languages, addresses, acronyms and short forms."""
    assert found(source(f"A headline\n\n{line}")) == []
