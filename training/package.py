"""A converted model -> `.argosmodel` packages, which plain Argos Translate installs and runs.

One model serves every target: each package names its language's tag as `target_prefix`, the
decoder's first piece.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

from training.config import Preset, RecipeError, language_tag
from training.files import write_atomic
from training.tokenizer import MODEL

LANGUAGE_NAMES = {"en": "English", "ru": "Russian", "uz": "Uzbek"}
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
SOURCE = "en"


def package(preset: Preset, work: Path, folder: Path) -> list[Path]:
    """Writes one package for each target into `folder`; the same model gives the same bytes."""
    model = work / "model"
    if not (model / "model.bin").is_file():
        raise RecipeError(f"{model}: no converted model; run `python -m training convert` first")
    folder.mkdir(parents=True, exist_ok=True)
    return [_package(preset, work, folder, language) for language in preset.targets]


def metadata(preset: Preset, language: str) -> dict[str, Any]:
    """What the package says about itself, in the fields Argos Translate reads and a few more."""
    return {
        "package_version": preset.package.version,
        "argos_version": "1.9",
        "type": "translate",
        "from_code": SOURCE,
        "from_name": LANGUAGE_NAMES[SOURCE],
        "to_code": language,
        "to_name": LANGUAGE_NAMES[language],
        "target_prefix": language_tag(language),
        "name": preset.package.name,
        "licence": "MIT",
    }


def _package(preset: Preset, work: Path, folder: Path, language: str) -> Path:
    """Writes the package of one target language."""
    root = f"translate-{SOURCE}_{language}-{preset.package.suffix}"
    path = folder / f"{root}.argosmodel"
    contents = {
        "README.md": _readme(preset, language).encode(),
        "metadata.json": (json.dumps(metadata(preset, language), indent=2) + "\n").encode(),
        MODEL: (work / MODEL).read_bytes(),
    }
    for file in sorted((work / "model").iterdir()):
        contents[f"model/{file.name}"] = file.read_bytes()

    def write(stream: Any) -> None:
        """Writes the zip."""
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for name, content in contents.items():
                entry = zipfile.ZipInfo(f"{root}/{name}", FIXED_TIME)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, content)

    write_atomic(path, write)
    return path


def _readme(preset: Preset, language: str) -> str:
    """The README inside a package."""
    names = f"{LANGUAGE_NAMES[SOURCE]} to {LANGUAGE_NAMES[language]}"
    return f"# {names}: {preset.package.name}\n\n{preset.package.readme.strip()}\n"
