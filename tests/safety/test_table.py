"""The tables of docs/security.md name tests that there are."""

import re
from pathlib import Path

FILE = re.compile(r"`([\w/]+(?:\.py)?)`(?: \(\w+\))?((?:,? test_\w+)*)")


def test_every_test_named_is_there(root: Path) -> None:
    """A defence whose test is gone would be a promise without proof."""
    text = (root / "docs" / "security.md").read_text(encoding="utf-8")
    rows = [line.rpartition(" | ")[2] for line in text.splitlines() if line.startswith("| ")]
    named = [
        (root / "tests" / name, test)
        for row in rows
        for name, tests in FILE.findall(row)
        for test in re.findall(r"test_\w+", tests) or [""]
    ]
    missing = [
        (path.name, test)
        for path, test in named
        if not path.exists() or (test and f"def {test}(" not in path.read_text(encoding="utf-8"))
    ]

    assert missing == []
    assert len(named) > 40
