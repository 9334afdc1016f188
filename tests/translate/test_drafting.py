"""From hypotheses to drafts, with engines that answer from a list."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.translate import draft
from tiptranslate.translate.drafting import Draft
from tiptranslate.translate.engine import Answered, EngineOptions, Hypothesis, ModelInfo
from tiptranslate.translate.pseudo import PseudoEngine

SOURCE = "The hotline answers calls in three languages."
SOUND = "Горячая линия отвечает на звонки на трех языках."
SECOND = "Линия помощи принимает звонки на трех языках."


class Listed:
    """An engine that answers from a table and remembers what it was asked.

    Part of no product: what is tested is what drafting makes of given answers.
    """

    name = "listed"

    def __init__(
        self, answers: Mapping[str, Sequence[Hypothesis]], tells: int | None = None
    ) -> None:
        self.answers = answers
        self.tells = tells
        self.asked: list[list[str]] = []

    def model(self, source: str, target: str) -> ModelInfo | None:
        """Any pair."""
        return ModelInfo(self.name, "list", "1", source, target)

    def translate(
        self,
        sentences: Sequence[str],
        source: str,
        target: str,
        *,
        hypotheses: int = 1,
        answered: Answered | None = None,
    ) -> list[list[Hypothesis]]:
        """What the table has, nothing for the rest."""
        assert (source, target) == ("en", "ru")
        self.asked.append(list(sentences))
        found = [list(self.answers.get(text, ()))[:hypotheses] for text in sentences]
        for place in range(len(found))[: self.tells] if answered else ():
            answered(place, found[place])
        return found


def one(answers: Sequence[Hypothesis], source: str = SOURCE, **options: object) -> Draft:
    """The draft of one sentence from its hypotheses."""
    (made,) = draft([source], Listed({source: answers}), "en", "ru", **options)  # type: ignore[arg-type]
    return made


def test_the_best_scored_sound_hypothesis_is_taken() -> None:
    """A better one that changed a number or copied the source is passed over."""
    answers = [
        Hypothesis(SOURCE, -0.1),
        Hypothesis(SOUND + " 1148", -0.2),
        Hypothesis(SECOND, -0.5),
        Hypothesis(SOUND, -0.4),
    ]

    assert one(answers) == Draft(SOUND, -0.4)


def test_without_scores_the_order_of_the_engine_counts() -> None:
    """Not every engine has scores."""
    assert one([Hypothesis(SECOND), Hypothesis(SOUND)]) == Draft(SECOND, None)


def test_nothing_sound_leaves_the_draft_empty_with_all_reasons() -> None:
    """Each once, in the order in which they came."""
    answers = [
        Hypothesis("", None, "truncated"),
        Hypothesis("  ", -0.1),
        Hypothesis("Линия линия линия линия 5 отвечает на звонки.", -0.2),
        Hypothesis("", None, "truncated"),
    ]

    assert one(answers) == Draft("", None, ("truncated", "empty", "changed-number", "repetition"))


def test_an_engine_without_an_answer_is_a_reason() -> None:
    """As for one that crashed on the sentence."""
    assert one([]) == Draft("", None, ("no-output",))


def test_a_hypothesis_the_engine_gives_up_is_never_taken() -> None:
    """However sound its text."""
    assert one([Hypothesis(SOUND, 0.0, "truncated")]) == Draft("", None, ("truncated",))


def test_terms_can_outweigh_the_score() -> None:
    """The seam for the glossary: a penalty for what lacks a term."""

    def accept(source: str, target: str) -> float:
        assert source == SOURCE
        return 0.0 if "Линия помощи" in target else 1.0

    answers = [Hypothesis(SOUND, -0.4), Hypothesis(SECOND, -0.5), Hypothesis(SOURCE, -0.1)]

    assert one(answers).text == SOUND
    assert one(answers, accept=accept).text == SECOND


def test_every_sentence_is_asked_once_and_all_together() -> None:
    """One run, duplicates dropped, the order of the answers as that of the sentences."""
    engine = Listed({SOURCE: [Hypothesis(SOUND)], "Why?": [Hypothesis("Почему?")]})
    told: list[tuple[int, int]] = []
    drafts = draft(
        ["Why?", SOURCE, "Why?", "press@example.org"],
        engine,
        "en",
        "ru",
        progress=lambda *done: told.append(done),
    )

    assert engine.asked == [["Why?", SOURCE]]
    assert [made.text for made in drafts] == ["Почему?", SOUND, "Почему?", "press@example.org"]
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize("tells", [0, 1, None])
def test_an_engine_need_not_tell_of_its_answers_early(tells: int | None) -> None:
    """What it told of and what it only returned become the same drafts, counted once."""
    answers = {SOURCE: [Hypothesis(SOUND)], "Why?": [Hypothesis("Почему?")]}
    told: list[tuple[int, int]] = []
    drafts = draft(
        [SOURCE, "Why?"],
        Listed(answers, tells),
        "en",
        "ru",
        progress=lambda *done: told.append(done),
    )

    assert [made.text for made in drafts] == [SOUND, "Почему?"]
    assert told == [(1, 2), (2, 2)]


def test_what_needs_no_model_asks_none() -> None:
    """Addresses stand as they are; a line in another script is left to people."""
    engine = Listed({})
    drafts = draft(["press@example.org", "***", "Текст на русском здесь."], engine, "en", "ru")

    assert engine.asked == []
    assert drafts == [
        Draft("press@example.org"),
        Draft("***"),
        Draft("", None, ("foreign-source",)),
    ]


def test_spans_go_through_as_codes() -> None:
    """And come back themselves."""
    source = "Write to press@example.org today, please."
    answers = {"Write to QX1 today, please.": [Hypothesis("Напишите сегодня на QX1.", -0.3)]}

    assert draft([source], Listed(answers), "en", "ru") == [
        Draft("Напишите сегодня на press@example.org.", -0.3)
    ]


def test_a_sentence_is_translated_around_spans_that_got_lost() -> None:
    """Only it, in a second run; the score is the mean of the pieces'."""
    source = "Write to press@example.org or call +998 71 120 80 50 today."
    engine = Listed(
        {
            "Write to QX1 or call QX2 today.": [Hypothesis("Напишите на Кью-Икс 1.", -0.1)],
            "Write to": [Hypothesis("Напишите.", -0.2)],
            "or call": [Hypothesis("Или позвоните", -0.4)],
            "today.": [Hypothesis("сегодня.", -0.6)],
            SOURCE: [Hypothesis(SOUND)],
        }
    )
    drafts = draft([source, SOURCE], engine, "en", "ru")

    assert drafts[0].text == "Напишите press@example.org или позвоните +998 71 120 80 50 сегодня."
    assert drafts[0].score == pytest.approx(-0.4)
    assert engine.asked[1:] == [["Write to", "or call", "today."]]


def test_a_piece_that_fails_leaves_the_sentence_empty() -> None:
    """Half a sentence is no draft."""
    source = "Write to press@example.org or call +998 71 120 80 50."
    engine = Listed(
        {
            "Write to QX1 or call QX2.": [Hypothesis("Напишите.")],
            "Write to": [Hypothesis("Напишите")],
            "or call": [Hypothesis("", None, "truncated")],
        }
    )

    assert draft([source], engine, "en", "ru") == [Draft("", None, ("truncated",))]


def test_a_sentence_that_failed_for_another_reason_is_not_cut() -> None:
    """Cutting helps where a span was lost, not where the model cannot translate."""
    engine = Listed({"Write to QX1 now.": [Hypothesis("QX1 QX1 5")]})
    draft(["Write to a@example.org now."], engine, "en", "ru")
    engine_copying = Listed({"Write to QX1 now.": [Hypothesis("Write to QX1 now.")]})
    draft(["Write to a@example.org now."], engine_copying, "en", "ru")

    assert len(engine.asked) == 2
    assert len(engine_copying.asked) == 1


def test_an_engine_that_breaks_the_contract_is_a_bug() -> None:
    """Answers that do not belong to their sentences must never be stored."""

    class Short(Listed):
        def translate(self, *args: object, **options: object) -> list[list[Hypothesis]]:
            """One answer too few."""
            return super().translate(*args, **options)[1:]  # type: ignore[arg-type]

    with pytest.raises(AssertionError, match="1 sentences, 0 answers"):
        draft([SOURCE], Short({}), "en", "ru")


@given(st.lists(st.text(max_size=60), max_size=5))
def test_any_sentences_get_drafts_in_order_and_none_loses_a_span(sentences: list[str]) -> None:
    """With an engine that respells whatever it is given."""
    drafts = draft(sentences, PseudoEngine(EngineOptions()), "en", "uz")

    assert len(drafts) == len(sentences)
    for made in drafts:
        assert bool(made.failed) != bool(made.text) or (made.text == "" and made == Draft(""))
