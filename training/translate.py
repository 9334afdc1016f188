"""Translates with a converted model as the program does: the language's tag begins the output."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ctranslate2

from training.config import SearchConfig, language_tag
from training.tokenizer import load_tokenizer

BATCH_PIECES = 1024
SPARE_PIECES = 20


class Model:
    """A converted model and its tokenizer."""

    def __init__(
        self, model: Path, tokenizer: Path, search: SearchConfig, threads: int = 2
    ) -> None:
        """Loads both; `search` says how translations are looked for."""
        self.search = search
        self.translator: Any = ctranslate2.Translator(
            str(model), intra_threads=threads, inter_threads=1
        )
        self.processor: Any = load_tokenizer(tokenizer)

    def translate(self, lines: Sequence[str], language: str) -> list[str]:
        """One translation for each line, in order."""
        pieces = [self.processor.encode(line, out_type=str) for line in lines]
        tag = language_tag(language)
        results = self.translator.translate_batch(
            pieces,
            target_prefix=[[tag]] * len(pieces),
            beam_size=self.search.beam,
            max_batch_size=BATCH_PIECES,
            batch_type="tokens",
            length_penalty=self.search.length_penalty,
            repetition_penalty=self.search.repetition_penalty,
            no_repeat_ngram_size=self.search.no_repeat,
            replace_unknowns=True,
            max_decoding_length=2 * max(map(len, pieces), default=0) + SPARE_PIECES,
        )
        return [self._text(result.hypotheses[0], tag) for result in results]

    def _text(self, pieces: Sequence[str], tag: str) -> str:
        """The text of a hypothesis without its tag."""
        text: str = self.processor.decode_pieces(list(pieces))
        return text.removeprefix(tag).strip()
