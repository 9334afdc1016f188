"""From a converted folder through the store to a translation, with a real tiny model."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tiptranslate.translate import store
from tiptranslate.translate.addfolder import add_folder
from tiptranslate.translate.engine import EngineOptions
from tiptranslate.translate.folders import FolderEngine


def test_an_added_folder_translates(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    pieces: bytes,
    make_model: Callable[..., None],
    tokens_of: Callable[..., list[str]],
) -> None:
    """The engine finds what `models add-folder` put among the models, and runs it."""
    monkeypatch.setenv("TIPTRANSLATE_MODELS", str(tmp_path / "models"))
    folder = tmp_path / "nllb-tiny"
    tokens: Any = tokens_of(pieces, ["eng_Latn", "rus_Cyrl", "uzn_Latn"])
    make_model(folder, tokens, add_source_eos=False)
    (folder / "sentencepiece.bpe.model").write_bytes(pieces)
    model = add_folder(folder, "nllb").model
    assert store.verify(model) == []
    engine = FolderEngine(EngineOptions(compute_type="float32", threads=1))
    info = engine.model("en", "uz")
    assert info is not None
    assert (info.name, info.version) == ("nllb-tiny", model.version)
    assert info.path == model.path
    (candidates,) = engine.translate(["Victims need legal advice."], "en", "uz")
    assert candidates
