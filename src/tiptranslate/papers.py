"""Published documents as sentences, each in its own language, and two of them aligned."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tiptranslate import languages
from tiptranslate.align import Alignment, Bead, Side, fault, guess
from tiptranslate.errors import InputError, UsageError
from tiptranslate.ingest import ingest
from tiptranslate.model import BlockKind, Release
from tiptranslate.planning import Planner
from tiptranslate.project import Project, slugify
from tiptranslate.segment import Splitter, segment

_MARK = re.compile("⟦/?[0-9]{1,4}/?⟧")
"""Stands for formatting in the text of a document with a form of its own."""
_BULLET = re.compile(r"[-–—•▪*]\s+")
"""Stands in front of a list item, where the format has no lists."""


LOOSE = 0.7
"""Share of the shorter document in likely pairs, below which it is worth a word."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document: its sentences as they stand in it, and the number of each one's paragraph."""

    path: Path
    language: str
    sentences: tuple[str, ...]
    paragraphs: tuple[int, ...]

    @property
    def side(self) -> Side:
        """What is aligned: the sentences without what stands for formatting."""
        return Side(tuple(map(plain, self.sentences)), self.paragraphs)


def plain(text: str) -> str:
    """A sentence without what stands for formatting."""
    return _MARK.sub("", text)


def pair(source: str, target: str) -> tuple[str, str]:
    """Two texts as a memory has them: with what of formatting is the same in both.

    What stands for formatting goes where the other text has another; a mark in front of a
    list item, where the other has none.
    """
    if not _BULLET.match(source):
        target = _BULLET.sub("", target)
    elif not _BULLET.match(target):
        source = _BULLET.sub("", source)
    if sorted(_MARK.findall(source)) == sorted(_MARK.findall(target)):
        return source, target
    return plain(source), plain(target)


@dataclass(frozen=True, slots=True)
class Aligned:
    """One translation beside its source, and the confidence from which a pair is sure."""

    source: Paper
    target: Paper
    alignment: Alignment
    least: float

    @property
    def language(self) -> str:
        """The code of the translation's language."""
        return self.target.language

    def texts(self, bead: Bead) -> tuple[str, str]:
        """Source and target of a bead."""
        return pair(
            " ".join(self.source.sentences[i] for i in bead.source),
            " ".join(self.target.sentences[j] for j in bead.target),
        )

    @property
    def sure(self) -> tuple[Bead, ...]:
        """The pairs that are confident enough."""
        return tuple(b for b in self.alignment.pairs if b.confidence >= self.least)

    @property
    def doubtful(self) -> tuple[Bead, ...]:
        """The pairs that people should look at."""
        return tuple(b for b in self.alignment.pairs if b.confidence < self.least)

    @property
    def is_loose(self) -> bool:
        """Whether much of the shorter document has no likely counterpart."""
        return self.alignment.coverage() < LOOSE


def read(
    project: Project, source: Path, targets: Sequence[Path], codes: Sequence[str]
) -> list[Paper]:
    """Read a document and its translations.

    Args:
        project: The workspace.
        source: The document in the language of the workspace.
        targets: Its translations.
        codes: Their languages, in their order; those that are missing are guessed.

    Returns:
        The source first.

    Raises:
        UsageError: A language is not the workspace's, is given twice, or cannot be guessed.
        InputError: A file cannot be read, has no text, or is in another language.
    """
    workspace = project.settings.workspace
    if not targets:
        raise UsageError("there is no translation to align with; name it after the source")
    if len(codes) > len(targets):
        raise UsageError(f"{len(codes)} languages for {len(targets)} translations; give one each")
    project.languages(codes)
    papers = [_paper(project, source, workspace.source)]
    for path, code in zip(targets, [*codes, *[""] * (len(targets) - len(codes))], strict=True):
        papers.append(_translation(project, path, code))
    for number, paper in enumerate(papers):
        for other in papers[:number]:
            if other.language == paper.language:
                raise UsageError(
                    f"{other.path.name} and {paper.path.name} are both in {paper.language}; "
                    "say which is in what with --lang, once for each translation"
                )
            if other.sentences == paper.sentences:
                raise InputError(f"has the same text as {other.path}", path=paper.path)
    return papers


def _translation(project: Project, path: Path, code: str) -> Paper:
    """A translation in a given language, or in the one it seems to be in."""
    if code:
        return _paper(project, path, code)
    known = project.settings.workspace.languages
    # Any language's rules find enough sentences to tell the language by.
    rough = _paper(project, path, known[0], check=False)
    found = guess(path, rough.sentences, known)
    if not found:
        raise UsageError(
            f"cannot tell which language {path.name} is in (of {', '.join(known)}); "
            "say so with --lang"
        )
    return _paper(project, path, found)


def _is_draft(release: Release) -> bool:
    """Whether a document says that nobody has reviewed it, as those made with drafts do."""
    text = " ".join(" ".join(block.text.split()) for block in release.blocks)
    banners = (facts.phrases.get("draft-banner") for facts in languages.LANGUAGES.values())
    return any(banner in text for banner in banners if banner)


def _paper(project: Project, path: Path, code: str, *, check: bool = True) -> Paper:
    """Read a document and cut it into sentences."""
    if not path.exists():
        raise InputError("no such file", path=path)
    release = ingest(path, slugify(path.stem) or "document", code)
    if _is_draft(release):
        message = "is marked as a machine's draft; align what people have approved and published"
        raise InputError(message, path=path)
    if code == project.settings.workspace.source:
        splitter = Planner(project).splitter
    else:
        splitter = Splitter(language=code)
    found = [s for s in segment(release, splitter) if s.kind is not BlockKind.SEPARATOR]
    if not found:
        raise InputError("has no text to align", path=path)
    texts = tuple(s.text for s in found)
    reason = fault(code, texts) if check else ""
    if reason:
        wanted = languages.get(code).name
        message = f"{reason}, but was to be in {wanted}; give the right file or --lang"
        raise InputError(message, path=path)
    return Paper(path, code, texts, tuple(s.block for s in found))
