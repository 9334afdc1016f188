"""Contacts: telephones in several patterns, one person with two numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import ClassVar

from tiptranslate.model import BlockKind, Level
from tiptranslate.qa.lint.addresses import ADDRESS, by_release
from tiptranslate.qa.lint.lines import find
from tiptranslate.qa.source import Bad, Hit, SourceCheck, SourceText
from tiptranslate.qa.whole import whole

_PHONE = re.compile(r"(?<![\w+])\(?\+[ \u00a0]?[0-9][0-9 \u00a0()./–-]{6,22}[0-9](?![0-9])")
_PLUS = re.compile(r"\+")
_LABELLED = re.compile(
    r"\b(?P<label>mobile|cell|mob|tel(?:ephone)?|phone|whatsapp|fax)\b[^0-9+(\n|]{0,16}$",
    re.IGNORECASE,
)
_LABELS = {"cell": "mobile", "mob": "mobile", "telephone": "tel", "phone": "tel"}
_PERSON = re.compile(
    r"(?:(?:for (?:more|further) information,? )?(?:please )?contact:? )?"
    r"(?:(?:Mr|Ms|Mrs|Dr|Prof)\.? )?(?P<name>[A-Z][\w’'-]+(?: [A-Z]\.)?(?: [A-Z][\w’'-]+){1,2})",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"(?:[A-Z][\w’'.-]*[ ]?){2,4}")
_NO_NAME = re.compile(
    r"\b(?:office|officer|centre|center|unit|desk|press|media|united|nations|regional|department|street"
    r"|ministry|agency|programme|program|network|section|service|public|information|communications"
    r"|advis[eo]r|assistant|director|head|organi[sz]ation|international|national|republic|embassy"
    r"|external|relations|road|avenue|institute|academy|uzbekistan|kazakhstan|asia)\b",
    re.IGNORECASE,
)
_FOLD = str.maketrans(dict.fromkeys("’‘ʻʼ`", "'"))


class PhonePatterns(SourceCheck):
    """Telephone numbers written in several patterns in one release.

    Why: numbers are copied and dialled; one pattern helps the reader and shows care.

    Limits: only numbers with a country code, and only the marks between the figures
    are compared, not how many figures stand between them.
    """

    id: ClassVar[str] = "phone-patterns"
    level: ClassVar[Level] = Level.SUGGESTION
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad("Tel.: (+998 71) 200 0000 | Mobile: (+998 93) 200-00-00", "(+998 93) 200-00-00"),
        Bad("Tel.: +998 71 200-00-00 or +998712000001", "+998712000001"),
    )
    good: ClassVar[tuple[str, ...]] = (
        "Tel.: 1148 or +998 71 200-00-00, from abroad +7 727 200-00-00.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield the numbers that differ from the commonest pattern, or from the first."""
        joined = whole(text)
        if "+" not in joined.text:
            return
        found = [(match, _pattern(match[0])) for match in find(_PHONE, _PLUS, joined.text)]
        counts = Counter(pattern for _, pattern in found)
        if len(counts) > 1:
            common = counts.most_common(1)[0][0]
            model = next(match[0] for match, pattern in found if pattern == common)
            for match, pattern in found:
                if pattern != common:
                    message = f"telephone number in another pattern than {model!r}"
                    yield Hit(*joined.place(*match.span()), message)


def _pattern(phone: str) -> frozenset[str]:
    """The marks between the figures."""
    return frozenset(re.sub("[0-9]", "", phone).replace("\u00a0", " ").replace("–", "-"))


@dataclass(frozen=True, slots=True)
class _Contact:
    """A number or address in somebody's contact block."""

    person: str
    name: str
    label: str
    value: str
    block: int
    start: int
    end: int


class PersonTwoNumbers(SourceCheck):
    """One person with different telephone numbers or e-mail addresses in several releases.

    Why: one of them is out of date, and old releases are copied to make new ones.

    Limits: only in contact blocks, by the person's name as it is written; a number is
    compared with one under the same label.
    """

    id: ClassVar[str] = "person-two-numbers"
    level: ClassVar[Level] = Level.WARNING
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad(
            "Title\n\nFor further information, please contact:\n\nJane Sample\n\n"
            "Mobile: +998 71 200-00-00\n\nJane Sample\n\nMobile: +998 71 200-00-01",
            "+998 71 200-00-01",
        ),
    )
    good: ClassVar[tuple[str, ...]] = (
        (
            "Title\n\nFor further information, please contact:\n\nJane Sample\n\n"
            "Tel.: +998 71 200-00-00 | Mobile: +998 71 200-00-01\n\nJane Sample\n\n"
            "Tel.: (+998 71) 200 00 00"
        ),
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield the later ones within one release."""
        first: dict[tuple[str, str], _Contact] = {}
        for each in _contacts(text):
            known = first.setdefault((each.person, each.label), each)
            if known.value != each.value:
                yield _two_numbers(each, "this release")

    def collect(self, text: SourceText) -> object:
        """The contacts of the release, as plain tuples."""
        return [
            (each.person, each.name, each.label, each.value, each.block, each.start, each.end)
            for each in _contacts(text)
        ] or None

    def across(self, facts: Mapping[str, object]) -> Iterator[tuple[str, Hit]]:
        """Yield what differs from the latest release before that has the person."""
        known: dict[tuple[str, str], tuple[str, frozenset[str]]] = {}
        for slug, fields in groupby(by_release(facts), key=itemgetter(0)):
            here = [_Contact(*rest) for _, *rest in fields]
            for each in here:
                where, values = known.get((each.person, each.label), ("", frozenset()))
                if where and each.value not in values:
                    yield slug, _two_numbers(each, where)
            for key in {(each.person, each.label) for each in here}:
                same = (each.value for each in here if (each.person, each.label) == key)
                known[key] = slug, frozenset(same)


def _two_numbers(each: _Contact, where: str) -> Hit:
    what = "e-mail address" if each.label == "e-mail" else "number"
    return Hit(each.block, each.start, each.end, f"{each.name} has another {what} in {where}")


def _contacts(text: SourceText) -> Iterator[_Contact]:
    """What stands under the name of a person in the contact blocks."""
    name = ""
    for number, block in enumerate(text.release.blocks):
        if block.kind is not BlockKind.CONTACT:
            name = ""
            continue
        name = _person(block.text) or name
        if not name:
            continue
        key = re.sub(r"[ \u00a0]+", " ", name.translate(_FOLD)).lower()
        for match in _PHONE.finditer(block.text):
            value = re.sub(r"\D", "", match[0])
            label = _label(block.text, match)
            yield _Contact(key, name, label, value, number, *match.span())
        for match in ADDRESS.finditer(block.text):
            value = f"{match['local']}@{match['host']}".lower()
            yield _Contact(key, name, "e-mail", value, number, *match.span())


def _person(line: str) -> str:
    """The name that a contact line consists of, or ""."""
    match = _PERSON.fullmatch(line)
    if not match or not _CAPITALS.fullmatch(match["name"]):
        return ""
    return "" if _NO_NAME.search(match["name"]) else match["name"]


def _label(line: str, phone: re.Match[str]) -> str:
    """What kind of number it is by the word before or behind it: mobile, tel, fax."""
    match = _LABELLED.search(line, 0, phone.start())
    behind = line[phone.end() : phone.end() + 12].strip().lower()
    label = match["label"].lower() if match else behind.split(" ")[0]
    return _LABELS.get(label, label)


CHECKS = (PhonePatterns, PersonTwoNumbers)
