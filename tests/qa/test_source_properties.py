"""What holds of the checks of the English for any release."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tiptranslate import vocabulary
from tiptranslate.errors import InputError
from tiptranslate.glossary.register import Glossary
from tiptranslate.ingest import parse
from tiptranslate.project import Project
from tiptranslate.qa import linting
from tiptranslate.qa.lint import CHECKS, IDS
from tiptranslate.qa.source import SourceText
from tiptranslate.segment import Splitter, segment

SPLITTER = Splitter()
PIECES = st.sampled_from(
    (
        *("Hotline opens", "He said", "UNODC’s", "IOM (the International)", "Uzbekistan’s", "the"),
        *(" ", "  ", "\u00a0", "\n", "\n\n", "\t", "\u200b", " - ", " – ", "—", ",", " ,", "."),
        *("“", "”", '"', "'", "(", ")", "[", "]", "…", "?", "!", ":", ";", "- ", "1. ", "# ", "> "),
        *("2,500", "12.5 per cent", "22 July 2022", "22/07/2022", "8 p.m.", "24/7", "$5", "XXI"),
        *("a@un.org", "www.un.org,", "https://example.org/a-b", "+998 71 200-00-00", "Tel.: "),
        *("TIP", "trafficking in persons", "victims", "жертва", "oʻ", "`", "```\n", "**", "<b>"),
        *(
            "<!-- tiptranslate: ignore x -->",
            "[a](b)",
            "---\n",
            "&amp;",
            "⟦1⟧",
            "TASHKENT, 5 May –",
        ),
    )
)
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60),
    st.lists(PIECES, max_size=16).map("".join),
)


@cache
def glossary() -> Glossary:
    """The project's own."""
    return vocabulary.load(Project(Path(__file__).resolve().parents[2]))


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
@given(text=TEXTS)
@example(text="")
@example(text="\u200b \n\n")
@settings(max_examples=60)
def test_no_check_fails_on_any_release(suffix: str, text: str) -> None:
    """And every place it names lies in the release; one with nothing in it is a release, too."""
    path = Path(f"releases/a{suffix}")
    try:
        release = parse(text.encode(), path, "a")
    except InputError:
        return
    matcher = glossary().matcher("en")
    source = SourceText(
        release,
        segment(release, SPLITTER),
        tuple(tuple(matcher.find(block.text)) for block in release.blocks),
        glossary().terms,
        glossary().names,
    )

    for finding in linting.lint(source, CHECKS, IDS).findings:
        assert finding.line >= 1
        assert finding.column >= 1
        assert "\n" not in finding.message
