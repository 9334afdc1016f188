"""``tiptranslate memory align``."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tiptranslate import aligning

Run = Callable[..., Result]
RU = "В Нукусе открылась горячая линия\n\nОна бесплатна. Линия отвечает и ночью.\n"


@pytest.fixture(autouse=True)
def _papers(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A translation beside the workspace's release, and no vectors: what is said is the same."""
    monkeypatch.setattr(aligning, "available", lambda: False)
    (desk / "news.ru.txt").write_text(RU, encoding="utf-8")


def test_a_memory_is_made(run: Run) -> None:
    """What was assumed and what is weaker goes to stderr; the memory is used from then on."""
    result = run("memory", "align", "releases/news.txt", "news.ru.txt", "--min", "0")

    assert result.stdout == "news.ru.txt  ru  3 pairs\nmemory/news.tmx  3 pairs\n"
    assert result.stderr == (
        "tiptranslate: news.ru.txt: taken to be in ru; if not, say so with --lang\n"
        "tiptranslate: aligned by length, figures and names alone, which is weaker; install the "
        "meaning of sentences with `pip install 'tiptranslate[semantic]'`\n"
    )
    found = run("memory", "find", "It is free.", "--format", "json")
    (match,) = json.loads(found.stdout)["matches"]
    assert (match["target"], match["origin"]) == ("Она бесплатна.", "news")


def test_json(run: Run) -> None:
    """One object with every bead."""
    result = run(
        *("memory", "align", "releases/news.txt", "news.ru.txt", "-l", "ru", "--min", "0"),
        *("--name", "old", "--format", "json"),
    )

    found = json.loads(result.stdout)
    assert found["memory"] == "memory/old.tmx"
    assert found["meaning"] is False
    assert found["catalogs"] == []
    (translation,) = found["translations"]
    assert (translation["pairs"], translation["doubtful"], translation["table"]) == (3, 0, None)
    bead = translation["beads"][1]
    assert bead.pop("confidence") <= 1
    assert bead == {
        "source": [2],
        "target": [2],
        "moved": False,
        "source_text": "It is free.",
        "target_text": "Она бесплатна.",
    }


def test_doubtful_pairs(run: Run, desk: Path) -> None:
    """They are left out with a word, or go into a table that comes back."""
    result = run("memory", "align", "releases/news.txt", "news.ru.txt", "--min", "100")
    assert result.stdout == "news.ru.txt  ru  0 pairs, 3 doubtful\n"
    assert "3 doubtful pairs left out; add --table FILE.xlsx" in result.stderr

    table = ("--min", "100", "--table", "doubt.xlsx")
    result = run("memory", "align", "releases/news.txt", "news.ru.txt", *table)
    assert result.stdout.endswith("doubt.xlsx  to be reviewed\n")
    assert "tiptranslate memory align --from doubt.xlsx" in result.stderr
    result = run("memory", "align", "--from", "doubt.xlsx")
    assert result.stdout == "memory/news.accepted.tmx  0 pairs taken, 3 not approved\n"
    assert not (desk / "memory" / "news.accepted.tmx").exists()


def test_the_catalog(run: Run, desk: Path) -> None:
    """Filled with drafts, or with approved text where one says so."""
    args = ("memory", "align", "releases/news.txt", "news.ru.txt", "--min", "0", "--catalog")
    assert run(*args).stdout.endswith("locales/ru/LC_MESSAGES/news.po  3 of 3 taken in\n")
    path = desk / "locales" / "ru" / "LC_MESSAGES" / "news.po"
    assert path.read_text(encoding="utf-8").count("#, fuzzy\n") == 3
    assert run(*args).stdout.endswith("0 of 3 taken in\n")
    run(*args, "--reviewed")
    assert "#, fuzzy\n" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("args", "why"),
    [
        ((), "there is nothing to align"),
        (("releases/news.txt",), "there is no translation to align with"),
        (("releases/news.txt", "news.ru.txt", "--from", "t.xlsx"), "--from takes a table alone"),
        (("releases/news.txt", "news.ru.txt", "--reviewed"), "add --catalog"),
        (("releases/news.txt", "news.ru.txt", "--name", "Old One"), "cannot be a name"),
        (("news.ru.txt", "news.ru.txt", "--catalog"), "news.ru.txt is no release"),
        (("releases/news.txt", "news.ru.txt", "--min", "100", "--table", "t.pdf"), "ends in"),
        (("--from", "t.pdf"), "a review table ends in .docx or .xlsx"),
        (("--from", "no.xlsx"), "cannot be read"),
        (("--from", "news.ru.txt"), "a review table ends in"),
    ],
)
def test_what_cannot_be(run: Run, desk: Path, args: tuple[str, ...], why: str) -> None:
    """One line, exit code 2, and nothing is written."""
    result = run("memory", "align", *args, code=2)

    assert why in result.stderr.splitlines()[-1]
    assert result.stdout == ""
    assert not list((desk / "memory").glob("*.tmx"))
