"""The tables of wrong wordings: how a row is written, read and complained of."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.model import Level
from tiptranslate.qa.slips import likely, load, shipped

PATH = Path("glossary/slips.csv")


def advice(wrong: str, right: str, text: str) -> list[str]:
    """What a table of one row says of a text: every place found and what to write there."""
    slips, errors = load(f"wrong,right\n{wrong},{right}\n".encode(), PATH)
    assert not errors
    return [f"{match[0]} > {slips[0].advice(match)}" for match in slips[0].find(text)]


@pytest.mark.parametrize(
    ("wrong", "right", "text", "found"),
    [
        ("get know", "get to know", "we get know of it", ["get know > get to know"]),
        ("get know", "", "forget know, get knowledge, get-know", []),
        ("met(s|) about", "met(a|b)", "we met about it", ["met about > metb"]),
        ("discuss* about", "discuss*", "discussing  about", ["discussing  about > discussing"]),
        ("in (the|) frames", "in (my|no) frame", "in frames", ["in frames > in no frame"]),
        ("in (the|) frames", "in (the|)", "in the frames", ["in the frames > in the"]),
        ("for * years", "for * days", "for 1,5 years", ["for 1,5 years > for 1,5 days"]),
        (
            "(gets|paid) to * on",
            "(has|gave) * in",
            "paid to all on",
            ["paid to all on > gave all in"],
        ),
        ("one of the victim", "one of the victims", "one of the victim's shoes", []),
        ("works of force", "work / labour", "works of force", ["works of force > work / labour"]),
        ("UN Office of", "UN Office on", "the un office of", ["un office of > UN Office on"]),
    ],
)
def test_notation(wrong: str, right: str, text: str, found: list[str]) -> None:
    """Alternatives, endings and any words in what is wrong come again in what is right."""
    assert advice(wrong, right, text) == found


def test_a_file_as_excel_saves_it() -> None:
    """A byte order mark, semicolons, CRLF, comments and empty lines are no obstacle."""
    data = (
        "\ufeff# Our own\r\nwrong;right;why;level\r\n\r\n"
        "get know;get to know, learn;no, no;error\r\n;;;\r\n"
    )

    slips, errors = load(data.encode(), PATH)

    assert not errors
    assert [(slip.wrong, slip.right, slip.why, slip.level) for slip in slips] == [
        ("get know", "get to know, learn", "no, no", Level.ERROR)
    ]
    assert slips[0].line == 4


def test_all_errors_at_once_and_the_good_rows_as_well() -> None:
    """Each says the line, the column, what is wrong and what to do."""
    rows = [
        "wrong,right,why,level",
        "good wording,better wording,,",
        "a (b,c,,",
        ",empty,,",
        "some words,,,fatal",
        "of *,of,,",
        "too,many,cells,error,here",
        "(the|) whole beginning,x,,",
        "one (a|b) sign,(c|d|e),,",
        "one sign,no *,,",
    ]

    slips, errors = load("\n".join(rows).encode(), PATH)

    assert [slip.wrong for slip in slips] == ["good wording"]
    assert [slip.level for slip in slips] == [Level.WARNING]
    assert [str(error).partition(";")[0] for error in errors] == [
        "glossary/slips.csv:3: column 'wrong': brackets do not pair or hold a *",
        "glossary/slips.csv:4: column 'wrong': empty",
        "glossary/slips.csv:5: column 'level': 'fatal'",
        "glossary/slips.csv:6: column 'wrong': fits too much",
        "glossary/slips.csv:7: has more cells than there are columns",
        "glossary/slips.csv:8: column 'wrong': begins with what may be missing",
        "glossary/slips.csv:9: column 'right': (c|d|e) has no counterpart in 'wrong'",
        "glossary/slips.csv:10: column 'right': more * than in 'wrong'",
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"wrong,right\n\xff,a\n", "is not UTF-8 at byte 12"),
        (b"falsch,richtig\na,b\n", "the first row is no heading"),
        (b'wrong,right\n"open,a\n', "is no CSV"),
    ],
)
def test_no_table(data: bytes, message: str) -> None:
    """What is no table at all is one error, never an exception."""
    slips, errors = load(data, PATH)

    assert slips == ()
    assert len(errors) == 1
    assert message in str(errors[0])


@given(st.text(), st.text())
def test_any_cells_are_rules_or_errors(wrong: str, right: str) -> None:
    """Whatever stands in a row, it is read or complained of, and finds itself if it is plain."""
    quoted = [cell.replace('"', '""') for cell in (wrong, right)]
    data = f'wrong,right\n"{quoted[0]}","{quoted[1]}"\n'.encode("utf-8", "replace")

    slips, errors = load(data, PATH)

    assert len(slips) + len(errors) <= 1
    for slip in slips:
        for match in slip.find(f"before {slip.wrong.lower()} after"):
            slip.advice(match)


@pytest.mark.parametrize("name", ["slips.csv", "missing.csv"])
def test_what_passes_a_text_over_never_passes_a_slip_over(name: str) -> None:
    """The words and stretches by which a rule is skipped are in whatever the rule finds."""
    slips = shipped(name)

    assert len(slips) >= 70
    for slip in slips:
        text = slip.wrong.lower().replace(" *", " some")
        while "(" in text:
            before, _, rest = text.partition("(")
            choice, _, after = rest.partition(")")
            text = f"{before}{max(choice.split('|'), key=len)}{after}"
        text = text.replace("*", "")
        words = frozenset(re.findall(r"[a-z']+", text))
        assert likely([slip], words) == [slip], slip.wrong
        assert list(slip.find(f"x {text} y")), slip.wrong


def test_every_rule_stands_once() -> None:
    """Two rows for one wording would be a slip in the tables themselves."""
    wordings = [slip.wrong for name in ("slips.csv", "missing.csv") for slip in shipped(name)]

    assert sorted(wordings) == sorted(set(wordings))
