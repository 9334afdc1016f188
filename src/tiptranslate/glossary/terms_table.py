"""Rows of terms.csv to terms and back."""

from collections.abc import Iterable, Sequence

from tiptranslate.glossary.cells import BAR, Problems, Row
from tiptranslate.glossary.targets import target_cells, targets_of
from tiptranslate.languages.words import fold
from tiptranslate.model import Term, TermStatus

PARTS_OF_SPEECH = (
    *("noun", "adj", "verb", "phrase", "slogan", "title", "spelling", "abbreviation"),
)
_STATUSES = tuple(status.value for status in TermStatus)
BAD = frozenset({TermStatus.DEPRECATED, TermStatus.FORBIDDEN})
"""What must not be used."""


def term_key(term: Term) -> str:
    """What no two terms may share: the wording, and its capitals where they matter."""
    return term.source if term.case_sensitive else fold(term.source)


def terms_of(
    rows: Iterable[Row], languages: Sequence[str], problems: Problems, known: Iterable[Term] = ()
) -> tuple[Term, ...]:
    """Terms of rows; what is wrong in one or between them goes to the problems.

    Args:
        rows: Of one file.
        languages: Those that may have columns.
        problems: Where mistakes go.
        known: Terms of another file that these may refer to.
    """
    terms = tuple(term for row in rows if (term := _term(row, languages)) is not None)
    _check_duplicates(terms, problems)
    _check_use(terms, {fold(term.source): term for term in known}, problems)
    return terms


def term_cells(term: Term) -> dict[str, str]:
    """The row of a term."""
    return {
        "term": term.source,
        "pos": term.part_of_speech,
        "status": term.status.value,
        "use": BAR.join(term.use),
        "note": term.note,
        "case": "yes" if term.case_sensitive else "",
        "domain": term.domain,
        **target_cells(term.targets),
    }


def _term(row: Row, languages: Sequence[str]) -> Term | None:
    source = row.wording("term")
    if not source:
        row.complain("term", "is empty; give the English term or remove the row")
    status = row.choice("status", _STATUSES)
    term = Term(
        source=source,
        part_of_speech=row.choice("pos", PARTS_OF_SPEECH, "noun") or "noun",
        status=TermStatus(status or "preferred"),
        use=row.items("use"),
        note=row.free("note"),
        case_sensitive=row.yes("case"),
        domain=row.text("domain"),
        targets=targets_of(row, languages, source),
        line=row.line,
    )
    if term.use and status == "preferred":
        row.complain("use", "a preferred term is used itself; empty the cell or change the status")
    return term if source else None


def _check_duplicates(terms: Sequence[Term], problems: Problems) -> None:
    seen: dict[str, Term] = {}
    for term in terms:
        first = seen.setdefault(term_key(term), term)
        if first is not term:
            problems.add(
                term.line,
                f"{term.source!r} stands in line {first.line} already; keep one of the rows",
                "term",
            )


def _check_use(terms: Sequence[Term], known: dict[str, Term], problems: Problems) -> None:
    own: dict[str, Term] = {}
    for term in terms:
        # Of two that differ in capitals alone, the one that may be used is meant.
        if fold(term.source) not in own or own[fold(term.source)].status in BAD:
            own[fold(term.source)] = term
    by_name = {**known, **own}
    for term in terms:
        for name in term.use:
            other = by_name.get(fold(name))
            if other is None:
                what = f"no row has the term {name!r}; add one or correct the wording"
            elif other is term:
                what = "names the term itself; name another"
            elif other.status in BAD:
                what = f"{name!r} is {other.status.value} itself; name a term that may be used"
            else:
                continue
            problems.add(term.line, what, "use")
