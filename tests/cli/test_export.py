"""``tiptranslate export``."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

RU = "locales/ru/LC_MESSAGES/news.po"


@pytest.fixture
def drafted(run: Run, desk: Path) -> Path:
    """A workspace with drafts."""
    run("draft", "--engine", "pseudo")
    return desk


@pytest.mark.usefixtures("drafted")
@pytest.mark.parametrize("name", ["t.docx", "t.xlsx"])
def test_review(run: Run, name: str) -> None:
    """What was made, for how many sentences; a second time nothing is written."""
    pytest.importorskip("docx" if name.endswith("docx") else "openpyxl")

    assert run("export", "review", "news", "-l", "ru", "-o", name).stdout == (
        f"{name}  3 sentences\n"
    )
    assert run("export", "review", "news", "-l", "ru", "-o", name).stdout == (
        f"{name}  3 sentences  (unchanged)\n"
    )


@pytest.mark.parametrize("version", ["1.2", "2.1"])
def test_xliff(run: Run, drafted: Path, version: str) -> None:
    """In the version asked for."""
    run("export", "xliff", "releases/news.txt", "-l", "uz", "--version", version, "-o", "n.xlf")

    assert f'version="{version}"' in (drafted / "n.xlf").read_text(encoding="utf-8")


def test_package(run: Run, drafted: Path) -> None:
    """Every release in every language, and how to work with them."""
    assert run("export", "package", "-o", "all.zip").stdout == "all.zip  14 sentences\n"
    with zipfile.ZipFile(drafted / "all.zip") as archive:
        assert archive.namelist() == [
            "README.txt",
            *(
                f"{language}/{slug}.{kind}"
                for language in ("ru", "uz")
                for slug in ("course", "news")
                for kind in ("po", "xlf")
            ),
        ]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("review", "news"), "say which language with --lang; there are: ru, uz"),
        (("review", "news", "-l", "kk"), "language 'kk' is not in this workspace; it has: ru, uz"),
        (("review", "new", "-l", "ru"), "no release 'new'; did you mean 'news'?"),
        (
            ("review", "news", "-l", "ru"),
            f"{RU}: is not there yet; make it with `tiptranslate draft news -l ru`",
        ),
    ],
)
@pytest.mark.usefixtures("desk")
def test_what_cannot_be(run: Run, args: tuple[str, ...], message: str) -> None:
    """One line."""
    result = run("export", *args, "-o", "t.docx", code=2)

    assert result.stderr == f"tiptranslate: {message}\n"


def test_a_file_that_is_there(run: Run, drafted: Path) -> None:
    """May hold work."""
    (drafted / "n.xlf").write_text("work")
    result = run("export", "xliff", "news", "-l", "ru", "-o", "n.xlf", code=2)

    assert result.stderr == (
        "tiptranslate: n.xlf: is there already and may hold somebody's work; "
        "name another file or add --force\n"
    )
    run("export", "xliff", "news", "-l", "ru", "-o", "n.xlf", "--force")
