"""Findings in the formats of other programs; a new one is a module and a line in `FORMATS`.

None of them knows the command line: they take findings and give the text of a report.
"""

from collections.abc import Callable, Sequence

from tiptranslate.model import Finding
from tiptranslate.qa.formats import github, junit, sarif

FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "github": github.dump,
    "sarif": sarif.dump,
    "junit": junit.dump,
}
