"""The merge: what becomes of people's work when the English changes."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.catalog import digest, dump, merge, parse, read, template_entries, untouched
from tiptranslate.catalog.likeness import fold
from tiptranslate.model import (
    BlockKind,
    Catalog,
    Entry,
    Origin,
    Provenance,
    Segment,
    State,
)

CASES = sorted((Path(__file__).parent.parent / "data" / "merge").iterdir())
"""A folder each: old.po, the release's sentences one a line (release.txt, or release-1.txt,
release-2.txt and so on for one merge after the other), expected.po."""
GOOD_GETTEXT = [case for case in CASES if case.name != "comments"]
"""gettext drops an obsolete entry that holds only a comment; we keep a person's comment."""


def sentences(texts: list[str]) -> tuple[Entry, ...]:
    """The template entries of a release of one paragraph."""
    segments = [Segment(text, 0, 0, len(text), BlockKind.PARAGRAPH) for text in texts]
    return template_entries(segments, "releases/sample.txt")


def merged(entries: tuple[Entry, ...], old: Catalog) -> Catalog:
    """The catalog after a merge."""
    active, obsolete = merge(entries, old)
    return replace(old, entries=active, obsolete=obsolete)


def after(case: Path) -> Catalog:
    """The catalog of a case after all of its releases; every merge is done twice."""
    catalog = read(case / "old.po")
    for release in sorted(case.glob("release*.txt")):
        entries = sentences(release.read_text(encoding="utf-8").splitlines())
        catalog = merged(entries, catalog)
        assert catalog == merged(entries, catalog), "a second merge changes something"
    return catalog


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path) -> None:
    """A golden case: the merged catalog is the expected file, byte for byte."""
    assert dump(after(case)).decode() == (case / "expected.po").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", GOOD_GETTEXT, ids=lambda case: case.name)
def test_case_is_good_gettext(case: Path) -> None:
    """What a merge leaves is what gettext itself would have written."""
    if not shutil.which("msgcat"):
        pytest.skip("GNU gettext is not installed")
    expected = (case / "expected.po").read_bytes()
    result = subprocess.run(
        ["msgcat", case / "expected.po"], capture_output=True, check=True, timeout=30
    )
    assert result.stdout == expected
    assert not result.stderr


def test_first_merge_gives_the_template() -> None:
    """Without an old catalog every entry is open."""
    entries = sentences(["One is here.", "Two are here."])
    assert merge(entries, None) == (entries, ())


def test_near_is_a_setting() -> None:
    """The caller says how similar a sentence must be."""
    old = Catalog("x", "ru", (Entry("One two three four.", "Раз.", State.REVIEWED),))
    new = sentences(["One two five six."])
    assert merge(new, old, near=0.9)[0][0].state is State.UNTRANSLATED
    assert merge(new, old, near=0.5)[0][0].state is State.STALE


# Any catalog and any new release, of sentences that are often alike or nearly so.

_WORD = st.sampled_from(["the", "The", "hotline", "is", "free", "12", "21", '"open"', "“open”",
                         "day-long", "day–long", "now", "."])  # fmt: skip
_SENTENCE = st.builds(
    lambda space, parts: space.join(parts),
    st.sampled_from([" ", " ", "  ", "\u00a0"]),
    st.lists(_WORD, min_size=1, max_size=6),
)
_TARGET = st.sampled_from(["", *(f"Перевод {number}." for number in range(12))])


@st.composite
def an_entry(draw: st.DrawFn) -> Entry:
    """An entry as people and tools may leave it in a file."""
    target = draw(_TARGET)
    state, previous, made = State.UNTRANSLATED, None, draw(provenances(target))
    if target:
        state = draw(st.sampled_from([State.DRAFT, State.STALE, State.REVIEWED]))
        previous = draw(_SENTENCE) if state is State.STALE else None
    plural = draw(st.sampled_from([False] * 9 + [True])) and bool(target)
    return Entry(
        source=draw(_SENTENCE),
        target=target,
        state=state,
        context=draw(st.sampled_from([None, None, None, "headline", ""])),
        provenance=made,
        comments=draw(st.sampled_from([(), (), ("A translator's word.",)])),
        previous_source=previous,
        plural_source="many" if plural else None,
        plural_targets=(target, target + " Много.") if plural else (),
    )


@st.composite
def provenances(draw: st.DrawFn, target: str) -> Provenance | None:
    """None, or a line that fits the target or another one."""
    drafted = draw(st.sampled_from([target, "Машинный перевод."]))
    origin = draw(st.sampled_from([None, Origin.MACHINE, Origin.MACHINE, Origin.MEMORY]))
    if origin is None:
        return None
    if not target:
        return Provenance(Origin.MACHINE, "argos", "m", "1", failed="repetition")
    if origin is Origin.MEMORY:
        return Provenance(origin, "sample", score=100, digest=digest(drafted))
    return Provenance(origin, "argos", "m", "1", digest=digest(drafted))


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    """A catalog whose keys are unique, as readers demand."""
    entries = draw(
        st.lists(an_entry(), max_size=8, unique_by=lambda entry: (entry.context, entry.source))
    )
    cut = draw(st.integers(0, len(entries)))
    return Catalog("sample", "ru", tuple(entries[:cut]), tuple(entries[cut:]))


RELEASES = st.lists(_SENTENCE, max_size=6)


def touched(entry: Entry) -> bool:
    """Whether a person has written, changed or approved the entry's target."""
    return bool(entry.target) and (entry.state is State.REVIEWED or not untouched(entry))


def targets(catalog: Catalog) -> set[str]:
    """Every target in a catalog, the obsolete ones and plural forms included."""
    every = (*catalog.entries, *catalog.obsolete)
    return {text for entry in every for text in (entry.target, *entry.plural_targets)}


@given(catalogs(), RELEASES)
def test_no_word_of_a_person_is_lost(old: Catalog, release: list[str]) -> None:
    """Whatever becomes of the English, a target that a person touched stays in the file."""
    new = merged(sentences(release), old)
    every = (*old.entries, *old.obsolete)
    words_of_people = [
        text for entry in every if touched(entry) for text in (entry.target, *entry.plural_targets)
    ]

    assert set(words_of_people) <= targets(new)


@given(catalogs(), RELEASES)
def test_order_and_keys(old: Catalog, release: list[str]) -> None:
    """Every sentence once, in the order of the release, contexts behind; no key twice."""
    new = merged(sentences(release), old)
    every = [(entry.context, entry.source) for entry in (*new.entries, *new.obsolete)]
    plain = [entry.source for entry in new.entries if entry.context is None]

    assert len(every) == len(set(every))
    assert plain == list(dict.fromkeys(release))
    assert list(dict.fromkeys(entry.source for entry in new.entries)) == plain


@given(catalogs(), RELEASES)
def test_merging_twice_is_merging_once(old: Catalog, release: list[str]) -> None:
    """A second merge changes nothing, nor does one of the catalog as written and read back."""
    entries = sentences(release)
    once = merged(entries, old)
    read_back = parse(dump(once), Path("locales/ru/LC_MESSAGES/sample.po"))

    assert merged(entries, once) == once
    assert dump(merged(entries, read_back)) == dump(once)


@given(catalogs(), RELEASES)
def test_review_stays_and_is_never_invented(old: Catalog, release: list[str]) -> None:
    """A reviewed sentence that stays is left alone; nothing else becomes reviewed by itself."""
    new = merged(sentences(release), old)
    approved = {
        (fold(entry.source), entry.target)
        for entry in (*old.entries, *old.obsolete)
        if entry.state is State.REVIEWED
    }
    for entry in new.entries:
        if entry.state is State.REVIEWED:
            assert (fold(entry.source), entry.target) in approved
    after = {(entry.context, entry.source): entry for entry in new.entries}
    for entry in old.entries:
        if entry.state is State.REVIEWED and entry.source in release:
            kept = after[entry.context, entry.source]
            assert (kept.target, kept.state) == (entry.target, State.REVIEWED)


@given(catalogs(), st.lists(_SENTENCE, min_size=1, max_size=4, unique_by=fold))
def test_mended_typography_keeps_the_review(old: Catalog, release: list[str]) -> None:
    """A reviewed sentence of which only the typography changes stays reviewed."""
    new = merged(sentences(release), old)
    after = {entry.source: entry for entry in new.entries if entry.context is None}
    every = [entry for entry in (*old.entries, *old.obsolete) if entry.context is None]
    for sentence in release:
        alike = [entry for entry in every if fold(entry.source) == fold(sentence)]
        if [entry.state for entry in alike] == [State.REVIEWED]:
            assert after[sentence].state is State.REVIEWED
            assert after[sentence].target == alike[0].target


@given(catalogs(), RELEASES)
def test_stale_shows_what_its_target_translates(old: Catalog, release: list[str]) -> None:
    """A previous sentence beside a target is one that stood with that target before."""
    new = merged(sentences(release), old)
    pairs = set()
    for entry in (*old.entries, *old.obsolete):
        pairs |= {(entry.source, entry.target), (entry.previous_source, entry.target)}
    for entry in new.entries:
        if entry.state is State.STALE:
            assert (entry.previous_source, entry.target) in pairs
