"""Documents of many releases, shared out among processes."""

from pathlib import Path

import pytest

from tiptranslate import pipeline, sharing
from tiptranslate.drafts import Choice
from tiptranslate.pipeline import Wanted
from tiptranslate.project import Project
from tiptranslate.reports import Made

TEXT = "Release {number}\n\nSome {number} people came. They stayed.\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Seven releases with drafts, the fourth of which cannot be read."""
    (tmp_path / "releases").mkdir()
    (tmp_path / "tiptranslate.toml").write_text("", encoding="utf-8")
    for number in range(7):
        path = tmp_path / "releases" / f"r{number}.txt"
        path.write_text(TEXT.format(number=number + 10), encoding="utf-8")
    project = Project(tmp_path)
    pipeline.draft(project, list(project.releases), ["ru", "uz"], Choice("pseudo"))
    project.releases["r3"].write_bytes(b"\xff")
    return Project(tmp_path)


@pytest.mark.skipif(sharing.available() < 2, reason="one core has nobody to share with")
def test_many_at_once_are_the_same_as_one_by_one(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Same documents, in the same order, and the same errors."""
    slugs = list(project.releases)
    one = Wanted(["ru", "uz"], ["html", "txt"], ["mono", "side"], True, tmp_path / "one")
    alone = pipeline.assemble(project, slugs, one)
    monkeypatch.setattr(sharing, "WORTH_A_WORKER", 1)
    many = Wanted(["ru", "uz"], ["html", "txt"], ["mono", "side"], True, tmp_path / "many")
    shared = pipeline.assemble(project, slugs, many)

    def essence(made: Made, out: Path) -> tuple[object, ...]:
        return made.path.relative_to(out), made.path.read_bytes(), made.unreviewed

    assert [essence(made, tmp_path / "many") for made in shared.made] == [
        essence(made, tmp_path / "one") for made in alone.made
    ]
    assert len(shared.made) == 6 * 8
    assert [str(error) for error in shared.errors] == [str(error) for error in alone.errors]
    assert len(shared.errors) == 1
    assert str(shared.errors[0]).startswith("releases/r3.txt:1: is not UTF-8")
