"""The pages and calls: what they show, what they change, what they say of faults."""

import asyncio
import json
import re
import threading
import time
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tiptranslate.catalog import read
from tiptranslate.cli import main
from tiptranslate.model import State
from tiptranslate.review import serving
from tiptranslate.review.i18n import negotiate
from tiptranslate.review.reviewer import Reviewer, find_reviewer
from tiptranslate.review.serving import PortTakenError, Server
from tiptranslate.settings import Review, Settings

Client = Any
"""That of conftest, which tests cannot import."""
API = "/api/releases/news/ru"


def entry(client: Client, source: str) -> dict[str, Any]:
    """An entry as the script has it."""
    rows = client.get(API).json["rows"]
    return next(row["entry"] for row in rows if row["entry"]["source"] == source)


def stored(work: Path) -> dict[str, tuple[str, State]]:
    """Targets and states of the catalog on the disk."""
    catalog = read(work / "locales" / "ru" / "LC_MESSAGES" / "news.po")
    return {entry.source: (entry.target, entry.state) for entry in catalog.entries}


def test_the_shapes_of_a_release(client: Client) -> None:
    """The call gives what the page is made of."""
    found = client.get(API).json

    assert found["version"] == 1
    assert set(found) == {
        *("version", "fingerprint", "counts", "can_undo", "can_redo", "outdated", "rows"),
    }
    assert found["counts"] == {
        "segments": 5,
        "words": 19,
        "untranslated": 0,
        "draft": 5,
        "stale": 0,
        "reviewed": 0,
        "percent": 0,
    }
    row = found["rows"][4]
    assert {name: row[name] for name in ("n", "block", "block_start", "kind", "repeat")} == {
        "n": 5,
        "block": 2,
        "block_start": True,
        "kind": "paragraph",
        "repeat": True,
    }
    assert row["entry"]["source"] == "It is free."
    assert row["entry"]["state"] == "draft"
    assert row["entry"]["origin"] == "machine"
    assert row["entry"]["maker"].startswith("pseudo")
    assert re.fullmatch("[0-9a-f]{16}", row["entry"]["id"])


def test_risks(client: Client, work: Path) -> None:
    """Drafts have one, better known after the findings; what somebody approved has none."""
    path = work / "locales" / "ru" / "LC_MESSAGES" / "news.po"
    head, found, rest = path.read_text(encoding="utf-8").rpartition("score=0.00")
    assert found
    path.write_text(f"{head}score=-2.30{rest}", encoding="utf-8")

    before = [row["risk"] for row in client.get(API).json["rows"]]
    risks = client.get(f"{API}/findings").json["risks"]
    after = [row["risk"] for row in client.get(API).json["rows"]]
    page = client.get("/releases/news/ru?order=risk").text
    one = entry(client, "It is free.")
    client.post(f"{API}/entries/{one['id']}", {"etag": one["etag"], "state": "reviewed"})
    rows = client.get(API).json["rows"]

    assert all(0 <= old <= new <= 100 for old, new in zip(before, after, strict=True))
    assert risks == {row["entry"]["id"]: risk for row, risk in zip(rows, after, strict=True)}
    order = [int(number) for number in re.findall(r'data-n="(\d+)"', page)]
    assert order == sorted(order, key=lambda number: (-after[number - 1], number))
    assert order != sorted(order)
    assert [row["risk"] is None for row in rows] == [
        *(False, True, False, False, True, False),
    ]
    assert client.form("/releases/news/ru/undo", {"order": "risk"}).headers["location"] == (
        "/releases/news/ru?order=risk"
    )


def test_a_decision(client: Client, work: Path) -> None:
    """Goes into the file at once; the answer has the new entry, its etag and the counts."""
    one = entry(client, "It is free.")
    body = {"etag": one["etag"], "target": "Бесплатно.", "state": "reviewed", "comments": ["Да."]}

    done = client.post(f"{API}/entries/{one['id']}", body)

    assert done.status == 200
    assert stored(work)["It is free."] == ("Бесплатно.", State.REVIEWED)
    assert done.json["saved"]
    assert done.json["entry"] == entry(client, "It is free.")
    assert done.json["entry"]["etag"] != one["etag"]
    assert done.json["entry"]["comments"] == ["Да."]
    assert done.json["entry"]["origin"] == "human"
    assert done.json["counts"]["reviewed"] == 1
    assert (done.json["can_undo"], done.json["can_redo"]) == (True, False)
    assert not client.post(f"{API}/entries/{one['id']}", body).json["saved"]


def test_a_conflict(client: Client, work: Path) -> None:
    """409 with both texts; mine again with the etag of theirs is taken."""
    one = entry(client, "It is free.")
    path = f"{API}/entries/{one['id']}"
    client.post(path, {"etag": one["etag"], "target": "Их."})

    refused = client.post(path, {"etag": one["etag"], "target": "Моё.", "state": "reviewed"})

    assert refused.status == 409
    assert refused.json["error"]["code"] == "conflict"
    assert refused.json["mine"] == {"target": "Моё.", "state": "reviewed"}
    assert refused.json["theirs"]["target"] == "Их."
    assert refused.json["gone"] is False
    assert stored(work)["It is free."][0] == "Их."
    theirs = refused.json["theirs"]["etag"]
    assert client.post(path, {"etag": theirs, "target": "Моё."}).status == 200
    assert stored(work)["It is free."][0] == "Моё."


def test_a_sentence_that_is_gone(client: Client) -> None:
    """What the catalog has not is a conflict that says so."""
    gone = client.post(f"{API}/entries/{'0' * 16}", {"etag": "x", "target": "Моё."})

    assert (gone.status, gone.json["gone"], gone.json["theirs"]) == (409, True, None)
    assert gone.json["mine"]["target"] == "Моё."
    assert client.get(f"{API}/entries/{'0' * 16}").status == 404


def test_another_browser_and_an_editor_are_noticed(client: Client, work: Path) -> None:
    """Asking from time to time shows what others did, and nothing when nobody did."""
    seen = client.get(API).json["fingerprint"]
    assert client.get(f"{API}/poll?seen={seen}").json["changed"] is False
    path = work / "locales" / "ru" / "LC_MESSAGES" / "news.po"
    path.write_text(path.read_text(encoding="utf-8").replace("#, fuzzy\n", ""), encoding="utf-8")

    found = client.get(f"{API}/poll?seen={seen}").json

    assert found["changed"]
    assert found["fingerprint"] != seen
    assert {one["state"] for one in found["entries"]} == {"reviewed"}
    assert found["counts"]["reviewed"] == 5


def test_undo_and_redo(client: Client, work: Path) -> None:
    """By the calls, with a word where there is nothing left."""
    before = stored(work)
    one = entry(client, "It is free.")
    client.post(f"{API}/entries/{one['id']}", {"etag": one["etag"], "target": "Бесплатно."})
    after = stored(work)

    undone = client.post(f"{API}/undo", {})
    assert (undone.status, stored(work)) == (200, before)
    assert undone.json["entries"][0]["id"] == one["id"]
    assert (undone.json["can_undo"], undone.json["can_redo"]) == (False, True)
    assert client.post(f"{API}/undo", {}).json["error"]["code"] == "nothing"
    assert client.post(f"{API}/redo", {}).status == 200
    assert stored(work) == after


def test_search_and_replace(client: Client, work: Path) -> None:
    """The preview changes nothing; then those that were chosen."""
    one = entry(client, "It is free.")
    client.post(f"{API}/entries/{one['id']}", {"etag": one["etag"], "target": "Звонок тут."})
    query = {"find": "звонок", "replace": "Вызов", "field": "target"}

    found = client.post(f"{API}/search", query).json
    assert stored(work)["It is free."][0] == "Звонок тут."
    (hit,) = found["hits"]
    assert (found["total"], hit["n"], hit["after"]) == (1, 2, "Вызов тут.")
    assert hit["pieces"][:2] == [
        {"op": "delete", "text": "Звонок"},
        {"op": "insert", "text": "Вызов"},
    ]
    chosen = [{"id": hit["id"], "etag": hit["etag"]}, {"id": "0" * 16, "etag": "x"}]
    done = client.post(f"{API}/replace", query | {"entries": chosen}).json

    assert stored(work)["It is free."][0] == "Вызов тут."
    assert [one["id"] for one in done["entries"]] == [hit["id"]]
    assert done["conflicts"] == ["0" * 16]
    only = client.post(f"{API}/search", {"find": "NUKUS", "field": "source"}).json["hits"]
    assert [piece["text"] for piece in only[0]["pieces"]] == ["Hotline opens in ", "Nukus"]


def test_findings_fixes_and_help(client: Client) -> None:
    """What the checks say of a text being typed, what they mend, what else is known."""
    one = entry(client, "Call 1022.")
    other = entry(client, "It fights trafficking in persons.")

    typed = client.post(f"{API}/findings", {"id": one["id"], "target": "Звоните 1023."}).json
    (finding,) = (f for f in typed["findings"] if f["check"] == "changed-number")
    known = client.get(f"{API}/entries/{other['id']}").json
    everything = client.get(f"{API}/findings").json["findings"]

    assert (finding["level"], finding["start"], finding["end"]) == ("error", 8, 12)
    fixed = client.post(f"{API}/fix", {"id": one["id"], "target": "Звоните 1022 ."})
    assert fixed.json == {"target": "Звоните 1022."}
    (hint,) = known["hints"]
    assert (hint["source"], hint["kind"]) == ("trafficking in persons", "term")
    assert hint["targets"][0]["text"] == "торговля людьми"
    assert "торговлей людьми" in hint["targets"][0]["forms"]
    assert known["places"] == [4]
    assert [f["check"] for f in everything[one["id"]] if f["level"] == "error"]


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/entries/x", {"etag": 1}, 400, "bad-request"),
        ("/entries/x", {"etag": "x", "state": "stale"}, 400, "bad-request"),
        ("/entries/x", {"etag": "x", "comments": "x"}, 400, "bad-request"),
        ("/entries/x", [], 400, "bad-request"),
        ("/entries/x", b"{", 400, "bad-request"),
        ("/entries/x", b"[" * 100_000, 400, "bad-request"),
        ("/replace", {"find": "x", "replace": "y"}, 400, "bad-request"),
        ("/replace", {"find": "x", "replace": "y", "entries": [1]}, 400, "bad-request"),
        ("/search", {"find": "("} | {"regex": True}, 422, "invalid"),
        ("/search", {"find": ""}, 422, "invalid"),
        ("/findings", {"id": "x", "target": "y"}, 404, "not-found"),
        ("/nothing", {}, 404, "not-found"),
    ],
)
def test_wrong_calls(client: Client, path: str, body: object, status: int, code: str) -> None:
    """One line and a code, never a traceback."""
    answer = client.post(API + path, body)

    assert (answer.status, answer.json["error"]["code"]) == (status, code)
    assert "Traceback" not in answer.text


def test_an_empty_text_is_not_approved(client: Client) -> None:
    """The refusal says what to do."""
    one = entry(client, "It is free.")
    body = {"etag": one["etag"], "target": " ", "state": "reviewed"}

    answer = client.post(f"{API}/entries/{one['id']}", body)

    assert (answer.status, answer.json["error"]["code"]) == (422, "invalid")


def test_broken_files_are_named(client: Client, work: Path) -> None:
    """A catalog that cannot be read is an error of its own page and a line of the list."""
    path = work / "locales" / "ru" / "LC_MESSAGES" / "news.po"
    path.write_bytes(path.read_bytes() + b"<<<<<<< ours\n")

    answer = client.get(API)
    listed = client.get("/")

    assert (answer.status, answer.json["error"]["code"]) == (422, "broken")
    assert "locales/ru/LC_MESSAGES/news.po:" in answer.json["error"]["message"]
    assert str(work) not in answer.text
    assert listed.status == 200
    assert "merge conflict marker" in listed.text
    assert client.get("/releases/news/ru").status == 422
    assert client.get("/releases/news/uz").status == 200
    assert client.get("/releases/news").status == 200


def test_a_bug_keeps_its_traceback(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser learns that there was one, the terminal what it was."""
    monkeypatch.setattr(
        "tiptranslate.review.views.rows", lambda *_: (_ for _ in ()).throw(KeyError("secret"))
    )
    sent: list[bytes] = []

    async def ask() -> None:
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/releases/news/ru",
            "query_string": b"",
            "headers": [
                (b"host", client.host.encode()),
                (b"cookie", f"{client.gate.cookie}={client.cookies[client.gate.cookie]}".encode()),
            ],
        }

        async def receive() -> Any:
            return {"type": "http.request", "body": b""}

        async def send(message: Any) -> None:
            sent.append(message.get("body", b""))

        await client.app(scope, receive, send)

    with pytest.raises(KeyError):
        asyncio.run(ask())
    assert b"a fault of the program" in b"".join(sent)
    assert b"secret" not in b"".join(sent)


def test_without_script(client: Client, work: Path) -> None:
    """Forms decide as the script does, go on to the next sentence, and show a conflict."""
    one = entry(client, "It is free.")
    path = f"/releases/news/ru/entries/{one['id']}"
    fields = {"etag": one["etag"], "target": "Бесплатно.", "state": "reviewed", "n": "2"}

    done = client.form(path, fields)
    again = client.form(path, fields | {"target": "Иначе.", "n": "x"})
    undone = client.form("/releases/news/ru/undo", {})

    assert (done.status, done.headers["location"]) == (303, "/releases/news/ru#n3")
    assert again.status == 409
    assert "Иначе." in again.text
    assert "Бесплатно." in again.text
    assert (undone.status, undone.headers["location"]) == (303, "/releases/news/ru")
    assert stored(work)["It is free."][1] is State.DRAFT
    assert client.form("/releases/news/ru/redo", {}).status == 303
    assert client.form("/releases/news/ru/update", {}).status == 303


def test_a_release_that_changed(client: Client, work: Path) -> None:
    """The page says so, and an update brings the new sentences in."""
    path = work / "releases" / "news.txt"
    path.write_text(path.read_text() + "\nIt is safe.\n")

    assert client.get(API).json["outdated"]
    assert entry(client, "It is safe.")["in_file"] is False
    assert client.post(f"{API}/update", {}).json == {"written": True}
    assert entry(client, "It is safe.")["in_file"]
    assert not client.get(API).json["outdated"]


def test_a_new_release_shows(client: Client, work: Path) -> None:
    """Nothing needs to be started anew."""
    (work / "releases" / "more.txt").write_text("More news\n")

    assert 'href="/releases/more' in client.get("/").text
    assert client.get("/releases/more/ru").status == 200


def test_documents(client: Client, work: Path) -> None:
    """A preview with drafts marked; a download only of what is reviewed, or when asked for."""
    shown = client.get("/releases/news/ru/preview?layout=side")
    refused = client.get("/releases/news/ru/export?layout=mono&format=txt")
    drafts = client.get("/releases/news/ru/export?layout=mono&format=txt&drafts=1")

    assert shown.headers["content-type"] == "text/html; charset=utf-8"
    assert "Hotline opens in Nukus" in shown.text
    assert refused.status == 422
    assert drafts.headers["content-disposition"] == "attachment; filename*=UTF-8''news.ru.txt"
    assert drafts.headers["content-type"].startswith("text/plain")
    assert client.get("/releases/news/ru/preview?layout=none").status == 422
    assert client.get("/releases/news/ru/export?format=exe").status == 422
    assert not (work / "build" / "news").exists()


def test_the_languages_of_the_page(client: Client) -> None:
    """By the address, then by what was chosen before, then by the browser."""
    assert '<html lang="uz"' in client.get("/", accept_language="uz-UZ,ru;q=0.5").text
    assert '<html lang="ru"' in client.get("/?ui=ru").text
    assert '<html lang="ru"' in client.get("/", accept_language="uz").text
    assert '<html lang="ru"' in client.get("/?ui=xx").text
    assert negotiate((), "de, ru;q=0.3, uz;q=0.8, *") == "uz"
    assert negotiate((), "de;q=x, ,;;") == "en"


def test_files_of_the_page(client: Client) -> None:
    """Known by their bytes, so that a browser asks for them once."""
    first = client.get("/static/review.css")
    again = client.get("/static/review.css", if_none_match=first.headers["etag"])

    assert first.headers["content-type"] == "text/css; charset=utf-8"
    assert (again.status, again.body) == (304, b"")


def test_who_reviews(work: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """By the settings, else by git, else nobody; never more than one line."""
    config = tmp_path / "gitconfig"
    config.write_text('[user]\n\tname = "A.\\nReviewer"\n\temail = a@example.org\n')
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    named = Settings(review=Review("B. Reviewer", sign=True))

    assert find_reviewer(named, work) == Reviewer("B. Reviewer", sign=True)
    assert find_reviewer(Settings(), work) == Reviewer("A. Reviewer <a@example.org>")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_reviewer(Settings(), work) == Reviewer()


@pytest.fixture
def served(work: Path) -> Iterator[Server]:
    """The page on a port of this machine."""
    with Server(work, Reviewer("A. Reviewer")) as server:
        yield server


def browse(server: Server) -> urllib.request.OpenerDirector:
    """A browser that has been let in."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with opener.open(server.url) as answer:
        assert answer.status == 200
    return opener


def write_often(server: Server, source: str, until: float, sent: list[str]) -> None:
    """Save one sentence over and over, each time with a new text; note what was taken."""
    opener = browse(server)
    with opener.open(f"{server.address}{API}") as answer:
        rows = json.load(answer)["rows"]
    one = next(row["entry"] for row in rows if row["entry"]["source"] == source)
    with opener.open(f"{server.address}/releases/news/ru") as answer:
        token = re.search(r'name="csrf" content="(\w+)"', answer.read().decode())
    assert token
    headers = {"Content-Type": "application/json", "X-CSRF-Token": token[1]}
    while time.monotonic() < until or not sent:
        text = f"{source} {len(sent)}"
        data = json.dumps({"etag": one["etag"], "target": text}).encode()
        url = f"{server.address}{API}/entries/{one['id']}"
        with opener.open(urllib.request.Request(url, data, headers)) as answer:  # noqa: S310 - ours
            one = json.load(answer)["entry"]
        sent.append(text)


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_many_writers_lose_nothing(served: Server, work: Path) -> None:
    """Of several who save at once, each one's last text is in the file, and undo has all."""
    sources = list(stored(work))
    sent: dict[str, list[str]] = {source: [] for source in sources}
    until = time.monotonic() + 2
    threads = [
        threading.Thread(target=write_often, args=(served, source, until, texts))
        for source, texts in sent.items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert {source: target for source, (target, _) in stored(work).items()} == {
        source: texts[-1] for source, texts in sent.items()
    }
    count = min(sum(map(len, sent.values())), 200)
    for _ in range(count):
        served.session.undo("news", "ru")
    assert served.session.steps("news", "ru")[1]


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_taken_port(served: Server, work: Path) -> None:
    """One line that says what to do."""
    with pytest.raises(PortTakenError, match="give another with --port"):
        Server(work, port=served.gate.port)


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_the_command(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It prints the address alone on stdout, opens it, and ends with one line at Ctrl-C."""
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)

    def stop(self: Server) -> None:
        assert browse(self)
        raise KeyboardInterrupt

    monkeypatch.setattr(serving.Server, "wait", stop)
    arguments = ["--workspace", str(work), "review", "news", "--lang", "uz", "--port", "0"]

    done = CliRunner().invoke(main, arguments)
    quiet = CliRunner().invoke(main, [*arguments, "--no-browser"])

    assert done.exit_code == quiet.exit_code == 0
    assert re.fullmatch(
        r"http://127\.0\.0\.1:\d+/enter\?token=[\w-]{40,}&next=/releases/news/uz\n", done.stdout
    )
    # What a browser is given can be read by others, so it lets in only once.
    (given,), printed, key = opened, done.stdout.strip(), re.compile(r"(?<=token=)[\w-]+")
    assert key.sub("", given) == key.sub("", printed)
    assert key.findall(given) != key.findall(printed)
    assert done.stderr.endswith("Stopped; every decision is in the catalogs.\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing"], "no release"),
        (["--lang", "de"], "not in this workspace"),
        (["--host", "0.0.0.0"], "give a --password"),  # noqa: S104
        (["--port", "70000"], "port"),
    ],
)
def test_what_the_command_refuses(work: Path, arguments: list[str], said: str) -> None:
    """One line and exit code 2, before anything is served."""
    done = CliRunner().invoke(main, ["--workspace", str(work), "review", *arguments])

    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
