"""The one translator comment by which a draft says where it came from.

    # tiptranslate: machine argos translate-en_ru 1.9 score=-0.31 sum=1a2b3c4d
    # tiptranslate: memory 100 astana-2023 sum=1a2b3c4d
    # tiptranslate: machine argos translate-en_ru 1.9 failed=changed-number,repetition
    # tiptranslate: human

It is a ``# `` comment because those survive msgmerge, pot2po, Poedit and Weblate, and
short because editors wrap long ones. ``sum`` is the fingerprint of the draft as made: a
target that no longer fits it was touched by a person. A line we do not understand is not
ours and stays an ordinary comment.
"""

import hashlib
import math
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from tiptranslate.catalog.linebreak import width
from tiptranslate.model import Entry, Origin, Provenance

MARK = "tiptranslate:"
WIDTH = 74
"""Columns of the comment's text; with the ``# `` in front it never passes 76."""

_NONE = "-"
"""Holds the place of an empty field between filled ones."""
_SHORT = 6
"""No name is squeezed below this; what then still is too long is cut off ``failed``."""
_SQUEEZED = ("model", "version", "name")
"""What gives way where a line is too long, in this order."""
_POSITIONS = {
    Origin.MACHINE: ("name", "model", "version"),
    Origin.MEMORY: ("score", "name"),
    Origin.HUMAN: ("name",),
}
_MOST_NAMES = {
    origin: len([name for name in names if name != "score"]) for origin, names in _POSITIONS.items()
}
_ORIGINS = {origin.value: origin for origin in Origin}
_LINE = re.compile(
    r"(?:# )?tiptranslate: (?P<origin>machine|memory|human)"
    r"(?P<fields>(?: [^\s=]+)*)"
    r"(?: score=(?P<score>-?\d{1,3}\.\d\d))?"
    r"(?: sum=(?P<sum>[0-9a-f]{8}))?"
    r"(?: failed=(?P<failed>[^\s=]+))?"
)
_PER_CENT = re.compile(r"\d{1,3}")
_DIGEST = re.compile(r"[0-9a-f]{8}")


def digest(text: str) -> str:
    """The fingerprint of a target: 8 hexadecimal digits of its BLAKE2s sum."""
    return hashlib.blake2s(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def format(provenance: Provenance) -> str:  # noqa: A001 - read as provenance.format
    """Write a provenance as the text of a translator comment.

    White space, ``=`` and characters that are not one column wide become ``_``. What is too
    long is shortened in the middle, the model first, always in the same way. ``failed``
    says there is no draft, so score and fingerprint are left out beside it.

    Returns:
        The comment without its ``# ``, at most ``WIDTH`` columns.
    """
    if _DIGEST.fullmatch(provenance.digest) and not provenance.failed:
        # All but the fingerprint is the same for many drafts.
        line = f"{_format(replace(provenance, digest=''))} sum={provenance.digest}"
        if len(line) <= WIDTH:
            return line
    return _format(provenance)


@lru_cache(maxsize=1000)
def _format(provenance: Provenance) -> str:
    names = {name: _token(getattr(provenance, name)) for name in (*_SQUEEZED, "failed")}
    line = _write(provenance, names)
    for name in _SQUEEZED:
        if len(line) <= WIDTH:
            return line
        names[name] = _squeeze(names[name], len(line) - WIDTH)
        line = _write(provenance, names)
    return line if len(line) <= WIDTH else line[: WIDTH - 1] + "~"


def parse(line: str) -> Provenance | None:
    """Read a comment (with or without its ``# ``); None where it is not one of ours."""
    before, found, digits = line.partition(" sum=")
    if not found or not _DIGEST.fullmatch(digits):
        return _parse(line)
    made = _parse(before)  # the same for many drafts, and so at hand
    if made is None:
        return None
    return Provenance(made.origin, made.name, made.model, made.version, made.score, digits)


@lru_cache(maxsize=1000)
def _parse(line: str) -> Provenance | None:
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    named, fields, score, sum_, failed = match.groups("")
    origin = _ORIGINS[named]
    values = ["" if value == _NONE else value for value in fields.split()]
    if origin is Origin.MEMORY:
        score = values.pop(0) if values else ""
        if score and not _PER_CENT.fullmatch(score):
            return None
    if len(values) > _MOST_NAMES[origin]:
        return None
    name, model, version = (*values, "", "", "")[:3]
    number = float(score) if score else None
    return Provenance(origin, name, model, version, number, sum_, failed)


def take(comments: tuple[str, ...]) -> tuple[Provenance | None, tuple[str, ...]]:
    """Our own line out of an entry's comments, and what is left of them."""
    for number, comment in enumerate(comments):
        if comment.startswith(MARK):
            made = parse(comment)
            if made is not None:
                return made, comments[:number] + comments[number + 1 :]
    return None, comments


def untouched(entry: Entry) -> bool:
    """Whether the target is the machine's or the memory's draft exactly as it was made.

    Without provenance, or with a target the fingerprint does not fit, the words are a
    person's. An entry left empty holds no draft and is not "untouched".
    """
    made = entry.provenance
    return bool(made and made.digest and made.digest == digest(entry.target))


def _write(provenance: Provenance, names: Mapping[str, str]) -> str:
    """Join the fields, empty ones at the end left out."""
    values = [
        _match(provenance.score) if name == "score" else names[name] or _NONE
        for name in _POSITIONS[provenance.origin]
    ]
    while values and values[-1] == _NONE:
        values.pop()
    parts = [MARK, provenance.origin.value, *values]
    if names["failed"]:
        return " ".join([*parts, f"failed={names['failed']}"])
    score = provenance.score
    if provenance.origin is not Origin.MEMORY and score is not None and math.isfinite(score):
        # 0.0 and -0.0 are equal, and so must be what is written of them.
        figure = f"{max(-999.99, min(score, 999.99)):.2f}"
        parts.append(f"score={'0.00' if figure == '-0.00' else figure}")
    if _DIGEST.fullmatch(provenance.digest):
        parts.append(f"sum={provenance.digest}")
    return " ".join(parts)


def _match(score: float | None) -> str:
    """A match in per cent, rounded down, so that 100 means the same words."""
    if score is None or not math.isfinite(score):
        return _NONE
    return str(math.floor(max(0, min(score, 100))))


@lru_cache(maxsize=1000)
def _token(text: str) -> str:
    """A name as one word that can stand in the line."""
    word = re.sub(r"[\s=]+", "_", text.strip())
    word = "".join(
        letter if letter.isprintable() and width(letter) == 1 else "_" for letter in word
    )
    return "" if word == _NONE else word


def _squeeze(text: str, over: int) -> str:
    """Take ``over`` characters out of the middle, but leave ``_SHORT`` of them."""
    keep = max(_SHORT, len(text) - over) - 1
    if over <= 0 or keep + 1 >= len(text):
        return text
    head = (keep + 1) // 2
    return f"{text[:head]}~{text[len(text) - (keep - head) :]}"
