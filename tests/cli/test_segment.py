"""``tiptranslate segment``."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.mark.usefixtures("desk")
def test_text(run: Run) -> None:
    """A line a sentence, with line and kind in front of the first of each block."""
    assert run("segment", "news").stdout == (
        "releases/news.txt: 2 blocks, 3 sentences\n"
        "    1  headline   Hotline opens in Nukus\n"
        "    3  paragraph  It is free.\n"
        "                  It answers at night, too.\n"
    )


@pytest.mark.usefixtures("desk")
def test_json(run: Run) -> None:
    """Exactly the shape that the design promises, in the order of the slugs."""
    result = run("segment", "--format", "json")

    assert result.stderr == ""
    assert json.loads(result.stdout) == {
        "version": 1,
        "releases": [
            {
                "slug": "course",
                "path": "releases/course.md",
                "blocks": [
                    {
                        "kind": "headline",
                        "line": 1,
                        "text": "A course in Osh",
                        "sentences": ["A course in Osh"],
                    },
                    {
                        "kind": "list-item",
                        "line": 3,
                        "text": "Day one.",
                        "sentences": ["Day one."],
                    },
                    {
                        "kind": "list-item",
                        "line": 4,
                        "text": "Day two. It is short.",
                        "sentences": ["Day two.", "It is short."],
                    },
                ],
            },
            {
                "slug": "news",
                "path": "releases/news.txt",
                "blocks": [
                    {
                        "kind": "headline",
                        "line": 1,
                        "text": "Hotline opens in Nukus",
                        "sentences": ["Hotline opens in Nukus"],
                    },
                    {
                        "kind": "paragraph",
                        "line": 3,
                        "text": "It is free. It answers at night, too.",
                        "sentences": ["It is free.", "It answers at night, too."],
                    },
                ],
            },
        ],
    }


def test_other_letters_stand_as_they_are(run: Run, desk: Path) -> None:
    """In JSON too, where the console knows them."""
    (desk / "releases" / "news.txt").write_text("Film “Дорога” in Oʻsh\n", encoding="utf-8")

    assert "Film “Дорога” in Oʻsh" in run("segment", "news").stdout
    assert "Film “Дорога” in Oʻsh" in run("segment", "news", "--format", "json").stdout


def test_it_writes_nothing(run: Run, desk: Path) -> None:
    """Not even what it could remember."""
    before = {path for path in desk.rglob("*") if path.is_file()}

    run("segment")

    assert {path for path in desk.rglob("*") if path.is_file()} == before


def test_rules_of_ones_own(run: Run, desk: Path) -> None:
    """They come in front of the project's, as soon as they are there."""
    (desk / "segment").mkdir()
    (desk / "segment" / "own.srx").write_text(
        '<srx xmlns="http://www.lisa.org/srx20" version="2.0"><body><languagerules>'
        '<languagerule languagerulename="own"><rule break="no"><beforebreak>free\\.\\s'
        "</beforebreak><afterbreak/></rule></languagerule></languagerules><maprules>"
        '<languagemap languagepattern="en" languagerulename="own"/></maprules></body></srx>'
    )

    assert "    3  paragraph  It is free. It answers at night, too.\n" in run("segment").stdout


def test_a_name_that_is_no_slug(run: Run, desk: Path) -> None:
    """A file put into the folder by hand may have any name; the message says what to do."""
    (desk / "releases" / "Big News.txt").write_text("Text.\n")

    result = run("segment", code=2)

    assert "releases/news.txt" in result.stdout
    assert result.stderr == (
        "tiptranslate: releases/Big News.txt: its name cannot name catalogs; use small letters, "
        "digits, dots and hyphens, or bring it in with `add`\n"
    )
