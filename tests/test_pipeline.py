"""The whole way through real files: what draft, status and assemble leave on the disk."""

import errno
import os
import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tiptranslate import pipeline
from tiptranslate import project as projects
from tiptranslate.catalog import read
from tiptranslate.drafts import Choice, Progress
from tiptranslate.errors import EngineError, InputError, WorkspaceError
from tiptranslate.model import Entry, Release, State
from tiptranslate.planning import Planner
from tiptranslate.project import Project
from tiptranslate.reports import CatalogStatus, Counts, Drafted, DraftReport
from tiptranslate.translate.engine import Hypothesis, ModelInfo
from tiptranslate.translate.pseudo import PseudoEngine

SETTINGS = """\
[workspace]
name = "Press office"
languages = ["ru", "uz"]
contact = "Press office <press@example.org>"

[draft]
engine = "{engine}"
"""
HOTLINE = """\
Hotline opens in Samarkand

The hotline is free of charge. It works day and night. Operators speak three languages.
"""
TRAINING = """\
Training for labour inspectors

Inspectors from 12 regions took part. They learned how to identify victims.
"""


@dataclass(frozen=True)
class Desk:
    """A workspace and the hands of those who work in it."""

    root: Path

    @property
    def project(self) -> Project:
        """The workspace as a new run finds it."""
        return Project(self.root)

    def release(self, slug: str, text: str) -> Path:
        """Write a release, as its author does."""
        path = self.root / "releases" / f"{slug}.txt"
        path.write_text(text, encoding="utf-8")
        return path

    def draft(
        self,
        engine: str | None = None,
        *,
        redraft: bool = False,
        languages: tuple[str, ...] = ("ru", "uz"),
        progress: Progress | None = None,
    ) -> DraftReport:
        """Draft every release."""
        project = self.project
        choice = Choice(engine, redraft)
        return pipeline.draft(project, list(project.releases), languages, choice, progress)

    def po(self, slug: str, language: str = "ru") -> Path:
        """The file of a catalog."""
        return self.root / "locales" / language / "LC_MESSAGES" / f"{slug}.po"

    def entry(self, slug: str, sentence: str, language: str = "ru") -> Entry:
        """The entry of a sentence, the obsolete ones included."""
        catalog = read(self.po(slug, language))
        every = (*catalog.entries, *catalog.obsolete)
        return next(entry for entry in every if entry.source == sentence)

    def states(self, slug: str, language: str = "ru") -> list[State]:
        """The states of a catalog's entries, in order."""
        return [entry.state for entry in read(self.po(slug, language)).entries]

    def edit(
        self, slug: str, sentence: str, target: str | None = None, *, approve: bool = True,
        language: str = "ru",
    ) -> None:  # fmt: skip
        """Type a translation into the file, or approve what stands there, as a person does."""
        path = self.po(slug, language)
        blocks = path.read_text(encoding="utf-8").split("\n\n")
        at = next(n for n, block in enumerate(blocks) if f'\nmsgid "{sentence}"' in block)
        if approve:
            blocks[at] = re.sub(r"^(#, fuzzy|#\| .*)\n", "", blocks[at], flags=re.MULTILINE)
        if target is not None:
            blocks[at] = re.sub(r'msgstr "(.|\n)*"', f'msgstr "{target}"', blocks[at])
        path.write_text("\n\n".join(blocks), encoding="utf-8")

    def files(self, folder: str = ".") -> dict[str, tuple[int, bytes]]:
        """Time and bytes of every file but the lock, which has none."""
        return {
            path.relative_to(self.root).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
            for path in sorted((self.root / folder).rglob("*"))
            if path.is_file() and path.name != "lock"
        }


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A workspace with two releases and an engine that needs no model; the clock stands still."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    (tmp_path / "releases").mkdir()
    (tmp_path / "tiptranslate.toml").write_text(SETTINGS.format(engine="pseudo"))
    desk = Desk(tmp_path)
    desk.release("hotline", HOTLINE)
    desk.release("training", TRAINING)
    return desk


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every sentence that the engine is asked for from now on."""
    sentences: list[str] = []
    translate = PseudoEngine.translate

    def spy(self: PseudoEngine, found: list[str], *rest: str, **more: object) -> object:
        sentences.extend(found)
        return translate(self, found, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(PseudoEngine, "translate", spy)
    return sentences


def counts(report: DraftReport, slug: str, language: str = "ru") -> Drafted:
    """What a run did for one catalog."""
    return next(d for d in report.drafted if (d.slug, d.language) == (slug, language))


def test_the_life_of_a_sentence(desk: Desk) -> None:
    """Through all states and back, by draft alone: nothing a person did is lost on the way."""
    desk.draft()
    assert desk.states("hotline") == [State.DRAFT] * 4
    assert desk.entry("hotline", "It works day and night.").target == "[Ит воркс даы анд нигхт]."

    # A person translates two sentences, approves one and leaves one as the machine made it.
    desk.edit("hotline", "The hotline is free of charge.", "Горячая линия бесплатна.")
    desk.edit("hotline", "It works day and night.", "Она работает.", approve=False)
    desk.edit("hotline", "Operators speak three languages.")
    desk.draft()
    assert desk.states("hotline") == [State.DRAFT, State.REVIEWED, State.DRAFT, State.REVIEWED]

    # The author edits, mends, removes and adds.
    desk.release(
        "hotline",
        "Hotline opens in Samarkand\n\n"
        "The hotline is now free of charge. It works  day and night. No name is asked.\n",
    )
    desk.draft("none")
    catalog = read(desk.po("hotline"))
    headline, edited, mended, added = catalog.entries
    assert headline.state is State.DRAFT
    assert (edited.state, edited.target) == (State.STALE, "Горячая линия бесплатна.")
    assert edited.previous_source == "The hotline is free of charge."
    assert (mended.state, mended.target) == (State.DRAFT, "Она работает.")
    assert added.state is State.UNTRANSLATED
    gone = {entry.source: entry for entry in catalog.obsolete}
    assert gone["Operators speak three languages."].state is State.REVIEWED
    assert gone["The hotline is free of charge."].state is State.REVIEWED

    # A model comes; only the sentence that has nothing is drafted.
    assert counts(desk.draft(), "hotline").machine == 1
    assert desk.states("hotline")[1:] == [State.STALE, State.DRAFT, State.DRAFT]

    # The author takes everything back.
    desk.release("hotline", HOTLINE)
    desk.draft()
    assert desk.states("hotline") == [State.DRAFT, State.REVIEWED, State.DRAFT, State.REVIEWED]
    assert desk.entry("hotline", "The hotline is free of charge.").target == (
        "Горячая линия бесплатна."
    )
    assert desk.entry("hotline", "It works day and night.").target == "Она работает."


@pytest.mark.parametrize("engine", ["pseudo", "none"])
@pytest.mark.parametrize("forget", [False, True], ids=["", "without-build"])
def test_a_second_run_writes_nothing(desk: Desk, engine: str, forget: bool) -> None:
    """Neither bytes nor times of any file change, whether or not build/ is still there."""
    desk.release("stray", "News\n\nThe line is free.\n\nЭто строка на русском языке.\n")
    desk.draft(engine)
    before = desk.files()
    if forget:
        shutil.rmtree(desk.root / "build")
    report = desk.draft(engine)

    assert not any(done.written or done.machine or done.memory for done in report.drafted)
    if forget:
        before = {name: seen for name, seen in before.items() if not name.startswith("build/")}
        assert before.items() <= desk.files().items()
    else:
        assert desk.files() == before


@pytest.mark.parametrize("engine", ["pseudo", "none"])
def test_a_run_with_nothing_to_do_reads_no_release(
    desk: Desk, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fingerprints are enough, also where gaps are left that nothing could fill."""
    desk.draft(engine)
    monkeypatch.setattr(Planner, "text", None)
    assert len(desk.draft(engine).drafted) == 4


def test_a_second_run_reports_the_same(desk: Desk) -> None:
    """What is remembered of a finished catalog is what a look at it would say."""
    first = desk.draft("none")
    remembered = desk.draft("none")
    shutil.rmtree(desk.root / "build")
    looked_up = desk.draft("none")

    assert remembered == looked_up
    assert [done.counts for done in first.drafted] == [done.counts for done in remembered.drafted]
    assert first.without == remembered.without == ("ru", "uz")


def test_a_damaged_memory_of_runs_is_no_harm(desk: Desk) -> None:
    """What is in build/ may be anything; the work is then done again."""
    desk.draft()
    before = desk.files("locales")
    for path in (desk.root / "build" / ".tiptranslate").glob("*.json"):
        path.write_bytes(b'{"version": 1, "catalogs": {"ru/hotline": 5}, "rules": ')
    report = desk.draft()

    assert len(report.drafted) == 4
    assert desk.files("locales") == before


def test_a_bad_release_does_not_stop_the_others(desk: Desk) -> None:
    """Bytes that are no text and names that are no slugs are reported; the rest is done."""
    (desk.root / "releases" / "broken.txt").write_bytes(b"Fine.\n\nNot \xff fine.\n")
    desk.release("Not A Slug", "News.\n")
    report = desk.draft()

    assert {done.slug for done in report.drafted} == {"hotline", "training"}
    assert [type(error) for error in report.errors] == [InputError, InputError]
    assert any(str(error).startswith("releases/broken.txt:") for error in report.errors)
    assert not (desk.root / "locales" / "broken.pot").exists()


@pytest.mark.parametrize(
    "damage",
    [
        b'msgid ""\nmsgstr ""\n\n<<<<<<< HEAD\nmsgid "a"\nmsgstr "b"\n',
        b"",
        b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a',
        b"\x00\x00",
    ],
    ids=["conflict", "empty", "cut-off", "zeros"],
)
def test_a_bad_catalog_is_left_alone(desk: Desk, damage: bytes) -> None:
    """A catalog that cannot be read is reported and stays; its neighbours are drafted."""
    desk.po("hotline").parent.mkdir(parents=True)
    desk.po("hotline").write_bytes(damage)
    report = desk.draft()

    assert desk.po("hotline").read_bytes() == damage
    assert [str(error.path) for error in report.errors] == ["locales/ru/LC_MESSAGES/hotline.po"]
    assert len(report.drafted) == 3
    assert len(desk.draft().errors) == 1


def test_files_that_cannot_be(desk: Desk) -> None:
    """Folders where files should be and files where folders should are reported, no more."""
    (desk.root / "locales" / "ru" / "LC_MESSAGES" / "hotline.po").mkdir(parents=True)
    (desk.root / "locales" / "training.pot").mkdir()
    (desk.root / "locales" / "uz").write_text("in the way")
    desk.release("third", "News\n\nThe line is free.\n")
    report = desk.draft()

    assert [(done.slug, done.language) for done in report.drafted] == [("third", "ru")]
    assert sorted(str(error.path) for error in report.errors) == [
        "locales/ru/LC_MESSAGES/hotline.po",
        "locales/training.pot",
        "locales/uz/LC_MESSAGES/hotline.po",
        "locales/uz/LC_MESSAGES/third.po",
    ]


def test_a_catalog_saved_while_drafting_is_left(desk: Desk) -> None:
    """What somebody saves while the engine works is theirs; the run says so."""
    desk.draft("none")

    def person(language: str, done: int, total: int) -> None:
        if (language, done) == ("ru", total):
            desk.edit("hotline", "It works day and night.", "Она работает круглосуточно.")

    report = desk.draft(progress=person)
    (error,) = report.errors
    assert "saved by somebody" in str(error)
    assert str(error.path) == "locales/ru/LC_MESSAGES/hotline.po"
    assert desk.states("hotline") == [
        State.UNTRANSLATED, State.UNTRANSLATED, State.REVIEWED, State.UNTRANSLATED,
    ]  # fmt: skip
    assert desk.states("training") == [State.DRAFT] * 3

    assert desk.draft().errors == ()
    assert desk.states("hotline") == [State.DRAFT, State.DRAFT, State.REVIEWED, State.DRAFT]


@pytest.mark.parametrize("what", ["appears", "disappears"])
def test_a_catalog_that_comes_or_goes_while_drafting(desk: Desk, what: str) -> None:
    """A file made or removed by somebody meanwhile is not overwritten or made anew either."""
    if what == "disappears":
        desk.draft("none")

    def person(language: str, done: int, total: int) -> None:
        if (language, done) == ("ru", total):
            if what == "disappears":
                desk.po("hotline").unlink()
            else:
                desk.po("hotline").parent.mkdir(parents=True, exist_ok=True)
                desk.po("hotline").write_text('msgid ""\nmsgstr ""\n')

    report = desk.draft(progress=person)
    assert [str(error.path) for error in report.errors] == ["locales/ru/LC_MESSAGES/hotline.po"]
    assert desk.po("hotline").exists() == (what == "appears")


def test_a_release_edited_while_drafting_is_drafted_next_time(desk: Desk) -> None:
    """The next run sees an edit made while this one was busy with the text before it."""

    def author(language: str, done: int, total: int) -> None:
        if (language, done) == ("ru", total):
            desk.release("hotline", HOTLINE.replace("free of charge", "free for all"))

    desk.draft(progress=author)
    report = desk.draft()

    assert counts(report, "hotline").written
    assert desk.entry("hotline", "The hotline is free for all.").state is State.DRAFT


def test_a_catalog_saved_after_it_was_written_is_counted(desk: Desk) -> None:
    """A review made while the run was still busy with other catalogs shows in the next report."""

    def person(language: str, done: int, total: int) -> None:
        if (language, done) == ("uz", total):
            desk.edit("hotline", "It works day and night.", "Она работает круглосуточно.")

    desk.draft(progress=person)
    assert counts(desk.draft(), "hotline").counts.reviewed == 1


def test_an_approval_fills_the_gaps_of_other_releases(desk: Desk, asked: list[str]) -> None:
    """The memory goes before the engine: exact as a draft, near as stale."""
    desk.draft("none")
    desk.edit("hotline", "The hotline is free of charge.", "Горячая линия бесплатна.")
    desk.edit("hotline", "Operators speak three languages.", "Операторы говорят на трёх языках.")
    desk.release(
        "later",
        "News\n\nThe hotline is free of charge. The operators speak three languages.\n",
    )
    report = desk.draft(languages=("ru",))
    _, same, near = read(desk.po("later")).entries

    assert counts(report, "later").memory == 2
    assert "The hotline is free of charge." not in asked
    assert (same.state, same.target) == (State.DRAFT, "Горячая линия бесплатна.")
    assert (near.state, near.target) == (State.STALE, "Операторы говорят на трёх языках.")
    assert near.previous_source == "Operators speak three languages."
    text = desk.po("later").read_text(encoding="utf-8")
    assert re.search(r"^# tiptranslate: memory 100 hotline sum=[0-9a-f]{8}$", text, re.MULTILINE)
    assert re.search(r"^# tiptranslate: memory 80 hotline sum=[0-9a-f]{8}$", text, re.MULTILINE)
    assert not counts(desk.draft(languages=("ru",)), "later").written


def test_a_gap_is_filled_as_soon_as_another_release_is_reviewed(desk: Desk) -> None:
    """A finished catalog with gaps is looked at again when the memory has grown."""
    desk.release("later", "News\n\nThe hotline is free of charge.\n")
    desk.draft("none")
    desk.edit("hotline", "The hotline is free of charge.", "Горячая линия бесплатна.")

    assert counts(desk.draft("none"), "later").memory == 1
    assert desk.states("later") == [State.UNTRANSLATED, State.DRAFT]


def test_a_bad_catalog_is_no_memory(desk: Desk) -> None:
    """A broken catalog of a release long gone does not keep others from being drafted."""
    desk.draft("none")
    desk.po("gone").write_text("<<<<<<< HEAD\n")
    (desk.po("folder")).mkdir()

    assert desk.draft().errors == ()
    assert desk.states("training") == [State.DRAFT] * 3


def test_a_failed_draft_is_noted_and_not_tried_again(
    desk: Desk, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The entry stays empty with the reason; only another model, or redraft, tries once more."""
    bad = "The line is free."

    def translate(self: PseudoEngine, found: list[str], *_: str, **__: object) -> object:
        del self
        asked.extend(found)
        return [[Hypothesis("" if text == bad else "Перевод предложения.", 0.0)] for text in found]

    monkeypatch.setattr(PseudoEngine, "translate", translate)
    (desk.root / "releases" / "hotline.txt").unlink()
    (desk.root / "releases" / "training.txt").unlink()
    desk.release("news", f"{bad} It works day and night.\n")
    report = desk.draft(languages=("ru",))
    assert counts(report, "news").failed == 1
    entry = desk.entry("news", bad)
    assert (entry.state, entry.provenance and entry.provenance.failed) == (
        State.UNTRANSLATED,
        "empty",
    )

    asked.clear()
    shutil.rmtree(desk.root / "build")
    assert not counts(desk.draft(languages=("ru",)), "news").written
    assert asked == []

    assert counts(desk.draft(languages=("ru",), redraft=True), "news").failed == 1
    assert bad in asked

    asked.clear()
    newer = ModelInfo("pseudo", "pseudo", "2", "en", "ru")
    monkeypatch.setattr(PseudoEngine, "model", lambda *_: newer)
    desk.draft(languages=("ru",))
    assert asked == [bad]


def test_an_engine_that_fails_is_tried_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failing engine is an error of every run until it works; the catalogs are made meanwhile."""

    def fail(*_: object, **__: object) -> None:
        raise EngineError("out of memory; close other programs")

    with monkeypatch.context() as patch:
        patch.setattr(PseudoEngine, "translate", fail)
        for _ in range(2):
            report = desk.draft()
            assert [str(error) for error in report.errors] == [
                "out of memory; close other programs"
            ]
            assert desk.states("hotline") == [State.UNTRANSLATED] * 4
            assert report.without == ()
    assert desk.draft().errors == ()
    assert desk.states("hotline") == [State.DRAFT] * 4


def test_an_engine_that_is_not_there(desk: Desk) -> None:
    """An unknown engine in the settings is one error a run; memory and catalogs do without it."""
    (desk.root / "tiptranslate.toml").write_text(SETTINGS.format(engine="nosuch"))
    for _ in range(2):
        report = desk.draft()
        (error,) = report.errors
        assert "nosuch" in str(error)
        assert error.exit_code == 3
        assert len(report.drafted) == 4


def test_dates_stay_where_nothing_changes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock goes on; a catalog's dates only move when its sentences do."""
    desk.draft()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    shutil.rmtree(desk.root / "build")
    desk.release("hotline", HOTLINE.replace("three", "four"))
    desk.draft()

    dates = {
        slug: (header["POT-Creation-Date"], header["PO-Revision-Date"])
        for slug in ("hotline", "training")
        for header in [read(desk.po(slug)).header]
    }
    assert dates == {
        "hotline": ("2027-01-15 08:00+0000", "2023-11-14 22:13+0000"),
        "training": ("2023-11-14 22:13+0000", "2023-11-14 22:13+0000"),
    }


def test_a_new_version_of_the_program_moves_no_date(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the template's own generator line changes; the catalogs are not written."""
    desk.draft()
    pot = desk.root / "locales" / "hotline.pot"
    pot.write_bytes(pot.read_bytes().replace(b"X-Generator: tiptranslate ", b"X-Generator: old "))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    before = desk.files("locales/ru")
    desk.draft()

    assert b"2023-11-14 22:13" in pot.read_bytes()
    assert b"X-Generator: tiptranslate " in pot.read_bytes()
    assert desk.files("locales/ru") == before


def test_catalogs_from_other_systems(desk: Desk) -> None:
    """CRLF and a byte order mark are read; a file that has nothing new is left as it is."""
    desk.draft()
    desk.edit("hotline", "It works day and night.", "Она работает круглосуточно.")
    path = desk.po("hotline")
    theirs = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(theirs)
    desk.draft()
    assert path.read_bytes() == theirs

    desk.release("hotline", HOTLINE.replace("three", "four"))
    desk.draft()
    assert b"\r" not in path.read_bytes()
    assert path.read_bytes().startswith(b"msgid")
    entry = desk.entry("hotline", "It works day and night.")
    assert (entry.target, entry.state) == ("Она работает круглосуточно.", State.REVIEWED)


def test_redraft_leaves_people_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Machine drafts are made anew where nobody has touched them, and nothing else is."""
    desk.draft("none")
    desk.edit("training", "They learned how to identify victims.", "Они учились.")
    desk.release("later", "They learned how to identify victims.\n")
    desk.draft()
    desk.edit("hotline", "The hotline is free of charge.", "Горячая линия бесплатна.")
    desk.edit("hotline", "It works day and night.", "Она работает.", approve=False)
    monkeypatch.setattr(
        PseudoEngine,
        "translate",
        lambda _self, found, *_, **__: [[Hypothesis("Новый черновик.", 0.0)] for _ in found],
    )
    report = desk.draft(redraft=True)

    assert [entry.target for entry in read(desk.po("hotline")).entries] == [
        "Новый черновик.", "Горячая линия бесплатна.", "Она работает.", "Новый черновик.",
    ]  # fmt: skip
    assert counts(report, "hotline").machine == 2
    assert counts(report, "hotline").kept == 2
    assert desk.entry("later", "They learned how to identify victims.").target == "Они учились."
    assert desk.entry("training", "They learned how to identify victims.").state is State.REVIEWED


def test_redraft_keeps_a_draft_when_the_new_one_fails(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A draft of any use is better than none."""
    desk.draft()
    before = desk.files("locales")
    monkeypatch.setattr(
        PseudoEngine, "translate", lambda _self, found, *_, **__: [[Hypothesis("")] for _ in found]
    )
    assert counts(desk.draft(redraft=True), "hotline").failed == 4
    assert desk.files("locales") == before


def test_approved_machine_text_is_never_drafted_again(desk: Desk) -> None:
    """Approved word for word, it is a person's, after an edit and under redraft too."""
    desk.draft()
    approved = desk.entry("hotline", "Operators speak three languages.").target
    desk.edit("hotline", "Operators speak three languages.")
    desk.release("hotline", HOTLINE.replace("Operators speak", "Our operators speak"))
    for redraft in (False, True):
        desk.draft(redraft=redraft)
        entry = desk.entry("hotline", "Our operators speak three languages.")
        assert (entry.state, entry.target) == (State.STALE, approved)
        assert entry.provenance is None


def test_approved_machine_text_survives_msgmerge(desk: Desk) -> None:
    """Weblate's merge moves it to a near sentence as a draft; it stays under its own."""
    desk.draft()
    approved = desk.entry("hotline", "Operators speak three languages.").target
    desk.edit("hotline", "Operators speak three languages.")
    desk.release("hotline", HOTLINE.replace("three", "four"))
    planner = Planner(desk.project)
    pot = desk.root / "new.pot"
    pot.write_bytes(planner.template(planner.text("hotline"))[1])
    result = _run("msgmerge", "--quiet", "--previous", desk.po("hotline"), pot)
    desk.po("hotline").write_bytes(result.stdout)
    moved = desk.entry("hotline", "Operators speak four languages.")
    assert (moved.target, moved.state) == (approved, State.STALE)

    desk.draft()
    entry = desk.entry("hotline", "Operators speak four languages.")
    assert (entry.target, entry.state) == ("[Операторс спеак фоур лангуагес].", State.DRAFT)
    desk.release("hotline", HOTLINE)
    desk.draft()
    entry = desk.entry("hotline", "Operators speak three languages.")
    assert (entry.target, entry.state) == (approved, State.DRAFT)


def test_an_interrupted_run_changes_no_catalog(desk: Desk) -> None:
    """Ctrl-C while the engine works: the catalogs are as they were, the next run goes through."""
    desk.draft("none")
    before = desk.files("locales")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.draft(progress=interrupt)
    assert desk.files("locales") == before
    assert desk.draft().errors == ()
    assert desk.states("hotline") == [State.DRAFT] * 4


def test_a_full_disk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalog that cannot be written stays as it was and is reported; nothing lies about."""
    desk.draft("none")
    before = desk.files("locales")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        report = desk.draft()
    assert [str(error).split(": ", 1)[1] for error in report.errors] == [
        "cannot be written: No space left on device"
    ] * 4
    assert desk.files("locales") == before
    assert len([done for done in desk.draft().drafted if done.written]) == 4


def test_one_language_at_a_time(desk: Desk) -> None:
    """A language that was not asked for is not made."""
    desk.draft(languages=("uz",))
    assert not desk.po("hotline", "ru").exists()
    assert desk.states("hotline", "uz") == [State.DRAFT] * 4
    assert counts(desk.draft(), "hotline", "uz").written is False


def test_groups_make_no_difference(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run in several rounds gives what one round gives."""
    other = Desk(tmp_path_factory.mktemp("other"))
    shutil.copytree(desk.root, other.root, dirs_exist_ok=True)
    monkeypatch.setattr(pipeline, "AT_ONCE", 1)
    one = desk.draft()
    monkeypatch.setattr(pipeline, "AT_ONCE", 100)
    assert other.draft() == one
    assert {name: data for name, (_, data) in other.files("locales").items()} == {
        name: data for name, (_, data) in desk.files("locales").items()
    }


def test_a_locked_workspace(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another run writes, this one waits and then says so, with nothing written."""
    monkeypatch.setattr(projects, "LOCK_SECONDS", 0)
    with desk.project.lock(), pytest.raises(WorkspaceError, match="another tiptranslate"):
        desk.draft()
    assert not (desk.root / "locales").exists()
    assert desk.draft().errors == ()


def test_leftovers_of_killed_runs_are_swept(desk: Desk) -> None:
    """Temporary files of a killed run go with the next one; other people's stay."""
    desk.draft()
    folder = desk.po("hotline").parent
    ours = folder / ".hotline.po.ab12_xyz.tmp"
    theirs = [folder / ".#hotline.po", folder / "hotline.po~", folder / ".notes.tmp"]
    for path in (ours, *theirs):
        path.write_text('msgid "half')
    report = desk.draft()

    assert report.errors == ()
    assert not ours.exists()
    assert all(path.exists() for path in theirs)


def test_status_is_what_draft_would_find(desk: Desk) -> None:
    """Counts of every state as the next draft would leave them; nothing is written."""
    desk.draft()
    desk.edit("hotline", "The hotline is free of charge.", "Горячая линия бесплатна.")
    desk.release("hotline", HOTLINE.replace("free of charge", "free of any charge") + "\nMore.\n")
    before = desk.files()
    (found,) = pipeline.status(desk.project, ["hotline"], ["ru"])

    assert isinstance(found, CatalogStatus)
    assert replace(found, revised="") == CatalogStatus(
        "hotline",
        "ru",
        Path("locales/ru/LC_MESSAGES/hotline.po"),
        Counts(segments=5, words=21, untranslated=1, draft=3, stale=1, reviewed=0),
    )
    assert found.revised.startswith("20")
    assert desk.files() == before


def test_status_of_what_was_never_drafted(desk: Desk) -> None:
    """All is untranslated, and a release at fault is an error among the others."""
    (desk.root / "releases" / "broken.txt").write_bytes(b"\xff")
    found = list(pipeline.status(desk.project, list(desk.project.releases), ["ru"]))
    assert [type(item) for item in found] == [InputError, CatalogStatus, CatalogStatus]
    assert found[1].counts.untranslated == found[1].counts.segments == 4  # type: ignore[union-attr]
    assert not (desk.root / "locales").exists()


def test_segment_gives_errors_in_their_place(desk: Desk) -> None:
    """Every release in turn, as itself or as its error."""
    (desk.root / "releases" / "broken.txt").write_bytes(b"\xff")
    broken, hotline = pipeline.segment(desk.project, ["broken", "hotline"])
    assert isinstance(broken, InputError)
    assert isinstance(hotline, tuple)
    assert isinstance(hotline[0], Release)
    assert [part.text for part in hotline[1]][1] == "The hotline is free of charge."


def test_documents_are_made_of_approved_text_alone(desk: Desk) -> None:
    """Assemble refuses what is not reviewed, and takes up an edit that was not drafted yet."""
    desk.draft()
    wanted = pipeline.Wanted(("ru",), ("txt",), ("mono",))
    report = pipeline.assemble(desk.project, ["hotline", "training"], wanted)
    assert (report.made, len(report.errors)) == ((), 2)

    for entry in read(desk.po("training")).entries:
        desk.edit("training", entry.source)
    report = pipeline.assemble(desk.project, ["hotline", "training"], wanted)
    (made,) = report.made
    assert (made.slug, made.unreviewed, made.written) == ("training", 0, True)
    assert "[Инспекторс фром 12 регионс" in made.path.read_text(encoding="utf-8")

    desk.release("training", TRAINING.replace("12", "14"))
    report = pipeline.assemble(desk.project, ["training"], wanted)
    assert (report.made, len(report.errors)) == ((), 1)


def test_the_memory_can_be_asked(desk: Desk) -> None:
    """Exact matches first and once, then near ones; drafts are no memory."""
    desk.draft()
    sentence = "The hotline is free of charge."
    assert pipeline.find_memory(desk.project, "ru", sentence, 0.5) == []
    desk.edit("hotline", sentence, "Горячая линия бесплатна.")
    ((unit, score),) = pipeline.find_memory(desk.project, "ru", sentence, 0.5)
    assert (unit.target, unit.origin, score) == ("Горячая линия бесплатна.", "hotline", 1.0)
    ((_, score),) = pipeline.find_memory(desk.project, "ru", "The hotline is free.", 0.5)
    assert 0.5 <= score < 1


@pytest.fixture
def real(shared: Path, tmp_path: Path) -> Desk:
    """The measuring releases, drafted."""
    (tmp_path / "tiptranslate.toml").write_text(SETTINGS.format(engine="pseudo"))
    shutil.copytree(shared / "releases", tmp_path / "releases")
    desk = Desk(tmp_path)
    assert desk.draft().errors == ()
    return desk


def test_every_real_sentence_is_there_once(real: Desk) -> None:
    """Each catalog has every sentence of its release, in order, and every field of its header."""
    slugs = list(real.project.releases)
    assert len(slugs) == 3
    for found in pipeline.segment(real.project, slugs):
        assert isinstance(found, tuple)
        release, segments = found
        sentences = list(dict.fromkeys(s.text for s in segments if s.kind.value != "separator"))
        assert len(sentences) > 20
        for language in ("ru", "uz"):
            catalog = read(real.po(release.slug, language))
            assert [entry.source for entry in catalog.entries] == sentences
            assert not catalog.obsolete
            assert all(catalog.header.values())


def test_gettext_finds_no_fault_with_real_catalogs(real: Desk) -> None:
    """Neither msgfmt nor i18nspector finds an error, and msgcat changes nothing."""
    files = [*real.root.rglob("*.po"), *real.root.rglob("*.pot")]
    assert len(files) == 9
    for path in files:
        check = _run("msgfmt", "--check", "-o", "/dev/null", path)
        assert (check.returncode, check.stderr) == (0, b"")
        assert _run("msgcat", path).stdout == path.read_bytes()
        found = _run("i18nspector", path).stdout.decode().splitlines()
        assert [line for line in found if line.startswith("E:")] == []


def test_a_second_run_over_real_releases(real: Desk) -> None:
    """Nothing is written, with and without the memory of the first run."""
    before = real.files("locales")
    real.draft()
    shutil.rmtree(real.root / "build")
    real.draft()
    assert real.files("locales") == before


def _run(*command: str | Path) -> subprocess.CompletedProcess[bytes]:
    """Run a tool, or skip the test where it is not installed."""
    if not shutil.which(str(command[0])):
        pytest.skip(f"{command[0]} is not installed")
    return subprocess.run(command, capture_output=True, check=False, timeout=60)
