"""The analysis: every sentence in one match band, counted as translation tools count."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate import analysis, pipeline, workspace
from tiptranslate.analysis import BANDS, analyse, band, best
from tiptranslate.drafts import Choice
from tiptranslate.errors import UsageError
from tiptranslate.model import Unit
from tiptranslate.project import Project
from tiptranslate.reports import Amount, Analysis, bands_of
from tiptranslate.translate import Memory

TEN = "The hotline for victims opened today in the old town."
"""Ten words."""
Make = Callable[..., Project]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes a workspace of Russian, or other languages, with releases by name."""

    def make(*, languages: str = '["ru"]', **releases: str) -> Project:
        if not (tmp_path / "tiptranslate.toml").exists():
            workspace.init(tmp_path)
        settings = f'[workspace]\nname = "test 1"\nlanguages = {languages}\n'
        (tmp_path / "tiptranslate.toml").write_text(settings)
        for name, text in releases.items():
            (tmp_path / "releases" / f"{name}.txt").write_text(text, encoding="utf-8")
        return Project(tmp_path)

    return make


def approve(project: Project, *slugs: str) -> None:
    """Draft releases and approve every sentence, as a translator would."""
    languages = list(project.settings.workspace.languages)
    pipeline.draft(project, slugs, languages, Choice("pseudo"))
    for slug in slugs:
        for language in languages:
            path = project.catalog(slug, language)
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace("#, fuzzy\n", ""), encoding="utf-8")


def found(project: Project, *slugs: str) -> list[dict[str, tuple[int, int]]]:
    """The bands of releases that have something, as sentences and words."""
    codes = list(project.settings.workspace.languages)
    return [
        {name: (a.segments, a.words) for name, a in item.bands.items() if a.segments}
        for item in analyse(project, slugs or list(project.releases), codes)
        if isinstance(item, Analysis)
    ]


def test_before_any_catalog(make: Make) -> None:
    """Everything is new but what recurs; each sentence counts as often as it stands there."""
    project = make(a=f"Hotline opens\n\n{TEN} It is free.\n\n{TEN}\n")

    assert found(project) == [{"none": (3, 15), "repetition": (1, 10)}]
    assert not list(project.root.rglob("*.po"))


@pytest.mark.parametrize("space", ["\u00a0", " \u200b", " \u2060"])
def test_a_repetition_is_what_the_memory_takes_for_the_same(make: Make, space: str) -> None:
    """White space that nobody sees makes no other sentence."""
    project = make(a=f"First\n\n{TEN}\n\n{TEN.replace(' old ', f'{space}old ')}\n")

    assert found(project) == [{"none": (2, 11), "repetition": (1, 10)}]


def test_repetitions_go_across_the_selection(make: Make) -> None:
    """The first of a sentence is in its own band, later ones repeat it: by order, in each part."""
    project = make(a=f"First\n\n{TEN}\n", b=f"Second\n\n{TEN}\n")

    assert found(project, "a", "b") == [
        {"none": (2, 11)},
        {"repetition": (1, 10), "none": (1, 1)},
    ]
    assert found(project, "b", "a")[0] == {"none": (2, 11)}
    assert found(project, "b") == [{"none": (2, 11)}]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (TEN, "100"),
        (TEN.replace(" old ", "\u00a0old "), "100"),
        (TEN.replace("today", "yesterday"), "85-94"),
        (TEN.replace("today in the", "yesterday near the"), "75-84"),
        (TEN.replace("today in the old town", "again"), "none"),
        ("Nothing of it was known.", "none"),
    ],
)
def test_bands_by_the_memory(make: Make, new: str, expected: str) -> None:
    """What people have approved in another release is the memory."""
    project = make(a=f"First\n\n{TEN}\n")
    approve(project, "a")
    project = make(b=f"Second\n\n{new}\n")

    bands = found(project, "b")[0]

    assert bands.pop("none")[0] == 1 + (expected == "none")
    assert bands == ({} if expected == "none" else {expected: (1, len(new.split()))})


def test_figures_and_case_alone(make: Make) -> None:
    """Other figures cost ten per cent; another case alone is nearly, not quite, the same."""
    text = "In all 12 groups of pupils from the old town took part in it today."
    project = make(a=f"First\n\n{text}\n")
    approve(project, "a")
    figure = text.replace("12", "13")
    case = text.replace("pupils", "Pupils")
    project = make(b=f"Second\n\n{figure}\n\n{case}\n")

    assert found(project, "b") == [
        {"95-99": (1, 15), "75-84": (1, 15), "none": (1, 1)},
    ]


def test_reviewed_is_done_and_starts_no_repetition(make: Make) -> None:
    """What is approved is counted apart; the same sentence elsewhere is a full match."""
    project = make(a=f"First\n\n{TEN}\n\n{TEN}\n")
    approve(project, "a")
    project = make(b=f"Second\n\n{TEN}\n\n{TEN}\n")

    assert found(project, "a", "b") == [
        {"reviewed": (3, 21)},
        {"repetition": (1, 10), "100": (1, 10), "none": (1, 1)},
    ]


def test_an_outdated_sentence_is_like_its_former_self(make: Make) -> None:
    """Before the next draft and after it, when the old pair is nowhere else."""
    project = make(a=f"First\n\n{TEN}\n")
    approve(project, "a")
    project = make(a=f"First\n\n{TEN.replace('today', 'yesterday')}\n")
    before = found(project)
    pipeline.draft(project, ["a"], ["ru"], Choice("none"))

    assert before == found(project) == [{"reviewed": (1, 1), "85-94": (1, 10)}]


def test_an_imported_memory_counts(make: Make) -> None:
    """TMX files of the workspace are memory, too."""
    project = make(a=f"First\n\n{TEN}\n")
    (project.root / "memory").mkdir(exist_ok=True)
    (project.root / "memory" / "old.tmx").write_text(
        '<tmx version="1.4"><header srclang="en"/><body><tu>'
        f'<tuv xml:lang="en"><seg>{TEN}</seg></tuv>'
        '<tuv xml:lang="ru"><seg>Линия.</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )

    assert found(project) == [{"100": (1, 10), "none": (1, 1)}]


def test_each_language_has_its_own_memory(make: Make) -> None:
    """What is approved in one language is new in the other."""
    project = make(languages='["ru", "uz"]', a=f"First\n\n{TEN}\n")
    pipeline.draft(project, ["a"], ["ru"], Choice("pseudo"))
    path = project.catalog("a", "ru")
    path.write_text(path.read_text(encoding="utf-8").replace("#, fuzzy\n", ""), encoding="utf-8")

    assert found(project) == [{"reviewed": (2, 11)}, {"none": (2, 11)}]


def test_one_at_fault_does_not_stop_the_others(make: Make) -> None:
    """A broken catalog and a release that cannot be read are named; the rest is counted."""
    project = make(a="First\n", b="Second\n", c="Third\n")
    (project.root / "releases" / "b.txt").write_bytes(b"\xff\xfe\x00")
    path = project.catalog("c", "ru")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("msgid nothing\n")

    kinds = [type(item).__name__ for item in analyse(project, ["a", "b", "c"], ["ru"])]

    assert kinds == ["Analysis", "InputError", "CatalogError"]


def test_derived_cyrillic_is_no_work(make: Make) -> None:
    """It is left out beside the Latin, refused alone, and counted where there is no Latin."""
    project = make(languages='["uz", "uz@cyrillic"]', a="First\n")
    both = list(analyse(project, ["a"], ["uz", "uz@cyrillic"]))

    assert [item.language for item in both if isinstance(item, Analysis)] == ["uz"]
    with pytest.raises(UsageError, match="by rule"):
        list(analyse(project, ["a"], ["uz@cyrillic"]))
    assert len(found(make(languages='["uz@cyrillic"]'))) == 1


def test_an_empty_release(make: Make) -> None:
    """Nothing is in any band, and every band is there."""
    (item,) = analyse(make(a=""), ["a"], ["ru"])

    assert isinstance(item, Analysis)
    assert tuple(item.bands) == BANDS
    assert item.total == Amount()


def test_sums() -> None:
    """Bands are added up over releases; nothing has no bands."""
    one = Analysis("a", "ru", Path("a.po"), {"100": Amount(1, 5), "none": Amount(2, 7)})
    two = Analysis("b", "ru", Path("b.po"), {"100": Amount(3, 10), "none": Amount(0, 0)})

    assert one.total == Amount(3, 12)
    assert bands_of([one, two]) == {"100": Amount(4, 15), "none": Amount(2, 7)}
    assert bands_of([]) == {}


@given(st.integers(0, 100))
def test_every_match_has_one_band(per_cent: int) -> None:
    """The bands leave no gap, and say themselves where they are."""
    name = band(per_cent)
    low, _, high = name.partition("-")

    assert name in BANDS
    assert per_cent < analysis.LEAST["75-84"] if name == "none" else int(low) <= per_cent
    assert not high or per_cent <= int(high)


@given(st.permutations(["one", "two", "three", "four", "5", "6", "seven"]), st.integers(0, 7))
def test_best_is_full_only_for_the_same_sentence(words: list[str], left_out: int) -> None:
    """Whatever the memory has, 100 means the same words in the same order."""
    known = "one two three four 5 6 seven"
    source = " ".join(words[left_out:])

    assert (best(Memory([Unit(known, "раз", "a")]), source) == 100) == (source == known)
