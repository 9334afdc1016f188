"""``tiptranslate segment``."""

from collections.abc import Sequence

import click

from tiptranslate import pipeline
from tiptranslate.cli.common import (
    App,
    counted,
    echo,
    echo_json,
    echo_no_releases,
    finish,
    format_option,
    pass_app,
    releases_argument,
)
from tiptranslate.errors import TiptranslateError
from tiptranslate.model import Release, Segment


@click.command()
@releases_argument
@format_option
@pass_app
def segment(app: App, releases: tuple[str, ...], format_: str) -> None:
    """Show the blocks and sentences of releases.

    Every block has the line it begins at and its kind, every sentence a line of its own.
    """
    found = list(pipeline.segment(app.project, app.project.select(releases)))
    errors = [item for item in found if isinstance(item, TiptranslateError)]
    texts = [item for item in found if not isinstance(item, TiptranslateError)]
    if format_ == "json":
        echo_json(releases=[_as_json(release, segments) for release, segments in texts])
    else:
        for release, segments in texts:
            _print(release, segments)
        if not found:
            echo_no_releases()
    finish(errors)


def _as_json(release: Release, segments: Sequence[Segment]) -> dict[str, object]:
    sentences = _by_block(release, segments)
    return {
        "slug": release.slug,
        "path": release.path.as_posix(),
        "blocks": [
            {
                "kind": block.kind.value,
                "line": block.line,
                "text": block.text,
                "sentences": sentences[number],
            }
            for number, block in enumerate(release.blocks)
        ],
    }


def _print(release: Release, segments: Sequence[Segment]) -> None:
    total = counted(len(release.blocks), "block"), counted(len(segments), "sentence")
    click.echo(f"{release.path.as_posix()}: {', '.join(total)}")
    for block, sentences in zip(release.blocks, _by_block(release, segments), strict=True):
        label = f"{block.line:>5}  {block.kind.value:<9}"
        for sentence in sentences:
            echo(f"{label}  {sentence}")
            label = " " * len(label)


def _by_block(release: Release, segments: Sequence[Segment]) -> list[list[str]]:
    sentences: list[list[str]] = [[] for _ in release.blocks]
    for part in segments:
        sentences[part.block].append(part.text)
    return sentences
