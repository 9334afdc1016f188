"""Every error is one line with its place, and has the exit code that its tree says."""

import pickle
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate import errors
from tiptranslate.errors import GlossaryError, InputError, TiptranslateError

ALL: list[type[TiptranslateError]] = [
    value
    for value in vars(errors).values()
    if isinstance(value, type) and issubclass(value, TiptranslateError)
]


@pytest.mark.parametrize(
    ("path", "line", "expected"),
    [
        (None, None, "is wrong; mend it"),
        (None, 3, "is wrong; mend it"),
        ("a.txt", None, "a.txt: is wrong; mend it"),
        (Path("releases/a.txt"), 3, "releases/a.txt:3: is wrong; mend it"),
    ],
)
def test_the_message(path: Path | str | None, line: int | None, expected: str) -> None:
    """``path:line: what is wrong; what to do``."""
    error = InputError("is wrong; mend it", path=path, line=line)

    assert str(error).replace("\\", "/") == expected
    assert (error.message, error.path, error.line) == ("is wrong; mend it", path, line)


@given(st.text())
def test_it_is_one_line(message: str) -> None:
    """Whatever somebody else's message brings along."""
    assert len(str(TiptranslateError(message)).splitlines()) <= 1


def test_the_tree_is_drawn_as_it_is() -> None:
    """Names, parents and exit codes of the drawing are those of the classes."""
    drawn = {}
    above: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        found = re.match(r"    ([│ ├└─]*)(\w+) +exit (\d)", line)
        if found:
            depth = len(found[1]) // 4
            above[depth:] = [found[2]]
            drawn[found[2]] = (above[depth - 1] if depth else "Exception", int(found[3]))

    assert drawn == {kind.__name__: (kind.__bases__[0].__name__, kind.exit_code) for kind in ALL}


def test_exit_codes() -> None:
    """1 is for findings, so that no error has it."""
    assert {kind.exit_code for kind in ALL} == {2, 3}


def test_all_mistakes_of_a_glossary() -> None:
    """The line has the first and says how many more; all come back from another process."""
    mistakes = [InputError("is wrong; mend it", path="terms.csv", line=2), InputError("bad")]

    error = pickle.loads(pickle.dumps(GlossaryError(mistakes)))  # noqa: S301 - our own bytes

    assert str(error) == (
        "terms.csv:2: is wrong; mend it (and 1 more; see `tiptranslate glossary validate`)"
    )
    assert list(map(str, error.errors)) == ["terms.csv:2: is wrong; mend it", "bad"]
    assert str(GlossaryError(mistakes[:1])) == "terms.csv:2: is wrong; mend it"
