"""Texts of strangers cannot give orders to a terminal, or to a CI service that reads along."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.cli.common import table
from tiptranslate.errors import InputError, visible
from tiptranslate.translate.recipe import RECIPE

Run = Callable[..., Result]
EVIL = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e"
"""Sets a window's title, clears the screen, changes the colour, turns the direction."""
COMMAND = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def harmless(result: Result) -> str:
    """What a command has printed, with no order in it and no line that begins like a command."""
    assert not COMMAND.search(result.output), result.output
    assert not any(line.startswith("::") for line in result.output.splitlines())
    return result.output


def poison(desk: Path, text: str) -> None:
    """Put a text into every draft of a catalog, approved."""
    path = desk / "locales" / "ru" / "LC_MESSAGES" / "news.po"
    head, *entries = path.read_text(encoding="utf-8").split("\n\n")
    said = re.compile(r'(?<=\n)msgstr (?:"[^\n]*"\n?)+')
    new = [
        said.sub(lambda _: f'msgstr "{text}"', entry.replace("#, fuzzy\n", "")) for entry in entries
    ]
    path.write_text("\n\n".join([head, *new]) + "\n", encoding="utf-8")


@pytest.mark.parametrize(
    "args",
    [
        ["check"],
        ["check", "--format", "json"],
        ["status"],
        ["status", "--risk"],
        ["memory", "find", "It is free."],
        ["segment"],
        ["assemble"],
        ["draft"],
        ["export", "review", "news", "--lang", "ru", "--out", "t.xlsx"],
    ],
    ids=" ".join,
)
def test_what_stands_in_a_catalog(desk: Path, run: Run, args: list[str]) -> None:
    """An agency's catalog, its escapes and its line ends included."""
    poison(desk, f"https://x{EVIL}.org/a" + r"\n::error::owned \033[1m https://\033[2Jx.org/a")

    harmless(run(*args))


def test_the_poison_is_in_the_catalog(desk: Path, run: Run) -> None:
    """The test above would prove nothing of a catalog that is refused."""
    poison(desk, EVIL + r"\n::error::owned")

    found = json.loads(run("check", "--format", "json").stdout)["findings"]
    assert any("\x1b]0;owned" in finding["target"] for finding in found)


@pytest.mark.parametrize("name", ["a\x1b[2J.txt", "a\n::error::x.txt", "a\u202e.txt"])
def test_the_name_of_a_file(desk: Path, run: Run, name: str) -> None:
    """Whoever gives a file chooses its name."""
    path = desk / name
    path.write_bytes(b"\xff\xfe")

    for args in (["add", name], ["import", "package", name], ["glossary", "import", name]):
        assert harmless(run(*args))


def test_what_a_model_says_of_itself(desk: Path, tmp_path: Path, run: Run) -> None:
    """Name, version and licence are whatever its maker has written."""
    folder = tmp_path / "models" / "evil"
    folder.mkdir(parents=True)
    for file in ("model.bin", "a.model"):
        (folder / file).touch()
    said = json.dumps("v" + EVIL + "\n::error::x")
    (folder / RECIPE).write_text(
        f"format = 1\nname = {said}\nversion = {said}\nlicence = {said}\n"
        'source_tokenizer = "a.model"\n'
        'target_tokenizer = "a.model"\nsources = ["en"]\ntargets = ["ru"]\n'
        "tokens = {}\n",
        encoding="utf-8",
    )

    assert "evil" in harmless(run("models", "list"))
    harmless(run("models", "verify"))
    assert desk.is_dir()


def test_errors_and_tables() -> None:
    """The two ways by which most texts are printed."""
    assert str(InputError(f"bad {EVIL}", path=f"a\n{EVIL}")).isprintable()
    assert table([("a", EVIL), ("b\n::x", "c")]).count("\n") == 1


@given(st.text())
def test_any_text_is_one_line(text: str) -> None:
    """And what needs no change is not changed."""
    shown = visible(text)

    assert not COMMAND.search(shown)
    assert len(shown.splitlines()) <= 1
    assert visible(shown) == shown
    if not COMMAND.search(text) and "\n" not in text:
        assert shown == text
