"""``tiptranslate lint``."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

DOUBLED = "Hotline opens in Nukus\n\nIt is the the first  one.\n"


def put(desk: Path, text: str, name: str = "news.txt") -> Path:
    """A release in the workspace."""
    path = desk / "releases" / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


@pytest.mark.usefixtures("desk")
def test_nothing_to_say(run: Run) -> None:
    """Clean English is quiet; the count goes to the people's channel."""
    result = run("lint")

    assert result.stdout == ""
    assert result.stderr == "2 releases: 0 errors, 0 warnings, 0 suggestions\n"


def test_a_finding(run: Run, desk: Path) -> None:
    """A line each, in the way compilers have it, so that editors can jump there."""
    put(desk, DOUBLED)

    result = run("lint", "news", "--select", "doubled-word")

    (line,) = result.stdout.splitlines()
    assert line.startswith("releases/news.txt:3:7: warning doubled-word: ")
    assert result.stderr == "1 release: 0 errors, 1 warning, 0 suggestions\n"


def test_json(run: Run, desk: Path) -> None:
    """Exactly the shape that the design promises."""
    put(desk, DOUBLED)

    values = json.loads(run("lint", "news", "--select=doubled-word", "--format=json").stdout)

    assert values.pop("findings")[0].pop("message")
    assert values == {
        "version": 1,
        "fixed": [],
        "summary": {
            "releases": 1,
            "errors": 0,
            "warnings": 1,
            "suggestions": 0,
            "checks": {"doubled-word": 1},
        },
        "errors": [],
    }
    (finding,) = json.loads(run("lint", "--select=doubled-word", "--format=json").stdout)[
        "findings"
    ]
    finding.pop("message")
    assert finding == {
        "check": "doubled-word",
        "level": "warning",
        "path": "releases/news.txt",
        "line": 3,
        "column": 7,
        "found": "the the",
        "suggestion": "the",
        "language": "en",
        "source": "",
        "target": "",
    }


def test_exit_codes(run: Run, desk: Path) -> None:
    """1 from the level that the option or the settings name; 2 where a release is at fault."""
    put(desk, DOUBLED)
    only = ("lint", "--select", "doubled-word")

    run(*only, "--fail-on", "error", code=0)
    run(*only, "--fail-on", "warning", code=1)
    run(*only, "--fail-on", "suggestion", code=1)
    settings = desk / "tiptranslate.toml"
    settings.write_text('[check]\nfail_on = "warning"\n')
    run(*only, code=1)
    run(*only, "--fail-on", "error", code=0)
    (desk / "releases" / "bad.txt").write_bytes(b"a\0b")
    result = run(*only, "--fail-on", "warning", code=2)
    assert result.stdout.startswith("releases/news.txt:3:7: ")
    assert "tiptranslate: releases/bad.txt:1: control character" in result.stderr


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_check_that_there_is_not(run: Run, option: str) -> None:
    """One line that names the nearest."""
    assert run("lint", option, "double-word", code=2).stderr == (
        "tiptranslate: unknown check 'double-word'; did you mean 'doubled-word'?\n"
    )


def test_ignoring(run: Run, desk: Path) -> None:
    """By option, by release, by workspace; what is selected by name is wanted."""
    put(desk, DOUBLED)
    only = ("lint", "--format=json")

    def checks() -> dict[str, int]:
        values: dict[str, int] = json.loads(run(*only).stdout)["summary"]["checks"]
        return values

    assert "doubled-word" in checks()
    values = json.loads(run(*only, "--ignore", "doubled-word").stdout)
    assert "doubled-word" not in values["summary"]["checks"]
    path = put(desk, f"# tiptranslate: ignore=doubled-word\n{DOUBLED}")
    assert "doubled-word" not in checks()
    path.write_text(DOUBLED)
    (desk / "tiptranslate.toml").write_text('[lint]\nignore = ["doubled-word"]\n')
    assert "doubled-word" not in checks()
    assert "doubled-word" in run("lint", "--select", "doubled-word").stdout


def test_fix(run: Run, desk: Path) -> None:
    """The file keeps its line ends and its mark; it says what was done; twice is once."""
    path = put(desk, "\ufeff" + DOUBLED.replace("\n", "\r\n"))

    result = run("lint", "news", "--fix", "--select", "double-space")

    fixed = ("\ufeff" + DOUBLED.replace("\n", "\r\n")).replace("first  one", "first one").encode()
    assert path.read_bytes() == fixed
    assert result.stdout == ("releases/news.txt:3:20: fixed double-space: '  ' is now ' '\n")
    assert result.stderr == "1 release: 0 errors, 0 warnings, 0 suggestions; 1 fixed\n"
    again = run("lint", "news", "--fix", "--select", "double-space")
    assert again.stdout == ""
    assert path.read_bytes() == fixed


def test_without_fix_nothing_is_written(run: Run, desk: Path) -> None:
    """Not even what it could remember."""
    put(desk, DOUBLED)
    before = {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}

    run("lint")

    assert {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()} == before


def test_no_releases(run: Run, folder: Path) -> None:
    """It says what to do."""
    (folder / "tiptranslate.toml").write_text("")

    assert "No releases yet" in run("lint").stderr
