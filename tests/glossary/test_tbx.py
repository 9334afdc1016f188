"""TBX: valid TBX-Basic, nothing lost on the way, and the files of other tools are read."""

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from tiptranslate.glossary.tbx import NAMESPACE, OWN, dump_tbx
from tiptranslate.glossary.tbx_reader import read_tbx
from tiptranslate.model import Name, NameKind, Target, Term, TermStatus

LANGUAGES = ("ru", "uz")
SHELTER = Term("shelter", domain="care", targets={"uz": Target("boshpana")})
DEN = Term("den", status=TermStatus.FORBIDDEN, use=("shelter",), note="a < b & c\nd")
BOARD = Name(
    "Board of Care",
    NameKind.BODY,
    acronym="BC",
    aliases=("Care Board",),
    wrong=("Board for Care",),
    distinct=("Board of Cure",),
    targets={"ru": Target("Совет по уходу", admitted=("Совет",), acronym="СУ", verified=True)},
)

# The categories of TBX-Basic and where each may stand (module definitions, version 1.2).
CATEGORIES = {
    "admin": {"customerSubset", "projectSubset", "source"},
    "descrip": {"subjectField", "context", "definition"},
    "ref": {"crossReference"},
    "termNote": {
        *("administrativeStatus", "partOfSpeech", "geographicalUsage"),
        *("grammaticalGender", "termLocation", "termType"),
    },
}
VALUES = {
    "partOfSpeech": {"adjective", "noun", "other", "verb", "adverb"},
    "administrativeStatus": {
        *("admittedTerm-admn-sts", "deprecatedTerm-admn-sts"),
        *("supersededTerm-admn-sts", "preferredTerm-admn-sts"),
    },
    "grammaticalGender": {"masculine", "feminine", "neuter", "other"},
    "termType": {"fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"},
}
ORDER = {
    "conceptEntry": r"(descrip |admin |note |ref )*(langSec )+",
    "langSec": r"(admin |note )*(termSec )+",
    "termSec": r"term (termNote )*",
}
"""What our elements hold, in the order of the schema, which allows more."""


def read(text: str) -> tuple[tuple[Term, ...], tuple[Name, ...]]:
    """The content of a file without mistakes."""
    terms, names, errors = read_tbx(text.encode(), Path("a.tbx"), LANGUAGES)
    assert [str(error) for error in errors] == []
    return terms, names


def mistakes(data: bytes) -> list[str]:
    """What is wrong with a file."""
    return [str(error) for error in read_tbx(data, Path("a.tbx"), LANGUAGES)[2]]


def assert_valid(root: Element) -> None:
    """The rules of TBX-Basic that concern what we write."""
    assert root.tag == f"{{{NAMESPACE}}}tbx"
    assert (root.get("type"), root.get("style")) == ("TBX-Basic", "dca")
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    for node in root.iter():
        tag = node.tag.removeprefix(f"{{{NAMESPACE}}}")
        inner = "".join(f"{child.tag.removeprefix(f'{{{NAMESPACE}}}')} " for child in node)
        assert re.fullmatch(ORDER.get(tag, ".*"), inner), (tag, inner)
        kind = node.get("type", "")
        if tag in CATEGORIES:
            assert kind in CATEGORIES[tag]
            assert node.text in VALUES.get(kind, {node.text})
        if tag == "ref":
            assert node.get("target") in ids
        if tag == "langSec":
            assert node.get("{http://www.w3.org/XML/1998/namespace}lang")


@settings(max_examples=40)
@given(data=st.data())
def test_nothing_is_lost(
    tables: st.SearchStrategy[tuple[tuple[Term, ...], tuple[Name, ...]]], data: st.DataObject
) -> None:
    """Every field of terms and names comes back; the file is TBX-Basic."""
    terms, names = data.draw(tables)

    written = dump_tbx(terms, names)

    assert_valid(fromstring(written))
    assert read_tbx(written, Path("a.tbx"), LANGUAGES) == (terms, names, ())


def test_standard_categories_are_used() -> None:
    """What TBX-Basic can say is said in its own words, for other tools to read."""
    text = dump_tbx([SHELTER, DEN], [BOARD]).decode()

    assert '<descrip type="subjectField">care</descrip>' in text
    assert '<ref type="crossReference" target="term-1">shelter</ref>' in text
    assert '<langSec xml:lang="uz-Latn">' in text
    assert "<note>a &lt; b &amp; c\nd</note>" in text
    assert text.count('<termNote type="termType">acronym</termNote>') == 2
    assert f"<note>{OWN}status=forbidden</note>" in text
    assert "use=" not in text


def test_notes_that_look_like_ours() -> None:
    """A remark that begins as our own notes do stays a remark."""
    term = Term("law", note=f"{OWN}status=forbidden")

    assert read(dump_tbx([term], []).decode())[0] == (term,)


def test_two_terms_that_differ_in_capitals() -> None:
    """They are two concepts."""
    terms = (Term("US", case_sensitive=True), Term("us", case_sensitive=True))

    assert read(dump_tbx(terms, []).decode())[0] == terms


FOREIGN_TAGS = """\
<?xml version="1.0"?>
<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
     xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>
<text><body>
<conceptEntry id="c1">
  <min:subjectField>care</min:subjectField><note>First.</note><note>Second.</note>
  <langSec xml:lang="en-GB">
    <termSec><term>shelter</term><min:partOfSpeech>noun</min:partOfSpeech>
      <min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
    <termSec><term>safe <hi>house</hi></term></termSec>
    <termSec><term>den</term>
      <min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus></termSec>
  </langSec>
  <langSec xml:lang="ru-RU">
    <termSec><term>приют</term></termSec>
    <termSec><term>убежище</term></termSec>
    <termSec><term>ПР</term><basic:termType>acronym</basic:termType></termSec>
  </langSec>
  <langSec xml:lang="fr"><termSec><term>abri</term></termSec></langSec>
</conceptEntry>
</body></text></tbx>
"""


def test_the_other_style() -> None:
    """Categories as tags; a concept with several English terms becomes as many rows."""
    terms, names = read(FOREIGN_TAGS)

    ru = Target("приют", admitted=("убежище", "ПР"))
    remark = {"note": "First.\nSecond.", "domain": "care"}
    assert names == ()
    assert terms == (
        Term("shelter", targets={"ru": ru}, **remark),
        Term("safe house", status=TermStatus.ADMITTED, targets={"ru": ru}, **remark),
        Term("den", status=TermStatus.DEPRECATED, use=("shelter",), **remark),
    )
    assert {term.line for term in terms} == {6}


def test_tbx_2() -> None:
    """The older format, which many tools still write."""
    terms, _ = read(
        '<martif type="TBX-Basic" xml:lang="en"><text><body><termEntry id="c1">'
        '<langSet xml:lang="en"><ntig><termGrp><term>to guard</term>'
        '<termNote type="partOfSpeech">verb</termNote></termGrp></ntig></langSet>'
        '<langSet xml:lang="uz"><tig><term>qoʻriqlamoq</term></tig></langSet>'
        "</termEntry></body></text></martif>"
    )

    assert terms == (Term("to guard", "verb", targets={"uz": Target("qoʻriqlamoq")}),)


def test_mistakes_have_lines() -> None:
    """Those of the concepts."""
    text = FOREIGN_TAGS.replace("приют", "пpиют").replace("care", "ca\u200bre")

    assert [line.partition(";")[0] for line in mistakes(text.encode())][:2] == [
        "a.tbx:6: column 'domain': has the invisible character U+200B after 'ca'",
        "a.tbx:6: column 'ru': 'пpиют' mixes Latin and Cyrillic letters",
    ]


def test_a_concept_without_english() -> None:
    """It cannot become a row."""
    text = FOREIGN_TAGS.replace('"en-GB"', '"de"')

    assert mistakes(text.encode()) == [
        "a.tbx:6: column 'term': is empty; give the English term or remove the row"
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<tbx><text>", "a.tbx:1: is no XML: no element found"),
        (b"<html/>", "a.tbx:1: is XML, but no TBX"),
        (
            b'<!DOCTYPE tbx [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><tbx>&b;</tbx>',
            "a.tbx: leads to other files or defines entities",
        ),
        (
            b'<!DOCTYPE martif SYSTEM "file:///etc/passwd"><martif/>',
            "a.tbx: leads to other files or defines entities",
        ),
        (b"<a>" * 500 + b"</a>" * 500, "a.tbx: is no XML: elements are nested too deeply"),
        (b'<?xml version="1.0" encoding="none"?><tbx/>', "a.tbx: is no XML: unknown encoding"),
    ],
)
def test_what_is_no_tbx(data: bytes, message: str) -> None:
    """One line; nothing outside the file is read and nothing expanded."""
    (found,) = mistakes(data)

    assert found.startswith(message)
