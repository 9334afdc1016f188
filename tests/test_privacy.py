"""Nothing leaves the machine, and nothing keeps a text where nobody would look for it."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

PROGRAM = Path(__file__).with_name("every_command.py")
OFFLINE = ["unshare", "--user", "--map-root-user", "--net"]
"""Runs a program in a namespace without any network; Linux, where users may."""
WORDS = ("quokkasanctuary", "Квоккасад")
"""A word of the release and one of its translation that stand nowhere else."""
KEEPS_TEXT = (
    "releases/",  # the author's
    "locales/",  # the catalogs
    "memory/",  # memories that were taken in or made
    "build/news/",  # documents, which were asked for
    "build/.tiptranslate/memory-",  # a copy of what people approved, to be searched quickly
)
"""Where in a workspace texts are; docs/security.md says so."""


def offline() -> Sequence[str]:
    """What takes the network from a program; nothing where that cannot be had."""
    try:
        done = subprocess.run([*OFFLINE, "true"], capture_output=True, check=False, timeout=20)
    except OSError:
        return []
    return OFFLINE if done.returncode == 0 else []


def run(folder: Path, *options: str) -> dict[str, Any]:
    """Run every command in a folder that is home, cache and all; gives what was seen."""
    homes = {name: str(folder / "home") for name in ("HOME", "USERPROFILE", "TMPDIR", "TEMP")}
    homes |= {f"XDG_{name}_HOME": str(folder / "home" / name) for name in ("DATA", "CACHE")}
    (folder / "home").mkdir(parents=True)
    (folder / "work").mkdir()
    done = subprocess.run(
        [*offline(), sys.executable, str(PROGRAM), str(folder / "work"), *options],
        capture_output=True,
        check=False,
        env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": os.pathsep.join(sys.path), **homes},
        timeout=600,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands ran."""
    return tmp_path_factory.mktemp("private")


@pytest.fixture(scope="module")
def seen(folder: Path) -> dict[str, Any]:
    """What every command did, the two that may fetch included, where there is no network."""
    if not offline():
        return run(folder)
    return run(folder, "also-fetch")


def test_every_command_was_run(seen: dict[str, Any]) -> None:
    """A new command must be put among them."""
    ran = {tuple(item["command"][:size]) for item in seen["runs"] for size in (1, 2)}

    assert [command for command in map(tuple, seen["commands"]) if command not in ran] == []


def test_every_command_works_without_a_network(seen: dict[str, Any]) -> None:
    """All but those that fetch end as they would with one; `check` finds what is unreviewed."""
    wrong = [
        (item["command"], item["code"], item["said"])
        for item in seen["runs"]
        if item["code"] != (1 if item["command"] == ["check"] else 0)
        and item["command"][:2] not in (["models", "add-folder"], ["memory", "align"])
        and not fetches(item["command"])
    ]

    assert wrong == []
    assert all(item["code"] >= 0 for item in seen["runs"])


def fetches(command: Sequence[str]) -> bool:
    """Whether a command is one of the two that use the network."""
    return command[:2] == ["models", "install"] and not command[2].endswith(".argosmodel")


def test_no_command_tries_to_use_a_network(seen: dict[str, Any]) -> None:
    """No name is looked up, no address reached; the review page listens on this machine alone."""
    tried = [
        (item["command"], event, address)
        for item in seen["runs"]
        if not fetches(item["command"])
        for event, address in item["seen"]
        if "127.0.0.1" not in address
    ]
    listening = {item["command"][0] for item in seen["runs"] if item["seen"]} - {"models"}

    assert tried == []
    assert listening == {"review"}


def test_the_watch_sees_an_attempt(seen: dict[str, Any]) -> None:
    """The commands that fetch are seen to try, or the tests above would prove nothing."""
    fetching = [item for item in seen["runs"] if fetches(item["command"])]
    if not fetching:
        pytest.skip("a network cannot be taken away here, and none may be used")

    for item in fetching:
        assert any(event == "socket.getaddrinfo" for event, _ in item["seen"])
        assert item["code"] == 3
        assert "check the network" in item["said"]


def test_texts_are_only_where_the_docs_say(seen: dict[str, Any], folder: Path) -> None:
    """No log, no cache and no temporary file has a word of a release or a translation."""
    assert seen["runs"]
    desk = folder / "work" / "desk"
    keeping = set()
    for path in folder.rglob("*"):
        if path.is_file() and any(word.encode() in path.read_bytes() for word in WORDS):
            inside = path.relative_to(desk).as_posix() if path.is_relative_to(desk) else str(path)
            keeping.add(inside)
    given = {str(folder / "work" / name) for name in ("news.txt", "novosti.txt")}
    asked = {path for path in keeping if path.startswith(str(folder / "work" / "out"))}

    assert [p for p in sorted(keeping - given - asked) if not p.startswith(KEEPS_TEXT)] == []
    assert "locales/ru/LC_MESSAGES/news.po" in keeping


def test_nothing_is_left_at_home(seen: dict[str, Any], folder: Path) -> None:
    """Beside the folder of models there is nothing: no log, no state, no identity."""
    assert seen["runs"]
    left = [
        path.relative_to(folder / "home").as_posix()
        for path in (folder / "home").rglob("*")
        if path.is_file()
    ]

    assert [name for name in left if not name.startswith("DATA/tiptranslate/models/")] == []
