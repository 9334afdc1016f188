"""From a release and its old catalog to the new one: files read once, written with care."""

from pathlib import Path

import pytest

from tiptranslate.cache import fingerprint
from tiptranslate.catalog import dump, parse
from tiptranslate.errors import CatalogError, InputError
from tiptranslate.model import Catalog, Entry, Origin, State
from tiptranslate.planning import Plan, Planner, read_bytes, remembered
from tiptranslate.project import Project

SETTINGS = """\
[workspace]
name = "Press office"
contact = "Press office <press@example.org>"
teams = { uz = "Uzbek team <uz@example.org>" }
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A workspace with one release; the clock stands still."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    (tmp_path / "releases").mkdir()
    (tmp_path / "tiptranslate.toml").write_text(SETTINGS)
    (tmp_path / "releases" / "news.txt").write_text("Headline\n\nIt is free. Call now.\n\n***\n")
    return Project(tmp_path)


def put_catalog(project: Project, *entries: Entry, language: str = "ru") -> Path:
    """Write the catalog of the release as people left it."""
    path = project.catalog("news", language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(dump(Catalog("news", language, entries)))
    return path


def planned(planner: Planner, language: str = "ru") -> Plan:
    """The plan of the release's catalog, with its header."""
    text = planner.text("news")
    return planner.headed(planner.plan("news", language, text), planner.template(text)[0])


def test_text(project: Project) -> None:
    """A release with its sentences; what only separates is not translated."""
    text = Planner(project).text("news")
    assert [entry.source for entry in text.entries] == ["Headline", "It is free.", "Call now."]
    assert [part.text for part in text.sentences] == ["Headline", "It is free.", "Call now."]
    assert len(text.segments) == 4
    assert text.release.path == Path("releases/news.txt")


def test_release_errors_name_the_file_from_the_root(project: Project) -> None:
    """A name that is no slug, a file that is gone, bytes that are no text."""
    (project.root / "releases" / "Two Words.txt").write_text("News.\n")
    (project.root / "releases" / "gone.txt").write_text("News.\n")
    (project.root / "releases" / "bad.txt").write_bytes(b"\xff\xff")
    planner = Planner(project)
    assert len(project.releases) == 4
    (project.root / "releases" / "gone.txt").unlink()
    for slug in ("Two Words", "gone", "bad"):
        with pytest.raises(InputError) as found:
            planner.release(slug)
        assert str(found.value).startswith(f"releases/{slug}.txt:")


def test_template_date_moves_with_the_entries_alone(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A template whose entries are the same keeps its date, and so its bytes."""
    planner = Planner(project)
    pot, data = planner.template(planner.text("news"))
    assert parse(data, Path("news.pot")).header == pot.header
    planner.put(project.template("news"), data)

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    planner = Planner(project)
    assert planner.template(planner.text("news")) == (pot, data)

    (project.root / "releases" / "news.txt").write_text("Headline\n")
    planner = Planner(project)
    pot, data = planner.template(planner.text("news"))
    assert pot.header["POT-Creation-Date"] == "2027-01-15 08:00+0000"
    assert parse(data, Path("news.pot")).header == pot.header


def test_plan_of_a_new_catalog(project: Project) -> None:
    """All sentences open, a header in full, the team of the settings."""
    plan = planned(Planner(project), "uz")
    assert plan.old is None
    assert plan.path == project.root / "locales" / "uz" / "LC_MESSAGES" / "news.po"
    assert [entry.state for entry in plan.catalog.entries] == [State.UNTRANSLATED] * 3
    assert plan.catalog.header["Language-Team"] == "Uzbek team <uz@example.org>"
    other = planned(Planner(project), "ru").catalog.header
    assert other["Language-Team"] == "Russian <press@example.org>"


def test_plan_keeps_what_people_did(project: Project) -> None:
    """The old catalog's words, and its header but for what is ours in it."""
    put_catalog(project, Entry("It is free.", "Она бесплатна.", State.REVIEWED))
    plan = planned(Planner(project))
    assert plan.old is not None
    states = [entry.state for entry in plan.catalog.entries]
    assert states == [State.UNTRANSLATED, State.REVIEWED, State.UNTRANSLATED]


def test_write(project: Project) -> None:
    """The first time, and never again while nothing is new."""
    assert Planner(project).write(planned(Planner(project)))
    planner = Planner(project)
    assert not planner.write(planned(planner))


@pytest.mark.parametrize("change", ["edited", "deleted", "made"])
def test_what_somebody_saved_meanwhile_stays(project: Project, change: str) -> None:
    """A file that is not as it was read is not written over."""
    path = project.catalog("news", "ru")
    if change != "made":
        put_catalog(project, Entry("It is free.", "Она.", State.REVIEWED))
    planner = Planner(project)
    plan = planned(planner)
    if change == "deleted":
        path.unlink()
    else:
        put_catalog(project, Entry("It is free.", "Она бесплатна.", State.REVIEWED))
    theirs = read_bytes(path)
    with pytest.raises(CatalogError, match="saved by somebody") as found:
        planner.write(plan)
    assert found.value.path == Path("locales/ru/LC_MESSAGES/news.po")
    assert read_bytes(path) == theirs


def test_seen_is_what_this_run_knows(project: Project) -> None:
    """A fingerprint stays that of the bytes read or written, whatever happens on the disk."""
    planner = Planner(project)
    path = put_catalog(project, Entry("It is free.", "Она.", State.REVIEWED))
    first = fingerprint([path.read_bytes()])
    assert planner.seen(path) == first
    path.write_text("another")
    assert planner.seen(path) == first
    planner.put(path, b"ours")
    assert planner.seen(path) == fingerprint([b"ours"])
    release = project.releases["news"]
    planner.release("news")
    release.write_text("Edited\n")
    assert planner.seen(release) != fingerprint([release.read_bytes()])
    assert planner.seen(project.root / "missing") == fingerprint([b""])
    assert planner.seen(project.root) == "unreadable"


def test_put(project: Project) -> None:
    """Writes what is new, and an error names the file from the root."""
    planner = Planner(project)
    path = project.template("news")
    assert planner.put(path, b"one")
    assert not planner.put(path, b"one")
    (project.root / "locales" / "ru").write_text("in the way")
    with pytest.raises(InputError) as found:
        planner.put(project.catalog("news", "ru"), b"two")
    assert str(found.value).startswith("locales/ru/LC_MESSAGES/news.po: cannot be written")


def test_catalog_errors_name_the_file_from_the_root(project: Project) -> None:
    """With the line, as far as one is at fault."""
    path = put_catalog(project)
    path.write_bytes(b'msgid ""\nmsgstr ""\n\n=======\n')
    with pytest.raises(CatalogError) as found:
        Planner(project).catalog(path)
    assert str(found.value).startswith("locales/ru/LC_MESSAGES/news.po:4: merge conflict")
    with pytest.raises(CatalogError) as found:
        Planner(project).catalog(project.root / "locales")
    assert str(found.value).startswith("locales: cannot be read")


@pytest.mark.parametrize(
    ("source", "score", "state", "per_cent"),
    [
        ("It is free.", 1.0, State.DRAFT, 100),
        ("It  is free.", 1.0, State.DRAFT, 100),
        ("It was free.", 0.99, State.STALE, 99),
        ("It is free", 0.29, State.STALE, 29),
        ("It is free of charge.", 0.755, State.STALE, 75),
    ],
)
def test_remembered(source: str, score: float, state: State, per_cent: int) -> None:
    """What is not the very sentence shows the one it was a translation of; scores round down."""
    entry = remembered(Entry("It is free."), "Она.", "earlier", score, source)
    assert (entry.target, entry.state) == ("Она.", state)
    assert entry.previous_source == (source if state is State.STALE else None)
    assert entry.provenance
    assert (entry.provenance.origin, entry.provenance.name) == (Origin.MEMORY, "earlier")
    assert entry.provenance.score == per_cent


def test_user_rules_that_are_no_rules(project: Project) -> None:
    """A broken SRX file is an error with its path, not a crash."""
    folder = project.root / "segment"
    folder.mkdir()
    (folder / "mine.srx").write_text("<srx>")
    with pytest.raises(InputError) as found:
        Planner(project).text("news")
    assert "mine.srx" in str(found.value)
