"""``tiptranslate assemble``."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.fixture
def reviewed(run: Run, desk: Path, approve: Callable[[str], None]) -> Path:
    """A workspace in which one release is reviewed in Russian, and nothing else is."""
    run("draft", "--engine", "pseudo")
    approve("ru/LC_MESSAGES/news.po")
    return desk


@pytest.mark.usefixtures("reviewed")
def test_reviewed_text(run: Run) -> None:
    """A path a document, in the formats and layouts of the settings."""
    assert run("assemble", "news", "-l", "ru").stdout.splitlines() == [
        "build/news/news.ru.html",
        "build/news/news.ru.side.html",
        "build/news/news.ru.md",
        "build/news/news.ru.side.md",
        "build/news/news.ru.txt",
        "build/news/news.ru.side.txt",
    ]


@pytest.mark.usefixtures("reviewed")
def test_a_second_run_writes_nothing(run: Run) -> None:
    """And says so."""
    run("assemble", "news", "-l", "ru", "--to", "txt")

    result = run("assemble", "news", "-l", "ru", "--to", "txt")

    assert result.stdout.splitlines() == [
        "build/news/news.ru.txt  (unchanged)",
        "build/news/news.ru.side.txt  (unchanged)",
    ]


def test_unreviewed_text_is_refused(run: Run, reviewed: Path) -> None:
    """Every such catalog is a line; what is reviewed is made all the same."""
    result = run("assemble", "--to", "txt", "--layout", "mono", code=2)

    assert result.stdout.splitlines() == ["build/news/news.ru.txt"]
    lines = result.stderr.splitlines()
    assert [line.partition(".po:")[0] for line in lines] == [
        "tiptranslate: locales/ru/LC_MESSAGES/course",
        "tiptranslate: locales/uz/LC_MESSAGES/course",
        "tiptranslate: locales/uz/LC_MESSAGES/news",
    ]
    assert "--allow-drafts" in lines[0]
    assert sorted(path.name for path in (reviewed / "build").iterdir()) == [".tiptranslate", "news"]


def test_drafts_are_marked(run: Run, reviewed: Path) -> None:
    """In the output and in the document."""
    result = run(
        "assemble", "news", "-l", "uz", "--allow-drafts", "--to", "txt", "--layout", "mono"
    )

    assert result.stdout == "build/news/news.uz.txt  DRAFT: 3 sentences unreviewed\n"
    assert "QORALAMA" in (reviewed / "build" / "news" / "news.uz.txt").read_text(encoding="utf-8")


def test_json(run: Run, reviewed: Path) -> None:
    """Every field that the documentation names, and no other."""
    result = run(
        "assemble", "news", "--to", "md", "--layout", "stacked", "--format", "json", code=2
    )

    found = json.loads(result.stdout)
    (error,) = found.pop("errors")
    assert found == {
        "version": 1,
        "documents": [
            {
                "slug": "news",
                "language": "ru",
                "layout": "stacked",
                "format": "md",
                "path": (reviewed / "build" / "news" / "news.ru.stacked.md").as_posix(),
                "unreviewed": 0,
                "written": True,
            }
        ],
    }
    assert result.stderr == f"tiptranslate: {error}\n"
    assert error.startswith("locales/uz/LC_MESSAGES/news.po:")


def test_another_folder(run: Run, reviewed: Path) -> None:
    """It is from where one is, not from the workspace."""
    args = ["assemble", "news", "-l", "ru", "--to", "txt", "--layout", "mono", "--out", "../out"]

    assert run(*args).stdout == "../out/news/news.ru.txt\n"
    assert (reviewed.parent / "out" / "news" / "news.ru.txt").is_file()
    assert not (reviewed / "build" / "news").exists()


def test_formats_of_the_settings(run: Run, reviewed: Path) -> None:
    """What is not said on the command line is."""
    (reviewed / "tiptranslate.toml").write_text(
        "[assemble]\nformats = ['txt']\nlayouts = ['mono', 'stacked']\n"
    )

    assert run("assemble", "news", "-l", "ru").stdout.splitlines() == [
        "build/news/news.ru.txt",
        "build/news/news.ru.stacked.txt",
    ]


def test_a_bad_release_does_not_stop_the_others(run: Run, reviewed: Path) -> None:
    """It is named once, whatever was asked for."""
    (reviewed / "releases" / "course.md").write_bytes(b"# a\x00")

    result = run("assemble", "course", "news", "-l", "ru", "--to", "txt", code=2)

    assert len(result.stdout.splitlines()) == 2
    assert result.stderr == (
        "tiptranslate: releases/course.md:1: control character U+0000 at column 4; "
        "save the file as UTF-8 text\n"
    )
