"""PO files in and out: nothing lost, nothing changed, and one clear line for a bad file."""

import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tiptranslate.catalog import pofile
from tiptranslate.errors import CatalogError
from tiptranslate.model import Catalog, Entry, Origin, Provenance, State

Run = Callable[..., subprocess.CompletedProcess[bytes]]
Msgcat = Callable[[bytes], bytes]

DATA = Path(__file__).resolve().parents[1] / "data" / "po"
GOOD = sorted([*DATA.glob("*.po"), *DATA.glob("*.pot")])
"""Files as other tools leave them; a new file is a new test."""
LOOSE = sorted((DATA / "loose").glob("*.po"))
"""Files that polib alone cannot read, or not in full, each with what must become of it."""
BAD = sorted((DATA / "bad").glob("*.po"))
"""Files that are no good, each with its error."""
FOREIGN = {"read-only", "max-length:120", "terminology", "ignore-same"}
"""Flags of Weblate that gettext's tools delete."""

HEADER = {
    "Project-Id-Version": "sample 1.0",
    "Language": "ru",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
PLACE = Path("locales/ru/LC_MESSAGES/sample.po")


def names(paths: list[Path]) -> list[str]:
    """How pytest shows a file."""
    return [path.name for path in paths]


def without_lines(catalog: Catalog) -> Catalog:
    """The catalog but for the line numbers, which a rewrite may change."""
    return replace(
        catalog,
        entries=tuple(replace(entry, line=0) for entry in catalog.entries),
        obsolete=tuple(replace(entry, line=0) for entry in catalog.obsolete),
    )


def po(*lines: str) -> bytes:
    """A PO file with a header of one field."""
    header = ['msgid ""', 'msgstr "Content-Type: text/plain; charset=UTF-8\\n"', ""]
    return "\n".join((*header, *lines, "")).encode()


def entry_of(*lines: str) -> Entry:
    """The one entry of a file."""
    (entry,) = pofile.parse(po(*lines), PLACE).entries
    return entry


@pytest.mark.parametrize("path", GOOD, ids=names(GOOD))
def test_reading_undoes_writing(path: Path) -> None:
    """What was read, written and read again is the same, and so are the bytes."""
    catalog = pofile.read(path)
    data = pofile.dump(catalog)

    again = pofile.parse(data, path)

    assert without_lines(catalog) == without_lines(again)
    assert data == pofile.dump(again)
    assert b"\r" not in data


@pytest.mark.parametrize("path", GOOD, ids=names(GOOD))
def test_nothing_is_lost(path: Path) -> None:
    """The library sees in our file all that it sees in the original."""
    before, after = polib.pofile(str(path)), polib.pofile(pofile.dump(pofile.read(path)).decode())

    assert list(seen(before)) == list(seen(after))
    kept = {name: before.metadata[name] for name in before.metadata if name != "Content-Type"}
    assert kept == {name: after.metadata[name] for name in kept}
    assert before.header.split("\n") == after.header.split("\n")


def seen(file: polib.POFile) -> Iterator[object]:
    """All of each entry but for what gettext's own tools drop: `#|` and fuzzy without cause."""
    for entry in sorted(file, key=lambda entry: bool(entry.obsolete)):
        empty = not entry.msgstr and not any(entry.msgstr_plural.values())
        fuzzy = "fuzzy" in entry.flags and not empty
        yield (
            (entry.msgctxt, entry.msgid, entry.msgid_plural, entry.msgstr, entry.msgstr_plural),
            Counter(filter(None, entry.tcomment.split("\n"))),
            entry.comment,
            entry.occurrences,
            sorted({*entry.flags} - {"fuzzy"}),
            bool(entry.obsolete),
            fuzzy,
            fuzzy and (entry.previous_msgctxt, entry.previous_msgid, entry.previous_msgid_plural),
        )


@pytest.mark.parametrize("path", GOOD, ids=names(GOOD))
def test_gettext_accepts_it(path: Path, run: Run, msgcat: Msgcat, tmp_path: Path) -> None:
    """After us msgcat changes nothing and msgfmt finds no error."""
    catalog = pofile.read(path)
    own = replace(
        catalog,
        entries=tuple(
            replace(entry, flags=tuple(flag for flag in entry.flags if flag not in FOREIGN))
            for entry in catalog.entries
        ),
    )

    assert pofile.dump(own).decode() == msgcat(pofile.dump(own)).decode()
    checked = run("msgfmt", "--check", "-o", str(tmp_path / "x.mo"), "-", data=pofile.dump(catalog))
    assert checked.returncode == 0, checked.stderr.decode()


def test_i18nspector_accepts_it(run: Run, tmp_path: Path) -> None:
    """It finds no error after us, and no warning that it did not find before."""
    for path in GOOD:
        (tmp_path / path.name).write_bytes(pofile.dump(pofile.read(path)))

    before, after = findings(run, DATA), findings(run, tmp_path)

    assert {line for line in after if line.startswith("E:")} == set()
    assert after - before == set()


def findings(run: Run, folder: Path) -> set[str]:
    """What i18nspector has to say on the good files in a folder, its notes apart."""
    files = [str(folder / path.name) for path in GOOD]
    lines = run("i18nspector", *files).stdout.decode().splitlines()
    return {line.replace(f"{folder}/", "") for line in lines if line[:2] in {"E:", "W:"}}


@pytest.mark.parametrize("path", LOOSE, ids=names(LOOSE))
def test_gettexts_freedoms_are_read(path: Path) -> None:
    """Comments without a space, octal escapes, `#~|` and the like come out in plain form."""
    expected = path.with_suffix(".expected").read_bytes()

    assert expected == pofile.dump(pofile.read(path))
    assert expected == pofile.dump(pofile.parse(expected, path))


@pytest.mark.parametrize("path", LOOSE, ids=names(LOOSE))
def test_msgcat_agrees_with_the_plain_form(path: Path, msgcat: Msgcat) -> None:
    """The expectations of the test above are gettext's own."""
    expected = path.with_suffix(".expected").read_bytes()

    assert expected == msgcat(expected)


@pytest.mark.parametrize("path", BAD, ids=names(BAD))
def test_a_bad_file_gets_one_line(path: Path) -> None:
    """File, line, what is wrong, what to do; the file is in the folder, the line beside it."""
    with pytest.raises(CatalogError) as caught:
        pofile.parse(path.read_bytes(), Path(path.name))

    assert path.with_suffix(".txt").read_text(encoding="utf-8") == f"{caught.value}\n"


@pytest.mark.parametrize("path", GOOD, ids=names(GOOD))
def test_a_file_cut_anywhere_loses_no_entry_silently(path: Path) -> None:
    """A cut file is refused, or it holds all entries begun and the last one's text so far."""
    data = path.read_bytes()
    whole = in_order(pofile.parse(data, path))
    accepted = 0
    for size in range(1, len(data), 3):
        try:
            part = in_order(pofile.parse(data[:size], path))
        except CatalogError:
            continue
        accepted += 1
        begun = [entry for entry in whole if entry.line <= len(data[:size].splitlines())]
        expected = begun if len(part) == len(begun) else begun[:-1]
        assert [entry.source for entry in part] == [entry.source for entry in expected]
        assert part[:-1] == expected[:-1]
        assert all(b.target.startswith(a.target) for a, b in zip(part, expected, strict=True))
    assert accepted < len(data) / 30


def in_order(catalog: Catalog) -> list[Entry]:
    """All entries as they stand in the file."""
    return sorted((*catalog.entries, *catalog.obsolete), key=lambda entry: entry.line)


ODD_LINES = [
    b"",
    b"#",
    b"#~",
    b"#|",
    b"#,",
    b'"',
    b'"x"',
    b'#~ "x"',
    b'#| "x"',
    b"msgid",
    b"msgstr",
]
edits = st.lists(
    st.tuples(
        st.integers(0, 200),
        st.sampled_from(["delete", "double", "swap", "insert", "trim"]),
        st.sampled_from(ODD_LINES),
    ),
    min_size=1,
    max_size=4,
)


@given(st.sampled_from(GOOD), edits)
def test_a_mangled_file_is_read_or_refused(path: Path, edits: list[tuple[int, str, bytes]]) -> None:
    """Lines deleted, doubled, swapped, put in or cut short: an error of ours or a catalog."""
    lines = path.read_bytes().split(b"\n")
    for place, edit, line in edits:
        at = place % len(lines)
        if edit == "delete" and len(lines) > 1:
            del lines[at]
        elif edit == "double":
            lines.insert(at, lines[at])
        elif edit == "swap":
            lines[at], lines[at - 1] = lines[at - 1], lines[at]
        elif edit == "insert":
            lines.insert(at, line)
        else:
            lines[at] = lines[at][:-2]

    try:
        data = pofile.dump(pofile.parse(b"\n".join(lines), path))
    except CatalogError:
        return
    assert data == pofile.dump(pofile.parse(data, path))


def test_a_missing_file_gets_one_line(tmp_path: Path) -> None:
    """The system's reason, not a traceback."""
    with pytest.raises(CatalogError, match=r"none\.po: cannot be read: No such file"):
        pofile.read(tmp_path / "none.po")
    with pytest.raises(CatalogError, match="cannot be read: Is a directory"):
        pofile.read(tmp_path)


@pytest.mark.parametrize(
    ("lines", "state", "previous"),
    [
        (['msgid "a"', 'msgstr ""'], State.UNTRANSLATED, None),
        (["#, fuzzy", 'msgid "a"', 'msgstr ""'], State.UNTRANSLATED, None),
        (["#, fuzzy", '#| msgid "o"', 'msgid "a"', 'msgstr ""'], State.UNTRANSLATED, None),
        (["#, fuzzy", 'msgid "a"', 'msgstr "b"'], State.DRAFT, None),
        (["#, c-format, fuzzy", 'msgid "a"', 'msgstr "b"'], State.DRAFT, None),
        (["#, fuzzy", '#| msgid "o"', 'msgid "a"', 'msgstr "b"'], State.STALE, "o"),
        (["#, fuzzy", '#| msgctxt "o"', 'msgid "a"', 'msgstr "b"'], State.DRAFT, None),
        (['msgid "a"', 'msgstr "b"'], State.REVIEWED, None),
        (['#| msgid "o"', 'msgid "a"', 'msgstr "b"'], State.REVIEWED, None),
    ],
)
def test_state_follows_from_fuzzy_and_previous(
    lines: list[str], state: State, previous: str | None
) -> None:
    """The table of states, and what contradicts itself."""
    entry = entry_of(*lines)

    assert (state, previous) == (entry.state, entry.previous_source)
    assert "fuzzy" not in entry.flags


@pytest.mark.parametrize(
    ("entry", "written"),
    [
        (Entry("a", "", State.DRAFT), ['msgid "a"', 'msgstr ""']),
        (Entry("a", "b", State.DRAFT), ["#, fuzzy", 'msgid "a"', 'msgstr "b"']),
        (Entry("a", "b", State.REVIEWED, previous_source="o"), ['msgid "a"', 'msgstr "b"']),
        (Entry("a", "", State.STALE, previous_source="o"), ['msgid "a"', 'msgstr ""']),
        # A target that says no word about its state is a draft: nobody has approved it.
        (Entry("a", "b"), ["#, fuzzy", 'msgid "a"', 'msgstr "b"']),
    ],
)
def test_fuzzy_and_previous_follow_from_state(entry: Entry, written: list[str]) -> None:
    """Never fuzzy without a target, never `#|` without fuzzy, never approved by omission."""
    data = pofile.dump(Catalog("sample", "ru", (entry,)))

    assert written == data.decode().split("\n\n")[1].splitlines()


def test_an_entry_is_written_in_gettexts_order() -> None:
    """Comments, notes, places, flags, previous, context, source, target."""
    made = Provenance(Origin.MACHINE, "argos", "translate-en_ru", "1.9", -0.31, "1a2b3c4d")
    entry = Entry(
        "a",
        "b",
        State.STALE,
        context="c",
        provenance=made,
        comments=("A note.", "", "Another."),
        notes=("kind: quote",),
        locations=("releases/a.txt", "releases/b.txt"),
        flags=("no-wrap", "odd", "range: 0..5", "python-format", "c-format"),
        previous_source="o",
        previous_context="oc",
    )

    written = pofile.dump(Catalog("sample", "ru", (entry,))).decode().split("\n\n")[1]

    assert written.splitlines() == [
        "# tiptranslate: machine argos translate-en_ru 1.9 score=-0.31 sum=1a2b3c4d",
        "# A note.",
        "#",
        "# Another.",
        "#. kind: quote",
        "#: releases/a.txt releases/b.txt",
        "#, fuzzy, c-format, python-format, range: 0..5, no-wrap, odd",
        '#| msgctxt "oc"',
        '#| msgid "o"',
        'msgctxt "c"',
        'msgid "a"',
        'msgstr "b"',
    ]


def test_only_a_template_has_a_fuzzy_header() -> None:
    """No language and no target make a template."""
    bare = (Entry("a"),)

    assert pofile.dump(Catalog("sample", "", bare)).startswith(b'#, fuzzy\nmsgid ""\n')
    assert pofile.dump(Catalog("sample", "ru", bare)).startswith(b'msgid ""\n')
    assert pofile.dump(Catalog("sample", "", (Entry("a", "b"),))).startswith(b'msgid ""\n')


def test_a_template_may_name_the_language_of_its_sentences() -> None:
    """Its catalog has no language all the same, and its header stays fuzzy."""
    data = pofile.dump(Catalog("sample", "", (Entry("a"),), header={"Language": "en"}))

    template = pofile.parse(data, Path("locales/sample.pot"))

    assert template.language == ""
    assert template.header["Language"] == "en"
    assert data == pofile.dump(template)


def test_the_header_keeps_its_fields_in_order() -> None:
    """Also those nobody knows; what a reader needs is added at the end."""
    fields = {"X-Later": "2", "Project-Id-Version": "x: y", "X-Empty": "", "Language": "uz"}

    again = pofile.parse(pofile.dump(Catalog("sample", "uz", header=fields)), PLACE)

    assert list(again.header.items())[:4] == list(fields.items())
    assert list(again.header)[4:] == [
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
    ]
    assert again.language == "uz"


def test_a_file_without_language_has_that_of_its_folder() -> None:
    """pot2po and older tools leave the field empty."""
    data = po('msgid "a"', 'msgstr "b"')

    assert pofile.parse(data, PLACE).language == "ru"
    assert pofile.parse(data, Path("sample.po")).language == ""
    assert pofile.parse(data, Path("locales/sample.pot")).language == ""
    assert pofile.parse(data, PLACE).header["Language"] == "ru"
    assert pofile.parse(data, PLACE).slug == "sample"


@pytest.mark.parametrize("name", ["koi8-r.po", "windows-1251.po"])
def test_other_charsets_become_utf_8(name: str) -> None:
    """The text is the same and the header says what the bytes are."""
    catalog = pofile.read(DATA / name)

    assert catalog.header["Content-Type"] == "text/plain; charset=UTF-8"
    assert catalog.entries[0].target.startswith("Двадцать пять инспекторов труда")


def test_lines_are_those_of_the_msgid() -> None:
    """Where an editor should jump, in files of every tool."""
    for path in GOOD:
        catalog = pofile.read(path)
        lines = path.read_bytes().splitlines()
        entries = (*catalog.entries, *catalog.obsolete)
        assert all(b"msgid" in lines[entry.line - 1] for entry in entries), path.name
        assert len({entry.line for entry in entries}) == len(entries)


@pytest.mark.parametrize(
    ("source", "target", "mended"),
    [
        ("a\n", "b", "b\n"),
        ("a", "b\n", "b"),
        ("\na", "b", "\nb"),
        ("a", "\n\nb", "b"),
        ("\na\n", "\nb\n", "\nb\n"),
        ("a", "\n", ""),
        ("a\nb", "c", "c"),
        ("\n", "b", "\nb\n"),
        ("a\n", "", ""),
    ],
)
def test_line_feeds_at_the_ends_are_mended(source: str, target: str, mended: str) -> None:
    """Else msgfmt refuses the whole file where source and target differ in them."""
    data = pofile.dump(Catalog("sample", "ru", (Entry(source, target, State.REVIEWED),)))

    assert mended == pofile.parse(data, PLACE).entries[0].target


def test_two_entries_with_one_source_are_a_bug() -> None:
    """Better no file than one that no tool can read."""
    with pytest.raises(ValueError, match="two entries"):
        pofile.dump(Catalog("sample", "ru", (Entry("a"),), (Entry("a", "b", State.REVIEWED),)))


def test_obsolete_entries_without_anyones_work_go() -> None:
    """As with gettext's tools; but a person's note is kept."""
    empty = ('#~ msgid "a"', '#~ msgstr ""', "")
    noted = ("# Ask the ministry.", '#~ msgid "b"', '#~ msgstr ""', "")

    catalog = pofile.parse(po(*empty, *noted, '#~ msgid "c"', '#~ msgstr "d"'), PLACE)

    assert [entry.source for entry in catalog.obsolete] == ["b", "c"]
    assert b'msgid "a"' not in pofile.dump(replace(catalog, obsolete=(Entry("a"),)))


def test_places_fill_lines_by_bytes() -> None:
    """As msgcat does, so that a Cyrillic name counts double."""
    places = tuple(f"releases/{number}-пресс-релиз.txt" for number in range(5))

    data = pofile.dump(Catalog("sample", "ru", (Entry("a", locations=places),)))

    lines = [line for line in data.split(b"\n") if line.startswith(b"#:")]
    assert max(map(len, lines)) <= 79
    assert len(lines) == 3
    assert pofile.parse(data, PLACE).entries[0].locations == places


def test_plurals_come_back() -> None:
    """We make none, but keep them; the target is the first form."""
    entry = entry_of(
        'msgid "%d call"', 'msgid_plural "%d calls"', 'msgstr[0] "звонок"', 'msgstr[1] "звонка"'
    )

    assert entry.plural_source == "%d calls"
    assert entry.plural_targets == ("звонок", "звонка")
    assert entry.target == "звонок"
    assert entry.state is State.REVIEWED


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=120)
long = st.lists(st.text('abc абв-—/«»“”,."\\\n\t\u00a0 12', max_size=20), max_size=20).map("".join)
printable = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=60)
lines = printable.filter(lambda line: not line.startswith("tiptranslate:"))
places = st.from_regex(r"[a-zа-я0-9][a-zа-я0-9/_.-]{0,50}", fullmatch=True)
numbered = st.builds("{}:{}".format, places, st.integers(1, 999))
made = st.builds(
    Provenance,
    st.just(Origin.MACHINE),
    st.just("argos"),
    st.just("en_ru"),
    st.just("1.9"),
    st.integers(-500, 0).map(lambda number: number / 100),
    st.just("1a2b3c4d"),
)


@st.composite
def entries(draw: st.DrawFn, *, obsolete: bool = False, plain: bool = False) -> Entry:
    """An entry as it can be in a file: state, target and previous source agree.

    Args:
        draw: Hypothesis's way to ask for values.
        obsolete: Never without a target.
        plain: As we make them ourselves: no context, no flags, no control characters.
    """
    texts = printable | long if plain else words | long
    source = draw(texts.filter(bool))
    target = draw(texts).strip("\n") or "x" * obsolete
    if target:
        end = "\n" * source.endswith("\n")
        target = "\n" * source.startswith("\n") + target + end
    states = [State.DRAFT, State.STALE, State.REVIEWED]
    state = draw(st.sampled_from(states)) if target else State.UNTRANSLATED
    stale = state is State.STALE
    entry = Entry(
        source,
        target,
        state,
        provenance=draw(st.none() | made),
        comments=tuple(draw(st.lists(lines.filter(bool) if plain else lines, max_size=3))),
        notes=tuple(draw(st.lists(lines.filter(bool) if plain else lines, max_size=2))),
        locations=tuple(draw(st.lists(places, max_size=4, unique=True))),
        previous_source=draw(texts) if stale else None,
    )
    if plain:
        return entry
    return replace(
        entry,
        context=draw(st.none() | texts),
        locations=tuple(draw(st.lists(places | numbered, max_size=4, unique=True))),
        flags=draw(st.sampled_from([(), ("no-wrap",), ("max-length:9", "x")])),
        previous_context=draw(st.none() | texts) if stale else None,
    )


@st.composite
def catalogs(draw: st.DrawFn, *, plain: bool = False) -> Catalog:
    """A catalog without two entries of one source and context."""

    def key(entry: Entry) -> tuple[str | None, str]:
        return entry.context, entry.source

    active = draw(st.lists(entries(plain=plain), max_size=6, unique_by=key))
    gone = draw(st.lists(entries(obsolete=True, plain=plain), max_size=2, unique_by=key))
    known = set(map(key, active))
    return Catalog(
        "sample",
        "ru",
        tuple(active),
        tuple(entry for entry in gone if key(entry) not in known),
        {**HEADER, "X-Note": draw(lines).strip()},
        tuple(draw(st.lists(lines.filter(bool) if plain else lines, max_size=3))),
    )


@given(catalogs())
@settings(max_examples=50)
def test_any_catalog_comes_back(catalog: Catalog) -> None:
    """Reading undoes writing for any text, and writing is stable to the byte."""
    data = pofile.dump(catalog)

    again = pofile.parse(data, PLACE)

    assert catalog == without_lines(again)
    assert data == pofile.dump(again)


@given(catalogs())
@settings(max_examples=50)
def test_both_ways_of_reading_agree(catalog: Catalog) -> None:
    """The quick reader gives exactly what polib and its checks give, or gives way."""
    data = pofile.dump(catalog)

    quick = pofile._quickly(data)

    assert quick is None or quick == pofile._fully(data, PLACE)


@given(catalogs(plain=True))
@settings(max_examples=50)
def test_plain_files_are_read_the_quick_way(catalog: Catalog) -> None:
    """What we make ourselves never needs polib, and comes out just as it would from it."""
    data = pofile.dump(catalog)

    quick = pofile._quickly(data)

    assert quick is not None
    assert quick == pofile._fully(data, PLACE)


@pytest.mark.parametrize("path", [*GOOD, *LOOSE, *BAD], ids=names([*GOOD, *LOOSE, *BAD]))
def test_both_ways_of_reading_agree_on_files(path: Path) -> None:
    """Also on files of other tools, and the quick one takes no file that is bad."""
    quick = pofile._quickly(path.read_bytes())

    if path in BAD:
        assert quick is None or path.stem.startswith("duplicate")
    elif quick is not None:
        assert quick == pofile._fully(path.read_bytes(), path)


within_reach = st.text('abc абв oʻgʻ-—–/«»“”,.:;!?()[]"\\\n\t\u00a0 1250%№§…中、', max_size=150)


@given(st.lists(st.tuples(within_reach, within_reach), min_size=40, max_size=40))
@settings(max_examples=8, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_msgcat_leaves_any_catalog_as_it_is(msgcat: Msgcat, pairs: list[tuple[str, str]]) -> None:
    """Texts of our languages, in every state; forty entries a run of the program."""
    states = [State.DRAFT, State.STALE, State.REVIEWED]
    made_of = tuple(
        Entry(
            f"{number} {source}",
            target,
            states[number % 3],
            context=source if number % 4 == 0 else None,
            previous_source=target if number % 3 == 1 else None,
            locations=(f"releases/{source.encode().hex()[:40]}.txt",) * (number % 2),
        )
        for number, (source, target) in enumerate(pairs)
    )
    data = pofile.dump(Catalog("sample", "ru", made_of[:30], made_of[30:], HEADER))

    assert data.decode().split("\n") == msgcat(data).decode().split("\n")
