"""Spans: what is found, what is left alone, and that no text is slow."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate import markup
from tiptranslate.markup import Kind, find_spans, numbers


def found(text: str, *kinds: Kind) -> list[tuple[str, str]]:
    """The spans of a text as (kind, what stands there); only of some kinds where they are given."""
    return [
        (span.kind.value, text[span.start : span.end])
        for span in find_spans(text)
        if not kinds or span.kind in kinds
    ]


def of(kind: Kind, text: str) -> list[str]:
    """What one kind of span holds."""
    return [held for _, held in found(text, kind)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to name.surname@un.org.", ["name.surname@un.org"]),
        ("Email: name.surname[a]un.org", ["name.surname[a]un.org"]),
        ("name.surname[at]un.org", ["name.surname[at]un.org"]),
        ("name.surname[at]", ["name.surname[at]"]),
        ("name (at) un (dot) org now", ["name (at) un (dot) org"]),
        ("<name+press_1@mail.example.co.uk>", ["name+press_1@mail.example.co.uk"]),
        ("a@b.org, c@d.org;e@f.org", ["a@b.org", "c@d.org", "e@f.org"]),
        ("Почта: press@example.org", ["press@example.org"]),
        ("name@ and nothing else", ["name@"]),
        ("at [a] meeting", []),
        ("the price [at] noon", []),
        ("5 @ 3 dollars", []),
    ],
)
def test_emails(text: str, expected: list[str]) -> None:
    """Plain, masked and broken ones, without the punctuation around."""
    assert of(Kind.EMAIL, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See https://www.unodc.org/roca/en.html.", ["https://www.unodc.org/roca/en.html"]),
        ("(www.iom.int/a_(b))", ["www.iom.int/a_(b)"]),
        ("«https://example.org/а»", ["https://example.org/а"]),
        ("see un.org/en, or gov.uz!", ["un.org/en", "gov.uz"]),
        ("http://a.org?x=1&y=2, then", ["http://a.org?x=1&y=2"]),
        ("end of sentence.In haste", []),
        ("Node.js and 3.org.example", []),
        ("name@example.org", []),
    ],
)
def test_links(text: str, expected: list[str]) -> None:
    """With and without a scheme; brackets and full stops of the sentence stay outside."""
    assert of(Kind.URL, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tel.: (+998 78) 120 8050 (Ext. 147)", ["(+998 78) 120 8050"]),
        ("Mobile: (+998 93) 505-05-58 |", ["(+998 93) 505-05-58"]),
        ("at +996775987817 WhatsApp", ["+996775987817"]),
        ("+7 (7172) 55 66 77", ["+7 (7172) 55 66 77"]),
        ("71 202 02 02", ["71 202 02 02"]),
        ("tel. 120 80 50", ["120 80 50"]),
        ("8-800-200-10-10", ["8-800-200-10-10"]),
        ("+998 71 120 80 50, +998 71 120 80 51", ["+998 71 120 80 50", "+998 71 120 80 51"]),
        ("please call 1148 or write", ["1148"]),
        ("the hotline (1148)", ["1148"]),
        ("hotline 116 16 and", ["116 16"]),
        ("the hotline received 1148 calls", []),
        ("hotline: 1148 calls", []),
        ("In 2020, 244890 persons", []),
        ("1 234 567 sums", []),
        ("27.07.2023 and 2019-2023", []),
        ("telefoniga 500 000 soʻm", []),
        ("150,000 to 200,000 people", []),
    ],
)
def test_phones(text: str, expected: list[str]) -> None:
    """International, local and short ones; figures and dates are none."""
    assert of(Kind.PHONE, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("resolution A/RES/55/25.", ["A/RES/55/25"]),
        ("CTOC/COP/2020/7/Rev.1 and E/CN.15/2021/1", ["CTOC/COP/2020/7/Rev.1", "E/CN.15/2021/1"]),
        ("HIV/AIDS/STD", []),
        ("VIENNA/TASHKENT", []),
        ("and/or 24/7", []),
    ],
)
def test_document_symbols(text: str, expected: list[str]) -> None:
    """Of the United Nations: capitals, two slashes, a figure."""
    assert of(Kind.SYMBOL, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%s of {name} ⟦1⟧ {0}", ["%s", "{name}", "⟦1⟧", "{0}"]),
        ("%(count)d ${x} {}", ["%(count)d", "${x}", "{}"]),
        ("%1$s", ["%1$s"]),
        ("5 % in May, 5% sure, 100%s", []),
        ("{a b} [1] (2)", []),
    ],
)
def test_placeholders(text: str, expected: list[str]) -> None:
    """Of format strings and of our own; a percentage is none, though gettext takes it for one."""
    assert of(Kind.PLACEHOLDER, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UNODC (INL), U.S. NGOs", ["UNODC", "INL", "U.S.", "NGO"]),
        ("COVID-19 and G20", ["COVID", "G20"]),
        ("УНП ООН и США", ["УНП", "ООН", "США"]),
        ("A man. I am.", []),
        ("ALL IN CAPITALS SAY NOTHING", []),
        ("UNODC ROCA", ["UNODC", "ROCA"]),
    ],
)
def test_acronyms(text: str, expected: list[str]) -> None:
    """Two capitals and more; a plural s stays outside."""
    assert of(Kind.ACRONYM, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ms. REDA Sirgediene said", ["REDA Sirgediene"]),
        ("Mr Ivan Petrov and Dr. A. B. Karimova", ["Ivan Petrov", "A. B. Karimova"]),
        ("Madam President", ["President"]),
        ("the doctor Karimova", []),
    ],
)
def test_names_after_an_honorific(text: str, expected: list[str]) -> None:
    """Without the honorific itself."""
    assert of(Kind.NAME, text) == expected


DATES = [
    ("27 July 2023", "date"),
    ("27th of July", "date"),
    ("July 27, 2023", "date"),
    ("May 2023", "date"),
    ("27 июля 2023 г.", "date"),
    ("27 июля 2023 года", "date"),
    ("2023-yil 27-iyul", "date"),
    ("2023-07-27", "date"),
    ("27.07.2023", "date"),
    ("27/07/2023", "date"),
    ("27-28 July 2023", "date-range"),
    ("27 to 29 July", "date-range"),
    ("27 and 28 July", "date-range"),
    ("July 27–28, 2023", "date-range"),
    ("27 July – 3 August 2023", "date-range"),
    ("2019–2023", "date-range"),
    ("2023-yil 27–28-iyul", "date-range"),
]


@pytest.mark.parametrize(("date", "kind"), DATES)
@pytest.mark.parametrize("around", ["{}", "On {}, they", "({})", "— {}."])
def test_dates(date: str, kind: str, around: str) -> None:
    """English, Russian, Uzbek and figures; day, month and range, whole."""
    expected = date.removesuffix(".") if around == "— {}." and date.endswith("г.") else date

    assert found(around.format(date), Kind.DATE, Kind.DATE_RANGE)[0][1].startswith(expected)
    assert found(around.format(date))[0][0] == kind


@pytest.mark.parametrize(
    "text", ["May the force", "in March the", "12 people", "1 may 5", "2023 persons"]
)
def test_what_is_no_date(text: str) -> None:
    """Date libraries find some of these."""
    assert found(text, Kind.DATE, Kind.DATE_RANGE) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("244,890; 244 890; 244\u00a0890; 244.890", ["244890"] * 4),
        ("1 234 567,89 and 1,234,567.89", ["1234567.89"] * 2),
        ("12.5 and 12,5", ["12.5", "12.5"]),
        ("0.125 and 0,125", ["0.125", "0.125"]),
        ("85% 85 % 85 per cent 85-percent 85 процентов 85 foiz", ["85%"] * 6),
        ("27 July 2023", ["27", "2023"]),
        ("27.07.2023", ["27", "7", "2023"]),
        ("2019–2023", ["2019", "2023"]),
        ("18-24 years", ["18", "24"]),
        ("21st 1990s 20-year 30a", ["21", "1990", "20", "30"]),
        ("COVID-19 but G20", ["19"]),
        ("call +998 71 120 80 50 about 3", ["3"]),
        ("A/RES/55/25", []),
        ("007", ["7"]),
        ("no figure", []),
    ],
)
def test_numbers(text: str, expected: list[str]) -> None:
    """One form for every way of writing a figure."""
    assert numbers(text) == expected


@given(st.integers(0, 10**12), st.sampled_from([",", " ", "\u00a0", "\u202f", ".", "’"]))
def test_a_number_is_the_same_however_it_is_grouped(value: int, group: str) -> None:
    """As in English, Russian, Uzbek and Swiss."""
    assert numbers(f"x {value:,} y".replace(",", group)) == [str(value)]


TRICKY = st.text(
    st.sampled_from("ab1 20.,@/[]()+-–%{}⟦⟧:A%s\u00a0'’JulyмайwTel")
    | st.characters(exclude_categories=("Cs",)),
    max_size=60,
)


@given(TRICKY)
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    """Any text."""
    spans = find_spans(text)

    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert [span for span in spans if span.kind in markup.PROTECTED] == list(markup.protected(text))


@given(TRICKY)
def test_figures_are_digits_with_at_most_one_point_and_a_percent_sign(text: str) -> None:
    """So that they compare as strings."""
    for figure in numbers(text):
        assert figure.removesuffix("%").replace(".", "", 1).isdecimal()


HOSTILE = [
    "a", "a.", "1", "1 ", "+1", "@", "A/", "http://)", "(", "%(", "{", "a[a]", "1,234", "A.",
    "Mr. ", "27 July ", "2019-", "call ", "1-1-", "x-", "1 234 ", "A1-", "Mr. A. ", " ",
    "\u00a0", "tel ", "a@", "a@b.", "org.", "10 May–", "a (at) ", "8 800 ", "http://(",
]  # fmt: skip


@pytest.fixture
def guard() -> Iterator[None]:
    """Ends a test that hangs: after eight seconds of CPU, where a tenth of one is usual."""

    def stop(*_: object) -> None:
        raise AssertionError("this text takes more than linear work")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, 8)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


@pytest.mark.usefixtures("guard")
@pytest.mark.parametrize("part", HOSTILE)
def test_hostile_texts_take_linear_work(part: str) -> None:
    """Sixty thousand characters; a pattern that goes back for each would take half a minute."""
    text = part * (60_000 // len(part))
    spans = find_spans(text)

    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_phonenumbers_is_imported_only_for_what_could_be_a_phone() -> None:
    """Most sentences have no phone, and --help has none at all."""
    code = (
        "import sys; from tiptranslate import markup;"
        "markup.find_spans('On 27 July 2023, 244,890 persons, 12 345 678 sums, 1234567.');"
        "assert 'phonenumbers' not in sys.modules;"
        "markup.find_spans('(+998 78) 120 8050');"
        "assert 'phonenumbers' in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_real_contact_blocks_are_found_whole(shared: Path) -> None:
    """The three real releases: every address and phone is protected."""
    text = "\n".join(
        path.read_text(encoding="utf-8-sig") for path in sorted((shared / "releases").glob("*.txt"))
    )

    assert len(of(Kind.EMAIL, text)) == 3
    assert len(of(Kind.PHONE, text)) == 4
