"""What Word leaves in a table: changes, comments, runs and characters of its own; and damage."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tiptranslate.errors import InputError
from tiptranslate.exchange import docx_table
from tiptranslate.exchange.rows import Answer, Returned
from tiptranslate.model import Catalog

pytest.importorskip("docx", reason="needs the extra [office]")

TEXT = "Горячая линия открывается в Нукусе"
PART = "word/document.xml"
Repacked = Callable[..., Path]


@pytest.fixture
def answered(catalog: Catalog, repacked: Repacked) -> Callable[[str], Returned]:
    """What is read where the first translation's run stands as this XML."""
    data = docx_table.dump(catalog)

    def answer(runs: str) -> Returned:
        path = repacked(data, "t.docx", {})
        with zipfile.ZipFile(path) as archive:
            xml = archive.read(PART).decode()
        before, _, after = xml.partition(f"<w:t>{TEXT}</w:t></w:r>")
        assert after
        start = before.rindex("<w:r>")
        xml = f"{before[:start]}{runs}{after}"
        return docx_table.read(repacked(data, "t.docx", {PART: xml.encode()}))

    return answer


def run(text: str, tag: str = "t") -> str:
    """A run as Word writes it."""
    return f'<w:r><w:rPr><w:b/></w:rPr><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (run("Линия ") + run("открыта"), "Линия открыта"),
        (f'{run("А")}<w:ins w:id="1">{run("Б")}</w:ins>', "АБ"),
        (f'<w:del w:id="1">{run("А", "delText")}</w:del>{run("Б")}', "Б"),
        (
            f"<w:moveFrom>{run('А ')}</w:moveFrom>{run('Б ')}<w:moveTo>{run('А')}</w:moveTo>",
            "Б А",
        ),
        (f'<w:hyperlink r:id="rId9">{run("ссылка")}</w:hyperlink>', "ссылка"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('поле')}</w:sdtContent></w:sdt>", "поле"),
        (f'<w:fldSimple w:instr="DATE">{run("5 мая")}</w:fldSimple>', "5 мая"),
        (f"{FIELD}{run('5 мая')}", "5 мая"),
        ("<w:r><w:t>а</w:t><w:noBreakHyphen/><w:t>б</w:t></w:r>", "а\u2011б"),
        ("<w:r><w:t>а</w:t><w:softHyphen/><w:t>б</w:t></w:r>", "а\u00adб"),
        ("<w:r><w:t>а</w:t><w:br/><w:t>б</w:t><w:tab/><w:t>в</w:t></w:r>", "а\nб\tв"),
        ("<w:r><w:t> а\u00a0 </w:t></w:r>", "а\u00a0"),
        ('<w:r><w:sym w:font="Symbol" w:char="2013"/></w:r>', "–"),
        (f"{run('А')}</w:p><w:p>{run('Б')}", "А\nБ"),
        (f"{run('А')}<w:r><w:drawing><w:t>alt</w:t></w:drawing></w:r>", "А"),
    ],
)
def test_what_word_writes(answered: Callable[[str], Returned], runs: str, text: str) -> None:
    """The text that one sees, all changes accepted."""
    returned = answered(runs)
    targets = [answer.target for answer in returned.answers]

    assert targets[0] == text
    assert len(targets) == 6


def test_a_paragraph_end_that_was_deleted(answered: Callable[[str], Returned]) -> None:
    """Joins the two paragraphs, as accepting it would."""
    deleted = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    runs = f"{run('А')}</w:p><w:p>{deleted}{run('Б')}</w:p><w:p>{run('В')}"

    assert answered(runs).answers[0].target == "А\nБВ"


def test_notes(answered: Callable[[str], Returned]) -> None:
    """A person is told of what was accepted and of what was not read."""
    remark = '<w:r><w:commentReference w:id="0"/></w:r>'

    assert answered(f"<w:ins>{run('А')}</w:ins>{remark}").notes == (
        "tracked changes (1) were read as accepted",
        "comments in the margin (1) were not read; write remarks into the column Comment",
    )
    assert answered(run("А")).notes == ()


def test_a_row_deleted_with_changes_tracked(catalog: Catalog, repacked: Repacked) -> None:
    """Is gone."""
    data = docx_table.dump(catalog)
    path = repacked(data, "t.docx", {})
    with zipfile.ZipFile(path) as archive:
        xml = archive.read(PART).decode()
    rows = xml.split("<w:trPr>")
    rows[2] = f"<w:del/>{rows[2]}"
    path = repacked(data, "t.docx", {PART: "<w:trPr>".join(rows).encode()})
    returned = docx_table.read(path)

    assert [answer.row for answer in returned.answers] == [2, 3, 4, 5, 6]
    assert returned.notes == ("tracked changes (1) were read as accepted",)


def test_merged_cells(catalog: Catalog, tmp_path: Path) -> None:
    """Nobody guesses which text is whose."""
    import docx  # noqa: PLC0415 - may be missing

    path = tmp_path / "t.docx"
    path.write_bytes(docx_table.dump(catalog))
    word = docx.Document(str(path))
    grid = word.tables[0]
    grid.cell(1, 2).merge(grid.cell(1, 3))
    grid.cell(3, 3).merge(grid.cell(4, 3))
    word.save(str(path))
    faults = [answer.fault for answer in docx_table.read(path).answers]
    merged = "cells are missing or were merged; undo that"

    assert faults == [merged, "", merged, merged, "", ""]


def test_macros_are_not_looked_at(catalog: Catalog, repacked: Repacked) -> None:
    """Whatever is in the file beside the document."""
    data = docx_table.dump(catalog)
    path = repacked(data, "t.docx", {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 100})

    assert len(docx_table.read(path).answers) == 6


def test_another_main_part(catalog: Catalog, repacked: Repacked) -> None:
    """Found by the package's relations, as the standard says."""
    data = docx_table.dump(catalog)
    path = repacked(data, "t.docx", {})
    with zipfile.ZipFile(path) as archive:
        xml, relations = archive.read(PART), archive.read("_rels/.rels")
    parts = {
        PART: None,
        "word/document2.xml": xml,
        "_rels/.rels": relations.replace(b"word/document.xml", b"/word/document2.xml"),
    }

    assert len(docx_table.read(repacked(data, "t.docx", parts)).answers) == 6


ENTITY = b'<!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>'


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({PART: None}, "is no .docx file: it has no document in it"),
        ({PART: b"<w:p>"}, "is no XML: "),
        ({PART: ENTITY}, "declares entities; remove its DOCTYPE"),
        ({PART: b"<w/>"}, "is no review table (its headings cannot be found); "),
        ({"bomb.xml": b" " * 3_000_000}, "unpacks to too much ("),
        ({f"p{number}": b"" for number in range(4_001)}, "unpacks to too much ("),
    ],
    ids=["none", "broken", "entities", "empty", "bomb", "many"],
)
def test_bad_documents(
    catalog: Catalog, repacked: Repacked, parts: dict[str, bytes | None], message: str
) -> None:
    """One line with the path."""
    path = repacked(docx_table.dump(catalog), "t.docx", parts)
    data = path.read_bytes()
    # A bomb is compressed.
    with zipfile.ZipFile(path) as old:
        whole = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in whole.items():
            new.writestr(name, content)
    with pytest.raises(InputError) as error:
        docx_table.read(path)

    assert data
    assert str(error.value).startswith(f"{path}")
    assert message in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"no zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 64]
)
def test_no_zip(tmp_path: Path, data: bytes) -> None:
    """An old .doc among them."""
    path = tmp_path / "t.docx"
    path.write_bytes(data)

    with pytest.raises(InputError, match=r"is damaged or no \.docx file; give the file as it was"):
        docx_table.read(path)


def test_no_file(tmp_path: Path) -> None:
    """Says so."""
    with pytest.raises(InputError, match=r"t\.docx: cannot be read: No such file"):
        docx_table.read(tmp_path / "t.docx")


def test_cut_off(catalog: Catalog, tmp_path: Path) -> None:
    """Anywhere: one line, and no other kind of error."""
    data = docx_table.dump(catalog)
    path = tmp_path / "t.docx"
    for size in range(0, len(data), len(data) // 20):
        path.write_bytes(data[:size])
        with pytest.raises(InputError):
            docx_table.read(path)


def test_damaged(catalog: Catalog, tmp_path: Path) -> None:
    """Bytes turned over anywhere: it reads as it was, or is refused in one line."""
    data = docx_table.dump(catalog)
    path = tmp_path / "t.docx"
    path.write_bytes(data)
    whole = docx_table.read(path)
    for place in range(0, len(data), len(data) // 30):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
        try:
            assert docx_table.read(path).answers == whole.answers
        except InputError as error:
            assert "\n" not in str(error)  # noqa: PT017 - either is right


def test_an_answer_is_whole(answered: Callable[[str], Returned]) -> None:
    """All that a row has to say."""
    (_, second, *_) = answered(run("А")).answers

    assert second == Answer(
        row=2,
        key=second.key,
        source="Call ⟦1⟧the new number⟦/1⟧ at any hour⟦2/⟧.",
        target="Звоните ⟦1⟧по новому номеру⟦/1⟧ в любое время⟦2/⟧.",
        approved=True,
        comments=(
            "Asked the author: the number is right.",
            "tiptranslate is no word of ours here",
        ),
    )
