"""Reading TBX: our own files without a loss, those of other tools as far as they go.

Both styles of TBX (categories as attributes or as tags) and the older TBX 2 with its
``martif``, ``termEntry`` and ``tig`` are read. XML that expands entities or leads to
other files is refused. A concept becomes one row a term; where another tool gives a
concept several English terms, those that may be used share its translations, and the
others say `use`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tiptranslate.errors import InputError
from tiptranslate.glossary.cells import BAR, Problems, Row
from tiptranslate.glossary.columns import SOURCE, readable
from tiptranslate.glossary.names_table import names_of
from tiptranslate.glossary.tbx import GENDERS, OWN, PARTS_OF_SPEECH, STATUSES
from tiptranslate.glossary.tbx_tree import Node, parse
from tiptranslate.glossary.terms_table import terms_of
from tiptranslate.languages import LANGUAGES
from tiptranslate.languages.words import fold
from tiptranslate.model import Name, Term


def read_tbx(
    data: bytes, path: Path, languages: Sequence[str], known: Sequence[Term] = ()
) -> tuple[tuple[Term, ...], tuple[Name, ...], tuple[InputError, ...]]:
    """Read a TBX file.

    Args:
        data: The file.
        path: As the messages name it.
        languages: Codes of the target languages; sections of languages that neither
            these nor the project know are left out.
        known: Terms of the workspace that `use` may name.

    Returns:
        Terms, names, and everything that is wrong, with the lines of the concepts.
    """
    problems, codes = Problems(path), readable(languages)
    root = parse(data, problems)
    if root is None:
        return (), (), problems.errors
    terms: list[Row] = []
    names: list[Row] = []
    concepts = root.sections("conceptEntry")
    sources = {
        concept.attributes["id"]: next((text for text, _ in _wordings(concept)), "")
        for concept in concepts
        if "id" in concept.attributes
    }
    for concept in concepts:
        own = _own(concept)
        if "kind" in own:
            names.append(Row(concept.line, _name_cells(concept, own, codes), problems))
        else:
            found = _term_rows(concept, own, codes, sources)
            terms += [Row(concept.line, cells, problems) for cells in found]
    read = terms_of(terms, codes, problems, known), names_of(names, codes, problems)
    return *read, problems.errors


def _own(node: Node) -> dict[str, str]:
    """The columns that our notes hold, and `note`: the first remark of somebody else."""
    found: dict[str, str] = {}
    remarks = []
    for note in (inner for inner in node.inside() if inner.tag == "note"):
        text = note.text.strip()
        column, equals, cell = text.removeprefix(OWN).partition("=")
        if text.startswith(OWN) and equals:
            found[column] = cell
        elif text:
            remarks.append(text)
    return ({"note": "\n".join(remarks)} if remarks else {}) | found


def _wordings(concept: Node, code: str = SOURCE) -> list[tuple[str, Node]]:
    """The terms of a concept in one language, with their sections."""
    return [
        (section.first("term"), section)
        for language in concept.sections("langSec")
        if _code(language) == code
        for section in language.sections("termSec")
    ]


def _code(section: Node) -> str:
    """The language of a section as we write it: uz-Latn and uz are uz, ru-RU is ru."""
    tag = section.attributes.get("xml:lang", section.attributes.get("lang", "")).lower()
    by_tag = {language.tag.lower(): code for code, language in LANGUAGES.items()}
    short = tag.partition("-")[0]
    return by_tag.get(tag) or (short if short in LANGUAGES else tag)


def _status(section: Node) -> str:
    """preferred, admitted, deprecated, or "" where nothing is said."""
    found = section.first("administrativeStatus").removesuffix("-admn-sts").removesuffix("Term")
    return {"superseded": "deprecated", "obsolete": "deprecated"}.get(found, found)


def _term_rows(
    concept: Node, own: dict[str, str], codes: Sequence[str], sources: dict[str, str]
) -> Iterator[dict[str, str]]:
    common = {
        "note": own.get("note", ""),
        "case": own.get("case", ""),
        "domain": concept.first("subjectField"),
    }
    translations = _target_cells(concept, codes)
    for code in codes:  # terms have no column for it
        acronym = translations.pop(f"{code}_acronym", "")
        admitted = [translations.get(f"{code}_admitted", ""), acronym]
        translations[f"{code}_admitted"] = BAR.join(filter(None, admitted))
    wordings = _wordings(concept)
    if not wordings:
        yield common | {"status": "preferred"} | translations
    best = next((text for text, node in wordings if _status(node) != "deprecated"), "")
    for text, node in wordings:
        status = _status(node) or ("preferred" if text == best else "admitted")
        is_bad = status == "deprecated"
        use = own.get("use") or (BAR.join(_named(concept, sources)) or best if is_bad else "")
        yield common | {
            "term": text,
            "pos": own.get("pos") or _part_of_speech(node),
            "status": own.get("status") or (status if status in STATUSES else "admitted"),
            "use": use,
            **(translations if not is_bad or len(wordings) == 1 else {}),
        }


def _named(concept: Node, sources: dict[str, str]) -> Iterator[str]:
    """The terms that a concept refers to, as it or as their own concepts write them."""
    for node in concept.inside():
        if node.category == "crossReference":
            text = node.text.strip()
            source = sources.get(node.attributes.get("target", ""), text)
            yield text if fold(text) == fold(source) else source


def _part_of_speech(node: Node) -> str:
    back = {theirs: ours for ours, theirs in PARTS_OF_SPEECH.items()}
    found = node.first("partOfSpeech")
    return back.get(found, "phrase" if found else "noun")


def _name_cells(concept: Node, own: dict[str, str], codes: Sequence[str]) -> dict[str, str]:
    wordings = _wordings(concept)
    parts = _sorted(wordings)
    gender = next(filter(None, (node.first("grammaticalGender") for _, node in wordings)), "")
    return {
        **{key: own.get(key, "") for key in ("kind", "distinct", "from", "until", "note")},
        "name": parts.text,
        "acronym": parts.acronym,
        "aliases": BAR.join(parts.admitted),
        "wrong": BAR.join(parts.bad),
        "gender": {theirs: ours for ours, theirs in GENDERS.items()}.get(gender, gender),
        **_target_cells(concept, codes),
    }


@dataclass(frozen=True, slots=True)
class _Parts:
    """The wordings of one language by what they are."""

    text: str
    admitted: Sequence[str]
    bad: Sequence[str]
    acronym: str


def _sorted(wordings: Sequence[tuple[str, Node]]) -> _Parts:
    text = acronym = ""
    admitted, bad = [], []
    for wording, node in wordings:
        status = _status(node)
        if status == "deprecated":
            bad.append(wording)
        elif node.first("termType") == "acronym" and not acronym:
            acronym = wording
        elif status == "admitted" or text:
            admitted.append(wording)
        else:
            text = wording
    return _Parts(text, admitted, bad, acronym)


def _target_cells(concept: Node, codes: Sequence[str]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for language in concept.sections("langSec"):
        code = _code(language)
        if code not in codes or code in cells:
            continue
        own = _own(language)
        parts = _sorted(_wordings(concept, code))
        cells[code] = parts.text
        cells |= {f"{code}_{key}": own.get(key, "") for key in ("forms", "head", "verified")}
        cells[f"{code}_admitted"] = BAR.join(parts.admitted)
        cells[f"{code}_avoid"] = BAR.join(parts.bad)
        cells[f"{code}_acronym"] = parts.acronym
        cells[f"{code}_source"] = language.first("source")
    return cells
