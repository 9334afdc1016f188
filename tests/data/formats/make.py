"""Makes everything.docx: one document with all that a press office's Word puts into one.

Run it to make the file anew: ``python tests/data/formats/make.py``. What python-docx cannot
make (notes, text boxes, tracked changes, comments, fields, content controls) is written
here as XML. All of the text is made up.
"""

import base64
import io
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor

FOLDER = Path(__file__).resolve().parent
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def paragraph(inner: str) -> str:
    """A paragraph's XML."""
    return f"<w:p {SPACES}>{inner}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run's XML."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def sign(kind: str) -> str:
    """One of a field's three signs."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(instruction: str, result: str) -> str:
    """A complex field."""
    told = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return sign("begin") + told + sign("separate") + result + sign("end")


CHANGES = (
    run("Three ")
    + '<w:ins w:id="1" w:author="Desk" w:date="2026-07-01T10:00:00Z">'
    + run("new ", "<w:b/>")
    + "</w:ins>"
    + run("shelters opened")
    + '<w:del w:id="2" w:author="Desk"><w:r><w:delText> last week</w:delText></w:r></w:del>'
    + '<w:r><w:rPr><w:rPrChange w:id="3" w:author="Desk"><w:rPr><w:i/></w:rPr></w:rPrChange>'
    + "</w:rPr><w:t>.</w:t></w:r>"
)
NOISE = (
    '<w:proofErr w:type="spellStart"/>'
    + run("The natio", '<w:lang w:val="en-US"/>')
    + '<w:proofErr w:type="spellEnd"/>'
    + run("nal referral", '<w:noProof/><w:lang w:val="en-GB"/>')
    + run(" ", "<w:b/>")
    + run("mechanism", '<w:spacing w:val="-2"/><w:szCs w:val="22"/>')
    + "<w:r><w:lastRenderedPageBreak/></w:r>"
    + '<w:smartTag w:uri="x" w:element="place">'
    + run(" of Uzbekistan")
    + "</w:smartTag>"
    + run(" co")
    + "<w:r><w:softHyphen/></w:r>"
    + run("operates with twenty")
    + "<w:r><w:noBreakHyphen/></w:r>"
    + run("two partners.")
)
COMMENTED = (
    '<w:commentRangeStart w:id="0"/>'
    + run("Figures are from the ministry.")
    + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
)
NOTED = (
    run("Labour inspectors visited 214 farms")
    + '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
    + run(" in the autumn. They found forty-one persons in need of help.")
    + '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:endnoteReference w:id="2"/></w:r>'
)
LINKS = (
    run("Read the ")
    + '<w:hyperlink r:id="{link}" w:history="1">'
    + run("full ", '<w:color w:val="0000FF"/><w:u w:val="single"/>')
    + run("report", '<w:b/><w:color w:val="0000FF"/><w:u w:val="single"/>')
    + "</w:hyperlink>"
    + run(" or the ")
    + field('HYPERLINK "https://example.org/summary"', run("summary", '<w:u w:val="single"/>'))
    + run(" on page ")
    + field("PAGEREF summary", run("4"))
    + run(".")
)
CONTROLS = (
    '<w:bookmarkStart w:id="7" w:name="summary"/>'
    + run("Event: ")
    + '<w:sdt><w:sdtPr><w:alias w:val="event"/><w:id w:val="77"/>'
    + '<w:dataBinding w:xpath="/x" w:storeItemID="{{0}}"/></w:sdtPr>'
    + "<w:sdtContent>"
    + run("regional conference", "<w:i/>")
    + "</w:sdtContent></w:sdt>"
    + run(" in Nukus")
    + run("secret", "<w:vanish/>")
    + run(" on 5 May 2026.")
    + '<w:bookmarkEnd w:id="7"/>'
)
CONTACTS = (
    run("For further information:", "<w:b/>")
    + "<w:r><w:br/></w:r>"
    + run("Press desk")
    + "<w:r><w:br/></w:r>"
    + run("Tel.:")
    + "<w:r><w:tab/></w:r>"
    + run("+998 00 000 00 00")
)
TWO_IN_ONE = run("The first paragraph.") + "<w:r><w:br/><w:br/></w:r>" + run("The second one.")
BOX = (
    "<w:txbxContent>"
    "<w:p>"
    + run("Hotline: ")
    + run("1100", "<w:b/>")
    + run(" (free of charge)")
    + "</w:p>"
    + "</w:txbxContent>"
)
BOXED = (
    run("Victims can call at any hour.")
    + '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" '
    'distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" '
    'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH '
    'relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV '
    'relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent '
    'cx="1828800" cy="457200"/><wp:wrapSquare wrapText="bothSides"/><wp:docPr id="9" '
    'name="Box"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/'
    'wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="1828800" cy="457200"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    "</wps:spPr><wps:txbx>" + BOX + "</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
    "</a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape "
    'style="position:absolute;width:144pt;height:36pt"><v:textbox>' + BOX + "</v:textbox></v:shape>"
    "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
ROW = "<w:tr {s}>{mark}<w:tc><w:p>{text}</w:p></w:tc></w:tr>"


def notes(kind: str, text: str) -> bytes:
    """The part with the footnotes or the endnotes."""
    rules = "".join(
        f'<w:{kind} w:type="{name}" w:id="{number}"><w:p><w:r><w:{name}/></w:r></w:p></w:{kind}>'
        for number, name in enumerate(("separator", "continuationSeparator"))
    )
    own = f'<w:{kind} w:id="2"><w:p><w:r><w:{kind}Ref/></w:r>{run(text)}</w:p></w:{kind}>'
    return f"<w:{kind}s {SPACES}>{rules}{own}</w:{kind}s>".encode()


def add_part(document: Any, name: str, kind: str, data: bytes) -> None:
    """A part that python-docx knows nothing of."""
    uri = PackURI(f"/word/{name}.xml")
    part = Part(uri, f"{WORD}.{name}+xml", data, document.part.package)
    document.part.relate_to(part, f"{OFFICE}/{kind}")


def basics(document: Any) -> None:
    """What python-docx can make."""
    document.core_properties.title = "Conference on help for victims of trafficking"
    document.add_heading("Conference on help for victims of trafficking", 0)
    document.add_heading("What was agreed", 1)
    text = document.add_paragraph("The heads of ")
    text.add_run("eleven").bold = True
    text.add_run(" agencies met ")
    text.add_run("in the ").italic = True
    text.add_run("capital").italic = True
    coloured = text.add_run(" for two days")
    coloured.font.color.rgb, coloured.font.size = RGBColor(0xC0, 0, 0), Pt(14)
    text.add_run(". ")
    marked = text.add_run("They will meet again.")
    marked.underline, marked.font.highlight_color = True, WD_COLOR_INDEX.YELLOW
    document.add_paragraph().add_run("All of this is bold.").bold = True
    for item in ("Protection", "Prevention"):
        document.add_paragraph(item, style="List Bullet")
    document.add_paragraph("Prosecution", style="List Number 2")
    document.add_paragraph("“Every case counts.”", style="Quote")
    picture = document.add_paragraph("Seal ")
    picture.add_run().add_picture(io.BytesIO(PIXEL))
    picture.add_run(" of the office.")
    table = document.add_table(2, 2, style="Table Grid")
    for cell, words in zip(table._cells, ("Year", "Cases", "2025", ""), strict=True):
        cell.text = words
    bold = table.cell(1, 1).paragraphs[0]
    bold.add_run("1,204").bold = True
    bold.add_run(" cases")
    section = document.sections[0]
    section.header.paragraphs[0].text = "Press release"
    section.footer.paragraphs[0].text = "Office of the Prosecutor"


def everything() -> bytes:
    """The whole document."""
    document = docx.Document()
    basics(document)
    body = document.element.body
    link = document.part.relate_to(
        "https://example.org/report", RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    texts = (CHANGES, NOISE, COMMENTED, NOTED, LINKS.replace("{link}", link), CONTROLS)
    for inner in (*texts, TWO_IN_ONE, BOXED, CONTACTS):
        body.insert(len(body) - 1, parse_xml(paragraph(inner)))
    deleted = ROW.format(s=SPACES, mark='<w:trPr><w:del w:id="8"/></w:trPr>', text=run("Gone"))
    body.findall(body[0].tag.replace("}p", "}tbl"))[0].append(parse_xml(deleted))
    comment = f'<w:comment w:id="0" w:author="Desk"><w:p>{run("Is this so?")}</w:p></w:comment>'
    comments = f"<w:comments {SPACES}>{comment}</w:comments>"
    add_part(document, "comments", "comments", comments.encode())
    add_part(document, "footnotes", "footnotes", notes("footnote", " Not all of them large."))
    add_part(document, "endnotes", "endnotes", notes("endnote", " By 1 December."))
    buffer = io.BytesIO()
    document.save(buffer)
    return repacked(buffer.getvalue())


def repacked(data: bytes) -> bytes:
    """The same zip with no times in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for info in old.infolist():
            plain = zipfile.ZipInfo(info.filename)
            plain.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(plain, old.read(info))
    return buffer.getvalue()


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER / "everything.docx"
    target.write_bytes(everything())
