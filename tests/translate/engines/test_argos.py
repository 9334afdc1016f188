"""The engine ``argos``: any package, the pivot, and the same words as Argos' own calls."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ctranslate2
import pytest
from argostranslate.tokenizer import SentencePieceTokenizer

from tiptranslate.errors import ModelBroken, ModelMissing
from tiptranslate.translate import archive, draft
from tiptranslate.translate.argos import ArgosEngine
from tiptranslate.translate.engine import EngineOptions, Hypothesis

# bpe.model of subword-nmt: merges of character pairs, one a line.
MERGES = "#version: 0.2\nt h\nth e</w>\na n\ni n\n"


def engine(*models: Path, **options: Any) -> ArgosEngine:
    """An engine over the models given and nothing else."""
    return ArgosEngine(EngineOptions(models=models, **options))


def zipped(folder: Path, path: Path) -> Path:
    """A package folder as a package file."""
    made = shutil.make_archive(str(path.with_suffix("")), "zip", folder.parent, folder.name)
    return Path(made).rename(path)


def texts(answers: list[list[Any]]) -> list[list[str]]:
    """The texts of all hypotheses."""
    return [[hypothesis.text for hypothesis in answer] for answer in answers]


def test_it_answers_in_order_with_scored_hypotheses(package: Path, sentences: list[str]) -> None:
    """One list a sentence, at most as many hypotheses as asked for, duplicates alike."""
    answers = engine(package).translate([*sentences, sentences[0]], "en", "ru", hypotheses=3)

    assert len(answers) == 4
    assert all(len(answer) == 3 for answer in answers)
    assert answers[3] == answers[0]
    assert len({str(answer) for answer in answers}) == 3
    assert any(h.text for answer in answers for h in answer)
    assert all(h.score is None or h.score <= 0 for answer in answers for h in answer)


def test_sound_outputs_are_those_of_argos_own_call(package: Path, sentences: list[str]) -> None:
    """Same tokenizer, beam and length penalty, so the same candidates."""
    tokenizer = SentencePieceTokenizer(package / "sentencepiece.model")
    translator = ctranslate2.Translator(str(package / "model"), compute_type="float32")
    results = translator.translate_batch(
        [tokenizer.encode(sentence) for sentence in sentences],
        replace_unknowns=True,
        max_batch_size=32,
        batch_type="tokens",
        beam_size=4,
        num_hypotheses=4,
        length_penalty=0.2,
        return_scores=True,
    )
    expected = [
        {tokenizer.decode(tokens).strip() for tokens in result.hypotheses} for result in results
    ]
    answers = engine(package, compute_type="float32").translate(sentences, "en", "ru", hypotheses=4)
    sound = [{h.text for h in answer if not h.failed} for answer in answers]

    assert all(sound)
    assert all(mine <= theirs for mine, theirs in zip(sound, expected, strict=True))


def test_a_package_file_answers_as_its_folder_and_is_cleaned_up(
    package: Path, sentences: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is unpacked to a temporary folder that goes with the engine."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    path = zipped(package, tmp_path / "p.argosmodel")
    from_file = engine(path)
    answers = from_file.translate(sentences, "en", "ru")

    assert answers == engine(package).translate(sentences, "en", "ru")
    assert len(list(temporary.iterdir())) == 1
    del from_file
    assert list(temporary.iterdir()) == []


def test_the_model_is_known_before_it_is_loaded(package: Path) -> None:
    """Name and version for provenance; the compute type once it is known."""
    it = engine(package)
    model = it.model("en", "ru")

    assert model is not None
    assert (model.engine, model.name, model.version) == ("argos", "translate-en_ru", "1.0")
    assert (model.path, model.compute_type) == (package, "int8")
    assert model.size == (package / "model" / "model.bin").stat().st_size
    it.translate(["The hotline."], "en", "ru")
    loaded = it.model("en", "ru")
    assert loaded is not None
    assert loaded.compute_type.startswith("int8")


def test_a_target_prefix_starts_the_output_and_is_not_in_the_text(
    make_package: Callable[..., Path], sentences: list[str], tmp_path: Path
) -> None:
    """As for models of several targets; leaving the prefix out gives other words."""
    folder = make_package(tmp_path / "p", prefix="<2ru>")
    with_prefix = engine(folder).translate(sentences, "en", "ru", hypotheses=2)
    metadata = (folder / "metadata.json").read_text()
    (folder / "metadata.json").write_text(metadata.replace("target_prefix", "nothing"))
    without = engine(folder).translate(sentences, "en", "ru", hypotheses=2)

    assert texts(with_prefix) != texts(without)
    assert "<2ru>" not in str(with_prefix)


def test_a_missing_pair_says_what_to_do(package: Path) -> None:
    """No crash, no stack, no other language instead."""
    it = engine(package)
    with pytest.raises(ModelMissing, match=r"no model translates en -> uz; install one with"):
        it.translate(["Hello"], "en", "uz")

    assert it.model("en", "uz") is None
    assert it.model("ru", "en") is None


def test_two_packages_in_a_row_where_none_is_direct(
    make_package: Callable[..., Path], sentences: list[str], tmp_path: Path
) -> None:
    """The second translates what the first gave; scores add up; all are told of."""
    first = make_package(tmp_path / "1", "en", "tr", "1.5", seed=3, end_bias=4.0)
    second = make_package(tmp_path / "2", "tr", "uz", "1.2", seed=4, end_bias=4.0)
    it = engine(first, second)
    told: dict[int, list[Hypothesis]] = {}
    answers = it.translate(sentences, "en", "uz", hypotheses=2, answered=told.__setitem__)
    middles = engine(first).translate(sentences, "en", "tr", hypotheses=2)
    for answer, candidates in zip(answers, middles, strict=True):
        ways = sorted(
            (-round((middle.score or 0) + (last.score or 0), 4), last.text)
            for middle in candidates
            for last in engine(second).translate([middle.text], "tr", "uz", hypotheses=2)[0]
            if not middle.failed and not last.failed
        )
        texts_by_score = list(dict.fromkeys(text for _, text in ways))

        assert [h.text for h in answer if not h.failed] == texts_by_score[:2]
        assert round(answer[0].score or 0, 4) == -ways[0][0]
    assert [told[place] for place in range(3)] == answers
    model = it.model("en", "uz")
    assert model is not None
    assert (model.name, model.version) == ("translate-en_tr+translate-tr_uz", "1.5+1.2")


def test_a_direct_package_goes_before_a_pivot(
    make_package: Callable[..., Path], tmp_path: Path
) -> None:
    """Whatever the order of the folders."""
    make_package(tmp_path / "a", "en", "tr")
    make_package(tmp_path / "b", "tr", "uz")
    make_package(tmp_path / "c", "en", "uzb")
    model = engine(tmp_path).model("en", "uz")

    assert model is not None
    assert model.name == "translate-en_uzb"


def test_two_intermediate_languages_are_one_too_many(
    make_package: Callable[..., Path], tmp_path: Path
) -> None:
    """That would be a game of whispers: en -> tr -> az -> uz."""
    for pair in (("en", "tr"), ("tr", "az"), ("az", "uz")):
        make_package(tmp_path / "-".join(pair), *pair)

    assert engine(tmp_path).model("en", "uz") is None
    assert engine(tmp_path).model("en", "az") is not None


def test_a_package_with_moses_bpe_works(
    make_model: Callable[..., None], package: Path, tmp_path: Path
) -> None:
    """The other tokenizer that packages come with, through Argos' own class."""
    folder = tmp_path / "bpe"
    letters = [f"{letter}{end}" for letter in "abcdefghijklmnopqrstuvwxyz." for end in ("@@", "")]
    vocabulary = ["<unk>", "<s>", "</s>", "the", "th@@", "an@@", "in@@", *letters]
    make_model(folder / "model", vocabulary, add_source_eos=True)
    (folder / "bpe.model").write_text(MERGES)
    shutil.copy(package / "metadata.json", folder)
    (answer,) = engine(folder).translate(["the train in the land."], "en", "ru", hypotheses=4)
    words = [h.text for h in answer if not h.failed]

    assert any(words)
    assert "@@" not in str(words)


@pytest.mark.parametrize("broken", ["model/model.bin", "sentencepiece.model"])
@pytest.mark.parametrize("content", [None, b"", b"nonsense"])
def test_a_broken_package_is_one_clear_line(
    package: Path, tmp_path: Path, broken: str, content: bytes | None
) -> None:
    """Where it is and what to do, whatever is wrong with it."""
    folder = tmp_path / "broken"
    shutil.copytree(package, folder)
    if content is None:
        (folder / broken).unlink()
    else:
        (folder / broken).write_bytes(content)
    with pytest.raises(ModelBroken, match="install it again") as caught:
        engine(folder).translate(["Hello"], "en", "ru")

    assert str(folder) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_argos_is_not_imported_to_look(package: Path) -> None:
    """Importing its settings makes folders in the home directory; looking imports no engine."""
    code = (
        "import sys; from pathlib import Path;"
        "from tiptranslate.translate.argos import ArgosEngine;"
        "from tiptranslate.translate.engine import EngineOptions;"
        f"engine = ArgosEngine(EngineOptions(models=(Path({str(package)!r}),)));"
        "assert engine.model('en', 'ru');"
        "loud = {'ctranslate2', 'sentencepiece', 'argostranslate'} & set(sys.modules);"
        "assert not loud, loud;"
        "engine.translate(['Hello'], 'en', 'ru');"
        "assert 'argostranslate.settings' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


TINY = (
    "Victims of trafficking need protection.",
    "The conference was held in Tashkent.",
    "Prosecutors and judges exchanged experience on electronic evidence.",
    "Why do people trust recruiters?",
    "The hotline answers calls in three languages.",
    "Police officers from five countries took part in the training.",
)
ARGOS = """
import json, sys
from pathlib import Path
import ctranslate2
from argostranslate import package, translate
class Whole:
    def split_sentences(self, text): return [text]
it = package.Package(Path(sys.argv[1]))
translator = ctranslate2.Translator(str(it.package_path / "model"))
print(json.dumps([
    [[h.value, h.score] for h in
     translate.apply_packaged_translation(it, text, translator, Whole(), 4)]
    for text in json.loads(sys.argv[2])
]))
"""


@pytest.fixture(params=["ru", "uz"])
def tiny(request: pytest.FixtureRequest, data: Path) -> tuple[Path, str]:
    """A trained package of a few minutes, and its language."""
    return data / "models" / f"translate-en_{request.param}-tiny.argosmodel", request.param


def test_a_trained_package_gives_what_argos_translate_itself_gives(
    tiny: tuple[Path, str], tmp_path: Path
) -> None:
    """Argos Translate's own function on the same package, in a process of its own."""
    path, target = tiny
    archive.unpack(path, tmp_path / "package")
    environment = os.environ | {
        name: str(tmp_path / name) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")
    }
    done = subprocess.run(
        [sys.executable, "-c", ARGOS, str(tmp_path / "package"), json.dumps(TINY)],
        env=environment | {"XDG_CACHE_HOME": str(tmp_path / "cache")},
        capture_output=True,
        text=True,
        check=True,
    )
    theirs = [{text.strip() for text, _ in each} for each in json.loads(done.stdout)]
    # One by one, as Argos does: in company int8 arithmetic may differ in its last digits.
    answers = engine(path, batch_tokens=1).translate(TINY, "en", target, hypotheses=4)
    ours = [{h.text for h in answer if not h.failed} for answer in answers]

    assert sum(map(bool, ours)) >= 5
    assert all(mine <= those for mine, those in zip(ours, theirs, strict=True))


def test_a_trained_package_drafts_the_whole_way(tiny: tuple[Path, str]) -> None:
    """A package file in, drafts of the right language out; the same every time."""
    path, target = tiny
    sentences = [*TINY, "press@example.org", "Write to press@example.org or call 1148."]
    drafts = draft(sentences, engine(path), "en", target)
    script = re.compile("[а-яё]" if target == "ru" else "[a-zʻ]")

    assert drafts == draft(sentences, engine(path), "en", target)
    assert drafts[-2].text == "press@example.org"
    sound = [made for made in drafts[: len(TINY)] if made.text]
    assert len(sound) >= 3
    assert all(script.search(made.text) for made in sound)
    assert all(made.score is not None and -3 < made.score < 0 for made in sound)
    assert all(made.text or made.failed for made in drafts)
    assert not drafts[-1].text or all(s in drafts[-1].text for s in ("press@example.org", "1148"))
