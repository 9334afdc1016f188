"""American and British spelling: levels, names, quotations and the table."""

import csv
from collections.abc import Callable
from importlib.resources import files

from tiptranslate.model import Level
from tiptranslate.qa.lint.varieties import MixedVarieties
from tiptranslate.qa.source import SourceText

Make = Callable[..., SourceText]


def found(text: SourceText) -> list[tuple[str, str, str, bool]]:
    """Word, replacement, level and whether --fix may."""
    hits = MixedVarieties().check(text)
    return [
        (
            text.texts[hit.block][hit.start : hit.end],
            hit.replacement or "",
            (hit.level or Level.ERROR).name,
            hit.safe,
        )
        for hit in hits
    ]


def test_one_style_throughout_is_only_a_suggestion(source: Make) -> None:
    """Who writes American does so on purpose; who mixes does not."""
    alone = source("A headline\n\nThe center fights forced labor.")
    mixed = source("A headline\n\nThe center fights forced labor, a programme says.")

    assert [level for *_, level, _ in found(alone)] == ["SUGGESTION", "SUGGESTION"]
    assert [level for *_, level, _ in found(mixed)] == ["WARNING", "WARNING"]


def test_quotations_are_not_for_fixing(source: Make) -> None:
    """Somebody's words are at most pointed at."""
    text = source("A headline\n\n“The labor of our neighbours is dear,” she said of the labour.")

    assert found(text) == [("labor", "labour", "SUGGESTION", False)]


def test_capitals_begin_sentences_and_names(source: Make) -> None:
    """At the beginning of a sentence a capital says nothing, elsewhere it is a name's."""
    text = source(
        "A headline\n\nThe Labor Centre met. Labor is dear, said the Center."
        "\n\nDefense Center, Bishkek"
    )

    assert [(word, right) for word, right, *_ in found(text)] == [("Labor", "Labour")]


def test_links_stay(source: Make) -> None:
    """An address is spelled as it is spelled."""
    assert found(source("A headline\n\nSee www.example.org/labor-center and labor@un.org.")) == []


def test_the_table_is_in_order() -> None:
    """Each spelling once, none both wrong and right, and only known kinds."""
    lines = files("tiptranslate.qa").joinpath("data", "varieties.csv").read_text("utf-8")
    rows = list(csv.DictReader(line for line in lines.splitlines() if line[0] != "#"))
    others = [row["other"] for row in rows]

    assert len(others) == len(set(others)) > 500
    assert set(others).isdisjoint(row["house"] for row in rows)
    assert {row["kind"] for row in rows} == {"us", "ise", "house"}
    assert {row["safe"] for row in rows} == {"yes", "no"}
