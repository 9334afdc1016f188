"""The only module that speaks to a network: https addresses, bounded answers, clear refusals.

Nothing calls it but installing a model and listing the models an index offers.
Plain http is spoken to loopback addresses alone, and only when the index itself was
configured on one; a redirect never leads from https to http.
"""

import http.client
import ipaddress
import re
import urllib.error
import urllib.parse
import urllib.request
from typing import IO

from tiptranslate import __version__
from tiptranslate.errors import DownloadError

TIMEOUT = 30.0
"""Seconds a server may stay silent."""
BY_FILE = (
    "fetch the package on a machine with a network and run "
    "`tiptranslate models install FILE.argosmodel`"
)
"""What to do where there is no network."""


def is_loopback(address: str) -> bool:
    """Whether an address is plain http to this very machine (tests, an index on a tunnel)."""
    try:
        parts = urllib.parse.urlsplit(address)
        host = parts.hostname or ""
        if parts.scheme != "http":
            return False
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_address(address: str, *, loopback: bool = False) -> None:
    """Refuse whatever is not a plain https address.

    Args:
        address: The address.
        loopback: Whether http to this machine will do as well.

    Raises:
        DownloadError: It is something else.
    """
    try:
        parts = urllib.parse.urlsplit(address)
        sound = bool(parts.hostname) and parts.username is None and parts.port != 0
    except ValueError:
        sound = False
    if not (sound and address.isascii() and address.isprintable() and " " not in address):
        raise DownloadError(f"not an address that can be fetched: {address!r}")
    if parts.scheme != "https" and not (loopback and is_loopback(address)):
        raise DownloadError(f"only https addresses are fetched, not {address}")


def fetch(address: str, limit: int, *, loopback: bool = False, timeout: float = TIMEOUT) -> bytes:
    """The bytes at an address, at most ``limit`` of them.

    Raises:
        DownloadError: No network, no such file, too large, or cut short.
    """
    with open_address(address, {}, loopback=loopback, timeout=timeout) as response:
        expected = length(response)
        try:
            data = response.read(limit + 1)
        except (OSError, http.client.HTTPException) as error:
            raise _unreachable(address, error) from None
    if len(data) > limit:
        raise DownloadError(f"{address} is larger than {limit:,} bytes")
    if expected is not None and len(data) != expected:
        raise DownloadError(f"{address} ended after {len(data):,} of {expected:,} bytes; try again")
    return data


def open_address(
    address: str, headers: dict[str, str], *, loopback: bool, timeout: float
) -> http.client.HTTPResponse:
    """The answer to a GET request, to be closed by the caller.

    Raises:
        RangeRefusedError: Status 416, to a request for a part.
        DownloadError: No network, a refused address, or any other status than 200 and 206.
    """
    check_address(address, loopback=loopback)
    headers = {"User-Agent": f"tiptranslate/{__version__}", **headers}
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - checked above
    try:
        response: http.client.HTTPResponse = _opener(loopback).open(request, timeout=timeout)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            raise RangeRefusedError from None
        said = f"{error.code} {error.reason}"
        raise DownloadError(f"{address} answered {said}; check the address, or {BY_FILE}") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        # ValueError: a redirect to something that is no address at all.
        raise _unreachable(address, error) from None
    return response


class RangeRefusedError(Exception):
    """The server has no such part: the file is shorter than it was, or another one."""


def length(response: http.client.HTTPResponse) -> int | None:
    """The bytes an answer announces; None where it does not."""
    value = response.headers.get("Content-Length", "")
    return int(value) if value.isascii() and value.isdigit() else None


def part_range(response: http.client.HTTPResponse) -> tuple[int, int]:
    """The first byte of a partial answer and the size of the whole file; (-1, 0) if unclear."""
    value = response.headers.get("Content-Range", "")
    match = re.fullmatch(r"bytes (\d+)-\d+/(\d+)", value.strip(), re.ASCII)
    return (int(match[1]), int(match[2])) if match else (-1, 0)


def validator(response: http.client.HTTPResponse) -> str:
    """What tells this file from a later one: its strong ETag, else its date, else nothing.

    A weak ETag may stay while bytes change, so it cannot stand in If-Range (RFC 9110, 13.1.5).
    """
    if response.headers.get("Accept-Ranges", "").strip().lower() == "none":
        return ""
    etag: str = response.headers.get("ETag", "").strip()
    if etag and not etag.startswith("W/"):
        return etag
    date: str = response.headers.get("Last-Modified", "").strip()
    return date


def reason(error: Exception) -> str:
    """Why a connection failed, in a few words."""
    inner = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(inner, TimeoutError):
        return "no answer in time"
    if isinstance(inner, OSError) and inner.strerror:
        return inner.strerror
    return str(inner) or type(inner).__name__


def _unreachable(address: str, error: Exception) -> DownloadError:
    """The one line for having no network."""
    host = urllib.parse.urlsplit(address).hostname
    return DownloadError(
        f"cannot fetch {address}: {host} cannot be reached ({reason(error)}); "
        f"check the network, or {BY_FILE}"
    )


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects to addresses that could have been asked for in the first place."""

    def __init__(self, loopback: bool) -> None:
        self.loopback = loopback

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Check the new address before it is asked."""
        try:
            check_address(newurl, loopback=self.loopback and is_loopback(req.full_url))
        except DownloadError:
            fp.close()
            raise
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener(loopback: bool) -> urllib.request.OpenerDirector:
    """An opener that knows https alone (and http to this machine), through the user's proxy.

    urllib's default opener would read files and ftp as well.
    """
    opener = urllib.request.OpenerDirector()
    opener.add_handler(urllib.request.HTTPSHandler())
    if loopback:
        opener.add_handler(urllib.request.HTTPHandler())
    else:
        opener.add_handler(urllib.request.ProxyHandler())
    opener.add_handler(_Redirects(loopback))
    opener.add_handler(urllib.request.HTTPDefaultErrorHandler())
    opener.add_handler(urllib.request.HTTPErrorProcessor())
    return opener
