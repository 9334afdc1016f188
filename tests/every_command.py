"""Runs every command once in a new workspace and tells what tried to use a network.

A program of its own: an audit hook cannot be taken off again, and the test may start this one
where there is no network at all. Prints JSON: for every command its exit code, and every attempt
to resolve a name or to reach, listen on or send to an address.

    python tests/every_command.py FOLDER [also-fetch]

With ``also-fetch`` the two commands that may use the network run, too.
"""

import contextlib
import ctypes
import fcntl
import json
import os
import signal
import socket
import struct
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from click import Group
from click.testing import CliRunner

from tiptranslate import cli
from tiptranslate.translate import starter

MODEL = Path(__file__).parent / "data" / "models" / "translate-en_ru-tiny.argosmodel"
WATCHED = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
WATCHED += (
    "socket.getnameinfo",
    "socket.sendto",
    "socket.sendmsg",
    "socket.bind",
    "urllib.Request",
)
SENTENCE = "The quokkasanctuary opens on Monday."
TARGET = "Квоккасад открывается в понедельник."

seen: list[tuple[str, str]] = []


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Note what the program does with sockets."""
    if event in WATCHED:
        address = arguments[-1] if event.startswith("socket.") else arguments[0]
        if event == "socket.getaddrinfo":
            address = arguments[0]
        # Unix sockets and the machine's own address lead nowhere.
        if not isinstance(address, str | bytes) or event != "socket.connect":
            seen.append((event, repr(address)))


def raise_loopback() -> None:
    """Give a namespace without a network its own machine's address, for the review page."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        request = struct.pack("16sh14x", b"lo", 1 | 64)  # up, running
        fcntl.ioctl(control, 0x8914, request)  # SIOCSIFFLAGS


def commands(group: Group, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command there is."""
    import click  # noqa: PLC0415 - for its context alone

    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        if isinstance(command, Group):
            yield from commands(command, (*before, name))
        else:
            yield (*before, name)


def runs(folder: Path) -> list[tuple[str, ...]]:
    """Every command with arguments that get it to work."""
    desk, out = folder / "desk", folder / "out"
    return [
        ("init", str(desk)),
        ("add", str(folder / "news.txt")),
        ("models", "install", str(MODEL)),
        ("models", "list"),
        ("models", "verify"),
        ("segment",),
        ("lint",),
        ("draft",),
        ("status",),
        ("status", "--analysis"),
        ("check",),
        ("assemble", "--allow-drafts"),
        ("review", "--no-browser", "--port", "0"),
        ("explain",),
        ("glossary", "validate"),
        ("glossary", "find", SENTENCE),
        ("glossary", "compile"),
        ("glossary", "export", str(out / "a.tbx"), "--format", "tbx"),
        ("glossary", "import", str(out / "a.tbx")),
        ("memory", "find", SENTENCE),
        ("memory", "export", "--out", str(out / "a.tmx")),
        ("memory", "import", str(out / "a.tmx")),
        ("memory", "check"),
        ("memory", "align", str(folder / "news.txt"), str(folder / "novosti.txt"), "--lang", "ru"),
        ("export", "review", "news", "--lang", "ru", "--out", str(out / "a.docx")),
        ("export", "xliff", "news", "--lang", "ru", "--out", str(out / "a.xlf")),
        ("export", "package", "--out", str(out / "a.zip")),
        ("import", "review", str(out / "a.docx")),
        ("import", "xliff", str(out / "a.xlf")),
        ("import", "package", str(out / "a.zip")),
        ("models", "add-folder", str(folder)),
        ("models", "remove", "translate-en_ru-0_1"),
    ]


FETCHING = [("models", "install", "en-ru"), ("models", "install", "--available")]


def approve(desk: Path) -> None:
    """A person's word in a catalog, so that memory and documents have something."""
    path = desk / "locales" / "ru" / "LC_MESSAGES" / "news.po"
    head, *entries = path.read_text(encoding="utf-8").split("\n\n")
    done = [
        f'#: releases/news.txt:3\nmsgid "{SENTENCE}"\nmsgstr "{TARGET}"\n' if SENTENCE in e else e
        for e in entries
    ]
    path.write_text("\n\n".join([head, *(entry.rstrip("\n") for entry in done)]) + "\n")


def one(arguments: tuple[str, ...]) -> dict[str, Any]:
    """Run a command; the review page gets its Ctrl-C after two seconds."""
    seen.clear()
    if arguments[0] == "review":
        threading.Timer(2, ctypes.pythonapi.PyErr_SetInterrupt).start()
    result = CliRunner().invoke(cli.main, arguments)
    crashed = result.exception is not None and not isinstance(result.exception, SystemExit)
    return {
        "command": arguments,
        "code": -1 if crashed else result.exit_code,
        "said": (repr(result.exception) if crashed else result.output)[-300:],
        "seen": sorted(set(seen)),
    }


def main() -> None:
    """All of them, one after the other."""
    folder = Path(sys.argv[1])
    # What a shell starts in the background is deaf to Ctrl-C, and would never leave the page.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    raise_loopback()
    os.chdir(folder)
    (folder / "out").mkdir()
    (folder / "news.txt").write_text(f"News of the day\n\n{SENTENCE}\n", encoding="utf-8")
    (folder / "novosti.txt").write_text(f"Новости дня\n\n{TARGET}\n", encoding="utf-8")
    starter.card = lambda: None  # the tiny model is enough
    starter.units = lambda *_: iter(())
    sys.addaudithook(watch)
    wanted = runs(folder) + (FETCHING if "also-fetch" in sys.argv[2:] else [])
    done = []
    for arguments in wanted:
        done.append(one(arguments))
        if arguments[0] == "init":
            os.chdir(folder / "desk")
        elif arguments[0] == "draft":
            approve(folder / "desk")
    json.dump({"runs": done, "commands": sorted(commands(cli.main))}, sys.stdout)


if __name__ == "__main__":
    main()
