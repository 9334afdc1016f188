"""Tables are read as spreadsheets write them, every mistake has its place, and nothing is lost."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiptranslate.errors import InputError
from tiptranslate.glossary.table import (
    dump_names,
    dump_terms,
    is_names_table,
    read_names,
    read_terms,
)
from tiptranslate.model import Name, NameKind, Target, Term, TermStatus

TABLES = Path(__file__).resolve().parent.parent / "data" / "glossary" / "tables"
LANGUAGES = ("ru", "uz")


def terms_of(text: str) -> tuple[Term, ...]:
    """The terms of a table that has no mistake."""
    terms, errors = read_terms(text.encode(), Path("terms.csv"), LANGUAGES)
    assert [str(error) for error in errors] == []
    return terms


@pytest.mark.parametrize("path", sorted(TABLES.glob("*.csv")), ids=lambda path: path.stem)
def test_every_mistake_has_its_line_and_column(path: Path) -> None:
    """The file beside a table says what is wrong with it: all at once, a line each."""
    data = path.read_bytes()
    read = read_names if is_names_table(data, path) else read_terms
    _, errors = read(data, Path(path.name), LANGUAGES)

    expected = path.with_suffix(".txt").read_text(encoding="utf-8")
    assert expected
    assert "".join(f"{error}\n" for error in errors) == expected
    assert all(isinstance(error, InputError) for error in errors)


def test_all_columns_of_a_term() -> None:
    """Each goes to its field."""
    columns = "term,pos,status,use,note,case,domain,ru,ru_forms,ru_head,ru_source,ru_verified"
    (term, _) = terms_of(
        f"{columns},ru_admitted,ru_avoid\n"
        "Safe House,title,deprecated,shelter,why,YES,care,"
        "надёжный дом,надёжный дом | надёжного дома,дом,a book,Yes,приют,хата|изба\n"
        "shelter,,preferred,,,,,,,,,,,\n"
    )

    target = Target(
        text="надёжный дом",
        forms=("надёжный дом", "надёжного дома"),
        head="дом",
        source="a book",
        verified=True,
        admitted=("приют",),
        avoid=("хата", "изба"),
    )
    assert term == Term(
        "Safe House",
        part_of_speech="title",
        status=TermStatus.DEPRECATED,
        use=("shelter",),
        note="why",
        case_sensitive=True,
        domain="care",
        targets={"ru": target},
    )
    assert term.line == 2


def test_all_columns_of_a_name() -> None:
    """Each goes to its field."""
    data = (
        b"name,kind,acronym,aliases,wrong,distinct,gender,from,until,note,uz,uz_acronym\n"
        b"Board of Care,Body,BC,Care Board,Board for Care,Board of Cure,F,"
        b"2020-02-29,2022-11-28,moved,Parvarish kengashi,PK\n"
    )

    (name,), errors = read_names(data, Path("names.csv"), LANGUAGES)

    assert errors == ()
    assert name == Name(
        "Board of Care",
        NameKind.BODY,
        acronym="BC",
        aliases=("Care Board",),
        wrong=("Board for Care",),
        distinct=("Board of Cure",),
        gender="f",
        valid_from=date(2020, 2, 29),
        valid_until=date(2022, 11, 28),
        note="moved",
        targets={"uz": Target("Parvarish kengashi", acronym="PK")},
    )


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_spreadsheets_write(separator: str, mark: str, end: str) -> None:
    """Separators, a byte order mark, line ends, columns in any order, empty ones at the end."""
    rows = [
        ["Status", " TERM ", "note", "", ""],
        ["preferred", "law", '"a; b, c\n""d"""', "", ""],
        ["", "", "", "", ""],
        ["admitted", "act", "", "", ""],
        ["", "", "", "", ""],
    ]

    terms = terms_of(mark + "".join(separator.join(row) + end for row in rows))

    assert [(term.source, term.status.value, term.note) for term in terms] == [
        ("law", "preferred", 'a; b, c\n"d"'),
        ("act", "admitted", ""),
    ]
    assert [term.line for term in terms] == [2, 5]


def test_blanks_in_wordings() -> None:
    """A line break in a cell is a blank; a no-break space is none of ours to change."""
    (term,) = terms_of('term,status,ru\n" law  of\nthe sea ",preferred,закон\u00a0моря\n')

    assert term.source == "law of the sea"
    assert term.targets["ru"].text == "закон\u00a0моря"


@pytest.mark.parametrize("target", ["Winrock International", "UNODC", "COVID-19", "the law"])
def test_russian_targets_that_are_no_russian(target: str) -> None:
    """Names, acronyms and what equals the source stay as they are."""
    (term,) = terms_of(f"term,status,ru\nthe law,preferred,{target}\n")

    assert term.targets["ru"].text == target


def test_other_languages_are_kept() -> None:
    """A language that the workspace does not have now is read and written all the same."""
    data = "term,status,uz,uz@cyrillic\nlaw,preferred,qonun,қонун\n".encode()
    terms, errors = read_terms(data, Path("terms.csv"), ("ru",))

    assert errors == ()
    again, _ = read_terms(dump_terms(terms, ("ru",)), Path("terms.csv"), ("ru",))
    assert again == terms
    assert set(again[0].targets) == {"uz", "uz@cyrillic"}


def test_terms_of_another_table_may_be_used() -> None:
    """As an import needs it."""
    data = b"term,status,use\nlegislation,deprecated,law\n"

    assert len(read_terms(data, Path("a.csv"), LANGUAGES)[1]) == 1
    assert read_terms(data, Path("a.csv"), LANGUAGES, [Term("law")])[1] == ()


def test_the_canonical_form() -> None:
    """All columns in order, a comma between, a line feed at the end."""
    assert dump_terms([Term("law", note='a "b", c')], ("ru",)).decode() == (
        "term,pos,status,use,note,case,domain,"
        "ru,ru_forms,ru_head,ru_source,ru_verified,ru_admitted,ru_avoid\n"
        'law,noun,preferred,,"a ""b"", c",,,,,,,,,\n'
    )
    assert dump_names([Name("Body", NameKind.BODY)], ("uz",)).decode() == (
        "name,kind,acronym,aliases,wrong,distinct,gender,from,until,note,"
        "uz,uz_forms,uz_head,uz_acronym,uz_source,uz_verified,uz_admitted,uz_avoid\n"
        "Body,body,,,,,,,,,,,,,,,,\n"
    )


@settings(max_examples=60)
@given(data=st.data())
def test_what_is_written_is_read(
    tables: st.SearchStrategy[tuple[tuple[Term, ...], tuple[Name, ...]]], data: st.DataObject
) -> None:
    """Values come back as they were, and make the same bytes again."""
    terms, names = data.draw(tables)
    first, second = dump_terms(terms, LANGUAGES), dump_names(names, LANGUAGES)

    again, errors = read_terms(first, Path("terms.csv"), LANGUAGES)
    named, more = read_names(second, Path("names.csv"), LANGUAGES)

    assert [str(error) for error in errors + more] == []
    assert (again, named) == (terms, names)
    assert (dump_terms(again, LANGUAGES), dump_names(named, LANGUAGES)) == (first, second)


@given(st.binary(max_size=60) | st.text('term,status\n";|\t\r', max_size=60).map(str.encode))
def test_no_file_breaks_the_reader(data: bytes) -> None:
    """Whatever the bytes: terms, or mistakes of one line each."""
    for read in (read_terms, read_names):
        items, errors = read(data, Path("table.csv"), LANGUAGES)
        assert items or errors or data
        assert all(len(str(error).splitlines()) == 1 for error in errors)
