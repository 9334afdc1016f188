"""``tiptranslate draft``."""

from dataclasses import asdict
from functools import partial

import click

from tiptranslate import pipeline, translate
from tiptranslate.cli.common import (
    App,
    counted,
    echo,
    echo_json,
    echo_no_releases,
    error_lines,
    finish,
    format_option,
    lang_option,
    pass_app,
    releases_argument,
)
from tiptranslate.cli.progress import ProgressBar
from tiptranslate.drafts import Choice
from tiptranslate.errors import ModelMissing, TiptranslateError
from tiptranslate.reports import Drafted, DraftReport

_PUBLIC = {("en", "ru")}
"""Pairs of our languages in the public Argos index; none has Uzbek."""


@click.command()
@releases_argument
@lang_option
@click.option("--engine", metavar="NAME", help="Draft with this engine; `none` for memory alone.")
@click.option(
    "--redraft", is_flag=True, help="Make machine drafts anew where nobody has touched them."
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    default="",
    help="Draft on the workers of a Dask scheduler (tcp:// or tls://), or `local`.",
)
@format_option
@pass_app
def draft(
    app: App,
    releases: tuple[str, ...],
    langs: tuple[str, ...],
    engine: str | None,
    redraft: bool,
    cluster: str,
    format_: str,
) -> None:
    """Bring catalogs up to date and draft what is missing.

    Sentences that people have approved before come from the memory, the others from
    an offline engine. Nothing that a person has written or approved is changed; a
    second run changes nothing.
    """
    project = app.project
    if engine not in (None, "auto", "none"):
        translate.load(engine or "")
    slugs, languages = project.select(releases), project.languages(langs)
    with ProgressBar() as bar:
        choice = Choice(engine, redraft, cluster)
        report = pipeline.draft(project, slugs, languages, choice, partial(_progress, bar))
    errors = [*report.errors, *_nothing_drafted(report, langs, project.settings.workspace.source)]
    if format_ == "json":
        _print_json(report, errors)
    else:
        _print(report, project.settings.workspace.source)
    finish(errors)


def _nothing_drafted(
    report: DraftReport, asked: tuple[str, ...], source: str
) -> list[TiptranslateError]:
    """An error for every language asked for by name in which not one sentence has a draft."""
    started = {
        item.language for item in report.drafted if item.counts.untranslated < item.counts.segments
    }
    return [
        ModelMissing(
            f"nothing could be drafted: no model translates {source} -> {language}. "
            f"{_how_to_get(source, language)}"
        )
        for language in report.without
        if language in asked and language not in started
    ]


def _progress(bar: ProgressBar, language: str, done: int, total: int) -> None:
    """Show how many sentences of a language are drafted, in a bar of its own."""
    bar.labelled(f"Drafting {language}")(done, total)


def _print_json(report: DraftReport, errors: list[TiptranslateError]) -> None:
    echo_json(
        drafts=[
            {
                "slug": item.slug,
                "language": item.language,
                "path": item.path.as_posix(),
                **asdict(item.counts),
                "memory": item.memory,
                "machine": item.machine,
                "kept": item.kept,
                "failed": item.failed,
                "written": item.written,
            }
            for item in report.drafted
        ],
        models=dict(report.models),
        derived=[path.as_posix() for path in report.derived],
        without=list(report.without),
        errors=error_lines(errors),
    )


def _print(report: DraftReport, source: str) -> None:
    slug = ""
    for item in report.drafted:
        if item.slug != slug:
            slug = item.slug
            click.echo(slug)
        click.echo(f"  {item.language}  {_line(item)}")
    if not report.drafted and not report.errors:
        echo_no_releases()
    for language, model in sorted(report.models.items()):
        echo(f"Machine drafts into {language} were made by {model}; a person must review them.")
        if model.startswith("starter "):
            click.echo(_about_the_starter(source, language))
    if report.derived:
        number = counted(len(report.derived), "catalog")
        click.echo(f"Wrote {number} in Uzbek Cyrillic, derived from the Latin.")
    for language in report.without:
        click.echo(
            f"No model translates {source} -> {language}, so its gaps stay empty. "
            f"{_how_to_get(source, language)}"
        )
    _print_next(report)


def _about_the_starter(source: str, language: str) -> str:
    """What the model that ships is, and how to get a better one."""
    return (
        "That is the small model which comes with the program; a larger one drafts better. "
        f"{_how_to_get(source, language)}"
    )


def _how_to_get(source: str, language: str) -> str:
    """How to get a model for a pair, from where there is one."""
    if (source, language) in _PUBLIC:
        pair = f"{source}-{language}"
        return f"Install one: `tiptranslate models install {pair}`, or `... install FILE`."
    return (
        "The public index has none; install a package with `tiptranslate models install FILE` "
        "or a converted model with `tiptranslate models add-folder FOLDER`."
    )


def _line(item: Drafted) -> str:
    counts = item.counts
    parts = [
        f"{item.memory:,} from memory" if item.memory else "",
        f"{item.machine:,} by machine" if item.machine else "",
        f"{item.kept:,} kept" if item.kept else "",
        f"{counts.reviewed:,} reviewed" if counts.reviewed else "",
        f"{counts.stale:,} stale" if counts.stale else "",
        f"{counts.untranslated:,} empty" if counts.untranslated else "",
    ]
    text = f"{counted(counts.segments, 'sentence')}: {', '.join(filter(None, parts)) or 'none'}"
    if item.failed:
        text += f" ({item.failed:,} had no sound draft)"
    return text if item.written else f"{text} (nothing new)"


def _print_next(report: DraftReport) -> None:
    open_ones = [item for item in report.drafted if not item.counts.complete]
    if open_ones:
        example = next((item for item in open_ones if item.written), open_ones[0]).path.as_posix()
        click.echo(
            f"Next: review {counted(len(open_ones), 'catalog')} in a PO editor "
            f"(for example {example}), then `tiptranslate assemble`."
        )
    elif report.drafted:
        click.echo("All sentences are reviewed. Next: `tiptranslate assemble`.")
