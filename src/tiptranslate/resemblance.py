"""Likeness in meaning over a workspace: the memory searched by it, translations judged by it.

What must be encoded for it needs the extra ``semantic``; vectors are kept in the cache of
the workspace, so that a sentence is encoded once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tiptranslate import languages
from tiptranslate.meaning.encoder import Encoder, available
from tiptranslate.meaning.nearest import fits, nearest
from tiptranslate.meaning.store import Progress, VectorStore
from tiptranslate.model import Entry, Finding, Level, Unit
from tiptranslate.planning import Planner
from tiptranslate.project import Project
from tiptranslate.qa import checking
from tiptranslate.qa.entry import EntryText, Fit, TargetCheck
from tiptranslate.qa.norms import norm, norms
from tiptranslate.recall import Recall

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

UNRELATED = 0.78
"""The cosine of two English sentences that have nothing to do with each other, as a rule:
the median of 2,000,000 pairs from different documents of the corpus."""
LEAST = 0.5
"""From here on a sentence of the memory is worth showing. Of ten sentences put in quite other
words eight are above it; of sentences that the memory has nothing on a quarter find one."""
__all__ = ["Progress", "Sheet", "findings", "require", "scores", "similar"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A catalog whose translations are to be judged.

    Args:
        path: Its file, as findings show it.
        language: Of the targets.
        entries: All of them, in the order of the release.
        checks: Those that the run and the release want.
    """

    path: Path
    language: str
    entries: tuple[Entry, ...]
    checks: tuple[TargetCheck, ...]

    @property
    def judged(self) -> tuple[Entry, ...]:
        """The entries that have one source and one translation."""
        if not norms(self.language):
            return ()
        return tuple(e for e in self.entries if e.target.strip() and e.plural_source is None)


def require() -> None:
    """Refuse at once what cannot be done later.

    Raises:
        ModelMissing: The extra is not installed.
    """
    Encoder()


def findings(
    project: Project,
    sheets: Sequence[Sheet],
    levels: Mapping[str, Level],
    progress: Progress | None = None,
) -> Iterator[Finding]:
    """What the checks of meaning say of catalogs; a language without norms is passed over.

    Args:
        project: The workspace.
        sheets: Its catalogs.
        levels: Levels that stand in for those of the checks, by id.
        progress: Told how many of the sentences are encoded, if any must be.

    Raises:
        ModelMissing: Something must be encoded and the extra is not installed.
    """
    store = VectorStore(project.cache)
    store.encode([text for sheet in sheets for e in sheet.judged for text in _pair(e)], progress)
    source = languages.get(project.settings.workspace.source)
    for sheet in sheets:
        language = languages.get(sheet.language)
        for entry, fit in _fitted(sheet.judged, store):
            text = EntryText(entry, source, language, fit=fit)
            yield from checking.check(text, sheet.path, sheet.checks, levels)


def _pair(entry: Entry) -> tuple[str, str]:
    return entry.source, entry.target


def _fitted(entries: Sequence[Entry], store: VectorStore) -> Iterator[tuple[Entry, Fit]]:
    """The entries of one catalog with how they fit."""
    if not entries:
        return
    sources = store.vectors([entry.source for entry in entries])
    targets = store.vectors([entry.target for entry in entries])
    for entry, (own, other, place) in zip(entries, fits(sources, targets), strict=True):
        yield entry, Fit(own, other, entries[place].source if place >= 0 else "")


def similar(
    project: Project,
    language: str,
    text: str,
    limit: int = 5,
    progress: Progress | None = None,
    *,
    encode: bool = True,
    least: float = LEAST,
) -> list[tuple[Unit, float]]:
    """The units of the memory whose source means nearly what a text means, best first.

    What has no vector yet is encoded first: 20 to 50 sentences a second on one core.

    Args:
        project: The workspace.
        language: Language of the targets.
        text: A sentence in the source language.
        limit: At most so many units.
        progress: Told how many sentences are encoded, if any must be.
        encode: Whether units without a vector are encoded; else they are passed over.
        least: Units below this likeness are left out.

    Returns:
        Units with the likeness of their source: 0 as of unrelated sentences, 1 the same;
        each pair once.

    Raises:
        ModelMissing: The extra is not installed.
        InputError: A memory cannot be read.
    """
    require()
    memory = Recall(project, Planner(project), language).memory()
    units = (stored.unit for stored, _ in memory.stored())
    store = VectorStore(project.cache)
    return among(store, units, text, limit, progress, encode=encode, least=least)


def among(
    store: VectorStore,
    units: Iterable[Unit],
    text: str,
    limit: int,
    progress: Progress | None = None,
    *,
    encode: bool = True,
    least: float = LEAST,
) -> list[tuple[Unit, float]]:
    """The units nearest to a text; see `similar`, which takes those of a workspace."""
    by_source: dict[str, dict[str, Unit]] = {}
    for unit in units:
        by_source.setdefault(unit.source, {}).setdefault(unit.target, unit)
    if not text.strip() or not by_source:
        return []
    sources = list(by_source)
    if encode:
        store.encode(sources, progress)
    order = nearest(store.likeness(_query(store, text), sources), max(limit, 1))
    ranked = (
        (unit, score)
        for row, cosine in order
        if (score := (cosine - UNRELATED) / (1 - UNRELATED)) >= least
        for unit in by_source[sources[row]].values()
    )
    return [(unit, min(score, 1.0)) for unit, score in islice(ranked, limit)]


def _query(store: VectorStore, text: str) -> "NDArray[np.float32]":
    """The vector of what somebody looks for; it is not kept."""
    vectors, found = store.known([text])
    row: NDArray[np.float32] = vectors[0] if found[0] else Encoder().encode([text])[0]
    return row


def scores(project: Project, language: str, pairs: Sequence[tuple[str, str]]) -> list[float | None]:
    """How well pairs of source and target agree in meaning, 0 to 1, as far as it is known.

    Never encodes: None where the store of the workspace lacks the vector of either, for a
    language without norms, and everywhere without the extra.
    0 is the likeness of unrelated sentences of this length, 1 that of an ordinary good pair.
    """
    if not pairs or not available() or not norms(language):
        return [None] * len(pairs)
    store = _opened(project.cache)
    if store is None:
        return [None] * len(pairs)
    sources, known = store.known([source for source, _ in pairs])
    targets, also = store.known([target for _, target in pairs])
    likeness = (sources * targets).sum(axis=1)
    return [
        expected.score(float(one)) if there and (expected := norm(language, source)) else None
        for one, there, (source, _) in zip(likeness, known & also, pairs, strict=True)
    ]


def _opened(folder: Path) -> VectorStore | None:
    """The store of a folder, read again only when it has grown; None where there is none."""
    try:
        now = VectorStore(folder).path.stat()
    except OSError:
        return None
    return _read(folder, (now.st_ino, now.st_size, now.st_mtime_ns))


@lru_cache(maxsize=1)
def _read(folder: Path, _: tuple[int, ...]) -> VectorStore:
    """Scores are asked for catalog by catalog; 100,000 records take a while to look through."""
    return VectorStore(folder)
