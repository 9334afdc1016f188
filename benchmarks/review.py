"""Time the review page: opening a long release, saving, and many who save at once.

Usage: python benchmarks/review.py [--sentences 500] [--saves 100] [--writers 20] [--seconds 60]

A release is made of the samples' sentences, drafted by the pseudo engine and served on a
free port of this machine. Every writer has a browser of its own and its own sentences,
and now and then takes one that another has too; what the server took is compared with
the catalog at the end. Printed are milliseconds as a browser waits for them, and for
the page and one save those spent in the server alone.
"""

import argparse
import asyncio
import http.client
import json
import os
import random
import re
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import workspaces

from tiptranslate import pipeline, workspace
from tiptranslate.catalog import read
from tiptranslate.drafts import Choice
from tiptranslate.project import Project
from tiptranslate.review.deciding import Decision, version
from tiptranslate.review.serving import Server
from tiptranslate.review.session import Session

LANGUAGES = ("ru", "uz")
PAGE = "/releases/long/ru"
API = f"/api{PAGE}"


class Browser:
    """A browser that has been let in, on one connection."""

    def __init__(self, server: Server) -> None:
        self._host, self._port = server.gate.host, server.gate.port
        self._connection = http.client.HTTPConnection(self._host, self._port)
        self._headers = {"Content-Type": "application/json"}
        answer = self._ask("GET", server.url.removeprefix(server.address))
        self._headers["Cookie"] = str(answer[1]["set-cookie"]).partition(";")[0]
        token = re.search(rb'name="csrf" content="(\w+)"', self.get("/"))
        assert token
        self._headers["X-CSRF-Token"] = token[1].decode()

    def get(self, path: str) -> bytes:
        """A page."""
        status, _, body = self._ask("GET", path)
        assert status == 200, (path, status)
        return body

    def post(self, path: str, value: object) -> tuple[int, Any]:
        """A call."""
        status, _, body = self._ask("POST", path, json.dumps(value))
        return status, json.loads(body)

    def _ask(
        self, method: str, path: str, body: str | None = None
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        self._connection.request(method, path, body and body.encode(), self._headers)
        answer = self._connection.getresponse()
        return answer.status, answer.headers, answer.read()


@dataclass
class Writer:
    """Somebody who saves without a pause; ``taken`` is the last text the server took, by id."""

    server: Server
    number: int
    own: list[dict[str, Any]]
    shared: list[dict[str, Any]]
    until: float
    taken: dict[str, str] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    conflicts: int = 0

    def run(self) -> None:
        """Save until the time is over."""
        browser = Browser(self.server)
        chance = random.Random(self.number)  # noqa: S311 - repeatable, not secret
        own = {one["id"]: one for one in self.own}
        shared = {one["id"]: one for one in self.shared}
        while time.monotonic() < self.until:
            pool = shared if chance.random() < 0.05 else own
            key = chance.choice(list(pool))
            text = f"Текст {self.number} {len(self.waits)}"
            body = {"etag": pool[key]["etag"], "target": text, "state": "reviewed"}
            start = time.perf_counter()
            status, answer = browser.post(f"{API}/entries/{key}", body)
            self.waits.append(time.perf_counter() - start)
            if status == 409:
                self.conflicts += 1
                pool[key] = answer["theirs"]
                continue
            assert status == 200, answer
            pool[key] = answer["entry"]
            if pool is own:
                self.taken[key] = text


def make(folder: Path, sentences: int) -> Path:
    """A workspace with one long release, drafted."""
    workspace.init(folder)
    for name in ("terms.csv", "names.csv"):
        data = (workspaces.ROOT / "glossary" / name).read_bytes()
        (folder / "glossary" / name).write_bytes(data)
    chance = random.Random(1)  # noqa: S311 - repeatable, not secret
    paragraphs = workspaces._paragraphs()  # noqa: SLF001 - of the benchmarks, too
    blocks, count = ["A long release"], 1
    while count < sentences:
        parts = chance.choice(paragraphs).split(". ")[: sentences - count]
        numbered = [f"{part.rstrip('.')} ({chance.randint(2, 99_999)})." for part in parts]
        blocks.append(" ".join(numbered))
        count += len(parts)
    (folder / "releases" / "long.txt").write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
    pipeline.draft(Project(folder), ["long"], LANGUAGES, Choice("pseudo"))
    return folder


def times(rounds: int, work: Callable[[], object]) -> str:
    """The median, the 95th of a hundred and the longest of some rounds, in milliseconds."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return shown(taken)


def shown(taken: list[float]) -> str:
    """The median, the 95th of a hundred and the longest, in milliseconds."""
    ordered = sorted(1000 * value for value in taken)
    high = ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)]
    return f"{statistics.median(ordered):7.1f} {high:7.1f} {ordered[-1]:7.1f}"


def in_server(server: Server, cookie: str, path: str) -> Callable[[], None]:
    """One request answered by the application alone, without a socket."""
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "scheme": "http",
        "headers": [
            (b"host", f"127.0.0.1:{server.gate.port}".encode()),
            (b"cookie", f"{server.gate.cookie}={cookie}".encode()),
        ],
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(message: MutableMapping[str, Any]) -> None:
        assert message.get("status", 200) == 200

    async def ask() -> None:
        await server.app({**scope}, receive, send)

    return lambda: asyncio.run(ask())


def saver(session: Session) -> Callable[[], None]:
    """Saves one sentence after the other, without a browser."""
    numbers = iter(range(10**9))

    def save() -> None:
        number = next(numbers)
        snapshot = session.desk.snapshot("long", "ru")
        key = list(snapshot.by_id)[number % len(snapshot.by_id)]
        etag = version(snapshot.by_id[key]).etag
        session.decide("long", "ru", key, etag, Decision(target=f"Текст {number}"))

    return save


def load(server: Server, writers: int, seconds: float) -> None:
    """Many writers for a while; then every text that was taken must be in the catalog."""
    rows = json.loads(Browser(server).get(API))["rows"]
    entries = list({row["entry"]["id"]: row["entry"] for row in rows}.values())
    shared, entries = entries[:5], entries[5:]
    until = time.monotonic() + seconds
    people = [
        Writer(server, number, entries[number::writers], shared, until) for number in range(writers)
    ]
    threads = [threading.Thread(target=person.run) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    path = server.session.desk.path("long", "ru")
    stored = {entry.source: entry.target for entry in read(path).entries}
    sources = {one["id"]: one["source"] for one in entries}
    taken = {key: text for person in people for key, text in person.taken.items()}
    lost = [key for key, text in taken.items() if stored[sources[key]] != text]
    waits = [wait for person in people for wait in person.waits]
    conflicts = sum(person.conflicts for person in people)
    print(f"{f'{writers} writers, one save':38} {shown(waits)}")
    print(
        f"{len(waits)} saves in {seconds:g} s, {len(taken)} sentences, "
        f"{conflicts} conflicts answered, {len(lost)} edits lost"
    )
    if lost:
        raise SystemExit("edits were lost")


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--sentences", type=int, default=500)
    parser.add_argument("--saves", type=int, default=100)
    parser.add_argument("--writers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = make(Path(name) / "desk", options.sentences)
        with Server(folder) as server:
            browser, cookie = Browser(server), server.gate.admit()
            print(f"{options.sentences} sentences, {os.cpu_count()} cores, milliseconds")
            print(f"{'':38} {'median':>7} {'95 %':>7} {'most':>7}")
            print(f"{'page, first time':38} {times(1, lambda: browser.get(PAGE))}")
            print(f"{'page':38} {times(20, lambda: browser.get(PAGE))}")
            print(f"{'page, in the server':38} {times(20, in_server(server, cookie, PAGE))}")
            split = PAGE.rpartition("/")[0]
            print(f"{'page of all languages':38} {times(10, lambda: browser.get(split))}")
            first = times(1, lambda: browser.get(f"{API}/findings"))
            print(f"{'findings of all sentences, first time':38} {first}")
            print(f"{'the same again':38} {times(10, lambda: browser.get(f'{API}/findings'))}")
            save = saver(server.session)
            print(f"{'one save, in the server':38} {times(options.saves, save)}")
            load(server, options.writers, options.seconds)


if __name__ == "__main__":
    main()
