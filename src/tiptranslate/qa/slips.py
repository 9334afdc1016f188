"""Tables of wrong wordings that a person who writes no programs can extend.

A table is CSV with a heading and the columns ``wrong``, ``right``, ``why`` and
``level``, one slip a row; lines that begin with "#" are comments::

    wrong,right,why,level
    discuss* about,discuss*,one discusses a thing,warning
    in (the|a) frames of,within the framework of,,warning

``wrong`` is words as they stand in a text; capitals, kinds of apostrophes and kinds
of spaces make no difference, and a word is a whole word. Two signs have a meaning:

- ``(a|b)`` is one of these; ``(a|)`` is a or nothing.
- ``*`` after the beginning of a word is any ending of it, none included; a ``*`` that
  stands alone is any one word.

``right`` is what should stand there. A ``*`` in it takes what the ``*`` of the same
place in ``wrong`` found, and a ``(c|d)`` the wording of the same place in the group of
the same place. " / " parts several possibilities, of which only a person can choose.
Empty means that there is no fixed wording. ``why`` is shown with the finding; ``level``
is suggestion, warning or error, and a warning where it is empty.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from tiptranslate.errors import InputError
from tiptranslate.model import Level

COLUMNS = ("wrong", "right", "why", "level")
_PIECE = re.compile(r"\([^()]*\)|\*|[^()*]+")
_SIGN = re.compile(r"\([^()]*\)|\*")
_PLAIN = str.maketrans("‘’ʻʼ\u00a0", "'''' ")
_OR = " / "
_SHORTEST = 4
"""Letters that must be certain in a rule, or it would be looked for everywhere."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One wrong wording.

    ``pattern`` finds it in folded text (lower case, plain apostrophes and spaces), with
    one group for every sign of ``wrong``; it does not look whether a word begins where it
    does, for that would make the search many times slower: `find` does. A text that it
    finds anything in has one of the ``anchors``, all words of ``needs`` and, if there are
    any, one of ``choice``.
    """

    wrong: str
    right: str
    why: str
    level: Level
    pattern: re.Pattern[str]
    anchors: tuple[str, ...]
    needs: frozenset[str] = frozenset()
    choice: frozenset[str] = frozenset()
    line: int = field(default=0, compare=False)

    @property
    def is_certain(self) -> bool:
        """Whether there is one thing to write instead."""
        return bool(self.right) and _OR not in self.right

    def find(self, folded: str) -> Iterator[re.Match[str]]:
        """The places in a folded text where the wording stands."""
        if any(anchor in folded for anchor in self.anchors):
            for match in self.pattern.finditer(folded):
                before = folded[match.start() - 1] if match.start() else " "
                if not (before.isalnum() or before in "-_"):
                    yield match

    def advice(self, match: re.Match[str]) -> str:
        """What to write instead of a match; "" where there is no fixed wording."""
        found = [" ".join(part.split()) for part in match.groups(default="")]
        signs = list(zip(_SIGN.findall(self.wrong.lower()), found, strict=True))
        stars = [part for sign, part in signs if sign == "*"]
        chosen = [_options(sign).index(part) for sign, part in signs if sign != "*"]
        return _OR.join(_fill(right, stars, chosen) for right in self.right.split(_OR))


def _fill(right: str, stars: Sequence[str], chosen: Sequence[int]) -> str:
    """A right wording with what the signs of the wrong one have found."""
    star, group = iter(stars), iter(chosen)
    filled = _SIGN.sub(
        lambda sign: next(star) if sign[0] == "*" else _options(sign[0])[next(group)], right
    )
    return " ".join(filled.split())


def likely(slips: Iterable[Slip], words: frozenset[str]) -> list[Slip]:
    """The slips whose words are all among a text's; a hundred times cheaper than to look."""
    return [
        slip
        for slip in slips
        if slip.needs <= words and (not slip.choice or not slip.choice.isdisjoint(words))
    ]


@cache
def shipped(name: str) -> tuple[Slip, ...]:
    """A table of the package, by its file name."""
    data = files("tiptranslate.qa").joinpath("data", name).read_bytes()
    slips, errors = load(data, Path(name))
    if errors:
        raise errors[0]
    return slips


def load(data: bytes, path: Path) -> tuple[tuple[Slip, ...], tuple[InputError, ...]]:
    """Read a table: every row without a fault as a slip, and all faults at once.

    Args:
        data: The file; UTF-8, as Excel saves it too (a byte order mark, semicolons).
        path: The file's name for messages.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        bad = InputError(f"is not UTF-8 at byte {error.start}; save it as UTF-8", path=path)
        return (), (bad,)
    slips: list[Slip] = []
    errors: list[InputError] = []
    try:
        for line, row in _rows(text, path):
            try:
                slips.append(_slip(row, line))
            except ValueError as error:
                errors.append(InputError(str(error), path=path, line=line))
    except InputError as error:
        errors.append(error)
    return tuple(slips), tuple(errors)


def _rows(text: str, path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows by column, each with its line."""
    heading: list[str] = []
    # In the heading, for the rows themselves may hold either sign.
    first = next((line for line in text.splitlines() if not line.startswith("#")), "")
    separator = ";" if ";" in first else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells) or cells[0].startswith("#"):
                continue
            if heading:
                surplus = [cell for cell in cells[len(heading) :] if cell.strip()]
                row = dict(zip(heading, (cell.strip() for cell in cells), strict=False))
                yield reader.line_num, {} if surplus else row
                continue
            heading = [cell.strip().lower() for cell in cells]
            if "wrong" not in heading or not set(heading) <= {*COLUMNS, ""}:
                named = ", ".join(COLUMNS)
                raise InputError(
                    f"the first row is no heading; name the columns {named}",
                    path=path,
                    line=reader.line_num,
                )
    except csv.Error as error:
        raise InputError(
            f"is no CSV: {error}; mend the quotes", path=path, line=reader.line_num
        ) from None


def _slip(row: dict[str, str], line: int) -> Slip:
    """One row.

    Raises:
        ValueError: What is wrong with it and what to do.
    """
    if not row:
        raise ValueError("has more cells than there are columns; put quotes around commas")
    wrong = " ".join(row["wrong"].translate(_PLAIN).split())
    right = " ".join(row.get("right", "").split())
    if not wrong:
        raise ValueError("column 'wrong': empty; say what is wrong or delete the row")
    for column, cell in (("wrong", wrong), ("right", right)):
        if set("()") & set(_SIGN.sub("", cell)) or re.search(r"\([^()]*\*[^()]*\)", cell):
            raise ValueError(
                f"column {column!r}: brackets do not pair or hold a *; write them as (a|b)"
            )
    for one in right.split(_OR):
        _pair_signs(wrong, one)
    level = row.get("level", "").upper() or "WARNING"
    if level not in Level.__members__:
        raise ValueError(f"column 'level': {row['level']!r}; write suggestion, warning or error")
    folded = wrong.lower()
    if folded[0] == "(" and "" in _options(_SIGN.findall(folded)[0]):
        raise ValueError("column 'wrong': begins with what may be missing; leave that out")
    anchors = _anchors(folded)
    if min(map(len, anchors)) < _SHORTEST:
        raise ValueError(f"column 'wrong': fits too much; give it {_SHORTEST} letters together")
    needs, choice = _needs(folded), _a_choice(folded)
    pattern = re.compile(_expression(folded))
    return Slip(
        wrong, right, row.get("why", ""), Level[level], pattern, anchors, needs, choice, line
    )


def _pair_signs(wrong: str, right: str) -> None:
    """Check that every sign of ``right`` has its counterpart in ``wrong``.

    Raises:
        ValueError: One has none.
    """
    if right.count("*") > wrong.count("*"):
        raise ValueError("column 'right': more * than in 'wrong'; each takes what one there found")
    groups = [_options(sign) for sign in _SIGN.findall(wrong) if sign != "*"]
    for place, sign in enumerate(sign for sign in _SIGN.findall(right) if sign != "*"):
        if place >= len(groups) or len(_options(sign)) != len(groups[place]):
            raise ValueError(
                f"column 'right': {sign} has no counterpart in 'wrong'; give it as many wordings"
            )


def _anchors(wrong: str) -> tuple[str, ...]:
    """Stretches one of which is in every text that fits: the longest, or a whole group."""
    literals = [(part.strip(),) for part in _SIGN.split(wrong)]
    groups = [tuple(_options(sign)) for sign in _SIGN.findall(wrong) if sign != "*"]
    return max(literals + groups, key=lambda some: (min(map(len, some)), -len(some)))


def _needs(wrong: str) -> frozenset[str]:
    """The whole words that are in every text that fits."""
    marked = _SIGN.sub(lambda sign: "*" if sign[0] == "*" else "#", wrong)
    return frozenset(re.findall(r"(?<![\w'*#])[a-z]+(?![\w'*#])", marked))


def _a_choice(wrong: str) -> frozenset[str]:
    """Whole words one of which is in every text that fits: the last one of a group's options."""
    groups = [
        frozenset((re.findall(r"[a-z]+$", option) or [""])[0] for option in _options(sign))
        for sign in re.findall(r"(?<!\S)\([^()]*\)(?!\S)", wrong)
    ]
    return min((group for group in groups if "" not in group), key=len, default=frozenset())


def _expression(wrong: str) -> str:
    """The regular expression of a wording."""
    pieces: list[str] = _PIECE.findall(wrong)
    parts: list[str] = []
    for place, piece in enumerate(pieces):
        before = pieces[place - 1] if place else " "
        after = pieces[place + 1] if place + 1 < len(pieces) else " "
        if piece == "*":
            # An ending; or, with nothing before it, any one word.
            parts.append(r"([\w'%-]+(?:[.,]\w+)?%?)" if before[-1] == " " else r"([\w'-]*)")
        elif piece[0] != "(":
            parts.append(_plain(piece))
        elif before[-1] == " " and after[0] == " " and "" in _options(piece):
            # The blank before it goes with the word.
            parts[-1] = parts[-1].removesuffix(" +")
            parts.append(f"(?: +({_choice(piece)}))?")
        else:
            parts.append(f"({_choice(piece)}{'|' * ('' in _options(piece))})")
    return "".join(parts) + r"(?![\w-]|'\w)"


def _choice(sign: str) -> str:
    """The wordings of "(a|b)" as an expression, the longest first; without the empty one."""
    wordings = sorted(filter(None, _options(sign)), key=len, reverse=True)
    return "|".join(map(_plain, wordings))


def _plain(text: str) -> str:
    return re.escape(text).replace("\\ ", " +")


def _options(sign: str) -> list[str]:
    """The wordings of "(a|b)"."""
    return [option.strip() for option in sign[1:-1].split("|")]
