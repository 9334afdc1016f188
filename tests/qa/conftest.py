"""Checks to run the machinery with, and releases to run them over."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from tiptranslate.ingest import parse
from tiptranslate.model import Level
from tiptranslate.qa.source import Hit, SourceCheck, SourceText

Make = Callable[..., SourceText]


class Pattern(SourceCheck):
    """Finds a pattern, and knows what should stand there."""

    bad = ()
    good = ()

    def __init__(
        self,
        pattern: str,
        replacement: str | None = None,
        name: str = "pattern",
        level: Level = Level.WARNING,
        *,
        raw: bool = False,
    ) -> None:
        self.id = name  # type: ignore[misc]
        self.level = level  # type: ignore[misc]
        self._pattern = re.compile(pattern)
        self._replacement = replacement
        self._raw = raw

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Every match."""
        release = text.release
        stretches = [block.text for block in release.blocks]
        if self._raw:
            stretches = [block.before + block.raw for block in release.blocks] + [release.tail]
        for number, stretch in enumerate(stretches):
            for found in self._pattern.finditer(stretch):
                yield Hit(
                    number,
                    found.start(),
                    found.end(),
                    f"found {found[0]}",
                    None if self._replacement is None else found.expand(self._replacement),
                    safe=self._replacement is not None,
                    raw=self._raw,
                )

    def collect(self, text: SourceText) -> object:
        """The headline."""
        return text.release.title if "Twice" in text.release.title else None

    def across(self, facts: Mapping[str, object]) -> Iterable[tuple[str, Hit]]:
        """Every headline that two releases share."""
        titles = list(facts.values())
        for slug, title in facts.items():
            if titles.count(title) > 1:
                yield slug, Hit(0, 0, 5, f"{title} in {len(facts)}", level=Level.ERROR)


@pytest.fixture
def pattern() -> type[Pattern]:
    """A check that finds a pattern."""
    return Pattern


@pytest.fixture
def source() -> Make:
    """A release of a file's text, ready to be checked, without terms or sentences."""

    def source(text: str, name: str = "a.txt") -> SourceText:
        data = text if isinstance(text, bytes) else text.encode()
        return SourceText(parse(data, Path("releases") / name, Path(name).stem))

    return source
