"""The comment that says where a draft came from."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.catalog import provenance
from tiptranslate.model import Entry, Origin, Provenance, State

MACHINE = Provenance(Origin.MACHINE, "argos", "translate-en_ru", "1.9", -0.31, "1a2b3c4d")
MEMORY = Provenance(Origin.MEMORY, "astana-2023", score=100.0, digest="1a2b3c4d")

LINES = [
    (MACHINE, "tiptranslate: machine argos translate-en_ru 1.9 score=-0.31 sum=1a2b3c4d"),
    (MEMORY, "tiptranslate: memory 100 astana-2023 sum=1a2b3c4d"),
    (
        Provenance(Origin.MACHINE, "argos", "en_ru", "1.9", failed="changed-number,repetition"),
        "tiptranslate: machine argos en_ru 1.9 failed=changed-number,repetition",
    ),
    (Provenance(Origin.HUMAN), "tiptranslate: human"),
    (Provenance(Origin.MACHINE), "tiptranslate: machine"),
    (Provenance(Origin.MACHINE, "pseudo", version="2"), "tiptranslate: machine pseudo - 2"),
    (Provenance(Origin.MEMORY, "astana-2023"), "tiptranslate: memory - astana-2023"),
    (Provenance(Origin.MEMORY, score=87.0), "tiptranslate: memory 87"),
]


@pytest.mark.parametrize(("made", "line"), LINES)
def test_line_and_provenance_are_each_other(made: Provenance, line: str) -> None:
    """Each fact has its place, and reading undoes writing."""
    assert line == provenance.format(made)
    assert made == provenance.parse(line)
    assert made == provenance.parse(f"# {line}")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "tiptranslate",
        "tiptranslate: ",
        "tiptranslate: oracle delphi",
        "tiptranslate: human with too many words",
        "tiptranslate: memory many astana-2023",
        "tiptranslate: memory nan astana-2023",
        "tiptranslate: machine argos translate-en_ru 1.9 score=high",
        "tiptranslate: machine argos translate-en_ru 1.9 sum=1A2B",
        "tiptranslate: machine argos translate-en_ru 1.9 mood=good",
        "tiptranslate: machine  argos",
        "tiptranslate: machine argos ",
        "Tiptranslate: machine argos",
        "See tiptranslate: machine argos",
        "tiptranslate: machine argos\nsecond line",
    ],
)
def test_other_lines_are_ordinary_comments(line: str) -> None:
    """What is damaged or not ours is a person's comment and stays one."""
    assert provenance.parse(line) is None


def test_long_names_are_squeezed_in_the_middle_always_alike() -> None:
    """The model gives way first and keeps its two ends."""
    made = replace(MACHINE, model="translate-en_ru-" + "very-" * 20 + "long")

    line = provenance.format(made)

    assert line == "tiptranslate: machine argos translat~ery-long 1.9 score=-0.31 sum=1a2b3c4d"
    assert len(f"# {line}") == 76
    assert line == provenance.format(made)


def test_a_match_is_rounded_down() -> None:
    """99.7 per cent is not the same words, so it must never read 100."""
    assert "memory 99 " in provenance.format(replace(MEMORY, score=99.7))


def test_spaces_and_signs_in_names_are_replaced() -> None:
    """A name is one word."""
    made = Provenance(Origin.MACHINE, "my engine", "a=b\tc", "1.9\n2", -1.0)

    assert provenance.format(made) == "tiptranslate: machine my_engine a_b_c 1.9_2 score=-1.00"


def test_an_endless_score_is_left_out() -> None:
    """A model that gives no number gives no number."""
    assert "score" not in provenance.format(replace(MACHINE, score=float("nan")))
    assert "score" not in provenance.format(replace(MACHINE, score=float("-inf")))


words = st.from_regex(r"[a-z0-9][a-z0-9._+-]{0,6}", fullmatch=True)
scores = st.integers(-1000, 0).map(lambda number: number / 100)
digests = st.text("0123456789abcdef", min_size=8, max_size=8)
normal = st.one_of(
    st.builds(
        Provenance,
        st.just(Origin.MACHINE),
        words,
        words,
        words,
        st.none() | scores,
        st.just("") | digests,
    ),
    st.builds(
        Provenance,
        st.just(Origin.MEMORY),
        words,
        score=st.none() | st.integers(0, 100).map(float),
        digest=st.just("") | digests,
    ),
    st.builds(Provenance, st.just(Origin.MACHINE), words, words, words, failed=words),
    st.builds(Provenance, st.just(Origin.HUMAN)),
)


@given(normal)
def test_normal_values_come_back(made: Provenance) -> None:
    """Reading undoes writing wherever nothing had to be shortened."""
    assert made == provenance.parse(provenance.format(made))


@given(
    st.builds(
        Provenance,
        st.sampled_from(Origin),
        st.text(),
        st.text(),
        st.text(),
        st.none() | st.floats(),
        st.text(),
        st.text(),
    )
)
def test_any_value_gives_a_short_line_that_reads_back(made: Provenance) -> None:
    """Whatever an engine calls itself, the comment is one short line and stays as it is."""
    line = provenance.format(made)

    assert len(line.splitlines()) == 1
    assert len(line) <= provenance.WIDTH
    read = provenance.parse(line)
    assert read is not None
    assert line == provenance.format(read)


def test_nothing_is_nothing_whatever_its_sign() -> None:
    """Equal values are written alike, in whichever order they come."""
    made = replace(MACHINE, score=-0.001)

    assert provenance.format(made) == provenance.format(replace(made, score=0.0))
    assert "score=0.00" in provenance.format(made)


def test_digest_is_of_the_text_alone() -> None:
    """Eight hexadecimal digits that a later version must find again."""
    assert provenance.digest("") == "36e9d246"
    assert provenance.digest("Торговля людьми") == "99a80b56"


def test_untouched_is_the_draft_exactly_as_made() -> None:
    """One changed character makes it a person's; so does a missing provenance."""
    text = "Odam savdosi — ogʻir jinoyat."
    made = replace(MACHINE, digest=provenance.digest(text))
    entry = Entry("Trafficking in persons is a grave crime.", text, State.DRAFT, provenance=made)

    assert provenance.untouched(entry)
    assert provenance.untouched(replace(entry, state=State.REVIEWED))
    assert not provenance.untouched(replace(entry, target=text[:-1]))
    assert not provenance.untouched(replace(entry, provenance=None))
    assert not provenance.untouched(replace(entry, provenance=replace(made, digest="")))


def test_take_leaves_the_other_comments_in_order() -> None:
    """Only the first line of ours is taken out."""
    ours = provenance.format(MACHINE)

    taken = provenance.take(("A note.", ours, "tiptranslate: what?", "Another."))

    assert taken == (MACHINE, ("A note.", "tiptranslate: what?", "Another."))
    assert provenance.take(("A note.",)) == (None, ("A note.",))
