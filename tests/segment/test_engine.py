"""The engine is imported without the schema library that it would otherwise bring along."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("first", ["", "import xmlschema; "])
def test_the_schema_library_stays_out(first: str) -> None:
    """It is not loaded, and stays usable where somebody else has loaded it or does so later."""
    code = (
        f"{first}import sys; from tiptranslate.segment import Splitter; "
        "print(Splitter().spans('One. Two.'), 'elementpath' in sys.modules); "
        "import xmlschema; print(xmlschema.XMLSchema.__name__.startswith('XMLSchema'))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines() == [f"((0, 4), (5, 9)) {bool(first)}", "True"]
