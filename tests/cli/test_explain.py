"""``tiptranslate explain``."""

import json
from collections.abc import Callable

from click.testing import Result

from tiptranslate.qa.lint import CHECKS as LINT
from tiptranslate.qa.target import CHECKS as TARGET

Run = Callable[..., Result]


def test_the_list_has_every_check(run: Run) -> None:
    """One line each."""
    lines = run("explain").stdout.splitlines()

    assert [line.split()[0] for line in lines if line.split()[1] == "lint"] == [c.id for c in LINT]
    assert [line.split()[0] for line in lines if line.split()[1] == "check"] == [
        check.id for check in TARGET
    ]


def test_a_check_in_full(run: Run) -> None:
    """What, why, limits and examples."""
    text = run("explain", "changed-number").stdout

    for word in ("changed-number (check, error)", "Why: ", "Limits: ", "Found in:", "Not in:"):
        assert word in text
    assert "Some 1,284 workers came. | Пришли 1 248 рабочих." in text


def test_json_and_an_unknown_check(run: Run) -> None:
    """One line with the nearest name."""
    values = json.loads(run("explain", "stale", "--format", "json").stdout)
    assert values["checks"][0]["id"] == "stale"
    assert "did you mean 'stale'?" in run("explain", "stael", code=2).stderr
