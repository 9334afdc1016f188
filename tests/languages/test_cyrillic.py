"""Uzbek from Latin to Cyrillic and back."""

import contextlib
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tiptranslate import markup
from tiptranslate.errors import GlossaryError, InputError
from tiptranslate.languages import cyrillic_words
from tiptranslate.languages.cyrillic import read_exceptions, to_cyrillic, to_latin
from tiptranslate.languages.cyrillic_exceptions import Table, table

ROWS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).resolve().parent.parent / "data/cyrillic/words.tsv")
    .read_text("utf-8")
    .splitlines()
    if line and not line.startswith("# ")
]
ONE_WAY = "one way:"
PATH = Path("glossary/cyrillic.csv")

PARTS = st.sampled_from(
    [
        *("https://un.org/uz?a=b", "www.iom.int", "unodc.org", "a@b.uz", "name[at]un.org", "@hdl"),
        *("A/RES/55/25", "⟦1⟧", "⟦/1⟧", "⟦2/⟧", "{name}", "%s", "+998 71 200-00-00"),
        *("2023-yil", "27-iyul", "5 va 6-may", "27 июль", "2023 йил", "1990-yillar", "3-, 5-iyun"),
        *("UNODCning", "BMTga", "AQSh", "YeXHT", "XIX", "I.", "Telegramda", "Wi-Fi", "G20"),
        *("oʻzbek", "o'g'il", "tog’", "‘yoʻq’", "maʼno", "sʼh", "konferensiya", "ketsa", "IYUL"),
        *("ўзбек", "маъно", "съезд", "ц", "Щ", "э", "ь", "Ъ", "ǆ", "İ", "ß", "é", "e\u0301", "¹"),
        *(" ", "-", "–", ".", ", ", "'", "’", "ʻ", "ʼ", "\n", "\u00a0", "5", "2023"),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PARTS | st.text(max_size=3)).map("".join))


@pytest.mark.parametrize(("latin", "cyrillic", "reason"), ROWS)
def test_a_golden_word_is_written_in_cyrillic(latin: str, cyrillic: str, reason: str) -> None:
    """Every row of the golden file."""
    assert to_cyrillic(latin) == cyrillic, reason


@pytest.mark.parametrize(
    ("latin", "cyrillic", "reason"), [row for row in ROWS if not row[2].startswith(ONE_WAY)]
)
def test_a_golden_word_comes_back(latin: str, cyrillic: str, reason: str) -> None:
    """Every row of the golden file that is not marked as one way."""
    assert to_latin(cyrillic) == latin, reason


def test_the_golden_file_is_large_enough() -> None:
    """A hundred and fifty cases at least, none twice."""
    assert len({row[0] for row in ROWS}) == len(ROWS) >= 150


def test_every_row_of_the_list_is_used() -> None:
    """What the list says is what a text gets; a row that a rule or another row hides is dead."""
    for kind, latin, cyrillic in cyrillic_words._rows():
        if kind != "keep":
            assert to_cyrillic(latin) == cyrillic or kind == "stem", latin
            assert kind != "stem" or to_cyrillic(f"{latin}lar").startswith(cyrillic), latin
        else:
            assert to_cyrillic(f"{latin}ning") == f"{latin}нинг"


@given(TEXTS)
@example("a.b@c.uz–ga A/B/C1 www.x.uz")
def test_protected_spans_survive(text: str) -> None:
    """Links, addresses, symbols and placeholders stand in the result, in their order."""
    converted = to_cyrillic(text)
    end = 0
    for span in markup.protected(text):
        end = converted.index(text[span.start : span.end], end) + span.end - span.start


@given(TEXTS)
@example("O'0.INT")
@example("O‘HTTP://A")
def test_what_is_cyrillic_already_stays(text: str) -> None:
    """A second run changes nothing."""
    once = to_cyrillic(text)

    assert to_cyrillic(once) == once


@given(TEXTS)
def test_what_is_latin_already_stays(text: str) -> None:
    """A second run backwards changes nothing either."""
    once = to_latin(text)

    assert to_latin(once) == once


@given(st.text(st.characters(codec="utf-8", exclude_characters="⟦", categories=["L", "Z", "P"])))
def test_no_cyrillic_letter_of_uzbek_is_left_in_latin(text: str) -> None:
    """Backwards nothing is forgotten."""
    assert not re.search("[а-яёўқғҳ]", to_latin(re.sub("[^а-яёўқғҳ .]", "", text)))


@given(TEXTS)
def test_marks_stay(text: str) -> None:
    """Quotation marks, dashes, brackets and line breaks are as many as before."""
    converted = to_cyrillic(text)

    assert [c for c in converted if c in "“”«»„()—–\n⟦⟧"] == [
        c for c in text if c in "“”«»„()—–\n⟦⟧"
    ]


def test_kept_names_stay_latin_with_cyrillic_suffixes() -> None:
    """Names that the caller names, in capitals too, and only as whole words."""
    text = "Jane Roe keldi; Jane Roening soʻzi; JANE ROE; Janet; Jane-Roeg"

    assert to_cyrillic(text, keep=["Jane Roe"]) == (
        "Jane Roe келди; Jane Roeнинг сўзи; JANE ROE; Жанет; Жане-Роэг"
    )


def test_a_kept_word_stands_as_it_was_given() -> None:
    """A word of the language that looks like a kept acronym is no such."""
    assert to_cyrillic("TIP hisoboti, bu tip", keep=["TIP"]) == "TIP ҳисоботи, бу тип"


def test_kept_words_stay_cyrillic_on_the_way_back() -> None:
    """``keep`` works in both directions."""
    assert to_latin("Знамя газетаси, Знамяда", keep=["Знамя"]) == "Знамя gazetasi, Знамяda"


def test_exceptions_go_first() -> None:
    """They go before the list, the rules and what is kept, with suffixes and any apostrophe."""
    table = {"Jon Oʻsmon": "Джон Усмон", "model": "модэл", "IOM": "ХМТ"}

    assert to_cyrillic("Jon O'smonning modeli, MODEL, Modelda, IOM", ["IOM"], table) == (
        "Джон Усмоннинг модэли, МОДЭЛ, Модэлда, ХМТ"
    )


def test_exceptions_are_taken_backwards() -> None:
    """The same table serves the way back."""
    assert to_latin("Джон Усмоннинг", exceptions={"Jon Oʻsmon": "Джон Усмон"}) == "Jon Oʻsmonning"


def test_an_exception_never_touches_a_protected_span() -> None:
    """A link is not rewritten."""
    assert to_cyrillic("https://model.uz model", exceptions={"model": "модэл"}) == (
        "https://model.uz модэл"
    )


def test_empty_words_are_no_exceptions() -> None:
    """They would be found everywhere."""
    assert to_cyrillic("ona", [" ", ""], {"": "х", " ": "х"}) == "она"
    assert table((), ("",), backwards=False) == Table({}, {}, None)


def test_an_apostrophe_that_closes_a_quotation_is_no_letter() -> None:
    """Behind an o or g it may be either; an open quotation decides."""
    assert to_cyrillic("‘biolog’ dedi") == "‘биолог’ деди"
    assert to_cyrillic("tog’ va bog' ortida") == "тоғ ва боғ ортида"


@pytest.mark.parametrize("part", ["kino", "bog’ ", "‘o’", "I. A", "2-, ", "1990–", "a.", "ʻ", "ц"])
def test_no_text_takes_long(part: str) -> None:
    """Twenty thousand repetitions are no more work a piece than a few."""
    text = part * 20_000

    assert to_latin(to_cyrillic(text))


def test_the_data_of_the_corpus_comes_back(shared: Path) -> None:
    """Back and forth gives the same Latin but for a counted list: docs/cyrillic.md."""
    folder = shared / "corpus"
    sentences = [
        line.split("\t")[2]
        for path in (*folder.glob("*.tsv"), *folder.glob("documents/*.tsv"))
        for line in path.read_text("utf-8").splitlines()
    ]

    changed = [text for text in sentences if to_latin(to_cyrillic(text)) != text]

    assert len(sentences) > 10_000
    assert len(changed) <= 85


def test_exceptions_are_read() -> None:
    """With a byte order mark, semicolons, empty rows and columns, as Excel writes them."""
    data = "\ufefflatin;cyrillic;\r\n Roe ;Роу\r\n;;\r\nIOM;IOM;;\r\n".encode()

    assert read_exceptions(data, PATH) == {"Roe": "Роу", "IOM": "IOM"}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("Roe", "a row needs two cells, latin and cyrillic; fill both and quote commas"),
        ("Roe,", "a row needs two cells, latin and cyrillic; fill both and quote commas"),
        ("a,б,c", "a row needs two cells, latin and cyrillic; fill both and quote commas"),
        (
            "Роу,Roe",
            "column 'latin': 'Роу' is not in Latin letters; the columns may be swapped",
        ),
        (
            "Roe,Row",
            "column 'cyrillic': 'Row' has no Cyrillic letter; write it in Cyrillic",
        ),
        (
            '"a\nb",аб',
            "a cell has a line break, an invisible character or too much text; mend it",
        ),
    ],
)
def test_a_bad_row_is_told_with_its_line(rows: str, message: str) -> None:
    """The line in which the row begins."""
    with pytest.raises(GlossaryError) as caught:
        read_exceptions(f"latin,cyrillic\nIOM,IOM\n{rows}\n".encode(), PATH)

    assert [str(error) for error in caught.value.errors] == [f"{PATH}:3: {message}"]


def test_all_bad_rows_are_told() -> None:
    """A word that is there twice names the first."""
    data = "latin,cyrillic\nOʻktam,Ўктам\nb\no'ktam,Уктам\n".encode()

    with pytest.raises(GlossaryError) as caught:
        read_exceptions(data, PATH)

    assert [error.line for error in caught.value.errors] == [3, 4]
    assert caught.value.errors[1].message == (
        '"o\'ktam" stands in line 2 already; keep one of the two'
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", ":1: the first line must be latin,cyrillic; put it there"),
        (b"\nterm,uz\n", ":2: the first line must be latin,cyrillic; put it there"),
        (b"latin,cyrillic\nRoe,\xd0", ":2: is not UTF-8; save it as UTF-8"),
        (b'latin,cyrillic\nRoe,"Ro\n', ":2: is no CSV (unexpected end of data); mend the row"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(data: bytes, message: str) -> None:
    """One line, never a traceback."""
    with pytest.raises(InputError) as caught:
        read_exceptions(data, PATH)

    assert str(caught.value) == f"{PATH}{message}"


@given(st.binary())
def test_no_file_breaks_the_reader(data: bytes) -> None:
    """Any bytes are a table or an error for the user."""
    with contextlib.suppress(InputError):
        assert read_exceptions(b"latin,cyrillic\n" + data, PATH) is not None
