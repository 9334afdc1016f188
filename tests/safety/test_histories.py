"""Any history of edits, drafts, reviews and other tools: what a person wrote or approved stays."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

import polib
import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from tiptranslate import pipeline
from tiptranslate.drafts import Choice
from tiptranslate.planning import Planner
from tiptranslate.project import Project
from tiptranslate.translate.engine import Hypothesis, ModelInfo
from tiptranslate.translate.pseudo import PseudoEngine

SLUGS = ("first", "second")
POOL = (
    "The hotline received 120 calls in May.",
    "The hotline received 130 calls in June.",
    "Labour inspectors from 12 regions took part.",
    'The head of the office said "thank you" twice.',
    "Victims have the right to free legal assistance.",
    "Victims have the right to free medical assistance.",
    "The workers' rights come first in every region.",
    "The training runs from 2023-2025 in Tashkent.",
)


def _numbered(text: str) -> str:
    """The sentence with its first figure one higher."""
    return re.sub(r"\d+", lambda found: str(int(found[0]) + 1), text, count=1)


CHANGES: tuple[Callable[[str], str], ...] = (
    lambda text: text.replace(" ", " new ", 1) if "new" not in text else text.replace(" new", ""),
    lambda text: text.replace(".", " at last.") if " at last" not in text else text,
    _numbered,
)
TYPOGRAPHY = (
    (" ", "\u00a0"),
    ('"', "”"),
    ("'", "’"),
    ("-", "–"),
    ("The ", "the "),
    ("hotline", "Hotline"),
)
"""What is written for what, and the other way round."""

SEED = st.integers(0, 2**32)


def _swapped(text: str, one: str, other: str) -> str:
    """The text with one piece of typography instead of another."""
    return text.replace(one, other) if one in text else text.replace(other, one)


_LETTERS = str.maketrans({"“": '"', "”": '"', "’": "'", "–": "-"})


def plain(text: str) -> str:
    """A sentence without its typography; said here again, not asked of what is tested."""
    return re.sub(r"\s", "", text.translate(_LETTERS)).lower()


class Histories(RuleBasedStateMachine):
    """Two releases and their Russian catalogs, in the hands of authors, translators and tools.

    Catalogs are read and edited with polib alone, whose way of writing them is not ours.
    """

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="tiptranslate-"))
        self.texts: dict[str, list[str]] = {}
        self.seen = list(POOL)
        self.words: dict[str, set[str]] = {slug: set() for slug in SLUGS}
        self.unmarked: dict[str, set[str]] = {slug: set() for slug in SLUGS}
        self.approved: set[str] = set()
        self.written = self.steps = 0
        self.start = ""
        self.version = 1
        self.patches: list[Any] = [
            mock.patch.object(PseudoEngine, "model", self._model),
            mock.patch.object(PseudoEngine, "translate", self._answer),
        ]
        for patch in self.patches:
            patch.start()

    def _model(self, *_: str) -> ModelInfo:
        return ModelInfo("pseudo", "pseudo", str(self.version), "en", "ru")

    def _answer(self, texts: Sequence[str], *_: str, **__: object) -> list[list[Hypothesis]]:
        """Drafts that tell the sentence and the version of the model."""
        return [[Hypothesis(self._machine(text), -0.5)] for text in texts]

    def _machine(self, text: str) -> str:
        code = "".join(chr(ord("а") + ord(letter) % 32) for letter in plain(text)[:20])
        figures = re.findall(r"\d+", text)
        return " ".join(["Черновик" if self.version == 1 else "Набросок", *figures, code]) + "."

    def teardown(self) -> None:
        """Every catalog is one that gettext accepts."""
        for patch in self.patches:
            patch.stop()
        try:
            if shutil.which("msgfmt"):
                for path in self.root.rglob("*.po"):
                    check = subprocess.run(
                        ["msgfmt", "--check", "-o", "/dev/null", path],
                        capture_output=True, check=False, timeout=30,
                    )  # fmt: skip
                    assert (check.returncode, check.stderr) == (0, b"")
        finally:
            shutil.rmtree(self.root)

    def _random(self, seed: int) -> Random:
        """Choices that are all as likely and differ from step to step, as Hypothesis's do not."""
        self.steps += 1
        return Random(f"{self.start} {seed} {self.steps}")  # noqa: S311 - a history is no secret

    # What there is.

    def po(self, slug: str) -> Path:
        """The catalog of a release."""
        return self.root / "locales" / "ru" / "LC_MESSAGES" / f"{slug}.po"

    def entries(self, slug: str) -> list[polib.POEntry]:
        """All entries of a catalog, the obsolete ones included."""
        return list(polib.pofile(str(self.po(slug)))) if slug in self.texts else []

    def files(self) -> dict[Path, tuple[int, bytes]]:
        """Times and bytes of everything that must not change by itself."""
        return {
            path: (path.stat().st_mtime_ns, path.read_bytes())
            for folder in ("releases", "locales")
            for path in (self.root / folder).rglob("*")
            if path.is_file()
        }

    @initialize(count=st.integers(2, 5), both=st.booleans())
    def begin(self, count: int, both: bool) -> None:
        """A workspace whose releases have sentences in common, drafted."""
        (self.root / "releases").mkdir()
        (self.root / "tiptranslate.toml").write_text('[workspace]\nlanguages = ["ru"]\n')
        for slug in SLUGS if both else SLUGS[:1]:
            self.texts[slug] = list(POOL[:count])
            self._publish(slug)
            count += 2
        self._draft(Choice("pseudo"))

    # What authors do.

    def _publish(self, slug: str) -> None:
        text = "\n\n".join(["News", *self.texts[slug]])
        (self.root / "releases" / f"{slug}.txt").write_text(text + "\n", encoding="utf-8")
        self.seen += [sentence for sentence in self.texts[slug] if sentence not in self.seen]

    @rule(seed=SEED)
    def rewrite(self, seed: int) -> None:
        """Sentences are changed, mended, added (new, twice, or again), removed, moved."""
        random = self._random(seed)
        slug = random.choice(sorted(self.texts))
        text = self.texts[slug]
        for _ in range(random.randint(1, 3)):
            what = random.choice(["add", "change", "change", "mend", "mend", "remove", "move"])
            if what == "add" or not text:
                text.insert(random.randint(0, len(text)), random.choice(self.seen))
                continue
            at = random.randrange(len(text))
            sentence = text.pop(at)
            if what == "change":
                text.insert(at, random.choice(CHANGES)(sentence))
            elif what == "mend":
                text.insert(at, _swapped(sentence, *random.choice(TYPOGRAPHY)))
            elif what == "move":
                text.append(sentence)
        self._publish(slug)

    # What translators do.

    @rule(seed=SEED)
    def review(self, seed: int) -> None:
        """Go through a catalog: approve, translate, or translate and leave it marked as a draft."""
        random = self._random(seed)
        slug = random.choice(sorted(self.texts))
        file = polib.pofile(str(self.po(slug)))
        for entry in file:
            what = random.choice(["", "", "approve", "translate", "leave"])
            if entry.obsolete or not what:
                continue
            if what != "approve":
                self._translate(slug, file, entry, approve=what == "translate")
            elif entry.msgstr:
                self._approve(slug, entry)
        file.save()

    def _translate(
        self, slug: str, file: polib.POFile, entry: polib.POEntry, *, approve: bool
    ) -> None:
        before, self.written = entry.msgstr, self.written + 1
        entry.msgstr = f"Правка {self.written}."
        if before not in {other.msgstr for other in file}:
            self.words[slug].discard(before)
        self.words[slug].add(entry.msgstr)
        if approve or "fuzzy" not in entry.flags:
            self._approve(slug, entry)

    def _approve(self, slug: str, entry: polib.POEntry) -> None:
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        entry.previous_msgid = None
        self.approved.add(entry.msgstr)
        self.unmarked[slug].discard(entry.msgstr)
        self.words[slug].add(entry.msgstr)

    # What programs do.

    @rule(seed=SEED)
    def draft(self, seed: int) -> None:
        """Our own run; what was reviewed and has not changed stays so; a second writes nothing."""
        random = self._random(seed)
        before = {slug: self.entries(slug) for slug in self.texts}
        engine = random.choice(["pseudo", "pseudo", "none"])
        self.version = random.randint(1, 2)
        redraft = random.random() < 0.3
        if redraft:
            for slug, words in self.words.items():
                self.words[slug] = words - self.unmarked[slug]
        self._draft(Choice(engine, redraft))
        for slug, old in before.items():
            self._check_order(slug)
            self._check_reviews(slug, old)
        after = self.files()
        self._draft(Choice(engine))
        self._look()
        assert self.files() == after

    def _draft(self, choice: Choice) -> None:
        project = Project(self.root)
        report = pipeline.draft(project, list(project.releases), ["ru"], choice)
        assert report.errors == ()

    def _look(self) -> None:
        """What only reads, and what writes into build/ alone."""
        project = Project(self.root)
        list(pipeline.status(project, list(project.releases), ["ru"]))
        wanted = pipeline.Wanted(("ru",), ("txt",), ("mono",), allow_drafts=True)
        assert pipeline.assemble(project, list(project.releases), wanted).errors == ()
        pipeline.find_memory(project, "ru", POOL[0], 0.75)

    def _check_order(self, slug: str) -> None:
        """Every sentence once, in the order of the release."""
        active = [entry.msgid for entry in self.entries(slug) if not entry.obsolete]
        assert active == list(dict.fromkeys(["News", *self.texts[slug]]))

    def _check_reviews(self, slug: str, old: list[polib.POEntry]) -> None:
        """Reviewed sentences stay so, to the letter or but for their typography."""
        now = {entry.msgid: entry for entry in self.entries(slug) if not entry.obsolete}
        alike = [plain(entry.msgid) for entry in old]
        for entry in old:
            if entry.obsolete or not entry.msgstr or "fuzzy" in entry.flags:
                continue
            kept = [now[entry.msgid]] if entry.msgid in now else []
            if not kept and alike.count(plain(entry.msgid)) == 1:
                kept = [new for new in now.values() if plain(new.msgid) == plain(entry.msgid)]
            for new in kept:
                assert (new.msgstr, "fuzzy" in new.flags) == (entry.msgstr, False)

    @precondition(lambda _: bool(shutil.which("msgmerge")))
    @rule(seed=SEED)
    def run_msgmerge(self, seed: int) -> None:
        """Weblate or a translator merges the catalog with the release's new template."""
        random = self._random(seed)
        slug = random.choice(sorted(self.texts))
        planner = Planner(Project(self.root))
        pot = self.root / "new.pot"
        pot.write_bytes(planner.template(planner.text(slug))[1])
        options = random.choice([["--previous"], ["--no-fuzzy-matching"]])
        subprocess.run(
            ["msgmerge", "--quiet", "--update", "--backup=none", *options, self.po(slug), pot],
            capture_output=True, check=True, timeout=30,
        )  # fmt: skip
        # The tool unmarks reviews, and may drop what it could use. Machine text that was
        # approved word for word can then not be told from a draft, and may be made anew.
        present = {entry.msgstr for entry in self.entries(slug)}
        reviewed = {entry.msgstr for entry in self.entries(slug) if "fuzzy" not in entry.flags}
        self.words[slug] &= present
        self.unmarked[slug] = {
            text for text in self.words[slug] - reviewed if not text.startswith("Правка")
        }

    # What must hold.

    @invariant()
    def no_word_is_lost(self) -> None:
        """Every text that a person wrote or approved is in its catalog."""
        for slug, words in self.words.items():
            assert words <= {entry.msgstr for entry in self.entries(slug)}

    @invariant()
    def only_people_approve(self) -> None:
        """What is marked as reviewed was approved by a person, somewhere."""
        for slug in self.texts:
            for entry in self.entries(slug):
                if entry.msgstr and "fuzzy" not in entry.flags:
                    assert entry.msgstr in self.approved


TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=10,
    stateful_step_count=15,
    deadline=None,
    # A history of fifteen steps can be read as it is; making it shorter takes minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@pytest.mark.parametrize("seed", range(20))
def test_years(seed: int) -> None:
    """Longer histories, in which everything happens about as often as in an office."""
    random = Random(seed)  # noqa: S311 - the same histories every time
    machine = Histories()
    try:
        machine.start = str(seed)
        machine.begin(random.randint(2, 5), both=random.random() < 0.5)
        steps = [machine.rewrite] * 4 + [machine.draft] * 4 + [machine.review] * 3
        if shutil.which("msgmerge"):
            steps += [machine.run_msgmerge] * 2
        for number in range(30):
            random.choice(steps)(number)
            machine.no_word_is_lost()
            machine.only_people_approve()
    finally:
        machine.teardown()
