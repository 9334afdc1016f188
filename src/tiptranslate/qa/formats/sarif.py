"""SARIF 2.1.0, which code hosts and editors read.

Format: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import inspect
import json
from collections.abc import Sequence
from urllib.parse import quote

from tiptranslate import __version__
from tiptranslate.model import Finding, Level
from tiptranslate.qa.explaining import find

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.SUGGESTION: "note"}


def dump(findings: Sequence[Finding]) -> str:
    """The log of one run, with the rules that found something."""
    used = sorted({finding.check for finding in findings})
    numbers = {check: number for number, check in enumerate(used)}
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "tiptranslate",
                        "version": __version__,
                        "rules": [_rule(check) for check in used],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, numbers) for finding in findings],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(check: str) -> dict[str, object]:
    """What a check is; an id that is no check's (of an instruction gone wrong) stands alone."""
    known = next(iter(reversed(find(check))), None)
    if known is None:
        return {"id": check}
    text = inspect.cleandoc(known.__doc__ or "")
    return {
        "id": check,
        "shortDescription": {"text": " ".join(text.partition("\n\n")[0].split())},
        "fullDescription": {"text": text},
        "defaultConfiguration": {"level": _LEVELS[known.level]},
    }


def _result(finding: Finding, numbers: dict[str, int]) -> dict[str, object]:
    return {
        "ruleId": finding.check,
        "ruleIndex": numbers[finding.check],
        "level": _LEVELS[finding.level],
        "message": {"text": finding.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(finding.path.as_posix())},
                    "region": {"startLine": finding.line, "startColumn": finding.column},
                }
            }
        ],
    }
