"""The index: what is read from it, what is left out, and how it is fetched."""

import io
import json
import socket
from http.client import HTTPMessage
from typing import Any
from urllib.request import Request

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.errors import DownloadError, ModelMissing
from tiptranslate.translate.index import INDEX, fetch_index, newest, parse_index, version_key
from tiptranslate.translate.network import _Redirects, check_address, fetch, is_loopback

loopback = pytest.mark.allow_hosts(["127.0.0.1"])

# The shape of the public index, as its authors keep it.
EN_RU = {
    "package_version": "1.9",
    "argos_version": "1.9",
    "from_code": "en",
    "from_name": "English",
    "to_code": "ru",
    "to_name": "Russian",
    "links": ["https://argos-net.com/v1/translate-en_ru-1_9.argosmodel"],
    "code": "translate-en_ru",
}


def parse(*entries: object) -> Any:
    """Entries as the index parses them."""
    return parse_index(json.dumps(entries).encode(), INDEX)


def test_an_entry_is_read() -> None:
    """Pair, version and address of an entry as the public index has it."""
    (package,) = parse(EN_RU)
    assert (package.source, package.target, package.version) == ("en", "ru", "1.9")
    assert package.links == ("https://argos-net.com/v1/translate-en_ru-1_9.argosmodel",)
    assert package.sha256 == ""


def test_only_https_links_are_kept() -> None:
    """Links to ipfs (and its misspelling in the public index), http and worse are passed over."""
    links = [
        "ipfs://QmV5bmf8iqKpoGoyuTzEppaSWdceuW6zgiePaUr5ThPCpW",
        "ifps://QmRmYhBKr4FMgZ2fSYrf8ZRpjdyLRdattzm6tbj5z2wN8X",
        "http://example.org/a",
        "http://127.0.0.1/a",
        "file:///etc/passwd",
        "ftp://example.org/a",
        "https://user:pass@example.org/a",
        "https:///a",
        "https://example.org/a b",
        "https://example.org/\x1b[31m",
        "https://[::1",
        "//example.org/a",
        7,
        "https://example.org/good",
    ]
    (package,) = parse(EN_RU | {"links": links})
    assert package.links == ("https://example.org/good",)


@pytest.mark.parametrize(
    "entry",
    [
        7,
        None,
        [],
        {},
        EN_RU | {"type": "sbd"},
        EN_RU | {"from_code": None},
        EN_RU | {"to_code": "../ru"},
        EN_RU | {"to_code": "ru\u001b[31m"},
        EN_RU | {"package_version": 1.9},
        EN_RU | {"package_version": "1/9"},
    ],
)
def test_entries_that_cannot_be_used_are_left_out(entry: object) -> None:
    """One odd entry does not hide the others, and is never shown or stored."""
    assert len(parse(entry, EN_RU)) == 1


@pytest.mark.parametrize(
    "data", [b"", b"<html>", b"{}", b"[]", b"[1]", b"\xff", b"[" * 100_000, b"null"]
)
def test_what_is_no_index_is_refused(data: bytes) -> None:
    """An error page, an empty list, something else: one line with the address."""
    with pytest.raises(DownloadError, match="not an index of Argos packages") as seen:
        parse_index(data, INDEX)
    assert INDEX in str(seen.value)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(sorted(EN_RU)), inner, max_size=8)
        ),
    )
)
def test_any_json_is_read_or_refused(value: object) -> None:
    """Whatever JSON comes, packages are plain or there is the one error."""
    try:
        found = parse_index(json.dumps(value).encode(), INDEX)
    except DownloadError:
        return
    assert all(package.source.isascii() and package.version for package in found)


def test_the_newest_version_is_chosen() -> None:
    """Versions are compared by their numbers; a link decides before a number."""
    packages = parse(
        EN_RU | {"package_version": "1.9"},
        EN_RU | {"package_version": "1.10"},
        EN_RU | {"package_version": "2.0", "links": ["ipfs://x"]},
        EN_RU | {"package_version": "1.2", "to_code": "uk"},
    )
    assert newest(packages, "en", "ru", INDEX).version == "1.10"
    assert version_key("1.9.6") > version_key("1.9") > version_key("1.0")


def test_a_missing_pair_says_what_to_do() -> None:
    """No Uzbek in the public index: the message leads to add-folder."""
    with pytest.raises(ModelMissing, match=r"no model for en -> uz .*add-folder"):
        newest(parse(EN_RU), "en", "uz", INDEX)


def test_a_pair_without_addresses_says_so() -> None:
    """An entry with ipfs links alone cannot be fetched."""
    with pytest.raises(DownloadError, match="no https address for en -> ru"):
        newest(parse(EN_RU | {"links": ["ipfs://x"]}), "en", "ru", INDEX)


def test_a_digest_is_kept_even_if_odd() -> None:
    """A malformed digest must make the download fail, not pass for none."""
    (package,) = parse(EN_RU | {"sha256": " ABC "})
    assert package.sha256 == "abc"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://127.0.0.1:8000/index.json", True),
        ("http://localhost/index.json", True),
        ("http://[::1]/index.json", True),
        ("http://127.0.0.1.example.org/", False),
        ("http://localhost.example.org/", False),
        ("http://example.org/", False),
        ("http://10.0.0.1/", False),
        ("https://127.0.0.1/", False),
        ("http://[::1/", False),
    ],
)
def test_loopback_is_this_machine_alone(address: str, expected: bool) -> None:
    """Only plain http to this very machine counts."""
    assert is_loopback(address) is expected


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/index.json",
        "file:///etc/passwd",
        "ftp://example.org/x",
        "index.json",
        "",
    ],
)
def test_other_addresses_are_refused_unasked(address: str) -> None:
    """With sockets blocked: the refusal comes before any connection."""
    with pytest.raises(DownloadError, match="fetched"):
        fetch_index(address)


def test_http_to_this_machine_needs_to_be_configured() -> None:
    """A public index cannot lead to a server on this machine."""
    with pytest.raises(DownloadError, match="only https"):
        check_address("http://127.0.0.1/x")
    check_address("http://127.0.0.1/x", loopback=True)
    with pytest.raises(DownloadError, match="only https"):
        check_address("http://example.org/x", loopback=True)


@loopback
def test_an_index_is_fetched(served: Any) -> None:
    """From a real server; links to the same machine are kept then."""
    address = served.index(EN_RU | {"links": [served.address("/a"), "http://example.org/a"]})
    (package,) = fetch_index(address)
    assert package.links == (served.address("/a"),)


@loopback
def test_no_network_is_one_line() -> None:
    """The line names the host, the reason, and how to go on without a network."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with pytest.raises(DownloadError, match=r"models install FILE\.argosmodel") as seen:
        fetch_index(f"http://127.0.0.1:{port}/index.json")
    assert "Connection refused" in str(seen.value)
    assert "\n" not in str(seen.value)


@loopback
def test_no_encryption_is_no_connection(served: Any) -> None:
    """An encrypted call to a server that does not speak it fails as an unreachable one does."""
    with pytest.raises(DownloadError, match="cannot be reached"):
        fetch_index(served.address("/index.json").replace("http:", "https:"))


@loopback
@pytest.mark.parametrize(
    ("location", "message"),
    [
        ("http://example.org/index.json", "only https addresses are fetched"),
        ("http://127.0.0.1.example.org/", "only https addresses are fetched"),
        ("ftp://example.org/", "only https addresses are fetched"),
        ("https://user@example.org/", "not an address"),
        ("file:///etc/passwd", "answered 302"),
        ("//[", "cannot fetch"),
    ],
)
def test_a_redirect_never_leaves_what_is_allowed(
    served: Any, page: Any, location: str, message: str
) -> None:
    """A redirect to plain http elsewhere, or to a file, is refused before it is followed."""
    served.pages["/index.json"] = page(status=302, location=location)
    with pytest.raises(DownloadError, match=message):
        fetch_index(served.address("/index.json"))


def test_a_redirect_never_leads_from_https_to_http() -> None:
    """Not even to this machine, not even where http to it is allowed otherwise."""
    answer = io.BytesIO()
    request = Request("https://example.org/index.json")
    with pytest.raises(DownloadError, match="only https"):
        _Redirects(loopback=True).redirect_request(
            request, answer, 302, "Found", HTTPMessage(), "http://127.0.0.1/x"
        )
    assert answer.closed


@loopback
def test_a_redirect_is_followed(served: Any, page: Any) -> None:
    """The public index's packages are behind redirects at times."""
    target = served.index(EN_RU, path="/real.json")
    served.pages["/index.json"] = page(status=301, location=target)
    assert len(fetch_index(served.address("/index.json"))) == 1


@loopback
def test_an_endless_redirect_ends(served: Any, page: Any) -> None:
    """A loop of redirects is an error, not a loop."""
    served.pages["/a"] = page(status=302, location=served.address("/a"))
    with pytest.raises(DownloadError, match="302"):
        fetch_index(served.address("/a"))


@loopback
@pytest.mark.parametrize("status", [403, 404, 500, 503])
def test_a_refusal_of_the_server_is_said(served: Any, page: Any, status: int) -> None:
    """The status is in the message."""
    served.pages["/index.json"] = page(status=status)
    with pytest.raises(DownloadError, match=f"answered {status}"):
        fetch_index(served.address("/index.json"))


@loopback
def test_an_answer_too_large_is_refused(served: Any, page: Any) -> None:
    """With and without an announced length, no more than the limit is read."""
    for length in (None, -1):
        served.pages["/x"] = page(bytes(5000), length=length)
        with pytest.raises(DownloadError, match="larger than 4,000 bytes"):
            fetch(served.address("/x"), 4000, loopback=True)
        assert len(fetch(served.address("/x"), 5000, loopback=True)) == 5000


@loopback
def test_an_answer_cut_short_is_refused(served: Any, page: Any) -> None:
    """Half an index is no index."""
    served.pages["/x"] = page(bytes(5000), cuts=[2000])
    with pytest.raises(DownloadError, match="ended after 2,000 of 5,000"):
        fetch(served.address("/x"), 9000, loopback=True)


@loopback
def test_a_silent_server_is_not_waited_for(served: Any, page: Any) -> None:
    """A server that stops in the middle gives an error after the time allowed."""
    served.pages["/x"] = page(bytes(5000), pause=1)
    with pytest.raises(DownloadError, match="no answer in time"):
        fetch(served.address("/x"), 9000, loopback=True, timeout=0.2)
