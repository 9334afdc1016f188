"""The two sides of an alignment, and what joins them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

SHAPES = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1))
"""Sentences of source and target in a bead, as far as both sides have any."""
LONGEST = 3
"""Most sentences of one side in a bead."""


class Encode(Protocol):
    """Turns texts into unit vectors, a row each."""

    def __call__(self, texts: Sequence[str], /) -> "Floats":
        """The vectors of some texts."""
        ...


@dataclass(frozen=True, slots=True)
class Side:
    """The sentences of a document in reading order.

    Args:
        texts: The sentences; none is empty.
        paragraphs: The number of the paragraph that each is in, rising; () for one paragraph.
    """

    texts: tuple[str, ...]
    paragraphs: tuple[int, ...] = ()

    def run(self, start: int, size: int) -> str:
        """Neighbouring sentences as one text."""
        return " ".join(self.texts[start : start + size])

    def starts(self) -> list[bool]:
        """Whether a paragraph begins at each sentence."""
        numbers = self.paragraphs or (0,) * len(self.texts)
        return [n == 0 or numbers[n - 1] != number for n, number in enumerate(numbers)]


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences that belong together, by their numbers.

    One side may be empty: what stands there has no counterpart. ``confidence`` is how
    likely the bead is right, 0 to 1; ``moved`` whether it crosses others.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    confidence: float = 1.0
    moved: bool = False

    @property
    def is_pair(self) -> bool:
        """Whether both sides have a sentence."""
        return bool(self.source and self.target)

    @property
    def shape(self) -> str:
        """How many sentences of either side: "1-2"."""
        return f"{len(self.source)}-{len(self.target)}"
