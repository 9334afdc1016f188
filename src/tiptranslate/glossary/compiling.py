"""Writes the allowed Russian forms into the glossary, for a linguist to review.

Run time reads the forms from the table and needs no morphology. Forms made by hand (head
"-") are never touched; "=" says that a wording never inflects.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from tiptranslate.glossary import russian, russian_names
from tiptranslate.glossary.russian import Forms, LeftToHandError
from tiptranslate.glossary.targets import BY_HAND, FROZEN
from tiptranslate.model import Name, NameKind, Target, Term

_LANGUAGE = "ru"
_FIXED_SPEECH = frozenset({"verb", "phrase", "slogan", "spelling", "abbreviation"})
_PLURAL_TOO = frozenset({NameKind.POST})

_Item = TypeVar("_Item", Term, Name)
_Inflect = Callable[[str, tuple[str, ...]], Forms]
"""Takes a wording and the heads given for it."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """The vocabulary with its Russian forms.

    ``notes`` say, one line each, which wording was left to hand or guessed, and why.
    """

    terms: tuple[Term, ...]
    names: tuple[Name, ...]
    notes: tuple[str, ...] = ()


def compile_forms(terms: Iterable[Term], names: Iterable[Name]) -> Compiled:
    """Fills ``forms`` of every Russian target: of its text, then of its admitted wordings.

    A wording that the rules cannot inflect keeps the forms that the table has.

    Raises:
        UsageError: pymorphy3 is not installed.
    """
    notes: list[str] = []
    return Compiled(
        tuple(_compiled(term, _of_term(term), notes) for term in terms),
        tuple(_compiled(name, _of_name(name), notes) for name in names),
        tuple(notes),
    )


def _compiled(item: _Item, inflect: _Inflect, notes: list[str]) -> _Item:
    target = item.targets.get(_LANGUAGE)
    if target is None or target.head == BY_HAND or not (target.text or target.admitted):
        return item
    try:
        forms = tuple(dict.fromkeys(_forms(item.source, target, inflect, notes)))
    except LeftToHandError as reason:
        notes.append(f"{item.source}: {reason}, or make ru_forms by hand")
        return item
    targets: Mapping[str, Target] = {**item.targets, _LANGUAGE: replace(target, forms=forms)}
    return replace(item, targets=targets)


def _forms(source: str, target: Target, inflect: _Inflect, notes: list[str]) -> Iterator[str]:
    for wording in filter(None, (target.text, *target.admitted)):
        if target.head == FROZEN and wording == target.text:
            yield wording
            continue
        try:
            made = inflect(wording, _heads(target.head, wording))
        except LeftToHandError as reason:
            raise LeftToHandError(f"{wording!r}: {reason}") from None
        if made.guessed:
            words = ", ".join(made.guessed)
            notes.append(f"{source}: {wording!r}: the dictionary lacks {words}; read its forms")
        yield from made.forms


def _heads(given: str, wording: str) -> tuple[str, ...]:
    """The heads given that the wording has; an admitted wording may have another head."""
    return tuple(head for head in given.split() if russian.has_word(wording, head))


def _of_term(term: Term) -> _Inflect:
    if term.part_of_speech in _FIXED_SPEECH:
        return lambda text, _: Forms((text,))
    if term.part_of_speech == "adj":
        return lambda text, _: russian.inflect_adjective(text)
    # A capital begins a proper name: of a law, a report, a convention.
    return lambda text, heads: russian.inflect(text, heads, one_number=text[:1].isupper())


def _of_name(name: Name) -> _Inflect:
    if name.kind is NameKind.PERSON:
        return lambda text, _: _person(text, name.gender)
    one_number = name.kind not in _PLURAL_TOO
    return lambda text, heads: russian.inflect(text, heads, one_number=one_number)


def _person(text: str, gender: str) -> Forms:
    forms = russian_names.forms(text, gender)
    if forms is None:
        raise LeftToHandError("the gender is not known; give it")
    return Forms(forms)
