"""``tiptranslate add``."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


def test_a_release(run: Run, desk: Path) -> None:
    """It is copied byte for byte, and the next command is named with its slug."""
    source = desk.parent / "Spring News (final).txt"
    source.write_bytes(b"\xef\xbb\xbfSpring\r\n")

    result = run("add", str(source))

    assert result.stdout == (
        "added releases/spring-news-final.txt\nNext: `tiptranslate draft spring-news-final`.\n"
    )
    assert (desk / "releases" / "spring-news-final.txt").read_bytes() == source.read_bytes()
    run("draft", "spring-news-final")


def test_from_a_folder_below(run: Run, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths are shown from where one is."""
    (desk / "inbox").mkdir()
    (desk / "inbox" / "a.md").write_text("Text.\n")
    monkeypatch.chdir(desk / "inbox")

    assert run("add", "a.md").stdout.startswith("added ../releases/a.md\n")


def test_a_slug(run: Run, desk: Path) -> None:
    """A file in another script needs one."""
    (desk / "Пресс-релиз.txt").write_text("Текст.\n", encoding="utf-8")

    refused = run("add", "Пресс-релиз.txt", code=2)
    run("add", "Пресс-релиз.txt", "--slug", "release")

    assert refused.stderr == (
        "tiptranslate: 'Пресс-релиз' cannot be a slug; give one with --slug, "
        "of small letters, digits, dots and hyphens\n"
    )
    assert (desk / "releases" / "release.txt").is_file()


TAKEN = "releases/news.txt: is there already; give another name with --slug"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("news.txt", b"Text.\n", TAKEN),
        ("news.md", b"Text.\n", TAKEN),
        ("a.txt", b"", "a.txt: has no text in it"),
        ("a.txt", b"a\nb\xff", "a.txt:2: is not UTF-8: byte 0xff at offset 3; save it as UTF-8"),
        ("a.doc", b"Text.\n", "a.doc: is in an old format; save it as .docx"),
        ("a.txt", None, "a.txt: cannot be read: No such file or directory"),
    ],
)
def test_mistakes(run: Run, desk: Path, name: str, data: bytes | None, message: str) -> None:
    """One line each, and nothing changes."""
    before = sorted(path.read_bytes() for path in (desk / "releases").iterdir())
    if data is not None:
        (desk / name).write_bytes(data)

    result = run("add", name, code=2)

    assert result.stderr == f"tiptranslate: {message}\n"
    assert sorted(path.read_bytes() for path in (desk / "releases").iterdir()) == before


def test_a_folder(run: Run, desk: Path) -> None:
    """It is told apart from a file of no known kind."""
    assert run("add", ".", code=2).stderr == (
        "tiptranslate: .: is a folder; give a file that ends in one of "
        ".txt, .md, .docx, .html, .htm\n"
    )
    assert (desk / "releases").is_dir()
