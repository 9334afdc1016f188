"""A bar for work whose size is known once it begins."""

import sys

import pytest

from tiptranslate.cli.progress import ProgressBar


def test_a_person_sees_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With its label, to the end."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)

    with ProgressBar("Comparing") as bar:
        bar(1, 4)
        bar(4, 4)

    shown = capsys.readouterr()
    assert "Comparing" in shown.err
    assert "100%" in shown.err
    assert shown.out == ""


def test_a_program_sees_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Nor does anybody where there is no work."""
    with ProgressBar("Comparing") as bar:
        bar(1, 4)
    with ProgressBar("Comparing"):
        pass

    assert capsys.readouterr() == ("", "")
