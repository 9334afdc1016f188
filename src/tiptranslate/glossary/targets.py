"""The cells that a language has in a row: reading, checking and writing them."""

import re
from collections.abc import Iterable, Mapping, Sequence

from tiptranslate.glossary.cells import BAR, Row
from tiptranslate.glossary.columns import NAME_PARTS, is_empty
from tiptranslate.languages import LANGUAGES
from tiptranslate.languages.words import fold
from tiptranslate.model import Target

FROZEN, BY_HAND = "=", "-"
"""In a head column: nothing inflects; the forms were made by hand."""
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_CYRILLIC = "\u0400-\u052f"
_HAS_LATIN, _HAS_CYRILLIC = re.compile(f"[{_LATIN}]"), re.compile(f"[{_CYRILLIC}]")
_MIXED = re.compile(f"(?=[{_LATIN}][{_CYRILLIC}]|[{_CYRILLIC}][{_LATIN}])")
_WORD = re.compile(r"[^\W_]+(?:['’ʻʼ‘`´][^\W_]+)*")


def targets_of(row: Row, languages: Sequence[str], source: str) -> Mapping[str, Target]:
    """What a row's term or name becomes, by language; no entry where a language has nothing."""
    found = {}
    for code in languages:
        if any(row.cells.get(code + part) for part in NAME_PARTS):
            target = _target(row, code)
            if not is_empty(target):
                _check(row, code, target, source)
                found[code] = target
    return found


def target_cells(targets: Mapping[str, Target]) -> dict[str, str]:
    """The cells of all languages; only those with something in them."""
    cells: dict[str, str] = {}
    for code, target in targets.items():
        if is_empty(target):
            continue
        cells[code] = target.text
        cells[f"{code}_forms"] = BAR.join(target.forms)
        cells[f"{code}_head"] = target.head
        cells[f"{code}_acronym"] = target.acronym
        cells[f"{code}_source"] = target.source
        cells[f"{code}_verified"] = "yes" if target.verified else "no"
        cells[f"{code}_admitted"] = BAR.join(target.admitted)
        cells[f"{code}_avoid"] = BAR.join(target.avoid)
    return cells


def _target(row: Row, code: str) -> Target:
    return Target(
        text=row.wording(code),
        forms=row.items(f"{code}_forms"),
        head=row.text(f"{code}_head"),
        source=row.free(f"{code}_source"),
        verified=row.yes(f"{code}_verified"),
        admitted=row.items(f"{code}_admitted"),
        avoid=row.items(f"{code}_avoid"),
        acronym=row.wording(f"{code}_acronym"),
    )


def _check(row: Row, code: str, target: Target, source: str) -> None:
    if not (target.text or target.admitted or target.avoid or target.acronym):
        row.complain(code, "is empty, but its other columns are not; give the wording")
        return
    _check_wordings(row, code, target)
    _check_forms(row, code, target)
    for part, texts in (
        ("", [target.text]),
        ("_forms", target.forms),
        ("_admitted", target.admitted),
        ("_avoid", target.avoid),
        ("_acronym", [target.acronym]),
    ):
        # A wording to avoid may well be wrong by its alphabet.
        _check_script(row, code, code + part, texts, None if part == "_avoid" else source)


def _check_wordings(row: Row, code: str, target: Target) -> None:
    right = {fold(text): text for text in (target.text, *target.admitted) if text}
    if target.text and fold(target.text) in map(fold, target.admitted):
        row.complain(f"{code}_admitted", f"has {target.text!r} itself; list only other wordings")
    for text in target.avoid:
        if fold(text) in right:
            row.complain(f"{code}_avoid", f"{text!r} is right elsewhere in the row; choose one")


def _check_forms(row: Row, code: str, target: Target) -> None:
    column = f"{code}_forms"
    if target.forms and target.text and fold(target.text) not in map(fold, target.forms):
        row.complain(column, f"does not have {target.text!r} itself; add it")
    if target.head in {"", FROZEN, BY_HAND}:
        return
    words = _words((target.text, *target.admitted))
    missing = [word for word in _WORD.findall(target.head) if fold(word) not in words]
    if missing or not _WORD.search(target.head):
        row.complain(
            f"{code}_head",
            f"{target.head!r} is no word of {target.text!r}; give the word that inflects, "
            f"{FROZEN!r} for none or {BY_HAND!r} for forms made by hand",
        )


def _words(texts: Iterable[str]) -> set[str]:
    return {fold(word) for text in texts for word in _WORD.findall(text)}


def _check_script(
    row: Row, code: str, column: str, texts: Sequence[str], source: str | None
) -> None:
    """Find letters of the wrong alphabet.

    Args:
        row: Where the complaints go.
        code: The language.
        column: Where the wordings stand.
        texts: The wordings.
        source: The English; None where only mixed words are wrong.
    """
    for text in texts:
        mixed = _MIXED.search(text)
        if mixed:
            word = _around(text, mixed.start())
            row.complain(column, f"{word!r} mixes Latin and Cyrillic letters; type it anew")
            return
        if source is not None and _is_foreign(code, text, source):
            name = LANGUAGES[code].script
            row.complain(column, f"{text!r} is not in {name} letters; {_remedy(code)}")
            return


def _is_foreign(code: str, text: str, source: str) -> bool:
    script = LANGUAGES[code].script if code in LANGUAGES else ""
    if script == "Latin":
        return bool(_HAS_CYRILLIC.search(text))
    if script != "Cyrillic" or _HAS_CYRILLIC.search(text) or not _HAS_LATIN.search(text):
        return False
    # Acronyms and names such as Winrock International stay as they are.
    is_name = all(not word[0].islower() for word in _WORD.findall(text))
    return not is_name and fold(text) != fold(source)


def _remedy(code: str) -> str:
    if code == "uz":
        return "Uzbek in Cyrillic has columns of its own, 'uz@cyrillic'"
    return "give the wording in this language"


def _around(text: str, at: int) -> str:
    for word in _WORD.finditer(text):
        if word.start() <= at < word.end():
            return word[0]
    return text
