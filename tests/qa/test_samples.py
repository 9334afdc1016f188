"""What lint has to say of the project's own samples: each finding is there on purpose.

The samples are right but for what they are to show, so whatever is new in the list is
either a false alarm or a mistake to mend in the sample. To renew it, look at every line of

    tiptranslate lint > tests/data/lint/samples.txt
"""

from pathlib import Path

from click.testing import CliRunner

from tiptranslate.cli import main


def test_samples(root: Path, data: Path) -> None:
    """All findings of the three samples, as they are printed."""
    result = CliRunner().invoke(main, ["--workspace", str(root), "lint"])

    expected = (data / "lint" / "samples.txt").read_text(encoding="utf-8")
    assert result.stdout == expected
    assert result.stderr.startswith("3 releases: ")
