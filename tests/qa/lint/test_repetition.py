"""Repetition: which blocks are compared."""

from collections.abc import Callable
from dataclasses import replace

from tiptranslate.model import BlockKind, Segment
from tiptranslate.qa.lint.repetition import RepeatedParagraph, RepeatedSentence
from tiptranslate.qa.source import SourceText

LINE = "The Office has its seat in Tashkent."


def test_boilerplate_may_come_again(source: Callable[..., SourceText]) -> None:
    """Contacts and notes are the same in every release and may be twice in one."""
    text = source(f"A headline\n\n{LINE}\n\nBetween.\n\n{LINE}")
    blocks = text.release.blocks
    for kind, count in ((BlockKind.PARAGRAPH, 1), (BlockKind.CONTACT, 0), (BlockKind.NOTE, 0)):
        last = replace(blocks[-1], kind=kind)
        release = replace(text.release, blocks=(*blocks[:-1], last))
        assert len(list(RepeatedParagraph().check(SourceText(release)))) == count


def test_a_repeated_paragraph_is_told_of_once(source: Callable[..., SourceText]) -> None:
    """Its sentences are not reported again; those of a paragraph that is new otherwise are."""
    text = source(f"A headline\n\n{LINE}\n\n{LINE}\n\n{LINE} More of it.")
    segments = tuple(
        Segment(LINE, number, 0, len(LINE), text.release.blocks[number].kind)
        for number in (1, 2, 3)
    )
    text = replace(text, segments=segments)

    assert [hit.block for hit in RepeatedParagraph().check(text)] == [2]
    assert [hit.block for hit in RepeatedSentence().check(text)] == [3]
