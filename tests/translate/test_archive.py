"""Package files: what is let in, what is refused, and that nothing is left by a refusal."""

import copy
import stat
import struct
import zipfile
from collections.abc import Callable, Mapping
from hashlib import shake_256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiptranslate.errors import InputError, ModelBroken
from tiptranslate.translate.archive import Limits, inspect, read_metadata, unpack
from tiptranslate.translate.safety import clash_key, unsafe_name
from tiptranslate.translate.staging import size_text, staging

Make = Callable[..., Path]


def entry(name: str, mode: int = stat.S_IFREG | 0o644) -> zipfile.ZipInfo:
    """A zip entry with a Unix mode, as hostile as asked."""
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    return info


def refused(path: Path, folder: Path, **limits: int) -> str:
    """The one line with which a package is refused, which leaves nothing behind."""
    chosen = Limits(**limits)
    with pytest.raises(ModelBroken) as seen:
        inspect(path, chosen)
    with pytest.raises(ModelBroken), staging(folder / "new") as new:
        unpack(path, new, limits=chosen)
    assert list(folder.iterdir()) == []
    assert str(seen.value).startswith(f"{path}: ")
    assert "\n" not in str(seen.value)
    return str(seen.value).removeprefix(f"{path}: ")


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """An empty folder to unpack beside."""
    folder = tmp_path / "models"
    folder.mkdir()
    return folder


def test_a_package_is_unpacked_whole(make_package: Make, empty: Path) -> None:
    """Every file comes out without the top folder, with its size and digest."""
    path = make_package(version="1.9", extra={"README.md": b"hello", "stanza/en/a.pt": b"x" * 5000})
    package = inspect(path)
    assert (package.metadata.source, package.metadata.target) == ("en", "ru")
    assert package.name == "translate-en_ru-1_9"
    told: list[tuple[int, int]] = []
    with staging(empty / "new") as new:
        files = unpack(path, new, progress=lambda done, total: told.append((done, total)))
    assert (empty / "new" / "stanza" / "en" / "a.pt").read_bytes() == b"x" * 5000
    assert sorted(files) == sorted(
        ["README.md", "metadata.json", "model/model.bin", "sentencepiece.model", "stanza/en/a.pt"]
    )
    # The digest of b"hello" is printed in every SHA-256 test table.
    assert files["README.md"].sha256.startswith("2cf24dba5fb0a30e26e83b2ac5b9e29e")
    assert told[-1] == (package.size, package.size)


def test_real_packages_pass(data: Path, empty: Path) -> None:
    """The test models of the project are packages as any other."""
    packages = sorted((data / "models").glob("*.argosmodel"))
    if not packages:
        pytest.skip("no test models here")
    for number, path in enumerate(packages):
        with staging(empty / str(number)) as new:
            assert "model/model.bin" in unpack(path, new)


def test_a_bpe_package_passes(make_package: Make) -> None:
    """Packages of other trainers carry bpe.model instead of sentencepiece.model."""
    assert inspect(make_package(leave="sentencepiece.model", extra={"bpe.model": b"b"}))


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("/etc/passwd", "absolute path"),
        ("C:/Windows/a.dll", "absolute path"),
        ("c:a", "absolute path"),
        ("translate-en_ru/../../evil", "leave its folder"),
        ("../evil", "leave its folder"),
        ("translate-en_ru\\..\\evil", "backslash"),
        ("translate-en_ru/a//b", "empty part"),
        ("translate-en_ru/./b", "empty part"),
        ("translate-en_ru/a:stream", "forbidden character"),
        ("translate-en_ru/a\nb", "forbidden character"),
        ("translate-en_ru/NUL.txt", "device"),
        ("translate-en_ru/com1", "device"),
        ("translate-en_ru/end.", "dot or a space"),
        ("translate-en_ru/" + "a" * 130, "too long"),
        ("translate-en_ru/" + "a/" * 150 + "b", "too long"),
    ],
)
def test_unsafe_names_are_refused(make_package: Make, empty: Path, name: str, reason: str) -> None:
    """A name that would leave the folder, or be no file on some system, is refused."""
    path = make_package(entries=[(entry(name), b"x")])
    assert reason in refused(path, empty)


def test_a_name_with_a_nul_is_refused(make_package: Make, empty: Path) -> None:
    """Python cuts a name at a NUL; the check reads what the file says."""
    path = make_package(entries=[(entry("translate-en_ru/aXb"), b"x")])
    path.write_bytes(path.read_bytes().replace(b"translate-en_ru/aXb", b"translate-en_ru/a\0b"))
    refused(path, empty)


@pytest.mark.parametrize(
    "mode", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK, stat.S_IFDIR]
)
def test_links_and_special_files_are_refused(make_package: Make, empty: Path, mode: int) -> None:
    """A symbolic link, a device, a pipe, or a folder with a file's name."""
    path = make_package(entries=[(entry("translate-en_ru/link", mode | 0o777), b"/etc/passwd")])
    assert "link or a special file" in refused(path, empty)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a/file", "a/FILE"),
        ("a/Straße", "a/STRASSE"),
        ("a/\u00e9", "a/e\u0301"),
        ("a/file", "A/other"),
        ("a", "a/b"),
    ],
)
def test_clashing_names_are_refused(
    make_package: Make, empty: Path, first: str, second: str
) -> None:
    """Two names that are one file on some system, or a file that is a folder too."""
    path = make_package(extra={first: b"1", second: b"2"})
    assert "unsafe package" in refused(path, empty)


def test_a_name_twice_is_refused(make_package: Make, empty: Path) -> None:
    """The second of two equal names would silently replace the first."""
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = make_package(entries=[(entry("translate-en_ru/metadata.json"), b"{}")])
    assert "twice" in refused(path, empty)


def test_too_many_files_are_refused(make_package: Make, empty: Path) -> None:
    """A limit on the number of files."""
    path = make_package(extra={f"f{number}": b"" for number in range(30)})
    assert "more than 20 files" in refused(path, empty, files=20)


def test_a_bomb_is_refused(make_package: Make, empty: Path) -> None:
    """Nulls packed a thousandfold: one file, one among honest ones, many small ones."""
    one = make_package(extra={"zeros": bytes(8 << 20)})
    assert "zip bomb" in refused(one, empty)
    ballast = shake_256(b"4").digest(500_000)
    hidden = make_package(extra={"ballast": ballast, "zeros": bytes(8 << 20)})
    assert "would grow more than 100 times" in refused(hidden, empty)
    many = make_package(extra={f"zeros{number}": bytes(1 << 20) for number in range(8)})
    assert "zip bomb" in refused(many, empty)


def test_a_package_too_large_is_refused(make_package: Make, empty: Path) -> None:
    """A limit on all files together."""
    path = make_package(extra={"weights": shake_256(b"1").digest(100_000)})
    assert "too many" in refused(path, empty, size=50_000)


def test_declared_sizes_are_not_trusted(make_package: Make, empty: Path) -> None:
    """A file that says it is short and is not, and the other way round, is refused."""
    body = shake_256(b"2").digest(4000)
    for size in (10, 9000):
        path = make_package(extra={"model/x": body})
        data = path.read_bytes()
        assert data.count(struct.pack("<L", len(body))) >= 2
        path.write_bytes(data.replace(struct.pack("<L", len(body)), struct.pack("<L", size)))
        with pytest.raises(ModelBroken), staging(empty / "new") as new:
            unpack(path, new)
        assert list(empty.iterdir()) == []


def test_overlapping_files_are_refused(make_package: Make, empty: Path) -> None:
    """Many directory entries over the same bytes, as the better bombs are made."""
    path = make_package(extra={"model/a": shake_256(b"3").digest(50_000)})
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(5):
            twin = copy.copy(archive.getinfo("translate-en_ru/model/a"))
            twin.filename = f"translate-en_ru/model/b{number}"
            archive.filelist.append(twin)
        archive._didModify = True
    assert "overlap" in refused(path, empty)


@pytest.mark.parametrize("flag", [0x1, 0x40, 0x2000])
def test_an_encrypted_package_is_refused(make_package: Make, empty: Path, flag: int) -> None:
    """The flag of one encrypted file is enough, whichever file it is."""
    path = make_package()
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02") + 8
    struct.pack_into("<H", data, at, struct.unpack_from("<H", data, at)[0] | flag)
    path.write_bytes(bytes(data))
    assert "encrypted" in refused(path, empty)


def test_other_packing_is_refused(make_package: Make, empty: Path) -> None:
    """LZMA and the like are no packing of Argos packages."""
    info = entry("translate-en_ru/extra")
    info.compress_type = zipfile.ZIP_LZMA
    path = make_package(entries=[(info, b"x" * 100)])
    assert "packed in a way" in refused(path, empty)


@pytest.mark.parametrize(
    "content",
    [b"", b"not a zip", b"PK\x03\x04", b"<html>404</html>" * 100, b"PK\x05\x06" + b"\0" * 18],
)
def test_what_is_no_zip_is_refused(tmp_path: Path, empty: Path, content: bytes) -> None:
    """An error page saved as a package, an empty file, an empty zip."""
    path = tmp_path / "x.argosmodel"
    path.write_bytes(content)
    refused(path, empty)


def test_a_truncated_package_is_refused(make_package: Make, empty: Path) -> None:
    """Every cut of a package is refused."""
    path = make_package()
    data = path.read_bytes()
    for end in range(0, len(data), 97):
        path.write_bytes(data[:end])
        refused(path, empty)


@pytest.mark.parametrize(("at", "value"), [(12, 70_000), (12, 17 << 20), (12, 1), (16, 70_000)])
def test_a_directory_elsewhere_is_refused(
    make_package: Make, empty: Path, at: int, value: int
) -> None:
    """Size (12) and place (16) of the directory, in the record at the end of a zip, may lie."""
    path = make_package()
    data = bytearray(path.read_bytes())
    end = data.rindex(b"PK\x05\x06")
    data[end + at : end + at + 4] = struct.pack("<L", value)
    path.write_bytes(bytes(data))
    refused(path, empty)


def test_a_huge_directory_is_not_read(tmp_path: Path, empty: Path) -> None:
    """Millions of names would fill the memory before any of them could be counted."""
    path = tmp_path / "x.argosmodel"
    size = 17 << 20
    with path.open("wb") as file:
        file.truncate(size)
        file.seek(size)
        file.write(b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 1, 1, size, 0, 0))
    assert "directory is too large" in refused(path, empty)


def test_a_file_without_a_name_is_refused(make_package: Make, empty: Path) -> None:
    """A name of length nothing breaks more than one zip program."""
    path = make_package()
    data = bytearray(path.read_bytes())
    # The length of the first name is at 28 of its directory entry; the rest becomes "extra".
    at = data.index(b"PK\x01\x02")
    length = struct.unpack_from("<H", data, at + 28)[0]
    struct.pack_into("<HH", data, at + 28, 0, length)
    path.write_bytes(bytes(data))
    refused(path, empty)


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    """A path that cannot be read is the user's mistake, not the package's."""
    with pytest.raises(InputError, match="cannot read the package"):
        inspect(tmp_path / "none.argosmodel")
    with pytest.raises(InputError):
        inspect(tmp_path)


@pytest.mark.parametrize("missing", ["metadata.json", "model/model.bin", "sentencepiece.model"])
def test_a_package_without_its_files_is_refused(
    make_package: Make, empty: Path, missing: str
) -> None:
    """The files without which Argos Translate could not load it."""
    assert missing in refused(make_package(leave=missing), empty)


def test_several_folders_are_refused(make_package: Make, empty: Path) -> None:
    """A package has one folder, and nothing beside it."""
    beside = make_package(entries=[(entry("README.md"), b"x")])
    assert "one folder" in refused(beside, empty)
    two = make_package(entries=[(entry("__MACOSX/a"), b"x")])
    assert "__MACOSX" in refused(two, empty)


@pytest.mark.parametrize(
    "metadata",
    [
        b"",
        b"[]",
        b"{",
        b"\xff\xfe",
        b"[" * 5000,
        b'{"from_code": "en"}',
        b'{"from_code": "en", "to_code": 7}',
        b'{"from_code": "../../x", "to_code": "ru"}',
        b'{"from_code": "en", "to_code": "ru\\u001b[31m"}',
        b'{"from_code": "en", "to_code": "ru", "package_version": "1/../../2"}',
        b'{"from_code": "en", "to_code": "ru", "package_version": 19}',
        b'{"from_code": "en", "to_code": "ru", "type": "sbd"}',
    ],
)
def test_bad_metadata_is_refused(make_package: Make, empty: Path, metadata: bytes) -> None:
    """Codes and versions become folder names and are printed, so they must be plain."""
    assert "metadata.json" in refused(make_package(metadata=metadata), empty)


def test_metadata_without_a_version_is_version_0() -> None:
    """Argos Translate lets the version be absent."""
    assert read_metadata(b'{"from_code": "en", "to_code": "uz"}', "x").version == "0"


@settings(max_examples=150)
@given(changes=st.dictionaries(st.integers(0, 10**6), st.integers(0, 255), min_size=1, max_size=6))
def test_damage_is_refused_or_harmless(
    make_package: Make, tmp_path: Path, changes: Mapping[int, int]
) -> None:
    """Whatever bytes change, there is a refusal, or a package with the bytes its digests say."""
    path = make_package()
    data = bytearray(path.read_bytes())
    for at, value in changes.items():
        data[at % len(data)] = value
    path.write_bytes(bytes(data))
    place = tmp_path / "damage" / "new"
    place.parent.mkdir(exist_ok=True)
    try:
        with staging(place) as new:
            files = unpack(path, new)
    except ModelBroken:
        assert list(place.parent.iterdir()) == []
        return
    for name, record in files.items():
        assert (place / name).stat().st_size == record.size
        (place / name).unlink()
    assert not [left for left in place.rglob("*") if left.is_file()]
    for folder in sorted(place.rglob("*"), reverse=True):
        folder.rmdir()
    place.rmdir()


@given(st.text())
def test_a_safe_name_stays_in_its_folder(name: str) -> None:
    """What passes as a name leads below the folder it is joined to."""
    if not unsafe_name(name):
        joined = Path("/models") / name
        assert joined.is_relative_to("/models")
        assert ".." not in joined.parts
        assert joined != Path("/models")


@given(st.text())
def test_a_name_clashes_with_itself_in_capitals(name: str) -> None:
    """The key is blind to case and stable."""
    assert clash_key(clash_key(name)) == clash_key(name)
    assert clash_key(name.casefold()) == clash_key(name)


def test_sizes_are_written_for_people() -> None:
    """Decimal units, as file managers and web pages count."""
    assert [size_text(n) for n in (0, 999, 1000, 195_746_693, 11_800_000_000)] == [
        "0 bytes",
        "999 bytes",
        "1.0 kB",
        "195.7 MB",
        "11.8 GB",
    ]
