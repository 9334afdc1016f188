"""Every command that writes, killed or out of room at every point where it touches the disk."""

import errno
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tiptranslate.catalog import read
from tiptranslate.model import State
from tiptranslate.review.deciding import Decision, identity, version
from tiptranslate.review.reviewer import Reviewer
from tiptranslate.review.session import Session

RU = "locales/ru/LC_MESSAGES/alpha.po"
WORD = "Правка."


@dataclass(frozen=True, slots=True)
class Case:
    """A command that writes, as arguments or as a function of the workspace.

    ``prepare`` makes a workspace ready for it; ``wholes`` are folders that are there with
    all of their files or not at all; ``needs`` is a module that may not be installed.
    """

    name: str
    run: tuple[str, ...] | Callable[[Path], object]
    prepare: Callable[[Any, Path], object] = lambda _lab, _root: None
    wholes: tuple[str, ...] = ()
    needs: str = ""

    def call(self, lab: Any, root: Path) -> Callable[[], object]:
        """What a child process is to call."""
        if isinstance(self.run, tuple):
            return lab.call(root, *self.run)  # type: ignore[no-any-return]
        return partial(self.run, root)


def undrafted(_lab: Any, root: Path) -> None:
    """Releases, and no catalog yet."""
    shutil.rmtree(root / "locales")


def edited(_lab: Any, root: Path) -> None:
    """A release has another sentence."""
    path = root / "releases" / "alpha.txt"
    path.write_text(path.read_text().replace("Call 1022", "Call 1022 today"))


def put(path: Path, text: str) -> None:
    """Write a file in a folder that may not be there."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def new_release(_lab: Any, root: Path) -> None:
    """A release to bring in."""
    put(root / "in" / "new.txt", "New\n\nIt is new.\n")


def sloppy(_lab: Any, root: Path) -> None:
    """Releases with slips that can be mended."""
    put(root / "releases" / "alpha.txt", "A course\n\nThe  the hotline is free.\n")
    put(root / "releases" / "beta.txt", "A  course\n\nThe hotline is free.\n")


def untidy(_lab: Any, root: Path) -> None:
    """Approved translations with the typography of a typewriter."""
    for slug in ("alpha", "beta"):
        path = root / RU.replace("alpha", slug)
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r'(?m)^(msgstr "[^"]{12})', r"\1 - ", text), encoding="utf-8")


def new_terms(lab: Any, root: Path) -> None:
    """A table with a row for each of ours."""
    tables = lab.files(root)
    terms = tables["glossary/terms.csv"].decode().replace("hotline", "shelter")
    put(root / "in" / "terms.csv", terms.replace("горячая линия", "приют"))


def memory(lab: Any, root: Path) -> None:
    """A memory of another workspace."""
    assert lab.cli_here(root, "memory", "export", "-o", "{}/in/office.tmx").code == 0


def machine_drafts(root: Path) -> list[str]:
    """The drafts that nobody has looked at, of one catalog."""
    return [entry.target for entry in read(root / RU).entries if entry.state is State.DRAFT]


def repacked(path: Path, change: Callable[[str, str], str]) -> None:
    """Change the text of every part of a zip file."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as new:
        for name, data in parts.items():
            new.writestr(name, change(name, data.decode()) if name.endswith("ml") else data)
    path.write_bytes(buffer.getvalue())


def with_word(text: str, root: Path) -> str:
    """A file that has been given out, with another translation in it."""
    (draft,) = machine_drafts(root)
    assert escape(draft) in text
    return text.replace(escape(draft), WORD)


def table(lab: Any, root: Path) -> None:
    """A review table with a correction in it."""
    path = root / "in" / "table.docx"
    assert lab.cli_here(root, "export", "review", "alpha", "-l", "ru", "-o", str(path)).code == 0

    def change(name: str, text: str) -> str:
        return with_word(text, root) if name == "word/document.xml" else text

    repacked(path, change)


def xliff(lab: Any, root: Path) -> None:
    """An XLIFF file with a correction in it."""
    path = root / "in" / "news.xlf"
    assert lab.cli_here(root, "export", "xliff", "alpha", "-l", "ru", "-o", str(path)).code == 0
    path.write_text(with_word(path.read_text(encoding="utf-8"), root), encoding="utf-8")


def package(lab: Any, root: Path) -> None:
    """A package in which an agency has corrected two catalogs."""
    path = root / "in" / "agency.zip"
    made = lab.cli_here(root, "export", "package", "-l", "ru", "-l", "uz", "-o", str(path))
    assert made.code == 0
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name).decode() for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, text in parts.items():
            target = re.compile(r"(?s)(<target>)([^<]*)(</target>(?!.*<target>))")
            new.writestr(name, target.sub(rf"\g<1>{WORD}\3", text))


def model(_lab: Any, root: Path) -> None:
    """A package of a model."""
    (root / "in").mkdir(exist_ok=True)
    metadata = {"from_code": "en", "to_code": "ru", "package_version": "1.9"}
    with zipfile.ZipFile(root / "in" / "en_ru.argosmodel", "w") as archive:
        archive.writestr("p/metadata.json", json.dumps(metadata))
        archive.writestr("p/model/model.bin", b"weights")
        archive.writestr("p/sentencepiece.model", b"pieces")


def installed(lab: Any, root: Path) -> None:
    """A model that is installed."""
    model(lab, root)
    assert lab.cli_here(root, "models", "install", "{}/in/en_ru.argosmodel").code == 0


def damaged(lab: Any, root: Path) -> None:
    """A model that has been damaged since, to be installed again."""
    installed(lab, root)
    (root / MODEL / "model" / "model.bin").write_bytes(b"damaged")


def decide(root: Path) -> None:
    """Correct and approve a sentence on the review page."""
    session = Session(root, Reviewer("A. Reviewer"))
    found = session.desk.snapshot("alpha", "ru")
    entry = next(e for e in found.by_id.values() if e.source == "Call 1022.")
    decision = Decision(target=WORD, state=State.REVIEWED)
    session.decide("alpha", "ru", identity(entry), version(entry).etag, decision)


def undo(root: Path) -> None:
    """Take it back."""
    Session(root, Reviewer("A. Reviewer")).undo("alpha", "ru")


def decided(_lab: Any, root: Path) -> None:
    """A decision to take back."""
    decide(root)


ASSEMBLE = (
    "assemble",
    "alpha",
    "--all",
    "--allow-drafts",
    "-l",
    "ru",
    "--to",
    "html",
    "--to",
    "md",
)
MODEL = "models/translate-en_ru-1_9"
INSTALL = ("models", "install", "{}/in/en_ru.argosmodel")
EXPORT = ("-o", "{}/out/given")
KILLED = 6
"""One step of so many is really killed."""
EVERY_STEP = ("add", "import-xliff", "models-install")
"""Cases in which a disk is full from every step on; a third of them must do in the others.

To write a file takes five, so that every kind is among the third.
"""
CASES = [
    Case("init", ("init", "{}/fresh")),
    Case("add", ("add", "{}/in/new.txt"), new_release),
    Case("draft-first", ("draft", "beta", "-l", "ru"), undrafted),
    Case("draft-again", ("draft",), edited),
    Case("lint-fix", ("lint", "--fix"), sloppy),
    Case("check-fix", ("check", "--fix"), untidy),
    Case("check-baseline", ("check", "--baseline", "{}/known.json", "--write-baseline")),
    Case("assemble", ASSEMBLE),
    Case("glossary-compile", ("glossary", "compile"), needs="pymorphy3"),
    Case("glossary-import", ("glossary", "import", "{}/in/terms.csv"), new_terms),
    Case("glossary-export", ("glossary", "export", "{}/out", "--format", "csv")),
    Case("memory-export", ("memory", "export", *EXPORT)),
    Case("memory-import", ("memory", "import", "{}/in/office.tmx"), memory),
    Case("export-review", ("export", "review", "alpha", "-l", "ru", "-o", "{}/t.docx")),
    Case("export-xliff", ("export", "xliff", "alpha", "-l", "ru", *EXPORT)),
    Case("export-package", ("export", "package", *EXPORT)),
    Case("import-review", ("import", "review", "{}/in/table.docx"), table, needs="docx"),
    Case("import-xliff", ("import", "xliff", "{}/in/news.xlf"), xliff),
    Case("import-package", ("import", "package", "{}/in/agency.zip"), package),
    Case("review-decide", decide),
    Case("review-undo", undo, decided),
    Case("models-install", INSTALL, model, (MODEL,)),
    Case("models-install-again", INSTALL, damaged, (MODEL,)),
    Case("models-remove", ("models", "remove", "translate-en_ru-1_9"), installed, (MODEL,)),
]


class Trial:
    """One case: how the workspace is before it, and how a run leaves it that nobody disturbs."""

    def __init__(self, lab: Any, case: Case) -> None:
        if case.needs:
            pytest.importorskip(case.needs)
        self.lab, self.case = lab, case
        self.start = lab.workspace()
        case.prepare(lab, self.start)
        self.old = lab.files(self.start)
        whole = lab.copy(self.start)
        self.code = self.run(whole).code
        assert self.code in (0, 1)
        self.new = lab.files(whole)
        assert self.new != self.old
        self.words = lab.reviewed(self.start) & lab.reviewed(whole)
        self._seen: set[int] = set()
        assert lab.rests(whole) == []
        self.again = self.run(whole).code
        assert lab.files(whole) == self.new, "a second run changes nothing"

    def run(self, root: Path, step: Any = None) -> Any:
        """Run the command, in a child if its steps are watched."""
        call = self.case.call(self.lab, root)
        return self.lab.here(call) if step is None else self.lab.run(call, step)

    def check(self, root: Path) -> None:
        """Nothing is broken or lost, and the next run brings it to its end; once for each state."""
        state = self.lab.state(root)
        if state not in self._seen:
            self._seen.add(state)
            self._check_wreck(root)
            self._check_next_run(root)

    def _check_wreck(self, root: Path) -> None:
        """Every file is the old or the new one, every folder whole, every review there."""
        now = self.lab.files(root)
        for name in self.old.keys() | self.new.keys() | now.keys():
            if not name.startswith(self.case.wholes):
                assert now.get(name) in (self.old.get(name), self.new.get(name)), name
        for folder in self.case.wholes:
            states = [self._part(files, folder) for files in (self.old, self.new)]
            assert self._part(now, folder) in (*states, {}), folder
        assert self.words <= self.lab.reviewed(root)

    def _part(self, files: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
        return {name: data for name, data in files.items() if name.startswith(folder)}

    def _check_next_run(self, root: Path) -> None:
        """The next run leaves what a run leaves that nobody disturbs, and sweeps up."""
        done = self.lab.files(root) == self.new
        ended = self.run(root)
        assert ended.code in ((self.code, self.again) if done else (self.code,)), ended
        assert self.lab.files(root) == self.new
        assert self.lab.rests(root) == []


def title(case: Case) -> str:
    """What a case is called in the names of tests."""
    return case.name


@pytest.fixture(scope="module", params=CASES, ids=title)
def trial(request: pytest.FixtureRequest, laboratory: Callable[[], Any]) -> Trial:
    """A command and what it does undisturbed; both tests begin from there."""
    return Trial(laboratory(), request.param)


def test_killed_at_every_step(trial: Trial) -> None:
    """A kill anywhere: nothing is lost or broken, and the next run brings it to its end.

    What a kill leaves is copied during one run, and some steps are killed to see that it is so.
    """
    lab, root = trial.lab, trial.lab.copy(trial.start)
    wrecks, ended = lab.wrecks(root, trial.case.call(lab, root))
    for number in range(1, len(wrecks) + 1, KILLED):
        root = lab.copy(trial.start)
        assert trial.run(root, lab.killing(number)).code is None
        assert lab.files(root) == lab.files(wrecks[number - 1])
        assert len(lab.rests(root)) == len(lab.rests(wrecks[number - 1]))
    for wreck in wrecks:
        trial.check(wreck)
    assert ended.code == trial.code
    assert len(wrecks) > 3, "before the file is there, in it, after it, at its name"


def test_no_room_from_any_step_on(trial: Trial) -> None:
    """A disk that is full from some step on: one line, nothing half-written, nothing left over."""
    lab, case = trial.lab, trial.case
    number, refused = 0, True
    while refused:
        number += 1 if case.name in EVERY_STEP else 3
        root = lab.copy(trial.start)
        ended = trial.run(root, lab.refusing(number, errno.ENOSPC))
        refused = ended.code != trial.code or lab.files(root) != trial.new
        if refused and isinstance(case.run, tuple):
            ended.check_refused(2, 3, saying="No space left on device")
        assert lab.rests(root) == []
        trial.check(root)
    assert number > 4
