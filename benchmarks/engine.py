"""Our calls of a model against Argos Translate's own, on a model of its shape.

    python benchmarks/engine.py [--runs 3] [--compute-type int8] [--releases FOLDER ...]

The model is a Transformer-base as Argos packages hold (6+6 layers of 512, feed-forward
2,048, 8 heads, 32,000 tokens) with random weights, but for one cross-attention that
copies the source, so that outputs are as long as their inputs and end by themselves.
Argos' side is ``argostranslate.translate.PackageTranslation.translate`` called for
each paragraph, as its documentation shows; only its sentence splitter, which would
fetch a model from the network, is replaced by our sentences, found beforehand. Both
sides have the same sentences, beam 4, compute type and threads. Runs are interleaved;
medians and ranges are shown.
"""

import argparse
import io
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece
from ctranslate2.specs import transformer_spec

from tiptranslate.ingest import ingest
from tiptranslate.model import BlockKind
from tiptranslate.segment import Splitter, segment
from tiptranslate.translate.argos import ArgosEngine
from tiptranslate.translate.engine import EngineOptions

ROOT = Path(__file__).resolve().parent.parent
WIDTH, HEADS, LAYERS, INNER, VOCABULARY = 512, 8, 6, 2048, 32_000
PLACE = 64
"""Dimensions that tell positions apart; the rest tells tokens apart."""
METADATA = '{"from_code": "en", "to_code": "ru", "package_version": "0", "from_name": "English", "to_name": "Russian"}'  # noqa: E501 - one line of JSON

Paragraphs = dict[str, list[str]]


def main() -> None:
    """Measure and print a table."""
    options = _arguments()
    paragraphs = read(options.releases)
    sentences = [sentence for each in paragraphs.values() for sentence in each]
    words = sum(len(sentence.split()) for sentence in sentences)
    with tempfile.TemporaryDirectory() as name:
        # Argos makes folders in the home directory when it is imported.
        os.environ |= {"HOME": name, "XDG_DATA_HOME": name, "XDG_CONFIG_HOME": name}
        os.environ |= {"XDG_CACHE_HOME": name, "TIPTRANSLATE_MODELS": name}
        package = make_package(Path(name) / "translate-en_ru-0", sentences)
        sides = {
            "Argos, paragraph by paragraph": argos(package, paragraphs, options.compute_type),
            "tiptranslate": ours(package, sentences, options.compute_type, 1),
            "tiptranslate, 4 hypotheses": ours(package, sentences, options.compute_type, 4),
        }
        times = measure(sides, options.runs)
    print(f"{len(paragraphs)} paragraphs, {len(sentences)} sentences, {words} words, ", end="")
    print(f"beam 4, {options.compute_type}, {os.cpu_count()} processors, {options.runs} runs")
    print(table(times, words))


def read(paths: Sequence[Path]) -> Paragraphs:
    """The paragraphs of the releases with their sentences, each paragraph once."""
    splitter = Splitter()
    paragraphs: Paragraphs = {}
    for path in paths:
        release = ingest(path, path.stem)
        for each in segment(release, splitter):
            if each.kind is not BlockKind.SEPARATOR:
                found = paragraphs.setdefault(f"{path.name} {each.block}", [])
                found.append(each.text)
    return {" ".join(found): found for found in paragraphs.values()}


def argos(package: Path, paragraphs: Paragraphs, compute_type: str) -> Callable[[], int]:
    """Argos' own calls; what is returned counts characters, so that nothing is skipped."""
    from argostranslate import settings  # noqa: PLC0415 - makes folders when imported
    from argostranslate.package import Package  # noqa: PLC0415
    from argostranslate.translate import Language, PackageTranslation  # noqa: PLC0415

    settings.compute_type = compute_type
    languages = Language("en", "English"), Language("ru", "Russian")
    translation = PackageTranslation(*languages, Package(package))
    translation.sentencizer = _Known(paragraphs)
    return lambda: sum(len(translation.translate(paragraph)) for paragraph in paragraphs)


class _Known:
    """A sentence splitter for Argos that knows the answers."""

    def __init__(self, paragraphs: Paragraphs) -> None:
        self._paragraphs = paragraphs

    def split_sentences(self, text: str) -> list[str]:
        """The sentences of a paragraph."""
        return self._paragraphs[text]


def ours(
    package: Path, sentences: list[str], compute_type: str, hypotheses: int
) -> Callable[[], int]:
    """Our engine over all sentences at once."""
    engine = ArgosEngine(EngineOptions(models=(package,), compute_type=compute_type))

    def run() -> int:
        answers = engine.translate(sentences, "en", "ru", hypotheses=hypotheses)
        if any(answer[0].failed for answer in answers):
            raise AssertionError("an output ran to its bound; the model is not what it should be")
        return sum(len(answer[0].text) for answer in answers)

    return run


def measure(sides: dict[str, Callable[[], int]], runs: int) -> dict[str, list[float]]:
    """Seconds of each run of each side, in turns, after one that loads the model."""
    times: dict[str, list[float]] = {name: [] for name in sides}
    for turn in range(runs + 1):
        for name, run in sides.items():
            start = time.perf_counter()
            run()
            seconds = time.perf_counter() - start
            print(f"{name}: {seconds:.1f} s{' (warm-up)' if not turn else ''}", file=sys.stderr)
            if turn:
                times[name].append(seconds)
    return times


def table(times: dict[str, list[float]], words: int) -> str:
    """Medians, ranges and factors against the first side."""
    base = next(iter(times.values()))
    lines = ["| | seconds (range) | words a second | times as fast (range) |", "|---|---|---|---|"]
    for name, seconds in times.items():
        factors = [b / s for b, s in zip(base, seconds, strict=True)]
        median = statistics.median(seconds)
        lines.append(
            f"| {name} | {median:.1f} ({min(seconds):.1f}-{max(seconds):.1f}) "
            f"| {words / median:.0f} "
            f"| {statistics.median(factors):.1f} ({min(factors):.1f}-{max(factors):.1f}) |"
        )
    return "\n".join(lines)


def make_package(folder: Path, sentences: Sequence[str]) -> Path:
    """An Argos package folder around the model."""
    folder.mkdir()
    pieces = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(sentences),
        model_writer=pieces,
        vocab_size=4000,
        hard_vocab_limit=False,
        character_coverage=1.0,
        minloglevel=2,
    )
    (folder / "sentencepiece.model").write_bytes(pieces.getvalue())
    (folder / "metadata.json").write_text(METADATA)
    processor = sentencepiece.SentencePieceProcessor(model_proto=pieces.getvalue())
    tokens = [processor.id_to_piece(number) for number in range(processor.get_piece_size())]
    # Tokens that never occur make the output layer as large as a real one.
    tokens += [f"▁filler{number}" for number in range(VOCABULARY - len(tokens))]
    _model(folder / "model", tokens)
    return folder


def _model(folder: Path, tokens: list[str]) -> None:
    """The model: random, but for the last cross-attention, which copies."""
    random = np.random.default_rng(0)
    spec = transformer_spec.TransformerSpec.from_config((LAYERS, LAYERS), HEADS)
    embeddings = np.zeros((len(tokens), WIDTH), np.float32)
    embeddings[:, PLACE:] = random.standard_normal((len(tokens), WIDTH - PLACE))
    places = np.zeros((1024, WIDTH), np.float32)
    places[:, :PLACE] = random.choice([-1.0, 1.0], (1024, PLACE))
    spec.encoder.embeddings[0].weight = embeddings
    spec.decoder.embeddings.weight = embeddings
    spec.decoder.projection.weight = embeddings / 8
    spec.decoder.projection.bias = np.zeros(len(tokens), np.float32)
    for side in (spec.encoder, spec.decoder):
        side.scale_embeddings = False
        side.position_encodings.encodings = places
        _norm(side.layer_norm)
        for layer in side.layer:
            _fill(random, layer.self_attention.linear, (3 * WIDTH, WIDTH))
            _norm(layer.self_attention.layer_norm)
            _fill(random, [layer.ffn.linear_0, layer.ffn.linear_1], (INNER, WIDTH))
            _norm(layer.ffn.layer_norm)
            if side is spec.decoder:
                _fill(random, layer.attention.linear, (WIDTH, 2 * WIDTH, WIDTH))
                _norm(layer.attention.layer_norm)
    _copy(spec.decoder.layer[-1].attention.linear)
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.config.add_source_eos = True
    spec.validate()
    spec.optimize(None)
    folder.mkdir()
    spec.save(str(folder))


def _fill(random: Any, linears: Sequence[Any], sizes: tuple[int, ...]) -> None:  # noqa: ANN401 - numpy's
    """Linear layers in a row with weights too small to change what they are added to."""
    inputs = WIDTH
    for linear, size in zip(linears, sizes, strict=True):
        width = INNER if size == WIDTH and sizes[0] == INNER else inputs
        linear.weight = random.standard_normal((size, width)).astype(np.float32) * 0.002
        linear.bias = np.zeros(size, np.float32)


def _norm(layer: Any) -> None:  # noqa: ANN401 - CTranslate2's
    layer.gamma = np.ones(WIDTH, np.float32)
    layer.beta = np.zeros(WIDTH, np.float32)


def _copy(linears: Sequence[Any]) -> None:
    """Let every head look at the source position of its own step and fetch its token."""
    query, memory, output = linears
    place = np.zeros((WIDTH, WIDTH), np.float32)
    for head in range(HEADS):
        place[head * PLACE : (head + 1) * PLACE, :PLACE] = 2 * np.eye(PLACE)
    # Head h fetches the dimensions of block h + 1; the first block tells positions.
    fetch = np.zeros((WIDTH, WIDTH), np.float32)
    fetch[: WIDTH - PLACE, PLACE:] = np.eye(WIDTH - PLACE)
    query.weight, query.bias = place, np.zeros(WIDTH, np.float32)
    memory.weight = np.concatenate([place, fetch])
    memory.bias = np.zeros(2 * WIDTH, np.float32)
    output.weight = 6 * fetch.T.copy()
    output.bias = np.zeros(WIDTH, np.float32)


def _arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--compute-type", default="int8")
    samples = sorted((ROOT / "releases").glob("*.*"))
    parser.add_argument("--releases", type=Path, nargs="+", default=samples)
    return parser.parse_args()


if __name__ == "__main__":
    main()
