"""Front matter, and the space around a block."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.ingest import parse, write_back
from tiptranslate.ingest.parts import SPACES, find_metadata, trim


@pytest.mark.parametrize(
    ("source", "fields"),
    [
        ("---\ntitle: A day\nDate:May 5 \n---\nText.", {"title": "A day", "date": "May 5"}),
        ("--- \r\ntitle: A: b\r\n---\r\nText.", {"title": "A: b"}),
        ("---\ntags:\n  - a\n- b\n# note\nplace: Osh\n---", {"tags": "", "place": "Osh"}),
    ],
)
def test_front_matter(source: str, fields: dict[str, str]) -> None:
    """Fields with their values; lists and comments in it are passed over."""
    offset, found = find_metadata(source)

    assert found == fields
    assert source[offset:] in ("Text.", "")


@pytest.mark.parametrize(
    "source",
    [
        "",
        "Text.",
        "---\nText.\n",
        "---\n---\nText.",
        "---\n# only a comment\n---\n",
        "---\nQ: Who came?\n\nA: Judges.\n---\n",
        "---\nStatement\nNote: it is short\n---\n",
        "---\ntitle: never closed\n",
        "\n---\ntitle: not on top\n---\n",
        "----\ntitle: four\n----\n",
    ],
)
def test_text_between_rules_is_no_front_matter(source: str) -> None:
    """Only fields are; all else is text of the release and must be translated."""
    assert find_metadata(source) == (0, {})


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_front_matter_is_no_block(suffix: str) -> None:
    """Its fields are the release's, its lines count, and it is written back."""
    data = b"---\ntitle: Spring\n---\n\nA meeting in Osh\n"

    release = parse(data, Path(f"a{suffix}"), "a")

    assert release.metadata == {"title": "Spring"}
    assert [(block.text, block.line) for block in release.blocks] == [("A meeting in Osh", 5)]
    assert write_back(release) == data


@given(st.text(SPACES), st.sampled_from(["a", "a b", "“ ”", "a\u200bb"]), st.text(SPACES))
def test_trim(before: str, text: str, after: str) -> None:
    """All white and zero-width space around goes, none within."""
    start, end = trim(f"x{before}{text}{after}y", 1, 1 + len(before + text + after))

    assert (start, end) == (1 + len(before), 1 + len(before + text))


@given(st.text(SPACES))
def test_trim_of_nothing(text: str) -> None:
    """Space alone is an empty stretch at its end or before."""
    start, end = trim(text, 0, len(text))

    assert start == end
