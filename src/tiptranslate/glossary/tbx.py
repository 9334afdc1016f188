"""TBX-Basic (ISO 30042:2019), the exchange format of terminology tools: writing it.

The style is DCA (data categories as attributes). What TBX-Basic has a category for
goes there; every other column is a ``note`` that begins with `OWN`, which other tools
keep and show. Written so, a file validates as TBX-Basic and brings every cell back.
One ``conceptEntry`` is one row, so that a term that must not be used keeps its row; a
``crossReference`` leads to the one to use.
"""

from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from tiptranslate.glossary.cells import BAR
from tiptranslate.glossary.columns import SOURCE
from tiptranslate.glossary.names_table import name_cells
from tiptranslate.glossary.terms_table import BAD, term_cells
from tiptranslate.languages import LANGUAGES
from tiptranslate.languages.words import fold
from tiptranslate.model import Name, Target, Term, TermStatus

OWN = "tiptranslate:"
"""Begins a note that holds a column: ``tiptranslate:verified=yes``."""
NAMESPACE = "urn:iso:std:iso:30042:ed-2"
STATUSES = {
    "preferred": "preferredTerm-admn-sts",
    "admitted": "admittedTerm-admn-sts",
    "deprecated": "deprecatedTerm-admn-sts",
    "forbidden": "deprecatedTerm-admn-sts",
    "keep": "preferredTerm-admn-sts",
}
"""Our statuses in TBX, which has none for the last two: a note says which it is."""
PARTS_OF_SPEECH = {"noun": "noun", "adj": "adjective", "verb": "verb"}
GENDERS = {"m": "masculine", "f": "feminine"}
_SCHEMAS = "https://raw.githubusercontent.com/LTAC-Global/TBX-Basic_dialect/master/DCA/"
_HEAD = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<?xml-model href="{_SCHEMAS}TBXcoreStructV03_TBX-Basic_integrated.rng" \
type="application/xml" schematypens="http://relaxng.org/ns/structure/1.0"?>
<?xml-model href="{_SCHEMAS}TBX-Basic_DCA.sch" \
type="application/xml" schematypens="http://purl.oclc.org/dsdl/schematron"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="{NAMESPACE}">
  <tbxHeader>
    <fileDesc>
      <titleStmt>
        <title>Controlled vocabulary</title>
      </titleStmt>
      <sourceDesc>
        <p>Exported by tiptranslate. Notes that begin with “{OWN}” hold columns of its tables.</p>
      </sourceDesc>
    </fileDesc>
  </tbxHeader>
  <text>
    <body>
"""
_FOOT = """\
    </body>
  </text>
</tbx>
"""


def dump_tbx(terms: Sequence[Term], names: Sequence[Name]) -> bytes:
    """A TBX file of terms and names, the same for the same values."""
    ids = {fold(term.source): f"term-{number}" for number, term in enumerate(terms, 1)}
    lines = [_HEAD]
    for number, term in enumerate(terms, 1):
        lines += _term(term, f"term-{number}", ids)
    for number, name in enumerate(names, 1):
        lines += _name(name, f"name-{number}")
    lines.append(_FOOT)
    return "".join(lines).encode()


def _term(term: Term, identifier: str, ids: Mapping[str, str]) -> Iterator[str]:
    cells = term_cells(term)
    notes = {"case": cells["case"]}
    if term.status in {TermStatus.FORBIDDEN, TermStatus.KEEP}:
        notes["status"] = term.status.value
    if term.part_of_speech not in PARTS_OF_SPEECH:
        notes["pos"] = term.part_of_speech
    yield f'      <conceptEntry id="{identifier}">\n'
    if term.domain:
        yield _element(8, "descrip", term.domain, type="subjectField")
    yield from _notes(8, term.note, notes)
    # On a term that may be used, other tools read a reference as no more than "see also".
    if term.status in BAD and all(fold(name) in ids for name in term.use):
        for name in term.use:
            yield _element(8, "ref", name, type="crossReference", target=ids[fold(name)])
    else:
        yield from _notes(8, "", {"use": cells["use"]})
    yield _open(SOURCE)
    yield from _wording(
        term.source,
        {
            "partOfSpeech": PARTS_OF_SPEECH.get(term.part_of_speech, "other"),
            "administrativeStatus": STATUSES[cells["status"]],
        },
    )
    yield "        </langSec>\n"
    yield from _languages(term.targets)
    yield "      </conceptEntry>\n"


def _name(name: Name, identifier: str) -> Iterator[str]:
    cells = name_cells(name)
    yield f'      <conceptEntry id="{identifier}">\n'
    own = {column: cells[column] for column in ("kind", "distinct", "from", "until")}
    yield from _notes(8, name.note, own)
    yield _open(SOURCE)
    gender = {"grammaticalGender": GENDERS[name.gender]} if name.gender else {}
    preferred = {"partOfSpeech": "noun", "administrativeStatus": STATUSES["preferred"]}
    yield from _wording(name.source, preferred | gender)
    yield from _variants(name.aliases, name.wrong, name.acronym)
    yield "        </langSec>\n"
    yield from _languages(name.targets)
    yield "      </conceptEntry>\n"


def _languages(targets: Mapping[str, Target]) -> Iterator[str]:
    for code, target in targets.items():
        yield _open(LANGUAGES[code].tag if code in LANGUAGES else code)
        if target.source:
            yield _element(10, "admin", target.source, type="source")
        own = {
            "forms": BAR.join(target.forms),
            "head": target.head,
            "verified": "yes" if target.verified else "",
        }
        yield from _notes(10, "", own)
        if target.text:
            yield from _wording(target.text, {"administrativeStatus": STATUSES["preferred"]})
        yield from _variants(target.admitted, target.avoid, target.acronym)
        yield "        </langSec>\n"


def _variants(admitted: Sequence[str], bad: Sequence[str], acronym: str) -> Iterator[str]:
    for text in admitted:
        yield from _wording(text, {"administrativeStatus": STATUSES["admitted"]})
    for text in bad:
        yield from _wording(text, {"administrativeStatus": STATUSES["deprecated"]})
    if acronym:
        status = {"administrativeStatus": STATUSES["preferred"]}
        yield from _wording(acronym, status | {"termType": "acronym"})


def _open(tag: str) -> str:
    return f"        <langSec xml:lang={quoteattr(tag)}>\n"


def _wording(text: str, notes: Mapping[str, str]) -> Iterator[str]:
    yield "          <termSec>\n"
    yield _element(12, "term", text)
    for kind, value in notes.items():
        yield _element(12, "termNote", value, type=kind)
    yield "          </termSec>\n"


def _notes(indent: int, remark: str, columns: Mapping[str, str]) -> Iterator[str]:
    """A person's own note, then the columns that TBX-Basic has no category for."""
    if remark.startswith(OWN):
        columns = {"note": remark} | dict(columns)
    elif remark:
        yield _element(indent, "note", remark)
    for column, cell in columns.items():
        if cell:
            yield _element(indent, "note", f"{OWN}{column}={cell}")


def _element(indent: int, tag: str, text: str, **attributes: str) -> str:
    inner = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f"{' ' * indent}<{tag}{inner}>{escape(text)}</{tag}>\n"
