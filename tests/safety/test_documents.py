"""A translation cannot bring markup, scripts or addresses of its own into a document."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiptranslate.assemble.inline import to_html, to_runs
from tiptranslate.formats import open_form
from tiptranslate.formats.html_tokens import Part, tokens
from tiptranslate.languages import get

PAGE = Path(__file__).resolve().parents[1] / "data" / "formats" / "page.html"
HOSTILE = st.lists(
    st.sampled_from(
        (
            *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</title>", "</p>"),
            *("<!--", "-->", "]]>", "&lt;b&gt;", "&#60;b&#62;", "<", ">", '"', "'", "\0", "\u2028"),
            *("⟦1⟧", "⟦/1⟧", "⟦2/⟧", "⟦99⟧", "javascript:alert(1)", "text", " ", "\n"),
        )
    ),
    max_size=12,
).map("".join)


def elements(page: str) -> list[str]:
    """The start tags of a page, sorted."""
    return sorted(token.source for token in tokens(page) if token.part is Part.START)


@given(HOSTILE)
@settings(max_examples=60)
def test_no_element_comes_with_a_target(target: str) -> None:
    """In the form of an HTML release; placeholders may drop elements, never add others."""
    form = open_form(PAGE.read_bytes(), PAGE)
    own = [piece.text for piece in form.pieces]
    before = elements(form.filled(own, get("uz")).decode())
    after = elements(form.filled([target] * len(own), get("uz")).decode())

    assert set(after) <= set(before)


@given(HOSTILE)
def test_no_element_comes_into_our_own_pages(target: str) -> None:
    """Plain text is escaped; Markdown becomes nothing but its own few elements."""
    allowed = re.compile(r"</?(?:em|strong|code|a|br)\b")
    for form in ("", "md", "docx", "html"):
        for token in tokens(f"<p>{to_html(target, form)}</p>"):
            if token.part is Part.START:
                assert token.name == "p" or allowed.match(token.source), token


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:x", "vbscript:x", "data:text/html,x", "file:///etc/passwd"],
)
def test_addresses_that_run_something(address: str) -> None:
    """Markdown's links lead to none; they stay the text that they are."""
    text = f"[here]({address}) <{address}>"

    assert "<a" not in to_html(text, "md")
    assert not any(run.link for run in to_runs(text, "md"))
