"""The Transformer, in the shape CTranslate2 can run.

Shared embeddings, tied output, pre- or post-norm.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.config import ModelConfig


@dataclass(frozen=True, slots=True)
class Output:
    """The decoder's states, and the cross-attention of the guided layer if asked for."""

    states: Tensor
    attention: Tensor | None


class SentenceDropout(nn.Module):
    """Dropout whose mask is drawn once for a sentence and holds for all its pieces.

    Random numbers are slow on a processor; these are a small part of what usual dropout takes.
    """

    def __init__(self, rate: float) -> None:
        """Keeps the share that is dropped."""
        super().__init__()
        self.rate = rate

    def forward(self, states: Tensor) -> Tensor:
        """Drops while training, and scales what is kept."""
        if not self.training or not self.rate:
            return states
        mask = torch.rand(states.shape[0], 1, states.shape[2], device=states.device) >= self.rate
        return states * (mask / (1 - self.rate)).to(states.dtype)


class Attention(nn.Module):
    """Multi-head attention with one projection each for queries, keys, values and output."""

    def __init__(self, config: ModelConfig) -> None:
        """Makes the four projections."""
        super().__init__()
        self.heads = config.heads
        self.query = nn.Linear(config.width, config.width)
        self.key = nn.Linear(config.width, config.width)
        self.value = nn.Linear(config.width, config.width)
        self.output = nn.Linear(config.width, config.width)

    def forward(self, states: Tensor, memory: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Attends from `states` to `memory` where `mask` is true; gives the attention too.

        Sentences are short: written out, this is faster than the library's fused attention.
        """
        query, key, value = self._heads(states, memory)
        scores = (query @ key.transpose(-2, -1)).float() / math.sqrt(query.shape[-1])
        weights = scores.masked_fill(~mask, -1e9).softmax(dim=-1)
        mixed = weights.to(value.dtype) @ value
        return self._joined(mixed), weights

    def _heads(self, states: Tensor, memory: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Queries, keys and values, each (batch, heads, length, depth)."""
        return (
            self._split(self.query(states)),
            self._split(self.key(memory)),
            self._split(self.value(memory)),
        )

    def _split(self, states: Tensor) -> Tensor:
        """Cuts the width into heads."""
        batch, length, width = states.shape
        return states.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

    def _joined(self, mixed: Tensor) -> Tensor:
        """Puts the heads together again and projects."""
        batch, heads, length, depth = mixed.shape
        joined: Tensor = self.output(mixed.transpose(1, 2).reshape(batch, length, heads * depth))
        return joined


class FeedForward(nn.Module):
    """The two-layer network after each attention."""

    def __init__(self, config: ModelConfig) -> None:
        """Makes the two projections."""
        super().__init__()
        self.inner = nn.Linear(config.width, config.feed_forward)
        self.outer = nn.Linear(config.feed_forward, config.width)
        self.gelu = config.activation == "gelu"
        self.dropout = SentenceDropout(config.dropout)

    def forward(self, states: Tensor) -> Tensor:
        """Widens, activates and narrows again."""
        hidden = self.inner(states)
        active = functional.gelu(hidden) if self.gelu else functional.relu(hidden)
        result: Tensor = self.outer(self.dropout(active))
        return result


class Layer(nn.Module):
    """One layer of the encoder, or of the decoder when `cross` is set."""

    def __init__(self, config: ModelConfig, cross: bool) -> None:
        """Makes the sublayers, each with its own norm."""
        super().__init__()
        self.pre_norm = config.pre_norm
        self.attention = Attention(config)
        self.attention_norm = nn.LayerNorm(config.width, eps=config.norm_epsilon)
        self.cross = Attention(config) if cross else None
        self.cross_norm = _norm(config, cross)
        self.feed_forward = FeedForward(config)
        self.feed_forward_norm = nn.LayerNorm(config.width, eps=config.norm_epsilon)
        self.dropout = SentenceDropout(config.dropout)

    def encode(self, states: Tensor, mask: Tensor) -> Tensor:
        """One encoder layer."""
        return self._feed(self._self_attention(states, mask))

    def decode(
        self, states: Tensor, memory: Tensor, mask: Tensor, past: Tensor
    ) -> tuple[Tensor, Tensor]:
        """One decoder layer, and the attention it pays to the source."""
        states = self._self_attention(states, past)
        assert self.cross is not None
        inner = self.cross_norm(states) if self.pre_norm else states
        mixed, attention = self.cross(inner, memory, mask)
        return self._feed(self._add(states, mixed, self.cross_norm)), attention

    def _self_attention(self, states: Tensor, mask: Tensor) -> Tensor:
        """The self-attention sublayer."""
        inner = self.attention_norm(states) if self.pre_norm else states
        mixed, _ = self.attention(inner, inner, mask)
        return self._add(states, mixed, self.attention_norm)

    def _feed(self, states: Tensor) -> Tensor:
        """The feed-forward sublayer."""
        inner = self.feed_forward_norm(states) if self.pre_norm else states
        return self._add(states, self.feed_forward(inner), self.feed_forward_norm)

    def _add(self, states: Tensor, change: Tensor, norm: nn.Module) -> Tensor:
        """Adds a sublayer's result to what came in; normalises after it in a post-norm model."""
        total: Tensor = states + self.dropout(change)
        return total if self.pre_norm else norm(total)


class Translator(nn.Module):
    """Encoder and decoder over one vocabulary; both and the output share the embeddings."""

    def __init__(self, config: ModelConfig, vocabulary: int) -> None:
        """Makes every parameter with its starting value."""
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(vocabulary, config.width)
        self.bias = nn.Parameter(torch.zeros(vocabulary))
        self.encoder = nn.ModuleList(
            Layer(config, cross=False) for _ in range(config.encoder_layers)
        )
        self.decoder = nn.ModuleList(
            Layer(config, cross=True) for _ in range(config.decoder_layers)
        )
        self.encoder_norm = _norm(config, config.pre_norm)
        self.decoder_norm = _norm(config, config.pre_norm)
        self.encoder_embedding_norm = _norm(config, config.embedding_norm)
        self.decoder_embedding_norm = _norm(config, config.embedding_norm)
        positions = sinusoids(config.max_positions, config.width)
        if config.learned_positions:
            self.encoder_positions: Tensor = nn.Parameter(positions * 0.02)
            self.decoder_positions: Tensor = nn.Parameter(positions * 0.02)
        else:
            self.register_buffer("encoder_positions", positions, persistent=False)
            self.register_buffer("decoder_positions", positions.clone(), persistent=False)
        self.scale = 1.0 if config.learned_positions else math.sqrt(config.width)
        self.dropout = SentenceDropout(config.dropout)
        self._start()

    def encode(self, source: Tensor, mask: Tensor) -> Tensor:
        """The encoder's states for a batch of sources."""
        states = self._embed(source, self.encoder_positions, self.encoder_embedding_norm)
        for layer in self.encoder:
            states = layer.encode(states, mask)  # type: ignore[operator]
        result: Tensor = self.encoder_norm(states)
        return result

    def decode(
        self, target: Tensor, memory: Tensor, mask: Tensor, guided: int | None = None
    ) -> Output:
        """The decoder's states; `guided` names the layer whose cross-attention is returned."""
        states = self._embed(target, self.decoder_positions, self.decoder_embedding_norm)
        past = torch.ones(target.shape[1], target.shape[1], dtype=torch.bool, device=target.device)
        past = past.tril()
        attention = None
        for number, layer in enumerate(self.decoder):
            states, weights = layer.decode(states, memory, mask, past)  # type: ignore[operator]
            if number == guided:
                attention = weights[:, : max(1, weights.shape[1] // 2)].mean(dim=1)
        return Output(self.decoder_norm(states), attention)

    def logits(self, states: Tensor, pieces: Tensor | None = None) -> Tensor:
        """Scores of every piece for the given states, or of the given pieces only."""
        weight = self.embedding.weight if pieces is None else self.embedding(pieces)
        bias = self.bias if pieces is None else self.bias[pieces]
        return functional.linear(states, weight, bias.to(states.dtype))

    def _embed(self, pieces: Tensor, positions: Tensor, norm: nn.Module) -> Tensor:
        """Embeddings with their positions."""
        states = self.embedding(pieces) * self.scale + positions[: pieces.shape[1]]
        result: Tensor = self.dropout(norm(states))
        return result

    def _start(self) -> None:
        """The usual starting values: Xavier for matrices, a narrow normal for embeddings."""
        for name, parameter in self.named_parameters():
            if parameter.dim() == 2 and "positions" not in name and "embedding" not in name:
                nn.init.xavier_uniform_(parameter)
        nn.init.normal_(self.embedding.weight, std=self.config.width**-0.5)


def sinusoids(length: int, width: int) -> Tensor:
    """Positions from one on as sines and cosines, as CTranslate2 makes them by itself."""
    rates = torch.exp(torch.arange(width // 2) * -(math.log(10000.0) / (width // 2 - 1)))
    angles = torch.arange(1, length + 1)[:, None] * rates[None, :]
    return torch.cat((angles.sin(), angles.cos()), dim=1)


def _norm(config: ModelConfig, wanted: bool) -> nn.Module:
    """A layer norm, or nothing where the shape has none."""
    return nn.LayerNorm(config.width, eps=config.norm_epsilon) if wanted else nn.Identity()
