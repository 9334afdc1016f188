"""The allowed forms of a Russian wording: heads and what agrees with them inflect.

Dependents stay frozen: торговля людьми, торговли людьми, never «торговле людей». Lemma
matching would accept that; a list of forms does not. What the rules see:

- premodifiers and the head noun: сексуальная эксплуатация, незаконно ввезенный мигрант;
- a participle used as a noun, in both genders: обвиняемый, обвиняемая;
- a participle or adjective after a comma that agrees: лицо, ставшее жертвой;
- a second head after и, или or a dash right behind the first: ребенок – жертва.

Which nouns have no plural in meaning follows from two hand-made lists and endings. No
native speaker has reviewed the lists yet.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tiptranslate.glossary import russian_words as words
from tiptranslate.glossary.russian_words import CASES, Reading

_PIECES = re.compile(r"([А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*)")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_ABSTRACT = ("ость", "ие", "ье", "ство")
_COUNTABLE_WORDS = """
агентство бюро ведомство возможность выступление государство движение доказательство должность
достижение заведение задержание заключение заседание заявление здание интервью исследование
личность мероприятие министерство нарушение новость обвинение образование общество объединение
объявление обязанность обязательство особенность отделение ощущение поколение положение
помещение последствие посольство потребность похищение правительство правонарушение предложение
предприятие представительство представление преступление признание приложение происшествие
противоречие различие расследование решение руководство сведение свидетельство событие совещание
соглашение сообщение сообщество сочетание средство столкновение трудность убийство уведомление
удостоверение управление условие устройство утверждение учреждение ходатайство ценность
"""
_COUNTABLE = frozenset(_COUNTABLE_WORDS.split())
_ONE_NUMBER_WORDS = """
борьба ввоз вербовка вывоз деньга депортация детство дискриминация доверие доступ забота защита
здоровье идентификация иммиграция интеграция информация кабала клевета контрабанда коррупция
криминализация медицина миграция наем найм нищета обман оборот опыт отмывание охрана партнерство
педофилия передача поддержка подкуп помощь попрошайничество порнография потенциал правосудие
принуждение проституция профилактика работорговля рабство расизм реабилитация реинтеграция
репатриация розыск секс сексизм сексуализация согласие судопроизводство терроризм торговля труд
туризм ущерб эвакуация экономика эксплуатация экстремизм эмиграция юстиция
"""
_ONE_NUMBER = frozenset(_ONE_NUMBER_WORDS.split())
_LINKING = frozenset({"стать", "являться", "оказаться", "быть"})
_JOINING = frozenset({"и", "или"})
_DASH = re.compile(r"\s+[–—-]\s+")


class LeftToHandError(Exception):
    """The wording's forms must be made by hand; the text says why."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """A word that inflects: its place, its reading, and the head it agrees with."""

    place: int
    reading: Reading
    head: Reading


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of one wording and the words whose inflection was guessed."""

    forms: tuple[str, ...]
    guessed: tuple[str, ...] = ()


def inflect(text: str, heads: Sequence[str] = (), *, one_number: bool = False) -> Forms:
    """All forms of a noun phrase in case order, the number of ``text`` first.

    Args:
        text: The wording in the nominative.
        heads: Its words that inflect of their own; the rules find them if empty.
        one_number: Keep the number of ``text``, as of a proper name.

    Returns:
        The forms without duplicates, ``text`` first, less any that is a common preposition
        or particle; of a single adjective (узбекский) those of all genders. A wording
        without any Cyrillic, in quotation marks, or led by an acronym has itself for its
        only form.

    Raises:
        LeftToHandError: No head was found, or a head given is not there.
        UsageError: pymorphy3 is not installed.
    """
    phrase = _Phrase(text)
    if not heads and phrase.is_fixed():
        return Forms((text,))
    if words.is_plain_adjective(text):
        return inflect_adjective(text)
    slots = phrase.slots_of(heads) if heads else phrase.slots()
    guessed = () if heads else tuple(s.reading.word for s in slots if s.reading.guessed)
    forms = dict.fromkeys(_all(phrase, slots, one_number=one_number))
    # «о после» is no form of «посол» to look for: nearly every «после» is the preposition.
    return Forms((text, *(f for f in forms if f != text and not words.is_particle(f))), guessed)


def inflect_adjective(text: str) -> Forms:
    """All forms of a wording that is one adjective; any other stays as it is."""
    forms = words.adjective_forms(text) if _PIECES.fullmatch(text) else []
    yo = "ё" in text
    return Forms(tuple(dict.fromkeys([text, *(f if yo else f.replace("ё", "е") for f in forms)])))


def has_word(text: str, word: str) -> bool:
    """Whether a wording has this word, whatever its capitals and its ё."""
    return any(_same(word, piece) for piece in _PIECES.findall(text))


def _all(phrase: "_Phrase", slots: list[_Slot], *, one_number: bool) -> Iterator[str]:
    heads = list(dict.fromkeys(slot.head for slot in slots))
    given = heads[0].plural
    numbers = [given]
    if not one_number and all(head.plural == given and _has_both(head) for head in heads):
        numbers.append(not given)
    person = len(heads) == 1 and heads[0].adjective and heads[0].gender == "masc"
    for plural in numbers:
        for gender in ("", "femn") if person and not plural else ("",):
            for case in CASES:
                form = phrase.render(slots, case, plural=plural, gender=gender)
                if form is not None:
                    yield form


def _has_both(head: Reading) -> bool:
    """Whether the noun is used in both numbers."""
    lemma = head.lemma.removeprefix("кибер")
    if head.number_fixed or lemma in _ONE_NUMBER:
        return False
    return lemma in _COUNTABLE or head.adjective or not lemma.endswith(_ABSTRACT)


class _Phrase:
    """A wording cut into words and what stands between them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces = _PIECES.split(text)

    def is_fixed(self) -> bool:
        """Whether the wording plainly never changes: Latin, quoted, an acronym."""
        first = next((word for _, word in self._words()), "")
        return (
            not _CYRILLIC.search(self.text)
            or self.pieces[0].strip() != ""
            or (len(first) > 1 and first.isupper())
        )

    def render(self, slots: list[_Slot], case: str, *, plural: bool, gender: str) -> str | None:
        """The wording with its slots filled; None where a word has no such form."""
        pieces = list(self.pieces)
        for slot in slots:
            head = slot.head
            form = slot.reading.inflect(
                case,
                plural=plural,
                gender=gender or head.gender,
                animate=head.animate or (head.adjective and head.gender != "neut"),
            )
            if form is None:
                return None
            pieces[slot.place] = form
            after = slot.place + 2
            if slot.reading.lemma in _LINKING and plural != head.plural and after < len(pieces):
                # лицо, ставшее жертвой: лица, ставшие жертвами
                pieces[after] = words.predicate(pieces[after], plural=plural)
        text = "".join(pieces)
        return text if "ё" in self.text else text.replace("ё", "е").replace("Ё", "Е")

    def slots(self) -> list[_Slot]:
        """The slots as the rules find them."""
        group = self._group(1)
        if not group:
            raise LeftToHandError("no head in the nominative was found; give ru_head")
        found = list(group)
        while more := self._joined(found[-1].place):
            found += more
        return found + self._postmodifiers(found)

    def slots_of(self, heads: Sequence[str]) -> list[_Slot]:
        """The slots for heads given by hand, each with the words that agree with it."""
        found: list[_Slot] = []
        for head in heads:
            place = next((i for i, w in self._words() if _same(w, head)), None)
            if place is None:
                raise LeftToHandError(f"the head {head!r} is none of its words; mend ru_head")
            found += self._group_ending(place)
        return found + self._postmodifiers(found)

    def _words(self) -> Iterator[tuple[int, str]]:
        return ((i, self.pieces[i]) for i in range(1, len(self.pieces), 2))

    def _group_ending(self, place: int) -> list[_Slot]:
        """The head at a place and its premodifiers."""
        for start in range(1, place + 2, 2):
            group = self._group(start, until=place)
            if group and group[-1].place == place:
                return group
        raise LeftToHandError(
            f"its head {self.pieces[place]!r} is not in the nominative; mend ru_head"
        )

    def _group(self, start: int, until: int | None = None) -> list[_Slot]:
        """Premodifiers and the head from a place on; [] if there is no such group."""
        modifiers: list[int] = []
        last = len(self.pieces) - 2 if until is None else until
        for place in range(start, last + 1, 2):
            word = self.pieces[place]
            if place > start and self.pieces[place - 1].strip():
                break
            readings = words.adjectives(word)
            group = self._headed(modifiers, place)
            if group and not (readings and (_is_person(readings) or self._extends(place, last))):
                return group
            if readings:
                modifiers.append(place)
            elif word not in _JOINING and not words.is_adverb(word):
                break
        return self._as_noun(modifiers)

    def _extends(self, place: int, last: int) -> bool:
        """Whether the next word is a noun that the word at the place agrees with."""
        following = place + 2
        if following > last or self.pieces[place + 1].strip():
            return False
        return bool(self._headed([place], following))

    def _headed(self, modifiers: list[int], place: int) -> list[_Slot]:
        for noun in words.nouns(self.pieces[place]):
            chosen = [
                next((a for a in words.adjectives(self.pieces[m]) if a.agrees(noun)), None)
                for m in modifiers
            ]
            if None not in chosen:
                pairs = zip([*modifiers, place], [*chosen, noun], strict=True)
                return [_Slot(p, reading, noun) for p, reading in pairs if reading]
        return []

    def _as_noun(self, modifiers: list[int]) -> list[_Slot]:
        """The last of the adjectives taken for the head: обвиняемый."""
        if not modifiers:
            return []
        head = words.adjectives(self.pieces[modifiers[-1]])[0]
        readings = [
            next((a for a in words.adjectives(self.pieces[m]) if a.agrees(head)), None)
            for m in modifiers
        ]
        return [_Slot(p, r, head) for p, r in zip(modifiers, readings, strict=True) if r]

    def _joined(self, place: int) -> list[_Slot]:
        """A second head right behind the group that ends at a place."""
        between = self.pieces[place + 1]
        start = place + 2
        if between.isspace() and self.pieces[start] in _JOINING:
            start += 2
        elif not _DASH.fullmatch(between):
            return []
        group = self._group(start) if start < len(self.pieces) else []
        return [] if group and group[-1].head.adjective else group

    def _postmodifiers(self, found: list[_Slot]) -> list[_Slot]:
        """The first participle after a comma that agrees with the last head.

        An adjective (сходные с рабством) counts right behind the head only.
        """
        head = found[-1]
        for place, _ in self._words():
            if place <= head.place or self.pieces[place - 1].strip() != ",":
                continue
            while place + 2 < len(self.pieces) and words.is_adverb(self.pieces[place]):
                place += 2  # noqa: PLW2901 - steps over «не» and adverbs
            for reading in words.adjectives(self.pieces[place]):
                near = self.pieces[head.place + 1].strip() == ","
                if reading.agrees(head.head) and (reading.participle or near):
                    return [_Slot(place, reading, head.head)]
        return []


def _is_person(readings: Sequence[Reading]) -> bool:
    """Whether an adjective that is a noun as well means somebody: it has a feminine then."""
    return readings[0].participle or any(reading.gender == "masc" for reading in readings)


def _same(one: str, other: str) -> bool:
    return one.lower().replace("ё", "е") == other.lower().replace("ё", "е")
