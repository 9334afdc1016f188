"""A workspace is made without touching what is there; releases come in byte for byte."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate import vocabulary, workspace
from tiptranslate.errors import InputError, TiptranslateError, UsageError, WorkspaceError
from tiptranslate.ingest import READERS
from tiptranslate.project import Project, find_project
from tiptranslate.settings import Settings


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A workspace just made."""
    workspace.init(tmp_path / "desk")
    return find_project(tmp_path / "desk", exact=True)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A release that somebody has sent."""
    path = tmp_path / "Spring News.TXT"
    path.write_bytes(b"\xef\xbb\xbfSpring news\r\n\r\nText.\r\n")
    return path


def refusal(project: Project, source: Path, slug: str | None = None) -> str:
    """The message that a file is refused with; nothing has changed then."""
    folder = project.root / "releases"
    before = {path: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(TiptranslateError) as caught:
        workspace.add(project, source, slug)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_init(tmp_path: Path, root: Path) -> None:
    """Settings, folders, a glossary and what git shall leave out."""
    folder = tmp_path / "new" / "desk"

    made = workspace.init(folder)

    assert sorted(path.relative_to(folder).as_posix() for path in made) == [
        ".gitignore",
        "glossary/names.csv",
        "glossary/terms.csv",
        "tiptranslate.toml",
    ]
    assert sorted(path.name for path in folder.iterdir() if path.is_dir()) == [
        "glossary",
        "locales",
        "releases",
    ]
    assert (folder / ".gitignore").read_text() == "build/\n.*.tmp\n"
    tables = vocabulary.read(find_project(folder, exact=True))
    assert tables == vocabulary.read(Project(root))
    assert len(tables.terms) > 200


def test_the_settings_that_init_writes_are_the_defaults(project: Project) -> None:
    """They show what can be set; none of them differs, but for the name."""
    settings = project.settings

    assert settings.workspace.name == "desk"
    assert settings == Settings(workspace=settings.workspace)
    assert settings.workspace == type(settings.workspace)(name="desk")


@given(
    st.text(
        st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=20
    ).filter(lambda name: name not in (".", ".."))
)
def test_any_name_of_a_folder(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    """Quotation marks, braces, line ends and backslashes cannot spoil the settings."""
    folder = tmp_path_factory.mktemp("init") / name

    workspace.init(folder)

    assert find_project(folder, exact=True).settings.workspace.name


def test_a_folder_name_that_is_no_text(tmp_path: Path) -> None:
    """Names on Linux are bytes."""
    folder = tmp_path / "desk\udcff"

    workspace.init(folder)

    assert Project(folder).settings.workspace.name == "desk"


def test_init_names_the_folder_it_is_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However the path to it is written."""
    (tmp_path / "desk" / "deep").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "desk" / "deep")

    workspace.init(Path(".."))

    values = tomllib.loads((tmp_path / "desk" / "tiptranslate.toml").read_text("utf-8"))
    assert values["workspace"]["name"] == "desk"


def test_init_leaves_what_is_there(tmp_path: Path) -> None:
    """A glossary, a .gitignore and releases of one's own stay as they are."""
    (tmp_path / "glossary").mkdir()
    (tmp_path / "releases").mkdir()
    mine = {
        tmp_path / "glossary" / "terms.csv": b"mine",
        tmp_path / ".gitignore": b"mine",
        tmp_path / "releases" / "a.txt": b"mine",
    }
    for path, data in mine.items():
        path.write_bytes(data)

    made = workspace.init(tmp_path)

    assert made == [tmp_path / "glossary" / "names.csv", tmp_path / "tiptranslate.toml"]
    assert {path: path.read_bytes() for path in mine} == mine


def test_init_twice(project: Project) -> None:
    """A workspace is never made anew."""
    settings = project.root / "tiptranslate.toml"
    settings.write_text("[workspace]\nname = 'Mine'\n")

    with pytest.raises(WorkspaceError) as caught:
        workspace.init(project.root)

    assert str(caught.value) == f"{settings}: is there already; nothing was changed"
    assert settings.read_text() == "[workspace]\nname = 'Mine'\n"


@pytest.mark.parametrize("blocked", ["", "releases", "glossary"])
def test_init_where_a_file_is_in_the_way(tmp_path: Path, blocked: str) -> None:
    """It is named, and no settings file is left that would say all is well."""
    folder = tmp_path / "desk"
    path = folder / blocked if blocked else folder
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"mine")

    with pytest.raises(WorkspaceError) as caught:
        workspace.init(folder)

    assert str(caught.value).startswith(f"{path}")
    assert "cannot be written: " in str(caught.value)
    assert path.read_bytes() == b"mine"
    assert not (folder / "tiptranslate.toml").exists()


def test_add(project: Project, source: Path) -> None:
    """Byte for byte, under a slug made of the file's name."""
    path = workspace.add(project, source)

    assert path == project.root / "releases" / "spring-news.txt"
    assert path.read_bytes() == source.read_bytes()
    assert list(Project(project.root).releases) == ["spring-news"]
    assert source.exists()


def test_add_under_a_slug_of_ones_own(project: Project, source: Path) -> None:
    """The kind of file stays."""
    assert workspace.add(project, source, "2025.spring").name == "2025.spring.txt"


@pytest.mark.parametrize("other", ["Spring News.txt", "Spring News.md"])
def test_add_never_overwrites(project: Project, source: Path, other: str) -> None:
    """Neither the same kind of file nor another; a slug is one release."""
    workspace.add(project, source)
    second = source.parent / "more" / other
    second.parent.mkdir()
    second.write_text("Another text.\n")

    message = refusal(project, second)

    assert message == "releases/spring-news.txt: is there already; give another name with --slug"


@pytest.mark.parametrize("slug", ["", "A", "a b", "../a", "/a", "a/b", ".a", "-a", "новости"])
def test_bad_slugs(project: Project, source: Path, slug: str) -> None:
    """The message says what is wrong and what one may be made of."""
    assert refusal(project, source, slug) == (
        f"{slug!r} cannot be a slug; give one with --slug, "
        "of small letters, digits, dots and hyphens"
    )


def test_a_name_in_another_script(project: Project, tmp_path: Path) -> None:
    """Nothing is guessed; a slug brings it in."""
    path = tmp_path / "Пресс-релиз.md"
    path.write_text("# Новости\n", encoding="utf-8")

    with pytest.raises(UsageError, match="'Пресс-релиз' cannot be a slug; give one with --slug"):
        workspace.add(project, path)

    assert workspace.add(project, path, "press-release").name == "press-release.md"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"", "has no text in it"),
        ("a.txt", b"\n \t\n", "has no text in it"),
        ("a.md", b"```\ncode\n```\n", "has no text in it"),
        ("a.txt", b"\xff", "is not UTF-8: byte 0xff at offset 0; save it as UTF-8"),
        ("a.txt", b"\xff\xfea\0", "is UTF-16 text; save it as UTF-8"),
        (
            "a.txt",
            b"\nA\x00",
            "control character U+0000 at column 2; save the file as UTF-8 text",
        ),
        ("a.pdf", b"%PDF", "is made for printing; give the document it was made from"),
        (
            "a",
            b"Text.",
            f"unknown kind of file ''; give a file that ends in one of {', '.join(READERS)}",
        ),
        ("none.txt", None, "cannot be read: No such file or directory"),
    ],
)
def test_files_that_are_no_releases(
    project: Project, tmp_path: Path, name: str, data: bytes | None, message: str
) -> None:
    """What cannot be read later is not brought in."""
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)

    found = refusal(project, path)

    assert found.startswith(str(path))
    assert found.endswith(f": {message}")


@pytest.mark.parametrize("name", ["folder", "folder.txt"])
def test_a_folder_is_no_release(project: Project, tmp_path: Path, name: str) -> None:
    """Whatever it is called."""
    (tmp_path / name).mkdir()

    with pytest.raises(
        InputError, match=r"is a folder; give a file|cannot be read: Is a directory"
    ):
        workspace.add(project, tmp_path / name)


def test_add_where_a_file_is_in_the_way(project: Project, source: Path) -> None:
    """A file where the folder should be is named and left alone."""
    (project.root / "releases").rmdir()
    (project.root / "releases").write_bytes(b"mine")

    with pytest.raises(WorkspaceError, match="releases: cannot be written: "):
        workspace.add(project, source)

    assert (project.root / "releases").read_bytes() == b"mine"
