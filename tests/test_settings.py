"""Every key of the settings file, and every way to get one wrong."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.assemble import FORMATS, LAYOUTS
from tiptranslate.errors import SettingsError
from tiptranslate.settings import ARGOS_INDEX, Assemble, Settings, read_settings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the settings file is to be."""
    return tmp_path / "tiptranslate.toml"


def read(path: Path, text: str) -> Settings:
    """The settings that a text says."""
    path.write_text(text, encoding="utf-8")
    return read_settings(path)


def refusal(path: Path, text: str) -> str:
    """The message that a text is refused with, from the line on."""
    with pytest.raises(SettingsError) as caught:
        read(path, text)
    assert "\n" not in str(caught.value)
    return str(caught.value).removeprefix(str(path))


def as_toml(settings: Settings) -> str:
    """All settings as a file would say them."""
    lines = []
    for table in fields(settings):
        lines.append(f"[{table.name}]")
        values = getattr(settings, table.name)
        lines += [f"{key.name} = {_value(getattr(values, key.name))}" for key in fields(values)]
    return "\n".join(lines)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{json.dumps(k)} = {_value(v)}' for k, v in value.items())}}}"
    return json.dumps(value, ensure_ascii=False)


def test_checks_that_are_not_wanted(path: Path) -> None:
    """They are named by id; one that there is not is refused, with the nearest."""
    assert read(path, '[lint]\nignore = ["double-space"]\n').lint.ignore == ("double-space",)
    assert refusal(path, '[lint]\n\nignore = ["double-space", "double-spice"]\n') == (
        ":3: unknown check 'double-spice'; did you mean 'double-space'?"
    )
    far = refusal(path, '[lint]\nignore = ["xyz"]\n')
    assert far.startswith(":2: unknown check 'xyz'; `tiptranslate explain` lists them")


def test_an_empty_file_is_all_defaults(path: Path) -> None:
    """The numbers here are those that the documentation names."""
    settings = read(path, "")

    assert settings == Settings()
    assert settings.workspace.source == "en"
    assert settings.workspace.languages == ("ru", "uz")
    assert settings.draft.engine == "auto"
    assert (settings.draft.beam, settings.draft.hypotheses) == (4, 4)
    assert (settings.draft.batch_tokens, settings.draft.near) == (512, 0.75)
    assert settings.models.index == ARGOS_INDEX
    assert settings.check.fail_on == "error"
    assert settings.assemble == Assemble(("html", "md", "txt"), ("mono", "side"))


def test_all_defaults_can_be_written_out(path: Path) -> None:
    """Whoever copies every key from the documentation changes nothing."""
    assert read(path, as_toml(Settings())) == Settings()


def test_every_key(path: Path) -> None:
    """None is read and then forgotten."""
    text = """
    [workspace]
    name = "Press office"
    source = "ru"
    languages = ["uz", "uz@cyrillic"]
    contact = "desk@example.org"
    teams = { uz = "Uzbek desk", "uz@cyrillic" = "Uzbek desk" }
    [draft]
    engine = "none"
    engines = { uz = "ctranslate2" }
    beam = 1
    hypotheses = 2
    batch_tokens = 2048
    compute_type = "float32"
    device = "cuda"
    threads = 3
    near = 1
    starter_memory = false
    [models]
    index = "https://example.org/index.json"
    paths = ["models", "../more"]
    [check]
    fail_on = "warning"
    require = "drafted"
    ignore = ["missing-term"]
    meaning = true
    [lint]
    ignore = ["double-space"]
    [review]
    name = "A desk"
    sign = true
    [assemble]
    formats = ["txt"]
    layouts = ["stacked", "mono"]
    """

    settings = read(path, text)

    for table in fields(settings):
        found, default = getattr(settings, table.name), getattr(Settings(), table.name)
        assert is_dataclass(found)
        for key in fields(found):
            assert getattr(found, key.name) != getattr(default, key.name), key.name
    assert settings.workspace.teams == {"uz": "Uzbek desk", "uz@cyrillic": "Uzbek desk"}
    assert settings.draft.engines == {"uz": "ctranslate2"}
    assert (settings.draft.near, type(settings.draft.near)) == (1.0, float)
    assert settings.models.paths == ("models", "../more")
    assert settings.assemble.layouts == ("stacked", "mono")


LINES = st.text(
    st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=20
).filter(str.strip)


@given(
    name=LINES,
    beam=st.integers(1, 99),
    near=st.floats(0.01, 1),
    formats=st.lists(st.sampled_from(list(FORMATS)), min_size=1, unique=True),
    layouts=st.lists(st.sampled_from(list(LAYOUTS)), min_size=1, unique=True),
    teams=st.dictionaries(st.sampled_from(["ru", "uz"]), LINES),
)
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    beam: int,
    near: float,
    formats: list[str],
    layouts: list[str],
    teams: dict[str, str],
) -> None:
    """Any names and any numbers in their range."""
    path = tmp_path_factory.mktemp("settings") / "tiptranslate.toml"
    text = (
        f"[workspace]\nname = {_value(name)}\nteams = {_value(teams)}\n"
        f"[draft]\nbeam = {beam}\nnear = {near!r}\n"
        f"[assemble]\nformats = {_value(formats)}\nlayouts = {_value(layouts)}\n"
    )

    settings = read(path, text)

    assert (settings.workspace.name, settings.workspace.teams) == (name, teams)
    assert (settings.draft.beam, settings.draft.near) == (beam, near)
    assert settings.assemble == Assemble(tuple(formats), tuple(layouts))


@pytest.mark.parametrize("text", ["", "[workspace]\nname = 'A'\n"])
def test_a_byte_order_mark_and_windows_line_ends(path: Path, text: str) -> None:
    """Windows editors leave both."""
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    assert read_settings(path) == (read(path, text))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[workspce]\n", ":1: unknown key 'workspce' at the top; did you mean 'workspace'?"),
        (
            "[draft]\nbeam = 4\n[workspace]\nlanguage = ['ru']\n",
            ":4: unknown key 'language' in [workspace]; did you mean 'languages'?",
        ),
        ("draft.engin = 'none'", ":1: unknown key 'engin' in [draft]; did you mean 'engine'?"),
        ("\n\ndraft = { baem = 4 }", ":3: unknown key 'baem' in [draft]; did you mean 'beam'?"),
        (
            "[check]\nxyz = 1\n",
            ":2: unknown key 'xyz' in [check]; known: fail_on",
        ),
        (
            "[draft]\nengine = 'none'\n[models]\nzzz = 'x'\n",
            ":4: unknown key 'zzz' in [models]; known: index, paths",
        ),
        ('[ "draft" ]\n"beem" = 4', ":2: unknown key 'beem' in [draft]; did you mean 'beam'?"),
        ("[zzz.beam]\n", ":1: unknown key 'zzz' at the top; known: workspace, draft, models, "),
        ("[[draft]]\n", ":1: draft must be a table"),
    ],
)
def test_unknown_keys(path: Path, text: str, message: str) -> None:
    """The nearest key there is, or all of them; the line is that of the key in its own table."""
    assert refusal(path, text).startswith(message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[workspace]\nname = 1", ":2: name must be text"),
        ("[workspace]\nlanguages = 'ru'", ":2: languages must be a list of texts"),
        ("[workspace]\nlanguages = [1]", ":2: languages must be a list of texts"),
        ("[workspace]\nteams = 'A'", ":2: teams must be a table"),
        ("[workspace.teams]\nru = 1", ":2: ru must be text"),
        ("[draft]\nbeam = '4'", ":2: beam must be a whole number"),
        ("[draft]\nbeam = 4.0", ":2: beam must be a whole number"),
        ("[draft]\nbeam = true", ":2: beam must be a whole number"),
        ("[draft]\nnear = '1'", ":2: near must be a number"),
        ("[draft]\nnear = true", ":2: near must be a number"),
        ("[draft]\nengine = 2025-05-05", ":2: engine must be text"),
        ("draft = 4", ":1: draft must be a table"),
    ],
)
def test_wrong_types(path: Path, text: str, message: str) -> None:
    """What it must be, in the words of people who write TOML."""
    assert refusal(path, text) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[workspace]\nlanguages = ['ru', 'de']",
            ":2: unknown language 'de'; known: en, ru, uz, uz@cyrillic",
        ),
        (
            "[workspace]\nsource = 'fr'",
            ":2: unknown language 'fr'; known: en, ru, uz, uz@cyrillic",
        ),
        (
            "[draft.engines]\nde = 'argos'",
            ":1: unknown language 'de'; known: en, ru, uz, uz@cyrillic",
        ),
        ("[workspace]\nlanguages = []", ":2: languages must not be empty"),
        ("[workspace]\nlanguages = ['ru', 'ru']", ":2: 'ru' is in languages twice"),
        ("[workspace]\nlanguages = ['en']", ":2: languages must not have the source 'en' in it"),
        ("[workspace]\nname = ' '", ":2: name must be one line of text"),
        ('[workspace]\nname = "a\\nb"', ":2: name must be one line of text"),
        ('[workspace]\ncontact = "a\\u2028b"', ":2: contact must be one line of text"),
        ('[workspace]\nteams = { ru = "" }', ":2: teams must be one line of text"),
        ("[draft]\nbeam = 0", ":2: beam must be at least 1"),
        ("[draft]\nhypotheses = -1", ":2: hypotheses must be at least 1"),
        ("[draft]\nbatch_tokens = 0", ":2: batch_tokens must be at least 1"),
        ("[draft]\nthreads = -1", ":2: threads must be 0 (as many as there are cores) or more"),
        ("[draft]\nnear = 0", ":2: near must be above 0 and at most 1"),
        ("[draft]\nnear = 1.1", ":2: near must be above 0 and at most 1"),
        ("[draft]\nnear = nan", ":2: near must be above 0 and at most 1"),
        ("[check]\nfail_on = 'never'", ":2: fail_on must be one of suggestion, warning, error"),
        ("[check]\nrequire = 'nothing'", ":2: require must be one of reviewed, drafted"),
        (
            "[assemble]\nformats = ['odt']",
            ":2: unknown 'odt' in formats; known: html, md, txt, docx, pdf",
        ),
        ("[assemble]\nformats = []", ":2: formats must not be empty"),
        (
            "[assemble]\nlayouts = ['wide']",
            ":2: unknown 'wide' in layouts; known: mono, side, stacked, trilingual",
        ),
        ("[assemble]\nlayouts = ['mono', 'mono']", ":2: 'mono' is in layouts twice"),
    ],
)
def test_values_out_of_range(path: Path, text: str, message: str) -> None:
    """What cannot be meant is refused before a run begins."""
    assert refusal(path, text) == message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[workspace\n", 1),
        ("[draft]\nbeam = \n", 2),
        ("[draft]\n[draft]\n", 2),
        ("[draft]\n\nbeam = 'x", 3),
        ("[draft]\nbeam = 1\nbeam = 2\n", 3),
    ],
)
def test_no_toml(path: Path, text: str, line: int) -> None:
    """The line, and what the parser says of it."""
    assert refusal(path, text).startswith(f":{line}: is not valid TOML: ")


def test_no_text(path: Path, tmp_path: Path) -> None:
    """Another encoding, a missing file, a folder."""
    path.write_bytes(b"[workspace]\nname = '\xcf'\n")

    with pytest.raises(SettingsError, match="is not UTF-8 at byte 20; save it as UTF-8"):
        read_settings(path)
    with pytest.raises(SettingsError, match="cannot be read: No such file or directory"):
        read_settings(tmp_path / "none.toml")
    with pytest.raises(SettingsError, match="cannot be read: Is a directory"):
        read_settings(tmp_path)
