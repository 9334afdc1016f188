"""A progress bar for work whose size is known once it begins."""

import sys
from types import TracebackType
from typing import Any, Self

import click


class ProgressBar:
    """A bar on stderr, shown only to a person and only once there is work.

    It is called with what is done and what there is, as the workers' callbacks are.

    Args:
        label: What stands in front of it.
    """

    def __init__(self, label: str = "") -> None:
        self._label = label
        self._bar: Any = None  # click does not name the class in public

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def __call__(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` are done."""
        if not sys.stderr.isatty():
            return
        if self._bar is None:
            self._bar = click.progressbar(length=total, label=self._label, file=sys.stderr)
            self._bar.__enter__()
        self._bar.update(done - self._bar.pos)

    def labelled(self, label: str) -> Self:
        """The bar under a label; under another one than before it begins anew."""
        if label != self._label:
            self._end()
            self._label = label
        return self

    def _end(self) -> None:
        if self._bar is not None:
            self._bar.render_finish()
            self._bar = None
