"""One Russian word read and inflected with pymorphy3, the extra ``[compile]``."""

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Protocol, cast

from tiptranslate.errors import UsageError

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
"""The grammemes of pymorphy3 for the six cases, in the order of Russian grammars."""

_ADJECTIVES = frozenset({"ADJF", "PRTF"})
_PERSONS_OR_THINGS = frozenset({"мигрант", "жертва", "лицо", "посол", "агент", "член", "субъект"})
"""Words of both kinds that mean persons in the texts of this domain."""

_UNCHANGING_WORDS = """
арт бизнес веб видео вице интернет мега медиа мини онлайн офлайн пресс секс смарт спам спец
топ фото экс экспресс
"""
_UNCHANGING = frozenset(_UNCHANGING_WORDS.split())
"""First pieces of compounds that stay as they are, though some have forms of their own."""

_RELATIVE = ("ский", "цкий")
"""Endings of adjectives that pymorphy3 takes for surnames where its dictionary lacks them."""


class _Tag(Protocol):
    POS: str | None
    case: str | None
    number: str | None
    gender: str | None
    animacy: str | None

    def __contains__(self, grammeme: str) -> bool: ...


class _Parse(Protocol):
    word: str
    tag: _Tag
    normal_form: str
    methods_stack: tuple[tuple[object, ...], ...]

    def inflect(self, grammemes: set[str]) -> "_Parse | None": ...


class _Analyzer(Protocol):
    def parse(self, word: str) -> list[_Parse]: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a word in the nominative.

    ``parts`` are the pieces between hyphens; a piece that never changes is a string.
    ``gender`` is "masc", "femn" or "neut"; an adjective in the plural has "masc".
    ``guessed`` means the dictionary does not have the word and its ending decided.
    """

    word: str
    parts: tuple["_Parse | str", ...]
    adjective: bool
    participle: bool
    plural: bool
    gender: str
    animate: bool
    guessed: bool
    lemma: str

    @property
    def personal(self) -> bool:
        """Whether it would be somebody's name; those are declined elsewhere."""
        last = self.parts[-1]
        return not isinstance(last, str) and any(g in last.tag for g in ("Name", "Surn", "Patr"))

    @property
    def number_fixed(self) -> bool:
        """Whether the dictionary has the word in one number only."""
        return any("Sgtm" in p.tag or "Pltm" in p.tag for p in self.parts if not isinstance(p, str))

    def agrees(self, noun: "Reading") -> bool:
        """Whether this adjective can go with the noun."""
        return self.plural == noun.plural and (self.plural or self.gender == noun.gender)

    def inflect(self, case: str, *, plural: bool, gender: str, animate: bool) -> str | None:
        """The word in a case and number, capitals as they were; None if it has no such form.

        Args:
            case: One of ``CASES``.
            plural: The number wanted.
            gender: Of the noun an adjective goes with; a noun ignores it.
            animate: Whether the noun means somebody; decides the accusative.
        """
        words = [
            part if isinstance(part, str) else _form(part, case, plural, gender, animate)
            for part in self.parts
        ]
        if None in words:
            return None
        pieces = "-".join(cast("list[str]", words)).split("-")
        return "-".join(map(_like, self.word.split("-"), pieces))


@cache
def _analyzer() -> _Analyzer:
    """The morphological analyser, loaded once.

    Raises:
        UsageError: pymorphy3 or its dictionary is not installed.
    """
    try:
        return cast("_Analyzer", importlib.import_module("pymorphy3").MorphAnalyzer(lang="ru"))
    except (ImportError, ValueError):
        raise UsageError(
            "Russian forms are made by pymorphy3, which is not installed; "
            'run: pip install "tiptranslate[compile]"'
        ) from None


def nouns(word: str) -> list[Reading]:
    """The word read as a noun in the nominative, names of persons last."""
    readings = [reading for reading in _readings(word) if not reading.adjective]
    return sorted(
        readings, key=lambda r: (r.personal, not (r.animate and r.lemma in _PERSONS_OR_THINGS))
    )


def adjectives(word: str) -> list[Reading]:
    """The word read as an adjective or participle in the nominative, likeliest first."""
    return [reading for reading in _readings(word) if reading.adjective]


def is_adverb(word: str) -> bool:
    """Whether the word may stand before an adjective and stays as it is: незаконно, не."""
    return _analyzer().parse(word)[0].tag.POS in {"ADVB", "PRCL"}


def is_particle(text: str) -> bool:
    """Whether a wording is one word that is likeliest a preposition, conjunction or particle."""
    return _analyzer().parse(text)[0].tag.POS in {"PREP", "CONJ", "PRCL"}


def is_plain_adjective(text: str) -> bool:
    """Whether a wording is one adjective that names nobody: узбекский, not обвиняемый."""
    if not text.islower() or " " in text:
        return False
    if text.endswith(_RELATIVE):
        return True
    parses = _analyzer().parse(text)
    return all(p.tag.POS == "ADJF" and "Subx" not in p.tag for p in parses)


def predicate(word: str, *, plural: bool) -> str:
    """A noun in the instrumental in a number: жертвой, жертвами; another word as it is."""
    for parse in _analyzer().parse(word):
        if parse.tag.POS == "NOUN" and parse.tag.case == "ablt":
            found = parse.inflect({"plur" if plural else "sing", "ablt"})
            return found.word if found else word
    return word


def adjective_forms(word: str) -> list[str]:
    """All full forms of an adjective, gender by gender, then the plural; [] if it is none."""
    reading = next(iter(adjectives(word)), None)
    if reading is None:
        return []
    forms = [
        reading.inflect(case, plural=plural, gender=gender, animate=animate)
        for gender, plural in (("masc", False), ("femn", False), ("neut", False), ("masc", True))
        for case in CASES
        for animate in (False, True)
    ]
    return [form for form in forms if form is not None]


def _readings(word: str) -> Iterator[Reading]:
    """Readings of the whole word; if the dictionary lacks it, of its pieces."""
    whole = list(_parses(word))
    pieces = word.split("-")
    if len(pieces) == 1 or any(not _is_guess(parse) for parse in whole):
        yield from (_reading(word, (parse,)) for parse in whole)
        return
    *front, last = pieces
    leading = [next(_parses(piece), None) for piece in front]
    for parse in _parses(last):
        # страна-участница changes in both pieces, онлайн-центр in the last one only.
        yield _reading(
            word,
            (
                *(
                    lead if lead and _match(lead, parse) else piece
                    for lead, piece in zip(leading, front, strict=True)
                ),
                parse,
            ),
        )


def _parses(word: str) -> Iterator[_Parse]:
    for parse in _analyzer().parse(word):
        tag = parse.tag
        if tag.case == "nomn" and (tag.POS == "NOUN" or tag.POS in _ADJECTIVES):
            if "Fixd" in tag and (tag.POS != "NOUN" or len(word) == 1):
                continue  # «ее», and letters taken for abbreviations
            if "-" not in word or _whole(parse):
                yield parse


def _whole(parse: _Parse) -> bool:
    """Whether a hyphenated word is in the dictionary as it stands."""
    return type(parse.methods_stack[0][0]).__name__ == "DictionaryAnalyzer" and (
        len(parse.methods_stack) == 1
    )


def _is_guess(parse: _Parse) -> bool:
    names = {type(step[0]).__name__ for step in parse.methods_stack}
    return not names & {"DictionaryAnalyzer"}


def _match(lead: _Parse, last: _Parse) -> bool:
    """Whether two pieces of a compound change together."""
    if _is_guess(lead) or "Fixd" in lead.tag or lead.word.lower() in _UNCHANGING:
        return False
    same_gender = lead.tag.POS == "NOUN" or lead.tag.gender in {None, last.tag.gender}
    return last.tag.POS == "NOUN" and lead.tag.number == last.tag.number and same_gender


def _reading(word: str, parts: tuple["_Parse | str", ...]) -> Reading:
    changing = [part for part in parts if not isinstance(part, str)]
    # трудящийся-мигрант is a noun, whatever its first piece is.
    main = next((part for part in changing if part.tag.POS == "NOUN"), changing[0])
    first = main.tag
    return Reading(
        word=word,
        parts=parts,
        adjective=first.POS in _ADJECTIVES,
        participle=first.POS == "PRTF",
        plural=first.number == "plur",
        gender=_gender(first),
        animate=first.animacy == "anim",
        guessed=any(map(_is_guess, changing)),
        lemma=main.normal_form.replace("ё", "е"),
    )


def _gender(tag: _Tag) -> str:
    return tag.gender if tag.gender in {"masc", "femn", "neut"} else "masc"


def _form(parse: _Parse, case: str, plural: bool, gender: str, animate: bool) -> str | None:
    """One piece in a case and number.

    Where the accusative is like the genitive of persons and the nominative of things
    (every plural, and the singular of masculine nouns and adjectives in a consonant),
    ``animate`` chooses: pymorphy3 has лицо, жертва and член as either.
    """
    wanted = {case, "plur" if plural else "sing"}
    if parse.tag.POS in _ADJECTIVES:
        if not plural:
            wanted.add(gender)
        if case == "accs" and (plural or gender == "masc"):
            wanted.add("anim" if animate else "inan")
    found = parse.inflect(wanted)
    if found is None or parse.tag.POS != "NOUN" or case != "accs":
        return _superlative(parse.word, found.word) if found else None
    nominative, genitive = (
        _form(parse, other, plural, gender, animate) for other in ("nomn", "gent")
    )
    if (plural or _gender(parse.tag) == "masc") and found.word in {nominative, genitive}:
        return genitive if animate else nominative
    return found.word


def _superlative(model: str, word: str) -> str:
    """The word with the prefix of the model: pymorphy3 goes from наихудшие to худших."""
    prefix = "наи" if model.startswith("наи") and not word.startswith("наи") else ""
    return prefix + word


def _like(model: str, word: str) -> str:
    """The word with the capitals of the model."""
    if len(model) > 1 and model.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
