"""No regular expression of the package runs away, whatever text it is given."""

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("expressions.py")
LIMIT = "0.5"
"""Seconds of the processor for one text: ten times what any expression takes."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its limit is a signal of POSIX")


def run(*options: str) -> "subprocess.CompletedProcess[str]":
    """Try all expressions, or one."""
    return subprocess.run(
        [sys.executable, str(PROGRAM), "--limit", LIMIT, *options],
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )


def test_no_expression_runs_away() -> None:
    """A thousand characters made to be nearly matched, for every expression there is.

    What needs the square of that takes a twentieth of a second, what needs more takes minutes.
    """
    done = run()

    assert done.returncode == 0, done.stdout + done.stderr
    assert int(done.stdout.split()[-2]) > 300  # expressions were found at all


@pytest.mark.parametrize("expression", ["(?:a+)+$", r"(?:\w+ ?)*!", r"a*a*a*a*a*b"])
def test_one_that_does_is_seen(expression: str) -> None:
    """Expressions of more than quadratic time do not pass."""
    done = run("--only", expression)

    assert done.returncode == 1
    assert repr(expression) in done.stdout
