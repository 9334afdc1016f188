"""A release with its translation beside it: what every writer is given."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby, pairwise
from pathlib import Path

from tiptranslate import languages
from tiptranslate.errors import InputError
from tiptranslate.languages import Language
from tiptranslate.model import Block, BlockKind, Catalog, Entry, Release, Segment, State

_Key = tuple[str | None, str]
"""Context and source of an entry."""
_LONGEST_EXCERPT = 60
"""Characters of a sentence that a message quotes."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a passage and what the catalog has for it.

    ``target`` is on one line and empty where nothing is translated; ``gap`` is
    what stands between this sentence and the next; ``line`` is the entry's line
    in its catalog, 0 if not known.
    """

    source: str
    target: str
    state: State
    gap: str = ""
    line: int = 0

    @property
    def shown(self) -> str:
        """What a reader of the translation gets to read: the source if there is no other."""
        return self.target or self.source

    @property
    def reviewed(self) -> bool:
        """Whether a person has approved it."""
        return self.state is State.REVIEWED


@dataclass(frozen=True, slots=True)
class Passage:
    """A block with its sentences; none where the block is not translated.

    ``lead`` is text in front of the first sentence that belongs to no sentence.
    """

    block: Block
    sentences: tuple[Sentence, ...] = ()
    lead: str = ""

    @property
    def kind(self) -> BlockKind:
        """What the block is."""
        return self.block.kind

    @property
    def level(self) -> int:
        """The block's heading or list depth; 0 where its format has none."""
        return self.block.level

    @property
    def unchanged(self) -> bool:
        """Whether what is approved is the source itself, word for word."""
        return all(part.reviewed and part.target == part.source for part in self.sentences)


@dataclass(frozen=True, slots=True)
class Document:
    """A release in a target language, in the order of the release.

    ``tail`` is what the source has behind its last block. ``revised`` says when the
    catalog was last saved ("2026-07-01T09:30:00Z"), "" if it does not. ``original`` is
    the file of the release where its form is wanted back (.docx, .html). ``derived``
    says that the target was made by rule from another script and has been read in that.
    """

    slug: str
    path: Path
    title: str
    source: Language
    target: Language
    passages: tuple[Passage, ...] = ()
    tail: str = ""
    encoding: str = "utf-8"
    revised: str = ""
    original: bytes = field(default=b"", repr=False)
    derived: bool = False

    @property
    def form(self) -> str:
        """The format the release was written in, by its file's suffix: "txt", "md"."""
        return self.path.suffix.lower().removeprefix(".")

    @property
    def sentences(self) -> Iterator[Sentence]:
        """Every different sentence once, in the order of the release, as catalogs count."""
        seen: set[tuple[str, str, State]] = set()
        for passage in self.passages:
            for sentence in passage.sentences:
                key = sentence.source, sentence.target, sentence.state
                if key not in seen:
                    seen.add(key)
                    yield sentence

    @property
    def unreviewed(self) -> tuple[Sentence, ...]:
        """The different sentences that no person has approved."""
        return tuple(sentence for sentence in self.sentences if not sentence.reviewed)

    @property
    def is_draft(self) -> bool:
        """Whether anything in it is unreviewed."""
        return any(not part.reviewed for passage in self.passages for part in passage.sentences)


def build(
    release: Release,
    segments: Sequence[Segment],
    catalog: Catalog,
    *,
    original: bytes = b"",
    derived: bool = False,
) -> Document:
    """Put the catalog's targets beside the release's sentences.

    A sentence that the catalog does not know is untranslated. Where a person has given
    one sentence several translations, by a ``msgctxt`` that names a kind of block
    ("headline"), a block of that kind has that one. Separators carry no
    sentences, whether or not they are among the segments.

    Args:
        release: What was read.
        segments: Its sentences in the order of the text.
        catalog: What people have made of them.
        original: The bytes of the release's file, for documents in its own form.
        derived: Whether the catalog was made by rule from one in another script.

    Raises:
        UsageError: The release or the catalog is in a language the project does not know.
    """
    entries = {(entry.context, entry.source): entry for entry in catalog.entries}
    by_block = {
        number: list(found) for number, found in groupby(segments, key=lambda part: part.block)
    }
    return Document(
        slug=release.slug,
        path=release.path,
        title=release.title,
        source=languages.get(release.language),
        target=languages.get(catalog.language),
        passages=tuple(
            _passage(block, by_block.get(number, ()), entries)
            for number, block in enumerate(release.blocks)
        ),
        tail=release.tail,
        encoding=release.encoding,
        revised=_moment(catalog.header.get("PO-Revision-Date", "")),
        original=original,
        derived=derived,
    )


def _moment(date: str) -> str:
    """A date of a catalog's header in UTC as W3CDTF writes it; "" for none."""
    try:
        moment = datetime.strptime(date, "%Y-%m-%d %H:%M%z").astimezone(UTC)
    except (ValueError, OverflowError):  # a template's "YEAR-MO-DA", or years like 0001
        return ""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}".rjust(20, "0")


def _passage(block: Block, segments: Sequence[Segment], entries: Mapping[_Key, Entry]) -> Passage:
    """One block with the targets of its segments, which are in the order of the text."""
    if block.kind is BlockKind.SEPARATOR or not segments:
        return Passage(block)
    sentences = tuple(
        _sentence(
            segment,
            gap,
            entries.get((block.kind.value, segment.text)) or entries.get((None, segment.text)),
        )
        for segment, gap in zip(segments, _gaps(block.text, segments), strict=True)
    )
    return Passage(block, sentences, lead=block.text[: segments[0].start].lstrip())


def _gaps(text: str, segments: Sequence[Segment]) -> Iterator[str]:
    """What stands behind each segment.

    Sentences run together in the source ("societies.Now") are parted by a space in
    the target; white space at the end of the block is dropped.
    """
    for segment, following in pairwise(segments):
        yield text[segment.end : following.start] or " "
    yield text[segments[-1].end :].rstrip()


def _sentence(segment: Segment, gap: str, entry: Entry | None) -> Sentence:
    """A segment with its entry's target; one with no target is untranslated."""
    target = _on_one_line(entry.target) if entry else ""
    return Sentence(
        source=segment.text,
        target=target,
        state=entry.state if entry and target else State.UNTRANSLATED,
        gap=gap,
        line=entry.line if entry else 0,
    )


def _on_one_line(text: str) -> str:
    """A target without the line ends that people type into PO editors."""
    return " ".join(filter(None, map(str.strip, text.splitlines())))


def count_states(document: Document) -> dict[State, int]:
    """How many different sentences are in each state, the unreviewed states first."""
    counts = Counter(sentence.state for sentence in document.sentences)
    order = (State.DRAFT, State.STALE, State.UNTRANSLATED, State.REVIEWED)
    return {state: counts[state] for state in order if counts[state]}


def require_reviewed(document: Document, path: Path | None = None) -> None:
    """See to it that nothing unreviewed is published by mistake.

    Args:
        document: What is to be written.
        path: The catalog it was made from, for the message.

    Raises:
        InputError: Something is unreviewed; how much of what, where the first is, what to do.
    """
    unreviewed = document.unreviewed
    if not unreviewed:
        return
    counts = count_states(document)
    reviewed = counts.pop(State.REVIEWED, 0)
    parts = ", ".join(f"{number} {state.value}" for state, number in counts.items())
    first = unreviewed[0]
    raise InputError(
        f"{len(unreviewed)} of {len(unreviewed) + reviewed} sentences are not reviewed ({parts}), "
        f"the first is “{_excerpt(first.source)}”; "
        "approve them in the catalog, or pass --allow-drafts for a marked draft",
        path=path,
        line=first.line or None,
    )


def _excerpt(text: str) -> str:
    """The beginning of a sentence, cut at a space."""
    if len(text) <= _LONGEST_EXCERPT:
        return text
    return text[:_LONGEST_EXCERPT].rsplit(" ", 1)[0] + " …"
