"""Getting protected spans through a model, or the sentence around them.

A model damages e-mails and phones more often than not. So each is replaced by a
code that models tend to copy, and the answer is trusted only if every code came
back exactly once. Where none did, the sentence is cut at its spans, the pieces
are translated and the spans put back between them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tiptranslate import markup

LOST = "lost-span"
"""The reason where a model lost a protected span (also the id of the check)."""

# Capitals and a figure: models take it for an acronym and copy it.
_CODE = "QX{}"
_WORD = re.compile(r"[^\W\d_]")
# What separates a span from the words beside it, and is no part of a phrase.
_SPACES = "".join(character for character in map(chr, range(0x3001)) if character.isspace())
_SEPARATORS = _SPACES + "|,;:/()[]–—-•·"


@dataclass(frozen=True, slots=True)
class Fixed:
    """``text`` is what stands in for ``[start, end)`` of a sentence, whatever a model says."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Masked:
    """A sentence whose protected spans are replaced by codes.

    ``text`` is what a model gets; ``codes`` are (code, what takes its place in the
    answer) in the order of the sentence: a span's own text, or what a name is fixed to.
    """

    text: str
    codes: tuple[tuple[str, str], ...]

    def unmask(self, text: str) -> str | None:
        """A model's answer with the spans put back; None unless each came exactly once."""
        for code, _ in self.codes:
            if len(_whole(code).findall(text)) != 1:
                return None
        for code, original in self.codes:
            text = _whole(code).sub(lambda _, original=original: original, text)  # type: ignore[misc]
        return text


@dataclass(frozen=True, slots=True)
class Cut:
    """A sentence cut at its protected spans.

    ``pieces`` are what a model must translate; ``frame`` has one string more:
    what stands before, between and after them.
    """

    pieces: tuple[str, ...]
    frame: tuple[str, ...]

    def join(self, pieces: list[str]) -> str:
        """The sentence with its pieces replaced by their translations.

        A model makes a sentence of every piece: a full stop and a capital that the
        piece did not have are taken away.
        """
        text = self.frame[0]
        for source, target, after in zip(self.pieces, pieces, self.frame[1:], strict=True):
            clean = target.strip()
            if not source.endswith("."):
                clean = clean.removesuffix(".")
            if source[0].islower() and not clean[1:2].isupper():
                clean = clean[:1].lower() + clean[1:]
            text += clean + after
        return text


def is_untranslatable(text: str) -> bool:
    """Whether a sentence has no word outside its protected spans: an address, a figure, stars."""
    if not _WORD.search(text):
        return True
    return not any(_WORD.search(gap) for gap in _gaps(text))


def mask(text: str, fixed: Sequence[Fixed] = ()) -> Masked:
    """Replace each protected span by a code that occurs nowhere else in the sentence.

    What is glued to a span ("A%d", "%s%s") goes with it: a code is known again only as
    a word of its own. ``fixed`` are further stretches to replace, with what they become.
    """
    parts, codes, position, number = [], [], 0, 0
    for span in _stretches(text, fixed):
        number += 1
        while (code := _CODE.format(number)) in text:
            number += 1
        codes.append((code, span.text))
        parts += [text[position : span.start], code]
        position = span.end
    return Masked("".join([*parts, text[position:]]), tuple(codes))


def _stretches(text: str, fixed: Sequence[Fixed]) -> list[Fixed]:
    """Protected spans, which stay as they are, and the fixed stretches that touch none of them."""
    spans = [Fixed(start, end, text[start:end]) for start, end in _whole_words(text)]
    free = [
        stretch
        for stretch in fixed
        if not any(stretch.start < span.end and span.start < stretch.end for span in spans)
    ]
    return sorted([*spans, *free], key=lambda stretch: stretch.start)


def _whole_words(text: str) -> list[tuple[int, int]]:
    """The protected spans with the letters and figures that touch them, touching ones joined."""
    found: list[tuple[int, int]] = []
    for span in markup.protected(text):
        start, end = span.start, span.end
        while start and _is_of_word(text[start - 1]):
            start -= 1
        while end < len(text) and _is_of_word(text[end]):
            end += 1
        if found and start <= found[-1][1]:
            start = found.pop()[0]
        found.append((start, end))
    return found


def _is_of_word(character: str) -> bool:
    return character == "_" or character.isalnum()


def cut(text: str) -> Cut:
    """Cut a sentence at its protected spans; what has no word and what separates stays outside."""
    pieces: list[str] = []
    frame = [""]
    spans = markup.protected(text)
    for gap, span in zip(_gaps(text), [*spans, None], strict=True):
        piece = gap.strip(_SEPARATORS)
        if _WORD.search(piece):
            before, _, after = gap.partition(piece)
            frame[-1] += before
            pieces.append(piece)
            frame.append(after)
        else:
            frame[-1] += gap
        if span is not None:
            frame[-1] += text[span.start : span.end]
    return Cut(tuple(pieces), tuple(frame))


def _gaps(text: str) -> list[str]:
    """What stands before, between and after the protected spans."""
    gaps, position = [], 0
    for span in markup.protected(text):
        gaps.append(text[position : span.start])
        position = span.end
    return [*gaps, text[position:]]


def _whole(code: str) -> re.Pattern[str]:
    """A pattern for a code as a word of its own: an ending glued to it would spoil the span."""
    return re.compile(rf"(?<!\w){code}(?!\w)")
