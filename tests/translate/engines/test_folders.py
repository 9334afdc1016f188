"""The engine ``ctranslate2``: each layout loaded and run, against the call its model card gives."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import ctranslate2
import pytest
import sentencepiece

from tiptranslate.errors import InputError, ModelBroken, ModelMissing
from tiptranslate.translate.engine import EngineOptions
from tiptranslate.translate.folders import FolderEngine, pairs, write_preset
from tiptranslate.translate.recipe import read_recipe


@dataclass(frozen=True)
class Layout:
    """A family's layout as its model card and CTranslate2's guide give it.

    ``source`` is what goes before the pieces, ``target`` what the output is begun with.
    """

    files: tuple[str, ...]
    tokens: tuple[str, ...]
    source: dict[str, list[str]]
    target: dict[str, list[str]]


LAYOUTS = {
    "nllb": Layout(
        ("sentencepiece.bpe.model",),
        ("eng_Latn", "rus_Cyrl", "uzn_Latn"),
        {"ru": ["eng_Latn"], "uz": ["eng_Latn"]},
        {"ru": ["rus_Cyrl"], "uz": ["uzn_Latn"]},
    ),
    "madlad": Layout(
        ("spiece.model",),
        ("<2en>", "<2ru>", "<2uz>"),
        {"ru": ["<2ru>"], "uz": ["<2uz>"]},
        {"ru": [], "uz": []},
    ),
    "m2m100": Layout(
        ("sentencepiece.bpe.model",),
        ("__en__", "__ru__", "__uz__"),
        {"ru": ["__en__"], "uz": ["__en__"]},
        {"ru": ["__ru__"], "uz": ["__uz__"]},
    ),
    "opus-mt": Layout(
        ("source.spm", "target.spm"),
        (">>rus<<", ">>uzb_Latn<<"),
        {"ru": [">>rus<<"], "uz": [">>uzb_Latn<<"]},
        {"ru": [], "uz": []},
    ),
}


@pytest.fixture(scope="session", params=LAYOUTS)
def folder(
    request: pytest.FixtureRequest,
    make_pieces: Callable[..., bytes],
    make_model: Callable[..., None],
    tokens_of: Callable[..., list[str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """A converted model of each family, with its recipe; opus-mt has two tokenizers."""
    layout = LAYOUTS[request.param]
    path = tmp_path_factory.mktemp(request.param) / "model"
    path.mkdir()
    vocabulary = ["<unk>", "<s>", "</s>"]
    for number, name in enumerate(layout.files):
        pieces = make_pieces(150 + 20 * number)
        (path / name).write_bytes(pieces)
        vocabulary += [token for token in tokens_of(pieces) if token not in vocabulary]
    make_model(path, [*vocabulary, *layout.tokens], seed=5)
    write_preset(path, request.param, name=f"tiny {request.param}", version="0")
    return path


def engine(*models: Path) -> FolderEngine:
    """An engine over the folders given, exact."""
    return FolderEngine(EngineOptions(models=models, compute_type="float32"))


def by_the_card(folder: Path, layout: Layout, sentences: list[str], target: str) -> list[set[str]]:
    """What the documented call gives: the texts of all its hypotheses."""
    before, prefix = layout.source[target], layout.target[target]
    source = sentencepiece.SentencePieceProcessor(model_file=str(folder / layout.files[0]))
    back = sentencepiece.SentencePieceProcessor(model_file=str(folder / layout.files[-1]))
    translator = ctranslate2.Translator(str(folder), compute_type="float32")
    results = translator.translate_batch(
        [[*before, *source.encode(text, out_type=str), "</s>"] for text in sentences],
        target_prefix=[prefix] * len(sentences) if prefix else None,
        beam_size=4,
        num_hypotheses=4,
        replace_unknowns=True,
    )
    return [
        {back.decode_pieces(tokens[len(prefix) :]).strip() for tokens in result.hypotheses}
        for result in results
    ]


@pytest.mark.parametrize("target", ["ru", "uz"])
def test_each_layout_runs_as_its_model_card_says(
    folder: Path, sentences: list[str], target: str, request: pytest.FixtureRequest
) -> None:
    """The very candidates of the documented call, language tokens taken off again."""
    layout = LAYOUTS[request.node.callspec.params["folder"]]
    answers = engine(folder).translate(sentences, "en", target, hypotheses=4)
    sound = [{h.text for h in answer if not h.failed} for answer in answers]
    expected = by_the_card(folder, layout, sentences, target)

    assert all(sound)
    assert all(mine <= theirs for mine, theirs in zip(sound, expected, strict=True))


def test_each_layout_answers_differently_for_each_target(
    folder: Path, sentences: list[str]
) -> None:
    """So the language token does reach the model."""
    it = engine(folder)

    assert it.translate(sentences, "en", "ru") != it.translate(sentences, "en", "uz")


def test_the_end_token_is_not_doubled_where_the_model_adds_it(
    folder: Path, sentences: list[str], tmp_path: Path
) -> None:
    """CTranslate2's Marian converter sets add_source_eos, its Transformers converter does not."""
    copy = tmp_path / folder.name
    copy.mkdir()
    for path in folder.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    config = json.loads((copy / "config.json").read_text())

    assert config["add_source_eos"] is False
    (copy / "config.json").write_text(json.dumps(config | {"add_source_eos": True}))
    expected = engine(folder).translate(sentences, "en", "ru")
    assert engine(copy).translate(sentences, "en", "ru") == expected


def test_the_model_says_what_it_is(folder: Path, request: pytest.FixtureRequest) -> None:
    """Provenance is one word each; the licence is known, for not every model may be used freely."""
    preset = request.node.callspec.params["folder"]
    it = engine(folder)
    model = it.model("en", "uz")

    assert model is not None
    assert (model.engine, model.name, model.version) == ("ctranslate2", f"tiny-{preset}", "0")
    assert model.path == folder
    assert model.size == (folder / "model.bin").stat().st_size
    licence = {"nllb": "CC-BY-NC-4.0", "madlad": "Apache-2.0", "m2m100": "MIT"}
    assert model.licence == licence.get(preset, "CC-BY-4.0")
    assert it.model("uz", "en") is None
    assert pairs(folder) == (("en", "ru"), ("en", "uz"))


def test_an_empty_sentence_has_no_hypothesis(folder: Path) -> None:
    """A language token alone would make the model talk."""
    answers = engine(folder).translate(["", "The hotline.", " "], "en", "ru")

    assert [len(answer) for answer in answers] == [0, 1, 0]


def test_models_are_found_in_a_folder_of_models_and_among_the_installed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is no model folder is another engine's."""
    (tmp_path / "notes.txt").write_text("no model")
    assert engine(folder.parent).model("en", "ru") is not None
    assert engine(tmp_path).model("en", "ru") is None
    monkeypatch.setenv("TIPTRANSLATE_MODELS", str(folder.parent))

    assert engine().model("en", "ru") is not None


def test_a_broken_neighbour_is_passed_over_but_named_where_it_was_given(
    folder: Path, tmp_path: Path
) -> None:
    """As for packages."""
    broken = tmp_path / "a-broken-one"
    broken.mkdir()
    (broken / "tiptranslate-model.toml").write_text("format = 9")
    (tmp_path / "sound").symlink_to(folder)

    assert engine(tmp_path).model("en", "ru") is not None
    with pytest.raises(ModelBroken, match="format must be 1"):
        engine(broken).model("en", "ru")


def test_a_missing_pair_and_a_missing_path_say_so(tmp_path: Path) -> None:
    """One clear line each."""
    with pytest.raises(ModelMissing, match=r"no model folder translates en -> uz; add a converted"):
        engine().translate(["Hello"], "en", "uz")
    with pytest.raises(InputError, match="there is no such model"):
        engine(tmp_path / "gone").model("en", "uz")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("uzn_Latn", "uzb_Latn"), r"source|target vocabulary has no token 'uzb_Latn'"),
        (("eng_Latn", "en"), r"source vocabulary has no token 'en'"),
    ],
)
def test_a_token_that_the_model_does_not_know_is_refused(
    make_pieces: Callable[..., bytes],
    make_model: Callable[..., None],
    tokens_of: Callable[..., list[str]],
    tmp_path: Path,
    change: tuple[str, str],
    message: str,
) -> None:
    """It would become <unk>, and the model answer in any language."""
    pieces = make_pieces()
    (tmp_path / "sentencepiece.bpe.model").write_bytes(pieces)
    make_model(tmp_path, tokens_of(pieces, LAYOUTS["nllb"].tokens))
    recipe = write_preset(tmp_path, "nllb")
    recipe.write_text(recipe.read_text().replace(*change))
    with pytest.raises(ModelBroken, match=message) as caught:
        engine(tmp_path).translate(["Hello"], "en", "uz")

    assert str(caught.value).startswith(str(recipe))


@pytest.mark.parametrize("name", ["tokenizer", "model.bin", "config.json"])
def test_a_damaged_file_is_one_clear_line(folder: Path, tmp_path: Path, name: str) -> None:
    """Whichever file it is."""
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    if name == "tokenizer":
        name = read_recipe(folder).source_tokenizer
    (tmp_path / name).write_bytes(b"nonsense")
    with pytest.raises(ModelBroken, match="cannot be loaded") as caught:
        engine(tmp_path).translate(["Hello"], "en", "ru")

    assert "\n" not in str(caught.value)
