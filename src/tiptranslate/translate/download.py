"""A large file fetched whole or continued later: HTTP ranges, checked against the same file."""

import http.client
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tiptranslate.errors import DownloadError
from tiptranslate.files import write_atomic
from tiptranslate.translate.network import (
    BY_FILE,
    TIMEOUT,
    RangeRefusedError,
    length,
    open_address,
    part_range,
    reason,
    validator,
)
from tiptranslate.translate.staging import Progress, size_text

LARGEST = 8 << 30
"""Bytes of the largest package that is fetched."""
_CHUNK = 256 << 10
_TRIES = 5

Say = Callable[[str], None]
"""Told one line about what is being done."""


def silent(_line: str) -> None:
    """Say nothing."""


def download(
    address: str,
    target: Path,
    *,
    loopback: bool = False,
    say: Say = silent,
    progress: Progress | None = None,
    timeout: float = TIMEOUT,
) -> None:
    """Fetch a file; go on where an earlier call stopped, if the file is still the same.

    Beside ``target`` lie, until it is complete, ``target.part`` and ``target.state``. An
    error leaves them only where the server says how to tell the same file (a strong ETag or
    a date), so that a later call can continue; else nothing is left.

    Args:
        address: Where the file is.
        target: Where it goes; its folder must be there.
        loopback: Whether http to this machine will do.
        say: Told where the file comes from and how large it is.
        progress: Told the bytes so far and in all (0 where the server does not say).
        timeout: Seconds the server may stay silent.

    Raises:
        DownloadError: It could not be fetched whole.
    """
    job = _Job(address, target, loopback, say, progress, timeout)
    for left in reversed(range(_TRIES)):
        before = job.done()
        try:
            _request(job)
        except _CutShortError as error:
            if left and (error.restart or (job.resumable() and job.done() > before)):
                continue
            if job.resumable():
                raise DownloadError(f"{error}; run the same command again to go on") from None
            raise DownloadError(f"{error}; try again later, or {BY_FILE}") from None
        else:
            job.part.replace(target)
            return
        finally:
            job.tidy()


class _CutShortError(Exception):
    """A try ended early; ``restart`` when the part that was there is of no use."""

    def __init__(self, message: str, *, restart: bool = False) -> None:
        super().__init__(message)
        self.restart = restart


@dataclass(frozen=True, slots=True)
class _Job:
    """One download: what is asked for, and what lies on the disk of it."""

    address: str
    target: Path
    loopback: bool
    say: Say
    progress: Progress | None
    timeout: float

    @property
    def part(self) -> Path:
        """The bytes so far."""
        return self.target.with_name(f"{self.target.name}.part")

    @property
    def state(self) -> Path:
        """What the server said of the file when these bytes came."""
        return self.target.with_name(f"{self.target.name}.state")

    def known(self) -> dict[str, Any]:
        """The state, where it is of this address."""
        try:
            values = json.loads(self.state.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        fits = isinstance(values, dict) and values.get("address") == self.address
        return values if fits else {}

    def resumable(self) -> bool:
        """Whether a later request can say which file it wants to go on with."""
        return bool(self.known().get("validator"))

    def done(self) -> int:
        """Bytes that can be kept."""
        return self.part.stat().st_size if self.resumable() and self.part.exists() else 0

    def tidy(self) -> None:
        """Leave the part only where it can be continued."""
        if not self.part.exists() or not self.resumable():
            self.discard()

    def discard(self) -> None:
        """Leave nothing."""
        self.part.unlink(missing_ok=True)
        self.state.unlink(missing_ok=True)


def _request(job: _Job) -> None:
    """One request, from the start or from where the part ends, into the part."""
    done = job.done()
    headers = {"Accept-Encoding": "identity"}
    if done and done == job.known().get("total"):
        return
    if done:
        headers |= {"Range": f"bytes={done}-", "If-Range": str(job.known()["validator"])}
    try:
        response = open_address(job.address, headers, loopback=job.loopback, timeout=job.timeout)
    except RangeRefusedError:
        job.discard()
        raise _CutShortError("the server refused to go on", restart=True) from None
    with response:
        done, total = _place(job, response, done)
        _check_room(job, done, total)
        size = f" ({size_text(total)})" if total else ""
        job.say(f"Fetching {job.address}{size}" + (f", from {size_text(done)} on" if done else ""))
        _receive(job, response, done, total)


def _place(job: _Job, response: http.client.HTTPResponse, done: int) -> tuple[int, int]:
    """From which byte the answer goes, and how many there will be (0: unknown); state written."""
    known = job.known()
    same = validator(response)
    if response.status == http.HTTPStatus.PARTIAL_CONTENT:
        start, total = part_range(response)
        unchanged = same in {"", known.get("validator")} and total == known.get("total")
        if not done or start != done or not unchanged:
            job.discard()
            raise _CutShortError(f"{job.address} sent a part of another file", restart=bool(done))
        return done, total
    job.discard()
    total = length(response) or 0
    state = {"address": job.address, "validator": same if total else "", "total": total}
    write_atomic(job.state, json.dumps(state, indent=2).encode())
    return 0, total


def _receive(job: _Job, response: http.client.HTTPResponse, done: int, total: int) -> None:
    """Append what comes to the part and flush it."""
    with job.part.open("ab") as file:
        while True:
            try:
                chunk = response.read1(_CHUNK)
            except (OSError, http.client.HTTPException) as error:
                raise _CutShortError(f"{job.address} broke off: {reason(error)}") from None
            if not chunk:
                break
            done += len(chunk)
            if done > (total or LARGEST):
                job.discard()
                raise DownloadError(f"{job.address} sends more than it said")
            file.write(chunk)
            if job.progress is not None:
                job.progress(done, total)
        file.flush()
        os.fsync(file.fileno())
    if total and done != total:
        raise _CutShortError(f"{job.address} ended after {size_text(done)} of {size_text(total)}")


def _check_room(job: _Job, done: int, total: int) -> None:
    """Refuse before the first byte what cannot be kept."""
    if total > LARGEST:
        job.discard()
        raise DownloadError(f"{job.address} is {size_text(total)}, more than any model")
    free = shutil.disk_usage(job.target.parent).free
    if total - done > free:
        raise DownloadError(
            f"{job.address} is {size_text(total)}, but only {size_text(free)} are free in "
            f"{job.target.parent}; make room, or set TIPTRANSLATE_MODELS to another disk"
        )
