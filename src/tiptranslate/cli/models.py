"""``tiptranslate models``: see, install, verify and remove engine models.

``install`` with a pair or ``--available`` is the only command of the whole program that
uses a network, and it says first what it fetches and from where.
"""

import contextlib
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tiptranslate.cli.common import echo, echo_json, format_option, table
from tiptranslate.errors import ModelBroken

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from tiptranslate.translate.record import Installed
    from tiptranslate.translate.starter import Card

_index = click.option(
    "--index",
    "address",
    metavar="URL",
    help="Address of the index; by default `[models] index` of the settings.",
)


@click.group()
def models() -> None:
    """See, install, verify and remove the models that engines translate with."""


@models.command("list")
@format_option
def list_models(format_: str) -> None:
    """List the models: those installed, and the small one that comes with the program.

    An installed model goes before the starter.
    """
    from tiptranslate.translate import store  # noqa: PLC0415 - start-up
    from tiptranslate.translate.staging import size_text  # noqa: PLC0415 - start-up
    from tiptranslate.translate.starter import card  # noqa: PLC0415 - start-up

    found, shipped = store.installed(), card()
    if format_ == "json":
        echo_json(models=[_as_json(model) for model in found], starter=_starter_as_json(shipped))
        return
    if found:
        rows = [("name", "pairs", "version", "from", "size")]
        rows += [
            (m.name, m.problem or _pairs(m), m.version, m.owner, size_text(m.size)) for m in found
        ]
        click.echo(table(rows, left=4))
    else:
        _say(f"No models are installed in {store.default_root()}.")
        _say("`tiptranslate models install en-ru` fetches one from the Argos index.")
    if shipped is not None:
        scores = ", ".join(f"{code} {score:g}" for code, score in shipped.scores.items())
        click.echo(
            f"starter: {shipped.name} {shipped.version}, comes with the program, "
            f"{shipped.licence}; chrF++ on its domain: {scores}. {shipped.note}"
        )


def _starter_as_json(shipped: "Card | None") -> dict[str, Any] | None:
    return asdict(shipped) if shipped is not None else None


@models.command()
@click.argument("target", metavar="PAIR|FILE", required=False)
@click.option("--available", is_flag=True, help="Only show what the index offers.")
@_index
@format_option
@click.pass_context
def install(
    context: click.Context, target: str | None, available: bool, address: str | None, format_: str
) -> None:
    """Install a pair such as en-ru, or an .argosmodel file.

    A pair is fetched from the index: this uses the network and says first what is
    fetched and from where. A file needs no network.
    """
    if available:
        _list_available(_index_address(context, address), format_)
        return
    if target is None:
        raise click.UsageError("name a pair such as en-ru, or an .argosmodel file")
    from tiptranslate.translate import install as installing  # noqa: PLC0415 - start-up

    with _progress() as progress:
        outcome = installing.install(
            target, address=_index_address(context, address), say=_say, progress=progress
        )
    _report(outcome.model, outcome.new)


@models.command("add-folder")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--preset",
    type=click.Choice(["nllb", "madlad", "m2m100", "opus-mt"]),
    help="How the model is told its languages; not needed with a tiptranslate-model.toml.",
)
@click.option("--name", default="", help="What to call it; by default the folder's name.")
@click.option("--to", "targets", metavar="CODE", multiple=True, help="Its one target language.")
def add_folder(folder: Path, preset: str | None, name: str, targets: tuple[str, ...]) -> None:
    """Add a converted CTranslate2 model.

    FOLDER holds what ct2-transformers-converter wrote (model.bin, its vocabulary) and
    the model's SentencePiece files; it is copied. --to is for a model of one language that its
    name does not end in, such as an OPUS-MT model of English and Russian.
    """
    from tiptranslate.translate import addfolder  # noqa: PLC0415 - start-up

    with _progress() as progress:
        outcome = addfolder.add_folder(
            folder, preset or "", name=name, targets=targets, progress=progress
        )
    _report(outcome.model, outcome.new)


@models.command()
@click.argument("name", required=False)
@format_option
def verify(name: str | None, format_: str) -> None:
    """Compare one model, or all, with what was installed."""
    from tiptranslate.translate import store  # noqa: PLC0415 - start-up

    chosen = [store.find(name)] if name else list(store.ours(store.default_root()))
    findings: dict[str, list[str]] = {}
    for model in chosen:
        with _progress() as progress:
            findings[model.name] = store.verify(model, progress)
    if format_ == "json":
        echo_json(models=[_as_json(m) | {"findings": findings[m.name]} for m in chosen])
    else:
        for model in chosen:
            lines = findings[model.name] or [f"{len(model.files)} files, all as installed"]
            for line in lines:
                echo(f"{model.name}: {line}")
    if not chosen:
        _say("No models of ours are installed.")
    damaged = [model for model in findings if findings[model]]
    if damaged:
        raise ModelBroken(
            f"{len(damaged)} of {len(chosen)} models differ from what was installed "
            f"({', '.join(damaged)}); remove them and install them again"
        )


@models.command()
@click.argument("name")
def remove(name: str) -> None:
    """Remove an installed model."""
    from tiptranslate.translate import store  # noqa: PLC0415 - start-up

    model = store.remove(name)
    _say(f"Removed {model.name} ({_size(model.size)}) from {model.path.parent}.")


def _index_address(context: click.Context, given: str | None) -> str:
    """The index to ask: the option, else the settings, else the public one."""
    from tiptranslate.translate.index import INDEX  # noqa: PLC0415 - start-up

    settings = getattr(context.obj, "settings", None)
    configured = getattr(getattr(settings, "models", None), "index", None)
    return given or configured or INDEX


def _list_available(address: str, format_: str) -> None:
    """Show what the index offers."""
    from tiptranslate.translate.index import fetch_index  # noqa: PLC0415 - start-up

    _say(f"Reading the index {address}")
    packages = fetch_index(address)
    if format_ == "json":
        echo_json(models=[asdict(package) for package in packages])
        return
    rows = [("pair", "version", "address")]
    rows += [(f"{p.source}-{p.target}", p.version, "".join(p.links[:1])) for p in packages]
    click.echo(table(rows, left=3))


def _as_json(model: "Installed") -> dict[str, Any]:
    """An installed model as the documented JSON object."""
    return {
        "name": model.name,
        "kind": model.kind,
        "owner": model.owner,
        "pairs": [{"source": source, "target": target} for source, target in model.pairs],
        "version": model.version,
        "size": model.size,
        "path": str(model.path),
        "licence": model.licence,
        "preset": model.preset,
        "origin": model.origin,
        "sha256": model.sha256,
        "problem": model.problem,
    }


def _report(model: "Installed", new: bool) -> None:
    """Say what was installed and what its digest is."""
    if not new:
        _say(f"{model.name} is installed already, and all its files are as they were.")
        return
    _say(f"Installed {model.name} ({_pairs(model)}, {_size(model.size)}) in {model.path}.")
    if model.licence:
        _say(f"Licence of the model: {model.licence}")
    if model.sha256:
        _say(f"SHA-256 of the package: {model.sha256}")


def _pairs(model: "Installed") -> str:
    """The pairs of a model; only the first few of a multilingual one."""
    shown = [f"{source}-{target}" for source, target in model.pairs[:3]]
    rest = len(model.pairs) - len(shown)
    return ", ".join(shown) + (f" and {rest} more" if rest else "") or "-"


def _size(size: int) -> str:
    """Bytes as people read them."""
    from tiptranslate.translate.staging import size_text  # noqa: PLC0415 - start-up

    return size_text(size)


def _say(line: str) -> None:
    """A message for people, away from the results."""
    echo(line, err=True)


class _Progress:
    """A bar on stderr for work of more than a second, where stderr is a terminal."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self.bar: ProgressBar[int] | None = None
        self.shown = 0

    def __call__(self, done: int, total: int) -> None:
        """Draw how far the bytes are; a step that begins anew begins a new bar."""
        if done < self.shown:
            self.close()
        if self.bar is None:
            if not total or done >= total or time.monotonic() - self.started < 1:
                return
            self.bar = click.progressbar(length=total, file=sys.stderr, label="  ")
            self.bar.render_progress()
        self.bar.update(done - self.shown)
        self.shown = done

    def close(self) -> None:
        """End the bar's line."""
        if self.bar is not None:
            self.bar.render_finish()
        self.bar, self.shown = None, 0


@contextlib.contextmanager
def _progress() -> Iterator[_Progress | None]:
    """A progress callback while something runs; None where nobody would see it."""
    if not sys.stderr.isatty():
        yield None
        return
    progress = _Progress()
    try:
        yield progress
    finally:
        progress.close()
