"""Hits become findings: in order, with their place, without what the release ignores."""

import pickle
from pathlib import Path
from typing import Any

import pytest

from tiptranslate.model import Finding, Level
from tiptranslate.qa.linting import across, findings, lint
from tiptranslate.qa.places import Places

TEXT = "Headline\n\nOne two  three.\n\nTwo one.\n"


def test_findings(pattern: Any, source: Any) -> None:
    """Every field, in the order of the file whatever the order of the checks."""
    checks = [pattern("Two|two", "2", "b-two"), pattern("One", None, "a-one", Level.ERROR)]

    looked = lint(source(TEXT), checks, ["a-one", "b-two"])

    assert looked.facts == {}
    assert looked.findings == (
        Finding("a-one", Level.ERROR, "found One", Path("releases/a.txt"), 3, 1, (0, 3), "One"),
        Finding(
            "b-two", Level.WARNING, "found two", Path("releases/a.txt"), 3, 5, (4, 7), "two", "2"
        ),
        Finding(
            "b-two", Level.WARNING, "found Two", Path("releases/a.txt"), 5, 1, (0, 3), "Two", "2"
        ),
    )
    assert pickle.loads(pickle.dumps(looked)) == looked  # noqa: S301 - our own


def test_what_stands_between_blocks(pattern: Any, source: Any) -> None:
    """A check may look at the file's own text, behind the last block too."""
    looked = lint(source("One.\n\u00a0\nTwo.\n\u00a0"), [pattern("\u00a0", raw=True)], ["pattern"])

    assert [(item.line, item.column, item.found) for item in looked.findings] == [
        (2, 1, "\u00a0"),
        (4, 1, "\u00a0"),
    ]


def test_the_same_twice(pattern: Any, source: Any) -> None:
    """Is said once."""
    looked = lint(source(TEXT), [pattern("Two"), pattern("Two")], ["pattern"])

    assert len(looked.findings) == 1


def test_the_same_advice(pattern: Any, source: Any) -> None:
    """Of checks with the same advice the worst one speaks; with another, or none, each does."""
    checks = [
        pattern("Two", "2", "a"),
        pattern("Two", "2", "b", Level.ERROR),
        pattern("Two", "2", "c", Level.ERROR),
        pattern("Two", "3", "d"),
        pattern("Two", None, "e"),
        pattern("Two", None, "f"),
        pattern("Two o", "2", "g"),
    ]

    looked = lint(source(TEXT), checks, ["a"])

    assert [finding.check for finding in looked.findings] == ["b", "d", "e", "f", "g"]


def test_ignored_by_the_release(pattern: Any, source: Any) -> None:
    """Neither its hits nor its facts; the other checks go on."""
    text = source("# tiptranslate: ignore=a\nTwice told.\n\nTwo.\n")

    looked = lint(text, [pattern("Two", None, "a"), pattern("Two", None, "b")], ["a", "b"])

    assert [finding.check for finding in looked.findings] == ["b"]
    assert looked.facts == {"b": "Twice told."}


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("One.\n# tiptranslate: ignore=pattern,patern\n", "a.txt", (2, 32)),
        ("One.\n\n<!-- tiptranslate: ignore=patern,\n pattern -->\n", "a.md", (3, 27)),
        ("---\ntitle: patern\nignore: pattern, patern\n---\nOne.\n", "a.md", (3, 18)),
    ],
)
def test_an_unknown_check(
    pattern: Any, source: Any, text: str, name: str, place: tuple[int, int]
) -> None:
    """A warning at its name, which says what may have been meant."""
    (finding,) = lint(source(text, name), [pattern("One")], ["pattern"]).findings

    assert (finding.line, finding.column) == place
    assert finding.check == "unknown-check"
    assert finding.found == "patern"
    assert finding.message == "unknown check 'patern'; did you mean 'pattern'?"
    assert finding.level is Level.WARNING


def test_between_releases(pattern: Any, source: Any) -> None:
    """The second look: each check at its own facts, each hit with the level that it asks for."""
    checks = [pattern("x", None, "a"), pattern("y", None, "b")]
    facts = {"r": {"a": "Twice"}, "s": {"a": "Twice", "b": "Twice"}, "t": {}}

    found = across(facts, checks)
    text = source("Twice\n")
    (finding,) = findings(text.release, Places(text.release), found["s"])

    assert sorted(found) == ["r", "s"]
    assert (finding.check, finding.level, finding.message) == ("a", Level.ERROR, "Twice in 2")


def test_a_check_with_a_bug(pattern: Any, source: Any) -> None:
    """Is no finding: its error comes through."""
    check = pattern("One", r"\2")

    with pytest.raises(Exception, match="invalid group reference"):
        lint(source("One.\n"), [check], ["pattern"])
