"""Installing packages: from a file, from an index on loopback, and killed at every moment."""

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.errors import (
    DownloadError,
    InputError,
    ModelBroken,
    ModelMissing,
    UsageError,
    WorkspaceError,
)
from tiptranslate.translate import store
from tiptranslate.translate.install import install, install_file, install_pair, parse_pair

Make = Callable[..., Path]
loopback = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A models folder that is not there yet."""
    return tmp_path / "models"


def names(root: Path) -> list[str]:
    """What is in the models folder, the lock aside."""
    return sorted(path.name for path in root.iterdir() if path.name != ".lock")


@pytest.mark.parametrize("text", ["en-ru", "en_ru", "en->ru", "en -> ru", " en→ru ", "en ->ru"])
def test_a_pair_may_be_written_in_several_ways(text: str) -> None:
    """As people, Argos and mathematicians write it."""
    assert parse_pair(text) == ("en", "ru")


def test_codes_with_parts_need_an_arrow() -> None:
    """A hyphen may belong to a code."""
    assert parse_pair("en->zh-Hant") == ("en", "zh-Hant")
    assert parse_pair("en->uz@cyrillic") == ("en", "uz@cyrillic")


@pytest.mark.parametrize(
    "text", ["", "en", "en-", "-ru", "en-ru-uz", "en-en", "en->", "1-2", "e-r"]
)
def test_what_is_no_pair_is_said(text: str) -> None:
    """The message shows what was typed and what would do."""
    with pytest.raises(UsageError, match="write en-ru"):
        parse_pair(text)


@given(st.text(max_size=20))
def test_any_text_is_a_pair_or_an_error(text: str) -> None:
    """Codes become parts of names, so only plain ones pass."""
    try:
        source, target = parse_pair(text)
    except UsageError:
        return
    assert (source + target).isascii()
    assert "/" not in source + target


def test_a_file_is_installed(root: Path, make_package: Make) -> None:
    """Under the name Argos gives it, with where it came from and its digest."""
    path = make_package(version="1.9")
    outcome = install_file(path, root)
    model = outcome.model
    assert outcome.new
    assert (model.name, model.origin) == ("translate-en_ru-1_9", path.name)
    assert model.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert names(root) == ["translate-en_ru-1_9"]
    assert store.verify(model) == []


def test_others_may_read_what_is_installed(root: Path, make_package: Make) -> None:
    """A folder for models may be shared: what is in it has the rights any new file gets."""
    (root / "any").mkdir(parents=True)
    assert install_file(make_package(), root).model.path.stat().st_mode == (
        (root / "any").stat().st_mode
    )


def test_real_packages_are_installed(root: Path, data: Path) -> None:
    """The project's own test models, through the same door."""
    packages = sorted((data / "models").glob("*.argosmodel"))
    if not packages:
        pytest.skip("no test models here")
    for path in packages:
        assert store.verify(install_file(path, root).model) == []
    assert len(store.ours(root)) == len(packages)


def test_installing_twice_changes_nothing(root: Path, make_package: Make) -> None:
    """The same package again is no error, and nothing is written."""
    path = make_package()
    install_file(path, root)
    before = {p: p.stat().st_mtime_ns for p in root.rglob("*") if p.name != ".lock"}
    assert not install_file(path, root).new
    assert {p: p.stat().st_mtime_ns for p in root.rglob("*") if p.name != ".lock"} == before


def test_installing_again_mends_damage(root: Path, make_package: Make) -> None:
    """The same package over a damaged copy of itself replaces it."""
    path = make_package()
    model = install_file(path, root).model
    (model.path / "model" / "model.bin").write_bytes(b"damaged")
    assert install_file(path, root).new
    assert store.verify(store.find(model.name, root, root)) == []
    assert names(root) == [model.name]


def test_another_package_of_the_same_name_is_refused(root: Path, make_package: Make) -> None:
    """Same pair and version, other bytes: nothing is replaced unasked."""
    model = install_file(make_package(), root).model
    with pytest.raises(WorkspaceError, match="models remove translate-en_ru-1_0"):
        install_file(make_package(extra={"README.md": b"other"}), root)
    assert store.verify(model) == []


def test_versions_stand_side_by_side(root: Path, make_package: Make) -> None:
    """A draft says which version made it, so an older one stays until it is removed."""
    install_file(make_package(version="1.0"), root)
    install_file(make_package(version="1.9"), root)
    assert names(root) == ["translate-en_ru-1_0", "translate-en_ru-1_9"]


def test_a_refused_package_leaves_nothing(root: Path, make_package: Make) -> None:
    """Neither a folder nor a model."""
    bad = make_package(extra={"../evil": b"x"})
    with pytest.raises(ModelBroken):
        install_file(bad, root)
    assert not root.exists()


def test_a_package_has_no_say_in_its_record(root: Path, make_package: Make) -> None:
    """A tiptranslate.json inside a package is replaced by the true record."""
    model = install_file(make_package(extra={"tiptranslate.json": b"{}"}), root).model
    assert store.verify(model) == []
    assert len(model.files) == 3


def test_what_was_typed_decides(root: Path, tmp_path: Path, make_package: Make) -> None:
    """A path is a file, a folder is told about add-folder, the rest is a pair."""
    assert install(str(make_package()), root).new
    with pytest.raises(InputError, match="cannot read the package"):
        install("nowhere.argosmodel", root)
    with pytest.raises(InputError):
        install("some/where", root)
    with pytest.raises(UsageError, match="add-folder"):
        install(str(tmp_path), root)
    with pytest.raises(UsageError, match="write en-ru"):
        install("russian", root)


@loopback
def test_a_pair_is_installed_from_an_index(
    served: Any, page: Any, package: Any, root: Path
) -> None:
    """The newest version; said before anything is fetched, with address and size."""
    body = package(version="1.9")
    address = served.index(
        served.offer("/old", page(package(version="1.0"))),
        served.offer("/new", page(body, etag='"a"'), package_version="1.9"),
    )
    said: list[str] = []
    outcome = install_pair("en->ru", root, address=address, say=said.append)
    assert outcome.model.name == "translate-en_ru-1_9"
    assert outcome.model.origin == served.address("/new")
    assert outcome.model.sha256 == hashlib.sha256(body).hexdigest()
    size = f"{len(body)} bytes"
    assert said == [f"Reading the index {address}", f"Fetching {served.address('/new')} ({size})"]
    assert names(root) == ["translate-en_ru-1_9"]


@loopback
def test_an_installed_pair_is_not_fetched_again(
    served: Any, page: Any, package: Any, root: Path
) -> None:
    """Unless its files have changed: then it is fetched and mended."""
    address = served.index(served.offer("/p", page(package())))
    model = install_pair("en-ru", root, address=address).model
    assert not install_pair("en-ru", root, address=address).new
    assert [path for path, _ in served.asked].count("/p") == 1
    (model.path / "sentencepiece.model").unlink()
    assert install_pair("en-ru", root, address=address).new
    assert store.verify(store.find(model.name, root, root)) == []


@loopback
def test_the_digest_of_the_index_counts(served: Any, page: Any, package: Any, root: Path) -> None:
    """Another digest than the index gives: nothing is installed, nothing is left."""
    body = package()
    good = hashlib.sha256(body).hexdigest()
    wrong = served.index(served.offer("/p", page(body), sha256="0" * 64))
    with pytest.raises(ModelBroken, match=f"SHA-256 is {good}, not 0000"):
        install_pair("en-ru", root, address=wrong)
    assert names(root) == []
    right = served.index(served.offer("/p", page(body), sha256=good.upper()))
    assert install_pair("en-ru", root, address=right).new


@loopback
def test_a_pair_other_than_promised_is_refused(
    served: Any, page: Any, package: Any, root: Path
) -> None:
    """The index says ru, the package says de."""
    address = served.index(served.offer("/p", page(package(target="de"))))
    with pytest.raises(ModelBroken, match="translates en -> de"):
        install_pair("en-ru", root, address=address)
    assert names(root) == []


@loopback
def test_the_next_address_is_tried(served: Any, page: Any, package: Any, root: Path) -> None:
    """A dead address, a damaged package, then a good one."""
    served.pages["/damaged"] = page(package()[:-30])
    served.pages["/good"] = page(package())
    links = [served.address(path) for path in ("/dead", "/damaged", "/good")]
    address = served.index(served.offer("/unused", page(), links=links))
    assert install_pair("en-ru", root, address=address).model.origin == links[2]


@loopback
def test_a_hostile_package_names_its_address(
    served: Any, page: Any, package: Any, root: Path
) -> None:
    """Not the temporary file, of which the user knows nothing."""
    address = served.index(served.offer("/p", page(package(extra={"../evil": b"x"}))))
    with pytest.raises(ModelBroken, match="leave its folder") as seen:
        install_pair("en-ru", root, address=address)
    assert str(seen.value).startswith(served.address("/p"))
    assert names(root) == []


@loopback
def test_an_interrupted_install_goes_on(served: Any, page: Any, package: Any, root: Path) -> None:
    """The part waits beside the models and is none; the next call finishes it."""
    body = package(extra={"model/weights": hashlib.shake_256(b"4").digest(200_000)})
    address = served.index(served.offer("/p", page(body, etag='"a"', cuts=[90_000, 0])))
    with pytest.raises(DownloadError, match="run the same command again to go on"):
        install_pair("en-ru", root, address=address)
    assert names(root) == [".downloads"]
    assert store.installed(root, root) == ()
    assert install_pair("en-ru", root, address=address).new
    assert served.asked[-1] == ("/p", "bytes=90000-")
    assert names(root) == ["translate-en_ru-1_0"]


@loopback
def test_what_a_kill_left_of_a_download_goes(
    served: Any, page: Any, package: Any, root: Path
) -> None:
    """A whole file of unknown age is not trusted; it goes with the next install."""
    (root / ".downloads").mkdir(parents=True)
    (root / ".downloads" / "0123456789abcdef.argosmodel").write_bytes(b"old")
    install_pair("en-ru", root, address=served.index(served.offer("/p", page(package()))))
    assert names(root) == ["translate-en_ru-1_0"]


@loopback
def test_a_pair_the_index_lacks(served: Any, page: Any, package: Any, root: Path) -> None:
    """One line, and nothing fetched."""
    address = served.index(served.offer("/p", page(package())))
    with pytest.raises(ModelMissing, match="no model for en -> uz"):
        install_pair("en-uz", root, address=address)
    assert served.asked == [("/index.json", None)]


@loopback
def test_a_public_index_cannot_lead_to_this_machine(
    served: Any, page: Any, package: Any, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Links to plain http on loopback count only where the index itself is there."""
    from tiptranslate.translate import index  # noqa: PLC0415 - patched here only

    data = served.pages[served.index(served.offer("/p", page(package())), path="/i") and "/i"].body
    monkeypatch.setattr(index, "fetch", lambda *_args, **_options: data)
    with pytest.raises(DownloadError, match="no https address"):
        install_pair("en-ru", root, address="https://example.org/index.json")
    assert served.asked == []


# Runs an action in children of its own, each killed (SIGKILL) right before the next file
# operation it makes below the models folder, until one child gets through.
KILLER = """
import os, signal, sys
from pathlib import Path
from tiptranslate.translate import store
from tiptranslate.translate.install import install_file

action, package, root = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
STEPS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "shutil.rmtree"}

def act(limit):
    seen = 0
    def watch(event, args):
        nonlocal seen
        if event in STEPS and str(root) in str(args[0]):
            seen += 1
            if seen > limit:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(watch)
    if action == "install":
        install_file(package, root)
    else:
        store.remove("translate-en_ru-1_0", root, root / "none")
    os._exit(0)

for limit in range(500):
    if action == "remove":
        install_file(package, root)
    child = os.fork()
    if child == 0:
        act(limit)
    status = os.waitpid(child, 0)[1]
    models = store.ours(root)
    findings = [line for model in models for line in store.verify(model)]
    visible = [p.name for p in root.glob("*") if not p.name.startswith(".")]
    assert findings == [], (limit, findings)
    assert visible in ([], ["translate-en_ru-1_0"]), (limit, visible)
    assert len(models) == len(visible), (limit, models)
    print(limit, status, len(models))
    if status == 0:
        break
    if action == "install" and models:
        store.remove("translate-en_ru-1_0", root, root / "none")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked children")
@pytest.mark.parametrize(("action", "last"), [("install", "1"), ("remove", "0")])
def test_a_kill_leaves_a_whole_model_or_none(
    root: Path, make_package: Make, action: str, last: str
) -> None:
    """Killed before each file operation in turn: no part of a model is ever seen."""
    path = make_package(extra={"model/more": b"m" * 3000})
    run = subprocess.run(
        [sys.executable, "-c", KILLER, action, str(path), str(root)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert run.returncode == 0, run.stderr
    lines = run.stdout.splitlines()
    assert len(lines) > 8
    assert all(line.split()[1] == str(int(signal.SIGKILL)) for line in lines[:-1])
    assert lines[-1].split()[1:] == ["0", last]
    assert names(root) == ["translate-en_ru-1_0"][: int(last)]
