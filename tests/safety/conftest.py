"""A workspace of strangers to run commands in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tiptranslate import pipeline, workspace
from tiptranslate.cli import main
from tiptranslate.drafts import Choice
from tiptranslate.project import Project

NEWS = "Hotline opens in Nukus\n\nIt is free. It answers at night, too.\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A drafted workspace as the current folder, away from the models of whoever runs this."""
    monkeypatch.setenv("TIPTRANSLATE_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argos"))
    folder = tmp_path / "desk"
    workspace.init(folder)
    monkeypatch.chdir(folder)
    (folder / "releases" / "news.txt").write_text(NEWS)
    pipeline.draft(Project(folder), ["news"], ["ru", "uz"], Choice("pseudo"))
    return folder


@pytest.fixture
def run() -> Callable[..., Result]:
    """Runs a command line in which no bug may show, whatever its exit code."""

    def run(*args: str) -> Result:
        # As on a terminal, or click would take some escape sequences out.
        result = CliRunner().invoke(main, args, color=True)
        assert result.exception is None or isinstance(result.exception, SystemExit), args
        assert result.exit_code in (0, 1, 2, 3), result.output
        return result

    return run
