"""How far a text may depart from each wording of the glossary, one function a language.

English: the head of a noun phrase stands in the singular or the plural, everything else as
the glossary has it: "victims of trafficking in persons" is the term, "trafficking in
person" a mistake that is no term. Adjectives, verbs, phrases, slogans and titles stand as
they are; of names only a post has a plural. 's may follow any of them.

Russian: the forms the table lists, and the wordings themselves. A wrong wording has no
list: its words may have any Russian ending, unless it begins like a right one and so is
wrong in its endings alone (торговля людей). Any ending goes too where no form of a target
is listed, for then nobody has compiled it.

Uzbek: the last word in any form of the grammar, the others as they are.

Any other language: the forms the table lists, and the wordings themselves.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from tiptranslate.glossary.matcher import STEM, Matcher, Stems
from tiptranslate.glossary.passage import Pattern, shared_letters, split_words
from tiptranslate.languages import en_forms, uz_forms
from tiptranslate.model import Name, NameKind, Target, Term, Wording

Item = Term | Name
Words = tuple[frozenset[str], ...]

_INFLECTED = frozenset({"noun", "spelling", "abbreviation"})
_AFTER_HEAD = (
    "of in for against with on to from by at under as into between within without through who "
    "that which having being"
)
"""What ends the first noun group of a phrase; the noun before it is the head."""
_POSTPOSITIVE = "general extraordinary plenipotentiary and designate elect emeritus"
"""Adjectives after their noun, in posts (Prosecutors General), and the "and" between them."""
_RIGHT = frozenset({Wording.TARGET, Wording.ADMITTED})
_PARTICIPLE = re.compile(r".+[^e]ed")

_RUSSIAN_ENDINGS = (
    "а я ы и у ю е о ой ою ей ею ом ем ам ям ами ями ах ях ов ев ий ый ая яя ое ее ые ие "
    "ого его ому ему ым им ых их ыми ими ую юю ь ью й ья ьи ье ьев ьям ьями ьях ми ьми"
)
_HEAD_ENDS = frozenset(_AFTER_HEAD.split())
_ADJECTIVES = frozenset(_POSTPOSITIVE.split())
_ENDINGS = frozenset(_RUSSIAN_ENDINGS.split())
_UZBEK_CASES = ("ning", "ni", "ga", "ka", "qa", "dan", "da", "dagi", "gacha", "lar")


def make(terms: Sequence[Term], names: Sequence[Name], language: str) -> Matcher:
    """The matcher of a vocabulary in one language.

    Args:
        terms: The terms.
        names: The register of names.
        language: "en" for the wordings of the source, else the code of a target.
    """
    items: tuple[Item, ...] = (*terms, *names)
    if language == "en":
        patterns = (pattern for item in items for pattern in _english(item))
        return Matcher(patterns, possessive=True)
    make_target, stems = _TARGETS.get(language.partition("@")[0], (_as_listed, None))
    patterns = (
        pattern
        for item in items
        if (target := item.targets.get(language))
        for pattern in make_target(item, target)
    )
    return Matcher(patterns, stems=stems) if stems else Matcher(patterns)


def _english(item: Item) -> Iterator[Pattern]:
    """The wordings of the source."""
    inflects = (
        item.part_of_speech in _INFLECTED if isinstance(item, Term) else item.kind is NameKind.POST
    )
    wordings = [(Wording.SOURCE, item.source)]
    if isinstance(item, Name):
        wordings += [(Wording.ALIAS, alias) for alias in item.aliases]
        wordings += [(Wording.WRONG, wrong) for wrong in item.wrong]
        if item.acronym:
            yield _pattern(item, Wording.ACRONYM, item.acronym, _english_words(item.acronym, 0))
    for wording, form in wordings:
        words, _ = split_words(form)
        head = head_of(words) if inflects or is_acronym(form) else None
        yield _pattern(item, wording, form, _english_words(form, head))


def _english_words(form: str, head: int | None) -> Words:
    words, _ = split_words(form)
    return tuple(
        en_forms.numbers(word) if index == head else frozenset({word})
        for index, word in enumerate(words)
    )


def head_of(words: Sequence[str]) -> int:
    """Which word of an English noun phrase stands in the plural when the phrase does.

    The last one before a preposition or a clause (victim of ..., person having ...), less
    a participle before it (child associated with ...) and adjectives after their noun
    (Prosecutor General). Phrases beyond these rules need a row for each number.
    """
    end = next(
        (index for index, word in enumerate(words) if index and word in _HEAD_ENDS), len(words)
    )
    if 1 < end < len(words) and _PARTICIPLE.fullmatch(words[end - 1]):
        end -= 1
    while end > 1 and words[end - 1] in _ADJECTIVES:
        end -= 1
    return end - 1


def _as_listed(item: Item, target: Target) -> Iterator[Pattern]:
    """The wordings of a target as they stand, and its listed forms."""
    right = [(Wording.TARGET, target.text)]
    right += [(Wording.ADMITTED, admitted) for admitted in target.admitted]
    for wording, form in right:
        yield _as_it_stands(item, wording, form)
    for listed in target.forms:
        wording, form = _likest(right, listed)
        yield _as_it_stands(item, wording, form, listed)
    yield from (_as_it_stands(item, Wording.AVOID, avoid) for avoid in target.avoid)
    if target.acronym:
        yield _as_it_stands(item, Wording.ACRONYM, target.acronym)


def _likest(wordings: Sequence[tuple[Wording, str]], listed: str) -> tuple[Wording, str]:
    """The wording of which a listed form is one; of most terms there is but one."""
    if len(wordings) == 1:
        return wordings[0]
    return max(wordings, key=lambda pair: _likeness(pair[1], listed))


def _likeness(wording: str, form: str) -> int:
    """How many letters the words of two wordings have in common at their beginnings."""
    pairs = zip(split_words(wording)[0], split_words(form)[0], strict=False)
    return sum(shared_letters(*pair) for pair in pairs)


def _russian(item: Item, target: Target) -> Iterator[Pattern]:
    """The listed forms, and with any endings the wrong wordings and those nobody has compiled."""
    right = {split_words(form)[0][:1] for form in (target.text, *target.admitted)}
    for pattern in _as_listed(item, target):
        yield pattern
        words, _ = split_words(pattern.form)
        if pattern.wording in _RIGHT:
            loose = not target.forms
        else:
            loose = pattern.wording is Wording.AVOID and words[:1] not in right
        if loose:
            stems = tuple(frozenset({STEM + min(russian_stems(word), key=len)}) for word in words)
            yield _pattern(item, pattern.wording, pattern.form, stems)


def russian_stems(word: str) -> frozenset[str]:
    """A folded Russian word, and what is left of it without each ending it may have.

    At least three letters are left; endings are those of nouns and adjectives.
    """
    cuts = range(max(3, len(word) - 4), len(word))
    return frozenset({word, *(word[:cut] for cut in cuts if word[cut:] in _ENDINGS)})


def _uzbek(item: Item, target: Target) -> Iterator[Pattern]:
    """Every wording with its last word in any form."""
    for pattern in _as_listed(item, target):
        if not pattern.words or (target.forms and pattern.wording in _RIGHT):
            yield pattern
            continue
        *words, last = pattern.words
        ends = frozenset(STEM + word for word in last)
        yield replace(pattern, words=(*words, ends))


def uzbek_stems(word: str) -> frozenset[str]:
    """The stems of a folded Uzbek word, and of an acronym, which need not look like a word."""
    acronyms = (word.removesuffix(case) for case in _UZBEK_CASES)
    return uz_forms.stems(word).union(acronyms)


_TARGETS: Mapping[str, tuple[Callable[[Item, Target], Iterator[Pattern]], Stems | None]] = {
    "ru": (_russian, russian_stems),
    "uz": (_uzbek, uzbek_stems),
}


def is_acronym(form: str) -> bool:
    """Whether a wording is all capitals, two at least, and so is told by them."""
    return form.isupper() and sum(letter.isupper() for letter in form) > 1


def _as_it_stands(item: Item, wording: Wording, form: str, listed: str = "") -> Pattern:
    """The pattern of a wording, or of one listed form of it, without any other ending."""
    words, gaps = split_words(listed or form)
    return _pattern(item, wording, form, tuple(frozenset({word}) for word in words), gaps)


def _pattern(
    item: Item, wording: Wording, form: str, words: Words, gaps: tuple[str, ...] | None = None
) -> Pattern:
    """A pattern, with what its item's nature says of capitals and hyphens.

    Acronyms may stand on both sides of a hyphen and places before and after one; of bodies
    and events another may begin with a hyphen (Sub-Commission), of persons and posts also
    go on after one (Director-General).
    """
    short = wording is Wording.ACRONYM or is_acronym(form)
    kind = item.kind if isinstance(item, Name) else None
    return Pattern(
        item,
        wording,
        form,
        split_words(form)[1] if gaps is None else gaps,
        words,
        case=short or (isinstance(item, Term) and item.case_sensitive),
        after_hyphen=short or kind is NameKind.PLACE,
        before_hyphen=short or kind in {NameKind.PLACE, NameKind.BODY, NameKind.EVENT},
    )
