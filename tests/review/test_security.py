"""The door: only who was given the address comes in, and nothing of elsewhere acts through it."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers

from tiptranslate.errors import UsageError
from tiptranslate.review.gate import Gate, is_loopback
from tiptranslate.review.security import LARGEST_BODY, POLICY
from tiptranslate.review.serving import Server
from tiptranslate.review.session import Session

Client = Any
"""That of conftest, which tests cannot import."""

PAGES = ["/", "/releases/news", "/releases/news/ru", "/releases/news/ru/preview?layout=side"]
READS = [*PAGES, "/api/releases/news/ru", "/api/releases/news/ru/poll?seen=x"]
WRITES = [
    "undo",
    "redo",
    "update",
    "search",
    "replace",
    "fix",
    "findings",
    "entries/0123456789abcdef",
]


def catalog(work: Path) -> bytes:
    """The catalog's bytes."""
    return (work / "locales" / "ru" / "LC_MESSAGES" / "news.po").read_bytes()


@pytest.mark.parametrize("path", READS)
def test_without_the_token_there_is_nothing(stranger: Client, path: str) -> None:
    """No page and no data, and nothing of the workspace in what is said instead."""
    for cookie in ("", "x", stranger.gate.token):
        stranger.cookies = {stranger.gate.cookie: cookie}
        answer = stranger.get(path)

        assert answer.status == 401
        assert b"Hotline" not in answer.body
        assert b"Reviewer" not in answer.body


@pytest.mark.parametrize("path", READS)
def test_with_the_token_there_is_everything(client: Client, path: str) -> None:
    """Every page and every reading call answers."""
    assert client.get(path).status == 200


@pytest.mark.parametrize("token", ["", "x", "?", "%00", "é"])
def test_a_wrong_token(stranger: Client, token: str) -> None:
    """Gives no cookie."""
    answer = stranger.get(f"/enter?token={token}")

    assert answer.status == 401
    assert "set-cookie" not in answer.headers


def test_a_ticket_lets_in_once(stranger: Client) -> None:
    """What stands on a browser's command line is of no use to who reads it there."""
    ticket = stranger.gate.ticket()

    assert stranger.get(f"/enter?token={ticket}").status == 303
    assert stranger.get(f"/enter?token={ticket}").status == 401
    assert ticket != stranger.gate.token


def test_the_cookie(stranger: Client) -> None:
    """No script can read it, no other site sends it, and it is not the token."""
    answer = stranger.get(f"/enter?token={stranger.gate.token}")
    cookie = answer.headers["set-cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert stranger.gate.token not in cookie
    assert cookie.startswith("tiptranslate-8477=")
    assert (answer.status, answer.headers["location"]) == (303, "/")


@pytest.mark.parametrize(
    ("wanted", "given_"),
    [
        ("/releases/news/ru", "/releases/news/ru"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("evil", "/"),
    ],
)
def test_where_the_address_leads(stranger: Client, wanted: str, given_: str) -> None:
    """To a page of ours and nowhere else."""
    answer = stranger.get(f"/enter?token={stranger.gate.token}&next={wanted}")

    assert answer.headers["location"] == given_


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8477",
        "127.0.0.1",
        "127.0.0.1:80",
        "",
        "localhost:1",
        "[::1]:x",
    ],
)
def test_another_name_is_not_ours(client: Client, host: str) -> None:
    """A name that somebody points at this machine is refused, even with cookie and token."""
    client.host = host

    assert client.get("/").status == 403
    assert client.get("/static/review.css").status == 403
    assert client.get(f"/enter?token={client.gate.token}").status == 403
    assert client.post("/api/releases/news/ru/undo", {}).status == 403


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8477", "localhost:8477", "LOCALHOST:8477", "[::1]:8477"]
)
def test_the_names_that_are_ours(client: Client, host: str) -> None:
    """Those that mean this machine to every browser."""
    client.host = host

    assert client.get("/").status == 200


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize(
    "headers",
    [
        {"x_csrf_token": ""},
        {"x_csrf_token": "0" * 64},
        {"origin": "http://evil.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "null"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
)
def test_writes_from_elsewhere(
    client: Client, work: Path, write: str, headers: dict[str, str]
) -> None:
    """A page of another site, or of another port here, changes nothing."""
    before = catalog(work)

    answer = client.post(f"/api/releases/news/ru/{write}", {"etag": "", "target": "x"}, **headers)

    assert (answer.status, answer.json["error"]["code"]) == (403, "forbidden")
    assert catalog(work) == before


def test_writes_as_a_form(client: Client, work: Path) -> None:
    """What any page can send without asking, a form, is no call; a form of ours has its token."""
    before = catalog(work)
    path = "/api/releases/news/ru/undo"

    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
        assert client.post(path, {}, content_type=kind).status == 415
    for form in ("undo", "redo", "update", "entries/x"):
        answer = client.form(f"/releases/news/ru/{form}", {"csrf": "x", "target": "x"})
        assert answer.status == 403
    assert catalog(work) == before


def test_a_token_is_of_one_browser(client: Client, session: Session) -> None:
    """What one browser's page carries is of no use to another."""
    other = type(client)(session, client.gate)
    other.open()

    assert client.csrf != other.csrf
    answer = client.post("/api/releases/news/ru/undo", {}, x_csrf_token=other.csrf)
    assert answer.status == 403


@pytest.mark.parametrize("path", [*READS, "/nothing", "/static/none.css", "/static/review.css"])
def test_every_answer_is_marked(client: Client, path: str) -> None:
    """Nothing may be loaded from elsewhere, guessed at, framed or told to others."""
    headers = client.get(path).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] in ("no-referrer", "same-origin")
    assert headers["cross-origin-resource-policy"] == "same-origin"
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy
    assert "unsafe-inline" not in policy.replace("style-src 'unsafe-inline'", "")
    assert ("sandbox" in policy) == ("/preview" in path)
    if "/preview" not in path:
        assert policy == POLICY
        assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("size", [LARGEST_BODY + 1, 5 * LARGEST_BODY])
def test_a_body_too_large(client: Client, size: int) -> None:
    """Is refused by what it says of itself, and by what it is."""
    path = "/api/releases/news/ru/undo"

    assert client.post(path, b" " * size).status == 413
    assert client.post(path, b" " * size, content_length="10").status == 413
    assert client.post(path, {}, content_length="x").status == 413


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/static/....//app.py",
        "/static/app.py",
        "/static/.css",
        "/static/a%00.css",
        "/static/",
        "/releases/..%2f..%2fetc/ru",
        "/releases/../ru",
        "/releases/news/..%2fru",
        "/releases/news.txt/ru",
        "/api/releases/..%2fnews/ru",
        "/releases/news/ru/preview/../../../x",
    ],
)
def test_paths_that_climb(client: Client, path: str) -> None:
    """Only releases, languages and files of ours can be named."""
    assert client.get(path).status == 404


def test_long_addresses_and_strange_methods(client: Client) -> None:
    """Are refused before anything looks at them."""
    assert client.get("/?" + "x" * 5000).status == 414
    assert client.ask("TRACE", "/", {}).status == 405
    assert client.ask("OPTIONS", "/", {}).status == 405


def test_scripts_in_texts_stay_texts(client: Client, work: Path) -> None:
    """Whatever release and catalog hold is shown and never run."""
    bad = "</textarea><script>alert(1)</script><img src=x onerror=alert(2)>"
    (work / "releases" / "bad.txt").write_text(f"{bad}\n\n{bad} A day.\n")
    client.post("/api/releases/bad/ru/update", {})
    rows = client.get("/api/releases/bad/ru").json["rows"]
    for row in rows:
        entry = row["entry"]
        body = {"etag": entry["etag"], "target": bad, "comments": [bad]}
        answer = client.post(f"/api/releases/bad/ru/entries/{entry['id']}", body)
        assert answer.status == 200

    for path in ("/", "/releases/bad", "/releases/bad/ru", f"/releases/{bad}/ru", f"/?ui={bad}"):
        text = client.get(path.replace("/script", "%2Fscript")).text

        assert "<script>alert" not in text
        assert "<img" not in text
    assert client.get("/api/releases/bad/ru").headers["content-type"] == "application/json"


def test_a_password_for_others() -> None:
    """Who has no token is asked for it; after a few wrong ones nobody is believed for a while."""
    gate = Gate(host="0.0.0.0", port=8477, password="öffne dich")  # noqa: S104, S106 - not served

    assert not gate.knows_password("")
    assert not gate.knows_password("x")
    assert gate.knows_password("öffne dich")
    for _ in range(5):
        gate.knows_password("x")
    assert not gate.knows_password("öffne dich")
    assert not Gate().knows_password("")


def test_signing_in(stranger: Client, session: Session) -> None:
    """The page of the password, its token, its cookie."""
    gate = Gate(host="192.0.2.1", port=8477, password="secret")  # noqa: S106 - of this test
    other = type(stranger)(session, gate, host="192.0.2.1:8477")

    assert other.get("/").headers["location"] == "/login"
    assert other.get("/login").status == 200
    assert other.form("/login", {"password": "wrong"}).status == 401
    assert other.form("/login", {"password": "secret", "csrf": ""}).status == 403
    assert other.get("/").status == 303
    assert other.form("/login", {"password": "secret"}).status == 303
    assert other.get("/").status == 200
    assert stranger.get("/login").status == 404


@pytest.mark.parametrize(
    ("host", "right"),
    [
        ("192.0.2.1:8477", True),
        ("10.0.0.7:8477", True),
        ("desk.example:8477", False),
        ("192.0.2.1:80", False),
        ("localhost:8477", True),
    ],
)
def test_hosts_for_others(host: str, right: bool) -> None:
    """Any address in figures, which no name can pose as, but no name that was not asked for."""
    gate = Gate(host="0.0.0.0", port=8477, password="x")  # noqa: S104, S106 - not served

    assert gate.is_right_host(host) is right


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "desk.example"])  # noqa: S104
def test_others_only_with_a_password(work: Path, host: str) -> None:
    """One line, before anything is served."""
    with pytest.raises(UsageError, match="give a --password"):
        Server(work, host=host)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_what_is_this_machine(host: str) -> None:
    """Its own addresses, none of others."""
    assert is_loopback(host)
    assert not is_loopback("0.0.0.0")  # noqa: S104
    assert not is_loopback("127.0.0.1.example")


@given(st.text(max_size=60))
def test_any_host_and_cookie(text: str) -> None:
    """Nothing that a browser can send lets it in or breaks the door."""
    gate = Gate(port=8477)
    gate.admit()
    headers = Headers({"cookie": text.encode("latin-1", "replace").decode("latin-1")})

    assert gate.browser(headers) == ""
    assert not gate.is_right_host(text)
    assert not gate.knows_token(text)
    assert not gate.is_right_csrf("x", text)


def test_browsers_are_forgotten(stranger: Client) -> None:
    """Of very many the oldest has to come in again."""
    stranger.open()
    for _ in range(300):
        stranger.gate.admit()

    assert stranger.get("/").status == 401
    assert stranger.open().get("/").status == 200
