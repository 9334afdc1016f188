"""Folders that cannot be written, and a disk that is really full."""

import contextlib
import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="root gives its powers away as Linux has it"
)
READING = [
    ("status",),
    ("check",),
    ("lint",),
    ("segment", "alpha"),
    ("memory", "find", "It is free."),
    ("glossary", "find", "The hotline."),
    ("glossary", "validate"),
    ("models", "list"),
    ("models", "verify"),
    ("explain", "missing-term"),
    ("assemble", "alpha", "--allow-drafts", "-l", "ru", "-o", "{}/../out"),
    ("export", "xliff", "alpha", "-l", "ru", "-o", "{}/../out/a.xlf"),
    ("memory", "export", "-o", "{}/../out/a.tmx"),
]
WRITING = {
    "draft": ("locales/ru/LC_MESSAGES", "draft"),
    "draft-templates": ("locales", "draft"),
    "lint-fix": ("releases", "lint", "--fix"),
    "add": ("releases", "add", "{}/tiptranslate.toml.txt"),
    "glossary-compile": ("glossary", "glossary", "compile"),
    "assemble": ("build", "assemble", "--allow-drafts"),
    "lock": ("build", "draft"),
    "init": ("", "init", "{}/new"),
    "export": ("", "export", "xliff", "alpha", "-l", "ru", "-o", "{}/a.xlf"),
    "baseline": ("", "check", "--baseline", "{}/b.json", "--write-baseline"),
    "memory-export": ("", "memory", "export", "-o", "{}/a.tmx"),
    "models-install": ("models", "models", "install", "{}/a.argosmodel"),
}


def closed(root: Path, *, deep: bool = False) -> None:
    """Let nobody write in a folder."""
    for folder in [root, *(root.rglob("*/") if deep else ())]:
        if folder.is_dir():
            folder.chmod(0o555)


@pytest.fixture
def shut(lab: Any) -> Any:
    """Opens all folders again, so that they can be removed."""
    yield
    for folder in [lab.folder, *lab.folder.rglob("*")]:
        if folder.is_dir() and not folder.is_symlink():
            folder.chmod(0o755)


@pytest.mark.usefixtures("shut")
@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_what_only_reads_needs_no_right_to_write(lab: Any, arguments: tuple[str, ...]) -> None:
    """A workspace on a medium that cannot be written is looked at as any other."""
    root = lab.workspace()
    free = lab.run(lab.powerless(lab.call(root, *arguments)))
    shutil.rmtree(root.parent / "out", ignore_errors=True)
    shutil.rmtree(root / "build", ignore_errors=True)
    closed(root, deep=True)
    bound = lab.run(lab.powerless(lab.call(root, *arguments)))

    assert bound == free
    assert bound.code in (0, 1)


@pytest.mark.usefixtures("shut")
@pytest.mark.parametrize("case", WRITING)
def test_a_folder_that_cannot_be_written(lab: Any, case: str) -> None:
    """One line that names it, exit code 2, and all is as it was."""
    folder, *arguments = WRITING[case]
    root = lab.workspace()
    (root / "tiptranslate.toml.txt").write_text("New\n\nIt is new.\n")
    (root / "releases" / "alpha.txt").write_text("Hotline\n\nThe  the hotline is free.\n")
    shutil.copy(root / "tiptranslate.toml", root / "a.argosmodel")
    for name in ("build", "models"):
        (root / name).mkdir()
    closed(root / folder)
    before = lab.files(root)
    ended = lab.run(lab.powerless(lab.call(root, *arguments)))

    ended.check_refused(2, 3)
    assert "denied" in ended.err or case == "models-install"
    changed = {name for name, data in lab.files(root).items() if before.get(name) != data}
    assert not [name for name in changed if name.startswith(folder) and folder != "locales"]
    assert lab.rests(root) == []


def test_a_disk_that_is_full(lab: Any) -> None:
    """A file system of its own without a free byte: the catalogs are as they were, to the byte."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root can mount a small file system")
    root = lab.workspace()
    small = lab.folder / "small"
    small.mkdir()

    def call() -> None:
        assert ctypes.CDLL(None).unshare(0x00020000) == 0  # CLONE_NEWNS: nobody else sees it
        run = ("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(small))
        subprocess.run(["mount", "--make-rprivate", "/"], check=True)
        subprocess.run(run, check=True)
        desk = small / "desk"
        shutil.copytree(root, desk)
        (desk / "releases" / "beta.txt").write_text("News\n\n" + "It is new. " * 10)
        before = lab.files(desk)
        _fill(small / "filler")
        try:
            lab.call(desk, "draft")()
        finally:
            assert lab.files(desk) == before
            assert lab.rests(desk) == []
            (small / "filler").unlink()
            with contextlib.suppress(SystemExit):
                lab.call(desk, "draft")()
            assert lab.files(desk) != before

    ended = lab.run(call)
    if "permission denied" in ended.err.lower() or "unshare" in ended.err:
        pytest.skip("no file system can be mounted here")
    ended.check_refused(2, saying="No space left on device")


def _fill(path: Path) -> None:
    """Take all the room there is."""
    try:
        with path.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))
    except OSError:
        return


def test_a_limit_on_the_size_of_files(lab: Any) -> None:
    """What a quota refuses in the midst of a write leaves nothing behind."""
    import resource  # noqa: PLC0415 - there is none on Windows

    root = lab.workspace()
    (root / "releases" / "beta.txt").write_text("News\n\n" + "It is new. " * 10)
    before = lab.files(root)

    def call() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
        lab.call(root, "draft")()

    lab.run(call).check_refused(2, saying="File too large")
    assert lab.files(root) == before
    assert lab.rests(root) == []
