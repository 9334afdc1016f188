"""Every document in the folder of golden ones has the pieces, notes and kinds beside it."""

import json
import runpy
from pathlib import Path

import pytest

from tiptranslate.formats import FORMS, PLACEHOLDER, open_form, read_form
from tiptranslate.languages import get

FOLDER = Path(__file__).resolve().parent.parent / "data" / "formats"
GOLDEN = sorted(path for path in FOLDER.iterdir() if path.suffix in FORMS)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_pieces(path: Path) -> None:
    """Text, kind, level and line of all pieces, and what is told of the document."""
    expected = json.loads(path.with_suffix(".json").read_bytes())

    form = read_form(path)

    found = [[p.line, p.kind and p.kind.value, p.level, p.text] for p in form.pieces]
    assert found == expected["pieces"]
    assert list(form.notes) == expected["notes"]
    assert [list(item) for item in form.directives] == expected["directives"]


def test_none_is_left_out() -> None:
    """Every golden file has its partner, and there are some of each kind."""
    assert {path.stem for path in FOLDER.glob("*.json")} == {path.stem for path in GOLDEN}
    assert {path.suffix for path in GOLDEN} == {".docx", ".html", ".htm"}


@pytest.mark.parametrize("code", ["ru", "uz", "uz@cyrillic"])
@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_identity(path: Path, code: str) -> None:
    """With its own texts a document has the same pieces, and twice over the same bytes."""
    form = read_form(path)
    own = [piece.text for piece in form.pieces]

    data = form.filled(own, get(code))
    again = open_form(data, path)

    assert again.pieces == form.pieces
    assert form.filled(own, get(code)) == data
    assert again.filled(own, get(code)) == data


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_there_and_back(path: Path) -> None:
    """Every paragraph written with another text, read, and written with its own again."""
    form = read_form(path)
    other = [f"Ў {piece.text} oʻ" for piece in form.pieces]

    there = open_form(form.filled(other, get("uz")), path)
    back = open_form(there.filled([p.text for p in form.pieces], get("uz")), path)

    assert [piece.text for piece in there.pieces] == other
    assert [(p.kind, p.level, p.text) for p in back.pieces] == [
        (p.kind, p.level, p.text) for p in form.pieces
    ]


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_texts_without_placeholders(path: Path) -> None:
    """A translator who has lost every placeholder still gets a document with the text."""
    form = read_form(path)
    plain = [PLACEHOLDER.sub("", piece.text) for piece in form.pieces]

    again = open_form(form.filled(plain, get("ru")), path)

    assert len(again.pieces) == len(form.pieces)
    for text, piece in zip(plain, again.pieces, strict=True):
        assert PLACEHOLDER.sub("", piece.text).split() == text.split()


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_the_banner_is_on_top(path: Path) -> None:
    """The warning of a draft is the first thing to be read."""
    form = read_form(path)
    own = [piece.text for piece in form.pieces]

    data = form.filled(own, get("ru"), ["ЧЕРНОВИК & <всё>."])
    texts = [piece.text for piece in open_form(data, path).pieces]

    assert "ЧЕРНОВИК & <всё>." in texts[:2]
    assert [text for text in texts if "ЧЕРНОВИК" not in text] == own


def test_too_few_texts_are_a_bug() -> None:
    """Nothing is made of them."""
    form = read_form(GOLDEN[0])

    with pytest.raises(ValueError, match="0 texts for"):
        form.filled([], get("ru"))


def test_the_maker_makes_it() -> None:
    """The golden Word document is what its script makes."""
    made = runpy.run_path(str(FOLDER / "make.py"))["everything"]()
    golden = (FOLDER / "everything.docx").read_bytes()

    own, other = (open_form(data, Path("a.docx")) for data in (made, golden))

    assert own.pieces == other.pieces
    assert own.filled([""] * len(own.pieces), get("ru")) == other.filled(
        [""] * len(other.pieces), get("ru")
    )
