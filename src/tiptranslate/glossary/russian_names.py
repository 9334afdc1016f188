"""The cases of a person's name in Russian, by rule.

After D. E. Rosenthal's *Spravochnik po pravopisaniyu*, sections on the declension of
names and surnames: names in -о -е -и -у -ю -ы -э never change, women's names and surnames
in a consonant neither (Миттал), men's do (Розенблюма); -ов -ев -ин of a surname decline
like a short adjective (Юлдашевым, Юлдашевой), -ский and -ая like a full one. A foreign
man's surname in -ин or -ов (Дарвином) is the exception to mark by hand. Of a compound
given name the last piece declines (Касым-Жомарта), of a compound surname every one.
"""

import re

_FIXED = ("", "", "", "", "", "")
_MALE = (
    (r"(ильич|кузьмич|лукич|фомич)", ("", "а", "у", "а", "ом", "е")),
    (r"(.*[еио]вич)", ("", "а", "у", "а", "ем", "е")),
    (r"(.*[жшчщц])", ("", "а", "у", "а", "ем", "е")),
    (r"(.*и)й", ("й", "я", "ю", "я", "ем", "и")),
    (r"(.*)й", ("й", "я", "ю", "я", "ем", "е")),
    (r"(.*)ь", ("ь", "я", "ю", "я", "ем", "е")),
    (r"(.*[бвгдзклмнпрстфх])", ("", "а", "у", "а", "ом", "е")),
)
_MALE_SURNAME = (
    (r".*[иы]х", _FIXED),
    (r"(.*[оеё]в|.*[иы]н)", ("", "а", "у", "а", "ым", "е")),
    (r"(.*[сц]к)ий", ("ий", "ого", "ому", "ого", "им", "ом")),
    (r"(.*)ый", ("ый", "ого", "ому", "ого", "ым", "ом")),
)
_FEMALE_SURNAME = (
    (r"(.*[оеё]в|.*[иы]н)а", ("а", "ой", "ой", "у", "ой", "ой")),
    (r"(.*[скцн])ая", ("ая", "ой", "ой", "ую", "ой", "ой")),
)
_IN_A = (
    (r".*[аеиоуыэю]а", _FIXED),
    (r"(.*[жшчщц])а", ("а", "и", "е", "у", "ей", "е")),
    (r"(.*[гкх])а", ("а", "и", "е", "у", "ой", "е")),
    (r"(.*)а", ("а", "ы", "е", "у", "ой", "е")),
    (r"(.*и)я", ("я", "и", "и", "ю", "ей", "и")),
    (r"(.*)я", ("я", "и", "е", "ю", "ей", "е")),
)
_STEMS = {"павел": "Павл", "лев": "Льв", "петр": "Петр", "пётр": "Петр"}


def forms(text: str, gender: str) -> tuple[str, ...] | None:
    """The name in six cases without duplicates; None if its gender must be known first.

    Args:
        text: The name in the nominative, the surname last.
        gender: "m", "f" or "".
    """
    pieces = re.split(r"([А-Яа-яЁё]+)", text)
    places = [place for place in range(1, len(pieces), 2) if not _stands(pieces, place)]
    if not gender and any(_ends(pieces[place], gender=g) for place in places for g in "mf"):
        return None
    cases = []
    for case in range(6):
        words = list(pieces)
        for place in places:
            is_surname = not any(" " in gap for gap in pieces[place + 1 :])
            words[place] = _decline(pieces[place], gender, surname=is_surname)[case]
        cases.append("".join(words))
    return tuple(dict.fromkeys(cases))


def _stands(pieces: list[str], place: int) -> bool:
    """Whether a word is the front of a compound given name: Касым-Жомарта, Жан-Жака."""
    return pieces[place + 1] == "-" and any(" " in gap for gap in pieces[place + 1 :])


def _ends(word: str, *, gender: str) -> bool:
    """Whether the word would change for a person of this gender."""
    return len(set(_decline(word, gender, surname=True))) > 1


def _decline(word: str, gender: str, *, surname: bool) -> tuple[str, ...]:
    """One word of a name in six cases; an initial stays as it is."""
    if len(word) == 1 or word.islower():
        return (word,) * 6
    if gender == "m" and not surname and word.lower() in _STEMS:
        return (word, *(_STEMS[word.lower()] + ending for ending in ("а", "у", "а", "ом", "е")))
    rules = {"m": _MALE, "f": ()}.get(gender, ())
    if surname:
        rules = {"m": _MALE_SURNAME, "f": _FEMALE_SURNAME}.get(gender, ()) + _IN_A + rules
    else:
        rules = _IN_A + rules
    for pattern, endings in rules:
        if match := re.fullmatch(pattern, word, re.IGNORECASE):
            stem = match[1] if match.re.groups else word
            return tuple(stem + ending for ending in endings)
    return (word,) * 6
