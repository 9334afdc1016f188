"""Filling what a merge has left open: from the memory first, then by an engine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from tiptranslate import translate
from tiptranslate.catalog import digest, provenance, untouched
from tiptranslate.errors import EngineError
from tiptranslate.model import Catalog, Entry, Origin, Provenance, State
from tiptranslate.planning import Planner, remembered
from tiptranslate.project import Project
from tiptranslate.translate import EngineOptions

if TYPE_CHECKING:
    from tiptranslate.qa.entry import EntryText
    from tiptranslate.terminology import Terminology
    from tiptranslate.translate import Draft, Engine, Memory, ModelInfo, Phrases

ENGINE_FIELD = "X-Tiptranslate-Engine"
"""The header field that says how the last machine drafts of a catalog were made."""
AUTOMATIC = ("argos", "ctranslate2", "starter")
"""Engines asked for a model, in this order, when the settings say "auto"."""

GLOSSARY = "glossary"
"""What provenance names for a sentence that is a term or name and nothing else."""
TERM_PENALTY = 10.0
"""Taken off a score, a mean log probability, for every term or name missed.

More than two hypotheses of one sentence ever differ by, so that terms decide first.
"""

Progress = Callable[[str, int, int], None]
"""Called with a language, sentences done and sentences in all."""

Share = Callable[["Engine", EngineOptions], "Engine"]
"""Gives an engine of the same answers whose work is done elsewhere."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person asked a drafting run to do beyond the settings.

    ``engine`` is an engine's name, "none", or None for the settings'; ``redraft``
    replaces machine drafts that nobody has touched; ``cluster`` is the address of those
    who do the engine's work, "local", or "" for this process.
    """

    engine: str | None = None
    redraft: bool = False
    cluster: str = ""


class Drafter:
    """Memory and engine of one language, each looked up only when a sentence needs it."""

    def __init__(
        self,
        project: Project,
        planner: Planner,
        language: str,
        choice: Choice,
        share: Share | None = None,
    ) -> None:
        self._share = share
        self._project = project
        self._planner = planner
        self._language = language
        self._choice = choice
        self.error: EngineError | None = None
        """Why the engine could not be asked, where that is so."""

    @cached_property
    def memory(self) -> "Memory":
        """Everything that people have approved in this language."""
        from tiptranslate.recall import Recall  # noqa: PLC0415 - only where something is open

        return Recall(self._project, self._planner, self._language).memory()

    @cached_property
    def starter(self) -> "Phrases":
        """The sentences that come with the program."""
        from tiptranslate.translate import starter  # noqa: PLC0415 - only where something is open

        settings = self._project.settings
        if not settings.draft.starter_memory:
            return translate.Phrases(())
        return translate.Phrases(starter.units(settings.workspace.source, self._language))

    @cached_property
    def terms(self) -> "Terminology":
        """The glossary from the source into this language."""
        return self._planner.terminology(self._language)

    @cached_property
    def _found(self) -> "tuple[Engine, ModelInfo] | None":
        """The engine and its model; None where there is no model for the language."""
        try:
            return self._find()
        except EngineError as error:
            self.error = error
            return None

    def _find(self) -> "tuple[Engine, ModelInfo] | None":
        settings = self._project.settings.draft
        wanted = self._choice.engine or settings.engines.get(self._language) or settings.engine
        options = EngineOptions(
            beam=settings.beam,
            batch_tokens=settings.batch_tokens,
            compute_type=settings.compute_type,
            threads=settings.threads,
            device=settings.device,
            models=self._project.model_paths(),
        )
        for name in {"auto": AUTOMATIC, "none": ()}.get(wanted, (wanted,)):
            engine = translate.load(name, options)
            model = engine.model(self._project.settings.workspace.source, self._language)
            if model is not None:
                return (self._share(engine, options) if self._share else engine), model
        return None

    @property
    def model(self) -> "ModelInfo | None":
        """The model that would draft."""
        return self._found[1] if self._found else None

    @property
    def identity(self) -> str:
        """The model in one word after the other, "" for none; what a second run compares."""
        if self.model is None:
            return ""
        return f"{self.model.engine} {self.model.name} {self.model.version}"

    def remember(self, catalog: Catalog) -> tuple[Catalog, int]:
        """Fill untranslated entries from the memory, and by the glossary those that are a term.

        Returns:
            The catalog and how many entries were filled.
        """
        entries = [self._remembered(entry) for entry in catalog.entries]
        filled = sum(new is not old for new, old in zip(entries, catalog.entries, strict=True))
        return (replace(catalog, entries=tuple(entries)), filled) if filled else (catalog, 0)

    def _remembered(self, entry: Entry) -> Entry:
        if entry.state is not State.UNTRANSLATED or entry.plural_source is not None:
            return entry
        unit = self.memory.exact(entry.source)
        if unit is not None:
            return remembered(entry, unit.target, unit.origin, 1, unit.source)
        fixed = self.terms.whole(entry.source)
        if fixed:
            return remembered(entry, fixed, GLOSSARY, 1, entry.source)
        unit = self.starter.exact(entry.source)
        if unit is not None:
            return remembered(entry, unit.target, unit.origin, 1, unit.source)
        near = self.memory.near(entry.source, self._project.settings.draft.near)
        if not near:
            return entry
        unit, score = near[0]
        return remembered(entry, unit.target, unit.origin, score, unit.source)

    def open(self, catalog: Catalog) -> list[str]:
        """The sentences that the engine should draft, in order; none without a model."""
        gaps = (State.UNTRANSLATED, State.STALE)
        if not self._choice.redraft and not any(e.state in gaps for e in catalog.entries):
            return []
        if self.model is None:
            return []
        return [entry.source for entry in catalog.entries if self._is_open(entry)]

    def _is_open(self, entry: Entry) -> bool:
        if entry.plural_source is not None or entry.state is State.REVIEWED:
            return False
        if entry.state is State.UNTRANSLATED:
            return self._choice.redraft or not self._has_failed(entry)
        # A draft nobody has touched, of a sentence that has changed since, is worth nothing.
        by_machine = entry.provenance is not None and entry.provenance.origin is Origin.MACHINE
        return (
            by_machine and untouched(entry) and (self._choice.redraft or entry.state is State.STALE)
        )

    def _has_failed(self, entry: Entry) -> bool:
        """Whether this very model has tried in vain: it would do so again."""
        made = entry.provenance
        if made is None or not made.failed:
            return False
        mine = provenance.parse(provenance.format(self._provenance(failed=made.failed)))
        return made == mine

    def draft(
        self, sentences: Sequence[str], progress: Progress | None = None
    ) -> "dict[str, Draft]":
        """Draft sentences in one run of the engine.

        Raises:
            EngineError: The model cannot be loaded or fails.
        """
        if not sentences or self._found is None:
            return {}
        engine, _ = self._found
        unique = list(dict.fromkeys(sentences))
        report = None
        if progress is not None:
            report = lambda done, total: progress(self._language, done, total)  # noqa: E731
        drafts = translate.draft(
            unique,
            engine,
            self._project.settings.workspace.source,
            self._language,
            hypotheses=self._project.settings.draft.hypotheses,
            accept=self._penalty,
            fix=self.terms.fixed if self.terms else None,
            progress=report,
        )
        return dict(zip(unique, drafts, strict=True))

    def _penalty(self, source: str, target: str) -> float:
        """What to take off a hypothesis's score for the terms and names it misses or changes."""
        return TERM_PENALTY * self.terms.faults(source, target)

    def fill(self, catalog: Catalog, drafts: "dict[str, Draft]") -> tuple[Catalog, int, int]:
        """Put drafts into the entries that are open.

        Returns:
            The catalog, how many entries got a draft, for how many there was none.
        """
        entries, done, failed = [], 0, 0
        for entry in catalog.entries:
            made = drafts.get(entry.source)
            if made is not None and not self._is_open(entry):
                made = None
            if made is None:
                entries.append(entry)
            elif made.text:
                entries.append(self._drafted(entry, made))
                done += 1
            else:
                entries.append(self._failed(entry, made))
                failed += 1
        header = {**catalog.header, ENGINE_FIELD: self._conditions()} if done else catalog.header
        return replace(catalog, entries=tuple(entries), header=header), done, failed

    def _conditions(self) -> str:
        """How the model was run, so that a draft can be repeated."""
        settings = self._project.settings.draft
        if self._found is None:
            return ""
        engine, _ = self._found
        model = engine.model(self._project.settings.workspace.source, self._language)
        compute_type = model.compute_type if model else ""
        search = f"beam={settings.beam}", f"hypotheses={settings.hypotheses}"
        return " ".join(filter(None, (self.identity, compute_type, *search)))

    def _drafted(self, entry: Entry, made: "Draft") -> Entry:
        text = self._typeset(entry, made.text)
        return replace(
            entry,
            target=text,
            state=State.DRAFT,
            previous_source=None,
            provenance=self._provenance(score=made.score, digest=digest(text)),
        )

    def _typeset(self, entry: Entry, target: str) -> str:
        """A draft with the marks, dashes and spaces of its language."""
        from tiptranslate.qa import checking  # noqa: PLC0415 - only for what was drafted
        from tiptranslate.qa.target import TYPOGRAPHY  # noqa: PLC0415

        def text(target: str) -> "EntryText":
            return self.terms.typography(replace(entry, target=target))

        return checking.fix(target, text, TYPOGRAPHY)

    def _failed(self, entry: Entry, made: "Draft") -> Entry:
        if entry.state is State.DRAFT:
            return entry
        return replace(
            entry,
            target="",
            state=State.UNTRANSLATED,
            previous_source=None,
            provenance=self._provenance(failed=",".join(made.failed)),
        )

    def _provenance(self, **facts: object) -> Provenance:
        if self.model is None:
            raise EngineError(f"no model translates into {self._language}")
        return replace(
            Provenance(
                Origin.MACHINE,
                name=self.model.engine,
                model=self.model.name,
                version=self.model.version,
            ),
            **facts,  # type: ignore[arg-type]
        )
