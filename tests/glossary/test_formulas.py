"""Cells that spreadsheets would run come into no table, and go out of none."""

from pathlib import Path

import pytest

from tiptranslate import vocabulary, workspace
from tiptranslate.errors import GlossaryError
from tiptranslate.glossary.formulas import formulas
from tiptranslate.model import Name, NameKind, Target, Term
from tiptranslate.project import Project

FILE = Path("a.csv")
EVIL = (
    *('=HYPERLINK("http://example.org","x")', "= 1+1", "=cmd|' /C calc'!A0", "\t=A1"),
    *("+SUM(A1)", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)", "+cmd|' /C calc'!A0"),
)
GOOD = (
    *("=", "==", "- see the note (of 2022)", "+998 71 200-00-00", "-gate", "@example", "a=b"),
    *("trafficking in persons", "5 = five", "(=) as in English", "-", "+", ""),
)


@pytest.mark.parametrize("cell", EVIL)
def test_formulas(cell: str) -> None:
    """In any cell of a term or a name, with its line and column."""
    term = Term("shelter", note=cell, targets={"ru": Target("приют")}, line=4)
    name = Name("Board", NameKind.BODY, targets={"ru": Target(cell)}, line=5)

    first, second = map(str, formulas([term], [name], FILE))
    assert first.startswith("a.csv:4: column 'note': ")
    assert second.startswith("a.csv:5: column 'ru': ")
    assert first.endswith(
        "is a formula to spreadsheet programs; write it so that it begins with a word"
    )


@pytest.mark.parametrize("cell", GOOD)
def test_cells_that_only_look_like_it(cell: str) -> None:
    """Signs of our own, notes with dashes, telephone numbers."""
    assert formulas([Term("shelter", note=cell)], [], FILE) == []


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A new workspace."""
    workspace.init(tmp_path)
    return Project(tmp_path)


def test_none_comes_in(project: Project, tmp_path: Path) -> None:
    """A table of strangers is refused as a whole; nothing is written."""
    before = project.terms.read_bytes()
    file = tmp_path / "agency.csv"
    file.write_text('term,status,note\nhut,preferred,"=WEBSERVICE(""http://example.org"")"\n')

    with pytest.raises(GlossaryError, match=r"agency\.csv:2: column 'note'"):
        vocabulary.import_file(project, file)
    assert project.terms.read_bytes() == before


def test_none_goes_out(project: Project, tmp_path: Path) -> None:
    """Of a workspace of strangers no table for spreadsheets is made."""
    project.terms.write_text("term,status,note\nhut,preferred,=A1\n")

    with pytest.raises(GlossaryError, match="is a formula"):
        vocabulary.export(project, "csv", "terms", tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()


def test_the_glossary_that_ships_has_none(root: Path) -> None:
    """Nor those of the project itself."""
    tables = vocabulary.read(Project(root))

    assert formulas(tables.terms, tables.names, FILE) == []
