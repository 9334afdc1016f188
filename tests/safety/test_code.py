"""What the package's own code never does, whoever made the files that it reads."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import tiptranslate

SOURCES = sorted(Path(tiptranslate.__file__).parent.rglob("*.py"))
UNSAFE_MODULES = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "yaml", "torch"}
"""They run what a file says, or read files that do."""
UNSAFE_CALLS = {"eval", "exec", "compile", "__import__"}
NETWORK = {"socket", "http", "urllib", "requests", "httpx", "ftplib", "smtplib", "asyncio"}
MAY_TALK = {
    "translate/network.py": "fetches an index or a model, when that is asked for",
    "translate/download.py": "the same, in parts",
    "translate/index.py": "reads addresses",
    "review/serving.py": "listens on this machine",
    "review/gate.py": "reads the cookies of browsers",
}
"""What imports anything that could open a connection, and why."""


def imported(tree: ast.AST) -> Iterator[str]:
    """The modules that a module imports, wherever."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.AST]:
    """Every module of the package by its path."""
    root = Path(tiptranslate.__file__).parent
    return {
        path.relative_to(root).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in SOURCES
    }


def test_nothing_that_runs_what_a_file_says(trees: dict[str, ast.AST]) -> None:
    """No pickles, no YAML, no evaluation: only CTranslate2 and SentencePiece read models."""
    found = [
        (name, module)
        for name, tree in trees.items()
        for module in imported(tree)
        if module.partition(".")[0] in UNSAFE_MODULES
    ]
    found += [
        (name, node.func.id)
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in UNSAFE_CALLS
    ]

    assert found == []


def test_no_shell(trees: dict[str, ast.AST]) -> None:
    """The one program that is started is git, for the reviewer's name, without a shell."""
    starters = {name for name, tree in trees.items() if {"subprocess", "pty"} & set(imported(tree))}
    shells = [
        name
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.keyword) and node.arg == "shell")
        or (isinstance(node, ast.Attribute) and node.attr in {"system", "popen"})
    ]

    assert starters == {"review/reviewer.py"}
    assert shells == []


def test_what_could_open_a_connection(trees: dict[str, ast.AST]) -> None:
    """Few modules, each known; a new one needs a reason here."""
    found = {
        name
        for name, tree in trees.items()
        for module in imported(tree)
        if module.partition(".")[0] in NETWORK
        and module not in {"urllib.parse", "http.cookies", "http"}
    }

    assert found <= MAY_TALK.keys()


def test_xml_of_strangers_is_read_safely(trees: dict[str, ast.AST]) -> None:
    """Parsers that would expand entities are nowhere used to read."""
    readers = {"fromstring", "parse", "iterparse", "XMLParser", "XMLPullParser"}
    plain = ("xml.etree", "xml.sax", "xml.dom")
    found = [
        (name, node.module)
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and node.module
        and node.module.startswith(plain)
        and readers & {alias.name for alias in node.names}
    ]
    found += [
        (name, node.func.attr)
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "ET"
        and node.func.attr in readers
    ]

    assert found == []
