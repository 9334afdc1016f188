"""One splitter for all tests that need no rules of their own."""

import pytest

from tiptranslate.segment import Splitter


@pytest.fixture(scope="session")
def splitter() -> Splitter:
    """The project's own rules, read once."""
    return Splitter()
