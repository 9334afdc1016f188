"""The glossary at work between the English and one other language.

Tells which terms and names a sentence has and what they must become, what of a
sentence stands fixed before anything is translated, and how far a translation
keeps to it all. The checks themselves are those of the quality stage.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tiptranslate import languages
from tiptranslate.glossary.register import Glossary
from tiptranslate.languages.labels import localized
from tiptranslate.model import Entry, Match, Name, NameKind, Target, Term, TermStatus, Wording
from tiptranslate.qa.entry import EntryText, Wanted
from tiptranslate.qa.target import naming, vocabulary
from tiptranslate.translate import Fixed

_SPEAKERS = (NameKind.PERSON, NameKind.BODY)
_BAD = (TermStatus.DEPRECATED, TermStatus.FORBIDDEN)
_WITH_ACRONYM = re.compile(r"(.+?) \((\w[\w.-]*)\)")
_SAYS = (
    "said|says|stated|noted|added|stressed|emphasized|underlined|explained|recalled|remarked|"
    "concluded|told|thanked|welcomed|opened|asked|announced|reported"
)
_AFTER = re.compile(rf" (?:{_SAYS})\b")
_BEFORE = re.compile(rf"(?:^|[”\"’] |, )(?:{_SAYS}) $")
"""A speaker is the subject of the clause, and so in the nominative in all our languages."""


@dataclass(frozen=True)
class Terminology:
    """The glossary from a source language into one target language."""

    glossary: Glossary
    source: str
    language: str

    def __bool__(self) -> bool:
        return bool(self.glossary.terms or self.glossary.names)

    def wanted(self, sentence: str) -> tuple[Wanted, ...]:
        """The terms and names of a sentence, in its order, and what each must become."""
        if not self:
            return ()
        return tuple(
            Wanted(match, sentence[match.start : match.end], self._targets(match))
            for match in self.glossary.find(sentence, self.source)
        )

    def _targets(self, match: Match) -> tuple[Target, ...]:
        """What the item of a match must become."""
        item = match.item
        if isinstance(item, Term) and item.status is TermStatus.KEEP:
            return (Target(item.source),)
        found = (item.targets.get(self.language) for item in self._items(match))
        return tuple(target for target in found if target is not None and target.text)

    def _items(self, match: Match) -> tuple[Term | Name, ...]:
        """The item of a match, or for a bad term those to use instead."""
        item = match.item
        if isinstance(item, Term) and item.status in _BAD:
            return self.glossary.preferred(item)
        return (item,)

    def hinted(self, entries: Sequence[Entry]) -> tuple[Entry, ...]:
        """Entries with a note for every term and name of theirs."""
        if not self:
            return tuple(entries)
        return tuple(
            replace(entry, notes=(*entry.notes, *self._hints(entry.source))) for entry in entries
        )

    def _hints(self, sentence: str) -> Iterator[str]:
        """One line for every term or name: the English and what it must become."""
        seen = set()
        for wanted in self.wanted(sentence):
            item = wanted.match.item
            if item.source in seen or not wanted.targets:
                continue
            seen.add(item.source)
            kind = "term" if isinstance(item, Term) else item.kind.value
            yield f"{kind}: {wanted.found} = {' / '.join(map(_shown, wanted.targets))}"

    def whole(self, sentence: str) -> str:
        """The translation of a sentence that is a term, a name or contact data, else ""."""
        data = localized(sentence, self.language)
        if data or not self:
            return data
        bare = sentence.rstrip(".:")
        target = self._whole(bare) or self._with_acronym(bare)
        if not target:
            return ""
        if sentence[:1].isupper():
            target = target[:1].upper() + target[1:]
        return target + sentence[len(bare) :]

    def _whole(self, text: str) -> str:
        match = self._only(text)
        if match is None or match.wording is Wording.WRONG:
            return ""
        targets = self._targets(match)
        if not targets or (isinstance(match.item, Term) and match.item.status in _BAD):
            return ""
        is_short = match.wording is Wording.ACRONYM and targets[0].acronym
        return targets[0].acronym if is_short else targets[0].text

    def _with_acronym(self, text: str) -> str:
        """The translation of "Body (ACRONYM)", each part by the register."""
        parts = _WITH_ACRONYM.fullmatch(text)
        if parts is None or not (name := self._whole(parts[1])):
            return ""
        match = self._only(parts[2])
        full = self._only(parts[1])
        if match is None or full is None or match.item != full.item:
            return ""
        return f"{name} ({self._whole(parts[2])})"

    def _only(self, text: str) -> Match | None:
        """The match that is the whole of a text."""
        found = self.glossary.find(text, self.source)
        if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)):
            return found[0]
        return None

    def fixed(self, sentence: str) -> tuple[Fixed, ...]:
        """What of a sentence can be put in by the register before it is translated.

        Only where no ending can be needed: an acronym alone in parentheses, and a
        person, body or post that is the speaker of the sentence.
        """
        return tuple(self._fixed(sentence))

    def _fixed(self, sentence: str) -> Iterator[Fixed]:
        for wanted in self.wanted(sentence):
            match, item = wanted.match, wanted.match.item
            if not isinstance(item, Name) or not wanted.targets:
                continue
            before, after = sentence[: match.start], sentence[match.end :]
            if match.wording is Wording.ACRONYM:
                if before.endswith("(") and after.startswith(")") and wanted.targets[0].acronym:
                    yield Fixed(match.start, match.end, wanted.targets[0].acronym)
            elif item.kind in _SPEAKERS and _speaks(before, after):
                yield Fixed(match.start, match.end, wanted.targets[0].text)

    def faults(self, source: str, target: str) -> int:
        """How many terms and names a translation misses, changes or words as it must not."""
        text = self.entry_text(Entry(source, target))
        missed = sum(1 for check in vocabulary.CHECKS for _ in check.check(text))
        return missed + naming.changed(text)

    def entry_text(self, entry: Entry, *, verbatim: bool = False) -> EntryText:
        """An entry with what the checks of the quality stage must know."""
        wanted = self.wanted(entry.source) if entry.target else ()
        return EntryText(
            entry,
            languages.get(self.source),
            languages.get(self.language),
            wanted,
            tuple(self._matches(entry.target, wanted)),
            verbatim,
        )

    def typography(self, entry: Entry) -> EntryText:
        """An entry for checks that ask nothing of the glossary."""
        return EntryText(entry, languages.get(self.source), languages.get(self.language))

    def _matches(self, target: str, wanted: Sequence[Wanted]) -> Iterator[Match]:
        """The wordings of the wanted items in a target; all there are if one is to be avoided."""
        if not self or not target:
            return
        seen = self.glossary.look(target, self.language)
        found = seen.matches() if seen.has(Wording.AVOID) else []
        yield from found
        there = {match.item.source for match in found}
        for item in {item.source: item for w in wanted for item in self._items(w.match)}.values():
            if item.source not in there:
                yield from seen.of(item)


def _speaks(before: str, after: str) -> bool:
    """Whether a name between these two is the subject of a verb of saying."""
    if _AFTER.match(after):
        return not before or before.endswith(("” ", '" ', ", ”", ", "))
    return bool(_BEFORE.search(before)) and after[:1] in ("", ".", ",", ";")


def _shown(target: Target) -> str:
    return target.text if target.verified else f"{target.text} (not verified)"
