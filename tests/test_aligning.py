"""Published pairs become a memory: the project's own samples, and what can be wrong with files."""

import shutil
from pathlib import Path

import pytest

from tiptranslate import aligning, papers, pipeline, workspace
from tiptranslate.assembling import Wanted
from tiptranslate.errors import InputError, UsageError, WorkspaceError
from tiptranslate.exchange import tmx
from tiptranslate.model import State
from tiptranslate.planning import Planner
from tiptranslate.project import Project

SAMPLES = (
    "2025-almaty-regional-conference.md",
    "2025-interview-hotline-operator.txt",
    "2025-samarkand-labour-inspectors.txt",
)
EN = "Hotline opens in Nukus\n\nThe hotline takes calls day and night. It is free for everyone.\n"
RU = "В Нукусе открылась горячая линия\n\nЛиния принимает звонки круглосуточно. Она бесплатна.\n"
UZ = "Nukusda ishonch telefoni ochildi\n\nTelefon kechayu kunduz ishlaydi. U hamma uchun bepul.\n"


@pytest.fixture(scope="module")
def published(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project's samples, approved and assembled as documents, in a workspace of their own."""
    folder = tmp_path_factory.mktemp("published")
    for name in ("releases", "locales", "glossary"):
        shutil.copytree(root / name, folder / name)
    shutil.copy(root / "tiptranslate.toml", folder)
    for path in (folder / "locales").rglob("*.po"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("#, fuzzy\n", ""), encoding="utf-8")
    project = Project(folder)
    wanted = Wanted(("ru", "uz"), ("txt", "html"), ("mono",))
    assert not pipeline.assemble(project, list(project.releases), wanted).errors
    return project


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """An empty workspace, with a published release and its translations beside it."""
    monkeypatch.setattr(aligning, "available", lambda: False)
    for name, text in (("news.txt", EN), ("news.ru.txt", RU), ("news.uz.txt", UZ)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    workspace.init(tmp_path / "desk")
    return Project(tmp_path / "desk")


def _read(project: Project, *names: str, codes: tuple[str, ...] = ()) -> list[papers.Paper]:
    source, *targets = (project.root.parent / name for name in names)
    return papers.read(project, source, targets, codes)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_are_exact(published: Project, name: str) -> None:
    """Every sentence beside its own translation, from text and from HTML, in both languages."""
    for found in _sample(published, name):
        catalog = Planner(published).catalog(published.catalog(Path(name).stem, found.language))
        wanted = {entry.source: entry.target for entry in catalog.entries}
        sentences = found.source.sentences
        assert [(b.source, b.target) for b in found.alignment.beads] == [
            ((n,), (n,)) for n in range(len(sentences))
        ]
        if found.language == "uz":  # as text; HTML has marks where links and emphasis are
            pairs = dict(found.texts(bead) for bead in found.alignment.pairs)
            whole = [text for text in sentences if "](" not in text]
            assert [_letters(pairs[s]) for s in whole] == [_letters(wanted[s]) for s in whole]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_by_words(
    published: Project, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without vectors, nine sentences in ten are beside their own translations."""
    monkeypatch.setattr(aligning, "available", lambda: False)
    for found in _sample(published, name):
        right = sum(bead.source == bead.target for bead in found.alignment.pairs)
        assert right >= 0.9 * len(found.source.sentences)


def _sample(project: Project, name: str) -> list[papers.Aligned]:
    """A sample aligned with its translations, Russian as HTML and Uzbek as text."""
    source = project.root / "releases" / name
    build = project.build / source.stem
    targets = [build / f"{source.stem}.ru.html", build / f"{source.stem}.uz.txt"]
    return aligning.align_papers(project, papers.read(project, source, targets, ()))


def _letters(text: str) -> str:
    """A text without what documents set in their own way."""
    return "".join(filter(str.isalnum, text))


def test_three_languages_become_a_memory(desk: Project) -> None:
    """One file with the pairs of both; `draft` takes them for the release."""
    found = aligning.align_papers(desk, _read(desk, "news.txt", "news.ru.txt", "news.uz.txt"))
    kept = aligning.keep(desk, [_sure(item) for item in found], "old")

    assert kept.memory == desk.root / "memory" / "old.tmx"
    russian = [(unit.source, unit.target) for unit in tmx.units(kept.memory, "ru")]
    assert russian[2] == ("It is free for everyone.", "Она бесплатна.")
    assert len(russian) == len(list(tmx.units(kept.memory, "uz"))) == 3
    before = kept.memory.read_bytes()
    assert aligning.keep(desk, [_sure(item) for item in found], "old").memory is not None
    assert kept.memory.read_bytes() == before


def _sure(item: papers.Aligned) -> papers.Aligned:
    """All pairs of a translation as sure ones."""
    return papers.Aligned(item.source, item.target, item.alignment, 0)


def test_what_is_in_the_way_stays(desk: Project) -> None:
    """Another memory or table of the name stops everything, unless one says otherwise."""
    found = aligning.align_papers(desk, _read(desk, "news.txt", "news.ru.txt"), least=1)
    table = desk.root / "doubt.xlsx"
    table.write_bytes(b"somebody's")

    with pytest.raises(WorkspaceError, match="is there already"):
        aligning.keep(desk, found, "old", table=table)
    assert not list((desk.root / "memory").glob("*.tmx"))
    aligning.keep(desk, found, "old", table=table, force=True)
    assert table.read_bytes() != b"somebody's"


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_doubtful_pairs_come_back(desk: Project, suffix: str) -> None:
    """Those that are approved join what was accepted before; the others do not."""
    table = desk.root / f"doubt{suffix}"
    found = aligning.align_papers(desk, _read(desk, "news.txt", "news.ru.txt"), least=1.01)
    kept = aligning.keep(desk, found, "old", table=table)
    assert kept.memory is None
    assert kept.tables == {"ru": table}
    assert aligning.accept(desk, table).taken == 0
    assert not (desk.root / "memory" / "old.accepted.tmx").exists()

    _approve(table, {"It is free for everyone.": "Звонок бесплатный."})
    done = aligning.accept(desk, table)
    assert (done.taken, done.left, done.refused) == (1, 2, ())
    _approve(table, {"Hotline opens in Nukus": "Линия открыта"})
    aligning.accept(desk, table)
    assert {u.source: u.target for u in tmx.units(done.memory, "ru")} == {
        "It is free for everyone.": "Звонок бесплатный.",
        "Hotline opens in Nukus": "Линия открыта",
    }


def _approve(table: Path, targets: dict[str, str]) -> None:
    """Fill in a table as a person does: the translation of some rows, and their approval alone."""
    if table.suffix == ".xlsx":
        from openpyxl import load_workbook  # noqa: PLC0415

        book = load_workbook(table)
        rows = [[*row] for row in book.active.iter_rows(min_row=4)]
        for row in rows:
            row[3].value = targets.get(row[2].value, row[3].value)
            row[6].value = "yes" if row[2].value in targets else ""
        book.save(table)
        return
    from docx import Document  # noqa: PLC0415

    document = Document(str(table))
    for line in document.tables[0].rows[1:]:
        cells = line.cells
        cells[3].text = targets.get(cells[2].text, cells[3].text)
        cells[6].text = "yes" if cells[2].text in targets else ""
    document.save(str(table))


def test_a_row_without_text_is_refused(desk: Project) -> None:
    """An approval of nothing is told, with its row."""
    table = desk.root / "doubt.xlsx"
    found = aligning.align_papers(desk, _read(desk, "news.txt", "news.ru.txt"), least=1.01)
    aligning.keep(desk, found, "old", table=table)
    _approve(table, {"It is free for everyone.": ""})

    assert aligning.accept(desk, table).refused == ((3, "a text is missing"),)


@pytest.mark.parametrize("reviewed", [True, False])
def test_a_catalog_of_the_release(desk: Project, reviewed: bool) -> None:
    """Drafts from the memory, or approved text; what a person has written is left alone."""
    release = desk.root / "releases" / "news.txt"
    release.write_text(EN, encoding="utf-8")
    project = Project(desk.root)
    found = aligning.align_papers(project, _read(desk, "news.txt", "news.ru.txt"))
    kept = aligning.keep(project, [_sure(found[0])], "old", slug="news", reviewed=reviewed)

    assert [(done.filled, done.found) for done in kept.catalogs] == [(3, 3)]
    path = project.catalog("news", "ru")
    entries = Planner(project).catalog(path).entries
    state = State.REVIEWED if reviewed else State.DRAFT
    assert [entry.state for entry in entries] == [state] * 3
    text = path.read_text(encoding="utf-8").replace("Она бесплатна.", "Звонок бесплатный.")
    path.write_text(text, encoding="utf-8")
    again = aligning.keep(project, [_sure(found[0])], "old", slug="news", reviewed=True)
    assert "Звонок бесплатный." in path.read_text(encoding="utf-8")
    assert again.catalogs[0].filled == (0 if reviewed else 2)


@pytest.mark.parametrize(
    ("names", "codes", "kind", "why"),
    [
        (("news.txt",), (), UsageError, "there is no translation"),
        (("news.txt", "no.txt"), ("ru",), InputError, "no such file"),
        (("no.txt", "news.ru.txt"), (), InputError, "no such file"),
        (("news.txt", "news.ru.txt"), ("uz",), InputError, "is written in Cyrillic letters"),
        (("news.ru.txt", "news.txt"), (), InputError, "is written in Cyrillic letters"),
        (("news.txt", "news.txt"), ("uz",), InputError, "is in English"),
        (("news.txt", "news.txt"), (), UsageError, "cannot tell which language news.txt is in"),
        (("news.txt", "news.ru.txt", "news.ru.txt"), (), UsageError, "are both in ru"),
        (("news.txt", "news.ru.txt"), ("ru", "uz"), UsageError, "2 languages for 1"),
        (("news.txt", "news.ru.txt"), ("kk",), UsageError, "language 'kk' is not"),
        (("news.txt", "empty.txt"), ("ru",), InputError, "has no text to align"),
        (("news.txt", "bad.txt"), ("ru",), InputError, "control character"),
        (("news.txt", "bad.pdf"), ("ru",), InputError, "pdf"),
    ],
)
def test_bad_input(
    desk: Project, names: tuple[str, ...], codes: tuple[str, ...], kind: type[Exception], why: str
) -> None:
    """One line that says what to do."""
    (desk.root.parent / "empty.txt").write_text("\n \n")
    (desk.root.parent / "bad.txt").write_bytes(b"\x00\x01\x02")
    (desk.root.parent / "bad.pdf").write_bytes(b"%PDF")
    with pytest.raises(kind, match=why):
        _read(desk, *names, codes=codes)


@pytest.mark.parametrize("format_", ["txt", "md", "html", "docx"])
def test_a_draft_is_no_translation(root: Path, tmp_path: Path, desk: Project, format_: str) -> None:
    """What the program itself has marked as a machine's is not taken for people's work."""
    slug, samples = Path(SAMPLES[1]).stem, Project(root)
    wanted = Wanted(("ru",), (format_,), ("mono",), allow_drafts=True, out=tmp_path / "out")
    (made,) = pipeline.assemble(samples, [slug], wanted).made
    source = root / samples.location(slug)
    with pytest.raises(InputError, match="is marked as a machine's draft"):
        papers.read(desk, source, [made.path], ("ru",))


def test_no_translation_at_all(desk: Project) -> None:
    """A document about something else is refused, and nothing is written."""
    other = "Погода\n\n" + " ".join(f"Завтра {n} градусов и {n * 7} мм осадков." for n in range(9))
    (desk.root.parent / "news.ru.txt").write_text(other, encoding="utf-8")

    with pytest.raises(InputError, match="does not seem to be a translation of news"):
        aligning.align_papers(desk, _read(desk, "news.txt", "news.ru.txt"))
