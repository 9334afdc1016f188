"""Programs that are killed, and systems that refuse, at a step of a person's choice.

A child process is forked for every run, so that it can be killed by ``kill -9``, and starts
with all modules of the parent. A step is whatever changes the disk: opening a file for
writing, writing the first half of its bytes, writing the other half, flushing them to the
disk, renaming, removing, making a folder. They are found by an audit hook of Python, not by a
list of the functions that the program happens to call.
"""

import builtins
import ctypes
import errno
import gc
import io
import os
import re
import shutil
import signal
import sys
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

MADE = {"os.rename", "os.mkdir", "os.link", "os.symlink", "os.truncate"}
UNMADE = {"os.remove", "os.rmdir"}
_CAPABILITIES = 0x20080522
"""The version of ``capset`` in Linux, from linux/capability.h."""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

Step = Callable[[str, str], None]
"""Called before each step with what it does and the path, "" where it is not known."""
Call = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child process has ended: its exit code, None if killed, and what it said."""

    code: int | None
    out: str = ""
    err: str = ""

    def check_refused(self, *codes: int, saying: str = "") -> None:
        """See that it ended as it should for what a user can mend.

        Args:
            codes: Exit codes that will do.
            saying: What its lines say, after the place.
        """
        assert self.code in codes, self
        assert "Traceback" not in self.err, self
        assert re.search(rf"(?m)^tiptranslate: \S+: .*{re.escape(saying)}", self.err), self


class _Halves(io.FileIO):
    """A file whose bytes reach the disk half by half."""

    step: Step

    def write(self, data: Any, /) -> int:
        """Write two halves, each of them a step."""
        whole = bytes(data)
        for part in (whole[: len(whole) // 2], whole[len(whole) // 2 :]):
            self.step("write", "")
            super().write(part)
        return len(whole)


def _watch(step: Step, inside: Path) -> None:
    """Have every step of this process announced, for good; only a child may be watched."""
    real_open = io.open

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event != "open" and event not in MADE and event not in UNMADE:
            return
        path = str(arguments[0])
        if not path.startswith(str(inside)):
            return
        if event == "open" and not arguments[2] & WRITING:
            event = "read"
        step(event, path)

    def opened(file: Any, mode: str = "r", buffering: int = -1, *rest: Any, **more: Any) -> Any:
        if not set(mode) & set("wax+") or not isinstance(file, int | str | os.PathLike):
            return real_open(file, mode, buffering, *rest, **more)
        raw = _Halves(file, mode.replace("b", "").replace("t", ""), more.get("closefd", True))
        raw.step = step
        buffered = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        if "b" in mode:
            return buffered
        names = ("encoding", "errors", "newline")
        return io.TextIOWrapper(buffered, **dict(zip(names, rest, strict=False)), **more)

    def fsync(_handle: int) -> None:
        step("fsync", "")

    for owner, name, new in (
        (io, "open", opened),
        (builtins, "open", opened),
        (os, "fsync", fsync),
    ):
        mock.patch.object(owner, name, new).start()
    sys.addaudithook(hook)


def begin(call: Call, said: Path, step: Step | None = None, inside: Path = Path("/")) -> int:
    """Call something in a child process.

    Args:
        call: What to call; its ``SystemExit`` is its exit code.
        said: A folder for what it says.
        step: Told every step in the child.
        inside: Files outside of this folder are not watched.
    """
    # What the parent has is never looked through in the child, so that its pages stay shared.
    gc.collect()
    gc.freeze()
    with warnings.catch_warnings():
        # A library that the parent has loaded may have threads; the child never calls it.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        gc.disable()
        _become(call, said, step, inside)
    return child


def ended(child: int, said: Path) -> Ended:
    """Wait for the end of a child process."""
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return Ended(None)
    out, err = ((said / name).read_text(encoding="utf-8") for name in ("out", "err"))
    return Ended(os.WEXITSTATUS(status), out, err)


def _become(call: Call, scratch: Path, step: Step | None, inside: Path) -> None:
    """Turn into a process that calls something and ends; never returns."""
    sys.dont_write_bytecode = True
    for name in ("out", "err"):
        stream = (scratch / name).open("w", encoding="utf-8")
        setattr(sys, f"std{name}", stream)
    # A process is killed, not the power cut: what it has written is safe with the system.
    os.fsync = lambda _handle: None
    code = 99
    try:
        if step is not None:
            _watch(step, inside)
        code = called(call)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def called(call: Call) -> int:
    """Call something; its exit code, 99 where it fails as no program may, with a traceback."""
    try:
        call()
    except SystemExit as end:
        return int(end.code or 0)
    except Exception:  # noqa: BLE001 - told by whoever looks at the code
        traceback.print_exc(file=sys.stderr)
        return 99
    return 0


def killing(last: int) -> Step:
    """Kills the process when it comes to its step ``last``.

    Flushing does not count: what is there is the same before and after it.
    """
    left = last

    def step(what: str, _path: str) -> None:
        nonlocal left
        left -= what not in ("read", "fsync")
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    return step


def copying(root: Path, to: Path) -> Step:
    """Copies a folder to ``to/1``, ``to/2``... before each step: what a kill would leave there.

    Flushing does not count: what is there is the same before and after it.
    """
    number = 0
    is_busy = False

    def step(what: str, _path: str) -> None:
        nonlocal number, is_busy
        if is_busy or what in ("read", "fsync"):
            return
        is_busy = True  # the steps of copying are none
        number += 1
        shutil.copytree(root, to / str(number), symlinks=True)
        is_busy = False

    return step


def refusing(first: int, number: int = errno.ENOSPC) -> Step:
    """Fails, from the step ``first`` on, whatever needs room on the disk; removing goes on."""
    left = first

    def step(what: str, path: str) -> None:
        nonlocal left
        left -= what != "read"
        if left <= 0 and what not in UNMADE and what != "read":
            raise OSError(number, os.strerror(number), path or None)

    return step


def powerless(call: Call) -> Call:
    """The call, bound by the permissions of files; root is otherwise not."""

    def bound() -> None:
        if os.geteuid() == 0:
            none = (ctypes.c_uint32 * 6)()
            version = (ctypes.c_uint32 * 2)(_CAPABILITIES, 0)
            assert ctypes.CDLL(None).capset(version, none) == 0
        call()

    return bound


def noting(handle: int) -> Step:
    """Writes the path of every file that is about to be read as a line into an open file."""

    def step(what: str, path: str) -> None:
        if what == "read":
            os.write(handle, f"{path}\n".encode())

    return step


def vanishing(name: str) -> Step:
    """Removes a file, given by the end of its path, when it is about to be read."""

    def step(what: str, path: str) -> None:
        if what == "read" and path.endswith(name):
            Path(path).unlink(missing_ok=True)

    return step
