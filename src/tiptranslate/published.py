"""Published translations put into the catalogs of the release that they are of."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tiptranslate import catalog as catalogs
from tiptranslate.model import Entry, Origin, Provenance, State
from tiptranslate.papers import plain
from tiptranslate.planning import Planner
from tiptranslate.project import Project


@dataclass(frozen=True, slots=True)
class Filled:
    """A catalog: how many entries took a translation, of how many there were one for."""

    language: str
    path: Path
    filled: int
    found: int


def fill(
    project: Project,
    slug: str,
    language: str,
    name: str,
    targets: Mapping[str, str],
    *,
    reviewed: bool = False,
) -> Filled:
    """Put translations into a release's catalog, where no person has written anything.

    Args:
        project: The workspace; its lock is held.
        slug: The release.
        language: Of the catalog.
        name: The memory that the translations are in.
        targets: The translations by the sentence of the release.
        reviewed: Approve them; one that has lost formatting stays a draft all the same.

    Raises:
        CatalogError: The catalog cannot be read, or was saved meanwhile.
        InputError: The release cannot be read, or something cannot be written.
    """
    planner = Planner(project)
    text = planner.text(slug)
    pot, data = planner.template(text)
    hinted = planner.terminology(language).hinted(text.entries)
    plan = planner.headed(planner.plan(slug, language, replace(text, entries=hinted)), pot)
    entries = [
        _filled(entry, targets[entry.source], name, reviewed=reviewed)
        if entry.source in targets and _is_free(entry)
        else entry
        for entry in plan.catalog.entries
    ]
    planner.put(project.template(slug), data)
    planner.write(replace(plan, catalog=replace(plan.catalog, entries=tuple(entries))))
    changed = sum(new != old for new, old in zip(entries, plan.catalog.entries, strict=True))
    found = sum(entry.source in targets for entry in entries)
    return Filled(language, planner.shown(plan.path), changed, found)


def _is_free(entry: Entry) -> bool:
    """Whether what stands in an entry is nobody's word."""
    if entry.plural_source is not None or entry.state is State.REVIEWED:
        return False
    return not entry.target or catalogs.untouched(entry)


def _filled(entry: Entry, target: str, name: str, *, reviewed: bool) -> Entry:
    """An entry with its published translation."""
    is_whole = plain(entry.source) == entry.source or plain(target) != target
    return replace(
        entry,
        target=target,
        state=State.REVIEWED if reviewed and is_whole else State.DRAFT,
        previous_source=None,
        previous_context=None,
        provenance=Provenance(
            Origin.MEMORY,
            name=name,
            score=100,
            digest=catalogs.digest(target),
        ),
    )
