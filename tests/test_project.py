"""The workspace is found, knows its releases by their names, and is held by one at a time."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.errors import SettingsError, UsageError, WorkspaceError
from tiptranslate.ingest import READERS
from tiptranslate.project import (
    LOCK_SECONDS,
    SETTINGS_FILE,
    SUFFIXES,
    Project,
    find_project,
    is_slug,
    slugify,
)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with three releases, as the current folder."""
    root = tmp_path / "desk"
    (root / "releases").mkdir(parents=True)
    (root / SETTINGS_FILE).write_text("")
    for name in ("spring-news.txt", "autumn-news.md", "2025.interview.TXT"):
        (root / "releases" / name).write_text("Text.\n")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def project(root: Path) -> Project:
    """That workspace."""
    return Project(root)


def refusal(project: Project, name: str) -> str:
    """The message that a name of a release is refused with."""
    with pytest.raises(UsageError) as caught:
        project.select([name])
    return str(caught.value)


def test_it_is_found_upward(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From any folder in it, the nearest one counts."""
    deep = root / "releases" / "old" / "older"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert find_project() == Project(root)
    assert find_project(root / "releases") == Project(root)

    (deep.parent / SETTINGS_FILE).write_text("")

    assert find_project() == Project(deep.parent)


def test_it_is_looked_for_in_one_folder_alone(root: Path) -> None:
    """As ``--workspace`` asks; a relative path is from the current folder."""
    assert find_project(Path(), exact=True) == Project(root)
    assert find_project(Path("releases/.."), exact=True).settings == Project(root).settings

    with pytest.raises(WorkspaceError) as caught:
        find_project(Path("releases"), exact=True)

    assert str(caught.value) == (
        f"{root / 'releases'}: no tiptranslate.toml in it; "
        "make a workspace with `tiptranslate init`"
    )


def test_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says where and what to do; a missing folder is named as such."""
    monkeypatch.chdir(tmp_path)

    with pytest.raises(WorkspaceError) as caught:
        find_project()
    assert str(caught.value) == (
        f"{tmp_path}: no tiptranslate.toml here or in a folder above; "
        "make a workspace with `tiptranslate init`"
    )
    with pytest.raises(WorkspaceError, match=r"nowhere: no such folder$"):
        find_project(Path("nowhere"), exact=True)


def test_a_folder_of_the_name_is_no_workspace(tmp_path: Path) -> None:
    """Only a file is the settings file."""
    (tmp_path / SETTINGS_FILE).mkdir()

    with pytest.raises(WorkspaceError):
        find_project(tmp_path, exact=True)


def test_settings_are_read_late(root: Path) -> None:
    """Only what needs them trips over a bad file."""
    (root / SETTINGS_FILE).write_text("[nothing]")
    project = find_project(root)

    assert list(project.releases)
    with pytest.raises(SettingsError, match="unknown key 'nothing'"):
        _ = project.settings


def test_the_suffixes_are_those_of_the_readers() -> None:
    """What a release may end in is what ingest can read."""
    assert tuple(READERS) == SUFFIXES


def test_releases(root: Path, project: Project) -> None:
    """By slug, in order; other files, hidden ones and folders are none."""
    for name in ("notes.odt", "~$news.docx", ".hidden.txt", ".a.txt.x.tmp", "README"):
        (root / "releases" / name).write_text("")
    (root / "releases" / "folder.txt").mkdir()

    assert list(project.releases) == ["2025.interview", "autumn-news", "spring-news"]
    assert project.location("2025.interview") == "releases/2025.interview.TXT"


def test_no_folder_of_releases(tmp_path: Path) -> None:
    """A workspace may be empty."""
    assert Project(tmp_path).releases == {}
    assert Project(tmp_path).select([]) == []


def test_two_files_of_one_slug(root: Path, project: Project) -> None:
    """Neither is taken in silence."""
    (root / "releases" / "spring-news.md").write_text("Other.\n")

    with pytest.raises(WorkspaceError) as caught:
        _ = project.releases

    assert str(caught.value) == (
        "releases/spring-news.txt: has the same name as spring-news.md; rename one"
    )


@pytest.mark.parametrize(
    "name",
    [
        "spring-news",
        "spring-news.txt",
        "releases/spring-news.txt",
        "./releases/spring-news.txt",
        "locales/../releases/spring-news.txt",
        "{root}/releases/spring-news.txt",
    ],
)
def test_a_release_by_name_or_path(root: Path, project: Project, name: str) -> None:
    """As one types it, and as a shell completes it."""
    (root / "locales").mkdir()

    assert project.select([name.replace("{root}", str(root))]) == ["spring-news"]


def test_a_path_from_another_folder(
    root: Path, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path is from the current folder first, then from the workspace."""
    (root / "deep").mkdir()
    monkeypatch.chdir(root / "deep")

    assert project.select(["../releases/spring-news.txt"]) == ["spring-news"]
    assert project.select(["releases/autumn-news.md"]) == ["autumn-news"]


def test_several_releases(project: Project) -> None:
    """In the order asked for, each once; none means all."""
    assert project.select(["spring-news", "autumn-news", "spring-news.txt"]) == [
        "spring-news",
        "autumn-news",
    ]
    assert project.select([]) == ["2025.interview", "autumn-news", "spring-news"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("spring-new", "no release 'spring-new'; did you mean 'spring-news'?"),
        ("spring-news.md", "no release 'spring-news.md'; did you mean 'spring-news'?"),
        ("other/spring-news.txt", "no release 'other/spring-news.txt'; did you mean 'spring-news'"),
        (
            "zzz",
            "no release 'zzz'; there are: 2025.interview, autumn-news, spring-news",
        ),
        ("", "no release ''; there are: 2025.interview, autumn-news, spring-news"),
        ("..", "no release '..'; there are: 2025.interview, autumn-news, spring-news"),
    ],
)
def test_no_such_release(project: Project, name: str, message: str) -> None:
    """A near miss is named, else what there is."""
    assert refusal(project, name).startswith(message)


def test_a_file_of_the_name_elsewhere_is_no_release(tmp_path: Path, project: Project) -> None:
    """It would be a surprise if the workspace's own were taken for it."""
    (tmp_path / "spring-news.txt").write_text("Quite another text.\n")

    message = refusal(project, "../spring-news.txt")

    assert message == "no release '../spring-news.txt'; did you mean 'spring-news'?"


def test_many_releases_and_none(root: Path) -> None:
    """A long list is cut; in an empty workspace the message says how to begin."""
    for number in range(10):
        (root / "releases" / f"{number}.txt").write_text("")
    assert refusal(Project(root), "zzz").endswith("there are: 0, 1, 2, 2025.interview, 3, ...")

    for path in (root / "releases").iterdir():
        path.unlink()

    assert refusal(Project(root), "zzz") == (
        "no release 'zzz'; there are: none yet; bring one in with `tiptranslate add FILE`"
    )


def test_languages(project: Project) -> None:
    """Those of the settings, or some of them."""
    assert project.languages([]) == ["ru", "uz"]
    assert project.languages(["uz", "uz"]) == ["uz"]
    with pytest.raises(UsageError) as caught:
        project.languages(["uz", "uz@cyrillic"])

    assert str(caught.value) == ("language 'uz@cyrillic' is not in this workspace; it has: ru, uz")


def test_places(root: Path, project: Project) -> None:
    """Every file has its place."""
    (root / SETTINGS_FILE).write_text("[models]\npaths = ['models', '/srv/models']")
    for name in ("b.po", "a.po", ".a.po.x.tmp", "a.po~"):
        path = root / "locales" / "ru" / "LC_MESSAGES" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")

    assert project.template("a") == root / "locales" / "a.pot"
    assert project.catalog("a", "ru") == root / "locales" / "ru" / "LC_MESSAGES" / "a.po"
    assert [path.name for path in project.catalogs("ru")] == ["a.po", "b.po"]
    assert project.catalogs("uz") == []
    assert project.build == root / "build"
    assert project.rules == root / "segment"
    assert project.cache.is_relative_to(project.build)
    assert project.model_paths() == (root / "models", Path("/srv/models"))


HOLD = """
import sys
from pathlib import Path
from tiptranslate.project import Project
with Project(Path(sys.argv[1])).lock():
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_holds(root: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that holds the workspace until its input ends."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_the_lock_of_another_process(
    root: Path, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line after a while, and no second writer."""
    assert LOCK_SECONDS == 10
    monkeypatch.setattr("tiptranslate.project.LOCK_SECONDS", 0.05)

    with another_holds(root), pytest.raises(WorkspaceError) as caught, project.lock():
        pytest.fail("two hold the lock")

    assert str(caught.value) == (
        f"{root}: another tiptranslate is writing in this workspace; try again when it is done"
    )


def test_the_lock_of_a_process_that_ends(root: Path, project: Project) -> None:
    """Who waits gets it as soon as it is free."""
    with another_holds(root) as process:
        assert process.stdin
        process.stdin.close()
        with project.lock():
            assert process.wait() == 0


def test_the_lock_of_a_killed_process(
    root: Path, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system lets go of it; no file is left that somebody would have to delete."""
    monkeypatch.setattr("tiptranslate.project.LOCK_SECONDS", 5)
    with another_holds(root) as process:
        process.kill()
        process.wait()
        with project.lock():
            pass


def test_the_lock_is_freed_after_a_fault(project: Project) -> None:
    """Whatever went wrong while it was held comes through."""
    with pytest.raises(ZeroDivisionError), project.lock():
        _ = 1 / 0
    with project.lock():
        pass


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Spring News", "spring-news"),
        ("2025-05-05_Press Release (final)", "2025-05-05-press-release-final"),
        ("Café in Zürich", "cafe-in-zurich"),
        ("v1.2", "v1.2"),
        ("...", ""),
        ("--a--", "a"),
        ("Пресс-релиз", ""),
        ("Пресс-релиз 2025", "2025"),
        ("Oʻzbekiston", "ozbekiston"),
        ("", ""),
    ],
)
def test_slugify(name: str, slug: str) -> None:
    """ASCII letters, digits, dots and hyphens; nothing is made up for other scripts."""
    assert slugify(name) == slug


@given(st.text())
def test_a_made_slug_is_one(name: str) -> None:
    """Or there is none."""
    slug = slugify(name)

    assert slug == "" or is_slug(slug)
    assert slugify(slug) == slug


@pytest.mark.parametrize("name", ["a", "2025.interview", "a_b-c", "0"])
def test_slugs(name: str) -> None:
    """What can name a file everywhere."""
    assert is_slug(name)


@pytest.mark.parametrize(
    "name", ["", "A", ".a", "-a", "_a", "a b", "a/b", "..", "ж", "a\n", "a\\b"]
)
def test_no_slugs(name: str) -> None:
    """What could leave the folder, hide a file or be taken for an option."""
    assert not is_slug(name)
