"""Package files and an HTTP server for the tests of installing models."""

import io
import json
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tiptranslate.model import Unit
from tiptranslate.translate.memory_filling import Stamp, refresh
from tiptranslate.translate.memory_index import Index


def package_bytes(
    source: str = "en",
    target: str = "ru",
    version: str = "1.0",
    *,
    metadata: bytes | None = None,
    leave: str = "",
    extra: Mapping[str, bytes] | None = None,
    entries: Sequence[tuple[zipfile.ZipInfo, bytes]] = (),
) -> bytes:
    """A package of a few hundred bytes with everything that is looked at before loading.

    Args:
        source: Language code.
        target: Language code.
        version: Of the package.
        metadata: Instead of a proper metadata.json.
        leave: A file to leave out.
        extra: Further files in the package's folder.
        entries: Further entries as they are.
    """
    values = {"from_code": source, "to_code": target, "package_version": version}
    files = {
        "metadata.json": json.dumps(values).encode() if metadata is None else metadata,
        "model/model.bin": b"weights of no model " * 20,
        "sentencepiece.model": b"pieces",
        **(extra or {}),
    }
    files.pop(leave, None)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(f"translate-{source}_{target}/{name}", body)
        for info, body in entries:
            archive.writestr(info, body, info.compress_type)
    return buffer.getvalue()


@pytest.fixture
def make_package(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes a package file; its arguments are those of ``package_bytes``."""
    numbers = count()

    def make(**values: Any) -> Path:
        path = tmp_path / f"package{next(numbers)}.argosmodel"
        path.write_bytes(package_bytes(**values))
        return path

    return make


@dataclass
class Page:
    """What the server has at one path, and how it misbehaves.

    Args:
        body: The bytes.
        etag: Sent as ETag; empty sends none.
        modified: Sent as Last-Modified; empty sends none.
        ranges: Whether Range is honoured.
        cuts: For each request in turn, after how many bytes the connection breaks off.
        length: A wrong Content-Length; -1 sends none.
        status: Other than 200.
        location: Where a redirect leads.
        pause: Seconds of silence in the middle of the body.
        accept: Sent as Accept-Ranges; empty sends none.
        skew: By how much the place a part is said to have is wrong.
    """

    body: bytes = b""
    etag: str = ""
    modified: str = ""
    ranges: bool = True
    cuts: list[int] = field(default_factory=list)
    length: int | None = None
    status: int = 200
    location: str = ""
    pause: float = 0.0
    accept: str = ""
    skew: int = 0


class Served:
    """A real HTTP server on loopback: its pages, and what it was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, str | None]] = []
        self.conditions: list[str | None] = []
        served = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                served.asked.append((self.path, self.headers.get("Range")))
                served.conditions.append(self.headers.get("If-Range"))
                served.answer(self)

            def log_message(self, *_args: object) -> None:
                """Keep the test's output clean."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_args: object) -> None:
                """A client that goes away is what some tests are about."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    def address(self, path: str) -> str:
        """The address of a page."""
        return f"http://127.0.0.1:{self.server.server_address[1]}{path}"

    def index(self, *packages: Mapping[str, object], path: str = "/index.json") -> str:
        """Put an index up; returns its address."""
        self.pages[path] = Page(json.dumps(list(packages)).encode())
        return self.address(path)

    def offer(self, path: str, page: Page, **values: object) -> dict[str, object]:
        """Put a package up; returns its entry for the index."""
        self.pages[path] = page
        entry: dict[str, object] = {
            "from_code": "en",
            "to_code": "ru",
            "package_version": "1.0",
            "links": [self.address(path)],
        }
        return entry | values

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer one request as its page says."""
        page = self.pages.get(request.path, Page(status=404))
        validator = page.etag or page.modified
        start, status = 0, page.status
        wanted = request.headers.get("Range", "")
        if page.ranges and wanted and request.headers.get("If-Range", validator) == validator:
            start, status = int(wanted.removeprefix("bytes=").rstrip("-")), 206
        if start and start >= len(page.body):
            start, status = len(page.body), 416
        body = page.body[start:]
        request.send_response(status)
        headers = {"ETag": page.etag, "Last-Modified": page.modified, "Location": page.location}
        headers["Accept-Ranges"] = page.accept
        if status == 206:
            said = f"{start + page.skew}-{len(page.body) - 1}"
            headers["Content-Range"] = f"bytes {said}/{len(page.body)}"
        if page.length != -1:
            headers["Content-Length"] = str(len(body) if page.length is None else page.length)
        for name, value in headers.items():
            if value:
                request.send_header(name, value)
        request.end_headers()
        self._send(request, page, body)

    def _send(self, request: BaseHTTPRequestHandler, page: Page, body: bytes) -> None:
        if page.cuts:
            body = body[: page.cuts.pop(0)]
        if page.pause:
            half = len(body) // 2
            request.wfile.write(body[:half])
            request.wfile.flush()
            time.sleep(page.pause)
            body = body[half:]
        request.wfile.write(body)
        request.close_connection = True

    def close(self) -> None:
        """Stop serving."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def served() -> Iterator[Served]:
    """A server on 127.0.0.1; a test that uses it allows that host by marker."""
    server = Served()
    yield server
    server.close()


@pytest.fixture
def page() -> type[Page]:
    """The class of a server's pages."""
    return Page


@pytest.fixture
def package() -> Callable[..., bytes]:
    """``package_bytes``, for what is served."""
    return package_bytes


@pytest.fixture
def index_of() -> Callable[..., Index]:
    """Makes an index of the memory of states of its files, one after the other: names and units."""

    def make(*states: Mapping[str, Sequence[Unit]]) -> Index:
        index = Index()
        for state in states:
            stamps = {name: Stamp(Path(name), "old", 0) for name in state}
            refresh(index, stamps, lambda name, state=state: state[name])
        return index

    return make
