"""Tiny models made on the spot: CTranslate2's own specifications with random weights.

They translate nothing sensible, but they load, run and answer differently to every
token, which is what proves that a layout reaches the model as it must.
"""

import io
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sentencepiece
from ctranslate2.specs import transformer_spec

LINES = (
    "The conference on trafficking in persons opened in Tashkent on 27 July.",
    "Victims of trafficking need protection, shelter and legal advice.",
    "Prosecutors and judges from five countries exchanged experience.",
    "A hotline answers calls in three languages around the clock.",
    "Конференция по борьбе с торговлей людьми открылась в Ташкенте 27 июля.",
    "Жертвы торговли людьми нуждаются в защите, приюте и юридической помощи.",
    "Прокуроры и судьи пяти стран обменялись опытом.",
    "Горячая линия отвечает на звонки на трех языках круглосуточно.",
    "Odam savdosiga qarshi kurashish konferensiyasi 27-iyul kuni Toshkentda ochildi.",
    "Odam savdosi jabrlanuvchilari himoya, boshpana va yuridik yordamga muhtoj.",
    "Besh davlat prokurorlari va sudyalari tajriba almashdilar.",
    "Ishonch telefoni qoʻngʻiroqlarga kechayu kunduz uch tilda javob beradi.",
)
SENTENCES = (
    "The hotline answers calls.",
    "Victims need legal advice and protection in five countries.",
    "Judges opened the conference on trafficking in persons in Tashkent.",
)


def _pieces(size: int = 160, symbols: Sequence[str] = ()) -> bytes:
    """A SentencePiece model learnt from ``LINES``."""
    result = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(LINES),
        model_writer=result,
        vocab_size=size,
        hard_vocab_limit=False,
        character_coverage=1.0,
        user_defined_symbols=list(symbols),
        minloglevel=2,
    )
    return result.getvalue()


def _model(
    folder: Path,
    vocabulary: Sequence[str],
    *,
    seed: int = 1,
    end_bias: float = 3.0,
    positions: int = 0,
    **config: Any,
) -> None:
    """A Transformer of one layer and 32 dimensions with random weights, as a converter leaves it.

    Args:
        folder: Where ``model.bin``, the vocabulary and config.json go.
        vocabulary: Its tokens; "</s>" is one.
        seed: Of the weights.
        end_bias: How much the model likes to end; high makes short outputs.
        positions: Learned positions, beyond which it can't go; 0 for computed ones.
        config: Values of config.json.
    """
    random, width = np.random.default_rng(seed), 32

    def weights(*shape: int) -> Any:
        return random.standard_normal(shape).astype(np.float32) * 0.3

    def fill(linear: Any, outputs: int, inputs: int) -> None:
        linear.weight, linear.bias = weights(outputs, inputs), weights(outputs)

    def norm(layer: Any) -> None:
        layer.gamma, layer.beta = np.ones(width, np.float32), np.zeros(width, np.float32)

    spec = transformer_spec.TransformerSpec.from_config((1, 1), 2)
    bias = np.zeros(len(vocabulary), np.float32)
    bias[list(vocabulary).index("</s>")] = end_bias
    spec.encoder.embeddings[0].weight = weights(len(vocabulary), width)
    spec.decoder.embeddings.weight = weights(len(vocabulary), width)
    spec.decoder.projection.weight = weights(len(vocabulary), width)
    spec.decoder.projection.bias = bias
    for side in (spec.encoder, spec.decoder):
        norm(side.layer_norm)
        if positions:
            side.position_encodings.encodings = weights(positions, width)
        layer = side.layer[0]
        fill(layer.self_attention.linear[0], 3 * width, width)
        fill(layer.self_attention.linear[1], width, width)
        norm(layer.self_attention.layer_norm)
        fill(layer.ffn.linear_0, 2 * width, width)
        fill(layer.ffn.linear_1, width, 2 * width)
        norm(layer.ffn.layer_norm)
    cross = spec.decoder.layer[0].attention
    fill(cross.linear[0], width, width)
    fill(cross.linear[1], 2 * width, width)
    fill(cross.linear[2], width, width)
    norm(cross.layer_norm)
    spec.register_source_vocabulary(list(vocabulary))
    spec.register_target_vocabulary(list(vocabulary))
    for key, value in config.items():
        setattr(spec.config, key, value)
    spec.validate()
    spec.optimize(None)
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))


def _tokens(pieces: bytes, further: Sequence[str] = ()) -> list[str]:
    """The vocabulary of a SentencePiece model and further tokens."""
    processor = sentencepiece.SentencePieceProcessor(model_proto=pieces)
    own = [processor.id_to_piece(number) for number in range(processor.get_piece_size())]
    return [*own, *(token for token in further if token not in own)]


@pytest.fixture(scope="session")
def pieces() -> bytes:
    """A SentencePiece model."""
    return _pieces()


@pytest.fixture(scope="session")
def make_pieces() -> Callable[..., bytes]:
    """A function that trains a SentencePiece model."""
    return _pieces


@pytest.fixture(scope="session")
def make_model() -> Callable[..., None]:
    """A function that writes a CTranslate2 model."""
    return _model


@pytest.fixture(scope="session")
def tokens_of() -> Callable[..., list[str]]:
    """A function that gives the vocabulary of a SentencePiece model."""
    return _tokens


@pytest.fixture(scope="session")
def make_package(pieces: bytes) -> Callable[..., Path]:
    """A function that writes an Argos package folder with a model of random weights."""

    def make(
        folder: Path,
        source: str = "en",
        target: str = "ru",
        version: str = "1.0",
        *,
        prefix: str = "",
        seed: int = 1,
        **values: Any,
    ) -> Path:
        vocabulary = _tokens(pieces, [prefix] if prefix else [])
        _model(
            folder / "model",
            vocabulary,
            seed=seed,
            add_source_eos=True,
            **values,
        )
        (folder / "sentencepiece.model").write_bytes(pieces)
        metadata = {"from_code": source, "to_code": target, "package_version": version}
        if prefix:
            metadata["target_prefix"] = prefix
        (folder / "metadata.json").write_text(json.dumps(metadata))
        return folder

    return make


@pytest.fixture(scope="session")
def package(make_package: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An Argos package folder, en -> ru."""
    return make_package(tmp_path_factory.mktemp("package") / "translate-en_ru-1_0")


@pytest.fixture
def sentences() -> list[str]:
    """Three English sentences of different length."""
    return list(SENTENCES)


@pytest.fixture(autouse=True)
def own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty home: nothing that is installed on this machine is found."""
    home = tmp_path / "home"
    for name in ("TIPTRANSLATE_MODELS", "ARGOS_PACKAGES_DIR", "SNAP"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    yield home
    # Looking for models must leave no folders behind.
    assert not home.exists()
