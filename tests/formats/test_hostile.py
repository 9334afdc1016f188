"""Documents that mean harm, or are broken, give one line; nothing is unpacked, run or fetched."""

import gzip
import io
import struct
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.errors import InputError
from tiptranslate.formats import FORMS, open_form, read_form
from tiptranslate.formats.zips import MOST_ENTRIES, open_zip

DOCX = Path("bad.docx")
RELS = "word/_rels/document.xml.rels"
Make = Callable[..., bytes]
DOCTYPE = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/passwd">]>'
)
MAIN = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = (
    b"<w:document "
    + MAIN
    + b"><w:body><w:p><w:r><w:t>&c;&d;</w:t></w:r></w:p></w:body></w:document>"
)


def refusal(data: bytes, path: Path = DOCX) -> str:
    """The one line with which a document is refused."""
    with pytest.raises(InputError) as caught:
        open_form(data, path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    assert "; " in message
    return message


def test_the_smallest_document_is_good(make_docx: Make) -> None:
    """What the others here are bad versions of."""
    assert [piece.text for piece in open_form(make_docx(), DOCX).pieces] == ["Text."]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "is damaged: it is no zip, or cut off"),
        (b"PK\x03\x04", "is damaged: it is no zip, or cut off"),
        (b"just text", "is damaged: it is no zip, or cut off"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "is an old .doc file or has a password",
        ),
        (gzip.compress(b"PK"), "is damaged: it is no zip, or cut off"),
    ],
)
def test_no_documents(data: bytes, what: str) -> None:
    """Something else under a document's name."""
    assert what in refusal(data)


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"word/document.xml": None}, "it has no word/document.xml"),
        ({"_rels/.rels": None}, "it has no word/document.xml"),
        ({"[Content_Types].xml": None}, "is no Word document"),
        ({"word/document.xml": b""}, "is damaged: word/document.xml"),
        ({"word/document.xml": b"<w:document"}, "is damaged: word/document.xml"),
        ({"word/document.xml": b"<a/>"}, "is no Word document"),
        ({"word/document.xml": b"<w:document " + MAIN + b"/>"}, "is no Word document"),
        ({"word/document.xml": DOCTYPE + BODY}, "is unsafe: word/document.xml has a document type"),
        ({"customXml/item1.xml": DOCTYPE + b"<w/>"}, "customXml/item1.xml has a document type"),
        (
            {
                "word/document.xml": (DOCTYPE + BODY)
                .decode()
                .replace('"1.0"', '"1.0" encoding="utf-16"')
                .encode("utf-16")
            },
            "has a document type",
        ),
        (
            {
                "word/document.xml": b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE w>'
                + BODY
            },
            "word/document.xml",
        ),
        (
            {"word/document.xml": b'<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">' + BODY},
            "has a document type",
        ),
        ({"word/vbaProject.bin": b"x"}, "has macros or controls in it"),
        ({"word/activeX/activeX1.bin": b"x"}, "has macros or controls in it"),
        ({"../../etc/cron.d/x": b"x"}, "would leave its folder"),
        ({"/etc/x": b"x"}, "would leave its folder"),
        ({"a\\b": b"x"}, "would leave its folder"),
        ({"WORD/document.xml": b"x"}, "it has two files of one name"),
        ({"word/document.xml": b"<w:p>" * 2000}, "is damaged: word/document.xml"),
    ],
)
def test_bad_parts(make_docx: Make, changes: dict[str, bytes | None], what: str) -> None:
    """Missing, damaged and hostile parts, each by its name."""
    assert what in refusal(make_docx(**changes))


def test_a_document_that_may_have_macros(make_docx: Make) -> None:
    """By what it says it is, though there is none in it."""
    types = zipfile.ZipFile(io.BytesIO(make_docx())).read("[Content_Types].xml")
    types = types.replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )

    assert "has macros" in refusal(make_docx(**{"[Content_Types].xml": types}))


@pytest.mark.parametrize("kind", ["oleObject", "frame", "subDocument", "mailMergeSource", "video"])
def test_what_is_fetched_when_opened(
    make_docx: Make, make_relations: Callable[..., bytes], kind: str
) -> None:
    """Only links, pictures and the template may be somewhere else."""
    relations = make_relations(("r1", kind, "http://example.org/x", "External"))

    assert "fetches 'http://example.org/x'" in refusal(make_docx(**{RELS: relations}))


def test_links_and_pictures_elsewhere(
    make_docx: Make, make_relations: Callable[..., bytes]
) -> None:
    """They stay as they are, and the picture is told of."""
    relations = make_relations(
        ("r1", "hyperlink", "http://example.org/a", "External"),
        ("r2", "image", "http://example.org/b", "External"),
    )

    form = open_form(make_docx(**{RELS: relations}), DOCX)

    assert form.notes == ("pictures that are not in the document stay where they are",)


def test_the_template_is_left_out(make_docx: Make, make_relations: Callable[..., bytes]) -> None:
    """Word would fetch it wherever it is."""
    from tiptranslate.languages import get  # noqa: PLC0415

    settings = b"<w:settings " + MAIN + b' xmlns:r="r"><w:attachedTemplate r:id="r1"/></w:settings>'
    data = make_docx(
        **{
            RELS: make_relations(("r1", "settings", "settings.xml", "Internal")),
            "word/settings.xml": settings,
            "word/_rels/settings.xml.rels": make_relations(
                ("r1", "attachedTemplate", "http://example.org/evil.dotm", "External")
            ),
        }
    )
    form = open_form(data, DOCX)
    filled = form.filled(["Б."], get("ru"))

    with zipfile.ZipFile(io.BytesIO(filled)) as archive:
        whole = b"".join(map(archive.read, archive.namelist()))
    assert form.notes == ("the link to the document's template is left out",)
    assert b"evil" not in whole
    assert b"attachedTemplate" not in whole


@pytest.mark.parametrize(
    "field",
    [
        '<w:fldSimple w:instr=" DDEAUTO cmd.exe"/>',
        (
            "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>DD</w:instrText></w:r>"
            "<w:r><w:instrText>E cmd</w:instrText><w:fldChar w:fldCharType='end'/></w:r>"
        ),
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> dde x</w:instrText></w:r>",
    ],
)
def test_fields_that_run_programs(make_docx: Make, field: str) -> None:
    """However they are cut into runs."""
    assert "a DDE field" in refusal(make_docx(f"<w:p>{field}</w:p>"))


def test_a_bomb(make_docx: Make) -> None:
    """A small file that would be very large is refused before any of it is unpacked."""
    data = make_docx(**{f"word/media/{n}.bmp": bytes(40 << 20) for n in range(3)})
    assert len(data) < 1 << 19
    tracemalloc.start()
    try:
        assert "would unpack to 120 MiB, as zip bombs do" in refusal(data)
        assert tracemalloc.get_traced_memory()[1] < 16 << 20
    finally:
        tracemalloc.stop()


def test_a_bomb_of_xml(make_docx: Make) -> None:
    """One part may not be larger than the largest document's."""
    bomb = b"<w:document " + MAIN + b"><w:body>" + b"<w:p/>" * (3 << 20) + b"</w:body></w:document>"

    assert "has over 16 MiB of XML" in refusal(make_docx(**{"word/document.xml": bomb}))


def test_a_zip_of_many_files(make_docx: Make) -> None:
    """More than any document has."""
    names = {f"word/{number}.bin": b"" for number in range(MOST_ENTRIES + 1)}

    assert "more than 4,000 files" in refusal(make_docx(**names))


def test_a_zip_that_lies_about_its_sizes(make_docx: Make) -> None:
    """What unpacks to more than the directory says is found out, and nothing more is unpacked."""
    data = bytearray(make_docx("<w:p/>" * 100_000))
    real = len(b"<w:p/>" * 100_000)
    at = data.rfind(b"word/document.xml") - 46
    (size,) = struct.unpack("<I", data[at + 24 : at + 28])
    assert size > real
    data[at + 24 : at + 28] = struct.pack("<I", 1000)

    assert "is damaged" in refusal(bytes(data))


def test_files_that_overlap(make_docx: Make) -> None:
    """Many names for the same packed bytes."""
    data = bytearray(make_docx(**{"word/a.bin": bytes(range(256)) * 40, "word/b.bin": b"x"}))
    at = data.rfind(b"word/b.bin") - 46
    first = data.rfind(b"word/a.bin") - 46
    data[at + 16 : at + 28] = data[first + 16 : first + 28]
    data[at + 42 : at + 46] = data[first + 42 : first + 46]

    refused = ""
    try:
        archive = open_zip(bytes(data), DOCX)
        archive.read("word/b.bin")
    except InputError as error:
        refused = str(error)

    assert "is damaged" in refused or "zip bombs" in refused


def test_an_encrypted_entry(make_docx: Make) -> None:
    """It cannot be read without a password."""
    data = bytearray(make_docx())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(mark)
        data[at + offset] |= 1

    assert "is encrypted" in refusal(bytes(data))


@pytest.mark.parametrize("suffix", FORMS)
def test_a_hundred_megabytes(tmp_path: Path, suffix: str) -> None:
    """The size is looked at before the file is read."""
    path = tmp_path / f"large{suffix}"
    with path.open("wb") as file:
        file.truncate(100 << 20)

    with pytest.raises(InputError, match="has more than 64 MiB; make it smaller"):
        read_form(path)


def test_large_pages_and_documents() -> None:
    """What is given as bytes is measured too."""
    assert "has more than 8 MiB" in refusal(b"a" * ((8 << 20) + 1), Path("a.html"))


@pytest.mark.parametrize("suffix", [".docm", ".doc", ".pdf", ".odt", ".txt", ""])
def test_other_kinds_of_files(suffix: str) -> None:
    """They are named with what to do."""
    with pytest.raises(InputError):
        open_form(b"", Path(f"a{suffix}"))


def test_nested_beyond_measure(make_docx: Make) -> None:
    """Elements inside one another as deep as the parser lets them be."""
    for name in ("w:smartTag", "w:hyperlink", "w:ins"):
        for depth in (30, 60, 200):
            inner = f"<{name}>" * depth + "<w:r><w:t>a</w:t></w:r>" + f"</{name}>" * depth
            pieces = open_form(make_docx(f"<w:p>{inner}</w:p>"), DOCX).pieces
            assert len(pieces) <= 1


@given(st.data())
def test_broken_anywhere(data: st.DataObject) -> None:
    """A good document with some bytes changed is read or refused in one line, never a crash."""
    source = bytearray((Path(__file__).parents[1] / "data/formats/everything.docx").read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(source) - 1))
        source[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.none(), st.integers(0, len(source))))
    assert "\n" not in outcome(bytes(source[:cut]), DOCX)


@given(st.binary(max_size=300), st.sampled_from(sorted(FORMS)))
def test_any_bytes(data: bytes, suffix: str) -> None:
    """Whatever has a document's name."""
    assert "\n" not in outcome(data, Path(f"a{suffix}"))


def outcome(data: bytes, path: Path) -> str:
    """The message with which bytes are refused; empty where they are read."""
    try:
        open_form(data, path)
    except InputError as error:
        return str(error)
    return ""


SHAPES = (
    "<w:p/>",
    "<w:r><w:t>a </w:t></w:r>",
    "<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r><w:r><w:t> </w:t></w:r>",
    "<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>b</w:t></w:r>",
    "<w:r><w:br/></w:r>",
    "<w:r><w:t>a</w:t><w:br/><w:br/></w:r>",
    "<w:ins><w:r><w:t>a</w:t></w:r></w:ins>",
    "<w:del/>",
    "<w:hyperlink w:anchor='a'><w:r><w:t>a</w:t></w:r></w:hyperlink>",
    "<w:r><w:fldChar w:fldCharType='begin'/></w:r>",
    "<w:r><w:fldChar w:fldCharType='begin'/><w:t>a</w:t><w:fldChar w:fldCharType='end'/></w:r>",
    "<w:sdt><w:sdtContent><w:r><w:t>a</w:t></w:r></w:sdtContent></w:sdt>",
    "<w:bookmarkStart/>",
    "<w:proofErr/>",
    "</w:p><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r>",
)
LINEAR = """
import sys
from pathlib import Path
from tiptranslate.formats import open_form
from tiptranslate.languages import get
for path in Path(sys.argv[1]).iterdir():
    form = open_form(path.read_bytes(), path)
    form.filled([piece.text + "." for piece in form.pieces], get("ru"))
"""


def test_hostile_documents_take_linear_time(tmp_path: Path, make_docx: Make) -> None:
    """Anything of quadratic time would need many minutes for these."""
    for number, shape in enumerate(SHAPES):
        body = f"<w:p>{shape * (120_000 // len(shape))}<w:r><w:t>b</w:t></w:r></w:p>"
        (tmp_path / f"{number}.docx").write_bytes(make_docx(body))

    subprocess.run([sys.executable, "-c", LINEAR, str(tmp_path)], check=True, timeout=240)
