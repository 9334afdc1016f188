"""``tiptranslate models`` as a user meets it: output, messages, exit codes."""

import contextlib
import http.server
import io
import json
import os
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from tiptranslate.cli import main
from tiptranslate.cli.models import _progress, models
from tiptranslate.errors import DownloadError
from tiptranslate.translate.folders import write_preset
from tiptranslate.translate.presets import PRESETS

loopback = pytest.mark.allow_hosts(["127.0.0.1"])


def package_bytes(target: str = "ru") -> bytes:
    """A package that passes every check before loading."""
    metadata = {"from_code": "en", "to_code": target, "package_version": "1.9"}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("p/metadata.json", json.dumps(metadata))
        archive.writestr("p/model/model.bin", b"weights")
        archive.writestr("p/sentencepiece.model", b"pieces")
    return buffer.getvalue()


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A models folder of its own, with neither Argos Translate's nor a workspace about."""
    monkeypatch.setenv("TIPTRANSLATE_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argos"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "models"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package file."""
    path = tmp_path / "en_ru.argosmodel"
    path.write_bytes(package_bytes())
    return path


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The address of an index with one package, on loopback."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_args: object) -> None:
            """Keep the test's output clean."""

    folder = tmp_path / "site"
    folder.mkdir()
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Handler, directory=str(folder))
    )
    address = f"http://127.0.0.1:{server.server_address[1]}"
    (folder / "en_ru.argosmodel").write_bytes(package_bytes())
    entry = {
        "from_code": "en",
        "to_code": "ru",
        "package_version": "1.9",
        "links": [f"{address}/en_ru.argosmodel"],
    }
    (folder / "index.json").write_text(json.dumps([entry]))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"{address}/index.json"
    server.shutdown()
    server.server_close()
    thread.join()


def run(*args: str, code: int = 0) -> Result:
    """The whole program with these arguments."""
    result = CliRunner().invoke(main, ["models", *args])
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


def test_nothing_installed(root: Path) -> None:
    """A hint on stderr, nothing on stdout, exit code 0, and no folder is made."""
    result = run("list")
    assert result.stdout == ""
    assert "models install en-ru" in result.stderr
    listed = json.loads(run("list", "--format", "json").stdout)
    assert listed == {"version": 1, "models": [], "starter": None}
    assert not root.exists()


def test_the_life_of_a_model(root: Path, package: Path) -> None:
    """Install a file, list, verify, remove."""
    result = run("install", str(package))
    assert result.stdout == ""
    assert "Installed translate-en_ru-1_9 (en-ru, " in result.stderr
    assert "SHA-256 of the package: " in result.stderr
    assert "installed already" in run("install", str(package)).stderr
    rows = [line.split() for line in run("list").stdout.splitlines()]
    assert rows[0] == ["name", "pairs", "version", "from", "size"]
    assert rows[1][:4] == ["translate-en_ru-1_9", "en-ru", "1.9", "tiptranslate"]
    assert "all as installed" in run("verify").stdout
    assert "Removed translate-en_ru-1_9" in run("remove", "translate-en_ru-1_9").stderr
    assert [path.name for path in root.iterdir() if path.name != ".lock"] == []


def test_the_json_of_a_model(root: Path, package: Path) -> None:
    """The documented fields, alone on stdout."""
    run("install", str(package))
    (model,) = json.loads(run("list", "--format", "json").stdout)["models"]
    assert model["name"] == "translate-en_ru-1_9"
    assert model["kind"] == "argos"
    assert model["pairs"] == [{"source": "en", "target": "ru"}]
    assert model["path"] == str(root / "translate-en_ru-1_9")
    assert len(model["sha256"]) == 64
    assert set(model) == {
        "name", "kind", "owner", "pairs", "version", "size", "path",
        "licence", "preset", "origin", "sha256", "problem",
    }  # fmt: skip


def test_damage_is_exit_code_3(root: Path, package: Path) -> None:
    """Findings on stdout, one line on stderr; in JSON too."""
    run("install", str(package))
    (root / "translate-en_ru-1_9" / "model" / "model.bin").write_bytes(b"other")
    result = run("verify", "translate-en_ru-1_9", code=3)
    assert "model/model.bin: differs from what was installed" in result.stdout
    assert "1 of 1 models differ" in result.stderr
    (model,) = json.loads(run("verify", "--format", "json", code=3).stdout)["models"]
    assert model["findings"] == ["model/model.bin: differs from what was installed"]


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["install", "nothing"], 2, "write en-ru"),
        (["install", "no/such.argosmodel"], 2, "cannot read the package"),
        (["remove", "nothing"], 3, "no model is called 'nothing'; installed: none"),
        (["verify", "nothing"], 3, "no model is called"),
        (["install", "en-ru", "--index", "http://example.org/i"], 3, "only https addresses"),
        (["add-folder", ".", "--preset", "nllb"], 2, "model.bin is missing"),
        (["add-folder", ".", "--preset", "gpt"], 2, "is not one of"),
        (["add-folder", "no/such/folder"], 2, "no/such/folder: "),
    ],
)
def test_mistakes_are_one_line(root: Path, args: list[str], code: int, message: str) -> None:
    """Each with its exit code; nothing is made."""
    result = run(*args, code=code)
    assert message in result.stderr
    assert result.stdout == ""
    assert not [path for path in root.glob("*") if path.name != ".lock"]


@pytest.mark.usefixtures("root")
def test_an_empty_package_is_said_to_be_empty(tmp_path: Path) -> None:
    """Not what the zip reader stumbles over in it."""
    (tmp_path / "x.argosmodel").touch()
    assert "it is empty, no zip" in run("install", str(tmp_path / "x.argosmodel"), code=3).stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What the converter leaves of an M2M100 model, but for its weights."""
    folder = tmp_path / "m2m100_418M"
    folder.mkdir()
    (folder / "model.bin").write_bytes(b"weights")
    (folder / "shared_vocabulary.json").write_text('["__en__", "__ru__", "__uz__", "</s>"]')
    (folder / "sentencepiece.bpe.model").write_bytes(b"pieces")
    return folder


@pytest.mark.usefixtures("root")
def test_a_folder_with_its_recipe_needs_no_preset(folder: Path) -> None:
    """The recipe that an added folder gets is enough to add it again elsewhere."""
    write_preset(folder, "m2m100")

    assert "Installed m2m100_418M (en-ru, en-uz, " in run("add-folder", str(folder)).stderr


@pytest.mark.usefixtures("root")
def test_a_damaged_package_is_exit_code_3(package: Path) -> None:
    """The file is named in the one line."""
    package.write_bytes(package.read_bytes()[:-40])
    assert f"{package}: " in run("install", str(package), code=3).stderr


@loopback
def test_a_pair_is_installed(root: Path, site: str) -> None:
    """What is fetched and from where is said before the result."""
    said = run("install", "en-ru", "--index", site).stderr.splitlines()
    assert said[0] == f"Reading the index {site}"
    assert said[1].startswith(f"Fetching {site.replace('index.json', 'en_ru.argosmodel')} (")
    assert said[2].startswith("Installed translate-en_ru-1_9")
    assert (root / "translate-en_ru-1_9").is_dir()


@loopback
@pytest.mark.usefixtures("root")
def test_a_pair_that_is_not_offered(site: str) -> None:
    """Exit code 3, with what to do instead."""
    result = run("install", "en-uz", "--index", site, code=3)
    assert "no model for en -> uz" in result.stderr
    assert "add-folder" in result.stderr


@loopback
@pytest.mark.usefixtures("root")
def test_the_index_is_listed(site: str) -> None:
    """For people and for programs; the request is announced."""
    result = run("install", "--available", "--index", site)
    assert "Reading the index" in result.stderr
    assert result.stdout.splitlines()[1].split()[:2] == ["en-ru", "1.9"]
    found = json.loads(run("install", "--available", "--index", site, "--format", "json").stdout)
    assert found["models"][0]["target"] == "ru"


@loopback
@pytest.mark.usefixtures("root")
def test_the_index_of_the_settings_is_asked(site: str) -> None:
    """Without --index the settings of the workspace say where it is."""
    settings = SimpleNamespace(models=SimpleNamespace(index=site))
    result = CliRunner().invoke(
        models, ["install", "en-ru"], obj=SimpleNamespace(settings=settings)
    )
    assert result.exit_code == 0, result.output
    assert f"Reading the index {site}" in result.stderr


@pytest.mark.usefixtures("root")
def test_the_default_is_the_public_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside of a workspace, and when the group is called alone."""

    def refuse(address: str, **_options: Any) -> None:
        raise DownloadError(f"asked {address}")

    monkeypatch.setattr("tiptranslate.translate.install.fetch_index", refuse)
    assert (
        "asked https://raw.githubusercontent.com/argosopentech"
        in run("install", "en-ru", code=3).stderr
    )
    alone = CliRunner().invoke(models, ["install", "en-ru"])
    assert isinstance(alone.exception, DownloadError)


def test_a_bar_is_drawn_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the first second, again for a second step, and never beyond its end."""
    pty = pytest.importorskip("pty")
    now = [0.0]
    monkeypatch.setattr("tiptranslate.cli.models.time.monotonic", lambda: now[0])
    keyboard, screen = pty.openpty()
    with open(screen, "w") as terminal:  # noqa: PTH123 - a descriptor
        monkeypatch.setattr("sys.stderr", terminal)
        with _progress() as progress:
            assert progress is not None
            progress(10, 100)
            assert progress.bar is None
            now[0] = 2.0
            progress(50, 100)
            progress(100, 100)
            first = progress.bar
            progress(30, 300)
            assert progress.bar is not first
            progress(0, 0)
        assert progress.bar is None
    drawn = ""
    # A terminal whose programs are gone gives what it still has, then an error.
    with contextlib.suppress(OSError):
        while chunk := os.read(keyboard, 10_000):
            drawn += chunk.decode()
    os.close(keyboard)
    assert "50%" in drawn
    assert "100%" in drawn
    assert "10%" in drawn


def test_the_presets_are_all_there() -> None:
    """The choices of the command are the presets there are."""
    (option,) = (p for p in models.commands["add-folder"].params if p.name == "preset")
    assert isinstance(option.type, click.Choice)
    assert list(option.type.choices) == list(PRESETS)


@pytest.mark.usefixtures("root")
def test_a_folder_is_added(folder: Path) -> None:
    """With its licence said."""
    result = run("add-folder", str(folder), "--preset", "m2m100")
    assert "Installed m2m100_418M (en-ru, en-uz, " in result.stderr
    assert "Licence of the model: MIT" in result.stderr
    assert "m2m100_418M" in run("list").stdout
