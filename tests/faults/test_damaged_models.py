"""Models that are damaged, incomplete or half installed: drafting says so, and nothing is lost."""

import http.server
import json
import os
import shutil
import signal
import socketserver
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("ctranslate2")
pytest.importorskip("argostranslate.tokenizer")

NAME = "translate-en_ru-1_0"
Damage = Callable[[Path], object]


@pytest.fixture(scope="module")
def package(data: Path) -> Path:
    """A real package, small."""
    found = sorted((data / "models").glob("*en_ru*.argosmodel"))
    if not found:
        pytest.skip("no test models here")
    return found[0]


@pytest.fixture(scope="module")
def installed(laboratory: Callable[[], Any], package: Path) -> Path:
    """A workspace with an installed model and a sentence to draft."""
    lab = laboratory()
    root: Path = lab.workspace()
    settings = (root / "tiptranslate.toml").read_text()
    settings = settings.replace("pseudo", "argos").replace('"ru", "uz", "uz@cyrillic"', '"ru"')
    (root / "tiptranslate.toml").write_text(settings)
    (root / "releases" / "beta.txt").write_text("News\n\nIt is new.\n")
    assert lab.cli_here(root, "models", "install", str(package)).code == 0
    return root


@pytest.fixture
def root(lab: Any, installed: Path) -> Path:
    """A copy of it to be damaged."""
    root: Path = lab.copy(installed)
    return root


def model_of(root: Path) -> Path:
    """The folder of the model."""
    (folder,) = (path.parent for path in (root / "models").glob("*/metadata.json"))
    return folder


def cut(part: float, name: str) -> Damage:
    """Keep only the first part of a file."""

    def damage(folder: Path) -> None:
        data = (folder / name).read_bytes()
        (folder / name).write_bytes(data[: int(len(data) * part)])

    return damage


def without(pattern: str) -> Damage:
    """Remove files."""

    def damage(folder: Path) -> None:
        found = sorted(folder.glob(pattern))
        assert found
        for path in found:
            path.unlink()

    return damage


def filled(name: str, data: bytes) -> Damage:
    """Other bytes in the place of a file."""
    return lambda folder: (folder / name).write_bytes(data)


DAMAGES: dict[str, Damage] = {
    "model-empty": cut(0, "model/model.bin"),
    "model-cut-at-once": cut(0.001, "model/model.bin"),
    "model-cut": cut(0.5, "model/model.bin"),
    "model-nearly-whole": cut(0.999, "model/model.bin"),
    "model-of-nuls": filled("model/model.bin", bytes(5000)),
    "model-of-noise": filled("model/model.bin", bytes(range(256)) * 40),
    "no-model": without("model/model.bin"),
    "no-vocabulary": without("model/*vocab*"),
    "no-folder": lambda folder: shutil.rmtree(folder / "model"),
    "tokenizer-empty": cut(0, "sentencepiece.model"),
    "tokenizer-cut": cut(0.5, "sentencepiece.model"),
    "no-tokenizer": without("sentencepiece.model"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_model(lab: Any, root: Path, package: Path, damage: str) -> None:
    """One line and exit code 3; catalogs are brought up to date and keep every word."""
    before, words = lab.files(root), lab.reviewed(root)
    DAMAGES[damage](model_of(root))
    ended = lab.cli_apart(root, "draft")

    ended.check_refused(3, saying="")
    assert len([line for line in ended.err.splitlines() if "tiptranslate: " in line]) == 1
    assert words <= lab.reviewed(root)
    alpha = "locales/ru/LC_MESSAGES/alpha.po"
    assert lab.files(root)[alpha] == before[alpha], "nothing to draft in it"
    assert 'msgid "It is new."' in (root / alpha.replace("alpha", "beta")).read_text("utf-8")
    verified = lab.cli_here(root, "models", "verify")
    assert verified.code == 3
    assert "1 of 1 models differ from what was installed" in verified.err
    assert lab.cli_here(root, "models", "install", str(package)).code == 0
    assert "all as installed" in lab.cli_here(root, "models", "verify").out
    assert lab.cli_apart(root, "draft").code == 0


@pytest.mark.parametrize("name", ["metadata.json", "tiptranslate.json"])
@pytest.mark.parametrize("junk", ["", "{", "[]", "\0" * 64, '{"from_code": 7}'], ids=range(5))
def test_a_damaged_description(lab: Any, root: Path, name: str, junk: str) -> None:
    """A model that does not say what it is stops no command with a traceback."""
    words = lab.reviewed(root)
    (model_of(root) / name).write_text(junk)
    for arguments in (("draft",), ("models", "list"), ("models", "verify"), ("status",)):
        ended = lab.cli_apart(root, *arguments)
        assert ended.code in (0, 3), (arguments, ended)
        assert "Traceback" not in ended.err, (arguments, ended.err)
    assert words <= lab.reviewed(root)


@pytest.fixture
def index(tmp_path: Path, package: Path) -> Iterator[str]:
    """The address of an index with one package, served by another process on loopback."""
    site = tmp_path / "site"
    site.mkdir()
    shutil.copy(package, site / "en_ru.argosmodel")

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    with socketserver.TCPServer(("127.0.0.1", 0), partial(Handler, directory=str(site))) as server:
        address = f"http://127.0.0.1:{server.server_address[1]}"
        links = [f"{address}/en_ru.argosmodel"]
        entry = {"from_code": "en", "to_code": "ru", "package_version": "0.1", "links": links}
        (site / "index.json").write_text(json.dumps([entry]))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # as for the other children
            child = os.fork()
        if not child:
            server.serve_forever()
        yield f"{address}/index.json"
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_an_interrupted_download(lab: Any, index: str) -> None:
    """Killed in any file of fetching and unpacking: the same command again brings it to its end."""
    root = lab.workspace()
    command = ("models", "install", "en-ru", "--index", index)
    lab.cli_here(lab.copy(root), *command)
    number, code = 1, None
    while code is None:
        number += 7  # every step would take too long
        desk = lab.copy(root)
        code = lab.cli(desk, *command, step=lab.killing(number)).code
        assert lab.cli_here(desk, *command).code == 0
        assert "all as installed" in lab.cli_here(desk, "models", "verify").out
        assert lab.rests(desk) == []
    assert number > 40
