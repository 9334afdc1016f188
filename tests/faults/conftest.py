"""Workspaces in which things go wrong; how, is in ``children.py``."""

import contextlib
import importlib.util
import io
import os
import re
import shutil
import sys
from collections.abc import Callable, Mapping
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
            os.environ["TIPTRANSLATE_MODELS"] = str(root / "models")
            os.environ["ARGOS_PACKAGES_DIR"] = str(root / "argos")
            main(texts, prog_name="tiptranslate")

        return call

    def copy(self, root: Path) -> Path:
        """A copy of all that is in a workspace, the caches too."""
        new = self.empty()
        shutil.copytree(root, new, dirs_exist_ok=True)
        return new

    def warm(self, root: Path, *arguments: str) -> None:
        """Run the program in this process, so that children have its modules loaded."""
        said = io.StringIO()
        with (
            mock.patch.dict(os.environ),
            contextlib.redirect_stdout(said),
            contextlib.redirect_stderr(said),
            contextlib.suppress(SystemExit),
        ):
            self.call(root, *arguments)()

    def run(self, call: Call, step: Step | None = None) -> Any:
        """Call something in a child process, with its steps watched."""
        said = self.folder / "said"
        return children.ended(children.begin(call, said, step, self.folder), said)

    def cli(self, root: Path, *arguments: str, step: Step | None = None) -> Any:
        """Run the whole program in a workspace."""
        return self.run(self.call(root, *arguments), step)

    def together(self, *calls: Call) -> list[Any]:
        """Call several things at once, each in a process of its own."""
        places = [self.folder / "said" / str(number) for number in range(len(calls))]
        for place in places:
            place.mkdir(exist_ok=True)
        begun = [children.begin(call, place) for call, place in zip(calls, places, strict=True)]
        return [children.ended(child, place) for child, place in zip(begun, places, strict=True)]

    powerless = staticmethod(children.powerless)

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
        patch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        patch.setattr(starter, "units", lambda *_: ())
        _make(root)
    return files(root)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock, so that a run an hour later writes the same bytes."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


@pytest.fixture
def lab(tmp_path: Path, _base: dict[str, bytes]) -> Lab:
    """A place for faults; only where processes can be forked."""
    if not hasattr(os, "fork"):
        pytest.skip("the system cannot fork")
    return Lab(tmp_path, _base)
