"""The document: targets beside sentences, gaps, states, and the refusal of unreviewed text."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tiptranslate.assemble import Document, build, count_states, require_reviewed
from tiptranslate.errors import InputError, UsageError
from tiptranslate.model import Block, BlockKind, Catalog, Entry, Release, Segment, State

LONG = "A sentence that is much too long to be quoted in a message in"
PATH = Path("locales/ru/LC_MESSAGES/sample.po")


def built(text: str, sentences: list[str], *entries: Entry, language: str = "ru") -> Document:
    """A document of one paragraph."""
    end, segments = 0, []
    for sentence in sentences:
        start = text.index(sentence, end)
        end = start + len(sentence)
        segments.append(Segment(sentence, 0, start, end, BlockKind.PARAGRAPH))
    block = Block(BlockKind.PARAGRAPH, text, 1, raw=text)
    release = Release("sample", Path("releases/sample.txt"), "en", "Sample", (block,))
    return build(release, segments, Catalog("sample", language, entries))


def test_sentences_keep_the_gaps_of_the_source() -> None:
    """What stands between two sentences stands between their translations."""
    document = built("One.\u00a0 Two. Three.", ["One.", "Two.", "Three."])

    assert [part.gap for part in document.passages[0].sentences] == ["\u00a0 ", " ", ""]


def test_sentences_run_together_are_parted() -> None:
    """A missing space in the source does not glue two translated sentences together."""
    document = built("societies.Now", ["societies.", "Now"])

    assert [part.gap for part in document.passages[0].sentences] == [" ", ""]


def test_white_space_at_the_ends_of_a_block_is_dropped() -> None:
    """Neither the lead nor the last gap brings white space of the block's ends along."""
    passage = built("  One.  ", ["One."]).passages[0]

    assert (passage.lead, passage.sentences[0].gap) == ("", "")


def test_text_outside_all_sentences_is_not_lost() -> None:
    """Should a rule file leave text in no segment, it is passed through."""
    passage = built("[1] One. (end)", ["One."]).passages[0]

    assert (passage.lead, passage.sentences[0].gap) == ("[1] ", " (end)")


def test_a_sentence_without_an_entry_is_untranslated() -> None:
    """The source is shown, and never as reviewed."""
    sentence = built("One.", ["One."]).passages[0].sentences[0]

    assert (sentence.state, sentence.shown) == (State.UNTRANSLATED, "One.")


@pytest.mark.parametrize("target", ["", "  ", "\n"])
def test_an_entry_without_text_is_untranslated_whatever_its_state(target: str) -> None:
    """An empty target marked as reviewed by a careless tool does not become an empty sentence."""
    document = built("One.", ["One."], Entry("One.", target, State.REVIEWED))

    assert document.passages[0].sentences[0].state is State.UNTRANSLATED


def test_a_target_on_several_lines_is_put_on_one() -> None:
    """A line end typed in a PO editor breaks no paragraph, list or heading."""
    document = built("One.", ["One."], Entry("One.", "Раз,\n  два.\u2028Три.\n", State.REVIEWED))

    assert document.passages[0].sentences[0].target == "Раз, два. Три."


def test_entries_with_a_context_are_another_matter() -> None:
    """A sentence is looked up by its text; an entry for a special place does not answer."""
    document = built("One.", ["One."], Entry("One.", "Раз.", State.REVIEWED, context="headline"))

    assert document.passages[0].sentences[0].state is State.UNTRANSLATED


def test_a_context_that_names_the_kind_of_block_goes_first() -> None:
    """One sentence with two translations; the unreviewed one is not hidden by the other."""
    plain = Entry("One.", "Один.", State.REVIEWED)
    for_paragraphs = Entry("One.", "Одно.", State.DRAFT, context="paragraph")
    for_headlines = Entry("One.", "Одна.", State.REVIEWED, context="headline")
    document = built("One.", ["One."], plain, for_headlines, for_paragraphs)

    assert [part.target for part in document.passages[0].sentences] == ["Одно."]
    with pytest.raises(InputError, match="1 of 1 sentences are not reviewed"):
        require_reviewed(document)


def test_separators_and_blocks_in_no_segment_have_no_sentences() -> None:
    """Not even when the segmenter gives a separator as a segment."""
    blocks = (Block(BlockKind.SEPARATOR, "***", 1), Block(BlockKind.CONTACT, "a@example.org", 2))
    release = Release("sample", Path("sample.txt"), "en", "Sample", blocks)
    segments = [Segment("***", 0, 0, 3, BlockKind.SEPARATOR)]
    document = build(release, segments, Catalog("sample", "ru"))

    assert [passage.sentences for passage in document.passages] == [(), ()]
    assert not document.is_draft


def test_an_unknown_language_lists_the_known_ones() -> None:
    """A catalog in a language without facts cannot be assembled."""
    with pytest.raises(UsageError, match="unknown language 'xx'; known: en, ru, uz"):
        built("One.", ["One."], language="xx")


def test_a_repeated_sentence_counts_once(make: Callable[..., Document]) -> None:
    """Numbers agree with the catalog, which has one entry for it."""
    row = ("paragraph", "One.", "Раз.", "draft")
    document = make(row, row, ("paragraph", "Two.", "Два.", "reviewed"))

    assert count_states(document) == {State.DRAFT: 1, State.REVIEWED: 1}
    assert [part.source for part in document.unreviewed] == ["One."]


def test_reviewed_text_is_let_through(make: Callable[..., Document]) -> None:
    """Nothing is refused where everything is approved."""
    require_reviewed(make(("paragraph", "One.", "Раз.", "reviewed")), PATH)


def test_unreviewed_text_is_refused_with_what_to_do(make: Callable[..., Document]) -> None:
    """One line: the entry's place, how much of what, the first sentence, the way out."""
    document = make(
        ("headline", "Done.", "Готово.", "reviewed"),
        ("paragraph", f"{LONG} full here.", "Т.", "stale"),
        ("paragraph", "Two.", "", "untranslated"),
    )
    with pytest.raises(InputError) as error:
        require_reviewed(document, PATH)

    assert str(error.value) == (
        "locales/ru/LC_MESSAGES/sample.po:20: 2 of 3 sentences are not reviewed "
        "(1 stale, 1 untranslated), the first is “A sentence that is much too long to be quoted "
        "in a message …”; approve them in the catalog, or pass --allow-drafts for a marked draft"
    )


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("2026-07-01 14:30+0500", "2026-07-01T09:30:00Z"),
        ("2026-07-01 09:30+0000", "2026-07-01T09:30:00Z"),
        ("YEAR-MO-DA HO:MI+ZONE", ""),
        ("0001-01-01 00:00+0500", ""),
        ("", ""),
    ],
)
def test_the_date_is_that_of_the_catalog(header: str, expected: str) -> None:
    """In UTC; a template's dummy and what is no date are none."""
    release = Release("s", Path("s.txt"), "en", "T", ())
    catalog = Catalog("s", "ru", header={"PO-Revision-Date": header} if header else {})

    assert build(release, (), catalog).revised == expected
