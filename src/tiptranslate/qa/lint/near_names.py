"""Names that are nearly a registered one."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from tiptranslate.languages.words import fold
from tiptranslate.model import Level, Match, Name, NameKind, Wording
from tiptranslate.qa.lint.reading import SMALL_WORDS, listed
from tiptranslate.qa.source import Bad, Hit, SourceCheck, SourceText

_SMALL = "|".join(sorted(SMALL_WORDS, key=len, reverse=True))
_PHRASE = re.compile(
    r"(?<![\w-])[A-Z][\w’'ʻʼ-]*"
    rf"(?:[ \u00a0\u202f](?:(?:{_SMALL})[ \u00a0\u202f]){{0,2}}[A-Z][\w’'ʻʼ-]*)*"
)
_WORD = re.compile(r"[^\s\u00a0\u202f]+")
_REMEMBERED = 10_000
_SINGLE_NAME = 7
_SMALLEST = 5
_LONG = 8
_FEW = 3
_MANY = 4


@dataclass(frozen=True, slots=True)
class _Wording:
    """One right wording of a name, taken to pieces."""

    name: Name
    text: str
    words: tuple[str, ...]
    content: frozenset[str]


Near = tuple[int, int, list[_Wording]]
"""Start and end in a phrase, and the names that nearly stand there."""


@dataclass(slots=True)
class _Index:
    """The register by its words, to find few candidates for a phrase quickly."""

    wordings: list[_Wording] = field(default_factory=list)
    by_word: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    singles: dict[tuple[str, int], list[_Wording]] = field(
        default_factory=lambda: defaultdict(list)
    )
    known: set[tuple[str, ...]] = field(default_factory=set)
    answers: dict[str, list[Near]] = field(default_factory=dict)

    @classmethod
    def of(cls, names: tuple[Name, ...]) -> "_Index":
        """The index of a register."""
        index = cls()
        for name in names:
            for other in (*name.distinct, *name.wrong):
                index.known.add(_folded(other))
            for text in (name.source, *name.aliases):
                index.add(name, text)
        return index

    def add(self, name: Name, text: str) -> None:
        """Take up one wording."""
        words = _folded(text)
        self.known.add(words)
        wording = _Wording(name, text, words, frozenset(words) - SMALL_WORDS)
        if len(words) == 1:
            if len(text) >= _SINGLE_NAME:
                self.singles[text[0], len(text)].append(wording)
            return
        for word in wording.content:
            self.by_word[word].append(len(self.wordings))
        self.wordings.append(wording)

    def near(self, phrase: str) -> list[Near]:
        """Where in a capitalised phrase nearly a name stands, and which."""
        found = self.answers.get(phrase)
        if found is None:
            if len(self.answers) > _REMEMBERED:
                self.answers.clear()
            found = self.answers[phrase] = list(self._search(phrase))
        return found

    def _search(self, phrase: str) -> Iterator[Near]:
        parts = [match.span() for match in _WORD.finditer(phrase)]
        words = tuple(_bare(fold(phrase[start:end])) for start, end in parts)
        windows: dict[tuple[int, int], list[_Wording]] = defaultdict(list)
        for wording in self._alike(words) if len(words) > 1 else ():
            for first, last in _windows(words, wording.words):
                window = (*words[first : last - 1], _unpossessed(words[last - 1]))
                if window not in self.known and _is_near(window, wording):
                    windows[first, last].append(wording)
        for at, (start, _) in enumerate(parts):
            windows[at, at + 1] += self._singles(phrase[start], _unpossessed(words[at]))
        for (first, last), wordings in windows.items():
            if wordings and _is_whole(phrase, parts, first, last):
                yield parts[first][0], _end(phrase, parts[last - 1]), wordings

    def _alike(self, words: tuple[str, ...]) -> list[_Wording]:
        """The wordings that have all or all but one of their content words in a phrase."""
        shared: Counter[int] = Counter()
        for word in {_unpossessed(word) for word in words} | set(words):
            shared.update(self.by_word.get(word, ()))
        return [
            self.wordings[at]
            for at, count in shared.items()
            if count >= max(1, len(self.wordings[at].content) - 1)
        ]

    def _singles(self, initial: str, word: str) -> list[_Wording]:
        """The names of one word, such as places, that a capitalised word nearly is."""
        if len(word) < _SINGLE_NAME - 1 or (word,) in self.known:
            return []
        return [
            wording
            for length in range(len(word) - 1, len(word) + 2)
            for wording in self.singles.get((initial, length), ())
            if not word.startswith(wording.words[0]) and _is_misspelt(word, wording.words[0], 1)
        ]


class NearName(SourceCheck):
    """A capitalised phrase that is nearly, but not quite, a registered name.

    Why: "World Drug Day against Trafficking in Persons" is another day altogether, and
    nobody finds "Istiqboli Avlod" in a register of organizations.

    Limits: it sees one word misspelt, small words exchanged, and one word too many
    inside a long name. A phrase that the register has as another name, or lists
    as distinct, is never compared; nor is a longer name that contains a registered one.
    """

    id = "near-name"
    level = Level.WARNING
    bad = (
        Bad(
            "The World Action Day against Trafficking in Persons is marked on 30 July.",
            "World Action Day against Trafficking in Persons",
            "World Day against Trafficking in Persons",
        ),
        Bad("The NGO “Istiqbolli Avlot” took part.", "Istiqbolli Avlot", "Istiqbolli Avlod"),
        Bad("She left Kyrgystan in May.", "Kyrgystan", "Kyrgyzstan"),
    )
    good = (
        "The World Day against Trafficking in Persons is marked on 30 July.",
        "The NGO “Istiqlol Avlodi” works in Jizzakh.",
        "The Ministry of Internal Affairs of Kazakhstan and its Kazakhstani partners met.",
        "The Ministry of Foreign Affairs of Uzbekistan took part.",
    )

    def __init__(self) -> None:
        self._names: tuple[Name, ...] | None = None
        self._index = _Index()

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Every near miss outside what the register explains."""
        if text.names is not self._names:
            self._names, self._index = text.names, _Index.of(text.names)
        for block, whole in enumerate(text.texts):
            for phrase in _PHRASE.finditer(whole):
                for start, end, wordings in self._index.near(phrase[0]):
                    span = phrase.start() + start, phrase.start() + end
                    if not _explained(span, text.matches[block]):
                        yield _hit(block, whole, span, wordings)


def _folded(text: str) -> tuple[str, ...]:
    return tuple(_bare(word) for word in fold(text).split())


def _bare(word: str) -> str:
    """A folded word without a mark at its end."""
    return word.rstrip(".,'-")


def _unpossessed(word: str) -> str:
    return word.removesuffix("'s")


def _end(whole: str, part: tuple[int, int]) -> int:
    """Where a word ends, the possessive left out."""
    start, end = part
    bare = re.sub(r"[’']s?$|-$", "", whole[start:end])
    return start + len(bare)


def _windows(words: tuple[str, ...], name: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where in a phrase a name could stand with a word more, as many, or one fewer."""
    for length in (len(name) + 1, len(name), len(name) - 1):
        for first in range(len(words) - length + 1 if length > 1 else 0):
            yield first, first + length


def _is_whole(whole: str, parts: list[tuple[int, int]], first: int, last: int) -> bool:
    """Whether a window is not glued to a further capitalised word, as in a longer name."""
    before = whole[slice(*parts[first - 1])] if first else ""
    after = whole[slice(*parts[last])] if last < len(parts) else ""
    return all(not word or word in SMALL_WORDS or word.isupper() for word in (before, after)) or (
        before in ("The", "In", "At", "On") and (not after or after in SMALL_WORDS)
    )


def _is_near(words: tuple[str, ...], wording: _Wording) -> bool:
    """Whether a phrase is a name with one slip."""
    name = wording.words
    if len(words) == len(name):
        return _is_one_slip(words, wording)
    if wording.name.kind not in (NameKind.BODY, NameKind.EVENT):
        return False
    longer, shorter = (words, name) if len(words) > len(name) else (name, words)
    for at in range(1, len(longer) - 1):
        rest = longer[:at] + longer[at + 1 :]
        if rest == shorter:
            if longer[at] in SMALL_WORDS:
                return len(wording.content) >= _FEW
            # A word too few may make another post or body: the Prosecutor General('s Office).
            return longer is words and len(wording.content) >= _MANY
    return False


def _is_one_slip(words: tuple[str, ...], wording: _Wording) -> bool:
    """Whether one content word is misspelt, or small words only are exchanged."""
    differing = [pair for pair in zip(words, wording.words, strict=True) if pair[0] != pair[1]]
    small = [pair for pair in differing if pair[0] in SMALL_WORDS and pair[1] in SMALL_WORDS]
    rest = [pair for pair in differing if pair not in small]
    if small and len(wording.content) < _FEW:
        return False
    if not rest:
        return bool(small)
    (word, right), *more = rest
    return not more and _is_misspelt(word, right, 1 if len(right) < _LONG else 2)


def _is_misspelt(word: str, right: str, most: int) -> bool:
    """Whether a word is a slip for another: few letters differ and it is no other word."""
    if min(len(word), len(right)) < _SMALLEST or word[0] != right[0]:
        return False
    # Aziz and Aziza, Karimov and Karimova are two people.
    if word in (right + "a", right[:-1] + "a") or right in (word + "a", word[:-1] + "a"):
        return False
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - not for every release

    if Levenshtein.distance(word, right, score_cutoff=most) > most:
        return False
    return not (_is_english(word) and _is_english(right)) or _is_variant(word, right)


def _is_variant(word: str, right: str) -> bool:
    """Whether two English words are one: singular and plural, or spelt in two ways."""
    return word.rstrip("s") == right.rstrip("s") or _plain(word) == _plain(right)


def _plain(word: str) -> str:
    return word.replace("z", "s").replace("our", "or").replace("tre", "ter").replace("ser", "sor")


def _is_english(word: str) -> bool:
    """Whether a dictionary has a word; "internal" and "external" are no slips of each other."""
    from simplemma import is_known  # noqa: PLC0415 - its word list takes long to load

    return bool(is_known(word, "en"))


def _explained(span: tuple[int, int], found: tuple[Match, ...]) -> bool:
    """Whether the register has a name here already, right or known to be wrong."""
    start, end = span
    return any(
        isinstance(match.item, Name)
        and match.wording is not Wording.ACRONYM
        and match.start < end
        and start < match.end
        and (
            (match.start <= start and end <= match.end)
            or (match.end - match.start) * 2 > end - start
        )
        for match in found
    )


def _hit(block: int, whole: str, span: tuple[int, int], wordings: list[_Wording]) -> Hit:
    """The finding; with a replacement where only one name is near."""
    start, end = span
    found = whole[start:end]
    rights = list(dict.fromkeys(wording.text for wording in wordings))
    return Hit(
        block,
        start,
        end,
        f"“{found}” is nearly a registered name; did you mean {listed(rights)}?",
        rights[0] if len(rights) == 1 else None,
    )


CHECKS = (NearName,)
