"""A checkpoint -> a CTranslate2 model, through CTranslate2's own Transformer specification."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
from ctranslate2.specs import common_spec, transformer_spec
from torch import Tensor

from training.config import ModelConfig

Weights = dict[str, Tensor]


def convert(
    weights: Weights,
    config: ModelConfig,
    pieces: list[str],
    folder: Path,
    quantization: str = "int8",
) -> None:
    """Writes the model into `folder`, replacing what is there."""
    spec = _spec(weights, config)
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.config.add_source_bos = config.source_bos
    spec.config.add_source_eos = True
    spec.config.decoder_start_token = spec.config.bos_token
    spec.config.layer_norm_epsilon = config.norm_epsilon
    spec.validate()
    spec.optimize(quantization=None if quantization == "float32" else quantization)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    spec.save(str(folder))


def _spec(weights: Weights, config: ModelConfig) -> Any:
    """The specification filled with the weights."""
    activation = (
        common_spec.Activation.GELU if config.activation == "gelu" else common_spec.Activation.RELU
    )
    spec = transformer_spec.TransformerSpec.from_config(
        (config.encoder_layers, config.decoder_layers),
        config.heads,
        pre_norm=config.pre_norm,
        activation=activation,
        layernorm_embedding=config.embedding_norm,
    )
    embedding = _array(weights["embedding.weight"])
    spec.encoder.embeddings[0].weight = embedding
    spec.decoder.embeddings.weight = embedding
    spec.decoder.projection.weight = embedding
    spec.decoder.projection.bias = _array(weights["bias"])
    for name, side in (("encoder", spec.encoder), ("decoder", spec.decoder)):
        side.scale_embeddings = not config.learned_positions
        _side(side, weights, name, config)
    return spec


def _side(side: Any, weights: Weights, name: str, config: ModelConfig) -> None:
    """Fills the encoder or the decoder."""
    if config.learned_positions:
        side.position_encodings.encodings = _array(weights[f"{name}_positions"])
    if config.embedding_norm:
        _norm(side.layernorm_embedding, weights, f"{name}_embedding_norm")
    if config.pre_norm:
        _norm(side.layer_norm, weights, f"{name}_norm")
    for number, layer in enumerate(side.layer):
        _layer(layer, weights, f"{name}.{number}")


def _layer(layer: Any, weights: Weights, name: str) -> None:
    """Fills one layer."""
    own = layer.self_attention
    _linear(
        own.linear[0], weights, *(f"{name}.attention.{part}" for part in ("query", "key", "value"))
    )
    _linear(own.linear[1], weights, f"{name}.attention.output")
    _norm(own.layer_norm, weights, f"{name}.attention_norm")
    if f"{name}.cross_norm.weight" in weights:
        cross = layer.attention
        _linear(cross.linear[0], weights, f"{name}.cross.query")
        _linear(cross.linear[1], weights, f"{name}.cross.key", f"{name}.cross.value")
        _linear(cross.linear[2], weights, f"{name}.cross.output")
        _norm(cross.layer_norm, weights, f"{name}.cross_norm")
    _linear(layer.ffn.linear_0, weights, f"{name}.feed_forward.inner")
    _linear(layer.ffn.linear_1, weights, f"{name}.feed_forward.outer")
    _norm(layer.ffn.layer_norm, weights, f"{name}.feed_forward_norm")


def _linear(linear: Any, weights: Weights, *names: str) -> None:
    """Fills a linear layer with one projection, or with several put on top of each other."""
    linear.weight = np.concatenate([_array(weights[f"{name}.weight"]) for name in names])
    linear.bias = np.concatenate([_array(weights[f"{name}.bias"]) for name in names])


def _norm(norm: Any, weights: Weights, name: str) -> None:
    """Fills a layer norm."""
    norm.gamma = _array(weights[f"{name}.weight"])
    norm.beta = _array(weights[f"{name}.bias"])


def _array(tensor: Tensor) -> Any:
    """A tensor as a float32 array of its own."""
    return tensor.detach().float().cpu().numpy().copy()
