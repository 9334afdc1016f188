"""The examples of every check are its tests; its docstring is its documentation."""

import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from tiptranslate.ingest import parse
from tiptranslate.linting import LintChoice, Linter
from tiptranslate.model import Finding
from tiptranslate.project import Project
from tiptranslate.qa import lint as checks
from tiptranslate.qa.fixing import fix
from tiptranslate.qa.lint import CHECKS, IDS
from tiptranslate.qa.linting import across, findings, lint
from tiptranslate.qa.places import Places
from tiptranslate.qa.source import Bad, SourceCheck, SourceText
from tiptranslate.segment import Splitter, segment

ROOT = Path(__file__).resolve().parent.parent.parent
BAD = [
    pytest.param(check, bad, id=f"{check.id}-{number}")
    for check in CHECKS
    for number, bad in enumerate(check.bad, start=1)
]
GOOD = [
    pytest.param(check, good, id=f"{check.id}-{number}")
    for check in CHECKS
    for number, good in enumerate(check.good, start=1)
]


@cache
def linter() -> Linter:
    """Knows the project's own glossary."""
    return Linter(Project(ROOT), LintChoice())


def source(text: str, slug: str = "example") -> SourceText:
    """An example as a release, read, cut and searched as any other."""
    release = parse(text.encode(), Path(f"releases/{slug}.txt"), slug)
    return linter().text(release, segment(release, splitter()))


@cache
def splitter() -> Splitter:
    """The project's own rules."""
    return Splitter()


def found(check: SourceCheck, text: str) -> list[Finding]:
    """What a check finds in an example; in its second look too, beside a copy of it."""
    texts = {slug: source(text, slug) for slug in ("example", "other")}
    looked = {slug: lint(each, [check], IDS) for slug, each in texts.items()}
    second = across({slug: each.facts for slug, each in looked.items()}, [check])
    release = texts["example"].release
    return [
        *looked["example"].findings,
        *findings(release, Places(release), second.get("example", ())),
    ]


@pytest.mark.parametrize(("check", "bad"), BAD)
def test_bad(check: SourceCheck, bad: Bad) -> None:
    """Exactly what the example says is found, with the advice that it says."""
    result = [(item.check, item.found, item.suggestion) for item in found(check, bad.text)]

    assert result == [(check.id, bad.found, bad.suggestion)]


@pytest.mark.parametrize(("check", "good"), GOOD)
def test_good(check: SourceCheck, good: str) -> None:
    """Nothing is found."""
    assert found(check, good) == []


@pytest.mark.parametrize(("check", "bad"), BAD)
def test_fixing_is_done_at_once(check: SourceCheck, bad: Bad) -> None:
    """What was fixed is found no more, and fixing it again changes nothing."""
    before = source(bad.text)
    text, done = fix(before, [check])
    again, _ = fix(source(text), [check])

    assert again == text
    if done:
        assert len(lint(source(text), [check], IDS).findings) < len(
            lint(before, [check], IDS).findings
        )


@pytest.mark.parametrize("check", CHECKS, ids=IDS)
def test_a_check_is_complete(check: SourceCheck) -> None:
    """An id to type, a docstring with what, why and its limits, examples of both kinds."""
    paragraphs = [" ".join(part.split()) for part in (check.__doc__ or "").split("\n\n")]

    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", check.id)
    assert paragraphs[0]
    assert not paragraphs[0].startswith(("Why:", "Limits:"))
    assert sum(part.startswith("Why: ") for part in paragraphs) == 1
    assert sum(part.startswith("Limits: ") for part in paragraphs) == 1
    assert check.bad
    assert check.good


def test_ids_are_unique() -> None:
    """And none is that of a finding that no check makes."""
    assert len(set(IDS)) == len(IDS)
    assert "unknown-check" not in IDS


def written() -> Iterator[type[SourceCheck]]:
    """The checks that the modules have."""
    for item in pkgutil.iter_modules(checks.__path__, f"{checks.__name__}."):
        for value in vars(import_module(item.name)).values():
            if isinstance(value, type) and issubclass(value, SourceCheck) and hasattr(value, "id"):
                yield value


def test_no_check_is_forgotten() -> None:
    """Every check that is written is in the list."""
    assert {type(check) for check in CHECKS} == {*written()}
