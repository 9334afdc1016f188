"""From sentences to drafts: run an engine over all of them, keep what stands up to the checks."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from tiptranslate.translate import checks, protect
from tiptranslate.translate.checks import Candidate
from tiptranslate.translate.engine import Engine, Hypothesis, Progress
from tiptranslate.translate.protect import Fixed

Accept = Callable[[str, str], float]
"""Called with (source, target): what to take off the score, 0 where the terms are all there."""

Fix = Callable[[str], Sequence[Fixed]]
"""Called with a sentence: the names in it that no model shall translate."""

NO_OUTPUT = "no-output"
"""The reason where an engine gave no hypothesis at all."""

FOREIGN_SOURCE = "foreign-source"
"""The reason where a sentence is not written in the source's script, so no engine was asked."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What became of a sentence.

    ``text`` is "" where nothing stood up to the checks; ``failed`` then names the
    faults, in the order of ``checks.CHECKS``. ``score`` is the mean log probability
    a token, None where the engine has none or was not asked.
    """

    text: str
    score: float | None = None
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Pair:
    """What a run of drafting shares: the engine, its languages, how the best is chosen."""

    engine: Engine
    source: str
    target: str
    hypotheses: int
    accept: Accept | None

    def best(self, sentence: str, hypotheses: Sequence[Hypothesis]) -> Draft:
        """The best-ranked hypothesis without a fault, or a draft that says what was wrong.

        No penalty is negative: once a rank is reached that the next score does not exceed,
        none further down is looked at.
        """
        chosen, best = None, -math.inf
        failed: list[str] = []
        for hypothesis in sorted(hypotheses, key=_score, reverse=True):
            if chosen and _score(hypothesis) <= best:
                break
            faults = self._faults(sentence, hypothesis)
            failed += faults
            if not faults and (rank := self._rank(sentence, hypothesis)) > best:
                chosen, best = hypothesis, rank
        if chosen:
            return Draft(chosen.text, chosen.score)
        return Draft("", None, tuple(dict.fromkeys(failed)) or (NO_OUTPUT,))

    def _faults(self, sentence: str, hypothesis: Hypothesis) -> tuple[str, ...]:
        """Why a hypothesis cannot be a draft."""
        if hypothesis.failed:
            return (hypothesis.failed,)
        return checks.faults(Candidate(sentence, hypothesis.text, self.source, self.target))

    def _rank(self, sentence: str, hypothesis: Hypothesis) -> float:
        """The score less the penalty."""
        penalty = self.accept(sentence, hypothesis.text) if self.accept else 0.0
        return _score(hypothesis) - penalty

    def run(self, texts: Sequence[str], made: Callable[[int, Sequence[Hypothesis]], None]) -> None:
        """Give the engine's answer to every text, by its place, as soon as it is there.

        An engine that breaks the contract is a bug and says so.
        """
        if not texts:
            return
        seen: set[int] = set()

        def answered(place: int, answer: Sequence[Hypothesis]) -> None:
            if place not in seen:
                seen.add(place)
                made(place, answer)

        answers = self.engine.translate(
            texts, self.source, self.target, hypotheses=self.hypotheses, answered=answered
        )
        if len(answers) != len(texts):
            raise AssertionError(
                f"engine {self.engine.name}: {len(texts)} sentences, {len(answers)} answers"
            )
        for place, answer in enumerate(answers):
            answered(place, answer)


def _score(hypothesis: Hypothesis) -> float:
    """The score, 0 where the engine has none."""
    return hypothesis.score or 0.0


def draft(
    sentences: Sequence[str],
    engine: Engine,
    source: str,
    target: str,
    *,
    hypotheses: int = 4,
    accept: Accept | None = None,
    fix: Fix | None = None,
    progress: Progress | None = None,
) -> list[Draft]:
    """Draft sentences, all in one run of the engine.

    Every hypothesis is checked and the best-scored sound one is taken. Sentences
    without a word outside protected spans stand as they are, one in another script
    than the source's is left to people, and a sentence whose spans no hypothesis
    brought back is translated around them. Where fixed names led to no draft, the
    sentence is translated again without them.

    Args:
        sentences: In any order, duplicates welcome.
        engine: What translates.
        source: Language code of the sentences.
        target: Language code of the drafts.
        hypotheses: Candidates asked for a sentence.
        accept: Ranks sound hypotheses further, by the terms they should have.
        fix: Names the stretches that are put in as they are laid down.
        progress: Told how many of the sentences in the engine's first run are done.

    Returns:
        One draft a sentence, in their order.

    Raises:
        EngineError: What the engine raises: no model, or a broken one.
    """
    pair = _Pair(engine, source, target, hypotheses, accept)
    drafts = dict(_without_engine(sentences, source))
    wanted = [sentence for sentence in dict.fromkeys(sentences) if sentence not in drafts]
    fixed = {s: found for s in wanted if fix and (found := fix(s))}
    drafts |= _through(pair, wanted, progress, fixed)
    drafts |= _through(pair, [sentence for sentence in fixed if not drafts[sentence].text])
    lost = [sentence for sentence in wanted if protect.LOST in drafts[sentence].failed]
    drafts |= _around(pair, lost)
    return [drafts[sentence] for sentence in sentences]


def _without_engine(sentences: Sequence[str], source: str) -> Iterator[tuple[str, Draft]]:
    """The drafts of sentences that are none of an engine's business."""
    for sentence in dict.fromkeys(sentences):
        if protect.is_untranslatable(sentence):
            yield sentence, Draft(sentence)
        elif checks.is_foreign(sentence, source):
            yield sentence, Draft("", None, (FOREIGN_SOURCE,))


def _through(
    pair: _Pair,
    sentences: Sequence[str],
    progress: Progress | None = None,
    fixed: Mapping[str, Sequence[Fixed]] = MappingProxyType({}),
) -> dict[str, Draft]:
    """Draft with codes in the place of protected spans and of fixed names."""
    masked = [protect.mask(sentence, fixed.get(sentence, ())) for sentence in sentences]
    drafts: dict[str, Draft] = {}

    def made(place: int, answer: Sequence[Hypothesis]) -> None:
        sentence = sentences[place]
        drafts[sentence] = pair.best(sentence, [_unmasked(masked[place], h) for h in answer])
        if progress:
            progress(len(drafts), len(sentences))

    pair.run([mask.text for mask in masked], made)
    return drafts


def _unmasked(mask: protect.Masked, hypothesis: Hypothesis) -> Hypothesis:
    """A hypothesis with its spans put back, or marked as having lost one."""
    text = mask.unmask(hypothesis.text)
    if text is None:
        return Hypothesis("", hypothesis.score, hypothesis.failed or protect.LOST)
    return Hypothesis(text, hypothesis.score, hypothesis.failed)


def _around(pair: _Pair, sentences: Sequence[str]) -> dict[str, Draft]:
    """Draft piece by piece between the protected spans; the best sound answer to each piece."""
    cuts = [protect.cut(sentence) for sentence in sentences]
    pieces = list(dict.fromkeys(piece for cut in cuts for piece in cut.pieces))
    best: dict[str, Draft] = {}

    def made(place: int, answer: Sequence[Hypothesis]) -> None:
        best[pieces[place]] = pair.best(pieces[place], answer)

    pair.run(pieces, made)
    return {
        sentence: _joined(pair, sentence, cut, [best[piece] for piece in cut.pieces])
        for sentence, cut in zip(sentences, cuts, strict=True)
    }


def _joined(pair: _Pair, sentence: str, cut: protect.Cut, pieces: Sequence[Draft]) -> Draft:
    """A sentence from its drafted pieces; its score is the mean of theirs."""
    failed = tuple(dict.fromkeys(fault for piece in pieces for fault in piece.failed))
    if failed:
        return Draft("", None, failed)
    scores = [piece.score for piece in pieces if piece.score is not None]
    score = sum(scores) / len(scores) if scores else None
    return pair.best(sentence, [Hypothesis(cut.join([piece.text for piece in pieces]), score)])
