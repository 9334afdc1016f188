"""What every test may use: the measuring data beside the project and the project's own folders."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tiptranslate import vocabulary
from tiptranslate.glossary.register import Glossary
from tiptranslate.project import Project
from tiptranslate.translate import starter

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile(
    "default",
    # Deadlines measure the machine, not the code.
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
# HYPOTHESIS_PROFILE=thorough looks longer: for a quiet hour, not for every run.
settings.register_profile("thorough", settings.get_profile("default"), max_examples=1500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository, which is itself a workspace."""
    return ROOT


@pytest.fixture(scope="session")
def data() -> Path:
    """The tests' own data."""
    return ROOT / "tests" / "data"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Measuring data that is not part of the project; tests that need it skip without it."""
    path = ROOT.parent / "shared" / "data"
    if not path.is_dir():
        pytest.skip("the measuring data is not beside this checkout")
    return path


@pytest.fixture(scope="session")
def glossary(root: Path) -> Glossary:
    """The project's own vocabulary."""
    return vocabulary.load(Project(root))


@pytest.fixture(autouse=True)
def _without_starter(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the model and the memory that ship, but from tests marked ``starter``.

    What a run does without any model must stay tested, and its drafts change with it.
    """
    if "starter" not in request.keywords:
        monkeypatch.setattr(starter, "card", lambda: None)
        monkeypatch.setattr(starter, "units", lambda *_: ())
