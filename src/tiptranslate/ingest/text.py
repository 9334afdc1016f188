"""Plain text: every line that is not empty is a block of its own, or for the program."""

import re
from collections.abc import Iterator

from tiptranslate.ingest.kinds import Classifier
from tiptranslate.ingest.parts import LINE_END, Directive, Part, trim

_DIRECTIVE = re.compile(r"#[ \t]*tiptranslate:(.*)", re.IGNORECASE)


def parts(source: str, begin: int) -> Iterator[Part | Directive]:
    """The blocks of a plain text from offset ``begin`` on, in order."""
    classifier = Classifier()
    line = 1 + sum(1 for _ in LINE_END.finditer(source, 0, begin))
    for start, end in _lines(source, begin):
        inner_start, inner_end = trim(source, start, end)
        if inner_end > inner_start:
            text = source[inner_start:inner_end]
            directive = _DIRECTIVE.fullmatch(text)
            if directive:
                yield Directive(directive[1], line)
            else:
                yield Part(classifier.kind(text), text, line, inner_start, inner_end)
        line += 1


def _lines(source: str, begin: int) -> Iterator[tuple[int, int]]:
    """Start and end of every line, its line end left out."""
    start = begin
    for match in LINE_END.finditer(source, begin):
        yield start, match.start()
        start = match.end()
    if start < len(source):
        yield start, len(source)
