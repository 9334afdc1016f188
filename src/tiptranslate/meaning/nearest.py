"""Comparing vectors: which others a sentence is nearest to."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NONE = -1.5
"""Below any cosine, however rounded."""
_BLOCK = 512
"""Rows compared at a time: a release of 10,000 sentences shall not take 400 MB."""


def fits(
    sources: "NDArray[np.float32]", targets: "NDArray[np.float32]"
) -> list[tuple[float, float, int]]:
    """How every translation of a document fits its own source, and the best of the others.

    Args:
        sources: Unit vectors of shape (n, width), in the order of the document.
        targets: Those of the translations, row for row.

    Returns:
        For every row the cosine with its own source, the highest with another one, and the
        row of that one; -1.0 and -1 where there is no other.
    """
    import numpy as np  # noqa: PLC0415 - not needed by those who never ask for meaning

    found: list[tuple[float, float, int]] = []
    for start in range(0, len(targets), _BLOCK):
        likeness = targets[start : start + _BLOCK] @ sources.T
        rows = np.arange(len(likeness))
        own = likeness[rows, start + rows].tolist()
        likeness[rows, start + rows] = -1.0
        best = likeness.argmax(axis=1)
        other = likeness[rows, best].tolist()
        found += zip(own, other, best.tolist(), strict=True)
    return found if len(targets) != 1 else [(found[0][0], -1.0, -1)]


def nearest(likeness: "NDArray[np.float32]", limit: int) -> list[tuple[int, float]]:
    """The places of the highest cosines with their values, best first; of equals the first.

    Args:
        likeness: Cosines; what is below -1 does not count.
        limit: How many at most, above 0.
    """
    import numpy as np  # noqa: PLC0415 - as above

    # Sorting all of them would take longer than comparing them.
    cut = np.partition(likeness, -limit)[-limit] if limit < len(likeness) else _NONE
    among = np.flatnonzero((likeness >= cut) & (likeness >= _NONE))
    order = among[np.argsort(-likeness[among], kind="stable")][:limit]
    return [(int(place), float(likeness[place])) for place in order]
