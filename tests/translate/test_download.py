"""Downloads over a real, badly behaved server: whole or not at all, continued where possible."""

from hashlib import shake_256
from pathlib import Path
from typing import Any

import pytest

from tiptranslate.errors import DownloadError
from tiptranslate.translate.download import download

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

BODY = shake_256(b"7").digest(3_000_000)
DATE = "Wed, 01 Jan 2025 00:00:00 GMT"


def get(served: Any, target: Path, **options: Any) -> list[str]:
    """Fetch /file and give what was said."""
    said: list[str] = []
    download(served.address("/file"), target, loopback=True, say=said.append, **options)
    return said


def left(folder: Path) -> list[str]:
    """The names in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_fetched(served: Any, page: Any, tmp_path: Path) -> None:
    """Every byte; the address and the size are said; progress ends at the whole."""
    served.pages["/file"] = page(BODY, etag='"a"')
    told: list[tuple[int, int]] = []
    said = get(served, tmp_path / "f", progress=lambda done, total: told.append((done, total)))
    assert (tmp_path / "f").read_bytes() == BODY
    assert said == [f"Fetching {served.address('/file')} (3.0 MB)"]
    assert told[-1] == (len(BODY), len(BODY))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert left(tmp_path) == ["f"]


def test_a_size_that_is_not_announced(served: Any, page: Any, tmp_path: Path) -> None:
    """Without Content-Length the end of the connection is the end."""
    served.pages["/file"] = page(BODY, length=-1)
    assert get(served, tmp_path / "f") == [f"Fetching {served.address('/file')}"]
    assert (tmp_path / "f").read_bytes() == BODY


@pytest.mark.parametrize("tag", [{"etag": '"a"'}, {"modified": DATE}])
def test_a_broken_connection_is_taken_up(
    served: Any, page: Any, tmp_path: Path, tag: dict[str, str]
) -> None:
    """Within one call, as long as each try brings something."""
    served.pages["/file"] = page(BODY, cuts=[1_000_000, 500_000], **tag)
    said = get(served, tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == BODY
    assert [wanted for _, wanted in served.asked] == [None, "bytes=1000000-", "bytes=1500000-"]
    assert said[1].endswith("(3.0 MB), from 1.0 MB on")
    assert left(tmp_path) == ["f"]


def test_a_later_call_goes_on(served: Any, page: Any, tmp_path: Path) -> None:
    """What a failed call fetched is kept and used by the next."""
    served.pages["/file"] = page(BODY, etag='"a"', cuts=[1_000_000, 0])
    with pytest.raises(DownloadError, match="run the same command again"):
        get(served, tmp_path / "f")
    assert left(tmp_path) == ["f.part", "f.state"]
    served.asked.clear()
    get(served, tmp_path / "f")
    assert served.asked == [("/file", "bytes=1000000-")]
    assert served.conditions[-1] == '"a"'
    assert (tmp_path / "f").read_bytes() == BODY


def test_a_part_that_is_whole_is_used(served: Any, page: Any, tmp_path: Path) -> None:
    """A kill right before the last step costs no second download."""
    served.pages["/file"] = page(BODY, etag='"a"', cuts=[1_000_000, 0])
    with pytest.raises(DownloadError):
        get(served, tmp_path / "f")
    (tmp_path / "f.part").write_bytes(BODY)
    served.asked.clear()
    get(served, tmp_path / "f")
    assert served.asked == []
    assert (tmp_path / "f").read_bytes() == BODY


@pytest.mark.parametrize("tag", [{}, {"etag": 'W/"a"'}, {"etag": '"a"', "accept": "none"}])
def test_nothing_is_left_where_nothing_can_go_on(
    served: Any, page: Any, tmp_path: Path, tag: dict[str, str]
) -> None:
    """Without a strong ETag or a date no later call could know the file to be the same."""
    served.pages["/file"] = page(BODY, cuts=[1_000_000] * 9, **tag)
    with pytest.raises(DownloadError, match=r"ended after 1\.0 MB of 3\.0 MB; try again later"):
        get(served, tmp_path / "f")
    assert left(tmp_path) == []
    assert len(served.asked) == 1


def test_a_changed_file_is_fetched_anew(served: Any, page: Any, tmp_path: Path) -> None:
    """Parts of two files are never put together."""
    served.pages["/file"] = page(BODY, etag='"a"', cuts=[1_000_000, 0])
    with pytest.raises(DownloadError):
        get(served, tmp_path / "f")
    other = BODY[::-1]
    served.pages["/file"] = page(other, etag='"b"')
    get(served, tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == other


def test_a_server_that_ignores_if_range(
    served: Any, page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part of another file, sent in spite of If-Range, is noticed and the file fetched anew."""
    served.pages["/file"] = page(BODY, etag='"a"', cuts=[1_000_000, 0])
    with pytest.raises(DownloadError):
        get(served, tmp_path / "f")
    other = BODY[::-1]
    served.pages["/file"] = page(other, etag='"b"')
    answer = served.answer

    def stubborn(request: Any) -> None:
        del request.headers["If-Range"]
        answer(request)

    monkeypatch.setattr(served, "answer", stubborn)
    get(served, tmp_path / "f")
    assert [wanted for _, wanted in served.asked[-2:]] == ["bytes=1000000-", None]
    assert (tmp_path / "f").read_bytes() == other


def test_a_server_without_ranges_starts_again(served: Any, page: Any, tmp_path: Path) -> None:
    """The whole file comes although a part was asked for: it replaces the part."""
    served.pages["/file"] = page(BODY, etag='"a"', ranges=False, cuts=[1_000_000])
    get(served, tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == BODY


def test_a_part_from_elsewhere_starts_again(served: Any, page: Any, tmp_path: Path) -> None:
    """A part that begins at another byte than was asked for is not put behind the first."""
    served.pages["/file"] = page(BODY, etag='"a"', cuts=[1_000_000], skew=7)
    get(served, tmp_path / "f")
    assert [wanted for _, wanted in served.asked] == [None, "bytes=1000000-", None]
    assert (tmp_path / "f").read_bytes() == BODY


def test_a_shorter_file_starts_again(served: Any, page: Any, tmp_path: Path) -> None:
    """Status 416: the part is longer than the file is now."""
    served.pages["/file"] = page(BODY, modified=DATE, cuts=[1_000_000, 0])
    with pytest.raises(DownloadError):
        get(served, tmp_path / "f")
    served.pages["/file"] = page(BODY[:900], modified=DATE)
    get(served, tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == BODY[:900]


def test_a_part_of_another_address_is_not_used(served: Any, page: Any, tmp_path: Path) -> None:
    """The part belongs to one address."""
    served.pages["/file"] = page(BODY, etag='"a"', cuts=[1_000_000, 0])
    served.pages["/other"] = page(BODY[::-1], etag='"a"')
    with pytest.raises(DownloadError):
        get(served, tmp_path / "f")
    download(served.address("/other"), tmp_path / "f", loopback=True)
    assert (tmp_path / "f").read_bytes() == BODY[::-1]


@pytest.mark.parametrize("state", [b"", b"[]", b"{", b'{"address": 1}'])
def test_a_damaged_state_starts_again(served: Any, page: Any, tmp_path: Path, state: bytes) -> None:
    """A part of which nothing is known is not used."""
    served.pages["/file"] = page(BODY, etag='"a"')
    (tmp_path / "f.part").write_bytes(b"x" * 1000)
    (tmp_path / "f.state").write_bytes(state)
    get(served, tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == BODY


def test_more_than_announced_is_not_read(served: Any, page: Any, tmp_path: Path) -> None:
    """A Content-Length too short gives a file of that length; the package's checks find it out."""
    served.pages["/file"] = page(BODY, length=1000)
    get(served, tmp_path / "f")
    assert (tmp_path / "f").stat().st_size == 1000


def test_a_file_too_large_is_refused(served: Any, page: Any, tmp_path: Path) -> None:
    """By what it announces, before a byte is written."""
    served.pages["/file"] = page(b"x", length=9 << 30)
    with pytest.raises(DownloadError, match="more than any model"):
        get(served, tmp_path / "f")
    assert left(tmp_path) == []


def test_a_full_disk_is_said_first(
    served: Any, page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The room is compared with what is announced."""
    served.pages["/file"] = page(BODY)

    class Usage:
        free = 1000

    monkeypatch.setattr("shutil.disk_usage", lambda _path: Usage)
    with pytest.raises(DownloadError, match=r"3\.0 MB, but only 1\.0 kB are free"):
        get(served, tmp_path / "f")
    assert left(tmp_path) == []


def test_a_silent_server_leaves_what_came(served: Any, page: Any, tmp_path: Path) -> None:
    """After the time allowed, with the part kept for the next call."""
    served.pages["/file"] = page(BODY, etag='"a"', pause=1.5)
    with pytest.raises(DownloadError, match="no answer in time; run the same command again"):
        get(served, tmp_path / "f", timeout=0.2)
    assert (tmp_path / "f.part").stat().st_size > 0
    served.pages["/file"].pause = 0
    get(served, tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == BODY


def test_an_interruption_leaves_what_can_go_on(served: Any, page: Any, tmp_path: Path) -> None:
    """Ctrl-C in the middle: the part stays where the server lets it be continued."""

    def interrupt(done: int, _total: int) -> None:
        if done > 1_000_000:
            raise KeyboardInterrupt

    served.pages["/file"] = page(BODY, etag='"a"')
    with pytest.raises(KeyboardInterrupt):
        get(served, tmp_path / "f", progress=interrupt)
    assert left(tmp_path) == ["f.part", "f.state"]
    get(served, tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == BODY
    (tmp_path / "f").unlink()
    served.pages["/file"] = page(BODY)
    with pytest.raises(KeyboardInterrupt):
        get(served, tmp_path / "f", progress=interrupt)
    assert left(tmp_path) == []
