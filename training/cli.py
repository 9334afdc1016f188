"""The command line: one small function for each step, and `run`, which does them all."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from training.config import Preset, RecipeError, load_preset


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line."""

    preset: Preset
    work: Path
    corpus: Path
    parallel: Path | None
    terms: Path | None
    outside: Path | None
    minutes: float
    cooldown: bool
    out: Path
    split: str
    earlier: Path | None = None


EARLIER_SHARE = 0.35
"""The best of 0.35 and 0.5 on the development lines."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one step, or all of them; a user's mistake gives one line and exit code 2."""
    parsed = _parser().parse_args(arguments)
    try:
        options = _options(parsed)
        for step in STEPS if parsed.step == "run" else (parsed.step,):
            (STEPS | {"ship": ship_step})[step](options)
    except RecipeError as error:
        print(f"training: {error}", file=sys.stderr)
        return 2
    return 0


def prepare_step(options: Options) -> None:
    """Corpora to split lines."""
    from training import corpora, prepare

    preset = options.preset
    pairs = corpora.read_corpus(options.corpus, preset.targets)
    if preset.data.terms and options.terms is not None:
        pairs += corpora.read_terms(options.terms, preset.targets)
    if preset.data.parallel and options.parallel is not None:
        pairs += corpora.read_parallel(options.parallel, preset.targets)
    outside = corpora.read_outside(options.outside, preset.targets) if options.outside else []
    prepared = prepare.prepare(pairs, preset.data, [pair.source for pair in outside])
    _tell("prepare", prepare.write_prepared(prepared, options.work / "data"))


def tokenizer_step(options: Options) -> None:
    """Split lines to `sentencepiece.model`."""
    from training import e5, prepare, tokenizer

    preset = options.preset
    pairs = prepare.read_split(options.work / "data", "train")
    if preset.tokenizer.kind == "e5":
        e5.make_tokenizer(pairs, preset.targets, preset.tokenizer, options.work)
    else:
        tokenizer.train_tokenizer(pairs, preset.targets, preset.tokenizer, options.work)
    _tell("tokenizer", {"pieces": tokenizer.load_tokenizer(options.work).get_piece_size()})


def train_step(options: Options) -> None:
    """Trains, or goes on training, for `--minutes`."""
    from training import train

    progress = train.train(
        train.Job(options.preset, options.work, options.minutes, options.cooldown)
    )
    _tell(
        "train",
        {"step": progress.step, "tokens": progress.tokens, "seconds": round(progress.seconds)},
    )


def average_step(options: Options) -> None:
    """Averages the last snapshots, with an earlier average if one is named."""
    from training import checkpoint

    folder = options.work / "checkpoints"
    mean = checkpoint.average(checkpoint.snapshots(folder))
    if options.earlier is not None:
        mean = checkpoint.mixed(mean, checkpoint.load(options.earlier), EARLIER_SHARE)
    checkpoint.save(mean, folder / checkpoint.AVERAGE)
    _tell("average", {"snapshots": len(checkpoint.snapshots(folder))})


def convert_step(options: Options) -> None:
    """The averaged, else the latest, weights to CTranslate2."""
    from training import checkpoint, convert, tokenizer

    path = checkpoint.best_weights(options.work / "checkpoints")
    state = checkpoint.load(path)
    pieces = tokenizer.pieces_of(tokenizer.load_tokenizer(options.work))
    convert.convert(state.weights, state.config, pieces, options.work / "model")
    size = sum(file.stat().st_size for file in (options.work / "model").iterdir())
    _tell("convert", {"weights": path.name, "step": state.progress.step, "bytes": size})


def package_step(options: Options) -> None:
    """The converted model to `.argosmodel` files."""
    from training import package

    paths = package.package(options.preset, options.work, options.out)
    _tell("package", {str(path): path.stat().st_size for path in paths})


def evaluate_step(options: Options) -> None:
    """Scores of the converted model and of the baselines."""
    from training import evaluate

    _tell(
        "evaluate",
        evaluate.evaluate(
            options.preset, options.work, options.split, options.outside, options.terms
        ),
    )


STEPS = {
    "prepare": prepare_step,
    "tokenizer": tokenizer_step,
    "train": train_step,
    "average": average_step,
    "convert": convert_step,
    "package": package_step,
    "evaluate": evaluate_step,
}


def ship_step(options: Options) -> None:
    """The converted and measured model to the folder `--out`, from which the program runs it."""
    from training import ship

    _tell("ship", ship.ship(options.preset, options.work, options.out))


def _tell(step: str, figures: object) -> None:
    """One line of JSON on what a step did."""
    print(json.dumps({"done": step, "result": figures}, ensure_ascii=False), flush=True)


def _options(parsed: argparse.Namespace) -> Options:
    """The command line's values, checked and completed."""
    preset = load_preset(parsed.preset)
    work = parsed.work or Path("build/training") / preset.name
    return Options(
        preset,
        work,
        parsed.corpus,
        parsed.parallel,
        parsed.terms,
        parsed.outside,
        parsed.minutes,
        parsed.cooldown,
        parsed.out or work / "packages",
        parsed.split,
        parsed.earlier,
    )


def _parser() -> argparse.ArgumentParser:
    """The arguments: the same for every step, so that steps can be chained by changing one word."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument(
        "step", choices=[*STEPS, "ship", "run"], help="one step, or `run` for all but `ship`"
    )
    parser.add_argument(
        "--preset", default="starter", help="a preset's name, or a TOML file (default: starter)"
    )
    parser.add_argument(
        "--work", type=Path, help="folder of data and checkpoints (default: build/training/PRESET)"
    )
    parser.add_argument(
        "--corpus",
        type=Path,
        default=Path("training/corpus"),
        help="folder of the trilingual corpus",
    )
    parser.add_argument(
        "--parallel", type=Path, help="folder of open parallel text, if the preset uses it"
    )
    parser.add_argument("--terms", type=Path, help="CSV of the glossary's terms")
    parser.add_argument(
        "--outside",
        type=Path,
        help="TSV of outside lines (en, ru, uz): measured on, never trained on",
    )
    parser.add_argument(
        "--minutes", type=float, default=60.0, help="how long to train in this run (default: 60)"
    )
    parser.add_argument(
        "--cooldown", action="store_true", help="let the learning rate fall to nothing in this run"
    )
    parser.add_argument(
        "--earlier", type=Path, help="an average of this run's earlier end, to be mixed in"
    )
    parser.add_argument("--out", type=Path, help="folder for the packages (default: WORK/packages)")
    parser.add_argument(
        "--split", default="test", choices=("dev", "test"), help="which lines to evaluate on"
    )
    return parser
