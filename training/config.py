"""The settings of a model, read from a preset: one TOML file with one table for each step."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

PRESETS = Path(__file__).parent / "presets"

Table = TypeVar("Table")


class RecipeError(Exception):
    """What a user of the recipe can mend: a missing file, an unknown setting, an empty corpus."""


@dataclass(frozen=True, slots=True)
class DataConfig:
    """Which lines are kept and how they are split."""

    dev_percent: float = 3.0
    test_percent: float = 5.0
    max_words: int = 60
    max_length_ratio: float = 3.0
    parallel: bool = False
    terms: bool = False
    max_per_origin: int = 0
    max_domain_sentences: int = 0


@dataclass(frozen=True, slots=True)
class TokenizerConfig:
    """How text is cut: a vocabulary of our own (`unigram`), or with the pieces of `e5`."""

    kind: str = "unigram"
    vocabulary: int = 4000
    min_count: int = 2
    symbols: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """The shape of the Transformer."""

    encoder_layers: int = 3
    decoder_layers: int = 2
    width: int = 128
    feed_forward: int = 512
    heads: int = 4
    dropout: float = 0.1
    pre_norm: bool = True
    activation: str = "relu"
    learned_positions: bool = False
    embedding_norm: bool = False
    max_positions: int = 256
    source_bos: bool = False
    start: str = "random"
    norm_epsilon: float = 1e-5


@dataclass(frozen=True, slots=True)
class TrainConfig:
    """How the model learns."""

    batch_tokens: int = 2048
    rate: float = 1e-3
    cross_rate: float = 1.0
    encoder_rate: float = 1.0
    warmup: int = 400
    plateau: int = 4000
    decay: str = "time"
    smoothing: float = 0.1
    word_dropout: float = 0.0
    sampling: float = 0.0
    codes: float = 0.0
    guided: float = 0.0
    candidates: int = 0
    bfloat16: bool = False
    seed: int = 1
    threads: int = 2
    save_minutes: float = 3.0
    dev_minutes: float = 10.0
    dev_lines: int = 100
    keep: int = 5
    domain_share: float = 0.7
    general_steps: int = 0
    weights: tuple[float, ...] = ()
    """How often lines of each language are drawn, in the order of the codes; equally if empty."""


@dataclass(frozen=True, slots=True)
class SearchConfig:
    """How translations are looked for, in training and by the program."""

    beam: int = 4
    length_penalty: float = 1.0
    repetition_penalty: float = 1.1
    no_repeat: int = 4


@dataclass(frozen=True, slots=True)
class PackageConfig:
    """What the packages say about themselves."""

    suffix: str = "tiny"
    name: str = "test model"
    version: str = "0.1"
    readme: str = "A model."


@dataclass(frozen=True, slots=True)
class Preset:
    """Every setting of one model."""

    name: str
    targets: tuple[str, ...] = ("ru", "uz")
    data: DataConfig = field(default_factory=DataConfig)
    tokenizer: TokenizerConfig = field(default_factory=TokenizerConfig)
    model: ModelConfig = field(default_factory=ModelConfig)
    train: TrainConfig = field(default_factory=TrainConfig)
    search: SearchConfig = field(default_factory=SearchConfig)
    package: PackageConfig = field(default_factory=PackageConfig)


def load_preset(name: str) -> Preset:
    """Reads a preset by its name, or by the path of a TOML file."""
    path = Path(name) if name.endswith(".toml") else PRESETS / f"{name}.toml"
    if not path.is_file():
        known = ", ".join(sorted(entry.stem for entry in PRESETS.glob("*.toml")))
        raise RecipeError(f"no preset {name!r}; known presets: {known}")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return Preset(
        name=path.stem,
        targets=tuple(raw.get("targets", ("ru", "uz"))),
        data=_table(DataConfig, raw, "data", path),
        tokenizer=_table(TokenizerConfig, raw, "tokenizer", path),
        model=_table(ModelConfig, raw, "model", path),
        train=_table(TrainConfig, raw, "train", path),
        search=_table(SearchConfig, raw, "search", path),
        package=_table(PackageConfig, raw, "package", path),
    )


def model_settings(model: ModelConfig) -> dict[str, Any]:
    """The shape as plain values, to be stored beside the weights."""
    return asdict(model)


def language_tag(language: str) -> str:
    """The first piece the decoder is given: it names the language to write."""
    return f"<2{language}>"


def _table(kind: type[Table], raw: Mapping[str, Any], name: str, path: Path) -> Table:
    """One table of the file; an unknown key is an error that names the known ones."""
    values = dict(raw.get(name, {}))
    known = {entry.name for entry in fields(kind)}  # type: ignore[arg-type]
    unknown = sorted(set(values) - known)
    if unknown:
        listed = ", ".join(sorted(known))
        raise RecipeError(f"{path.name}: [{name}] has no setting {unknown[0]!r}; it has {listed}")
    tuples = {key: tuple(value) for key, value in values.items() if isinstance(value, list)}
    return kind(**(values | tuples))
