"""The workers of one run: that they are fit and alike is made sure before they get any work."""

import contextlib
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self

from tiptranslate.cluster import work
from tiptranslate.cluster.connection import Connection, check_address, connected
from tiptranslate.cluster.shared import SharedEngine
from tiptranslate.cluster.work import Answer, Job, Report
from tiptranslate.errors import EngineError
from tiptranslate.translate import Engine, EngineOptions


class Workers:
    """The workers of one run, reached when the first sentence needs one.

    Args:
        address: Of a Dask scheduler, or ``LOCAL``.

    Raises:
        UsageError: The address is none.
    """

    def __init__(self, address: str) -> None:
        check_address(address)
        self._address = address
        self._open = contextlib.ExitStack()
        self._connection: Connection | None = None
        self._error: EngineError | None = None
        self._first: dict[tuple[str, str, str], Report] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def share(self, engine: Engine, options: EngineOptions) -> SharedEngine:
        """The engine with its work done by these workers."""
        return SharedEngine(engine, options, self)

    def compute_type(self, job: Job) -> str:
        """What the workers compute in, "" where nobody was asked yet."""
        first = self._first.get(_kind(job))
        return first["compute_type"] if first else ""

    def answers(self, job: Job, parts: Sequence[Sequence[str]]) -> Iterator[tuple[int, Answer]]:
        """The parts' numbers with their answers, as they come.

        Raises:
            EngineError: There is nobody to do the work, a worker is not fit for it, or a part
                failed again and again. What ended a run ends all that is asked for later, too.
        """
        if self._error is not None:
            raise self._error
        try:
            connection = self._connected(job)
            if _kind(job) not in self._first:
                for report in connection.every_worker(work.report, job):
                    self._compare(job, report)
            for number, answer in connection.each(work.run, parts, job=job):
                self._compare(job, answer)
                yield number, answer
        except EngineError as error:
            self._error = error
            raise

    def _connected(self, job: Job) -> Connection:
        if self._connection is None:
            threads = job["options"].get("threads")
            self._connection = self._open.enter_context(
                connected(self._address, threads if isinstance(threads, int) else 0)
            )
        return self._connection

    def _compare(self, job: Job, report: Report) -> None:
        """Refuse a worker that would draft otherwise than this process or than its fellows.

        Raises:
            EngineError: It would.
        """
        if report["problem"]:
            raise EngineError(
                f"a worker ({report['worker']}) is not fit for this run: {report['problem']}; "
                "install the same program and model there, or stop it"
            )
        first = self._first.setdefault(_kind(job), report)
        if (first["compute_type"], first["probe"]) != (report["compute_type"], report["probe"]):
            raise EngineError(
                f"two workers ({first['worker']}; {report['worker']}) translate one sentence with "
                "different results, as on different processors; use like ones, or start all of "
                "them with CT2_FORCE_CPU_ISA=AVX2"
            )


def _kind(job: Job) -> tuple[str, str, str]:
    """What a worker loads one model for."""
    return job["engine"], job["source"], job["target"]
