"""The training loop: stops when its minutes are over, goes on where it was stopped or killed."""

from __future__ import annotations

import json
import math
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from training import align, checkpoint, e5
from training.batches import Batch, Pools
from training.checkpoint import Checkpoint, Progress
from training.config import Preset, TrainConfig
from training.convert import convert
from training.corpora import Pair
from training.metrics import score
from training.model import Translator
from training.prepare import read_split
from training.tokenizer import load_tokenizer, pieces_of
from training.translate import Model

LOWEST_PRIORITY = 19
REPORT_STEPS = 50
FIRST_DOMAIN_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Job:
    """One invocation: the preset, where its files are, and for how long it may run."""

    preset: Preset
    work: Path
    minutes: float
    cooldown: bool = False

    @property
    def checkpoints(self) -> Path:
        """Where checkpoints are kept."""
        return self.work / "checkpoints"


class Run:
    """A run in progress."""

    def __init__(self, job: Job) -> None:
        """Loads data, tokenizer and the latest checkpoint, or starts afresh."""
        self.job, self.config = job, job.preset.train
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        torch.set_num_threads(self.config.threads)
        self.processor = load_tokenizer(job.work)
        self.pools = self._pools()
        self.model = self._new_model().to(self.device)
        self.optimizer = _optimizer(self.model, self.config)
        self.progress = Progress()
        self._restore()
        self.started = time.monotonic()
        self.saved = self.measured = self.started
        self.earlier = self.progress.seconds
        self.losses: list[tuple[float, float]] = []

    def go(self) -> None:
        """Trains until the minutes are over."""
        self.model.train()
        while not self._over():
            general = self.progress.step < self.config.general_steps
            share = FIRST_DOMAIN_SHARE if general else self.config.domain_share
            batches = self.pools.batches(self.progress.pool, share)
            for batch in batches[self.progress.batch :]:
                self._step(batch.to(self.device))
                self.progress.batch += 1
                self._housekeeping()
                if self._over():
                    break
            else:
                self.progress.pool += 1
                self.progress.batch = 0
        self._save()
        self._measure()

    def _step(self, batch: Batch) -> None:
        """One update."""
        for group in self.optimizer.param_groups:
            group["lr"] = self._rate() * group["factor"]
        kind = self.device.type
        with torch.autocast(
            kind, dtype=torch.bfloat16, enabled=self.config.bfloat16 or kind == "cuda"
        ):
            loss, guidance_loss = batch_loss(self.model, batch, self.config)
            total = loss + self.config.guided * guidance_loss
        self.optimizer.zero_grad(set_to_none=True)
        total.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.losses.append((float(loss.detach()), float(guidance_loss.detach())))
        self.progress.step += 1
        self.progress.tokens += batch.size

    def _rate(self) -> float:
        """The learning rate of this step."""
        config, step = self.config, self.progress.step + 1
        left = max(0.0, 1.0 - self._elapsed() / (60 * self.job.minutes))
        warm = min(1.0, step / config.warmup)
        if config.decay == "time":
            return config.rate * warm * max(left, 0.02)
        slow = min(1.0, math.sqrt(config.plateau / step))
        return config.rate * warm * slow * (max(left, 0.02) if self.job.cooldown else 1.0)

    def _elapsed(self) -> float:
        """Seconds since this invocation began to train."""
        return time.monotonic() - self.started

    def _over(self) -> bool:
        """Whether the minutes of this invocation are used up."""
        return self._elapsed() >= 60 * self.job.minutes

    def _housekeeping(self) -> None:
        """Reports, saves and measures when it is time to."""
        now = time.monotonic()
        self.progress.seconds = self.earlier + self._elapsed()
        if self.progress.step % REPORT_STEPS == 0:
            loss, guided = (
                round(sum(part) / len(self.losses), 3) for part in zip(*self.losses, strict=True)
            )
            self._report({"loss": loss, "guidance": guided})
            self.losses.clear()
        if now - self.saved > 60 * self.config.save_minutes:
            self._save()
        if now - self.measured > 60 * self.config.dev_minutes:
            self._measure()

    def _report(self, figures: dict[str, Any]) -> None:
        """Appends one line of figures to the log and shows it."""
        progress = self.progress
        line = json.dumps(
            {
                "step": progress.step,
                "tokens": progress.tokens,
                "minutes": round(progress.seconds / 60, 1),
                "rate": round(self._rate(), 6),
                **figures,
            },
            ensure_ascii=False,
        )
        print(line, flush=True)
        with (self.job.work / "train.jsonl").open("a", encoding="utf-8") as stream:
            stream.write(line + "\n")

    def _save(self) -> None:
        """Writes the latest checkpoint and a snapshot for averaging."""
        state = Checkpoint(
            self.job.preset.model, self._weights(), self.progress, self.optimizer.state_dict()
        )
        checkpoint.save(state, self.job.checkpoints / checkpoint.LATEST)
        checkpoint.save_snapshot(state, self.job.checkpoints, self.config.keep)
        self.saved = time.monotonic()

    def _measure(self) -> None:
        """Converts the model as it stands and scores it on a part of the dev lines."""
        folder = self.job.work / "dev-model"
        convert(self._weights(), self.job.preset.model, pieces_of(self.processor), folder)
        greedy = replace(self.job.preset.search, beam=1)
        model = Model(folder, self.job.work, greedy, self.config.threads)
        for language in self.job.preset.targets:
            pairs = dev_lines(self.job.work, language, self.config.dev_lines)
            sources = [pair.source for pair in pairs]
            outputs = model.translate(sources, language)
            figures = score(sources, outputs, [pair.target for pair in pairs])
            self._report({"dev": language, **figures.rounded(), "sample": [sources[0], outputs[0]]})
        self.measured = time.monotonic()

    def _weights(self) -> dict[str, Tensor]:
        """A copy of the weights on the CPU."""
        return {
            name: value.detach().cpu().clone() for name, value in self.model.state_dict().items()
        }

    def _new_model(self) -> Translator:
        """A model with its starting values."""
        torch.manual_seed(self.config.seed)
        model = Translator(self.job.preset.model, self.processor.get_piece_size())
        if self.job.preset.model.start == "e5":
            e5.fill(model, self.processor)
        with torch.no_grad():
            model.bias.copy_(self.pools.frequencies())
        return model

    def _pools(self) -> Pools:
        """The training lines, with word links where attention is guided by them."""
        pairs = read_split(self.job.work / "data", "train")
        links = align.load_links(self.job.work, pairs) if self.config.guided else None
        return Pools(pairs, links, self.processor, self.config, self.job.preset.model.source_bos)

    def _restore(self) -> None:
        """Takes up the latest checkpoint, if there is one."""
        path = self.job.checkpoints / checkpoint.LATEST
        if not path.is_file():
            return
        state = checkpoint.load(path)
        self.model.load_state_dict(state.weights)
        if state.optimizer is not None:
            factors = [group["factor"] for group in self.optimizer.param_groups]
            self.optimizer.load_state_dict(state.optimizer)
            for group, factor in zip(self.optimizer.param_groups, factors, strict=True):
                group["factor"] = factor
        self.progress = state.progress
        torch.manual_seed(self.config.seed + self.progress.step)


def train(job: Job) -> Progress:
    """Runs one invocation at the lowest priority; gives how far the run has come."""
    os.nice(LOWEST_PRIORITY - os.nice(0))
    run = Run(job)
    run.go()
    return run.progress


def batch_loss(model: Translator, batch: Batch, config: TrainConfig) -> tuple[Tensor, Tensor]:
    """The smoothed cross-entropy, and the attention's distance from the word links, else zero."""
    layer = max(0, model.config.decoder_layers - 2) if config.guided else None
    memory = model.encode(batch.source, batch.mask)
    output = model.decode(batch.target, memory, batch.mask, layer)
    learned = batch.labels >= 0
    labels = batch.labels[learned]
    pieces = None
    if config.candidates:
        pieces, labels = candidates(labels, len(model.bias), config.candidates)
    logits = model.logits(output.states[learned], pieces)
    loss = functional.cross_entropy(logits.float(), labels, label_smoothing=config.smoothing)
    if output.attention is None:
        return loss, loss.new_zeros(())
    return loss, guidance(output.attention, batch)


def candidates(labels: Tensor, vocabulary: int, count: int) -> tuple[Tensor, Tensor]:
    """A batch's own pieces and some drawn at random, and the labels as places among them.

    Scoring only these instead of every piece saves a quarter of a step on a processor.
    """
    drawn = torch.randint(vocabulary, (count,), device=labels.device)
    together = torch.cat((labels, drawn))
    pieces, places = torch.unique(together, return_inverse=True)
    return pieces, places[: len(labels)]


def guidance(attention: Tensor, batch: Batch) -> Tensor:
    """Minus the log of the attention's share on the linked words."""
    linked = batch.links >= 0
    if not bool(linked.any()):
        return attention.sum() * 0.0
    on_word = batch.words[:, None, :] == batch.links[:, :, None]
    share = (attention * on_word).sum(dim=-1)[linked]
    return -(share + 1e-4).log().mean()


def dev_lines(work: Path, language: str, count: int) -> Sequence[Pair]:
    """Evenly spread dev lines of a language."""
    pairs = [pair for pair in read_split(work / "data", "dev") if pair.language == language]
    return pairs[:: max(1, len(pairs) // count)][:count]


def _optimizer(model: Translator, config: TrainConfig) -> torch.optim.Optimizer:
    """AdamW with rates of their own for the cross-attention and for what came from elsewhere."""
    groups: dict[float, list[Tensor]] = {}
    for name, parameter in model.named_parameters():
        factor = config.cross_rate if ".cross" in name else 1.0
        factor = config.encoder_rate if name.startswith(("encoder", "embedding")) else factor
        groups.setdefault(factor, []).append(parameter)
    listed = [{"params": parameters, "factor": factor} for factor, parameters in groups.items()]
    return torch.optim.AdamW(
        listed, lr=config.rate, betas=(0.9, 0.98), eps=1e-8, weight_decay=0.0, fused=True
    )
