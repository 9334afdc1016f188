"""The review table in both kinds of file: what it shows, what people do to it, what comes back."""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiptranslate.errors import InputError
from tiptranslate.exchange import docx_table, table, xlsx_table
from tiptranslate.exchange.applying import Outcome, apply
from tiptranslate.exchange.rows import Returned
from tiptranslate.exchange.table import Cell
from tiptranslate.exchange.texts import TABLE
from tiptranslate.model import Catalog, Entry, State

docx = pytest.importorskip("docx", reason="needs the extra [office]")
openpyxl = pytest.importorskip("openpyxl", reason="needs the extra [office]")

DUMP: dict[str, Callable[[Catalog], bytes]] = {".docx": docx_table.dump, ".xlsx": xlsx_table.dump}
READ: dict[str, Callable[[Path], Returned]] = {".docx": docx_table.read, ".xlsx": xlsx_table.read}
KINDS = list(DUMP)
COLUMN = {name: place for place, name in enumerate(table.COLUMNS)}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Each kind of file."""
    return str(request.param)


class Desk:
    """A table as a person edits it, whatever kind of file it is."""

    def __init__(self, catalog: Catalog, kind: str, folder: Path) -> None:
        self.catalog = catalog
        self.path = folder / f"table{kind}"
        self.path.write_bytes(DUMP[kind](catalog))
        self._word: Any = docx.Document(str(self.path)) if kind == ".docx" else None
        self._book: Any = None if self._word else openpyxl.load_workbook(self.path)

    def type(self, row: int, column: str, text: str | float | bool | None) -> None:
        """Put a text into a cell; rows count from 1, 0 are the headings."""
        if self._word:
            self._word.tables[0].cell(row, COLUMN[column]).text = str(text or "")
        else:
            self._book.active.cell(row + 3, COLUMN[column] + 1).value = text

    def texts(self, row: int) -> list[str]:
        """What a row shows."""
        if self._word:
            return [cell.text for cell in self._word.tables[0].rows[row].cells]
        return [str(cell.value or "") for cell in self._book.active[row + 3]]

    def save(self) -> Path:
        """Save it as the library does."""
        (self._word or self._book).save(str(self.path))
        return self.path

    def back(self) -> tuple[Catalog, tuple[Outcome, ...]]:
        """Save it and take it back."""
        returned = READ[self.path.suffix](self.save())
        assert (returned.slug, returned.language) == (self.catalog.slug, self.catalog.language)
        return apply(self.catalog, returned.answers, TABLE)


@pytest.fixture
def desk(catalog: Catalog, kind: str, tmp_path: Path) -> Desk:
    """The table of the golden catalog."""
    return Desk(catalog, kind, tmp_path)


def test_what_a_row_shows(desk: Desk) -> None:
    """Number, source, translation, state, terms, approval, comment."""
    assert desk.texts(0)[1:] == [
        *("No.", "Source", "Translation: Russian", "State", "Terms", "Approved", "Comment")
    ]
    assert desk.texts(1)[1:] == [
        "1",
        "The hotline opens in Nukus",
        "Горячая линия открывается в Нукусе",
        "draft",
        "kind: headline\nterm: hotline = горячая линия",
        "",
        "",
    ]
    assert desk.texts(2)[4:] == [
        "reviewed",
        "kind: paragraph",
        "yes",
        "Asked the author: the number is right.\ntiptranslate is no word of ours here",
    ]
    assert desk.texts(3)[5].endswith("the English was: It answered 120 calls & 3 < 5 letters.")


def test_the_same_bytes(catalog: Catalog, kind: str) -> None:
    """For the same catalog, whenever it is made."""
    assert DUMP[kind](catalog) == DUMP[kind](catalog)


def test_saved_without_a_change(desk: Desk) -> None:
    """Nothing happens; each row is said to be unchanged."""
    new, outcomes = desk.back()

    assert new is desk.catalog
    assert [(outcome.row, outcome.what) for outcome in outcomes] == [
        (row, "unchanged") for row in range(1, 7)
    ]


def test_a_persons_work(desk: Desk) -> None:
    """An edit, an approval, both, a comment; nothing else is touched."""
    desk.type(1, "Approved", "да")
    desk.type(3, "Translation", "Она приняла 130\u00a0звонков & 3 < 5 писем.")
    desk.type(4, "Translation", "«Имён не спрашивают», — сказала она.")
    desk.type(4, "Approved", " Yes. ")
    desk.type(4, "Comment", "Is “caller” right?\ntiptranslate: human")
    new, outcomes = desk.back()

    assert [outcome.what for outcome in outcomes] == [
        "approved",
        "unchanged",
        "changed",
        "changed, approved, commented",
        "unchanged",
        "unchanged",
    ]
    states = [entry.state for entry in new.entries[:4]]
    assert states == [State.REVIEWED, State.REVIEWED, State.STALE, State.REVIEWED]
    assert new.entries[2].target == "Она приняла 130\u00a0звонков & 3 < 5 писем."
    assert new.entries[3].target == "«Имён не спрашивают», — сказала она."
    assert new.entries[3].comments == ("Is “caller” right?", "- tiptranslate: human")
    assert new.entries[4:] == desk.catalog.entries[4:]


@pytest.mark.parametrize("word", ["yes", "Да", "ha", "ҲА", "✓", "+", "ok"])
def test_approved(desk: Desk, word: str) -> None:
    """In any of the languages of the office."""
    desk.type(1, "Approved", word)

    assert desk.back()[0].entries[0].state is State.REVIEWED


@pytest.mark.parametrize("word", ["no", "нет", "yoʻq", "yo'q", "йўқ", "–", ""])
def test_not_approved(desk: Desk, word: str) -> None:
    """Of one that was: taken back."""
    desk.type(1, "Approved", word)
    desk.type(2, "Approved", word)
    new, outcomes = desk.back()

    assert [outcome.what for outcome in outcomes[:2]] == ["unchanged", "approval withdrawn"]
    assert [entry.state for entry in new.entries[:2]] == [State.DRAFT, State.DRAFT]


@pytest.mark.parametrize("word", ["maybe", "x", "yes, but", "не знаю"])
def test_a_word_that_is_neither(desk: Desk, word: str) -> None:
    """Nobody guesses what may be published."""
    desk.type(1, "Approved", word)
    new, (outcome, *_) = desk.back()

    assert new is desk.catalog
    assert outcome.refused == f"{word!r} in the column Approved is neither yes nor no"


def test_a_damaged_id(desk: Desk) -> None:
    """The row is refused by its number; the others are taken."""
    desk.type(1, "ID", "oops")
    desk.type(2, "ID", "")
    desk.type(3, "Approved", "yes")
    _, outcomes = desk.back()

    assert [outcome.what for outcome in outcomes[:3]] == ["refused", "refused", "approved"]
    assert [outcome.row for outcome in outcomes[:3]] == [1, 2, 3]


def test_columns_moved_and_renamed(desk: Desk) -> None:
    """They are known by the first word of their headings; those that are not needed may go."""
    desk.type(0, "Approved", "APPROVED? (yes/no)")
    desk.type(0, "Comment", "Seen by")
    desk.type(1, "Approved", "yes")
    desk.type(1, "Comment", "the deputy")
    new, _ = desk.back()

    assert new.entries[0].state is State.REVIEWED
    assert new.entries[0].comments == ()


def test_no_table_of_ours(desk: Desk) -> None:
    """Without its headings there is nothing to go by."""
    desk.type(0, "Source", "English")

    with pytest.raises(InputError, match=r"is no review table \(its headings cannot be found\)"):
        desk.back()


TEXTS = st.text(max_size=25) | st.lists(
    st.sampled_from(["=1+1", "+", "-", "@", "\n", "\t", " ", "_x000D_", "_x0041_", "⟦1⟧", "я"]),
    max_size=4,
).map("".join)
ENTRIES = st.builds(
    Entry,
    TEXTS.filter(bool),
    TEXTS.filter(bool),
    st.sampled_from([State.DRAFT, State.REVIEWED]),
)


@settings(max_examples=25)
@given(st.lists(ENTRIES, max_size=4, unique_by=lambda entry: entry.source), st.sampled_from(KINDS))
def test_any_text_comes_back(
    tmp_path_factory: pytest.TempPathFactory, entries: list[Entry], kind: str
) -> None:
    """Formulas that are none, control characters, white space at the ends."""
    catalog = Catalog("news", "ru", tuple(entries))
    path = tmp_path_factory.mktemp("tables") / f"t{kind}"
    path.write_bytes(DUMP[kind](catalog))
    new, outcomes = apply(catalog, READ[kind](path).answers, TABLE)

    assert new is catalog
    assert [outcome.what for outcome in outcomes] == ["unchanged"] * len(entries)


def rows(*lines: Sequence[str]) -> list[list[Cell]]:
    """Rows as a file's reader gives them."""
    return [[Cell(text) for text in line] for line in lines]


MARK = ("tiptranslate review 1: news ru",)
HEADS = ("ID", "Source", "Translation")
KEY = "ece653394a-d08b71fe-d"


def test_without_its_first_line() -> None:
    """Nobody knows for which catalog it is."""
    with pytest.raises(InputError, match=r"^t.docx: is no review table \(its first line cannot"):
        table.read(rows(HEADS, (KEY, "A", "Б")), Path("t.docx"))


def test_rows_that_people_add() -> None:
    """Blank ones and remarks are no sentences; a translation without an ID is refused."""
    lines = (MARK, HEADS, ("", " ", ""), (KEY, "A", "Б"), ("Dear Anna,", "", ""), ("", "B", "В"))
    returned = table.read(rows(*lines), Path("t.docx"))

    assert [answer.key is None for answer in returned.answers] == [False, True]


def test_a_row_cut_short() -> None:
    """Cells that were deleted or merged are not guessed."""
    returned = table.read(rows(MARK, HEADS, (KEY, "A")), Path("t.docx"))

    assert returned.answers[0].fault == "cells are missing or were merged; undo that"


def test_headings_repeated() -> None:
    """In a table that was cut in two."""
    cut = rows(MARK, HEADS, (KEY, "A", "Б"), ("Source", "ID", "Translation"), ("A", KEY, "В"))
    returned = table.read(cut, Path("t.docx"))

    assert [answer.target for answer in returned.answers] == ["Б", "В"]
    assert all(answer.key for answer in returned.answers)


def test_a_spreadsheet_holds_no_formula(catalog: Catalog) -> None:
    """Written as text and marked as such, also for whoever edits the cell."""
    book = openpyxl.load_workbook(BytesIO(xlsx_table.dump(catalog)))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value]
    risky = [cell for cell in cells if cell.value[0] in "=+-@"]

    assert [cell.value for cell in risky] == ["=Contact", "=Контакт"]
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in risky)
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_formula_typed_into_a_spreadsheet(catalog: Catalog, tmp_path: Path) -> None:
    """Is not evaluated; the row is refused."""
    desk = Desk(catalog, ".xlsx", tmp_path)
    desk.type(1, "Translation", '=HYPERLINK("http://example.org")')
    _, outcomes = desk.back()

    assert outcomes[0].refused == "a cell holds a formula; put its text there"


@pytest.mark.parametrize(
    ("value", "text"), [(2024, "2024"), (2.5, "2.5"), (3.0, "3"), ("a\r\nb", "a b")]
)
def test_values_in_a_spreadsheet(
    catalog: Catalog, tmp_path: Path, value: float | str, text: str
) -> None:
    """Numbers are the text one sees; line ends of Windows are line ends."""
    desk = Desk(catalog, ".xlsx", tmp_path)
    desk.type(1, "Translation", value)
    desk.type(1, "Approved", True)
    new, _ = desk.back()

    assert (new.entries[0].target, new.entries[0].state) == (text, State.REVIEWED)


def test_a_long_text_and_a_spreadsheet() -> None:
    """Excel would cut it off."""
    catalog = Catalog("news", "ru", (Entry("A", "я" * 32_768, State.DRAFT),))

    with pytest.raises(Exception, match="32,768 characters is too long for a cell"):
        xlsx_table.dump(catalog)
    assert docx_table.dump(catalog)
