"""Where releases stand: what was counted is believed until a byte changes."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tiptranslate import pipeline, sharing, standing
from tiptranslate.drafts import Choice
from tiptranslate.planning import Planner, Text
from tiptranslate.project import Project
from tiptranslate.reports import CatalogStatus
from tiptranslate.workspace import init

RELEASE = "Hotline opens {0}\n\nIt is free. {0} people called.\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A workspace of 70 releases, drafted into two languages."""
    init(tmp_path / "desk")
    desk = Project(tmp_path / "desk")
    for number in range(70):
        path = desk.root / "releases" / f"news-{number:02}.txt"
        path.write_text(RELEASE.format(number + 2), encoding="utf-8")
    pipeline.draft(Project(desk.root), list(Project(desk.root).releases), ["ru"], Choice("pseudo"))
    return Project(desk.root)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The releases whose sentences are read again, in this process."""
    monkeypatch.setattr(sharing, "WORTH_A_WORKER", 1000)
    slugs: list[str] = []
    whole = Planner.text

    def text(planner: Planner, slug: str) -> Text:
        slugs.append(slug)
        return whole(planner, slug)

    monkeypatch.setattr(Planner, "text", text)
    return slugs


def look(project: Project, languages: Sequence[str] = ("ru",)) -> list[CatalogStatus]:
    """The status of all, none being at fault."""
    found = pipeline.status(Project(project.root), list(project.releases), languages)
    assert all(isinstance(item, CatalogStatus) for item in found)
    return [item for item in found if isinstance(item, CatalogStatus)]


def test_what_draft_has_counted_is_not_read_again(project: Project, read: list[str]) -> None:
    """Not one release; the counts are those of reading them."""
    quick = look(project)
    assert read == []

    (project.cache / "catalogs.json").unlink()
    assert look(project) == quick
    assert len(read) == 70


def test_an_approved_sentence_counts_at_once(project: Project, read: list[str]) -> None:
    """Whoever saves a catalog sees it in the next look; only that one is read."""
    path = project.catalog("news-07", "ru")
    path.write_bytes(path.read_bytes().replace(b"#, fuzzy\n", b""))

    counts = {item.slug: item.counts for item in look(project)}

    assert counts["news-07"].draft == 0
    assert counts["news-07"].reviewed == counts["news-07"].segments == 3
    assert counts["news-08"].draft == 3
    assert read == ["news-07"]


def test_what_a_look_has_counted_is_remembered(project: Project, read: list[str]) -> None:
    """Of many catalogs; for `draft` they are not done for that."""
    (project.cache / "catalogs.json").unlink()
    first = look(project)
    del read[:]

    assert look(project) == first
    assert read == []
    report = pipeline.draft(Project(project.root), list(project.releases), ["ru"], Choice("pseudo"))
    assert len(report.drafted) == len(read) == 70


def test_of_few_catalogs_nothing_is_written(project: Project) -> None:
    """A look at one release leaves no trace."""
    (project.cache / "catalogs.json").unlink()
    pipeline.status(Project(project.root), ["news-07"], ["ru"])

    assert not (project.cache / "catalogs.json").exists()
    assert standing._MANY > 1


def test_processes_make_no_difference(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same in the same order, a release that cannot be read among them."""
    (project.root / "releases" / "news-33.txt").write_bytes(b"\xff")
    alone = pipeline.status(Project(project.root), list(project.releases), ["ru", "uz"])
    monkeypatch.setattr(sharing, "WORTH_A_WORKER", 1)
    shared = pipeline.status(Project(project.root), list(project.releases), ["ru", "uz"])

    assert list(map(str, shared)) == list(map(str, alone))
    assert len(shared) == 69 * 2 + 1
