"""Changing entries of a PO file: they say what they should, and every other byte stays."""

import difflib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.catalog import patching
from tiptranslate.catalog.patching import patch
from tiptranslate.catalog.pofile import dump, parse
from tiptranslate.model import Catalog, Entry, State

DATA = Path(__file__).resolve().parents[1] / "data" / "po"
FILES = sorted([*DATA.glob("*.po"), *(DATA / "loose").glob("*.po")])
"""Files as other tools leave them; a new file is a new test."""
PLACE = Path("locales/ru/LC_MESSAGES/sample.po")
HEADER = {"PO-Revision-Date": "2026-07-01 09:30+0000", "Last-Translator": "A <a@example.org>"}
LONG = "Горячая линия отвечает всю ночь, и звонок ничего не стоит; говорят на трёх языках. " * 2

FOREIGN = """\
# A file as no tool of ours writes it.
msgid   ""
msgstr  ""
"Content-Type: text/plain; charset=UTF-8\\n"
"PO-Revision-Date: 2020-01-01 00:00+0000\\n"
"Last-Translator: A name that is so long that it was broken by the editor "
"<somebody@example.org>\\n"
"Language: ru\\n"


#.kind: paragraph
#, fuzzy, no-wrap
#: releases/x.txt:3 releases/x.txt:9
msgid "One "
"two."
msgstr "Раз "
"два."
# A note.
#  Another,   with spaces.
#| msgid "Tree."
#, fuzzy
msgctxt "headline"
msgid "Three."
msgstr   "Три."

msgid "Four."
msgstr ""

#~ msgid "Gone."
#~ msgstr "Нет."
"""


def lines(data: bytes) -> list[bytes]:
    """The lines of a file with their ends."""
    return data.splitlines(keepends=True)


def changed_lines(before: bytes, after: bytes) -> tuple[list[str], list[str]]:
    """The lines that are gone, and those that are new."""
    old, new = before.decode().split("\n"), after.decode().split("\n")
    delta = list(difflib.ndiff(old, new))
    gone = [line[2:] for line in delta if line.startswith("- ")]
    return gone, [line[2:] for line in delta if line.startswith("+ ")]


def read_lines(catalog: Catalog) -> list[tuple[Entry, int]]:
    """The entries with their places, which equality leaves out."""
    return [(entry, entry.line) for entry in catalog.entries]


def entry_of(catalog: Catalog, source: str) -> Entry:
    """The entry of a sentence."""
    return next(entry for entry in catalog.entries if entry.source == source)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_any_entry_of_any_file(path: Path) -> None:
    """Whatever a file looks like, a changed entry is read as it shall be, and so is all else."""
    data = path.read_bytes()
    old = parse(data, PLACE)
    for entry in old.entries:
        if entry.plural_source is not None or "\n" in entry.source:
            continue
        after = replace(entry, target=LONG.strip(), state=State.REVIEWED, previous_source=None)
        after = replace(after, previous_context=None)

        patched, new = patch(data, old, [(entry, after)], HEADER, PLACE)
        again = parse(patched, PLACE)

        assert new == again
        assert read_lines(new) == read_lines(again)
        assert after in new.entries
        assert [e for e in new.entries if e != after] == [e for e in old.entries if e != entry]
        assert new.obsolete == old.obsolete


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_changed_is_nothing_changed(path: Path) -> None:
    """An entry put in as it is leaves the bytes of a file that can be patched."""
    data = path.read_bytes()
    old = parse(data, PLACE)
    plain = [entry for entry in old.entries if entry.plural_source is None]
    if not plain or b"charset=UTF-8" not in data:
        pytest.skip("nothing in it can be patched")

    patched, _ = patch(data, old, [(plain[0], plain[0])], {}, PLACE)

    assert patched in (data, dump(old))


def test_only_the_lines_of_a_decision_change() -> None:
    """In a file of foreign layout, its quirks stay, in the entry that changed too."""
    data = FOREIGN.encode()
    old = parse(data, PLACE)
    entry = entry_of(old, "Three.")
    after = replace(entry, state=State.REVIEWED, target="Три!", previous_source=None)

    patched, new = patch(data, old, [(entry, after)], HEADER, PLACE)
    gone, come = changed_lines(data, patched)

    assert gone == [
        '"PO-Revision-Date: 2020-01-01 00:00+0000\\n"',
        '"Last-Translator: A name that is so long that it was broken by the editor "',
        '"<somebody@example.org>\\n"',
        '#| msgid "Tree."',
        "#, fuzzy",
        'msgstr   "Три."',
    ]
    assert come == [
        '"PO-Revision-Date: 2026-07-01 09:30+0000\\n"',
        '"Last-Translator: A <a@example.org>\\n"',
        'msgstr "Три!"',
    ]
    assert read_lines(new) == read_lines(parse(patched, PLACE))


def test_flags_of_others_stay() -> None:
    """Only the mark of a draft is taken from among them, and put back in front of them."""
    data = FOREIGN.encode()
    old = parse(data, PLACE)
    entry = entry_of(old, "One two.")
    approved, new = patch(data, old, [(entry, replace(entry, state=State.REVIEWED))], {}, PLACE)
    entry = entry_of(new, "One two.")
    back, _ = patch(approved, new, [(entry, replace(entry, state=State.DRAFT))], {}, PLACE)

    assert b"\n#, no-wrap\n" in approved
    assert back == data


def test_comments_change_alone() -> None:
    """A new comment stands where translators' comments stand, behind our own line."""
    own = "# tiptranslate: memory 100 astana-2023 sum=1a2b3c4d\n"
    data = FOREIGN.replace("# A note.\n", f"# A note.\n{own}").encode()
    old = parse(data, PLACE)
    entry = entry_of(old, "Three.")

    patched, new = patch(data, old, [(entry, replace(entry, comments=("New.",)))], {}, PLACE)

    assert f'\n{own}# New.\n#| msgid "Tree."\n' in patched.decode()
    assert entry_of(new, "Three.").comments == ("New.",)
    assert entry_of(new, "Three.").provenance == entry.provenance


def test_a_stale_entry_can_come_back() -> None:
    """Taking an approval back brings the previous source with it."""
    data = FOREIGN.encode()
    old = parse(data, PLACE)
    entry = entry_of(old, "Four.")
    stale = replace(entry, target="Четыре.", state=State.STALE, previous_source="For.")

    patched, new = patch(data, old, [(entry, stale)], {}, PLACE)

    expected = '\n\n#, fuzzy\n#| msgid "For."\nmsgid "Four."\nmsgstr "Четыре."\n'
    assert expected in patched.decode()
    assert entry_of(new, "Four.") == stale


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(lambda text: b"\xef\xbb\xbf" + text.encode(), id="byte order mark"),
    ],
)
def test_line_ends_and_marks_stay(form: Callable[[str], bytes]) -> None:
    """What an editor on Windows leaves is left."""
    text = FOREIGN.split("\n", 1)[1]
    data = form(text)
    old = parse(data, PLACE)
    entry = entry_of(old, "Four.")
    after = replace(entry, target="Четыре.", state=State.REVIEWED)

    patched, _ = patch(data, old, [(entry, after)], {}, PLACE)

    new = 'msgid "Four."\nmsgstr "Четыре."\n'
    assert patched == form(text.replace('msgid "Four."\nmsgstr ""\n', new))


def test_another_charset_is_written_in_full() -> None:
    """A file that is no UTF-8 cannot hold Uzbek letters; it becomes one that is."""
    data = FOREIGN.replace("UTF-8", "KOI8-R").encode("koi8-r")
    old = parse(data, PLACE)
    entry = entry_of(old, "Four.")
    after = replace(entry, target="Toʻrt.", state=State.REVIEWED)

    patched, new = patch(data, old, [(entry, after)], {}, PLACE)

    assert parse(patched, PLACE) == new
    assert entry_of(new, "Four.") == after
    assert entry_of(new, "Three.") == entry_of(old, "Three.")


def test_what_cannot_be_patched_is_written_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """A patch that would not be read as it should never reaches the disk."""
    data = FOREIGN.encode()
    old = parse(data, PLACE)
    entry = entry_of(old, "Four.")
    after = replace(entry, target="Четыре.", state=State.REVIEWED)
    monkeypatch.setattr(patching, "_last", lambda _, at: at + 1)

    patched, new = patch(data, old, [(entry, after)], {}, PLACE)

    assert entry_of(parse(patched, PLACE), "Four.") == after
    assert patched == dump(new)


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), max_size=120
) | st.sampled_from(['msgid "x"', "#, fuzzy", '"', "\\", "a\u2028b", "a\tb", LONG])


@given(
    sources=st.lists(TEXTS.filter(lambda t: t and "\n" not in t and "\r" not in t), unique=True),
    targets=st.lists(TEXTS, min_size=3, max_size=3),
    states=st.lists(st.sampled_from(State), min_size=3, max_size=3),
)
def test_any_texts_in_a_file_of_ours(
    sources: list[str], targets: list[str], states: list[State]
) -> None:
    """In a file that we wrote, a patch gives the very bytes that writing it anew would."""
    made = Catalog(
        "sample",
        "ru",
        tuple(Entry(source, "…", State.DRAFT) for source in sources),
        header=dict.fromkeys(["Project-Id-Version"], "sample 1.0"),
    )
    data = dump(made)
    old = parse(data, PLACE)
    changes = []
    for entry, target, state in zip(old.entries, targets, states, strict=False):
        text = target.strip("\r\n").replace("\r", " ").replace("\n", " ")
        state = State.UNTRANSLATED if not text else state  # noqa: PLW2901
        if state is State.UNTRANSLATED:
            text = ""
        previous = "Before." if state is State.STALE else None
        changes.append((entry, replace(entry, target=text, state=state, previous_source=previous)))

    patched, new = patch(data, old, changes, {"Project-Id-Version": "sample 2.0"}, PLACE)

    assert patched == dump(new)
    assert new == parse(patched, PLACE)
    assert read_lines(new) == read_lines(parse(patched, PLACE))
    assert new.header["Project-Id-Version"] == "sample 2.0"
    assert list(new.entries[: len(changes)]) == [after for _, after in changes]
