"""Findings in the formats of CI services."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.model import Entry, Finding, Level
from tiptranslate.qa.formats import FORMATS

FINDINGS = [
    Finding(
        check="changed-number",
        level=Level.ERROR,
        message="“1 248” should be “1 284”",
        path=Path("locales/ru/LC_MESSAGES/a b.po"),
        line=12,
        found="1 248",
        suggestion="1 284",
        entry=Entry("1,284 came.", "Пришли 1 248."),
    ),
    Finding("draft", Level.WARNING, "drafted, 100% not\nreviewed: a, b", Path("b.po"), 1),
    Finding("missing-nbsp", Level.SUGGESTION, "a space", Path("b.po"), 3, 7),
    Finding("unknown-check", Level.WARNING, "no such check", Path("releases/a.txt"), 1),
]


def test_sarif_validates_against_its_schema(data: Path) -> None:
    """The committee's own; rules are described, and the paths are addresses."""
    schema = json.loads((data / "sarif" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))

    log = json.loads(FORMATS["sarif"](FINDINGS))

    jsonschema.validate(log, schema)
    (run,) = log["runs"]
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note", "warning"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "locales/ru/LC_MESSAGES/a%20b.po"
    assert place["region"] == {"startLine": 12, "startColumn": 1}
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert "A figure" in rules["changed-number"]["shortDescription"]["text"]
    assert rules["unknown-check"] == {"id": "unknown-check"}
    jsonschema.validate(json.loads(FORMATS["sarif"]([])), schema)


def test_junit_is_read_by_a_parser() -> None:
    """A suite a file; suggestions pass."""
    root = ElementTree.fromstring(FORMATS["junit"](FINDINGS).encode())

    assert (root.get("tests"), root.get("failures")) == ("4", "3")
    suites = {suite.get("name"): suite for suite in root}
    assert set(suites) == {"b.po", "locales/ru/LC_MESSAGES/a b.po", "releases/a.txt"}
    failure = suites["locales/ru/LC_MESSAGES/a b.po"].find("testcase/failure")
    assert failure is not None
    assert failure.get("type") == "error"
    assert failure.text == "1,284 came."
    assert len(suites["b.po"].findall("testcase/failure")) == 1


def test_github_lines_are_commands() -> None:
    """What has a meaning in a command is escaped; one line a finding."""
    lines = FORMATS["github"](FINDINGS).splitlines()

    assert len(lines) == len(FINDINGS)
    assert lines[0] == (
        "::error file=locales/ru/LC_MESSAGES/a b.po,line=12,col=1,title=changed-number::"
        "“1 248” should be “1 284”"
    )
    assert lines[1].endswith("::drafted, 100%25 not%0Areviewed: a, b")
    assert lines[2].startswith("::notice ")


@given(st.text(), st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
@pytest.mark.parametrize("name", FORMATS)
def test_any_message_and_path(name: str, message: str, path: str) -> None:
    """Nothing that a text can hold breaks a report."""
    finding = Finding("draft", Level.ERROR, message, Path(path), 1, entry=Entry(message))

    report = FORMATS[name]([finding])

    if name == "junit":
        ElementTree.fromstring(report.encode())
    elif name == "sarif":
        json.loads(report)
    else:
        assert len(re.split("[\r\n]", report)) == 1
