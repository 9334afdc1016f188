"""What is known of installed models: where they live, what they are, whether they are whole."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from tiptranslate.errors import ModelMissing, UsageError, WorkspaceError
from tiptranslate.translate import store
from tiptranslate.translate.install import install_file
from tiptranslate.translate.record import RECORD

Make = Callable[..., Path]
HOME = Path("/home/press")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A models folder that is not there yet."""
    return tmp_path / "models"


@pytest.fixture
def argos(tmp_path: Path) -> Path:
    """A folder as Argos Translate keeps it, with one package of its own."""
    folder = tmp_path / "argos-translate" / "packages"
    (folder / "en_de" / "model").mkdir(parents=True)
    (folder / "en_de" / "metadata.json").write_text('{"from_code": "en", "to_code": "de"}')
    (folder / "en_de" / "model" / "model.bin").write_bytes(b"1234")
    (folder / "not-a-package").mkdir()
    return folder


@pytest.mark.parametrize(
    ("system", "environ", "expected"),
    [
        ("linux", {}, HOME / ".local/share/tiptranslate/models"),
        ("linux", {"XDG_DATA_HOME": "/data"}, Path("/data/tiptranslate/models")),
        ("linux", {"XDG_DATA_HOME": "data"}, HOME / ".local/share/tiptranslate/models"),
        ("darwin", {}, HOME / "Library/Application Support/tiptranslate/models"),
        ("win32", {}, HOME / "AppData/Local/tiptranslate/models"),
        ("win32", {"LOCALAPPDATA": "/users/l"}, Path("/users/l/tiptranslate/models")),
        ("linux", {"TIPTRANSLATE_MODELS": "/srv/models"}, Path("/srv/models")),
        ("linux", {"TIPTRANSLATE_MODELS": "models"}, Path.cwd() / "models"),
    ],
)
def test_the_folder_follows_the_platform(
    system: str, environ: dict[str, str], expected: Path
) -> None:
    """The environment first, then what each system keeps for data."""
    assert store.default_root(environ, system, HOME) == expected


def test_argos_folder_is_found_as_argos_would(tmp_path: Path) -> None:
    """The environment, its settings file, its data folder; nothing is made by looking."""
    assert store.argos_root({}, HOME) == HOME / ".local/share/argos-translate/packages"
    assert store.argos_root({"XDG_DATA_HOME": "/d"}, HOME) == Path("/d/argos-translate/packages")
    assert store.argos_root({"ARGOS_PACKAGES_DIR": "/a"}, HOME) == Path("/a")
    settings = tmp_path / ".config" / "argos-translate" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"ARGOS_PACKAGES_DIR": "/b"}')
    assert store.argos_root({}, tmp_path) == Path("/b")
    settings.write_text("[1]")
    assert store.argos_root({}, tmp_path) == tmp_path / ".local/share/argos-translate/packages"


def test_argos_folder_is_what_argos_translate_itself_uses(tmp_path: Path) -> None:
    """The real library, in a home of its own, has its packages where we look."""
    code = "from argostranslate import settings; print(settings.package_data_dir)"
    environ = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    import subprocess  # noqa: PLC0415 - one test

    run = subprocess.run(
        [sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True
    )
    assert Path(run.stdout.strip()) == store.argos_root({}, tmp_path)


def test_looking_makes_nothing(tmp_path: Path) -> None:
    """Neither folder is made by listing."""
    assert store.installed(tmp_path / "a", tmp_path / "b") == ()
    assert list(tmp_path.iterdir()) == []


def test_ours_and_argos_own_are_listed(root: Path, argos: Path, make_package: Make) -> None:
    """Both kinds, each with its pair, version, size and owner."""
    install_file(make_package(target="uz", version="1.9"), root)
    ours, theirs = store.installed(root, argos)
    assert (ours.name, ours.kind, ours.owner) == ("translate-en_uz-1_9", "argos", "tiptranslate")
    assert (ours.pairs, ours.version) == ((("en", "uz"),), "1.9")
    assert ours.size == sum(f.stat().st_size for f in ours.path.rglob("*") if f.is_file()) - (
        (ours.path / RECORD).stat().st_size
    )
    assert (theirs.name, theirs.owner, theirs.pairs) == ("en_de", "argos", (("en", "de"),))
    assert theirs.size == 4 + len('{"from_code": "en", "to_code": "de"}')


def test_hidden_folders_are_no_models(root: Path, make_package: Make) -> None:
    """What an install or a removal has not finished is not listed."""
    install_file(make_package(), root)
    (root / "translate-en_ru-1_0").rename(root / ".new-x")
    assert store.ours(root) == ()


def test_a_folder_put_there_by_hand_is_listed(root: Path, argos: Path) -> None:
    """It has no record, which is what verifying it says; it can be removed."""
    root.mkdir()
    (argos / "en_de").rename(root / "by-hand")
    (model,) = store.ours(root)
    assert (model.owner, model.pairs) == ("tiptranslate", (("en", "de"),))
    assert store.verify(model) == ["nothing was recorded when it was installed"]
    assert store.remove("by-hand", root, argos).name == "by-hand"


def test_a_whole_model_has_no_findings(root: Path, make_package: Make) -> None:
    """Right after installing, every file is as recorded; progress ends at the whole."""
    model = install_file(make_package(), root).model
    told: list[tuple[int, int]] = []
    assert store.verify(model, lambda done, total: told.append((done, total))) == []
    assert told[-1] == (model.size, model.size)


def test_every_change_is_found(root: Path, make_package: Make) -> None:
    """Missing, changed with the same size, cut, replaced by a link, added."""
    extra = {"a": b"aaaa", "b": b"bbbb", "c": b"cccc", "d/d": b"dddd"}
    model = install_file(make_package(extra=extra), root).model
    (model.path / "a").unlink()
    (model.path / "b").write_bytes(b"bbbB")
    (model.path / "c").write_bytes(b"cc")
    (model.path / "d" / "d").unlink()
    (root / "same").write_bytes(b"dddd")
    (model.path / "d" / "d").symlink_to(root / "same")
    (model.path / "e").write_bytes(b"")
    (model.path / "f").symlink_to(root)
    assert store.verify(model) == [
        "a: missing",
        "b: differs from what was installed",
        "c: differs from what was installed",
        "d/d: differs from what was installed",
        "e: was not there when it was installed",
        "f: was not there when it was installed",
    ]


@pytest.mark.parametrize(
    "record", ["", "{", "[]", "{}", '{"files": {"a": 1}}', '{"files": 3}', "\udcff", "[" * 9999]
)
def test_a_damaged_record_is_a_finding(root: Path, make_package: Make, record: str) -> None:
    """The model is still listed, so that it can be removed."""
    model = install_file(make_package(), root).model
    (model.path / RECORD).write_bytes(record.encode(errors="surrogateescape"))
    (seen,) = store.ours(root)
    assert "damaged" in seen.problem
    assert store.verify(seen) == [seen.problem]
    store.remove(model.name, root, root)
    assert store.ours(root) == ()


def test_a_record_with_a_path_outside_reads_nothing_there(
    root: Path, tmp_path: Path, make_package: Make
) -> None:
    """A recorded name is compared with the files that are in the folder, never opened as it is."""
    model = install_file(make_package(), root).model
    secret = tmp_path / "secret"
    secret.write_bytes(b"s")
    values = json.loads((model.path / RECORD).read_bytes())
    values["files"]["../../secret"] = {"size": 1, "sha256": "0" * 64}
    (model.path / RECORD).write_text(json.dumps(values))
    assert store.verify(store.find(model.name, root, root)) == ["../../secret: missing"]


def test_the_record_is_the_same_every_time(root: Path, tmp_path: Path, make_package: Make) -> None:
    """No clock and no path in it: two machines write the same bytes."""
    package = make_package()
    first = install_file(package, root).model.path / RECORD
    second = install_file(package, tmp_path / "other").model.path / RECORD
    assert first.read_bytes() == second.read_bytes()


def test_argos_own_packages_are_left_alone(root: Path, argos: Path) -> None:
    """They are neither verified nor removed; the error says whose they are."""
    with pytest.raises(UsageError, match="installed by Argos Translate"):
        store.remove("en_de", root, argos)
    with pytest.raises(UsageError, match="no record"):
        store.verify(store.find("en_de", root, argos))
    assert (argos / "en_de" / "model" / "model.bin").exists()


@pytest.mark.parametrize("name", ["nothing", "..", "", ".", "/", "../models/translate-en_ru-1_0"])
def test_only_a_listed_name_can_be_removed(root: Path, make_package: Make, name: str) -> None:
    """A name is looked up, never joined to a path; the error lists what there is."""
    install_file(make_package(), root)
    with pytest.raises(ModelMissing, match="translate-en_ru-1_0"):
        store.remove(name, root, root / "none")
    assert len(store.ours(root)) == 1


def test_removing_leaves_nothing(root: Path, make_package: Make) -> None:
    """The folder is gone, and with it every trace."""
    install_file(make_package(), root)
    install_file(make_package(target="uz"), root)
    store.remove("translate-en_ru-1_0", root, root / "none")
    left = [path.name for path in root.iterdir() if path.name != ".lock"]
    assert left == ["translate-en_uz-1_0"]


def test_one_change_at_a_time(root: Path, make_package: Make) -> None:
    """While another process changes the models, a second one says so at once."""
    install_file(make_package(), root)
    with FileLock(root / ".lock"):
        with pytest.raises(WorkspaceError, match="another tiptranslate"):
            store.remove("translate-en_ru-1_0", root, root / "none")
        with pytest.raises(WorkspaceError, match="another tiptranslate"):
            install_file(make_package(target="uz"), root)


def test_leftovers_are_swept_up(root: Path, make_package: Make) -> None:
    """What killed processes left goes with the next change."""
    (root / ".new-1" / "model").mkdir(parents=True)
    (root / ".old-1" / "x").mkdir(parents=True)
    install_file(make_package(), root)
    left = {path.name for path in root.iterdir()}
    assert left <= {"translate-en_ru-1_0", ".lock"}


def test_a_folder_in_the_way_is_one_line(tmp_path: Path, make_package: Make) -> None:
    """A file where the models folder should be is said, not thrown."""
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkspaceError, match="TIPTRANSLATE_MODELS"):
        install_file(make_package(), tmp_path / "file" / "models")
