"""``tiptranslate check``."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from defusedxml import ElementTree

from tiptranslate.files import write_atomic

Run = Callable[..., Result]
RU = Path("locales/ru/LC_MESSAGES/news.po")
TARGETS = {
    "Hotline opens in Nukus": "Горячая линия открылась в Нукусе",
    "It is free.": "Она бесплатная.",
    "It answers at night, too.": "Она работает и ночью.",
}


def edit(path: Path, **targets: str) -> None:
    """Write and approve translations, as a translator would in an editor."""
    text = path.read_text(encoding="utf-8").replace("#, fuzzy\n", "")
    for source, target in {**TARGETS, **targets}.items():
        head, found, tail = text.partition(f'msgid "{source}"\nmsgstr ')
        assert found, source
        text = f'{head}{found}"{target}"\n' + tail.partition("\n")[2]
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def good(desk: Path, run: Run) -> Path:
    """A reviewed Russian catalog of one release, without the others."""
    (desk / "releases" / "course.md").unlink()
    run("draft", "--engine", "none")
    edit(RU)
    return desk


@pytest.mark.usefixtures("good")
def test_a_good_catalog_passes(run: Run) -> None:
    """One verdict, a total on stderr, exit code 0."""
    result = run("check", "--lang", "ru")

    assert result.stdout == (
        "news [ru]: ok, 3 of 3 sentences reviewed, 0 errors, 0 warnings, 0 suggestions\n"
    )
    assert result.stderr == "1 catalog, 0 failed, 0 errors, 0 warnings, 0 suggestions\n"


@pytest.mark.usefixtures("desk")
def test_nothing_drafted_never_passes(run: Run) -> None:
    """A document that is not complete is never a success, whether a file is there or not."""
    result = run("check", "news", "--lang", "uz", code=1)

    assert "untranslated: not translated\n" in result.stdout
    assert "news [uz]: FAIL, 0 of 3 sentences reviewed, 3 errors" in result.stdout


@pytest.mark.usefixtures("good")
def test_a_sentence_new_in_the_release_fails(run: Run) -> None:
    """The gate looks at the release as it is, not as it was when it was drafted."""
    path = Path("releases/news.txt")
    path.write_text(path.read_text() + "It has 12 lines.\n")

    result = run("check", "--lang", "ru", code=1)

    assert "untranslated" in result.stdout


@pytest.mark.usefixtures("desk")
def test_drafts_pass_where_drafts_are_enough(run: Run) -> None:
    """What is required is an option, and a setting."""
    run("draft", "news", "--engine", "none")
    edit(RU)
    text = RU.read_text(encoding="utf-8")
    fuzzy = text.replace('msgid "It is free."', '#, fuzzy\nmsgid "It is free."')
    RU.write_text(fuzzy, encoding="utf-8")

    run("check", "news", "--lang", "ru", code=1)
    run("check", "news", "--lang", "ru", "--require", "drafted")
    run("check", "news", "--lang", "ru", "--require", "drafted", "--fail-on", "suggestion", code=1)
    Path("tiptranslate.toml").write_text('[check]\nrequire = "drafted"\n')
    run("check", "news", "--lang", "ru")


def test_fix_mends_what_is_safe(good: Path, run: Run) -> None:
    """Marks and spaces; a second run changes nothing, and the review stays."""
    edit(RU, **{"It is free.": "Она  - бесплатная ."})

    first = run("check", "--lang", "ru", "--fix")
    mended = (good / RU).read_bytes()
    second = run("check", "--lang", "ru", "--fix")

    assert "1 sentence mended" in first.stderr
    assert "mended" not in second.stderr
    assert 'msgstr "Она\u00a0— бесплатная."' in mended.decode()
    assert b"fuzzy" not in mended.partition(b"msgid")[2].partition(b"\n\n")[2]
    assert (good / RU).read_bytes() == mended


@pytest.mark.usefixtures("good")
def test_a_baseline_hides_what_is_known_alone(run: Run) -> None:
    """New findings fail, even of a kind that is known."""
    edit(RU, **{"It is free.": "Она бесплатная 7."})
    run("check", "--lang", "ru", code=1)

    run("check", "--lang", "ru", "--baseline", "known.txt", "--write-baseline")
    result = run("check", "--lang", "ru", "--baseline", "known.txt")
    edit(RU, **{"It is free.": "Она бесплатная 8."})

    assert "1 known finding left out" in result.stderr
    run("check", "--lang", "ru", "--baseline", "known.txt", code=1)
    assert "no such baseline" in run("check", "--baseline", "none.txt", code=2).stderr
    Path("bad.txt").write_text("word\n")
    assert "bad.txt:1: is no line" in run("check", "--baseline", "bad.txt", code=2).stderr


@pytest.mark.usefixtures("good")
def test_checks_can_be_chosen(run: Run) -> None:
    """By option, by release and by settings; an unknown one is named with the nearest."""
    edit(RU, **{"It is free.": "Она бесплатная 7."})

    run("check", "--lang", "ru", "--ignore", "changed-number,draft")
    run("check", "--lang", "ru", "--select", "draft")
    result = run("check", "--select", "changed-numbr", code=2)
    assert "did you mean 'changed-number'?" in result.stderr
    path = Path("releases/news.txt")
    path.write_text("# tiptranslate: ignore=changed-number\n\n" + path.read_text())
    run("check", "--lang", "ru")
    assert "unknown-check" not in run("lint").stdout


@pytest.mark.usefixtures("good")
def test_json(run: Run) -> None:
    """The shape of the design, alone on stdout."""
    edit(RU, **{"It is free.": "Она бесплатная 7."})

    result = run("check", "--lang", "ru", "--format", "json", code=1)

    values = json.loads(result.stdout)
    (finding,) = values["findings"]
    assert values["version"] == 1
    assert finding == {
        "check": "changed-number",
        "level": "error",
        "message": "“7” is not in the source",
        "path": RU.as_posix(),
        "line": finding["line"],
        "column": 1,
        "found": "7",
        "suggestion": "",
        "language": "ru",
        "source": "It is free.",
        "target": "Она бесплатная 7.",
    }
    assert RU.read_text(encoding="utf-8").splitlines()[finding["line"] - 1] == 'msgid "It is free."'
    assert values["catalogs"][0]["passed"] is False
    assert values["summary"]["errors"] == 1


@pytest.mark.usefixtures("good")
@pytest.mark.parametrize("name", ["github", "sarif", "junit"])
def test_formats_of_ci_services(run: Run, name: str) -> None:
    """Each names the file and the check; the exit code is the same."""
    edit(RU, **{"It is free.": "Она бесплатная 7."})

    text = run("check", "--lang", "ru", "--format", name, code=1).stdout

    assert RU.as_posix() in text
    assert "changed-number" in text
    if name == "sarif":
        assert json.loads(text)["version"] == "2.1.0"
    elif name == "junit":
        assert ElementTree.fromstring(text.encode()).get("failures") == "1"
    else:
        assert text.startswith("::error file=")


@pytest.mark.usefixtures("good")
def test_one_bad_catalog_does_not_stop_the_others(run: Run) -> None:
    """It is reported, and the exit code is that of bad input."""
    write_atomic(RU, b'msgid "broken\n')

    result = run("check", code=2)

    assert f"{RU.as_posix()}:1" in result.stderr
    assert "news [uz]: FAIL" in result.stdout


@pytest.mark.usefixtures("folder")
def test_wrong_arguments(run: Run) -> None:
    """One line each."""
    run("init")
    assert "No releases yet" in run("check").stderr
    assert "needs --baseline" in run("check", "--write-baseline", code=2).stderr
    assert "no release 'x'" in run("check", "x", code=2).stderr
    assert "language 'de'" in run("check", "--lang", "de", code=2).stderr
