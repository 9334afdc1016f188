"""Safe replacements go into the file's own text, and nothing else does."""

from pathlib import Path
from typing import Any

import pytest

from tiptranslate.qa import source as sources
from tiptranslate.qa.fixing import Fixed, fix


def test_what_is_put_in(pattern: Any, source: Any) -> None:
    """Line ends, blank lines and everything around stay; it says what it did and where."""
    text = source("A  bad\r\n\r\n\u00a0 headline  ends\r\n")

    fixed, done = fix(text, [pattern("  ", " ")])

    assert fixed == "A bad\r\n\r\n\u00a0 headline ends\r\n"
    assert done == (
        Fixed("pattern", Path("releases/a.txt"), 1, 2, "  ", " "),
        Fixed("pattern", Path("releases/a.txt"), 3, 11, "  ", " "),
    )


def test_without_a_replacement(pattern: Any, source: Any) -> None:
    """A check that cannot say what should stand there changes nothing."""
    assert fix(source("One.\n"), [pattern("One")]) == ("One.\n", ())


def test_a_replacement_that_is_there(pattern: Any, source: Any) -> None:
    """To put in what stands there is no change."""
    assert fix(source("One.\n"), [pattern("One", "One")]) == ("One.\n", ())


def test_ignored(pattern: Any, source: Any) -> None:
    """What the release ignores is not fixed either."""
    text = "# tiptranslate: ignore=pattern\nOne.\n"

    assert fix(source(text), [pattern("One", "Two")]) == (text, ())


def test_overlapping(pattern: Any, source: Any) -> None:
    """The first one wins; what touches it only is made as well."""
    checks = [pattern("bcd", "X"), pattern("abc", "Y"), pattern("d", "Z")]

    assert fix(source("abcd\n"), checks)[0] == "YZ\n"


def test_insertions(pattern: Any, source: Any) -> None:
    """Nothing is replaced by something; two at one place are one too many for a round."""
    assert fix(source("ab\n"), [pattern("(?=b)", ","), pattern("(?=b)", ";")])[0] == "a,b\n"


def test_between_blocks(pattern: Any, source: Any) -> None:
    """The file's own text may be fixed, behind the last block too."""
    text = source("One.\n\u00a0\nTwo.\n\u00a0")

    assert fix(text, [pattern("\u00a0", "", raw=True)])[0] == "One.\n\nTwo.\n"


@pytest.mark.parametrize(
    "text",
    [
        "See https://example.org/a--b now.\n",
        "Write to a--b@example.org now.\n",
        "See A/RES/64/29--3 now.\n",
    ],
)
@pytest.mark.parametrize("raw", [False, True])
def test_protected(pattern: Any, source: Any, text: str, raw: bool) -> None:
    """Links, addresses and symbols stay, however the check counts."""
    assert fix(source(text), [pattern("--|-", "~", raw=raw)]) == (text, ())


def test_in_quotations(pattern: Any, source: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody said stays as it is; the marks around it are ours."""
    monkeypatch.setattr(sources, "quotations", lambda _: ((4, 10),))
    text = source('say "a b c" a b\n')
    assert text.texts[0][4:10] == '"a b c'

    assert fix(text, [pattern(" ", "_")])[0] == 'say_"a b c"_a_b\n'
    assert fix(text, [pattern('"', "”")])[0] == "say ”a b c” a b\n"


def test_over_two_lines_of_markdown(pattern: Any, source: Any) -> None:
    """What the file has on two lines is left to a person; what it has on one is not."""
    text = source("> one\n> two two\n", "a.md")

    assert fix(text, [pattern("one two", "x")]) == ("> one\n> two two\n", ())
    assert fix(text, [pattern("two two", "two")])[0] == "> one\n> two\n"


def test_cells(pattern: Any, source: Any) -> None:
    """A bar stays; with it a replacement might end a cell, or lose its backslash."""
    text = "| a\\|b  c |\n|---|\n"

    assert fix(source(text, "a.md"), [pattern(r"b  c", "b c")])[0] == "| a\\|b c |\n|---|\n"
    for bar in (r"\|b", r"a\|b", r"a\|"):
        assert fix(source(text, "a.md"), [pattern(bar, "x")]) == (text, ())
    assert fix(source(text, "a.md"), [pattern("  ", "|")]) == (text, ())


def test_rounds(pattern: Any, source: Any) -> None:
    """Fixing what was fixed changes nothing, once a round has nothing to do."""
    checks = [pattern("aa", "a")]
    text, rounds = "aaaa\n", 0
    while True:
        text, done = fix(source(text), checks)
        if not done:
            break
        rounds += 1

    assert (text, rounds) == ("a\n", 2)
    assert fix(source(text), checks) == (text, ())
