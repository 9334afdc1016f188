"""Figures kept in translation, and what only looks as if they were not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate import figures

KEPT = [
    ("244,890 persons", "244 890 человек", "ru"),
    ("244,890 persons", "244\u00a0890 kishi", "uz"),
    ("12.5 per cent", "12,5 процента", "ru"),
    ("85% of persons", "shaxslarning 85 foizi", "uz"),
    ("fell by 11% in 2020", "в 2020 году снизилось на 11\u00a0%", "ru"),
    ("On 27 July 2023", "2023-yil 27-iyul kuni", "uz"),
    ("On 27 July 2023", "27.07.2023", "ru"),
    ("27–28 July", "27 и 28 июля", "ru"),
    ("2019–2023", "2019–2023-yillarda", "uz"),
    ("4 principles", "четыре принципа", "ru"),
    ("4 principles", "toʻrtta tamoyil", "uz"),
    ("4 principles", "to'rtta tamoyil", "uz"),
    ("four principles", "4 принципа", "ru"),
    ("Sixty-eight per cent", "68 процентов", "ru"),
    ("Twenty-two men", "22 nafar erkak", "uz"),
    ("the 21st century", "XXI век", "ru"),
    ("from 9.30 to 17.30", "с 9:30 до 17:30", "ru"),
    ("from 46 to 19 per cent", "46 foizdan 19 foizga", "uz"),
    ("81 and 93 per cent", "81 процент и 93 процента", "ru"),
    ("please call 1148", "1148 raqamiga qoʻngʻiroq qiling", "uz"),
    ("the hotline 116 16", "116 16 ishonch telefoni", "uz"),
    ("COVID-19", "КОВИД-19", "ru"),
    ("US$ 1.8 billion", "1,8 млрд долл. США", "ru"),
    ("no figures", "без цифр", "ru"),
    ("five fields, 2 women", "пять полей, две женщины", "ru"),
]
CHANGED = [
    ("244,890 persons", "24 490 человек", "ru"),
    ("244,890 persons", "24,490 shaxs", "uz"),
    ("244,890 persons", "человек", "ru"),
    ("persons", "2 448 человек", "ru"),
    ("12.5 per cent", "125 процентов", "ru"),
    ("85% of persons", "85 человек", "ru"),
    ("in 2020", "в 2021 году", "ru"),
    ("On 27 July 2023", "2023-yil 28-iyul kuni", "uz"),
    ("27–28 July", "27 июля", "ru"),
    ("4 principles", "пять принципов", "ru"),
    ("14 women and 3 men", "14 женщин", "ru"),
    ("14 women", "14 женщин из 14", "ru"),
    ("14 officers", "IIV xodimlari", "uz"),
    ("Sixty-eight cases", "86 дел", "ru"),
]


@pytest.mark.parametrize(("source", "target", "language"), KEPT)
def test_kept(source: str, target: str, language: str) -> None:
    """Another way of writing a figure is no change."""
    assert figures.kept(source, target, "en", language)


@pytest.mark.parametrize(("source", "target", "language"), CHANGED)
def test_changed(source: str, target: str, language: str) -> None:
    """A lost, new or different figure is."""
    assert not figures.kept(source, target, "en", language)


@given(st.text())
def test_any_text_keeps_its_own_figures(text: str) -> None:
    """Whatever it is."""
    assert figures.kept(text, text, "en", "ru")


@given(st.integers(13, 10**9), st.integers(13, 10**9))
def test_two_different_figures_are_never_the_same(first: int, second: int) -> None:
    """However their digits are grouped."""
    source, target = f"{first:,} persons", f"{second:,} человек".replace(",", "\u00a0")

    assert figures.kept(source, target, "en", "ru") == (first == second)


def test_human_translations_pass(shared: Path) -> None:
    """Of the pairs that people wrote hardly one may be taken for a change."""
    lines = (shared / "corpus" / "research-policy.tsv").read_text().splitlines()
    rows = [line.split("\t") for line in lines]
    wrong = [
        row
        for row in rows
        if not (
            figures.kept(row[0], row[1], "en", "ru") and figures.kept(row[0], row[2], "en", "uz")
        )
    ]

    assert len(rows) > 100
    assert len(wrong) <= len(rows) // 200, wrong
