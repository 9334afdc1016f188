"""Finding Argos packages without Argos Translate, and without leaving anything behind."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tiptranslate.errors import InputError, ModelBroken
from tiptranslate.translate import packages


@pytest.fixture
def stub() -> Callable[..., Path]:
    """A function that writes a package folder with everything but a model that loads."""

    def make(
        folder: Path, source: str = "en", target: str = "ru", version: str = "1.0", **extra: str
    ) -> Path:
        (folder / "model").mkdir(parents=True)
        (folder / "model" / "model.bin").write_bytes(b"12345")
        (folder / "sentencepiece.model").write_bytes(b"pieces")
        values = {"from_code": source, "to_code": target, "package_version": version}
        (folder / "metadata.json").write_text(json.dumps(values | extra))
        return folder

    return make


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("uz", "uz"),
        ("UZ", "uz"),
        ("uzb", "uz"),
        ("uzn_Latn", "uz"),
        ("uz-Latn", "uz"),
        ("uz_Cyrl", "uz@cyrillic"),
        ("rus", "ru"),
        ("en-US", "en"),
        ("tr", "tr"),
        ("zh-Hant", "zh_hant"),
    ],
)
def test_codes_of_packages_become_ours(code: str, expected: str) -> None:
    """Packages name one language in many ways."""
    assert packages.canonical(code) == expected


def test_given_paths_come_first_then_ours_then_those_of_argos(
    stub: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order in which a pair is looked for."""
    ours, theirs, given = tmp_path / "ours", tmp_path / "theirs", tmp_path / "given"
    monkeypatch.setenv("TIPTRANSLATE_MODELS", str(ours))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(theirs))
    expected = [stub(given / "a"), stub(ours / "b"), stub(theirs / "c")]

    assert [package.path for package in packages.find([given / "a"])] == expected


def test_argos_folders_are_found_where_its_settings_say(
    stub: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The data folder, and packages inside a snap."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("SNAP", str(tmp_path / "snap"))
    first = stub(tmp_path / "share" / "argos-translate" / "packages" / "translate-en_ru-1_9")
    second = stub(tmp_path / "snap" / "snap_custom" / "packages" / "x", target="uz")

    assert {package.path for package in packages.find([])} == {first, second}


def test_in_a_folder_the_newest_version_of_a_pair_comes_first(
    stub: Callable[..., Path], tmp_path: Path
) -> None:
    """1.10 is newer than 1.9."""
    for version in ("1.9", "1.10", "1.2"):
        stub(tmp_path / f"v{version}", version=version)

    assert [p.version for p in packages.find([tmp_path])] == ["1.10", "1.9", "1.2"]


def test_a_package_is_read_with_its_prefix_and_name(
    stub: Callable[..., Path], tmp_path: Path
) -> None:
    """What the engine needs to know of it."""
    folder = stub(tmp_path / "p", target="uzn_Latn", version="0.3", target_prefix="<2uz>")
    package = packages.read(folder)

    assert package is not None
    assert (package.source, package.target, package.version) == ("en", "uz", "0.3")
    assert package.target_prefix == "<2uz>"
    assert package.name == "translate-en_uzn_Latn"
    assert package.size == 5


def test_a_package_that_does_not_translate_is_passed_over(
    stub: Callable[..., Path], tmp_path: Path
) -> None:
    """Argos has packages that only split sentences."""
    stub(tmp_path / "sbd", type="sbd")

    assert packages.find([tmp_path, tmp_path / "sbd"]) == ()


def test_a_package_file_is_read_without_unpacking(package: Path, tmp_path: Path) -> None:
    """A zip beside folders is one of them."""
    archive = shutil.make_archive(str(tmp_path / "p"), "zip", package.parent, package.name)
    path = Path(archive).rename(tmp_path / "p.argosmodel")
    found = packages.find([tmp_path])

    assert [p.path for p in found] == [path]
    assert found[0].is_file
    assert (found[0].source, found[0].target) == ("en", "ru")
    assert [p.path for p in packages.find([path])] == [path]


@pytest.mark.parametrize("metadata", ["", "[]", "{", '{"from_code": "en"}', '{"to_code": 3}'])
def test_broken_metadata_is_named_where_it_was_given_and_passed_over_else(
    stub: Callable[..., Path], tmp_path: Path, metadata: str
) -> None:
    """A broken neighbour must not keep a sound package from working."""
    broken, sound = stub(tmp_path / "broken"), stub(tmp_path / "sound")
    (broken / "metadata.json").write_text(metadata)
    with pytest.raises(ModelBroken, match=r"metadata\.json"):
        packages.find([broken])

    assert [package.path for package in packages.find([tmp_path])] == [sound]


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A typing mistake in the settings must not fall through to another model."""
    with pytest.raises(InputError, match=r"gone\.argosmodel"):
        packages.find([tmp_path / "gone.argosmodel"])


def test_a_file_that_is_no_zip_is_named(tmp_path: Path) -> None:
    """A half-downloaded package, say."""
    path = tmp_path / "half.argosmodel"
    path.write_bytes(b"PK\x03\x04 and then nothing")
    with pytest.raises(ModelBroken, match=r"half\.argosmodel"):
        packages.find([path])
