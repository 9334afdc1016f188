"""Who may ask: the secrets of one run, the browsers let in, the names we answer to."""

import hashlib
import hmac
import ipaddress
import secrets
import threading
import time
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers

_MOST_BROWSERS = 200
"""Sessions kept; the oldest goes first."""
_GUESSES, _GUESS_SECONDS = 5, 60.0
"""Wrong passwords allowed in so many seconds."""


@dataclass
class Gate:
    """The secrets of one run, and who has shown that they know them.

    Args:
        host: The address served on.
        port: Its port.
        password: What others must know where the host is not the machine's own; "" for none.
    """

    host: str = "127.0.0.1"
    port: int = 0
    password: str = field(default="", repr=False)
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    _tickets: set[str] = field(default_factory=set, repr=False)
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    _browsers: dict[str, None] = field(default_factory=dict, repr=False)
    _guesses: list[float] = field(default_factory=list, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def cookie(self) -> str:
        """The cookie's name; with the port, as cookies know none."""
        return f"tiptranslate-{self.port}"

    def admit(self) -> str:
        """Let one more browser in; gives what its cookie must say."""
        with self._lock:
            browser = secrets.token_urlsafe(32)
            self._browsers[browser] = None
            while len(self._browsers) > _MOST_BROWSERS:
                self._browsers.pop(next(iter(self._browsers)))
            return browser

    def ticket(self) -> str:
        """A token that lets in once.

        A browser is started with its address as an argument, which every user of the machine
        can read while it runs; by then this is worth nothing.
        """
        ticket = secrets.token_urlsafe(32)
        self._tickets.add(ticket)
        return ticket

    def knows_token(self, token: str) -> bool:
        """Whether somebody has the token of the address that was printed, or a new ticket."""
        with self._lock:
            if token in self._tickets:
                self._tickets.remove(token)
                return True
        return _equal(token, self.token)

    def knows_password(self, password: str) -> bool:
        """Whether somebody has the password; after a few wrong ones nobody has for a while."""
        with self._lock:
            now = time.monotonic()
            self._guesses = [then for then in self._guesses if now - then < _GUESS_SECONDS]
            if not self.password or len(self._guesses) >= _GUESSES:
                return False
            if _equal(password, self.password):
                return True
            self._guesses.append(now)
            return False

    def browser(self, headers: Headers) -> str:
        """The browser that a request's cookie says it is from; "" for one not let in."""
        cookies = SimpleCookie()
        try:
            cookies.load(headers.get("cookie", ""))
        except CookieError:
            return ""
        morsel = cookies.get(self.cookie)
        browser = morsel.value if morsel else ""
        return browser if browser in self._browsers else ""

    def csrf(self, browser: str) -> str:
        """What writes of a browser must carry; of one not let in, too: it signs in with it."""
        return hmac.new(self._key, b"csrf " + browser.encode(), hashlib.sha256).hexdigest()

    def is_right_csrf(self, browser: str, token: str) -> bool:
        """Whether a write carries what our page gave it."""
        return _equal(token, self.csrf(browser))

    def is_right_host(self, host: str) -> bool:
        """Whether a request was meant for us.

        On the machine itself that is its own names alone. For others it is any address
        in figures, which no foreign name can pose as, and the host that was asked for.
        """
        name, port = _split(host)
        if port != (self.port or port):
            return False
        if is_loopback(self.host):
            return name in {"127.0.0.1", "localhost", "::1", self.host}
        return name == self.host.lower() or name == "localhost" or _is_address(name)


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _split(host: str) -> tuple[str, int]:
    """Name and port of a Host header; port 80 where it names none, -1 where it is wrong."""
    name, colon, port = host.rpartition(":")
    if not colon or port.endswith("]"):
        name, port = host, "80"
    number = int(port) if port.isascii() and port.isdecimal() else -1
    return name.removeprefix("[").removesuffix("]").lower(), number


def _equal(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode("utf-8", "replace"))
