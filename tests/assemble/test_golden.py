"""Golden cases: every folder of tests/data/assemble is one.

A folder has a ``case.json`` (a release's blocks with the sentences and what the
catalog has for each) and one file for every text format and layout, named as the
program names them; the document in several languages has the same text in each. To
add a case, write its ``case.json``; to (re)make the expected files after a change
that is meant, run

    TIPTRANSLATE_WRITE_GOLDEN=1 python -m pytest tests/assemble/test_golden.py

and read the difference in git. The style sheet stands as ``{style.css}`` in the
expected HTML.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tiptranslate.assemble import LAYOUTS, SEVERAL, Document, file_name
from tiptranslate.assemble.html_writer import style

FOLDER = Path(__file__).resolve().parent.parent / "data" / "assemble"
FORMATS = ("html", "md", "txt")
"""Those that can be read in git; the others have tests of what is in them."""
CASES = sorted(path.parent.name for path in FOLDER.glob("*/case.json"))


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> Path:
    """The folder of one case."""
    return FOLDER / str(request.param)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("format_name", FORMATS)
def test_golden(
    case: Path,
    format_name: str,
    layout: str,
    read_case: Callable[..., Document],
    write: Callable[..., bytes],
) -> None:
    """A document is, byte for byte, the one that was looked at and approved."""
    document = read_case(json.loads((case / "case.json").read_text("utf-8")))
    made = write(document, format_name, layout)
    made = made.replace(style().encode(), b"{style.css}\n")
    code = document.target.code
    if layout == SEVERAL:
        code += "+ru" if code == "uz" else "+uz"
    expected = case / file_name(document.slug, code, layout, format_name)
    if os.environ.get("TIPTRANSLATE_WRITE_GOLDEN"):
        expected.write_bytes(made)
        pytest.skip("written, not compared")

    assert expected.read_bytes() == made


def test_cases_are_complete() -> None:
    """No case lacks a file, and none has one that nothing makes."""
    for name in CASES:
        files = [path.name for path in (FOLDER / name).iterdir() if path.name != "case.json"]

        assert len(files) == len(FORMATS) * len(LAYOUTS), name
