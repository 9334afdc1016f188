"""A story as its readers see it: tracked changes accepted, comments and old noise taken out."""

from dataclasses import dataclass

from tiptranslate.formats.docx_xml import PPR, RPR, Element, P, drop, unwrap, w

_TAKEN = (w("ins"), w("moveTo"))
_OUT = (w("del"), w("moveFrom"))
_FORMATTING = tuple(
    w(f"{name}Change") for name in ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "trPr", "tcPr")
)
_MARKS_OF_CHANGES = (
    *(w(f"move{way}Range{end}") for way in ("From", "To") for end in ("Start", "End")),
    *(w(f"customXml{way}Range{end}") for way in ("Ins", "Del") for end in ("Start", "End")),
    *(w(f"customXmlMove{way}Range{end}") for way in ("From", "To") for end in ("Start", "End")),
    *(w("tblGridChange"), w("numberingChange"), w("cellIns"), w("cellDel"), w("cellMerge")),
)
_COMMENTS = (w("commentRangeStart"), w("commentRangeEnd"), w("commentReference"))
_NOISE = (
    *(w("proofErr"), w("lastRenderedPageBreak"), w("annotationRef")),
    w("dataBinding"),  # would put what the source's author typed back in its place
)


@dataclass(slots=True)
class Cleaned:
    """How much was cleared away."""

    changes: int = 0
    comments: int = 0


def clean(root: Element) -> Cleaned:
    """Accept the tracked changes of a story and take comments and noise out, in place."""
    found = Cleaned(comments=sum(1 for _ in root.iter(w("commentReference"))))
    wanted = (*_TAKEN, *_OUT, *_FORMATTING, *_MARKS_OF_CHANGES, *_COMMENTS, *_NOISE)
    seen = list(root.iter(*wanted))
    if not seen:
        return found
    found.changes = sum(element.tag in (*_TAKEN, *_OUT, *_FORMATTING) for element in seen)
    if found.changes:
        _drop_rows(root)
        _join_paragraphs(root)
    for element in seen:
        if element.tag in _TAKEN:
            unwrap(element)
        else:
            _out(element)
    return found


def _out(element: Element) -> None:
    """Take an element out, and its run where nothing else is in it."""
    run = element.getparent()
    drop(element)
    if run is not None and run.tag == w("r") and not any(child.tag != RPR for child in run):
        drop(run)


def _drop_rows(root: Element) -> None:
    """Rows of tables that are deleted, and tables without rows."""
    for mark in list(root.iter(*_OUT)):
        properties = mark.getparent()
        if properties is None or properties.tag != w("trPr"):
            continue
        row = properties.getparent()
        table = row.getparent() if row is not None else None
        if row is not None and table is not None:
            table.remove(row)
            if table.find(w("tr")) is None:
                drop(table)


def _join_paragraphs(root: Element) -> None:
    """A paragraph whose end is deleted goes on in the next, whose form both have then."""
    # Backwards, so that what is joined to the next is moved once, however many are.
    for paragraph in reversed(list(root.iter(P))):
        marks = paragraph.find(f"{PPR}/{RPR}")
        if marks is None or all(marks.find(tag) is None for tag in _OUT):
            continue
        following = paragraph.getnext()
        rest = [child for child in paragraph if child.tag != PPR]
        if following is not None and following.tag == P:
            at = 1 if len(following) and following[0].tag == PPR else 0
            following[at:at] = rest
            drop(paragraph)
