"""Finding many wordings in one pass, on any text."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tiptranslate.glossary.matcher import STEM, Matcher
from tiptranslate.glossary.passage import Pattern, gap_key, same_case, split_words
from tiptranslate.model import Match, Term, TermStatus, Wording


def pattern(form: str, status: TermStatus = TermStatus.PREFERRED) -> Pattern:
    """A wording that stands as it is."""
    words, gaps = split_words(form)
    exact = tuple(frozenset({word}) for word in words)
    return Pattern(Term(form, status=status), Wording.SOURCE, form, gaps, exact)


FORMS = (
    *("a", "a b", "a b c", "b c d", "b-c", "c, d", "d. e", "o'zbek", "2.5", "e 2"),
    "a “b” c",
)
MATCHER = Matcher(map(pattern, FORMS), possessive=True)
PIECES = ("a", "b", "c", "d", "e", "2", "2.5", "o'zbek", "b's", "-", ",", ".", "“", "”", "\n")
TEXTS = st.one_of(
    st.text(),
    st.lists(st.sampled_from(PIECES)).map(" ".join),
    st.text(alphabet="abcde 2.5,-’'\n\u00a0“”İ"),
)


def found(text: str, matcher: Matcher = MATCHER) -> list[str]:
    """What a matcher finds in a text, as the text has it."""
    return [text[match.start : match.end] for match in matcher.find(text)]


@given(TEXTS)
@example("a b c d")
@example("İİ a b")
def test_matches_are_in_order_and_apart(text: str) -> None:
    """Any text: matches lie in it, in order, none over another, none empty."""
    matches = MATCHER.find(text)

    ends = [0, *(match.end for match in matches)]
    assert all(end <= match.start < match.end for end, match in zip(ends, matches, strict=False))
    assert ends[-1] <= len(text)


@given(TEXTS, TEXTS)
def test_text_before_moves_matches(before: str, text: str) -> None:
    """A paragraph before a text moves its matches and changes nothing else."""
    lead = f"{before}\n\n"

    moved = [
        Match(match.start + len(lead), match.end + len(lead), match.item, match.wording, match.form)
        for match in MATCHER.find(text)
    ]

    assert MATCHER.find(lead + text) == MATCHER.find(lead) + moved


@given(st.sampled_from(FORMS), TEXTS)
def test_wording_is_found_in_its_own_paragraph(form: str, text: str) -> None:
    """A wording alone in a paragraph is found, whatever stands before."""
    assert form.strip("“”") in found(f"{text}\n\n{form}")[-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a b c", ["a b c"]),
        ("a b c d", ["a b c"]),  # as long as "b c d", and left of it
        ("a  b", ["a  b"]),
        ("a\nb", ["a\nb"]),
        ("a\n\nb", ["a"]),
        ("a\n \nb", ["a"]),
        ("a-b", []),
        ("b-c b c", ["b-c"]),
        ("c, d c d c,d", ["c, d"]),
        ("a b's", ["a b"]),
        ("a's b", ["a"]),
        ("Oʻzbek oʼzbek", ["Oʻzbek", "oʼzbek"]),
        ("e 2 e 2.5 e 20", ["e 2", "2.5"]),
        ('a "b" c a «b» c', ['a "b" c', "a «b» c"]),
        ("a@e.org a.org www.a-b.org", []),
        ("end.a b", ["a b"]),
        ("", []),
    ],
)
def test_find(text: str, expected: list[str]) -> None:
    """White space is alike, everything else between words is as in the wording."""
    assert found(text) == expected


def test_longest_goes_first() -> None:
    """A longer wording is taken even where a shorter one begins before it."""
    matcher = Matcher(map(pattern, ["one two", "two three four", "four five"]))

    assert found("one two three four five", matcher) == ["two three four"]
    assert found("one two; four five", matcher) == ["one two", "four five"]


def test_shorter_where_longest_may_not_stand() -> None:
    """Where the longest wording goes on with a hyphen, a shorter one is found."""
    assert found("a b-c", Matcher(map(pattern, ["a b", "a"]))) == ["a"]


def test_best_of_one_stretch() -> None:
    """Of two rows of one wording, the one as the text has it, then the one that may be used."""
    bad = pattern("Anti slavery", TermStatus.FORBIDDEN)
    good = pattern("anti slavery")
    matcher = Matcher([bad, good])

    forms = [match.form for match in matcher.find("Anti slavery, anti slavery, ANTI SLAVERY")]
    assert forms == ["Anti slavery", "anti slavery", "anti slavery"]


def test_stems() -> None:
    """A stem finds every word that has it; the stems of unlikely words are never asked for."""
    asked = []

    def stems(word: str) -> frozenset[str]:
        asked.append(word)
        return frozenset({word, word[:5]})

    term = Term("x")
    words = (frozenset({"odam"}), frozenset({STEM + "savdo"}))
    matcher = Matcher([Pattern(term, Wording.TARGET, "odam savdo", ("", ""), words)], stems=stems)

    text = "odam savdosi, odam savdo va odamlar savdosi; odam savati, odam saxiy"
    asked.clear()

    assert found(text, matcher) == ["odam savdosi", "odam savdo"]
    assert asked == ["savdosi", "savdo", "savati"]


def test_pattern_without_words() -> None:
    """A wording without a word is never found, and spoils nothing."""
    assert found("25% of a b", Matcher([pattern("%"), pattern(""), pattern("a b")])) == ["a b"]


@pytest.mark.parametrize(
    ("gap", "key"),
    [(" ", ""), ("   ", ""), ("-", "-"), (" - ", " - "), (",   ", ", "), (" «", ' "'), ("", "")],
)
def test_gap_key(gap: str, key: str) -> None:
    """White space counts as nothing, quotation marks as one kind."""
    assert gap_key(gap) == key


@pytest.mark.parametrize(
    ("text", "form", "same"),
    [
        ("UNODC", "UNODC", True),
        ("Unodc", "UNODC", False),
        ("us", "US", False),
        ("NGOs", "NGO", True),
        ("NGOS", "NGO", False),
        ("BMTning", "BMT", True),
        ("Member states", "member states", True),
        ("Member States", "member states", False),
        ("Member\u00a0 State", "Member States", True),
        ("member State", "Member States", False),
    ],
)
def test_same_case(text: str, form: str, same: bool) -> None:
    """Capitals agree but for the first of a sentence; endings are small."""
    assert same_case(text, form) is same
