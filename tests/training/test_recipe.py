"""The whole recipe on a few lines for a few seconds.

Corpora in, packages out that plain Argos Translate runs.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PLAIN_ARGOS = """
import sys
from argostranslate import package, translate
for path in sys.argv[1:]:
    package.install_from_path(path)
class WholeText:
    def split_sentences(self, text):
        return [text]
for code in ("ru", "uz"):
    pair = translate.get_translation_from_codes("en", code).underlying
    pair.sentencizer = WholeText()
    print(code, pair.translate("The court opened 12 new cases."))
"""


def command(step: str, preset: Path, work: Path, corpus: Path, *more: str) -> list[str]:
    """The command line of one step."""
    options = ["--preset", str(preset), "--work", str(work), "--corpus", str(corpus)]
    return [sys.executable, "-m", "training", step, *options, *more]


@pytest.fixture(scope="module")
def made(corpus: Path, preset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run of every step."""
    work = tmp_path_factory.mktemp("run")
    finished = subprocess.run(
        command("run", preset, work, corpus, "--minutes", "0.1"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    return work


def test_the_whole_way_runs_as_one_command(made: Path) -> None:
    """Every step leaves what the next one needs."""
    assert len(list((made / "packages").glob("*.argosmodel"))) == 2
    scores = json.loads((made / "scores-test.json").read_text(encoding="utf-8"))
    assert set(scores) == {"ru test", "uz test"}
    assert {"model", "copy of the source", "memory only", "word by word"} <= set(scores["ru test"])
    logged = [
        json.loads(line) for line in (made / "train.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert {line.get("dev") for line in logged} >= {"ru", "uz"}


def test_a_package_says_what_it_is(made: Path) -> None:
    """Metadata, model, tokenizer and README are in the zip."""
    with zipfile.ZipFile(made / "packages" / "translate-en_uz-few.argosmodel") as archive:
        root = "translate-en_uz-few/"
        names = set(archive.namelist())
        assert {root + "metadata.json", root + "README.md", root + "model/model.bin"} <= names
        metadata = json.loads(archive.read(root + "metadata.json"))
    assert metadata["from_code"] == "en"
    assert metadata["to_code"] == "uz"
    assert metadata["target_prefix"] == "<2uz>"


def test_packaging_twice_gives_the_same_bytes(made: Path, preset: Path, corpus: Path) -> None:
    """No clock in the package."""
    path = made / "packages" / "translate-en_ru-few.argosmodel"
    first = path.read_bytes()
    subprocess.run(
        command("package", preset, made, corpus), cwd=ROOT, check=True, capture_output=True
    )
    assert path.read_bytes() == first


def test_plain_argos_translate_installs_and_translates(made: Path, tmp_path: Path) -> None:
    """Argos itself needs nothing of ours."""
    paths = sorted(str(path) for path in (made / "packages").glob("*.argosmodel"))
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    finished = subprocess.run(
        [sys.executable, "-c", PLAIN_ARGOS, *paths],
        env={
            **os.environ,
            **home,
            "XDG_CACHE_HOME": str(tmp_path),
            "ARGOS_PACKAGES_DIR": str(tmp_path / "packages"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    lines = dict(line.split(" ", 1) for line in finished.stdout.splitlines())
    assert set(lines) == {"ru", "uz"}
    assert not any("<2" in line for line in lines.values())


def test_a_killed_run_goes_on_where_it_was(corpus: Path, preset: Path, tmp_path: Path) -> None:
    """SIGKILL costs what came after the last checkpoint, no more."""
    for step in ("prepare", "tokenizer"):
        subprocess.run(
            command(step, preset, tmp_path, corpus), cwd=ROOT, check=True, capture_output=True
        )
    latest = tmp_path / "checkpoints" / "latest.pt"
    started = subprocess.Popen(
        command("train", preset, tmp_path, corpus, "--minutes", "5"),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 120
    while not latest.is_file() and time.monotonic() < deadline:
        time.sleep(0.1)
    started.send_signal(signal.SIGKILL)
    started.wait()

    from training import checkpoint

    before = checkpoint.load(latest).progress
    subprocess.run(
        command("train", preset, tmp_path, corpus, "--minutes", "0.02"),
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    after = checkpoint.load(latest).progress
    assert after.step > before.step
    assert after.seconds > before.seconds


def test_a_missing_corpus_gives_one_line(preset: Path, tmp_path: Path) -> None:
    """A user's mistake has no traceback."""
    finished = subprocess.run(
        command("prepare", preset, tmp_path, tmp_path / "nowhere"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 2
    assert finished.stderr.count("\n") == 1
    assert "--corpus" in finished.stderr
