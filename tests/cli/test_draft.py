"""``tiptranslate draft``."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tiptranslate.cli.draft import _progress
from tiptranslate.cli.progress import ProgressBar

Run = Callable[..., Result]

EMPTY = {"untranslated": 3, "draft": 0, "memory": 0, "machine": 0, "kept": 0, "failed": 0}


def written(desk: Path) -> dict[Path, bytes]:
    """The catalogs and templates, as they stand."""
    return {path: path.read_bytes() for path in (desk / "locales").rglob("*.po*")}


def drafts(result: Result) -> list[dict[str, object]]:
    """What the JSON says of each catalog."""
    found: list[dict[str, object]] = json.loads(result.stdout)["drafts"]
    return found


def test_without_a_model(run: Run, desk: Path) -> None:
    """The catalogs are made, and the output says how to get a model; nothing has failed."""
    result = run("draft", "news")

    lines = result.stdout.splitlines()
    assert lines[:3] == ["news", "  ru  3 sentences: 3 empty", "  uz  3 sentences: 3 empty"]
    assert lines[3].startswith("No model translates en -> ru, so its gaps stay empty. ")
    assert "`tiptranslate models install" in lines[3]
    assert lines[4].startswith("No model translates en -> uz, so its gaps stay empty. ")
    assert lines[5] == (
        "Next: review 2 catalogs in a PO editor (for example locales/ru/LC_MESSAGES/news.po), "
        "then `tiptranslate assemble`."
    )
    assert result.stderr == ""
    assert len(written(desk)) == 3


@pytest.mark.parametrize("engine", [[], ["--engine", "none"], ["--engine", "auto"]])
@pytest.mark.usefixtures("desk")
def test_a_language_asked_for_by_name(run: Run, engine: list[str]) -> None:
    """Nothing could be drafted for it: exit code 3, with the reason on stderr."""
    result = run("draft", "--lang", "uz", *engine, code=3)

    (line,) = result.stderr.splitlines()
    assert line.startswith("tiptranslate: nothing could be drafted: no model translates en -> uz. ")


def test_nothing_to_draft_is_no_failure(run: Run, approve: Callable[[str], None]) -> None:
    """A language asked for by name that is done needs no model."""
    run("draft", "news", "--engine", "pseudo")
    approve("uz/LC_MESSAGES/news.po")

    result = run("draft", "news", "--lang", "uz")

    assert result.stdout.splitlines() == [
        "news",
        "  uz  3 sentences: 3 kept, 3 reviewed (nothing new)",
        "All sentences are reviewed. Next: `tiptranslate assemble`.",
    ]


@pytest.mark.usefixtures("desk")
def test_json(run: Run) -> None:
    """Every field that the documentation names, and no other."""
    result = run("draft", "news", "--format", "json")

    assert result.stderr == ""
    assert json.loads(result.stdout) == {
        "version": 1,
        "drafts": [
            {
                "slug": "news",
                "language": language,
                "path": f"locales/{language}/LC_MESSAGES/news.po",
                "segments": 3,
                "words": 12,
                "stale": 0,
                "reviewed": 0,
                "written": True,
                **EMPTY,
            }
            for language in ("ru", "uz")
        ],
        "models": {},
        "derived": [],
        "without": ["ru", "uz"],
        "errors": [],
    }


@pytest.mark.usefixtures("desk")
def test_json_of_a_failure(run: Run) -> None:
    """JSON stays alone on stdout; stderr has the line as well."""
    result = run("draft", "news", "-l", "uz", "--format", "json", code=3)

    (error,) = json.loads(result.stdout)["errors"]
    assert result.stderr == f"tiptranslate: {error}\n"


def test_with_an_engine(run: Run, desk: Path) -> None:
    """Every sentence is drafted, said to be a machine's, and left for people to review."""
    result = run("draft", "news", "--engine", "pseudo", "--format", "json")

    assert [(d["machine"], d["draft"], d["untranslated"]) for d in drafts(result)] == [
        (3, 3, 0)
    ] * 2
    assert json.loads(result.stdout)["without"] == []
    models = json.loads(result.stdout)["models"]
    assert list(models) == ["ru", "uz"]
    assert models["ru"].startswith("pseudo ")
    catalog = (desk / "locales" / "ru" / "LC_MESSAGES" / "news.po").read_text(encoding="utf-8")
    assert catalog.count("#, fuzzy\n") == 3


@pytest.mark.usefixtures("desk")
def test_the_summary(run: Run) -> None:
    """What a person wants to know: how much came from where, and what to do next."""
    lines = run("draft", "news", "-l", "ru", "--engine", "pseudo").stdout.splitlines()

    assert lines[:2] == ["news", "  ru  3 sentences: 3 by machine"]
    assert lines[2].startswith("Machine drafts into ru were made by pseudo ")
    assert lines[3].startswith("Next: review 1 catalog in a PO editor ")


@pytest.mark.parametrize("engine", ["pseudo", "none"])
def test_a_second_run_changes_nothing(run: Run, desk: Path, engine: str) -> None:
    """Not a byte, and it says so."""
    run("draft", "--engine", engine)
    before = written(desk)

    result = run("draft", "--engine", engine)

    assert written(desk) == before
    assert result.stdout.count("(nothing new)") == 4


def test_the_memory(run: Run, desk: Path, approve: Callable[[str], None]) -> None:
    """What people have approved in one release is used in another, before any engine."""
    run("draft", "news", "-l", "ru", "--engine", "pseudo")
    approve("ru/LC_MESSAGES/news.po")
    (desk / "releases" / "more.txt").write_text("More\n\nIt is free. It answers at night, too.\n")

    found = drafts(run("draft", "more", "-l", "ru", "--engine", "none", "--format", "json"))

    assert [(item["memory"], item["machine"], item["untranslated"]) for item in found] == [
        (2, 0, 1)
    ]


def test_redraft(run: Run, desk: Path) -> None:
    """Machine drafts are made anew, but for those that somebody has touched."""
    run("draft", "news", "-l", "ru", "--engine", "pseudo")
    path = desk / "locales" / "ru" / "LC_MESSAGES" / "news.po"
    text = path.read_text(encoding="utf-8")
    target = text.splitlines()[text.splitlines().index('msgid "It is free."') + 1]
    path.write_text(text.replace(target, 'msgstr "Бесплатно."'), encoding="utf-8")

    result = run("draft", "-l", "ru", "--engine", "pseudo", "--redraft", "--format", "json", "news")

    assert [item["machine"] for item in drafts(result)] == [2]
    assert 'msgstr "Бесплатно."' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("engine", ["nosuch", ""])
def test_an_unknown_engine(run: Run, desk: Path, engine: str) -> None:
    """Those there are are named, and nothing is written."""
    result = run("draft", "--engine", engine, code=3)

    assert result.stderr.startswith(f"tiptranslate: no engine is called {engine!r}; there are: ")
    assert "argos" in result.stderr
    assert "pseudo" in result.stderr
    assert written(desk) == {}


def test_an_unknown_engine_in_the_settings(run: Run, desk: Path) -> None:
    """It is named likewise."""
    (desk / "tiptranslate.toml").write_text("[draft]\nengine = 'nosuch'\n")

    result = run("draft", "news", code=3)

    assert "no engine is called 'nosuch'; there are: " in result.stderr


def test_a_workspace_in_use(run: Run, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line when another command is writing; nothing is written by this one."""
    from filelock import FileLock  # noqa: PLC0415 - only here

    monkeypatch.setattr("tiptranslate.project.LOCK_SECONDS", 0.05)
    (desk / "build" / ".tiptranslate").mkdir(parents=True)
    with FileLock(desk / "build" / ".tiptranslate" / "lock"):
        result = run("draft", code=2)

    assert result.stderr == (
        f"tiptranslate: {desk}: another tiptranslate is writing in this workspace; "
        "try again when it is done\n"
    )
    assert written(desk) == {}


@pytest.mark.usefixtures("desk")
def test_no_progress_bar_where_nobody_looks(run: Run) -> None:
    """Neither in a pipe nor in a file."""
    assert run("draft", "--engine", "pseudo").stderr == ""


def test_the_progress_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person sees one bar a language, each run to its end."""
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stderr", terminal)

    with ProgressBar() as bar:
        for language in ("ru", "uz"):
            for done in (0, 1, 2):
                _progress(bar, language, done, 2)

    shown = terminal.getvalue()
    assert shown.index("Drafting ru") < shown.index("Drafting uz")
    assert shown.count("100%") == 2


def test_cyrillic_is_derived_from_the_latin(
    desk: Path, run: Run, approve: Callable[[str], None]
) -> None:
    """No engine is asked for it; it has the state of the Latin, and follows it."""
    settings = desk / "tiptranslate.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('["ru", "uz"]', '["uz", "uz@cyrillic"]'), encoding="utf-8")

    first = run("draft", "news", "--engine", "pseudo")
    approve("uz/LC_MESSAGES/news.po")
    second = run("draft", "news", "--engine", "pseudo")
    third = run("draft", "news", "--engine", "pseudo")

    path = desk / "locales" / "uz@cyrillic" / "LC_MESSAGES" / "news.po"
    assert "Wrote 1 catalog in Uzbek Cyrillic" in first.stdout
    assert "Wrote 1 catalog in Uzbek Cyrillic" in second.stdout
    assert "Cyrillic" not in third.stdout
    assert "#, fuzzy" not in path.read_text(encoding="utf-8")
    assert run("status", "news", "--lang", "uz@cyrillic").stdout.splitlines()[1].split()[-2] == "%"
