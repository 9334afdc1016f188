"""One small door to the SRX engine: rules are read once, text goes in, spans come out."""

from collections.abc import Iterator, MutableMapping, Sequence
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from tiptranslate.errors import InputError

if TYPE_CHECKING:
    from tiptranslate.segment.engine import SrxDocument
    from tiptranslate.segment.rules import Stated


Spans = tuple[tuple[int, int], ...]
Known = MutableMapping[str, Spans]
_OWN, _OTHERS = "press_en.srx", "press_targets.srx"
"""The project's rules: for English, and for the languages translated into."""


class Splitter:
    """Splits text into sentences.

    Args:
        rules: SRX 2.0 files of the user, asked before the project's own.
        known: Results of these very rules, to look up and to add to.
        language: The code of the text's language; of others than English, only the
            project's own rules know anything.
    """

    def __init__(
        self, rules: Sequence[Path] = (), known: Known | None = None, language: str = "en"
    ) -> None:
        self._files = tuple(rules)
        self._language = language
        self._own = _OWN if language == "en" else _OTHERS
        self._known: Known = {} if known is None else known

    @cached_property
    def _document(self) -> "SrxDocument":
        """All rules, the user's in front; read on first use, as the engine takes long to import."""
        from tiptranslate.segment.engine import (  # noqa: PLC0415
            LanguageRule,
            SrxDocument,
            SrxTextIterator,
        )
        from tiptranslate.segment.rules import WRONG, read  # noqa: PLC0415

        found: list[Stated] = []
        with resources.as_file(resources.files(__package__) / self._own) as own:
            for path in (*self._files, own):
                found += read(path, self._language)
        # Of two equal rules the engine would ask only the last, in front of which more is
        # excepted; what the first lets through, the last can only let through again.
        rules = list(dict.fromkeys(stated.rule for stated in found))
        document = SrxDocument()
        document.add_language_map(self._language, LanguageRule("all", rules))
        try:
            list(SrxTextIterator(document, self._language, "One. Two."))
        except WRONG as error:
            raise _fault(found, document, error) from None
        return document

    def spans(self, text: str) -> Spans:
        """Start and end of every sentence of a block, white space around each left out."""
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = tuple(self._split(text))
        return known

    def _split(self, text: str) -> list[tuple[int, int]]:
        from tiptranslate.segment.engine import SrxTextIterator  # noqa: PLC0415

        spans = []
        start = 0
        for piece in SrxTextIterator(self._document, self._language, text):
            inner = piece.strip()
            if inner:
                at = start + piece.index(inner)
                spans.append((at, at + len(inner)))
            start += len(piece)
        return spans


def _fault(found: Sequence["Stated"], document: "SrxDocument", error: Exception) -> InputError:
    """Which of the rules it is that cannot be used."""
    from tiptranslate.segment.rules import prove, reason  # noqa: PLC0415

    try:
        for stated in found:
            prove(stated, document)
    except InputError as fault:
        return fault
    return InputError(
        f"its rules cannot be used together with the others: {reason(error)}; mend them",
        path=found[0].path,
    )


def rule_bytes(rules: Sequence[Path]) -> Iterator[bytes]:
    """The content of all rule files that a splitter would read: the user's, then our own."""
    for path in rules:
        yield path.read_bytes()
    yield (resources.files(__package__) / _OWN).read_bytes()
