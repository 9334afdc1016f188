"""Work is cut where an engine alone would cut it, and its parts make the whole again."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.cluster import identity, work
from tiptranslate.cluster.shared import SharedEngine, by_words
from tiptranslate.cluster.workers import Workers
from tiptranslate.errors import EngineError, ModelBroken
from tiptranslate.translate.batching import batches, parts
from tiptranslate.translate.engine import EngineOptions, Hypothesis
from tiptranslate.translate.pseudo import PseudoEngine

TOKENS = st.lists(st.lists(st.sampled_from("ab"), max_size=7).map(tuple), max_size=40)


@given(TOKENS, st.integers(1, 30), st.integers(1, 3))
def test_a_part_by_itself_has_the_same_batches(
    sentences: list[tuple[str, ...]], size: int, together: int
) -> None:
    """Each place is in one part; the parts' batches, one after the other, are those of the run."""
    found = parts(sentences, size, longest=6, together=together)

    assert sorted(place for part in found for place in part) == list(range(len(sentences)))

    def cut(places: list[int]) -> list[list[tuple[str, ...]]]:
        texts = dict.fromkeys(sentences[place] for place in places)
        return list(batches([text for text in texts if 0 < len(text) <= 6], size))

    alone = [batch for part in found for batch in cut(part)]
    assert alone == cut(list(range(len(sentences))))
    assert all(len(cut(part)) <= together for part in found)
    for part in found:
        again = parts([sentences[place] for place in part], size, longest=6, together=together)
        assert again == [list(range(len(part)))]


@given(st.lists(st.text("a ", min_size=1, max_size=30), max_size=30), st.integers(1, 12))
def test_parts_by_words(sentences: list[str], words: int) -> None:
    """In order, no part empty, and none with more words unless one sentence has them."""
    found = by_words(sentences, words)

    assert [place for part in found for place in part] == list(range(len(sentences)))
    for part in found:
        assert part
        assert len(part) == 1 or sum(sentences[p].count(" ") + 1 for p in part) <= words


class Here:
    """Does the work in this process; answers come in another order than they were asked for."""

    def __init__(self) -> None:
        self.parts: list[int] = []

    def compute_type(self, job: work.Job) -> str:
        """Something that this process would not compute in."""
        assert job["engine"] == "pseudo"
        return "int8_other"

    def answers(self, job: work.Job, parts: list[list[str]]) -> list[tuple[int, work.Answer]]:
        """The last part first."""
        self.parts += map(len, parts)
        return [(number, work.run(parts[number], job)) for number in reversed(range(len(parts)))]


def shared(pool: Here) -> SharedEngine:
    """The engine that needs no model, its work done by a pool."""
    options = EngineOptions()
    return SharedEngine(PseudoEngine(options), options, pool)  # type: ignore[arg-type]


def test_the_parts_make_the_whole() -> None:
    """Same order, same length, duplicates asked for once; every place is told of."""
    sentences = [f"The hotline had {number} calls." for number in range(600)]
    sentences += sentences[:3]
    pool, seen = Here(), dict[int, list[Hypothesis]]()

    engine = shared(pool)
    found = engine.translate(sentences, "en", "ru", answered=seen.__setitem__)

    alone = PseudoEngine(EngineOptions())
    assert found == alone.translate(sentences, "en", "ru")
    assert sum(pool.parts) == 600
    assert len(pool.parts) > 1
    assert [seen[place] for place in range(603)] == found
    assert engine.translate([], "en", "ru") == []


def test_the_compute_type_is_the_workers() -> None:
    """Known once they were asked; the rest of the model is this process's."""
    engine = shared(Here())
    before = engine.model("en", "ru")
    engine.translate(["One."], "en", "ru")
    after = engine.model("en", "ru")

    assert before is not None
    assert after is not None
    assert (before.compute_type, after.compute_type) == ("", "int8_other")
    assert engine.model("en", "en") is None


def job(**changes: object) -> work.Job:
    """A job of the engine that needs no model."""
    made: work.Job = {
        "engine": "pseudo",
        "source": "en",
        "target": "ru",
        "hypotheses": 1,
        "options": work.options_as_values(EngineOptions()),
        "expected": identity.facts(PseudoEngine(EngineOptions()), "en", "ru"),
    }
    made.update(changes)  # type: ignore[typeddict-item]
    return made


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({}, ""),
        ({"engine": "nosuch"}, "no engine is called 'nosuch'"),
        ({"expected": {"tiptranslate": "9"}}, "tiptranslate: "),
        ({"target": "en"}, "model: none for en -> en there, pseudo 1 here"),
        ({"options": {"models": (), "nosuch": 1}}, "nosuch"),
    ],
)
def test_a_report(changes: dict[str, object], problem: str) -> None:
    """What keeps a worker from the work is said and not raised, in both of its tasks."""
    report = work.report(job(**changes))
    answer = work.run(["One."], job(**changes))

    assert problem in report["problem"]
    assert bool(report["problem"]) == bool(problem)
    assert answer["problem"] == report["problem"]
    assert len(answer["hypotheses"]) == (0 if problem else 1)


class Late:
    """A connection to one fit worker; by the time of the second part another one has come."""

    def __init__(self, **changes: str) -> None:
        self.calls = 0
        self._changes = changes

    def every_worker(self, _: object, job: work.Job) -> list[work.Report]:
        """The fit one."""
        self.calls += 1
        return [work.report(job)]

    def each(
        self, _: object, parts: list[list[str]], *, job: work.Job
    ) -> list[tuple[int, work.Answer]]:
        """The fit one's answer, then the other's."""
        answer = work.run(parts[0], job)
        return [(0, answer), (1, {**answer, **self._changes})]  # type: ignore[typeddict-item]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"problem": "tiptranslate: 0 there, 1 here"}, "is not fit for this run: tiptranslate: 0"),
        ({"probe": "-0.5147584"}, "with different results"),
        ({"compute_type": "int16"}, "with different results"),
    ],
)
def test_a_worker_that_comes_later(changes: dict[str, str], said: str) -> None:
    """Its first answer is not taken, and nothing more is asked of anybody."""
    late = Late(worker="desk-2, process 7", **changes)
    with Workers("tcp://127.0.0.1:9") as workers:
        workers._connection = late  # type: ignore[assignment]
        answers = workers.answers(job(), [["One."], ["Two."]])

        assert next(answers)[0] == 0
        with pytest.raises(EngineError, match="desk-2, process 7") as caught:
            next(answers)
        assert said in str(caught.value)
        with pytest.raises(EngineError, match="desk-2, process 7"):
            next(workers.answers(job(), [["One."]]))

    assert late.calls == 1


def test_models_in_another_place(tmp_path: Path) -> None:
    """A path that only the other machine has is not looked at."""
    options = EngineOptions(models=(tmp_path / "nosuch",))
    assert work.report(job(options=work.options_as_values(options)))["problem"] == ""


def test_a_model_is_the_same_in_a_folder_and_in_its_package(tmp_path: Path) -> None:
    """Neither our record nor what no engine reads counts; one byte of the model does."""
    folder = tmp_path / "one"
    files = {"model/model.bin": "weights", "sentencepiece.model": "pieces", "metadata.json": "{}"}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    with ZipFile(tmp_path / "a.argosmodel", "w") as package:
        for name, text in {**files, "stanza/en/x.pt": "other", "README.md": "Read."}.items():
            package.writestr(f"translate-en_ru/{name}", text)
    before = identity.digest([folder])
    (folder / "tiptranslate.json").write_text("{}")

    assert identity.digest([folder]) == identity.digest([tmp_path / "a.argosmodel"]) == before
    (folder / "model" / "model.bin").write_text("Weights")
    assert identity.digest([folder]) != before
    assert identity.digest([folder, folder]) != identity.digest([folder])


def test_a_model_that_cannot_be_read(tmp_path: Path) -> None:
    """One line with its path."""
    (tmp_path / "a.argosmodel").write_text("no archive")
    for path in (tmp_path / "a.argosmodel", tmp_path / "nosuch"):
        with pytest.raises(ModelBroken, match="install it again") as caught:
            identity.digest([path])
        assert str(path) in str(caught.value)


def test_the_first_difference_is_named() -> None:
    """In the order of the facts; one that an older program does not know is a difference."""
    assert identity.difference({"a": "1", "b": "2"}, {"a": "1", "b": "2", "c": "3"}) == ""
    assert identity.difference({"a": "1", "b": "2"}, {"b": "3"}) == "a: not known there, 1 here"
