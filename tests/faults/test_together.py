"""Several commands in one workspace at the same moment, and a clock that goes back."""

import os
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from tiptranslate.catalog import read
from tiptranslate.errors import WorkspaceError
from tiptranslate.model import State
from tiptranslate.review.deciding import Decision, identity, version
from tiptranslate.review.merging import Conflict
from tiptranslate.review.reviewer import Reviewer
from tiptranslate.review.session import Session

RU = "locales/ru/LC_MESSAGES"


def edited(root: Path) -> None:
    """Both releases have a new sentence."""
    for path in (root / "releases").iterdir():
        path.write_text(path.read_text() + "\nIt is new.\n")


def decide(root: Path, slug: str, word: str) -> None:
    """Correct and approve every sentence that a catalog has, three times; says how they ended."""
    session = Session(root, Reviewer("A. Reviewer"))
    last: dict[str, str] = {}
    for number, source in enumerate(
        [entry.source for entry in read(root / RU / f"{slug}.po").entries] * 3
    ):
        decision = Decision(target=f"{word} {number}", state=State.REVIEWED)
        done = False
        while not done:
            found = session.desk.snapshot(slug, "ru").by_id
            entry = next(entry for entry in found.values() if entry.source == source)
            try:
                session.decide(slug, "ru", identity(entry), version(entry).etag, decision)
            except Conflict:  # a draft or a check has changed it since it was looked at
                continue
            done = True
        last[source] = f"{word} {number}"
    sys.stdout.write("\n".join(last.values()))


def decide_against(root: Path, word: str) -> None:
    """Decide about one sentence as soon as nobody else has; says how often it was first."""
    session = Session(root, Reviewer(word))
    done = 0
    for number in range(10):
        entry = next(iter(session.desk.snapshot("beta", "ru").by_id.values()))
        decision = Decision(target=f"{entry.target} {word}{number}", state=State.REVIEWED)
        try:
            session.decide("beta", "ru", identity(entry), version(entry).etag, decision)
        except Conflict:
            continue
        done += 1
    sys.stdout.write(str(done))


def test_two_drafts_and_what_else_writes(lab: Any) -> None:
    """Drafts, checks that mend and people who decide: all end, and no decision is lost."""
    root = lab.workspace()
    edited(root)
    runs = lab.together(
        lab.call(root, "draft"),
        lab.call(root, "draft"),
        lab.call(root, "check", "--fix"),
        partial(decide, root, "alpha", "Решено"),
        partial(decide, root, "beta", "Готово"),
    )

    assert [run.code for run in runs[:2]] == [0, 0], runs
    assert runs[2].code in (0, 1), runs[2]
    assert [run.code for run in runs[3:]] == [0, 0], runs
    for slug, run in zip(("alpha", "beta"), runs[3:], strict=True):
        targets = {entry.target for entry in read(root / RU / f"{slug}.po").entries}
        last = run.out.splitlines()
        assert len(last) >= 3
        assert set(last) <= targets
    assert lab.cli(root, "draft").code == 0
    for path in (root / RU).iterdir():
        assert "It is new." in {entry.source for entry in read(path).entries}
    assert lab.rests(root) == []


def test_two_people_and_one_sentence(lab: Any) -> None:
    """Each decision is upon the one before: what one wrote is in what the other made of it."""
    root = lab.workspace()
    before = next(iter(read(root / RU / "beta.po").entries)).target
    runs = lab.together(partial(decide_against, root, "a"), partial(decide_against, root, "b"))

    assert [run.code for run in runs] == [0, 0], runs
    after = next(iter(read(root / RU / "beta.po").entries)).target
    assert after.startswith(before)
    assert len(after.removeprefix(before).split()) == sum(int(run.out) for run in runs) >= 10


def test_two_that_make_the_same_documents(lab: Any) -> None:
    """Documents are made without a lock: both runs end, and the files are whole."""
    root = lab.workspace()
    command = ("assemble", "--allow-drafts", "--to", "html", "--to", "txt")
    alone = lab.copy(root)
    assert lab.cli(alone, *command).code == 0
    runs = lab.together(*[lab.call(root, *command) for _ in range(3)])

    assert [run.code for run in runs] == [0, 0, 0], runs
    assert lab.files(root) == lab.files(alone)
    assert lab.rests(root) == []


def test_two_that_install_the_same_model(lab: Any, data: Path) -> None:
    """One of them does it; the other finds it done or says that somebody is at it."""
    packages = sorted((data / "models").glob("*en_ru*.argosmodel"))
    if not packages:
        pytest.skip("no test models here")
    root = lab.workspace()
    call = lab.call(root, "models", "install", str(packages[0]))
    runs = lab.together(call, call)

    assert 0 in [run.code for run in runs]
    for run in runs:
        assert run.code == 0 or "another tiptranslate is installing" in run.err
    assert "all as installed" in lab.cli(root, "models", "verify").out


def test_a_killed_holder_lets_go(lab: Any) -> None:
    """The lock of a killed process holds nobody up."""
    root = lab.workspace()
    edited(root)
    assert lab.cli(root, "draft", step=lab.killing(8)).code is None
    began = time.monotonic()
    assert lab.cli(root, "draft").code == 0
    assert time.monotonic() - began < 9, "waited for a lock that nobody holds"


def test_the_lock_is_not_a_file_that_is_there(lab: Any) -> None:
    """A lock file that somebody has made or left means nothing."""
    root = lab.workspace()
    (root / "build" / ".tiptranslate").mkdir(parents=True)
    (root / "build" / ".tiptranslate" / "lock").write_text("12345")
    assert lab.cli(root, "draft").code == 0


def at(moment: int, call: Any) -> Any:
    """The call with the clock at a moment, in seconds since 1970."""

    def then() -> None:
        os.environ.pop("SOURCE_DATE_EPOCH", None)
        mock.patch.object(time, "time", return_value=float(moment)).start()
        call()

    return then


NOW, BEFORE = 1_700_000_000, 1_000_000_000


@pytest.mark.parametrize("moment", [BEFORE, 0, NOW + 10**9, -1])
def test_a_clock_that_was_set(lab: Any, moment: int) -> None:
    """Years back or ahead: nothing is drafted anew, nothing edited is missed."""
    root = lab.workspace()
    assert lab.run(at(NOW, lab.call(root, "draft"))).code == 0
    before = lab.files(root)
    assert lab.run(at(moment, lab.call(root, "draft"))).code == 0
    assert lab.files(root) == before, "nothing to do, nothing written"
    edited(root)
    words = lab.reviewed(root)
    assert lab.run(at(moment, lab.call(root, "draft"))).code == 0
    assert "It is new." in {entry.source for entry in read(root / RU / "alpha.po").entries}
    assert words <= lab.reviewed(root)


def test_an_edit_that_the_times_of_files_hide(lab: Any) -> None:
    """Same size, same time: what changed is the text, and that is what counts."""
    root = lab.workspace()
    assert lab.cli(root, "draft").code == 0
    path = root / "releases" / "alpha.txt"
    times = path.stat()
    path.write_text(path.read_text().replace("1022", "1023"))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert path.stat().st_size == times.st_size
    assert lab.cli(root, "draft").code == 0

    assert "Call 1023." in {entry.source for entry in read(root / RU / "alpha.po").entries}


def test_files_from_the_future(lab: Any) -> None:
    """Times of files ahead of the clock hide nothing on the review page either."""
    root = lab.workspace()
    session = Session(root, Reviewer("A. Reviewer"))
    session.desk.snapshot("alpha", "ru")
    for path in root.rglob("*.txt"):
        path.write_text(path.read_text().replace("1022", "1023"))
        os.utime(path, (NOW * 2, NOW * 2))
    sources = {entry.source for entry in session.desk.snapshot("alpha", "ru").entries}

    assert "Call 1023." in sources


def test_a_lock_that_is_held(lab: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A decision waits for its turn and then says that another command is writing."""
    root = lab.workspace()
    session = Session(root, Reviewer("A. Reviewer"))
    monkeypatch.setattr("tiptranslate.project.LOCK_SECONDS", 0.1)
    entry = next(iter(session.desk.snapshot("alpha", "ru").by_id.values()))
    holder = Session(root).desk.project
    before = lab.files(root)
    with holder.lock(), pytest.raises(WorkspaceError, match="another tiptranslate is writing"):
        session.decide("alpha", "ru", identity(entry), version(entry).etag, Decision(target="Нет"))

    assert lab.files(root) == before
