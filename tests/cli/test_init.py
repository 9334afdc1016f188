"""``tiptranslate init``."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


def test_here(run: Run, folder: Path) -> None:
    """The current folder becomes a workspace; the output says what was made and what is next."""
    lines = run("init").stdout.splitlines()

    assert lines == [
        "made glossary/terms.csv",
        "made glossary/names.csv",
        "made .gitignore",
        "made tiptranslate.toml",
        "Next: bring a release in with `tiptranslate add FILE`, then `tiptranslate draft`.",
    ]
    assert (folder / "tiptranslate.toml").is_file()
    assert run("status").stdout == ""


@pytest.mark.parametrize("args", [["init", "new"], ["--workspace", "new", "init"]], ids=" ".join)
def test_in_another_folder(run: Run, folder: Path, args: list[str]) -> None:
    """However it is named; the current one stays empty."""
    run(*args)

    assert [path.name for path in folder.iterdir()] == ["new"]
    assert (folder / "new" / "tiptranslate.toml").is_file()


def test_twice(run: Run, folder: Path) -> None:
    """A workspace is not made anew."""
    run("init")
    before = (folder / "tiptranslate.toml").read_bytes()

    result = run("init", code=2)

    assert result.stderr == (
        "tiptranslate: tiptranslate.toml: is there already; nothing was changed\n"
    )
    assert (folder / "tiptranslate.toml").read_bytes() == before


def test_a_file_in_the_way(run: Run, folder: Path) -> None:
    """One line."""
    (folder / "new").write_text("mine")

    result = run("init", "new", code=2)

    assert result.stderr.startswith("tiptranslate: new")
    assert result.stderr.count("\n") == 1
    assert (folder / "new").read_text() == "mine"
