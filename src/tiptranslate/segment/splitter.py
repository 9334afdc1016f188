"""One small door to the SRX engine: rules are read once, text goes in, spans come out."""

import sys
from collections.abc import Sequence
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING
from xml.sax import SAXParseException

import regex

from tiptranslate.errors import InputError

if TYPE_CHECKING:
    from choppa import SrxDocument


class Splitter:
    """Splits English text into sentences.

    Args:
        rules: SRX 2.0 files of the user, asked before the project's own.
    """

    def __init__(self, rules: Sequence[Path] = ()) -> None:
        self._files = tuple(rules)
        self._known: dict[str, tuple[tuple[int, int], ...]] = {}

    @cached_property
    def _document(self) -> "SrxDocument":
        """All rules, the user's in front; read on first use, as the engine takes long to import."""
        document: SrxDocument = _engine().SrxDocument()
        with resources.as_file(resources.files(__package__) / "press_en.srx") as own:
            for path in (*self._files, own):
                document.language_map_list += _read(path).language_map_list
        return document

    def check(self) -> None:
        """Read and compile every rule now.

        Raises:
            InputError: A rule file is no XML, or one of its expressions is wrong.
        """
        list(_engine().SrxTextIterator(self._document, "en", "One. Two."))

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Start and end of every sentence of a block, white space around each left out."""
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = tuple(self._split(text))
        return known

    def _split(self, text: str) -> list[tuple[int, int]]:
        spans = []
        start = 0
        for piece in _engine().SrxTextIterator(self._document, "en", text):
            inner = piece.strip()
            if inner:
                at = start + piece.index(inner)
                spans.append((at, at + len(inner)))
            start += len(piece)
        return spans


@cache
def _engine() -> ModuleType:
    """The SRX engine, without the XML schema library that it imports along.

    Importing that one takes longer than all else in a short run, and it is only for
    validating rule files on request, which nothing here asks for; an empty module
    stands in for it while the engine is imported.
    """
    absent = "xmlschema" not in sys.modules
    if absent:
        sys.modules["xmlschema"] = ModuleType("xmlschema")
    try:
        import choppa  # noqa: PLC0415 - not for --help
    finally:
        if absent:
            del sys.modules["xmlschema"]
    return choppa


def _read(path: Path) -> "SrxDocument":
    """Read one SRX file and compile its rules, so that a fault is found with its file."""
    engine = _engine()
    try:
        document: SrxDocument = engine.SrxDocument(ruleset=path)
        list(engine.SrxTextIterator(document, "en", "One. Two."))
    except SAXParseException as error:
        raise InputError(
            f"is no valid SRX: {error.getMessage()}", path=path, line=error.getLineNumber()
        ) from None
    except regex.error as error:
        raise InputError(
            f"a rule's expression is wrong: {error}; mend it in the SRX file", path=path
        ) from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=path) from None
    except (AttributeError, TypeError, KeyError) as error:
        raise InputError(f"is no SRX 2.0 rule file ({error})", path=path) from None
    return document
