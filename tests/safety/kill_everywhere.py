"""Runs `tiptranslate draft` again and again, killing it one step later each time.

    python kill_everywhere.py WORKSPACE OUT

Every run works on a fresh copy of WORKSPACE, OUT/1, OUT/2 and so on, and is killed as by
``kill -9`` at its first, second, third step; the last one comes to its end. A step is what
changes the disk: making a folder or a temporary file, writing the first half of its bytes,
the other half, flushing them to the disk, giving them their name.
"""

import contextlib
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO
from unittest import mock

import tiptranslate.cli.draft
import tiptranslate.translate.pseudo  # noqa: F401 - loaded once, for all runs
from tiptranslate.cli import main


class _Steps:
    """Counts the steps of a run and ends it at one of them."""

    def __init__(self, last: int) -> None:
        self._left = last

    def step(self) -> None:
        """Come to the next step, perhaps the last."""
        self._left -= 1
        if not self._left:
            os.kill(os.getpid(), signal.SIGKILL)

    def before(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """The call, as a step."""

        def stepped(*arguments: Any, **options: Any) -> Any:
            self.step()
            return call(*arguments, **options)

        return stepped

    @contextlib.contextmanager
    def halves(self, handle: int, _mode: str) -> Any:
        """A file that is written half by half."""
        with open(handle, "wb", buffering=0) as file:
            yield _Halves(file, self.step)


class _Halves:
    """Writes in two steps."""

    def __init__(self, file: BinaryIO, step: Callable[[], None]) -> None:
        self._file = file
        self._step = step

    def write(self, data: bytes) -> None:
        for part in (data[: len(data) // 2], data[len(data) // 2 :]):
            self._step()
            self._file.write(part)

    def flush(self) -> None:
        self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()


def run(workspace: Path, last: int) -> bool:
    """Draft a workspace in a process of its own; whether it was killed at its step ``last``."""
    child = os.fork()
    if not child:
        steps = _Steps(last)
        for owner, name in ((os, "replace"), (os, "fsync"), (os, "mkdir"), (tempfile, "mkstemp")):
            mock.patch.object(owner, name, steps.before(getattr(owner, name))).start()
        mock.patch.object(os, "fdopen", steps.halves).start()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        try:
            main(["--workspace", str(workspace), "draft"])
        except SystemExit as end:
            os._exit(int(end.code or 0))
        os._exit(99)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return True
    if status:
        sys.exit(f"a run ended with status {status}")
    return False


def kill_everywhere(workspace: Path, out: Path) -> None:
    """Go on until a run comes to its end."""
    number, killed = 0, True
    while killed:
        number += 1
        shutil.copytree(workspace, out / str(number))
        killed = run(out / str(number), number)


if __name__ == "__main__":
    kill_everywhere(Path(sys.argv[1]), Path(sys.argv[2]))
