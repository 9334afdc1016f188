"""Deciding: at once in the file, nothing else changed, nothing of anybody lost."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate import pipeline
from tiptranslate.catalog import read
from tiptranslate.checking import CheckChoice
from tiptranslate.drafts import Choice
from tiptranslate.errors import CatalogError, UsageError, WorkspaceError
from tiptranslate.model import Entry, State
from tiptranslate.project import Project
from tiptranslate.review import undo
from tiptranslate.review.advice import Advisor
from tiptranslate.review.deciding import Decision, Version, clean, decided, identity, version
from tiptranslate.review.differences import differences
from tiptranslate.review.merging import Conflict
from tiptranslate.review.reading import UnknownError
from tiptranslate.review.reviewer import Reviewer
from tiptranslate.review.searching import Query, search
from tiptranslate.review.session import NothingToUndoError, Session
from tiptranslate.review.undo import Change, Journal

FREE = "It is free."
NIGHT = "It answers at night, too."
APPROVE = Decision(state=State.REVIEWED)


def catalog(work: Path) -> Path:
    """The catalog that is decided about."""
    return work / "locales" / "ru" / "LC_MESSAGES" / "news.po"


def now(session: Session, source: str) -> Entry:
    """An entry as the page shows it."""
    return session.desk.snapshot("news", "ru").by_id[identity(Entry(source))]


def stored(work: Path, source: str) -> Entry:
    """An entry as the file has it."""
    return next(entry for entry in read(catalog(work)).entries if entry.source == source)


def decide(session: Session, source: str, decision: Decision, seen: Entry | None = None) -> None:
    """Decide upon an entry as it is, or as it was seen."""
    etag = version(seen or now(session, source)).etag
    session.decide("news", "ru", identity(Entry(source)), etag, decision)


def lines(work: Path) -> list[str]:
    """The lines of the catalog but for the two of its header that every decision sets."""
    text = catalog(work).read_text(encoding="utf-8")
    return re.sub(r'"(?:PO-Revision-Date|Last-Translator): .*\n', "", text).split("\n")


def test_an_approval_is_in_the_file_at_once(session: Session, work: Path) -> None:
    """One line goes, the header names who and when, and all else stays."""
    before = lines(work)

    decide(session, FREE, APPROVE)

    at = before.index(f'msgid "{FREE}"') - 1
    assert before[at] == "#, fuzzy"
    assert lines(work) == before[:at] + before[at + 1 :]
    header = read(catalog(work)).header
    assert header["Last-Translator"] == "A. Reviewer <a@example.org>"
    assert header["PO-Revision-Date"] >= header["POT-Creation-Date"]
    assert stored(work, FREE).state is State.REVIEWED


def test_a_signed_approval(work: Path) -> None:
    """If wished, the entry says who approved it; another approval does not say it twice."""
    session = Session(work, Reviewer("A. Reviewer", sign=True))
    decide(session, FREE, Decision(comments=("Mine.",)))

    decide(session, FREE, APPROVE)
    decide(session, FREE, Decision("Новое.", State.REVIEWED))
    mine, signed = stored(work, FREE).comments
    decide(session, FREE, Decision(state=State.DRAFT))

    assert mine == "Mine."
    assert re.fullmatch(r"reviewed by A\. Reviewer, \d{4}-\d\d-\d\d", signed)
    assert stored(work, FREE).comments == ("Mine.",)


def test_words_of_a_person_are_kept_by_the_next_draft(session: Session, work: Path) -> None:
    """What was typed and approved is as `draft` and `check` expect it."""
    decide(session, FREE, Decision("Это бесплатно.", State.REVIEWED))
    before = catalog(work).read_bytes()

    pipeline.draft(Project(work), ["news"], ["ru"], Choice("pseudo"))

    assert catalog(work).read_bytes() == before


@pytest.mark.parametrize(
    ("entry", "decision", "target", "state"),
    [
        (Entry("A", "а", State.DRAFT), Decision("б"), "б", State.DRAFT),
        (Entry("A", "а", State.REVIEWED), Decision("б"), "б", State.DRAFT),
        (Entry("A", "а", State.REVIEWED), Decision("а"), "а", State.REVIEWED),
        (Entry("A", "а", State.REVIEWED), Decision(state=State.DRAFT), "а", State.DRAFT),
        (Entry("A"), Decision("б"), "б", State.DRAFT),
        (Entry("A", "а", State.REVIEWED), Decision(" \n "), "", State.UNTRANSLATED),
        (Entry("A", "а", State.STALE, previous_source="B"), Decision("б"), "б", State.STALE),
        (Entry("A", "а", State.STALE, previous_source="B"), APPROVE, "а", State.REVIEWED),
        (Entry("A"), Decision("б\r\nв", State.REVIEWED), "б в", State.REVIEWED),
    ],
)
def test_what_becomes_of_an_entry(
    entry: Entry, decision: Decision, target: str, state: State
) -> None:
    """A changed text is nobody's approval; a stale one stays so until somebody approves it."""
    done = decided(entry, decision)

    assert (done.target, done.state) == (target, state)
    assert done.previous_source == (entry.previous_source if state is State.STALE else None)


def test_nothing_cannot_be_approved() -> None:
    """An empty translation has nobody's approval."""
    with pytest.raises(UsageError, match="nothing to approve"):
        decided(Entry("A"), APPROVE)


@given(st.text(), st.sampled_from(["One line.", "Two\nlines.", "\nEnds\n"]))
def test_a_clean_text_fits_its_source(text: str, source: str) -> None:
    """Whatever is typed can be written, is the same when cleaned again, and ends as its source."""
    done = clean(text, source)

    assert clean(done, source) == done
    assert done.encode().decode() == done
    assert not done or done.endswith("\n") == source.endswith("\n")
    assert "\n" in source or "\n" not in done


def test_two_on_different_entries(session: Session, work: Path) -> None:
    """Decisions made on an older file are put into the newer one."""
    seen = now(session, NIGHT)
    other = Session(work)

    decide(session, FREE, APPROVE)
    decide(other, NIGHT, Decision("Ночью тоже."), seen)

    assert stored(work, FREE).state is State.REVIEWED
    assert stored(work, NIGHT).target == "Ночью тоже."


def test_two_on_one_entry(session: Session, work: Path) -> None:
    """The later one is refused with both texts, and may then insist."""
    seen = now(session, FREE)
    decide(session, FREE, Decision("Первый."))
    before = catalog(work).read_bytes()

    with pytest.raises(Conflict) as caught:
        decide(session, FREE, Decision("Второй.", State.REVIEWED), seen)

    conflict = caught.value
    assert catalog(work).read_bytes() == before
    assert conflict.theirs is not None
    assert conflict.mine == Version("Второй.", State.REVIEWED, None, ())
    assert conflict.theirs.target == "Первый."
    decide(session, FREE, Decision("Второй.", State.REVIEWED), conflict.theirs)
    assert stored(work, FREE).target == "Второй."


def test_two_who_decide_the_same(session: Session, work: Path) -> None:
    """There is nothing to ask, and nothing is written twice."""
    seen = now(session, FREE)
    decide(session, FREE, APPROVE)
    before = catalog(work).stat().st_mtime_ns

    decide(session, FREE, APPROVE, seen)

    assert catalog(work).stat().st_mtime_ns == before


def test_an_editor_meanwhile(session: Session, work: Path) -> None:
    """What an editor saved is seen at once, kept byte for byte, and a clash is refused."""
    seen, other = now(session, FREE), now(session, NIGHT)
    text = catalog(work).read_text(encoding="utf-8")
    edited = text.replace(f'msgstr "{seen.target}"', 'msgstr   "Из редактора."')
    assert edited != text
    catalog(work).write_text(edited, encoding="utf-8")

    assert now(session, FREE).target == "Из редактора."
    with pytest.raises(Conflict):
        decide(session, FREE, APPROVE, seen)
    decide(session, NIGHT, APPROVE, other)

    assert 'msgstr   "Из редактора."' in catalog(work).read_text(encoding="utf-8")
    assert stored(work, NIGHT).state is State.REVIEWED


def test_a_sentence_that_is_gone(session: Session, work: Path) -> None:
    """A decision on what the catalog has no more is a conflict without theirs."""
    seen = now(session, FREE)
    text = catalog(work).read_text(encoding="utf-8")
    blocks = [block for block in text.split("\n\n") if f'"{FREE}"' not in block]
    catalog(work).write_text("\n\n".join(blocks), encoding="utf-8")

    with pytest.raises(Conflict) as caught:
        decide(session, FREE, APPROVE, seen)

    assert caught.value.theirs is None


@pytest.mark.parametrize("damage", [b"<<<<<<< ours\n", b"\xff\xfe", b""])
def test_a_damaged_catalog_is_left_alone(session: Session, work: Path, damage: bytes) -> None:
    """One line with the place, and the file as it was; an empty one has no sentences."""
    seen = now(session, FREE)
    catalog(work).write_bytes(damage)

    with pytest.raises((CatalogError, Conflict)):
        decide(session, FREE, APPROVE, seen)

    assert catalog(work).read_bytes() == damage


def test_a_release_that_changed(session: Session, work: Path) -> None:
    """New sentences show but are not the file's; an update brings them in and drops nobody's."""
    decide(session, FREE, Decision("Бесплатно.", State.REVIEWED))
    path = work / "releases" / "news.txt"
    path.write_text(path.read_text().replace("Call 1022.", "Call 1022 now. It is safe."))

    snapshot = session.desk.snapshot("news", "ru")
    new = identity(Entry("It is safe."))

    assert snapshot.outdated
    assert not snapshot.in_file(new)
    with pytest.raises(Conflict):
        session.decide("news", "ru", new, version(snapshot.by_id[new]).etag, Decision("Надёжно."))
    assert session.update("news", "ru")
    assert not session.desk.snapshot("news", "ru").outdated
    assert not session.update("news", "ru")
    decide(session, "It is safe.", Decision("Надёжно.", State.REVIEWED))
    assert stored(work, FREE).target == "Бесплатно."


@pytest.mark.parametrize(
    ("slug", "language"),
    [
        ("none", "ru"),
        ("news", "de"),
        ("../news", "ru"),
        ("news", "../uz"),
        ("", ""),
        ("NEWS", "ru"),
    ],
)
def test_names_lead_nowhere_else(session: Session, slug: str, language: str) -> None:
    """Only releases and languages of the workspace can be named."""
    with pytest.raises(UnknownError):
        session.desk.snapshot(slug, language)
    with pytest.raises(UnknownError):
        session.decide(slug, language, "x", "x", APPROVE)


def test_another_command_is_writing(
    session: Session, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line after a while, and the decision is not half made."""
    monkeypatch.setattr("tiptranslate.project.LOCK_SECONDS", 0.05)
    seen, before = now(session, FREE), catalog(work).read_bytes()

    with Project(work).lock(), pytest.raises(WorkspaceError, match="another tiptranslate"):
        decide(session, FREE, APPROVE, seen)

    assert catalog(work).read_bytes() == before


def test_undo_and_redo(session: Session, work: Path) -> None:
    """Step by step back and forth, the catalog as it was each time."""
    states = [lines(work)]
    for decision in (Decision("Раз."), APPROVE, Decision("Два.", State.REVIEWED)):
        decide(session, FREE, decision)
        states.append(lines(work))

    for expected in reversed(states[:-1]):
        session.undo("news", "ru")
        assert lines(work) == expected
    assert session.steps("news", "ru") == (False, True)
    with pytest.raises(NothingToUndoError):
        session.undo("news", "ru")
    for expected in states[1:]:
        session.redo("news", "ru")
        assert lines(work) == expected
    with pytest.raises(NothingToUndoError):
        session.redo("news", "ru")


def test_undo_survives_a_restart(session: Session, work: Path) -> None:
    """The journal is on the disk; a decision after an undo ends what could be redone."""
    before = stored(work, FREE)
    decide(session, FREE, Decision("Раз."))
    decide(session, NIGHT, Decision("Ночью."))
    session.undo("news", "ru")

    later = Session(work)
    assert later.steps("news", "ru") == (True, True)
    later.undo("news", "ru")

    assert stored(work, FREE) == before
    decide(later, NIGHT, APPROVE)
    assert later.steps("news", "ru") == (True, False)
    assert session.steps("news", "ru") == (True, False), "the older one reads what was noted"


def test_undo_takes_nobody_elses_words(session: Session, work: Path) -> None:
    """Where an entry was changed since, nothing is taken back, and the step stays."""
    decide(session, FREE, Decision("Раз."))
    text = catalog(work).read_text(encoding="utf-8")
    catalog(work).write_text(text.replace('"Раз."', '"Чужое."'), encoding="utf-8")

    with pytest.raises(Conflict):
        session.undo("news", "ru")

    assert stored(work, FREE).target == "Чужое."
    assert session.steps("news", "ru") == (True, False)


def test_a_journal_cut_off_or_damaged(session: Session, work: Path) -> None:
    """A line that a crash has cut off is passed over, and the next one is not lost with it."""
    decide(session, FREE, Decision("Раз."))
    path = work / "build" / ".tiptranslate" / "review" / "ru" / "news.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole + b'\n{"kind":"do","chan')

    later = Session(work)
    decide(later, NIGHT, Decision("Ночью."))

    assert Session(work).steps("news", "ru") == (True, False)
    again = Session(work)
    again.undo("news", "ru")
    again.undo("news", "ru")
    with pytest.raises(NothingToUndoError):
        again.undo("news", "ru")


def change(number: int) -> Change:
    """A change of some entry."""
    empty = Version("", State.UNTRANSLATED, None, ())
    return Change(None, f"{number}", empty, Version(f"{number}", State.DRAFT, None, ("x",)))


def test_a_journal_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond its size it is cut down to the last steps, those undone among them."""
    monkeypatch.setattr(undo, "LARGEST", 4000)
    monkeypatch.setattr(undo, "KEPT", 20)
    path = tmp_path / "j.jsonl"
    journal = Journal(path)
    for number in range(200):
        journal.do((change(number),))
    for _ in range(3):
        journal.undo()

    again = Journal(path)

    assert path.stat().st_size < 5000
    assert (again.last, again.next) == ((change(196),), (change(197),))
    again.redo()
    assert again.last == (change(197),)


@pytest.mark.parametrize("value", [[], {"kind": "do"}, {"kind": "do", "changes": [1]}, 5, None])
def test_any_line_may_be_in_a_journal(tmp_path: Path, value: object) -> None:
    """What is not ours is passed over."""
    path = tmp_path / "j.jsonl"
    path.write_text(json.dumps(value))

    assert Journal(path).last is None


def test_search_and_replace(session: Session, work: Path) -> None:
    """A preview first; then those chosen, in one step; an approval ends with the change."""
    decide(session, FREE, Decision("Звонок бесплатный.", State.REVIEWED))
    decide(session, NIGHT, Decision("Звонок и ночью."))
    before = lines(work)
    query = Query("звонок", "Вызов")

    hits = list(search(session.desk.snapshot("news", "ru"), query))
    assert lines(work) == before
    assert [hit.after for hit in hits] == ["Вызов бесплатный.", "Вызов и ночью."]
    seen = {identity(hit.entry): version(hit.entry).etag for hit in hits}
    decide(session, NIGHT, Decision("Чужое звонок."))
    done = session.replace("news", "ru", query, seen)

    assert done.changed == (identity(Entry(FREE)),)
    assert done.conflicts == (identity(Entry(NIGHT)),)
    assert (stored(work, FREE).target, stored(work, FREE).state) == (
        "Вызов бесплатный.",
        State.DRAFT,
    )
    session.undo("news", "ru")
    assert stored(work, FREE).state is State.REVIEWED


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query("FREE", in_source=True), [FREE]),
        (Query("FREE", case=True, in_source=True), []),
        (Query("it", words=True, case=True, in_source=True), []),
        (Query(r"\d+", is_regex=True, in_source=True), ["Call 1022."]),
        (Query("x*", is_regex=True, in_source=True), []),
    ],
)
def test_what_is_found(session: Session, query: Query, found: list[str]) -> None:
    """By letter case, by whole words, by patterns; nothing matched is nothing found."""
    hits = search(session.desk.snapshot("news", "ru"), query)

    assert [hit.entry.source for hit in hits] == found
    assert [hit.after for hit in search(session.desk.snapshot("news", "ru"), query)] == [
        None for _ in found
    ]


@pytest.mark.parametrize("pattern", ["", "(", "(?<a>x)(?<"])
def test_patterns_that_are_none(session: Session, pattern: str) -> None:
    """One line, not a traceback."""
    with pytest.raises(UsageError, match="pattern is wrong" if pattern else "nothing to look for"):
        list(search(session.desk.snapshot("news", "ru"), Query(pattern, "x", is_regex=True)))


def test_a_pattern_without_end(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a pattern that would look for ever there is word after a moment."""
    monkeypatch.setattr("tiptranslate.review.searching._SECONDS", 0.02)
    decide(session, FREE, Decision("а" * 400 + "в"))

    with pytest.raises(UsageError, match="too long"):
        list(search(session.desk.snapshot("news", "ru"), Query("(а|аа)+$", is_regex=True)))


def test_findings_are_those_of_check(session: Session, work: Path) -> None:
    """Of a release as a whole, and of a text that is being typed."""
    decide(session, "Call 1022.", Decision("Звоните 1023 .", State.REVIEWED))
    advisor = Advisor(session.desk)
    snapshot = session.desk.snapshot("news", "ru")

    found = advisor.all_findings(snapshot)
    report = pipeline.check(Project(work), ["news"], ["ru"], CheckChoice())

    flat = sorted((f.line, f.check, f.span) for some in found.values() for f in some)
    assert flat == sorted((f.line, f.check, f.span) for f in report.findings)
    key = identity(Entry("Call 1022."))
    typed = advisor.findings(snapshot, key, "Звоните 1022.", State.REVIEWED)
    assert "changed-number" in {finding.check for finding in found[key]}
    assert "changed-number" not in {finding.check for finding in typed}
    assert advisor.fixed(snapshot, key, "Звоните 1022 .") == "Звоните 1022."
    assert advisor.known_findings(snapshot).keys() == snapshot.by_id.keys()


def test_a_new_glossary_gives_new_findings(session: Session, work: Path) -> None:
    """What was found by the old tables is forgotten."""
    source = "It fights trafficking in persons."
    advisor = Advisor(session.desk)
    key = identity(Entry(source))

    def checks() -> set[str]:
        snapshot = session.desk.snapshot("news", "ru")
        found = advisor.findings(snapshot, key, "Она борется с этим.", State.REVIEWED)
        return {finding.check for finding in found}

    before = checks()
    hints = advisor.wanted(session.desk.snapshot("news", "ru"), key)
    table = work / "glossary" / "terms.csv"
    table.write_text(table.read_text(encoding="utf-8").split("\n")[0] + "\n", encoding="utf-8")

    assert [hint.targets[0].text for hint in hints] == ["торговля людьми"]
    assert before - checks()
    assert advisor.wanted(session.desk.snapshot("news", "ru"), key) == ()


def test_the_memory_knows_other_releases(session: Session, work: Path) -> None:
    """Approved sentences of others show, the sentence itself does not; new ones soon."""
    other = work / "releases" / "old.txt"
    other.write_text("It answers at night, always.\n")
    pipeline.draft(Project(work), ["old"], ["ru"], Choice("none"))
    path = work / "locales" / "ru" / "LC_MESSAGES" / "old.po"
    advisor = Advisor(session.desk)
    key = identity(Entry(NIGHT))
    decide(session, NIGHT, Decision("Ночью.", State.REVIEWED))
    assert advisor.matches(session.desk.snapshot("news", "ru"), key) == []

    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'msgstr ""\n\Z', 'msgstr "Всегда."\n', text), encoding="utf-8")
    (match,) = advisor.matches(session.desk.snapshot("news", "ru"), key)

    assert (match.unit.target, match.unit.origin) == ("Всегда.", "old")
    assert 0 < match.score < 1


@given(st.text(), st.text())
def test_differences_hold_both_texts(old: str, new: str) -> None:
    """Without what was put in they are the old text, without what was taken the new."""
    pieces = differences(old, new)

    assert "".join(piece.text for piece in pieces if piece.op != "insert") == old
    assert "".join(piece.text for piece in pieces if piece.op != "delete") == new


def test_places_are_in_reading_order(session: Session) -> None:
    """A sentence that stands twice is one entry, marked where it repeats."""
    places = session.desk.snapshot("news", "ru").places

    assert [place.entry.source for place in places].count(FREE) == 2
    assert [place.repeat for place in places] == [False, False, False, False, True, False]
    assert [place.start for place in places] == [True, True, False, False, True, False]
