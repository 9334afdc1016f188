"""What answers do to a catalog, and above all what they never do."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate import catalog as catalogs
from tiptranslate.exchange.applying import apply, missing
from tiptranslate.exchange.rows import Answer, Key, key_of
from tiptranslate.exchange.texts import EXACT, TABLE, shown
from tiptranslate.model import Catalog, Entry, Origin, Provenance, State

MADE = Provenance(Origin.MACHINE, "argos", "m", "1", -0.3, catalogs.digest("Черновик."))
DRAFT = Entry("A draft.", "Черновик.", State.DRAFT, provenance=MADE)
REVIEWED = Entry("Reviewed.", "Проверено.", State.REVIEWED)
STALE = Entry("New words.", "Старые слова.", State.STALE, previous_source="Old words.")
EMPTY = Entry("Nothing yet.")
ALL = (DRAFT, REVIEWED, STALE, EMPTY)
FAILED = replace(EMPTY, provenance=Provenance(Origin.MACHINE, "argos", failed="repetition"))


def answer(entry: Entry, target: str | None = None, **facts: object) -> Answer:
    """An answer about an entry that was given out as it stands here."""
    text = entry.target if target is None else target
    base = Answer(1, key_of(entry, entry.target), entry.source, text)
    return replace(base, **facts)  # type: ignore[arg-type]


def done(given_: Answer, *entries: Entry) -> tuple[Entry, str]:
    """The first entry of a catalog after an answer, and what is said of it."""
    catalog = Catalog("news", "ru", entries)
    new, (outcome,) = apply(catalog, [given_], TABLE)
    assert (new is catalog) == (new == catalog)
    assert all(a is b for a, b in zip(new.entries[1:], entries[1:], strict=True))
    assert bool(outcome.refused) == (outcome.what == "refused")
    return new.entries[0], outcome.refused or outcome.what


@pytest.mark.parametrize("entry", ALL)
@pytest.mark.parametrize("approved", [None, False])
def test_nothing_was_said(entry: Entry, approved: bool | None) -> None:
    """The very same catalog; an empty cell takes back only an approval that was there."""
    if approved is False and entry is REVIEWED:
        return
    assert done(answer(entry, approved=approved), entry) == (entry, "unchanged")


@pytest.mark.parametrize(
    ("entry", "state", "what"),
    [
        (DRAFT, State.DRAFT, "changed"),
        (STALE, State.STALE, "changed"),
        (EMPTY, State.DRAFT, "changed"),
        (REVIEWED, State.DRAFT, "changed, approval withdrawn"),
    ],
)
def test_an_edit(entry: Entry, state: State, what: str) -> None:
    """Goes in; only a person's word approves it."""
    assert done(answer(entry, "Новое."), entry) == (
        replace(entry, target="Новое.", state=state),
        what,
    )


def test_an_edited_draft_is_a_persons() -> None:
    """Its fingerprint no longer fits, so that no run replaces it."""
    new, _ = done(answer(DRAFT, "Новое."), DRAFT)

    assert catalogs.untouched(DRAFT)
    assert not catalogs.untouched(new)


@pytest.mark.parametrize("entry", [DRAFT, STALE])
def test_an_approval(entry: Entry) -> None:
    """The translation as it was given out is reviewed, and no longer outdated."""
    new, what = done(answer(entry, approved=True), entry)

    assert (new, what) == (
        replace(entry, state=State.REVIEWED, previous_source=None),
        "approved",
    )


@pytest.mark.parametrize("entry", [*ALL, FAILED])
def test_an_edit_approved(entry: Entry) -> None:
    """Both at once; where an engine had failed, the words are a person's."""
    new, what = done(answer(entry, "Новое.", approved=True), entry)

    assert (new.target, new.state, new.previous_source) == ("Новое.", State.REVIEWED, None)
    assert what == "changed, approved"
    assert new.provenance == (Provenance(Origin.HUMAN) if entry is FAILED else entry.provenance)


def test_an_approval_taken_back() -> None:
    """The cell said yes, and does no longer."""
    new, what = done(answer(REVIEWED, approved=False), REVIEWED)

    assert (new, what) == (replace(REVIEWED, state=State.DRAFT), "approval withdrawn")


def test_an_approval_is_not_taken_back_by_silence() -> None:
    """Where there is no such column, or the format says nothing."""
    assert done(answer(REVIEWED, approved=None), REVIEWED) == (REVIEWED, "unchanged")


def test_nobody_approves_nothing() -> None:
    """An empty translation cannot be published."""
    entry, why = done(answer(EMPTY, approved=True), EMPTY)

    assert (entry, why) == (EMPTY, "there is no translation to approve")


@pytest.mark.parametrize("entry", [DRAFT, REVIEWED, STALE])
@pytest.mark.parametrize("text", ["", "  \n"])
def test_a_deleted_translation(entry: Entry, text: str) -> None:
    """A slip more often than not."""
    new, why = done(answer(entry, text, approved=True), entry)

    assert new is entry
    assert why.startswith("its translation was deleted;")


EDITED_SINCE = replace(DRAFT, target="Правка в каталоге.")
APPROVED_SINCE = replace(DRAFT, state=State.REVIEWED)
TRANSLATED_SINCE = replace(EMPTY, target="Уже есть.", state=State.REVIEWED)


@pytest.mark.parametrize(
    ("given_out", "now", "why"),
    [
        (DRAFT, EDITED_SINCE, "changed in the catalog"),
        (DRAFT, APPROVED_SINCE, "approved in the catalog"),
        (EMPTY, TRANSLATED_SINCE, "changed in the catalog"),
    ],
)
@pytest.mark.parametrize("approved", [None, False, True])
def test_work_in_the_catalog_is_never_lost(
    given_out: Entry, now: Entry, why: str, approved: bool | None
) -> None:
    """An edit of something that has been worked on since is refused."""
    new, said = done(answer(given_out, "Другая правка.", approved=approved), now)

    assert new is now
    assert why in said


def test_an_approval_of_another_text() -> None:
    """What the person has read is no longer there."""
    new, why = done(answer(DRAFT, approved=True), EDITED_SINCE)

    assert new is EDITED_SINCE
    assert why == "another translation is in the catalog since; export again to approve"


@pytest.mark.parametrize("approved", [None, False, True])
def test_two_people_of_one_mind(approved: bool | None) -> None:
    """The same correction in both places is no conflict."""
    said = answer(DRAFT, EDITED_SINCE.target, approved=approved)
    new, what = done(said, EDITED_SINCE)

    assert new == (replace(EDITED_SINCE, state=State.REVIEWED) if approved else EDITED_SINCE)
    assert what == ("approved" if approved else "unchanged")


@pytest.mark.parametrize("approved", [None, False])
def test_an_approval_since_stays(approved: bool | None) -> None:
    """A table that was made before it cannot take it back."""
    assert done(answer(DRAFT, approved=approved), APPROVED_SINCE) == (APPROVED_SINCE, "unchanged")


def test_an_approved_text_changed_since_stays_approved() -> None:
    """Taking back the approval of the old text says nothing about the new one."""
    now = replace(REVIEWED, target="Иначе.")

    assert done(answer(REVIEWED, approved=False), now) == (now, "unchanged")


def test_a_sentence_that_is_gone() -> None:
    """Or has changed: the same."""
    new, why = done(answer(replace(DRAFT, source="The draft."), "Новое."), DRAFT)

    assert new is DRAFT
    assert why == "its English has changed since the export; export again"


def test_english_edited_in_the_table() -> None:
    """The translation may fit what is there, but not what the release says."""
    new, why = done(answer(DRAFT, "Новое.", source="Another draft."), DRAFT)

    assert new is DRAFT
    assert why == "its English was changed in the file; correct the release instead"
    assert done(answer(DRAFT, source=" A\u00a0draft. "), DRAFT)[1] == "unchanged"


def test_faults_found_in_reading() -> None:
    """They refuse; so does a missing key."""
    assert done(answer(DRAFT, "Новое.", fault="a formula"), DRAFT) == (DRAFT, "a formula")
    new, why = done(answer(DRAFT, "Новое.", key=None), DRAFT)
    assert new is DRAFT
    assert why.startswith("its ID is missing or damaged;")


def test_a_second_answer() -> None:
    """A copied row: the first counts."""
    catalog = Catalog("news", "ru", (DRAFT, EMPTY))
    answers = [answer(DRAFT), answer(DRAFT, "Второе."), answer(DRAFT, "Третье.", row=7)]
    new, outcomes = apply(catalog, answers)

    assert new is catalog
    assert [outcome.what for outcome in outcomes] == ["unchanged", "refused", "refused"]


def test_comments_are_added_and_never_taken_away() -> None:
    """What is known, but for white space, is not added again."""
    entry = replace(DRAFT, comments=("Asked the author.",))
    said = answer(entry, comments=("Asked  the author.", "He says yes.", "He says yes."))
    new, what = done(said, entry)

    assert new == replace(entry, comments=("Asked the author.", "He says yes."))
    assert what == "commented"
    assert done(answer(entry, comments=()), entry) == (entry, "unchanged")
    assert done(said, new)[1] == "unchanged"


def test_a_refused_answer_is_refused_whole() -> None:
    """Its comment waits, too."""
    said = answer(DRAFT, "Новое.", comments=("Better?",))

    assert done(said, EDITED_SINCE)[0] is EDITED_SINCE


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Новое.\n", "Новое."),
        ("  Новое\nслово. \n\n", "Новое слово."),
        ("10\u00a0звонков", "10\u00a0звонков"),
        ("«Новое»", "«Новое»"),
        ("до\u200bпосле", "до\u200bпосле"),
    ],
)
def test_what_a_table_adds(typed: str, stored: str) -> None:
    """Line breaks and white space at the ends; quotation marks and no-break spaces are edits."""
    assert done(answer(DRAFT, typed), DRAFT)[0].target == stored


def test_line_breaks_of_a_sentence_that_has_some() -> None:
    """They stay."""
    entry = replace(DRAFT, source="One\ntwo", target="Раз\nдва")
    said = replace(answer(entry, "Раз\nдва\nтри"), source="One\ntwo")

    assert done(said, entry)[0].target == "Раз\nдва\nтри"


def test_plural_entries_are_left_alone() -> None:
    """They are not given out, and no answer finds them."""
    plural = Entry("one", "один", State.DRAFT, plural_source="many", plural_targets=("a", "b"))
    catalog = Catalog("news", "ru", (plural,))
    new, (outcome,) = apply(catalog, [answer(plural, "x")])

    assert new is catalog
    assert outcome.refused
    assert missing(catalog, []) == 0
    assert missing(Catalog("news", "ru", ALL), [answer(DRAFT)]) == 3


TEXTS = st.text(max_size=20)
ENTRIES = st.builds(
    Entry,
    st.text(min_size=1, max_size=20),
    TEXTS,
    st.sampled_from([State.DRAFT, State.STALE, State.REVIEWED]),
).map(lambda entry: entry if entry.target else replace(entry, state=State.UNTRANSLATED))


@given(ENTRIES, ENTRIES, TEXTS, st.sampled_from([True, False, None]))
def test_reviewed_words_survive(
    given_out: Entry, now: Entry, text: str, approved: bool | None
) -> None:
    """Whatever comes back: a target that the file did not know is there afterwards."""
    now = replace(now, source=given_out.source)
    said = answer(given_out, text, approved=approved)
    new, _ = apply(Catalog("n", "ru", (now,)), [said])

    if (now.target, now.state) != (given_out.target, given_out.state):
        moved = now.target != given_out.target
        if moved or (now.state is State.REVIEWED and given_out.state is not State.REVIEWED):
            assert new.entries[0].target == now.target
            assert (new.entries[0].state is State.REVIEWED) or now.state is not State.REVIEWED


@given(ENTRIES)
def test_what_was_not_touched_changes_nothing(entry: Entry) -> None:
    """In tables, too, which cannot show every character."""
    catalog = Catalog("n", "ru", (entry,))
    is_reviewed = entry.state is State.REVIEWED
    for medium in (EXACT, TABLE):
        text = medium.carried(entry.target)
        key = key_of(entry, text)
        said = Answer(1, key, medium.carried(entry.source), text, is_reviewed)
        assert apply(catalog, [said], medium)[0] is catalog


@given(ENTRIES, TEXTS)
def test_an_exact_medium_brings_any_text(entry: Entry, text: str) -> None:
    """Character for character."""
    new, _ = apply(Catalog("n", "ru", (entry,)), [answer(entry, text)])

    assert new.entries[0].target == (text if text.strip() else entry.target)


def test_a_key_alone_says_what_was_given_out() -> None:
    """The fingerprint is of what the file shows."""
    entry = replace(DRAFT, target="а\x01б")
    key = key_of(entry, shown(entry.target))

    assert key == Key(key.sentence, catalogs.digest("а\ufffdб"), State.DRAFT)
