"""A workspace to run commands in, away from the models of whoever runs the tests."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tiptranslate import workspace
from tiptranslate.cli import main

Run = Callable[..., Result]

NEWS = "Hotline opens in Nukus\n\nIt is free. It answers at night, too.\n"
COURSE = "# A course in Osh\n\n- Day one.\n- Day two. It is short.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder as the current one; no model is installed anywhere."""
    monkeypatch.setenv("TIPTRANSLATE_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argos"))
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def desk(folder: Path) -> Path:
    """A workspace with two releases as the current folder."""
    workspace.init(folder)
    (folder / "releases" / "news.txt").write_text(NEWS)
    (folder / "releases" / "course.md").write_text(COURSE)
    return folder


@pytest.fixture
def run() -> Run:
    """Runs a command line; its exit code has to be the one expected, and no bug may show."""

    def run(*args: str, code: int = 0) -> Result:
        result = CliRunner().invoke(main, args)
        assert result.exception is None or isinstance(result.exception, SystemExit), args
        assert result.exit_code == code, result.output
        return result

    return run


@pytest.fixture
def approve(desk: Path) -> Callable[[str], None]:
    """Takes the mark of a draft from every sentence of a catalog, as a translator would."""

    def approve(name: str) -> None:
        path = desk / "locales" / name
        text = path.read_text(encoding="utf-8")
        assert "#, fuzzy\n" in text
        path.write_text(text.replace("#, fuzzy\n", ""), encoding="utf-8")

    return approve
