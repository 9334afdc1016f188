"""The checks of translations; a new one is a class in a module here and a line in `CHECKS`."""

from tiptranslate.qa.entry import TargetCheck
from tiptranslate.qa.target import (
    consistency,
    content,
    facts,
    meaning,
    naming,
    negation,
    placeholders,
    punctuation,
    script,
    spaces,
    states,
    vocabulary,
)

CHECKS: tuple[TargetCheck, ...] = (
    *states.CHECKS,
    *facts.CHECKS,
    *placeholders.CHECKS,
    *vocabulary.CHECKS,
    *naming.CHECKS,
    *content.CHECKS,
    *negation.CHECKS,
    *meaning.CHECKS,
    *script.CHECKS,
    *punctuation.CHECKS,
    *spaces.CHECKS,
    *consistency.CHECKS,
)

TYPOGRAPHY: tuple[TargetCheck, ...] = (*script.CHECKS, *punctuation.CHECKS, *spaces.CHECKS)
"""Those whose replacements are safe: what `check --fix` and the typographer of drafts put in."""

IDS: tuple[str, ...] = tuple(check.id for check in CHECKS)
