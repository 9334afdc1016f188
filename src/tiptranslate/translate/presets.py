"""The recipes of well-known multilingual models, fitted to a converted folder.

How each model is told its languages is from its paper and model card; that the
tokens exist is checked against the vocabulary, for an unknown one becomes ``<unk>``
without a word and the model then answers in any language ("uzb_Latn" of NLLB).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tiptranslate.errors import InputError, ModelBroken, UsageError
from tiptranslate.model import NOTHING
from tiptranslate.translate.recipe import Recipe, vocabulary, write_recipe

_END = ("</s>",)


@dataclass(frozen=True, slots=True)
class Preset:
    """What all models of a family have in common.

    ``tokens`` has for each language the tokens it may have, the first known one
    counts; ``files`` the names their SentencePiece files go by, (source, target).
    """

    tokens: Mapping[str, tuple[str, ...]]
    files: tuple[tuple[str, str], ...]
    source_prefix: tuple[str, ...] = ()
    target_prefix: tuple[str, ...] = ()
    licence: str = ""
    sources: tuple[str, ...] = ("en",)
    targets: tuple[str, ...] = ("ru", "uz", "uz@cyrillic")
    titles: Mapping[str, str] = field(default_factory=lambda: NOTHING)


_MULTILINGUAL_FILES = (
    ("sentencepiece.bpe.model", "sentencepiece.bpe.model"),
    ("sentencepiece.model", "sentencepiece.model"),
    ("spiece.model", "spiece.model"),
    ("spm.model", "spm.model"),
    ("flores200_sacrebleu_tokenizer_spm.model", "flores200_sacrebleu_tokenizer_spm.model"),
)

PRESETS: Mapping[str, Preset] = {
    "nllb": Preset(
        tokens={"en": ("eng_Latn",), "ru": ("rus_Cyrl",), "uz": ("uzn_Latn",)},
        files=_MULTILINGUAL_FILES,
        source_prefix=("{source}",),
        target_prefix=("{target}",),
        licence="CC-BY-NC-4.0",
    ),
    "madlad": Preset(
        tokens={"ru": ("<2ru>",), "uz": ("<2uz>",)},
        files=_MULTILINGUAL_FILES,
        source_prefix=("{target}",),
        licence="Apache-2.0",
    ),
    "m2m100": Preset(
        tokens={"en": ("__en__",), "ru": ("__ru__",), "uz": ("__uz__",)},
        files=_MULTILINGUAL_FILES,
        source_prefix=("{source}",),
        target_prefix=("{target}",),
        licence="MIT",
    ),
    "opus-mt": Preset(
        tokens={
            "ru": (">>rus<<", ">>ru<<"),
            "uz": (">>uzb_Latn<<", ">>uzn_Latn<<", ">>uzb<<", ">>uz<<"),
            "uz@cyrillic": (">>uzb_Cyrl<<", ">>uzn_Cyrl<<"),
        },
        files=(("source.spm", "target.spm"), *_MULTILINGUAL_FILES),
        source_prefix=("{target}",),
        licence="CC-BY-4.0",
    ),
}


def write_preset(
    folder: Path,
    preset: str,
    *,
    name: str = "",
    version: str = "",
    licence: str = "",
    targets: Sequence[str] = (),
) -> Path:
    """Write the recipe of a converted model folder.

    Args:
        folder: With ``model.bin``, its vocabulary and its SentencePiece files.
        preset: A key of ``PRESETS``.
        name: What provenance calls the model; by default whatever its folder is called.
        version: Of the model, where it has one.
        licence: By default that of the family.
        targets: Our language codes, needed only for a model of one target that no
            token names (opus-mt-en-ru) and whose name does not end in its code.

    Returns:
        The file.

    Raises:
        UsageError: There is no such preset, or no telling which language a model gives.
        InputError: The folder holds no converted model or no SentencePiece file.
        ModelBroken: The vocabulary is damaged, or has none of the tokens of the preset.
    """
    if preset not in PRESETS:
        raise UsageError(f"no preset {preset!r}; there are: {', '.join(PRESETS)}")
    kind = PRESETS[preset]
    if not (folder / "model.bin").is_file():
        raise InputError(
            "no model.bin in it; convert the model first (ct2-transformers-converter)", path=folder
        )
    files = _tokenizer_files(folder, kind)
    tokens = _known_tokens(folder, kind)
    if not any(code in tokens for code in kind.targets):
        tokens = _single_target(
            folder, preset, targets or _named_target(name or folder.resolve().name)
        )
    return write_recipe(
        Recipe(
            folder,
            name,
            *files,
            sources=kind.sources,
            targets=tuple(code for code in kind.targets if code in tokens),
            tokens=tokens,
            version=version,
            licence=licence or kind.licence,
            source_prefix=kind.source_prefix,
            source_suffix=_END,
            target_prefix=kind.target_prefix,
        )
    )


def _tokenizer_files(folder: Path, kind: Preset) -> tuple[str, str]:
    """The SentencePiece files of a folder: by their usual names, else the only one there is."""
    for pair in kind.files:
        if all((folder / name).is_file() for name in pair):
            return pair
    others = sorted(path.name for path in folder.glob("*") if path.suffix in {".model", ".spm"})
    if len(others) == 1:
        return others[0], others[0]
    names = ", ".join(" + ".join(dict.fromkeys(pair)) for pair in kind.files)
    raise InputError(
        f"no SentencePiece file in it; copy it beside model.bin from the original model ({names})",
        path=folder,
    )


def _known_tokens(folder: Path, kind: Preset) -> dict[str, str]:
    """The tokens of a preset's languages that the model's vocabulary has.

    A source token may be missing for no language; so a folder whose vocabulary
    cannot be seen is taken at the word of the preset.
    """
    known = vocabulary(folder, "source") | vocabulary(folder, "target")
    tokens = {}
    for code, candidates in kind.tokens.items():
        there = [token for token in candidates if token in known or not known]
        if there:
            tokens[code] = there[0]
    return tokens


def _single_target(folder: Path, preset: str, targets: Sequence[str]) -> dict[str, str]:
    """The tokens of a model that has no language token, because it has one target."""
    if preset != "opus-mt":
        wanted = ", ".join(token for each in PRESETS[preset].tokens.values() for token in each)
        raise ModelBroken(
            f"its vocabulary has none of the tokens of preset {preset!r} ({wanted}); "
            "choose the preset that fits the model",
            path=folder,
        )
    if len(targets) != 1 or targets[0] not in PRESETS[preset].targets:
        raise UsageError(
            f"{folder}: the model has no language tokens; name its one target language "
            "or call it as it is published (opus-mt-en-ru)"
        )
    return {targets[0]: ""}


def _named_target(name: str) -> tuple[str, ...]:
    """The target that the name of a model ends in: "opus-mt-en-ru"."""
    match = re.search(r"(?:^|[-_])(?:en|eng)[-_](ru|rus|uz|uzb)$", name.lower())
    return (match[1][:2],) if match else ()
