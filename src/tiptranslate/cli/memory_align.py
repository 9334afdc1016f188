"""``tiptranslate memory align``."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from tiptranslate import aligning, papers
from tiptranslate.align import Bead
from tiptranslate.aligning import Accepted, Kept
from tiptranslate.cli.common import App, counted, echo, echo_json, format_option, pass_app, shown
from tiptranslate.cli.progress import ProgressBar
from tiptranslate.errors import UsageError
from tiptranslate.papers import Aligned
from tiptranslate.project import Project, slugify

_REFUSED = 1
"""The exit code where a row of a table was not taken."""
_file = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("files", nargs=-1, type=_file, metavar="ENGLISH TRANSLATION...")
@click.option(
    "-l",
    "--lang",
    "langs",
    multiple=True,
    metavar="CODE",
    help="The language of each translation, in their order; by default what it seems to be in.",
)
@click.option("--name", metavar="NAME", help="What to call the memory; by default as ENGLISH.")
@click.option(
    "--min",
    "minimum",
    type=click.IntRange(0, 100),
    default=round(aligning.LEAST * 100),
    show_default=True,
    help="Confidence from which a pair goes into the memory, in per cent.",
)
@click.option("--table", type=_file, help="Where to put doubtful pairs for people, .docx or .xlsx.")
@click.option(
    "--from", "answers", type=_file, help="Take the approved rows of such a table; no other files."
)
@click.option(
    "--catalog", is_flag=True, help="Fill the catalogs of the release that ENGLISH is, as drafts."
)
@click.option("--reviewed", is_flag=True, help="With --catalog: as approved text.")
@click.option("--force", is_flag=True, help="Write over a memory or table that is there.")
@format_option
@pass_app
def align(
    app: App,
    files: tuple[Path, ...],
    langs: tuple[str, ...],
    name: str | None,
    minimum: int,
    table: Path | None,
    answers: Path | None,
    catalog: bool,
    reviewed: bool,
    force: bool,
    format_: str,
) -> None:
    """Make a memory of a published release and its translations.

    Finds out which sentences belong together. Sure pairs go into memory/NAME.tmx, which
    `draft` and `memory find` use from then on; doubtful ones into a table, in which people
    correct and approve them. `--from` puts what they approved into
    memory/NAME.accepted.tmx.
    """
    project = app.project
    if answers is not None:
        if files or table or catalog:
            raise UsageError("--from takes a table alone; leave the other files and options out")
        _finish(aligning.accept(project, answers), format_)
        return
    if not files:
        raise UsageError("there is nothing to align; name the English file and its translations")
    if reviewed and not catalog:
        raise UsageError("--reviewed is about catalogs; add --catalog")
    name = slugify(files[0].stem) if name is None else name
    aligning.require_name(name)
    slug = _slug(project, files[0]) if catalog else ""
    read = papers.read(project, files[0], files[1:], langs)
    _say_what_is_assumed(read[1 + len(langs) :])
    with ProgressBar("Encoding") as bar:
        found = aligning.align_papers(project, read, least=minimum / 100, progress=bar)
    kept = aligning.keep(
        project, found, name, table=table, slug=slug, reviewed=reviewed, force=force
    )
    if format_ == "json":
        _print_json(found, kept)
    else:
        _print(found, kept)
    _say_what_is_left(found, kept, table)


def _slug(project: Project, path: Path) -> str:
    """The release that a file is."""
    for slug, release in project.releases.items():
        if release.resolve() == path.resolve():
            return slug
    raise UsageError(
        f"{path.name} is no release of this workspace, so it has no catalogs; "
        "bring it in with `tiptranslate add`, or leave --catalog out"
    )


def _say_what_is_assumed(guessed: Sequence[papers.Paper]) -> None:
    """Name the languages that nobody has named, and what cannot be asked."""
    for paper in guessed:
        _note(f"{shown(paper.path)}: taken to be in {paper.language}; if not, say so with --lang")
    if not aligning.has_meaning():
        _note(
            "aligned by length, figures and names alone, which is weaker; "
            "install the meaning of sentences with `pip install 'tiptranslate[semantic]'`"
        )


def _say_what_is_left(found: Sequence[Aligned], kept: Kept, table: Path | None) -> None:
    """What people should look at."""
    for item in found:
        if item.is_loose:
            _note(
                f"{shown(item.target.path)}: much of it has no counterpart in "
                f"{item.source.path.name} ({item.alignment.coverage():.0%} has one); "
                "see whether they belong together"
            )
        if item.doubtful and table is None:
            _note(
                f"{shown(item.target.path)}: {counted(len(item.doubtful), 'doubtful pair')} "
                "left out; add --table FILE.xlsx to have them reviewed"
            )
    for path in kept.tables.values():
        _note(
            "when the table is corrected and approved: "
            f"tiptranslate memory align --from {shown(path)}"
        )


def _note(text: str) -> None:
    echo(f"tiptranslate: {text}", err=True)


def _print(found: Sequence[Aligned], kept: Kept) -> None:
    """A line for each translation, each file and each catalog."""
    for item in found:
        echo(f"{shown(item.target.path)}  {item.language}  {', '.join(_counts(item))}")
    if kept.memory is not None:
        pairs = sum(len(item.sure) for item in found)
        echo(f"{shown(kept.memory)}  {counted(pairs, 'pair')}")
    for path in kept.tables.values():
        echo(f"{shown(path)}  to be reviewed")
    for done in kept.catalogs:
        echo(f"{done.path.as_posix()}  {done.filled} of {done.found} taken in")


def _counts(item: Aligned) -> Iterator[str]:
    """How many pairs there are of each kind, and what stands alone."""
    yield counted(len(item.sure), "pair")
    if item.doubtful:
        yield f"{len(item.doubtful):,} doubtful"
    moved = sum(bead.moved for bead in item.sure)
    if moved:
        yield f"{moved:,} moved"
    alone = [bead for bead in item.alignment.beads if not bead.is_pair]
    if alone:
        sources = sum(bool(bead.source) for bead in alone)
        yield f"without counterpart: {sources:,} here, {len(alone) - sources:,} there"


def _print_json(found: Sequence[Aligned], kept: Kept) -> None:
    """Everything, every bead included."""
    echo_json(
        memory=None if kept.memory is None else shown(kept.memory),
        meaning=aligning.has_meaning(),
        translations=[
            {
                "language": item.language,
                "path": shown(item.target.path),
                "coverage": round(item.alignment.coverage(), 3),
                "pairs": len(item.sure),
                "doubtful": len(item.doubtful),
                "table": shown(kept.tables[item.language])
                if item.language in kept.tables
                else None,
                "beads": [_as_json(item, bead) for bead in item.alignment.beads],
            }
            for item in found
        ],
        catalogs=[
            {
                "language": done.language,
                "path": done.path.as_posix(),
                "filled": done.filled,
                "found": done.found,
            }
            for done in kept.catalogs
        ],
    )


def _as_json(item: Aligned, bead: Bead) -> dict[str, object]:
    source, target = item.texts(bead)
    return {
        "source": [i + 1 for i in bead.source],
        "target": [j + 1 for j in bead.target],
        "confidence": round(bead.confidence, 3),
        "moved": bead.moved,
        "source_text": source,
        "target_text": target,
    }


def _finish(done: Accepted, format_: str) -> None:
    """Print what became of a table, and leave with the exit code."""
    if format_ == "json":
        echo_json(
            memory=shown(done.memory),
            taken=done.taken,
            left=done.left,
            refused=[{"row": row, "why": why} for row, why in done.refused],
        )
    else:
        echo(f"{shown(done.memory)}  {counted(done.taken, 'pair')} taken, {done.left} not approved")
    for row, why in done.refused:
        _note(f"row {row}: refused: {why}")
    if done.refused:
        click.get_current_context().exit(_REFUSED)
