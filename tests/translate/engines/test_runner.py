"""The shared runner: everything in its place, whatever the batches."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ctranslate2
import pytest

from tiptranslate.errors import EngineError, ModelBroken
from tiptranslate.translate.engine import EngineOptions
from tiptranslate.translate.runner import TOO_LONG, TRUNCATED, Runner, Search, workers_of

LETTERS = [chr(97 + number) for number in range(20)]


@pytest.fixture(scope="module")
def folder(make_model: Callable[..., None], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model over single letters."""
    path = tmp_path_factory.mktemp("letters")
    make_model(path, ["<unk>", "<s>", "</s>", *LETTERS], end_bias=4.0)
    return path


@pytest.fixture(scope="module")
def runner(folder: Path) -> Runner:
    """It, loaded, with batches of 20 tokens."""
    return Runner(folder, EngineOptions(batch_tokens=20, compute_type="float32"))


def run(runner: Runner, sentences: list[list[str]], **options: Any) -> list[list[Any]]:
    """The outputs of all sentences in their order."""
    found = dict(runner.run(sentences, **options))
    return [found[place] for place in range(len(sentences))]


def texts(outputs: list[list[Any]]) -> list[list[str]]:
    """The outputs as plain text."""
    return [["".join(output.tokens) for output in candidates] for candidates in outputs]


def test_every_sentence_gets_the_answer_it_would_get_alone(runner: Runner) -> None:
    """Batches, order and duplicates change nothing."""
    sentences = [list("abcdefghijkl"), list("ab"), list("q"), list("abc"), list("ab"), list("tsr")]

    together = run(runner, sentences, hypotheses=2)
    alone = [run(runner, [sentence], hypotheses=2)[0] for sentence in sentences]

    assert texts(together) == texts(alone)
    assert len({text for candidates in texts(together) for text in candidates}) > 4


def test_scores_are_the_mean_log_probability_of_a_token(folder: Path) -> None:
    """CTranslate2's own scores under penalty 1, whatever penalty ran the search."""
    sentences = [list("abcdef"), list("qt")]
    translator = ctranslate2.Translator(str(folder), compute_type="float32")
    expected = translator.translate_batch(
        sentences, beam_size=4, num_hypotheses=3, length_penalty=0, return_scores=True
    )
    for penalty in (0.0, 0.2, 1.0):
        runner = Runner(
            folder, EngineOptions(compute_type="float32"), search=Search(length_penalty=penalty)
        )
        outputs = run(runner, sentences, hypotheses=3)
        for candidates, result in zip(outputs, expected, strict=True):
            scores = {
                tuple(tokens): score / (len(tokens) + 1)
                for tokens, score in zip(result.hypotheses, result.scores, strict=True)
            }
            shared = [output for output in candidates if output.tokens in scores]

            assert shared
            for output in shared:
                assert output.score is not None
                assert math.isclose(output.score, scores[output.tokens], rel_tol=1e-4)


def test_hypotheses_come_best_first(runner: Runner) -> None:
    """By mean log probability, however the search ranked them."""
    for candidates in run(runner, [list("abcdef"), list("q"), list("mmm")], hypotheses=4):
        scores = [output.score for output in candidates if output.score is not None]

        assert len(candidates) == 4
        assert scores == sorted(scores, reverse=True)


def test_an_output_that_runs_to_its_bound_is_truncated(
    make_model: Callable[..., None], tmp_path: Path
) -> None:
    """A model that never ends: each hypothesis says so."""
    make_model(tmp_path, ["<unk>", "<s>", "</s>", *LETTERS], end_bias=-50.0)
    runner = Runner(tmp_path, EngineOptions())

    outputs = run(runner, [list("abc"), list("abcdefgh")], hypotheses=2)

    assert [o.failed for candidates in outputs for o in candidates] == [TRUNCATED] * 4
    assert all(o.tokens == () and o.score is None for c in outputs for o in c)


def test_too_long_a_sentence_is_refused_and_the_rest_goes_on(folder: Path) -> None:
    """CTranslate2 would cut it without a word."""
    runner = Runner(folder, EngineOptions(), longest=8)

    outputs = run(runner, [list("ab"), list("abcdefghi"), list("abcdefgh")])

    assert [candidates[0].failed for candidates in outputs] == ["", TOO_LONG, ""]
    assert outputs[1][0].tokens == ()


def test_a_model_with_few_positions_refuses_what_goes_beyond(
    make_model: Callable[..., None], tmp_path: Path
) -> None:
    """Learned positions: the error of one sentence does not take the batch with it."""
    vocabulary = ["<unk>", "<s>", "</s>", *LETTERS]
    make_model(tmp_path, vocabulary, positions=40, end_bias=6.0)
    runner = Runner(tmp_path, EngineOptions())

    outputs = run(runner, [["a"] * 50, list("ab"), ["b"] * 45])

    assert [candidates[0].failed for candidates in outputs] == [TOO_LONG, "", TOO_LONG]


def test_a_prefix_starts_every_output_and_is_taken_off(runner: Runner, folder: Path) -> None:
    """The rest is what CTranslate2 itself gives after that prefix."""
    sentences = [list("abcdef"), list("qt")]
    translator = ctranslate2.Translator(str(folder), compute_type="float32")
    expected = [
        "".join(result.hypotheses[0])
        for result in translator.translate_batch(sentences, target_prefix=[["c"]] * 2, beam_size=4)
    ]

    assert all(text.startswith("c") for text in expected)
    assert texts(run(runner, sentences, prefix=["c"])) == [[text[1:]] for text in expected]
    assert texts(run(runner, sentences)) != texts(run(runner, sentences, prefix=["c"]))


def test_no_sentences_and_empty_ones(runner: Runner) -> None:
    """Nothing in, nothing out; a sentence without tokens has no hypothesis."""
    assert run(runner, []) == []
    assert run(runner, [[]]) == [[]]
    assert [len(candidates) for candidates in run(runner, [[], list("ab"), []])] == [0, 1, 0]


def test_every_sentence_comes_once_the_long_ones_first(runner: Runner) -> None:
    """Duplicates and refused ones too."""
    sentences = [list("ab")] * 3 + [list("abcdefgh"), [], ["a"] * 600, list("cd")]
    order = [place for place, _ in runner.run(sentences)]

    assert sorted(order) == list(range(7))
    assert order.index(3) < order.index(0) < order.index(6)


def test_the_compute_type_is_what_the_device_has(folder: Path) -> None:
    """One the device lacks falls back; what was used can be asked."""
    assert Runner(folder, EngineOptions(compute_type="float32")).compute_type == "float32"
    assert Runner(folder, EngineOptions(compute_type="int8")).compute_type.startswith("int8")
    assert Runner(folder, EngineOptions(compute_type="bfloat16")).compute_type in {
        "bfloat16",
        "float32",
    }


def test_an_unknown_compute_type_names_those_there_are(folder: Path) -> None:
    """A typing mistake in the settings."""
    with pytest.raises(EngineError, match=r"no compute type 'int9'; there are: .*int8_float32"):
        Runner(folder, EngineOptions(compute_type="int9"))


@pytest.mark.parametrize("device", ["cuda", "tpu"])
def test_a_device_that_is_not_there_is_one_clear_line(folder: Path, device: str) -> None:
    """No traceback of CTranslate2's."""
    if device == "cuda" and ctranslate2.get_cuda_device_count():
        pytest.skip("this machine has one")
    with pytest.raises(EngineError, match=device):
        Runner(folder, EngineOptions(device=device))


@pytest.mark.parametrize("content", [None, b"", b"no model at all"])
def test_a_broken_model_is_one_clear_line(tmp_path: Path, content: bytes | None) -> None:
    """Missing, empty or damaged: the folder is named and what to do."""
    if content is not None:
        (tmp_path / "model.bin").write_bytes(content)
    with pytest.raises(ModelBroken, match=r"cannot be loaded: .*; install it again") as caught:
        Runner(tmp_path, EngineOptions())

    assert str(caught.value).startswith(str(tmp_path))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("workers", [2, 3, 8])
def test_any_number_of_workers_gives_the_same_answers(folder: Path, workers: int) -> None:
    """Batches that are worked on at once come back in their places."""
    sentences = [list("abcdefghijklmnopqrst"[: 1 + number % 19]) for number in range(120)]
    one, many = (
        Runner(folder, EngineOptions(batch_tokens=20, compute_type="float32", threads=threads))
        for threads in (1, workers)
    )

    assert texts(run(many, sentences, hypotheses=2)) == texts(run(one, sentences, hypotheses=2))


def test_fewer_cores_are_told_of_as_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """OMP_NUM_THREADS bounds the workers, and the settings come before it."""
    monkeypatch.setenv("OMP_NUM_THREADS", "3")

    assert workers_of(EngineOptions()) == 3
    assert workers_of(EngineOptions(threads=5)) == 5
    assert workers_of(EngineOptions(device="cuda", threads=5)) == 1
    processor_alone = ctranslate2.get_cuda_device_count() == 0
    assert workers_of(EngineOptions(device="auto")) == (3 if processor_alone else 1)
    monkeypatch.setenv("OMP_NUM_THREADS", "4,2")
    assert workers_of(EngineOptions()) >= 1
