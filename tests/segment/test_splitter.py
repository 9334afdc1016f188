"""The engine behind its door: results are kept, a user's rules come in front."""

from pathlib import Path

import pytest

from tiptranslate.segment import Splitter, rule_bytes
from tiptranslate.segment.engine import SrxDocument
from tiptranslate.segment.rules import read
from tiptranslate.segment.splitter import _fault

OURS = Path(__file__).resolve().parents[2] / "src" / "tiptranslate" / "segment" / "press_en.srx"


def srx(*rules: tuple[str, str, str]) -> str:
    """A rule file: break, beforebreak and afterbreak of each rule."""
    stated = "\n".join(
        f'<rule break="{kind}"><beforebreak>{before}</beforebreak>'
        f"<afterbreak>{after}</afterbreak></rule>"
        for kind, before, after in rules
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
<header segmentsubflows="yes" cascade="yes"/>
<body><languagerules><languagerule languagerulename="own">
{stated}
</languagerule></languagerules>
<maprules><languagemap languagepattern="en.*" languagerulename="own"/></maprules></body></srx>
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """Where a user's rule file is to be."""
    return tmp_path / "own.srx"


def split(text: str, *files: Path) -> list[str]:
    """The sentences of a text by a user's rules and ours."""
    return [text[start:end] for start, end in Splitter(files).spans(text)]


def test_a_no_break_rule_wins_over_ours(rules: Path) -> None:
    """Whatever our rules say."""
    text = "See Obl. Court papers. They are long."
    assert split(text) == ["See Obl.", "Court papers.", "They are long."]

    rules.write_text(srx(("no", r"\bObl\.\s", "")))

    assert split(text, rules) == ["See Obl. Court papers.", "They are long."]


def test_a_break_rule_wins_over_ours(rules: Path) -> None:
    """It breaks where ours say not to, and only there."""
    text = "He met Mr. Sample; Mr. Primer left. It was late."
    assert split(text) == ["He met Mr. Sample; Mr. Primer left.", "It was late."]

    rules.write_text(srx(("yes", r";\s", "Mr")))

    assert split(text, rules) == ["He met Mr. Sample;", "Mr. Primer left.", "It was late."]


def test_a_break_rule_equal_to_one_of_ours_wins_too(rules: Path) -> None:
    """The engine keeps one of two equal rules; it must be the user's."""
    ours = OURS.read_text(encoding="utf-8")
    start = ours.rindex("<beforebreak>", 0, ours.rindex("<!--"))
    own = ours[ours.rindex("<rule", 0, start) : ours.index("</rule>", start) + len("</rule>")]
    rules.write_text(srx(("no", "QQQ", "")).replace("</languagerule>", f"{own}</languagerule>"))
    text = "He met Mr. Sample."
    assert split(text) == [text]

    assert split(text, rules) == ["He met Mr.", "Sample."]


def test_files_are_asked_in_their_order(tmp_path: Path) -> None:
    """The first rule that fits decides."""
    (tmp_path / "a.srx").write_text(srx(("no", r"Obl\.\s", "")))
    (tmp_path / "b.srx").write_text(srx(("yes", r"Obl\.\s", "")))
    a, b = tmp_path / "a.srx", tmp_path / "b.srx"

    assert split("Obl. court", a, b) == ["Obl. court"]
    assert split("Obl. court", b, a) == ["Obl.", "court"]


def test_results_are_looked_up_and_kept() -> None:
    """A text that is known needs no engine; one that is not is added."""
    known: dict[str, tuple[tuple[int, int], ...]] = {"Known. Text.": ((0, 12),)}
    splitter = Splitter(known=known)

    assert splitter.spans("Known. Text.") == ((0, 12),)
    assert splitter.spans("New. Text.") == ((0, 4), (5, 10))
    assert known["New. Text."] == ((0, 4), (5, 10))


def test_rule_bytes(rules: Path) -> None:
    """What decides on results: a user's files, then ours."""
    rules.write_text("x")

    assert list(rule_bytes([rules])) == [b"x", OURS.read_bytes()]


@pytest.mark.parametrize("before", ["", ".?", "a*"])
def test_a_rule_that_matches_nothing_long_ends(rules: Path, before: str) -> None:
    """A break rule without length may cut finely, but comes to an end."""
    rules.write_text(srx(("yes", before, "")))

    assert "".join(split("aab. Ba", rules)) == "aab.Ba"


def test_rules_that_only_fail_together(rules: Path) -> None:
    """Where no rule is wrong by itself the first file is named, with what the engine said."""
    rules.write_text(srx(("no", "a", "b"), ("yes", "c", "d")))

    error = _fault(read(rules), SrxDocument(), MemoryError())

    assert str(error) == (
        f"{rules}: its rules cannot be used together with the others: MemoryError; mend them"
    )
