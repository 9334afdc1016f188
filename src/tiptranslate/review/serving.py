"""Serving the page: a socket, a server, an end without noise."""

import contextlib
import errno
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import uvicorn

from tiptranslate.errors import UsageError
from tiptranslate.review.app import create
from tiptranslate.review.gate import Gate, is_loopback
from tiptranslate.review.reviewer import Reviewer
from tiptranslate.review.session import Session

LOOPBACK = "127.0.0.1"
PORT = 8477
"""Where the page is unless something else is there; bookmarks and a browser's memory stay."""
_BACKLOG = 64
_MOST_AT_ONCE = 100


class _Uvicorn(uvicorn.Server):
    """A server that leaves signals to who runs it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Catch none."""
        yield


class Server:
    """The page of one workspace on one port, served from a thread of its own.

    Args:
        root: The workspace's folder.
        reviewer: Who decides.
        host: The address to serve on; without a password only the machine's own.
        port: The port; 0 for any that is free.
        password: What browsers elsewhere must know.

    Raises:
        UsageError: The address cannot be had, or would let in anybody.
    """

    def __init__(
        self,
        root: Path,
        reviewer: Reviewer | None = None,
        *,
        host: str = LOOPBACK,
        port: int = 0,
        password: str = "",
    ) -> None:
        if not is_loopback(host) and not password:
            raise UsageError(
                f"{host} lets others in; give a --password for them, or leave --host out"
            )
        self._socket = _listen(host, port)
        self.gate = Gate(host, self._socket.getsockname()[1], password)
        self.session = Session(root, reviewer)
        self.app = create(self.session, self.gate)
        config = uvicorn.Config(
            self.app,
            log_level="error",
            access_log=False,
            lifespan="off",
            http="h11",
            ws="none",
            server_header=False,
            proxy_headers=False,
            limit_concurrency=_MOST_AT_ONCE,
            timeout_graceful_shutdown=3,
        )
        self._server = _Uvicorn(config)
        self._thread = threading.Thread(target=self._run, name="review", daemon=True)

    @property
    def address(self) -> str:
        """Where the page is."""
        host = f"[{self.gate.host}]" if ":" in self.gate.host else self.gate.host
        return f"http://{host}:{self.gate.port}"

    @property
    def url(self) -> str:
        """The address that lets a browser in."""
        return f"{self.address}/enter?token={self.gate.token}"

    @property
    def ticket_url(self) -> str:
        """An address that lets one browser in, once; see `Gate.ticket`."""
        return f"{self.address}/enter?token={self.gate.ticket()}"

    def start(self) -> None:
        """Begin to serve."""
        self._thread.start()

    def wait(self) -> None:
        """Wait until the server ends, or Ctrl-C."""
        while self._thread.is_alive():
            self._thread.join(0.2)

    def stop(self) -> None:
        """End, once what is being answered has been."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join()
        self._socket.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _run(self) -> None:
        self._server.run(sockets=[self._socket])


def _listen(host: str, port: int) -> socket.socket:
    """A socket that browsers can already knock at.

    Raises:
        UsageError: Somebody else has the port, or the address is not this machine's.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        raise UsageError(f"cannot serve on {host}: {error.strerror or error}") from None
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(_BACKLOG)
    except (OSError, OverflowError) as error:
        listening.close()
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise PortTakenError(f"port {port} is taken; give another with --port") from None
        raise UsageError(f"cannot serve on {host}, port {port}: {error}") from None
    return listening


class PortTakenError(UsageError):
    """Something else is served on the port."""
