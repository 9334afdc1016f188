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
from dataclasses import replace

from tiptranslate.catalog.wrapping import columns
from tiptranslate.model import Entry, Origin, Provenance

MARK = "tiptranslate:"
WIDTH = 74
"""Columns of the comment's text; with the ``# `` in front it never passes 76."""

_NONE = "-"
"""Holds the place of an empty field between filled ones."""
_SHORT = 8
"""No field is squeezed below this while another can still give way."""
_POSITIONS = {
    Origin.MACHINE: ("name", "model", "version"),
    Origin.MEMORY: ("score", "name"),
    Origin.HUMAN: ("name",),
}
_LINE = re.compile(
    r"(?:# )?tiptranslate: (?P<origin>machine|memory|human)"
    r"(?P<fields>(?: [^\s=]+)*)"
    r"(?: score=(?P<score>-?\d+\.\d\d))?"
    r"(?: sum=(?P<sum>[0-9a-f]{8}))?"
    r"(?: failed=(?P<failed>[^\s=]+))?"
)


def digest(text: str) -> str:
    """The fingerprint of a target: 8 hexadecimal digits of its BLAKE2s sum."""
    return hashlib.blake2s(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def format(provenance: Provenance) -> str:  # noqa: A001 - read as provenance.format
    """Write a provenance as the text of a translator comment.

    White space and ``=`` inside a name become ``_``; what is too long is shortened in
    the middle, the model first, always in the same way.

    Returns:
        The comment without its ``# ``, at most ``WIDTH`` columns.
    """
    clean = replace(
        provenance,
        name=_token(provenance.name),
        model=_token(provenance.model),
        version=_token(provenance.version),
        failed=_token(provenance.failed),
    )
    for name in ("model", "name", "version", "failed"):
        over = columns(_write(clean)) - WIDTH
        if over > 0:
            clean = replace(clean, **{name: _squeeze(getattr(clean, name), over)})
    return _write(clean)


def parse(line: str) -> Provenance | None:
    """Read a comment (with or without its ``# ``); None where it is not one of ours."""
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    origin = Origin(match["origin"])
    names = _POSITIONS[origin]
    values = match["fields"].split()
    if len(values) > len(names):
        return None
    fields = {name: "" if value == _NONE else value for name, value in zip(names, values)}
    score = fields.pop("score", None) or match["score"]
    try:
        number = None if score is None else float(score)
    except ValueError:
        return None
    return Provenance(
        origin, score=number, digest=match["sum"] or "", failed=match["failed"] or "", **fields
    )


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


def _write(provenance: Provenance) -> str:
    """Join the fields, empty ones at the end left out."""
    values = [_field(provenance, name) for name in _POSITIONS[provenance.origin]]
    while values and values[-1] == _NONE:
        values.pop()
    parts = [MARK, provenance.origin.value, *values]
    score = provenance.score
    if provenance.origin is not Origin.MEMORY and score is not None and math.isfinite(score):
        parts.append(f"score={score:.2f}")
    if provenance.digest:
        parts.append(f"sum={provenance.digest}")
    if provenance.failed:
        parts.append(f"failed={provenance.failed}")
    return " ".join(parts)


def _field(provenance: Provenance, name: str) -> str:
    """One positional field; a match is rounded down, so that 100 means the same words."""
    value = getattr(provenance, name)
    if name == "score":
        return _NONE if value is None or not math.isfinite(value) else str(math.floor(value))
    return value or _NONE


def _token(text: str) -> str:
    """A name as one word that can stand in the line."""
    word = re.sub(r"[\s=]+", "_", text.strip())
    word = "".join(letter if letter.isprintable() else "_" for letter in word)
    return "" if word == _NONE else word


def _squeeze(text: str, over: int) -> str:
    """Take ``over`` columns out of the middle, but leave ``_SHORT`` characters."""
    keep = max(_SHORT, len(text) - over - 1)
    if keep >= len(text):
        return text
    head = (keep + 1) // 2
    return f"{text[:head]}~{text[len(text) - (keep - head):]}"
