"""The analysis: how much of the text is new, how much the memory has, before work begins.

Words and sentences by match band, as translation tools count them; docs/analysis.md has
the rules and where each is from. Writes nothing and needs no catalog.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property

from tiptranslate.errors import TiptranslateError, UsageError
from tiptranslate.languages import uz, uz_cyrl
from tiptranslate.model import Entry, State, Unit
from tiptranslate.planning import Plan, Planner, Text
from tiptranslate.project import Project
from tiptranslate.recall import Recall
from tiptranslate.reports import Amount, Analysis
from tiptranslate.translate import Memory
from tiptranslate.translate.memory_words import fold, per_cent

REVIEWED, REPEATED, EXACT, NONE = "reviewed", "repetition", "100", "none"
LEAST = {EXACT: 100, "95-99": 95, "85-94": 85, "75-84": 75}
"""The least per cent of each match band, the best first; what is under all of them has none."""
BANDS = (REVIEWED, REPEATED, *LEAST, NONE)
"""Every sentence is in one of these."""

_MINIMUM = min(LEAST.values()) / 100


def analyse(
    project: Project, slugs: Sequence[str], languages: Sequence[str]
) -> Iterator[Analysis | TiptranslateError]:
    """Sort the sentences of releases into match bands, release after release.

    A release or catalog at fault is given as its error and does not stop the others. An
    earlier release of the selection makes a sentence of a later one a repetition, so the
    order counts. Uzbek Cyrillic that is derived from the Latin is no work and left out.

    Raises:
        UsageError: Nothing but such Cyrillic was asked for.
        InputError: A memory cannot be read.
    """
    planner = Planner(project)
    sorters = {code: _Sorter(project, planner, code) for code in _translated(project, languages)}
    for slug in slugs:
        try:
            text = planner.text(slug)
        except TiptranslateError as error:
            yield error
            continue
        for language, sorter in sorters.items():
            try:
                plan = planner.plan(slug, language, text)
            except TiptranslateError as error:
                yield error
                continue
            path = planner.shown(plan.path)
            yield Analysis(slug, language, path, sorter.sort(plan, text))


def band(match: int) -> str:
    """The match band of a match in per cent, 0 to 100."""
    return next((name for name, least in LEAST.items() if match >= least), NONE)


class _Sorter:
    """Sorts the sentences of one language, one release after the other."""

    def __init__(self, project: Project, planner: Planner, language: str) -> None:
        self._project = project
        self._planner = planner
        self._language = language
        self._seen: set[str] = set()
        self._matches: dict[str, int] = {}

    def sort(self, plan: Plan, text: Text) -> dict[str, Amount]:
        """How much of a release is in each band; every band is there."""
        amounts = dict.fromkeys(BANDS, Amount())
        for entry in _sentences(plan, text):
            amounts[self._band(entry)] += Amount(1, len(entry.source.split()))
        return amounts

    def _band(self, entry: Entry) -> str:
        if entry.state is State.REVIEWED:
            return REVIEWED
        key = fold(entry.source)
        if key in self._seen:
            return REPEATED
        self._seen.add(key)
        return band(max(self._match(entry.source), self._former(entry)))

    def _match(self, source: str) -> int:
        """The best match of the memory in per cent, rounded down; 0 for none."""
        if source not in self._matches:
            self._matches[source] = best(self._memory, source)
        return self._matches[source]

    def _former(self, entry: Entry) -> int:
        """How alike an outdated sentence is to what its translation was made for."""
        if entry.state is not State.STALE or entry.previous_source is None:
            return 0
        former = Memory([Unit(entry.previous_source, entry.target, "")])
        return best(former, entry.source)

    @cached_property
    def _memory(self) -> Memory:
        """What people have approved, and the imported memories; opened when first needed."""
        return Recall(self._project, self._planner, self._language).memory()


def best(memory: Memory, source: str) -> int:
    """The best match of a memory for a sentence, in per cent rounded down; 0 below every band."""
    if memory.exact(source) is not None:
        return 100
    near = memory.near(source, _MINIMUM, 1)
    return per_cent(near[0][1]) if near else 0


def _sentences(plan: Plan, text: Text) -> Iterator[Entry]:
    """The entry of every sentence of a release, as often as the sentence stands there."""
    known = {(entry.context, entry.source): entry for entry in plan.catalog.entries}
    for segment in text.sentences:
        named = known.get((segment.kind.value, segment.text))
        yield named or known[None, segment.text]


def _translated(project: Project, languages: Sequence[str]) -> list[str]:
    """The languages that are translated, not derived.

    Raises:
        UsageError: There is none.
    """
    latin, cyrillic = uz.LANGUAGE.code, uz_cyrl.LANGUAGE.code
    derives = latin in project.settings.workspace.languages
    found = [code for code in languages if not (derives and code == cyrillic)]
    if languages and not found:
        raise UsageError(f"{cyrillic} is made from {latin} by rule; ask for {latin}")
    return found
