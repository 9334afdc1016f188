"""What stands in front of the page: who may ask, how much, and what a browser may do with it.

Only a browser that was given the address the program printed, with the token in it, gets
anything; from then on it has a cookie. A page of elsewhere cannot use that: the host is
checked (so no name can be pointed at us), the cookie is not sent along (SameSite), and a
write needs a token that only our own pages carry. What we send may load nothing from
elsewhere and run no script but our own files.
"""

from collections.abc import Callable, Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tiptranslate.review.gate import Gate

LARGEST_BODY = 256 * 1024
"""Bytes of a request."""
_TOO_LARGE = (413, "too-large", "the request is too large")
_WRITES = ("POST", "PUT", "PATCH", "DELETE")
_READS = ("GET", "HEAD")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
DOCUMENT_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
"""For an assembled document in a frame: it has its style inside, and may do nothing."""
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}


Refuse = Callable[[Request, int, str], Response]
"""Makes the page for somebody who may not pass, of a status and a message."""


class Guard:
    """The door of the app: refuses what may not pass, and marks all that goes out.

    Args:
        app: What is guarded.
        gate: The secrets of this run.
        refuse: Makes the page for a refusal.
        open_paths: Paths that need no cookie.
    """

    def __init__(self, app: ASGIApp, gate: Gate, refuse: Refuse, open_paths: Iterable[str]) -> None:
        self._app = app
        self._gate = gate
        self._refuse = refuse
        self._open = frozenset(open_paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        browser = self._gate.browser(headers)
        scope["state"] = {"browser": browser, "csrf": self._gate.csrf(browser)}
        refusal = self._refusal(scope, headers, browser)
        if refusal is None and scope["method"] in _WRITES:
            body = await _body(receive)
            if body is None:
                refusal = _TOO_LARGE
            else:
                receive = _again(body, receive)
        answer = self._app if refusal is None else self._answer(scope, *refusal)
        await answer(scope, receive, _marking(send))

    def _answer(self, scope: Scope, status: int, code: str, message: str) -> Response:
        """What is sent to somebody who may not pass."""
        if is_program(scope["path"]):
            return JSONResponse({"error": {"code": code, "message": message}}, status)
        return self._refuse(Request(scope), status, message)

    def _refusal(self, scope: Scope, headers: Headers, browser: str) -> tuple[int, str, str] | None:
        """Why a request may not pass: status, code and message; None where it may."""
        method = scope["method"]
        if not self._gate.is_right_host(headers.get("host", "")):
            return 403, "forbidden", "this is not the address of the review page"
        if method not in (*_READS, *_WRITES):
            return 405, "bad-request", "not a method of this page"
        if len(scope["path"]) + len(scope["query_string"]) > 4096:  # noqa: PLR2004 - bytes
            return 414, "too-large", "the address is too long"
        open_ = scope["path"] in self._open
        if not browser and not open_ and not scope["path"].startswith("/static/"):
            return 401, "unauthorized", "open the address that `tiptranslate review` has printed"
        if method in _WRITES:
            return self._write_refusal(scope, headers, browser)
        return None

    def _write_refusal(
        self, scope: Scope, headers: Headers, browser: str
    ) -> tuple[int, str, str] | None:
        """Why a write may not pass."""
        foreign = 403, "forbidden", "this was not sent by the review page; load the page again"
        origin = headers.get("origin")
        if origin is not None and origin.partition("://")[2] != headers.get("host"):
            return foreign
        if headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return foreign
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > LARGEST_BODY:
            return _TOO_LARGE
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if is_program(scope["path"]):
            if kind != "application/json":
                return 415, "unsupported", "a request must be JSON"
            if not self._gate.is_right_csrf(browser, headers.get("x-csrf-token", "")):
                return foreign
        return None


def is_program(path: str) -> bool:
    """Whether a request is the script's, which wants JSON."""
    return path.startswith("/api/")


async def _body(receive: Receive) -> bytes | None:
    """The body of a request; None where it is too large."""
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return body
        body += bytes(message.get("body", b""))
        if len(body) > LARGEST_BODY:
            return None
        if not message.get("more_body", False):
            return body


def _again(body: bytes, receive: Receive) -> Receive:
    """A way to receive a body that was read already."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _marking(send: Send) -> Send:
    """A way to send that adds the headers of every answer, where the answer has no own."""

    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return marked
