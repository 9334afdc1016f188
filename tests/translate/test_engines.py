"""Engines by name: one door for the built-in ones and for plug-ins."""

import subprocess
import sys
from pathlib import Path

import pytest

from tiptranslate import translate
from tiptranslate.errors import EngineError
from tiptranslate.translate import EngineOptions, engines

BUILT_IN = ("argos", "ctranslate2", "pseudo")


def plug_in(folder: Path, monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Install a distribution with these entry points, as a package manager would leave it."""
    metadata = folder / "echoes-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: echoes\nVersion: 1.0\n")
    points = "\n".join(["[tiptranslate.engines]", *lines, ""])
    (metadata / "entry_points.txt").write_text(points)
    (folder / "echoes.py").write_text(
        "class Echo:\n    name = 'echo'\n    def __init__(self, options): self.options = options\n"
    )
    monkeypatch.syspath_prepend(str(folder))


def test_the_built_in_engines_are_there() -> None:
    """By the same door as any other."""
    assert set(BUILT_IN) <= set(engines.names())


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_built_in_engine_loads_with_its_options(name: str) -> None:
    """And says its own name."""
    options = EngineOptions(beam=2)
    engine = engines.load(name, options)

    assert engine.name == name
    assert engine.options is options  # type: ignore[attr-defined]
    assert engines.load(name).name == name


def test_a_plug_in_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A class named in the entry-point group is all it takes."""
    plug_in(tmp_path, monkeypatch, "echo = echoes:Echo")

    assert "echo" in engines.names()
    assert engines.load("echo").name == "echo"


def test_an_unknown_name_lists_what_exists() -> None:
    """A failed look-up helps on."""
    with pytest.raises(EngineError, match=r"no engine is called 'argus'; there are: .*argos"):
        engines.load("argus")


@pytest.mark.parametrize("value", ["echoes:Missing", "no_such_module:Echo"])
def test_a_broken_plug_in_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    """Its name, its module and what to do."""
    plug_in(tmp_path, monkeypatch, f"broken = {value}")
    with pytest.raises(EngineError, match=rf"engine 'broken' \({value}\) cannot be loaded"):
        engines.load("broken")


def test_importing_the_stage_imports_nothing_heavy() -> None:
    """Nor does asking for names: --help and status stay quick."""
    code = (
        "import sys; from tiptranslate import translate; translate.names();"
        "translate.draft; translate.Memory; translate.load('pseudo');"
        "heavy = {'ctranslate2', 'sentencepiece', 'argostranslate', 'rapidfuzz', 'phonenumbers',"
        " 'numpy', 'regex', 'filelock'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_the_public_names_are_all_there() -> None:
    """The lazy ones too; another is an AttributeError, as for any module."""
    for name in translate.__all__:
        assert getattr(translate, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = translate.nonsense
