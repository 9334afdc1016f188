"""Batches of sentences of like length.

They are drawn pool by pool, and a pool's number gives its batches: a run that was killed sees what
it would have seen.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor

from training.config import TrainConfig, language_tag
from training.corpora import Pair

POOL = 4096
LENGTH_LIMIT = 200
START, END = 1, 2
CODE = "QX{}"
NUMBER = re.compile(r"(?<![\w.,\u00a0/-])\d+(?![\w\u00a0/-]|[.,]\d)")


@dataclass(frozen=True, slots=True)
class Example:
    """One pair as numbers.

    `words` numbers the word each source piece belongs to; `links` names for each target piece the
    source word it renders, or is -1.
    """

    source: list[int]
    words: list[int]
    target: list[int]
    links: list[int]


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of one step; `labels` is -1 where nothing is to be learned."""

    source: Tensor
    mask: Tensor
    target: Tensor
    labels: Tensor
    words: Tensor
    links: Tensor

    def to(self, device: torch.device) -> Batch:
        """The same batch on another device."""
        parts = (self.source, self.mask, self.target, self.labels, self.words, self.links)
        return Batch(*(part.to(device, non_blocking=True) for part in parts))

    @property
    def size(self) -> int:
        """How many pieces are learned from."""
        return int((self.labels >= 0).sum())


class Pools:
    """Draws pools of pairs by group, cuts them into pieces and packs them into batches."""

    def __init__(
        self,
        pairs: Sequence[Pair],
        links: Sequence[Sequence[int]] | None,
        processor: Any,
        config: TrainConfig,
        source_bos: bool,
    ) -> None:
        """Sorts the pairs into groups by language and kind."""
        self.pairs, self.links, self.processor, self.config = pairs, links, processor, config
        self.source_bos = source_bos
        self.size = min(POOL, len(pairs))
        self.groups: dict[tuple[str, bool], list[int]] = {}
        for number, pair in enumerate(pairs):
            self.groups.setdefault((pair.language, pair.domain), []).append(number)
        self.word_start = [
            processor.id_to_piece(n).startswith("▁") for n in range(processor.get_piece_size())
        ]

    def batches(self, pool: int, domain_share: float) -> list[Batch]:
        """The batches of one pool, in random order.

        The same pool number always gives the same ones.
        """
        chance = random.Random(f"{self.config.seed}:{pool}")
        numbers = self._draw(pool, domain_share, chance)
        examples = [self._drawn(number, chance) for number in numbers]
        examples = [one for one in examples if max(len(one.source), len(one.target)) < LENGTH_LIMIT]
        examples.sort(key=lambda one: (len(one.target), len(one.source)))
        packed = [
            self._tensors(group, chance) for group in packs(examples, self.config.batch_tokens)
        ]
        chance.shuffle(packed)
        return packed

    def frequencies(self) -> Tensor:
        """The log of how often each piece is a target, around zero: the output's first bias."""
        counts = torch.ones(self.processor.get_piece_size())
        for batch in self.batches(0, self.config.domain_share):
            labels = batch.labels[batch.labels >= 0]
            counts += torch.bincount(labels, minlength=len(counts))
        logs = counts.log()
        return logs - logs.mean()

    def _drawn(self, number: int, chance: random.Random) -> Example:
        """One pair as numbers, with its numbers as codes or cut at random as often as is set."""
        pair = self.pairs[number]
        if chance.random() < self.config.codes:
            pair = coded(pair)
        return self.example(number, pair, chance.random() < self.config.sampling)

    def example(self, number: int, pair: Pair, sample: bool) -> Example:
        """One pair as numbers; `sample` draws one of the many ways to cut it into pieces."""
        source, target = self._encode(pair.source, sample), self._encode(pair.target, sample)
        words = self._words(source)
        linked = self.links[number] if self.links is not None else ()
        of_target = [
            linked[word] if 0 <= word < len(linked) else -1 for word in self._words(target)
        ]
        tag = self.processor.piece_to_id(language_tag(pair.language))
        bos = [START] if self.source_bos else []
        return Example(
            [*bos, *source, END],
            [-1] * len(bos) + [*words, -2],
            [tag, *target, END],
            [-1, *of_target, -1],
        )

    def _encode(self, text: str, sample: bool) -> list[int]:
        """The numbers of a text's pieces."""
        if not sample:
            return list(self.processor.encode(text))
        return list(self.processor.encode(text, enable_sampling=True, alpha=0.2, nbest_size=-1))

    def _words(self, pieces: Sequence[int]) -> list[int]:
        """Which word each piece belongs to."""
        word, found = -1, []
        for piece in pieces:
            word += self.word_start[piece] or word < 0
            found.append(word)
        return found

    def _draw(self, pool: int, domain_share: float, chance: random.Random) -> list[int]:
        """Numbers of the pairs of a pool: languages by weight, domain lines by their share."""
        languages = sorted({language for language, _ in self.groups})
        weights = self.config.weights or (1.0,) * len(languages)
        drawn: list[int] = []
        for language, weight in zip(languages, weights, strict=True):
            shares = {True: domain_share, False: 1 - domain_share}
            if (language, False) not in self.groups:
                shares = {True: 1.0, False: 0.0}
            for domain, share in shares.items():
                wanted = round(self.size * weight / sum(weights) * share)
                drawn += _turn(
                    self.groups.get((language, domain), []),
                    pool,
                    wanted,
                    f"{self.config.seed}:{domain}",
                )
        chance.shuffle(drawn)
        return drawn

    def _tensors(self, group: Sequence[Example], chance: random.Random) -> Batch:
        """One batch, padded; some of the decoder's input is dropped so that it reads the source."""
        source = _padded([one.source for one in group], 0)
        labels = _padded([one.target for one in group], -1)
        inputs = _padded([[START, *self._dropped(one.target[:-1], chance)] for one in group], 0)
        labels[:, 0] = -1
        mask = _padded([[1] * len(one.source) for one in group], 0).bool()[:, None, None, :]
        words, links = (
            _padded([one.words for one in group], -3),
            _padded([one.links for one in group], -1),
        )
        return Batch(source, mask, inputs, labels, words, links)

    def _dropped(self, pieces: Sequence[int], chance: random.Random) -> list[int]:
        """The decoder's input with a share of its pieces made unknown; the language tag stays."""
        rate = self.config.word_dropout
        if not rate:
            return list(pieces)
        return [pieces[0], *(0 if chance.random() < rate else piece for piece in pieces[1:])]


def coded(pair: Pair) -> Pair:
    """The pair with each number that both sides have once replaced by a code to be copied.

    Text that no model may touch is given to it as such a code (`QX1`).
    """
    found = [NUMBER.findall(text) for text in (pair.source, pair.target)]
    shared = [text for text in found[0] if found[0].count(text) == found[1].count(text) == 1]
    codes = {text: CODE.format(place) for place, text in enumerate(shared[:9], start=1)}

    def code(match: re.Match[str]) -> str:
        """The code of a number, or the number itself."""
        return codes.get(match[0], match[0])

    return replace(pair, source=NUMBER.sub(code, pair.source), target=NUMBER.sub(code, pair.target))


def packs(examples: Sequence[Example], limit: int) -> Iterator[list[Example]]:
    """Runs of examples whose padded size stays under `limit` pieces on the longer side."""
    group: list[Example] = []
    longest = 0
    for one in examples:
        size = max(longest, len(one.source), len(one.target))
        if group and size * (len(group) + 1) > limit:
            yield group
            group, size = [], max(len(one.source), len(one.target))
        group.append(one)
        longest = size
    if group:
        yield group


def _turn(numbers: Sequence[int], pool: int, wanted: int, seed: str) -> list[int]:
    """A pool's part of an endless series of shuffled rounds, from where the last pool ended."""
    if not numbers or not wanted:
        return []
    drawn: list[int] = []
    position = pool * wanted
    while len(drawn) < wanted:
        turn, offset = divmod(position, len(numbers))
        order = random.Random(f"{seed}:{turn}").sample(list(numbers), len(numbers))
        part = order[offset : offset + wanted - len(drawn)]
        drawn += part
        position += len(part)
    return drawn


def _padded(rows: Sequence[Sequence[int]], fill: int) -> Tensor:
    """Rows of unequal length as one matrix."""
    width = max(len(row) for row in rows)
    return torch.tensor([[*row, *([fill] * (width - len(row)))] for row in rows], dtype=torch.long)
