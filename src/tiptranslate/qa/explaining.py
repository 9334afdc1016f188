"""What every check does and why: the text of `explain` and of docs/checks.md."""

import inspect
from dataclasses import dataclass
from functools import cache

from tiptranslate.qa.entry import TargetCheck
from tiptranslate.qa.source import SourceCheck

Check = SourceCheck | TargetCheck


@dataclass(frozen=True, slots=True)
class Explanation:
    """A check in words.

    ``what``, ``why`` and ``limits`` are paragraphs; ``bad`` and ``good`` are examples, of
    translations as "English | translation". ``command`` is what runs the check.
    """

    id: str
    level: str
    command: str
    what: str
    why: str
    limits: str
    bad: tuple[str, ...]
    good: tuple[str, ...]


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check: those of the English, then those of translations."""
    from tiptranslate.qa import lint, target  # noqa: PLC0415 - one of them is often enough

    return (*lint.CHECKS, *target.CHECKS)


def find(name: str) -> tuple[Check, ...]:
    """The checks with an id: none, one, or one of the English and one of translations."""
    return tuple(check for check in all_checks() if check.id == name)


def explain(check: Check) -> Explanation:
    """A check's docstring and examples, taken apart."""
    paragraphs = inspect.cleandoc(check.__doc__ or "").split("\n\n")
    parts: dict[str, list[str]] = {"what": [], "why": [], "limits": []}
    current = "what"
    for paragraph in paragraphs:
        text = " ".join(paragraph.split())
        for name in ("why", "limits"):
            label = f"{name.capitalize()}: "
            if text.startswith(label):
                current, text = name, text.removeprefix(label)
                text = text[:1].upper() + text[1:]
        parts[current].append(text)
    joined = {name: "\n\n".join(texts) for name, texts in parts.items()}
    return Explanation(
        id=check.id,
        level=check.level.name.lower(),
        command="lint" if isinstance(check, SourceCheck) else "check",
        bad=tuple(map(_example, check.bad)),
        good=tuple(map(_example, check.good)),
        **joined,
    )


def _example(example: object) -> str:
    """An example as one reads it."""
    if isinstance(example, str):
        return example
    source, target = getattr(example, "source", None), getattr(example, "target", None)
    if source is None:
        return str(getattr(example, "text", ""))
    return f"{source} | {target or '(nothing)'}"
