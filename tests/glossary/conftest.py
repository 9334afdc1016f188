"""Right tables of whatever words, for what must hold for all of them."""

from datetime import date

import pytest
from hypothesis import strategies as st

from tiptranslate.model import Name, NameKind, Target, Term, TermStatus

_LATIN = "abkxyzABKXYZ"
_SIGNS = " '’-\",;.«»\u00a0\ufe0f="
_latin = st.text(_LATIN + "oʻʼ" + _SIGNS, max_size=12)
_cyrillic = st.text("абжяАБЖЯё" + _SIGNS, max_size=12)
_remark = st.text("абa b|\n\t,;\"'=+", max_size=15).map(str.strip)


def _tidy(text: str) -> str:
    """As a cell is read: one blank for many, none at the ends."""
    return " ".join(part for part in text.split(" ") if part).strip()


def _lists(texts: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(texts.map(str.rstrip).map(_tidy), max_size=3, unique=True).map(tuple)


@st.composite
def _targets(draw: st.DrawFn, letter: str, *, acronym: bool) -> Target:
    """A target that is right; other wordings than the first are told apart by a letter."""
    text = _tidy(letter + draw(_cyrillic if letter == "а" else _latin))
    forms = draw(st.booleans())
    return Target(
        text=text,
        forms=tuple(dict.fromkeys([text, text + letter])) if forms else (),
        head=draw(st.sampled_from(["", "=", "-"])),
        source=draw(_remark),
        verified=draw(st.booleans()),
        admitted=tuple(f"{text}{letter}{number}" for number in range(draw(st.integers(0, 2)))),
        avoid=tuple(f"{text}{letter * 2}" for _ in range(draw(st.integers(0, 1)))),
        acronym=letter.upper() * 3 if acronym and draw(st.booleans()) else "",
    )


def _by_language(*, acronym: bool) -> st.SearchStrategy[dict[str, Target]]:
    return st.fixed_dictionaries(
        {},
        optional={
            "ru": _targets("а", acronym=acronym),
            "uz": _targets("a", acronym=acronym),
        },
    )


@st.composite
def _tables(draw: st.DrawFn) -> tuple[tuple[Term, ...], tuple[Name, ...]]:
    """Right terms and names of whatever words."""
    terms, names = [Term("used", use=())], []
    for number in range(draw(st.integers(0, 3))):
        status = draw(st.sampled_from(TermStatus))
        has_use = status is not TermStatus.PREFERRED and draw(st.booleans())
        terms.append(
            Term(
                source=_tidy(f"t{number}{draw(_latin)}"),
                part_of_speech=draw(st.sampled_from(["noun", "adj", "verb", "phrase", "title"])),
                status=status,
                use=("used",) if has_use else (),
                note=draw(_remark),
                case_sensitive=draw(st.booleans()),
                domain=_tidy(draw(_latin)),
                targets=draw(_by_language(acronym=False)),
            )
        )
    for number in range(draw(st.integers(0, 2))):
        first = draw(st.none() | st.dates())
        names.append(
            Name(
                source=_tidy(f"n{number}{draw(_latin)}"),
                kind=draw(st.sampled_from(NameKind)),
                acronym=draw(st.sampled_from(["", "UNX"])),
                aliases=tuple(f"alias {number}{text}" for text in draw(_lists(_latin))),
                wrong=tuple(f"wrong {number}{text}" for text in draw(_lists(_latin))),
                distinct=tuple(f"other {number}{text}" for text in draw(_lists(_latin))),
                gender=draw(st.sampled_from(["m", "f", ""])),
                valid_from=first,
                valid_until=draw(st.none() | st.dates(min_value=first or date.min)),
                note=draw(_remark),
                targets=draw(_by_language(acronym=True)),
            )
        )
    return tuple(terms), tuple(names)


@pytest.fixture
def tables() -> st.SearchStrategy[tuple[tuple[Term, ...], tuple[Name, ...]]]:
    """Terms and names in which no reader finds a mistake."""
    return _tables()
