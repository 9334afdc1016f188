"""Finding many wordings in a text in one pass.

The words of all wordings stand in one tree. A text is folded and cut into words once;
only where some wording may begin is the tree walked. What stands between two words must
be what stands there in the wording, white space of any kind and length being alike. So
nothing is found across a comma, a sentence end or a paragraph, unless the wording itself
has the comma, and "awareness raising" is not "awareness-raising".
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import compress, count, product
from os.path import commonprefix
from typing import NamedTuple

from tiptranslate.glossary.passage import Passage, Pattern
from tiptranslate.model import Match, Name, Term, Wording

Stems = Callable[[str], frozenset[str]]

STEM = "~"
"""Before a word of a pattern: any word is meant that has this one among its stems."""

_SIZES = (2, 3, 4)
"""How many first letters of a word tell whether its stems are worth asking for."""


def _itself(word: str) -> frozenset[str]:
    """The stems of a word in a language without inflection."""
    return frozenset({word})


class Matcher:
    """Finds the wordings of a vocabulary in any text of one language.

    Args:
        patterns: The wordings. One without a word (as "%") is never found.
        stems: The stems of a folded word, if patterns ask for any.
        possessive: Whether 's may follow the last word; it is no part of the match.
    """

    def __init__(
        self, patterns: Iterable[Pattern], *, stems: Stems = _itself, possessive: bool = False
    ) -> None:
        self._root = _Node()
        known: set[str] = set()
        for pattern in patterns:
            known.update(*pattern.words)
            _insert(self._root, pattern)
        self._keys = _Keys(known, stems, possessive=possessive)
        # Apart, so that most words' stems are only asked for where a wording goes on.
        beginnings = _Keys(self._root.children, stems, possessive=possessive)
        self._starts = _Starts(beginnings, self._root)

    def find(self, text: str) -> list[Match]:
        """The matches in a text, in its order, none overlapping another.

        The longest goes first, of two as long the left one: an event's title hides
        the term inside it.
        """
        return self.look(text).matches()

    def look(self, text: str) -> "Sightings":
        """Whatever wordings stand in a text, those inside others too."""
        passage, starts = Passage(text), self._starts
        # The only line that sees every word of a text.
        indexes = compress(count(), map(starts.__getitem__, passage.words))
        return Sightings(
            passage, [seen for index in indexes for seen in self._from(passage, index)]
        )

    def _from(self, passage: Passage, first: int) -> Iterator["_Sighting"]:
        """The patterns that begin with one word of the text, each with its end."""
        waiting = [(node, first, key) for node, key in self._starts[passage.words[first]]]
        while waiting:
            node, last, key = waiting.pop()
            if node.patterns:
                end = passage.start(last) + key.length
                for pattern in node.patterns:
                    if passage.admits(pattern, first, last, end):
                        yield first, end, pattern
            if node.children and not key.is_last:
                waiting += self._following(passage, node, last + 1)

    def _following(self, passage: Passage, node: "_Node", index: int) -> list["_Place"]:
        """The places to which a word leads from a place in the tree."""
        keys = self._keys[passage.words[index]] if index < len(passage.words) else ()
        if not keys:
            return []
        gap, children = passage.gap(index), node.children
        return [(child, index, key) for key in keys if (child := children.get(gap + key.word))]


_Sighting = tuple[int, int, Pattern]
"""The number of the first word, the offset of the end, and the pattern that stands there."""


@dataclass(frozen=True, slots=True)
class Sightings:
    """All wordings that stand in one text, from which matches are chosen."""

    passage: Passage
    _seen: list[_Sighting]

    def has(self, wording: Wording) -> bool:
        """Whether there is one of a kind, perhaps inside a longer one of another."""
        return any(pattern.wording is wording for _, _, pattern in self._seen)

    def matches(self) -> list[Match]:
        """The matches of all patterns; see `Matcher.find`."""
        return _chosen(self.passage, self._seen)

    def of(self, item: Term | Name) -> list[Match]:
        """The matches there would be if the vocabulary had this item alone.

        Among all matches a longer term may hide it, or another one with the same wording.
        """
        return _chosen(self.passage, [seen for seen in self._seen if seen[2].item is item])


def _chosen(passage: Passage, seen: list[_Sighting]) -> list[Match]:
    """Of patterns in one place the best, of matches that overlap the longest."""
    places: dict[tuple[int, int], list[Pattern]] = {}
    for first, end, pattern in seen:
        places.setdefault((first, end), []).append(pattern)
    found = (
        Match(passage.start(first), end, best.item, best.wording, best.form)
        for (first, end), patterns in places.items()
        for best in (passage.best(patterns, first, end),)
    )
    return [match for group in _overlapping(found) for match in _longest(group)]


class _Key(NamedTuple):
    """What a word of a text may be in the tree, and how many of its characters that covers."""

    word: str
    length: int
    is_last: bool = False


@dataclass(slots=True)
class _Node:
    """A place in the tree: the words that may follow, the patterns that end here."""

    children: dict[str, "_Node"] = field(default_factory=dict)
    patterns: list[Pattern] = field(default_factory=list)


def _insert(root: _Node, pattern: Pattern) -> None:
    for words in product(*map(sorted, pattern.words)):
        node = root
        for gap, word in zip(pattern.gaps, words, strict=True):
            node = node.children.setdefault(gap + word, _Node())
        if words:
            node.patterns.append(pattern)


_Place = tuple[_Node, int, _Key]
"""A place in the tree, and the word of the text that led there, read as a key."""


class _Keys(dict[str, tuple[_Key, ...]]):
    """What every word of a text may be in the tree, worked out once a word."""

    def __init__(self, known: Iterable[str], stems: Stems, *, possessive: bool) -> None:
        super().__init__()
        self._known = frozenset(known)
        self._stems = stems
        self._possessive = possessive
        inflected = [word.removeprefix(STEM) for word in self._known if word.startswith(STEM)]
        self._beginnings = {_beginning(word, stems) for word in inflected}

    def __missing__(self, word: str) -> tuple[_Key, ...]:
        keys = [_Key(word, len(word))] if word in self._known else []
        if self._possessive and word.endswith("'s") and word[:-2] in self._known:
            keys.append(_Key(word[:-2], len(word) - 2, is_last=True))
        if self._beginnings and any(word[:size] in self._beginnings for size in _SIZES):
            stems = sorted(STEM + stem for stem in self._stems(word))
            keys += [_Key(stem, len(word)) for stem in stems if stem in self._known]
        self[word] = found = tuple(keys)
        return found


def _beginning(word: str, stems: Stems) -> str:
    """Letters that every word has which has this one among its stems.

    Endings and the changes before them (qorin, qorni) reach at most the last two letters
    of what all stems of the word have in common.
    """
    common = commonprefix(sorted(stems(word)))  # noqa: RUF071 - letters are what is meant
    return word[: max(_SIZES[0], min(_SIZES[-1], len(common) - 2))]


class _Starts(dict[str, tuple[tuple[_Node, _Key], ...]]):
    """Where every word of a text leads from the root of the tree, worked out once a word."""

    def __init__(self, keys: _Keys, root: _Node) -> None:
        super().__init__()
        self._keys = keys
        self._root = root

    def __missing__(self, word: str) -> tuple[tuple[_Node, _Key], ...]:
        keys = self._keys[word]
        self[word] = nodes = tuple([(self._root.children[key.word], key) for key in keys])
        return nodes


def _overlapping(found: Iterable[Match]) -> Iterator[list[Match]]:
    """Matches in the order of their starts, in groups that touch no other group."""
    group: list[Match] = []
    end = 0
    for match in found:
        if group and match.start >= end:
            yield group
            group = []
        group.append(match)
        end = max(end, match.end)
    if group:
        yield group


def _longest(group: list[Match]) -> list[Match]:
    """The longest of the matches, the longest of those that leave it whole, and so on."""
    if len(group) == 1:
        return group
    chosen: list[Match] = []
    for match in sorted(group, key=lambda match: (match.start - match.end, match.start)):
        if all(match.end <= other.start or other.end <= match.start for other in chosen):
            chosen.append(match)
    return sorted(chosen, key=lambda match: match.start)
