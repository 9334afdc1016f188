"""Checkpoints: written whole or not at all, with all that is needed to go on after a kill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from training.config import ModelConfig, RecipeError, model_settings
from training.files import write_atomic

LATEST = "latest.pt"
AVERAGE = "average.pt"


@dataclass(slots=True)
class Progress:
    """How far a run has come, over all its resumptions."""

    step: int = 0
    tokens: int = 0
    seconds: float = 0.0
    pool: int = 0
    batch: int = 0


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a file of weights holds; the optimizer's state is only in the latest one."""

    config: ModelConfig
    weights: dict[str, Tensor]
    progress: Progress
    optimizer: dict[str, Any] | None = None


def save(checkpoint: Checkpoint, path: Path) -> None:
    """Writes a checkpoint atomically."""
    content = {
        "config": model_settings(checkpoint.config),
        "weights": checkpoint.weights,
        "progress": asdict(checkpoint.progress),
        "optimizer": checkpoint.optimizer,
    }
    write_atomic(path, lambda stream: torch.save(content, stream))


def load(path: Path) -> Checkpoint:
    """Reads a checkpoint."""
    if not path.is_file():
        raise RecipeError(f"{path} is missing; run `python -m training train` first")
    content = torch.load(path, map_location="cpu", weights_only=True)
    return Checkpoint(
        ModelConfig(**content["config"]),
        content["weights"],
        Progress(**content["progress"]),
        content["optimizer"],
    )


def save_snapshot(checkpoint: Checkpoint, folder: Path, keep: int) -> None:
    """Writes the weights alone, for averaging later, and drops the oldest beyond `keep`."""
    bare = Checkpoint(checkpoint.config, checkpoint.weights, checkpoint.progress)
    save(bare, folder / f"snapshot-{checkpoint.progress.step:08d}.pt")
    for old in snapshots(folder)[:-keep]:
        old.unlink()


def snapshots(folder: Path) -> list[Path]:
    """The snapshots of a run, oldest first."""
    return sorted(folder.glob("snapshot-*.pt"))


def average(paths: Sequence[Path]) -> Checkpoint:
    """The mean of several snapshots' weights."""
    if not paths:
        raise RecipeError("no snapshots to average; run `python -m training train` first")
    loaded = [load(path) for path in paths]
    weights = {
        name: torch.stack([one.weights[name].float() for one in loaded]).mean(dim=0)
        for name in loaded[0].weights
    }
    return Checkpoint(loaded[-1].config, weights, loaded[-1].progress)


def mixed(new: Checkpoint, earlier: Checkpoint, share: float) -> Checkpoint:
    """The weights of two averages of one run, the earlier one's with its share.

    Of a run that was cooled down, warmed up again and cooled down once more, the mean of
    both ends is better than either (Wortsman et al. 2022, model soups).
    """
    weights = {
        name: (1 - share) * new.weights[name].float() + share * earlier.weights[name].float()
        for name in new.weights
    }
    return Checkpoint(new.config, weights, new.progress)


def best_weights(folder: Path) -> Path:
    """The average, unless there is none or training went on since; then the latest checkpoint."""
    mean, latest = folder / AVERAGE, folder / LATEST
    if mean.is_file() and (not latest.is_file() or mean.stat().st_mtime >= latest.stat().st_mtime):
        return mean
    return latest
