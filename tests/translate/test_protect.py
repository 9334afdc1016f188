"""Protected spans: through a model as codes, or the sentence around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate import markup
from tiptranslate.translate import protect

CONTACT = "Mobile: (+998 93) 505-05-58 | Email: press[at]example.org"
SPANS = ["press@example.org", "https://example.org/a", "+998(71)1208050", "A/RES/55/25", "%s"]
WORDS = ["write", "Call", "or", "QX1", "27 July", ",", "(", ").", "—", "2023", "ʻ", " ", "⟦1⟧"]
TEXTS = st.lists(st.sampled_from(SPANS + WORDS), max_size=12).map(" ".join) | st.text()


@given(TEXTS)
def test_masking_and_unmasking_gives_the_text_back(text: str) -> None:
    """A model that copies everything loses nothing."""
    mask = protect.mask(text)

    assert mask.unmask(mask.text) == text
    hidden = [original for _, original in mask.codes]
    for span in markup.protected(text):
        assert any(text[span.start : span.end] in original for original in hidden)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("See A%d here", "See QX1 here"),
        ("%s%s", "QX1"),
        ("Call %s, then %d.", "Call QX1, then QX2."),
    ],
)
def test_what_is_glued_to_a_span_goes_with_it(text: str, masked: str) -> None:
    """A code inside a word would never be known again."""
    mask = protect.mask(text)

    assert mask.text == masked
    assert mask.unmask(mask.text) == text


@given(TEXTS)
def test_joining_the_pieces_of_a_cut_gives_the_text_back(text: str) -> None:
    """And every protected span is in the frame, where no model touches it."""
    cut = protect.cut(text)

    assert cut.join(list(cut.pieces)) == text
    assert len(cut.frame) == len(cut.pieces) + 1
    frame = "\n".join(cut.frame)
    for span in markup.protected(text):
        assert text[span.start : span.end] in frame


@given(TEXTS)
def test_pieces_have_words_and_the_rest_has_none_to_translate(text: str) -> None:
    """A sentence is untranslatable exactly where it has no piece."""
    cut = protect.cut(text)

    assert all(any(c.isalnum() for c in piece) for piece in cut.pieces)
    assert protect.is_untranslatable(text) == (not cut.pieces)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("press@example.org", True),
        ("https://www.example.org/roca (2023)", True),
        ("+998 71 120 80 50, +998 71 120 80 51", True),
        ("***", True),
        ("", True),
        ("A/RES/55/25", True),
        ("12 345 — 67 %", True),
        ("E-mail: press@example.org", False),
        ("UNODC", False),
        ("Tashkent", False),
    ],
)
def test_what_no_model_needs_to_see(text: str, expected: bool) -> None:
    """Addresses, figures and stars stand as they are."""
    assert protect.is_untranslatable(text) is expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Напишите на QX1 или QX2.", "Напишите на a@example.org или b@example.org."),
        ("На QX2, QX1 напишите", "На b@example.org, a@example.org напишите"),
        ("Напишите на QX1.", None),
        ("Напишите на QX1, QX1 или QX2.", None),
        ("Напишите на QX1 или QX2ga.", None),
        ("Напишите на QX12 или QX2.", None),
        ("Напишите на qx1 или QX2.", None),
        ("", None),
    ],
)
def test_codes_must_come_back_exactly_once(answer: str, expected: str | None) -> None:
    """In any order, but each whole, and none twice or glued to an ending."""
    mask = protect.mask("Write to a@example.org or b@example.org.")

    assert mask.text == "Write to QX1 or QX2."
    assert mask.unmask(answer) == expected


def test_a_code_that_stands_in_the_text_is_not_used() -> None:
    """Even a sentence about QX1 comes back whole."""
    mask = protect.mask("QX1 and QX2: write to a@example.org.")

    assert mask.text == "QX1 and QX2: write to QX3."
    assert mask.unmask(mask.text) == "QX1 and QX2: write to a@example.org."


def test_a_contact_line_is_cut_at_its_numbers() -> None:
    """Only the labels go to the model; the rest is put back as it stood."""
    cut = protect.cut(CONTACT)

    assert cut.pieces == ("Mobile", "Email")
    assert cut.join(["Мобильный.", "Электронная почта"]) == (
        "Мобильный: (+998 93) 505-05-58 | Электронная почта: press[at]example.org"
    )


def test_capitals_and_stops_of_the_model_fit_the_piece() -> None:
    """A piece in the middle of a sentence does not begin or end one."""
    cut = protect.cut("Write to a@example.org or call +998 71 120 80 50 in Tashkent.")

    assert cut.pieces == ("Write to", "or call", "in Tashkent.")
    assert cut.join(["Напишите.", "Или позвоните.", "В Ташкенте."]) == (
        "Напишите a@example.org или позвоните +998 71 120 80 50 в Ташкенте."
    )
    assert cut.join(["Напишите", "МОМ", "В Ташкенте"]).endswith("МОМ +998 71 120 80 50 в Ташкенте")
