"""Workspaces in which things go wrong; how, is in ``children.py``."""

import contextlib
import importlib.util
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

import pytest

from tiptranslate import pipeline
from tiptranslate.catalog import read
from tiptranslate.cli import main
from tiptranslate.drafts import Choice
from tiptranslate.model import State
from tiptranslate.project import Project
from tiptranslate.translate import starter

TEMPORARY = re.compile(r"\..+\.tiptranslate\.[a-z0-9_]{8}\.tmp|\.(new|old)-.{8}|\.downloads")
"""What a killed run may leave beside a file, and in the folder of models."""
CACHES = "build/.tiptranslate"
"""May be deleted at any time, so nothing is asked of what is in it."""

Call = Callable[[], object]
Step = Callable[[str, str], None]


def _load(name: str) -> ModuleType:
    """A module beside this one: test folders are no packages."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Its dataclasses look their module up.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


children: Any = _load("children")


def files(root: Path) -> dict[str, bytes]:
    """What there is below a folder, but for caches, locks and what killed runs may leave."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not _is_passing(path.relative_to(root))
    }


def _is_passing(path: Path) -> bool:
    """Whether a file is none that a person would miss."""
    return (
        path.as_posix().startswith(CACHES)
        or path.name == ".lock"
        or any(map(TEMPORARY.fullmatch, path.parts))
    )


def state(root: Path) -> int:
    """The same number for folders that are the same to the next run."""
    caches = {
        path.name: path.read_bytes()
        for path in (root / CACHES).rglob("*")
        if path.is_file() and not TEMPORARY.fullmatch(path.name)
    }
    return hash((tuple(files(root).items()), tuple(sorted(caches.items())), len(rests(root))))


def rests(root: Path) -> list[str]:
    """What a killed run has left below a folder, in the caches too."""
    return [path.name for path in root.rglob(".*") if TEMPORARY.fullmatch(path.name)]


def reviewed(root: Path) -> set[tuple[str, str]]:
    """Every text that a person has approved, with its catalog."""
    return {
        (path.relative_to(root).as_posix(), entry.target)
        for path in root.rglob("*.po")
        for catalog in [read(path)]
        for entry in (*catalog.entries, *catalog.obsolete)
        if entry.state is State.REVIEWED
    }


_PROGRAM = "import sys; from tiptranslate.cli import main; main(sys.argv[1:], 'tiptranslate')"


class Lab:
    """A place for workspaces in which things go wrong.

    Args:
        folder: Where they are.
        base: The files of a workspace: two releases, drafted and partly reviewed.
    """

    def __init__(self, folder: Path, base: Mapping[str, bytes]) -> None:
        self.folder = folder
        self._base = base
        self._made = 0
        (folder / "said").mkdir()

    def workspace(self) -> Path:
        """A new copy of the workspace."""
        return self.written(self._base)

    def empty(self) -> Path:
        """A new folder."""
        self._made += 1
        root = self.folder / f"w{self._made}" / "desk"
        root.mkdir(parents=True)
        return root

    def written(self, files: Mapping[str, bytes]) -> Path:
        """A new folder with these files."""
        root = self.empty()
        for name, data in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return root

    def call(self, root: Path, *arguments: str) -> Call:
        """The whole program in a workspace; ``{}`` in an argument is its root.

        Its models are in ``models``, Argos Translate's own in ``argos``.
        """
        texts = ["--workspace", str(root), *(text.replace("{}", str(root)) for text in arguments)]

        def call() -> None:
            os.environ.update(self._models(root))
            main(texts, prog_name="tiptranslate")

        return call

    def copy(self, root: Path) -> Path:
        """A copy of all that is in a workspace, the caches too."""
        new = self.empty()
        shutil.copytree(root, new, dirs_exist_ok=True)
        return new

    def here(self, call: Call) -> Any:
        """Call something in this process: quicker, where nothing is killed, watched or threaded.

        Children begun later have its modules loaded.
        """
        out, err = io.StringIO(), io.StringIO()
        with (
            mock.patch.dict(os.environ),
            mock.patch.object(os, "fsync"),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            code = children.called(call)
        return children.Ended(code, out.getvalue(), err.getvalue())

    def cli_here(self, root: Path, *arguments: str) -> Any:
        """Run the whole program in a workspace, in this process."""
        return self.here(self.call(root, *arguments))

    def run(self, call: Call, step: Step | None = None) -> Any:
        """Call something in a child process, with its steps watched."""
        said = self.folder / "said"
        return children.ended(children.begin(call, said, step, self.folder), said)

    def cli(self, root: Path, *arguments: str, step: Step | None = None) -> Any:
        """Run the whole program in a workspace."""
        return self.run(self.call(root, *arguments), step)

    def cli_apart(self, root: Path, *arguments: str) -> Any:
        """Run the whole program in an interpreter of its own, where it loads models.

        The libraries of models have threads, which a fork of a process that has used them lacks.
        """
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM, "--workspace", str(root), *arguments],
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | self._models(root),
        )
        return children.Ended(done.returncode, done.stdout, done.stderr)

    @staticmethod
    def _models(root: Path) -> dict[str, str]:
        """Where the program looks for models."""
        return {
            "TIPTRANSLATE_MODELS": str(root / "models"),
            "ARGOS_PACKAGES_DIR": str(root / "argos"),
        }

    def together(self, *calls: Call) -> list[Any]:
        """Call several things at once, each in a process of its own."""
        places = [self.folder / "said" / str(number) for number in range(len(calls))]
        for place in places:
            place.mkdir(exist_ok=True)
        begun = [children.begin(call, place) for call, place in zip(calls, places, strict=True)]
        return [children.ended(child, place) for child, place in zip(begun, places, strict=True)]

    powerless = staticmethod(children.powerless)

    def read_by(self, root: Path, *arguments: str) -> set[str]:
        """The files of a workspace that a run of the program reads."""
        with (self.folder / "read").open("w+b") as note:
            self.cli(root, *arguments, step=children.noting(note.fileno()))
            note.seek(0)
            paths = {Path(line) for line in note.read().decode().splitlines()}
        return {path.relative_to(root).as_posix() for path in paths if path.is_relative_to(root)}

    def wrecks(self, root: Path, call: Call) -> tuple[list[Path], Any]:
        """Call something, and give what a kill at each of its steps would leave, and its end."""
        to = self.empty()
        ended = self.run(call, children.copying(root, to))
        return [to / str(number + 1) for number in range(len(list(to.iterdir())))], ended

    killing = staticmethod(children.killing)
    refusing = staticmethod(children.refusing)
    vanishing = staticmethod(children.vanishing)
    files = staticmethod(files)
    state = staticmethod(state)
    rests = staticmethod(rests)
    reviewed = staticmethod(reviewed)


SETTINGS = """\
[workspace]
languages = ["ru", "uz", "uz@cyrillic"]
[draft]
engine = "pseudo"
[review]
name = "A. Reviewer"
"""
USUAL = [
    ("draft",),
    ("status",),
    ("check", "--fix"),
    ("lint",),
    ("assemble", "--allow-drafts"),
    ("glossary", "validate"),
    ("memory", "find", "It is free."),
    ("export", "xliff", "alpha", "-l", "ru", "-o", "{}/a.xlf"),
    ("import", "xliff", "{}/a.xlf"),
]
"""What most tests run: done once in this process, so that no child has to load its modules."""
RELEASES = {
    "alpha": "Hotline opens in Nukus\n\nIt is free - and it answers at night. Call 1022.\n",
    "beta": "News in brief\n\nThe hotline had 12 calls. It is free.\n",
}
TERMS = """\
term,pos,status,use,note,case,domain,ru,ru_forms,ru_head,ru_source,ru_verified,ru_admitted,\
ru_avoid,uz,uz_forms,uz_head,uz_source,uz_verified,uz_admitted,uz_avoid
hotline,noun,preferred,,,,core,горячая линия,,,unsourced,no,,,ishonch telefoni,,,unsourced,no,,
"""
NAMES = """\
name,kind,acronym,aliases,wrong,distinct,gender,from,until,note,ru,ru_forms,ru_head,ru_acronym,\
ru_source,ru_verified,ru_admitted,ru_avoid,uz,uz_forms,uz_head,uz_acronym,uz_source,uz_verified,\
uz_admitted,uz_avoid
Nukus,place,,,,,,,,,Нукус,,,,unsourced,no,,,Nukus,,,,unsourced,no,,
"""


def _make(root: Path) -> None:
    """Write a workspace, draft it, and approve the first two sentences of every catalog."""
    texts = {"tiptranslate.toml": SETTINGS, "glossary/terms.csv": TERMS}
    texts["glossary/names.csv"] = NAMES
    texts |= {f"releases/{slug}.txt": text for slug, text in RELEASES.items()}
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    project = Project(root)
    report = pipeline.draft(project, list(project.releases), project.languages(()), Choice())
    assert report.errors == ()
    for path in root.rglob("*.po"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("#, fuzzy\n", "", 2), encoding="utf-8")
    shutil.rmtree(root / "build")


@pytest.fixture(scope="session")
def _base(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root = tmp_path_factory.mktemp("base")
    with pytest.MonkeyPatch.context() as patch:
        _still(patch)
        _make(root)
        made = files(root)
        lab = Lab(tmp_path_factory.mktemp("warm"), made)
        desk = lab.workspace()
        for arguments in USUAL:
            lab.cli_here(desk, *arguments)
    return made


def _still(patch: pytest.MonkeyPatch) -> None:
    patch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    patch.setattr(starter, "card", lambda: None)
    patch.setattr(starter, "units", lambda *_: ())


@pytest.fixture(autouse=True, scope="module")
def _clock() -> Iterator[None]:
    """Stop the clock, so that a run an hour later writes the same bytes; no starter model."""
    with pytest.MonkeyPatch.context() as patch:
        _still(patch)
        yield


@pytest.fixture(scope="module")
def laboratory(
    tmp_path_factory: pytest.TempPathFactory, _base: dict[str, bytes]
) -> Callable[[], Lab]:
    """Makes places for faults that several tests share; only where processes can be forked."""
    if not hasattr(os, "fork"):
        pytest.skip("the system cannot fork")
    return lambda: Lab(tmp_path_factory.mktemp("lab"), _base)


@pytest.fixture
def lab(laboratory: Callable[[], Lab]) -> Lab:
    """A place for faults."""
    return laboratory()
