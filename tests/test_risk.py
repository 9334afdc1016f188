"""Risk: which machine drafts come first, and that every sign pulls the same way."""

import math
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate import catalog as catalogs
from tiptranslate import pipeline, risk, sharing, workspace
from tiptranslate.drafts import Choice
from tiptranslate.model import Entry, Finding, Level, Origin, Provenance, State
from tiptranslate.project import Project
from tiptranslate.risk import RiskReport, Signs

NEWS = "Line opens\n\nIt is free. Call 1022 or 1023 at night.\n\nThe director thanked all donors.\n"
WRONG = "Звоните по номеру 1022 или 1032 ночью."
"""A translation with another number."""

SIGNS = st.builds(
    Signs,
    words=st.integers(0, 200),
    score=st.none() | st.floats(-20, 0.5) | st.just(math.nan) | st.just(-math.inf),
    errors=st.integers(0, 5),
    warnings=st.integers(0, 5),
    suggestions=st.integers(0, 5),
    meaning=st.none() | st.floats(-1, 2),
)


@given(SIGNS)
def test_it_is_a_per_cent(signs: Signs) -> None:
    """From 0 to 100, whatever an engine says."""
    assert 0 <= risk.risk(signs) <= 100


@given(SIGNS, st.sampled_from(["errors", "warnings", "suggestions", "words"]))
def test_more_signs_are_more_risk(signs: Signs, name: str) -> None:
    """Another finding or word never makes a draft safer."""
    more = replace(signs, **{name: getattr(signs, name) + 1})

    assert risk.risk(more) >= risk.risk(signs)


@given(SIGNS, st.floats(-20, 0), st.floats(-20, 0))
def test_a_better_score_is_less_risk(signs: Signs, one: float, two: float) -> None:
    """The engine's opinion is never turned round."""
    low, high = sorted((one, two))

    assert risk.risk(replace(signs, score=low)) >= risk.risk(replace(signs, score=high))


@given(SIGNS, st.floats(0, 1), st.floats(0, 1))
def test_a_nearer_meaning_is_less_risk(signs: Signs, one: float, two: float) -> None:
    """Nor is likeness in meaning; nobody having looked is as good as the best."""
    low, high = sorted((one, two))
    nearer, farther = (risk.risk(replace(signs, meaning=value)) for value in (high, low))

    assert farther >= nearer >= risk.risk(replace(signs, meaning=None))


def test_findings_weigh_by_level() -> None:
    """An error outweighs a warning, a warning a suggestion, and an error any ordinary score."""
    plain = Signs(20, math.log(0.7))
    values = [
        risk.risk(plain),
        risk.risk(replace(plain, suggestions=1)),
        risk.risk(replace(plain, warnings=1)),
        risk.risk(Signs(20, math.log(0.23))),
        risk.risk(replace(plain, errors=1)),
    ]

    assert values == sorted(set(values))


def drafted(target: str = "Черновик.", **changes: object) -> Entry:
    """A machine's draft of a sentence as it was made, but for some changes."""
    made = Provenance(
        Origin.MACHINE, "argos", "en_ru", "1.9", score=-0.5, digest=catalogs.digest("Черновик.")
    )
    entry = Entry("A draft of it.", target, State.DRAFT, provenance=made)
    return replace(entry, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "entry",
    [
        drafted(state=State.REVIEWED),
        drafted("Другой черновик."),
        drafted(provenance=None),
        drafted(provenance=Provenance(Origin.MEMORY, "a", digest=catalogs.digest("Черновик."))),
        drafted("", state=State.UNTRANSLATED),
        drafted(state=State.STALE, previous_source="Another."),
    ],
)
def test_only_untouched_machine_drafts_have_one(entry: Entry) -> None:
    """What a person wrote, changed or approved, and what the memory gave, is no machine's."""
    assert risk.of(drafted(), []) is not None
    assert risk.of(entry, []) is None


def test_that_it_is_a_draft_is_no_finding() -> None:
    """The check `draft` says so of all of them."""

    def finding(check: str) -> Finding:
        return Finding(check, Level.ERROR, "wrong", Path("a.po"), 1)

    entry = drafted()

    assert risk.of(entry, [finding("draft")]) == risk.of(entry, [])
    assert risk.signs(entry, [finding("draft"), finding("changed-number")]).errors == 1
    assert risk.signs(entry, []) == Signs(4, -0.5)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a workspace with one release drafted into two languages."""
    folder = tmp_path_factory.mktemp("risk") / "desk"
    folder.mkdir()
    workspace.init(folder)
    (folder / "releases" / "news.txt").write_text(NEWS, encoding="utf-8")
    pipeline.draft(Project(folder), ["news"], ["ru", "uz"], Choice("pseudo"))
    return folder


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Path:
    """A workspace of one's own."""
    return Path(shutil.copytree(made, tmp_path / "desk"))


def change(desk: Path, source: str, edit: Callable[[Entry], Entry]) -> None:
    """Change the entry of a sentence in the Russian catalog."""
    path = Project(desk).catalog("news", "ru")
    catalog = catalogs.read(path)
    entries = tuple(edit(e) if e.source == source else e for e in catalog.entries)
    path.write_bytes(catalogs.dump(replace(catalog, entries=entries)))


def scored(score: float, target: str = "") -> Callable[[Entry], Entry]:
    """Makes an entry a draft with a score, of another text if one is given."""

    def edit(entry: Entry) -> Entry:
        text = target or entry.target
        assert entry.provenance is not None
        made = replace(entry.provenance, score=score, digest=catalogs.digest(text))
        return replace(entry, target=text, provenance=made)

    return edit


def ranked(desk: Path, *languages: str) -> RiskReport:
    """The drafts of a workspace."""
    project = Project(desk)
    return pipeline.risks(project, list(project.releases), languages or ("ru",))


def test_the_worst_come_first(desk: Path) -> None:
    """A wrong figure before a doubtful score, a doubtful score before a good one."""
    change(desk, "Line opens", scored(-0.1, "Открылась линия"))
    change(desk, "It is free.", scored(-0.9, "Это бесплатно."))
    change(desk, "The director thanked all donors.", scored(-0.3, "Директор поблагодарил доноров."))
    change(desk, "Call 1022 or 1023 at night.", scored(-0.1, WRONG))

    risks = ranked(desk).risks

    assert [one.entry.source for one in risks] == [
        "Call 1022 or 1023 at night.",
        "It is free.",
        "The director thanked all donors.",
        "Line opens",
    ]
    values = [one.value for one in risks]
    assert values == sorted(values, reverse=True)
    assert {finding.check for finding in risks[0].findings} == {"changed-number"}
    assert all(one.entry.line > 1 for one in risks)


def test_what_people_did_is_left_out(desk: Path) -> None:
    """A sentence that was approved or rewritten is nobody's risk; languages come together."""
    change(desk, "Line opens", lambda e: replace(e, state=State.REVIEWED))
    change(desk, "It is free.", lambda e: replace(e, target="Это бесплатно."))

    found = [(one.language, one.entry.source) for one in ranked(desk, "ru", "uz").risks]

    assert len(found) == 6
    assert ("ru", "Line opens") not in found
    assert ("uz", "Line opens") in found


def test_checks_that_are_switched_off(desk: Path) -> None:
    """What the settings ignore does not count against a draft."""
    change(desk, "Call 1022 or 1023 at night.", scored(-0.2, WRONG))
    (desk / "tiptranslate.toml").write_text(
        '[workspace]\nname = "test 1"\nlanguages = ["ru"]\n[check]\nignore = ["changed-number"]\n'
    )

    assert "changed-number" not in {f.check for one in ranked(desk).risks for f in one.findings}


def test_one_at_fault_does_not_stop_the_others(desk: Path) -> None:
    """A broken catalog is an error of the report."""
    Project(desk).catalog("news", "ru").write_text("msgid nothing\n")

    report = ranked(desk, "ru", "uz")

    assert [type(error).__name__ for error in report.errors] == ["CatalogError"]
    assert {one.language for one in report.risks} == {"uz"}


def test_many_releases_are_shared_out(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes find what one finds."""
    shutil.copy(desk / "releases" / "news.txt", desk / "releases" / "more.txt")
    pipeline.draft(Project(desk), ["more"], ["ru"], Choice("pseudo"))
    alone = ranked(desk)
    monkeypatch.setattr(sharing, "WORTH_A_WORKER", 1)
    monkeypatch.setattr(sharing, "available", lambda: 2)

    assert ranked(desk).risks == alone.risks
    assert len(alone.risks) == 8
