"""Everything for a release: languages that are derived, several in one, the manifest."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tiptranslate import deriving, pipeline
from tiptranslate.assembling import Wanted, derivable, wanted_languages
from tiptranslate.drafts import Choice
from tiptranslate.errors import UsageError
from tiptranslate.project import Project
from tiptranslate.reports import AssembleReport

NEWS = "Hotline opens\n\nIt is free. It answers at night.\n"
PAIRS = {
    "Hotline opens": "Ishonch telefoni ochildi",
    "It is free.": "U bepul.",
    "It answers at night.": "U tunda ham ishlaydi, oʻzbekcha.",
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A release with machine drafts in Russian and approved text in Uzbek."""
    (tmp_path / "releases").mkdir()
    (tmp_path / "tiptranslate.toml").write_text("", encoding="utf-8")
    (tmp_path / "releases" / "news.txt").write_text(NEWS, encoding="utf-8")
    project = Project(tmp_path)
    pipeline.draft(project, ["news"], ["ru", "uz"], Choice("pseudo"))
    path = project.catalog("news", "uz")
    path.write_text(reviewed(path.read_text(encoding="utf-8")), encoding="utf-8")
    return Project(tmp_path)


def reviewed(catalog: str) -> str:
    """A catalog in which a person has written and approved everything."""
    head, *entries = catalog.split("\n\n")
    done = [head]
    for entry in entries:
        source = next(text for text in PAIRS if f'msgid "{text}"' in entry)
        kept = entry.split("msgstr")[0].replace("#, fuzzy\n", "")
        done.append(f'{kept}msgstr "{PAIRS[source]}"')
    return "\n\n".join(done) + "\n"


@pytest.fixture
def assemble(project: Project, tmp_path: Path) -> Callable[..., AssembleReport]:
    """Makes documents of the release in a folder of their own."""

    def run(*languages: str, allow_drafts: bool = True, **options: object) -> AssembleReport:
        wanted = Wanted(
            **{
                "languages": languages,
                "formats": ["txt"],
                "layouts": ["mono"],
                "allow_drafts": allow_drafts,
                "out": tmp_path / "out",
                **options,
            }  # type: ignore[arg-type]
        )
        return pipeline.assemble(project, ["news"], wanted)

    return run


def names(report: AssembleReport) -> list[str]:
    """The files that were made."""
    return [made.path.name for made in report.made]


def test_cyrillic_is_made_of_the_latin(
    assemble: Callable[..., AssembleReport], tmp_path: Path
) -> None:
    """Approved text gives text that is approved, and says where it is from."""
    report = assemble("uz@cyrillic", allow_drafts=False)
    text = (tmp_path / "out" / "news" / "news.uz@cyrillic.txt").read_text(encoding="utf-8")

    assert not report.errors
    assert [(made.language, made.unreviewed, made.derived) for made in report.made] == [
        ("uz@cyrillic", 0, True)
    ]
    assert "Лотин ёзувидаги матндан автоматик тарзда ўгирилган." in text
    assert text.endswith("Ишонч телефони очилди\n\nУ бепул. У тунда ҳам ишлайди, ўзбекча.\n")


def test_the_workspace_has_words_of_its_own(
    assemble: Callable[..., AssembleReport], project: Project, tmp_path: Path
) -> None:
    """The table of exceptions counts; one with a mistake in it is an error with its line."""
    table = project.root / "glossary" / "cyrillic.csv"
    table.parent.mkdir(exist_ok=True)
    table.write_text("latin,cyrillic\nbepul,текин\n", encoding="utf-8")
    assemble("uz@cyrillic")

    assert "У текин." in (tmp_path / "out/news/news.uz@cyrillic.txt").read_text(encoding="utf-8")

    table.write_text("latin,cyrillic\nbepul\n", encoding="utf-8")
    (error,) = assemble("uz@cyrillic").errors
    assert str(error).startswith("glossary/cyrillic.csv:2: ")


def test_what_people_have_changed_in_cyrillic_counts(
    assemble: Callable[..., AssembleReport], project: Project, tmp_path: Path
) -> None:
    """Where the workspace has a derived catalog, a sentence put right in it stays so."""
    deriving.derive(project, ["news"])
    path = project.catalog("news", "uz@cyrillic")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"У бепул."', '"У текин."'), encoding="utf-8")
    assemble("uz@cyrillic", allow_drafts=False)

    assert "У текин. У тунда ҳам" in (tmp_path / "out" / "news" / "news.uz@cyrillic.txt").read_text(
        encoding="utf-8"
    )


def test_without_a_catalog_there_is_nothing_to_derive(
    assemble: Callable[..., AssembleReport], project: Project
) -> None:
    """All of it is untranslated then, as it is in any other language."""
    project.catalog("news", "uz").unlink()

    assert [made.unreviewed for made in assemble("uz@cyrillic").made] == [3]
    (error,) = assemble("uz@cyrillic", allow_drafts=False).errors
    assert str(error).startswith("locales/uz/LC_MESSAGES/news.po: 3 of 3 sentences")


def test_cyrillic_of_unreviewed_text_is_refused(
    assemble: Callable[..., AssembleReport], project: Project
) -> None:
    """The message names the catalog that has to be approved."""
    path = project.catalog("news", "uz")
    path.write_text(path.read_text(encoding="utf-8").replace("U bepul.", ""), encoding="utf-8")
    report = assemble("uz@cyrillic", allow_drafts=False)

    assert not report.made
    assert str(report.errors[0]).startswith("locales/uz/LC_MESSAGES/news.po:")


def test_languages(project: Project) -> None:
    """Those asked for, those of the settings, and with "all" those that can be derived."""
    assert derivable(project) == ["uz@cyrillic"]
    assert wanted_languages(project, [], derived=False) == ["ru", "uz"]
    assert wanted_languages(project, [], derived=True) == ["ru", "uz", "uz@cyrillic"]
    assert wanted_languages(project, ["uz@cyrillic", "ru", "ru"], derived=False) == [
        "uz@cyrillic", "ru",
    ]  # fmt: skip
    with pytest.raises(UsageError, match="language 'kk' is not in this workspace; it has: ru, uz"):
        wanted_languages(project, ["kk"], derived=True)


@pytest.mark.parametrize(
    ("languages", "expected"), [("uz@cyrillic", []), ("ru", []), ("uz, uz@cyrillic", [])]
)
def test_a_workspace_with_a_catalog_of_its_own_derives_nothing(
    languages: str, expected: list[str], project: Project
) -> None:
    """What people write in Cyrillic counts, and where there is no Uzbek there is no Cyrillic."""
    listed = ", ".join(f'"{code.strip()}"' for code in languages.split(","))
    settings = project.root / "tiptranslate.toml"
    settings.write_text(f"[workspace]\nlanguages = [{listed}]\n", encoding="utf-8")

    assert derivable(Project(project.root)) == expected


def test_several_languages_in_one_document(
    assemble: Callable[..., AssembleReport], tmp_path: Path
) -> None:
    """One file for all; what is unreviewed in any of them counts."""
    report = assemble("ru", "uz", layouts=["trilingual", "mono"])
    text = (tmp_path / "out" / "news" / "news.ru+uz.trilingual.txt").read_text(encoding="utf-8")

    assert names(report) == ["news.ru.txt", "news.uz.txt", "news.ru+uz.trilingual.txt"]
    assert [made.unreviewed for made in report.made] == [3, 0, 3]
    assert "uz-Latn │ Ishonch telefoni ochildi\n" in text


def test_several_languages_need_all_to_be_reviewed(
    assemble: Callable[..., AssembleReport],
) -> None:
    """Else there is none, and the reason is said once, for the language it is about."""
    report = assemble("ru", "uz", layouts=["mono", "trilingual"], allow_drafts=False)

    assert names(report) == ["news.uz.txt"]
    assert len(report.errors) == 1
    assert str(report.errors[0]).startswith("locales/ru/")


def test_several_languages_are_more_than_one(assemble: Callable[..., AssembleReport]) -> None:
    """Nothing is made where what is asked for makes no sense."""
    with pytest.raises(UsageError, match="'trilingual' needs two languages or more"):
        assemble("ru", layouts=["mono", "trilingual"])


def test_the_manifest_lists_what_was_made(
    assemble: Callable[..., AssembleReport], project: Project, tmp_path: Path
) -> None:
    """Every file with its sum, languages and how much of it nobody has approved."""
    layouts = ["mono", "trilingual"]
    languages = ("ru", "uz", "uz@cyrillic")
    report = assemble(*languages, layouts=layouts, several=("ru", "uz"), manifest=True)
    folder = tmp_path / "out" / "news"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    files = manifest.pop("files")

    assert report.manifests == (folder / "manifest.json",)
    assert manifest == {
        "version": 1,
        "slug": "news",
        "source": {
            "path": "releases/news.txt",
            "sha256": hashlib.sha256(project.releases["news"].read_bytes()).hexdigest(),
            "language": "en",
        },
        "refused": [],
    }
    assert [file["path"] for file in files] == names(report)
    for file in files:
        data = (folder / file["path"]).read_bytes()
        assert file["sha256"] == hashlib.sha256(data).hexdigest()
        assert file["bytes"] == len(data)
    last = files[-1]
    assert {key: last[key] for key in last if key not in ("sha256", "bytes")} == {
        "path": "news.ru+uz.trilingual.txt",
        "languages": ["ru", "uz"],
        "layout": "trilingual",
        "format": "txt",
        "draft": True,
        "unreviewed": 3,
        "states": {"untranslated": 0, "draft": 3, "stale": 0, "reviewed": 3},
        "derived": False,
    }
    assert [file["derived"] for file in files] == [False, False, True, False]


def test_the_manifest_says_what_was_refused(
    assemble: Callable[..., AssembleReport], tmp_path: Path
) -> None:
    """A list that is short says why."""
    report = assemble("ru", "uz", allow_drafts=False, manifest=True)
    manifest = json.loads((tmp_path / "out/news/manifest.json").read_text(encoding="utf-8"))

    assert manifest["refused"] == [str(report.errors[0])]
    assert [file["languages"] for file in manifest["files"]] == [["uz"]]


def test_a_second_run_writes_nothing(
    assemble: Callable[..., AssembleReport], tmp_path: Path
) -> None:
    """Same inputs, same bytes, the manifest included."""
    options = {"formats": ["html", "md", "txt", "docx"], "layouts": ["mono", "side", "trilingual"]}
    assemble("ru", "uz", manifest=True, **options)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.*")}
    report = assemble("ru", "uz", manifest=True, **options)

    assert len(before) == 4 * 5 + 1
    assert not any(made.written for made in report.made)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.*")} == before
