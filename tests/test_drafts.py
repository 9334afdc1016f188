"""Which entries are filled by the memory or an engine, and which belong to people."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tiptranslate import drafts
from tiptranslate.catalog import digest, dump, parse
from tiptranslate.drafts import Choice, Drafter
from tiptranslate.errors import EngineError
from tiptranslate.model import Catalog, Entry, Origin, Provenance, State
from tiptranslate.planning import Planner
from tiptranslate.project import Project
from tiptranslate.translate import Draft, starter
from tiptranslate.translate.engine import Hypothesis, ModelInfo
from tiptranslate.translate.pseudo import PseudoEngine

MACHINE = Provenance(Origin.MACHINE, "pseudo", "pseudo", "1", digest=digest("Черновик."))
MEMORY = Provenance(Origin.MEMORY, "sample", score=100, digest=digest("Черновик."))
FAILED = Provenance(Origin.MACHINE, "pseudo", "pseudo", "1", failed="repetition,length")
DRAFT = Entry("It is free.", "Черновик.", State.DRAFT, provenance=MACHINE)
EMPTY = Entry("It is free.")

ENTRIES = {
    "empty": (EMPTY, True, True),
    "empty with a comment": (replace(EMPTY, comments=("Ask.",)), True, True),
    "failed": (replace(EMPTY, provenance=FAILED), False, True),
    "failed with an older model": (
        replace(EMPTY, provenance=replace(FAILED, version="0")), True, True,
    ),
    "failed with another engine": (
        replace(EMPTY, provenance=replace(FAILED, name="argos")), True, True,
    ),
    "draft": (DRAFT, False, True),
    "draft a person changed": (replace(DRAFT, target="Правка."), False, False),
    "draft of unknown making": (replace(DRAFT, provenance=None), False, False),
    "draft without a fingerprint": (
        replace(DRAFT, provenance=replace(MACHINE, digest="")), False, False,
    ),
    "draft from the memory": (replace(DRAFT, provenance=MEMORY), False, False),
    "stale draft": (replace(DRAFT, state=State.STALE, previous_source="Old."), True, True),
    "stale draft a person changed": (
        replace(DRAFT, state=State.STALE, previous_source="Old.", target="Правка."), False, False,
    ),
    "stale review": (
        replace(DRAFT, state=State.STALE, previous_source="Old.", provenance=None), False, False,
    ),
    "stale from the memory": (
        replace(DRAFT, state=State.STALE, previous_source="Old.", provenance=MEMORY), False, False,
    ),
    "reviewed": (replace(DRAFT, state=State.REVIEWED), False, False),
    "empty plural": (replace(EMPTY, plural_source="They.", plural_targets=("", "")), False, False),
}  # fmt: skip
"""An entry, whether the engine may fill it, whether it may under --redraft."""


def drafter(
    root: Path, choice: Choice | None = None, draft: str = 'engine = "pseudo"', language: str = "ru"
) -> Drafter:
    """A drafter in a workspace with these settings."""
    root.joinpath("tiptranslate.toml").write_text(f"[draft]\n{draft}\n")
    project = Project(root)
    return Drafter(project, Planner(project), language, choice or Choice())


def catalog(*entries: Entry) -> Catalog:
    """A catalog of these entries."""
    return Catalog("sample", "ru", entries)


def approve(root: Path, *entries: Entry) -> None:
    """Write a catalog of another release, all of it reviewed."""
    path = root / "locales" / "ru" / "LC_MESSAGES" / "earlier.po"
    path.parent.mkdir(parents=True)
    reviewed = [replace(entry, state=State.REVIEWED) for entry in entries]
    path.write_bytes(dump(catalog(*reviewed)))


@pytest.mark.parametrize(("entry", "opens", "reopens"), ENTRIES.values(), ids=list(ENTRIES))
def test_open(tmp_path: Path, entry: Entry, opens: bool, reopens: bool) -> None:
    """The engine is asked for gaps alone, under --redraft also for untouched machine drafts."""
    for redraft, expected in ((False, opens), (True, reopens)):
        made = drafter(tmp_path, Choice(redraft=redraft))
        found = made.open(catalog(entry, replace(EMPTY, source="Other.")))
        assert found == (["It is free.", "Other."] if expected else ["Other."])
        filled, done, failed = made.fill(catalog(entry), {"It is free.": Draft("Новый.", -0.5)})
        assert (filled.entries[0] != entry, done, failed) == (expected, int(expected), 0)


@pytest.mark.parametrize(("entry", "opens", "_"), ENTRIES.values(), ids=list(ENTRIES))
def test_without_a_model_nothing_is_open(
    tmp_path: Path, entry: Entry, opens: bool, _: bool
) -> None:
    """No engine, no question."""
    del opens
    assert drafter(tmp_path, Choice("none", redraft=True)).open(catalog(entry)) == []


def test_fill(tmp_path: Path) -> None:
    """A draft is marked with all there is to know of it, and reads back the same from a file."""
    made = drafter(tmp_path)
    stale = replace(DRAFT, state=State.STALE, previous_source="Old.", comments=("A word.",))
    answer = {"It is free.": Draft("Новый черновик.", -0.314)}
    filled, done, failed = made.fill(catalog(stale), answer)
    (entry,) = filled.entries

    assert (done, failed) == (1, 0)
    assert (entry.target, entry.state, entry.previous_source) == (
        "Новый черновик.", State.DRAFT, None,
    )  # fmt: skip
    assert entry.comments == ("A word.",)
    assert entry.provenance == Provenance(
        Origin.MACHINE, "pseudo", "pseudo", "1", -0.314, digest("Новый черновик.")
    )
    (read_back,) = parse(dump(filled), Path("sample.po")).entries
    assert made.open(catalog(read_back, EMPTY)) == ["It is free."]


def test_fill_with_nothing(tmp_path: Path) -> None:
    """No sound draft: the entry is empty with the reasons, an old draft stays under --redraft."""
    none = {"It is free.": Draft("", None, ("repetition", "length"))}
    filled, done, failed = drafter(tmp_path).fill(catalog(EMPTY), none)
    (entry,) = filled.entries
    assert (entry.state, entry.target, done, failed) == (State.UNTRANSLATED, "", 0, 1)
    assert entry.provenance == FAILED

    again = drafter(tmp_path, Choice(redraft=True))
    assert again.fill(catalog(DRAFT), none) == (catalog(DRAFT), 0, 1)
    stale = replace(DRAFT, state=State.STALE, previous_source="Old.")
    assert again.fill(catalog(stale), none)[0].entries[0] == entry


def test_a_failure_is_known_again_by_a_name_too_long_for_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The note in the file is shortened; the model is still the one that failed."""
    name = "a-model-whose-name-is-long-" * 5
    model = ModelInfo("pseudo", name, "2026.11.22 final", "en", "ru")
    monkeypatch.setattr(PseudoEngine, "model", lambda *_: model)
    made = drafter(tmp_path)
    reasons = ("changed-number", "copied-source", "wrong-script", "truncated")
    filled, _, _ = made.fill(catalog(EMPTY), {"It is free.": Draft("", None, reasons)})
    read_back = parse(dump(filled), Path("sample.po"))

    assert "~" in dump(filled).decode()
    assert made.open(read_back) == []


def test_remember(tmp_path: Path) -> None:
    """The memory fills what is empty: the same sentence as a draft, a near one as stale."""
    approve(
        tmp_path,
        Entry("It is free.", "Она бесплатна."),
        Entry("Operators speak three languages.", "Операторы говорят на трёх языках."),
    )
    near = Entry("Operators speak four languages.")
    others = [replace(entry, source=f"{entry.source} ") for entry, _, _ in ENTRIES.values()]
    filled, number = drafter(tmp_path).remember(catalog(EMPTY, near, Entry("Nothing like it.")))
    exact, stale, empty = filled.entries

    assert number == 2
    assert (exact.target, exact.state) == ("Она бесплатна.", State.DRAFT)
    assert (stale.state, stale.previous_source) == (
        State.STALE, "Operators speak three languages.",
    )  # fmt: skip
    assert stale.provenance
    assert (stale.provenance.name, stale.provenance.score) == ("earlier", 75)
    assert empty.state is State.UNTRANSLATED
    for entry in others:
        found = drafter(tmp_path).remember(catalog(entry))[0].entries[0]
        gap = entry.state is State.UNTRANSLATED and entry.plural_source is None
        assert (found != entry) == gap


def test_nothing_to_remember(tmp_path: Path) -> None:
    """The catalog is the very same one where the memory has nothing for it."""
    given = catalog(EMPTY, DRAFT)
    assert drafter(tmp_path).remember(given)[0] is given


def test_the_same_answer_from_the_memory_every_time(tmp_path: Path) -> None:
    """What the memory gave is left alone by the next run, even when it is stale."""
    approve(tmp_path, Entry("Operators speak three languages.", "Операторы."))
    made = drafter(tmp_path)
    near = Entry("Operators speak four languages.")
    once, _ = made.remember(catalog(near))
    read_back = parse(dump(once), Path("sample.po"))
    assert made.remember(read_back) == (read_back, 0)
    assert made.open(read_back) == []


def test_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each sentence is asked for once, and progress names the language."""
    asked: list[Sequence[str]] = []
    translate = PseudoEngine.translate

    def spy(self: PseudoEngine, found: Sequence[str], *rest: str, **more: object) -> object:
        asked.append(found)
        return translate(self, found, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(PseudoEngine, "translate", spy)
    seen: list[tuple[str, int, int]] = []
    sentences = ["One is here.", "Two are here.", "One is here."]
    answers = drafter(tmp_path).draft(sentences, lambda *facts: seen.append(facts))

    assert list(answers) == ["One is here.", "Two are here."]
    assert asked[0] == ["One is here.", "Two are here."]
    assert seen[-1] == ("ru", 2, 2)
    assert answers["One is here."].text == "[Оне ис хере]."


def test_draft_of_nothing_starts_no_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even the model is looked for."""
    monkeypatch.setattr(PseudoEngine, "model", None)
    made = drafter(tmp_path)
    assert made.draft([]) == {}
    assert made.open(catalog(DRAFT, replace(DRAFT, state=State.REVIEWED))) == []


@pytest.mark.parametrize(
    ("choice", "settings", "language", "identity"),
    [
        (None, 'engine = "pseudo"', "ru", "pseudo pseudo 1"),
        (None, 'engine = "none"', "ru", ""),
        ("none", 'engine = "pseudo"', "ru", ""),
        ("pseudo", 'engine = "none"', "ru", "pseudo pseudo 1"),
        (None, 'engine = "none"\nengines = { uz = "pseudo" }', "uz", "pseudo pseudo 1"),
        (None, 'engine = "none"\nengines = { uz = "pseudo" }', "ru", ""),
        ("none", 'engines = { uz = "pseudo" }', "uz", ""),
    ],
)
def test_which_engine(
    tmp_path: Path, choice: str | None, settings: str, language: str, identity: str
) -> None:
    """What a person asks for goes first, then the language's setting, then the general one."""
    assert drafter(tmp_path, Choice(choice), settings, language).identity == identity


def test_automatic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first engine that has a model for the language."""
    monkeypatch.setattr(drafts, "AUTOMATIC", ("pseudo", "argos"))
    assert drafter(tmp_path, draft='engine = "auto"').identity == "pseudo pseudo 1"
    monkeypatch.setattr(PseudoEngine, "model", lambda *_: None)
    monkeypatch.setattr(drafts, "AUTOMATIC", ("pseudo",))
    assert drafter(tmp_path, draft='engine = "auto"').model is None


def test_a_missing_engine_is_kept_as_the_reason(tmp_path: Path) -> None:
    """No model, and why."""
    made = drafter(tmp_path, draft='engine = "nosuch"')
    assert (made.model, made.identity) == (None, "")
    assert isinstance(made.error, EngineError)
    assert "nosuch" in str(made.error)


def test_a_failing_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error of an engine at work goes to the caller."""

    def fail(*_: object, **__: object) -> list[list[Hypothesis]]:
        raise EngineError("out of memory")

    monkeypatch.setattr(PseudoEngine, "translate", fail)
    with pytest.raises(EngineError, match="out of memory"):
        drafter(tmp_path).draft(["One is here."])


@pytest.mark.starter
def test_the_starter_memory_comes_after_ones_own(tmp_path: Path) -> None:
    """A sentence that ships is a draft of its own origin; a setting leaves it out."""
    unit = next(iter(starter.units("en", "ru")))
    wanted = catalog(Entry(unit.source))

    filled, number = drafter(tmp_path).remember(wanted)
    _, none = drafter(tmp_path, draft="starter_memory = false").remember(wanted)

    assert (number, none) == (1, 0)
    assert filled.entries[0].target == unit.target
    assert filled.entries[0].state is State.DRAFT
    made = filled.entries[0].provenance
    assert made is not None
    assert (made.origin, made.name, made.score) == (Origin.MEMORY, "starter", 100)
