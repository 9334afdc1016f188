"""How many cores there are for this process."""

import os

import pytest

from tiptranslate.cores import available


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="cores can be taken away on Linux")
def test_only_the_cores_that_it_may_use() -> None:
    """Fewer are counted where fewer are allowed."""
    allowed = os.sched_getaffinity(0)
    assert available() == len(allowed)
    try:
        os.sched_setaffinity(0, {min(allowed)})
        assert available() == 1
    finally:
        os.sched_setaffinity(0, allowed)
