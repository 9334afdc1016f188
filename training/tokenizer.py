"""SentencePiece without normalisation: every apostrophe, quotation mark and space survives."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import sentencepiece

from training.config import TokenizerConfig, language_tag
from training.corpora import Pair
from training.files import write_atomic

MODEL = "sentencepiece.model"
FIRST_LEARNED = 3
APOSTROPHES = {"ʻ": "\u0167", "ʼ": "\u014b"}


def train_tokenizer(
    pairs: Sequence[Pair], languages: Iterable[str], config: TokenizerConfig, folder: Path
) -> None:
    """Learns one vocabulary for all languages and writes `sentencepiece.model`."""
    symbols = [*map(language_tag, languages), *config.symbols]
    content = _learned(_lines(pairs), config.vocabulary, symbols)
    write_atomic(folder / MODEL, lambda stream: stream.write(content))


def train_pieces(lines: Sequence[str], vocabulary: int) -> dict[str, float]:
    """Learns a vocabulary and gives its pieces with their scores."""
    processor = sentencepiece.SentencePieceProcessor(model_proto=_learned(lines, vocabulary, []))
    numbers = range(FIRST_LEARNED, processor.get_piece_size())
    return {processor.id_to_piece(number): processor.get_score(number) for number in numbers}


def load_tokenizer(folder: Path) -> Any:
    """The processor of a folder's `sentencepiece.model`."""
    return sentencepiece.SentencePieceProcessor(model_file=str(folder / MODEL))


def pieces_of(processor: Any) -> list[str]:
    """The whole vocabulary, in the order of its numbers."""
    return [processor.id_to_piece(number) for number in range(processor.get_piece_size())]


def _lines(pairs: Sequence[Pair]) -> list[str]:
    """Each English line once, and every target line."""
    return list(dict.fromkeys(pair.source for pair in pairs)) + [pair.target for pair in pairs]


def _learned(lines: Sequence[str], vocabulary: int, symbols: Sequence[str]) -> bytes:
    """A unigram model of the lines: no normalisation, single digits, every character known.

    SentencePiece takes the apostrophes of Uzbek letters for punctuation and never lets a piece
    cross one. So Latin letters that none of the languages has stand in for them while it learns.
    """
    result = io.BytesIO()
    forth = str.maketrans(APOSTROPHES)
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=(line.translate(forth) for line in lines),
        model_writer=result,
        model_type="unigram",
        vocab_size=vocabulary,
        hard_vocab_limit=False,
        normalization_rule_name="identity",
        character_coverage=1.0,
        split_digits=True,
        user_defined_symbols=list(symbols),
        num_threads=1,
        minloglevel=2,
    )
    return _with_apostrophes(result.getvalue())


def _with_apostrophes(content: bytes) -> bytes:
    """The model with the real apostrophes in its pieces."""
    import sentencepiece.sentencepiece_model_pb2 as messages

    back = str.maketrans({stand_in: real for real, stand_in in APOSTROPHES.items()})
    proto: Any = messages.ModelProto.FromString(content)  # type: ignore[attr-defined]
    for entry in proto.pieces:
        entry.piece = entry.piece.translate(back)
    serialized: bytes = proto.SerializeToString()
    return serialized
