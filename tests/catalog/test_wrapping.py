"""Where strings are cut into lines: exactly where msgcat cuts them."""

import itertools
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tiptranslate.catalog.linebreak import Classes, opportunities, width
from tiptranslate.catalog.wrapping import WIDTH, columns, wrap

Msgcat = Callable[[bytes], bytes]

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'


def written(pairs: Iterable[tuple[str, str]], prefix: str = "") -> str:
    """A PO file of pairs; a number in the context keeps equal sources apart."""
    entries = (
        "#, fuzzy\n"
        + wrap("msgid", source, f"#{prefix[1:2]}| ")
        + wrap("msgctxt", str(number), prefix)
        + wrap("msgid", source, prefix)
        + wrap("msgstr", target, prefix)
        for number, (source, target) in enumerate(pairs)
    )
    return "\n".join((HEADER, *entries))


def assert_msgcat_agrees(
    msgcat: Msgcat, pairs: Iterable[tuple[str, str]], prefix: str = ""
) -> None:
    """Msgcat writes the file as we did, line by line."""
    ours = written(pairs, prefix)

    theirs = msgcat(ours.encode())

    assert theirs.decode().split("\n") == ours.split("\n")


CASES = [
    # What stands behind the keyword.
    ("", ['msgid ""']),
    ("Headline", ['msgid "Headline"']),
    ("x" * 71, ['msgid "' + "x" * 71 + '"']),
    ("One line feed\n", [r'msgid "One line feed\n"']),
    ("x" * 200, ['msgid "' + "x" * 200 + '"']),
    ("y " * 35 + "y", ['msgid "' + "y " * 35 + 'y"']),
    # What does not.
    ("y " * 36, ['msgid ""', '"' + "y " * 36 + '"']),
    ("Two\nlines", ['msgid ""', r'"Two\n"', '"lines"']),
    ("\n", [r'msgid "\n"']),
    ("\n\n", ['msgid ""', r'"\n"', r'"\n"']),
    # The space at the end counts: 77 columns and not one more.
    ("x" * 76 + " end", ['msgid ""', '"' + "x" * 76 + ' "', '"end"']),
    ("a " + "x" * 75 + " e", ['msgid ""', '"a "', '"' + "x" * 75 + ' e"']),
    # Escapes are two columns and are never parted.
    ('"' * 80, ['msgid "' + r"\"" * 80 + '"']),
    ('a\tb\\c"d', [r'msgid "a\tb\\c\"d"']),
    # Wide characters are two columns, combining ones none.
    ("中" * 40, ['msgid ""', '"' + "中" * 38 + '"', '"中中"']),
    ("а\u0301" * 71, ['msgid "' + "а\u0301" * 71 + '"']),
]


@pytest.mark.parametrize(("text", "lines"), CASES)
def test_lines_of_a_string(text: str, lines: list[str]) -> None:
    """Each rule once, in a form one can count."""
    assert wrap("msgid", text) == "".join(f"{line}\n" for line in lines)


def test_msgcat_agrees_with_the_cases(msgcat: Msgcat) -> None:
    """The expectations above are gettext's own."""
    assert_msgcat_agrees(msgcat, [(f"a{text}a", text) for text, _ in CASES if text])


BREAKS = [
    ("word word", "word |word"),
    ("well-known", "well-|known"),
    ("COVID-19", "COVID-19"),
    ("10-15", "10-15"),
    ("10–15", "10–|15"),
    ("one—two", "one|—|two"),
    ("one — two", "one |— |two"),
    ("1/2", "1/2"),
    ("and/or", "and/|or"),
    ("A/RES/55/25", "A/|RES/55/25"),
    ("https://example.org/en/", "https://|example.|org/|en/"),
    ("press@example.org", "press@example.|org"),
    ("5\u00a0%", "5\u00a0%"),
    ("5 %", "5 |%"),
    ("№ 5", "№ |5"),
    ("«один» два", "«один» |два"),
    ("“one” two", "“one” |two"),
    ("( word )", "( word )"),
    ("oʻgʻri qoʻl", "oʻgʻri |qoʻl"),
    ("wait…really", "wait…|really"),
    ("wait … really", "wait |… |really"),
    ("§ 5 (b)", "§ |5 |(b)"),
    ("end. ”", "end. |”"),
    ("soft\u00adhyphen", "soft\u00ad|hyphen"),
    ("zero\u200bspace", "zero\u200b|space"),
    ("no\u2060break", "no\u2060break"),
    ("文字、文字", "文|字、|文|字"),
    ("🇺🇿🇷🇺", "🇺🇿|🇷🇺"),
    ("👍🏽👍", "👍🏽|👍"),
    ("two  spaces", "two  |spaces"),
    ("$5 +5 50%", "$5 |+5 |50%"),
]


@pytest.mark.parametrize(("text", "marked"), BREAKS)
def test_opportunities(text: str, marked: str) -> None:
    """Where a line may end, marked with a bar."""
    classes = text.translate(Classes())
    rules = opportunities(classes)

    assert marked == "".join(
        f"|{letter}" if rule == "." else letter for letter, rule in zip(text, rules, strict=True)
    )


def test_msgcat_agrees_with_the_opportunities(msgcat: Msgcat) -> None:
    """Each of them at each column around the edge of a line."""
    pairs = [
        ("x" * start + text + "y " * 4, "ж" * start + text)
        for (text, _), start in itertools.product(BREAKS, range(60, 79))
    ]

    assert_msgcat_agrees(msgcat, pairs)


def test_prefixes_take_room(msgcat: Msgcat) -> None:
    """Obsolete and previous strings have so much less."""
    text = "word " * 40
    assert max(map(len, wrap("msgid", text, "#~ ").split("\n"))) <= WIDTH
    assert max(map(len, wrap("msgid", text, "#~| ").split("\n"))) <= WIDTH
    assert_msgcat_agrees(msgcat, [(text, text), (text[:71], text[:66])], "#~ ")


def test_no_wrap_breaks_at_line_feeds_alone() -> None:
    """An entry flagged no-wrap keeps its long lines."""
    text = "word " * 40

    assert wrap("msgid", text, wrapped=False) == f'msgid "{text}"\n'
    assert wrap("msgid", f"{text}\nend", wrapped=False) == f'msgid ""\n"{text}\\n"\n"end"\n'


def test_columns() -> None:
    """Cells on a terminal, not characters."""
    assert columns("oʻzbek") == 6
    assert columns("уда\u0301р") == 4
    assert columns("中文") == 4
    assert columns("") == 0


def test_line_separators_begin_a_new_count(msgcat: Msgcat) -> None:
    """U+2028 ends a line for the reader, so gettext counts columns anew after it."""
    text = "a" * 70 + "\u2028" + "b " * 30 + "\u0085" + "c " * 40

    assert_msgcat_agrees(msgcat, [(text, text)])


LETTERS = "abcdefghij абвгдежзик oʻgʻ"
MARKS = "-–—‐‑/\\()[]{}“”«»„‘’\"'….,:;!?%№§°$€£+±=@_*&#|~^<>×· \u00a0\t0123456789"
RARE = "中文々ァー、。「」（）！？가각👍🏽🇷🇺🇿⌚☀☝"
INVISIBLE = "\u0301\u0306\u00ad\u200b\u200d\u2060\ufeff\u2003\u3000‼※•→½²"
plain = st.text(LETTERS, min_size=1, max_size=14)
texts = st.lists(
    plain | st.text(MARKS, min_size=1, max_size=2) | st.just("\n"), min_size=1, max_size=30
).map("".join)
rare = st.lists(
    plain | st.text(MARKS + RARE + INVISIBLE, min_size=1, max_size=3), min_size=1, max_size=30
).map("".join)


@given(st.lists(st.tuples(texts, texts | rare), min_size=50, max_size=50))
@settings(max_examples=12, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_msgcat_agrees_with_any_text(msgcat: Msgcat, pairs: list[tuple[str, str]]) -> None:
    """Letters, marks and signs in any order; fifty pairs a run of the program."""
    assert_msgcat_agrees(msgcat, [(f"a{source}a", f"a{target}a") for source, target in pairs])


@given(texts | rare, st.sampled_from(["", "#~ ", "#| "]))
def test_joined_lines_are_the_text(text: str, prefix: str) -> None:
    """Cutting loses nothing and leaves no line too long where it could be cut."""
    first, *lines = wrap("msgstr", text, prefix).removesuffix("\n").split("\n")
    body = lines or [prefix + first.removeprefix(f"{prefix}msgstr ")]

    joined = "".join(line.removeprefix(prefix)[1:-1] for line in body)

    escapes = {"\n": r"\n", "\t": r"\t", '"': r"\"", "\\": r"\\"}
    assert joined == "".join(escapes.get(letter, letter) for letter in text)
    for line in lines:
        inside = line.removeprefix(prefix)[1:-1]
        assert columns(line) <= WIDTH or "." not in list(opportunities(inside.translate(Classes())))


@given(st.characters(exclude_categories=["Cs"]))
def test_every_character_has_a_class_and_a_width(character: str) -> None:
    """All of Unicode goes through."""
    rules = list(opportunities(f"A{Classes()[ord(character)]}A"))

    assert len(rules) == 3
    assert width(character) in {0, 1, 2}


def test_msgcat_agrees_with_the_corpus(msgcat: Msgcat, shared: Path) -> None:
    """Some 5,800 sentences in English, Russian and Uzbek, each in each place."""
    rows = [
        line.split("\t")
        for path in sorted((shared / "corpus").glob("*.tsv"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]

    assert len(rows) > 5000
    for left, right in ((0, 1), (1, 2), (2, 0)):
        assert_msgcat_agrees(msgcat, [(row[left], row[right]) for row in rows])
    assert_msgcat_agrees(msgcat, [(row[0], row[1]) for row in rows], "#~ ")


def test_msgcat_agrees_with_the_releases(msgcat: Msgcat, shared: Path) -> None:
    """Whole paragraphs of real releases, quotation marks and addresses included."""
    paragraphs = [
        line
        for path in sorted((shared / "releases").glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]

    assert paragraphs
    assert_msgcat_agrees(msgcat, zip(paragraphs, paragraphs, strict=True))
