"""``tiptranslate memory``."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.fixture
def target(run: Run, desk: Path, approve: Callable[[str], None]) -> str:
    """How “It is free.” has been approved in Russian."""
    run("draft", "news", "--engine", "pseudo")
    approve("ru/LC_MESSAGES/news.po")
    path = desk / "locales" / "ru" / "LC_MESSAGES" / "news.po"
    lines = path.read_text(encoding="utf-8").splitlines()
    return lines[lines.index('msgid "It is free."') + 1].removeprefix('msgstr "').removesuffix('"')


def test_an_exact_match(run: Run, target: str) -> None:
    """Score, language and release, then both sentences."""
    assert run("memory", "find", "It is free.").stdout == (
        f"100 %  ru  news\n       It is free.\n       {target}\n"
    )


def test_json(run: Run, target: str) -> None:
    """Every field that the documentation names, and no other."""
    result = run("memory", "find", "It is free.", "--format", "json")

    assert result.stderr == ""
    assert json.loads(result.stdout) == {
        "version": 1,
        "matches": [
            {
                "language": "ru",
                "score": 100,
                "source": "It is free.",
                "target": target,
                "origin": "news",
            }
        ],
    }


@pytest.mark.usefixtures("target")
def test_a_near_match(run: Run) -> None:
    """Below a hundred; how near is for the user to say."""
    result = run("memory", "find", "It is not free.", "--format", "json")

    (match,) = json.loads(result.stdout)["matches"]
    assert 60 <= match["score"] < 100
    assert match["source"] == "It is free."
    assert run("memory", "find", "It is not free.", "--min", "99").stdout == (
        "Nothing in the memory is 99 % like it.\n"
    )


@pytest.mark.usefixtures("target")
def test_nothing_is_found(run: Run) -> None:
    """No mistake; drafts that nobody has approved are no memory."""
    assert run("memory", "find", "Quite another sentence.").stdout == (
        "Nothing in the memory is 60 % like it.\n"
    )
    result = run("memory", "find", "It is free.", "-l", "uz", "--format", "json")
    assert json.loads(result.stdout) == {"version": 1, "matches": []}


@pytest.mark.parametrize("text", ["", "  ", "\n"])
@pytest.mark.usefixtures("desk")
def test_no_text(run: Run, text: str) -> None:
    """One line."""
    assert run("memory", "find", text, code=2).stderr == (
        "tiptranslate: there is no text to look up\n"
    )
