"""Workspaces to measure on: many releases made from the samples with edits."""

import random
import re
from pathlib import Path

from tiptranslate import pipeline
from tiptranslate.catalog import dump, read
from tiptranslate.drafts import Choice
from tiptranslate.project import Project

ROOT = Path(__file__).resolve().parent.parent
_UNREVIEWED = re.compile(rb"^#(?:, fuzzy|\| .*)\n", re.MULTILINE)
PARAGRAPHS = 22
"""Lines of text a release: what the measured real ones have on average."""


def make(folder: Path, releases: int, language: str = "ru") -> Project:
    """A workspace of different releases, fully reviewed in one language.

    Every release is 22 paragraphs of the samples in a changed order, with figures of
    its own in every third, so that no two are alike but much recurs, as in life.
    """
    folder.mkdir(parents=True)
    (folder / "tiptranslate.toml").write_text(
        f'[workspace]\nname = "benchmark 1.0"\nlanguages = ["{language}"]\n'
        '[assemble]\nformats = ["txt"]\nlayouts = ["mono"]\n',
        encoding="utf-8",
    )
    (folder / "releases").mkdir()
    paragraphs = _paragraphs()
    for number in range(releases):
        chance = random.Random(number)  # noqa: S311 - repeatable, not secret
        chosen = [chance.choice(paragraphs) for _ in range(PARAGRAPHS)]
        lines = [
            f"{text} In all, {number + 2} groups of {chance.randint(2, 900)} took part."
            if place % 3 == 0
            else text
            for place, text in enumerate(chosen)
        ]
        path = folder / "releases" / f"release-{number:05}.txt"
        path.write_text(f"Release {number}\n\n" + "\n\n".join(lines) + "\n", encoding="utf-8")
    project = Project(folder)
    pipeline.draft(project, list(project.releases), [language], Choice("pseudo"))
    approve(project, language)
    return Project(folder)


def approve(project: Project, language: str) -> None:
    """Clear ``fuzzy`` and ``#|`` on every entry, as an editor does on approval."""
    for path in project.catalogs(language):
        data = _UNREVIEWED.sub(b"", path.read_bytes())
        path.write_bytes(data)
        if dump(read(path)) != data:
            raise AssertionError(f"{path} is not written as it is read")


def edit(project: Project, share: int = 10) -> None:
    """Change one word in one of ``share`` paragraphs of every release."""
    for number, path in enumerate(project.releases.values()):
        lines = path.read_text(encoding="utf-8").split("\n")
        for place in range(2 + number % share, len(lines), share):
            if lines[place]:
                lines[place] = lines[place].replace(" the ", " the new ", 1)
        path.write_text("\n".join(lines), encoding="utf-8")


def _paragraphs() -> list[str]:
    """Every line of the text samples that is a paragraph of some length."""
    return [
        line
        for path in sorted((ROOT / "releases").glob("*.txt"))
        for line in path.read_text(encoding="utf-8").split("\n")
        if len(line) > 80
    ]
