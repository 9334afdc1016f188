"""Workflow commands, which GitHub Actions shows beside the line of a file.

Format and escapes: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from collections.abc import Sequence

from tiptranslate.model import Finding, Level

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.SUGGESTION: "notice"}


def dump(findings: Sequence[Finding]) -> str:
    """One command a finding, a line each."""
    return "\n".join(map(_command, findings))


def _command(finding: Finding) -> str:
    properties = {
        "file": finding.path.as_posix(),
        "line": str(finding.line),
        "col": str(finding.column),
        "title": finding.check,
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.level]} {listed}::{_data(finding.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
