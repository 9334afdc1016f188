"""A real scheduler and real workers, each in a process of its own: the same bytes, or one line."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tiptranslate import pipeline
from tiptranslate.cluster import connection
from tiptranslate.drafts import Choice, Progress
from tiptranslate.errors import EngineError, UsageError
from tiptranslate.project import Project
from tiptranslate.reports import DraftReport

pytestmark = [pytest.mark.starter, pytest.mark.allow_hosts(["127.0.0.1"])]
Client = pytest.importorskip("distributed", reason="the extra `cluster` is missing").Client

QUIET = {
    "DASK_DISTRIBUTED__SCHEDULER__HTTP__ROUTES": "[]",
    "DASK_DISTRIBUTED__WORKER__HTTP__ROUTES": "[]",
}
SETTINGS = (
    "[workspace]\nlanguages = {languages}\n"
    '[draft]\nengine = "{engine}"\nstarter_memory = false\nbatch_tokens = 96\nhypotheses = 2\n'
)
"""Small batches, so that there are many; two hypotheses, so that it is over soon."""
LANGUAGES = {"starter": ["ru"], "pseudo": ["ru", "uz"]}


class Cluster:
    """A scheduler's process and those of its workers.

    Args:
        folder: Where they may write.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.workers: list[subprocess.Popen[bytes]] = []
        file = folder / "scheduler.json"
        self.scheduler = self._start(
            "scheduler", "--port", "0", "--dashboard-address", "127.0.0.1:0", "--no-dashboard",
            "--scheduler-file", str(file),
        )  # fmt: skip
        until = time.monotonic() + 60
        while not (file.is_file() and file.stat().st_size):
            assert time.monotonic() < until, (folder / "log").read_text()
            time.sleep(0.05)
        self.address: str = json.loads(file.read_text())["address"]

    def worker(
        self, env: Mapping[str, str] | None = None, preload: Path | None = None
    ) -> "subprocess.Popen[bytes]":
        """Start a worker; nobody starts it again when it dies."""
        more = ("--preload", str(preload)) if preload else ()
        started = self._start(
            "worker", self.address, "--no-nanny", "--nthreads", "1", "--no-dashboard",
            "--local-directory", str(self._folder), *more, env=env,
        )  # fmt: skip
        self.workers.append(started)
        return started

    def _start(
        self, name: str, *arguments: str, env: Mapping[str, str] | None = None
    ) -> "subprocess.Popen[bytes]":
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{name}", "--host", "127.0.0.1",
                 *arguments],
                env={**os.environ, **QUIET, "OMP_NUM_THREADS": "1", **(env or {})},
                stdout=log,
                stderr=log,
            )  # fmt: skip

    def wait_for(self, workers: int) -> None:
        """Wait until so many workers have come."""
        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=60)

    def stop(self) -> None:
        """End them all."""
        for process in (*self.workers, self.scheduler):
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            process.wait()


@contextlib.contextmanager
def started(folder: Path, workers: int) -> Iterator[Cluster]:
    """A scheduler with workers."""
    cluster = Cluster(folder)
    try:
        for _ in range(workers):
            cluster.worker()
        yield cluster
    finally:
        cluster.stop()


@pytest.fixture
def lonely(tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler without workers."""
    folder = tmp_path / "cluster"
    folder.mkdir()
    with started(folder, 0) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler with two workers, shared by the tests that leave them as they are."""
    with started(tmp_path_factory.mktemp("cluster"), 2) as cluster:
        yield cluster


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock, so that two runs write the same bytes."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


def workspace(root: Path, repository: Path, engine: str) -> Path:
    """A workspace with the beginning of a sample release and the project's own glossary."""
    (root / "releases").mkdir(parents=True)
    sample = repository / "releases" / "2025-samarkand-labour-inspectors.txt"
    beginning = sample.read_text(encoding="utf-8").split("\n\n")[:5]
    (root / "releases" / sample.name).write_text("\n\n".join(beginning) + "\n", encoding="utf-8")
    (root / "glossary").mkdir()
    for name in ("terms.csv", "names.csv"):
        (root / "glossary" / name).write_bytes((repository / "glossary" / name).read_bytes())
    (root / "tiptranslate.toml").write_text(
        SETTINGS.format(engine=engine, languages=json.dumps(LANGUAGES[engine]))
    )
    return root


def draft(root: Path, address: str = "", progress: Progress | None = None) -> DraftReport:
    """Draft a workspace's releases, here or there."""
    project = Project(root)
    languages = project.settings.workspace.languages
    return pipeline.draft(
        project, list(project.releases), languages, Choice(cluster=address), progress
    )


def catalogs(root: Path) -> dict[str, bytes]:
    """Every template and catalog by its path."""
    files = [*root.rglob("*.pot"), *root.rglob("*.po")]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(files)}


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory, root: Path) -> dict[str, dict[str, bytes]]:
    """What a run in one process writes, for each engine."""
    made = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        for engine in ("starter", "pseudo"):
            place = workspace(tmp_path_factory.mktemp(engine) / "desk", root, engine)
            assert draft(place).errors == ()
            made[engine] = catalogs(place)
    return made


@pytest.mark.parametrize("engine", ["starter", "pseudo"])
def test_the_catalogs_are_those_of_one_process(
    cluster: Cluster, samples: dict[str, dict[str, bytes]], tmp_path: Path, root: Path, engine: str
) -> None:
    """To the byte, and progress comes to its end."""
    desk = workspace(tmp_path / "desk", root, engine)
    seen: list[tuple[str, int, int]] = []

    report = draft(desk, cluster.address, lambda *facts: seen.append(facts))

    assert report.errors == ()
    assert catalogs(desk) == samples[engine]
    for language in LANGUAGES[engine]:
        done = [(done, total) for name, done, total in seen if name == language]
        assert done == sorted(done)
        assert done[-1][0] == done[-1][1]


def test_a_worker_is_killed(
    lonely: Cluster, samples: dict[str, dict[str, bytes]], tmp_path: Path, root: Path
) -> None:
    """Midway: the others do its work, and nothing shows in the catalogs."""
    desk = workspace(tmp_path / "desk", root, "starter")
    victim = lonely.worker()
    lonely.worker()
    killed: list[int] = []

    def kill(_: str, done: int, total: int) -> None:
        if not killed:
            victim.send_signal(signal.SIGKILL)
            victim.wait()
            killed.append(total - done)

    report = draft(desk, lonely.address, kill)

    assert killed[0] > 0
    assert report.errors == ()
    assert catalogs(desk) == samples["starter"]


def test_all_workers_are_killed(
    lonely: Cluster, tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run ends by itself with one line, and the next one without a cluster goes on."""
    monkeypatch.setattr(connection, "WORKER_SECONDS", 1.0)
    desk = workspace(tmp_path / "desk", root, "starter")
    (error,) = draft(desk, lonely.address).errors
    assert isinstance(error, EngineError)
    assert "has no worker and none came" in str(error)
    monkeypatch.setattr(connection, "WORKER_SECONDS", 60.0)
    only = lonely.worker()

    def kill(*_: object) -> None:
        monkeypatch.setattr(connection, "WORKER_SECONDS", 1.0)
        only.kill()

    (error,) = draft(desk, lonely.address, kill).errors

    assert isinstance(error, EngineError)
    assert "all workers" in str(error)
    assert sum(item.machine for item in draft(desk).drafted) > 0


def test_the_scheduler_is_killed(lonely: Cluster, tmp_path: Path, root: Path) -> None:
    """One line, at once for all languages."""
    desk = workspace(tmp_path / "desk", root, "starter")
    lonely.worker()

    (error,) = draft(desk, lonely.address, lambda *_: lonely.scheduler.kill()).errors

    assert isinstance(error, EngineError)
    assert "is lost; start it" in str(error)


def test_nobody_listens(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address without a scheduler is an error of the engine; catalogs are still made."""
    monkeypatch.setattr(connection, "CONNECT_SECONDS", 1.0)
    desk = workspace(tmp_path / "desk", root, "pseudo")

    (error,) = draft(desk, "tcp://127.0.0.1:9").errors

    assert error.exit_code == 3
    assert str(error).startswith("no scheduler answers at tcp://127.0.0.1:9: ")
    assert len(catalogs(desk)) == 3


@pytest.mark.parametrize(
    ("address", "missing", "said"),
    [
        ("tls://127.0.0.1:9", "", "no certificate for tls://127.0.0.1:9; name the files"),
        ("tcp://127.0.0.1:9", "distributed", "pip install 'tiptranslate[cluster]'"),
        ("local", "cryptography", "pip install 'tiptranslate[cluster]'"),
    ],
)
def test_what_is_missing_is_said(
    monkeypatch: pytest.MonkeyPatch, address: str, missing: str, said: str
) -> None:
    """Certificates that nobody named, an extra that nobody installed."""
    monkeypatch.setitem(sys.modules, missing, None)

    with pytest.raises(EngineError) as caught, connection.connected(address, 0):
        pass

    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


OTHER_PROGRAM = """import tiptranslate
tiptranslate.__version__ = "0.0.1"
"""
OTHER_MODEL = """import shutil, tempfile
from pathlib import Path
from tiptranslate.translate import starter
folder = Path(tempfile.mkdtemp(dir=Path(__file__).parent)) / "model"
shutil.copytree(starter.FOLDER, folder)
with (folder / "card.json").open("a") as card:
    card.write("\\n")
starter.FOLDER = folder
"""


@pytest.mark.parametrize(
    ("preload", "env", "reason"),
    [
        (OTHER_PROGRAM, {}, "tiptranslate: 0.0.1 there, "),
        (OTHER_MODEL, {}, "files of the model: "),
        ("", {"CT2_FORCE_CPU_ISA": "GENERIC"}, "with different results"),
    ],
    ids=["program", "model", "processor"],
)
def test_a_worker_that_would_draft_otherwise(
    cluster: Cluster, tmp_path: Path, root: Path, preload: str, env: dict[str, str], reason: str
) -> None:
    """One among fit ones ends the run before any work is done, and is named."""
    desk = workspace(tmp_path / "desk", root, "starter")
    (tmp_path / "other.py").write_text(preload)
    worker = cluster.worker(env, tmp_path / "other.py")
    cluster.wait_for(3)
    asked: list[object] = []

    (error,) = draft(desk, cluster.address, lambda *facts: asked.append(facts)).errors
    worker.kill()
    worker.wait()

    assert error.exit_code == 3
    assert reason in str(error)
    assert f"process {worker.pid}" in str(error)
    assert not asked


def test_an_interrupt(
    cluster: Cluster, samples: dict[str, dict[str, bytes]], tmp_path: Path, root: Path
) -> None:
    """Ctrl-C midway leaves no catalog and no half of one; what was sent out is called off."""
    desk = workspace(tmp_path / "desk", root, "starter")
    run = command(desk, "--cluster", cluster.address)
    with Client(cluster.address, set_as_default=False) as client:
        until = time.monotonic() + 60
        while not any(client.processing().values()):
            assert time.monotonic() < until, run.communicate()
            time.sleep(0.05)
        run.send_signal(signal.SIGINT)
        _, said = run.communicate(timeout=60)
        while any(client.processing().values()):
            assert time.monotonic() < until
            time.sleep(0.05)

    assert (run.returncode, said.strip()) == (130, b"tiptranslate: stopped")
    assert [path for path in desk.rglob("*") if path.suffix in {".po", ".tmp"}] == []
    assert draft(desk, cluster.address).errors == ()
    assert catalogs(desk) == samples["starter"]


def command(desk: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    """The program at work in a workspace, as a person starts it."""
    program = "from tiptranslate.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", program, "--workspace", str(desk), "draft", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_workers_of_this_machine(
    samples: dict[str, dict[str, bytes]], tmp_path: Path, root: Path
) -> None:
    """`local` writes the same bytes, listens on 127.0.0.1 alone, leaves no process and no file."""
    psutil = pytest.importorskip("psutil")
    desk = workspace(tmp_path / "desk", root, "pseudo")
    listening: set[str] = set()
    family = set()

    run = command(desk, "--cluster", "local")
    while run.poll() is None:
        with contextlib.suppress(psutil.Error):
            for process in (top := psutil.Process(run.pid), *top.children(recursive=True)):
                family.add(process)
                found = process.net_connections("inet")
                listening |= {c.laddr.ip for c in found if c.status == psutil.CONN_LISTEN}
        time.sleep(0.1)

    _, said = run.communicate()
    assert (run.returncode, said) == (0, b"")
    assert catalogs(desk) == samples["pseudo"]
    assert listening == {"127.0.0.1"}
    _, left = psutil.wait_procs(family, timeout=10)
    assert left == []


@pytest.mark.parametrize("address", ["banana", "tcp://desk", "http://desk:8786", "tcp://a b:1", ""])
def test_no_address(address: str) -> None:
    """A mistake in writing is one of usage, found before anything is read."""
    with pytest.raises(UsageError, match="is no address"):
        connection.check_address(address)


@pytest.mark.parametrize(
    "address", ["local", "desk:8786", "tcp://10.0.0.1:8786", "tls://desk.example.org:1", "[::1]:5"]
)
def test_an_address(address: str) -> None:
    """All that Dask takes for one over TCP or TLS."""
    connection.check_address(address)
