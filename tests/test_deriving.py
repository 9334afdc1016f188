"""Uzbek Cyrillic catalogs made from Latin ones, and what of people's words stays in them."""

from dataclasses import replace
from pathlib import Path

import pytest

from tiptranslate import deriving
from tiptranslate.catalog import digest, dump, parse
from tiptranslate.deriving import CYRILLIC, LATIN, derive, derive_catalog, derive_entry
from tiptranslate.errors import CatalogError, GlossaryError, InputError
from tiptranslate.languages.cyrillic import to_cyrillic
from tiptranslate.model import Catalog, Entry, Origin, Provenance, State
from tiptranslate.planning import Planner
from tiptranslate.project import Project

SETTINGS = '[workspace]\nname = "Press office"\ncontact = "Press office <press@example.org>"\n'
NAMES = """\
name,kind,acronym,uz,uz_acronym
Office,body,ANO,Idora,ANO
Centre,body,CTR,Markaz,MRK
Winrock International,body,,Winrock International,
Interpol,body,,Interpol,
"""
MARK = "tiptranslate: derived uz from={} sum={}"
ENTRY = Entry("It is free.", "Bu bepul.", State.REVIEWED)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A workspace with one release; the clock stands still."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    (tmp_path / "releases").mkdir()
    (tmp_path / "tiptranslate.toml").write_text(SETTINGS)
    (tmp_path / "releases" / "news.txt").write_text("Headline\n\nIt is free. Call now.\n")
    return Project(tmp_path)


def put(project: Project, language: str, *entries: Entry) -> Path:
    """Write the catalog of the release as people left it."""
    path = project.catalog("news", language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(dump(Catalog("news", language, entries)))
    return path


def targets(project: Project) -> dict[str, tuple[str, State]]:
    """Targets and states of the Cyrillic catalog."""
    path = project.catalog("news", CYRILLIC)
    catalog = parse(path.read_bytes(), path)
    return {entry.source: (entry.target, entry.state) for entry in catalog.entries}


def test_an_entry_is_derived_with_its_state() -> None:
    """The machine's comment stays in the Latin catalog; the mark names both texts."""
    made = Provenance(Origin.MACHINE, "argos", digest=digest("Bu bepul."))
    entry = replace(ENTRY, state=State.DRAFT, provenance=made, comments=("Ask Ona.",))

    assert derive_entry(entry, to_cyrillic) == Entry(
        "It is free.",
        "Бу бепул.",
        State.DRAFT,
        comments=(MARK.format(digest("Bu bepul."), digest("Бу бепул.")), "Ask Ona."),
    )


def test_an_empty_entry_stays_empty() -> None:
    """What failed in Latin is not said again."""
    failed = Provenance(Origin.MACHINE, "argos", failed="repetition")

    assert derive_entry(Entry("Call.", provenance=failed), to_cyrillic) == Entry("Call.")


def test_plural_forms_are_derived() -> None:
    """Other tools put them into catalogs."""
    entry = replace(ENTRY, plural_source="They.", plural_targets=("Bu", "Bular"))

    assert derive_entry(entry, to_cyrillic).plural_targets == ("Бу", "Булар")


def test_the_catalog_is_written(project: Project) -> None:
    """From the Latin one as a draft would find it, with its own header; twice is once."""
    put(project, LATIN, ENTRY, replace(ENTRY, source="Call now.", state=State.DRAFT))

    done = derive(project, ["news"])

    assert done == deriving.Derived((Path("locales/uz@cyrillic/LC_MESSAGES/news.po"),))
    assert targets(project) == {
        "Headline": ("", State.UNTRANSLATED),
        "It is free.": ("Бу бепул.", State.REVIEWED),
        "Call now.": ("Бу бепул.", State.DRAFT),
    }
    path = project.catalog("news", CYRILLIC)
    assert parse(path.read_bytes(), path).header["Language"] == CYRILLIC
    assert derive(project, ["news"]) == deriving.Derived(())


def test_a_changed_latin_target_is_derived_anew(project: Project) -> None:
    """State and text follow the Latin as long as no person has touched the Cyrillic."""
    put(project, LATIN, replace(ENTRY, state=State.DRAFT))
    derive(project, ["news"])
    put(project, LATIN, replace(ENTRY, target="Bu tekin."))

    assert derive(project, ["news"]).written
    assert targets(project)["It is free."] == ("Бу текин.", State.REVIEWED)


def test_a_persons_target_stays(project: Project) -> None:
    """Changed by hand, it is never written over; the state a person gave it stays, too."""
    put(project, LATIN, replace(ENTRY, state=State.DRAFT))
    derive(project, ["news"])
    path = project.catalog("news", CYRILLIC)
    text = path.read_text("utf-8")
    path.write_text(text.replace("Бу бепул.", "Текин.").replace("#, fuzzy\nmsgid", "msgid"))

    assert derive(project, ["news"]) == deriving.Derived(())
    assert targets(project)["It is free."] == ("Текин.", State.REVIEWED)


def test_a_persons_target_is_a_draft_when_the_latin_changes(project: Project) -> None:
    """Once: when it has been looked at it stays approved."""
    put(project, LATIN, ENTRY)
    derive(project, ["news"])
    path = project.catalog("news", CYRILLIC)
    path.write_text(path.read_text("utf-8").replace("Бу бепул.", "Текин."))
    put(project, LATIN, replace(ENTRY, target="Bu tekin."))

    assert derive(project, ["news"]).written
    assert targets(project)["It is free."] == ("Текин.", State.DRAFT)

    path.write_text(path.read_text("utf-8").replace("#, fuzzy\n", ""))
    assert derive(project, ["news"]) == deriving.Derived(())
    assert targets(project)["It is free."] == ("Текин.", State.REVIEWED)


def test_a_catalog_made_elsewhere_stays() -> None:
    """Without our comment the words are a person's; those of a sentence that left, too."""
    own = Entry("It is free.", "Текин.", State.REVIEWED)
    gone = Entry("Old.", "Эски.", State.REVIEWED)
    empty = Entry("Empty.")

    made = derive_catalog(
        Catalog("news", LATIN, (ENTRY,)),
        Catalog("news", CYRILLIC, (own, gone, empty), header={"X-Own": "1"}),
        to_cyrillic,
    )

    assert made.entries == (own,)
    assert made.obsolete == (gone,)
    assert made.header == {"X-Own": "1"}


def test_a_derived_sentence_that_left_both_catalogs_goes() -> None:
    """It was no person's word."""
    old = derive_catalog(Catalog("news", LATIN, (ENTRY,)), None, to_cyrillic)

    assert derive_catalog(Catalog("news", LATIN), old, to_cyrillic).obsolete == ()


def test_an_obsolete_latin_entry_is_derived() -> None:
    """It comes back when its sentence does."""
    made = derive_catalog(Catalog("news", LATIN, obsolete=(ENTRY,)), None, to_cyrillic)

    assert [entry.target for entry in made.obsolete] == ["Бу бепул."]


def test_a_release_without_a_latin_catalog_is_passed_over(project: Project) -> None:
    """There is nothing to derive from."""
    assert derive(project, ["news"]) == deriving.Derived(())
    assert not project.catalog("news", CYRILLIC).exists()


def test_one_bad_catalog_does_not_stop_the_others(project: Project) -> None:
    """It is reported at the end."""
    (project.root / "releases" / "bad.txt").write_text("It is free.\n")
    project.__dict__.pop("releases", None)
    put(project, LATIN, ENTRY)
    bad = project.catalog("bad", LATIN)
    bad.write_text("msgid broken\n")

    done = derive(project, ["bad", "news"])

    assert [type(error) for error in done.errors] == [CatalogError]
    assert done.written == (Path("locales/uz@cyrillic/LC_MESSAGES/news.po"),)


def test_the_workspace_decides_on_words(project: Project) -> None:
    """Its table goes before its glossary, whose KEEP terms and taken-over acronyms stay."""
    folder = project.root / "glossary"
    folder.mkdir()
    (folder / "cyrillic.csv").write_text("latin,cyrillic\nRoe,Роу\n")
    (folder / "terms.csv").write_text("term,pos,status\nSafe Step,noun,keep\n")
    (folder / "names.csv").write_text(NAMES)

    convert = deriving.converter(Planner(project), project)

    assert convert("Roening “Safe Step” loyihasi, ANOga, MRKda") == (
        "Роунинг “Safe Step” лойиҳаси, ANOга, МРКда"
    )
    assert convert("Winrock International, Interpol") == "Winrock International, Интерпол"


def test_a_wrong_table_stops_the_run(project: Project) -> None:
    """Nothing is written by half of it."""
    (project.root / "glossary").mkdir()
    (project.root / "glossary" / "cyrillic.csv").write_text("latin,cyrillic\nRoe\n")
    put(project, LATIN, ENTRY)

    with pytest.raises(GlossaryError, match=r"^glossary/cyrillic\.csv:2: a row needs two cells"):
        derive(project, ["news"])
    assert issubclass(GlossaryError, InputError)
    assert not project.catalog("news", CYRILLIC).exists()
