"""``tiptranslate assemble``."""

import importlib
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tiptranslate.assemble import pdf_writer
from tiptranslate.errors import UsageError

Run = Callable[..., Result]
command = importlib.import_module("tiptranslate.cli.assemble")
"""The module, whose name is the command's, too."""


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
                "derived": False,
            }
        ],
        "manifests": [],
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


def test_everything(run: Run, reviewed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every kind that can be made here, layout and language, and a list of the files."""
    monkeypatch.setattr(command, "FORMATS", {"txt": None, "docx": None})
    result = run("assemble", "news", "--all", "--allow-drafts", "-o", "../out")
    lines = [line.partition("  ")[0] for line in result.stdout.splitlines()]
    manifest = json.loads((reviewed.parent / "out" / "news" / "manifest.json").read_bytes())

    assert lines == [
        *(
            f"../out/news/news.{language}{layout}.{kind}"
            for language in ("ru", "uz", "uz@cyrillic")
            for kind in ("txt", "docx")
            for layout in ("", ".side", ".stacked")
        ),
        "../out/news/news.ru+uz.trilingual.txt",
        "../out/news/news.ru+uz.trilingual.docx",
        "../out/news/manifest.json",
    ]
    assert [f"../out/news/{file['path']}" for file in manifest["files"]] == lines[:-1]


def test_everything_of_something(run: Run, reviewed: Path) -> None:
    """What is said besides narrows it down; one language has no document in several."""
    result = run("assemble", "news", "--all", "-l", "ru", "--to", "md", "--format", "json")
    found = json.loads(result.stdout)

    assert [(made["format"], made["layout"]) for made in found["documents"]] == [
        ("md", "mono"), ("md", "side"), ("md", "stacked"),
    ]  # fmt: skip
    assert found["manifests"] == [(reviewed / "build" / "news" / "manifest.json").as_posix()]


@pytest.mark.usefixtures("reviewed")
def test_everything_without_pdf(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be made here is left out and said to be, with what to install."""

    def refuse(name: str) -> None:
        if name == "pdf":
            raise UsageError("format 'pdf' needs WeasyPrint; install it with: pip install it")

    monkeypatch.setattr(command, "require_possible", refuse)
    result = run("assemble", "news", "--all", "-l", "ru", "--layout", "mono")

    assert result.stdout.splitlines() == [
        *(f"build/news/news.ru.{kind}" for kind in ("html", "md", "txt", "docx")),
        "build/news/manifest.json",
    ]
    assert result.stderr == (
        "tiptranslate: left out: format 'pdf' needs WeasyPrint; install it with: pip install it\n"
    )


@pytest.mark.usefixtures("reviewed")
def test_pdf_without_weasyprint(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for by name, it is an error in one line, and nothing else is made either."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    pdf_writer._weasyprint.cache_clear()
    result = run("assemble", "news", "-l", "ru", "--to", "txt", "--to", "pdf", code=2)
    pdf_writer._weasyprint.cache_clear()

    assert result.stdout == ""
    assert result.stderr == (
        "tiptranslate: format 'pdf' needs WeasyPrint; "
        "install it with: pip install 'tiptranslate[pdf]'\n"
    )


@pytest.mark.usefixtures("desk")
def test_cyrillic(run: Run) -> None:
    """Derived where the workspace has Uzbek in Latin script, and said to be."""
    run("draft", "--engine", "pseudo")
    args = ["assemble", "news", "-l", "uz@cyrillic", "--to", "txt", "--layout", "mono"]

    assert run(*args, "--allow-drafts").stdout == (
        "build/news/news.uz@cyrillic.txt  DRAFT: 3 sentences unreviewed"
        "  derived from Latin script\n"
    )
    assert run(*args, code=2).stderr.startswith("tiptranslate: locales/uz/LC_MESSAGES/news.po:")


@pytest.mark.usefixtures("reviewed")
def test_several_languages(run: Run) -> None:
    """Two of them in one document; one is not several."""
    args = ["assemble", "news", "--to", "docx", "--layout", "trilingual", "--allow-drafts"]

    assert run(*args).stdout.startswith("build/news/news.ru+uz.trilingual.docx  DRAFT: ")
    assert run(*args, "-l", "ru", code=2).stderr == (
        "tiptranslate: layout 'trilingual' needs two languages or more, and there is only ru; "
        "give --lang for each\n"
    )


def test_several_languages_of_the_settings(run: Run, reviewed: Path) -> None:
    """Where the layout is a setting, asking for one language leaves it out."""
    (reviewed / "tiptranslate.toml").write_text(
        "[assemble]\nformats = ['docx']\nlayouts = ['mono', 'trilingual']\n"
    )

    assert run("assemble", "news", "-l", "ru").stdout == "build/news/news.ru.docx\n"
