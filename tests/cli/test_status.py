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


@pytest.mark.usefixtures("desk")
def test_analysis_before_the_first_draft(run: Run) -> None:
    """Words of every catalog by band, then sentences and words of every language."""
    catalogs, languages = run("status", "--analysis").stdout.split("\n\n")

    assert [row.split() for row in catalogs.splitlines()[1:3]] == [
        ["course", "ru", "11", "0", "0", "0", "0", "0", "0", "11"],
        ["course", "uz", "11", "0", "0", "0", "0", "0", "0", "11"],
    ]
    rows = [row.split() for row in languages.splitlines()]
    assert rows[0] == ["language", "match", "segments", "words", "share"]
    assert [row[:4] for row in rows[8:10]] == [
        ["ru", "total", "7", "23"],
        ["uz", "reviewed", "0", "0"],
    ]
    assert rows[7] == ["ru", "none", "7", "23", "100.0", "%"]


def test_analysis_in_other_formats(run: Run, approve: Callable[[str], None]) -> None:
    """Numbers of every band for programs and spreadsheets, tables for a page."""
    run("draft", "--engine", "pseudo")
    approve("ru/LC_MESSAGES/news.po")

    found = json.loads(run("status", "--analysis", "-l", "ru", "--format", "json").stdout)
    sheet = run("status", "news", "--analysis", "-l", "ru", "--format", "csv").stdout.splitlines()
    page = run("status", "news", "--analysis", "--format", "markdown").stdout.splitlines()

    assert set(found) == {"version", "catalogs", "languages", "total"}
    course, news = found["catalogs"]
    assert (course["segments"], course["words"]) == (4, 11)
    assert course["bands"]["none"] == {"segments": 4, "words": 11}
    assert news["bands"]["reviewed"] == {"segments": 3, "words": 12}
    assert news["path"] == "locales/ru/LC_MESSAGES/news.po"
    assert found["total"] == found["languages"]["ru"]
    assert list(found["total"]["bands"]) == [
        *("reviewed", "repetition", "100", "95-99", "85-94", "75-84", "none"),
    ]
    assert sheet[0].startswith("release,language,words,segments,reviewed words,reviewed segments,")
    assert sheet[1] == "news,ru,12,3,12,3,0,0,0,0,0,0,0,0,0,0,0,0"
    assert page[1].startswith("| --- | --- | ---: |")


@pytest.mark.parametrize("report", ["--analysis", "--risk"])
def test_reports_write_nothing(run: Run, desk: Path, report: str) -> None:
    """Nothing beside the caches under build/, whatever has changed since."""
    run("draft", "--engine", "pseudo")
    (desk / "releases" / "news.txt").write_text("Hotline opens in Nukus\n\nIt is quite free.\n")

    def files() -> dict[Path, bytes]:
        return {
            path: path.read_bytes()
            for path in desk.rglob("*")
            if path.is_file() and "build" not in path.parts
        }

    before = files()
    run("status", report)

    assert files() == before


@pytest.mark.parametrize("report", ["--analysis", "--risk"])
def test_reports_name_what_cannot_be_read(run: Run, desk: Path, report: str) -> None:
    """One line, exit code 2; the other language is reported."""
    run("draft", "news", "--engine", "pseudo")
    path = desk / "locales" / "ru" / "LC_MESSAGES" / "news.po"
    path.write_text("msgid nothing\n", encoding="utf-8")

    result = run("status", "news", report, "--format", "csv", code=2)

    assert result.stderr.startswith("tiptranslate: locales/ru/LC_MESSAGES/news.po:1: ")
    assert result.stderr.count("\n") == 1
    assert "uz" in result.stdout
    assert "ru" not in result.stdout


def test_reports_of_nothing(run: Run, desk: Path) -> None:
    """An empty workspace is told what to do next; without drafts there is no risk."""
    no_drafts = run("status", "--risk")
    for path in (desk / "releases").iterdir():
        path.unlink()

    assert (no_drafts.stdout, no_drafts.stderr) == (
        "",
        "no machine draft that nobody has touched\n",
    )
    assert "No releases yet" in run("status", "--analysis").stderr
    assert "No releases yet" in run("status", "--risk").stderr
    assert json.loads(run("status", "--risk", "--format", "json").stdout)["risks"] == []


@pytest.mark.usefixtures("desk")
def test_two_reports_at_once(run: Run) -> None:
    """They are refused, as are wrong limits."""
    assert "ask for one of them" in run("status", "--analysis", "--risk", code=2).stderr
    assert "--limit" in run("status", "--risk", "--limit", "0", code=2).stderr
    assert "add --risk" in run("status", "--limit", "5", code=2).stderr


@pytest.fixture
def doubtful(run: Run, desk: Path) -> Path:
    """The drafted workspace, in which the engine doubts one sentence of a release."""
    run("draft", "--engine", "pseudo")
    path = desk / "locales" / "ru" / "LC_MESSAGES" / "news.po"
    head, found, rest = path.read_text(encoding="utf-8").rpartition("score=0.00")
    assert found
    path.write_text(f"{head}score=-2.30{rest}", encoding="utf-8")
    return path


def test_risk(run: Run, doubtful: Path) -> None:
    """The worst first, with its line as an editor wants it, and why."""
    result = run("status", "--risk", "--limit", "2", "-l", "ru")

    place, sentence, second, _ = result.stdout.splitlines()
    found = re.fullmatch(r"locales/ru/LC_MESSAGES/news\.po:(\d+): (\d+)  (.+)", place)
    assert found
    assert doubtful.read_text(encoding="utf-8").splitlines()[int(found[1]) - 1].startswith("msgid")
    assert int(found[2]) >= 90
    assert found[3].endswith("engine 0.10, 5 words")
    assert sentence == "    It answers at night, too."
    assert "engine 1.00" in second
    assert result.stderr == "2 of 7 machine drafts that nobody has touched\n"


@pytest.mark.usefixtures("doubtful")
def test_risk_in_other_formats(run: Run) -> None:
    """The same drafts, with all that is known of each."""
    found = json.loads(run("status", "--risk", "-l", "ru", "--format", "json").stdout)
    sheet = run("status", "--risk", "-l", "ru", "--format", "csv").stdout.splitlines()
    page = run("status", "--risk", "-l", "ru", "--format", "markdown").stdout.splitlines()

    worst = found["risks"][0]
    assert found["drafts"] == len(found["risks"]) == 7
    assert worst["source"] == "It answers at night, too."
    assert (worst["score"], worst["meaning"], worst["words"]) == (-2.3, None, 5)
    assert worst["risk"] >= found["risks"][1]["risk"]
    assert all(
        {*finding} == {"check", "level", "message"}
        for one in found["risks"]
        for finding in one["findings"]
    )
    assert sheet[0] == "risk,path,line,language,engine,meaning,findings,words,source"
    assert sheet[1].startswith(
        f"{worst['risk']:.0f},locales/ru/LC_MESSAGES/news.po,{worst['line']},"
    )
    assert page[2].endswith("| 5 | It answers at night, too. |")
