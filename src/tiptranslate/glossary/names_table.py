"""Rows of names.csv to names and back."""

from collections.abc import Iterable, Sequence
from datetime import date

from tiptranslate.glossary.cells import BAR, Problems, Row
from tiptranslate.glossary.targets import target_cells, targets_of
from tiptranslate.languages.words import fold
from tiptranslate.model import Name, NameKind

_KINDS = tuple(kind.value for kind in NameKind)
_GENDERS = ("m", "f", "")


def name_key(name: Name) -> str:
    """What no two names may share."""
    return fold(name.source)


def names_of(rows: Iterable[Row], languages: Sequence[str], problems: Problems) -> tuple[Name, ...]:
    """Names of rows; what is wrong in one or between them goes to the problems.

    Args:
        rows: Of one file.
        languages: Those that may have columns.
        problems: Where mistakes go.
    """
    names = tuple(name for row in rows if (name := _name(row, languages)) is not None)
    _check_wordings(names, problems)
    return names


def name_cells(name: Name) -> dict[str, str]:
    """The row of a name."""
    return {
        "name": name.source,
        "kind": name.kind.value,
        "acronym": name.acronym,
        "aliases": BAR.join(name.aliases),
        "wrong": BAR.join(name.wrong),
        "distinct": BAR.join(name.distinct),
        "gender": name.gender,
        "from": _day(name.valid_from),
        "until": _day(name.valid_until),
        "note": name.note,
        **target_cells(name.targets),
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _name(row: Row, languages: Sequence[str]) -> Name | None:
    source = row.wording("name")
    if not source:
        row.complain("name", "is empty; give the English name or remove the row")
    kind = row.choice("kind", _KINDS)
    gender = row.text("gender").lower()
    if gender not in _GENDERS:
        row.complain("gender", f"unknown gender {gender!r}; write m, f or nothing")
    first, last = row.day("from"), row.day("until")
    if first and last and first > last:
        row.complain("until", f"is before {first.isoformat()}, the day in 'from'; swap the two")
    name = Name(
        source=source,
        kind=NameKind(kind or "body"),
        acronym=row.wording("acronym"),
        aliases=row.items("aliases"),
        wrong=row.items("wrong"),
        distinct=row.items("distinct"),
        gender=gender,
        valid_from=first,
        valid_until=last,
        note=row.free("note"),
        targets=targets_of(row, languages, source),
        line=row.line,
    )
    if source:
        _check_own(row, name)
    return name if source else None


def _check_own(row: Row, name: Name) -> None:
    """One wording cannot be right and wrong, or its own alias."""
    own = name_key(name)
    right = {own, *map(fold, name.aliases)}
    for text in name.aliases:
        if fold(text) == own and text == name.source:
            row.complain("aliases", f"has {text!r}, the name itself; list only other wordings")
    for text in name.wrong:
        # A name in other capitals is a mistake worth listing.
        if fold(text) in right and text in {name.source, *name.aliases}:
            row.complain("wrong", f"{text!r} is right elsewhere in the row; choose one")
    for text in name.distinct:
        if fold(text) in right:
            row.complain("distinct", f"{text!r} is this name itself; name somebody else")


def _check_wordings(names: Sequence[Name], problems: Problems) -> None:
    seen: dict[str, Name] = {}
    for name in names:
        first = seen.setdefault(name_key(name), name)
        if first is not name:
            problems.add(
                name.line,
                f"{name.source!r} stands in line {first.line} already; keep one of the rows",
                "name",
            )
    for name in names:
        for column, texts in (("aliases", name.aliases), ("wrong", name.wrong)):
            for text in texts:
                other = seen.get(fold(text))
                if other is not None and name_key(other) != name_key(name):
                    problems.add(
                        name.line,
                        f"{text!r} is the name in line {other.line}; "
                        "one wording cannot mean two, move it to 'distinct'",
                        column,
                    )
