"""kill -9 at any moment leaves good catalogs with every review; two runs never meet."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tiptranslate import pipeline
from tiptranslate.catalog import read
from tiptranslate.drafts import Choice
from tiptranslate.model import State
from tiptranslate.project import Project
from tiptranslate.reports import DraftReport

SETTINGS = '[workspace]\nlanguages = ["ru", "uz"]\n[draft]\nengine = "pseudo"\n'
DRAFT = [sys.executable, "-c", "from tiptranslate.cli import main; main()"]
IMPATIENT = DRAFT[2].replace("main;", "main; import tiptranslate.project as p; p.LOCK_SECONDS = 0;")
TEMPORARY = re.compile(r"\.[\w.-]+\.[a-z0-9_]{8}\.tmp")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock, so that a run an hour later writes the same bytes."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


def make(root: Path, releases: int) -> Path:
    """A workspace: some releases drafted and partly reviewed, some edited since, some new."""
    (root / "releases").mkdir(parents=True)
    (root / "tiptranslate.toml").write_text(SETTINGS)
    for number in range(releases - releases // 3):
        _release(root, number, "Operators listen first.")
    _draft(root)
    for path in root.rglob("*.po"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("#, fuzzy\n", "", 2), encoding="utf-8")
    for number in range(0, releases, 2):
        _release(root, number, "Operators always listen first.")
    for number in range(releases - releases // 3, releases):
        _release(root, number, "Operators speak three languages.")
    shutil.rmtree(root / "build")
    return root


def _release(root: Path, number: int, last: str) -> None:
    text = f"News item {number}\n\nThe hotline had {number} calls. {last}\n"
    (root / "releases" / f"item-{number:02}.txt").write_text(text)


def _draft(root: Path) -> DraftReport:
    project = Project(root)
    return pipeline.draft(project, list(project.releases), ["ru", "uz"], Choice())


def catalogs(root: Path) -> dict[str, bytes]:
    """Every template and catalog by its path."""
    files = [*root.rglob("*.pot"), *root.rglob("*.po")]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(files)}


def after_a_run(root: Path, scratch: Path) -> dict[str, bytes]:
    """What a run leaves that nobody disturbs."""
    shutil.copytree(root, scratch)
    assert _draft(scratch).errors == ()
    return catalogs(scratch)


def reviewed(root: Path) -> set[tuple[str, str]]:
    """Every text that a person has approved, with its catalog."""
    return {
        (path.relative_to(root).as_posix(), entry.target)
        for path in root.rglob("*.po")
        for catalog in [read(path)]
        for entry in (*catalog.entries, *catalog.obsolete)
        if entry.state is State.REVIEWED
    }


def check_wreck(
    root: Path, old: Mapping[str, bytes], new: Mapping[str, bytes], words: set[tuple[str, str]]
) -> None:
    """What a killed run may leave: files as they were or as they shall be, and marked rests."""
    for name, data in catalogs(root).items():
        assert data in (old.get(name), new[name]), name
    assert words <= reviewed(root)
    rests = {path.name for path in root.rglob("*") if path.name.endswith(".tmp")}
    assert all(TEMPORARY.fullmatch(name) for name in rests), rests
    assert set(old) <= set(catalogs(root))


def check_next_run(root: Path, new: Mapping[str, bytes]) -> None:
    """The next run finds the lock free, ends at the same bytes and sweeps up."""
    assert _draft(root).errors == ()
    assert catalogs(root) == new
    assert not [path for path in (root / "locales").rglob("*") if path.suffix == ".tmp"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
def test_killed_at_every_step(tmp_path: Path) -> None:
    """However far a run came, nothing is lost or broken, and the next one brings it to its end."""
    start = make(tmp_path / "start", 3)
    old, words = catalogs(start), reviewed(start)
    new = after_a_run(start, tmp_path / "undisturbed")
    script = Path(__file__).with_name("kill_everywhere.py")
    subprocess.run([sys.executable, script, start, tmp_path / "killed"], check=True, timeout=300)
    runs = sorted((tmp_path / "killed").iterdir(), key=lambda path: int(path.name))

    changed = [name for name, data in new.items() if old.get(name) != data]
    assert len(changed) == 6
    assert len(runs) > 5 * len(changed)
    assert catalogs(runs[-1]) == new
    states = set()
    for root in runs[:-1]:
        check_wreck(root, old, new, words)
        states.add(tuple(data == new[name] for name, data in catalogs(root).items()))
        check_next_run(root, new)
    assert len(states) == len(changed) + 1, "a kill between every two files"


@pytest.mark.parametrize("catalogs_done", [0, 1, 30, 55])
def test_killed_in_earnest(tmp_path: Path, catalogs_done: int) -> None:
    """A real run over forty releases, killed from outside when it has written some catalogs."""
    start = make(tmp_path / "start", 40)
    old, words = catalogs(start), reviewed(start)
    new = after_a_run(start, tmp_path / "undisturbed")
    folder = start / "locales" / "ru" / "LC_MESSAGES"
    before = _inodes(folder)
    run = subprocess.Popen([*DRAFT, "draft"], cwd=start, stdout=subprocess.DEVNULL)
    while run.poll() is None and len(_inodes(folder) - before) < catalogs_done:
        time.sleep(0.001)
    run.send_signal(signal.SIGKILL)
    run.wait(timeout=30)

    check_wreck(start, old, new, words)
    check_next_run(start, new)


def _inodes(folder: Path) -> set[int]:
    """The files of a folder; one that was replaced is another."""
    return {entry.inode() for entry in os.scandir(folder) if entry.name.endswith(".po")}


def test_two_runs_at_once(tmp_path: Path) -> None:
    """Runs started together do the work once, one after the other."""
    start = make(tmp_path / "start", 12)
    new = after_a_run(start, tmp_path / "undisturbed")
    command = [*DRAFT, "draft", "--format", "json"]
    runs = [subprocess.Popen(command, cwd=start, stdout=subprocess.PIPE) for _ in range(3)]
    written = [run.communicate(timeout=60)[0].count(b'"written": true') for run in runs]

    assert [run.returncode for run in runs] == [0, 0, 0]
    assert sorted(written)[:2] == [0, 0]
    assert max(written) > 0
    assert catalogs(start) == new


def test_a_run_that_may_not_wait(tmp_path: Path) -> None:
    """A run that finds the workspace taken for too long says so and has written nothing."""
    start = make(tmp_path / "start", 3)
    before = catalogs(start)
    command = [DRAFT[0], "-c", IMPATIENT, "draft"]
    with Project(start).lock():
        run = subprocess.run(
            command, cwd=start, capture_output=True, text=True, check=False, timeout=60
        )
    assert (run.returncode, run.stdout) == (2, "")
    assert "another tiptranslate is writing in this workspace" in run.stderr
    assert run.stderr.count("\n") == 1
    assert catalogs(start) == before
