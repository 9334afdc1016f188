"""JUnit XML, which GitLab, Jenkins and others show as tests that failed.

A catalog is a suite, a finding a test case; errors and warnings fail, suggestions are
passed with their text as output. Format: https://github.com/testmoapp/junitxml
"""

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from itertools import groupby

from tiptranslate.model import Finding, Level

_ILLEGAL = dict.fromkeys(
    [number for number in range(32) if chr(number) not in "\t\n\r"]
    + [*range(0xD800, 0xE000), 0xFFFE, 0xFFFF],
    "\ufffd",
)
"""What no XML 1.0 document may have in it, escaped or not."""


def dump(findings: Sequence[Finding]) -> str:
    """The document; without a finding, one suite with nothing in it."""
    root = ET.Element("testsuites", name="tiptranslate", tests=str(len(findings)))
    root.set("failures", str(_failures(findings)))
    ordered = sorted(findings, key=lambda finding: finding.path.as_posix())
    for path, group in groupby(ordered, key=lambda finding: _clean(finding.path.as_posix())):
        root.append(_suite(path, list(group)))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode")


def _failures(findings: Sequence[Finding]) -> int:
    return sum(finding.level > Level.SUGGESTION for finding in findings)


def _suite(path: str, findings: Sequence[Finding]) -> ET.Element:
    suite = ET.Element(
        "testsuite", name=path, tests=str(len(findings)), failures=str(_failures(findings))
    )
    for finding in findings:
        source = finding.entry.source if finding.entry else ""
        case = ET.SubElement(
            suite,
            "testcase",
            classname=finding.check,
            name=_clean(f"line {finding.line}: {finding.message}"),
            file=path,
            line=str(finding.line),
        )
        if finding.level > Level.SUGGESTION:
            kind = finding.level.name.lower()
            failure = ET.SubElement(case, "failure", type=kind, message=_clean(finding.message))
            failure.text = _clean(source)
        else:
            ET.SubElement(case, "system-out").text = _clean(source)
    return suite


def _clean(text: str) -> str:
    return text.translate(_ILLEGAL)
