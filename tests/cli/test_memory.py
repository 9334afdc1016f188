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


def test_export_and_import(run: Run, target: str, desk: Path) -> None:
    """As TMX, out of one workspace and into the next; drafts are made of it there."""
    assert run("memory", "export", "-l", "ru", "-o", "Old desk.tmx").stdout == (
        "Old desk.tmx  ru: 3 units\n"
    )
    for path in (desk / "locales").rglob("*.po"):
        path.unlink()
    assert run("memory", "import", "Old desk.tmx").stdout == "memory/old-desk.tmx  ru: 3 units\n"
    assert run("memory", "find", "It is free.").stdout == (
        f"100 %  ru  news\n       It is free.\n       {target}\n"
    )
    run("draft", "news", "-l", "ru", "--engine", "none")
    text = (desk / "locales" / "ru" / "LC_MESSAGES" / "news.po").read_text(encoding="utf-8")
    assert text.count("# tiptranslate: memory 100 news sum=") == 3
    assert text.count("#, fuzzy\n") == 3


@pytest.mark.usefixtures("target")
def test_a_memory_that_is_there(run: Run) -> None:
    """Stays, unless one says otherwise."""
    run("memory", "export", "-o", "old.tmx")
    run("memory", "import", "old.tmx")

    assert run("memory", "import", "old.tmx", code=2).stderr == (
        "tiptranslate: memory/old.tmx: is there already and may hold somebody's work; "
        "name another file or add --force\n"
    )
    run("memory", "import", "old.tmx", "--force")
    run("memory", "import", "old.tmx", "--name", "older")


@pytest.mark.usefixtures("desk")
def test_a_bad_memory(run: Run, desk: Path) -> None:
    """One line, and nothing is kept."""
    (desk / "bad.tmx").write_text("<tmx>\n<tu>")

    assert run("memory", "import", "bad.tmx", code=2).stderr == (
        "tiptranslate: bad.tmx:2: is no XML: no element found\n"
    )
    assert not list((desk / "memory").iterdir())
