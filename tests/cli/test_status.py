"""``tiptranslate status``."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.mark.usefixtures("desk")
def test_before_the_first_draft(run: Run) -> None:
    """Everything is still to do."""
    rows = run("status").stdout.splitlines()

    columns = "release language words segments untranslated draft stale reviewed done"
    assert [row.split() for row in rows] == [
        columns.split(),
        ["course", "ru", "11", "4", "4", "0", "0", "0", "0", "%", "[..........]"],
        ["course", "uz", "11", "4", "4", "0", "0", "0", "0", "%", "[..........]"],
        ["news", "ru", "12", "3", "3", "0", "0", "0", "0", "%", "[..........]"],
        ["news", "uz", "12", "3", "3", "0", "0", "0", "0", "%", "[..........]"],
        ["total", "46", "14", "14", "0", "0", "0", "0", "%", "[..........]"],
    ]
    assert len({len(row) for row in rows[1:]}) == 1


def test_after_some_reviewing(run: Run, approve: Callable[[str], None]) -> None:
    """Reviewed sentences are counted, a hundred per cent means all of them."""
    run("draft", "--engine", "pseudo")
    approve("ru/LC_MESSAGES/news.po")

    lines = run("status", "news", "--lang", "ru", "--lang", "uz").stdout.splitlines()

    assert lines[1].split()[2:] == ["12", "3", "0", "0", "0", "3", "100", "%", "[##########]"]
    assert lines[2].split()[2:] == ["12", "3", "0", "3", "0", "0", "0", "%", "[++++++++++]"]
    assert lines[3].split()[1:] == ["24", "6", "0", "3", "0", "3", "50", "%", "[#####+++++]"]


@pytest.mark.usefixtures("desk")
def test_json(run: Run) -> None:
    """Exactly the shape that the design promises."""
    run("draft", "news", "--engine", "pseudo")

    result = run("status", "news", "--format", "json")

    assert result.stderr == ""
    counts = {"segments": 3, "words": 12, "untranslated": 0, "draft": 3, "stale": 0, "reviewed": 0}
    assert json.loads(result.stdout) == {
        "version": 1,
        "catalogs": [
            {
                "slug": "news",
                "language": language,
                "path": f"locales/{language}/LC_MESSAGES/news.po",
                **counts,
            }
            for language in ("ru", "uz")
        ],
        "total": {name: 2 * number for name, number in counts.items()},
    }


def test_it_writes_nothing(run: Run, desk: Path) -> None:
    """Whatever has changed since."""
    run("draft", "--engine", "pseudo")
    (desk / "releases" / "news.txt").write_text("Hotline opens in Nukus\n\nIt is quite free.\n")
    before = {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}

    lines = run("status", "news", "-l", "ru").stdout.splitlines()

    assert lines[1].split()[:4] == ["news", "ru", "8", "2"]
    assert {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()} == before


def test_a_catalog_that_cannot_be_read(run: Run, desk: Path) -> None:
    """It is named with its line; the others are counted."""
    run("draft", "news")
    path = desk / "locales" / "ru" / "LC_MESSAGES" / "news.po"
    path.write_text(path.read_text(encoding="utf-8") + "\nmsgid nothing\n", encoding="utf-8")
    last = len(path.read_text(encoding="utf-8").splitlines())

    result = run("status", "news", "--format", "json", code=2)

    assert result.stderr.startswith(f"tiptranslate: locales/ru/LC_MESSAGES/news.po:{last}: ")
    assert result.stderr.count("\n") == 1
    assert [item["language"] for item in json.loads(result.stdout)["catalogs"]] == ["uz"]


def test_an_empty_release(run: Run, desk: Path) -> None:
    """Nothing of nothing is no per cent."""
    (desk / "releases" / "news.txt").write_text("")

    lines = run("status", "news", "-l", "ru").stdout.splitlines()

    assert lines[1].split() == ["news", "ru", "0", "0", "0", "0", "0", "0", "-"]


def test_other_formats(run: Run, approve: Callable[[str], None]) -> None:
    """A table for a page, bare numbers for a spreadsheet."""
    run("draft", "--engine", "pseudo")
    approve("ru/LC_MESSAGES/news.po")

    page = run("status", "news", "--format", "markdown").stdout.splitlines()
    sheet = run("status", "news", "--format", "csv").stdout.splitlines()

    assert page[1] == "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    assert page[2] == "| news | ru | 12 | 3 | 0 | 0 | 0 | 3 | 100 % |"
    assert sheet == [
        "release,language,words,segments,untranslated,draft,stale,reviewed,percent",
        "news,ru,12,3,0,0,0,3,100",
        "news,uz,12,3,0,3,0,0,0",
    ]


def test_outdated_catalogs_come_first(desk: Path, run: Run, approve: Callable[[str], None]) -> None:
    """Of several the one that nobody has touched for longest."""
    run("draft", "--engine", "pseudo")
    for name, year in (("course", 2025), ("news", 2024)):
        approve(f"ru/LC_MESSAGES/{name}.po")
        path = desk / "locales" / "ru" / "LC_MESSAGES" / f"{name}.po"
        text = path.read_text(encoding="utf-8")
        dated = re.sub(r"PO-Revision-Date: [0-9]{4}", f"PO-Revision-Date: {year}", text)
        path.write_text(dated, encoding="utf-8")
    for name in ("course.md", "news.txt"):
        path = desk / "releases" / name
        path.write_text(path.read_text().replace("It is", "It was"))

    lines = run("status", "--lang", "ru").stdout.splitlines()

    assert [line.split()[0] for line in lines[1:3]] == ["news", "course"]
