"""The memory of a workspace over its index: always what the files say now."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tiptranslate import workspace
from tiptranslate.catalog import dump
from tiptranslate.errors import InputError
from tiptranslate.exchange import tmx
from tiptranslate.model import Catalog, Entry, State, Unit
from tiptranslate.planning import Planner
from tiptranslate.project import Project
from tiptranslate.recall import Recall
from tiptranslate.review.reading import Desk
from tiptranslate.translate import Memory


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A workspace with a catalog and a memory that was taken in."""
    workspace.init(tmp_path / "desk")
    project = Project(tmp_path / "desk")
    put(project, "news", ("It is free.", "Бесплатно."), ("Call now.", "Звоните."))
    (project.root / "memory").mkdir()
    with (project.root / "memory" / "old.tmx").open("wb") as file:
        unit = Unit("It is not free.", "Платно.", "", "2020-01-02T03:04:05Z")
        tmx.dump([(unit, "ru")], file.write)
    return project


def put(project: Project, slug: str, *pairs: tuple[str, str]) -> Path:
    """Write a Russian catalog in which these pairs are approved."""
    entries = tuple(Entry(source, target, State.REVIEWED) for source, target in pairs)
    path = project.catalog(slug, "ru")
    path.parent.mkdir(parents=True, exist_ok=True)
    header = {"PO-Revision-Date": "2024-05-03 15:11+0500"}
    path.write_bytes(dump(Catalog(slug, "ru", entries, header=header)))
    return path


def recall(project: Project) -> Recall:
    """The Russian memory, as a new process finds it."""
    return Recall(project, Planner(project), "ru")


def target(memory: Memory, source: str = "It is free.") -> str | None:
    """What the memory has for a sentence."""
    found = memory.exact(source)
    return found.target if found else None


def index(project: Project) -> Path:
    """Where the index is."""
    return project.cache / "memory-ru.sqlite"


def test_where_and_when(project: Project) -> None:
    """Catalogs and memories, each unit with its place and date."""
    memory = recall(project).memory()
    found = [memory.exact("It is free."), memory.exact("It is not free.")]

    assert [(u.origin, u.date, u.path, u.line) for u in found if u] == [
        ("news", "2024-05-03T10:11:00Z", "locales/ru/LC_MESSAGES/news.po", 9),
        ("old", "2020-01-02T03:04:05Z", "memory/old.tmx", 5),
    ]
    assert len(memory) == 3
    assert index(project).is_file()


def test_an_edit_is_seen_at_once(project: Project) -> None:
    """By who has it open and by who opens it, even where size and time stay the same."""
    known = recall(project)
    assert target(known.memory()) == "Бесплатно."
    path = project.catalog("news", "ru")
    stat = path.stat()
    for text in ("Бесплатнa.", "Бесплатнo."):
        put(project, "news", ("It is free.", text), ("Call now.", "Звоните."))
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        assert path.stat().st_size < stat.st_size

        assert target(known.memory()) == text
        assert target(recall(project).memory()) == text


def test_files_come_and_go(project: Project) -> None:
    """A catalog, a memory, all of them."""
    known = recall(project)
    assert target(known.memory(), "Six.") is None
    path = put(project, "six", ("Six.", "Шесть."))
    assert target(known.memory(), "Six.") == "Шесть."
    path.unlink()
    assert target(known.memory(), "Six.") is None
    shutil.rmtree(project.root / "memory")
    shutil.rmtree(project.root / "locales")
    assert len(known.memory()) == 0


def test_nothing_is_written_where_nothing_is_new(project: Project) -> None:
    """Once the files are old enough to be told by their times."""
    later = time.time_ns() + 10_000_000_000
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tiptranslate.translate.memory_filling._clock", lambda _: later)
        recall(project).memory()
    before = index(project).read_bytes(), index(project).stat().st_mtime_ns
    (project.cache / "memory-ru.sqlite.lock").unlink()
    recall(project).memory()

    assert (index(project).read_bytes(), index(project).stat().st_mtime_ns) == before
    assert not (project.cache / "memory-ru.sqlite.lock").exists()


def test_what_is_approved(tmp_path: Path) -> None:
    """Every approved pair, obsolete ones too; nothing else, and nothing of a bad catalog."""
    workspace.init(tmp_path)
    project = Project(tmp_path)
    path = put(project, "news")
    entries = (
        Entry("One.", "Раз.", State.REVIEWED),
        Entry("Two.", "Два.", State.DRAFT),
        Entry("Three.", "Три.", State.STALE, previous_source="Four."),
        Entry("Five."),
    )
    path.write_bytes(dump(Catalog("news", "ru", entries)))
    catalog = Catalog("gone", "ru", (), (Entry("Six.", "Шесть.", State.REVIEWED),))
    path.with_name("gone.po").write_bytes(dump(catalog))
    path.with_name("bad.po").write_text("<<<<<<<\n")
    path.with_name("folder.po").mkdir()

    assert [stored.unit for stored, _ in recall(project).memory().stored()] == [
        Unit("Six.", "Шесть.", "gone"),
        Unit("One.", "Раз.", "news"),
    ]
    assert list(Recall(project, Planner(project), "uz").memory().stored()) == []


def test_bad_files(project: Project) -> None:
    """A bad catalog has no units; a bad memory is an error, and the index stays as it was."""
    put(project, "bad").write_text("<<<<<<<\n")
    (project.catalog("folder", "ru")).mkdir()
    assert len(recall(project).memory()) == 3
    (project.root / "memory" / "worse.tmx").write_text("<tmx>\n<tu>")
    put(project, "news", ("It is free.", "Даром."))
    for _ in range(2):
        with pytest.raises(InputError, match=r"^memory/worse\.tmx:2: is no XML"):
            recall(project).memory()
    (project.root / "memory" / "worse.tmx").unlink()

    assert target(recall(project).memory()) == "Даром."


def test_what_was_known_before_a_file_went_bad(project: Project) -> None:
    """For who must not be kept from work; nothing where nothing was."""
    (project.root / "memory" / "worse.tmx").write_text("<tmx>\n<tu>")
    known = recall(project)
    with pytest.raises(InputError):
        known.memory()
    assert len(known.last()) == 0
    (project.root / "memory" / "worse.tmx").unlink()
    recall(project).memory()
    (project.root / "memory" / "worse.tmx").write_text("<tmx>\n<tu>")

    assert target(known.last()) == "Бесплатно."
    with pytest.raises(InputError):
        known.memory()
    assert target(Desk(project.root).memory("ru")) == "Бесплатно."


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_index_is_made_anew(project: Project, seed: int) -> None:
    """Cut short, emptied, overwritten here and there, found out at once or when it is asked."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    known = recall(project)
    known.memory()
    data = bytearray(index(project).read_bytes())
    if seed % 3:
        start = 0 if seed % 3 == 1 else 4096
        for place in range(start, len(data), 40):
            data[place] = chance.randrange(256)
    else:
        del data[chance.randrange(len(data)) :]
    index(project).write_bytes(data)
    memory = recall(project).memory()

    assert target(memory) == "Бесплатно."
    assert [unit.target for unit, _ in memory.near("It is free now.", 0.5)] == [
        "Бесплатно.",
        "Платно.",
    ]
    assert len(list(memory.stored())) == 3
    assert target(recall(project).memory(), "Call now.") == "Звоните."


def test_an_index_of_another_version(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is made anew; so is one for another source language."""
    recall(project).memory()
    monkeypatch.setattr("tiptranslate.translate.memory_index.VERSION", 999)
    put(project, "news", ("It is free.", "Даром."))

    assert target(recall(project).memory()) == "Даром."
    assert b"999 little en" in index(project).read_bytes()


def test_a_cache_that_cannot_be_written(project: Project) -> None:
    """The answers are the same."""
    project.build.write_text("in the way")
    memory = recall(project).memory()

    assert target(memory) == "Бесплатно."
    assert [unit.target for unit, _ in memory.near("It is now free.", 0.5)] == [
        "Бесплатно.",
        "Платно.",
    ]


def test_several_at_once(project: Project) -> None:
    """Each edit is found by both, whoever comes first."""
    failed: list[str | None] = []

    def ask(number: int) -> None:
        for step in range(6):
            put(project, f"own-{number}", ("Own.", f"Свое {step}."))
            found = target(recall(project).memory(), "Call now.")
            if found != "Звоните.":
                failed.append(found)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not failed
    assert target(recall(project).memory(), "Own.") == "Свое 5."
    assert len(recall(project).memory()) == 6


PROGRAM = """
import sys
from pathlib import Path
from tiptranslate.planning import Planner
from tiptranslate.project import Project
from tiptranslate.recall import Recall

project = Project(Path(sys.argv[1]))
print("ready", flush=True)
while True:
    Recall(project, Planner(project), "ru").memory()
    project.catalog("news", "ru").touch()
    if sys.argv[2] == "anew":
        (project.cache / "memory-ru.sqlite").unlink(missing_ok=True)
"""


@pytest.mark.parametrize("how", ["anew", "again"])
def test_killed_at_any_moment(project: Project, how: str) -> None:
    """What is left behind is right or made anew."""
    chance = random.Random(how)  # noqa: S311 - repeatable, not secret
    for number in range(6):
        put(project, f"r{number}", *((f"Sentence {n} of {number}.", f"{n}") for n in range(40)))
        command = [sys.executable, "-c", PROGRAM, str(project.root), how]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0, 0.08))
            process.send_signal(signal.SIGKILL)
        memory = recall(project).memory()

        assert target(memory) == "Бесплатно."
        assert target(memory, f"Sentence 39 of {number}.") == "39"
        assert len(memory) == 3 + 40 * (number + 1)
