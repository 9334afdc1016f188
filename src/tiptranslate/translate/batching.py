"""Which sentences of a run go through the model together: those of like length, each once."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

Tokens = tuple[str, ...]
Item = TypeVar("Item", bound=Hashable)

LONGEST = 512
"""Tokens of the longest sentence a model is given: what most were trained on at most."""


def batches(sentences: Sequence[Tokens], size: int) -> Iterator[list[Tokens]]:
    """Sentences in batches of like length, the longest first.

    A batch holds at most ``size`` tokens, padding counted; a longer sentence is one
    of its own. Sentences of one length come in their order.
    """
    batch: list[Tokens] = []
    for tokens in sorted(sentences, key=lambda tokens: -len(tokens)):
        if batch and (len(batch) + 1) * len(batch[0]) > size:
            yield batch
            batch = []
        batch.append(tokens)
    if batch:
        yield batch


def parts(
    sentences: Sequence[Sequence[str]], size: int, *, longest: int = LONGEST, together: int = 1
) -> list[list[int]]:
    """The places of sentences that a run would put into the same batches.

    What ``Runner.run`` makes of a part by itself is what it makes of it among all: the
    part's sentences are cut into the very same batches.

    Args:
        sentences: Tokens of all sentences of a run.
        size: Tokens of a batch.
        longest: Tokens a sentence may have.
        together: Batches a part.

    Returns:
        The parts, the one with the longest sentences first; each place is in one of them.
    """
    where = places(map(tuple, sentences))
    without, rest = translatable(list(where), longest)
    found = list(batches(rest, size))
    groups = [found[start : start + together] for start in range(0, len(found), together)]
    if without:
        groups.append([without])
    return [
        [place for batch in group for tokens in batch for place in where[tokens]]
        for group in groups
    ]


def places(items: Iterable[Item]) -> dict[Item, list[int]]:
    """Where each different one stands, in the order of their first places."""
    found: dict[Item, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        found[item].append(place)
    return found


def translatable(sentences: Sequence[Tokens], longest: int) -> tuple[list[Tokens], list[Tokens]]:
    """The sentences that no model is given, and the others."""
    without = [tokens for tokens in sentences if not 0 < len(tokens) <= longest]
    return without, [tokens for tokens in sentences if 0 < len(tokens) <= longest]
