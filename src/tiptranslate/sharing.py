"""Work on many releases shared out among the machine's cores."""

import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from tiptranslate.cores import available

Result = TypeVar("Result")

WORTH_A_WORKER = 64
"""Releases for which it pays to start another process."""


def in_shares(
    slugs: Sequence[str],
    here: Callable[[Sequence[str]], Result],
    there: Callable[[Sequence[str]], Result],
) -> list[Result]:
    """The results of some work on releases, one of each share, in the order of the releases.

    Args:
        slugs: The releases.
        here: Does the work in this process, where there are few.
        there: Does it in a process of its own; must be fit to be sent to one.
    """
    workers = min(available(), len(slugs) // WORTH_A_WORKER)
    if workers <= 1:
        return [here(slugs)]
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - only for many

    size = -(-len(slugs) // workers)
    with ProcessPoolExecutor(workers, initializer=_leave_interrupts_to_the_parent) as pool:
        return list(pool.map(there, groups(slugs, size)))


def groups(slugs: Iterable[str], size: int) -> Iterator[list[str]]:
    """Releases so many at a time, the last ones fewer."""
    remaining = iter(slugs)
    while group := list(islice(remaining, size)):
        yield group


def _leave_interrupts_to_the_parent() -> None:
    """Let Ctrl-C be answered once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
