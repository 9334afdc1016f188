"""XLIFF out and in: golden files, round trips, what other programs make of it, what is bad."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.errors import InputError
from tiptranslate.exchange import xliff, xliff_reader
from tiptranslate.exchange.applying import apply
from tiptranslate.exchange.rows import Returned, given_out, key_of
from tiptranslate.exchange.texts import comment_lines
from tiptranslate.model import Catalog, Entry, Origin, Provenance, State

NAME = Path("news.xlf")


def read(data: bytes) -> Returned:
    """What a file with one catalog says."""
    (returned,) = xliff_reader.read(BytesIO(data), NAME)
    return returned


@pytest.mark.parametrize("version", xliff.VERSIONS)
def test_golden(catalog: Catalog, folder: Path, version: str) -> None:
    """Byte for byte, so that a change of the format is seen."""
    golden = (folder / f"news.{version}.xlf").read_bytes()

    assert xliff.dump(catalog, version).decode() == golden.decode()


@pytest.mark.parametrize("version", xliff.VERSIONS)
def test_an_untouched_file_changes_nothing(catalog: Catalog, version: str) -> None:
    """The very same catalog."""
    returned = read(xliff.dump(catalog, version))
    new, outcomes = apply(catalog, returned.answers)

    assert (returned.slug, returned.language) == ("news", "ru")
    assert new is catalog
    assert {outcome.what for outcome in outcomes} == {"unchanged"}
    assert len(outcomes) == 6


TEXTS = st.text(max_size=30) | st.lists(
    st.sampled_from(["⟦1⟧", "⟦/1⟧", "⟦2/⟧", "a", " ", "\n"]), max_size=6
).map("".join)
# What reaches a note is what an XML file can hold; `�` stands for the rest.
LINES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]))
COMMENTS = LINES.map(lambda line: " ".join(line.split())).filter(bool)
ENTRIES = st.builds(
    Entry,
    source=TEXTS.filter(bool),
    target=TEXTS,
    state=st.sampled_from([State.DRAFT, State.STALE, State.REVIEWED]),
    context=st.none() | LINES,
    provenance=st.none() | st.builds(Provenance, st.sampled_from(Origin)),
    comments=st.lists(COMMENTS, max_size=2, unique=True).map(tuple),
    notes=st.lists(LINES, max_size=2).map(tuple),
    previous_source=TEXTS,
).map(
    lambda e: replace(
        e,
        state=e.state if e.target else State.UNTRANSLATED,
        previous_source=e.previous_source if e.state is State.STALE and e.target else None,
    )
)
CATALOGS = st.lists(ENTRIES, max_size=4, unique_by=lambda e: (e.context or "", e.source)).map(
    lambda entries: Catalog("news", "uz", tuple(entries))
)


@given(CATALOGS, st.sampled_from(xliff.VERSIONS))
def test_round_trips_lose_nothing(catalog: Catalog, version: str) -> None:
    """Sentence, translation, approval and comments of any catalog."""
    returned = read(xliff.dump(catalog, version))

    assert (returned.slug, returned.language) == ("news", "uz")
    for entry, answer in zip(given_out(catalog), returned.answers, strict=True):
        assert answer.key == key_of(entry, entry.target)
        assert (answer.source, answer.target) == (entry.source, entry.target)
        assert answer.approved == (True if entry.state is State.REVIEWED else None)
        said = [line for comment in entry.comments for line in comment_lines(comment)]
        assert list(answer.comments) == said
        assert not answer.fault


@given(CATALOGS, st.sampled_from(xliff.VERSIONS))
def test_an_untouched_file_changes_nothing_ever(catalog: Catalog, version: str) -> None:
    """Whatever is in the catalog."""
    plain = replace(catalog, entries=tuple(replace(e, comments=()) for e in catalog.entries))
    new, _ = apply(plain, read(xliff.dump(plain, version)).answers)

    assert new is plain


def unit(entry: Entry, inside: str, version: str = "2.1") -> bytes:
    """A file with one unit, as another program may have written it."""
    key = key_of(entry, entry.target)
    if version == "1.2":
        return (
            '<xliff version="1.2"><file original="C:\\x\\news.po" target-language="ru-RU"><body>'
            f'<group><trans-unit id="{key}">{inside}</trans-unit></group></body></file></xliff>'
        ).encode()
    return (
        '<xliff version="2.0" srcLang="en" trgLang="ru-RU"><file id="f1" original="in/news.xlf">'
        f'<unit id="{key}">{inside}</unit></file></xliff>'
    ).encode()


FREE = Entry("It is free. Call now.", "Бесплатно. Звоните.", State.DRAFT)
SOURCE = f"<source>{escape(FREE.source)}</source>"
SWAPPED = (
    '<segment state="final"><source>It is free.</source><target order="3">А.</target></segment>'
    "<ignorable><source> </source></ignorable>"
    '<segment state="final"><source>Call now.</source><target order="1">Б.</target></segment>'
)
HALF_FINAL = (
    '<segment state="final"><source>It is free. </source><target>А. </target></segment>'
    '<segment state="initial"><source>Call now.</source><target>Б.</target></segment>'
)
ANNOTATED = (
    f"{SOURCE}<seg-source><mrk>x</mrk></seg-source>"
    '<target><mrk mtype="seg" mid="1">Да.</mrk></target>'
    "<alt-trans><target>Нет.</target></alt-trans>"
)


@pytest.mark.parametrize(
    ("version", "inside", "target", "approved"),
    [
        ("2.1", f"<segment>{SOURCE}<target>Да.</target></segment>", "Да.", None),
        ("2.1", f'<segment state="translated">{SOURCE}<target>Да.</target></segment>', "Да.", None),
        ("2.1", f'<segment state="reviewed">{SOURCE}<target>Да.</target></segment>', "Да.", True),
        ("2.1", f'<segment state="final">{SOURCE}<target>Да.</target></segment>', "Да.", True),
        (
            "2.1",
            SWAPPED,
            "Б. А.",
            True,
        ),
        (
            "2.1",
            HALF_FINAL,
            "А. Б.",
            None,
        ),
        ("1.2", f"{SOURCE}<target>Да.</target>", "Да.", None),
        ("1.2", f'{SOURCE}<target state="translated">Да.</target>', "Да.", None),
        ("1.2", f'{SOURCE}<target state="signed-off">Да.</target>', "Да.", True),
        (
            "1.2",
            ANNOTATED,
            "Да.",
            None,
        ),
    ],
)
def test_files_of_other_programs(
    version: str, inside: str, target: str, approved: bool | None
) -> None:
    """Segmented, annotated, with states and names of their own."""
    returned = read(unit(FREE, inside, version))

    assert (returned.slug, returned.language) == ("news", "ru")
    (answer,) = returned.answers
    assert (answer.source, answer.target) == (FREE.source, target)
    assert (answer.approved, answer.fault) == (approved, "")


def test_a_translation_in_part() -> None:
    """Half a sentence is none."""
    inside = (
        "<segment><source>It is free. </source><target>Бесплатно. </target></segment>"
        "<segment><source>Call now.</source></segment>"
    )
    (answer,) = read(unit(FREE, inside)).answers

    assert answer.fault == "only a part of it is translated"


def test_a_code_of_another_program() -> None:
    """Is named, and its line."""
    (answer,) = read(unit(FREE, f'\n{SOURCE}<target><g id="bold">Да.</g></target>', "1.2")).answers

    assert answer.fault == "the code <g id='bold'> is none of ours; take it out"


@pytest.mark.parametrize("version", xliff.VERSIONS)
def test_an_agencys_note(catalog: Catalog, version: str) -> None:
    """Becomes a comment; the template's notes do not."""
    data = xliff.dump(catalog, version).decode()
    kind = "category" if version == "2.1" else "from"
    mark = f'<note {kind}="hint">kind: headline</note>'
    assert mark in data
    data = data.replace(mark, f"{mark}<note>Is this\nright?</note>")
    new, _ = apply(catalog, read(data.encode()).answers)

    assert new.entries[0].comments == ("Is this", "right?")
    assert new.entries[1:] == catalog.entries[1:]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<html/>", "news.xlf: is XML, but holds no XLIFF"),
        (b"<xliff/>", "news.xlf: is XML, but no XLIFF; give a file that holds XLIFF"),
        (b'<xliff version="2.1"/>', "news.xlf: is XML, but holds no XLIFF"),
        (b'<xliff version="3.0"/>', "news.xlf: is XLIFF 3.0; give 1.2, 2.0 or 2.1"),
        (b'<file id="a"/>', "news.xlf: is XML, but no XLIFF; give a file that holds XLIFF"),
        (b"", "news.xlf:1: is no XML: no element found"),
    ],
)
def test_no_xliff(data: bytes, message: str) -> None:
    """One line."""
    with pytest.raises(InputError) as error:
        read(data)

    assert str(error.value) == message


@pytest.mark.parametrize(
    ("language", "tag"), [("ru", "ru"), ("uz", "uz-Latn"), ("uz@cyrillic", "uz-Cyrl"), ("kk", "kk")]
)
@pytest.mark.parametrize("version", xliff.VERSIONS)
def test_language_tags(language: str, tag: str, version: str) -> None:
    """BCP 47 in the file, our codes here."""
    data = xliff.dump(Catalog("a", language, (FREE,)), version)

    assert f'"{tag}"'.encode() in data
    assert read(data).language == language


@pytest.fixture
def changed() -> Callable[[bytes, str, str], bytes]:
    """A file with one text replaced, which must be in it."""

    def change(data: bytes, old: str, new: str) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode())

    return change


@pytest.mark.parametrize("version", xliff.VERSIONS)
def test_a_translator_moves_a_code(
    catalog: Catalog, version: str, changed: Callable[[bytes, str, str], bytes]
) -> None:
    """As codes, and back as placeholders."""
    data = xliff.dump(catalog, version)
    code = "<ph id=" if version == "2.1" else "<x id="
    end = '"2" disp="⟦2/⟧"/>' if version == "2.1" else '"2"/>'
    data = changed(data, f"в любое время{code}{end}.", f"{code}{end}в любое время.")
    new, _ = apply(catalog, read(data).answers)

    assert new.entries[1].target == "Звоните ⟦1⟧по новому номеру⟦/1⟧ ⟦2/⟧в любое время."
    # The file says "final" still, and so a person stands for it.
    assert new.entries[1].state is State.REVIEWED
