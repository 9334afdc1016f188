"""What the commands share: numbers with nouns, tables, paths, errors said once."""

import os
from pathlib import Path

import pytest

from tiptranslate.cli.common import App, counted, error_lines, shown, table
from tiptranslate.errors import EngineError, InputError, SettingsError, WorkspaceError
from tiptranslate.settings import Settings


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0 blocks"), (1, "1 block"), (2, "2 blocks"), (12345, "12,345 blocks")],
)
def test_counted(number: int, text: str) -> None:
    """As one would say it."""
    assert counted(number, "block") == text


def test_table() -> None:
    """Words to the left, numbers to the right, no space at the end."""
    rows = [("release", "done", "words"), ("a", "", "1,234"), ("long-name", "x", "")]

    assert table(rows).split("\n") == [
        "release    done  words",
        "a                1,234",
        "long-name  x",
    ]


def test_errors_are_said_once() -> None:
    """In the order in which they came."""
    errors = [
        InputError("b", path="x"),
        EngineError("a"),
        InputError("b", path="x"),
        InputError("b", path="y"),
    ]

    assert error_lines(errors) == ["x: b", "a", "y: b"]


def test_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From where one is; in full where there is no way from there."""
    monkeypatch.chdir(tmp_path)
    assert shown(tmp_path / "a" / "b") == "a/b"
    assert shown(tmp_path.parent / "c") == "../c"

    def other_drive(_: Path) -> str:
        raise ValueError

    monkeypatch.setattr(os.path, "relpath", other_drive)

    assert shown(Path("/d/e")) == "/d/e"


def test_settings_outside_of_a_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The defaults, unless a folder was named or the settings are wrong."""
    monkeypatch.chdir(tmp_path)
    assert App().settings == Settings()
    with pytest.raises(WorkspaceError):
        _ = App(tmp_path).settings

    (tmp_path / "tiptranslate.toml").write_text("[draft]\nbeam = 2\n")
    assert App().settings.draft.beam == App(tmp_path).settings.draft.beam == 2

    (tmp_path / "tiptranslate.toml").write_text("[nothing]")
    with pytest.raises(SettingsError):
        _ = App().settings
