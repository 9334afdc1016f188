"""A workspace that people review."""

import asyncio
import json
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode

import pytest
from starlette.datastructures import Headers

from tiptranslate import pipeline, workspace
from tiptranslate.drafts import Choice
from tiptranslate.project import Project
from tiptranslate.review.app import create
from tiptranslate.review.gate import Gate
from tiptranslate.review.reviewer import Reviewer
from tiptranslate.review.session import Session

NEWS = """\
Hotline opens in Nukus

It is free. It answers at night, too. It fights trafficking in persons.

It is free. Call 1022.
"""


@pytest.fixture(scope="session")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a workspace with one release, drafted into two languages."""
    folder = tmp_path_factory.mktemp("drafted")
    workspace.init(folder)
    (folder / "releases" / "news.txt").write_text(NEWS)
    pipeline.draft(Project(folder), ["news"], ["ru", "uz"], Choice("pseudo"))
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".tiptranslate" not in path.parts
    }


@pytest.fixture
def work(tmp_path: Path, drafted: dict[str, bytes]) -> Path:
    """A workspace of one's own with the drafted release."""
    folder = tmp_path / "desk"
    for name, data in drafted.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


@pytest.fixture
def session(work: Path) -> Session:
    """A session of somebody with a name."""
    return Session(work, Reviewer("A. Reviewer <a@example.org>"))


@dataclass(frozen=True)
class Answer:
    """What came back for a request."""

    status: int
    headers: Headers
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass
class Client:
    """A browser without a network: it talks to the application as a server would.

    ``open`` lets it in; what it is sent as cookies it sends back.
    """

    session: Session
    gate: Gate = field(default_factory=lambda: Gate(port=8477))
    host: str = "127.0.0.1:8477"
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.app = create(self.session, self.gate)

    def open(self) -> "Client":
        """Come in by the address that was printed."""
        answer = self.get(f"/enter?token={self.gate.token}")
        assert answer.status == 303
        return self

    @property
    def csrf(self) -> str:
        """The token that a page gives its script."""
        browser = self.cookies.get(self.gate.cookie, "")
        return self.gate.csrf(browser)

    def get(self, path: str, **headers: str) -> Answer:
        """GET."""
        return self.ask("GET", path, headers)

    def post(self, path: str, body: object, **headers: str) -> Answer:
        """POST of JSON, as our script sends it."""
        own = {"content-type": "application/json", "x-csrf-token": self.csrf}
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.ask("POST", path, own | headers, data)

    def form(self, path: str, fields: dict[str, str], **headers: str) -> Answer:
        """POST of a form, as our pages send it without script."""
        own = {"content-type": "application/x-www-form-urlencoded"}
        body = urlencode({"csrf": self.csrf} | fields).encode()
        return self.ask("POST", path, own | headers, body)

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> Answer:
        """Any request."""
        sent = {"host": self.host, "content-length": str(len(body))}
        if self.cookies:
            sent["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return asyncio.run(self._ask(method, path, sent, body))

    async def _ask(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        url, _, query = path.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(url),
            "raw_path": url.encode(),
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "server": ("127.0.0.1", 8477),
            "client": ("127.0.0.1", 50000),
        }
        parts = [body[start : start + 50_000] for start in range(0, len(body), 50_000)] or [b""]
        incoming = [
            {"type": "http.request", "body": part, "more_body": at < len(parts)}
            for at, part in enumerate(parts, 1)
        ]
        sent: list[Any] = []

        async def receive() -> Any:
            return incoming.pop(0) if incoming else {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        found = Headers(raw=sent[0]["headers"])
        for line in found.getlist("set-cookie"):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return Answer(sent[0]["status"], found, b"".join(m.get("body", b"") for m in sent[1:]))


@pytest.fixture
def stranger(session: Session) -> Client:
    """A browser that has not been let in."""
    return Client(session)


@pytest.fixture
def client(session: Session) -> Client:
    """A browser that has."""
    return Client(session).open()
