"""Uzbek Cyrillic catalogs: derived from the Latin ones, never translated on their own.

A derived entry has the state of the Latin one and a comment that says where it comes from:

    # tiptranslate: derived uz from=1a2b3c4d sum=5e6f7a8b

``from`` is the fingerprint of the Latin target, ``sum`` that of the Cyrillic one as it was
made. A target that does not fit its ``sum``, or that has no such comment, is a person's: it
stays, and so does its state, until the Latin changes; then it is a draft again, to be looked
at. What a person should change is the Latin catalog or `glossary/cyrillic.csv`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tiptranslate.catalog import digest
from tiptranslate.errors import TiptranslateError
from tiptranslate.files import read_bytes
from tiptranslate.glossary.register import Glossary
from tiptranslate.languages.cyrillic import read_exceptions, to_cyrillic
from tiptranslate.model import Catalog, Entry, Name, State, Term, TermStatus
from tiptranslate.planning import Plan, Planner, Text
from tiptranslate.project import Project

LATIN = "uz"
CYRILLIC = "uz@cyrillic"
Convert = Callable[[str], str]
"""From a Latin text to the same in Cyrillic."""

_MARK = f"tiptranslate: derived {LATIN} from="
_LINE = re.compile(rf"{_MARK}([0-9a-f]{{8}}) sum=([0-9a-f]{{8}})")
_A_LATIN = re.compile("[A-Za-z]")
_Key = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class Derived:
    """What a run has done.

    Args:
        written: The catalogs that have changed, from the root of the workspace.
        errors: What was wrong with the others.
    """

    written: tuple[Path, ...]
    errors: tuple[TiptranslateError, ...] = ()


def derive(project: Project, slugs: Sequence[str]) -> Derived:
    """Write the Cyrillic catalogs of releases from their Latin ones.

    A release without a Latin catalog is passed over.

    Raises:
        InputError: The workspace's own table or its glossary is wrong.
        WorkspaceError: Another command is writing in the workspace.
    """
    written: list[Path] = []
    errors: list[TiptranslateError] = []
    with project.lock():
        planner = Planner(project)
        convert = converter(planner, project)
        for slug in slugs:
            try:
                text = planner.text(slug)
                made = plan(planner, project, text, convert)
                if made is None:
                    continue
                pot, _ = planner.template(text)
                if planner.write(planner.headed(made, pot)):
                    written.append(planner.shown(made.path))
            except TiptranslateError as error:
                errors.append(error)
    return Derived(tuple(written), tuple(errors))


def converter(planner: Planner, project: Project) -> Convert:
    """How this workspace writes Uzbek in Cyrillic: by its own table, then by its glossary.

    Raises:
        InputError: The table or the glossary is wrong.
    """
    path = project.root / "glossary" / "cyrillic.csv"
    shown = planner.shown(path)
    data = read_bytes(path, shown)
    own = read_exceptions(data, shown) if data else {}
    glossary = planner.glossary
    exceptions = {**own, **{k: v for k, v in _written(glossary) if k not in own}}
    return partial(to_cyrillic, keep=tuple(_kept(glossary)), exceptions=exceptions)


def _written(glossary: Glossary) -> Iterator[tuple[str, str]]:
    """Terms and names that the glossary has in both scripts."""
    items: tuple[Term | Name, ...] = (*glossary.terms, *glossary.names)
    for item in items:
        latin, cyrillic = item.targets.get(LATIN), item.targets.get(CYRILLIC)
        if latin and cyrillic and latin.text and cyrillic.text:
            yield latin.text, cyrillic.text


def _kept(glossary: Glossary) -> Iterator[str]:
    """What stays Latin: KEEP terms, and names and acronyms that Uzbek has taken over whole."""
    for term in glossary.terms:
        if term.status is TermStatus.KEEP:
            yield term.source
    for name in glossary.names:
        target = name.targets.get(LATIN)
        if target is None:
            continue
        if target.acronym and target.acronym == name.acronym:
            yield name.acronym
        # Half of "Winrock International" has letters that Uzbek does not have.
        if target.text == name.source and _A_LATIN.search(to_cyrillic(name.source)):
            yield name.source


def plan(planner: Planner, project: Project, text: Text, convert: Convert) -> Plan | None:
    """The Cyrillic catalog of a release as it is to be; None without a Latin one.

    Documents are made from it as well as files, whether the file is there or not.

    Raises:
        CatalogError: One of the two catalogs cannot be read.
    """
    slug = text.release.slug
    latin = planner.plan(slug, LATIN, text)
    if latin.old is None:
        return None
    path = project.catalog(slug, CYRILLIC)
    old = planner.catalog(path) if path.is_file() else None
    return Plan(slug, CYRILLIC, path, old, derive_catalog(latin.catalog, old, convert))


def derive_catalog(latin: Catalog, old: Catalog | None, convert: Convert) -> Catalog:
    """A Cyrillic catalog from a Latin one, with what people have written in the old one."""
    before = {_key(entry): entry for entry in (*old.entries, *old.obsolete)} if old else {}
    known = {_key(entry) for entry in (*latin.entries, *latin.obsolete)}
    gone = [entry for key, entry in before.items() if key not in known and _is_persons(entry)]

    def renewed(entry: Entry) -> Entry:
        return _kept_or(before.get(_key(entry)), derive_entry(entry, convert), entry)

    return replace(
        old or Catalog(latin.slug, CYRILLIC),
        slug=latin.slug,
        language=CYRILLIC,
        entries=tuple(map(renewed, latin.entries)),
        obsolete=(*map(renewed, latin.obsolete), *gone),
    )


def derive_entry(entry: Entry, convert: Convert) -> Entry:
    """A Latin entry in Cyrillic: same state and notes, marked as derived.

    Where the Latin came from (machine, memory, person) is left to the Latin catalog.
    """
    if entry.state is State.UNTRANSLATED:
        return replace(entry, provenance=None, comments=_others(entry))
    target = convert(entry.target)
    mark = f"{_MARK}{digest(entry.target)} sum={digest(target)}"
    return replace(
        entry,
        target=target,
        plural_targets=tuple(map(convert, entry.plural_targets)),
        provenance=None,
        comments=(mark, *_others(entry)),
    )


def _kept_or(old: Entry | None, made: Entry, latin: Entry) -> Entry:
    """The old entry's target where it is a person's, else the entry as made."""
    if old is None or not _is_persons(old):
        return made
    match = _mark(old)
    has_changed = match is not None and match[1] != digest(latin.target)
    mark = f"{_MARK}{digest(latin.target)} sum={match[2]}" if match else ""
    return replace(
        made,
        target=old.target,
        plural_targets=old.plural_targets,
        state=State.DRAFT if has_changed else old.state,
        previous_source=None if has_changed else old.previous_source,
        previous_context=None if has_changed else old.previous_context,
        previous_plural=None if has_changed else old.previous_plural,
        provenance=old.provenance,
        comments=(*([mark] if mark else []), *_others(old)),
    )


def _is_persons(entry: Entry) -> bool:
    """Whether a person has written the target, or changed it since it was derived."""
    match = _mark(entry)
    if not entry.target:
        return False
    return match is None or match[2] != digest(entry.target)


def _mark(entry: Entry) -> re.Match[str] | None:
    found = (_LINE.fullmatch(comment) for comment in entry.comments)
    return next((match for match in found if match), None)


def _others(entry: Entry) -> tuple[str, ...]:
    """An entry's comments but for ours."""
    return tuple(comment for comment in entry.comments if not _LINE.fullmatch(comment))


def _key(entry: Entry) -> _Key:
    return entry.context, entry.source
