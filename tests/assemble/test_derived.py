"""A document that was put into another script says so."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tiptranslate.assemble import LAYOUTS, SEVERAL, Document, assemble

NOTE = "Лотин ёзувидаги матндан автоматик тарзда ўгирилган."


@pytest.mark.parametrize("layout", [layout for layout in LAYOUTS if layout != SEVERAL])
@pytest.mark.parametrize("format_name", ["html", "md", "txt", "docx"])
@pytest.mark.parametrize("state", ["reviewed", "draft"])
def test_it_is_said_to_be_derived(
    layout: str,
    format_name: str,
    state: str,
    make: Callable[..., Document],
    text_of: Callable[[bytes, str], str],
) -> None:
    """Once, above everything; the banner of a draft is there besides."""
    own = make(("paragraph", "One.", "Бир.", state), language="uz@cyrillic")
    derived = replace(own, derived=True)
    text = text_of(assemble(derived, format_name, layout, allow_drafts=True), format_name)

    assert text.count(NOTE) == 1
    assert text.index(NOTE) < text.index("Бир.")
    assert ("ҚОРАЛАМА" in text) is (state == "draft")
    assert NOTE not in text_of(assemble(own, format_name, layout, allow_drafts=True), format_name)
